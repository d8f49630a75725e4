/*
 * The PostgreSQL engine, a plugin: one school is one schema of a database.
 *
 * Nothing hangs on the session, so that a pooler may stand between: what a
 * transaction needs is set in it with SET LOCAL, and no statement leaves the schema.
 * A writer first locks the row of `head`; the server's queue for that lock is the
 * turnstile.
 */
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "store/postgresql_impl.h"
#include "store/postgresql_rows.h"

#define WAIT_BYTES	(1 << 20)	/* of rows kept back */

/* --- A new store ----------------------------------------------------------- */

/* Bring the schema up, inside a transaction. */
static int
migrate_to(struct jr_store *s, const struct jr_migration *m)
{
	int rc;

	if ((rc = jr__pg_exec(s, m->text, NULL)) < 0)
		return rc;
	return jr__pg_execf(s, NULL, "INSERT INTO meta (key, value) VALUES ('schema', '%d') "
	    "ON CONFLICT (key) DO UPDATE SET value = excluded.value", m->version);
}

/* Is anything in the schema?  1 at most. */
static int
check_empty(struct jr_store *s)
{
	PGresult *r;
	int n, rc;

	rc = jr__pg_execf(s, &r, "SELECT 1 FROM pg_catalog.pg_class c "
	    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
	    "WHERE n.nspname = '%s' LIMIT 1", jr__pg_of(s)->url.schema);
	if (rc < 0)
		return rc;
	n = PQntuples(r);
	PQclear(r);
	return n == 0 ? JR_OK : jr_error_set(&s->err, JR_ECONFLICT, N_("'%s' is there already"),
	    jr_buf_str(&jr__pg_of(s)->url.shown));
}

/* An empty schema may have been made for us, by one who may do that. */
static int
make_schema(struct jr_store *s)
{
	const char *schema = jr__pg_of(s)->url.schema;
	PGresult *r;
	int n, rc;

	rc = jr__pg_execf(s, &r, "SELECT pg_advisory_xact_lock(1246908492, hashtext('%s')); "
	    "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = '%s'", schema,
	    schema);
	if (rc < 0)
		return rc;
	n = PQntuples(r);
	PQclear(r);
	if (n > 0)
		return check_empty(s);
	return jr__pg_execf(s, NULL, "CREATE SCHEMA \"%s\"", schema);
}

/* Nothing of it is there before the commit. */
static int
make(struct jr_store *s)
{
	int rc = make_schema(s);

	jr__pg_of(s)->head = 0;
	for (size_t i = 0; i < jr_postgresql_migrations && rc == JR_OK; i++)
		rc = migrate_to(s, &jr_postgresql_migration[i]);
	return rc;
}

/* --- Transactions -------------------------------------------------------- */

/*
 * Joins are tried four at a time: the planner works a good part of what a rule or a report
 * takes, and with more it found no better plans for them.
 */
static int
begin_with(struct jr_store *s, const char *mode)
{
	struct pg *q = jr__pg_of(s);

	q->failed = q->named = false;
	q->tx++;
	return jr__pg_execf(s, NULL, "BEGIN ISOLATION LEVEL %s; SET LOCAL search_path TO \"%s\"; "
	    "SET LOCAL lock_timeout TO '%ds'; SET LOCAL jit TO off; "
	    "SET LOCAL cursor_tuple_fraction TO 1; SET LOCAL join_collapse_limit TO 4; "
	    "SET LOCAL bytea_output TO hex",
	    mode, q->url.schema, JR__PG_TURN_SECONDS);
}

/* Also in the middle of a COPY (PQTRANS_ACTIVE), which PQexec() then breaks off. */
static void
pg_rollback(struct jr_store *s)
{
	struct pg *q = jr__pg_of(s);
	PGTransactionStatusType is = PQtransactionStatus(q->conn);

	for (size_t i = 0; i < JR_TBL_COUNT; i++)
		if (q->waiting[i].failed)
			jr_buf_release(&q->waiting[i]);
		else
			jr_buf_clear(&q->waiting[i]);
	q->waits = 0;
	if (is == PQTRANS_ACTIVE || is == PQTRANS_INTRANS || is == PQTRANS_INERROR)
		PQclear(PQexec(q->conn, q->named ? "ROLLBACK; DEALLOCATE ALL" : "ROLLBACK"));
	q->failed = false;
	q->tx++;
}

/* The last transaction in head, whose row stays locked until the end of ours. */
static int
lock_head(struct jr_store *s)
{
	PGresult *r;
	int rc;

	if ((rc = jr__pg_exec(s, "SELECT tx_id FROM head WHERE id = 1 FOR UPDATE", &r)) < 0)
		return rc;
	jr__pg_of(s)->head = PQntuples(r) == 1 ? strtoll(PQgetvalue(r, 0, 0), NULL, 10) : 0;
	PQclear(r);
	return JR_OK;
}

static int
pg_begin(struct jr_store *s, bool write)
{
	int rc;

	rc = begin_with(s, write ? "READ COMMITTED READ WRITE" : "REPEATABLE READ READ ONLY");
	if (rc == JR_OK && write)
		rc = jr__pg_of(s)->making ? make(s) : lock_head(s);
	if (rc < 0)
		pg_rollback(s);
	return rc;
}

/* --- The commit ------------------------------------------------------------ */

/* The transaction about to be committed, as the history knows it, */
struct own_tx {
	int64_t	 id;			/* 0: outside the history */
	char	 hash[80];		/* as the server writes it */
	char	 xid[24];		/* and the server */
};

static int
read_own(struct jr_store *s, struct own_tx *out)
{
	PGresult *r;
	int rc;

	*out = (struct own_tx){ 0 };
	if ((rc = jr__pg_exec(s, "SELECT pg_current_xact_id(), "
	    "(SELECT tx_id FROM head WHERE id = 1), (SELECT hash FROM head WHERE id = 1)",
	    &r)) < 0)
		return rc;
	strncat(out->xid, PQgetvalue(r, 0, 0), sizeof(out->xid) - 1);
	if (strtoll(PQgetvalue(r, 0, 1), NULL, 10) != jr__pg_of(s)->head) {
		out->id = strtoll(PQgetvalue(r, 0, 1), NULL, 10);
		strncat(out->hash, PQgetvalue(r, 0, 2), sizeof(out->hash) - 1);
	}
	PQclear(r);
	return JR_OK;
}

/* A new connection, for some seconds of trying: another server may take over. */
static int
reconnect(struct jr_store *s)
{
	struct timespec begun, now, pause = { .tv_nsec = 200000000 };
	int rc;

	clock_gettime(CLOCK_MONOTONIC, &begun);
	do {
		jr__pg_disconnect(jr__pg_of(s));
		jr_error_clear(&s->err);
		if ((rc = jr__pg_connect_to(s)) == JR_OK)
			return JR_OK;
		nanosleep(&pause, NULL);
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while (now.tv_sec - begun.tv_sec < JR__PG_TURN_SECONDS);
	return rc;
}

static int
ask_for(struct jr_store *s, const struct own_tx *own, bool *stored)
{
	PGresult *r;
	int rc;

	if (own->id != 0)
		rc = jr__pg_execf(s, &r, "SELECT count(*) FROM tx WHERE id = %lld AND hash = '%s'",
		    (long long)own->id, own->hash);
	else
		rc = jr__pg_execf(s, &r, "SELECT count(*) WHERE pg_xact_status('%s') = 'committed'",
		    own->xid);
	if (rc < 0)
		return rc;
	*stored = strcmp(PQgetvalue(r, 0, 0), "1") == 0;
	PQclear(r);
	return JR_OK;
}

static int
not_known(struct jr_store *s, const struct own_tx *own)
{
	const char *shown = jr_buf_str(&jr__pg_of(s)->url.shown);
	long long id = own->id;

	jr_error_clear(&s->err);
	if (id == 0)
		return jr_error_set(&s->err, JR_EBUSY, N_("the connection to '%s' was lost while "
		    "something was being stored; look whether it is there before you try again"),
		    shown);
	return jr_error_set(&s->err, JR_EBUSY, N_("the connection to '%s' was lost while "
	    "transaction %lld was being stored; look with jr-log show %lld whether it is there "
	    "before you try again"), shown, id, id);
}

/* A store being made whose place is free was not stored; else, is it ours? */
static int
look_for(struct jr_store *s, const struct own_tx *own, bool *stored)
{
	struct pg *q = jr__pg_of(s);
	int rc;

	rc = pg_begin(s, true);
	if (rc == JR_ECONFLICT && q->making) {
		q->making = false;
		jr_error_clear(&s->err);
		rc = pg_begin(s, true);
	}
	if (rc == JR_OK && !q->making && (rc = ask_for(s, own, stored)) == JR_OK)
		rc = jr__pg_exec(s, "COMMIT", NULL);
	pg_rollback(s);
	return rc;
}

/*
 * The connection broke while COMMIT was under way.  Whoever gets the lock on head
 * knows that the old transaction has ended, and so whether it is there; and once
 * his own commit is where the server wants commits to be (on a synchronous
 * standby), so is what came before it.
 */
static int
find_out(struct jr_store *s, const struct own_tx *own)
{
	bool stored = false;
	int rc;

	if ((rc = reconnect(s)) == JR_OK)
		rc = look_for(s, own, &stored);
	if (rc < 0)
		return not_known(s, own);
	jr_error_clear(&s->err);
	return stored ? JR_OK : jr__pg_lost(s);
}

static int
pg_commit(struct jr_store *s)
{
	struct pg *q = jr__pg_of(s);
	struct own_tx own;
	PGresult *r;
	int rc;

	if (q->failed)
		return jr_error_set(&s->err, JR_EIO, N_("the transaction had failed already"));
	if ((rc = read_own(s, &own)) < 0)
		return rc;
	r = PQexec(q->conn, q->named ? "DEALLOCATE ALL; COMMIT" : "COMMIT");
	q->tx++;
	if (jr__pg_is_good(r) && strcmp(PQcmdStatus(r), "COMMIT") == 0) {
		PQclear(r);
		q->making = false;
		return JR_OK;
	}
	if (PQstatus(q->conn) != CONNECTION_BAD)
		return jr__pg_fail(s, r);
	PQclear(r);
	return find_out(s, &own);
}

/* --- Opening ------------------------------------------------------------- */

static int
ask_version(struct jr_store *s, int *out)
{
	PGresult *r;
	int rc;

	rc = jr__pg_execf(s, &r, "SELECT value FROM \"%s\".meta WHERE key = 'schema'",
	    jr__pg_of(s)->url.schema);
	if (rc < 0)
		return rc;
	*out = PQntuples(r) == 1 ? (int)strtol(PQgetvalue(r, 0, 0), NULL, 10) : 0;
	PQclear(r);
	return JR_OK;
}

static int
check_version(struct jr_store *s)
{
	struct pg *q = jr__pg_of(s);
	int rc;

	if ((rc = ask_version(s, &q->version)) < 0)
		return rc;
	if (q->version < 1)
		return jr_error_set(&s->err, JR_ECONFIG, N_("'%s' is not a journal store"),
		    jr_buf_str(&q->url.shown));
	if (q->version > s->engine->newest)
		return jr_error_set(&s->err, JR_ECONFIG,
		    N_("the store '%s' has schema %d, newer than this program's %d; "
		    "use the newer program"), jr_buf_str(&q->url.shown), q->version,
		    s->engine->newest);
	return JR_OK;
}

static int
create(struct jr_store *s)
{
	struct pg *q = jr__pg_of(s);

	if (strcmp(PQparameterStatus(q->conn, "server_encoding"), "UTF8") != 0)
		return jr_error_set(&s->err, JR_ECONFIG, N_("the database is in %s; a journal "
		    "needs one in UTF8"), PQparameterStatus(q->conn, "server_encoding"));
	q->version = s->engine->newest;
	q->making = true;
	return check_empty(s);
}

static int
pg_open(struct jr_store *s, const char *where, enum jr_open_mode mode)
{
	struct pg *q;
	int rc;

	if ((q = s->impl = calloc(1, sizeof(*q))) == NULL)
		return jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	q->writes = mode != JR_OPEN_READ;
	if ((rc = jr__pg_url_parse(where, &q->url, &s->err)) < 0 ||
	    (rc = jr__pg_connect_to(s)) < 0)
		return rc;
	return mode == JR_OPEN_CREATE ? create(s) : check_version(s);
}

static void
pg_close(struct jr_store *s)
{
	struct pg *q = jr__pg_of(s);

	if (q == NULL)
		return;
	for (size_t i = 0; i < JR_TBL_COUNT; i++)
		jr_buf_release(&q->waiting[i]);
	jr__pg_disconnect(q);
	jr__pg_url_release(&q->url);
	free(q);
}

/* --- Schema ------------------------------------------------------------ */

static int
pg_version(struct jr_store *s, int *out)
{
	*out = jr__pg_of(s)->version;
	return JR_OK;
}

static int
pg_migrate(struct jr_store *s)
{
	struct pg *q = jr__pg_of(s);
	int rc;

	for (size_t i = 0; i < jr_postgresql_migrations; i++) {
		if (jr_postgresql_migration[i].version <= q->version)
			continue;
		if ((rc = pg_begin(s, true)) < 0)
			return rc;
		if ((rc = ask_version(s, &q->version)) == JR_OK &&
		    jr_postgresql_migration[i].version > q->version &&
		    (rc = migrate_to(s, &jr_postgresql_migration[i])) == JR_OK &&
		    (rc = pg_commit(s)) == JR_OK)
			q->version = jr_postgresql_migration[i].version;
		pg_rollback(s);
		if (rc < 0)
			return rc;
	}
	return JR_OK;
}

/* --- Rows kept back ---------------------------------------------------------- */

static int
send_rows(struct jr_store *s, enum jr_tbl tbl)
{
	struct pg *q = jr__pg_of(s);
	struct jr_buf *b = &q->waiting[tbl], sql = JR_BUF_INIT;
	PGresult *r;
	int rc;

	jr__pg_rows_end(b);
	jr__pg_copy_sql(&sql, &jr_tbl_desc[tbl]);
	if (b->failed || sql.failed)
		rc = jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	else
		rc = jr__pg_exec(s, jr_buf_str(&sql), NULL);
	jr_buf_release(&sql);
	if (rc < 0)
		return rc;
	if (PQputCopyData(q->conn, b->data, (int)b->len) != 1 ||
	    PQputCopyEnd(q->conn, NULL) != 1)
		return jr__pg_fail(s, NULL);
	q->waits -= b->len;
	jr_buf_clear(b);
	while ((r = PQgetResult(q->conn)) != NULL) {
		if (!jr__pg_is_good(r))
			rc = jr__pg_fail(s, r);
		else
			PQclear(r);
	}
	return rc;
}

/* Parents first, as the tables are in order. */
int
jr__pg_settle(struct jr_store *s)
{
	struct pg *q = jr__pg_of(s);
	int rc = JR_OK;

	if (q->waits == 0)
		return JR_OK;
	for (int i = 0; i < JR_TBL_COUNT && rc == JR_OK; i++)
		if (q->waiting[i].len > 0)
			rc = send_rows(s, (enum jr_tbl)i);
	q->waits = 0;
	return rc;
}

int
jr__pg_broken(struct jr_store *s)
{
	return jr_error_set(&s->err, JR_EIO, N_("the transaction had failed already"));
}

static int
pg_add(struct jr_store *s, enum jr_tbl tbl, const struct jr_value *row)
{
	struct pg *q = jr__pg_of(s);
	struct jr_buf *b = &q->waiting[tbl];
	size_t before = b->len;

	if (q->failed)
		return jr__pg_broken(s);
	if (b->len == 0)
		jr__pg_rows_begin(b);
	jr__pg_rows_add(b, jr_tbl_desc[tbl].columns, row);
	if (b->failed)
		return jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	q->waits += b->len - before;
	return q->waits < WAIT_BYTES ? JR_OK : jr__pg_settle(s);
}

static int64_t
pg_changed(struct jr_store *s)
{
	return jr__pg_of(s)->changed;
}

extern const struct jr_engine jr_engine __attribute__((visibility("default")));

const struct jr_engine jr_engine = {
	.abi = JR_ENGINE_ABI,
	.name = "postgresql",
	.newest = JR_SCHEMA_NEWEST,
	.open = pg_open,
	.close = pg_close,
	.version = pg_version,
	.migrate = pg_migrate,
	.begin = pg_begin,
	.commit = pg_commit,
	.rollback = pg_rollback,
	.prepare = jr__pg_prepare,
	.finalize = jr__pg_finalize,
	.place = jr__pg_place,
	.bind = jr__pg_bind,
	.step = jr__pg_step,
	.reset = jr__pg_reset,
	.columns = jr__pg_columns,
	.name_of = jr__pg_name_of,
	.value = jr__pg_value,
	.changed = pg_changed,
	.add = pg_add,
	.settle = jr__pg_settle,
};
