/*
 * Inside the tables of plans: one being made into plain rows.
 */
#ifndef PLAN_TABLE_H
#define PLAN_TABLE_H

#include "plan_verbs.h"

enum { NO, SECTION, TOPIC, HOURS, TASK_TYPE, HOMEWORK, CLASS, GRADE, SUBJECT, PLAN_NAMES };

struct plan_table {
	struct cli		*c;
	const char		*name;
	FILE			*out;
	size_t			 line;		/* of out, that is written next */
	struct jr_columns	*columns;
	int			 at[PLAN_NAMES];	/* field; -1: none */
	size_t			 width;		/* fields of the header; 0: not there yet */
	bool			 sheet;		/* of a workbook: rows end with their last cell */
	bool			 plain;		/* rows of English names, as they are */
	struct plan_total	 total;
	struct jr_buf		 section, no, text[PLAN_NAMES];
	int			 numbered;	/* topics, where the table has no numbers */
};

/* The row on the line where it stood, cells that have other words (NULL: none has), and
 * what is added behind it (NULL: nothing). */
void	 plan_put_row(struct plan_table *, const struct jr_csv_row *, const char *const *other,
    const char *section, const char *no);

/* A row below the header (plan_row.c). */
void	 plan_take_row(struct plan_table *, const struct jr_csv_row *);

#endif
