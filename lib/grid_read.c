/* The shape of a teacher's grid. */
#include "grid_read.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"
#include "base/text.h"
#include "grid_words.h"

#define CELLS_MOST 100000
#define ROWS_MOST 2000
#define HEAD_ROWS 60		/* among which the dates stand */
#define MONTH_ABOVE 3		/* rows up to which months stand above days */
#define COLUMNS_MOST 1000

struct line {
	size_t	 line, first, n;
};

/* What a reading goes by. */
struct read {
	struct jr_grid	*g;
	int		 year;
	jr_grid_said	*said;
	void		*arg;
	size_t		 head, months;		/* lines by place; months == head: none */
	size_t		 left;			/* field of the first date */
	enum jr__grid_word label[COLUMNS_MOST];	/* of the columns before it */
	bool		 dated[COLUMNS_MOST];	/* the column has a lesson */
	bool		 passed[COLUMNS_MOST];	/* it is passed over */
	bool		 wrong;			/* something was */
};

void
jr_grid_init(struct jr_grid *g)
{
	*g = (struct jr_grid){ 0 };
}

void
jr_grid_release(struct jr_grid *g)
{
	jr_buf_release(&g->text);
	jr_buf_release(&g->cells);
	jr_buf_release(&g->lines);
	jr_buf_release(&g->column_room);
	jr_buf_release(&g->row_room);
	*g = (struct jr_grid){ 0 };
}

/* --- Cells in -------------------------------------------------------------------------- */

static size_t
line_count(const struct jr_grid *g)
{
	return g->lines.len / sizeof(struct line);
}

static size_t
cell_count(const struct jr_grid *g)
{
	return g->cells.len / sizeof(size_t);
}

static const struct line *
line_at(const struct jr_grid *g, size_t i)
{
	return (const struct line *)(const void *)g->lines.data + i;
}

const char *
jr_grid_text(const struct jr_grid *g, size_t at)
{
	return at == 0 ? "" : g->text.data + at;
}

/* A text at the end of the others: where it begins; 0: an empty one. */
static int
keep(struct jr_grid *g, const char *s, size_t n, size_t *at)
{
	int rc = JR_OK;

	if (g->text.len == 0)
		jr_buf_addc(&g->text, '\0');
	*at = g->text.len;
	rc = jr_text_clean_lines(&g->text, s, n);
	if (g->text.len == *at)
		*at = 0;
	else
		jr_buf_addc(&g->text, '\0');
	return rc < 0 ? rc : g->text.failed ? JR_ENOMEM : JR_OK;
}

/* ="4/5": how a text is kept from being made a date. */
static void
unwrap(const char **s, size_t *n)
{
	if (*n < 3 || (*s)[0] != '=' || (*s)[1] != '"' || (*s)[*n - 1] != '"')
		return;
	*s += 2;
	*n -= 3;
}

int
jr_grid_add(struct jr_grid *g, size_t line, size_t n, const char *const *field,
    const size_t *len)
{
	struct line l = { line, cell_count(g), 0 };
	size_t at;
	int rc;

	for (; n > 0 && len[n - 1] == 0;)
		n--;
	if (n == 0)
		return JR_OK;
	if (n > COLUMNS_MOST || l.first + n > CELLS_MOST || line_count(g) == ROWS_MOST)
		return JR_EINVAL;
	for (; l.n < n; l.n++) {
		const char *s = field[l.n];
		size_t bytes = len[l.n];

		unwrap(&s, &bytes);
		if ((rc = keep(g, s, bytes, &at)) < 0)
			return rc;
		jr_buf_add(&g->cells, &at, sizeof(at));
	}
	jr_buf_add(&g->lines, &l, sizeof(l));
	return g->cells.failed || g->lines.failed ? JR_ENOMEM : JR_OK;
}

static const char *
text_of(const struct jr_grid *g, const struct line *l, size_t field)
{
	const size_t *at = (const size_t *)(const void *)g->cells.data;

	return field < l->n ? jr_grid_text(g, at[l->first + field]) : "";
}

const char *
jr_grid_cell(const struct jr_grid *g, const struct jr_grid_row *r, size_t field)
{
	const size_t *at = (const size_t *)(const void *)g->cells.data;

	return field < r->fields ? jr_grid_text(g, at[r->first + field]) : "";
}

/* A row that is too short for the field goes on behind all others. */
static int
lengthen(struct jr_grid *g, struct jr_grid_row *r, size_t fields)
{
	size_t first = cell_count(g), at;

	for (size_t i = 0; i < fields; i++) {
		at = i < r->fields ?
		    ((const size_t *)(const void *)g->cells.data)[r->first + i] : 0;
		jr_buf_add(&g->cells, &at, sizeof(at));
	}
	if (g->cells.failed)
		return JR_ENOMEM;
	r->first = first;
	r->fields = fields;
	return JR_OK;
}

int
jr_grid_set(struct jr_grid *g, size_t row, size_t field, const char *text)
{
	struct jr_grid_row *r = &g->row[row];
	size_t at;
	int rc;

	if ((rc = keep(g, text, strlen(text), &at)) < 0 ||
	    (field >= r->fields && (rc = lengthen(g, r, field + 1)) < 0))
		return rc;
	((size_t *)(void *)g->cells.data)[r->first + field] = at;
	return JR_OK;
}

/* --- Words ------------------------------------------------------------------------------ */

static void say(struct read *, bool error, size_t line, size_t field, const char *fmt, ...)
    __attribute__((format(printf, 5, 6)));

static void
say(struct read *r, bool error, size_t line, size_t field, const char *fmt, ...)
{
	struct jr_error e = { 0 };
	va_list ap;

	va_start(ap, fmt);
	jr_error_setv(&e, JR_EINVAL, fmt, ap);
	va_end(ap);
	r->wrong = r->wrong || error;
	r->said(r->arg, error, line, field, e.text);
}

/* --- The row of dates ------------------------------------------------------------------- */

static void
heading(const struct read *r, const struct line *l, size_t field, struct jr_grid_heading *h)
{
	const char *s = text_of(r->g, l, field);

	jr_grid_heading_read(s, strlen(s), r->year, h);
}

/* Could it be of that kind?  Asked first, because most cells of a sheet are marks. */
static bool
can_be(enum jr_grid_heading_is kind, const char *s)
{
	switch (kind) {
	case JR_HEAD_MONTH:
		return strnlen(s, 3) == 3 && (*s < '0' || *s > '9');
	case JR_HEAD_DAY:
		return strpbrk(s, "0123456789") != NULL;
	default:
		return strnlen(s, 3) == 3 && strpbrk(s, "0123456789") != NULL;
	}
}

/* How many cells of a line are of a kind that dates have; a name is never one. */
static size_t
count(const struct read *r, size_t at, enum jr_grid_heading_is a, enum jr_grid_heading_is b)
{
	const struct line *l = line_at(r->g, at);
	struct jr_grid_heading h;
	size_t n = 0;

	for (size_t i = 1; i < l->n; i++) {
		if (!can_be(a, text_of(r->g, l, i)))
			continue;
		heading(r, l, i, &h);
		n += h.is == a || h.is == b;
	}
	return n;
}

static bool
has_label(const struct read *r, size_t at)
{
	const struct line *l = line_at(r->g, at);
	enum jr__grid_word w;

	for (size_t i = 0; i < l->n && i < 4; i++) {
		const char *s = text_of(r->g, l, i);

		w = jr__grid_heading_word(s, strlen(s));
		if (w == JR__WORD_NAME || w == JR__WORD_NUMBER || w == JR__WORD_RUNNING)
			return true;
	}
	return false;
}

/* A title that is the month of the whole sheet. */
static bool
is_month_title(const struct read *r, size_t at)
{
	const struct line *l = line_at(r->g, at);
	struct jr_grid_heading h;

	for (size_t i = 1; i < l->n; i++)
		if (*text_of(r->g, l, i) != '\0')
			return false;
	heading(r, l, 0, &h);
	return h.is == JR_HEAD_MONTH;
}

/* The line of lesson numbers, which are no days. */
static bool
is_about_lessons(const struct read *r, size_t at)
{
	const struct line *l = line_at(r->g, at);

	for (size_t i = 0; i < l->n && i < 4; i++) {
		const char *s = text_of(r->g, l, i);

		if (jr__grid_row_word(s, strlen(s)) != JR__WORD_NONE)
			return true;
	}
	return false;
}

/* The line of months above a line of days; the line itself: there is none.  Days are
 * the first numbers below their months: marks further down look like days too. */
static size_t
months_above(const struct read *r, size_t at)
{
	if (is_about_lessons(r, at))
		return at;
	for (size_t up = 1; up <= MONTH_ABOVE && up <= at; up++) {
		if (count(r, at - up, JR_HEAD_MONTH, JR_HEAD_MONTH) > 0 ||
		    (is_month_title(r, at - up) && has_label(r, at)))
			return at - up;
		if (count(r, at - up, JR_HEAD_DAY, JR_HEAD_DAY) > 0 &&
		    !is_about_lessons(r, at - up))
			return at;
	}
	return at;
}

/* The line with the most dates is that of the dates; of equal ones the first, unless
 * only the later has the heading of a list.  Fewer of them below a heading over more
 * bare days are none: a mean such as 4,5 looks like one. */
static bool
find_head(struct read *r, enum jr_grid_heading_is a, enum jr_grid_heading_is b)
{
	size_t lines = line_count(r->g), best = 0, bare = 0;
	bool labelled = false;

	for (size_t i = 0; i < lines && i < HEAD_ROWS; i++) {
		size_t months = i, n = count(r, i, a, b);

		if (n == 0 && (months = months_above(r, i)) != i)
			n = count(r, i, JR_HEAD_DAY, JR_HEAD_DAY);
		if (n == 0 && bare == 0 && has_label(r, i))
			bare = count(r, i, JR_HEAD_DAY, JR_HEAD_DAY);
		if (n == 0 || n < best || (n == best && (labelled || !has_label(r, i))))
			continue;
		best = n;
		labelled = has_label(r, i) || (months != i && has_label(r, months));
		r->head = i;
		r->months = months;
	}
	return best > 0 && (labelled || best >= bare);
}

/* The nearest month at or before the field. */
static bool
month_of(const struct read *r, size_t field, struct jr_grid_heading *h)
{
	const struct line *l = line_at(r->g, r->months);

	for (field = field < l->n ? field + 1 : l->n; field > 0; field--) {
		heading(r, l, field - 1, h);
		if (h->is == JR_HEAD_MONTH)
			return true;
	}
	return false;
}

/* A day under its month becomes a date. */
static void
date_under_month(const struct read *r, size_t field, struct jr_grid_heading *h)
{
	char text[JR_DATE_SIZE + 4];
	struct jr_grid_heading month;

	if (r->months == r->head || h->is != JR_HEAD_DAY)
		return;
	if (!month_of(r, field, &month)) {
		h->is = JR_HEAD_WRONG;
		return;
	}
	if (month.year != 0)
		snprintf(text, sizeof(text), "%d.%d.%d", h->number, month.number, month.year);
	else
		snprintf(text, sizeof(text), "%d.%d", h->number, month.number);
	jr_grid_heading_read(text, strlen(text), r->year, h);
}

/* --- Columns ------------------------------------------------------------------------------ */

static int
add_column(struct read *r, enum jr_grid_column_kind kind, size_t field, jr_day day)
{
	struct jr_grid_column c = { kind, field, day };

	if (r->g->columns == 0)
		r->left = field;
	jr_buf_add(&r->g->column_room, &c, sizeof(c));
	r->g->columns++;
	r->dated[field] = kind == JR_GRID_LESSON;
	r->passed[field] = kind == JR_GRID_MEAN;
	return r->g->column_room.failed ? JR_ENOMEM : JR_OK;
}

/* Leftovers of merged months: days that go back under one name. */
static void
check_order(struct read *r, size_t field, jr_day before, jr_day day)
{
	char text[JR_DATE_SIZE];

	if (r->months == r->head || day >= before)
		return;
	jr_date_format_ru(day, text);
	say(r, true, r->g->head_line, field + 1, N_("the days go back to %s here; "
	    "is the name of a month missing above?"), text);
}

static void
say_wrong_date(struct read *r, size_t field, const struct jr_grid_heading *h, const char *s)
{
	char a[JR_DATE_SIZE], b[JR_DATE_SIZE], year[JR_YEAR_SIZE];
	struct jr_grid_heading first;

	jr_year_format(r->year, year);
	jr_grid_heading_read(s, strcspn(s, " \n"), r->year, &first);
	if (h->is == JR_HEAD_WRONG && first.is == JR_HEAD_DATE) {
		say(r, true, r->g->head_line, field + 1, N_("'%s': above a column stands its date "
		    "alone; name the work in the row Тип or Сделано"), s);
		return;
	}
	if (h->is == JR_HEAD_WRONG) {
		say(r, true, r->g->head_line, field + 1,
		    N_("'%s' is not a date in %s; --year says which school year the sheet is of"),
		    s, year);
		return;
	}
	jr_date_format_ru(h->day, a);
	jr_date_format_ru(h->other, b);
	say(r, true, r->g->head_line, field + 1,
	    N_("'%s' can be %s or %s; write the day, a full stop and the month"), s, a, b);
}

/* A heading that is no date: a mean, a sum, something unknown. */
static int
take_words(struct read *r, size_t field, const char *s)
{
	enum jr__grid_word word = jr__grid_heading_word(s, strlen(s));

	if (r->g->columns == 0)
		return JR_OK;			/* before the dates: a label */
	if (word == JR__WORD_MEAN)
		return add_column(r, JR_GRID_MEAN, field, 0);
	r->passed[field] = true;
	if (word == JR__WORD_NONE)
		say(r, false, r->g->head_line, field + 1,
		    N_("the column '%s' has no date and is passed over"), s);
	return JR_OK;
}

/* What a field without a heading of its own goes with: that above it, or the passed
 * one before it, of which it is a part by a merged heading. */
static const char *
heading_text(struct read *r, size_t field)
{
	const char *s = text_of(r->g, line_at(r->g, r->head), field), *above;

	if (*s != '\0' || r->months == r->head)
		return s;
	above = text_of(r->g, line_at(r->g, r->months), field);
	return jr__grid_heading_word(above, strlen(above)) != JR__WORD_NONE ? above : s;
}

static int
take_heading(struct read *r, size_t field, jr_day *before)
{
	const char *s = heading_text(r, field);
	struct jr_grid_heading h;

	jr_grid_heading_read(s, strlen(s), r->year, &h);
	date_under_month(r, field, &h);
	switch (h.is) {
	case JR_HEAD_DATE:
		check_order(r, field, *before, h.day);
		*before = h.day;
		return add_column(r, JR_GRID_LESSON, field, h.day);
	case JR_HEAD_TWICE:
	case JR_HEAD_WRONG:
		say_wrong_date(r, field, &h, s);
		r->passed[field] = true;
		return JR_OK;
	case JR_HEAD_EMPTY:
		r->passed[field] = field > 0 && r->passed[field - 1];
		return JR_OK;
	default:
		return take_words(r, field, s);
	}
}

/* The first field of the line under a date, or without any heading, that has something;
 * 0: there is none. */
static size_t
first_entry(const struct read *r, const struct line *l, bool dated)
{
	for (size_t i = r->left; i < l->n; i++)
		if (*text_of(r->g, l, i) != '\0' &&
		    (dated ? r->dated[i] : !r->dated[i] && !r->passed[i]))
			return i;
	return 0;
}

/* The heading of a column of students stands in the row of dates, above or under it. */
static void
find_labels(struct read *r)
{
	size_t last = r->head;

	if (last + 1 < line_count(r->g) && first_entry(r, line_at(r->g, last + 1), true) == 0)
		last++;
	for (size_t field = 0; field < r->left; field++)
		for (size_t i = r->months; i <= last && r->label[field] == JR__WORD_NONE; i++) {
			const char *s = text_of(r->g, line_at(r->g, i), field);

			r->label[field] = jr__grid_heading_word(s, strlen(s));
		}
}

static int
find_columns(struct read *r)
{
	const struct line *l = line_at(r->g, r->head);
	size_t n = l->n;
	jr_day before = 0;
	int rc = JR_OK;

	r->g->head_line = l->line;
	if (line_at(r->g, r->months)->n > n)
		n = line_at(r->g, r->months)->n;
	for (size_t i = 1; i < n && rc == JR_OK; i++)
		rc = take_heading(r, i, &before);
	for (size_t i = n; i < COLUMNS_MOST; i++)
		r->passed[i] = r->passed[i - 1];
	r->g->column = (struct jr_grid_column *)(void *)r->g->column_room.data;
	return rc;
}

/* --- Rows ------------------------------------------------------------------------------ */

static bool
has_digit(const char *s)
{
	return strpbrk(s, "0123456789") != NULL;
}

static bool
is_running(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && (s[n] == '\0' || ((s[n] == '.' || s[n] == ')') && s[n + 1] == '\0'));
}

/* The cells before the dates: number, name in its parts, the running number. */
static int
take_label(struct read *r, const struct line *l, struct jr_grid_row *row)
{
	struct jr_buf name = JR_BUF_INIT;
	const char *number = NULL, *running = NULL;
	int rc;

	row->label = r->left;
	for (size_t i = 0; i < r->left && i < l->n; i++) {
		const char *s = text_of(r->g, l, i);

		if (*s == '\0')
			continue;
		if (r->label[i] == JR__WORD_NUMBER || (r->label[i] == JR__WORD_NONE &&
		    !is_running(s) && has_digit(s) && strchr(s, ' ') == NULL))
			number = s;
		else if (is_running(s) || r->label[i] == JR__WORD_RUNNING)
			running = s;
		else if (r->label[i] != JR__WORD_SUM)
			jr_buf_addf(&name, "%s%s", name.len > 0 ? " " : "", s);
		if (row->label == r->left || name.len == strlen(s))
			row->label = i;
	}
	if (number == NULL && name.len == 0)
		number = running;
	number = number == NULL ? "" : number;
	/* Into memory of their own first: the texts grow while they are added. */
	jr_buf_addc(&name, '\0');
	jr_buf_adds(&name, number);
	rc = name.failed ? JR_ENOMEM : JR_OK;
	if (rc == JR_OK && (rc = keep(r->g, name.data, strlen(name.data), &row->name)) == JR_OK)
		rc = keep(r->g, name.data + strlen(name.data) + 1,
		    name.len - strlen(name.data) - 1, &row->number);
	jr_buf_release(&name);
	return rc;
}

static bool
is_weekdays(const struct read *r, const struct line *l)
{
	for (size_t i = r->left; i < l->n; i++) {
		const char *s = text_of(r->g, l, i);

		if (*s != '\0' && r->dated[i] && !jr__grid_is_weekday(s, strlen(s)))
			return false;
	}
	return true;
}

static bool
is_label_line(const struct read *r, const struct line *l)
{
	for (size_t i = 0; i < l->n && i < r->left; i++) {
		const char *s = text_of(r->g, l, i);

		if (*s != '\0' && jr__grid_heading_word(s, strlen(s)) == JR__WORD_NONE)
			return false;
	}
	return true;
}

static int
add_row(struct read *r, const struct jr_grid_row *row)
{
	jr_buf_add(&r->g->row_room, row, sizeof(*row));
	r->g->rows++;
	return r->g->row_room.failed ? JR_ENOMEM : JR_OK;
}

static int
take_line(struct read *r, const struct line *l)
{
	struct jr_grid_row row = { .line = l->line, .first = l->first, .fields = l->n };
	size_t entry = first_entry(r, l, true), loose = first_entry(r, l, false);
	enum jr__grid_word word;
	const char *name;
	int rc;

	if ((entry == 0 && is_label_line(r, l)) || (entry != 0 && is_weekdays(r, l)))
		return JR_OK;
	if ((rc = take_label(r, l, &row)) < 0)
		return rc;
	name = jr_grid_text(r->g, row.name);
	word = row.number != 0 ? JR__WORD_NONE : jr__grid_row_word(name, strlen(name));
	if (word >= JR__WORD_FOOTER)
		return JR_OK;
	if (loose != 0)
		say(r, true, l->line, loose + 1, N_("there is something here, but no date above; "
		    "is it left over from merged cells?"));
	if (row.name == 0 && row.number == 0) {
		if (entry != 0)
			say(r, true, l->line, entry + 1, N_("there is something here, but no "
			    "student in the row; is it left over from merged cells?"));
		return JR_OK;
	}
	if (word != JR__WORD_NONE)
		row.kind = JR_GRID_NUMBER + (word - JR__WORD_LESSON);
	return add_row(r, &row);
}

/* A row about the lessons stands once. */
static void
check_twice(struct read *r)
{
	const struct jr_grid *g = r->g;
	size_t seen[JR_GRID_HOMEWORK + 1] = { 0 };

	for (size_t i = 0; i < g->rows; i++) {
		const struct jr_grid_row *row = &g->row[i];

		if (row->kind == JR_GRID_STUDENT)
			continue;
		if (seen[row->kind] != 0)
			say(r, true, row->line, row->label + 1, N_("the row '%s' stands twice"),
			    jr_grid_text(g, row->name));
		seen[row->kind] = row->line;
	}
}

static int
find_rows(struct read *r)
{
	size_t lines = line_count(r->g);
	int rc = JR_OK;

	for (size_t i = r->head + 1; i < lines && rc == JR_OK; i++)
		rc = take_line(r, line_at(r->g, i));
	r->g->row = (struct jr_grid_row *)(void *)r->g->row_room.data;
	if (rc == JR_OK)
		check_twice(r);
	return rc;
}

int
jr_grid_read(struct jr_grid *g, int year, jr_grid_said *said, void *arg)
{
	struct read *r = calloc(1, sizeof(*r));
	int rc = JR_OK;

	if (r == NULL)
		return JR_ENOMEM;
	*r = (struct read){ .g = g, .year = year, .said = said, .arg = arg };
	/* Only wrong dates are found when there are no others, to be said. */
	if (!find_head(r, JR_HEAD_DATE, JR_HEAD_TWICE) &&
	    !find_head(r, JR_HEAD_WRONG, JR_HEAD_WRONG))
		say(r, true, 0, 0, N_("there is no row of dates; above the marks there must be "
		    "days, like 05.11, or months with the numbers of days under them"));
	else if ((rc = find_columns(r)) == JR_OK && g->columns > 0) {
		find_labels(r);
		rc = find_rows(r);
	}
	if (rc == JR_OK && r->wrong)
		rc = JR_EINVAL;
	free(r);
	return rc;
}
