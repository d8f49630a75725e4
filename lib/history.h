/*
 * The history of a journal (regulation 4.3: data in a reliable state): what was
 * changed, by whom, when; and the proof that nobody changed anything beside it.
 *
 * Each transaction's hash covers the one before it, so a change, a cut or an
 * insertion inside the log shows.  A cut of its tail, or a chain computed anew
 * as a whole, shows only against an anchor kept elsewhere: the head's hash on a
 * signed paper.
 */
#ifndef JR_HISTORY_H
#define JR_HISTORY_H

#include "base/hash.h"
#include "core.h"

#define JR_FAULTS_MOST 100	/* that are told in words */

/* What verify found: one line each, in words, in the language of the store. */
typedef void jr_unsound(void *arg, const char *words);

struct jr_verified {
	int64_t	 transactions;
	int64_t	 faults;		/* reported; 0: sound */
	char	 head[JR_SHA256_HEX];	/* the chain's end */
};

/*
 * Check the chain, and that the live tables are what the log makes of them, from
 * its beginning.  Faulty rows are named, by their keys and in words; after
 * JR_FAULTS_MOST faults they are only counted.  JR_OK also when faults were found.
 * Flat memory, also for a store of ten years.  Opens its own reading transaction.
 */
int	 jr_history_verify(struct jr *, jr_unsound *, void *arg, struct jr_verified *out);

/* --- For the library: the log's rows as they are hashed. ------------------- */

struct jr__change_row {
	int64_t		 no;
	const char	*tbl, *op;
	struct jr_value	 k1, k2;
	const char	*data;
	size_t		 n;
};

struct jr__tx_row {
	int64_t			 id, at;
	const char		*actor, *command, *reason;
	int64_t			 transfer, changes;
	const unsigned char	*changes_hash;
};

void	 jr__hash_int(struct jr_sha256 *, int64_t);
void	 jr__hash_text(struct jr_sha256 *, const char *);	/* NULL: none */
void	 jr__hash_key(struct jr_sha256 *, const struct jr_value *);
void	 jr__hash_change(struct jr_sha256 *, const struct jr__change_row *);
void	 jr__hash_tx(const struct jr__tx_row *, const unsigned char *previous,
    unsigned char out[JR_SHA256_SIZE]);

#endif
