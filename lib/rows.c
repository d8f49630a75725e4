/* Queries by name, and rows of tables that the history records. */
#include <assert.h>
#include <string.h>

#include "access_impl.h"

int
jr__query(struct jr *j, enum jr_sql sql, const struct jr_param *params,
    struct jr_stmt **out)
{
	int rc;

	if ((rc = jr_stmt(j->store, sql, out)) < 0 ||
	    (rc = jr_stmt_bind_all(*out, params)) < 0)
		return jr__store_failed(j, rc);
	return JR_OK;
}

int
jr__step(struct jr *j, struct jr_stmt *st)
{
	int rc = jr_stmt_step(st);

	return rc < 0 ? jr__store_failed(j, rc) : rc;
}

int
jr__first(struct jr *j, enum jr_sql sql, const struct jr_param *params,
    struct jr_stmt **out)
{
	int rc;

	return (rc = jr__query(j, sql, params, out)) < 0 ? rc : jr__step(j, *out);
}

int
jr__number(struct jr *j, enum jr_sql sql, const struct jr_param *params, int64_t *out)
{
	struct jr_stmt *st;
	int rc;

	*out = 0;
	if ((rc = jr__first(j, sql, params, &st)) == JR_OK) {
		*out = jr_stmt_int(st, 0);
		jr_stmt_reset(st);
	}
	return rc;
}

int
jr__each(struct jr *j, enum jr_sql sql, const struct jr_param *params, jr__take *take,
    void *arg)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__query(j, sql, params, &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK)
		if ((rc = take(j, st, arg)) < 0) {
			jr_stmt_reset(st);
			return rc;
		}
	return rc < 0 ? rc : JR_OK;
}

static int
run(struct jr *j, struct jr_stmt *st)
{
	int rc = jr__step(j, st);

	assert(rc != JR_OK);
	return rc == JR_DONE ? JR_OK : rc;
}

/* The actor has the right to what the history records, and it was asked for. */
static int
check_access(struct jr *j, enum jr_tbl tbl, char op)
{
	return j->access == NULL || !jr_tbl_desc[tbl].recorded ? JR_OK :
	    jr__access_row(j, tbl, op);
}

int
jr__insert(struct jr *j, enum jr_tbl tbl, const struct jr_value *row)
{
	int rc;

	if ((rc = check_access(j, tbl, 'I')) < 0)
		return rc;
	if ((rc = jr_store_insert(j->store, tbl, row)) < 0)
		return jr__store_failed(j, rc);
	return jr_tbl_desc[tbl].recorded ? jr__record_insert(j, tbl, row) : JR_OK;
}

int
jr__add(struct jr *j, enum jr_tbl tbl, const struct jr_value *row)
{
	int rc;

	if ((rc = check_access(j, tbl, 'I')) < 0)
		return rc;
	if ((rc = jr_store_add(j->store, tbl, row)) < 0)
		return jr__store_failed(j, rc);
	return jr_tbl_desc[tbl].recorded ? jr__record_insert(j, tbl, row) : JR_OK;
}

int
jr__settle(struct jr *j)
{
	int rc = jr_store_settle(j->store);

	return rc < 0 ? jr__store_failed(j, rc) : JR_OK;
}

int
jr__overwrite(struct jr *j, enum jr_tbl tbl, const struct jr_value *row)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[tbl];
	struct jr_stmt *st;
	int place = 1, rc;

	if ((rc = jr_stmt(j->store, JR_SQL_ROW(tbl, JR_ROW_UPDATE), &st)) < 0)
		return jr__store_failed(j, rc);
	for (int i = 0; i < d->columns; i++) {
		int column = (i + d->keys) % d->columns;

		if ((rc = jr_stmt_bind(st, place++, &row[column])) < 0)
			return jr__store_failed(j, rc);
	}
	return run(j, st);
}

int
jr__update(struct jr *j, enum jr_tbl tbl, const struct jr_value *old,
    const struct jr_value *row)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[tbl];
	bool same = true;
	int rc;

	for (int i = d->keys; i < d->columns; i++)
		same = same && jr_value_equal(&old[i], &row[i]);
	if (same)
		return JR_OK;
	if ((rc = check_access(j, tbl, 'U')) < 0)
		return rc;
	/* First the history: the bound texts of old may be of a statement. */
	if (d->recorded && (rc = jr__record_update(j, tbl, old, row)) < 0)
		return rc;
	return jr__overwrite(j, tbl, row);
}

int
jr__erase(struct jr *j, enum jr_tbl tbl, const struct jr_value *key)
{
	struct jr_stmt *st;
	int rc;

	if ((rc = jr_stmt(j->store, JR_SQL_ROW(tbl, JR_ROW_REMOVE), &st)) < 0)
		return jr__store_failed(j, rc);
	for (int i = 0; i < jr_tbl_desc[tbl].keys; i++)
		if ((rc = jr_stmt_bind(st, i + 1, &key[i])) < 0)
			return jr__store_failed(j, rc);
	return run(j, st);
}

int
jr__remove(struct jr *j, enum jr_tbl tbl, const struct jr_value *old)
{
	int rc;

	if ((rc = check_access(j, tbl, 'D')) < 0)
		return rc;
	if (jr_tbl_desc[tbl].recorded && (rc = jr__record_remove(j, tbl, old)) < 0)
		return rc;
	return jr__erase(j, tbl, old);
}

int
jr__fetch(struct jr *j, enum jr_tbl tbl, const struct jr_value *key,
    struct jr_value *row)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[tbl];
	struct jr_stmt *st;
	int rc;

	if ((rc = jr_stmt(j->store, JR_SQL_ROW(tbl, JR_ROW_FETCH), &st)) < 0)
		return jr__store_failed(j, rc);
	jr_stmt_reset(st);
	for (int i = 0; i < d->keys; i++)
		if ((rc = jr_stmt_bind(st, i + 1, &key[i])) < 0)
			return jr__store_failed(j, rc);
	if ((rc = jr__step(j, st)) != JR_OK)
		return rc;
	for (int i = 0; i < d->columns; i++)
		jr_stmt_value(st, i, &row[i]);
	return JR_OK;
}

void
jr__unfetch(struct jr *j, enum jr_tbl tbl)
{
	struct jr_stmt *st;

	if (jr_stmt(j->store, JR_SQL_ROW(tbl, JR_ROW_FETCH), &st) == JR_OK)
		jr_stmt_reset(st);
}

int
jr__put(struct jr *j, enum jr_tbl tbl, const struct jr_value *row, uint64_t keep,
    enum jr_change *what)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[tbl];
	struct jr_value old[JR_COLUMNS_MOST], new[JR_COLUMNS_MOST];
	bool same = true;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__fetch(j, tbl, row, old)) < 0)
		return rc;
	if (rc == JR_DONE) {
		if ((rc = jr__insert(j, tbl, row)) == JR_OK)
			*what = JR_ADDED;
		return rc;
	}
	for (int i = 0; i < d->columns; i++) {
		new[i] = keep & JR_KEEP(i) ? old[i] : row[i];
		same = same && jr_value_equal(&old[i], &new[i]);
	}
	if (!same && (rc = jr__update(j, tbl, old, new)) == JR_OK)
		*what = JR_CHANGED;
	jr__unfetch(j, tbl);
	return same ? JR_OK : rc;
}

int
jr__next_id(struct jr *j, enum jr_tbl tbl, int64_t *out)
{
	int rc;

	*out = 0;
	if (j->last_id[tbl] == 0) {
		rc = jr__number(j, JR_SQL_ROW(tbl, JR_ROW_LAST_ID), JR_NO_PARAMS,
		    &j->last_id[tbl]);
		if (rc < 0)
			return rc;
	}
	*out = ++j->last_id[tbl];
	return JR_OK;
}
