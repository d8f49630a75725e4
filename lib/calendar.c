/* School days worked out from terms, holidays, bells and orders. */
#include <string.h>

#include "calendar.h"
#include "config.h"
#include "impl.h"
#include "lookup.h"

#define GRADES 12
#define ALL_GRADES ((1u << (GRADES + 1)) - 1)

struct term {
	int64_t		 id;
	int		 rank;		/* 0: the shortest kind */
	jr_day		 from, to;
	unsigned	 grades;	/* bit g: grade g uses it */
};

struct rest {
	jr_day		 from, to;
	unsigned	 grades;
};

struct order {
	jr_day		 from, to;
	int		 grade;		/* 0: all */
	int64_t		 class_id;	/* 0: all of the grade */
	char		 kind;		/* its first letter: off remote weekday bells */
	int		 weekday;
	size_t		 bells;		/* place in text */
};

struct bells {
	size_t		 name, grades, weekdays;	/* places in text; 0: all */
};

/* All that a year's calendar says; the lists are in memory of bufs. */
struct calendar {
	int64_t		 year;
	jr_day		 first, last;	/* 1 September, 31 August */
	jr_day		 starts;	/* first school day */
	int		 week_days;
	int		 shortest;	/* rank of the school's shortest kind of term */
	struct jr_buf	 terms, rests, orders, bells, text;
};

/* What becomes of one day. */
struct plan {
	bool		 school, remote;
	int64_t		 term_id;
	int		 weekday;
	size_t		 bells;
};

/* Things of a size in a buf. */
static size_t
count(const struct jr_buf *b, size_t size)
{
	return b->len / size;
}

static void
calendar_release(struct calendar *c)
{
	jr_buf_release(&c->terms);
	jr_buf_release(&c->rests);
	jr_buf_release(&c->orders);
	jr_buf_release(&c->bells);
	jr_buf_release(&c->text);
}

static bool
calendar_failed(const struct calendar *c)
{
	return c->terms.failed || c->rests.failed || c->orders.failed || c->bells.failed ||
	    c->text.failed;
}

static size_t
keep_text(struct calendar *c, const char *text)
{
	size_t at = c->text.len;

	if (text == NULL)
		return 0;
	jr_buf_add(&c->text, text, strlen(text) + 1);
	return at;
}

static jr_day
day_at(struct jr_stmt *st, int column)
{
	jr_day day;

	return jr_date_parse(jr_stmt_text(st, column), &day) == JR_OK ? day : INT32_MAX;
}

/* --- Loading --------------------------------------------------------------------- */

static int
rank_of(const char *kind)
{
	static const char *const kinds[] = { "quarter", "trimester", "half" };

	for (int i = 0; i < 3; i++)
		if (strcmp(kind, kinds[i]) == 0)
			return i;
	return 3;
}

/* Rows of one term follow each other. */
static void
take_term(struct calendar *c, struct jr_stmt *st)
{
	struct term t = {
		.id = jr_stmt_int(st, 0), .rank = rank_of(jr_stmt_text(st, 1)),
		.from = day_at(st, 2), .to = day_at(st, 3),
		.grades = 1u << (jr_stmt_int(st, 4) & 15),
	};
	struct term *last = NULL;

	if (c->terms.len > 0)
		last = (void *)(c->terms.data + c->terms.len - sizeof(t));
	if (last != NULL && last->id == t.id) {
		last->grades |= t.grades;
		return;
	}
	if (t.rank < c->shortest)
		c->shortest = t.rank;
	jr_buf_add(&c->terms, &t, sizeof(t));
}

static void
take_rest(struct calendar *c, struct jr_stmt *st)
{
	struct rest r = { day_at(st, 0), day_at(st, 1), ALL_GRADES };

	if (jr_stmt_int(st, 2) != 0)
		r.grades = 1u << (jr_stmt_int(st, 2) & 15);
	jr_buf_add(&c->rests, &r, sizeof(r));
}

static void
take_order(struct calendar *c, struct jr_stmt *st)
{
	struct order o = {
		.from = day_at(st, 0), .to = day_at(st, 1),
		.grade = (int)jr_stmt_int(st, 2), .class_id = jr_stmt_int(st, 3),
		.kind = jr_stmt_text(st, 4)[0], .weekday = (int)jr_stmt_int(st, 5),
		.bells = keep_text(c, jr_stmt_text(st, 6)),
	};

	jr_buf_add(&c->orders, &o, sizeof(o));
}

static void
take_bells(struct calendar *c, struct jr_stmt *st)
{
	struct bells b = { 0 };

	b.name = keep_text(c, jr_stmt_text(st, 0));
	b.grades = keep_text(c, jr_stmt_text(st, 1));
	b.weekdays = keep_text(c, jr_stmt_text(st, 2));
	jr_buf_add(&c->bells, &b, sizeof(b));
}

static int
load_rows(struct jr *j, struct calendar *c, enum jr_sql sql, const struct jr_param *params,
    void (*take)(struct calendar *, struct jr_stmt *))
{
	struct jr_stmt *st;
	int rc;

	if ((rc = jr__query(j, sql, params, &st)) < 0)
		return rc;
	while ((rc = jr__step(j, st)) == JR_OK)
		take(c, st);
	return rc < 0 ? rc : JR_OK;
}

static int
load_year(struct jr *j, struct calendar *c)
{
	struct jr_value row[JR_YEAR_COLUMNS];
	int rc;

	if ((rc = jr__fetch(j, JR_TBL_YEAR, &(struct jr_value){ JR_V_INT, c->year, NULL, 0 },
	    row)) < 0)
		return rc;
	if (rc == JR_DONE)
		return jr__fail(j, JR_ENOTFOUND, N_("the store has no school year %d/%02d"),
		    (int)c->year, (int)(c->year + 1) % 100);
	c->first = jr_day_of((int)c->year, 9, 1);
	c->last = jr_day_of((int)c->year + 1, 8, 31);
	c->week_days = (int)row[JR_YEAR_WEEK_DAYS].i;
	rc = jr_date_parse(row[JR_YEAR_STARTS_ON].p, &c->starts);
	jr__unfetch(j, JR_TBL_YEAR);
	return rc == JR_OK ? JR_OK :
	    jr__fail(j, JR_ECONFIG, N_("the school year of the store has no first day"));
}

static int
calendar_load(struct jr *j, struct calendar *c, int64_t year)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	const struct jr_param *of = JR_PARAMS(JR_P_INT("year", year));
	int rc;

	memset(c, 0, sizeof(*c));
	c->year = year;
	c->shortest = 3;
	jr_buf_addc(&c->text, '\0');	/* place 0 is no text */
	if ((rc = load_year(j, c)) < 0)
		return rc;
	jr_date_format(c->first, from);
	jr_date_format(c->last, to);
	if ((rc = load_rows(j, c, JR_SQL_CALENDAR_TERMS, of, take_term)) < 0 ||
	    (rc = load_rows(j, c, JR_SQL_CALENDAR_DAYS_OFF, of, take_rest)) < 0 ||
	    (rc = load_rows(j, c, JR_SQL_CALENDAR_BELLS, of, take_bells)) < 0 ||
	    (rc = load_rows(j, c, JR_SQL_CALENDAR_REGIMES, JR_PARAMS(
	    JR_P_TEXT("from", from), JR_P_TEXT("to", to)), take_order)) < 0)
		return rc;
	return calendar_failed(c) ? jr__nomem(j) : JR_OK;
}

/* --- One day ---------------------------------------------------------------------- */

static const struct term *
term_of(const struct calendar *c, int grade, jr_day day)
{
	const struct term *best = NULL, *t = (const void *)c->terms.data;

	for (size_t n = count(&c->terms, sizeof(*t)); n > 0; n--, t++)
		if (t->grades & 1u << grade && day >= t->from && day <= t->to &&
		    (best == NULL || t->rank < best->rank))
			best = t;
	return best;
}

/* Does a term of the school's shortest kind run? */
static bool
shortest_runs(const struct calendar *c, jr_day day)
{
	const struct term *t = (const void *)c->terms.data;

	for (size_t n = count(&c->terms, sizeof(*t)); n > 0; n--, t++)
		if (t->rank == c->shortest && day >= t->from && day <= t->to)
			return true;
	return false;
}

static bool
is_rest(const struct calendar *c, int grade, jr_day day)
{
	const struct rest *r = (const void *)c->rests.data;

	for (size_t n = count(&c->rests, sizeof(*r)); n > 0; n--, r++)
		if (r->grades & 1u << grade && day >= r->from && day <= r->to)
			return true;
	return false;
}

static size_t
bells_of(const struct calendar *c, int grade, int weekday)
{
	const struct bells *b = (const void *)c->bells.data;

	for (size_t n = count(&c->bells, sizeof(*b)); n > 0; n--, b++)
		if ((b->grades == 0 || jr_spans_have(c->text.data + b->grades, grade)) &&
		    (b->weekdays == 0 || jr_spans_have(c->text.data + b->weekdays, weekday)))
			return b->name;
	return 0;
}

static void
by_order(const struct order *o, bool by_calendar, struct plan *p)
{
	switch (o->kind) {
	case 'o':
		p->school = p->remote = false;
		break;
	case 'r':
		p->school = by_calendar;
		p->remote = true;
		break;
	case 'w':
		p->school = true;
		p->weekday = o->weekday;
		break;
	default:
		p->bells = o->bells;
	}
}

static void
plan_day(const struct calendar *c, int64_t class_id, int grade, jr_day day, struct plan *p)
{
	const struct term *t = term_of(c, grade, day);
	const struct order *o = (const void *)c->orders.data;
	bool by_calendar;

	memset(p, 0, sizeof(*p));
	p->weekday = jr_day_weekday(day);
	p->term_id = t == NULL ? 0 : t->id;
	p->bells = bells_of(c, grade, p->weekday);
	by_calendar = p->school = t != NULL && p->weekday <= c->week_days &&
	    !is_rest(c, grade, day) && (t->rank < 2 || shortest_runs(c, day));
	for (size_t n = count(&c->orders, sizeof(*o)); n > 0; n--, o++) {
		if (day < o->from || day > o->to || (o->class_id != 0 ? o->class_id != class_id :
		    o->grade != 0 && o->grade != grade))
			continue;
		by_order(o, by_calendar, p);
		by_calendar = by_calendar || o->kind == 'w';
	}
}

/* --- Filling ------------------------------------------------------------------------ */

static int
put_day(struct jr *j, const struct calendar *c, jr_day day)
{
	struct jr_value row[JR_DAY_COLUMNS];
	char date[JR_DATE_SIZE], week[JR_WEEK_SIZE];
	jr_day monday = day - jr_day_weekday(day) + 1;
	jr_day zero = c->starts - jr_day_weekday(c->starts) + 1;
	enum jr_change what;

	jr_date_format(day, date);
	jr_week_format(day, week);
	row[JR_DAY_DATE] = jr_text(date);
	row[JR_DAY_NUMBER] = jr_int(day);
	row[JR_DAY_YEAR_ID] = jr_int(c->year);
	row[JR_DAY_WEEK] = jr_text(week);
	row[JR_DAY_WEEK_NO] = jr_int((monday - zero) / 7);
	row[JR_DAY_WEEKDAY] = jr_int(jr_day_weekday(day));
	row[JR_DAY_STARTS_AT] = jr_int(jr_moment(day, 0, 0, 0));
	row[JR_DAY_ENDS_AT] = jr_int(jr_moment(day + 1, 0, 0, 0));
	return jr__put(j, JR_TBL_DAY, row, 0, &what);
}

static int
clear(struct jr *j, const struct calendar *c, int64_t class_id, int grade)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	struct jr_stmt *st;
	int rc;

	jr_date_format(c->first, from);
	jr_date_format(c->last, to);
	rc = jr__query(j, JR_SQL_CALENDAR_CLEAR, JR_PARAMS(JR_P_INT("class_id", class_id),
	    JR_P_INT("grade", grade), JR_P_TEXT("from", from), JR_P_TEXT("to", to)), &st);
	if (rc < 0 || (rc = jr__step(j, st)) < 0)
		return rc;
	return JR_OK;
}

static int
fill(struct jr *j, const struct calendar *c, int64_t class_id, int grade)
{
	struct jr_value row[JR_SCHOOL_DAY_COLUMNS];
	char date[JR_DATE_SIZE];
	struct plan p;
	int number = 0, rc;

	if ((rc = clear(j, c, class_id, grade)) < 0)
		return rc;
	row[JR_SCHOOL_DAY_CLASS_ID] = jr_int(class_id);
	row[JR_SCHOOL_DAY_GRADE] = jr_int(grade);
	for (jr_day day = c->first; day <= c->last && rc == JR_OK; day++) {
		plan_day(c, class_id, grade, day, &p);
		if (!p.school)
			continue;
		jr_date_format(day, date);
		row[JR_SCHOOL_DAY_DATE] = jr_text(date);
		row[JR_SCHOOL_DAY_NUMBER] = jr_int(++number);
		row[JR_SCHOOL_DAY_TERM_ID] = p.term_id == 0 ? jr_null() : jr_int(p.term_id);
		row[JR_SCHOOL_DAY_WEEKDAY] = jr_int(p.weekday);
		row[JR_SCHOOL_DAY_REMOTE] = jr_int(p.remote);
		row[JR_SCHOOL_DAY_BELL_SET] = jr_text(c->text.data + p.bells);
		rc = jr__add(j, JR_TBL_SCHOOL_DAY, row);
	}
	return rc;
}

/* Of all grades (0), or of one. */
static int
fill_classes(struct jr *j, const struct calendar *c, int grade)
{
	struct jr_stmt *st;
	int rc;

	if ((rc = jr__query(j, JR_SQL_CALENDAR_CLASSES,
	    JR_PARAMS(JR_P_INT("year", c->year)), &st)) < 0)
		return rc;
	while ((rc = jr__step(j, st)) == JR_OK) {
		int of = (int)jr_stmt_int(st, 1);

		if ((grade == 0 || of == grade) &&
		    (rc = fill(j, c, jr_stmt_int(st, 0), of)) < 0) {
			jr_stmt_reset(st);
			return rc;
		}
	}
	return rc < 0 ? rc : JR_OK;
}

static int
fill_grades(struct jr *j, const struct calendar *c, int grade)
{
	int rc = JR_OK;

	for (int g = 1; rc == JR_OK && g <= GRADES; g++)
		if (grade == 0 || g == grade)
			rc = fill(j, c, 0, g);
	return rc == JR_OK ? fill_classes(j, c, grade) : rc;
}

int
jr__calendar_year(struct jr *j, int64_t year)
{
	struct calendar c;
	int rc;

	rc = calendar_load(j, &c, year);
	for (jr_day day = c.first; rc == JR_OK && day <= c.last; day++)
		rc = put_day(j, &c, day);
	if (rc == JR_OK)
		rc = fill_grades(j, &c, 0);
	calendar_release(&c);
	return rc;
}

int
jr__calendar_ordered(struct jr *j, int64_t year, int grade, int64_t class_id)
{
	struct calendar c;
	int rc;

	if (class_id != 0)
		return jr__calendar_class(j, class_id);
	if ((rc = calendar_load(j, &c, year)) == JR_OK)
		rc = fill_grades(j, &c, grade);
	calendar_release(&c);
	return rc;
}

int
jr__calendar_class(struct jr *j, int64_t class_id)
{
	struct jr_value row[JR_CLASS_COLUMNS];
	struct calendar c = { 0 };
	int grade, rc;
	int64_t year;

	if ((rc = jr__fetch(j, JR_TBL_CLASS, &(struct jr_value){ JR_V_INT, class_id, NULL, 0 },
	    row)) < 0)
		return rc;
	if (rc == JR_DONE)
		return jr__fail(j, JR_ENOTFOUND, N_("there is no such class"));
	grade = (int)row[JR_CLASS_GRADE].i;
	year = row[JR_CLASS_YEAR_ID].i;
	jr__unfetch(j, JR_TBL_CLASS);
	if ((rc = calendar_load(j, &c, year)) == JR_OK)
		rc = fill(j, &c, class_id, grade);
	calendar_release(&c);
	return rc;
}

/* --- In words ----------------------------------------------------------------------- */

/* The text that a query gives, added to out; *found tells whether it gave one. */
static int
add_text(struct jr *j, enum jr_sql sql, const struct jr_param *params, struct jr_buf *out,
    bool *found)
{
	struct jr_stmt *st;
	int rc;

	if ((rc = jr__first(j, sql, params, &st)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	*found = true;
	jr_buf_adds(out, jr_stmt_text(st, 0));
	jr_stmt_reset(st);
	return JR_OK;
}

int
jr__calendar_why(struct jr *j, int64_t year, int64_t class_id, int grade, jr_day day,
    struct jr_buf *out)
{
	char date[JR_DATE_SIZE];
	bool found = false;
	int rc;

	jr_date_format(day, date);
	rc = add_text(j, JR_SQL_CALENDAR_ORDER_NAME, JR_PARAMS(JR_P_TEXT("date", date),
	    JR_P_INT("class_id", class_id), JR_P_INT("grade", grade)), out, &found);
	if (rc == JR_OK && !found)
		rc = add_text(j, JR_SQL_CALENDAR_DAY_OFF_NAME, JR_PARAMS(JR_P_INT("year", year),
		    JR_P_INT("grade", grade), JR_P_TEXT("date", date)), out, &found);
	if (rc < 0)
		return rc;
	if (!found || out->len == 0)
		jr_buf_adds(out, jr_day_weekday(day) >= 6 ? _("a weekend") : _("holidays"));
	return out->failed ? jr__nomem(j) : JR_OK;
}

int
jr_term_days(struct jr *j, const char *code, char from[JR_DATE_SIZE], char to[JR_DATE_SIZE])
{
	struct jr_value row[JR_TERM_COLUMNS], key = { JR_V_INT, 0, NULL, 0 };
	int rc;

	from[0] = to[0] = '\0';
	jr__clear(j);
	if ((rc = jr__find_term(j, -1, jr_year(j), code, &key.i)) < 0 ||
	    (rc = jr__fetch(j, JR_TBL_TERM, &key, row)) < 0)
		return rc;
	memcpy(from, row[JR_TERM_STARTS_ON].p, JR_DATE_SIZE);
	memcpy(to, row[JR_TERM_ENDS_ON].p, JR_DATE_SIZE);
	jr__unfetch(j, JR_TBL_TERM);
	return JR_OK;
}
