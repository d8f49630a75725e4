/*
 * Taking a transaction back (regulation 4.2б: a wrong entry is corrected, and the
 * journal shows that it was).  What it added is removed, what it removed is put back,
 * what it changed gets its old values: as a transaction of its own, so the history
 * tells both.
 */
#ifndef JR_REVERT_H
#define JR_REVERT_H

#include "core.h"

struct jr_reverted {
	int64_t	 added, changed, removed;	/* rows */
};

/*
 * Undo what transaction tx_id did, inside the open transaction.
 *
 * JR_ENOTFOUND: there is none of that number.  JR_EINVAL: it made or changed the
 * configuration, closed a term or opened it again; such are not taken back.
 * JR_ECONFLICT: later transactions touched the same rows or use what it made (they are
 * named), or a row is not what it left.  JR_EDENIED: as for a correction, a term is
 * closed or its window is over and no reason is given.  After a failure the transaction
 * is to be aborted.
 */
int	 jr_log_revert(struct jr *, int64_t tx_id, struct jr_reverted *out);

#endif
