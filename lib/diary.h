/*
 * The diary of one student (электронный дневник, regulation 3.1.1): the timetable with
 * what was done and set, marks with the work they were given for, attendance; then what
 * is owed, the marks of the term so far with their weighted means, and the term's
 * attendance.  Meant for his guardians: it says in words what the journal keeps in codes.
 */
#ifndef JR_DIARY_H
#define JR_DIARY_H

#include <stdio.h>

#include "base/table.h"
#include "core.h"

/* As given on a command line; NULL: not given. */
struct jr_diary_query {
	const char	*student;	/* number or name */
	const char	*class;		/* where the name is to be looked for */
	const char	*week;		/* "2026-W37", "last"; default: the present one */
	const char	*date;		/* one day */
	const char	*from, *to;	/* a span, up to a year */
};

/*
 * Write the diary inside a reading transaction.  JR_TEXT: a letter of 72 columns in the
 * language of the store.  Others: tables; CSV and TSV hold the lessons alone.
 * JR_EINVAL, JR_ENOTFOUND: the query; JR_EIO, JR_ENOMEM.
 */
int	 jr_diary_show(struct jr *, const struct jr_diary_query *, FILE *out,
    const struct jr_table_opts *);

#endif
