/*
 * Does the history verify?  Three questions, one pass over the log and one over
 * the tables, in flat memory:
 *
 *	the chain	each transaction's hash follows from the one before it;
 *	the changes	each transaction's changes are those it sealed;
 *	the tables	what the log put in and took out is what is there.
 *
 * The last one compares sums: every value of a live row adds a keyed hash of
 * (table, key, column, value); every insert of the log subtracts its values, an
 * update subtracts the new and adds the old ones, a deletion adds.  The key of
 * the hash is drawn by this process, so nobody can prepare two rows with one
 * sum.  Each table has several thousand sums, over rows picked by the hash of
 * their keys: only rows whose sum is not zero are then replayed one by one, to
 * name the faulty ones (verify_rows.c).  Columns that follow from others are not
 * in the log: they are computed again (verify_derived.c).
 */
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "verify_impl.h"

void
jr__fault(struct jr__verify *v, const char *fmt, ...)
{
	struct jr_buf raw = JR_BUF_INIT, words = JR_BUF_INIT;
	va_list ap;

	if (++v->out->faults > JR_FAULTS_MOST)
		return;
	va_start(ap, fmt);
	jr_buf_addv(&raw, jr_words(v->j, fmt), ap);
	va_end(ap);
	jr_text_escape(&words, jr_buf_str(&raw), raw.len, 0);
	v->report(v->arg, raw.failed || words.failed ? jr_words(v->j, fmt) :
	    jr_buf_str(&words));
	jr_buf_release(&raw);
	jr_buf_release(&words);
}

/* --- Sums --------------------------------------------------------------------- */

static void
add(struct jr_hash128 *sum, struct jr_hash128 h, int sign)
{
	uint64_t lo = sum->lo;

	if (sign > 0) {
		sum->lo += h.lo;
		sum->hi += h.hi + (sum->lo < lo);
	} else {
		sum->lo -= h.lo;
		sum->hi -= h.hi + (sum->lo > lo);
	}
}

/* A value's bytes: type, length, value; returns how many. */
static size_t
put_short(unsigned char *p, const struct jr__short *s)
{
	p[0] = (unsigned char)s->type;
	if (s->type == JR_S_INT) {
		memcpy(p + 1, &s->i, sizeof(s->i));
		return 1 + sizeof(s->i);
	}
	p[1] = s->n;
	memcpy(p + 2, s->b, s->n);
	return 2 + (size_t)s->n;
}

size_t
jr__verify_key(unsigned char *out, enum jr_tbl tbl, const struct jr__short *row)
{
	size_t n = 2;

	out[0] = (unsigned char)tbl;
	out[1] = (unsigned char)jr_tbl_desc[tbl].keys;
	for (int i = 0; i < jr_tbl_desc[tbl].keys; i++)
		n += put_short(out + n, &row[i]);
	return n;
}

static struct jr_hash128 *
sum_of(const struct jr__verify *v, enum jr_tbl tbl, const unsigned char *key, size_t n)
{
	return &v->sum[tbl][jr_hash_keyed(key, n).lo % JR__SUMS];
}

static bool
is_zero(const struct jr_hash128 *sum)
{
	return (sum->lo | sum->hi) == 0;
}

bool
jr__in_doubt(const struct jr__verify *v, enum jr_tbl tbl, const unsigned char *key, size_t n)
{
	return !is_zero(sum_of(v, tbl, key, n));
}

/* Where a row's hashes go: its key, and behind it room for one value. */
struct adding {
	enum jr_tbl		 tbl;
	unsigned char		 bytes[JR__KEY_MOST + 3 + JR_SHORT_MOST];
	size_t			 n;
	struct jr_hash128	*sum;
};

static void
begin_row(struct jr__verify *v, struct adding *a, enum jr_tbl tbl,
    const struct jr__short *row)
{
	a->tbl = tbl;
	a->n = jr__verify_key(a->bytes, tbl, row);
	a->sum = sum_of(v, tbl, a->bytes, a->n);
}

static void
add_value(struct adding *a, int column, const struct jr__short *value, int sign)
{
	size_t n = a->n;

	if (value->type == JR_S_NULL || jr__is_derived(a->tbl, column))
		return;
	a->bytes[n++] = (unsigned char)column;
	n += put_short(a->bytes + n, value);
	add(a->sum, jr_hash_keyed(a->bytes, n), sign);
}

/* A row's being there, and each of its values. */
static void
add_row(struct jr__verify *v, enum jr_tbl tbl, const struct jr__short *row, int sign)
{
	struct adding a;

	begin_row(v, &a, tbl, row);
	add(a.sum, jr_hash_keyed(a.bytes, a.n), sign);
	for (int i = jr_tbl_desc[tbl].keys; i < jr_tbl_desc[tbl].columns; i++)
		add_value(&a, i, &row[i], sign);
}

static void
undo(struct jr__verify *v, const struct jr__unpacked *u)
{
	struct jr__short old;
	struct adding a;

	if (u->op != 'U') {
		add_row(v, u->tbl, u->row, u->op == 'I' ? -1 : 1);
		return;
	}
	begin_row(v, &a, u->tbl, u->row);
	for (int i = 0; i < jr_tbl_desc[u->tbl].columns; i++) {
		if (!(u->changed >> i & 1))
			continue;
		jr__short_of(&u->old[i], &old);
		add_value(&a, i, &old, 1);
		add_value(&a, i, &u->row[i], -1);
	}
}

/* --- The log ------------------------------------------------------------------- */

/*
 * Are the values of a row of tx or change of their columns' types, texts whole,
 * and none missing but those in the mask?  A strict table holds to it, a file
 * edited byte by byte need not, and hashing must see every difference.
 */
static bool
well_formed(struct jr_stmt *st, enum jr_tbl tbl, uint64_t may_be_null)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[tbl];
	struct jr_value v;

	for (int i = 0; i < d->columns; i++) {
		jr_stmt_value(st, i, &v);
		if (v.type == JR_V_NULL && may_be_null >> i & 1)
			continue;
		if (v.type != (d->types[i] == 'I' ? JR_V_INT :
			d->types[i] == 'T' ? JR_V_TEXT : JR_V_BLOB) ||
		    (v.type == JR_V_TEXT && memchr(v.p, '\0', v.n) != NULL))
			return false;
	}
	return true;
}

bool
jr__verify_change(struct jr_stmt *st, struct jr__change_row *c, int64_t *tx_id)
{
	struct jr_value data;

	*tx_id = jr_stmt_int(st, JR_CHANGE_TX_ID);
	c->no = jr_stmt_int(st, JR_CHANGE_NO);
	c->tbl = jr_stmt_text(st, JR_CHANGE_TBL);
	c->op = jr_stmt_text(st, JR_CHANGE_OP);
	jr_stmt_value(st, JR_CHANGE_K1, &c->k1);
	jr_stmt_value(st, JR_CHANGE_K2, &c->k2);
	jr_stmt_value(st, JR_CHANGE_DATA, &data);
	c->data = data.p;
	c->n = data.n;
	return well_formed(st, JR_TBL_CHANGE, JR_KEEP(JR_CHANGE_K1) | JR_KEEP(JR_CHANGE_K2));
}

static bool
undo_change(struct jr__verify *v, const struct jr__change_row *c)
{
	struct jr__unpacked u;
	struct jr__unpack in;
	int rc;

	if (!jr__unpack_begin(&in, c->tbl, c->op, c->data, c->n))
		return false;
	while ((rc = jr__unpack_next(&in, &u)) == JR_OK)
		undo(v, &u);
	return rc == JR_DONE;
}

/* A reader of the change rows, a transaction at a time. */
struct changes {
	struct jr_stmt		*st;
	struct jr__change_row	 row;
	int64_t			 tx_id;		/* of row */
	bool			 has_row, sound;
	int64_t			 lost;		/* the last tx_id that had no transaction */
};

static int
next_change(struct jr__verify *v, struct changes *c)
{
	int rc = jr__step(v->j, c->st);

	c->has_row = rc == JR_OK;
	if (c->has_row)
		c->sound = jr__verify_change(c->st, &c->row, &c->tx_id);
	return rc < 0 ? rc : JR_OK;
}

/* The row at hand, of a transaction that is there or not. */
static int
take_change(struct jr__verify *v, struct changes *c, bool there)
{
	if (!there && c->tx_id != c->lost) {
		c->lost = c->tx_id;
		jr__fault(v, N_("the log has changes of transaction %lld, which is not there"),
		    (long long)c->tx_id);
	}
	if (!undo_change(v, &c->row) || !c->sound)
		jr__fault(v, N_("change %lld of transaction %lld cannot be read"),
		    (long long)c->row.no, (long long)c->tx_id);
	return next_change(v, c);
}

/* The changes up to those of one transaction: undone; its own counted and hashed. */
static int
check_changes(struct jr__verify *v, struct changes *c, int64_t tx_id, int64_t *count,
    unsigned char hash[JR_SHA256_SIZE])
{
	struct jr_sha256 sha;
	int rc = JR_OK;

	*count = 0;
	jr_sha256_init(&sha);
	while (rc == JR_OK && c->has_row && c->tx_id <= tx_id) {
		if (c->tx_id == tx_id) {
			++*count;
			jr__hash_change(&sha, &c->row);
		}
		rc = take_change(v, c, c->tx_id == tx_id);
	}
	jr_sha256_done(&sha, hash);
	return rc;
}

/* A row of tx as it is stored. */
struct sealed {
	struct jr__tx_row	 t;
	struct jr_value		 changes_hash, hash;
	bool			 sound;
};

static void
read_tx(struct jr_stmt *st, struct sealed *s)
{
	s->t = (struct jr__tx_row){
		.id = jr_stmt_int(st, JR_TX_ID), .at = jr_stmt_int(st, JR_TX_AT),
		.actor = jr_stmt_text(st, JR_TX_ACTOR),
		.command = jr_stmt_text(st, JR_TX_COMMAND),
		.reason = jr_stmt_text(st, JR_TX_REASON),
		.transfer = jr_stmt_int(st, JR_TX_TRANSFER),
		.changes = jr_stmt_int(st, JR_TX_CHANGES),
	};
	jr_stmt_value(st, JR_TX_CHANGES_HASH, &s->changes_hash);
	jr_stmt_value(st, JR_TX_HASH, &s->hash);
	s->t.changes_hash = (const unsigned char *)s->changes_hash.p;
	s->sound = well_formed(st, JR_TBL_TX, JR_KEEP(JR_TX_REASON)) &&
	    s->changes_hash.n == JR_SHA256_SIZE && s->hash.n == JR_SHA256_SIZE;
}

static void
check_tx(struct jr__verify *v, const struct sealed *s, int64_t count,
    const unsigned char *changes_hash)
{
	unsigned char want[JR_SHA256_SIZE];
	long long id = (long long)s->t.id;

	if (s->t.id != v->out->transactions + 1)
		jr__fault(v, N_("transaction %lld follows %lld: the log has a gap"), id,
		    (long long)v->out->transactions);
	if (s->t.changes != count)
		jr__fault(v, N_("transaction %lld says that it made %lld changes, the log has "
		    "%lld of them"), id, (long long)s->t.changes, (long long)count);
	else if (s->sound && memcmp(s->t.changes_hash, changes_hash, JR_SHA256_SIZE) != 0)
		jr__fault(v, N_("the changes of transaction %lld are not those that it made"), id);
	if (s->sound)
		jr__hash_tx(&s->t, v->hash, want);
	if (!s->sound || memcmp(s->hash.p, want, JR_SHA256_SIZE) != 0)
		jr__fault(v, N_("transaction %lld was altered, or the one before it"), id);
	if (s->hash.n == JR_SHA256_SIZE)
		memcpy(v->hash, s->hash.p, JR_SHA256_SIZE);
	v->out->transactions = s->t.id;
}

static int
check_log_tx(struct jr__verify *v, struct changes *c, struct jr_stmt *st)
{
	unsigned char changes_hash[JR_SHA256_SIZE];
	struct sealed s;
	int64_t count;
	int rc;

	read_tx(st, &s);
	if ((rc = check_changes(v, c, s.t.id, &count, changes_hash)) == JR_OK)
		check_tx(v, &s, count, changes_hash);
	return rc;
}

static int
check_log(struct jr__verify *v)
{
	struct changes c = { .lost = INT64_MIN };
	struct jr_stmt *st;
	int rc;

	if ((rc = jr__query(v->j, JR_SQL_TX_SCAN, JR_NO_PARAMS, &st)) < 0 ||
	    (rc = jr__query(v->j, JR_SQL_CHANGE_SCAN, JR_NO_PARAMS, &c.st)) < 0 ||
	    (rc = next_change(v, &c)) < 0)
		return rc;
	while (rc >= 0 && (rc = jr__step(v->j, st)) == JR_OK)
		rc = check_log_tx(v, &c, st);
	while (rc >= 0 && c.has_row)
		rc = take_change(v, &c, false);
	jr_stmt_reset(st);
	jr_stmt_reset(c.st);
	return rc < 0 ? rc : JR_OK;
}

static int
check_head(struct jr__verify *v)
{
	struct jr_stmt *st;
	struct jr_value hash;
	int rc;

	jr_hex(v->hash, JR_SHA256_SIZE, v->out->head);
	if ((rc = jr__first(v->j, JR_SQL_HEAD_GET, JR_NO_PARAMS, &st)) < 0)
		return rc;
	if (rc == JR_DONE) {
		jr__fault(v, N_("the history has no head"));
		return JR_OK;
	}
	jr_stmt_value(st, 1, &hash);
	if (jr_stmt_int(st, 0) != v->out->transactions)
		jr__fault(v, N_("the head is of transaction %lld, the log ends with %lld"),
		    (long long)jr_stmt_int(st, 0), (long long)v->out->transactions);
	else if (hash.n != JR_SHA256_SIZE || memcmp(hash.p, v->hash, JR_SHA256_SIZE) != 0)
		jr__fault(v, N_("the hash in the head is not that of transaction %lld"),
		    (long long)v->out->transactions);
	jr_stmt_reset(st);
	return JR_OK;
}

/* --- The tables ------------------------------------------------------------------- */

void
jr__verify_row(struct jr_stmt *st, enum jr_tbl tbl, struct jr_value *whole,
    struct jr__short *row)
{
	for (int i = 0; i < jr_tbl_desc[tbl].columns; i++) {
		jr_stmt_value(st, i, &whole[i]);
		jr__short_of(&whole[i], &row[i]);
	}
}

static int
add_table(struct jr__verify *v, enum jr_tbl tbl)
{
	struct jr_value whole[JR_COLUMNS_MOST];
	struct jr__short row[JR_COLUMNS_MOST];
	struct jr_stmt *st;
	int rc;

	rc = jr__query(v->j, JR_SQL_ROW(tbl, JR_ROW_SCAN), JR_NO_PARAMS, &st);
	while (rc >= 0 && (rc = jr__step(v->j, st)) == JR_OK) {
		jr__verify_row(st, tbl, whole, row);
		add_row(v, tbl, row, 1);
	}
	return rc < 0 ? rc : JR_OK;
}

static bool
fits(const struct jr__verify *v, size_t tbl)
{
	for (size_t i = 0; i < JR__SUMS; i++)
		if (!is_zero(&v->sum[tbl][i]))
			return false;
	return true;
}

static int
check_tables(struct jr__verify *v)
{
	int rc;

	for (size_t i = 0; i < JR_TBL_COUNT; i++) {
		if (!jr_tbl_desc[i].recorded)
			continue;
		if ((rc = add_table(v, (enum jr_tbl)i)) < 0)
			return rc;
		if ((!fits(v, i) && (rc = jr__verify_rows(v, (enum jr_tbl)i)) < 0) ||
		    (rc = jr__verify_derived(v, (enum jr_tbl)i)) < 0)
			return rc;
	}
	return JR_OK;
}

int
jr_history_verify(struct jr *j, jr_unsound *report, void *arg, struct jr_verified *out)
{
	struct jr__verify v = { .j = j, .report = report, .arg = arg, .out = out };
	int rc;

	memset(out, 0, sizeof(*out));
	if ((rc = jr_read_begin(j)) < 0)
		return rc;
	if ((rc = jr__may_read(j, JR_ON_LOG)) < 0)
		;
	else if ((v.names = jr__names_new(j)) == NULL ||
	    (v.sum = calloc(JR_TBL_COUNT, sizeof(*v.sum))) == NULL)
		rc = jr__nomem(j);
	else if ((rc = check_log(&v)) == JR_OK && (rc = check_head(&v)) == JR_OK)
		rc = check_tables(&v);
	jr_read_end(j);
	jr__names_free(v.names);
	free(v.sum);
	return rc;
}
