/* Lists of transactions: see log.h.  What one of them did is in log_show.c. */
#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "log_impl.h"
#include "lookup.h"

/* --- Reading the log -------------------------------------------------------------- */

void
jr__log_tx(struct jr_stmt *st, struct jr_log_tx *t)
{
	struct jr_value hash;

	*t = (struct jr_log_tx){
		.id = jr_stmt_int(st, JR_TX_ID), .at = jr_stmt_int(st, JR_TX_AT),
		.actor = jr_stmt_text(st, JR_TX_ACTOR),
		.command = jr_stmt_text(st, JR_TX_COMMAND),
		.reason = jr_stmt_text(st, JR_TX_REASON),
		.transfer = jr_stmt_int(st, JR_TX_TRANSFER) == 1,
	};
	jr_stmt_value(st, JR_TX_HASH, &hash);
	if (hash.n == JR_SHA256_SIZE)
		jr_hex((const unsigned char *)hash.p, hash.n, t->hash);
}

int
jr__log_each(struct jr *j, int64_t tx_id, jr__log_row *row, void *arg)
{
	struct jr__unpacked u;
	struct jr__unpack in;
	struct jr_value data;
	struct jr_stmt *st;
	int rc;

	rc = jr__query(j, JR_SQL_CHANGE_OF_TX, JR_PARAMS(JR_P_INT("tx_id", tx_id)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		jr_stmt_value(st, JR_CHANGE_DATA, &data);
		if (!jr__unpack_begin(&in, jr_stmt_text(st, JR_CHANGE_TBL),
			jr_stmt_text(st, JR_CHANGE_OP), data.p, data.n))
			rc = JR_EINVAL;
		while (rc >= 0 && (rc = jr__unpack_next(&in, &u)) == JR_OK)
			rc = row(arg, &u);
		if (rc == JR_EINVAL)
			rc = jr__fail(j, JR_EIO, N_("transaction %lld cannot be read; see "
			    "jr-log verify"), (long long)tx_id);
		if (rc < 0)
			jr_stmt_reset(st);
	}
	return rc < 0 ? rc : JR_OK;
}

/* --- The list ----------------------------------------------------------------------- */

struct listing {
	struct jr			*j;
	const struct jr_log_filter	*filter;
	const char			*actor;		/* NULL: all */
	int64_t				 from_at, to_at;
	struct jr__concern		*concern;
	int64_t				 rows;		/* of the transaction at hand */
	bool				 concerns;
	jr_log_out			*out;
	void				*arg;
};

static int
weigh_row(void *arg, const struct jr__unpacked *u)
{
	struct listing *l = arg;

	l->rows++;
	return l->concerns ? JR_OK : jr__concern_row(l->concern, u, &l->concerns);
}

/* "jr-mark" fits "jr-mark import", "jr-ma" does not. */
static bool
command_fits(const char *wanted, const char *command)
{
	size_t n = strlen(wanted);

	return command != NULL && strncmp(command, wanted, n) == 0 &&
	    (command[n] == '\0' || command[n] == ' ');
}

/* JR_OK: it fits, and its rows are counted; JR_DONE: it does not. */
static int
fits(struct listing *l, const struct jr_log_tx *t)
{
	const struct jr_log_filter *f = l->filter;
	int rc;

	if (l->actor != NULL && (t->actor == NULL || strcmp(t->actor, l->actor) != 0))
		return JR_DONE;
	if (f->command != NULL && !command_fits(f->command, t->command))
		return JR_DONE;
	l->rows = 0;
	l->concerns = f->student == NULL && f->lesson.date == NULL;
	if ((rc = jr__log_each(l->j, t->id, weigh_row, l)) < 0)
		return rc;
	return l->concerns ? JR_OK : JR_DONE;
}

static int
query(struct listing *l, enum jr_sql sql, struct jr_stmt **out)
{
	return jr__query(l->j, sql, JR_PARAMS(JR_P_INT("from_at", l->from_at),
	    JR_P_INT("to_at", l->to_at)), out);
}

/* All that fit, from a number on. */
static int
list_from(struct listing *l, int64_t id)
{
	struct jr_log_tx t;
	struct jr_stmt *st;
	int rc;

	rc = query(l, JR_SQL_LOG_LIST, &st);
	while (rc >= 0 && (rc = jr__step(l->j, st)) == JR_OK) {
		jr__log_tx(st, &t);
		if (t.id < id)
			continue;
		if ((rc = fits(l, &t)) == JR_OK) {
			t.rows = l->rows;
			rc = l->out(l->arg, &t);
		}
		if (rc < 0)
			jr_stmt_reset(st);
	}
	return rc < 0 ? rc : JR_OK;
}

/* Where the last `limit` that fit begin. */
static int
find_first(struct listing *l, int64_t *id)
{
	int64_t left = l->filter->limit;
	struct jr_log_tx t;
	struct jr_stmt *st;
	int rc;

	*id = INT64_MIN;
	if (left == 0)
		return JR_OK;
	rc = query(l, JR_SQL_LOG_LIST_BACK, &st);
	while (rc >= 0 && (rc = jr__step(l->j, st)) == JR_OK) {
		jr__log_tx(st, &t);
		if ((rc = fits(l, &t)) == JR_OK && --left == 0) {
			*id = t.id;
			break;
		}
	}
	jr_stmt_reset(st);
	return rc < 0 ? rc : JR_OK;
}

static int
set_days(struct listing *l)
{
	jr_day day;
	int rc;

	l->from_at = INT64_MIN;
	l->to_at = INT64_MAX;
	if (l->filter->from != NULL) {
		if ((rc = jr__day(l->j, -1, l->filter->from, &day)) < 0)
			return rc;
		l->from_at = jr_moment(day, 0, 0, 0);
	}
	if (l->filter->to != NULL) {
		if ((rc = jr__day(l->j, -1, l->filter->to, &day)) < 0)
			return rc;
		l->to_at = jr_moment(day + 1, 0, 0, 0) - 1;
	}
	return JR_OK;
}

/* Who may not look at the whole history sees what he did himself. */
static int
set_actor(struct listing *l)
{
	bool own;
	int rc;

	l->actor = l->filter->actor;
	if ((rc = jr__reads_own(l->j, JR_ON_LOG, &own)) < 0 || !own)
		return rc;
	if (l->actor != NULL && strcmp(l->actor, jr_actor(l->j)) != 0)
		return jr__may_read(l->j, JR_ON_LOG);
	l->actor = jr_actor(l->j);
	return JR_OK;
}

int
jr_log_list(struct jr *j, const struct jr_log_filter *f, jr_log_out *out, void *arg)
{
	struct listing l = { .j = j, .filter = f, .out = out, .arg = arg };
	int64_t first;
	int rc;

	if ((rc = jr_read_begin(j)) < 0)
		return rc;
	if ((rc = set_actor(&l)) == JR_OK && (rc = set_days(&l)) == JR_OK &&
	    (rc = jr__concern_new(j, f, &l.concern)) == JR_OK &&
	    (rc = find_first(&l, &first)) == JR_OK)
		rc = list_from(&l, first);
	jr__concern_free(l.concern);
	jr__lookup_free(j);
	jr_read_end(j);
	return rc;
}
