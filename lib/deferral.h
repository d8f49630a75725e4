/*
 * Term marks put off for one student (отсрочка; domain "Term marks"): by order, until a
 * date.  The term can be closed for his class without that mark, and his marks of the
 * subject stay open in it until then.
 */
#ifndef JR_DEFERRAL_H
#define JR_DEFERRAL_H

#include "row.h"

/*
 * Rows of what is put off: [class], subject, term, student, until, reason, [order]; the
 * key is subject, term and student.
 *
 * put: JR_EINVAL a term that his grade does not have, a day before the term's end, no
 * reason; JR_ENOTFOUND a name; JR_EDENIED who may not close terms, or the term is closed
 * for his class already (a stored one can still be prolonged).
 * remove: JR_ENOTFOUND there is none; JR_EDENIED the term is closed and his mark not set.
 */
extern const struct jr_rowkind jr_kind_deferral;

/* --- For the library -------------------------------------------------------------- */

struct jr;

/* Is the term's mark put off, up to today at least?  *out tells. */
int	 jr__deferral_open(struct jr *, int64_t term_id, int64_t subject_id, int64_t student_id,
    bool *out);
/* The same of the term, other than the year, that a day belongs to. */
int	 jr__deferral_open_on(struct jr *, const char *date, int64_t subject_id,
    int64_t student_id, bool *out);

#endif
