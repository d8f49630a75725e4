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
};

/* Texts are UTF-8 and live as long as the page. */
struct print_page {
	const char		*title;		/* NULL: none */
	struct print_column	*col;
	size_t			 cols;
	const char		*group_title;	/* heading of the groups; NULL: no groups */
	size_t			 rows, footers, notes;
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

#endif
