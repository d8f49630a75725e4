/*
 * A journal as it was at a moment: what a list, a report or a diary showed then.
 *
 * The state is made from the live tables by undoing the history, in a temporary store
 * of its own (SQLite, whatever the engine of the live one); what the history does not
 * hold follows from what it does (the calendar), or has its own moments (findings, in
 * their last words: one that came back counts as open since it was first found).
 * Where nothing changed after the moment, the live tables serve.
 */
#ifndef JR_AS_OF_H
#define JR_AS_OF_H

#include "core.h"

/*
 * Have a journal that was opened to read (JR_OPEN_READ) show what it was at `when`: a
 * day, and that is its end, or a moment like 2026-10-01T14:00, both in the school's
 * zone; today's end is now.  Its clock stands there from now on, and with it today,
 * the default year (jr_use_year() comes after) and the date that is printed.  What the
 * actor may read is what he may read now.  Once, before anything is read.
 *
 * JR_EINVAL: neither of both, or still to come.  JR_ENOTFOUND: the store began later.
 * JR_EIO with *sound false: the transactions since then are not a chain, or undoing
 * them does not meet the rows that they left; jr_history_verify() says which.
 */
int	 jr_as_of(struct jr *, const char *when, bool *sound);

/* The same, what it was behind a transaction.  JR_ENOTFOUND: there is none. */
int	 jr_as_of_tx(struct jr *, int64_t tx_id, bool *sound);

/* --- For the library ---------------------------------------------------------- */

/*
 * What is asked between the two goes to the live store, as of now, whatever is shown:
 * so are rights.  Within a reading transaction, and without a query of it that is
 * half done; they do not nest.  Where nothing of the past is shown they do nothing.
 */
int	 jr__live_begin(struct jr *);
void	 jr__live_end(struct jr *);

#endif
