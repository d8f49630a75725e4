/* How long what is recorded may be changed: windows of corrections, closed terms. */
#include <stdio.h>

#include "access_impl.h"
#include "window.h"

static jr_day
edit_days(struct jr *j)
{
	return (jr_day)jr_setting_int(j, "edit_days", 7);
}

jr_day
jr__window_end(struct jr *j, jr_day day)
{
	return day + edit_days(j);
}

int
jr__correction(struct jr *j, bool *out)
{
	*out = false;
	return jr__reason_given(j) ? jr__may_correct(j, out) : JR_OK;
}

int
jr__window(struct jr *j, int col, jr_day lesson, const char *due_on, int64_t tx_id)
{
	jr_day last = lesson, due, first;
	bool corrects;
	int64_t at;
	int rc;

	if ((rc = jr__correction(j, &corrects)) < 0 || corrects)
		return rc;
	if (due_on != NULL && jr_date_parse(due_on, &due) == JR_OK && due > last)
		last = due;
	if ((rc = jr__number(j, JR_SQL_TX_AT, JR_PARAMS(JR_P_INT("id", tx_id)), &at)) < 0)
		return rc;
	if ((first = jr_moment_day(at)) > last)
		last = first;
	if (jr_today(j) <= jr__window_end(j, last))
		return JR_OK;
	return jr__fail_at(j, JR_EDENIED, col, N_("the %d days for corrections have passed; "
	    "the deputy corrects with --reason"), (int)edit_days(j));
}

int
jr__closed_any(struct jr *j, bool *out)
{
	int64_t n;
	int rc;

	*out = j->closed == JR__SOME_CLOSED;
	if (j->closed != JR__CLOSED_UNKNOWN)
		return JR_OK;
	if ((rc = jr__number(j, JR_SQL_TERM_CLOSE_ANY, JR_NO_PARAMS, &n)) < 0)
		return rc;
	j->closed = n > 0 ? JR__SOME_CLOSED : JR__NONE_CLOSED;
	*out = n > 0;
	return JR_OK;
}

int
jr__closed_term(struct jr *j, int64_t class_id, jr_day day, struct jr__closed_term *out)
{
	char date[JR_DATE_SIZE];
	struct jr_stmt *st;
	bool any;
	int rc;

	*out = (struct jr__closed_term){ .class_id = class_id };
	if (class_id == 0 || (rc = jr__closed_any(j, &any)) < 0 || !any)
		return class_id == 0 ? JR_OK : rc;
	jr_date_format(day, date);
	rc = jr__first(j, JR_SQL_CLOSED_TERM_ON, JR_PARAMS(JR_P_INT("class_id", class_id),
	    JR_P_TEXT("date", date)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	snprintf(out->code, sizeof(out->code), "%s", jr_stmt_text(st, 0));
	snprintf(out->class_name, sizeof(out->class_name), "%s", jr_stmt_text(st, 1));
	jr_stmt_reset(st);
	return JR_OK;
}

int
jr__closed_refuse(struct jr *j, int col, const char *code, const char *class_name)
{
	return jr__fail_at(j, JR_EDENIED, col, N_("%s is closed for %s; the deputy or the director "
	    "re-opens it with jr-term reopen"), code, class_name);
}

int
jr__closed_check(struct jr *j, int col, int64_t class_id, jr_day day)
{
	struct jr__closed_term closed;
	int rc;

	if ((rc = jr__closed_term(j, class_id, day, &closed)) < 0 || closed.code[0] == '\0')
		return rc;
	return jr__closed_refuse(j, col, closed.code, closed.class_name);
}
