/* What the files that store a grid share. */
#ifndef JR_GRID_IMPL_H
#define JR_GRID_IMPL_H

#include "grid.h"
#include "grid_cell.h"
#include "grid_student.h"
#include "lesson_impl.h"
#include "page.h"
#include "task_type.h"

#define JR__GRID_WORKS_MOST JR__TASKS_MOST

/* A grid being stored. */
struct jr__grid_run {
	struct jr			*j;
	const struct jr_grid		*g;
	const struct jr_grid_how	*how;
	jr_grid_said			*said;
	void				*arg;
	struct jr_grid_done		*done;
	const struct jr__course		*course;
	struct jr__grid_students	 students;
	struct jr__task_types		*types;		/* borrowed */
	const struct jr_grid_row	*about[JR_GRID_HOMEWORK + 1];	/* rows of lessons */
	int64_t				*student;	/* of each row; 0: none */
	struct jr_grid_cell		*cell;		/* of each row, in this column */
	struct jr_buf			 text;		/* of the cell of works */
};

/* The lesson of a column. */
struct jr__grid_lesson {
	const struct jr_grid_column *column;
	struct jr__lesson_place	 place;
	char			 date[JR_DATE_SIZE], number[12];
	int			 type[JR__GRID_WORKS_MOST];	/* that the row Тип names */
	int			 types;
	bool			 named;		/* the row Сделано says which works there are */
	bool			 entries;	/* a student's cell has something */
	bool			 changed;	/* and changed something */
	bool			 failed;	/* its works are not known: no marks */
	int			 marks;		/* the most that a cell has */
};

/*
 * The works that the cells of a lesson stand for, in their order.
 */
struct jr__grid_works {
	struct {
		int	 no, type;	/* no 0: one to be made */
	}	 work[JR__GRID_WORKS_MOST];
	int	 n;
	int	 missing;		/* of them to be made */
	bool	 alike;			/* nothing tells them apart but their order */
	bool	 open;			/* more of the last one's type may follow */
};

/* An error of the library about a place: said and forgotten, JR_OK; one that ends the
 * run: itself. */
int	 jr__grid_failed(struct jr__grid_run *, int rc, size_t line, size_t field);
void	 jr__grid_say(struct jr__grid_run *, size_t line, size_t field, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* The lesson's cell in a row about lessons; "": none. */
const char *jr__grid_about(const struct jr__grid_run *, enum jr_grid_row_kind,
    const struct jr__grid_lesson *);

/* Those of the page, and of the types of the column; at least `marks` where they can be
 * made. */
void	 jr__grid_works(const struct jr__grid_run *, const struct jr__grid_lesson *,
    const struct jr__page *, struct jr__grid_works *out);
/* Topic, works, homework of the column into the journal, before its marks. */
int	 jr__grid_put_lesson(struct jr__grid_run *, struct jr__grid_lesson *);

/* A student's cell, read before, into the journal. */
int	 jr__grid_put_cell(struct jr__grid_run *, struct jr__grid_lesson *,
    const struct jr_grid_row *, const struct jr_grid_cell *, int64_t student_id);
/* The register, with nobody to name. */
int	 jr__grid_put_register(struct jr__grid_run *, struct jr__grid_lesson *);

/* The means of the sheet, rounded as they are there, with those of the journal. */
int	 jr__grid_check_means(struct jr__grid_run *);

#endif
