/*
 * A journal as it was: the tables are copied, then the transactions after the moment
 * are undone in the copy, the last first.  Within a table the log has the order in which
 * things were done, so each step there leads to a state that was; between tables it has
 * not, and the copy looks at no references.  Derived columns are in the old values of
 * updates and deletions, and go with the inserts.
 */
#include "as_of.h"

#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "access_impl.h"
#include "copy.h"
#include "lookup.h"
#include "verify_impl.h"

struct as_of {
	struct jr	*j;
	struct jr_store	*state;			/* being made; NULL: it serves already */
	int64_t		 at;			/* the moment */
	int64_t		 up_to;			/* the transaction that is meant; 0: by the moment */
	int64_t		 tx_id;			/* the last transaction up to it */
	unsigned char	 hash[JR_SHA256_SIZE];	/* its hash; while checking: of those after it */
	int64_t		 last;			/* the last transaction of all */
	bool		 touched[JR_TBL_COUNT];	/* tables with something to undo */
	bool		*sound;
};

static int __attribute__((format(printf, 2, 3)))
unsound(struct as_of *a, const char *fmt, ...)
{
	struct jr_buf why = JR_BUF_INIT;
	va_list ap;

	*a->sound = false;
	va_start(ap, fmt);
	jr_buf_addv(&why, _(fmt), ap);
	va_end(ap);
	jr__fail(a->j, JR_EIO, N_("the history is unsound: %s; see jr-log verify"),
	    jr_buf_str(&why));
	jr_buf_release(&why);
	return JR_EIO;
}

/* --- The moment ----------------------------------------------------------------- */

static int
find_moment(struct as_of *a, const char *when)
{
	int64_t now = jr_now(a->j);
	jr_day day;

	if (jr_date_parse(when, &day) == JR_OK)
		a->at = day == jr_today(a->j) ? now : jr_moment(day + 1, 0, 0, 0) - 1;
	else if (jr_moment_parse(when, &a->at) < 0)
		return jr__fail(a->j, JR_EINVAL, N_("'%s' is neither a date like 2026-10-01 nor "
		    "a moment like 2026-10-01T14:00"), when);
	if (a->at > now)
		return jr__fail(a->j, JR_EINVAL, N_("%s is still to come: the journal can be "
		    "shown as of a day that was"), when);
	return JR_OK;
}

static int
before_beginning(struct as_of *a, const char *when, int64_t began)
{
	char text[JR_MOMENT_SIZE];

	jr_moment_format(began, text);
	return jr__fail(a->j, JR_ENOTFOUND, N_("there is nothing as of %s: the journal "
	    "begins on %s"), when, text);
}

static void
take_hash(struct as_of *a, struct jr_stmt *st, int column)
{
	struct jr_value hash;

	jr_stmt_value(st, column, &hash);
	if (hash.n == JR_SHA256_SIZE)
		memcpy(a->hash, hash.p, JR_SHA256_SIZE);
}

/* The last transaction up to the moment. */
static int
find_tx(struct as_of *a, const char *when)
{
	int64_t began = a->at;
	struct jr_stmt *st;
	int rc;

	rc = jr__query(a->j, JR_SQL_TX_BACK, JR_NO_PARAMS, &st);
	while (rc >= 0 && (rc = jr__step(a->j, st)) == JR_OK) {
		if (a->last == 0)
			a->last = jr_stmt_int(st, 0);
		began = jr_stmt_int(st, 1);
		if (a->up_to != 0 ? jr_stmt_int(st, 0) > a->up_to : began > a->at)
			continue;
		a->tx_id = jr_stmt_int(st, 0);
		take_hash(a, st, 2);
		jr_stmt_reset(st);
		return JR_OK;
	}
	return rc < 0 ? rc : before_beginning(a, when, began);
}

/* --- The chain since then ---------------------------------------------------------- */

/* The changes of one transaction, hashed; *st stands on the next one's first. */
static int
hash_changes(struct as_of *a, struct jr_stmt *st, bool *has_row, int64_t tx_id,
    unsigned char out[JR_SHA256_SIZE])
{
	struct jr__change_row c;
	struct jr__unpack in;
	struct jr_sha256 sha;
	int64_t of;
	int rc = JR_OK;

	jr_sha256_init(&sha);
	while (*has_row && jr_stmt_int(st, JR_CHANGE_TX_ID) == tx_id) {
		if (!jr__verify_change(st, &c, &of) ||
		    !jr__unpack_begin(&in, c.tbl, c.op, c.data, c.n))
			return unsound(a, N_("change %lld of transaction %lld cannot be read"),
			    (long long)c.no, (long long)tx_id);
		jr__hash_change(&sha, &c);
		a->touched[in.tbl] = true;
		if ((rc = jr__step(a->j, st)) < 0)
			return rc;
		*has_row = rc == JR_OK;
	}
	jr_sha256_done(&sha, out);
	return JR_OK;
}

static int
check_tx(struct as_of *a, struct jr_stmt *st, int64_t id, const unsigned char *changes_hash)
{
	unsigned char want[JR_SHA256_SIZE];
	struct jr_value hash;
	struct jr__tx_row t = {
		.id = jr_stmt_int(st, JR_TX_ID), .at = jr_stmt_int(st, JR_TX_AT),
		.actor = jr_stmt_text(st, JR_TX_ACTOR), .command = jr_stmt_text(st, JR_TX_COMMAND),
		.reason = jr_stmt_text(st, JR_TX_REASON),
		.transfer = jr_stmt_int(st, JR_TX_TRANSFER),
		.changes = jr_stmt_int(st, JR_TX_CHANGES), .changes_hash = changes_hash,
	};

	jr__hash_tx(&t, a->hash, want);
	jr_stmt_value(st, JR_TX_HASH, &hash);
	if (t.id != id || hash.n != JR_SHA256_SIZE || memcmp(hash.p, want, JR_SHA256_SIZE) != 0)
		return unsound(a, N_("transaction %lld was altered, or the one before it"),
		    (long long)id);
	memcpy(a->hash, want, JR_SHA256_SIZE);
	return JR_OK;
}

static int
check_each(struct as_of *a, struct jr_stmt *txs, struct jr_stmt *changes)
{
	unsigned char changes_hash[JR_SHA256_SIZE];
	int64_t id = a->tx_id;
	bool has_row;
	int rc;

	if ((rc = jr__step(a->j, changes)) < 0)
		return rc;
	has_row = rc == JR_OK;
	while ((rc = jr__step(a->j, txs)) == JR_OK) {
		if ((rc = hash_changes(a, changes, &has_row, ++id, changes_hash)) < 0 ||
		    (rc = check_tx(a, txs, id, changes_hash)) < 0)
			return rc;
	}
	if (rc == JR_DONE && has_row)
		return unsound(a, N_("the log has changes of transaction %lld, which is not there"),
		    (long long)jr_stmt_int(changes, JR_CHANGE_TX_ID));
	return rc < 0 ? rc : JR_OK;
}

/* Does the chain lead from the moment to the head? */
static int
check_chain(struct as_of *a)
{
	unsigned char then[JR_SHA256_SIZE];
	struct jr_stmt *txs, *changes, *st;
	struct jr_value hash;
	int rc;

	memcpy(then, a->hash, sizeof(then));
	if ((rc = jr__query(a->j, JR_SQL_TX_AFTER, JR_PARAMS(JR_P_INT("tx_id", a->tx_id)),
	    &txs)) < 0 || (rc = jr__query(a->j, JR_SQL_CHANGE_AFTER,
	    JR_PARAMS(JR_P_INT("tx_id", a->tx_id)), &changes)) < 0)
		return rc;
	rc = check_each(a, txs, changes);
	jr_stmt_reset(txs);
	jr_stmt_reset(changes);
	if (rc < 0 || (rc = jr__first(a->j, JR_SQL_HEAD_GET, JR_NO_PARAMS, &st)) < 0)
		return rc;
	if (rc == JR_DONE)
		return unsound(a, N_("the history has no head"));
	jr_stmt_value(st, 1, &hash);
	if (jr_stmt_int(st, 0) != a->last || hash.n != JR_SHA256_SIZE ||
	    memcmp(hash.p, a->hash, JR_SHA256_SIZE) != 0)
		rc = unsound(a, N_("the hash in the head is not that of transaction %lld"),
		    (long long)a->last);
	jr_stmt_reset(st);
	memcpy(a->hash, then, sizeof(then));
	return rc;
}

/* --- The copy ------------------------------------------------------------------------ */

/* Has anything changed that school days follow from? */
static bool
calendar_touched(const struct as_of *a)
{
	static const enum jr_tbl tables[] = {
		JR_TBL_SETTING, JR_TBL_YEAR, JR_TBL_TERM, JR_TBL_TERM_GRADE, JR_TBL_DAY_OFF,
		JR_TBL_BELL_SET, JR_TBL_BELL, JR_TBL_DAY_REGIME, JR_TBL_CLASS,
	};

	for (size_t i = 0; i < sizeof(tables) / sizeof(tables[0]); i++)
		if (a->touched[tables[i]])
			return true;
	return false;
}

static int
run(struct as_of *a, enum jr_sql sql, const struct jr_param *params)
{
	struct jr_stmt *st;
	int rc;

	if ((rc = jr__query(a->j, sql, params, &st)) == JR_OK)
		rc = jr__step(a->j, st);
	return rc < 0 ? rc : JR_OK;
}

/* What is no change of a row, but grew since: the log and the findings. */
static int
trim(struct as_of *a)
{
	const struct jr_param at[] = { JR_P_INT("at", a->at), { NULL, { 0 } } };
	const struct jr_param tx_id[] = { JR_P_INT("tx_id", a->tx_id), { NULL, { 0 } } };
	int rc;

	if ((rc = run(a, JR_SQL_CHANGE_FORGET, tx_id)) < 0 ||
	    (rc = run(a, JR_SQL_TX_FORGET, tx_id)) < 0 ||
	    (rc = run(a, JR_SQL_HEAD_SET, JR_PARAMS(JR_P_INT("tx_id", a->tx_id),
	    { "hash", jr_blob(a->hash, sizeof(a->hash)) }))) < 0 ||
	    (rc = run(a, JR_SQL_FINDING_FORGET, at)) < 0 ||
	    (rc = run(a, JR_SQL_FINDING_UNCLOSE, at)) < 0)
		return rc;
	return run(a, JR_SQL_AUDIT_SPAN_FORGET, at);
}

/* --- Undoing --------------------------------------------------------------------------- */

static int
undo_insert(struct as_of *a, const struct jr__unpacked *u, const struct jr_value *key)
{
	struct jr_value row[JR_COLUMNS_MOST];
	int rc;

	if ((rc = jr__fetch(a->j, u->tbl, key, row)) != JR_OK)
		return rc;
	rc = jr__unpacked_stands(u, row) ? JR_OK : JR_DONE;
	jr__unfetch(a->j, u->tbl);
	return rc == JR_OK ? jr__erase(a->j, u->tbl, key) : rc;
}

static int
undo_update(struct as_of *a, const struct jr__unpacked *u, const struct jr_value *key)
{
	struct jr_value row[JR_COLUMNS_MOST];
	int rc;

	if ((rc = jr__fetch(a->j, u->tbl, key, row)) != JR_OK)
		return rc;
	rc = jr__unpacked_stands(u, row) ? JR_OK : JR_DONE;
	for (int i = 0; i < jr_tbl_desc[u->tbl].columns; i++)
		if (u->changed >> i & 1)
			row[i] = u->old[i];
	if (rc == JR_OK)
		rc = jr__overwrite(a->j, u->tbl, row);
	jr__unfetch(a->j, u->tbl);
	return rc;
}

static int
undo_remove(struct as_of *a, const struct jr__unpacked *u)
{
	int rc = jr_store_insert(a->j->store, u->tbl, u->old);

	return rc == JR_ECONFLICT ? JR_DONE : rc < 0 ? jr__store_failed(a->j, rc) : rc;
}

/* JR_DONE: the row is not what the change left. */
static int
undo_row(struct as_of *a, const struct jr__unpacked *u)
{
	char texts[JR_COLUMNS_MOST][JR_SHORT_MOST + 1];
	struct jr_value key[JR_COLUMNS_MOST];

	if (u->op == 'D')
		return undo_remove(a, u);
	if (!jr__unpacked_key(u, texts, key))
		return JR_DONE;
	return u->op == 'I' ? undo_insert(a, u, key) : undo_update(a, u, key);
}

static int
undo_change(struct as_of *a, const struct jr__change_row *c, int64_t tx_id)
{
	struct jr__unpacked *rows;
	size_t n;
	int rc = jr__unpack_all(c->tbl, c->op, c->data, c->n, &rows, &n);

	if (rc == JR_ENOMEM)
		return jr__nomem(a->j);
	if (rc < 0)
		return unsound(a, N_("change %lld of transaction %lld cannot be read"),
		    (long long)c->no, (long long)tx_id);
	while (rc == JR_OK && n > 0)
		rc = undo_row(a, &rows[--n]);
	free(rows);
	if (rc == JR_DONE)
		rc = unsound(a, N_("a row of '%s' is not what transaction %lld left"), c->tbl,
		    (long long)tx_id);
	return rc;
}

/* Read from the live store while the state is j's. */
static int
undo_later(struct as_of *a, struct jr_store *live)
{
	struct jr__change_row c;
	struct jr_stmt *st;
	int64_t tx_id;
	int rc;

	if ((rc = jr_stmt(live, JR_SQL_CHANGE_AFTER_BACK, &st)) == JR_OK)
		rc = jr_stmt_bind_all(st, JR_PARAMS(JR_P_INT("tx_id", a->tx_id)));
	while (rc >= 0 && (rc = jr_stmt_step(st)) == JR_OK) {
		/* check_chain() has read all of them, in this very state. */
		jr__verify_change(st, &c, &tx_id);
		if ((rc = undo_change(a, &c, tx_id)) < 0) {
			jr_stmt_reset(st);
			return rc;
		}
	}
	if (rc < 0 && a->j->err.rc == 0)
		a->j->err = *jr_store_error(live);
	return rc < 0 ? rc : JR_OK;
}

static int
take_year(struct jr *j, struct jr_stmt *st, void *arg)
{
	int64_t year = jr_stmt_int(st, 0);
	struct jr_buf *years = arg;

	jr_buf_add(years, &year, sizeof(year));
	return years->failed ? jr__nomem(j) : JR_OK;
}

static int
make_calendar(struct as_of *a)
{
	struct jr_buf years = JR_BUF_INIT;
	const int64_t *year;
	int rc;

	if ((rc = run(a, JR_SQL_SCHOOL_DAY_FORGET, JR_NO_PARAMS)) < 0 ||
	    (rc = run(a, JR_SQL_DAY_FORGET, JR_NO_PARAMS)) < 0)
		return rc;
	rc = jr__each(a->j, JR_SQL_YEAR_LIST, JR_NO_PARAMS, take_year, &years);
	year = (const void *)years.data;
	for (size_t i = 0; rc == JR_OK && i < years.len / sizeof(*year); i++)
		rc = jr__calendar_year(a->j, year[i]);
	jr_buf_release(&years);
	return rc;
}

/* From the copy to the state; the settings are then those of the moment. */
static int
undo(struct as_of *a, struct jr_store *live)
{
	int rc;

	if ((rc = undo_later(a, live)) < 0 || (rc = trim(a)) < 0 ||
	    (rc = jr__read_settings(a->j)) < 0)
		return rc;
	return calendar_touched(a) ? make_calendar(a) : JR_OK;
}

/* A copy of all that is; the transaction that will change it is open. */
static int
copy(struct as_of *a)
{
	int cloned = jr_store_clone(a->state, a->j->store);

	if (cloned < 0 || jr_store_begin(a->state, true) < 0) {
		a->j->err = *jr_store_error(a->state);
		return a->j->err.rc;
	}
	return cloned == JR_OK ? JR_OK : jr__copy_rows(a->j, a->state);
}

static int
fill(struct as_of *a)
{
	struct jr *j = a->j;
	struct jr_store *live = j->store;
	int rc;

	if ((rc = copy(a)) < 0)
		return rc;
	j->store = a->state;
	if ((rc = undo(a, live)) == JR_OK && (rc = jr_store_commit(j->store)) < 0)
		jr__store_failed(j, rc);
	jr__lookup_free(j);
	if (rc < 0) {
		j->store = live;
		return rc;
	}
	j->live = live;
	a->state = NULL;
	return JR_OK;
}

static int
make_state(struct as_of *a)
{
	int rc;

	if ((rc = check_chain(a)) < 0)
		return rc;
	if ((rc = jr_store_open(&a->state, "", JR_OPEN_TEMPORARY, &a->j->err)) == JR_OK)
		rc = fill(a);
	jr_store_close(a->state);
	return rc;
}

/* --- The whole --------------------------------------------------------------------------- */

/* Do the live tables serve?  Then what others write from now on is not to be seen. */
static int
show(struct as_of *a, const char *when)
{
	int64_t found;
	int rc;

	if ((rc = find_tx(a, when)) < 0 ||
	    (rc = jr__number(a->j, JR_SQL_FOUND_AFTER, JR_PARAMS(JR_P_INT("at", a->at)),
	    &found)) < 0)
		return rc;
	if (a->tx_id < a->last || found != 0)
		return make_state(a);
	a->j->pinned = true;
	return JR_OK;
}

/* In a reading transaction, which ends unless the live tables serve. */
static int
go_back(struct as_of *a, const char *when)
{
	struct jr *j = a->j;
	struct jr_store *live = j->store;
	struct jr__access *access;
	int rc;

	if ((rc = jr__access(j, &access)) == JR_OK)
		rc = show(a, when);
	if (!j->pinned)
		jr_store_rollback(live);
	if (rc == JR_OK) {
		j->live_now = j->now;
		j->now = a->at;
		j->back = true;
	}
	return rc;
}

int
jr_as_of(struct jr *j, const char *when, bool *sound)
{
	struct as_of a = { .j = j, .sound = sound };
	int rc;

	*sound = true;
	jr__clear(j);
	if ((rc = find_moment(&a, when)) < 0 || (rc = jr_read_begin(j)) < 0)
		return rc;
	return go_back(&a, when);
}

int
jr_as_of_tx(struct jr *j, int64_t tx_id, bool *sound)
{
	struct as_of a = { .j = j, .up_to = tx_id, .sound = sound };
	char when[JR_MOMENT_SIZE];
	int rc;

	*sound = true;
	jr__clear(j);
	if ((rc = jr_read_begin(j)) < 0)
		return rc;
	rc = jr__number(j, JR_SQL_TX_AT, JR_PARAMS(JR_P_INT("id", tx_id)), &a.at);
	if (rc != JR_OK) {
		jr_read_end(j);
		return rc < 0 ? rc : jr__fail(j, JR_ENOTFOUND, N_("there is no transaction %lld"),
		    (long long)tx_id);
	}
	jr_moment_format(a.at, when);
	return go_back(&a, when);
}

/* --- And now ---------------------------------------------------------------------------- */

static void
swap(struct jr *j)
{
	struct jr_store *store = j->store;
	int64_t now = j->now;

	j->now = j->live_now;
	j->live_now = now;
	if (j->live == NULL)
		return;
	j->store = j->live;
	j->live = store;
}

int
jr__live_begin(struct jr *j)
{
	int rc;

	if (!j->back)
		return JR_OK;
	swap(j);
	if (j->live == NULL || (rc = jr_store_begin(j->store, false)) == JR_OK)
		return JR_OK;
	jr__store_failed(j, rc);
	swap(j);
	return rc;
}

void
jr__live_end(struct jr *j)
{
	if (!j->back)
		return;
	if (j->live != NULL)
		jr_store_rollback(j->store);
	swap(j);
}
