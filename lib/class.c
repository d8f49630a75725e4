/* Classes, their homeroom teachers, and the confirmation of their lists. */
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "calendar.h"
#include "list.h"
#include "roster_impl.h"

enum { CLASS, GRADE, HOMEROOM, HOMEROOM_FROM, COLUMNS };

#define GRADE_MOST 12

/* What is to be done about a class's homeroom teachers. */
struct homeroom {
	struct jr__span	 last, before;	/* as stored; from "": none */
	bool		 drop;		/* the last one's row goes */
	char		 end[JR_DATE_SIZE];	/* the last one's new last day; "": none */
	char		 end_before[JR_DATE_SIZE];	/* the same for the one before */
	char		 from[JR_DATE_SIZE];	/* a new row; "": none */
	int64_t		 staff_id;
};

/* --- Cells --------------------------------------------------------------- */

static int
parse_grade(struct jr *j, const char *cell, int64_t *out)
{
	char *end;
	long grade = strtol(cell, &end, 10);

	*out = grade;
	if (*end == '\0' && end != cell && grade >= 1 && grade <= GRADE_MOST)
		return JR_OK;
	*out = 0;
	return jr__fail_at(j, JR_EINVAL, GRADE, N_("the grade '%s' is not a number from 1 to %d"),
	    cell, GRADE_MOST);
}

/*
 * The name as it is stored: in a Russian school the letter of «7A» is Russian,
 * whatever keyboard it came from.
 */
static int
class_name(struct jr *j, const char *cell, struct jr_buf *out)
{
	static const char latin[] = "ABCEHKMOPTXabcehkmoptx";
	static const char *const cyrillic[] = { "А", "В", "С", "Е", "Н", "К", "М", "О", "Р", "Т",
	    "Х", "а", "в", "с", "е", "н", "к", "м", "о", "р", "т", "х" };
	size_t digits = strspn(cell, "0123456789"), n = strlen(cell);
	const char *at = n > 0 ? strchr(latin, cell[n - 1]) : NULL;

	jr_buf_add(out, cell, n);
	if (digits > 0 && strspn(cell + digits, " -\"") == n - digits - 1 && at != NULL &&
	    strcmp(jr_setting(j, "language", "en"), "ru") == 0) {
		out->len--;
		jr_buf_adds(out, cyrillic[at - latin]);
	}
	return out->failed ? jr__nomem(j) : JR_OK;
}

static int
find(struct jr *j, const char *name, int64_t *out)
{
	const char *match;
	int rc;

	*out = 0;
	if ((rc = jr__match(j, 5, name, &match)) < 0)
		return rc;
	if (match == NULL)
		return jr__fail_at(j, JR_EINVAL, CLASS, N_("'%s' is no name for a class"), name);
	rc = jr__number(j, JR_SQL_FIND_CLASS, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR_P_TEXT("match_key", match)), out);
	return rc < 0 ? rc : JR_OK;
}

/* --- The homeroom teacher ------------------------------------------------ */

static int
load_homeroom(struct jr *j, int64_t class_id, struct homeroom *h)
{
	struct jr__span *to[] = { &h->last, &h->before };
	struct jr_stmt *st;
	int n = 0, rc;

	memset(h, 0, sizeof(*h));
	rc = jr__query(j, JR_SQL_CLASS_HOMEROOMS,
	    JR_PARAMS(JR_P_INT("class_id", class_id)), &st);
	while (rc >= 0 && n < 2 && (rc = jr__step(j, st)) == JR_OK) {
		memcpy(to[n]->from, jr_stmt_text(st, 0), JR_DATE_SIZE);
		memcpy(to[n]->to, jr_stmt_text(st, 1), JR_DATE_SIZE);
		to[n++]->of = jr_stmt_int(st, 2);
	}
	if (rc == JR_OK)
		jr_stmt_reset(st);
	return rc < 0 ? rc : JR_OK;
}

static bool
is_open(const struct homeroom *h)
{
	return strcmp(h->last.to, JR_OPEN_END) == 0;
}

/* Nobody from `day` on (NULL: today). */
static int
plan_nobody(struct jr *j, const char *day, struct homeroom *h)
{
	char today[JR_DATE_SIZE];

	if (!is_open(h))
		return JR_OK;
	jr__today(j, today);
	jr__day_after(day != NULL ? day : today, -1, h->end);
	if (strcmp(h->end, h->last.from) < 0) {
		h->end[0] = '\0';
		h->drop = true;
	}
	return JR_OK;
}

/* After nobody, or for the first time. */
static int
plan_first(struct jr *j, const char *day, int64_t staff_id, struct homeroom *h)
{
	char next[JR_DATE_SIZE];

	h->staff_id = staff_id;
	if (h->last.from[0] == '\0') {
		if (day == NULL)
			return jr__year_first(j, jr_year(j), h->from);
		strcpy(h->from, day);
		return JR_OK;
	}
	jr__day_after(h->last.to, 1, next);
	jr__today(j, h->from);
	if (day != NULL)
		strcpy(h->from, day);
	else if (strcmp(h->from, next) < 0)
		strcpy(h->from, next);
	if (strcmp(h->from, next) < 0)
		return jr__fail_at(j, JR_EINVAL, HOMEROOM_FROM,
		    N_("the class had a homeroom teacher until %s; give a later day"), h->last.to);
	return JR_OK;
}

/* The last row with another first day; the one before follows. */
static int
plan_shift(struct jr *j, const char *day, struct homeroom *h)
{
	char gap[JR_DATE_SIZE];

	if (h->before.from[0] != '\0') {
		if (strcmp(day, h->before.from) <= 0)
			return jr__fail_at(j, JR_EINVAL, HOMEROOM_FROM, N_("the class had "
			    "another homeroom teacher from %s on; give a later day"),
			    h->before.from);
		jr__day_after(h->last.from, -1, gap);
		if (strcmp(h->before.to, gap) == 0 || strcmp(h->before.to, day) >= 0)
			jr__day_after(day, -1, h->end_before);
	}
	h->drop = true;
	strcpy(h->from, day);
	h->staff_id = h->last.of;
	return JR_OK;
}

static int
plan_other(struct jr *j, const char *day, int64_t staff_id, struct homeroom *h)
{
	char today[JR_DATE_SIZE];
	int order;

	jr__today(j, today);
	if (day == NULL)
		day = strcmp(today, h->last.from) > 0 ? today : h->last.from;
	if ((order = strcmp(day, h->last.from)) < 0)
		return jr__fail_at(j, JR_EINVAL, HOMEROOM_FROM, N_("the class has another homeroom "
		    "teacher since %s; give that day to correct it, or a later one for a change"),
		    h->last.from);
	if (order == 0)
		h->drop = true;
	else
		jr__day_after(day, -1, h->end);
	strcpy(h->from, day);
	h->staff_id = staff_id;
	return JR_OK;
}

static int
plan_homeroom(struct jr *j, const struct jr_row *r, struct homeroom *h)
{
	const char *login = r->v[HOMEROOM], *cell = r->v[HOMEROOM_FROM], *day = NULL;
	char from[JR_DATE_SIZE];
	int64_t staff_id = h->last.of;
	int rc;

	if (cell != NULL && cell[0] != '\0') {
		if ((rc = jr__date_of_year(j, HOMEROOM_FROM, jr_year(j), cell, from)) < 0)
			return rc;
		day = from;
	}
	if (login == NULL && day == NULL)
		return JR_OK;
	if (login == NULL && !is_open(h))
		return jr__fail_at(j, JR_EINVAL, HOMEROOM_FROM,
		    N_("the class has no homeroom teacher; name one"));
	if (login != NULL && login[0] == '\0')
		return plan_nobody(j, day, h);
	if (login != NULL && (rc = jr__find_staff(j, HOMEROOM, login, &staff_id)) < 0)
		return rc;
	if (!is_open(h))
		return plan_first(j, day, staff_id, h);
	if (staff_id != h->last.of)
		return plan_other(j, day, staff_id, h);
	if (day == NULL || strcmp(day, h->last.from) == 0)
		return JR_OK;
	return plan_shift(j, day, h);
}

static int
begin_homeroom(struct jr *j, struct jr__edit *e, int64_t class_id, const char *from)
{
	const struct jr_value key[] = { jr_int(class_id), jr_text(from) };

	return jr__edit_begin(j, e, JR_TBL_HOMEROOM, key);
}

static int
end_homeroom(struct jr *j, int64_t class_id, const char *from, const char *to,
    enum jr_change *what)
{
	struct jr__edit e;
	int rc;

	if (to[0] == '\0')
		return JR_OK;
	if ((rc = begin_homeroom(j, &e, class_id, from)) < 0)
		return rc;
	e.row[JR_HOMEROOM_TO_DATE] = jr_text(to);
	return jr__edit_end(j, &e, what);
}

static int
write_homeroom(struct jr *j, int64_t class_id, const struct homeroom *h,
    enum jr_change *what)
{
	struct jr__edit e;
	int rc;

	if ((rc = end_homeroom(j, class_id, h->before.from, h->end_before, what)) < 0 ||
	    (rc = end_homeroom(j, class_id, h->last.from, h->end, what)) < 0)
		return rc;
	if (h->drop && strcmp(h->from, h->last.from) != 0 &&
	    ((rc = begin_homeroom(j, &e, class_id, h->last.from)) < 0 ||
	    (rc = jr__edit_remove(j, &e, what)) < 0))
		return rc;
	if (h->from[0] == '\0')
		return JR_OK;
	if ((rc = begin_homeroom(j, &e, class_id, h->from)) < 0)
		return rc;
	e.row[JR_HOMEROOM_TO_DATE] = jr_text(JR_OPEN_END);
	e.row[JR_HOMEROOM_STAFF_ID] = jr_int(h->staff_id);
	return jr__edit_end(j, &e, what);
}

/* --- Rows ---------------------------------------------------------------- */

static int
fill_new(struct jr *j, struct jr__edit *e, const char *name)
{
	const char *match, *sort;
	int rc;

	if ((rc = jr__match(j, 5, name, &match)) < 0 ||
	    (rc = jr__sort_class(j, 6, name, &sort)) < 0)
		return rc;
	e->row[JR_CLASS_YEAR_ID] = jr_int(jr_year(j));
	e->row[JR_CLASS_NAME] = jr_text(name);
	e->row[JR_CLASS_MATCH_KEY] = jr_text(match);
	e->row[JR_CLASS_SORT_KEY] = jr_text(sort != NULL ? sort : match);
	return JR_OK;
}

static int
fill_grade(struct jr *j, struct jr__edit *e, const struct jr_row *r)
{
	int64_t grade, courses;
	int rc;

	if (r->v[GRADE] == NULL && e->stored)
		return JR_OK;
	if ((rc = jr__cell_need(j, r, GRADE)) < 0 ||
	    (rc = parse_grade(j, r->v[GRADE], &grade)) < 0)
		return rc;
	if (e->stored && e->old[JR_CLASS_GRADE].i != grade) {
		rc = jr__number(j, JR_SQL_CLASS_COURSES,
		    JR_PARAMS({ "class_id", e->row[JR_CLASS_ID] }), &courses);
		if (rc < 0)
			return rc;
		if (courses > 0)
			return jr__fail_at(j, JR_EINVAL, GRADE, N_("the grade of %s can no longer "
			    "change: it has courses"), r->v[CLASS]);
	}
	e->row[JR_CLASS_GRADE] = jr_int(grade);
	return JR_OK;
}

static int
write_class(struct jr *j, struct jr__edit *e, const struct homeroom *h,
    enum jr_change *what)
{
	enum jr_change of_homeroom = JR_SAME;
	int64_t id;
	int rc;

	if (!e->stored && (rc = jr__next_id(j, JR_TBL_CLASS, &e->row[JR_CLASS_ID].i)) < 0)
		return rc;
	id = e->row[JR_CLASS_ID].i;
	if ((rc = jr__edit_end(j, e, what)) < 0)
		return rc;
	if ((*what != JR_SAME && (rc = jr__calendar_class(j, id)) < 0) ||
	    (rc = write_homeroom(j, id, h, &of_homeroom)) < 0)
		return rc;
	jr__change_add(what, of_homeroom);
	return JR_OK;
}

static int
put_named(struct jr *j, const struct jr_row *r, const char *name, enum jr_change *what)
{
	enum jr_change done = JR_SAME;
	struct homeroom h;
	struct jr__edit e;
	char first[JR_DATE_SIZE];
	int64_t id;
	int rc;

	if ((rc = jr__year_first(j, jr_year(j), first)) < 0 || (rc = find(j, name, &id)) < 0 ||
	    (rc = load_homeroom(j, id, &h)) < 0 || (rc = plan_homeroom(j, r, &h)) < 0 ||
	    (rc = jr__edit_begin_id(j, &e, JR_TBL_CLASS, id)) < 0 ||
	    (!e.stored && (rc = fill_new(j, &e, name)) < 0) ||
	    (rc = fill_grade(j, &e, r)) < 0)
		return rc;
	rc = write_class(j, &e, &h, &done);
	*what = rc == JR_OK ? done : JR_SAME;
	return rc;
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	struct jr_buf name = JR_BUF_INIT;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__cells_check(j, r)) == JR_OK && (rc = jr__cell_need(j, r, CLASS)) == JR_OK &&
	    (rc = class_name(j, r->v[CLASS], &name)) == JR_OK)
		rc = put_named(j, r, jr_buf_str(&name), what);
	jr_buf_release(&name);
	return rc;
}

static int
remove_homerooms(struct jr *j, int64_t class_id, enum jr_change *what)
{
	struct homeroom h;
	struct jr__edit e;
	int rc;

	while ((rc = load_homeroom(j, class_id, &h)) == JR_OK && h.last.from[0] != '\0')
		if ((rc = begin_homeroom(j, &e, class_id, h.last.from)) < 0 ||
		    (rc = jr__edit_remove(j, &e, what)) < 0)
			return rc;
	return rc;
}

static int
remove_days(struct jr *j, int64_t class_id)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__query(j, JR_SQL_CLASS_DAYS_REMOVE,
	    JR_PARAMS(JR_P_INT("class_id", class_id)), &st);
	if (rc == JR_OK)
		rc = jr__step(j, st);
	return rc < 0 ? rc : JR_OK;
}

static int
remove_class(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	enum jr_change done = JR_SAME;
	struct jr__edit e;
	int64_t id, used;
	int rc;

	(void)on;
	*what = JR_SAME;
	if ((rc = jr__find_class(j, CLASS, jr_year(j), r->v[CLASS], &id)) < 0 ||
	    (rc = jr__number(j, JR_SQL_CLASS_USED, JR_PARAMS(JR_P_INT("class_id", id),
	    JR_P_INT("year", jr_year(j))), &used)) < 0)
		return rc;
	if (used > 0)
		return jr__fail_at(j, JR_ECONFLICT, CLASS, N_("%s has students, groups, courses "
		    "or a plan: a class goes only while it is empty"), r->v[CLASS]);
	if ((rc = remove_homerooms(j, id, &done)) < 0 || (rc = remove_days(j, id)) < 0 ||
	    (rc = jr__edit_begin_id(j, &e, JR_TBL_CLASS, id)) < 0 ||
	    (rc = jr__edit_remove(j, &e, &done)) < 0)
		return rc;
	jr__lookup_free(j);
	*what = JR_REMOVED;
	return JR_OK;
}

/* --- Lists --------------------------------------------------------------- */

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	int64_t class_id = 0, grade = 0, staff_id = 0;
	int rc;

	if ((f->v[CLASS] != NULL &&
	    (rc = jr__find_class(j, CLASS, jr_year(j), f->v[CLASS], &class_id)) < 0) ||
	    (f->v[GRADE] != NULL && (rc = parse_grade(j, f->v[GRADE], &grade)) < 0) ||
	    (f->v[HOMEROOM] != NULL &&
	    (rc = jr__find_staff(j, HOMEROOM, f->v[HOMEROOM], &staff_id)) < 0))
		return rc;
	return jr__list_rows(j, JR_SQL_CLASS_LIST, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR__P_SOME("class_id", class_id), JR__P_SOME("grade", grade),
	    JR__P_SOME("staff_id", staff_id)), COLUMNS, out, arg);
}

static const struct jr_rowcol columns[COLUMNS] = {
	[CLASS] = { "class", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, N_("class, like 7А") },
	[GRADE] = { "grade", JR_COL_INT, JR_ROW_FILTER, N_("grade, 1 to 12") },
	[HOMEROOM] = { "homeroom", JR_COL_TEXT, JR_ROW_FILTER,
	    N_("the homeroom teacher's login") },
	[HOMEROOM_FROM] = { "homeroom_from", JR_COL_DATE, JR_ROW_OPTIONAL,
	    N_("first day as homeroom teacher") },
};

const struct jr_rowkind jr_kind_class = {
	.name = "class", .col = columns, .columns = COLUMNS, .from_column = "homeroom_from",
	.put = put, .remove = remove_class, .list = list,
};

/* --- Confirmation -------------------------------------------------------- */

struct confirmed_term {
	int64_t	 id;
	char	 starts_on[JR_DATE_SIZE];
};

/* As much of a term's name as there is room for, in whole characters. */
static void
keep_name(struct jr_confirmation *out, const char *name)
{
	size_t n = strnlen(name, sizeof(out->term) - 1);

	while (n > 0 && ((unsigned char)name[n] & 0xC0) == 0x80)
		n--;
	memcpy(out->term, name, n);
	out->term[n] = '\0';
}

static int
find_term(struct jr *j, int64_t class_id, const char *today, struct confirmed_term *t,
    struct jr_confirmation *out)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__first(j, JR_SQL_CLASS_TERM_ON, JR_PARAMS(JR_P_INT("class_id", class_id),
	    JR_P_TEXT("date", today)), &st);
	if (rc == JR_DONE)
		return jr__fail(j, JR_EINVAL,
		    N_("the class's terms are over, or it has none: there is nothing to confirm"));
	if (rc < 0)
		return rc;
	t->id = jr_stmt_int(st, 0);
	keep_name(out, jr_stmt_text(st, 1));
	memcpy(t->starts_on, jr_stmt_text(st, 2), JR_DATE_SIZE);
	jr_stmt_reset(st);
	return JR_OK;
}

int
jr_class_confirm(struct jr *j, const char *class, struct jr_confirmation *out,
    enum jr_change *what)
{
	struct confirmed_term term;
	struct jr__edit e;
	struct jr_value key[2];
	char today[JR_DATE_SIZE];
	int64_t class_id, tx_id;
	int rc;

	*what = JR_SAME;
	memset(out, 0, sizeof(*out));
	jr__today(j, today);
	if ((rc = jr__find_class(j, CLASS, jr_year(j), class, &class_id)) < 0 ||
	    (rc = jr__may_class(j, CLASS, JR_ON_CONFIRMATION, class_id)) < 0 ||
	    (rc = find_term(j, class_id, today, &term, out)) < 0 ||
	    (rc = jr__number(j, JR_SQL_CLASS_SIZE_ON, JR_PARAMS(JR_P_INT("class_id", class_id),
	    JR_P_TEXT("date", strcmp(today, term.starts_on) < 0 ? term.starts_on : today)),
	    &out->students)) < 0)
		return rc;
	key[0] = jr_int(class_id);
	key[1] = jr_int(term.id);
	if ((rc = jr__edit_begin(j, &e, JR_TBL_CLASS_CONFIRMATION, key)) < 0)
		return rc;
	e.row[JR_CLASS_CONFIRMATION_CONFIRMED_ON] = jr_text(today);
	e.row[JR_CLASS_CONFIRMATION_STUDENTS] = jr_int(out->students);
	if (!e.stored) {
		if ((rc = jr__tx_id(j, &tx_id)) < 0)
			return rc;
		e.row[JR_CLASS_CONFIRMATION_TX_ID] = jr_int(tx_id);
	}
	return jr__edit_end(j, &e, what);
}
