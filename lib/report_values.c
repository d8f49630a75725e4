/* From what was given on the command line to what a report's query is bound to. */
#include <stdlib.h>
#include <string.h>

#include "lookup.h"
#include "person.h"
#include "report_impl.h"
#include "term.h"

static int
check_taken(struct jr *j, const struct jr_report *r, const struct jr_report_query *q)
{
	const struct { const char *name, *value; } given[] = {
		{ "class", q->class }, { "grade", q->grade }, { "student", q->student },
		{ "teacher", q->teacher }, { "subject", q->subject }, { "term", q->term },
		{ "date", q->date }, { "week", q->week }, { "from", q->from }, { "to", q->to },
	};

	for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++)
		if (given[i].value != NULL && !jr_report_takes(r, given[i].name))
			return jr__fail(j, JR_EINVAL, N_("the report %s takes no --%s"), r->name,
			    given[i].name);
	return JR_OK;
}

static int
find_class(struct jr *j, const char *name, struct jr__report_values *v)
{
	struct jr_stmt *st;
	int rc;

	if (name == NULL)
		return JR_OK;
	if ((rc = jr__find_class(j, -1, v->year, name, &v->class_id)) < 0 ||
	    (rc = jr__first(j, JR_SQL_REPORT_CLASS, JR_PARAMS(JR_P_INT("id", v->class_id)),
	    &st)) < 0)
		return rc;
	v->grade = jr_stmt_int(st, 1);
	jr_stmt_reset(st);
	return JR_OK;
}

static int
find_grade(struct jr *j, const char *text, struct jr__report_values *v)
{
	char *end;
	long grade;

	if (text == NULL)
		return JR_OK;
	grade = strtol(text, &end, 10);
	if (*text == '\0' || *end != '\0' || grade < 1 || grade > 12)
		return jr__fail(j, JR_EINVAL, N_("'%s' is not a grade from 1 to 12"), text);
	v->grade = grade;
	return JR_OK;
}

static int
find_term(struct jr *j, const char *code, struct jr__report_values *v)
{
	struct jr_stmt *st;
	int rc;

	if (code != NULL)
		return jr__find_term(j, -1, v->year, code, &v->term_id);
	rc = jr__number(j, JR_SQL_REPORT_TERM_NOW, JR_PARAMS(JR_P_INT("year", v->year),
	    JR_P_TEXT("today", v->today),
	    { "grade", v->grade != 0 ? jr_int(v->grade) : jr_null() }), &v->term_id);
	if (rc != JR_DONE)
		return rc;
	rc = jr__first(j, JR_SQL_REPORT_FIRST_TERM, JR_PARAMS(JR_P_INT("year", v->year)), &st);
	if (rc == JR_OK) {
		jr__fail(j, JR_EINVAL, N_("no term has begun yet: %s begins on %s"),
		    jr_stmt_text(st, 0), jr_stmt_text(st, 1));
		jr_stmt_reset(st);
		return JR_EINVAL;
	}
	return rc < 0 ? rc : jr__fail(j, JR_EINVAL, N_("%s has no terms"), v->year_name);
}

static void
keep(char *out, size_t size, const char *s)
{
	size_t n = strlen(s);

	while (n >= size || (n > 0 && n < strlen(s) && ((unsigned char)s[n] & 0xc0) == 0x80))
		n--;
	memcpy(out, s, n);
	out[n] = '\0';
}

/* The term's days and name; it must have begun, and be one of the grade's. */
static int
take_term(struct jr *j, const char *code, struct jr__report_values *v)
{
	struct jr_stmt *st;
	char term[16];
	int rc;

	if ((rc = find_term(j, code, v)) < 0 ||
	    (rc = jr__first(j, JR_SQL_TERM_GET, JR_PARAMS(JR_P_INT("id", v->term_id)),
	    &st)) < 0)
		return rc;
	v->year = jr_stmt_int(st, 0);
	keep(term, sizeof(term), jr_stmt_text(st, 1));
	keep(v->from, sizeof(v->from), jr_stmt_text(st, 2));
	keep(v->to, sizeof(v->to), jr_stmt_text(st, 3));
	keep(v->term_name, sizeof(v->term_name), jr_stmt_text(st, 5));
	jr_stmt_reset(st);
	if (strcmp(v->from, v->today) > 0)
		return jr__fail(j, JR_EINVAL, N_("%s begins only on %s"), term, v->from);
	return v->grade == 0 ? JR_OK : jr__term_of_grade(j, -1, v->term_id, v->year,
	    (int)v->grade);
}

static int
take_days(struct jr *j, const struct jr_report_query *q, struct jr__report_values *v)
{
	jr_day monday;
	int rc;

	if (q->week != NULL) {
		if ((rc = jr__week(j, q->week, &monday)) < 0)
			return rc;
		jr_date_format(monday, v->from);
		jr_date_format(monday + 6, v->to);
	}
	if (q->from != NULL && (rc = jr__date(j, -1, q->from, v->from)) < 0)
		return rc;
	if (q->to != NULL && (rc = jr__date(j, -1, q->to, v->to)) < 0)
		return rc;
	if (strcmp(v->from, v->to) > 0)
		return jr__fail(j, JR_EINVAL, N_("%s lies after %s"), v->from, v->to);
	return JR_OK;
}

static int
take_year(struct jr *j, struct jr__report_values *v)
{
	struct jr_stmt *st;
	int rc;

	v->year = jr_year(j);
	jr_year_format((int)v->year, v->year_name);
	rc = jr__first(j, JR_SQL_REPORT_YEAR, JR_PARAMS(JR_P_INT("id", v->year)), &st);
	if (rc == JR_OK) {
		keep(v->from, sizeof(v->from), jr_stmt_text(st, 1));
		keep(v->to, sizeof(v->to), jr_stmt_text(st, 2));
		jr_stmt_reset(st);
	}
	return rc < 0 ? rc : JR_OK;
}

static int
take_date(struct jr *j, const char *text, struct jr__report_values *v)
{
	jr_day day = jr_today(j);
	int64_t year;
	int rc;

	if (text != NULL && (rc = jr__day_in_year(j, -1, text, &day, &year)) < 0)
		return rc;
	if (text != NULL)
		v->year = year;
	jr_date_format(day, v->date);
	memcpy(v->from, v->date, sizeof(v->from));
	memcpy(v->to, v->date, sizeof(v->to));
	jr_year_format((int)v->year, v->year_name);
	return JR_OK;
}

int
jr__report_values(struct jr *j, const struct jr_report *r, const struct jr_report_query *q,
    struct jr__report_values *v)
{
	jr_day today = jr_today(j);
	int rc;

	memset(v, 0, sizeof(*v));
	jr_date_format(today, v->today);
	memcpy(v->date, v->today, sizeof(v->date));
	if ((rc = check_taken(j, r, q)) < 0 || (rc = take_year(j, v)) < 0)
		return rc;
	if (jr_report_takes(r, "date") && (rc = take_date(j, q->date, v)) < 0)
		return rc;
	if ((rc = find_grade(j, q->grade, v)) < 0 || (rc = find_class(j, q->class, v)) < 0)
		return rc;
	if (q->student != NULL && (rc = jr__find_person(j, -1, q->student, v->class_id, today,
	    &v->student_id)) < 0)
		return rc;
	if (q->student != NULL && v->grade == 0 &&
	    (rc = jr__grade_of(j, v->student_id, v->year, &v->grade)) < 0)
		return rc;
	if (q->teacher != NULL && (rc = jr__find_staff(j, -1, q->teacher, &v->staff_id)) < 0)
		return rc;
	if (q->subject != NULL && (rc = jr__find_subject(j, -1, q->subject, &v->subject_id)) < 0)
		return rc;
	if (jr_report_takes(r, "term") && (rc = take_term(j, q->term, v)) < 0)
		return rc;
	jr_year_format((int)v->year, v->year_name);
	return take_days(j, q, v);
}
