/* The store: statements kept by name, whatever the engine. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/buf.h"
#include "store/engine.h"

struct jr_value
jr_null(void)
{
	return (struct jr_value){ .type = JR_V_NULL };
}

struct jr_value
jr_int(int64_t i)
{
	return (struct jr_value){ .type = JR_V_INT, .i = i };
}

struct jr_value
jr_textn(const char *p, size_t n)
{
	return (struct jr_value){ .type = JR_V_TEXT, .p = p, .n = n };
}

struct jr_value
jr_text(const char *p)
{
	return p == NULL ? jr_null() : jr_textn(p, strlen(p));
}

struct jr_value
jr_blob(const void *p, size_t n)
{
	return (struct jr_value){ .type = JR_V_BLOB, .p = p, .n = n };
}

bool
jr_value_equal(const struct jr_value *a, const struct jr_value *b)
{
	if (a->type != b->type)
		return false;
	switch (a->type) {
	case JR_V_NULL:
		return true;
	case JR_V_INT:
		return a->i == b->i;
	default:
		return a->n == b->n && (a->n == 0 || memcmp(a->p, b->p, a->n) == 0);
	}
}

/* --- Opening ------------------------------------------------------------- */

bool
jr_store_is_url(const char *where)
{
	return strncmp(where, "postgresql://", 13) == 0 || strncmp(where, "postgres://", 11) == 0;
}

static int
engine_of(const char *where, const struct jr_engine **out, struct jr_error *err)
{
	*out = &jr_engine_sqlite;
	return jr_store_is_url(where) ? jr_engine_load("postgresql", out, err) : JR_OK;
}

int
jr_store_open(struct jr_store **out, const char *where, enum jr_open_mode mode,
    struct jr_error *err)
{
	const struct jr_engine *engine;
	struct jr_store *s;
	int rc;

	*out = NULL;
	if ((rc = engine_of(where, &engine, err)) < 0)
		return rc;
	if ((s = calloc(1, sizeof(*s))) == NULL)
		return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
	s->engine = engine;
	if ((rc = s->engine->open(s, where, mode)) < 0) {
		*err = s->err;
		jr_store_close(s);
		return rc;
	}
	*out = s;
	return JR_OK;
}

void
jr_store_close(struct jr_store *s)
{
	if (s == NULL)
		return;
	if (s->in_tx)
		jr_store_rollback(s);
	for (size_t i = 0; i < JR_SQL_COUNT; i++)
		if (s->kept[i] != NULL) {
			s->engine->finalize(s->kept[i]);
			free(s->kept[i]);
		}
	s->engine->close(s);
	free(s);
}

struct jr_error *
jr_store_error(struct jr_store *s)
{
	return &s->err;
}

int
jr_store_version(struct jr_store *s)
{
	int rc, version;

	jr_error_clear(&s->err);
	return (rc = s->engine->version(s, &version)) < 0 ? rc : version;
}

int
jr_store_version_newest(struct jr_store *s)
{
	return s->engine->newest;
}

int
jr_store_migrate(struct jr_store *s)
{
	jr_error_clear(&s->err);
	return s->engine->migrate(s);
}

/* --- Transactions -------------------------------------------------------- */

int
jr_store_begin(struct jr_store *s, bool write)
{
	int rc;

	assert(!s->in_tx);
	jr_error_clear(&s->err);
	if ((rc = s->engine->begin(s, write)) == JR_OK)
		s->in_tx = true;
	return rc;
}

int
jr_store_commit(struct jr_store *s)
{
	int rc;

	assert(s->in_tx);
	if ((rc = jr_store_settle(s)) < 0 || (rc = s->engine->commit(s)) < 0)
		s->engine->rollback(s);
	s->in_tx = false;
	return rc;
}

void
jr_store_rollback(struct jr_store *s)
{
	if (s->in_tx)
		s->engine->rollback(s);
	s->in_tx = false;
}

bool
jr_store_in_tx(const struct jr_store *s)
{
	return s->in_tx;
}

/* --- Statements ---------------------------------------------------------- */

/* desc NULL: from a file. */
static int
prepare(struct jr_store *s, const struct jr_sql_desc *desc, const char *sql,
    struct jr_stmt **out)
{
	struct jr_stmt *st;
	int rc;

	if ((st = calloc(1, sizeof(*st))) == NULL)
		return jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	st->store = s;
	st->kept = desc != NULL;
	st->guarded = desc == NULL;
	if ((rc = s->engine->prepare(s, desc, sql, st)) < 0) {
		free(st);
		return rc;
	}
	*out = st;
	return JR_OK;
}

int
jr_stmt(struct jr_store *s, enum jr_sql sql, struct jr_stmt **out)
{
	int rc;

	*out = NULL;
	if (s->kept[sql] == NULL) {
		jr_error_clear(&s->err);
		if ((rc = prepare(s, &jr_sql_desc[sql], jr_sql_desc[sql].text,
		    &s->kept[sql])) < 0)
			return rc;
	}
	*out = s->kept[sql];
	return JR_OK;
}

int
jr_stmt_prepare(struct jr_store *s, const char *sql, struct jr_stmt **out)
{
	*out = NULL;
	jr_error_clear(&s->err);
	return prepare(s, NULL, sql, out);
}

/* Behind blanks and comments of SQL. */
static const char *
skip_comments(const char *sql)
{
	for (;;) {
		sql += strspn(sql, " \t\r\n");
		if (strncmp(sql, "--", 2) != 0)
			return sql;
		sql += strcspn(sql, "\n");
	}
}

int
jr_stmt_prepare_with(struct jr_store *s, enum jr_sql scope, const char *more,
    const char *sql, struct jr_stmt **out)
{
	struct jr_buf b = JR_BUF_INIT;
	const char *own = skip_comments(sql);
	int rc;

	*out = NULL;
	jr_error_clear(&s->err);
	jr_buf_addf(&b, "WITH scope (id) AS (%s)", jr_sql_desc[scope].text);
	if (more[0] != '\0')
		jr_buf_addf(&b, ",\n%s", more);
	if (strncasecmp(own, "WITH", 4) == 0 && strchr(" \t\r\n", own[4]) != NULL)
		jr_buf_addf(&b, ",%s", own + 4);
	else
		jr_buf_addf(&b, "\n%s", sql);
	if (b.failed)
		rc = jr_error_set(&s->err, JR_ENOMEM, N_("out of memory"));
	else
		rc = prepare(s, NULL, jr_buf_str(&b), out);
	jr_buf_release(&b);
	return rc;
}

void
jr_stmt_free(struct jr_stmt *st)
{
	if (st == NULL || st->kept)
		return;
	st->store->engine->finalize(st);
	free(st);
}

int
jr_stmt_place(struct jr_stmt *st, const char *name)
{
	return st->store->engine->place(st, name);
}

int
jr_stmt_bind(struct jr_stmt *st, int place, const struct jr_value *v)
{
	return st->store->engine->bind(st, place, v);
}

int
jr_stmt_bind_all(struct jr_stmt *st, const struct jr_param *params)
{
	int place, rc;

	for (; params->name != NULL; params++) {
		place = jr_stmt_place(st, params->name);
		assert(place > 0);
		if ((rc = jr_stmt_bind(st, place, &params->value)) < 0)
			return rc;
	}
	return JR_OK;
}

int
jr_stmt_step(struct jr_stmt *st)
{
	assert(st->store->in_tx);
	return st->store->engine->step(st);
}

int
jr_stmt_columns(struct jr_stmt *st)
{
	return st->store->engine->columns(st);
}

const char *
jr_stmt_name(struct jr_stmt *st, int column)
{
	return st->store->engine->name_of(st, column);
}

void
jr_stmt_value(struct jr_stmt *st, int column, struct jr_value *out)
{
	st->store->engine->value(st, column, out);
}

int64_t
jr_stmt_int(struct jr_stmt *st, int column)
{
	struct jr_value v;

	jr_stmt_value(st, column, &v);
	return v.type == JR_V_INT ? v.i : 0;
}

const char *
jr_stmt_text(struct jr_stmt *st, int column)
{
	struct jr_value v;

	jr_stmt_value(st, column, &v);
	return v.type == JR_V_TEXT ? v.p : NULL;
}

void
jr_stmt_reset(struct jr_stmt *st)
{
	if (st != NULL)
		st->store->engine->reset(st);
}

int64_t
jr_store_changed(struct jr_store *s)
{
	return s->engine->changed(s);
}

void
jr_store_limit(struct jr_store *s, int seconds)
{
	s->limit = seconds;
}

/* --- Rows in -------------------------------------------------------------- */

int
jr_store_insert(struct jr_store *s, enum jr_tbl tbl, const struct jr_value *row)
{
	struct jr_stmt *st;
	int rc;

	jr_error_clear(&s->err);
	if ((rc = jr_stmt(s, JR_SQL_ROW(tbl, JR_ROW_INSERT), &st)) < 0)
		return rc;
	for (int i = 0; i < jr_tbl_desc[tbl].columns; i++)
		if ((rc = jr_stmt_bind(st, i + 1, &row[i])) < 0)
			return rc;
	if ((rc = jr_stmt_step(st)) < 0)
		return rc;
	return jr_store_changed(s) == 0 ? JR_ECONFLICT : JR_OK;
}

int
jr_store_add(struct jr_store *s, enum jr_tbl tbl, const struct jr_value *row)
{
	int rc;

	assert(s->in_tx);
	if (s->engine->add != NULL)
		return s->engine->add(s, tbl, row);
	rc = jr_store_insert(s, tbl, row);
	if (rc == JR_ECONFLICT && s->err.rc == 0)
		jr_error_set(&s->err, rc, N_("the store has this row of '%s' already"),
		    jr_tbl_desc[tbl].name);
	return rc;
}

int
jr_store_settle(struct jr_store *s)
{
	jr_error_clear(&s->err);
	return s->engine->settle != NULL ? s->engine->settle(s) : JR_OK;
}

int
jr_store_clone(struct jr_store *to, struct jr_store *from)
{
	assert(!to->in_tx && from->in_tx);
	jr_error_clear(&to->err);
	if (to->engine != from->engine || to->engine->clone == NULL)
		return JR_DONE;
	return to->engine->clone(to, from);
}
