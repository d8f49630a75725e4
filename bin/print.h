/*
 * Inside jr-print: pages, which are tables in their JSON form (base/table.h), and
 * what is made of them.
 */
#ifndef PRINT_H
#define PRINT_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "journal.h"

struct print_column {
	const char		*name, *title;
	enum jr_col_type	 type;
	bool			 key;
	int			 decimals;	/* of its longest number; -1: not said */
};

enum print_chart { PRINT_NO_CHART, PRINT_BARS, PRINT_LINE, PRINT_HEAT };

/* A picture of the table: one column along the picture, others as its values. */
struct print_drawing {
	enum print_chart	 kind;
	size_t			 x;		/* column */
	size_t			*y, ys;		/* columns, in order */
};

/* A line to sign on; name NULL: written by hand. */
struct print_signature {
	const char		*role, *name;
};

/* Texts are UTF-8 and live as long as the page. */
struct print_page {
	const char		*title;		/* NULL: none */
	struct print_column	*col;
	size_t			 cols;
	const char		*group_title;	/* heading of the groups; NULL: no groups */
	size_t			 rows, footers, notes;
	const char		*lang;		/* of the words in it; never NULL */
	const char		*school, *period, *day;		/* above it; NULL */
	bool			 follows;	/* on the same sheet as the one before */
	struct print_signature	*sign;
	size_t			 signs;
	struct print_drawing	 drawing;	/* what the table itself asks for */
	struct print_source	*source;	/* print_page.c's */
};

struct print_cell {
	enum { PRINT_EMPTY, PRINT_TEXT, PRINT_NUMBER } kind;
	const char	*text;
	double		 number;
};

/*
 * The next page of a stream of them.  JR_OK; JR_DONE: there is no more (*out is then
 * NULL, as after an error); JR_EINVAL: no page, or one of a newer kind, with its line;
 * JR_EIO, JR_ENOMEM.
 */
int	 print_page_read(struct print_page **out, FILE *in, struct jr_error *);
void	 print_page_free(struct print_page *);		/* takes NULL */

/* Rows from 0: those of the table, then its footers. */
void	 print_page_cell(const struct print_page *, size_t row, size_t col,
    struct print_cell *out);
/* The title of the row's group; NULL: none. */
const char *print_page_group(const struct print_page *, size_t row);
const char *print_page_note(const struct print_page *, size_t i);

/*
 * Draw it so: kind "bars", "line" or "heat", x and y (a name each line) columns by name
 * or title; NULL: the first column, and each column of numbers.  JR_EINVAL: no such
 * kind or column, or no numbers; then there is no drawing.  JR_ENOMEM.
 */
int	 print_page_draw(struct print_page *, const char *kind, const char *x, const char *y,
    struct jr_error *);

/* --- Workbooks ------------------------------------------------------------------ */

struct print_workbook;

/* A sheet for each page, in a temporary file.  JR_ENOMEM, JR_EIO. */
int	 print_workbook_new(struct print_workbook **out, struct jr_error *);
/* JR_EINVAL: more than a sheet can hold. */
int	 print_workbook_add(struct print_workbook *, const struct print_page *,
    struct jr_error *);
/* Write all to out.  JR_EINVAL: there was no page; JR_EIO. */
int	 print_workbook_write(struct print_workbook *, FILE *out, struct jr_error *);
void	 print_workbook_free(struct print_workbook *);	/* takes NULL */

/* --- Paper and pictures ----------------------------------------------------------- */

enum print_picture { PRINT_SVG, PRINT_PNG };

/*
 * What draws stands in a plugin, so that workbooks do not wait for its libraries.
 * All into memory first: what fails leaves nothing written.
 */
struct print_drawer {
	unsigned	 abi;			/* PRINT_DRAWER_ABI */
	/* Pages of A4 with all tables.  JR_ECONFIG: no fonts; JR_ENOMEM. */
	int		 (*paper)(struct print_page *const *, size_t n, FILE *out,
			    struct jr_error *);
	/* The drawing of one.  The same. */
	int		 (*picture)(const struct print_page *, enum print_picture, FILE *out,
			    struct jr_error *);
};

#define PRINT_DRAWER_ABI 1

/* Load it, once.  JR_ECONFIG: it is not installed, or of another version. */
int	 print_drawer_load(const struct print_drawer **out, struct jr_error *);

#endif
