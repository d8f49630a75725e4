/* What the files of the lesson domain share. */
#ifndef JR_LESSON_IMPL_H
#define JR_LESSON_IMPL_H

#include "lesson.h"
#include "lookup.h"

#define JR__TASKS_MOST 20	/* tasks of a lesson */

struct jr__course_day;

/* One transaction's memory of lessons. */
struct jr__lessons {
	struct jr__course_day	*days;		/* a cache, see lesson_find.c */
	struct jr_map		*seen;		/* lesson → digest of the row that had it */
	struct jr_buf		 topic, topic_key, homework, tasks;
};

/* The memory, made when it is not there. */
int	 jr__lessons(struct jr *, struct jr__lessons **out);
/* A lesson was taken away: its day is to be looked up again. */
void	 jr__lesson_forget(struct jr *, int64_t course_id, jr_day);

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

int	 jr__tasks_compare(struct jr *, int col, int64_t lesson_id, jr_day,
    const struct jr__tasks *, struct jr__task_plan *out);
int	 jr__tasks_apply(struct jr *, int64_t lesson_id, const struct jr__task_plan *,
    bool *changed);

#endif
