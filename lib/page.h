/*
 * A lesson's page of the journal, in memory for the transaction: its tasks, which
 * marks it has, who was not there, whether the register was taken.  Marks and
 * attendance both go by it, and so know which keys are free without asking the
 * store for each row.
 */
#ifndef JR_PAGE_H
#define JR_PAGE_H

#include "lesson.h"

struct jr__pages;

struct jr__page_task {
	int64_t	 id;
	int	 no, type;		/* its place among the types of work */
	int64_t	 weight;		/* -1: the type's */
	char	*title, *due_on;	/* NULL: none */
};

struct jr__page_mark {
	int64_t	 task_id, student_id;
	char	 value[16];
	bool	 made_up, comment;
};

struct jr__page_exception {
	int64_t	 student_id;
	char	 code[16];
	bool	 absent;
};

struct jr__page {
	int64_t				 id;	/* of the lesson; 0: one to be made */
	unsigned			 load;	/* page.c's */
	bool				 taken;	/* the register */
	size_t				 tasks, marks, exceptions;
	struct jr__page_task		*task;	/* by no */
	struct jr__page_mark		*mark;
	struct jr__page_exception	*exception;
	size_t				 task_room, mark_room, exception_room;
};

/*
 * The page of a lesson that was found; a lesson that is to be made has an empty one.
 * Borrowed until the next call.  In a file that goes day by day all pages of a day
 * are read at once.
 */
int	 jr__page(struct jr *, const struct jr__lesson_place *, struct jr__page **out);
/* The lesson, made if it is not there (jr__lesson_make), and its page. */
int	 jr__page_make(struct jr *, struct jr__lesson_place *, struct jr__page **out);
/* Others changed what stands in it. */
void	 jr__page_forget(struct jr *, int64_t lesson_id);
void	 jr__pages_free(struct jr__pages *);	/* takes NULL */

/* NULL: none. */
struct jr__page_mark *jr__page_mark(const struct jr__page *, int64_t task_id,
    int64_t student_id);
struct jr__page_exception *jr__page_exception(const struct jr__page *, int64_t student_id);

/* One more of it; NULL: no memory.  A task's texts become the page's, also then. */
struct jr__page_task *jr__page_add_task(struct jr__page *, const struct jr__page_task *);
struct jr__page_mark *jr__page_add_mark(struct jr__page *, int64_t task_id,
    int64_t student_id, const char *value);
struct jr__page_exception *jr__page_add_exception(struct jr__page *, int64_t student_id,
    const char *code, bool absent);
void	 jr__page_remove_exception(struct jr__page *, int64_t student_id);

#endif
