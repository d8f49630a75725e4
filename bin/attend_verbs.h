/*
 * Verbs of jr-attend that stand in files of their own; exit codes.
 */
#ifndef ATTEND_VERBS_H
#define ATTEND_VERBS_H

#include "cli.h"

int	 attend_today(struct cli *);
int	 attend_reason(struct cli *);
int	 attend_exempt(struct cli *);
int	 attend_unexempt(struct cli *);
int	 attend_exemptions(struct cli *);

#endif
