/*
 * The PostgreSQL engine, a plugin: one school is one schema of a database.
 *
 * Nothing hangs on the session, so that a pooler may stand between: what a
 * transaction needs is set in it with SET LOCAL, and no statement leaves the schema.
 * A writer first locks the row of `head`; the server's queue for that lock is the
 * turnstile.  Most queries are fetched whole; those that may read much
 * (`-- scans:`, `-- many`) come by a cursor, some rows at a time.
 */
#include <assert.h>
#include <ctype.h>
#include <libpq-fe.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/buf.h"
#include "store/engine.h"
#include "store/postgresql_rows.h"
#include "store/postgresql_sql.h"
#include "store/postgresql_url.h"

#define TURN_SECONDS	10
#define CONNECT_SECONDS	"10"
#define OLDEST_SERVER	150000
#define FETCH_ROWS	1000		/* of a cursor at a time */
#define WAIT_BYTES	(1 << 20)	/* of rows kept back */

/* Types of results, as pg_type numbers them. */
enum { T_BOOL = 16, T_BYTEA = 17, T_INT8 = 20, T_INT2 = 21, T_INT4 = 23 };

struct pg {
	PGconn		*conn;
	struct jr__pg_url url;
	bool		 writes;	/* opened to write */
	bool		 making;	/* a new store, before its first commit */
	bool		 failed;	/* the transaction is good for a rollback only */
	int		 version;	/* of the schema; -1: not asked yet */
	int64_t		 changed;
	int64_t		 head;		/* last transaction in head when this one began */
	unsigned	 names;		/* given to statements and cursors */
	unsigned	 tx;		/* counts transactions: names are of one */
	bool		 named;		/* statements have names in this one */
	struct jr_buf	 waiting[JR_TBL_COUNT];
	size_t		 waits;		/* bytes in them */
};

struct pg_stmt {
	struct jr__pg_params	 params;
	struct jr_buf		 sql;
	char			 name[16];
	unsigned		 name_tx;	/* where it has that name */
	unsigned		 used_tx;	/* where it has been run */
	bool			 by_cursor, writes;
	bool			 wants[JR_TBL_COUNT];	/* waiting rows sent first */
	bool			 wants_all;
	const char		*value[JR__PG_PARAMS_MOST];
	int			 len[JR__PG_PARAMS_MOST];
	int			 binary[JR__PG_PARAMS_MOST];
	char			 number[JR__PG_PARAMS_MOST][24];
	bool			 running;
	unsigned		 cursor, cursor_tx;	/* 0: none open */
	PGresult		*shape;		/* described columns */
	PGresult		*result;
	int			 row;
	struct jr_buf		*bytes;		/* of bytea, a column each */
};

static struct pg *
of(struct jr_store *s)
{
	return s->impl;
}

/* --- Errors -------------------------------------------------------------- */

static int
lost(struct jr_store *s)
{
	const char *shown = jr_buf_str(&of(s)->url.shown);

	if (of(s)->writes)
		return jr_error_set(&s->err, JR_EBUSY, N_("the connection to '%s' was lost; "
		    "nothing was stored; try again"), shown);
	return jr_error_set(&s->err, JR_EBUSY, N_("the connection to '%s' was lost; try again"),
	    shown);
}

static bool
is_state(const char *state, const char *class)
{
	return strncmp(state, class, strlen(class)) == 0;
}

/* What a SQLSTATE means to the layers above. */
static int
fail_state(struct jr_store *s, const char *state, const char *words)
{
	const char *shown = jr_buf_str(&of(s)->url.shown);

	if (is_state(state, "23"))
		return jr_error_set(&s->err, JR_ECONFLICT, N_("the store: %s"), words);
	if (is_state(state, "55P03"))
		return jr_error_set(&s->err, JR_EBUSY, N_("the store is busy: others have been "
		    "writing for %d seconds; try again"), TURN_SECONDS);
	if (is_state(state, "40") || is_state(state, "57") || is_state(state, "08") ||
	    is_state(state, "533"))
		return jr_error_set(&s->err, JR_EBUSY, N_("the server: %s; try again"), words);
	if (is_state(state, "53100"))
		return jr_error_set(&s->err, JR_EIO, N_("the server's disk is full"));
	if (is_state(state, "42501"))
		return jr_error_set(&s->err, JR_EDENIED, N_("the server refuses: %s"), words);
	if (is_state(state, "25006") || is_state(state, "0A000"))
		return jr_error_set(&s->err, JR_ECONFIG, N_("'%s' cannot be written: the server "
		    "is a standby or read-only"), shown);
	if (is_state(state, "42703"))
		return jr_error_set(&s->err, JR_ECONFIG, N_("'%s' is not a journal store"), shown);
	if (is_state(state, "42P01") || is_state(state, "3F000"))
		return jr_error_set(&s->err, JR_ENOTFOUND,
		    N_("there is no store '%s'; make one with jr-init"), shown);
	return jr_error_set(&s->err, JR_EIO, N_("the store: %s"), words);
}

/* Takes the result (NULL: none came), frees it. */
static int
fail(struct jr_store *s, PGresult *r)
{
	const char *state = r == NULL ? NULL : PQresultErrorField(r, PG_DIAG_SQLSTATE);
	const char *words = r == NULL ? NULL : PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
	int rc;

	of(s)->failed = true;
	if (PQstatus(of(s)->conn) == CONNECTION_BAD)
		rc = lost(s);
	else if (state == NULL)
		rc = jr_error_set(&s->err, JR_EIO, N_("the store: %s"),
		    PQerrorMessage(of(s)->conn));
	else
		rc = fail_state(s, state, words != NULL ? words : state);
	PQclear(r);
	return rc;
}

static bool
is_good(const PGresult *r)
{
	switch (PQresultStatus(r)) {
	case PGRES_COMMAND_OK:
	case PGRES_TUPLES_OK:
	case PGRES_COPY_IN:
		return true;
	default:
		return false;
	}
}

/* Several statements in one go; the result of the last, unless out is NULL. */
static int
exec(struct jr_store *s, const char *sql, PGresult **out)
{
	PGresult *r = PQexec(of(s)->conn, sql);

	if (!is_good(r))
		return fail(s, r);
	if (out != NULL)
		*out = r;
	else
		PQclear(r);
	return JR_OK;
}

/* The same from parts: "CLOSE c%u". */
static int __attribute__((format(printf, 3, 4)))
execf(struct jr_store *s, PGresult **out, const char *fmt, ...)
{
	struct jr_buf sql = JR_BUF_INIT;
	va_list ap;
	int rc;

	va_start(ap, fmt);
	jr_buf_addv(&sql, fmt, ap);
	va_end(ap);
	rc = sql.failed ? jr_error_set(&s->err, JR_ENOMEM, N_("out of memory")) :
	    exec(s, jr_buf_str(&sql), out);
	jr_buf_release(&sql);
	return rc;
}

/* --- Connecting ---------------------------------------------------------- */

static void
ignore_notice(void *arg, const char *message)
{
	(void)arg, (void)message;
}

/* What libpq says may have many lines. */
static const char *
one_line(char *words)
{
	char *to = words;

	for (const char *from = words; *from != '\0'; from++)
		if (!isspace((unsigned char)*from))
			*to++ = *from;
		else if (to > words && to[-1] != ' ' && from[1] != '\0')
			*to++ = ' ';
	*to = '\0';
	return words;
}

/* The SQLSTATE that a server refuses us with: "FATAL:  53300"; "": none. */
static void
ask_why(const char *const *key, const char *const *value, char state[6])
{
	PGconn *conn = PQconnectStartParams(key, value, 1);
	PostgresPollingStatusType next = PGRES_POLLING_WRITING;
	struct pollfd fd;
	const char *words;

	PQsetErrorVerbosity(conn, PQERRORS_SQLSTATE);
	while (next == PGRES_POLLING_READING || next == PGRES_POLLING_WRITING) {
		fd.fd = PQsocket(conn);
		fd.events = next == PGRES_POLLING_READING ? POLLIN : POLLOUT;
		if (poll(&fd, 1, atoi(CONNECT_SECONDS) * 1000) <= 0)
			break;
		next = PQconnectPoll(conn);
	}
	words = strrchr(PQerrorMessage(conn), ' ');
	if (words == NULL || sscanf(words, " %5[0-9A-Z]\n", state) != 1 || strlen(state) != 5)
		state[0] = '\0';
	PQfinish(conn);
}

/* What may pass by itself is worth another try. */
static int
refused(const char *const *key, const char *const *value)
{
	char state[6];

	switch (PQpingParams(key, value, 1)) {
	case PQPING_NO_ATTEMPT:
		return JR_ECONFIG;
	case PQPING_OK:
		break;
	default:
		return JR_EBUSY;
	}
	ask_why(key, value, state);
	if (is_state(state, "28"))
		return JR_EDENIED;
	return state[0] == '\0' || is_state(state, "53") || is_state(state, "57") ||
	    is_state(state, "08") ? JR_EBUSY : JR_ECONFIG;
}

static int
not_connected(struct jr_store *s, const char *const *key, const char *const *value)
{
	PGconn *conn = of(s)->conn;
	const char *words = one_line(PQerrorMessage(conn));
	int rc = PQconnectionNeedsPassword(conn) ? JR_EDENIED : refused(key, value);

	return jr_error_set(&s->err, rc, rc == JR_EBUSY ? N_("%s; try again") : "%s", words);
}

static bool
has_many_hosts(const char *url)
{
	PQconninfoOption *options = PQconninfoParse(url, NULL), *o;
	bool many = false;

	for (o = options; o != NULL && o->keyword != NULL; o++)
		if (strncmp(o->keyword, "host", 4) == 0 && o->val != NULL &&
		    strchr(o->val, ',') != NULL)
			many = true;
	PQconninfoFree(options);
	return many;
}

/*
 * Ours are what the URL leaves open: seconds to wait, and, for a writer, that of
 * several hosts it takes the one that can be written.
 */
static int
connect_to(struct jr_store *s)
{
	struct pg *q = of(s);
	const char *url = jr_buf_str(&q->url.server);
	const char *session = q->writes && has_many_hosts(url) ? "read-write" : "any";
	const char *key[] = { "connect_timeout", "target_session_attrs", "dbname",
	    "client_encoding", "fallback_application_name", NULL };
	const char *value[] = { CONNECT_SECONDS, session, url, "UTF8", "journal", NULL };

	q->conn = PQconnectdbParams(key, value, 1);
	if (q->conn == NULL)
		return jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	if (PQstatus(q->conn) != CONNECTION_OK)
		return not_connected(s, key, value);
	PQsetNoticeProcessor(q->conn, ignore_notice, NULL);
	if (PQserverVersion(q->conn) < OLDEST_SERVER)
		return jr_error_set(&s->err, JR_ECONFIG, N_("the server is PostgreSQL %d; "
		    "15 or newer is needed"), PQserverVersion(q->conn) / 10000);
	return JR_OK;
}

static void
disconnect(struct pg *q)
{
	PQfinish(q->conn);
	q->conn = NULL;
}

/* --- A new store ----------------------------------------------------------- */

/* Bring the schema up, inside a transaction. */
static int
migrate_to(struct jr_store *s, const struct jr_migration *m)
{
	int rc;

	if ((rc = exec(s, m->text, NULL)) < 0)
		return rc;
	return execf(s, NULL, "INSERT INTO meta (key, value) VALUES ('schema', '%d') "
	    "ON CONFLICT (key) DO UPDATE SET value = excluded.value", m->version);
}

/* Is anything in the schema?  1 at most. */
static int
check_empty(struct jr_store *s)
{
	PGresult *r;
	int n, rc;

	rc = execf(s, &r, "SELECT 1 FROM pg_catalog.pg_class c "
	    "JOIN pg_catalog.pg_namespace n ON n.oid = c.relnamespace "
	    "WHERE n.nspname = '%s' LIMIT 1", of(s)->url.schema);
	if (rc < 0)
		return rc;
	n = PQntuples(r);
	PQclear(r);
	return n == 0 ? JR_OK : jr_error_set(&s->err, JR_ECONFLICT, N_("'%s' is there already"),
	    jr_buf_str(&of(s)->url.shown));
}

/* An empty schema may have been made for us, by one who may do that. */
static int
make_schema(struct jr_store *s)
{
	const char *schema = of(s)->url.schema;
	PGresult *r;
	int n, rc;

	rc = execf(s, &r, "SELECT pg_advisory_xact_lock(1246908492, hashtext('%s')); "
	    "SELECT 1 FROM pg_catalog.pg_namespace WHERE nspname = '%s'", schema,
	    schema);
	if (rc < 0)
		return rc;
	n = PQntuples(r);
	PQclear(r);
	if (n > 0)
		return check_empty(s);
	return execf(s, NULL, "CREATE SCHEMA \"%s\"", schema);
}

/* Nothing of it is there before the commit. */
static int
make(struct jr_store *s)
{
	int rc = make_schema(s);

	of(s)->head = 0;
	for (size_t i = 0; i < jr_postgresql_migrations && rc == JR_OK; i++)
		rc = migrate_to(s, &jr_postgresql_migration[i]);
	return rc;
}

/* --- Transactions -------------------------------------------------------- */

static int
begin_with(struct jr_store *s, const char *mode)
{
	struct pg *q = of(s);

	q->failed = q->named = false;
	q->tx++;
	return execf(s, NULL, "BEGIN ISOLATION LEVEL %s; SET LOCAL search_path TO \"%s\"; "
	    "SET LOCAL lock_timeout TO '%ds'; SET LOCAL jit TO off; "
	    "SET LOCAL cursor_tuple_fraction TO 1; SET LOCAL bytea_output TO hex",
	    mode, q->url.schema, TURN_SECONDS);
}

static void
pg_rollback(struct jr_store *s)
{
	struct pg *q = of(s);

	for (size_t i = 0; i < JR_TBL_COUNT; i++)
		jr_buf_clear(&q->waiting[i]);
	q->waits = 0;
	if (PQtransactionStatus(q->conn) == PQTRANS_INTRANS ||
	    PQtransactionStatus(q->conn) == PQTRANS_INERROR)
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

	if ((rc = exec(s, "SELECT tx_id FROM head WHERE id = 1 FOR UPDATE", &r)) < 0)
		return rc;
	of(s)->head = PQntuples(r) == 1 ? strtoll(PQgetvalue(r, 0, 0), NULL, 10) : 0;
	PQclear(r);
	return JR_OK;
}

static int
pg_begin(struct jr_store *s, bool write)
{
	int rc;

	rc = begin_with(s, write ? "READ COMMITTED READ WRITE" : "REPEATABLE READ READ ONLY");
	if (rc == JR_OK && write)
		rc = of(s)->making ? make(s) : lock_head(s);
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
	if ((rc = exec(s, "SELECT pg_current_xact_id(), "
	    "(SELECT tx_id FROM head WHERE id = 1), (SELECT hash FROM head WHERE id = 1)",
	    &r)) < 0)
		return rc;
	strncat(out->xid, PQgetvalue(r, 0, 0), sizeof(out->xid) - 1);
	if (strtoll(PQgetvalue(r, 0, 1), NULL, 10) != of(s)->head) {
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
		disconnect(of(s));
		jr_error_clear(&s->err);
		if ((rc = connect_to(s)) == JR_OK)
			return JR_OK;
		nanosleep(&pause, NULL);
		clock_gettime(CLOCK_MONOTONIC, &now);
	} while (now.tv_sec - begun.tv_sec < TURN_SECONDS);
	return rc;
}

static int
ask_for(struct jr_store *s, const struct own_tx *own, bool *stored)
{
	PGresult *r;
	int rc;

	if (own->id != 0)
		rc = execf(s, &r, "SELECT count(*) FROM tx WHERE id = %lld AND hash = '%s'",
		    (long long)own->id, own->hash);
	else
		rc = execf(s, &r, "SELECT count(*) WHERE pg_xact_status('%s') = 'committed'",
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
	const char *shown = jr_buf_str(&of(s)->url.shown);
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
	struct pg *q = of(s);
	int rc;

	rc = pg_begin(s, true);
	if (rc == JR_ECONFLICT && q->making) {
		q->making = false;
		jr_error_clear(&s->err);
		rc = pg_begin(s, true);
	}
	if (rc == JR_OK && !q->making && (rc = ask_for(s, own, stored)) == JR_OK)
		rc = exec(s, "COMMIT", NULL);
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
	return stored ? JR_OK : lost(s);
}

static int
pg_commit(struct jr_store *s)
{
	struct pg *q = of(s);
	struct own_tx own;
	PGresult *r;
	int rc;

	if (q->failed)
		return jr_error_set(&s->err, JR_EIO, N_("the transaction had failed already"));
	if ((rc = read_own(s, &own)) < 0)
		return rc;
	r = PQexec(q->conn, q->named ? "DEALLOCATE ALL; COMMIT" : "COMMIT");
	q->tx++;
	if (is_good(r) && strcmp(PQcmdStatus(r), "COMMIT") == 0) {
		PQclear(r);
		q->making = false;
		return JR_OK;
	}
	if (PQstatus(q->conn) != CONNECTION_BAD)
		return fail(s, r);
	PQclear(r);
	return find_out(s, &own);
}

/* --- Opening ------------------------------------------------------------- */

static int
ask_version(struct jr_store *s, int *out)
{
	PGresult *r;
	int rc;

	rc = execf(s, &r, "SELECT value FROM \"%s\".meta WHERE key = 'schema'",
	    of(s)->url.schema);
	if (rc < 0)
		return rc;
	*out = PQntuples(r) == 1 ? atoi(PQgetvalue(r, 0, 0)) : 0;
	PQclear(r);
	return JR_OK;
}

static int
check_version(struct jr_store *s)
{
	struct pg *q = of(s);
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
	struct pg *q = of(s);

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
	    (rc = connect_to(s)) < 0)
		return rc;
	return mode == JR_OPEN_CREATE ? create(s) : check_version(s);
}

static void
pg_close(struct jr_store *s)
{
	struct pg *q = of(s);

	if (q == NULL)
		return;
	for (size_t i = 0; i < JR_TBL_COUNT; i++)
		jr_buf_release(&q->waiting[i]);
	disconnect(q);
	jr__pg_url_release(&q->url);
	free(q);
}

/* --- Schema ------------------------------------------------------------ */

static int
pg_version(struct jr_store *s, int *out)
{
	*out = of(s)->version;
	return JR_OK;
}

static int
pg_migrate(struct jr_store *s)
{
	struct pg *q = of(s);
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
	struct pg *q = of(s);
	struct jr_buf *b = &q->waiting[tbl], sql = JR_BUF_INIT;
	PGresult *r;
	int rc;

	jr__pg_rows_end(b);
	jr__pg_copy_sql(&sql, &jr_tbl_desc[tbl]);
	if (b->failed || sql.failed)
		rc = jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	else
		rc = exec(s, jr_buf_str(&sql), NULL);
	jr_buf_release(&sql);
	if (rc < 0)
		return rc;
	if (PQputCopyData(q->conn, b->data, (int)b->len) != 1 ||
	    PQputCopyEnd(q->conn, NULL) != 1)
		return fail(s, NULL);
	q->waits -= b->len;
	jr_buf_clear(b);
	while ((r = PQgetResult(q->conn)) != NULL) {
		if (!is_good(r))
			rc = fail(s, r);
		else
			PQclear(r);
	}
	return rc;
}

/* Parents first, as the tables are in order. */
static int
pg_settle(struct jr_store *s)
{
	struct pg *q = of(s);
	int rc = JR_OK;

	if (q->waits == 0)
		return JR_OK;
	for (int i = 0; i < JR_TBL_COUNT && rc == JR_OK; i++)
		if (q->waiting[i].len > 0)
			rc = send_rows(s, (enum jr_tbl)i);
	q->waits = 0;
	return rc;
}

static int
broken(struct jr_store *s)
{
	return jr_error_set(&s->err, JR_EIO, N_("the transaction had failed already"));
}

static int
pg_add(struct jr_store *s, enum jr_tbl tbl, const struct jr_value *row)
{
	struct pg *q = of(s);
	struct jr_buf *b = &q->waiting[tbl];
	size_t before = b->len;

	if (q->failed)
		return broken(s);
	if (b->len == 0)
		jr__pg_rows_begin(b);
	jr__pg_rows_add(b, jr_tbl_desc[tbl].columns, row);
	if (b->failed)
		return jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	q->waits += b->len - before;
	return q->waits < WAIT_BYTES ? JR_OK : pg_settle(s);
}

/* --- Statements -------------------------------------------------------- */

static void
note_wants(struct pg_stmt *p, const struct jr_sql_desc *desc)
{
	const char *word = desc == NULL ? "*" : desc->reads;
	size_t n;

	p->wants_all = strcmp(word, "*") == 0;
	for (; *word != '\0'; word += n + (word[n] == ' ')) {
		n = strcspn(word, " ");
		for (size_t i = 0; i < jr_tbl_count; i++)
			if (strlen(jr_tbl_desc[i].name) == n &&
			    memcmp(jr_tbl_desc[i].name, word, n) == 0)
				p->wants[i] = true;
	}
}

/*
 * Give it a name on the server, for this transaction: a pooler may lead the next one
 * to another server.  What stands against it, or NULL.
 */
static PGresult *
name_it(struct pg *q, struct pg_stmt *p)
{
	PGresult *r;

	if (p->name_tx == q->tx)
		return NULL;
	snprintf(p->name, sizeof(p->name), "s%u", ++q->names);
	r = PQprepare(q->conn, p->name, jr_buf_str(&p->sql), 0, NULL);
	if (!is_good(r))
		return r;
	PQclear(r);
	p->name_tx = q->tx;
	q->named = true;
	return NULL;
}

static PGresult *
exec_named(struct pg *q, struct pg_stmt *p)
{
	PGresult *r = name_it(q, p);

	return r != NULL ? r : PQexecPrepared(q->conn, p->name, p->params.n, p->value, p->len,
	    p->binary, 0);
}

static int
describe(struct jr_store *s, struct pg_stmt *p)
{
	PGresult *r;

	if (p->shape != NULL)
		return JR_OK;
	if ((r = name_it(of(s), p)) == NULL)
		r = PQdescribePrepared(of(s)->conn, p->name);
	if (!is_good(r))
		return fail(s, r);
	p->shape = r;
	return JR_OK;
}

/* A query from a file: its mistakes are told and leave the transaction as it was. */
static int
check_file(struct jr_store *s, struct pg_stmt *p)
{
	struct pg *q = of(s);
	PGresult *r;
	int rc;

	if ((rc = exec(s, "SAVEPOINT file", NULL)) < 0)
		return rc;
	if ((r = name_it(q, p)) != NULL) {
		if (PQstatus(q->conn) == CONNECTION_BAD)
			return fail(s, r);
		rc = jr_error_set(&s->err, JR_EINVAL, "%s",
		    PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY));
		PQclear(r);
	}
	if (rc == JR_OK && (rc = describe(s, p)) == JR_OK && PQnfields(p->shape) == 0)
		rc = jr_error_set(&s->err, JR_EINVAL, N_("exactly one query is wanted here"));
	if (exec(s, "ROLLBACK TO file; RELEASE file", NULL) < 0)
		return rc < 0 ? rc : JR_EIO;
	return rc;
}

static void
free_stmt(struct pg_stmt *p)
{
	if (p == NULL)
		return;
	PQclear(p->shape);
	PQclear(p->result);
	if (p->bytes != NULL)
		for (int i = 0; i < JR__PG_PARAMS_MOST; i++)
			jr_buf_release(&p->bytes[i]);
	free(p->bytes);
	jr_buf_release(&p->sql);
	free(p);
}

static int
pg_prepare(struct jr_store *s, const struct jr_sql_desc *desc, const char *sql,
    struct jr_stmt *out)
{
	struct pg_stmt *p;
	int rc = JR_OK;

	if ((p = calloc(1, sizeof(*p))) == NULL)
		return jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	note_wants(p, desc);
	p->writes = desc != NULL && strcmp(desc->reads, "*") == 0;
	p->by_cursor = desc != NULL && desc->many;
	if (!jr__pg_sql(sql, &p->sql, &p->params))
		rc = jr_error_set(&s->err, JR_EINVAL, N_("too many parameters"));
	else if (p->sql.failed)
		rc = jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	else if (desc == NULL)
		rc = check_file(s, p);
	if (rc < 0) {
		free_stmt(p);
		return rc;
	}
	out->impl = p;
	return JR_OK;
}

static void
pg_finalize(struct jr_stmt *st)
{
	free_stmt(st->impl);
}

static int
pg_place(struct jr_stmt *st, const char *name)
{
	struct pg_stmt *p = st->impl;

	return jr__pg_param(&p->params, name, strlen(name));
}

static int
pg_bind(struct jr_stmt *st, int place, const struct jr_value *v)
{
	struct pg_stmt *p = st->impl;
	int i = place - 1;

	assert(i >= 0 && i < p->params.n);
	p->binary[i] = v->type != JR_V_INT;	/* by its length, NUL or not */
	p->len[i] = (int)v->n;
	switch (v->type) {
	case JR_V_NULL:
		p->value[i] = NULL;
		break;
	case JR_V_INT:
		snprintf(p->number[i], sizeof(p->number[i]), "%lld", (long long)v->i);
		p->value[i] = p->number[i];
		break;
	default:
		p->value[i] = v->n == 0 ? "" : v->p;
	}
	return JR_OK;
}

/* --- Running them -------------------------------------------------------- */

static int
send_waiting(struct jr_store *s, const struct pg_stmt *p)
{
	struct pg *q = of(s);

	if (q->waits == 0)
		return JR_OK;
	for (int i = 0; i < JR_TBL_COUNT; i++)
		if (q->waiting[i].len > 0 && (p->wants_all || p->wants[i]))
			return pg_settle(s);
	return JR_OK;
}

static PGresult *
exec_params(struct pg *q, struct pg_stmt *p, const char *sql)
{
	return PQexecParams(q->conn, sql, p->params.n, NULL, p->value, p->len, p->binary, 0);
}

static int
fetch(struct jr_store *s, struct pg_stmt *p)
{
	PQclear(p->result);
	p->result = NULL;
	p->row = -1;
	return execf(s, &p->result, "FETCH %d FROM c%u", FETCH_ROWS, p->cursor);
}

static int
open_cursor(struct jr_store *s, struct pg_stmt *p)
{
	struct jr_buf sql = JR_BUF_INIT;
	struct pg *q = of(s);
	PGresult *r;
	int rc = JR_OK;

	p->cursor = ++q->names;
	p->cursor_tx = q->tx;
	jr_buf_addf(&sql, "DECLARE c%u NO SCROLL CURSOR FOR ", p->cursor);
	jr_buf_add(&sql, p->sql.data, p->sql.len);
	r = sql.failed ? NULL : exec_params(q, p, jr_buf_str(&sql));
	jr_buf_release(&sql);
	if (!is_good(r)) {
		p->cursor = 0;
		return fail(s, r);
	}
	PQclear(r);
	if ((rc = fetch(s, p)) < 0)
		p->cursor = 0;
	return rc;
}

/* The first time as it is; from the second on it is worth a plan of its own. */
static int
run_kept(struct jr_store *s, struct pg_stmt *p)
{
	struct pg *q = of(s);
	int rc;

	p->result = p->used_tx == q->tx ? exec_named(q, p) :
	    exec_params(q, p, jr_buf_str(&p->sql));
	p->used_tx = q->tx;
	if (is_good(p->result))
		return JR_OK;
	rc = fail(s, p->result);
	p->result = NULL;
	return rc;
}

/* What is wrong with its words or its data is the file's fault, not the server's. */
static int
fail_file(struct jr_store *s, PGresult *r)
{
	const char *state = PQresultErrorField(r, PG_DIAG_SQLSTATE);
	const char *words = PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
	int rc;

	jr_error_clear(&s->err);
	if (state != NULL && is_state(state, "57014"))
		rc = jr_error_set(&s->err, JR_EBUSY,
		    N_("the query took longer than %d seconds"), s->limit);
	else if (state != NULL && (is_state(state, "2") || is_state(state, "42")))
		rc = jr_error_set(&s->err, JR_EINVAL, "%s", words);
	else
		return fail(s, r);
	PQclear(r);
	return rc;
}

/* A query from a file reads only, for so long, and leaves nothing behind. */
static int
run_file(struct jr_store *s, struct pg_stmt *p)
{
	struct pg *q = of(s);
	int rc;

	rc = execf(s, NULL, "SAVEPOINT file; SET LOCAL transaction_read_only TO on; "
	    "SET LOCAL statement_timeout TO '%ds'", s->limit);
	if (rc < 0)
		return rc;
	p->result = exec_named(q, p);
	if (!is_good(p->result)) {
		rc = fail_file(s, p->result);
		p->result = NULL;
		if (PQstatus(q->conn) == CONNECTION_BAD)
			return rc;
		q->failed = false;
	}
	if (exec(s, "ROLLBACK TO file; RELEASE file", NULL) < 0)
		return rc < 0 ? rc : s->err.rc;
	return rc;
}

static int
run(struct jr_stmt *st)
{
	struct pg_stmt *p = st->impl;
	struct jr_store *s = st->store;
	int rc;

	if (of(s)->failed)
		return broken(s);
	if ((rc = send_waiting(s, p)) < 0)
		return rc;
	p->running = true;
	p->row = -1;
	if (st->guarded)
		return run_file(s, p);
	if (p->by_cursor)
		return open_cursor(s, p);
	if ((rc = run_kept(s, p)) == JR_OK && p->writes)
		of(s)->changed = strtoll(PQcmdTuples(p->result), NULL, 10);
	return rc;
}

static void
pg_reset(struct jr_stmt *st)
{
	struct pg_stmt *p = st->impl;
	struct pg *q = of(st->store);

	if (p->cursor != 0 && p->cursor_tx == q->tx && !q->failed)
		execf(st->store, NULL, "CLOSE c%u", p->cursor);
	p->cursor = 0;
	PQclear(p->result);
	p->result = NULL;
	p->running = false;
	memset(p->value, 0, sizeof(p->value[0]) * (size_t)p->params.n);
}

/* JR_OK: on a row. */
static int
next_row(struct jr_store *s, struct pg_stmt *p)
{
	int rc;

	if (++p->row < PQntuples(p->result))
		return JR_OK;
	if (p->cursor == 0 || PQntuples(p->result) < FETCH_ROWS)
		return JR_DONE;
	if ((rc = fetch(s, p)) < 0)
		return rc;
	return ++p->row < PQntuples(p->result) ? JR_OK : JR_DONE;
}

static int
pg_step(struct jr_stmt *st)
{
	struct pg_stmt *p = st->impl;
	int rc = JR_OK;

	if (!p->running) {
		jr_error_clear(&st->store->err);
		rc = run(st);
	}
	if (rc == JR_OK)
		rc = next_row(st->store, p);
	if (rc != JR_OK)
		pg_reset(st);
	return rc;
}

/* --- Results ------------------------------------------------------------- */

static const PGresult *
shape_of(struct jr_stmt *st)
{
	struct pg_stmt *p = st->impl;

	if (p->result != NULL)
		return p->result;
	describe(st->store, p);
	return p->shape;
}

static int
pg_columns(struct jr_stmt *st)
{
	return PQnfields(shape_of(st));
}

static const char *
pg_name_of(struct jr_stmt *st, int column)
{
	return PQfname(shape_of(st), column);
}

static int
hex_digit(char c)
{
	return c <= '9' ? c - '0' : c - 'a' + 10;
}

/* "\x00ff" → bytes, which live until the next row. */
static void
take_bytes(struct pg_stmt *p, int column, struct jr_value *out)
{
	const char *hex = PQgetvalue(p->result, p->row, column) + 2;
	struct jr_buf *b;

	*out = jr_null();
	if (column >= JR__PG_PARAMS_MOST || (p->bytes == NULL &&
	    (p->bytes = calloc(JR__PG_PARAMS_MOST, sizeof(*p->bytes))) == NULL))
		return;
	b = &p->bytes[column];
	jr_buf_clear(b);
	if (!jr_buf_reserve(b, strlen(hex) / 2))
		return;
	for (; hex[0] != '\0'; hex += 2)
		b->data[b->len++] = (char)(hex_digit(hex[0]) << 4 | hex_digit(hex[1]));
	*out = jr_blob(b->data, b->len);
}

static void
pg_value(struct jr_stmt *st, int column, struct jr_value *out)
{
	struct pg_stmt *p = st->impl;
	const char *text;

	if (p->result == NULL || PQgetisnull(p->result, p->row, column)) {
		*out = jr_null();
		return;
	}
	text = PQgetvalue(p->result, p->row, column);
	switch (PQftype(p->result, column)) {
	case T_INT8:
	case T_INT4:
	case T_INT2:
		*out = jr_int(strtoll(text, NULL, 10));
		break;
	case T_BOOL:
		*out = jr_int(text[0] == 't');
		break;
	case T_BYTEA:
		take_bytes(p, column, out);
		break;
	default:	/* text, and other numbers as text */
		*out = jr_textn(text, (size_t)PQgetlength(p->result, p->row, column));
	}
}

static int64_t
pg_changed(struct jr_store *s)
{
	return of(s)->changed;
}

extern const struct jr_engine jr_engine __attribute__((visibility("default")));

const struct jr_engine jr_engine = {
	.abi = JR_ENGINE_ABI,
	.name = "postgresql",
	.newest = 1,
	.open = pg_open,
	.close = pg_close,
	.version = pg_version,
	.migrate = pg_migrate,
	.begin = pg_begin,
	.commit = pg_commit,
	.rollback = pg_rollback,
	.prepare = pg_prepare,
	.finalize = pg_finalize,
	.place = pg_place,
	.bind = pg_bind,
	.step = pg_step,
	.reset = pg_reset,
	.columns = pg_columns,
	.name_of = pg_name_of,
	.value = pg_value,
	.changed = pg_changed,
	.add = pg_add,
	.settle = pg_settle,
};
