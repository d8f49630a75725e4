/* Access: lists of rows, without those that the actor may not read. */
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "as_of.h"
#include "window.h"

/*
 * What a reader's rows are known by: names as lists print them, each behind a letter
 * for what it is, the parts separated.
 *
 *	c YEAR CLASS GROUP SUBJECT	a course of his
 *	p YEAR CLASS SUBJECT		the same, whatever its group
 *	y YEAR GRADE SUBJECT		a plan of the grade serves a course of his
 *	g YEAR CLASS GROUP		a group that he teaches
 *	t YEAR CLASS			a class that he teaches
 *	s NUMBER			a student of his courses
 *	h YEAR CLASS			a class whose homeroom teacher he is
 *	k NUMBER			a student of that class
 *	l YEAR CLASS GROUP SUBJECT	a lesson that he gives for another (the subject with
 *					date and number behind it)
 */
struct reader {
	struct jr		*j;
	const struct jr_rowkind	*kind;
	int			 date, class, grade, group, subject, number, student;	/* columns; -1 */
	bool			 by_course, by_class;
	struct jr_map		*known;
	struct jr_buf		 key, place;
	jr_row_out		*out;
	void			*arg;
};

static void
key_of(struct reader *r, char what, int64_t year, const char *a, const char *b,
    const char *c)
{
	jr_buf_clear(&r->key);
	jr_buf_addf(&r->key, "%c%lld\x1f%s\x1f%s\x1f%s", what, (long long)year,
	    a == NULL ? "" : a, b == NULL ? "" : b, c == NULL ? "" : c);
}

static void
know(struct reader *r, char what, int64_t year, const char *a, const char *b, const char *c)
{
	key_of(r, what, year, a, b, c);
	if (!jr_map_put(r->known, r->key.data, r->key.len, 1))
		r->key.failed = true;
}

static bool
knows(struct reader *r, char what, int64_t year, const char *a, const char *b, const char *c)
{
	int64_t yes;

	key_of(r, what, year, a, b, c);
	return !r->key.failed && jr_map_get(r->known, r->key.data, r->key.len, &yes);
}

/* --- What he may read ------------------------------------------------------------ */

static int
know_course(struct jr *j, struct jr_stmt *st, void *arg)
{
	const char *class = jr_stmt_text(st, 2), *group = jr_stmt_text(st, 3),
	    *subject = jr_stmt_text(st, 4);
	struct reader *r = arg;
	int64_t year = jr_stmt_int(st, 0);
	char grade[24];

	(void)j;
	snprintf(grade, sizeof(grade), "%d", (int)jr_stmt_int(st, 1));
	know(r, 'c', year, class, group, subject);
	know(r, 'p', year, class, subject, NULL);
	know(r, 'y', year, grade, subject, NULL);
	know(r, 't', year, class, NULL, NULL);
	if (group != NULL)
		know(r, 'g', year, class, group, NULL);
	return JR_OK;
}

static int
know_class(struct jr *j, struct jr_stmt *st, void *arg)
{
	(void)j;
	know(arg, 'h', jr_stmt_int(st, 0), jr_stmt_text(st, 1), NULL, NULL);
	return JR_OK;
}

static int
know_student(struct jr *j, struct jr_stmt *st, void *arg)
{
	(void)j;
	know(arg, 's', 0, jr_stmt_text(st, 0), NULL, NULL);
	return JR_OK;
}

static int
know_pupil(struct jr *j, struct jr_stmt *st, void *arg)
{
	(void)j;
	know(arg, 'k', 0, jr_stmt_text(st, 0), NULL, NULL);
	return JR_OK;
}

/* "subject, date, number" of a lesson. */
static const char *
place(struct reader *r, const char *subject, const char *date, const char *number)
{
	jr_buf_clear(&r->place);
	jr_buf_addf(&r->place, "%s\x1e%s\x1e%s", subject, date, number);
	return jr_buf_str(&r->place);
}

static int
know_lesson(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct reader *r = arg;
	char number[24];

	(void)j;
	snprintf(number, sizeof(number), "%d", (int)jr_stmt_int(st, 5));
	know(r, 'l', jr_stmt_int(st, 0), jr_stmt_text(st, 1), jr_stmt_text(st, 2),
	    place(r, jr_stmt_text(st, 3), jr_stmt_text(st, 4), number));
	return JR_OK;
}

/* The lessons that he gives for others; rows that say of which lesson they are. */
static int
know_lessons(struct reader *r, const struct jr__access *a)
{
	int rc;

	if (!r->by_course || r->number < 0 || r->date < 0 || a->staff_id == 0)
		return JR_OK;
	if ((rc = jr__live_begin(r->j)) < 0)
		return rc;
	rc = jr__each(r->j, JR_SQL_ACCESS_STANDS, JR_PARAMS(
	    JR_P_INT("staff_id", a->staff_id)), know_lesson, r);
	jr__live_end(r->j);
	return rc;
}

/* Students of the lessons that he gives for others, until their windows end. */
static int
know_class_taken(struct reader *r, const struct jr__access *a)
{
	char since[JR_DATE_SIZE];

	jr_date_format(2 * jr_today(r->j) - jr__window_end(r->j, jr_today(r->j)), since);
	return jr__each(r->j, JR_SQL_ACCESS_STAND_STUDENTS, JR_PARAMS(
	    JR_P_INT("staff_id", a->staff_id), JR_P_TEXT("since", since)), know_student, r);
}

/* Those of now, whatever is shown. */
static int
know_students(struct reader *r, const struct jr__access *a)
{
	char today[JR_DATE_SIZE];
	int rc;

	if ((rc = jr__live_begin(r->j)) < 0)
		return rc;
	jr_date_format(jr_today(r->j), today);
	for (size_t i = 0; i < a->loads && r->by_course && rc == JR_OK; i++)
		rc = jr__each(r->j, JR_SQL_ACCESS_COURSE_STUDENTS, JR_PARAMS(
		    JR_P_INT("course_id", a->load[i].course_id)), know_student, r);
	for (size_t i = 0; i < a->homes && r->by_class && rc == JR_OK; i++)
		rc = jr__each(r->j, JR_SQL_ACCESS_CLASS_STUDENTS, JR_PARAMS(
		    JR_P_INT("class_id", a->home[i].class_id), JR_P_TEXT("today", today)),
		    know_pupil, r);
	if (rc == JR_OK && r->by_course && a->staff_id != 0)
		rc = know_class_taken(r, a);
	jr__live_end(r->j);
	return rc;
}

/* What is his goes by now; what it is called, by when it is read. */
static int
know_all(struct reader *r, const struct jr__access *a)
{
	int rc = JR_OK;

	for (size_t i = 0; i < a->loads && rc == JR_OK; i++)
		rc = jr__each(r->j, JR_SQL_ACCESS_COURSE, JR_PARAMS(
		    JR_P_INT("course_id", a->load[i].course_id)), know_course, r);
	for (size_t i = 0; i < a->homes && rc == JR_OK; i++)
		rc = jr__each(r->j, JR_SQL_ACCESS_CLASS, JR_PARAMS(
		    JR_P_INT("class_id", a->home[i].class_id)), know_class, r);
	if (rc == JR_OK && r->student >= 0)
		rc = know_students(r, a);
	if (rc == JR_OK)
		rc = know_lessons(r, a);
	if (rc < 0)
		return rc;
	return r->key.failed || r->place.failed ? jr__nomem(r->j) : JR_OK;
}

/* --- A row ------------------------------------------------------------------------- */

static const char *
cell(const char *const *cells, int column)
{
	return column >= 0 && cells[column] != NULL ? cells[column] : "";
}

static int64_t
year_of(const struct reader *r, const char *const *cells)
{
	jr_day day;

	return jr_date_parse(cell(cells, r->date), &day) == JR_OK ? jr_year_of(day) :
	    jr_year(r->j);
}

static bool
is_of_his_courses(struct reader *r, const char *const *cells)
{
	const char *class = cell(cells, r->class), *group = cell(cells, r->group),
	    *subject = cell(cells, r->subject);
	int64_t year = year_of(r, cells);

	if (r->subject >= 0) {
		if (knows(r, 'c', year, class, group, subject) ||
		    (r->number >= 0 && r->date >= 0 && knows(r, 'l', year, class, group,
		    place(r, subject, cell(cells, r->date), cell(cells, r->number)))))
			return true;
		if (r->group >= 0 && (r->grade < 0 || group[0] != '\0'))
			return false;
		return class[0] != '\0' ? knows(r, 'p', year, class, subject, NULL) :
		    knows(r, 'y', year, cell(cells, r->grade), subject, NULL);
	}
	if (r->group >= 0)
		return knows(r, 'g', year, class, group, NULL);
	if (r->student >= 0)
		return knows(r, 's', 0, cell(cells, r->student), NULL, NULL);
	return r->class >= 0 && knows(r, 't', year, class, NULL, NULL);
}

/* Rows of a class; where they have none, those of its students. */
static bool
is_of_his_class(struct reader *r, const char *const *cells)
{
	const char *class = cell(cells, r->class), *student = cell(cells, r->student);

	if (class[0] != '\0')
		return knows(r, 'h', year_of(r, cells), class, NULL, NULL);
	return student[0] != '\0' && knows(r, 'k', 0, student, NULL, NULL);
}

static int
pass(void *arg, const char *const *cells)
{
	struct reader *r = arg;

	if ((r->by_course && is_of_his_courses(r, cells)) ||
	    (r->by_class && is_of_his_class(r, cells)))
		return r->out(r->arg, cells);
	return r->key.failed ? JR_ENOMEM : JR_OK;
}

/* --- The list ------------------------------------------------------------------------ */

/* Orders about days concern everybody who may see a timetable. */
static bool
is_of_all(const struct jr_rowkind *k)
{
	return strcmp(k->name, "regime") == 0;
}

/* A kind's rights go by its name, or by what it hangs on. */
static enum jr_thing
thing_of(const struct jr_rowkind *k)
{
	static const struct { const char *kind; enum jr_thing thing; } others[] = {
		{ "enrolment", JR_ON_STUDENT }, { "regime", JR_ON_TIMETABLE },
		{ "plan_topic", JR_ON_PLAN }, { "plan_progress", JR_ON_PLAN },
		{ "plan_change", JR_ON_PLAN }, { "deferral", JR_ON_TERM_MARK },
		{ "debt", JR_ON_COUNCIL },
	};

	for (size_t i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		if (strcmp(k->name, others[i].kind) == 0)
			return others[i].thing;
	return jr__thing_named(k->name);
}

static void
find_columns(struct reader *r)
{
	bool dated = jr_rowkind_column(r->kind, "date") >= 0;

	r->date = jr_rowkind_column(r->kind, dated ? "date" :
	    strcmp(r->kind->name, "enrolment") == 0 ? "from" : "");
	r->class = jr_rowkind_column(r->kind, "class");
	r->grade = jr_rowkind_column(r->kind, "grade");
	r->group = jr_rowkind_column(r->kind, "group");
	r->subject = jr_rowkind_column(r->kind, "subject");
	r->number = jr_rowkind_column(r->kind, "number");
	r->student = jr_rowkind_column(r->kind,
	    strcmp(r->kind->name, "student") == 0 ? "number" : "student");
	/* A mode is the student's, whatever course it names. */
	if (strcmp(r->kind->name, "study_mode") == 0)
		r->class = r->group = r->subject = -1;
}

int
jr_list(struct jr *j, const struct jr_rowkind *k, const struct jr_filter *f, jr_row_out *out,
    void *arg)
{
	struct reader r = { .j = j, .kind = k, .out = out, .arg = arg };
	unsigned scopes;
	int rc;

	if (thing_of(k) == JR_THINGS_COUNT)
		return j->access == NULL ? k->list(j, f, out, arg) :
		    jr__refuse(j, -1, JR_MAY_READ, JR_ON_CONFIGURATION);
	if ((rc = jr__reads_in(j, thing_of(k), &scopes)) < 0)
		return rc;
	if (scopes & 1u << JR__IN_SCHOOL || is_of_all(k))
		return k->list(j, f, out, arg);
	r.by_course = scopes & 1u << JR__IN_COURSES;
	r.by_class = scopes & 1u << JR__IN_CLASS;
	find_columns(&r);
	if ((r.known = jr_map_new()) == NULL)
		return jr__nomem(j);
	if ((rc = know_all(&r, j->access)) == JR_OK)
		rc = k->list(j, f, pass, &r);
	jr_map_free(r.known);
	jr_buf_release(&r.key);
	jr_buf_release(&r.place);
	return rc;
}
