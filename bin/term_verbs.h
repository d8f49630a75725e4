/*
 * Verbs of jr-term that stand in files of their own; exit codes.
 */
#ifndef TERM_VERBS_H
#define TERM_VERBS_H

#include "cli.h"

int	 term_propose(struct cli *);
int	 term_propose_final(struct cli *);	/* --term FINAL */
int	 term_sheet(struct cli *);
int	 term_defer(struct cli *);
int	 term_undefer(struct cli *);
int	 term_deferrals(struct cli *);
int	 term_close(struct cli *);
int	 term_reopen(struct cli *);

/* The filter that the command's options make. */
int	 term_filter(struct cli *, struct jr_filter *out);

#endif
