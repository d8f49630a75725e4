/* What the files of the plans share. */
#ifndef JR_PLAN_IMPL_H
#define JR_PLAN_IMPL_H

#include "lookup.h"
#include "plan.h"

#define JR__PLAN_NO_MOST 999
#define JR__LESSON_HOURS 100	/* of one lesson, in hundredths */

/* Which plan; its group and class may be 0. */
struct jr__plan_key {
	int64_t	 id;			/* 0: not there yet */
	int64_t	 class_id, grade, group_id, subject_id;
	char	 approved_on[JR_DATE_SIZE];	/* "": it is not */
};

/* The plan of a class or grade, as rows name it (columns of jr_kind_plan). */
int	 jr__plan_find(struct jr *, const struct jr_row *, struct jr__plan_key *out);
int	 jr__plan_no(struct jr *, int col, const char *text, int64_t *out);
/* "1", "0.5": hundredths in words. */
#define JR__HOURS_SIZE 24
void	 jr__hours_print(char out[JR__HOURS_SIZE], int64_t hundredths);

/* --- A filter's names, in the year chosen; columns of the kind, -1: it has not --- */

struct jr__plan_filter {
	struct jr_value	 class_id, grade, subject_id, group_key, staff_id;
};

int	 jr__plan_filter(struct jr *, const struct jr_rowkind *, const struct jr_filter *,
    struct jr__plan_filter *out);

/* --- One course on its way through its plan --------------------------------------- */

/* Texts are places in the walk's text; 0: none. */
struct jr__plan_topic {
	int64_t	 no, planned, hours;	/* hundredths: by the plan, and as the course has it */
	int64_t	 into_no;		/* merged into that one; 0: not */
	int64_t	 given;			/* lessons * JR__LESSON_HOURS */
	size_t	 section, topic, key, type, homework;
	char	 first_on[JR_DATE_SIZE];	/* "": not given */
};

struct jr__plan_walk {
	int64_t	 plan_id;		/* 0: no plan */
	size_t	 n;
	struct jr__plan_topic *topic;	/* in their order */
	int64_t	 at;			/* place of the last given; -1: none was */
	struct jr_buf topics, text;	/* its own */
};

/*
 * Load the course's plan and give its lessons their topics: by the words, of several
 * alike the next that is not given in full.  `at` is where the lessons before a day and
 * number came to (NULL: all), `given` counts all but that one.  Release it, on failure
 * too.
 */
int	 jr__plan_walk(struct jr *, const struct jr__course *, const char *before, int number,
    struct jr__plan_walk *out);
void	 jr__plan_walk_release(struct jr__plan_walk *);

/* The topic of that number; NULL: none. */
struct jr__plan_topic *jr__plan_walk_no(const struct jr__plan_walk *, int64_t no);
/* "" for 0. */
const char *jr__plan_walk_text(const struct jr__plan_walk *, size_t at);

/*
 * Where the plan goes on: with the last topic given where hours of it are left, with the
 * first behind it that is not given, at the plan's end with those left out.  -1: the
 * plan is exhausted.
 */
int64_t	 jr__plan_walk_next(const struct jr__plan_walk *);
/* Is there more to give of it? */
bool	 jr__plan_is_open(const struct jr__plan_topic *);

#endif
