/*
 * The journal of a course between two days, read whole: what a sheet is written of.
 */
#ifndef JR_GRID_LOAD_H
#define JR_GRID_LOAD_H

#include "grid_student.h"

/* Texts are places in jr__grid_load.text; 0: none. */
struct jr__grid_page {
	int64_t	 id;		/* of the lesson; 0: only in the timetable */
	jr_day	 day;
	int	 number;
	bool	 taken, cancelled;	/* the register; the lesson */
	size_t	 topic, homework, tasks;	/* tasks as lesson.tasks has them */
	size_t	 first, works;	/* its tasks among all */
};

struct jr__grid_load {
	const struct jr__course		*course;
	char				 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	struct jr__grid_students	 students;
	struct jr__grid_page		*page;		/* by day and number */
	size_t				 pages;
	int64_t				*work;		/* tasks in their lessons' order */
	size_t				 works;
	struct jr_map			*mark;		/* task ‖ student → text */
	struct jr_map			*attendance;	/* lesson ‖ student → text */
	struct jr_map			*place;		/* lesson → place of its page */
	bool				 noted;		/* a student has a note */
	struct jr_buf			 text, page_room, work_room, cell;
};

/* The course of a sheet, if the actor may look into it (JR_EDENIED): a substitute, where
 * all its lessons between the days are his, or (NULL) some lesson of the year. */
int	 jr__grid_course(struct jr *, int64_t year, const char *class, const char *group,
    const char *subject, const char *from, const char *to, const struct jr__course **out);

/* From and to are days or NULL: the school year's ends.  The caller releases, also after
 * a failure. */
int	 jr__grid_load(struct jr *, const char *class, const char *group, const char *subject,
    const char *from, const char *to, struct jr__grid_load *out);
void	 jr__grid_load_release(struct jr__grid_load *);

const char *jr__grid_load_text(const struct jr__grid_load *, size_t at);

/* A text of its own among the others; 0: empty, or no memory (text.failed). */
size_t	 jr__grid_load_keep(struct jr__grid_load *, const char *text);

/* A student's cell of a lesson as a sheet has it; borrowed until the next call. */
const char *jr__grid_load_cell(struct jr__grid_load *, const struct jr__grid_page *,
    int64_t student_id);

/* Note beside the students who is off the course's register on some of these days. */
int	 jr__grid_load_notes(struct jr *, struct jr__grid_load *);

/* Lessons that only the timetable has, and with `plan` its topics for those without. */
int	 jr__grid_load_coming(struct jr *, struct jr__grid_load *, bool plan);

#endif
