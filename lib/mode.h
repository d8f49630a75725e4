/*
 * Study mode (форма и режим обучения; domain "study mode"): who is taught otherwise
 * than in the class, by order and for a time, in all courses or in one.  He is off
 * the course's register, minimums and counts, and keeps his place on the list; his own
 * courses are those of a group of him alone.
 */
#ifndef JR_MODE_H
#define JR_MODE_H

#include "row.h"

/*
 * study_mode: student, class, mode, group, subject, from, to, order.
 * mode: home, individual, treatment, family, self, extern, or the Russian words.
 * Without a subject it is for all courses; class, group and subject name one.  student,
 * the course and `from` are the key; the order must be given.
 *
 * put: JR_EINVAL a mode, a day, no order; JR_ENOTFOUND a name; JR_ECONFLICT days that a
 * mode of the student for the same courses has already; JR_EDENIED.  A warning names the
 * lessons of that time in which he has entries.  remove: the last day.
 */
extern const struct jr_rowkind jr_kind_study_mode;

/* --- For the library ---------------------------------------------------------- */

/* "taught at home", as messages call the mode; N_() words. */
const char *jr__mode_words(const char *mode);

#endif
