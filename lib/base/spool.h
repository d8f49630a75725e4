/*
 * An input kept whole, so that it can be read again from any place: up to
 * 8 MiB in memory; more in an unlinked temporary file (/var/tmp, else /tmp);
 * a regular file of more is left where it is.  Memory does not grow with it.
 */
#ifndef JR_BASE_SPOOL_H
#define JR_BASE_SPOOL_H

#include <stddef.h>
#include <stdio.h>

#include "base/error.h"

struct jr__spool;

/*
 * Read `in` (borrowed until the free) from where it stands to its end.  *out is
 * NULL on failure.  JR_EINVAL: more than max bytes; JR_EIO: it cannot be read,
 * or the temporary file cannot be written; JR_ENOMEM.
 */
int	 jr__spool_read(struct jr__spool **out, FILE *in, size_t max,
    struct jr_error *);

size_t	 jr__spool_size(const struct jr__spool *);

/*
 * Copy up to n bytes from offset on; *got is n except at the end.  JR_EIO.
 */
int	 jr__spool_at(const struct jr__spool *, size_t offset, void *, size_t n,
    size_t *got, struct jr_error *);

/* JR_EIO: a regular file left where it is was written to since. */
int	 jr__spool_unchanged(const struct jr__spool *, struct jr_error *);

void	 jr__spool_free(struct jr__spool *);	/* takes NULL */

#endif
