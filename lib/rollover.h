/*
 * From one school year to the next, as the council decided.
 */
#ifndef JR_ROLLOVER_H
#define JR_ROLLOVER_H

#include "core.h"

struct jr_rollover {
	const char	*to;		/* "2027/28"; NULL: the year after the one in use */
	const char	*order;		/* of enrolments and leavings; NULL: none */
	bool		 courses;	/* also who teaches what, as it was at the year's end */
};

/* What it did: rows of the roster. */
struct jr_rolled {
	size_t	 added, changed, same;
};

/*
 * Carry the classes of the year in use into the next, in the open transaction.  7А
 * becomes 8А, with its homeroom teacher where he stays at the school and the stage (1–4,
 * 5–9, 10–12) goes on; who is promoted or conditional is enrolled there from the next
 * year's first day, with the groups of his class; who is retained in the class of the
 * same name, else in the only one of his grade.  Who left, and who finished a grade with a
 * final_formula, has his enrolment ended on the council's day, unless he is enrolled in
 * the next year already.  Who is enrolled there, and classes that are there, stay as they
 * are: once more changes nothing.  Courses only for classes that have none yet.
 *
 * By who writes classes, students and groups (and courses).  JR_ECONFIG: the store has
 * not the next year; JR_EINVAL: another year than the next, a student of the year's last
 * day without a decision, or retained without a class: they are listed; other codes of the
 * roster's rows.
 */
int	 jr_rollover(struct jr *, const struct jr_rollover *, struct jr_rolled *);

#endif
