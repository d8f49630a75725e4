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

/*
 * Rows that give reasons: student, [class], from, [to], code, [basis], [document],
 * [subject], [number]; put only.  The reason goes to all absences that are stored
 * between the two days (without `to`: on that day), at all lessons, or at those of the
 * subject, or with the number; an absent basis or document stays as it is.  A lesson
 * at which he was not absent changes nothing.  `class` is that in which a name is
 * looked for.
 *
 * put: JR_EINVAL a code that is no reason, a basis, days in the wrong order;
 * JR_ENOTFOUND a name; JR_EDENIED the actor is not the homeroom teacher of the student,
 * nor the deputy; a term of the class that is closed for too long.
 */
extern const struct jr_rowkind jr_kind_reason;

/* What rows of jr_kind_reason have met and changed in the transaction. */
struct jr_reasons {
	int64_t	 absences, changed;
};
struct jr_reasons jr_reasons(const struct jr *);

/*
 * Rows of exemptions (освобождение): student, [class], subject, from, [to], document.
 * He is there and does theory, which may be marked; he has no absence for it, and no
 * mark is missed.  student, subject and `from` are the key; without `to` a new one is
 * open.
 *
 * put: JR_EINVAL a day, no document; JR_ENOTFOUND a name; JR_ECONFLICT days that an
 * exemption of the student from the subject has already; JR_EDENIED.  remove takes the
 * row's own out.
 */
extern const struct jr_rowkind jr_kind_exemption;

/* Who was absent on a day, from which lessons: one row for a student and code. */
struct jr_absence {
	const char	*date, *class;
	const char	*number;	/* of the student */
	const char	*name;		/* Иванова Анна */
	const char	*lessons;	/* 1 Алгебра, 2 Физика */
	const char	*code;		/* absent, ill, … */
	const char	*printed;	/* н, б, … */
	bool		 pending;	/* the reason is still to come */
};
typedef int jr_absence_out(void *arg, const struct jr_absence *);

/*
 * Absences of the last school day and of today (regulation 4.2г: every day), of a class
 * of the year in use, or (NULL) of the classes that the actor may look at: a homeroom
 * teacher's own.  By class, day, name.  Inside a reading transaction.  JR_ENOTFOUND;
 * JR_EDENIED.
 */
int	 jr_attend_today(struct jr *, const char *class, jr_absence_out *, void *arg);

/* --- For the library ---------------------------------------------------------- */

/*
 * The code that a text means, borrowed for the transaction; minutes -1: none in it.
 * JR_DONE: it means none.
 */
int	 jr__attend_code(struct jr *, const char *text, const char **name, bool *absent,
    int *minutes);

#endif
