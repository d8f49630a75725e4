/*
 * Inside the proposals: what is read of a term (term_propose_load.c), and what follows
 * from it (term_propose.c, term_propose_year.c).
 */
#ifndef JR_TERM_PROPOSE_IMPL_H
#define JR_TERM_PROPOSE_IMPL_H

#include "impl.h"
#include "term_propose.h"

#define JR__VALUES 32		/* of the scale */

struct jr__value {
	char	 value[32];
	int64_t	 score;
	bool	 scored, fails;
	enum { JR__PLAIN, JR__NOT_ATTESTED, JR__IS_EXEMPT, JR__CREDIT } means;
};

struct jr__text;

/* The school's rules. */
struct jr__propose_rules {
	struct jr__value	 value[JR__VALUES];
	int			 values;
	struct jr_threshold	 step[JR__VALUES];
	int			 steps;
	struct jr_fewest	 fewest[JR__VALUES];
	int			 fewests;
	const char		*fail, *na, *exempt, *credit;	/* of the scale; NULL: it has none */
	bool			 few_is_na, attestation;
	int64_t			 over_num, over_den;	/* absent_over */
	int64_t			 year_na;		/* year_not_attested */
};

/* Of one subject; the days of the lessons held in it stand in `held`. */
struct jr__propose_course {
	int64_t	 id, subject_id;
	size_t	 held, nheld;
};

/* A student in a course (its place), from when to when. */
struct jr__place {
	int64_t	 student_id;
	size_t	 course;
	size_t	 proposal;		/* SIZE_MAX: none is wanted */
	size_t	 next;			/* place of the proposal; SIZE_MAX: no more */
	jr_day	 from, to;
	jr_day	 load_from, load_to;	/* when somebody taught it; from > to: never */
	size_t	 apart, aparts;		/* its spans in `apart`, and how many */
};

/* Taught apart from a course; they stand in the order of student, course, day. */
struct jr__apart_span {
	int64_t	 student_id, course_id;
	jr_day	 from, to;
};

struct jr__proposals {
	struct jr		*j;
	struct jr__propose_which which;
	int64_t			 year;
	bool			 of_year;	/* the term is the year */
	char			 code[16], kind[16];
	char			 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	jr_day			 begins, ends;
	struct jr__propose_rules rules;
	struct jr_buf		 all;		/* struct jr__proposal */
	struct jr_buf		 first;		/* size_t: the first place of each */
	struct jr_buf		 places;	/* struct jr__place */
	struct jr_buf		 apart;		/* struct jr__apart_span */
	struct jr_buf		 courses;	/* struct jr__propose_course */
	struct jr_buf		 held;		/* jr_day */
	struct jr_map		*by_student;	/* student, subject → place in all */
	struct jr_map		*by_course;	/* id → place in courses */
	struct jr_buf		 parts;		/* of a year: its terms */
	struct jr_map		*marks;		/* ... their marks: places in the scale */
	struct jr__text		*texts;		/* of the proposals, in blocks */
	struct jr__proposals	*next;		/* jr__proposed()'s memory */
};

static inline struct jr__proposal *
jr__all(const struct jr__proposals *p)
{
	return (void *)p->all.data;
}

static inline struct jr__place *
jr__places(const struct jr__proposals *p)
{
	return (void *)p->places.data;
}

static inline struct jr__propose_course *
jr__courses(const struct jr__proposals *p)
{
	return (void *)p->courses.data;
}

/* How many of these stand in a buf. */
#define JR__COUNT(buf, type) ((buf)->len / sizeof(type))

/* The proposal of a student in a subject; NULL. */
struct jr__proposal *jr__propose_of(const struct jr__proposals *, int64_t student_id,
    int64_t subject_id);
/* The first of its places; the others follow by next. */
size_t	 jr__propose_first(const struct jr__proposals *, const struct jr__proposal *);
/* Was he taught apart from that course on that day? */
bool	 jr__is_apart(const struct jr__proposals *, const struct jr__place *, jr_day);
/* Of the scale; NULL. */
const struct jr__value *jr__propose_value(const struct jr__propose_rules *, const char *);

/* Everything that is stored about the term. */
int	 jr__propose_load(struct jr__proposals *);
int	 jr__propose_rules(struct jr *, const char *kind, struct jr__propose_rules *);
/* What the terms' marks come to, where the term is the year. */
int	 jr__propose_year(struct jr__proposals *);
/* The one proposal of a year that hangs on a mark, if it is here, worked out again. */
int	 jr__propose_again(struct jr__proposals *, const struct jr__propose_mark *);
/* A copy that lives as long as the proposals; NULL: no memory. */
const char *jr__propose_text(struct jr__proposals *, const char *s);

#endif
