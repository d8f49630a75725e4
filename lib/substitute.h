/*
 * Substitutions (замещение; regulation 4.2а, 4.2в): lessons given by another teacher,
 * given together with a parallel one, cancelled, or moved to another day.
 *
 * Who gives a lesson writes it: the substitute, with the deputy's order, that lesson
 * and no other, until its window ends; the course's teacher then sets marks in it, and
 * leaves its topic, homework and register to who was there (access.h).
 */
#ifndef JR_SUBSTITUTE_H
#define JR_SUBSTITUTE_H

#include "row.h"

/*
 * Rows of substitutions: date, class, group, subject, number (the lesson), teacher (who
 * should give it: checked), kind, by, with, to_date, to_number, reason, order.
 *
 *	substitute	`by` gives the lesson
 *	merged		`by` takes it into the lesson that he has then (`with`: the class
 *			or group of that, where he has several); without `by` the teacher
 *			of the parallel group of the subject
 *	cancelled	nobody gives it
 *	moved		it was cancelled, and is given on to_date as lesson to_number; its
 *			topic, tasks and homework go with it
 *
 * An empty kind is `substitute` where there is `by`.  A lesson of the timetable that the
 * journal has not yet is made.  put: JR_EINVAL, JR_ENOTFOUND what a row names; a day
 * without school; JR_ECONFLICT: the substitute is absent or has another lesson then, a
 * lesson that was held is to be cancelled or moved, the substitute has written the lesson
 * already, another one is merged with it; JR_EDENIED: not the actor's, a closed term.
 *
 * remove takes it back, and a moved lesson to its place.
 */
extern const struct jr_rowkind jr_kind_substitution;

/*
 * Rows of absences of staff: teacher, from, [to], reason, [order]; key teacher and from.
 * `to` empty: nobody knows yet.
 */
extern const struct jr_rowkind jr_kind_staff_absence;

/* The lessons of one teacher that somebody else is to give; NULL: not said. */
struct jr_substitute {
	const char	*teacher;		/* login */
	const char	*from, *to;		/* days, both within; to NULL: one day */
	const char	*numbers;		/* "2", "2-4", "1,3-4"; NULL: all of the day */
	const char	*class, *group, *subject;
	const char	*kind;			/* as in rows */
	const char	*by, *with, *reason, *order;
};

struct jr_substituted {
	size_t	 changed, same;
};

/*
 * Substitute them all, or none of them; in a writing transaction.  Lessons that have a
 * substitution already stay as they are, with a warning, unless `numbers` names them.
 * A span (`to`) of all lessons is stored as his absence too, unless that is known.
 * The errors of a row; JR_ENOTFOUND: no lessons there.
 */
int	 jr_substitute(struct jr *, const struct jr_substitute *, struct jr_substituted *out);
/* Take their substitutions back. */
int	 jr_substitute_back(struct jr *, const struct jr_substitute *,
    struct jr_substituted *out);

/* Who could give a lesson; texts borrowed for the call. */
struct jr_suggestion {
	const char	*date;
	int		 number;
	const char	*class, *group, *subject;	/* NULL: none */
	const char	*login, *name;
	enum { JR_TEACHES_SUBJECT, JR_TEACHES_CLASS, JR_IS_FREE } why;
	int		 lessons;	/* of his on that day */
	int		 month;		/* lessons that he substitutes in the month */
};

typedef int jr_suggestion_out(void *arg, const struct jr_suggestion *);

/*
 * For each of the lessons those who are free then and not absent: who teaches the
 * subject first, then who teaches the class, then others; those with fewer substituted
 * lessons first.  In a reading transaction.  JR_EDENIED: who may not substitute.
 */
int	 jr_substitute_suggest(struct jr *, const struct jr_substitute *, jr_suggestion_out *,
    void *arg);

#endif
