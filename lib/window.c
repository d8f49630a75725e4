/* How long what is recorded may be changed: windows of corrections, closed terms. */
#include <stdio.h>
#include <string.h>

#include "access_impl.h"
#include "window.h"

jr_day
jr__window_end(struct jr *j, jr_day day)
{
	return day + (jr_day)jr_setting_int(j, "edit_days", 7);
}

int
jr__correction(struct jr *j, bool *out)
{
	*out = false;
	return jr__reason_given(j) ? jr__may_correct(j, out) : JR_OK;
}

int
jr__window(struct jr *j, jr_day lesson, const char *due_on, int64_t tx_id, jr_day *until)
{
	jr_day last = lesson, due, first;
	bool corrects;
	int64_t at;
	int rc;

	*until = last;
	if ((rc = jr__correction(j, &corrects)) < 0 || corrects)
		return rc;
	if (due_on != NULL && jr_date_parse(due_on, &due) == JR_OK && due > last)
		last = due;
	if ((rc = jr__number(j, JR_SQL_TX_AT, JR_PARAMS(JR_P_INT("id", tx_id)), &at)) < 0)
		return rc;
	if ((first = jr_moment_day(at)) > last)
		last = first;
	*until = jr__window_end(j, last);
	return jr_today(j) <= *until ? JR_OK : JR_DONE;
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

	memset(out, 0, sizeof(*out));
	if ((rc = jr__closed_any(j, &any)) < 0 || !any)
		return rc;
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
