/*
 * What the files of jr-audit share; exit codes.
 */
#ifndef AUDIT_VERBS_H
#define AUDIT_VERBS_H

#include "cli.h"

int	 audit_list(struct cli *);

/* --severity or --fail-on; off: not given. */
int	 audit_severity(struct cli *, const char *option, enum jr_severity *out);

#endif
