/*
 * Lists of rows: what they are narrowed to, and the rows of a statement as cells.
 */
#ifndef JR_LIST_H
#define JR_LIST_H

#include "entry.h"

/* A filter with its names looked up, as parameters for a list statement; null
 * where it does not narrow. */
struct jr__list_filter {
	struct jr_value	 class, group, subject, number, student;
	char		 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	char		 group_key[128];
};

/*
 * The days that --from and --to leave, all where they are not given.  JR_EINVAL in words,
 * at these columns (-1: none).
 */
int	 jr__list_days(struct jr *, const struct jr_filter *, int col_from, int col_to,
    char from[JR_DATE_SIZE], char to[JR_DATE_SIZE]);

/*
 * Look the filter of entries up, in the year chosen.  JR_EINVAL, JR_ENOTFOUND in words.
 */
int	 jr__list_filter(struct jr *, const struct jr_filter *,
    const struct jr__entry_cols *, struct jr__list_filter *out);

/*
 * Run a list statement and give each of its rows to out: numbers in decimal, the
 * end of an open span empty.  What out returns below 0 ends the list.
 */
int	 jr__list_rows(struct jr *, enum jr_sql, const struct jr_param *, int columns,
    jr_row_out *out, void *arg);

/*
 * The same where cells must be put together: give makes them of the statement's row
 * and hands them to out.
 */
typedef int jr__list_give(struct jr_stmt *, jr_row_out *out, void *arg);

int	 jr__list_each(struct jr *, struct jr_stmt *, jr__list_give *, jr_row_out *out,
    void *arg);

#endif
