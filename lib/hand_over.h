/*
 * Hand-over (передача дел, regulation 4.2а): a teacher leaves, and his courses and the
 * class whose homeroom teacher he is go to another from a day on, with an act of how they
 * stand.
 */
#ifndef JR_HAND_OVER_H
#define JR_HAND_OVER_H

#include "core.h"

struct jr_hand_over {
	const char	*teacher, *to;		/* logins */
	const char	*date;			/* the new one's first day */
	const char	*class, *subject;	/* only these courses; NULL: all */
	bool		 keep_homeroom;		/* classes stay; so they do with a subject */
	bool		 allow_clashes;
};

/* How a course stands the day before; texts borrowed for the call, NULL: none. */
struct jr_handed_course {
	const char	*class, *group, *subject;
	int64_t		 hours;			/* a week, hundredths */
	int64_t		 given;			/* lessons held */
	int64_t		 planned;		/* hours of the plan, hundredths; 0: no plan */
	int64_t		 topic_no;		/* of the last topic in the plan; 0: not there */
	const char	*topic;			/* of the last lesson */
	int64_t		 marks, owed, findings;	/* entered; work owed; open findings */
	int64_t		 students, under;	/* on the list; with too few marks for the term */
};

struct jr_handed_to {
	void	*arg;
	int	 (*people)(void *arg, const char *from, const char *to);	/* full names; first */
	int	 (*course)(void *arg, const struct jr_handed_course *);
	int	 (*homeroom)(void *arg, const char *class);
};

/*
 * Hand over in the open writing transaction, telling what.  JR_EINVAL, JR_ENOTFOUND: a
 * name or day; nothing to hand over; the new teacher has the course already, or does not
 * work here then; JR_ECONFLICT: he has lessons at the same hours of the timetable, each a
 * warning; JR_EDENIED: the right to courses, or to classes, is missing; a course's class
 * has a closed term on that day.
 */
int	 jr_hand_over(struct jr *, const struct jr_hand_over *, const struct jr_handed_to *);

#endif
