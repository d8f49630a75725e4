/*
 * A whole journal into a new store, of the same engine or of another: a school that
 * outgrows one machine, or comes back to one.
 */
#ifndef JR_COPY_H
#define JR_COPY_H

#include "base/hash.h"
#include "core.h"

struct jr_copied {
	int64_t	 rows;			/* of all tables, the history's among them */
	int64_t	 transactions;		/* in the history */
	char	 head[JR_SHA256_HEX];	/* the chain's end */
};

/*
 * Copy all rows of `from`, as they are, with the history and its chain, findings and
 * what makes a store a sandbox.  They are those of one moment: what others write into
 * `from` meanwhile is not among them, and they need not wait.  Memory is flat.
 *
 * `to` (a path or URL) must not exist.  It is made whole or not at all: all rows are
 * read back and compared before they stay.  keep false: as if it had failed, once all
 * is copied and compared.
 *
 * Opens its own reading transaction.  Codes of jr_store_open(), where JR_ECONFLICT is
 * a `to` that is there already; JR_EINVAL: a row that the new store does not take, or
 * not as it was.
 */
int	 jr_copy(struct jr *from, const char *to, bool keep, struct jr_copied *out);

/* --- For the library --------------------------------------------------------- */

/*
 * All rows of all tables into another store, both in transactions.  JR_EINVAL: `to`
 * does not take a row.
 */
int	 jr__copy_rows(struct jr *from, struct jr_store *to);

#endif
