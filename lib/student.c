/* Students, and who is in which class, when. */
#include <string.h>

#include "access_impl.h"
#include "list.h"
#include "roster_impl.h"

enum { NUMBER, SURNAME, GIVEN_NAME, PATRONYMIC, BIRTH_DATE, CLASS, ENROLLED_ON, LEFT_ON,
	ORDER_IN, ORDER_OUT, COLUMNS };

enum { E_STUDENT, E_CLASS, E_FROM, E_TO, E_ORDER_IN, E_ORDER_OUT, E_FROM_WHERE, E_TO_WHERE,
	E_COLUMNS };

/* Columns to name in errors about an enrolment. */
struct cols {
	int	 class, from, to;
};

/* One enrolment as it shall be; the texts are cells. */
struct stay {
	bool		 any;		/* false: nothing is to be done */
	int64_t		 class_id;
	char		 was[JR_DATE_SIZE];	/* stored with this first day; "": new */
	char		 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int64_t		 left_class;	/* a move: the former class, */
	char		 left_from[JR_DATE_SIZE];	/* with this first day */
	const char	*order_in, *order_out, *from_where, *to_where;
};

/* --- Enrolments ---------------------------------------------------------- */

static int
load_stays(struct jr *j, int64_t student_id, int64_t year, struct jr__spans *s)
{
	s->n = 0;
	if (student_id == 0)
		return JR_OK;
	return jr__spans_load(j, JR_SQL_STUDENT_STAYS, JR_PARAMS(
	    JR_P_INT("student_id", student_id), JR_P_INT("year", year)), s);
}

static int
in_class_already(struct jr *j, int col, const char *number, const struct jr__span *v)
{
	if (strcmp(v->to, JR_OPEN_END) == 0)
		return jr__fail_at(j, JR_EINVAL, col, N_("'%s' is in %s since %s; end that first"),
		    number, v->name, v->from);
	return jr__fail_at(j, JR_EINVAL, col, N_("'%s' was in %s from %s to %s: the days "
	    "overlap"), number, v->name, v->from, v->to);
}

/*
 * One class at a time: a stay that begins later, in another class, ends the open
 * one; any other overlap is an error.  at: the stay's own place; -1: new.
 */
static int
check_stay(struct jr *j, const struct cols *cols, const char *number,
    const struct jr__spans *s, int at, struct stay *p)
{
	const struct jr__span *v;
	struct jr__spans rest = *s;
	int other, rc;

	if ((rc = jr__span_check(j, cols->to, p->from, p->to)) < 0)
		return rc;
	if ((other = jr__spans_clash(s, at, p->from, p->to)) < 0)
		return JR_OK;
	v = &s->v[other];
	if (v->of == p->class_id || strcmp(v->to, JR_OPEN_END) != 0 ||
	    strcmp(v->from, p->from) >= 0)
		return in_class_already(j, cols->from, number, v);
	jr__day_after(p->from, -1, rest.v[other].to);
	if ((other = jr__spans_clash(&rest, at, p->from, p->to)) >= 0)
		return in_class_already(j, cols->from, number, &s->v[other]);
	p->left_class = v->of;
	strcpy(p->left_from, v->from);
	return JR_OK;
}

static int
begin_stay(struct jr *j, struct jr__edit *e, int64_t student_id, int64_t class_id,
    const char *from)
{
	const struct jr_value key[] = {
		jr_int(student_id), jr_int(class_id), jr_text(from),
	};

	return jr__edit_begin(j, e, JR_TBL_ENROLMENT, key);
}

static int
write_stay(struct jr *j, int64_t student_id, const struct stay *p, enum jr_change *what)
{
	char before[JR_DATE_SIZE];
	struct jr__edit e;
	int rc;

	if (!p->any)
		return JR_OK;
	if (p->left_class != 0) {
		jr__day_after(p->from, -1, before);
		if ((rc = begin_stay(j, &e, student_id, p->left_class, p->left_from)) < 0)
			return rc;
		e.row[JR_ENROLMENT_TO_DATE] = jr_text(before);
		if ((rc = jr__edit_end(j, &e, what)) < 0)
			return rc;
	}
	rc = begin_stay(j, &e, student_id, p->class_id, p->was[0] != '\0' ? p->was : p->from);
	if (rc < 0)
		return rc;
	e.row[JR_ENROLMENT_FROM_DATE] = jr_text(p->from);
	e.row[JR_ENROLMENT_TO_DATE] = jr_text(p->to);
	jr__edit_text(&e, JR_ENROLMENT_ORDER_IN, p->order_in);
	jr__edit_text(&e, JR_ENROLMENT_ORDER_OUT, p->order_out);
	jr__edit_text(&e, JR_ENROLMENT_FROM_WHERE, p->from_where);
	jr__edit_text(&e, JR_ENROLMENT_TO_WHERE, p->to_where);
	return jr__edit_end(j, &e, what);
}

/* --- The last enrolment, as a student's row has it ----------------------- */

/* A row with days or orders, and no class to put them to. */
static int
plan_no_class(struct jr *j, const struct jr_row *r)
{
	for (int i = ENROLLED_ON; i <= ORDER_OUT; i++)
		if (r->v[i] != NULL && r->v[i][0] != '\0')
			return jr__fail_at(j, JR_EINVAL, i,
			    N_("'%s' is in no class of this year; name the class"), r->v[NUMBER]);
	return JR_OK;
}

static int
plan_new(struct jr *j, const struct jr_row *r, struct stay *p)
{
	int rc;

	if (p->from[0] == '\0' && (rc = jr__year_first(j, jr_year(j), p->from)) < 0)
		return rc;
	return jr__last_day(j, LEFT_ON, jr_year(j), r->v[LEFT_ON], NULL, p->to);
}

/* The stored one: other days, or back again after he had left. */
static int
plan_same(struct jr *j, const struct jr_row *r, const struct jr__span *last, struct stay *p,
    int *at)
{
	if (p->from[0] == '\0')
		strcpy(p->from, last->from);
	if (strcmp(p->from, last->to) > 0) {
		*at = -1;
		return plan_new(j, r, p);
	}
	strcpy(p->was, last->from);
	return jr__last_day(j, LEFT_ON, jr_year(j), r->v[LEFT_ON], last->to, p->to);
}

static int
plan_move(struct jr *j, const struct jr_row *r, const struct jr__span *last, struct stay *p)
{
	if (p->from[0] != '\0' && strcmp(p->from, last->from) > 0)
		return plan_new(j, r, p);
	return jr__fail_at(j, JR_EINVAL, CLASS, N_("'%s' is in %s since %s; a move has a later "
	    "day: jr-student set --number %s --class %s --from DAY"), r->v[NUMBER], last->name,
	    last->from, r->v[NUMBER], r->v[CLASS]);
}

static int
plan_stay(struct jr *j, const struct jr_row *r, const struct jr__spans *s, struct stay *p)
{
	static const struct cols cols = { CLASS, ENROLLED_ON, LEFT_ON };
	const struct jr__span *last = s->n > 0 ? &s->v[s->n - 1] : NULL;
	const char *class = r->v[CLASS], *day = r->v[ENROLLED_ON];
	int at = s->n - 1, rc;

	memset(p, 0, sizeof(*p));
	if (last == NULL && (class == NULL || class[0] == '\0'))
		return plan_no_class(j, r);
	if (class != NULL && class[0] == '\0')
		return jr__fail_at(j, JR_EINVAL, CLASS,
		    N_("'%s' is in %s; to end that give left_on"), r->v[NUMBER], last->name);
	if (class == NULL)
		p->class_id = last->of;
	else if ((rc = jr__find_class(j, CLASS, jr_year(j), class, &p->class_id)) < 0)
		return rc;
	if (day != NULL && day[0] != '\0' &&
	    (rc = jr__date_of_year(j, ENROLLED_ON, jr_year(j), day, p->from)) < 0)
		return rc;
	if (last != NULL && p->class_id == last->of)
		rc = plan_same(j, r, last, p, &at);
	else {
		at = -1;
		rc = last == NULL ? plan_new(j, r, p) : plan_move(j, r, last, p);
	}
	if (rc < 0)
		return rc;
	p->any = true;
	p->order_in = r->v[ORDER_IN];
	p->order_out = r->v[ORDER_OUT];
	return check_stay(j, &cols, r->v[NUMBER], s, at, p);
}

/* --- Students ------------------------------------------------------------ */

static int
birth_date(struct jr *j, const char *cell, char out[JR_DATE_SIZE])
{
	char today[JR_DATE_SIZE];
	int rc;

	if ((rc = jr__date(j, BIRTH_DATE, cell, out)) < 0)
		return rc;
	jr__today(j, today);
	return strcmp(out, today) < 0 ? JR_OK : jr__fail_at(j, JR_EINVAL, BIRTH_DATE,
	    N_("the date of birth, %s, is not past yet"), out);
}

static int
fill(struct jr *j, struct jr__edit *e, const struct jr_row *r, char born[JR_DATE_SIZE])
{
	const char *match, *sort;
	int rc;

	if ((rc = jr__edit_needed(j, e, JR_STUDENT_SURNAME, r, SURNAME)) < 0 ||
	    (rc = jr__edit_needed(j, e, JR_STUDENT_GIVEN_NAME, r, GIVEN_NAME)) < 0)
		return rc;
	jr__edit_text(e, JR_STUDENT_NUMBER, r->v[NUMBER]);
	jr__edit_text(e, JR_STUDENT_PATRONYMIC, r->v[PATRONYMIC]);
	jr__edit_text(e, JR_STUDENT_BIRTH_DATE, r->v[BIRTH_DATE]);
	if (r->v[BIRTH_DATE] != NULL && r->v[BIRTH_DATE][0] != '\0') {
		if ((rc = birth_date(j, r->v[BIRTH_DATE], born)) < 0)
			return rc;
		e->row[JR_STUDENT_BIRTH_DATE] = jr_text(born);
	}
	rc = jr__name_keys(j, jr__edit_get(e, JR_STUDENT_SURNAME),
	    jr__edit_get(e, JR_STUDENT_GIVEN_NAME), jr__edit_get(e, JR_STUDENT_PATRONYMIC),
	    &match, &sort);
	e->row[JR_STUDENT_MATCH_KEY] = jr_text(match);
	e->row[JR_STUDENT_SORT_KEY] = jr_text(sort);
	return rc;
}

static int
find_number(struct jr *j, const char *number, int64_t *out)
{
	int rc = jr__number(j, JR_SQL_FIND_STUDENT_NUMBER,
	    JR_PARAMS(JR_P_TEXT("number", number)), out);

	return rc < 0 ? rc : JR_OK;
}

static int
write(struct jr *j, struct jr__edit *e, const struct stay *p, enum jr_change *what)
{
	enum jr_change moved = JR_SAME;
	int64_t id;
	int rc;

	if (!e->stored && (rc = jr__next_id(j, JR_TBL_STUDENT, &e->row[JR_STUDENT_ID].i)) < 0)
		return rc;
	id = e->row[JR_STUDENT_ID].i;
	if ((rc = jr__edit_end(j, e, what)) < 0 || (rc = write_stay(j, id, p, &moved)) < 0)
		return rc;
	jr__change_add(what, moved);
	return JR_OK;
}

/* The student as he is, and the classes that he leaves and comes into. */
static int
check_access(struct jr *j, int number, int class, int64_t student_id, const struct stay *p)
{
	int rc = JR_OK;

	if (student_id != 0)
		rc = jr__may_student(j, number, JR_ON_STUDENT, student_id);
	if (rc == JR_OK && p->left_class != 0)
		rc = jr__may_class(j, class, JR_ON_STUDENT, p->left_class);
	return rc == JR_OK && p->any ? jr__may_class(j, class, JR_ON_STUDENT, p->class_id) : rc;
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	enum jr_change done = JR_SAME;
	char born[JR_DATE_SIZE];
	struct jr__spans stays;
	struct jr__edit e;
	struct stay stay;
	int64_t id;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__cells_check(j, r)) < 0 || (rc = jr__cell_need(j, r, NUMBER)) < 0 ||
	    (rc = find_number(j, r->v[NUMBER], &id)) < 0 ||
	    (rc = load_stays(j, id, jr_year(j), &stays)) < 0 ||
	    (rc = plan_stay(j, r, &stays, &stay)) < 0 ||
	    (rc = check_access(j, NUMBER, CLASS, id, &stay)) < 0 ||
	    (rc = jr__edit_begin_id(j, &e, JR_TBL_STUDENT, id)) < 0 ||
	    (rc = fill(j, &e, r, born)) < 0)
		return rc;
	rc = write(j, &e, &stay, &done);
	if (rc == JR_OK && done != JR_SAME)
		jr__lookup_free(j);
	*what = rc == JR_OK ? done : JR_SAME;
	return rc;
}

/* Nothing was dated: the student goes, if nothing hangs on him. */
static int
delete_student(struct jr *j, int64_t id, const char *number, enum jr_change *what)
{
	struct jr__edit e;
	int64_t used;
	int rc;

	rc = jr__number(j, JR_SQL_STUDENT_USED, JR_PARAMS(JR_P_INT("student_id", id)), &used);
	if (rc < 0)
		return rc;
	if (used > 0)
		return jr__fail_at(j, JR_ECONFLICT, NUMBER, N_("'%s' is in no class of this year, "
		    "and is not deleted: other rows of the journal name the student"), number);
	if ((rc = jr__edit_begin_id(j, &e, JR_TBL_STUDENT, id)) < 0 ||
	    (rc = jr__edit_remove(j, &e, what)) < 0)
		return rc;
	jr__lookup_free(j);
	*what = JR_REMOVED;
	return JR_OK;
}

static int
end_stay(struct jr *j, int64_t student_id, const struct jr__span *v, const char *on,
    int64_t year, enum jr_change *what)
{
	enum jr_change done = JR_SAME;
	struct jr__edit e;
	int rc;

	if ((rc = begin_stay(j, &e, student_id, v->of, v->from)) < 0 ||
	    (rc = jr__edit_finish(j, &e, JR_ENROLMENT_FROM_DATE, JR_ENROLMENT_TO_DATE, year, on,
	    &done)) < 0)
		return rc;
	if (done != JR_SAME)
		jr__lookup_free(j);
	*what = done;
	return JR_OK;
}

static int
remove_student(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr__spans stays;
	int64_t id;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__find_student(j, NUMBER, r->v[NUMBER], 0, 0, &id)) < 0 ||
	    (rc = jr__may_student(j, NUMBER, JR_ON_STUDENT, id)) < 0 ||
	    (rc = load_stays(j, id, jr_year(j), &stays)) < 0)
		return rc;
	if (stays.n == 0)
		return delete_student(j, id, r->v[NUMBER], what);
	return end_stay(j, id, &stays.v[stays.n - 1], on, jr_year(j), what);
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	int64_t student_id = 0, class_id = 0;
	int rc;

	if ((f->v[NUMBER] != NULL &&
	    (rc = jr__find_student(j, NUMBER, f->v[NUMBER], 0, 0, &student_id)) < 0) ||
	    (f->v[CLASS] != NULL &&
	    (rc = jr__find_class(j, CLASS, jr_year(j), f->v[CLASS], &class_id)) < 0))
		return rc;
	return jr__list_rows(j, JR_SQL_STUDENT_LIST, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR__P_SOME("student_id", student_id), JR__P_SOME("class_id", class_id)),
	    COLUMNS, out, arg);
}

static const struct jr_rowcol columns[COLUMNS] = {
	[NUMBER] = { "number", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("the student's number in the school") },
	[SURNAME] = { "surname", JR_COL_TEXT, 0, N_("surname") },
	[GIVEN_NAME] = { "given_name", JR_COL_TEXT, 0, N_("given name") },
	[PATRONYMIC] = { "patronymic", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("patronymic") },
	[BIRTH_DATE] = { "birth_date", JR_COL_DATE, JR_ROW_OPTIONAL, N_("date of birth") },
	[CLASS] = { "class", JR_COL_TEXT, JR_ROW_FILTER, N_("class, like 7А") },
	[ENROLLED_ON] = { "enrolled_on", JR_COL_DATE, JR_ROW_OPTIONAL,
	    N_("first day in the class") },
	[LEFT_ON] = { "left_on", JR_COL_DATE, JR_ROW_OPTIONAL, N_("last day in the class") },
	[ORDER_IN] = { "order_in", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("order of the enrolment") },
	[ORDER_OUT] = { "order_out", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("order of the leaving") },
};

const struct jr_rowkind jr_kind_student = {
	.name = "student", .col = columns, .columns = COLUMNS, .from_column = "enrolled_on",
	.put = put, .remove = remove_student, .list = list,
};

/* --- Rows of enrolments -------------------------------------------------- */

/* What an enrolment's key names. */
struct named {
	int64_t			 year, class_id, student_id;
	struct jr__spans	 stays;
	int			 at;		/* its place among stays; -1: new */
	char			 from[JR_DATE_SIZE];
};

static int
find_stay(struct jr *j, const struct jr_row *r, struct named *n)
{
	char first[JR_DATE_SIZE];
	jr_day day;
	int rc;

	n->year = jr_year(j);
	if (r->v[E_FROM] != NULL && r->v[E_FROM][0] != '\0') {
		if ((rc = jr__day(j, E_FROM, r->v[E_FROM], &day)) < 0)
			return rc;
		n->year = jr_year_of(day);
	} else if ((rc = jr__year_first(j, n->year, first)) < 0 ||
	    (rc = jr__day(j, E_FROM, first, &day)) < 0)
		return rc;
	if ((rc = jr__find_class(j, E_CLASS, n->year, r->v[E_CLASS], &n->class_id)) < 0 ||
	    (rc = jr__find_student(j, E_STUDENT, r->v[E_STUDENT], n->class_id, day,
	    &n->student_id)) < 0 ||
	    (rc = load_stays(j, n->student_id, n->year, &n->stays)) < 0)
		return rc;
	return jr__spans_choose(j, E_FROM, n->year, r->v[E_FROM], &n->stays, n->class_id, &n->at,
	    n->from);
}

static int
put_enrolment(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	static const struct cols cols = { E_CLASS, E_FROM, E_TO };
	enum jr_change done = JR_SAME;
	struct stay p = { .any = true };
	struct named n;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__cells_check(j, r)) < 0 || (rc = find_stay(j, r, &n)) < 0 ||
	    (rc = jr__last_day(j, E_TO, n.year, r->v[E_TO],
	    n.at >= 0 ? n.stays.v[n.at].to : NULL, p.to)) < 0)
		return rc;
	p.class_id = n.class_id;
	strcpy(p.from, n.from);
	p.order_in = r->v[E_ORDER_IN];
	p.order_out = r->v[E_ORDER_OUT];
	p.from_where = r->v[E_FROM_WHERE];
	p.to_where = r->v[E_TO_WHERE];
	if ((rc = check_stay(j, &cols, r->v[E_STUDENT], &n.stays, n.at, &p)) < 0 ||
	    (rc = check_access(j, E_STUDENT, E_CLASS, 0, &p)) < 0 ||
	    (rc = write_stay(j, n.student_id, &p, &done)) < 0)
		return rc;
	if (done != JR_SAME)
		jr__lookup_free(j);
	*what = n.at < 0 && done != JR_SAME ? JR_ADDED : done;
	return JR_OK;
}

static int
remove_enrolment(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct named n;
	int rc;

	*what = JR_SAME;
	if ((rc = find_stay(j, r, &n)) < 0)
		return rc;
	if (n.at < 0)
		return jr__fail_at(j, JR_ENOTFOUND, E_STUDENT,
		    N_("'%s' was not enrolled in %s on %s"), r->v[E_STUDENT],
		    r->v[E_CLASS], n.from);
	if ((rc = jr__may_class(j, E_CLASS, JR_ON_STUDENT, n.class_id)) < 0)
		return rc;
	return end_stay(j, n.student_id, &n.stays.v[n.at], on, n.year, what);
}

static int
list_enrolments(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int rc;

	if ((f->from != NULL && (rc = jr__date(j, -1, f->from, from)) < 0) ||
	    (f->to != NULL && (rc = jr__date(j, -1, f->to, to)) < 0))
		return rc;
	return jr__list_rows(j, JR_SQL_ENROLMENT_LIST, JR_PARAMS(
	    JR_P_TEXT("from_date", f->from != NULL ? from : NULL),
	    JR_P_TEXT("to_date", f->to != NULL ? to : NULL)), E_COLUMNS, out, arg);
}

static const struct jr_rowcol enrolment_columns[E_COLUMNS] = {
	[E_STUDENT] = { "student", JR_COL_TEXT, JR_ROW_KEY, N_("the student's number, or name") },
	[E_CLASS] = { "class", JR_COL_TEXT, JR_ROW_KEY, N_("class, like 7А") },
	[E_FROM] = { "from", JR_COL_DATE, JR_ROW_KEY | JR_ROW_OPTIONAL,
	    N_("first day in the class") },
	[E_TO] = { "to", JR_COL_DATE, JR_ROW_OPTIONAL, N_("last day in the class") },
	[E_ORDER_IN] = { "order_in", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("order of the enrolment") },
	[E_ORDER_OUT] = { "order_out", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("order of the leaving") },
	[E_FROM_WHERE] = { "from_where", JR_COL_TEXT, JR_ROW_OPTIONAL,
	    N_("where the student came from") },
	[E_TO_WHERE] = { "to_where", JR_COL_TEXT, JR_ROW_OPTIONAL,
	    N_("where the student went to") },
};

const struct jr_rowkind jr_kind_enrolment = {
	.name = "enrolment", .col = enrolment_columns, .columns = E_COLUMNS, .dated = true,
	.put = put_enrolment, .remove = remove_enrolment, .list = list_enrolments,
};
