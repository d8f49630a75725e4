/*
 * Anchors of the history (regulation 4.3, 6: what is printed and signed): the number
 * and hash of its last transaction, kept elsewhere – on the signed weekly paper, in
 * another's mail.  Only against them it shows that the tail was cut off, or the whole
 * chain computed anew.
 *
 * A line holds the transaction's number first, and as its last word the hash in hex, 12
 * digits or more of it; what stands between is for people.  Empty lines and those that
 * begin with # are passed over:
 *
 *	123 2026-11-23T06:00:00 2f3fa28ea70c 2f3fa28ea70c…(64 digits)
 */
#ifndef JR_ANCHOR_H
#define JR_ANCHOR_H

#include <stdio.h>

#include "history.h"

struct jr_anchor {
	int64_t	 tx_id, at;		/* at: moment of the transaction */
	char	 hash[JR_SHA256_HEX];
};

/* The anchor of now.  JR_ENOTFOUND: nothing was recorded yet. */
int	 jr_anchor_now(struct jr *, struct jr_anchor *out);

/*
 * Check the anchors of a file; faults in words, as jr_history_verify() tells them,
 * their number in *faults, that of the anchors in *anchors.  JR_EINVAL with the line in
 * err: a line is none.  Opens its own reading transaction.
 */
int	 jr_anchors_check(struct jr *, FILE *in, jr_unsound *, void *arg, int64_t *anchors,
    int64_t *faults, struct jr_error *err);

#endif
