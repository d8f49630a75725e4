/* One person or week that somebody asks about. */
#include <string.h>

#include "lookup.h"
#include "person.h"

/* Is the name (a match key) the whole of key, or its beginning up to a space? */
static bool
fits(const char *name, const char *key)
{
	size_t n = strlen(name);

	return strncmp(name, key, n) == 0 && (key[n] == '\0' || key[n] == ' ');
}

static int
by_name(struct jr *j, int col, const char *text, jr_day day, int64_t *out)
{
	struct jr_buf low = JR_BUF_INIT, high = JR_BUF_INIT, found = JR_BUF_INIT;
	char date[JR_DATE_SIZE];
	struct jr_stmt *st;
	int64_t last = 0;
	int fit = 0, rc;

	jr_date_format(day, date);
	if ((rc = jr_text_match(&low, text, strlen(text))) == JR_OK)
		jr_buf_addf(&high, "%s\xf4\x8f\xbf\xbf", jr_buf_str(&low));
	if (rc == JR_EINVAL)
		rc = jr__fail_at(j, rc, col, N_("the text is not UTF-8"));
	else if (low.failed || high.failed)
		rc = jr__nomem(j);
	if (rc == JR_OK)
		rc = jr__query(j, JR_SQL_STUDENT_BY_NAME, JR_PARAMS(JR_P_TEXT("date", date),
		    JR_P_TEXT("low", jr_buf_str(&low)), JR_P_TEXT("high", jr_buf_str(&high))), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		if (!fits(jr_buf_str(&low), jr_stmt_text(st, 2)) || jr_stmt_int(st, 0) == last)
			continue;
		*out = last = jr_stmt_int(st, 0);
		jr_buf_addf(&found, "%s%s", fit++ > 0 ? ", " : "", jr_stmt_text(st, 1));
		if (jr_stmt_text(st, 3)[0] != '\0')
			jr_buf_addf(&found, " (%s)", jr_stmt_text(st, 3));
	}
	if (rc == JR_DONE && fit == 0)
		rc = jr__fail_at(j, JR_ENOTFOUND, col,
		    N_("there is no student with the number or name '%s'"), text);
	else if (rc == JR_DONE && fit > 1)
		rc = jr__fail_at(j, JR_EINVAL, col,
		    N_("'%s' fits several students: %s; give the number"), text, jr_buf_str(&found));
	jr_buf_release(&low);
	jr_buf_release(&high);
	jr_buf_release(&found);
	return rc < 0 ? rc : JR_OK;
}

int
jr__find_person(struct jr *j, int col, const char *text, int64_t class_id, jr_day day,
    int64_t *out)
{
	const char *clean;
	int rc;

	*out = 0;
	if (class_id != 0)
		return jr__find_student(j, col, text, class_id, day, out);
	if ((rc = jr__clean(j, 5, text, &clean)) < 0)
		return rc;
	if (clean == NULL)
		return jr__fail_at(j, JR_EINVAL, col, N_("the student is missing"));
	rc = jr__number(j, JR_SQL_FIND_STUDENT_NUMBER, JR_PARAMS(JR_P_TEXT("number", clean)),
	    out);
	if (rc == JR_DONE)
		rc = by_name(j, col, clean, day, out);
	if (rc < 0)
		*out = 0;
	return rc;
}

int
jr__grade_of(struct jr *j, int64_t student_id, int64_t year, int64_t *grade)
{
	int rc;

	rc = jr__number(j, JR_SQL_STUDENT_GRADE, JR_PARAMS(
	    JR_P_INT("student_id", student_id), JR_P_INT("year", year)), grade);
	return rc < 0 ? rc : JR_OK;
}

int
jr__week(struct jr *j, const char *text, jr_day *monday)
{
	jr_day today = jr_today(j);

	*monday = today - (jr_day_weekday(today) - 1) - 7;
	if (strcmp(text, "last") == 0 || jr_week_parse(text, monday) == JR_OK)
		return JR_OK;
	return jr__fail(j, JR_EINVAL, N_("'%s' is not a week like 2026-W37, or 'last'"), text);
}
