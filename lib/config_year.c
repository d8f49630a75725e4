/* journal.conf: school years, their terms, days off and bells. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "config_impl.h"

static void
iso(jr__node *map, const char *key, jr_day dflt, char out[JR_DATE_SIZE])
{
	jr_date_format((jr_day)jr_conf_number(map, key, dflt), out);
}

/* --- Terms ------------------------------------------------------------------- */

static const char *
term_kind(const char *code)
{
	switch (code[0]) {
	case 'Q':
		return code[1] >= '1' && code[1] <= '4' && code[2] == '\0' ? "quarter" : NULL;
	case 'T':
		return code[1] >= '1' && code[1] <= '3' && code[2] == '\0' ? "trimester" : NULL;
	case 'H':
		return code[1] >= '1' && code[1] <= '2' && code[2] == '\0' ? "half" : NULL;
	case 'Y':
		return code[1] == '\0' ? "year" : NULL;
	default:
		return NULL;
	}
}

static int
term_id(struct jr__applying *a, int64_t year, const char *code, int64_t *out)
{
	int rc;

	rc = jr__number(a->j, JR_SQL_FIND_TERM, JR_PARAMS(JR_P_INT("year", year),
	    JR_P_TEXT("code", code)), out);
	return rc == JR_DONE ? jr__next_id(a->j, JR_TBL_TERM, out) : rc;
}

static int
put_term_grades(struct jr__applying *a, int64_t id, const char *grades)
{
	int rc = JR_OK;

	for (int g = 1; g <= JR__GRADE_MOST && rc == JR_OK; g++)
		if (jr_spans_have(grades, g))
			rc = jr__config_put(a, JR_TBL_TERM_GRADE,
			    (struct jr_value[]){ jr_int(id), jr_int(g) });
	return rc < 0 ? rc : jr__config_drop(a, JR_TBL_TERM_GRADE, id, NULL);
}

static int
put_term(struct jr__applying *a, int64_t year, jr__node *y, jr__node *n)
{
	const char *kind = term_kind(n->key), *grades;
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	struct jr_value row[JR_TERM_COLUMNS];
	int64_t id;
	int rc;

	grades = jr__config_spans(a, n, "grades", 1, JR__GRADE_MOST);
	if (kind == NULL)
		jr__config_wrong(a, n,
		    N_("'%s' is not a term's code: Q1-Q4, T1-T3, H1, H2 or Y"), n->key);
	if (jr_conf_number(n, "from", 0) > jr_conf_number(n, "to", 0) ||
	    jr_conf_number(n, "from", 0) < jr_conf_number(y, "first_day", 0) ||
	    jr_conf_number(n, "to", 0) > jr_conf_number(y, "last_day", 0))
		jr__config_wrong(a, n, N_("the term %s does not lie within its year"), n->key);
	if (a->errors > 0)
		return JR_OK;
	if ((rc = term_id(a, year, n->key, &id)) < 0)
		return rc;
	iso(n, "from", 0, from);
	iso(n, "to", 0, to);
	row[JR_TERM_ID] = jr_int(id);
	row[JR_TERM_YEAR_ID] = jr_int(year);
	row[JR_TERM_CODE] = jr_text(n->key);
	row[JR_TERM_NAME] = jr_text(jr_conf_text(n, "name", n->key));
	row[JR_TERM_KIND] = jr_text(kind);
	row[JR_TERM_STARTS_ON] = jr_text(from);
	row[JR_TERM_ENDS_ON] = jr_text(to);
	if ((rc = jr__config_put(a, JR_TBL_TERM, row)) < 0)
		return rc;
	return put_term_grades(a, id, grades);
}

/* Terms with their ids drop out only when nothing refers to them. */
static int
put_terms(struct jr__applying *a, int64_t year, jr__node *n)
{
	jr__node *terms = jr_conf_get(n, "terms");
	int rc = JR_OK;

	for (size_t i = 0; terms != NULL && i < terms->n && rc == JR_OK; i++)
		rc = put_term(a, year, n, terms->child[i]);
	return rc;
}

/* --- Days off and bells -------------------------------------------------------- */

static int
put_day_off(struct jr__applying *a, int64_t year, jr__node *n)
{
	const char *grades = jr__config_spans(a, n, "grades", 1, JR__GRADE_MOST);
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int rc = JR_OK;

	iso(n, "date", 0, from);
	iso(n, "to", (jr_day)jr_conf_number(n, "date", 0), to);
	if (strcmp(to, from) < 0)
		jr__config_wrong(a, n, N_("the span ends before it begins"));
	for (int g = grades == NULL ? 0 : 1; g <= (grades == NULL ? 0 : JR__GRADE_MOST) &&
	    rc == JR_OK; g++)
		if (grades == NULL || jr_spans_have(grades, g))
			rc = jr__config_put(a, JR_TBL_DAY_OFF, (struct jr_value[]){
			    jr_int(year), jr_text(from), jr_int(g), jr_text(to),
			    jr_text(jr_conf_text(n, "name", "")) });
	return rc;
}

static bool
is_time(const char *s)
{
	return strlen(s) == 5 && s[2] == ':' && s[0] >= '0' && s[0] <= '2' &&
	    isdigit((unsigned char)s[1]) && s[3] >= '0' && s[3] <= '5' &&
	    isdigit((unsigned char)s[4]) && strcmp(s, "24:00") < 0;
}

static int
put_bell(struct jr__applying *a, int64_t year, const char *set, jr__node *n)
{
	char begins[6] = "", ends[6] = "";
	char *end;
	long number = strtol(n->key, &end, 10);

	if (*end != '\0' || number < 0 || number > 20)
		jr__config_wrong(a, n, N_("'%s' is not the number of a lesson"), n->key);
	if (strlen(n->text) == 11 && n->text[5] == '-') {
		memcpy(begins, n->text, 5);
		memcpy(ends, n->text + 6, 5);
	}
	if (!is_time(begins) || !is_time(ends) || strcmp(begins, ends) >= 0)
		jr__config_wrong(a, n,
		    N_("'%s' is not a span of time like 08:00-08:45"), n->text);
	return jr__config_put(a, JR_TBL_BELL, (struct jr_value[]){ jr_int(year), jr_text(set),
	    jr_int(number), jr_text(begins), jr_text(ends) });
}

static int
put_bell_set(struct jr__applying *a, int64_t year, jr__node *n, int rank)
{
	jr__node *lessons = jr_conf_get(n, "lessons");
	int rc;

	rc = jr__config_put(a, JR_TBL_BELL_SET, (struct jr_value[]){ jr_int(year),
	    jr_text(n->key), jr_int(rank),
	    jr_text(jr__config_spans(a, n, "grades", 1, JR__GRADE_MOST)),
	    jr_text(jr__config_spans(a, n, "weekdays", 1, 7)),
	    jr_int(jr_conf_number(n, "by_order", 0)) });
	for (size_t i = 0; lessons != NULL && i < lessons->n && rc == JR_OK; i++)
		rc = put_bell(a, year, n->key, lessons->child[i]);
	return rc;
}

/* --- A year -------------------------------------------------------------------- */

static int
put_year_row(struct jr__applying *a, int64_t year, jr__node *n)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE], name[JR_YEAR_SIZE];

	iso(n, "first_day", 0, from);
	iso(n, "last_day", 0, to);
	jr_year_format((int)year, name);
	if (jr_year_of((jr_day)jr_conf_number(n, "first_day", 0)) != year ||
	    jr_year_of((jr_day)jr_conf_number(n, "last_day", 0)) != year ||
	    strcmp(from, to) > 0)
		jr__config_wrong(a, n,
		    N_("the days of %s do not lie between 1 September and 31 August"), name);
	return jr__config_put(a, JR_TBL_YEAR, (struct jr_value[]){ jr_int(year), jr_text(name),
	    jr_text(from), jr_text(to), jr_int(jr_conf_number(n, "week_days", 5)),
	    jr_int(jr_conf_number(n, "cycle_weeks", 1)) });
}

int
jr__config_year(struct jr__applying *a, jr__node *n)
{
	jr__node *off = jr_conf_get(n, "days_off"), *bells = jr_conf_get(n, "bells");
	int first, rc;

	if (jr_year_parse(n->key, &first) < 0) {
		jr__config_wrong(a, n, N_("'%s' is not a school year like 2026/27"), n->key);
		return JR_OK;
	}
	if ((rc = put_year_row(a, first, n)) < 0 || (rc = put_terms(a, first, n)) < 0)
		return rc;
	for (size_t i = 0; off != NULL && i < off->n && rc == JR_OK; i++)
		rc = put_day_off(a, first, off->child[i]);
	for (size_t i = 0; bells != NULL && i < bells->n && rc == JR_OK; i++)
		rc = put_bell_set(a, first, bells->child[i], (int)i + 1);
	if (rc < 0 || a->errors > 0)
		return rc;
	if ((rc = jr__config_drop(a, JR_TBL_DAY_OFF, first, NULL)) < 0 ||
	    (rc = jr__config_drop(a, JR_TBL_BELL, first, NULL)) < 0 ||
	    (rc = jr__config_drop(a, JR_TBL_BELL_SET, first, NULL)) < 0)
		return rc;
	return jr__calendar_year(a->j, first);
}
