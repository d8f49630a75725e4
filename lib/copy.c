/* A journal into a new store, row by row. */
#include <string.h>

#include "copy.h"

#include "access_impl.h"
#include "impl.h"

struct copying {
	struct jr		*j;
	struct jr_store		*to;
	struct jr_copied	*out;
};

static int
to_failed(struct copying *c, int rc)
{
	if (c->j->err.rc == 0)
		c->j->err = *jr_store_error(c->to);
	return rc;
}

/* What stands against a row is no fault of the store's place. */
static int
row_failed(struct copying *c, enum jr_tbl tbl, int rc)
{
	if (rc != JR_ECONFLICT)
		return to_failed(c, rc);
	return jr__fail(c->j, JR_EINVAL, N_("a row of '%s' does not fit into the copy: %s"),
	    jr_tbl_desc[tbl].name, jr_store_error(c->to)->text);
}

/* Rows that a store has for itself: an engine may keep its version in meta. */
static bool
is_its_own(enum jr_tbl tbl, const struct jr_value *row)
{
	return tbl == JR_TBL_META && strcmp(row[JR_META_KEY].p, "schema") == 0;
}

static void
take_row(struct jr_stmt *st, enum jr_tbl tbl, struct jr_value *row)
{
	for (int i = 0; i < jr_tbl_desc[tbl].columns; i++)
		jr_stmt_value(st, i, &row[i]);
}

/* The next row that is to be copied. */
static int
next_row(struct jr_stmt *st, enum jr_tbl tbl, struct jr_value *row)
{
	int rc;

	while ((rc = jr_stmt_step(st)) == JR_OK) {
		take_row(st, tbl, row);
		if (!is_its_own(tbl, row))
			break;
	}
	return rc;
}

/* --- In ------------------------------------------------------------------- */

/* A new store has a head already. */
static int
put_head(struct copying *c, const struct jr_value *row)
{
	struct jr_stmt *st;
	int rc;

	if ((rc = jr_stmt(c->to, JR_SQL_HEAD_SET, &st)) < 0 ||
	    (rc = jr_stmt_bind_all(st, JR_PARAMS({ "tx_id", row[JR_HEAD_TX_ID] },
	    { "hash", row[JR_HEAD_HASH] }))) < 0)
		return rc;
	rc = jr_stmt_step(st);
	return rc < 0 ? rc : JR_OK;
}

static int
put_row(struct copying *c, enum jr_tbl tbl, const struct jr_value *row)
{
	return tbl == JR_TBL_HEAD ? put_head(c, row) : jr_store_add(c->to, tbl, row);
}

static int
copy_table(struct copying *c, enum jr_tbl tbl)
{
	struct jr_value row[JR_COLUMNS_MOST];
	struct jr_stmt *from;
	int rc, put = JR_OK;

	if ((rc = jr__query(c->j, JR_SQL_ROW(tbl, JR_ROW_SCAN), JR_NO_PARAMS, &from)) < 0)
		return rc;
	while (put == JR_OK && (rc = next_row(from, tbl, row)) == JR_OK)
		put = put_row(c, tbl, row);
	if (rc < 0)
		return jr__store_failed(c->j, rc);
	jr_stmt_reset(from);
	if (put == JR_OK)
		put = jr_store_settle(c->to);
	return put < 0 ? row_failed(c, tbl, put) : JR_OK;
}

/* Parents first, as the tables are in order. */
static int
copy_rows(struct copying *c)
{
	int rc;

	for (size_t i = 0; i < JR_TBL_COUNT; i++)
		if ((rc = copy_table(c, (enum jr_tbl)i)) < 0)
			return rc;
	return JR_OK;
}

int
jr__copy_rows(struct jr *from, struct jr_store *to)
{
	struct copying c = { .j = from, .to = to };

	return copy_rows(&c);
}

/* --- And back ------------------------------------------------------------- */

static bool
is_same(enum jr_tbl tbl, const struct jr_value *a, const struct jr_value *b)
{
	for (int i = 0; i < jr_tbl_desc[tbl].columns; i++)
		if (!jr_value_equal(&a[i], &b[i]))
			return false;
	return true;
}

static int
compare_rows(struct copying *c, enum jr_tbl tbl, struct jr_stmt *from, struct jr_stmt *to)
{
	struct jr_value a[JR_COLUMNS_MOST], b[JR_COLUMNS_MOST];
	int rc, there;

	for (;;) {
		if ((rc = next_row(from, tbl, a)) < 0)
			return jr__store_failed(c->j, rc);
		if ((there = next_row(to, tbl, b)) < 0)
			return to_failed(c, there);
		if (rc != there || (rc == JR_OK && !is_same(tbl, a, b)))
			return jr__fail(c->j, JR_EINVAL,
			    N_("rows of '%s' are not in the copy as they were"),
			    jr_tbl_desc[tbl].name);
		if (rc == JR_DONE)
			return JR_OK;
		c->out->rows++;
	}
}

static int
compare_table(struct copying *c, enum jr_tbl tbl)
{
	struct jr_stmt *from, *to;
	int rc;

	if ((rc = jr__query(c->j, JR_SQL_ROW(tbl, JR_ROW_SCAN), JR_NO_PARAMS, &from)) < 0)
		return rc;
	if ((rc = jr_stmt(c->to, JR_SQL_ROW(tbl, JR_ROW_SCAN), &to)) < 0)
		return to_failed(c, rc);
	rc = compare_rows(c, tbl, from, to);
	jr_stmt_reset(from);
	jr_stmt_reset(to);
	return rc;
}

/* --- The whole ------------------------------------------------------------ */

static int
read_head(struct copying *c)
{
	struct jr_stmt *st;
	struct jr_value hash;
	int rc;

	if ((rc = jr__first(c->j, JR_SQL_HEAD_GET, JR_NO_PARAMS, &st)) < 0)
		return rc;
	if (rc == JR_DONE)
		return jr__fail(c->j, JR_EINVAL, N_("the history has no head; restore a backup"));
	c->out->transactions = jr_stmt_int(st, 0);
	jr_stmt_value(st, 1, &hash);
	if (hash.n == JR_SHA256_SIZE)
		jr_hex((const unsigned char *)hash.p, hash.n, c->out->head);
	jr_stmt_reset(st);
	return JR_OK;
}

static int
copy_tables(struct copying *c)
{
	int rc;

	if ((rc = read_head(c)) < 0 || (rc = copy_rows(c)) < 0)
		return rc;
	for (size_t i = 0; i < JR_TBL_COUNT; i++)
		if ((rc = compare_table(c, (enum jr_tbl)i)) < 0)
			return rc;
	return JR_OK;
}

static int
fill(struct copying *c, bool keep)
{
	int rc;

	if ((rc = jr_store_begin(c->to, true)) < 0)
		return to_failed(c, rc);
	if ((rc = copy_tables(c)) < 0 || !keep)
		jr_store_rollback(c->to);
	else if ((rc = jr_store_commit(c->to)) < 0)
		to_failed(c, rc);
	return rc;
}

int
jr_copy(struct jr *from, const char *to, bool keep, struct jr_copied *out)
{
	struct copying c = { .j = from, .out = out };
	int rc;

	memset(out, 0, sizeof(*out));
	if ((rc = jr_read_begin(from)) < 0)
		return rc;
	if ((rc = jr__may(from, -1, JR_ON_BACKUP)) == JR_OK &&
	    (rc = jr_store_open(&c.to, to, JR_OPEN_CREATE, &from->err)) == JR_OK)
		rc = fill(&c, keep);
	jr_store_close(c.to);
	jr_read_end(from);
	return rc;
}
