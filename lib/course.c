/* Courses, who teaches them (нагрузка), and the subjects they are in. */
#include <string.h>

#include "roster_impl.h"

enum { CLASS, GROUP, SUBJECT, TEACHER, FROM, HOURS, TO, KIND, PROGRAMME, TEXTBOOK, COLUMNS };

#define HOURS_MOST 6000		/* hundredths a week */

static const char *const kind_name[] = { "lesson", "extracurricular", "elective" };

static const struct jr__word kind_word[] = {
	{ "lesson", 0 }, { "урок", 0 }, { "урочная", 0 },
	{ "extracurricular", 1 }, { "внеурочная", 1 }, { "внеурочная деятельность", 1 },
	{ "внеурочное занятие", 1 }, { "внеурочное", 1 },
	{ "elective", 2 }, { "элективный", 2 }, { "элективный курс", 2 }, { "факультатив", 2 },
	{ NULL, 0 }
};

/* What a row's key names; 0: not there yet. */
struct named {
	int64_t			 class_id, group_id, subject_id, course_id, staff_id;
	struct jr__spans	 spans;		/* of the teacher in the course */
	int			 at;		/* which of them; -1: new */
	char			 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int			 ends;		/* an open span that ends the day before; -1 */
};

/* --- Cells --------------------------------------------------------------- */

static int
no_hours(struct jr *j, const char *cell)
{
	return jr__fail_at(j, JR_EINVAL, HOURS, N_("'%s' is not a number of hours a week like 2 or "
	    "0.5, over 0 and up to %d"), cell, HOURS_MOST / 100);
}

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* "2", "0.5", "0,25" → hundredths. */
static int
parse_hours(struct jr *j, const char *cell, int64_t *out)
{
	const char *s = cell;
	int64_t value = 0;
	int decimals = 0;

	*out = 0;
	for (; is_digit(*s) && value <= HOURS_MOST; s++)
		value = 10 * value + (*s - '0');
	if (s == cell)
		return no_hours(j, cell);
	if (*s == '.' || *s == ',')
		for (s++; is_digit(*s) && decimals < 2; s++, decimals++)
			value = 10 * value + (*s - '0');
	for (; decimals < 2; decimals++)
		value *= 10;
	while (*s == '0')
		s++;
	if (*s != '\0' || value <= 0 || value > HOURS_MOST)
		return no_hours(j, cell);
	*out = value;
	return JR_OK;
}

static void
show_hours(int64_t hours, struct jr_buf *out)
{
	jr_buf_clear(out);
	jr_buf_addf(out, "%d", (int)(hours / 100));
	if (hours % 100 != 0)
		jr_buf_addf(out, hours % 10 == 0 ? ".%d" : ".%02d",
		    (int)(hours % 10 == 0 ? hours % 100 / 10 : hours % 100));
}

static int
parse_kind(struct jr *j, const char *cell, int *out)
{
	int rc;

	*out = 0;
	if (cell == NULL || cell[0] == '\0')
		return JR_OK;
	rc = jr__word_find(j, kind_word, cell, out);
	return rc != JR_DONE ? rc : jr__fail_at(j, JR_EINVAL, KIND,
	    N_("there is no kind of course '%s'; there are lesson, extracurricular and elective"),
	    cell);
}

/* --- What the key names -------------------------------------------------- */

static int
find_scope(struct jr *j, const struct jr_row *r, struct named *n)
{
	const char *class = r->v[CLASS], *group = r->v[GROUP];
	int64_t year = jr_year(j);
	int rc;

	n->class_id = n->group_id = 0;
	if (class != NULL && class[0] != '\0' &&
	    (rc = jr__find_class(j, CLASS, year, class, &n->class_id)) < 0)
		return rc;
	if (group != NULL && group[0] != '\0')
		return jr__find_group(j, GROUP, year, n->class_id, group, &n->group_id);
	return n->class_id != 0 ? JR_OK : jr__fail_at(j, JR_EINVAL, CLASS,
	    N_("give the class, or the name of a cross-class group"));
}

static int
find_subject(struct jr *j, const char *name, int64_t *out)
{
	const char *match;
	int rc;

	*out = 0;
	if ((rc = jr__match(j, 5, name, &match)) < 0)
		return rc;
	if (match == NULL)
		return jr__fail_at(j, JR_EINVAL, SUBJECT, N_("'%s' is no name for a subject"),
		    name);
	rc = jr__number(j, JR_SQL_FIND_SUBJECT, JR_PARAMS(JR_P_TEXT("match_key", match)), out);
	return rc < 0 ? rc : JR_OK;
}

static int
find_load(struct jr *j, const struct jr_row *r, struct named *n)
{
	int rc;

	n->course_id = 0;
	n->ends = -1;
	if ((rc = find_scope(j, r, n)) < 0 || (rc = jr__cell_need(j, r, SUBJECT)) < 0 ||
	    (rc = find_subject(j, r->v[SUBJECT], &n->subject_id)) < 0 ||
	    (rc = jr__find_staff(j, TEACHER, r->v[TEACHER], &n->staff_id)) < 0 ||
	    (rc = jr__number(j, JR_SQL_COURSE_FIND, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR_P_INT("class_id", n->class_id), JR_P_INT("group_id", n->group_id),
	    JR_P_INT("subject_id", n->subject_id)), &n->course_id)) < 0 ||
	    (rc = jr__spans_load(j, JR_SQL_COURSE_SPANS, JR_PARAMS(
	    JR_P_INT("course_id", n->course_id), JR_P_INT("staff_id", n->staff_id)),
	    &n->spans)) < 0)
		return rc;
	return jr__spans_choose(j, FROM, jr_year(j), r->v[FROM], &n->spans, n->staff_id, &n->at,
	    n->from);
}

/* The teacher's rows of a course follow one another. */
static int
check_spans(struct jr *j, const struct jr_row *r, struct named *n)
{
	struct jr__spans rest = n->spans;
	int clash, rc;

	if ((rc = jr__last_day(j, TO, jr_year(j), r->v[TO],
	    n->at >= 0 ? n->spans.v[n->at].to : NULL, n->to)) < 0 ||
	    (rc = jr__span_check(j, TO, n->from, n->to)) < 0)
		return rc;
	if ((clash = jr__spans_clash(&rest, n->at, n->from, n->to)) < 0)
		return JR_OK;
	if (n->at < 0 && strcmp(rest.v[clash].to, JR_OPEN_END) == 0 &&
	    strcmp(rest.v[clash].from, n->from) < 0) {
		n->ends = clash;
		jr__day_after(n->from, -1, rest.v[clash].to);
		clash = jr__spans_clash(&rest, n->at, n->from, n->to);
	}
	return clash < 0 ? JR_OK : jr__fail_at(j, JR_EINVAL, FROM,
	    N_("'%s' has the course since %s already"), r->v[TEACHER], n->spans.v[clash].from);
}

/* --- Writing ------------------------------------------------------------- */

int
jr__subject_add(struct jr *j, const char *name, int64_t *out)
{
	struct jr_value row[JR_SUBJECT_COLUMNS];
	const char *match, *sort;
	int rc;

	if ((rc = jr__match(j, 5, name, &match)) < 0 || (rc = jr__sort(j, 6, name, &sort)) < 0 ||
	    (rc = jr__next_id(j, JR_TBL_SUBJECT, out)) < 0)
		return rc;
	row[JR_SUBJECT_ID] = jr_int(*out);
	row[JR_SUBJECT_NAME] = jr_text(name);
	row[JR_SUBJECT_MATCH_KEY] = jr_text(match);
	row[JR_SUBJECT_SORT_KEY] = jr_text(sort != NULL ? sort : match);
	return jr__insert(j, JR_TBL_SUBJECT, row);
}

/* The class's grade, or the lowest of a cross-class group's students. */
static int
grade_of(struct jr *j, const struct named *n, int64_t *out)
{
	struct jr_value row[JR_COLUMNS_MOST], key = jr_int(n->class_id);
	int rc;

	*out = 0;
	if (n->class_id == 0) {
		rc = jr__number(j, JR_SQL_GROUP_GRADE, JR_PARAMS(JR_P_INT("group_id", n->group_id),
		    JR_P_INT("year", jr_year(j))), out);
		return rc < 0 ? rc : JR_OK;
	}
	if ((rc = jr__fetch(j, JR_TBL_CLASS, &key, row)) == JR_OK)
		*out = row[JR_CLASS_GRADE].i;
	return rc < 0 ? rc : JR_OK;
}

static int
fill_new(struct jr *j, struct jr__edit *e, const struct named *n)
{
	int64_t grade;
	int rc;

	if ((rc = grade_of(j, n, &grade)) < 0 ||
	    (rc = jr__next_id(j, JR_TBL_COURSE, &e->row[JR_COURSE_ID].i)) < 0)
		return rc;
	e->row[JR_COURSE_YEAR_ID] = jr_int(jr_year(j));
	e->row[JR_COURSE_CLASS_ID] = n->class_id == 0 ? jr_null() : jr_int(n->class_id);
	e->row[JR_COURSE_GROUP_ID] = n->group_id == 0 ? jr_null() : jr_int(n->group_id);
	e->row[JR_COURSE_SUBJECT_ID] = jr_int(n->subject_id);
	e->row[JR_COURSE_GRADE] = jr_int(grade);
	e->row[JR_COURSE_KIND] = jr_text(kind_name[0]);
	return JR_OK;
}

static int
write_course(struct jr *j, const struct jr_row *r, int kind, struct named *n,
    enum jr_change *what)
{
	struct jr__edit e;
	int rc;

	if (n->subject_id == 0 && (rc = jr__subject_add(j, r->v[SUBJECT], &n->subject_id)) < 0)
		return rc;
	if ((rc = jr__edit_begin_id(j, &e, JR_TBL_COURSE, n->course_id)) < 0 ||
	    (!e.stored && (rc = fill_new(j, &e, n)) < 0))
		return rc;
	n->course_id = e.row[JR_COURSE_ID].i;
	if (r->v[KIND] != NULL)
		e.row[JR_COURSE_KIND] = jr_text(kind_name[kind]);
	jr__edit_text(&e, JR_COURSE_PROGRAMME, r->v[PROGRAMME]);
	jr__edit_text(&e, JR_COURSE_TEXTBOOK, r->v[TEXTBOOK]);
	return jr__edit_end(j, &e, what);
}

static int
begin_load(struct jr *j, struct jr__edit *e, const struct named *n, const char *from)
{
	const struct jr_value key[] = {
		jr_int(n->course_id), jr_int(n->staff_id), jr_text(from),
	};

	return jr__edit_begin(j, e, JR_TBL_COURSE_LOAD, key);
}

static int
write_load(struct jr *j, const struct named *n, int64_t hours, enum jr_change *what)
{
	char before[JR_DATE_SIZE];
	enum jr_change ended = JR_SAME;
	struct jr__edit e;
	int rc;

	if (n->ends >= 0) {
		jr__day_after(n->from, -1, before);
		if ((rc = begin_load(j, &e, n, n->spans.v[n->ends].from)) < 0)
			return rc;
		e.row[JR_COURSE_LOAD_TO_DATE] = jr_text(before);
		if ((rc = jr__edit_end(j, &e, &ended)) < 0)
			return rc;
	}
	if ((rc = begin_load(j, &e, n, n->from)) < 0)
		return rc;
	e.row[JR_COURSE_LOAD_TO_DATE] = jr_text(n->to);
	if (hours != 0)
		e.row[JR_COURSE_LOAD_HOURS] = jr_int(hours);
	return jr__edit_end(j, &e, what);
}

static int
write(struct jr *j, const struct jr_row *r, int kind, int64_t hours, struct named *n,
    enum jr_change *what)
{
	enum jr_change load = JR_SAME, course = JR_SAME;
	int rc;

	if ((rc = write_course(j, r, kind, n, &course)) < 0 ||
	    (rc = write_load(j, n, hours, &load)) < 0)
		return rc;
	*what = load != JR_SAME ? load : course;
	if (*what != JR_SAME)
		jr__lookup_free(j);
	return JR_OK;
}

/* --- Rows ---------------------------------------------------------------- */

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	enum jr_change done = JR_SAME;
	struct named n;
	int64_t hours = 0;
	int kind, rc;

	*what = JR_SAME;
	if ((rc = jr__cells_check(j, r)) < 0 || (rc = find_load(j, r, &n)) < 0 ||
	    (rc = check_spans(j, r, &n)) < 0 || (rc = parse_kind(j, r->v[KIND], &kind)) < 0)
		return rc;
	if (r->v[HOURS] != NULL || n.at < 0)
		if ((rc = jr__cell_need(j, r, HOURS)) < 0 ||
		    (rc = parse_hours(j, r->v[HOURS], &hours)) < 0)
			return rc;
	rc = write(j, r, kind, hours, &n, &done);
	*what = rc == JR_OK ? done : JR_SAME;
	return rc;
}

static int
remove_load(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr__edit e;
	struct named n;
	int rc;

	*what = JR_SAME;
	if ((rc = find_load(j, r, &n)) < 0)
		return rc;
	if (n.at < 0)
		return jr__fail_at(j, JR_ENOTFOUND, TEACHER, N_("'%s' does not teach that course"),
		    r->v[TEACHER]);
	if ((rc = begin_load(j, &e, &n, n.from)) < 0)
		return rc;
	return jr__edit_finish(j, &e, JR_COURSE_LOAD_FROM_DATE, JR_COURSE_LOAD_TO_DATE,
	    jr_year(j), on, what);
}

/* --- Lists --------------------------------------------------------------- */

struct listing {
	jr_row_out	*out;
	void		*arg;
	struct jr_buf	 hours;
};

static int
list_one(struct jr_stmt *st, struct listing *l)
{
	const char *cell[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		cell[i] = i == HOURS ? NULL : jr_stmt_text(st, i);
	show_hours(jr_stmt_int(st, HOURS), &l->hours);
	cell[HOURS] = jr_buf_str(&l->hours);
	return l->hours.failed ? JR_ENOMEM : l->out(l->arg, cell);
}

static int
list_query(struct jr *j, const struct jr_param *params, struct listing *l)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__query(j, JR_SQL_COURSE_LIST, params, &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK)
		if ((rc = list_one(st, l)) < 0) {
			jr_stmt_reset(st);
			return rc;
		}
	return rc < 0 ? rc : JR_OK;
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	struct listing l = { .out = out, .arg = arg };
	int64_t class_id = 0, subject_id = 0, staff_id = 0;
	const char *match;
	int kind, rc;

	if ((f->v[CLASS] != NULL &&
	    (rc = jr__find_class(j, CLASS, jr_year(j), f->v[CLASS], &class_id)) < 0) ||
	    (f->v[SUBJECT] != NULL &&
	    (rc = jr__find_subject(j, SUBJECT, f->v[SUBJECT], &subject_id)) < 0) ||
	    (f->v[TEACHER] != NULL &&
	    (rc = jr__find_staff(j, TEACHER, f->v[TEACHER], &staff_id)) < 0) ||
	    (rc = parse_kind(j, f->v[KIND], &kind)) < 0 ||
	    (rc = jr__match(j, 5, f->v[GROUP], &match)) < 0)
		return rc;
	rc = list_query(j, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR__P_SOME("class_id", class_id), JR_P_TEXT("match_key", match),
	    JR__P_SOME("subject_id", subject_id), JR__P_SOME("staff_id", staff_id),
	    JR_P_TEXT("kind", f->v[KIND] != NULL ? kind_name[kind] : NULL)), &l);
	jr_buf_release(&l.hours);
	return rc == JR_ENOMEM ? jr__nomem(j) : rc;
}

static const struct jr_rowcol columns[COLUMNS] = {
	[CLASS] = { "class", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("class, like 7А; none: a cross-class group") },
	[GROUP] = { "group", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("the group; none: the whole class") },
	[SUBJECT] = { "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, N_("the subject") },
	[TEACHER] = { "teacher", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("the teacher's login") },
	[FROM] = { "from", JR_COL_DATE, JR_ROW_KEY | JR_ROW_OPTIONAL,
	    N_("the teacher's first day in the course") },
	[HOURS] = { "hours_per_week", JR_COL_DECIMAL, 0, N_("hours a week, like 2 or 0.5") },
	[TO] = { "to", JR_COL_DATE, JR_ROW_OPTIONAL, N_("the teacher's last day in the course") },
	[KIND] = { "kind", JR_COL_TEXT, JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("lesson, extracurricular or elective") },
	[PROGRAMME] = { "programme", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("the programme") },
	[TEXTBOOK] = { "textbook", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("the textbook") },
};

const struct jr_rowkind jr_kind_course = {
	.name = "course", .col = columns, .columns = COLUMNS,
	.put = put, .remove = remove_load, .list = list,
};
