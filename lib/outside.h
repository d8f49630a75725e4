/*
 * Marks that a student brings from another school (выписка текущих отметок): he got them
 * before he came, or while he was taught elsewhere.  They belong to no lesson; in the mean
 * of the term of their day they count like those of this school.
 */
#ifndef JR_OUTSIDE_H
#define JR_OUTSIDE_H

#include "row.h"

/*
 * Rows: date, subject, student, mark, [type], [weight], [source].  All but the last two
 * are the key.  Equal rows are several marks: the second of a file is the second that is
 * stored.  type missing: an answer.
 *
 * put: JR_EINVAL: a value off the scale or a term mark's, a day to come or of no year, a
 * student who was in no class here in that year; JR_ENOTFOUND: student, subject, type;
 * JR_EDENIED: the term is closed for his class; a stored weight or school changed after
 * the window without a reason.  remove: the same; JR_ENOTFOUND: no such mark.
 */
extern const struct jr_rowkind jr_kind_outside;

/* --- For the library ---------------------------------------------------------- */

/* The class whose terms hold for them: the student's last one of the year; 0: none. */
int	 jr__outside_class(struct jr *, int64_t student_id, int64_t year, int64_t *out);

#endif
