/* One transaction in words: see log.h. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "log_impl.h"
#include "log_words.h"

#define ROWS_MOST 50		/* new rows of a table that are shown unasked */

struct show {
	struct jr		*j;
	struct jr__names	*names;
	int64_t			 tx_id;
	bool			 every_row;
	int64_t			 added[JR_TBL_COUNT];
	struct jr_buf		 line;
	int			 parts;		/* of the line, behind its beginning */
	jr_log_line		*out;
	void			*arg;
	char			*opening[3][JR_TBL_COUNT];	/* "added mark" */

	/* The live row of the change at hand, read when needed. */
	bool			 live_tried, live_there, live_scan;
	struct jr_value		 live[JR_COLUMNS_MOST];
};

static int
put_line(struct show *s)
{
	int rc = s->line.failed ? jr__nomem(s->j) : s->out(s->arg, jr_buf_str(&s->line));

	jr_buf_clear(&s->line);
	s->parts = 0;
	return rc;
}

/* --- Who, when, why ------------------------------------------------------------------ */

static int
put_field(struct show *s, const char *name, const char *text)
{
	if (text == NULL)
		return JR_OK;
	jr_buf_addf(&s->line, "%s: ", jr_words(s->j, name));
	jr_text_escape(&s->line, text, strlen(text), 0);
	return put_line(s);
}

static int
put_head(struct show *s, const struct jr_log_tx *t)
{
	char id[24], at[JR_MOMENT_SIZE];
	int rc;

	snprintf(id, sizeof(id), "%lld", (long long)t->id);
	jr_moment_format(t->at, at);
	if ((rc = put_field(s, N_("transaction"), id)) < 0 ||
	    (rc = put_field(s, N_("time"), at)) < 0 ||
	    (rc = put_field(s, N_("actor"), t->actor)) < 0 ||
	    (rc = put_field(s, N_("command"), t->command)) < 0 ||
	    (rc = put_field(s, N_("reason"), t->reason)) < 0 ||
	    (rc = put_field(s, N_("transfer"), t->transfer ?
	    jr_words(s->j, N_("brought over from another system")) : NULL)) < 0 ||
	    (rc = put_field(s, N_("hash"), t->hash)) < 0)
		return rc;
	return put_line(s);
}

/* --- Live rows: where long texts are ---------------------------------------------------- */

static struct jr_value
value_of(const struct jr__short *s)
{
	switch (s->type) {
	case JR_S_INT:
		return jr_int(s->i);
	case JR_S_TEXT:
		return jr_textn((const char *)s->b, s->n);
	case JR_S_BLOB:
		return jr_blob(s->b, s->n);
	default:
		return jr_null();
	}
}

static bool
fits(const struct jr_value *v, const struct jr__short *s)
{
	struct jr__short live;

	jr__short_of(v, &live);
	return jr__short_equal(&live, s);
}

/* By a key that is itself a digest: only small tables have such. */
static int
scan_live(struct show *s, const struct jr__unpacked *u)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[u->tbl];
	struct jr_stmt *st;
	int rc;

	s->live_scan = true;
	rc = jr__query(s->j, JR_SQL_ROW(u->tbl, JR_ROW_SCAN), JR_NO_PARAMS, &st);
	while (rc >= 0 && !s->live_there && (rc = jr__step(s->j, st)) == JR_OK) {
		s->live_there = true;
		for (int i = 0; i < d->columns; i++) {
			jr_stmt_value(st, i, &s->live[i]);
			if (i < d->keys && !fits(&s->live[i], &u->row[i]))
				s->live_there = false;
		}
	}
	return rc < 0 ? rc : JR_OK;
}

static int
read_live(struct show *s, const struct jr__unpacked *u)
{
	struct jr_value key[JR_COLUMNS_MOST];
	int rc;

	if (s->live_tried)
		return JR_OK;
	s->live_tried = true;
	for (int i = 0; i < jr_tbl_desc[u->tbl].keys; i++) {
		if (u->row[i].type == JR_S_DIGEST && u->op == 'I')
			return scan_live(s, u);
		key[i] = u->op == 'I' ? value_of(&u->row[i]) : u->old[i];
	}
	rc = jr__fetch(s->j, u->tbl, key, s->live);
	s->live_there = rc == JR_OK;
	return rc < 0 ? rc : JR_OK;
}

static void
leave_live(struct show *s, enum jr_tbl tbl)
{
	struct jr_stmt *st;

	if (s->live_scan && jr_stmt(s->j->store, JR_SQL_ROW(tbl, JR_ROW_SCAN), &st) == JR_OK)
		jr_stmt_reset(st);
	else if (s->live_there)
		jr__unfetch(s->j, tbl);
	s->live_tried = s->live_there = s->live_scan = false;
}

/* --- Values ------------------------------------------------------------------------------- */

static bool
is_open_end(const struct jr_value *v)
{
	return v->type == JR_V_TEXT && v->n == strlen(JR_OPEN_END) &&
	    memcmp(v->p, JR_OPEN_END, v->n) == 0;
}

static int
add_int(struct show *s, enum jr_tbl tbl, int column, int64_t i)
{
	const char *name = jr_tbl_desc[tbl].column[column];
	int rc;

	if ((rc = jr__name_of(s->names, tbl, column, i, &s->line)) != JR_DONE)
		return rc;
	if (strcmp(name, "hours") == 0)
		jr_buf_addf(&s->line, "%lld.%02lld", (long long)(i / 100), (long long)(i % 100));
	else
		jr_buf_addf(&s->line, "%s%lld", strcmp(name, "id") == 0 ||
		    (strlen(name) > 3 && strcmp(name + strlen(name) - 3, "_id") == 0 &&
		    strcmp(name, "tx_id") != 0) ? "#" : "", (long long)i);
	return JR_OK;
}

static int
add_value(struct show *s, enum jr_tbl tbl, int column, const struct jr_value *v)
{
	if (v->type == JR_V_INT)
		return add_int(s, tbl, column, v->i);
	if (v->type == JR_V_NULL || is_open_end(v))
		jr_buf_adds(&s->line, "–");
	else
		jr_text_escape(&s->line, v->p, v->n, 0);
	return JR_OK;
}

/* A value in its short form; a long text from the live row. */
static int
add_short(struct show *s, const struct jr__unpacked *u, int column)
{
	const struct jr__short *value = &u->row[column];
	struct jr_value v = value_of(value);
	int rc;

	if (value->type != JR_S_DIGEST)
		return add_value(s, u->tbl, column, &v);
	if ((rc = read_live(s, u)) < 0)
		return rc;
	if (s->live_there && fits(&s->live[column], value))
		return add_value(s, u->tbl, column, &s->live[column]);
	jr_buf_adds(&s->line, jr_words(s->j, N_("(text changed later)")));
	return JR_OK;
}

/* ": mark", and from the second on "; comment" */
static void
begin_part(struct show *s, enum jr_tbl tbl, int column)
{
	const char *name = jr_tbl_desc[tbl].column[column];

	jr_buf_adds(&s->line, s->parts++ == 0 ? ": " : "; ");
	if (strcmp(name, "id") != 0)
		jr_buf_addf(&s->line, "%s ", jr__column_word(s->names, tbl, column));
}

/* --- Changes ------------------------------------------------------------------------------- */

/* Keys for looking up and sorting follow from names: not shown by themselves. */
static bool
is_derived(const struct jr_tbl_desc *d, int column)
{
	return d->types[column] == 'd';
}

static bool
is_worth(const struct show *s, const struct jr__unpacked *u, int column)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[u->tbl];
	const struct jr__short *value = &u->row[column];
	struct jr_value v = value_of(value);

	if (value->type == JR_S_NULL || is_derived(d, column) || is_open_end(&v))
		return false;
	if (strcmp(d->column[column], "tx_id") == 0 && value->i == s->tx_id)
		return false;
	return u->op == 'D' || strcmp(d->column[column], "id") != 0;
}

static int
add_row(struct show *s, const struct jr__unpacked *u)
{
	int rc;

	for (int i = 0; i < jr_tbl_desc[u->tbl].columns; i++) {
		if (!is_worth(s, u, i))
			continue;
		begin_part(s, u->tbl, i);
		rc = u->op == 'D' ? add_value(s, u->tbl, i, &u->old[i]) : add_short(s, u, i);
		if (rc < 0)
			return rc;
	}
	return JR_OK;
}

static int
add_changed(struct show *s, const struct jr__unpacked *u, bool derived)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[u->tbl];
	int rc;

	for (int i = d->keys; i < d->columns; i++) {
		if (!(u->changed >> i & 1) || is_derived(d, i) != derived)
			continue;
		begin_part(s, u->tbl, i);
		if ((rc = add_value(s, u->tbl, i, &u->old[i])) < 0)
			return rc;
		jr_buf_adds(&s->line, " → ");
		if ((rc = add_short(s, u, i)) < 0)
			return rc;
	}
	return JR_OK;
}

static int
add_update(struct show *s, const struct jr__unpacked *u)
{
	int keys = jr_tbl_desc[u->tbl].keys, rc;

	for (int i = 0; i < keys; i++) {
		begin_part(s, u->tbl, i);
		if ((rc = add_value(s, u->tbl, i, &u->old[i])) < 0)
			return rc;
	}
	rc = add_changed(s, u, false);
	return rc == JR_OK && s->parts == keys ? add_changed(s, u, true) : rc;
}

/* "added mark": made once for each operation and table. */
static int
put_opening(struct show *s, const struct jr__unpacked *u)
{
	size_t op = u->op == 'I' ? 0 : u->op == 'U' ? 1 : 2;
	char **words = &s->opening[op][u->tbl];
	struct jr_buf b = JR_BUF_INIT;

	if (*words == NULL) {
		/* TRANSLATORS: %s is what one row is, in the nominative: mark, lesson. */
		jr_buf_addf(&b, jr_words(s->j, op == 0 ? N_("added %s") : op == 1 ?
		    N_("changed %s") : N_("removed %s")), jr__table_word(s->names, u->tbl));
		if ((*words = jr_buf_steal(&b)) == NULL)
			return jr__nomem(s->j);
	}
	jr_buf_adds(&s->line, *words);
	return JR_OK;
}

static int
put_row(void *arg, const struct jr__unpacked *u)
{
	struct show *s = arg;
	int rc;

	if (u->op == 'I' && !s->every_row && s->added[u->tbl] > ROWS_MOST)
		return JR_OK;
	if ((rc = put_opening(s, u)) < 0)
		return rc;
	rc = u->op == 'U' ? add_update(s, u) : add_row(s, u);
	leave_live(s, u->tbl);
	return rc < 0 ? rc : put_line(s);
}

static int
count_row(void *arg, const struct jr__unpacked *u)
{
	struct show *s = arg;

	s->added[u->tbl] += u->op == 'I';
	return JR_OK;
}

/* The tables whose rows are too many to show. */
static int
put_counts(struct show *s)
{
	int rc = JR_OK;

	for (size_t i = 0; i < JR_TBL_COUNT && rc >= 0; i++) {
		if (s->every_row || s->added[i] <= ROWS_MOST)
			continue;
		/* TRANSLATORS: %s is what one row is, in the nominative: mark, lesson. */
		jr_buf_addf(&s->line, jr_words(s->j, N_("added %s: %lld in all (-v shows each)")),
		    jr__table_word(s->names, (enum jr_tbl)i), (long long)s->added[i]);
		rc = put_line(s);
	}
	return rc;
}

static int
show_tx(struct show *s)
{
	struct jr_log_tx t;
	struct jr_stmt *st;
	bool own;
	int rc;

	if ((rc = jr__reads_own(s->j, JR_ON_CHANGES, &own)) < 0 ||
	    (rc = jr__first(s->j, JR_SQL_TX_GET, JR_PARAMS(JR_P_INT("id", s->tx_id)), &st)) < 0)
		return rc;
	if (rc == JR_DONE)
		return jr__fail(s->j, JR_ENOTFOUND, N_("there is no transaction %lld; "
		    "jr-log list shows which there are"), (long long)s->tx_id);
	jr__log_tx(st, &t);
	rc = own && strcmp(t.actor, jr_actor(s->j)) != 0 ?
	    jr__may_read(s->j, JR_ON_CHANGES) : put_head(s, &t);
	jr_stmt_reset(st);
	if (rc < 0 || (rc = jr__log_each(s->j, s->tx_id, count_row, s)) < 0 ||
	    (rc = put_counts(s)) < 0)
		return rc;
	return jr__log_each(s->j, s->tx_id, put_row, s);
}

/* show_rows for what is in s; both own what it gathers. */
static int
with_names(struct show *s, int (*show_rows)(struct show *))
{
	int rc;

	if ((s->names = jr__names_new(s->j)) == NULL)
		rc = jr__nomem(s->j);
	else
		rc = show_rows(s);
	for (size_t i = 0; i < 3 * (size_t)JR_TBL_COUNT; i++)
		free(s->opening[i / JR_TBL_COUNT][i % JR_TBL_COUNT]);
	jr_buf_release(&s->line);
	jr__names_free(s->names);
	return rc;
}

int
jr_log_show(struct jr *j, int64_t tx_id, bool every_row, jr_log_line *out, void *arg)
{
	struct show s = { .j = j, .tx_id = tx_id, .every_row = every_row, .out = out,
	    .arg = arg };
	int rc;

	if ((rc = jr_read_begin(j)) < 0)
		return rc;
	rc = with_names(&s, show_tx);
	jr_read_end(j);
	return rc;
}

static int
show_each(struct show *s)
{
	return jr__log_each(s->j, s->tx_id, put_row, s);
}

int
jr_log_preview(struct jr *j, jr_log_line *out, void *arg)
{
	struct show s = { .j = j, .tx_id = j->history.tx_id, .every_row = true, .out = out,
	    .arg = arg };
	int rc;

	jr__clear(j);
	if ((rc = jr__history_write(j)) < 0 || (rc = jr__settle(j)) < 0)
		return rc;
	return with_names(&s, show_each);
}
