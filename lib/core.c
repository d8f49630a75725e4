/* An open journal: opening, clock, settings, transactions. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/lang.h"
#include "access_impl.h"
#include "row.h"

/* --- Errors -------------------------------------------------------------- */

int
jr__fail(struct jr *j, int rc, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	jr_error_setv(&j->err, rc, fmt, ap);
	va_end(ap);
	return rc;
}

int
jr__fail_at(struct jr *j, int rc, int column, const char *fmt, ...)
{
	va_list ap;

	if (j->err.rc == 0)
		j->error_column = column;
	va_start(ap, fmt);
	jr_error_setv(&j->err, rc, fmt, ap);
	va_end(ap);
	return rc;
}

void
jr__clear(struct jr *j)
{
	jr_error_clear(&j->err);
	j->error_column = -1;
}

int
jr__store_failed(struct jr *j, int rc)
{
	if (j->err.rc == 0)
		j->err = *jr_store_error(j->store);
	return rc;
}

void
jr_error_forget(struct jr *j)
{
	jr__clear(j);
}

void
jr__warn(struct jr *j, const char *fmt, ...)
{
	struct jr_error e = { 0 };
	va_list ap;

	if (j->warned == NULL)
		return;
	va_start(ap, fmt);
	jr_error_setv(&e, JR_EINVAL, fmt, ap);
	va_end(ap);
	j->warned(j->warned_arg, e.text);
}

void
jr_on_warning(struct jr *j, void (*warned)(void *, const char *), void *arg)
{
	j->warned = warned;
	j->warned_arg = arg;
}

const struct jr_error *
jr_error(const struct jr *j)
{
	return &j->err;
}

/* --- Settings and the clock ---------------------------------------------- */

static int
load_settings(struct jr *j)
{
	struct jr_stmt *st;
	const char *key, *value;
	size_t at;
	int rc;

	if ((j->setting_at = jr_map_new()) == NULL)
		return jr__nomem(j);
	if ((rc = jr__query(j, JR_SQL_SETTING_ALL, JR_NO_PARAMS, &st)) < 0)
		return rc;
	while ((rc = jr__step(j, st)) == JR_OK) {
		key = jr_stmt_text(st, 0);
		value = jr_stmt_text(st, 1);
		at = j->setting_text.len;
		jr_buf_add(&j->setting_text, value, strlen(value) + 1);
		if (!jr_map_put(j->setting_at, key, strlen(key), (int64_t)at)) {
			jr_stmt_reset(st);
			return jr__nomem(j);
		}
	}
	if (rc == JR_DONE)
		rc = j->setting_text.failed ? jr__nomem(j) : JR_OK;
	return rc;
}

const char *
jr_setting(struct jr *j, const char *key, const char *dflt)
{
	int64_t at;

	if (j->setting_at == NULL || !jr_map_get(j->setting_at, key, strlen(key), &at))
		return dflt;
	return j->setting_text.data + at;
}

int64_t
jr_setting_int(struct jr *j, const char *key, int64_t dflt)
{
	const char *text = jr_setting(j, key, NULL);

	return text == NULL ? dflt : strtoll(text, NULL, 10);
}

static int
load_sandbox(struct jr *j)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__first(j, JR_SQL_META_GET, JR_PARAMS(JR_P_TEXT("key", "sandbox")), &st);
	if (rc == JR_OK) {
		j->sandbox = strcmp(jr_stmt_text(st, 0), "1") == 0;
		jr_stmt_reset(st);
	}
	return rc < 0 ? rc : JR_OK;
}

/* What a new store says of itself, in its first transaction. */
static int
put_sandbox(struct jr *j)
{
	enum jr_change what;

	return jr__put(j, JR_TBL_META, (struct jr_value[]){ jr_text("sandbox"),
	    jr_text(j->sandbox ? "1" : "0") }, 0, &what);
}

int
jr__set_now(struct jr *j)
{
	if (j->now_text == NULL || jr_moment_parse(j->now_text, &j->now) == JR_OK)
		return JR_OK;
	return jr__fail(j, JR_ECONFIG,
	    N_("JR_NOW is '%s', not like 2026-11-20T12:00:00"), j->now_text);
}

static int
set_clock(struct jr *j, const struct jr_options *o)
{
	if (o->now == NULL)
		return JR_OK;
	if (!j->sandbox)
		return jr__fail(j, JR_ECONFIG, N_("JR_NOW is set, but this store is no sandbox"));
	if ((j->now_text = strdup(o->now)) == NULL)
		return jr__nomem(j);
	return jr__set_now(j);
}

int64_t
jr_now(const struct jr *j)
{
	return j->now >= 0 ? j->now : (int64_t)time(NULL);
}

jr_day
jr_today(const struct jr *j)
{
	return j->today >= 0 ? j->today : jr_moment_day(jr_now(j));
}

const char *
jr_actor(const struct jr *j)
{
	return j->actor;
}

const char *
jr_words(struct jr *j, const char *msgid)
{
	return jr_gettext_in(jr_setting(j, "language", "en"), msgid);
}

/* --- Opening ------------------------------------------------------------- */

/* NULL: local:USER. */
static const char *
named_actor(const struct jr_options *o)
{
	return o->actor != NULL && o->actor[0] != '\0' ? o->actor : NULL;
}

static int
set_actor(struct jr *j, const struct jr_options *o)
{
	struct jr_buf name = JR_BUF_INIT;

	if (named_actor(o) != NULL)
		jr_buf_adds(&name, o->actor);
	else
		jr_buf_addf(&name, "local:%s", o->user != NULL ? o->user : "?");
	j->actor = jr_buf_steal(&name);
	return j->actor == NULL ? jr__nomem(j) : JR_OK;
}

static int
check_schema(struct jr *j, enum jr_open_mode mode)
{
	int version = jr_store_version(j->store);

	if (version < 0)
		return jr__store_failed(j, version);
	if (mode == JR_OPEN_UPGRADE) {
		int rc = jr_store_migrate(j->store);

		return rc < 0 ? jr__store_failed(j, rc) : JR_OK;
	}
	if (mode != JR_OPEN_CREATE && version < jr_store_version_newest(j->store))
		return jr__fail(j, JR_ECONFIG,
		    N_("the store has schema %d, this program wants %d; run jr-init --upgrade"),
		    version, jr_store_version_newest(j->store));
	return JR_OK;
}

static int set_zone(struct jr *);

int
jr__read_settings(struct jr *j)
{
	int rc;

	jr_map_free(j->setting_at);
	j->setting_at = NULL;
	jr_buf_clear(&j->setting_text);
	return (rc = load_settings(j)) < 0 ? rc : set_zone(j);
}

static int
set_zone(struct jr *j)
{
	const char *zone = jr_setting(j, "time_zone", "UTC");

	int rc = jr_zone_set(zone);

	if (rc == JR_ENOMEM)
		return jr__nomem(j);
	if (rc < 0)
		return jr__fail(j, JR_ECONFIG,
		    N_("there is no time zone '%s' on this machine (package tzdata)"), zone);
	return JR_OK;
}

/* What the store says of itself. */
static int
read_store(struct jr *j, const struct jr_options *o)
{
	int rc;

	j->fresh = o->mode == JR_OPEN_CREATE;
	j->sandbox = o->sandbox;
	if (j->fresh)
		return JR_OK;
	if ((rc = jr_store_begin(j->store, false)) < 0)
		return jr__store_failed(j, rc);
	if ((rc = load_settings(j)) == JR_OK)
		rc = load_sandbox(j);
	jr_store_rollback(j->store);
	return rc;
}

/* Who has not the right to it brings no newer schema in. */
static int
may_upgrade(struct jr *j)
{
	int rc = jr_can(j, JR_MAY_WRITE, &(struct jr_object){ .thing = JR_ON_CALENDAR });

	if (rc == JR_EDENIED) {
		jr__clear(j);
		rc = jr_can(j, JR_MAY_WRITE, &(struct jr_object){ .thing = JR_ON_CONFIGURATION });
	}
	return rc;
}

static int
open_access(struct jr *j, const struct jr_options *o)
{
	int rc;

	if (named_actor(o) == NULL)
		return JR_OK;
	if ((rc = jr_read_begin(j)) < 0)
		return rc;
	if ((rc = jr__access_open(j, o->actor, o->rights)) == JR_OK &&
	    o->mode == JR_OPEN_UPGRADE)
		rc = may_upgrade(j);
	jr_read_end(j);
	if (rc == JR_OK && o->mode == JR_OPEN_UPGRADE)
		rc = check_schema(j, o->mode);
	return rc;
}

/* A store that is not there yet has no staff. */
static int
check_actor(struct jr *j, const struct jr_options *o)
{
	if (o->mode != JR_OPEN_CREATE || named_actor(o) == NULL)
		return JR_OK;
	return jr__fail(j, JR_EDENIED,
	    N_("JR_ACTOR is '%s', but a store that is to be made has no staff yet"), o->actor);
}

int
jr_open(struct jr **out, const struct jr_options *o, struct jr_error *err)
{
	struct jr *j;
	int rc;

	*out = NULL;
	jr_error_clear(err);
	if (jr_hash_init() < 0)
		return jr_error_set(err, JR_EIO, N_("no source of random numbers"));
	if ((j = calloc(1, sizeof(*j))) == NULL)
		return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
	j->error_column = -1;
	j->today = j->now = -1;
	if ((rc = check_actor(j, o)) == JR_OK &&
	    (rc = jr_store_open(&j->store, o->store, o->mode, &j->err)) == JR_OK &&
	    ((o->mode == JR_OPEN_UPGRADE && named_actor(o) != NULL) ||
	    (rc = check_schema(j, o->mode)) == JR_OK) &&
	    (rc = read_store(j, o)) == JR_OK &&
	    (rc = set_zone(j)) == JR_OK &&
	    (rc = set_actor(j, o)) == JR_OK &&
	    (rc = set_clock(j, o)) == JR_OK)
		rc = open_access(j, o);
	if (rc < 0) {
		*err = j->err;
		jr_close(j);
		return rc;
	}
	*out = j;
	return JR_OK;
}

void
jr_close(struct jr *j)
{
	if (j == NULL)
		return;
	jr__history_drop(j);
	jr__lookup_free(j);
	jr_store_close(j->store);
	jr_store_close(j->live);
	jr__access_free(j);
	jr_map_free(j->setting_at);
	jr_buf_release(&j->setting_text);
	jr_buf_release(&j->tx_text);
	free(j->actor);
	free(j->now_text);
	free(j);
}

/*
 * The year of today; where the store has it not (in August, before a first
 * year), the next one it has, else its last.
 */
static int
year_of_today(struct jr *j, int64_t *out)
{
	int64_t today = jr_year_of(jr_today(j)), id;
	struct jr_stmt *st;
	int rc;

	*out = 0;
	rc = jr__query(j, JR_SQL_YEAR_LIST, JR_NO_PARAMS, &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		id = jr_stmt_int(st, 0);
		if (*out < today)
			*out = id;
	}
	if (rc < 0)
		return rc;
	return *out != 0 ? JR_OK : jr__fail(j, JR_ENOTFOUND, N_("the store has no school year"));
}

static int
year_named(struct jr *j, const char *name, int64_t *out)
{
	char text[JR_YEAR_SIZE];
	struct jr_stmt *st;
	int first, rc;

	if (jr_year_parse(name, &first) < 0)
		return jr__fail(j, JR_EINVAL, N_("'%s' is not a school year like 2026/27"), name);
	rc = jr__first(j, JR_SQL_YEAR_BY_ID, JR_PARAMS(JR_P_INT("id", first)), &st);
	if (rc == JR_OK) {
		*out = first;
		jr_stmt_reset(st);
	} else if (rc == JR_DONE) {
		jr_year_format(first, text);
		rc = jr__fail(j, JR_ENOTFOUND,
		    N_("the store has no school year %s; add it with jr-init --upgrade"), text);
	}
	return rc;
}

int
jr_use_year(struct jr *j, const char *name)
{
	bool alone = !jr_store_in_tx(j->store);
	int rc;

	jr__clear(j);
	if (alone && (rc = jr_read_begin(j)) < 0)
		return rc;
	rc = name == NULL ? year_of_today(j, &j->year) : year_named(j, name, &j->year);
	if (alone)
		jr_read_end(j);
	return rc;
}

int64_t
jr_year(struct jr *j)
{
	if (j->year == 0)
		j->year = jr_year_of(jr_today(j));
	return j->year;
}

/* --- Transactions --------------------------------------------------------- */

int
jr_read_begin(struct jr *j)
{
	int rc;

	jr__clear(j);
	if (j->pinned)
		return JR_OK;
	if ((rc = jr_store_begin(j->store, false)) < 0)
		return jr__store_failed(j, rc);
	jr__access_begin(j);
	return JR_OK;
}

void
jr_read_end(struct jr *j)
{
	if (!j->pinned)
		jr_store_rollback(j->store);
}

/* The transaction's words are ours until its end. */
static int
keep_words(struct jr *j, const struct jr_tx *tx)
{
	size_t n = strlen(tx->command) + 1;

	jr_buf_clear(&j->tx_text);
	jr_buf_add(&j->tx_text, tx->command, n);
	if (tx->reason != NULL)
		jr_buf_add(&j->tx_text, tx->reason, strlen(tx->reason) + 1);
	if (j->tx_text.failed)
		return jr__nomem(j);
	j->tx = *tx;
	j->tx.command = j->tx_text.data;
	j->tx.reason = tx->reason != NULL ? j->tx_text.data + n : NULL;
	return JR_OK;
}

int
jr_tx_begin(struct jr *j, const struct jr_tx *tx)
{
	int rc;

	jr__clear(j);
	if ((rc = keep_words(j, tx)) < 0)
		return rc;
	if ((rc = jr_store_begin(j->store, true)) < 0)
		return jr__store_failed(j, rc);
	jr__access_begin(j);
	j->tx_at = jr_now(j);
	j->today = jr_moment_day(j->tx_at);
	memset(j->last_id, 0, sizeof(j->last_id));
	j->closed = JR__CLOSED_UNKNOWN;
	j->reasons_met = j->reasons_changed = 0;
	/* What is not judged is brought over by who keeps the system. */
	if ((tx->transfer && (rc = jr__may(j, -1, JR_ON_CONFIGURATION)) < 0) ||
	    (rc = jr__history_begin(j)) < 0 || (j->fresh && (rc = put_sandbox(j)) < 0))
		jr_tx_abort(j);
	return rc;
}

int
jr_tx_commit(struct jr *j, int64_t *tx_id)
{
	int rc;

	*tx_id = 0;
	jr__clear(j);
	if ((rc = jr__history_seal(j, tx_id)) < 0 || *tx_id == 0) {
		jr_tx_abort(j);
		return rc;
	}
	jr__lookup_free(j);
	j->today = -1;
	if ((rc = jr_store_commit(j->store)) < 0) {
		*tx_id = 0;
		rc = jr__store_failed(j, rc);
	} else
		j->fresh = false;
	jr__history_drop(j);
	return rc;
}

void
jr_tx_abort(struct jr *j)
{
	jr_store_rollback(j->store);
	j->today = -1;
	jr__history_drop(j);
	jr__lookup_free(j);
}
