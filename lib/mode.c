/* Study modes: spans in which a student is taught otherwise than in the class. */
#include "mode.h"

#include <string.h>

#include "access_impl.h"
#include "list.h"
#include "roster_impl.h"

enum { STUDENT, CLASS, MODE, GROUP, SUBJECT, FROM, TO, ORDER, COLUMNS };

static const struct { const char *name, *words; } modes[] = {
	{ "home", N_("taught at home") },
	{ "individual", N_("taught by an individual plan") },
	{ "treatment", N_("under long treatment") },
	{ "family", N_("taught in the family") },
	{ "self", N_("self-educated") },
	{ "extern", N_("an extern") },
};

#define MODES ((int)(sizeof(modes) / sizeof(*modes)))

static const struct jr__word mode_word[] = {
	{ "home", 0 }, { "на дому", 0 }, { "надомное", 0 }, { "надомное обучение", 0 },
	{ "обучение на дому", 0 },
	{ "individual", 1 }, { "иуп", 1 }, { "индивидуальный план", 1 },
	{ "индивидуальный учебный план", 1 },
	{ "treatment", 2 }, { "длительное лечение", 2 }, { "лечение", 2 },
	{ "family", 3 }, { "семейное", 3 }, { "семейное образование", 3 }, { "семейная", 3 },
	{ "self", 4 }, { "самообразование", 4 },
	{ "extern", 5 }, { "экстерн", 5 }, { "экстернат", 5 },
	{ NULL, 0 }
};

const char *
jr__mode_words(const char *mode)
{
	for (int i = 0; i < MODES; i++)
		if (mode != NULL && strcmp(modes[i].name, mode) == 0)
			return modes[i].words;
	return modes[1].words;
}

/* What a row names. */
struct named {
	int64_t			 student_id, course_id;	/* course 0: all */
	char			 from[JR_DATE_SIZE];
	struct jr__spans	 spans;		/* of the student, for the same courses */
	int			 at;		/* its place among them; -1: new */
	int64_t			 id;		/* the stored row's; 0: new */
};

static bool
has(const struct jr_row *r, int col)
{
	return r->v[col] != NULL && r->v[col][0] != '\0';
}

static int
find_mode(struct jr *j, const char *cell, const char **out)
{
	int mode, rc;

	*out = NULL;
	if ((rc = jr__word_find(j, mode_word, cell, &mode)) < 0)
		return rc;
	if (rc == JR_DONE)
		return jr__fail_at(j, JR_EINVAL, MODE, N_("there is no study mode '%s'; there are "
		    "home, individual, treatment, family, self and extern"), cell);
	*out = modes[mode].name;
	return JR_OK;
}

/* The one course that the row names, if it does. */
static int
find_course(struct jr *j, const struct jr_row *r, jr_day day, struct named *n)
{
	static const struct jr__course_cols cols = { CLASS, GROUP, SUBJECT };
	const struct jr__course *course;
	bool in;
	int rc;

	n->course_id = 0;
	if (!has(r, SUBJECT) && has(r, GROUP))
		return jr__fail_at(j, JR_EINVAL, GROUP, N_("a group without a subject names no "
		    "course; without both the mode is for all courses"));
	if (!has(r, SUBJECT))
		return JR_OK;
	if ((rc = jr__find_course(j, &cols, jr_year_of(day), r->v[CLASS], r->v[GROUP],
	    r->v[SUBJECT], n->student_id, day, &course)) < 0 ||
	    (rc = jr__in_course(j, course, n->student_id, day, &in)) < 0)
		return rc;
	n->course_id = course->id;
	return in ? JR_OK : jr__fail_at(j, JR_EINVAL, SUBJECT,
	    N_("'%s' is not in this course on %s"), r->v[STUDENT], n->from);
}

static int
find_stored(struct jr *j, const struct jr_row *r, struct named *n)
{
	int rc;

	if ((rc = jr__spans_load(j, JR_SQL_MODE_SPANS, JR_PARAMS(
	    JR_P_INT("student_id", n->student_id), JR_P_INT("course_id", n->course_id)),
	    &n->spans)) < 0 ||
	    (rc = jr__spans_choose(j, FROM, jr_year(j), r->v[FROM], &n->spans, n->course_id,
	    &n->at, n->from)) < 0)
		return rc;
	n->id = 0;
	if (n->at < 0)
		return JR_OK;
	rc = jr__number(j, JR_SQL_MODE_FIND, JR_PARAMS(JR_P_INT("student_id", n->student_id),
	    JR_P_INT("course_id", n->course_id), JR_P_TEXT("from", n->from)), &n->id);
	return rc < 0 ? rc : JR_OK;
}

static int
find(struct jr *j, const struct jr_row *r, struct named *n)
{
	jr_day day = jr_today(j);
	int rc;

	if ((rc = jr__cells_check(j, r)) < 0 || (rc = jr__cell_need(j, r, STUDENT)) < 0)
		return rc;
	jr_date_format(day, n->from);
	if (has(r, FROM) && ((rc = jr__day(j, FROM, r->v[FROM], &day)) < 0 ||
	    (rc = jr__date(j, FROM, r->v[FROM], n->from)) < 0))
		return rc;
	if ((rc = jr__find_student_in(j, CLASS, r->v[CLASS], jr_year_of(day), STUDENT,
	    r->v[STUDENT], day, &n->student_id)) < 0 ||
	    (rc = jr__may_student(j, STUDENT, JR_ON_STUDY_MODE, n->student_id)) < 0 ||
	    (rc = find_course(j, r, day, n)) < 0)
		return rc;
	return find_stored(j, r, n);
}

static int
check_span(struct jr *j, const struct jr_row *r, const struct named *n, const char *to)
{
	const struct jr__span *v;
	int clash, rc;

	if ((rc = jr__span_check(j, TO, n->from, to)) < 0)
		return rc;
	if ((clash = jr__spans_clash(&n->spans, n->at, n->from, to)) < 0)
		return JR_OK;
	v = &n->spans.v[clash];
	if (strcmp(v->to, JR_OPEN_END) == 0)
		return jr__fail_at(j, JR_ECONFLICT, FROM, N_("'%s' has the study mode '%s' since %s; "
		    "end that first"), r->v[STUDENT], v->name, v->from);
	return jr__fail_at(j, JR_ECONFLICT, FROM, N_("'%s' has the study mode '%s' from %s to %s "
	    "already"), r->v[STUDENT], v->name, v->from, v->to);
}

/* What was entered before the order came stays, and is told. */
static int
warn_entries(struct jr *j, const struct jr_row *r, const struct named *n)
{
	int64_t lessons;
	int rc;

	rc = jr__number(j, JR_SQL_MODE_ENTRIES, JR_PARAMS(JR_P_INT("student_id", n->student_id),
	    JR_P_INT("course_id", n->course_id), JR_P_TEXT("from", n->from)), &lessons);
	if (rc == JR_OK && lessons > 0)
		jr__warn(j, N_("%s has marks or absences in lessons of that time (lessons: %lld); "
		    "they stay as they are"), r->v[STUDENT], (long long)lessons);
	return rc < 0 ? rc : JR_OK;
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	const char *mode = NULL;
	char to[JR_DATE_SIZE];
	struct jr__edit e;
	struct named n;
	int rc;

	*what = JR_SAME;
	if ((rc = find(j, r, &n)) < 0 || (rc = jr__last_day(j, TO, 0, r->v[TO],
	    n.at >= 0 ? n.spans.v[n.at].to : NULL, to)) < 0 ||
	    (rc = check_span(j, r, &n, to)) < 0 ||
	    ((n.id == 0 || r->v[MODE] != NULL) &&
	    ((rc = jr__cell_need(j, r, MODE)) < 0 || (rc = find_mode(j, r->v[MODE], &mode)) < 0)) ||
	    (rc = jr__edit_begin_id(j, &e, JR_TBL_STUDY_MODE, n.id)) < 0 ||
	    (rc = jr__edit_needed(j, &e, JR_STUDY_MODE_ORDER_NO, r, ORDER)) < 0)
		return rc;
	if (!e.stored && (rc = jr__next_id(j, JR_TBL_STUDY_MODE, &e.row[JR_STUDY_MODE_ID].i)) < 0)
		return rc;
	e.row[JR_STUDY_MODE_STUDENT_ID] = jr_int(n.student_id);
	e.row[JR_STUDY_MODE_COURSE_ID] = n.course_id != 0 ? jr_int(n.course_id) : jr_null();
	if (mode != NULL)
		e.row[JR_STUDY_MODE_MODE] = jr_text(mode);
	e.row[JR_STUDY_MODE_FROM_DATE] = jr_text(n.from);
	e.row[JR_STUDY_MODE_TO_DATE] = jr_text(to);
	if ((rc = jr__edit_end(j, &e, what)) < 0 || *what == JR_SAME)
		return rc;
	jr__lookup_free(j);
	return warn_entries(j, r, &n);
}

static int
take_out(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr__edit e;
	struct named n;
	int rc;

	*what = JR_SAME;
	if ((rc = find(j, r, &n)) < 0)
		return rc;
	if (n.id == 0)
		return jr__fail_at(j, JR_ENOTFOUND, STUDENT, N_("'%s' has no such study mode"),
		    r->v[STUDENT]);
	if ((rc = jr__edit_begin_id(j, &e, JR_TBL_STUDY_MODE, n.id)) < 0 ||
	    (rc = jr__edit_finish(j, &e, JR_STUDY_MODE_FROM_DATE, JR_STUDY_MODE_TO_DATE, 0, on,
	    what)) < 0)
		return rc;
	if (*what != JR_SAME)
		jr__lookup_free(j);
	return JR_OK;
}

/* --- Lists --------------------------------------------------------------- */

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int64_t class_id = 0, student_id = 0;
	const char *mode = NULL;
	int rc;

	if ((rc = jr__list_days(j, f, FROM, TO, from, to)) < 0 ||
	    (f->v[CLASS] != NULL &&
	    (rc = jr__find_class(j, CLASS, jr_year(j), f->v[CLASS], &class_id)) < 0) ||
	    (f->v[STUDENT] != NULL && (rc = jr__find_student(j, STUDENT, f->v[STUDENT], class_id,
	    jr_today(j), &student_id)) < 0) ||
	    (f->v[MODE] != NULL && (rc = find_mode(j, f->v[MODE], &mode)) < 0))
		return rc;
	return jr__list_rows(j, JR_SQL_MODE_LIST, JR_PARAMS(JR_P_TEXT("from", from),
	    JR_P_TEXT("to", to), JR__P_SOME("student", student_id),
	    JR__P_SOME("class", class_id), JR_P_TEXT("mode", mode)), COLUMNS, out, arg);
}

static const struct jr_rowcol columns[COLUMNS] = {
	[STUDENT] = { "student", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("student's number, or name in the class") },
	[CLASS] = { "class", JR_COL_TEXT, JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("class, like 7А") },
	[MODE] = { "mode", JR_COL_TEXT, JR_ROW_FILTER,
	    N_("home, individual, treatment, family, self or extern") },
	[GROUP] = { "group", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL,
	    N_("the group of the course") },
	[SUBJECT] = { "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL,
	    N_("of one course; none: of all") },
	[FROM] = { "from", JR_COL_DATE, JR_ROW_KEY | JR_ROW_OPTIONAL, N_("first day") },
	[TO] = { "to", JR_COL_DATE, JR_ROW_OPTIONAL, N_("last day") },
	[ORDER] = { "order", JR_COL_TEXT, 0, N_("number of the order") },
};

const struct jr_rowkind jr_kind_study_mode = {
	.name = "study_mode", .col = columns, .columns = COLUMNS,
	.put = put, .remove = take_out, .list = list,
};
