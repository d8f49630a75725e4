/* Reports: from the rows of a query to tables. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "report_impl.h"

#define SECONDS_MOST 60
#define DASH "–"
#define NONE SIZE_MAX

/* --- Rows of a query, in machine form --------------------------------------------- */

struct rows {
	int		 ncol;
	char		(*name)[JR__NAME];
	enum jr__type	*type;
	size_t		 nrow, room;
	size_t		*cell;		/* place in text, NONE: NULL; ncol a row */
	struct jr_buf	 text;
};

static void
rows_release(struct rows *r)
{
	free(r->name);
	free(r->type);
	free(r->cell);
	jr_buf_release(&r->text);
	memset(r, 0, sizeof(*r));
}

static const char *
at(const struct rows *r, size_t row, int col)
{
	size_t place;

	if (col < 0)
		return NULL;
	place = r->cell[row * (size_t)r->ncol + (size_t)col];
	return place == NONE ? NULL : r->text.data + place;
}

static int
column(const struct rows *r, const char *name)
{
	for (int i = 0; name != NULL && i < r->ncol; i++)
		if (strcmp(r->name[i], name) == 0)
			return i;
	return -1;
}

/* The column that sorts another: NAME_order. */
static int
order_of(const struct rows *r, const char *name)
{
	char order[JR__NAME + 8];

	snprintf(order, sizeof(order), "%s_order", name);
	return column(r, order);
}

static bool
is_order(const char *name)
{
	size_t n = strlen(name);

	return n > 6 && strcmp(name + n - 6, "_order") == 0;
}

static bool
same(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* --- One report being run ------------------------------------------------------------ */

struct run {
	struct jr			*j;
	const struct jr_report		*r;
	const struct jr_report_query	*q;
	struct jr__report_values	 v;
	const struct jr_table_opts	*opts;
	FILE				*out;
	bool				 human;		/* text, HTML: as people write */
	bool				 comma;		/* decimals of people have one */
	bool				 first;		/* table on out */
	int				 tables;
};

/* --- Reading ------------------------------------------------------------------------- */

static int
sql_failed(struct run *x, int section, int rc)
{
	struct jr_error e = { 0 };

	if (rc != JR_EINVAL)
		return jr__store_failed(x->j, rc);
	jr__sqlfile_fail(x->r->file, &e, JR_ECONFIG, x->r->file->section[section].sql_line, "%s",
	    jr_store_error(x->j->store)->text);
	return jr__fail(x->j, JR_ECONFIG, "%s", e.text);
}

static int
bind(struct run *x, struct jr_stmt *st)
{
	const struct jr__report_values *v = &x->v;
	const struct { const char *name; int64_t id; const char *text; } value[] = {
		{ "year", v->year, NULL }, { "class", v->class_id, NULL },
		{ "grade", v->class_id != 0 || v->student_id != 0 ? 0 : v->grade, NULL },
		{ "student", v->student_id, NULL }, { "teacher", v->staff_id, NULL },
		{ "subject", v->subject_id, NULL }, { "course", 0, NULL },
		{ "term", v->term_id, NULL }, { "from", 0, v->from }, { "to", 0, v->to },
		{ "date", 0, v->date }, { "today", 0, v->today },
	};
	int place, rc;

	for (size_t i = 0; i < sizeof(value) / sizeof(value[0]); i++) {
		struct jr_value bound = value[i].text != NULL ? jr_text(value[i].text) :
		    value[i].id != 0 ? jr_int(value[i].id) : jr_null();

		if ((place = jr_stmt_place(st, value[i].name)) > 0 &&
		    (rc = jr_stmt_bind(st, place, &bound)) < 0)
			return jr__store_failed(x->j, rc);
	}
	return JR_OK;
}

static enum jr_sql
scope_statement(const struct jr_report *r)
{
	if (strcmp(r->scope, "class") == 0)
		return JR_SQL_SCOPE_CLASS;
	if (strcmp(r->scope, "student") == 0)
		return JR_SQL_SCOPE_STUDENT;
	if (strcmp(r->scope, "course") == 0)
		return JR_SQL_SCOPE_COURSE;
	return JR_SQL_SCOPE_SCHOOL;
}

static bool
take_columns(struct run *x, struct jr_stmt *st, struct rows *r)
{
	r->ncol = jr_stmt_columns(st);
	r->name = calloc((size_t)r->ncol + 1, sizeof(*r->name));
	r->type = calloc((size_t)r->ncol + 1, sizeof(*r->type));
	if (r->name == NULL || r->type == NULL)
		return false;
	for (int i = 0; i < r->ncol; i++) {
		snprintf(r->name[i], JR__NAME, "%s", jr_stmt_name(st, i));
		r->type[i] = jr__report_type(x->r, r->name[i]);
	}
	return true;
}

/* A value in machine form: 435 hundredths are 4.35. */
static void
add_value(struct run *x, struct jr_buf *out, enum jr__type type, const struct jr_value *v)
{
	if (v->type == JR_V_INT && type == JR__TENTHS)
		jr_buf_addf(out, "%lld.%lld", (long long)v->i / 10, (long long)v->i % 10);
	else if (v->type == JR_V_INT && type == JR__HUNDREDTHS)
		jr_buf_addf(out, "%lld.%02lld", (long long)v->i / 100, (long long)v->i % 100);
	else if (v->type == JR_V_INT)
		jr_buf_addf(out, "%lld", (long long)v->i);
	else if (type == JR__WORD)
		jr_buf_adds(out, jr_words(x->j, v->p));
	else
		jr_buf_add(out, v->p, v->n);
	jr_buf_addc(out, '\0');
}

static bool
take_row(struct run *x, struct jr_stmt *st, struct rows *r)
{
	size_t room = r->room == 0 ? 256 : 2 * r->room, *more;
	struct jr_value v;

	if (r->nrow == r->room) {
		if ((more = realloc(r->cell, room * (size_t)r->ncol * sizeof(*more))) == NULL)
			return false;
		r->cell = more;
		r->room = room;
	}
	for (int i = 0; i < r->ncol; i++) {
		size_t *cell = &r->cell[r->nrow * (size_t)r->ncol + (size_t)i];

		jr_stmt_value(st, i, &v);
		*cell = v.type == JR_V_NULL ? NONE : r->text.len;
		if (v.type != JR_V_NULL)
			add_value(x, &r->text, r->type[i], &v);
	}
	r->nrow++;
	return !r->text.failed;
}

/* All rows of a section's query. */
static int
fetch(struct run *x, int section, struct rows *out)
{
	struct jr_stmt *st;
	int rc;

	memset(out, 0, sizeof(*out));
	rc = jr_stmt_prepare_with(x->j->store, scope_statement(x->r), x->r->with,
	    x->r->file->section[section].sql, &st);
	if (rc < 0)
		return sql_failed(x, section, rc);
	if ((rc = bind(x, st)) == JR_OK && !take_columns(x, st, out))
		rc = jr__nomem(x->j);
	while (rc == JR_OK && (rc = jr_stmt_step(st)) == JR_OK)
		if (!take_row(x, st, out))
			rc = jr__nomem(x->j);
	if (rc < 0 && x->j->err.rc == 0)
		rc = sql_failed(x, section, rc);
	jr_stmt_free(st);
	if (rc < 0)
		rows_release(out);
	return rc < 0 ? rc : JR_OK;
}

/* --- As people read it ---------------------------------------------------------------- */

static const char *const months[] = {
	N_("January"), N_("February"), N_("March"), N_("April"), N_("May"), N_("June"),
	N_("July"), N_("August"), N_("September"), N_("October"), N_("November"), N_("December")
};

static void
add_date(struct run *x, struct jr_buf *out, const char *iso)
{
	char text[JR_DATE_SIZE];
	jr_day day;

	if (x->human && x->comma && jr_date_parse(iso, &day) == JR_OK) {
		jr_date_format_ru(day, text);
		iso = text;
	}
	jr_buf_adds(out, iso);
}

/* A cell for the table; an empty one is NULL in `value`. */
static void
add_cell(struct run *x, struct jr_buf *out, enum jr__type type, const char *value,
    bool as_text)
{
	bool comma = x->comma && (x->human || (as_text && x->opts->excel));

	if (type == JR__DATE)
		add_date(x, out, value);
	else if ((type == JR__TENTHS || type == JR__HUNDREDTHS) && comma)
		for (; *value != '\0'; value++)
			jr_buf_addc(out, *value == '.' ? ',' : *value);
	else
		jr_buf_adds(out, value);
}

/* The heading of a pivot's column for people; its name is the value itself. */
static void
add_heading(struct run *x, struct jr_buf *out, enum jr__type type, const char *value)
{
	int month;

	if (type == JR__MONTH && value == NULL)
		jr_buf_adds(out, jr_words(x->j, N_("In all")));
	else if (type == JR__MONTH && strlen(value) == 7 &&
	    (month = atoi(value + 5)) >= 1 && month <= 12)
		jr_buf_adds(out, jr_words(x->j, months[month - 1]));
	else if (type == JR__DATE && strlen(value) == 10)
		jr_buf_addf(out, "%.2s.%.2s", value + 8, value + 5);
	else
		jr_buf_adds(out, value == NULL ? "" : value);
}

static const char *
title_of(struct run *x, const char *name)
{
	const char *title = jr__report_column_title(x->r, name);

	return title == NULL ? name : jr_words(x->j, title);
}

/* --- Columns of a table ----------------------------------------------------------------- */

/* A column of the table: of the query, or one of a pivot's. */
struct column {
	int		 source;	/* column of the query; -1: pivoted, -2: counts rows */
	size_t		 value;		/* pivoted: its place among the values */
	int		 cell;		/* … and which cell */
};

struct layout {
	struct run		*x;
	const struct jr__part	*part;
	const struct rows	*r;
	size_t			 begin, end;	/* rows of it */
	int			 group, row, row_order, pivot, pivot_order, join;
	int			 source[JR__CELLS][JR__ELSE];	/* cells in the query; -1 */
	size_t			*value;		/* pivot: a row that has the value, in order */
	size_t			 values;
	struct column		*col;
	size_t			 cols;
	struct jr_buf		 words;		/* names and titles, NUL behind each */
	struct jr_col		*table_col;
	bool			 otherwise[JR__CELLS][JR__ELSE];	/* was shown */
};

static void
layout_release(struct layout *l)
{
	free(l->value);
	free(l->col);
	free(l->table_col);
	jr_buf_release(&l->words);
}

static bool
is_pivot(const struct layout *l)
{
	return l->pivot >= 0;
}

static bool
is_cell(const struct layout *l, int source)
{
	for (int c = 0; c < l->part->pivot.cells; c++)
		for (int k = 0; k < JR__ELSE; k++)
			if (l->source[c][k] == source)
				return true;
	return false;
}

/* Does the pivot's value of one row stand before that of another?  By X_order, days
 * and months by themselves; others stay in the order of the rows. */
static bool
before(const struct layout *l, size_t a, size_t b)
{
	enum jr__type type = l->r->type[l->pivot];
	bool dated = type == JR__DATE || type == JR__MONTH;
	int by = l->pivot_order >= 0 || !dated ? l->pivot_order : l->pivot;
	const char *x = at(l->r, a, by), *y = at(l->r, b, by);

	return x != NULL && (y == NULL || strcmp(x, y) < 0);
}

/* The different values of a pivot's column, each by a row that has it. */
static bool
find_values(struct layout *l)
{
	struct jr_map *seen = jr_map_new();
	bool months_too = l->r->type[l->pivot] == JR__MONTH, fine = seen != NULL;
	const char *v;
	int64_t known;

	l->value = calloc(l->end - l->begin + 1, sizeof(*l->value));
	fine = fine && l->value != NULL;
	for (size_t i = l->begin; fine && i < l->end; i++) {
		size_t n = l->values;

		v = at(l->r, i, l->pivot);
		if (v == NULL && !months_too)
			continue;
		if (jr_map_get(seen, v == NULL ? "" : v, v == NULL ? 0 : strlen(v), &known))
			continue;
		fine = jr_map_put(seen, v == NULL ? "" : v, v == NULL ? 0 : strlen(v), 1);
		while (n > 0 && before(l, i, l->value[n - 1])) {
			l->value[n] = l->value[n - 1];
			n--;
		}
		l->value[n] = i;
		l->values++;
	}
	jr_map_free(seen);
	return fine;
}

static void
find_sources(struct layout *l)
{
	const struct jr__pivot *p = &l->part->pivot;

	l->group = column(l->r, l->part->group);
	l->join = column(l->r, l->part->join);
	l->row = l->row_order = l->pivot = l->pivot_order = -1;
	memset(l->source, -1, sizeof(l->source));
	if (p->cells == 0)
		return;
	l->row = column(l->r, p->row);
	l->row_order = order_of(l->r, p->row);
	l->pivot = column(l->r, p->column);
	l->pivot_order = order_of(l->r, p->column);
	for (int c = 0; c < p->cells; c++)
		for (int k = 0; k < JR__ELSE; k++)
			l->source[c][k] = column(l->r, p->cell[c][k]);
}

static int
check_sources(struct layout *l)
{
	const struct jr__pivot *p = &l->part->pivot;
	const struct jr__sqlfile *f = l->x->r->file;
	const char *missing = NULL;
	struct jr_error e = { 0 };

	if (p->cells > 0 && l->row < 0)
		missing = p->row;
	else if (p->cells > 0 && l->pivot < 0)
		missing = p->column;
	for (int c = 0; c < p->cells; c++)
		for (int k = 0; k < JR__ELSE; k++)
			if (p->cell[c][k][0] != '\0' && l->source[c][k] < 0)
				missing = p->cell[c][k];
	if (l->part->group != NULL && l->group < 0)
		missing = l->part->group;
	if (l->part->join != NULL && l->join < 0)
		missing = l->part->join;
	if (missing == NULL)
		return JR_OK;
	jr__sqlfile_fail(f, &e, JR_ECONFIG, f->section[l->part->section].sql_line,
	    N_("the query has no column '%s'"), missing);
	return jr__fail(l->x->j, JR_ECONFIG, "%s", e.text);
}

static enum jr_col_type
table_type(enum jr__type type)
{
	switch (type) {
	case JR__INTEGER:
		return JR_COL_INT;
	case JR__TENTHS:
	case JR__HUNDREDTHS:
		return JR_COL_DECIMAL;
	case JR__DATE:
		return JR_COL_DATE;
	default:
		return JR_COL_TEXT;
	}
}

/* Type of a pivoted cell: several alternatives make it text. */
static enum jr__type
cell_type(const struct layout *l, int cell)
{
	return l->source[cell][1] >= 0 ? JR__TEXT : l->r->type[l->source[cell][0]];
}

static void
add_column(struct layout *l, int source, size_t value, int cell)
{
	l->col[l->cols++] = (struct column){ source, value, cell };
}

static void
choose_columns(struct layout *l)
{
	if (l->part->numbered)
		add_column(l, -2, 0, 0);
	for (int i = 0; i < l->r->ncol; i++) {
		if (i == l->pivot)
			for (size_t v = 0; v < l->values; v++)
				for (int c = 0; c < l->part->pivot.cells; c++)
					add_column(l, -1, v, c);
		else if (i != l->group && !is_order(l->r->name[i]) && !is_cell(l, i))
			add_column(l, i, 0, 0);
	}
}

/* Name and title of a column, one behind the other in l->words. */
static void
name_column(struct layout *l, const struct column *c)
{
	const struct jr__pivot *p = &l->part->pivot;
	struct jr_buf *w = &l->words;
	const char *v;

	if (c->source == -2) {
		jr_buf_add(w, "no\0№", sizeof("no\0№"));
		return;
	}
	if (c->source >= 0) {
		jr_buf_add(w, l->r->name[c->source], strlen(l->r->name[c->source]) + 1);
		jr_buf_adds(w, title_of(l->x, l->r->name[c->source]));
		jr_buf_addc(w, '\0');
		return;
	}
	v = at(l->r, l->value[c->value], l->pivot);
	jr_buf_adds(w, v != NULL ? v : "all");
	if (p->cells > 1)
		jr_buf_addf(w, ".%s", p->cell[c->cell][0]);
	jr_buf_addc(w, '\0');
	add_heading(l->x, w, l->r->type[l->pivot], v);
	if (p->cells > 1)
		jr_buf_addf(w, ": %s", title_of(l->x, p->cell[c->cell][0]));
	jr_buf_addc(w, '\0');
}

/* The column that says what a row is: the pivot's, else the first. */
static size_t
label_column(const struct layout *l)
{
	for (size_t i = 0; i < l->cols; i++)
		if (l->col[i].source >= 0 && (l->row < 0 || l->col[i].source == l->row))
			return i;
	return 0;
}

static bool
describe_columns(struct layout *l)
{
	const char *word;

	for (size_t i = 0; i < l->cols; i++)
		name_column(l, &l->col[i]);
	if (l->words.failed)
		return false;
	word = jr_buf_str(&l->words);
	for (size_t i = 0; i < l->cols; i++) {
		const struct column *c = &l->col[i];

		l->table_col[i].name = word;
		word += strlen(word) + 1;
		l->table_col[i].title = word;
		word += strlen(word) + 1;
		l->table_col[i].type = c->source == -2 ? JR_COL_INT :
		    table_type(c->source == -1 ? cell_type(l, c->cell) : l->r->type[c->source]);
	}
	l->table_col[label_column(l)].key = true;
	return true;
}

static int
make_layout(struct layout *l)
{
	size_t most;
	int rc;

	find_sources(l);
	if ((rc = check_sources(l)) < 0)
		return rc;
	if (is_pivot(l) && !find_values(l))
		return jr__nomem(l->x->j);
	most = (size_t)l->r->ncol + 2 + l->values * (size_t)l->part->pivot.cells;
	l->col = calloc(most, sizeof(*l->col));
	l->table_col = calloc(most, sizeof(*l->table_col));
	if (l->col == NULL || l->table_col == NULL)
		return jr__nomem(l->x->j);
	choose_columns(l);
	return describe_columns(l) ? JR_OK : jr__nomem(l->x->j);
}

/* --- Rows of a table ---------------------------------------------------------------------- */

/* Cells of one row on their way into the table. */
struct line {
	struct jr_buf	 text;
	size_t		*place;		/* in text; NONE: empty */
	const char	**cell;
};

static bool
line_init(struct line *n, size_t cols)
{
	memset(n, 0, sizeof(*n));
	n->place = calloc(cols + 1, sizeof(*n->place));
	n->cell = calloc(cols + 1, sizeof(*n->cell));
	return n->place != NULL && n->cell != NULL;
}

static void
line_release(struct line *n)
{
	free(n->place);
	free(n->cell);
	jr_buf_release(&n->text);
}

static void
line_clear(struct line *n, size_t cols)
{
	jr_buf_clear(&n->text);
	for (size_t i = 0; i < cols; i++)
		n->place[i] = NONE;
}

static const char *const *
line_cells(struct line *n, size_t cols)
{
	for (size_t i = 0; i < cols; i++)
		n->cell[i] = n->place[i] == NONE ? NULL : n->text.data + n->place[i];
	return n->cell;
}

/* Set a cell: a number that is NULL is a dash. */
static void
set_cell(struct run *x, struct line *n, size_t col, enum jr__type type, const char *value,
    bool as_text)
{
	if (value == NULL && (type == JR__TEXT || type == JR__WORD || type == JR__DATE ||
	    type == JR__MONTH))
		return;
	n->place[col] = n->text.len;
	if (value == NULL)
		jr_buf_adds(&n->text, DASH);
	else
		add_cell(x, &n->text, type, value, as_text);
	jr_buf_addc(&n->text, '\0');
}

/* Are two rows of the query of one group? */
static bool
is_same_group(const struct rows *r, const char *name, size_t a, size_t b)
{
	int group = column(r, name), order = group < 0 ? -1 : order_of(r, name);

	return same(at(r, a, group), at(r, b, group)) && same(at(r, a, order), at(r, b, order));
}

/* Do two rows of the query belong to one row of the table? */
static bool
is_same_row(const struct layout *l, size_t a, size_t b)
{
	if (is_pivot(l))
		return is_same_group(l->r, l->part->group, a, b) &&
		    same(at(l->r, a, l->row), at(l->r, b, l->row)) &&
		    same(at(l->r, a, l->row_order), at(l->r, b, l->row_order));
	if (l->join < 0)
		return false;
	for (int i = 0; i < l->r->ncol; i++)
		if (i != l->join && !is_order(l->r->name[i]) &&
		    !same(at(l->r, a, i), at(l->r, b, i)))
			return false;
	return true;
}

/* Which of a cell's alternatives a row of the query has; -1: none. */
static int
alternative(const struct layout *l, size_t row, int cell)
{
	for (int k = 0; k < JR__ELSE && l->source[cell][k] >= 0; k++)
		if (at(l->r, row, l->source[cell][k]) != NULL)
			return k;
	return -1;
}

static void
set_pivoted(struct layout *l, struct line *n, size_t col, size_t begin, size_t end)
{
	const struct column *c = &l->col[col];
	const char *wanted = at(l->r, l->value[c->value], l->pivot);
	bool text = cell_type(l, c->cell) == JR__TEXT;
	int k;

	for (size_t i = begin; i < end; i++) {
		if (!same(at(l->r, i, l->pivot), wanted))
			continue;
		if ((k = alternative(l, i, c->cell)) < 0) {
			if (!text)
				set_cell(l->x, n, col, cell_type(l, c->cell), NULL, false);
			continue;
		}
		l->otherwise[c->cell][k] = true;
		if (n->place[col] == NONE)
			n->place[col] = n->text.len;
		else
			n->text.data[n->text.len - 1] = ' ';
		add_cell(l->x, &n->text, l->r->type[l->source[c->cell][k]],
		    at(l->r, i, l->source[c->cell][k]), text);
		jr_buf_addc(&n->text, '\0');
	}
}

static void
set_joined(struct layout *l, struct line *n, size_t col, size_t begin, size_t end)
{
	const char *v;

	for (size_t i = begin; i < end; i++) {
		if ((v = at(l->r, i, l->join)) == NULL)
			continue;
		if (n->place[col] == NONE)
			n->place[col] = n->text.len;
		else if (!n->text.failed) {
			n->text.len--;
			jr_buf_adds(&n->text, ", ");
		}
		add_cell(l->x, &n->text, l->r->type[l->join], v, true);
		jr_buf_addc(&n->text, '\0');
	}
}

static void
set_row(struct layout *l, struct line *n, size_t begin, size_t end, int number)
{
	char text[16];

	line_clear(n, l->cols);
	for (size_t i = 0; i < l->cols && !n->text.failed; i++) {
		const struct column *c = &l->col[i];

		if (c->source == -2) {
			snprintf(text, sizeof(text), "%d", number);
			set_cell(l->x, n, i, JR__INTEGER, text, false);
		} else if (c->source == -1)
			set_pivoted(l, n, i, begin, end);
		else if (c->source == l->join)
			set_joined(l, n, i, begin, end);
		else
			set_cell(l->x, n, i, l->r->type[c->source], at(l->r, begin, c->source),
			    false);
	}
}

/* --- Footers -------------------------------------------------------------------------------- */

/* A table's way of closing: as footers, or where groups share a table as rows. */
typedef void closing(struct jr_table *, const char *const *cells);

static bool
is_of_group(const struct layout *l, const struct rows *f, size_t row, const char *group)
{
	int of_group = column(f, l->part->group);

	return of_group < 0 || same(at(f, row, of_group), group);
}

static const char *
footer_title(const struct layout *l)
{
	const char *title = jr__sqlfile_value(l->x->r->file, l->part->footer, "title", NULL);

	return title == NULL ? NULL : jr_words(l->x->j, title);
}

/* Below a pivot of several cells: one line, its columns are the cells. */
static void
cells_footer(struct layout *l, const struct rows *f, const char *group, struct line *n,
    struct jr_table *t, closing *close)
{
	int by = column(f, l->part->pivot.column), from;
	bool any = false;

	line_clear(n, l->cols);
	set_cell(l->x, n, label_column(l), JR__TEXT, footer_title(l), true);
	for (size_t i = 0; i < f->nrow; i++) {
		if (!is_of_group(l, f, i, group))
			continue;
		any = true;
		for (size_t k = 0; k < l->cols; k++)
			if (l->col[k].source == -1 && same(at(f, i, by),
			    at(l->r, l->value[l->col[k].value], l->pivot)) &&
			    (from = column(f, l->part->pivot.cell[l->col[k].cell][0])) >= 0)
				set_cell(l->x, n, k, f->type[from], at(f, i, from), false);
	}
	if (any && !n->text.failed)
		close(t, line_cells(n, l->cols));
}

/* Below a pivot of one cell: each further column of the footer's query is one line. */
static void
pivot_footer(struct layout *l, const struct rows *f, const char *group, struct line *n,
    struct jr_table *t, closing *close)
{
	int of_group = column(f, l->part->group), by = column(f, l->part->pivot.column);
	size_t label = label_column(l);
	bool any = false;

	for (size_t i = 0; i < f->nrow; i++)
		any = any || is_of_group(l, f, i, group);
	for (int c = 0; any && c < f->ncol; c++) {
		if (c == of_group || c == by || is_order(f->name[c]))
			continue;
		line_clear(n, l->cols);
		set_cell(l->x, n, label, JR__TEXT, title_of(l->x, f->name[c]), true);
		for (size_t i = 0; i < f->nrow; i++) {
			if (!is_of_group(l, f, i, group))
				continue;
			for (size_t k = 0; k < l->cols; k++)
				if (l->col[k].source == -1 && same(at(f, i, by),
				    at(l->r, l->value[l->col[k].value], l->pivot)))
					set_cell(l->x, n, k, f->type[c], at(f, i, c), true);
		}
		if (!n->text.failed)
			close(t, line_cells(n, l->cols));
	}
}

/* Below other tables: its columns are the table's. */
static void
plain_footer(struct layout *l, const struct rows *f, const char *group, struct line *n,
    struct jr_table *t, closing *close)
{
	const char *title = footer_title(l);
	int from;

	for (size_t i = 0; i < f->nrow; i++) {
		if (!is_of_group(l, f, i, group))
			continue;
		line_clear(n, l->cols);
		for (size_t k = 0; k < l->cols; k++)
			if (l->col[k].source >= 0 &&
			    (from = column(f, l->r->name[l->col[k].source])) >= 0)
				set_cell(l->x, n, k, f->type[from], at(f, i, from), false);
		if (n->place[label_column(l)] == NONE)
			set_cell(l->x, n, label_column(l), JR__TEXT, title, true);
		if (!n->text.failed)
			close(t, line_cells(n, l->cols));
	}
}

static void
write_footer(struct layout *l, const struct rows *f, size_t begin, struct line *n,
    struct jr_table *t, bool as_rows)
{
	const char *group = begin < l->end ? at(l->r, begin, l->group) : NULL;
	closing *close = as_rows ? jr_table_row : jr_table_footer;

	if (f->ncol == 0)
		return;
	if (is_pivot(l) && l->part->pivot.cells > 1)
		cells_footer(l, f, group, n, t, close);
	else if (is_pivot(l))
		pivot_footer(l, f, group, n, t, close);
	else
		plain_footer(l, f, group, n, t, close);
}

/* --- Tables --------------------------------------------------------------------------------- */

static void
make_title(struct layout *l, const char *group, struct jr_buf *out)
{
	struct run *x = l->x;
	const char *sep = ": ";

	jr_buf_adds(out, jr_words(x->j, l->part->title != NULL ? l->part->title : x->r->title));
	if (group != NULL) {
		jr_buf_addf(out, "%s%s", sep, group);
		sep = ", ";
	}
	if (x->v.term_name[0] != '\0')
		jr_buf_addf(out, "%s%s %s", sep, x->v.term_name, x->v.year_name);
	else if (jr_report_takes(x->r, "date")) {
		jr_buf_adds(out, sep);
		add_date(x, out, x->v.date);
	}
}

/* Was the named cell one of those shown? */
static bool
was_shown(const struct layout *l, const char *name)
{
	for (int c = 0; c < l->part->pivot.cells; c++)
		for (int k = 0; k < JR__ELSE; k++)
			if (l->otherwise[c][k] && strcmp(l->part->pivot.cell[c][k], name) == 0)
				return true;
	return false;
}

static void
write_notes(struct layout *l, struct jr_table *t)
{
	const struct jr__sqlfile *f = l->x->r->file;
	const char *school = jr_setting(l->x->j, "school.short_name", NULL);
	struct jr_buf b = JR_BUF_INIT;

	for (size_t i = 0; i < f->entries; i++)
		if (strcmp(f->entry[i].key, "note") == 0 &&
		    f->entry[i].section == l->part->section &&
		    (f->entry[i].name[0] == '\0' || was_shown(l, f->entry[i].name)))
			jr_table_note(t, jr_words(l->x->j, f->entry[i].value));
	jr_buf_adds(&b, jr_words(l->x->j, N_("As of")));
	jr_buf_addc(&b, ' ');
	add_date(l->x, &b, l->x->v.today);
	if (school != NULL)
		jr_buf_addf(&b, ". %s", school);
	if (!b.failed)
		jr_table_note(t, jr_buf_str(&b));
	jr_buf_release(&b);
}

/* Rows [begin, end) of the layout, and what closes each group. */
static void
write_rows(struct layout *l, const struct rows *f, struct line *n, struct jr_table *t,
    bool grouped)
{
	size_t next, group_begin = l->begin;
	int number = 0;

	for (size_t i = l->begin; i < l->end; i = next) {
		if (i == l->begin || !is_same_group(l->r, l->part->group, i, i - 1)) {
			if (grouped && i > l->begin)
				write_footer(l, f, group_begin, n, t, true);
			if (grouped)
				jr_table_group(t, at(l->r, i, l->group));
			group_begin = i;
			number = 0;
		}
		for (next = i + 1; next < l->end && is_same_row(l, i, next); next++)
			;
		set_row(l, n, i, next, ++number);
		if (!n->text.failed)
			jr_table_row(t, line_cells(n, l->cols));
	}
	write_footer(l, f, group_begin, n, t, grouped);
}

/* One table of the rows [begin, end). */
static int
write_table(struct run *x, const struct jr__part *part, const struct rows *r,
    const struct rows *f, size_t begin, size_t end, bool grouped)
{
	struct layout l = { .x = x, .part = part, .r = r, .begin = begin, .end = end };
	struct jr_buf title = JR_BUF_INIT;
	struct line n = { 0 };
	struct jr_table *t;
	int rc;

	if ((rc = make_layout(&l)) == JR_OK && !line_init(&n, l.cols))
		rc = jr__nomem(x->j);
	if (rc == JR_OK) {
		make_title(&l, grouped || begin == end ? NULL : at(r, begin, l.group), &title);
		t = jr_table_new(x->out, x->opts, x->first, jr_buf_str(&title), l.table_col, l.cols);
		if (grouped)
			jr_table_groups(t, part->group, title_of(x, part->group));
		write_rows(&l, f, &n, t, grouped);
		write_notes(&l, t);
		rc = jr_table_end(t);
		x->first = false;
		if (rc == JR_EIO)
			rc = jr__fail(x->j, rc, N_("the output could not be written"));
		else if (rc < 0 || title.failed || n.text.failed)
			rc = jr__nomem(x->j);
	}
	line_release(&n);
	jr_buf_release(&title);
	layout_release(&l);
	return rc;
}

/* CSV and TSV hold all groups in one table, for others each has its own. */
static int
write_part(struct run *x, const struct jr__part *part, const struct rows *r,
    const struct rows *f)
{
	int group = column(r, part->group), rc = JR_OK;
	size_t begin = 0, end;

	if (group < 0 || r->nrow == 0)
		return write_table(x, part, r, f, 0, r->nrow, false);
	if (x->opts->format == JR_CSV || x->opts->format == JR_TSV)
		return write_table(x, part, r, f, 0, r->nrow, true);
	for (; begin < r->nrow && rc == JR_OK; begin = end) {
		for (end = begin + 1; end < r->nrow &&
		    is_same_group(r, part->group, begin, end); end++)
			;
		rc = write_table(x, part, r, f, begin, end, false);
	}
	return rc;
}

static int
run_part(struct run *x, const struct jr__part *part)
{
	bool flat = x->opts->format == JR_CSV || x->opts->format == JR_TSV;
	struct rows r = { 0 }, f = { 0 };
	int rc;

	if ((rc = fetch(x, part->section, &r)) == JR_OK && part->footer >= 0 &&
	    (!flat || x->opts->footers))
		rc = fetch(x, part->footer, &f);
	if (rc == JR_OK)
		rc = write_part(x, part, &r, &f);
	rows_release(&r);
	rows_release(&f);
	return rc;
}

static int
find_part(struct run *x, const char *name, int *out)
{
	struct jr_buf names = JR_BUF_INIT;

	for (*out = 0; *out < x->r->parts; ++*out)
		if (strcmp(x->r->part[*out].name, name) == 0)
			return JR_OK;
	for (int i = 1; i < x->r->parts; i++)
		jr_buf_addf(&names, "%s%s", i > 1 ? ", " : "", x->r->part[i].name);
	if (x->r->parts > 1)
		jr__fail(x->j, JR_EINVAL, N_("the report %s has no part '%s', but %s"), x->r->name,
		    name, jr_buf_str(&names));
	else
		jr__fail(x->j, JR_EINVAL, N_("the report %s has no further parts"), x->r->name);
	jr_buf_release(&names);
	return JR_EINVAL;
}

static int
run_parts(struct run *x)
{
	bool flat = x->opts->format == JR_CSV || x->opts->format == JR_TSV;
	int i = 0, last = flat ? 1 : x->r->parts, rc = JR_OK;

	if (x->q->part != NULL && (rc = find_part(x, x->q->part, &i)) < 0)
		return rc;
	if (x->q->part != NULL)
		last = i + 1;
	for (; i < last && rc == JR_OK; i++)
		rc = run_part(x, &x->r->part[i]);
	if (rc == JR_OK && jr_table_page_end(x->out, x->opts) < 0)
		rc = jr__fail(x->j, JR_EIO, N_("the output could not be written"));
	return rc;
}

int
jr_report_run(struct jr *j, const struct jr_report *r, const struct jr_report_query *q,
    FILE *out, const struct jr_table_opts *opts)
{
	struct run x = {
		.j = j, .r = r, .q = q, .opts = opts, .out = out, .first = true,
		.human = opts->format == JR_TEXT || opts->format == JR_HTML,
		.comma = strcmp(jr_setting(j, "language", "en"), "ru") == 0,
	};
	int rc;

	jr__clear(j);
	if ((rc = jr__report_values(j, r, q, &x.v)) < 0)
		return rc;
	jr_store_limit(j->store, SECONDS_MOST);
	rc = run_parts(&x);
	jr_store_limit(j->store, 0);
	return rc;
}
