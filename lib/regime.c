/* Orders about days: rows, and the lessons that follow them. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "calendar.h"
#include "lesson.h"
#include "list.h"
#include "regime.h"
#include "roster_impl.h"
#include "window.h"

#define SHOWN_MOST 10		/* lessons listed in a message */
#define MADE_BEFORE 14		/* days: lessons made up to then are made for a new day too */

enum { FROM, TO, GRADE, CLASS, REGIME, WEEKDAY, BELLS, ORDER, NOTE, COLUMNS };
enum { OFF, REMOTE, BY_WEEKDAY, BY_BELLS };

static const char *const kind_name[] = { "off", "remote", "weekday", "bells" };

static const struct jr__word kind_word[] = {
	{ "off", OFF }, { "выходной", OFF }, { "нет занятий", OFF }, { "remote", REMOTE },
	{ "дистанционно", REMOTE }, { "weekday", BY_WEEKDAY }, { "день недели", BY_WEEKDAY },
	{ "bells", BY_BELLS }, { "звонки", BY_BELLS }, { NULL, 0 }
};

/* Whose days, and which: of a class, else (0) of a grade, else (0) of the school. */
struct scope {
	int64_t	 year, class_id;
	int	 grade;
	char	 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
};

/* A row understood. */
struct order {
	struct scope	 at;
	int		 kind;
	struct jr__edit	 edit;		/* its row */
};

/* --- Understanding a row ----------------------------------------------------------- */

static bool
is_empty(const struct jr_row *r, int col)
{
	return r->v[col] == NULL || r->v[col][0] == '\0';
}

/* A small number in a cell; JR_DONE: something else. */
static int
small(const char *cell, int most, int *out)
{
	char *end;
	long n = strtol(cell, &end, 10);

	*out = (int)n;
	return end != cell && *end == '\0' && n >= 1 && n <= most ? JR_OK : JR_DONE;
}

static int
take_scope(struct jr *j, const struct jr_row *r, struct scope *s)
{
	jr_day day;
	int rc;

	if ((rc = jr__cell_need(j, r, FROM)) < 0 ||
	    (rc = jr__day_in_year(j, FROM, r->v[FROM], &day, &s->year)) < 0)
		return rc;
	jr_date_format(day, s->from);
	if (!is_empty(r, GRADE) && !is_empty(r, CLASS))
		return jr__fail_at(j, JR_EINVAL, CLASS, N_("give a grade or a class, not both"));
	if (!is_empty(r, GRADE) && small(r->v[GRADE], 12, &s->grade) != JR_OK)
		return jr__fail_at(j, JR_EINVAL, GRADE, N_("'%s' is not a grade (1 to 12)"),
		    r->v[GRADE]);
	return is_empty(r, CLASS) ? JR_OK :
	    jr__find_class(j, CLASS, s->year, r->v[CLASS], &s->class_id);
}

static int
take_kind(struct jr *j, const struct jr_row *r, int *kind)
{
	int rc;

	if ((rc = jr__cell_need(j, r, REGIME)) < 0 ||
	    (rc = jr__word_find(j, kind_word, r->v[REGIME], kind)) == JR_OK)
		return rc;
	return rc < 0 ? rc : jr__fail_at(j, JR_EINVAL, REGIME,
	    N_("'%s' is not a regime of a day: off, remote, weekday or bells"), r->v[REGIME]);
}

/* The order that the row's key names, or a new one. */
static int
find(struct jr *j, const struct jr_row *r, struct order *o)
{
	int64_t id;
	int rc;

	memset(o, 0, sizeof(*o));
	if ((rc = jr__may(j, -1, JR_ON_CALENDAR)) < 0 || (rc = jr__cells_check(j, r)) < 0 ||
	    (rc = take_scope(j, r, &o->at)) < 0 || (rc = take_kind(j, r, &o->kind)) < 0 ||
	    (rc = jr__number(j, JR_SQL_REGIME_FIND, JR_PARAMS(JR_P_TEXT("from", o->at.from),
	    JR_P_INT("grade", o->at.grade), JR_P_INT("class_id", o->at.class_id),
	    JR_P_TEXT("kind", kind_name[o->kind])), &id)) < 0)
		return rc;
	if (rc == JR_DONE && (rc = jr__next_id(j, JR_TBL_DAY_REGIME, &id)) < 0)
		return rc;
	return jr__edit_begin_id(j, &o->edit, JR_TBL_DAY_REGIME, id);
}

/* The last day: the first one, where neither row nor store says another. */
static int
take_to(struct jr *j, const struct jr_row *r, struct order *o)
{
	const char *stored = jr__edit_get(&o->edit, JR_DAY_REGIME_TO_DATE);
	int rc;

	memcpy(o->at.to, o->at.from, JR_DATE_SIZE);
	if (r->v[TO] == NULL && stored != NULL)
		memcpy(o->at.to, stored, JR_DATE_SIZE);
	if (!is_empty(r, TO) &&
	    (rc = jr__date_of_year(j, TO, o->at.year, r->v[TO], o->at.to)) < 0)
		return rc;
	if ((rc = jr__span_check(j, TO, o->at.from, o->at.to)) < 0)
		return rc;
	if (o->kind == BY_WEEKDAY && strcmp(o->at.from, o->at.to) != 0)
		return jr__fail_at(j, JR_EINVAL, TO,
		    N_("another weekday's timetable is for one day; give each day its own"));
	return JR_OK;
}

static int
take_weekday(struct jr *j, const struct jr_row *r, struct order *o)
{
	int weekday, rc = JR_OK;

	if (o->kind != BY_WEEKDAY && !is_empty(r, WEEKDAY))
		return jr__fail_at(j, JR_EINVAL, WEEKDAY,
		    N_("a weekday goes with the regime 'weekday' only"));
	if (o->kind != BY_WEEKDAY || (r->v[WEEKDAY] == NULL && o->edit.stored))
		return JR_OK;
	if ((rc = jr__cell_need(j, r, WEEKDAY)) < 0)
		return rc;
	if (small(r->v[WEEKDAY], 7, &weekday) != JR_OK)
		return jr__fail_at(j, JR_EINVAL, WEEKDAY,
		    N_("'%s' is not a weekday (1 Monday to 7 Sunday)"), r->v[WEEKDAY]);
	o->edit.row[JR_DAY_REGIME_WEEKDAY] = jr_int(weekday);
	return JR_OK;
}

/* The set of bells of that name, as it is stored, into *out, which is the caller's. */
static int
find_bells(struct jr *j, int64_t year, const char *cell, struct jr_buf *out)
{
	struct jr_buf all = JR_BUF_INIT;
	const char *wanted, *key;
	struct jr_stmt *st;
	int rc;

	if ((rc = jr__match(j, 2, cell, &wanted)) < 0)
		return rc;
	rc = jr__query(j, JR_SQL_REGIME_BELL_SETS, JR_PARAMS(JR_P_INT("year", year)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		const char *name = jr_stmt_text(st, 0);

		if (jr__match(j, 3, name, &key) == JR_OK && key != NULL && wanted != NULL &&
		    strcmp(key, wanted) == 0)
			jr_buf_adds(out, name);
		jr_buf_addf(&all, "%s%s", all.len > 0 ? ", " : "", name);
	}
	if (rc >= 0 && (out->failed || all.failed))
		rc = jr__nomem(j);
	else if (rc >= 0 && out->len == 0)
		rc = jr__fail_at(j, JR_ENOTFOUND, BELLS,
		    N_("there is no set of bells '%s'; the year has: %s"), cell, jr_buf_str(&all));
	jr_buf_release(&all);
	return rc < 0 ? rc : JR_OK;
}

static int
take_bells(struct jr *j, const struct jr_row *r, struct order *o, struct jr_buf *name)
{
	int rc;

	if (o->kind != BY_BELLS && !is_empty(r, BELLS))
		return jr__fail_at(j, JR_EINVAL, BELLS,
		    N_("a set of bells goes with the regime 'bells' only"));
	if (o->kind != BY_BELLS || (r->v[BELLS] == NULL && o->edit.stored))
		return JR_OK;
	if ((rc = jr__cell_need(j, r, BELLS)) < 0 ||
	    (rc = find_bells(j, o->at.year, r->v[BELLS], name)) < 0)
		return rc;
	o->edit.row[JR_DAY_REGIME_BELL_SET] = jr_text(jr_buf_str(name));
	return JR_OK;
}

static void
warn_order(struct jr *j, const struct order *o)
{
	if (o->kind != BY_BELLS && jr__edit_get(&o->edit, JR_DAY_REGIME_ORDER_NO) == NULL)
		jr__warn(j, N_("%s: no order is named; add its number later with the same "
		    "command and --order"), o->at.from);
}

/* --- Lessons that follow -------------------------------------------------------------- */

/* Days that an order concerned before or concerns now. */
static void
widen(struct scope *s, const char *to)
{
	if (to != NULL && strcmp(to, s->to) > 0)
		memcpy(s->to, to, JR_DATE_SIZE);
}

static int
check_open(struct jr *j, const struct scope *s)
{
	char code[8], class[64];
	struct jr_stmt *st;
	int rc;

	rc = jr__first(j, JR_SQL_REGIME_CLOSED, JR_PARAMS(JR_P_INT("year", s->year),
	    JR_P_TEXT("from", s->from), JR_P_TEXT("to", s->to), JR_P_INT("grade", s->grade),
	    JR_P_INT("class_id", s->class_id)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	snprintf(code, sizeof(code), "%s", jr_stmt_text(st, 0));
	snprintf(class, sizeof(class), "%s", jr_stmt_text(st, 1));
	jr_stmt_reset(st);
	return jr__closed_refuse(j, FROM, code, class);
}

struct lesson {
	int64_t	 id, course_id;
	int	 number, filled;	/* filled: see regime_lessons */
	bool	 school, slot;
	char	 date[JR_DATE_SIZE];
};

static int
load_lessons(struct jr *j, const struct scope *s, struct jr_buf *out)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__query(j, JR_SQL_REGIME_LESSONS, JR_PARAMS(JR_P_TEXT("from", s->from),
	    JR_P_TEXT("to", s->to), JR_P_INT("grade", s->grade),
	    JR_P_INT("class_id", s->class_id)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		struct lesson l = {
			.id = jr_stmt_int(st, 0), .number = (int)jr_stmt_int(st, 2),
			.course_id = jr_stmt_int(st, 3), .school = jr_stmt_int(st, 4) == 1,
			.slot = jr_stmt_int(st, 5) == 1, .filled = (int)jr_stmt_int(st, 6),
		};

		snprintf(l.date, sizeof(l.date), "%s", jr_stmt_text(st, 1));
		jr_buf_add(out, &l, sizeof(l));
	}
	return rc < 0 ? rc : out->failed ? jr__nomem(j) : JR_OK;
}

/* Lessons for a message, the first ones of many. */
struct shown {
	struct jr_buf	 text;
	size_t		 n;
};

static int
show(struct jr *j, struct shown *s, const struct lesson *l)
{
	struct jr_buf who = JR_BUF_INIT, subject = JR_BUF_INIT;
	const struct jr__course *course;
	int rc = JR_OK;

	if (s->n++ < SHOWN_MOST &&
	    (rc = jr__course_by_id(j, l->course_id, &course)) == JR_OK &&
	    (rc = jr__course_words(j, course, &who, &subject)) == JR_OK)
		jr_buf_addf(&s->text, "%s%s %s %s (%d)", s->n > 1 ? ", " : "", l->date,
		    jr_buf_str(&who), jr_buf_str(&subject), l->number);
	if (s->n == SHOWN_MOST + 1)
		jr_buf_adds(&s->text, ", …");
	jr_buf_release(&who);
	jr_buf_release(&subject);
	return rc;
}

/* What becomes of the lessons that stood in the timetable, or on a school day, before. */
struct followers {
	struct jr_buf	 empty;		/* ids of those that go */
	struct shown	 held, kept;
};

/* The same lessons in the same order before and after: ids do not change between. */
static int
sort_out(struct jr *j, const struct jr_buf *before, const struct jr_buf *after,
    struct followers *f)
{
	const struct lesson *was = (const void *)before->data, *l = (const void *)after->data;
	int rc = JR_OK;

	for (size_t n = after->len / sizeof(*l); n > 0 && rc == JR_OK; n--, l++, was++) {
		bool off = !l->school;

		if (off ? false : l->slot || !was->slot)
			continue;
		if (l->filled == 0)
			jr_buf_add(&f->empty, &l->id, sizeof(l->id));
		else if (off && was->school && l->filled == 2)
			rc = show(j, &f->held, l);
		else if (was->school)
			rc = show(j, &f->kept, l);
	}
	if (rc == JR_OK && (f->empty.failed || f->held.text.failed || f->kept.text.failed))
		rc = jr__nomem(j);
	return rc;
}

static int
take_out(struct jr *j, const struct followers *f)
{
	size_t n = f->empty.len / sizeof(int64_t);

	if (f->held.n > 0)
		return jr__fail_at(j, JR_ECONFLICT, FROM, N_("lessons of these days were held, "
		    "with a register or marks: %s; cancel single lessons instead"),
		    jr_buf_str(&f->held.text));
	if (f->kept.n > 0)
		jr__warn(j, N_("lessons in which something is entered stay where they are, "
		    "outside the timetable: %s"), jr_buf_str(&f->kept.text));
	j->regime_removed += (int64_t)n;
	return jr__lessons_take_out(j, (const void *)f->empty.data, n);
}

static int
make_lessons(struct jr *j, const struct scope *s)
{
	char near[JR_DATE_SIZE];
	int64_t made;
	int rc;

	jr__day_after(s->from, -MADE_BEFORE, near);
	rc = jr__lessons_make(j, JR_SQL_REGIME_MISSING, JR_PARAMS(JR_P_INT("year", s->year),
	    JR_P_TEXT("from", s->from), JR_P_TEXT("to", s->to), JR_P_INT("grade", s->grade),
	    JR_P_INT("class_id", s->class_id), JR_P_TEXT("near", near)), &made);
	j->regime_added += made;
	return rc;
}

/* The school days of the scope again, and its lessons after them. */
static int
follow(struct jr *j, const struct scope *s, const struct jr_buf *before)
{
	struct followers f = { .empty = JR_BUF_INIT };
	struct jr_buf after = JR_BUF_INIT;
	int rc;

	if ((rc = jr__calendar_ordered(j, s->year, s->grade, s->class_id)) == JR_OK &&
	    (rc = load_lessons(j, s, &after)) == JR_OK &&
	    (rc = sort_out(j, before, &after, &f)) == JR_OK &&
	    (rc = take_out(j, &f)) == JR_OK)
		rc = make_lessons(j, s);
	jr__lesson_cache_free(j);
	jr_buf_release(&after);
	jr_buf_release(&f.empty);
	jr_buf_release(&f.held.text);
	jr_buf_release(&f.kept.text);
	return rc;
}

/* --- Rows ------------------------------------------------------------------------------- */

static int
write_order(struct jr *j, const struct jr_row *r, struct order *o, enum jr_change *what)
{
	struct jr_value *row = o->edit.row;

	row[JR_DAY_REGIME_FROM_DATE] = jr_text(o->at.from);
	row[JR_DAY_REGIME_TO_DATE] = jr_text(o->at.to);
	row[JR_DAY_REGIME_GRADE] = jr_int(o->at.grade);
	row[JR_DAY_REGIME_CLASS_ID] = o->at.class_id == 0 ? jr_null() : jr_int(o->at.class_id);
	row[JR_DAY_REGIME_KIND] = jr_text(kind_name[o->kind]);
	jr__edit_text(&o->edit, JR_DAY_REGIME_ORDER_NO, r->v[ORDER]);
	jr__edit_text(&o->edit, JR_DAY_REGIME_NOTE, r->v[NOTE]);
	warn_order(j, o);
	return jr__edit_end(j, &o->edit, what);
}

static int
put_order(struct jr *j, const struct jr_row *r, struct order *o, struct jr_buf *bells,
    enum jr_change *what)
{
	struct jr_buf before = JR_BUF_INIT;
	struct scope s;
	int rc;

	if ((rc = take_to(j, r, o)) < 0 || (rc = take_weekday(j, r, o)) < 0 ||
	    (rc = take_bells(j, r, o, bells)) < 0)
		return rc;
	s = o->at;
	widen(&s, jr__edit_get(&o->edit, JR_DAY_REGIME_TO_DATE));
	if ((rc = load_lessons(j, &s, &before)) == JR_OK &&
	    (rc = write_order(j, r, o, what)) == JR_OK && *what != JR_SAME &&
	    (rc = check_open(j, &s)) == JR_OK)
		rc = follow(j, &s, &before);
	jr_buf_release(&before);
	return rc;
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	struct jr_buf bells = JR_BUF_INIT;
	struct order o;
	int rc;

	*what = JR_SAME;
	if ((rc = find(j, r, &o)) == JR_OK)
		rc = put_order(j, r, &o, &bells, what);
	if (rc < 0)
		*what = JR_SAME;
	jr__unfetch(j, JR_TBL_DAY_REGIME);
	jr_buf_release(&bells);
	return rc;
}

static int
take_back(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr_buf before = JR_BUF_INIT;
	struct order o;
	int rc;

	(void)on;
	*what = JR_SAME;
	if ((rc = find(j, r, &o)) < 0)
		return rc;
	if (!o.edit.stored)
		return jr__fail_at(j, JR_ENOTFOUND, FROM,
		    N_("there is no such order that begins on %s"), o.at.from);
	widen(&o.at, jr__edit_get(&o.edit, JR_DAY_REGIME_TO_DATE));
	if ((rc = load_lessons(j, &o.at, &before)) == JR_OK &&
	    (rc = check_open(j, &o.at)) == JR_OK &&
	    (rc = jr__edit_remove(j, &o.edit, what)) == JR_OK &&
	    (rc = follow(j, &o.at, &before)) == JR_OK)
		*what = JR_REMOVED;
	jr_buf_release(&before);
	return rc;
}

struct jr_followed
jr_regime_followed(const struct jr *j)
{
	return (struct jr_followed){ j->regime_added, j->regime_removed };
}

/* --- list ---------------------------------------------------------------------------------- */

static int
give(struct jr_stmt *st, jr_row_out *out, void *arg)
{
	const char *cells[COLUMNS];
	char grade[24], weekday[24];

	for (int i = 0; i < COLUMNS; i++)
		cells[i] = i == GRADE || i == WEEKDAY ? NULL : jr_stmt_text(st, i);
	snprintf(grade, sizeof(grade), "%lld", (long long)jr_stmt_int(st, GRADE));
	snprintf(weekday, sizeof(weekday), "%lld", (long long)jr_stmt_int(st, WEEKDAY));
	if (jr_stmt_int(st, GRADE) != 0)
		cells[GRADE] = grade;
	if (jr_stmt_int(st, WEEKDAY) != 0)
		cells[WEEKDAY] = weekday;
	return out(arg, cells);
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	const char *class_key = NULL, *kind = NULL;
	struct jr_stmt *st;
	int grade = 0, k, rc;

	if ((rc = jr__list_days(j, f, FROM, TO, from, to)) < 0 ||
	    (f->v[CLASS] != NULL && (rc = jr__match(j, 4, f->v[CLASS], &class_key)) < 0))
		return rc;
	if (f->v[GRADE] != NULL && small(f->v[GRADE], 12, &grade) != JR_OK)
		return jr__fail_at(j, JR_EINVAL, GRADE, N_("'%s' is not a grade (1 to 12)"),
		    f->v[GRADE]);
	if (f->v[REGIME] != NULL) {
		if ((rc = jr__word_find(j, kind_word, f->v[REGIME], &k)) < 0)
			return rc;
		kind = rc == JR_OK ? kind_name[k] : "";
	}
	if ((rc = jr__query(j, JR_SQL_REGIME_LIST, JR_PARAMS(JR_P_TEXT("from", from),
	    JR_P_TEXT("to", to), JR__P_SOME("grade", grade), JR_P_TEXT("class_key", class_key),
	    JR_P_TEXT("kind", kind)), &st)) < 0)
		return rc;
	return jr__list_each(j, st, give, out, arg);
}

static const struct jr_rowcol columns[COLUMNS] = {
	[FROM] = { "from", JR_COL_DATE, JR_ROW_KEY | JR_ROW_FILTER, N_("first day") },
	[TO] = { "to", JR_COL_DATE, JR_ROW_OPTIONAL | JR_ROW_FILTER, N_("last day") },
	[GRADE] = { "grade", JR_COL_INT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("grade, 1 to 12") },
	[CLASS] = { "class", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("class, like 7А") },
	[REGIME] = { "regime", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("off, remote, weekday or bells") },
	[WEEKDAY] = { "weekday", JR_COL_INT, JR_ROW_OPTIONAL, N_("1 Monday to 7 Sunday") },
	[BELLS] = { "bells", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("set of bells") },
	[ORDER] = { "order", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("number of the order") },
	[NOTE] = { "note", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("cause, as reports show it") },
};

const struct jr_rowkind jr_kind_regime = {
	.name = "regime", .col = columns, .columns = COLUMNS,
	.put = put, .remove = take_back, .list = list,
};
