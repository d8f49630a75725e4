/*
 * Verbs of jr-plan that stand in files of their own, and its tables; exit codes.
 */
#ifndef PLAN_VERBS_H
#define PLAN_VERBS_H

#include "cli.h"

/* plan_course.c, plan_approve.c */
int	 plan_show(struct cli *);
int	 plan_progress(struct cli *);
int	 plan_changes(struct cli *);
int	 plan_merge(struct cli *);
int	 plan_compress(struct cli *);
int	 plan_restore(struct cli *);
int	 plan_approve(struct cli *);
int	 plan_unapprove(struct cli *);

/*
 * plan_table.c: the table that a teacher keeps → rows of a plan, each on its own line
 * and in its own fields.  The header is found within the first lines; rows without a
 * number give the section of those that follow; totals are checked and left out.
 */
int	 plan_tidy(struct cli *, const char *name, const struct jr_csv_opts *, FILE *in,
    FILE *out);

/* --- plan_total.c: hours added up, against what the table says ------------------- */

struct plan_total {
	struct cli	*c;
	const char	*name;		/* of the file */
	int64_t		 of_section, of_all;	/* hundredths so far */
	int64_t		 said;		/* by the row of the section; -1: nothing */
	size_t		 said_line;
};

void	 plan_total_begin(struct plan_total *, struct cli *, const char *name);
/* A topic's hours, as they stand in its cell; what they are not is told later. */
void	 plan_total_topic(struct plan_total *, const char *hours);
/* The row of a section; the one before ends.  line 0: so does the table. */
void	 plan_total_section(struct plan_total *, size_t line, const char *hours);
/* Is it a row of a sum («Итого за раздел», «Всего часов»)?  Then it is checked. */
bool	 plan_total_row(struct plan_total *, size_t line, const char *words, const char *hours);

#endif
