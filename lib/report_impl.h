/*
 * Inside reports, for report*.c only:
 *
 *	report.c		all reports of some folders; finding one
 *	report_file.c		a file is parsed; what it says of itself
 *	report_values.c		what a command line's parameters come to
 *	report_run.c		a report is run, part by part and table by table
 *	report_result.c		the rows of a query, read whole
 *	report_columns.c	the columns of a table: its frame
 *	report_pivot.c		those that a pivot makes of values, and their cells
 *	report_shown.c		rows of the query put together to one row as shown
 *	report_footer.c		the rows that close a table
 *	report_paper.c		what a paper has besides its table
 *	report_words.c		values and headings as people read them
 */
#ifndef JR_REPORT_IMPL_H
#define JR_REPORT_IMPL_H

#include <string.h>

#include "impl.h"
#include "report.h"
#include "sqlfile.h"

#define JR__NAME 48		/* bytes of a column's name */
#define JR__CELLS 16		/* of a pivot's column */
#define JR__ELSE 3		/* alternatives of a cell */
#define JR__PARTS 16
#define JR__TYPED 64		/* columns that are no text */

enum jr__type {
	JR__TEXT, JR__INTEGER, JR__TENTHS, JR__HUNDREDTHS, JR__DATE, JR__MONTH, JR__WORD
};

struct jr__typed {
	char		name[JR__NAME];
	enum jr__type	type;
};

struct jr__pivot {
	char	row[JR__NAME], column[JR__NAME];	/* row "": no pivot */
	char	cell[JR__CELLS][JR__ELSE][JR__NAME];
	int	cells;
};

struct jr__part {
	int		 section, footer;	/* of the file; footer -1: none */
	const char	*name, *title;		/* the first: "", the report's */
	const char	*group, *join;		/* columns; NULL */
	bool		 numbered;
	struct jr__pivot pivot;
};

struct jr_report {
	struct jr__sqlfile	*file;
	const char		*name, *title, *scope, *params, *reads;
	char			*with;		/* shared expressions, joined */
	struct jr__typed	 typed[JR__TYPED];
	int			 ntyped;
	struct jr__part		 part[JR__PARTS];
	int			 parts;
};

/* Parse the file, with common/NAME.sql from the folders (NULL ends them).  *out is
 * NULL on failure, and the words are in the error. */
int	 jr__report_load(const char *path, const char *const *folders,
    struct jr_report **out, struct jr_error *);
void	 jr__report_free(struct jr_report *);		/* takes NULL */

enum jr__type jr__report_type(const struct jr_report *, const char *column);
/* The column's title as a message id; NULL: none. */
const char *jr__report_column_title(const struct jr_report *, int section, const char *column);

/* What the parameters came to. */
struct jr__report_values {
	int64_t		 year, class_id, grade, student_id, staff_id, subject_id, term_id;
	char		 from[JR_DATE_SIZE], to[JR_DATE_SIZE], date[JR_DATE_SIZE];
	char		 today[JR_DATE_SIZE];
	char		 year_name[JR_YEAR_SIZE], term_name[64];
	/* Who reads, where he may not read the whole school (scope_class); else 0. */
	int64_t		 reader, by_class, by_course;
};

/* May the actor read it?  What of its scope, goes into the values.  JR_EDENIED. */
int	 jr__report_access(struct jr *, const struct jr_report *, struct jr__report_values *);

int	 jr__report_values(struct jr *, const struct jr_report *,
    const struct jr_report_query *, struct jr__report_values *out);

/* --- The rows of a query (report_result.c) -------------------------------------- */

struct jr__result {
	int		 ncol;
	char		(*name)[JR__NAME];
	enum jr__type	*type;
	size_t		 nrow, room;
	size_t		*cell;		/* place in text, JR__NO_CELL: NULL; ncol a row */
	struct jr_buf	 text;		/* in machine form, NUL behind each */
};

#define JR__NO_CELL SIZE_MAX

/* One report being run. */
struct jr__run {
	struct jr			*j;
	const struct jr_report		*r;
	const struct jr_report_query	*q;
	struct jr__report_values	 v;
	const struct jr_table_opts	*opts;
	FILE				*out;
	bool				 human;		/* text, HTML: as people write */
	bool				 comma;		/* decimals of people have one */
	bool				 first;		/* table on out */
};

/* All rows of a section's query.  *out is to be released only on success. */
int	 jr__result_fetch(struct jr__run *, int section, struct jr__result *out);
void	 jr__result_release(struct jr__result *);

/* A column's place; -1: none of that name, or name is NULL. */
int	 jr__result_column(const struct jr__result *, const char *name);
/* Place of the column that sorts another, NAME_order; -1. */
int	 jr__result_order(const struct jr__result *, const char *name);
bool	 jr__is_order(const char *name);

/* The text of a cell; NULL: it is NULL, or col is -1. */
static inline const char *
jr__at(const struct jr__result *r, size_t row, int col)
{
	size_t place;

	if (col < 0)
		return NULL;
	place = r->cell[row * (size_t)r->ncol + (size_t)col];
	return place == JR__NO_CELL ? NULL : r->text.data + place;
}

static inline bool
jr__same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* --- As people read it (report_words.c) ------------------------------------------- */

void	 jr__add_date(struct jr__run *, struct jr_buf *, const char *iso);
/* A value for a table's cell; as_text: in a column of texts. */
void	 jr__add_cell(struct jr__run *, struct jr_buf *, enum jr__type, const char *value,
    bool as_text);
/* The heading of a pivot's column for people; its name is the value itself. */
void	 jr__add_heading(struct jr__run *, struct jr_buf *, enum jr__type, const char *value);
/* The title of a column of a section's query, translated; else its name. */
const char *jr__title_of(struct jr__run *, int section, const char *name);

/* --- The columns of a table (report_columns.c) --------------------------------------- */

#define JR__COUNTED (-2)	/* counts rows */
#define JR__PIVOTED (-1)	/* a pivot made it of a value */

struct jr__column {
	int		 source;	/* column of the query, or one of these */
	size_t		 value;		/* pivoted: its place among the values */
	int		 cell;		/* … and which cell */
};

struct jr__frame {
	struct jr__run		*x;
	const struct jr__part	*part;
	const struct jr__result	*r;
	size_t			 begin, end;	/* rows of it */
	int			 group, row, row_order, pivot, pivot_order, join;
	int			 source[JR__CELLS][JR__ELSE];	/* cells in the query; -1 */
	size_t			*value;		/* pivot: a row that has the value, in order */
	size_t			 values;
	struct jr__column	*col;
	size_t			 cols;
	struct jr_buf		 words;		/* names and titles, NUL behind each */
	struct jr_col		*table_col;
	bool			 otherwise[JR__CELLS][JR__ELSE];	/* was shown */
};

/* Work all out from x, part, r, begin and end.  JR_ECONFIG: the query lacks a column.
 * To be released on failure too. */
int	 jr__frame_make(struct jr__frame *);
void	 jr__frame_release(struct jr__frame *);
/* The column that says what a row is: the pivot's, else the first. */
size_t	 jr__frame_label(const struct jr__frame *);
/* Type of a pivoted cell: several alternatives make it text. */
enum jr__type jr__cell_type(const struct jr__frame *, int cell);

static inline bool
jr__is_pivot(const struct jr__frame *f)
{
	return f->pivot >= 0;
}

/* --- One row as shown (report_shown.c) ------------------------------------------------ */

struct jr__shown {
	struct jr_buf	 text;
	size_t		*place;		/* in text; JR__NO_CELL: empty */
	const char	**cell;
};

bool	 jr__shown_init(struct jr__shown *, size_t cols);	/* false: no memory */
void	 jr__shown_release(struct jr__shown *);
void	 jr__shown_clear(struct jr__shown *, size_t cols);
/* Set a cell: a number that is NULL is a dash. */
void	 jr__shown_set(struct jr__run *, struct jr__shown *, size_t col, enum jr__type,
    const char *value, bool as_text);
/* Set all cells from the query's rows [begin, end), which are one of the table. */
void	 jr__shown_fill(struct jr__frame *, struct jr__shown *, size_t begin, size_t end,
    int number);
/* For jr_table_row(); borrowed until the next clear. */
const char *const *jr__shown_cells(struct jr__shown *, size_t cols);

/* Are two rows of the query of one group; do they belong to one row of the table? */
bool	 jr__same_group(const struct jr__result *, const char *name, size_t a, size_t b);
bool	 jr__same_row(const struct jr__frame *, size_t a, size_t b);

/* --- Pivots (report_pivot.c) ------------------------------------------------------------ */

/* The different values of the pivot's column, each by a row that has it; false: no
 * memory. */
bool	 jr__pivot_values(struct jr__frame *);
/* Set the cell of a pivoted column from the query's rows [begin, end). */
void	 jr__pivot_set(struct jr__frame *, struct jr__shown *, size_t col, size_t begin,
    size_t end);

/* --- On paper (report_paper.c) ----------------------------------------------------------- */

/* School, period and chart: before the first row. */
void	 jr__paper_begin(struct jr__frame *, struct jr_table *);
/* The lines to sign on: before the end. */
void	 jr__paper_sign(struct jr__frame *, struct jr_table *);
/* Are the file's charts ones that can be drawn?  JR_EINVAL with the line. */
int	 jr__paper_check(const struct jr_report *, struct jr_error *);

/* --- What closes a table (report_footer.c) ------------------------------------------------ */

/* Write the footers of the group that row `begin` is of; as_rows: groups share the
 * table, so they are ordinary rows. */
void	 jr__footer_write(struct jr__frame *, const struct jr__result *footers, size_t begin,
    struct jr__shown *, struct jr_table *, bool as_rows);

#endif
