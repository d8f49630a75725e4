/*
 * Statements of the PostgreSQL engine.  Most queries are fetched whole; those that may
 * give much (`-- scans:`, `-- many`) come by a cursor, some rows at a time.
 */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "store/postgresql_impl.h"
#include "store/postgresql_sql.h"

#define FETCH_ROWS	1000		/* of a cursor at a time */

/* Types of results, as pg_type numbers them. */
enum { T_BOOL = 16, T_BYTEA = 17, T_INT8 = 20, T_INT2 = 21, T_INT4 = 23 };

struct pg_stmt {
	char			*text;		/* as given; the parameters' names lie in it */
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
	if (!jr__pg_is_good(r))
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
	if ((r = name_it(jr__pg_of(s), p)) == NULL)
		r = PQdescribePrepared(jr__pg_of(s)->conn, p->name);
	if (!jr__pg_is_good(r))
		return jr__pg_fail(s, r);
	p->shape = r;
	return JR_OK;
}

/* A query from a file: its mistakes are told and leave the transaction as it was. */
static int
check_file(struct jr_store *s, struct pg_stmt *p)
{
	struct pg *q = jr__pg_of(s);
	PGresult *r;
	int rc;

	if ((rc = jr__pg_exec(s, "SAVEPOINT file", NULL)) < 0)
		return rc;
	if ((r = name_it(q, p)) != NULL) {
		if (PQstatus(q->conn) == CONNECTION_BAD)
			return jr__pg_fail(s, r);
		rc = jr_error_set(&s->err, JR_EINVAL, "%s",
		    PQresultErrorField(r, PG_DIAG_MESSAGE_PRIMARY));
		PQclear(r);
	}
	if (rc == JR_OK && (rc = describe(s, p)) == JR_OK && PQnfields(p->shape) == 0)
		rc = jr_error_set(&s->err, JR_EINVAL, N_("exactly one query is wanted here"));
	if (jr__pg_exec(s, "ROLLBACK TO file; RELEASE file", NULL) < 0)
		return rc < 0 ? rc : JR_EIO;
	return rc;
}

static void
free_stmt(struct pg_stmt *p)
{
	if (p == NULL)
		return;
	free(p->text);
	PQclear(p->shape);
	PQclear(p->result);
	if (p->bytes != NULL)
		for (int i = 0; i < JR__PG_PARAMS_MOST; i++)
			jr_buf_release(&p->bytes[i]);
	free(p->bytes);
	jr_buf_release(&p->sql);
	free(p);
}

int
jr__pg_prepare(struct jr_store *s, const struct jr_sql_desc *desc, const char *sql,
    struct jr_stmt *out)
{
	struct pg_stmt *p;
	int rc = JR_OK;

	if ((p = calloc(1, sizeof(*p))) == NULL)
		return jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	note_wants(p, desc);
	p->writes = desc != NULL && desc->writes;
	p->by_cursor = desc != NULL && desc->many;
	if ((p->text = strdup(sql)) == NULL)
		rc = jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	else if (!jr__pg_sql(p->text, &p->sql, &p->params))
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

void
jr__pg_finalize(struct jr_stmt *st)
{
	free_stmt(st->impl);
}

int
jr__pg_place(struct jr_stmt *st, const char *name)
{
	struct pg_stmt *p = st->impl;

	return jr__pg_param(&p->params, name, strlen(name));
}

int
jr__pg_bind(struct jr_stmt *st, int place, const struct jr_value *v)
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
	struct pg *q = jr__pg_of(s);

	if (q->waits == 0)
		return JR_OK;
	for (int i = 0; i < JR_TBL_COUNT; i++)
		if (q->waiting[i].len > 0 && (p->wants_all || p->wants[i]))
			return jr__pg_settle(s);
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
	return jr__pg_execf(s, &p->result, "FETCH %d FROM c%u", FETCH_ROWS, p->cursor);
}

static int
open_cursor(struct jr_store *s, struct pg_stmt *p)
{
	struct jr_buf sql = JR_BUF_INIT;
	struct pg *q = jr__pg_of(s);
	PGresult *r;
	int rc = JR_OK;

	p->cursor = ++q->names;
	p->cursor_tx = q->tx;
	jr_buf_addf(&sql, "DECLARE c%u NO SCROLL CURSOR FOR ", p->cursor);
	jr_buf_add(&sql, p->sql.data, p->sql.len);
	r = sql.failed ? NULL : exec_params(q, p, jr_buf_str(&sql));
	jr_buf_release(&sql);
	if (!jr__pg_is_good(r)) {
		p->cursor = 0;
		return jr__pg_fail(s, r);
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
	struct pg *q = jr__pg_of(s);
	int rc;

	p->result = p->used_tx == q->tx ? exec_named(q, p) :
	    exec_params(q, p, jr_buf_str(&p->sql));
	p->used_tx = q->tx;
	if (jr__pg_is_good(p->result))
		return JR_OK;
	rc = jr__pg_fail(s, p->result);
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
	if (state != NULL && jr__pg_is_state(state, "57014"))
		rc = jr_error_set(&s->err, JR_EBUSY,
		    N_("the query took longer than %d seconds"), s->limit);
	else if (state != NULL && (jr__pg_is_state(state, "2") || jr__pg_is_state(state, "42")))
		rc = jr_error_set(&s->err, JR_EINVAL, "%s", words);
	else
		return jr__pg_fail(s, r);
	PQclear(r);
	return rc;
}

/* A query from a file reads only, for so long, and leaves nothing behind. */
static int
run_file(struct jr_store *s, struct pg_stmt *p)
{
	struct pg *q = jr__pg_of(s);
	int rc;

	rc = jr__pg_execf(s, NULL, "SAVEPOINT file; SET LOCAL transaction_read_only TO on; "
	    "SET LOCAL statement_timeout TO '%ds'", s->limit);
	if (rc < 0)
		return rc;
	p->result = exec_named(q, p);
	if (!jr__pg_is_good(p->result)) {
		rc = fail_file(s, p->result);
		p->result = NULL;
		if (PQstatus(q->conn) == CONNECTION_BAD)
			return rc;
		q->failed = false;
	}
	if (jr__pg_exec(s, "ROLLBACK TO file; RELEASE file", NULL) < 0)
		return rc < 0 ? rc : s->err.rc;
	return rc;
}

static int
run(struct jr_stmt *st)
{
	struct pg_stmt *p = st->impl;
	struct jr_store *s = st->store;
	int rc;

	if (jr__pg_of(s)->failed)
		return jr__pg_broken(s);
	if ((rc = send_waiting(s, p)) < 0)
		return rc;
	p->running = true;
	p->row = -1;
	if (st->guarded)
		return run_file(s, p);
	if (p->by_cursor)
		return open_cursor(s, p);
	if ((rc = run_kept(s, p)) == JR_OK && p->writes)
		jr__pg_of(s)->changed = strtoll(PQcmdTuples(p->result), NULL, 10);
	return rc;
}

void
jr__pg_reset(struct jr_stmt *st)
{
	struct pg_stmt *p = st->impl;
	struct pg *q = jr__pg_of(st->store);

	if (p->cursor != 0 && p->cursor_tx == q->tx && !q->failed)
		jr__pg_execf(st->store, NULL, "CLOSE c%u", p->cursor);
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

int
jr__pg_step(struct jr_stmt *st)
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
		jr__pg_reset(st);
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

int
jr__pg_columns(struct jr_stmt *st)
{
	return PQnfields(shape_of(st));
}

const char *
jr__pg_name_of(struct jr_stmt *st, int column)
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

void
jr__pg_value(struct jr_stmt *st, int column, struct jr_value *out)
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
