/* What the files of the lesson domain share. */
#ifndef JR_LESSON_IMPL_H
#define JR_LESSON_IMPL_H

#include "lesson.h"
#include "lookup.h"

/* A cell's text, clean, in the buffer; empty: nothing.  JR_EINVAL it is not UTF-8. */
typedef int jr__clean_how(struct jr_buf *, const char *, size_t);
int	 jr__lesson_text(struct jr *, int col, const char *cell, jr__clean_how *,
    struct jr_buf *);

#define JR__TASKS_MOST 20	/* tasks of a lesson */

#define JR__BIT(number) (1u << (number))

/* What is known of a course's day.  Entries give way to others of their place. */
struct jr__course_day {
	int64_t		 course_id;		/* 0: free */
	jr_day		 day;
	unsigned	 have, slots;		/* bits of numbers */
	bool		 planned;		/* slots, school and runs are known */
	bool		 school, runs;
	bool		 open_known;
	bool		 closed;		/* the term, where open_known */
	bool		 cancelled_known;
	unsigned	 cancelled;		/* bits of numbers, where cancelled_known */
	int64_t		 id[JR__LESSON_MOST + 1];
};

struct jr__lesson_memory;
struct jr__pages;

/* One transaction's memory of lessons. */
struct jr__lessons {
	struct jr__lesson_memory *memory;	/* lesson_memory.c's own */
	struct jr__pages	*pages;		/* page.c's */
	struct jr_map		*seen;		/* lesson → digest of the row that had it */
	struct jr_buf		 topic, topic_key, homework, tasks, links;
};

/* The memory, made when it is not there. */
int	 jr__lessons(struct jr *, struct jr__lessons **out);

/* A course's day with its lessons; borrowed until the next call. */
int	 jr__course_day(struct jr *, const struct jr__course *, jr_day,
    struct jr__course_day **out);
/* What calendar and timetable say of it. */
int	 jr__course_day_plan(struct jr *, const struct jr__course *, struct jr__course_day *);

/* Which of its lessons were cancelled or moved away, read when first asked for. */
int	 jr__course_day_cancelled(struct jr *, struct jr__course_day *);

/* The lesson was made, or taken away. */
int	 jr__lesson_made(struct jr *, const struct jr__lesson_place *);
void	 jr__lesson_forget(struct jr *, const struct jr__lesson_place *);

/* Is it known that the lesson has neither topic, homework nor tasks? */
int	 jr__lesson_is_bare(struct jr *, const struct jr__lesson_place *, bool *out);

/* Was the whole day read, because the file goes day by day? */
bool	 jr__whole_day(const struct jr *, jr_day);
/* Its lessons then, and the span in which their numbers lie (page_of_date). */
struct jr__span {
	int64_t	 first, last;
};
int	 jr__day_each(struct jr *, jr_day, void (*take)(void *, int64_t lesson_id), void *arg,
    struct jr__span *);

/* A task as a row names it. */
struct jr__task {
	const char	*type;		/* the letter as stored */
	int64_t		 weight;	/* hundredths; -1: the type's */
	const char	*title;		/* NULL: none */
	char		 due[JR_DATE_SIZE];	/* "": none */
};

struct jr__tasks {
	int		 n;
	struct jr__task	 task[JR__TASKS_MOST];
};

/* Read the cell.  Titles live in the buf. */
int	 jr__tasks_parse(struct jr *, int col, const char *cell, jr_day lesson_day,
    struct jr_buf *, struct jr__tasks *out);

/* Write one task as the cell has it, behind what the buf holds. */
struct jr_stmt;
void	 jr__task_print(struct jr_buf *, const char *type, const struct jr_value *weight,
    const char *title, const char *due);

/*
 * What is to become of a lesson's stored tasks.  compare finds it out and refuses
 * what may not be; apply writes it and then sets *changed.
 */
struct jr__task_change {
	int64_t		 id;		/* stored; 0: a new task */
	int64_t		 no;
	const struct jr__task *task;	/* NULL: to be removed */
	bool		 same;
};

struct jr__task_plan {
	int		 n;
	struct jr__task_change change[2 * JR__TASKS_MOST];
};

/* lesson_id 0: a lesson that is known to have none. */
int	 jr__tasks_compare(struct jr *, int col, int64_t lesson_id, jr_day,
    const struct jr__tasks *, struct jr__task_plan *out);
int	 jr__tasks_apply(struct jr *, int64_t lesson_id, jr_day, const struct jr__task_plan *,
    bool *changed);

/* --- Links ---------------------------------------------------------------------- */

#define JR__LINKS_MOST 20	/* of a lesson */

struct jr__link {
	const char	*url, *title;	/* title NULL: none */
};

struct jr__links {
	int		 n;
	struct jr__link	 link[JR__LINKS_MOST];
};

/* Read the cell: "[TITLE: ]URL", joined by " | ".  Texts live in the buf. */
int	 jr__links_parse(struct jr *, int col, const char *cell, struct jr_buf *,
    struct jr__links *out);
/*
 * Are those of the lesson (0: it has none) the same?  *stored: how many there are.
 * JR_EDENIED: they may no longer be changed.
 */
int	 jr__links_compare(struct jr *, int col, int64_t lesson_id, jr_day,
    const struct jr__links *, int *stored, bool *same);
/* Let the lesson have these instead of as many stored ones. */
int	 jr__links_write(struct jr *, int64_t lesson_id, jr_day, const struct jr__links *,
    int stored);
/* The cell of a lesson. */
int	 jr__links_print(struct jr *, int64_t lesson_id, struct jr_buf *out);

#endif
