/*
 * The shape of a teacher's grid: where its dates, students and rows about lessons
 * stand.  Cells in, places out; no store.
 *
 * A grid has title lines, then a row of dates (with or without a year, or the
 * numbers of days under a row of months, whose merged cells leave blanks), then a
 * row for each student.  Columns before the first date say who it is: a running
 * number, the student's own number, the name, in one or several cells.  Columns with
 * the heading of a mean are told apart; those of term marks, sums and notes are
 * passed over.  Rows Урок, Посещаемость, Тема, Тип, Сделано, Д/з hold what belongs to
 * the lessons; rows of sums and weekdays are passed over.
 */
#ifndef JR_GRID_READ_H
#define JR_GRID_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buf.h"
#include "base/date.h"

/* --- One heading ------------------------------------------------------------------- */

enum jr_grid_heading_is {
	JR_HEAD_EMPTY,
	JR_HEAD_DATE,		/* day */
	JR_HEAD_TWICE,		/* day or other: 5/11 */
	JR_HEAD_WRONG,		/* made like a date, and none of the school year */
	JR_HEAD_DAY,		/* number: a day of some month */
	JR_HEAD_MONTH,		/* number, and year where it is given, else 0 */
	JR_HEAD_WORDS,
};

struct jr_grid_heading {
	enum jr_grid_heading_is	 is;
	jr_day			 day, other;
	int			 number, year;
};

/*
 * n bytes of UTF-8 as jr_text_clean_lines() gives them.  05.11, 5.11.26, 2026-11-05,
 * 5 ноября, 05.ноя and 46331 are dates; where no year is given it is that of the
 * school year, which has its first in `year`.
 */
void	 jr_grid_heading_read(const char *, size_t n, int year, struct jr_grid_heading *out);

/* --- The whole ---------------------------------------------------------------------- */

enum jr_grid_column_kind { JR_GRID_LESSON, JR_GRID_MEAN };

struct jr_grid_column {
	enum jr_grid_column_kind kind;
	size_t	 field;		/* in the rows, from 0 */
	jr_day	 day;		/* of a lesson */
};

enum jr_grid_row_kind {
	JR_GRID_STUDENT,
	JR_GRID_NUMBER,		/* Урок: numbers of the lessons */
	JR_GRID_REGISTER,	/* Посещаемость: + where the register was taken */
	JR_GRID_TOPIC, JR_GRID_TYPE, JR_GRID_TASKS, JR_GRID_HOMEWORK,
};

struct jr_grid_row {
	enum jr_grid_row_kind	 kind;
	size_t	 line;		/* of the file, from 1 */
	size_t	 label;		/* field with the name or word, from 0 */
	size_t	 first, fields;	/* cells: private */
	size_t	 number, name;	/* of a student, for jr_grid_text(); 0: none */
};

struct jr_grid {
	struct jr_grid_column	*column;	/* by field */
	size_t			 columns;
	struct jr_grid_row	*row;		/* as in the file */
	size_t			 rows;
	size_t			 head_line;	/* line of the dates */
	/* Private: cells one after another, where they begin, lines as they came. */
	struct jr_buf		 text, cells, lines, column_room, row_room;
};

/* What is wrong (or, no error, odd) with line and field, both from 1, 0: none. */
typedef void jr_grid_said(void *arg, bool error, size_t line, size_t field,
    const char *words);

void	 jr_grid_init(struct jr_grid *);
void	 jr_grid_release(struct jr_grid *);

/*
 * One row of the file; copied, and ="4/5" as 4/5.  JR_EINVAL: not UTF-8, or more than a
 * grid has (2,000 rows, 100,000 cells); JR_ENOMEM.
 */
int	 jr_grid_add(struct jr_grid *, size_t line, size_t n, const char *const *field,
    const size_t *len);

/*
 * Find the shape, after the last row.  JR_EINVAL: all that is wrong was said;
 * JR_ENOMEM.
 */
int	 jr_grid_read(struct jr_grid *, int year, jr_grid_said *, void *arg);

/* Another text for a cell of g->row[row].  JR_ENOMEM. */
int	 jr_grid_set(struct jr_grid *, size_t row, size_t field, const char *text);

/* A cell, "" where the row has none; borrowed until the release. */
const char *jr_grid_cell(const struct jr_grid *, const struct jr_grid_row *, size_t field);
const char *jr_grid_text(const struct jr_grid *, size_t at);

#endif
