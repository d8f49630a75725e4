/* What the roster's kinds of rows share. */
#include <assert.h>
#include <string.h>

#include "roster_impl.h"

#define CELL_MOST 250		/* characters */

/* --- Cells --------------------------------------------------------------- */

/* A control character (C0, DEL, C1) or a line end (U+2028, U+2029)? */
static bool
is_control(const unsigned char *s)
{
	return s[0] < 0x20 || s[0] == 0x7f ||
	    (s[0] == 0xc2 && s[1] >= 0x80 && s[1] <= 0x9f) ||
	    (s[0] == 0xe2 && s[1] == 0x80 && (s[2] == 0xa8 || s[2] == 0xa9));
}

static int
cell_check(struct jr *j, int col, const char *cell)
{
	size_t n = strlen(cell);

	if (!jr_text_valid(cell, n))
		return jr__fail_at(j, JR_EINVAL, col, N_("the text is not UTF-8"));
	for (const char *s = cell; *s != '\0'; s++)
		if (is_control((const unsigned char *)s))
			return jr__fail_at(j, JR_EINVAL, col,
			    N_("'%s' holds a line end or a control character"), cell);
	if (n > CELL_MOST && jr_text_width(cell, n) > CELL_MOST)
		return jr__fail_at(j, JR_EINVAL, col,
		    N_("the text is longer than %d characters"), CELL_MOST);
	return JR_OK;
}

int
jr__cells_check(struct jr *j, const struct jr_row *r)
{
	int rc = JR_OK;

	for (int i = 0; i < r->kind->columns && rc == JR_OK; i++)
		if (r->v[i] != NULL)
			rc = cell_check(j, i, r->v[i]);
	return rc;
}

static int
is_empty(struct jr *j, const struct jr_row *r, int col)
{
	return jr__fail_at(j, JR_EINVAL, col, N_("'%s' must not be empty"),
	    r->kind->col[col].name);
}

int
jr__cell_need(struct jr *j, const struct jr_row *r, int col)
{
	return r->v[col] == NULL || r->v[col][0] == '\0' ? is_empty(j, r, col) : JR_OK;
}

/* The part of an address before or behind the @. */
static bool
is_address_part(const char *s, size_t n)
{
	static const char refused[] = " ,;:<>()[]\\\"'@|";

	if (n == 0 || s[0] == '.' || s[n - 1] == '.')
		return false;
	for (size_t i = 0; i < n; i++)
		if (strchr(refused, s[i]) != NULL || (i > 0 && s[i] == '.' && s[i - 1] == '.'))
			return false;
	return true;
}

int
jr__email_check(struct jr *j, int col, const char *cell)
{
	const char *at, *domain;

	if (cell == NULL || cell[0] == '\0')
		return JR_OK;
	at = strchr(cell, '@');
	domain = at == NULL ? NULL : at + 1;
	if (at != NULL && is_address_part(cell, (size_t)(at - cell)) &&
	    is_address_part(domain, strlen(domain)) && domain[0] != '-' &&
	    cell[0] != '-' && strchr(domain, '.') != NULL)
		return JR_OK;
	return jr__fail_at(j, JR_EINVAL, col,
	    N_("'%s' is not one e-mail address like anna@school.example"), cell);
}

/* --- Rows of tables ------------------------------------------------------ */

static void
fetch_done(struct jr *j, enum jr_tbl tbl)
{
	struct jr_stmt *st;

	if (jr_stmt(j->store, JR_SQL_ROW(tbl, JR_ROW_FETCH), &st) == JR_OK)
		jr_stmt_reset(st);
}

int
jr__edit_begin(struct jr *j, struct jr__edit *e, enum jr_tbl tbl,
    const struct jr_value *key)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[tbl];
	int rc;

	e->tbl = tbl;
	e->stored = false;
	if ((rc = jr__fetch(j, tbl, key, e->old)) < 0)
		return rc;
	e->stored = rc == JR_OK;
	for (int i = 0; i < d->columns; i++)
		e->row[i] = e->stored ? e->old[i] : i < d->keys ? key[i] : jr_null();
	return JR_OK;
}

int
jr__edit_begin_id(struct jr *j, struct jr__edit *e, enum jr_tbl tbl, int64_t id)
{
	const struct jr_value key = jr_int(id);

	return jr__edit_begin(j, e, tbl, &key);
}

void
jr__edit_text(struct jr__edit *e, int column, const char *cell)
{
	if (cell != NULL)
		e->row[column] = cell[0] == '\0' ? jr_null() : jr_text(cell);
}

int
jr__edit_needed(struct jr *j, struct jr__edit *e, int column, const struct jr_row *r,
    int col)
{
	jr__edit_text(e, column, r->v[col]);
	return e->row[column].type == JR_V_NULL ? is_empty(j, r, col) : JR_OK;
}

const char *
jr__edit_get(const struct jr__edit *e, int column)
{
	return e->row[column].type == JR_V_TEXT ? e->row[column].p : NULL;
}

static int
insert(struct jr *j, enum jr_tbl tbl, const struct jr_value *row)
{
	int rc = jr__insert(j, tbl, row);

	return rc != JR_ECONFLICT ? rc :
	    jr__fail(j, rc, N_("another row like it is in the store already"));
}

static int
store(struct jr *j, struct jr__edit *e, bool same_key)
{
	int rc;

	if (!e->stored)
		return insert(j, e->tbl, e->row);
	if (same_key)
		return jr__update(j, e->tbl, e->old, e->row);
	if ((rc = jr__remove(j, e->tbl, e->old)) < 0)
		return rc;
	return insert(j, e->tbl, e->row);
}

int
jr__edit_end(struct jr *j, struct jr__edit *e, enum jr_change *what)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[e->tbl];
	bool same = e->stored, same_key = true;
	int rc = JR_OK;

	for (int i = 0; i < d->columns && e->stored; i++) {
		bool equal = jr_value_equal(&e->old[i], &e->row[i]);

		same = same && equal;
		same_key = same_key && (equal || i >= d->keys);
	}
	if (!same && (rc = store(j, e, same_key)) == JR_OK && *what == JR_SAME)
		*what = e->stored ? JR_CHANGED : JR_ADDED;
	fetch_done(j, e->tbl);
	return rc;
}

static int
finish(struct jr *j, struct jr__edit *e, int from_column, int to_column, int64_t year,
    const char *on, enum jr_change *what)
{
	char day[JR_DATE_SIZE];
	int rc;

	if (on == NULL)
		jr__today(j, day);
	else if ((rc = jr__date_of_year(j, -1, year, on, day)) < 0)
		return rc;
	if (on == NULL && strcmp(jr__edit_get(e, to_column), day) < 0)
		return JR_OK;
	if ((rc = jr__span_check(j, -1, jr__edit_get(e, from_column), day)) < 0)
		return rc;
	e->row[to_column] = jr_text(day);
	return jr__edit_end(j, e, what);
}

int
jr__edit_finish(struct jr *j, struct jr__edit *e, int from_column, int to_column,
    int64_t year, const char *on, enum jr_change *what)
{
	int rc = finish(j, e, from_column, to_column, year, on, what);

	fetch_done(j, e->tbl);
	return rc;
}

int
jr__edit_remove(struct jr *j, struct jr__edit *e, enum jr_change *what)
{
	int rc = JR_OK;

	if (e->stored && (rc = jr__remove(j, e->tbl, e->old)) == JR_OK && *what == JR_SAME)
		*what = JR_CHANGED;
	fetch_done(j, e->tbl);
	return rc;
}

void
jr__change_add(enum jr_change *what, enum jr_change part)
{
	if (*what == JR_SAME && part != JR_SAME)
		*what = JR_CHANGED;
}

int
jr__name_keys(struct jr *j, const char *surname, const char *given_name,
    const char *patronymic, const char **match, const char **sort)
{
	const char *part[] = { surname, given_name, patronymic };
	struct jr_buf name = JR_BUF_INIT;
	int rc;

	*match = *sort = NULL;
	for (int i = 0; i < 3; i++)
		if (part[i] != NULL && part[i][0] != '\0')
			jr_buf_addf(&name, "%s%s", name.len > 0 ? " " : "", part[i]);
	if (name.failed)
		rc = jr__nomem(j);
	else if ((rc = jr__match(j, 5, jr_buf_str(&name), match)) == JR_OK)
		rc = jr__sort(j, 6, jr_buf_str(&name), sort);
	/* Names of signs only have no keys: the signs must do. */
	if (rc == JR_OK && *match == NULL)
		*match = surname;
	if (rc == JR_OK && *sort == NULL)
		*sort = *match;
	jr_buf_release(&name);
	return rc;
}

/* --- Days ---------------------------------------------------------------- */

int
jr__year_first(struct jr *j, int64_t year, char out[JR_DATE_SIZE])
{
	struct jr_stmt *st;
	char name[JR_YEAR_SIZE];
	jr_day day;
	int rc;

	out[0] = '\0';
	rc = jr__first(j, JR_SQL_YEAR_BY_ID, JR_PARAMS(JR_P_INT("id", year)), &st);
	if (rc == JR_OK) {
		if (jr_date_parse(jr_stmt_text(st, 2), &day) == JR_OK)
			jr_date_format(day, out);
		jr_stmt_reset(st);
	} else if (rc == JR_DONE) {
		jr_year_format((int)year, name);
		rc = jr__fail(j, JR_ENOTFOUND, N_("the store has no school year %s; "
		    "add it with jr-init --upgrade"), name);
	}
	return rc;
}

int
jr__date_of_year(struct jr *j, int col, int64_t year, const char *text,
    char out[JR_DATE_SIZE])
{
	char name[JR_YEAR_SIZE];
	jr_day day;
	int rc;

	out[0] = '\0';
	if ((rc = jr__day(j, col, text, &day)) < 0)
		return rc;
	jr_date_format(day, out);
	if (year == 0 || jr_year_of(day) == year)
		return JR_OK;
	jr_year_format((int)year, name);
	return jr__fail_at(j, JR_EINVAL, col, N_("%s lies outside the school year %s "
	    "(1 September to 31 August); leave the cell empty, or name the year with --year"),
	    out, name);
}

int
jr__first_day(struct jr *j, int col, const char *cell, const char *stored,
    char out[JR_DATE_SIZE])
{
	if (cell != NULL && cell[0] != '\0')
		return jr__date(j, col, cell, out);
	if (stored == NULL)
		return jr__year_first(j, jr_year(j), out);
	strcpy(out, stored);
	return JR_OK;
}

int
jr__last_day(struct jr *j, int col, int64_t year, const char *cell, const char *stored,
    char out[JR_DATE_SIZE])
{
	if (cell != NULL && cell[0] != '\0')
		return jr__date_of_year(j, col, year, cell, out);
	strcpy(out, cell == NULL && stored != NULL ? stored : JR_OPEN_END);
	return JR_OK;
}

int
jr__span_check(struct jr *j, int col, const char *from, const char *to)
{
	return strcmp(from, to) <= 0 ? JR_OK : jr__fail_at(j, JR_EINVAL, col,
	    N_("the last day, %s, lies before the first, %s"), to, from);
}

void
jr__today(struct jr *j, char out[JR_DATE_SIZE])
{
	jr_date_format(jr_today(j), out);
}

void
jr__day_after(const char *iso, int days, char out[JR_DATE_SIZE])
{
	jr_day day;
	int rc = jr_date_parse(iso, &day);

	assert(rc == JR_OK);
	(void)rc;
	jr_date_format(day + days, out);
}

/* --- Spans --------------------------------------------------------------- */

static void
copy(char *out, size_t size, const char *text)
{
	size_t n = text == NULL ? 0 : strlen(text), used;

	if (n >= size)
		n = jr_text_fit(text, size - 1, size / 4, &used);
	if (n > 0)
		memcpy(out, text, n);
	out[n] = '\0';
}

int
jr__spans_load(struct jr *j, enum jr_sql sql, const struct jr_param *params,
    struct jr__spans *s)
{
	struct jr_stmt *st;
	int rc;

	s->n = 0;
	rc = jr__query(j, sql, params, &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		struct jr__span *v = &s->v[s->n];

		if (s->n++ == JR__SPANS_MOST) {
			jr_stmt_reset(st);
			return jr__fail(j, JR_ECONFLICT,
			    N_("more than %d spans of days of one kind"), JR__SPANS_MOST);
		}
		copy(v->from, sizeof(v->from), jr_stmt_text(st, 0));
		copy(v->to, sizeof(v->to), jr_stmt_text(st, 1));
		v->of = jr_stmt_int(st, 2);
		copy(v->name, sizeof(v->name), jr_stmt_text(st, 3));
	}
	return rc < 0 ? rc : JR_OK;
}

static int
choose_only(struct jr *j, int col, int64_t year, const struct jr__spans *s, int64_t of,
    int *at, char from[JR_DATE_SIZE])
{
	struct jr_buf days = JR_BUF_INIT;
	int fit = 0, rc;

	for (int i = 0; i < s->n; i++)
		if (s->v[i].of == of) {
			jr_buf_addf(&days, "%s%s", fit++ > 0 ? ", " : "", s->v[i].from);
			*at = i;
		}
	if (days.failed)
		rc = jr__nomem(j);
	else if (fit > 1)
		rc = jr__fail_at(j, JR_EINVAL, col,
		    N_("there are several; say which by its first day: %s"), jr_buf_str(&days));
	else if (fit == 0)
		rc = jr__year_first(j, year, from);
	else {
		rc = JR_OK;
		strcpy(from, s->v[*at].from);
	}
	jr_buf_release(&days);
	return rc;
}

int
jr__spans_choose(struct jr *j, int col, int64_t year, const char *cell,
    const struct jr__spans *s, int64_t of, int *at, char from[JR_DATE_SIZE])
{
	int rc;

	*at = -1;
	from[0] = '\0';
	if (cell == NULL || cell[0] == '\0')
		return choose_only(j, col, year, s, of, at, from);
	if ((rc = jr__date_of_year(j, col, year, cell, from)) < 0)
		return rc;
	for (int i = 0; i < s->n; i++)
		if (s->v[i].of == of && strcmp(s->v[i].from, from) == 0)
			*at = i;
	return JR_OK;
}

int
jr__spans_clash(const struct jr__spans *s, int at, const char *from, const char *to)
{
	for (int i = 0; i < s->n; i++)
		if (i != at && strcmp(s->v[i].from, to) <= 0 && strcmp(from, s->v[i].to) <= 0)
			return i;
	return -1;
}
