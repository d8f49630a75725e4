/* Reports: closed terms are shown as they were closed. */
#include <stdio.h>
#include <string.h>

#include "report_impl.h"

/* The class that the report is about; 0: several. */
static int
find_class(struct jr *j, const struct jr__report_values *v, int64_t *out)
{
	int rc;

	*out = v->class_id;
	if (v->student_id == 0)
		return JR_OK;
	rc = jr__number(j, JR_SQL_REPORT_CLASS_OF_STUDENT, JR_PARAMS(
	    JR_P_INT("student", v->student_id), JR_P_INT("year", v->year),
	    JR_P_TEXT("from", v->from), JR_P_TEXT("to", v->to)), out);
	return rc < 0 ? rc : JR_OK;
}

static int
find_closing(struct jr *j, const struct jr__report_values *v, struct jr_report_closing *out)
{
	int64_t class_id;
	int rc;

	if ((rc = find_class(j, v, &class_id)) < 0)
		return rc;
	if (class_id != 0)
		rc = jr__number(j, JR_SQL_TERM_CLOSE_OF, JR_PARAMS(JR_P_INT("term", v->term_id),
		    JR_P_INT("class", class_id)), &out->tx_id);
	else
		rc = jr__number(j, JR_SQL_REPORT_CLOSED, JR_PARAMS(JR_P_INT("term", v->term_id),
		    { "grade", v->grade == 0 ? jr_null() : jr_int(v->grade) }), &out->closed);
	return rc < 0 ? rc : JR_OK;
}

int
jr_report_closing(struct jr *j, const struct jr_report *r, const struct jr_report_query *q,
    struct jr_report_closing *out)
{
	struct jr__report_values v;
	struct jr_stmt *st;
	int rc;

	memset(out, 0, sizeof(*out));
	jr__clear(j);
	if (!jr_report_takes(r, "term"))
		return JR_OK;
	if ((rc = jr__report_values(j, r, q, &v)) < 0 || (rc = find_closing(j, &v, out)) < 0 ||
	    out->tx_id == 0)
		return rc;
	rc = jr__first(j, JR_SQL_TERM_GET, JR_PARAMS(JR_P_INT("id", v.term_id)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	jr_year_format((int)jr_stmt_int(st, 0), v.year_name);
	snprintf(out->term, sizeof(out->term), "%s-%s", v.year_name, jr_stmt_text(st, 1));
	jr_stmt_reset(st);
	return JR_OK;
}
