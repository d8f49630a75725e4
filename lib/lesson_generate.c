/* Lessons: those that the timetable has are made. */
#include <string.h>

#include "access_impl.h"
#include "lesson_impl.h"
#include "window.h"

struct missing {
	int64_t	 course_id;
	int	 number;
	char	 date[JR_DATE_SIZE];
};

/* The days asked for, else the year's. */
static int
span_of(struct jr *j, const char *from, const char *to, char first[JR_DATE_SIZE],
    char last[JR_DATE_SIZE])
{
	int64_t year;
	jr_day a = jr_day_of((int)jr_year(j), 9, 1), b = jr_day_of((int)jr_year(j) + 1, 8, 31);
	int rc;

	if (from != NULL && (rc = jr__day_in_year(j, -1, from, &a, &year)) < 0)
		return rc;
	if (to != NULL && (rc = jr__day_in_year(j, -1, to, &b, &year)) < 0)
		return rc;
	jr_date_format(a, first);
	jr_date_format(b, last);
	if (a > b)
		return jr__fail(j, JR_EINVAL, N_("the span ends (%s) before it begins (%s)"), last,
		    first);
	return JR_OK;
}

static int
find_missing(struct jr *j, enum jr_sql sql, const struct jr_param *params, struct jr_buf *out)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__query(j, sql, params, &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		struct missing m = { jr_stmt_int(st, 2), (int)jr_stmt_int(st, 1), "" };

		memcpy(m.date, jr_stmt_text(st, 0), JR_DATE_SIZE - 1);
		jr_buf_add(out, &m, sizeof(m));
	}
	return rc < 0 ? rc : out->failed ? jr__nomem(j) : JR_OK;
}

/* In a term that is closed for the class nothing is made any more. */
static int
is_frozen(struct jr *j, const struct missing *m, bool *out)
{
	const struct jr__course *c;
	struct jr__closed_term closed;
	jr_day day;
	int rc;

	if ((rc = jr__closed_any(j, out)) < 0 || !*out)
		return rc;
	*out = false;
	if ((rc = jr_date_parse(m->date, &day)) < 0 ||
	    (rc = jr__course_by_id(j, m->course_id, &c)) < 0 ||
	    (rc = jr__closed_term(j, c->class_id, day, &closed)) < 0)
		return rc;
	*out = closed.code[0] != '\0';
	return JR_OK;
}

static int
add_lesson(struct jr *j, const struct missing *m)
{
	struct jr_value row[JR_LESSON_COLUMNS];
	int64_t id;
	int rc;

	if ((rc = jr__next_id(j, JR_TBL_LESSON, &id)) < 0)
		return rc;
	row[JR_LESSON_ID] = jr_int(id);
	row[JR_LESSON_COURSE_ID] = jr_int(m->course_id);
	row[JR_LESSON_DATE] = jr_text(m->date);
	row[JR_LESSON_NUMBER] = jr_int(m->number);
	return jr__add(j, JR_TBL_LESSON, row);
}

int
jr__lessons_make(struct jr *j, enum jr_sql sql, const struct jr_param *params, int64_t *made)
{
	struct jr_buf found = JR_BUF_INIT;
	const struct missing *m;
	bool frozen;
	int rc;

	*made = 0;
	rc = find_missing(j, sql, params, &found);
	m = (const void *)found.data;
	for (size_t i = 0; rc == JR_OK && i < found.len / sizeof(*m); i++)
		if ((rc = is_frozen(j, &m[i], &frozen)) == JR_OK && !frozen &&
		    (rc = add_lesson(j, &m[i])) == JR_OK)
			++*made;
	jr__lesson_cache_free(j);
	jr_buf_release(&found);
	return rc;
}

int
jr__lessons_take_out(struct jr *j, const int64_t *id, size_t n)
{
	struct jr_value row[JR_LESSON_COLUMNS], key;
	int rc = JR_OK;

	for (size_t i = 0; rc == JR_OK && i < n; i++) {
		key = jr_int(id[i]);
		if ((rc = jr__fetch(j, JR_TBL_LESSON, &key, row)) == JR_OK)
			rc = jr__remove(j, JR_TBL_LESSON, row);
		jr__unfetch(j, JR_TBL_LESSON);
	}
	if (n > 0)
		jr__lesson_cache_free(j);
	return rc < 0 ? rc : JR_OK;
}

int
jr_lesson_generate(struct jr *j, const char *from, const char *to, const char *class,
    int64_t *made)
{
	char first[JR_DATE_SIZE], last[JR_DATE_SIZE];
	int64_t class_id = 0;
	int rc;

	*made = 0;
	jr__clear(j);
	if ((rc = jr__may(j, -1, JR_ON_TIMETABLE)) == JR_OK &&
	    (rc = span_of(j, from, to, first, last)) == JR_OK && class != NULL)
		rc = jr__find_class(j, -1, jr_year(j), class, &class_id);
	if (rc < 0)
		return rc;
	return jr__lessons_make(j, JR_SQL_LESSON_MISSING, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR_P_TEXT("from", first), JR_P_TEXT("to", last),
	    { "class_id", class_id == 0 ? jr_null() : jr_int(class_id) }), made);
}
