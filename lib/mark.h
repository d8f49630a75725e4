/*
 * Marks (отметки): what a student got for a task (regulation 3.2.3, 4.2а).
 *
 * A mark keeps who entered it and when (mark.tx_id) and, in the history,
 * everything it was before.
 */
#ifndef JR_MARK_H
#define JR_MARK_H

#include "row.h"

/*
 * Rows of marks: date, [class], [group], subject, [number], student, mark,
 * [type], [task], [weight], [comment], [made_up].
 *
 * The mark "owed" («долг») says that the student owes the work: a state of the task,
 * no mark, which ends with the mark for it (owed.h).  remove takes the mark away or,
 * where there is none, the state.
 *
 * put: JR_EINVAL: value off the scale or a term mark's; a future date; no marks
 * are set there (grade 1, extracurricular); several tasks fit; another mark for the same task
 * in this transaction.  JR_ENOTFOUND: class, course, lesson, student, task.
 * JR_EDENIED: a class-work mark for a student absent from that lesson (unless
 * made up, or owed before, which is then made up); a closed term; a correction after
 * its window without a reason.
 */
extern const struct jr_rowkind jr_kind_mark;

/* Marks put from now on were made up later by students absent that day. */
void	 jr_mark_made_up(struct jr *, bool);
/* A mark 0 put from now on says that the work is owed, as in other journals. */
void	 jr_mark_owed_zero(struct jr *, bool);

/* --- For the library ---------------------------------------------------------- */

/* Is it a value of the scale, just as that has it, that a lesson's mark can have? */
int	 jr__mark_is_value(struct jr *, const char *text, bool *out);

#endif
