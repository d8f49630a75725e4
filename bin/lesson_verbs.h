/*
 * Verbs of jr-lesson that stand in files of their own; exit codes.
 */
#ifndef LESSON_VERBS_H
#define LESSON_VERBS_H

#include "cli.h"

/* lesson_rows.c */
int	 lesson_add(struct cli *);
int	 lesson_list(struct cli *);
int	 lesson_edit(struct cli *);

/* lesson_substitute.c */
int	 lesson_substitute(struct cli *);	/* opens the journal itself */
int	 lesson_substitutions(struct cli *);
int	 lesson_move(struct cli *);
int	 lesson_absent(struct cli *);
int	 lesson_absences(struct cli *);

/* lesson_suggest.c: who could give the lessons. */
int	 lesson_suggest(struct cli *, const struct jr_substitute *);

/* lesson_next.c: set; with --next, the next topic of the plan. */
int	 lesson_set(struct cli *);

#endif
