/*
 * An open journal: one store, one actor, one clock.  Every other header takes
 * its struct jr.  Not for use by two threads at once.
 *
 * Functions return JR_OK or a negative code (base/rc.h); the words of the last
 * failure are in jr_error(), valid until the next call.
 */
#ifndef JR_CORE_H
#define JR_CORE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/date.h"
#include "base/error.h"
#include "store/store.h"

struct jr;

struct jr_options {
	const char		*store;		/* path or URL */
	enum jr_open_mode	 mode;
	const char		*actor;		/* JR_ACTOR: a staff login, cron:JOB; NULL: local:USER */
	const char		*rights;	/* share/rights.yaml; where there is an actor */
	const char		*user;		/* the Unix user's name */
	const char		*now;		/* JR_NOW; NULL: the clock */
	bool			 sandbox;	/* JR_OPEN_CREATE: JR_NOW may set its clock */
};

/*
 * Open a journal; borrows nothing.  *out is NULL on failure with the words in
 * err.  Codes of jr_store_open(), and JR_ECONFIG: JR_NOW on a store that is no
 * sandbox, a zone that is not there, an older schema (jr-init --upgrade);
 * JR_EDENIED: an unknown actor, or one who may not upgrade the store; what an actor may do
 * is asked for in each transaction (access.h).
 */
int	 jr_open(struct jr **out, const struct jr_options *, struct jr_error *err);
void	 jr_close(struct jr *);			/* takes NULL; rolls back */
const struct jr_error *jr_error(const struct jr *);

int64_t	 jr_now(const struct jr *);		/* moment */
jr_day	 jr_today(const struct jr *);		/* in the school's zone */
const char *jr_actor(const struct jr *);

/*
 * Choose the school year that classes, groups, courses and terms are looked
 * up in: "2026/27", or NULL for today's; where the store has that not, the next
 * one that it has, else its last.  JR_EINVAL, JR_ENOTFOUND.
 */
int	 jr_use_year(struct jr *, const char *name);
int64_t	 jr_year(struct jr *);			/* its id: the year it begins in */

/* A setting of journal.conf by dotted path, or dflt; borrowed until the close. */
const char *jr_setting(struct jr *, const char *key, const char *dflt);
int64_t	 jr_setting_int(struct jr *, const char *key, int64_t dflt);

/* A message in the language of the store's documents; borrowed. */
const char *jr_words(struct jr *, const char *msgid) __attribute__((format_arg(2)));

/* Called for what is stored but looks wrong; words as of jr_error().  NULL: off. */
void	 jr_on_warning(struct jr *, void (*)(void *arg, const char *words), void *arg);

/* One state to read, from begin to end. */
int	 jr_read_begin(struct jr *);
void	 jr_read_end(struct jr *);

struct jr_tx {
	const char	*command;	/* "jr-mark import" */
	const char	*reason;	/* NULL: none */
	bool		 transfer;	/* rows of another system: not judged by the audit */
};

/*
 * Write.  Waits for its turn (JR_EBUSY after 10 s).  JR_EDENIED: a transfer by an actor
 * who does not keep the configuration.  Every change between
 * begin and commit is recorded in the history, both or neither.  A transaction
 * that changed nothing leaves no trace: *tx_id is then 0.
 */
int	 jr_tx_begin(struct jr *, const struct jr_tx *);
int	 jr_tx_commit(struct jr *, int64_t *tx_id);
void	 jr_tx_abort(struct jr *);

/* What a write did to a row. */
enum jr_change { JR_SAME, JR_ADDED, JR_CHANGED, JR_REMOVED };

#endif
