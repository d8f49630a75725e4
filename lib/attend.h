/*
 * Attendance (посещаемость): registers taken, and the exceptions of single
 * students at single lessons (regulation 3.2.2, 3.2.3, 4.2а).
 *
 * A register taken with nobody absent differs from one not taken: any row about a
 * lesson takes its register, and a row with code `taken` and no student takes
 * it with nobody to name.
 */
#ifndef JR_ATTEND_H
#define JR_ATTEND_H

#include "row.h"

/*
 * Rows of attendance: date, [class], [group], subject, [number], student, code,
 * [minutes], [basis], [document].  Codes in English, or as the school writes them
 * (attendance.codes of journal.conf); `о15` is late by 15 minutes.
 *
 * `present` takes the register and takes a stored absence back; it is not stored.
 * Setting a reason (ill, excused, unexcused) on an absence is no correction; any
 * other change after the window is, and needs a reason.
 *
 * put: JR_EINVAL: an unknown code or basis, a future date, two codes for one
 * student in one transaction; JR_ENOTFOUND: class, course, lesson, student;
 * JR_EDENIED: a closed term (reasons may be set for some school days after),
 * a correction without a reason.
 */
extern const struct jr_rowkind jr_kind_attendance;

/* --- For the library ---------------------------------------------------------- */

/*
 * The code that a text means, borrowed for the transaction; minutes -1: none in it.
 * JR_DONE: it means none.
 */
int	 jr__attend_code(struct jr *, const char *text, const char **name, bool *absent,
    int *minutes);

#endif
