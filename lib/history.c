/*
 * The history: every change of a recorded table, packed (pack.h), chained.
 *
 *	tx.changes_hash = SHA-256 over the transaction's change rows
 *	tx.hash = SHA-256(hash of the transaction before, all fields of tx)
 *
 * each field with its length before it (jr_sha256_field), numbers as eight
 * bytes little-endian, a missing text as length 2^64-1.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "history.h"
#include "pack.h"

#define PACK_MOST 16384		/* bytes of inserts in one change row */

void
jr__hash_int(struct jr_sha256 *h, int64_t i)
{
	unsigned char b[8];

	for (int k = 0; k < 8; k++)
		b[k] = (unsigned char)((uint64_t)i >> (8 * k));
	jr_sha256_field(h, b, sizeof(b));
}

void
jr__hash_text(struct jr_sha256 *h, const char *s)
{
	static const unsigned char none[8] = {
		0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff
	};

	if (s == NULL)
		jr_sha256_add(h, none, sizeof(none));
	else
		jr_sha256_field(h, s, strlen(s));
}

void
jr__hash_key(struct jr_sha256 *h, const struct jr_value *k)
{
	if (k->type == JR_V_INT)
		jr__hash_int(h, k->i);
	else
		jr__hash_text(h, k->type == JR_V_NULL ? NULL : "?");
}

void
jr__hash_change(struct jr_sha256 *h, const struct jr__change_row *c)
{
	jr__hash_int(h, c->no);
	jr__hash_text(h, c->tbl);
	jr__hash_text(h, c->op);
	jr__hash_key(h, &c->k1);
	jr__hash_key(h, &c->k2);
	jr_sha256_field(h, c->data, c->n);
}

void
jr__hash_tx(const struct jr__tx_row *t, const unsigned char *previous,
    unsigned char out[JR_SHA256_SIZE])
{
	struct jr_sha256 h;

	jr_sha256_init(&h);
	jr_sha256_field(&h, previous, JR_SHA256_SIZE);
	jr__hash_int(&h, t->id);
	jr__hash_int(&h, t->at);
	jr__hash_text(&h, t->actor);
	jr__hash_text(&h, t->command);
	jr__hash_text(&h, t->reason);
	jr__hash_int(&h, t->transfer);
	jr__hash_int(&h, t->changes);
	jr_sha256_field(&h, t->changes_hash, JR_SHA256_SIZE);
	jr_sha256_done(&h, out);
}

/* --- Recording ------------------------------------------------------------- */

int
jr__history_begin(struct jr *j)
{
	struct jr__history *h = &j->history;
	struct jr_stmt *st;
	struct jr_value hash;
	int rc;

	jr__history_drop(j);
	if ((rc = jr__first(j, JR_SQL_HEAD_GET, JR_NO_PARAMS, &st)) < 0)
		return rc;
	if (rc == JR_DONE)
		return jr__fail(j, JR_EIO, N_("the history has no head; restore a backup"));
	h->tx_id = jr_stmt_int(st, 0) + 1;
	jr_stmt_value(st, 1, &hash);
	if (hash.n == JR_SHA256_SIZE)
		memcpy(h->hash, hash.p, JR_SHA256_SIZE);
	else
		rc = jr__fail(j, JR_EIO, N_("the history has no head; restore a backup"));
	jr_stmt_reset(st);
	jr_sha256_init(&h->changes_sha);
	return rc;
}

void
jr__history_drop(struct jr *j)
{
	struct jr__history *h = &j->history;

	for (size_t i = 0; i < JR_TBL_COUNT; i++)
		if (h->pack[i] != NULL) {
			jr_buf_release(&h->pack[i]->data);
			free(h->pack[i]);
		}
	memset(h, 0, sizeof(*h));
}

int
jr__tx_id(struct jr *j, int64_t *out)
{
	struct jr__history *h = &j->history;
	struct jr_stmt *st;
	int rc;

	*out = h->tx_id;
	if (h->begun)
		return JR_OK;
	assert(jr_store_in_tx(j->store) && h->tx_id > 0);
	rc = jr__query(j, JR_SQL_TX_ADD, JR_PARAMS(JR_P_INT("id", h->tx_id),
	    JR_P_INT("at", j->tx_at), JR_P_TEXT("actor", j->actor),
	    JR_P_TEXT("command", j->tx.command), JR_P_TEXT("reason", j->tx.reason),
	    JR_P_INT("transfer", j->tx.transfer), { "empty", jr_blob("", 0) }), &st);
	if (rc < 0 || (rc = jr__step(j, st)) < 0)
		return rc;
	h->begun = true;
	return JR_OK;
}

static int
write_change(struct jr *j, struct jr__change_row *c)
{
	struct jr_value row[JR_CHANGE_COLUMNS];
	int64_t tx_id;
	int rc;

	if ((rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	c->no = ++j->history.changes;
	row[JR_CHANGE_TX_ID] = jr_int(tx_id);
	row[JR_CHANGE_NO] = jr_int(c->no);
	row[JR_CHANGE_TBL] = jr_text(c->tbl);
	row[JR_CHANGE_OP] = jr_text(c->op);
	row[JR_CHANGE_K1] = c->k1;
	row[JR_CHANGE_K2] = c->k2;
	row[JR_CHANGE_DATA] = jr_blob(c->data, c->n);
	if ((rc = jr__add(j, JR_TBL_CHANGE, row)) < 0)
		return rc;
	jr__hash_change(&j->history.changes_sha, c);
	return JR_OK;
}

static int
flush(struct jr *j, enum jr_tbl tbl)
{
	struct jr__pack *p = j->history.pack[tbl];
	struct jr__change_row c = {
		.tbl = jr_tbl_desc[tbl].name, .op = "I", .k1 = jr_null(), .k2 = jr_null(),
	};
	int rc;

	if (p == NULL || p->data.len == 0)
		return p != NULL && p->data.failed ? jr__nomem(j) : JR_OK;
	if (p->data.failed)
		return jr__nomem(j);
	c.data = p->data.data;
	c.n = p->data.len;
	if ((rc = write_change(j, &c)) < 0)
		return rc;
	jr_buf_clear(&p->data);
	memset(p->last, 0, sizeof(p->last));
	memset(p->recent, 0, sizeof(p->recent));
	return JR_OK;
}

int
jr__record_insert(struct jr *j, enum jr_tbl tbl, const struct jr_value *row)
{
	struct jr__pack **p = &j->history.pack[tbl];

	if (*p == NULL && (*p = calloc(1, sizeof(**p))) == NULL)
		return jr__nomem(j);
	jr__pack_row(*p, tbl, row);
	return (*p)->data.len < PACK_MOST ? JR_OK : flush(j, tbl);
}

/* One update or deletion; b holds its data and is released. */
static int
record_one(struct jr *j, enum jr_tbl tbl, const char *op, const struct jr_value *row,
    struct jr_buf *b)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[tbl];
	struct jr__change_row c = {
		.tbl = d->name, .op = op, .k1 = jr_null(), .k2 = jr_null(),
	};
	int rc;

	if (row[0].type == JR_V_INT)
		c.k1 = row[0];
	if (d->keys > 1 && row[1].type == JR_V_INT)
		c.k2 = row[1];
	c.data = b->data;
	c.n = b->len;
	if (b->failed)
		rc = jr__nomem(j);
	else if ((rc = flush(j, tbl)) == JR_OK)
		rc = write_change(j, &c);
	jr_buf_release(b);
	return rc;
}

int
jr__record_update(struct jr *j, enum jr_tbl tbl, const struct jr_value *old,
    const struct jr_value *row)
{
	struct jr_buf b = JR_BUF_INIT;

	jr__pack_update(&b, tbl, old, row);
	return record_one(j, tbl, "U", old, &b);
}

int
jr__record_remove(struct jr *j, enum jr_tbl tbl, const struct jr_value *old)
{
	struct jr_buf b = JR_BUF_INIT;

	jr__pack_remove(&b, tbl, old);
	return record_one(j, tbl, "D", old, &b);
}

/* --- Sealing --------------------------------------------------------------- */

static int
seal(struct jr *j)
{
	struct jr__history *h = &j->history;
	unsigned char changes_hash[JR_SHA256_SIZE], hash[JR_SHA256_SIZE];
	struct jr__tx_row t = {
		.id = h->tx_id, .at = j->tx_at, .actor = j->actor,
		.command = j->tx.command, .reason = j->tx.reason,
		.transfer = j->tx.transfer, .changes = h->changes,
		.changes_hash = changes_hash,
	};
	struct jr_stmt *st;
	int rc;

	jr_sha256_done(&h->changes_sha, changes_hash);
	jr__hash_tx(&t, h->hash, hash);
	rc = jr__query(j, JR_SQL_TX_SEAL, JR_PARAMS(JR_P_INT("id", h->tx_id),
	    JR_P_INT("changes", h->changes),
	    { "changes_hash", jr_blob(changes_hash, sizeof(changes_hash)) },
	    { "hash", jr_blob(hash, sizeof(hash)) }), &st);
	if (rc < 0 || (rc = jr__step(j, st)) < 0)
		return rc;
	rc = jr__query(j, JR_SQL_HEAD_SET, JR_PARAMS(JR_P_INT("tx_id", h->tx_id),
	    { "hash", jr_blob(hash, sizeof(hash)) }), &st);
	if (rc < 0 || (rc = jr__step(j, st)) < 0)
		return rc;
	return JR_OK;
}

int
jr__history_write(struct jr *j)
{
	int rc;

	for (size_t i = 0; i < JR_TBL_COUNT; i++)
		if ((rc = flush(j, (enum jr_tbl)i)) < 0)
			return rc;
	return JR_OK;
}

int
jr__history_seal(struct jr *j, int64_t *tx_id)
{
	int rc;

	*tx_id = 0;
	if ((rc = jr__history_write(j)) < 0)
		return rc;
	if (j->history.changes == 0)
		return JR_OK;
	if ((rc = seal(j)) < 0)
		return rc;
	*tx_id = j->history.tx_id;
	return JR_OK;
}
