/*
 * Thematic plans (КТП): the topics of a subject in their order, with hours and
 * planned works, for one class or for a whole grade; their approval, their changes,
 * and how far a course has come in its plan.
 *
 * A course follows the plan of its own group, else of its class, else of its grade.  A
 * lesson is found in the plan by its topic's words, folded.  Hours are kept in
 * hundredths; a lesson is one hour.
 */
#ifndef JR_PLAN_H
#define JR_PLAN_H

#include "row.h"

/*
 * Rows of plans: one topic each.  A plan is of a class or of a grade, never of
 * both; without `group` it serves every course of the subject there, groups
 * included.  Hours are written `1` or `0.5` (a decimal comma and «ч.» are understood;
 * `1-2` is refused).  remove deletes a topic, and with its last topic the plan.
 *
 * Nothing but the homework of an approved plan can be changed: JR_ECONFLICT.  A topic
 * that begins with the name of a type of class work and has none is stored with a warning.
 */
extern const struct jr_rowkind jr_kind_plan;

/* Hours as tables have them: "1", "0,5", "2 ч.", in hundredths; false: none of these. */
bool	 jr_plan_hours(const char *text, int64_t *hundredths);

/*
 * Approve the plan that class or grade, group and subject of the row name, or take its
 * approval back; all: every plan of the year that is not approved, narrowed by what the
 * row gives.  *n counts the plans that were changed.  JR_ENOTFOUND: no such plan;
 * JR_EDENIED: the right to approve (regulation 4.2).
 */
int	 jr_plan_approve(struct jr *, const struct jr_row *, bool all, int64_t *n);
int	 jr_plan_unapprove(struct jr *, const struct jr_row *, int64_t *n);

/* --- A course that goes otherwise than planned (корректировка) ------------------------ */

/* A change of one course, whatever other courses share its plan.  NULL: not given. */
struct jr_plan_change {
	const char	*class, *group, *subject;	/* the course */
	const char	*no;		/* the topic */
	const char	*into;		/* merge: with which it is taught together */
	const char	*topic;		/* merge: the words of both; NULL: those of the two */
	const char	*hours;		/* compress: that it now has */
	const char	*reason;
};

/*
 * Teach a topic together with another one, or in fewer hours; or take either back.  The
 * topics must be there and, but for compress, still to come; a planned work is not
 * merged into another topic.  JR_EINVAL (also without a reason), JR_ENOTFOUND,
 * JR_ECONFLICT, JR_EDENIED.
 */
int	 jr_plan_merge(struct jr *, const struct jr_plan_change *, enum jr_change *what);
int	 jr_plan_compress(struct jr *, const struct jr_plan_change *, enum jr_change *what);
int	 jr_plan_restore(struct jr *, const struct jr_plan_change *, enum jr_change *what);

/* These changes: class, group, subject, no, topic, planned, hours, into, words, reason,
 * changed_on.  Only to be listed, as the next two. */
extern const struct jr_rowkind jr_kind_plan_change;

/* --- How far it has come ---------------------------------------------------------------- */

/*
 * The plan of one course (class, group, subject of the filter), topic by topic: when the
 * timetable has it (planned_on), when it was given, and when it will be (expected_on).
 * state is given, partly, merged, skipped (a later one was given), late (its day is over)
 * or coming.
 */
extern const struct jr_rowkind jr_kind_plan_topic;

/*
 * Each course at the end of a day (the filter's `to`; NULL: yesterday, since today's
 * lessons may be still to come): see jr-plan(1).  One query for the whole school.
 */
extern const struct jr_rowkind jr_kind_plan_progress;

/* --- The next topic of a lesson ------------------------------------------------------------ */

/* NULL: the plan has none, or the lesson has its own. */
struct jr_plan_next {
	char	*topic, *homework, *tasks;
};

/*
 * What the lesson that the row names (jr_kind_lesson: date, class, group, subject,
 * number) has by its course's plan.  Warns where topics before it were left out.
 * JR_ENOTFOUND: no plan, or all of it is given; JR_ECONFLICT: the lesson has another
 * topic already.  Release *out, on failure too.
 */
int	 jr_plan_next(struct jr *, const struct jr_row *lesson, struct jr_plan_next *out);
void	 jr_plan_next_release(struct jr_plan_next *);

#endif
