/*
 * What the files of jr-roster share; exit codes.
 */
#ifndef ROSTER_VERBS_H
#define ROSTER_VERBS_H

#include <dirent.h>

#include "cli.h"

#define ROSTER_FILES 9

/* The files, in the order in which they build on one another. */
struct roster_file {
	const struct jr_rowkind	*kind;
	bool			 always;	/* exported also when empty */
};
extern const struct roster_file roster_file[ROSTER_FILES];

int	 roster_export(struct cli *);
int	 roster_rollover(struct cli *);

/* DIR/NAME and the suffix, the caller's to free; NULL: no memory. */
char	*roster_path(const char *dir, const char *name, const char *suffix);
/* For scandir(3): all but . and .. */
int	 roster_is_name(const struct dirent *);

#endif
