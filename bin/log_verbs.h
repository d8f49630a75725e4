/*
 * What the files of jr-log share; exit codes.
 */
#ifndef LOG_VERBS_H
#define LOG_VERBS_H

#include "cli.h"

#define HASH_SHOWN 12		/* hex digits of a hash where people read it */

int	 log_list(struct cli *);

/* No school year is needed: also a store that has none of today opens. */
int	 log_open(struct cli *);

#endif
