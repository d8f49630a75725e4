/* From names to ids, each spelling looked up once. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lesson.h"
#include "lookup.h"
#include "row.h"
#include "timetable.h"

#define SLOTS 8

struct span {
	int64_t	 student_id;
	jr_day	 from, to;
	int32_t	 next;		/* of the same student in the course; -1 */
};

struct jr__lookup {
	struct jr_map		*ids;		/* what ‖ context ‖ text → id or place */
	struct jr__course	**course;	/* stay where they are */
	size_t			 courses, course_room;
	struct span		*span;
	size_t			 spans, span_room;
	struct jr_buf		 key;
	struct jr_buf		 slot[SLOTS];
};

/* Kinds of entries in ids. */
enum { OF_DAY, OF_CLASS, OF_STAFF, OF_SUBJECT, OF_TERM, OF_GROUP, OF_STUDENT,
	OF_NAME, OF_COURSE, OF_COURSE_ID, OF_MEMBERS, OF_SPAN };

int
jr_error_column(const struct jr *j)
{
	return j->error_column;
}

int
jr_rowkind_column(const struct jr_rowkind *k, const char *name)
{
	for (int i = 0; i < k->columns; i++)
		if (strcmp(k->col[i].name, name) == 0)
			return i;
	return -1;
}

static int
lookup(struct jr *j, struct jr__lookup **out)
{
	*out = NULL;
	if (j->lookup == NULL) {
		if ((j->lookup = calloc(1, sizeof(*j->lookup))) == NULL ||
		    (j->lookup->ids = jr_map_new()) == NULL)
			return jr__nomem(j);
	}
	*out = j->lookup;
	return JR_OK;
}

void
jr__lookup_free(struct jr *j)
{
	struct jr__lookup *l = j->lookup;

	jr__lesson_cache_free(j);
	jr__timetable_forget(j);
	jr__entry_forget(j);
	jr__marking_free(j);
	jr__attending_free(j);
	if (l == NULL)
		return;
	j->lookup = NULL;
	for (size_t i = 0; i < l->courses; i++)
		free(l->course[i]);
	free(l->course);
	free(l->span);
	jr_map_free(l->ids);
	jr_buf_release(&l->key);
	for (int i = 0; i < SLOTS; i++)
		jr_buf_release(&l->slot[i]);
	free(l);
}

/* --- Texts ------------------------------------------------------------------- */

static int
fold(struct jr *j, int slot, const char *text, const char **out,
    int (*how)(struct jr_buf *, const char *, size_t))
{
	struct jr__lookup *l;
	struct jr_buf *b;
	int rc;

	*out = NULL;
	if (text == NULL || text[0] == '\0')
		return JR_OK;
	if ((rc = lookup(j, &l)) < 0)
		return rc;
	assert(slot >= 0 && slot < SLOTS);
	b = &l->slot[slot];
	jr_buf_clear(b);
	if ((rc = how(b, text, strlen(text))) == JR_ENOMEM || b->failed)
		return jr__nomem(j);
	if (rc < 0)
		return jr__fail(j, rc, N_("the text is not UTF-8"));
	*out = b->len == 0 ? NULL : jr_buf_str(b);
	return JR_OK;
}

int
jr__clean(struct jr *j, int slot, const char *text, const char **out)
{
	return fold(j, slot, text, out, jr_text_clean);
}

int
jr__match(struct jr *j, int slot, const char *text, const char **out)
{
	return fold(j, slot, text, out, jr_text_match);
}

int
jr__sort(struct jr *j, int slot, const char *text, const char **out)
{
	return fold(j, slot, text, out, jr_text_sort);
}

int
jr__sort_class(struct jr *j, int slot, const char *text, const char **out)
{
	return fold(j, slot, text, out, jr_text_sort_class);
}

/* --- Remembering --------------------------------------------------------------- */

/* A key of ids: the kind, two numbers, up to two texts. */
static int
make_key(struct jr *j, int what, int64_t a, int64_t b, const char *s, const char *t,
    struct jr__lookup **out)
{
	struct jr__lookup *l;
	int rc;

	*out = NULL;
	if ((rc = lookup(j, &l)) < 0)
		return rc;
	jr_buf_clear(&l->key);
	jr_buf_addc(&l->key, (char)what);
	jr_buf_add(&l->key, &a, sizeof(a));
	jr_buf_add(&l->key, &b, sizeof(b));
	if (s != NULL)
		jr_buf_adds(&l->key, s);
	if (t != NULL) {
		jr_buf_addc(&l->key, '\x1f');
		jr_buf_adds(&l->key, t);
	}
	if (l->key.failed)
		return jr__nomem(j);
	*out = l;
	return JR_OK;
}

static bool
known(struct jr__lookup *l, int64_t *out)
{
	return jr_map_get(l->ids, l->key.data, l->key.len, out);
}

static int
remember(struct jr *j, int what, int64_t a, int64_t b, const char *s, const char *t,
    int64_t value)
{
	struct jr__lookup *l;
	int rc;

	if ((rc = make_key(j, what, a, b, s, t, &l)) < 0)
		return rc;
	return jr_map_put(l->ids, l->key.data, l->key.len, value) ? JR_OK : jr__nomem(j);
}

/* --- Days ------------------------------------------------------------------------ */

static int
refuse_day(struct jr *j, int col, const char *text)
{
	char a[JR_DATE_SIZE], b[JR_DATE_SIZE];
	jr_day from1900, from1904;

	if (jr_date_serial(text, &from1900, &from1904)) {
		jr_date_format(from1900, a);
		jr_date_format(from1904, b);
		return jr__fail_at(j, JR_EINVAL, col, N_("'%s' is a date as Excel counts it (%s, or %s "
		    "on an old Macintosh); format the column as a date and save again"), text, a, b);
	}
	if (text[0] == '\0')
		return jr__fail_at(j, JR_EINVAL, col, N_("the date is missing"));
	return jr__fail_at(j, JR_EINVAL, col,
	    N_("'%s' is not a date like 2026-11-05 or 05.11.2026"), text);
}

static int
parse_day(struct jr *j, int col, const char *text, jr_day *out)
{
	const char *clean;
	int rc;

	*out = 0;
	if (text != NULL && jr_date_parse(text, out) == JR_OK)
		return JR_OK;
	if ((rc = jr__clean(j, 0, text, &clean)) < 0)
		return rc;
	if (clean != NULL && jr_date_parse(clean, out) == JR_OK)
		return JR_OK;
	return refuse_day(j, col, clean == NULL ? "" : clean);
}

int
jr__day(struct jr *j, int col, const char *text, jr_day *out)
{
	return parse_day(j, col, text, out);
}

int
jr__date(struct jr *j, int col, const char *text, char out[JR_DATE_SIZE])
{
	jr_day day;
	int rc;

	out[0] = '\0';
	if ((rc = parse_day(j, col, text, &day)) == JR_OK)
		jr_date_format(day, out);
	return rc;
}

int
jr__day_in_year(struct jr *j, int col, const char *text, jr_day *out, int64_t *year)
{
	struct jr__lookup *l;
	char iso[JR_DATE_SIZE];
	int rc;

	*year = 0;
	if ((rc = parse_day(j, col, text, out)) < 0 ||
	    (rc = make_key(j, OF_DAY, *out, 0, NULL, NULL, &l)) < 0)
		return rc;
	if (!known(l, year)) {
		jr_date_format(*out, iso);
		rc = jr__number(j, JR_SQL_DAY_YEAR, JR_PARAMS(JR_P_TEXT("date", iso)), year);
		if (rc < 0 || (rc = remember(j, OF_DAY, *out, 0, NULL, NULL, *year)) < 0)
			return rc;
	}
	if (*year == 0)
		return jr__fail_at(j, JR_EINVAL, col,
		    N_("%s lies in no school year of the store"), text);
	return JR_OK;
}

/* --- Names ------------------------------------------------------------------------- */

/* Look up by match key; the id, or 0. */
static int
find(struct jr *j, int what, enum jr_sql sql, int64_t year, int64_t class_id,
    const char *text, int64_t *out)
{
	struct jr_param params[4];
	struct jr__lookup *l;
	const char *match;
	int n = 0, rc;

	*out = 0;
	if ((rc = make_key(j, what, year, class_id, text, NULL, &l)) < 0)
		return rc;
	if (known(l, out))
		return JR_OK;
	if ((rc = jr__match(j, 0, text, &match)) < 0)
		return rc;
	if (match == NULL)
		return JR_OK;
	params[n++] = (struct jr_param)JR_P_TEXT("match_key", match);
	if (what != OF_SUBJECT)
		params[n++] = (struct jr_param)JR_P_INT("year", year);
	if (what == OF_GROUP)
		params[n++] = (struct jr_param)JR_P_INT("class_id", class_id);
	params[n].name = NULL;
	if ((rc = jr__number(j, sql, params, out)) < 0)
		return rc;
	return *out == 0 ? JR_OK : remember(j, what, year, class_id, text, NULL, *out);
}

static const char *
show(const char *text)
{
	return text == NULL ? "" : text;
}

int
jr__find_class(struct jr *j, int col, int64_t year, const char *name, int64_t *out)
{
	char text[JR_YEAR_SIZE];
	int rc;

	if ((rc = find(j, OF_CLASS, JR_SQL_FIND_CLASS, year, 0, show(name), out)) < 0)
		return rc;
	if (*out != 0)
		return JR_OK;
	if (show(name)[0] == '\0')
		return jr__fail_at(j, JR_EINVAL, col, N_("the class is missing"));
	jr_year_format((int)year, text);
	return jr__fail_at(j, JR_ENOTFOUND, col, N_("there is no class '%s' in %s"), name, text);
}

int
jr__find_subject(struct jr *j, int col, const char *name, int64_t *out)
{
	int rc;

	if ((rc = find(j, OF_SUBJECT, JR_SQL_FIND_SUBJECT, 0, 0, show(name), out)) < 0)
		return rc;
	if (*out != 0)
		return JR_OK;
	if (show(name)[0] == '\0')
		return jr__fail_at(j, JR_EINVAL, col, N_("the subject is missing"));
	return jr__fail_at(j, JR_ENOTFOUND, col, N_("there is no subject '%s'"), name);
}

int
jr__find_group(struct jr *j, int col, int64_t year, int64_t class_id,
    const char *name, int64_t *out)
{
	int rc;

	if ((rc = find(j, OF_GROUP, JR_SQL_FIND_GROUP, year, class_id, show(name), out)) < 0)
		return rc;
	if (*out != 0)
		return JR_OK;
	if (class_id == 0)
		return jr__fail_at(j, JR_ENOTFOUND, col,
		    N_("there is no cross-class group '%s'"), show(name));
	return jr__fail_at(j, JR_ENOTFOUND, col, N_("the class has no group '%s'"), show(name));
}

int
jr__find_staff(struct jr *j, int col, const char *login, int64_t *out)
{
	struct jr__lookup *l;
	const char *clean;
	int rc;

	*out = 0;
	if ((rc = make_key(j, OF_STAFF, 0, 0, show(login), NULL, &l)) < 0)
		return rc;
	if (known(l, out))
		return JR_OK;
	if ((rc = jr__clean(j, 0, login, &clean)) < 0)
		return rc;
	if (clean == NULL)
		return jr__fail_at(j, JR_EINVAL, col, N_("the login is missing"));
	rc = jr__number(j, JR_SQL_FIND_STAFF, JR_PARAMS(JR_P_TEXT("login", clean)), out);
	if (rc < 0)
		return rc;
	if (rc == JR_DONE)
		return jr__fail_at(j, JR_ENOTFOUND, col,
		    N_("nobody on the staff has the login '%s'"), clean);
	return remember(j, OF_STAFF, 0, 0, login, NULL, *out);
}

/* "Q1" in the given year, or "2026/27-Q1". */
int
jr__find_term(struct jr *j, int col, int64_t year, const char *code, int64_t *out)
{
	const char *clean, *dash;
	char of[16];
	int first, rc;

	*out = 0;
	if ((rc = jr__clean(j, 0, code, &clean)) < 0)
		return rc;
	if (clean == NULL)
		return jr__fail_at(j, JR_EINVAL, col, N_("the term is missing"));
	if ((dash = strrchr(clean, '-')) != NULL && (size_t)(dash - clean) < sizeof(of)) {
		memcpy(of, clean, (size_t)(dash - clean));
		of[dash - clean] = '\0';
		if (jr_year_parse(of, &first) == JR_OK) {
			year = first;
			clean = dash + 1;
		}
	}
	rc = jr__number(j, JR_SQL_FIND_TERM, JR_PARAMS(JR_P_INT("year", year),
	    JR_P_TEXT("code", clean)), out);
	if (rc == JR_DONE)
		rc = jr__fail_at(j, JR_ENOTFOUND, col, N_("there is no term '%s'"), clean);
	return rc;
}

/* --- Students ------------------------------------------------------------------------ */

static int
by_number(struct jr *j, const char *text, int64_t *out)
{
	struct jr__lookup *l;
	const char *clean;
	int rc;

	*out = 0;
	if ((rc = make_key(j, OF_STUDENT, 0, 0, text, NULL, &l)) < 0)
		return rc;
	if (known(l, out))
		return JR_OK;
	if ((rc = jr__clean(j, 0, text, &clean)) < 0 || clean == NULL)
		return rc;
	rc = jr__number(j, JR_SQL_FIND_STUDENT_NUMBER,
	    JR_PARAMS(JR_P_TEXT("number", clean)), out);
	if (rc < 0 || *out == 0)
		return rc < 0 ? rc : JR_OK;
	return remember(j, OF_STUDENT, 0, 0, text, NULL, *out);
}

/* Is the name (a match key) the whole of key, or its beginning up to a space? */
static bool
name_fits(const char *name, const char *key)
{
	size_t n = strlen(name);

	return strncmp(name, key, n) == 0 && (key[n] == '\0' || key[n] == ' ');
}

static int
by_name(struct jr *j, int col, const char *text, int64_t class_id, jr_day day,
    int64_t *out)
{
	struct jr_buf numbers = JR_BUF_INIT;
	char date[JR_DATE_SIZE];
	struct jr_stmt *st;
	const char *match;
	int fit = 0, rc;

	jr_date_format(day, date);
	if ((rc = jr__match(j, 0, text, &match)) < 0)
		return rc;
	rc = jr__query(j, JR_SQL_CLASS_STUDENTS_ON, JR_PARAMS(
	    JR_P_INT("class_id", class_id), JR_P_TEXT("date", date)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		if (!name_fits(match, jr_stmt_text(st, 2)))
			continue;
		*out = jr_stmt_int(st, 0);
		jr_buf_addf(&numbers, "%s%s", fit++ > 0 ? ", " : "", jr_stmt_text(st, 1));
	}
	if (rc == JR_DONE && fit == 1)
		rc = remember(j, OF_NAME, class_id, day, text, NULL, *out);
	else if (rc == JR_DONE && fit == 0)
		rc = jr__fail_at(j, JR_ENOTFOUND, col,
		    N_("there is no student '%s' in the class on %s"), text, date);
	else if (rc == JR_DONE)
		rc = jr__fail_at(j, JR_EINVAL, col,
		    N_("'%s' fits several students: %s; give the number"), text,
		    jr_buf_str(&numbers));
	jr_buf_release(&numbers);
	return rc;
}

int
jr__find_student(struct jr *j, int col, const char *text, int64_t class_id,
    jr_day day, int64_t *out)
{
	struct jr__lookup *l;
	int rc;

	*out = 0;
	if (text == NULL || text[0] == '\0')
		return jr__fail_at(j, JR_EINVAL, col, N_("the student is missing"));
	if ((rc = by_number(j, text, out)) < 0 || *out != 0)
		return rc;
	if (class_id == 0)
		return jr__fail_at(j, JR_ENOTFOUND, col,
		    N_("there is no student with the number '%s'"), text);
	if ((rc = make_key(j, OF_NAME, class_id, day, text, NULL, &l)) < 0)
		return rc;
	return known(l, out) ? JR_OK : by_name(j, col, text, class_id, day, out);
}

/* --- Courses -------------------------------------------------------------------------- */

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
	if ((c = calloc(1, sizeof(*c))) == NULL)
		return jr__nomem(j);
	c->id = jr_stmt_int(st, 0);
	c->year = jr_stmt_int(st, 1);
	c->class_id = jr_stmt_int(st, 2);
	c->group_id = jr_stmt_int(st, 3);
	c->subject_id = jr_stmt_int(st, 4);
	c->grade = (int)jr_stmt_int(st, 5);
	c->extracurricular = jr_stmt_int(st, 6) == 1;
	l->course[l->courses] = c;
	*out = c;
	return remember(j, OF_COURSE_ID, c->id, 0, NULL, NULL, (int64_t)l->courses++);
}

/* The course of the statement's row, remembered before or now. */
static int
course_of_row(struct jr *j, struct jr_stmt *st, const struct jr__course **out)
{
	struct jr__lookup *l;
	struct jr__course *c;
	int64_t at;
	int rc;

	if ((rc = make_key(j, OF_COURSE_ID, jr_stmt_int(st, 0), 0, NULL, NULL, &l)) < 0)
		return rc;
	if (known(l, &at)) {
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
	if ((rc = make_key(j, OF_COURSE_ID, id, 0, NULL, NULL, &l)) < 0)
		return rc;
	if (known(l, &at)) {
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

static int
add_span(struct jr *j, int64_t course_id, struct jr_stmt *st)
{
	struct jr__lookup *l;
	struct span *s, *more;
	int64_t student_id = jr_stmt_int(st, 0), first;
	int rc;

	if ((rc = make_key(j, OF_SPAN, course_id, student_id, NULL, NULL, &l)) < 0)
		return rc;
	if (l->spans == l->span_room) {
		size_t room = l->span_room == 0 ? 1024 : 2 * l->span_room;

		if ((more = realloc(l->span, room * sizeof(*more))) == NULL)
			return jr__nomem(j);
		l->span = more;
		l->span_room = room;
	}
	s = &l->span[l->spans];
	s->student_id = student_id;
	s->next = known(l, &first) ? (int32_t)first : -1;
	if (jr_date_parse(jr_stmt_text(st, 1), &s->from) < 0 ||
	    jr_date_parse(jr_stmt_text(st, 2), &s->to) < 0)
		s->to = INT32_MAX;	/* 9999-12-31 */
	return jr_map_put(l->ids, l->key.data, l->key.len, (int64_t)l->spans++) ?
	    JR_OK : jr__nomem(j);
}

static int
load_members(struct jr *j, const struct jr__course *c)
{
	struct jr__lookup *l;
	struct jr_stmt *st;
	int64_t loaded;
	int rc;

	if ((rc = make_key(j, OF_MEMBERS, c->id, 0, NULL, NULL, &l)) < 0 ||
	    known(l, &loaded))
		return rc;
	rc = jr__query(j, JR_SQL_COURSE_STUDENTS,
	    JR_PARAMS(JR_P_INT("course_id", c->id)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK)
		if ((rc = add_span(j, c->id, st)) < 0) {
			jr_stmt_reset(st);
			return rc;
		}
	return rc < 0 ? rc : remember(j, OF_MEMBERS, c->id, 0, NULL, NULL, 1);
}

int
jr__in_course(struct jr *j, const struct jr__course *c, int64_t student_id,
    jr_day day, bool *out)
{
	struct jr__lookup *l;
	int64_t at;
	int rc;

	*out = false;
	if ((rc = load_members(j, c)) < 0 ||
	    (rc = make_key(j, OF_SPAN, c->id, student_id, NULL, NULL, &l)) < 0)
		return rc;
	if (!known(l, &at))
		return JR_OK;
	for (; at >= 0; at = l->span[at].next)
		if (day >= l->span[at].from && day <= l->span[at].to)
			*out = true;
	return JR_OK;
}

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
	if (show(group)[0] != '\0')
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

	if ((rc = lookup(j, &l)) < 0)
		return rc;
	both = &l->slot[SLOTS - 1];
	class_and_group(both, class, group);
	return make_key(j, OF_COURSE, year, 0, jr_buf_str(both), subject, out);
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
	class = show(class);
	group = show(group);
	subject = show(subject);
	if ((rc = course_key(j, year, class, group, subject, &l)) < 0)
		return rc;
	if (known(l, &at)) {
		*out = l->course[at];
		return JR_OK;
	}
	rc = find_course(j, cols, year, class, group, subject, student_id, day, out);
	/* A student's own group or class is his alone, and may change within the year. */
	if (rc < 0 || (group[0] == '\0' && (class[0] == '\0' || (*out)->group_id != 0)))
		return rc;
	if ((rc = make_key(j, OF_COURSE_ID, (*out)->id, 0, NULL, NULL, &l)) < 0 ||
	    !known(l, &at) ||
	    (rc = course_key(j, year, class, group, subject, &l)) < 0)
		return rc;
	return jr_map_put(l->ids, l->key.data, l->key.len, at) ? JR_OK : jr__nomem(j);
}
