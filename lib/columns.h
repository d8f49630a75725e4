/*
 * Names of columns: English always, Russian ones by share/columns.yaml.
 */
#ifndef JR_COLUMNS_H
#define JR_COLUMNS_H

#include <stdio.h>

#include "base/error.h"

struct jr_columns;

/*
 * Read columns.yaml.  *out is NULL on failure: JR_EINVAL (line and column in
 * err), JR_EIO, JR_ENOMEM.
 */
int	 jr_columns_load(struct jr_columns **out, FILE *in, struct jr_error *err);
void	 jr_columns_free(struct jr_columns *);	/* takes NULL */

/*
 * The English name of a column that a file calls `title`, for a kind of rows
 * ("mark"); compared by matching keys.  NULL: none.  Borrowed from c.
 */
const char *jr_columns_english(const struct jr_columns *, const char *kind, const char *title);

/* The Russian name that is written for an English one; itself where there is none. */
const char *jr_columns_russian(const struct jr_columns *, const char *kind, const char *name);

#endif
