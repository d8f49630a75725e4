/* Which rows of a table are not what the log makes of them. */
#include <stdlib.h>
#include <string.h>

#include "verify_impl.h"

#define TEXT_SHOWN 60		/* columns of a text in a fault */

/* --- Words --------------------------------------------------------------------- */

static void
show_value(struct jr__verify *v, struct jr_buf *b, const struct jr_value *value)
{
	switch (value->type) {
	case JR_V_NULL:
		jr_buf_adds(b, jr_words(v->j, N_("empty")));
		break;
	case JR_V_INT:
		jr_buf_addf(b, "%lld", (long long)value->i);
		break;
	default:
		jr_buf_addc(b, '\'');
		jr_text_escape(b, value->p, value->n, TEXT_SHOWN);
		jr_buf_addc(b, '\'');
	}
}

static void
show_short(struct jr__verify *v, struct jr_buf *b, const struct jr__short *s)
{
	struct jr_value value = s->type == JR_S_NULL ? jr_null() : s->type == JR_S_INT ?
	    jr_int(s->i) : jr_textn((const char *)s->b, s->n);

	if (s->type == JR_S_DIGEST)
		jr_buf_adds(b, jr_words(v->j, N_("another text")));
	else
		show_value(v, b, &value);
}

int
jr__verify_words(struct jr__verify *v, enum jr_tbl tbl, const struct jr__short *row,
    const struct jr_value *whole, struct jr_buf *b)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[tbl];
	struct jr_buf names = JR_BUF_INIT;
	int rc = JR_OK;

	jr_buf_clear(b);
	if (v->out->faults >= JR_FAULTS_MOST)
		return JR_OK;
	jr_buf_addf(b, "%s (", d->name);
	for (int i = 0; i < d->keys && rc >= 0; i++) {
		struct jr_buf name = JR_BUF_INIT;

		jr_buf_addf(b, "%s%s ", i > 0 ? ", " : "", d->column[i]);
		if (whole != NULL)
			show_value(v, b, &whole[i]);
		else
			show_short(v, b, &row[i]);
		if (row[i].type == JR_S_INT)
			rc = jr__name_of(v->names, tbl, i, row[i].i, &name);
		if (name.len > 0)
			jr_buf_addf(&names, "%s%s", names.len > 0 ? ", " : ": ", name.data);
		jr_buf_release(&name);
	}
	jr_buf_addf(b, "%s)", jr_buf_str(&names));
	jr_buf_release(&names);
	return rc < 0 ? rc : b->failed ? jr__nomem(v->j) : JR_OK;
}

/* The rows in doubt as the log has them. */
struct replay {
	struct jr__verify	*v;
	enum jr_tbl		 tbl;
	struct jr_map		*at;		/* key → place in row */
	struct jr__short	*row;		/* rows one after another */
	bool			*there, *met;
	size_t			 rows, room;
	int			 columns;
};

static void
replay_free(struct replay *r)
{
	jr_map_free(r->at);
	free(r->row);
	free(r->there);
	free(r->met);
}

static bool
grow(struct replay *r)
{
	size_t room = r->room == 0 ? 1024 : 2 * r->room;
	struct jr__short *row;
	bool *there, *met;

	if ((row = realloc(r->row, room * (size_t)r->columns * sizeof(*row))) == NULL)
		return false;
	r->row = row;
	if ((there = realloc(r->there, room)) == NULL)
		return false;
	r->there = there;
	if ((met = realloc(r->met, room)) == NULL)
		return false;
	r->met = met;
	r->room = room;
	return true;
}

/* --- The log ------------------------------------------------------------------- */

static bool
redo(struct replay *r, const struct jr__unpacked *u)
{
	unsigned char key[JR__KEY_MOST];
	size_t n = jr__verify_key(key, r->tbl, u->row);
	struct jr__short *row;
	int64_t at;

	if (!jr__in_doubt(r->v, r->tbl, key, n))
		return true;
	if (!jr_map_get(r->at, key, n, &at)) {
		at = (int64_t)r->rows;
		if ((r->rows == r->room && !grow(r)) || !jr_map_put(r->at, key, n, at))
			return false;
		r->there[at] = r->met[at] = false;
		memset(r->row + at * r->columns, 0, (size_t)r->columns * sizeof(*r->row));
		r->rows++;
	}
	row = r->row + at * r->columns;
	for (int i = 0; i < r->columns; i++)
		if (u->op != 'U' || i < jr_tbl_desc[r->tbl].keys || u->changed >> i & 1)
			row[i] = u->row[i];
	if (u->op != 'U')
		r->there[at] = u->op == 'I';
	return true;
}

static int
replay_log(struct replay *r)
{
	struct jr__change_row c;
	struct jr__unpacked u;
	struct jr__unpack in;
	struct jr_stmt *st;
	int64_t tx_id;
	int rc;

	rc = jr__query(r->v->j, JR_SQL_CHANGE_SCAN, JR_NO_PARAMS, &st);
	while (rc >= 0 && (rc = jr__step(r->v->j, st)) == JR_OK) {
		jr__verify_change(st, &c, &tx_id);
		if (!jr__unpack_begin(&in, c.tbl, c.op, c.data, c.n) || in.tbl != r->tbl)
			continue;
		while (jr__unpack_next(&in, &u) == JR_OK)
			if (!redo(r, &u)) {
				jr_stmt_reset(st);
				return jr__nomem(r->v->j);
			}
	}
	return rc < 0 ? rc : JR_OK;
}

/* --- Differences ---------------------------------------------------------------- */

static int
differ(struct replay *r, const struct jr__short *log, const struct jr__short *live,
    const struct jr_value *whole)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[r->tbl];
	struct jr_buf key = JR_BUF_INIT, had = JR_BUF_INIT, has = JR_BUF_INIT;
	int rc = JR_OK;

	for (int i = d->keys; i < d->columns && rc == JR_OK; i++) {
		if (jr__is_derived(r->tbl, i) || jr__short_equal(&log[i], &live[i]))
			continue;
		if (key.len == 0)
			rc = jr__verify_words(r->v, r->tbl, live, whole, &key);
		jr_buf_clear(&had);
		jr_buf_clear(&has);
		show_short(r->v, &had, &log[i]);
		show_value(r->v, &has, &whole[i]);
		if (rc == JR_OK)
			jr__fault(r->v, N_("%s: %s is %s, the log has %s"), jr_buf_str(&key),
			    d->column[i], jr_buf_str(&has), jr_buf_str(&had));
	}
	jr_buf_release(&key);
	jr_buf_release(&had);
	jr_buf_release(&has);
	return rc;
}

static int
only_in(struct replay *r, const struct jr__short *row, const struct jr_value *whole)
{
	struct jr_buf key = JR_BUF_INIT;
	int rc;

	if ((rc = jr__verify_words(r->v, r->tbl, row, whole, &key)) == JR_OK)
		jr__fault(r->v, whole != NULL ? N_("%s: the log knows nothing of this row") :
		    N_("%s: the row is gone, the log has it"), jr_buf_str(&key));
	jr_buf_release(&key);
	return rc;
}

/* --- The table ------------------------------------------------------------------ */

static int
compare_row(struct replay *r, const struct jr__short *live, const struct jr_value *whole)
{
	unsigned char key[JR__KEY_MOST];
	size_t n = jr__verify_key(key, r->tbl, live);
	int64_t at;

	if (!jr__in_doubt(r->v, r->tbl, key, n))
		return JR_OK;
	if (!jr_map_get(r->at, key, n, &at) || !r->there[at])
		return only_in(r, live, whole);
	r->met[at] = true;
	return differ(r, r->row + at * r->columns, live, whole);
}

static int
compare_table(struct replay *r)
{
	struct jr_value whole[JR_COLUMNS_MOST];
	struct jr__short live[JR_COLUMNS_MOST];
	struct jr_stmt *st;
	int rc;

	rc = jr__query(r->v->j, JR_SQL_ROW(r->tbl, JR_ROW_SCAN), JR_NO_PARAMS, &st);
	while (rc >= 0 && (rc = jr__step(r->v->j, st)) == JR_OK) {
		jr__verify_row(st, r->tbl, whole, live);
		if ((rc = compare_row(r, live, whole)) < 0)
			jr_stmt_reset(st);
	}
	for (size_t i = 0; rc >= 0 && i < r->rows; i++)
		if (r->there[i] && !r->met[i])
			rc = only_in(r, r->row + i * (size_t)r->columns, NULL);
	return rc < 0 ? rc : JR_OK;
}

int
jr__verify_rows(struct jr__verify *v, enum jr_tbl tbl)
{
	struct replay r = { .v = v, .tbl = tbl, .columns = jr_tbl_desc[tbl].columns };
	int64_t before = v->out->faults;
	int rc;

	if ((r.at = jr_map_new()) == NULL)
		rc = jr__nomem(v->j);
	else if ((rc = replay_log(&r)) == JR_OK)
		rc = compare_table(&r);
	if (rc == JR_OK && v->out->faults == before)
		jr__fault(v, N_("the table %s is not what the log makes of it"),
		    jr_tbl_desc[tbl].name);
	replay_free(&r);
	return rc;
}
