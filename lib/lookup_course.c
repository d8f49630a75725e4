/* From class, group and subject to a course, and who was in it. */
#include <stdlib.h>
#include <string.h>

#include "lookup_impl.h"

static int
add_course(struct jr *j, struct jr_stmt *st, struct jr__course **out)
{
	struct jr__lookup *l = j->lookup;
	struct jr__course *c, **more;

	*out = NULL;
	if (l->courses == l->course_room) {
		size_t room = l->course_room == 0 ? 64 : 2 * l->course_room;

		if ((more = realloc(l->course, room * sizeof(*more))) == NULL)
			return jr__nomem(j);
		l->course = more;
		l->course_room = room;
	}
	if ((c = calloc(1, sizeof(*c))) == NULL ||
	    (c->members = calloc(1, sizeof(*c->members))) == NULL) {
		free(c);
		return jr__nomem(j);
	}
	c->id = jr_stmt_int(st, 0);
	c->year = jr_stmt_int(st, 1);
	c->class_id = jr_stmt_int(st, 2);
	c->group_id = jr_stmt_int(st, 3);
	c->subject_id = jr_stmt_int(st, 4);
	c->grade = (int)jr_stmt_int(st, 5);
	c->extracurricular = jr_stmt_int(st, 6) == 1;
	l->course[l->courses] = c;
	*out = c;
	return jr__lookup_put(j, JR__OF_COURSE_ID, c->id, 0, NULL, NULL, (int64_t)l->courses++);
}

/* The course of the statement's row, remembered before or now. */
static int
course_of_row(struct jr *j, struct jr_stmt *st, const struct jr__course **out)
{
	struct jr__lookup *l;
	struct jr__course *c;
	int64_t at;
	int rc;

	if ((rc = jr__lookup_key(j, JR__OF_COURSE_ID, jr_stmt_int(st, 0), 0, NULL, NULL, &l)) < 0)
		return rc;
	if (jr__lookup_known(l, &at)) {
		*out = l->course[at];
		return JR_OK;
	}
	rc = add_course(j, st, &c);
	*out = c;
	return rc;
}

int
jr__course_by_id(struct jr *j, int64_t id, const struct jr__course **out)
{
	struct jr__lookup *l;
	struct jr_stmt *st;
	int64_t at;
	int rc;

	*out = NULL;
	if ((rc = jr__lookup_key(j, JR__OF_COURSE_ID, id, 0, NULL, NULL, &l)) < 0)
		return rc;
	if (jr__lookup_known(l, &at)) {
		*out = l->course[at];
		return JR_OK;
	}
	rc = jr__first(j, JR_SQL_COURSE_GET, JR_PARAMS(JR_P_INT("id", id)), &st);
	if (rc == JR_OK) {
		rc = course_of_row(j, st, out);
		jr_stmt_reset(st);
	} else if (rc == JR_DONE)
		rc = jr__fail(j, JR_ENOTFOUND, N_("there is no such course"));
	return rc;
}

/* --- Its students --------------------------------------------------------------- */

void
jr__course_free(struct jr__course *c)
{
	free(c->members->member);
	free(c->members->apart);
	free(c->members);
	free(c);
}

static int
add_member(struct jr *j, struct jr__members *m, struct jr_stmt *st)
{
	struct jr__member *s, *more;

	if (m->n == m->room) {
		size_t room = m->room == 0 ? 32 : 2 * m->room;

		if ((more = realloc(m->member, room * sizeof(*more))) == NULL)
			return jr__nomem(j);
		m->member = more;
		m->room = room;
	}
	s = &m->member[m->n++];
	s->student_id = jr_stmt_int(st, 0);
	if (jr_date_parse(jr_stmt_text(st, 1), &s->from) < 0 ||
	    jr_date_parse(jr_stmt_text(st, 2), &s->to) < 0)
		s->to = INT32_MAX;	/* 9999-12-31 */
	/* Most files name the students of a course by number: all are known now. */
	return jr__lookup_put(j, JR__OF_STUDENT, 0, 0, jr_stmt_text(st, 3), NULL,
	    s->student_id);
}

static int
load_members(struct jr *j, const struct jr__course *c)
{
	struct jr_stmt *st;
	int rc;

	if (c->members->loaded)
		return JR_OK;
	rc = jr__query(j, JR_SQL_COURSE_STUDENTS,
	    JR_PARAMS(JR_P_INT("course_id", c->id)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK)
		if ((rc = add_member(j, c->members, st)) < 0) {
			jr_stmt_reset(st);
			return rc;
		}
	c->members->loaded = rc == JR_DONE;
	return rc < 0 ? rc : JR_OK;
}

/* Place of the student's first span; the rows are by student. */
static size_t
first_span(const struct jr__members *m, int64_t student_id)
{
	size_t lo = 0, hi = m->n, middle;

	while (lo < hi) {
		middle = lo + (hi - lo) / 2;
		if (m->member[middle].student_id < student_id)
			lo = middle + 1;
		else
			hi = middle;
	}
	return lo;
}

int
jr__in_course(struct jr *j, const struct jr__course *c, int64_t student_id,
    jr_day day, bool *out)
{
	const struct jr__members *m = c->members;
	int rc;

	*out = false;
	if ((rc = load_members(j, c)) < 0)
		return rc;
	for (size_t i = first_span(m, student_id); i < m->n &&
	    m->member[i].student_id == student_id; i++)
		if (day >= m->member[i].from && day <= m->member[i].to)
			*out = true;
	return JR_OK;
}

/* --- By names ------------------------------------------------------------------- */

/* What a search among a class's courses of one subject came to. */
struct search {
	const struct jr__course	*found;
	int			 fit;
	struct jr_buf		 groups;	/* names of those that fit */
};

static int
consider(struct jr *j, struct jr_stmt *st, const char *group, int64_t student_id,
    jr_day day, struct search *s)
{
	const char *key = jr_stmt_text(st, 8);
	const struct jr__course *c;
	bool fits;
	int rc;

	if ((rc = course_of_row(j, st, &c)) < 0)
		return rc;
	if (group != NULL)
		fits = key != NULL && strcmp(key, group) == 0;
	else if (c->group_id == 0 || student_id == 0)
		fits = true;
	else if ((rc = jr__in_course(j, c, student_id, day, &fits)) < 0)
		return rc;
	if (!fits)
		return JR_OK;
	if (c->group_id != 0)
		jr_buf_addf(&s->groups, "%s%s", s->groups.len > 0 ? ", " : "",
		    jr_stmt_text(st, 7));
	if (s->found == NULL || s->found->group_id != 0 || group != NULL) {
		s->found = c;
		s->fit++;
	}
	return JR_OK;
}

static int
search_courses(struct jr *j, int64_t year, int64_t class_id, int64_t subject_id,
    const char *group, int64_t student_id, jr_day day, struct search *s)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__query(j, JR_SQL_COURSES_OF_CLASS, JR_PARAMS(JR_P_INT("year", year),
	    JR_P_INT("class_id", class_id), JR_P_INT("subject_id", subject_id)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK)
		if ((rc = consider(j, st, group, student_id, day, s)) < 0) {
			jr_stmt_reset(st);
			return rc;
		}
	return rc < 0 ? rc : JR_OK;
}

static int
course_error(struct jr *j, const struct jr__course_cols *cols, const char *class,
    const char *group, const char *subject, const struct search *s)
{
	if (s->fit > 1)
		return jr__fail_at(j, JR_EINVAL, cols->group,
		    N_("%s in %s is taught in groups; say which: %s"), subject, class,
		    jr_buf_str(&s->groups));
	if (jr__or_empty(group)[0] != '\0')
		return jr__fail_at(j, JR_ENOTFOUND, cols->group,
		    N_("%s has no course in %s for the group '%s'"), class, subject, group);
	return jr__fail_at(j, JR_ENOTFOUND, cols->subject,
	    N_("%s has no course in %s"), class, subject);
}

/* Nothing says where but the student himself: the class he was in that day. */
static int
class_of_student(struct jr *j, int col, int64_t student_id, jr_day day, int64_t *out)
{
	char date[JR_DATE_SIZE];
	int rc;

	jr_date_format(day, date);
	*out = 0;
	if (student_id == 0)
		return jr__fail_at(j, JR_EINVAL, col,
		    N_("give the class, or the name of a cross-class group"));
	rc = jr__number(j, JR_SQL_STUDENT_CLASS_ON, JR_PARAMS(
	    JR_P_INT("student_id", student_id), JR_P_TEXT("date", date)), out);
	if (rc == JR_DONE)
		rc = jr__fail_at(j, JR_ENOTFOUND, col,
		    N_("the student was in no class on %s"), date);
	return rc;
}

static int
find_course(struct jr *j, const struct jr__course_cols *cols, int64_t year,
    const char *class, const char *group, const char *subject, int64_t student_id,
    jr_day day, const struct jr__course **out)
{
	struct search s = { 0 };
	int64_t class_id = 0, subject_id;
	const char *match;
	int rc;

	if (class[0] != '\0' &&
	    (rc = jr__find_class(j, cols->class, year, class, &class_id)) < 0)
		return rc;
	if (class[0] == '\0' && group[0] == '\0' &&
	    (rc = class_of_student(j, cols->class, student_id, day, &class_id)) < 0)
		return rc;
	if ((rc = jr__find_subject(j, cols->subject, subject, &subject_id)) < 0 ||
	    (rc = jr__match(j, 1, group, &match)) < 0)
		return rc;
	rc = search_courses(j, year, class_id, subject_id, match, student_id, day, &s);
	if (rc == JR_OK && s.groups.failed)
		rc = jr__nomem(j);
	if (rc == JR_OK && s.fit != 1)
		rc = course_error(j, cols, class, group, subject, &s);
	*out = rc == JR_OK ? s.found : NULL;
	jr_buf_release(&s.groups);
	return rc;
}

/* "7А", a separator, the group's name. */
static void
class_and_group(struct jr_buf *b, const char *class, const char *group)
{
	jr_buf_clear(b);
	jr_buf_adds(b, class);
	jr_buf_addc(b, '\x1f');
	jr_buf_adds(b, group);
}

/* The key that class, group and subject are remembered under. */
static int
course_key(struct jr *j, int64_t year, const char *class, const char *group,
    const char *subject, struct jr__lookup **out)
{
	struct jr__lookup *l;
	struct jr_buf *both;
	int rc;

	if ((rc = jr__lookup_get(j, &l)) < 0)
		return rc;
	both = &l->slot[JR__SLOTS - 1];
	class_and_group(both, class, group);
	return jr__lookup_key(j, JR__OF_COURSE, year, 0, jr_buf_str(both), subject, out);
}

int
jr__find_course(struct jr *j, const struct jr__course_cols *cols, int64_t year,
    const char *class, const char *group, const char *subject, int64_t student_id,
    jr_day day, const struct jr__course **out)
{
	struct jr__lookup *l;
	int64_t at;
	int rc;

	*out = NULL;
	class = jr__or_empty(class);
	group = jr__or_empty(group);
	subject = jr__or_empty(subject);
	if ((rc = course_key(j, year, class, group, subject, &l)) < 0)
		return rc;
	if (jr__lookup_known(l, &at)) {
		*out = l->course[at];
		return JR_OK;
	}
	rc = find_course(j, cols, year, class, group, subject, student_id, day, out);
	/* A student's own group or class is his alone, and may change within the year. */
	if (rc < 0 || (group[0] == '\0' && (class[0] == '\0' || (*out)->group_id != 0)))
		return rc;
	if ((rc = jr__lookup_key(j, JR__OF_COURSE_ID, (*out)->id, 0, NULL, NULL, &l)) < 0 ||
	    !jr__lookup_known(l, &at) ||
	    (rc = course_key(j, year, class, group, subject, &l)) < 0)
		return rc;
	return jr_map_put(l->ids, l->key.data, l->key.len, at) ? JR_OK : jr__nomem(j);
}
