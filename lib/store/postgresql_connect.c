/* Connecting to a PostgreSQL server, and what its errors mean to the layers above. */
#include <ctype.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>

#include "store/postgresql_impl.h"

#define CONNECT_SECONDS	"10"
#define OLDEST_SERVER	150000

/* --- Errors -------------------------------------------------------------- */

int
jr__pg_lost(struct jr_store *s)
{
	const char *shown = jr_buf_str(&jr__pg_of(s)->url.shown);

	if (jr__pg_of(s)->writes)
		return jr_error_set(&s->err, JR_EBUSY, N_("the connection to '%s' was lost; "
		    "nothing was stored; try again"), shown);
	return jr_error_set(&s->err, JR_EBUSY, N_("the connection to '%s' was lost; try again"),
	    shown);
}

bool
jr__pg_is_state(const char *state, const char *classes)
{
	size_t n;

	for (; *classes != '\0'; classes += n + (classes[n] == ' ')) {
		n = strcspn(classes, " ");
		if (strncmp(state, classes, n) == 0)
			return true;
	}
	return false;
}

/* What a SQLSTATE means to the layers above. */
int
jr__pg_fail_state(struct jr_store *s, const char *state, const char *words)
{
	const char *shown = jr_buf_str(&jr__pg_of(s)->url.shown);

	if (jr__pg_is_state(state, "22"))
		return jr_error_set(&s->err, JR_EINVAL, N_("the store: %s"), words);
	if (jr__pg_is_state(state, "23"))
		return jr_error_set(&s->err, JR_ECONFLICT, N_("the store: %s"), words);
	if (jr__pg_is_state(state, "55P03"))
		return jr_error_set(&s->err, JR_EBUSY, N_("the store is busy: others have been "
		    "writing for %d seconds; try again"), JR__PG_TURN_SECONDS);
	if (jr__pg_is_state(state, "08 40 533 57"))
		return jr_error_set(&s->err, JR_EBUSY, N_("the server: %s; try again"), words);
	if (jr__pg_is_state(state, "53100"))
		return jr_error_set(&s->err, JR_EIO, N_("the server's disk is full"));
	if (jr__pg_is_state(state, "42501"))
		return jr_error_set(&s->err, JR_EDENIED, N_("the server refuses: %s"), words);
	if (jr__pg_is_state(state, "25006 0A000"))
		return jr_error_set(&s->err, JR_ECONFIG, N_("'%s' cannot be written: the server "
		    "is a standby or read-only"), shown);
	if (jr__pg_is_state(state, "42703"))
		return jr_error_set(&s->err, JR_ECONFIG, N_("'%s' is not a journal store"), shown);
	if (jr__pg_is_state(state, "42P01 3F000"))
		return jr_error_set(&s->err, JR_ENOTFOUND,
		    N_("there is no store '%s'; make one with jr-init"), shown);
	return jr_error_set(&s->err, JR_EIO, N_("the store: %s"), words);
}

/* Takes the result (NULL: none came), frees it. */
int
jr__pg_fail(struct jr_store *s, PGresult *r)
{
	const char *state = r == NULL ? NULL : PQresultErrorField(r, PG_DIAG_SQLSTATE);
	const char *words = r == NULL ? NULL : PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY);
	int rc;

	jr__pg_of(s)->failed = true;
	if (PQstatus(jr__pg_of(s)->conn) == CONNECTION_BAD)
		rc = jr__pg_lost(s);
	else if (state == NULL)
		rc = jr_error_set(&s->err, JR_EIO, N_("the store: %s"),
		    PQerrorMessage(jr__pg_of(s)->conn));
	else
		rc = jr__pg_fail_state(s, state, words != NULL ? words : state);
	PQclear(r);
	return rc;
}

bool
jr__pg_is_good(const PGresult *r)
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
int
jr__pg_exec(struct jr_store *s, const char *sql, PGresult **out)
{
	PGresult *r = PQexec(jr__pg_of(s)->conn, sql);

	if (!jr__pg_is_good(r))
		return jr__pg_fail(s, r);
	if (out != NULL)
		*out = r;
	else
		PQclear(r);
	return JR_OK;
}

/* The same from parts: "CLOSE c%u". */
int
jr__pg_execf(struct jr_store *s, PGresult **out, const char *fmt, ...)
{
	struct jr_buf sql = JR_BUF_INIT;
	va_list ap;
	int rc;

	va_start(ap, fmt);
	jr_buf_addv(&sql, fmt, ap);
	va_end(ap);
	rc = sql.failed ? jr_error_set(&s->err, JR_ENOMEM, N_("out of memory")) :
	    jr__pg_exec(s, jr_buf_str(&sql), out);
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
		if (poll(&fd, 1, (int)strtol(CONNECT_SECONDS, NULL, 10) * 1000) <= 0)
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
	if (jr__pg_is_state(state, "28"))
		return JR_EDENIED;
	return state[0] == '\0' || jr__pg_is_state(state, "08 53 57") ? JR_EBUSY : JR_ECONFIG;
}

static int
not_connected(struct jr_store *s, const char *const *key, const char *const *value)
{
	PGconn *conn = jr__pg_of(s)->conn;
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
int
jr__pg_connect_to(struct jr_store *s)
{
	struct pg *q = jr__pg_of(s);
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

void
jr__pg_disconnect(struct pg *q)
{
	PQfinish(q->conn);
	q->conn = NULL;
}
