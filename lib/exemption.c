/* Spans in which a student is exempt from a subject. */
#include <string.h>

#include "access_impl.h"
#include "attend.h"
#include "list.h"
#include "roster_impl.h"

enum { STUDENT, CLASS, SUBJECT, FROM, TO, DOCUMENT, COLUMNS };

/* What a row names. */
struct named {
	int64_t			 student_id, subject_id;
	char			 from[JR_DATE_SIZE];
	struct jr__spans	 spans;
	int			 at;		/* its place among them; -1: new */
};

static int
find_student(struct jr *j, const struct jr_row *r, struct named *n)
{
	jr_day day;
	int rc;

	jr_date_parse(n->from, &day);
	if ((rc = jr__find_student_in(j, CLASS, r->v[CLASS], jr_year_of(day), STUDENT,
	    r->v[STUDENT], day, &n->student_id)) < 0)
		return rc;
	return jr__may_student(j, STUDENT, JR_ON_EXEMPTION, n->student_id);
}

static int
find(struct jr *j, const struct jr_row *r, struct named *n)
{
	int rc;

	if ((rc = jr__cells_check(j, r)) < 0 || (rc = jr__cell_need(j, r, STUDENT)) < 0 ||
	    (rc = jr__cell_need(j, r, SUBJECT)) < 0 || (rc = jr__cell_need(j, r, FROM)) < 0 ||
	    (rc = jr__date(j, FROM, r->v[FROM], n->from)) < 0 ||
	    (rc = find_student(j, r, n)) < 0 ||
	    (rc = jr__find_subject(j, SUBJECT, r->v[SUBJECT], &n->subject_id)) < 0 ||
	    (rc = jr__spans_load(j, JR_SQL_EXEMPTION_SPANS, JR_PARAMS(
	    JR_P_INT("student_id", n->student_id), JR_P_INT("subject_id", n->subject_id)),
	    &n->spans)) < 0)
		return rc;
	n->at = -1;
	for (int i = 0; i < n->spans.n; i++)
		if (strcmp(n->spans.v[i].from, n->from) == 0)
			n->at = i;
	return JR_OK;
}

static int
check_span(struct jr *j, const struct jr_row *r, const struct named *n, const char *to)
{
	const struct jr__span *v;
	int clash, rc;

	if ((rc = jr__span_check(j, TO, n->from, to)) < 0)
		return rc;
	if ((clash = jr__spans_clash(&n->spans, n->at, n->from, to)) < 0)
		return JR_OK;
	v = &n->spans.v[clash];
	if (strcmp(v->to, JR_OPEN_END) == 0)
		return jr__fail_at(j, JR_ECONFLICT, FROM, N_("'%s' is exempt from %s since %s "
		    "already"), r->v[STUDENT], v->name, v->from);
	return jr__fail_at(j, JR_ECONFLICT, FROM, N_("'%s' is exempt from %s from %s to %s "
	    "already"), r->v[STUDENT], v->name, v->from, v->to);
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	char to[JR_DATE_SIZE];
	struct jr__edit e;
	struct named n;
	int rc;

	*what = JR_SAME;
	if ((rc = find(j, r, &n)) < 0 || (rc = jr__last_day(j, TO, 0, r->v[TO],
	    n.at >= 0 ? n.spans.v[n.at].to : NULL, to)) < 0 ||
	    (rc = check_span(j, r, &n, to)) < 0 ||
	    (rc = jr__edit_begin_id(j, &e, JR_TBL_EXEMPTION,
	    n.at >= 0 ? n.spans.v[n.at].of : 0)) < 0 ||
	    (rc = jr__edit_needed(j, &e, JR_EXEMPTION_DOCUMENT, r, DOCUMENT)) < 0)
		return rc;
	if (!e.stored && (rc = jr__next_id(j, JR_TBL_EXEMPTION, &e.row[JR_EXEMPTION_ID].i)) < 0)
		return rc;
	e.row[JR_EXEMPTION_STUDENT_ID] = jr_int(n.student_id);
	e.row[JR_EXEMPTION_SUBJECT_ID] = jr_int(n.subject_id);
	e.row[JR_EXEMPTION_FROM_DATE] = jr_text(n.from);
	e.row[JR_EXEMPTION_TO_DATE] = jr_text(to);
	return jr__edit_end(j, &e, what);
}

static int
take_out(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr__edit e;
	struct named n;
	int rc;

	(void)on;
	*what = JR_SAME;
	if ((rc = find(j, r, &n)) < 0)
		return rc;
	if (n.at < 0)
		return jr__fail_at(j, JR_ENOTFOUND, FROM, N_("'%s' has no exemption from %s that "
		    "begins on %s"), r->v[STUDENT], r->v[SUBJECT], n.from);
	if ((rc = jr__edit_begin_id(j, &e, JR_TBL_EXEMPTION, n.spans.v[n.at].of)) < 0 ||
	    (rc = jr__edit_remove(j, &e, what)) < 0)
		return rc;
	*what = JR_REMOVED;
	return JR_OK;
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int64_t class_id = 0, student_id = 0, subject_id = 0;
	int rc;

	if ((rc = jr__list_days(j, f, FROM, TO, from, to)) < 0 ||
	    (f->v[CLASS] != NULL &&
	    (rc = jr__find_class(j, CLASS, jr_year(j), f->v[CLASS], &class_id)) < 0) ||
	    (f->v[STUDENT] != NULL && (rc = jr__find_student(j, STUDENT, f->v[STUDENT], class_id,
	    jr_today(j), &student_id)) < 0) ||
	    (f->v[SUBJECT] != NULL &&
	    (rc = jr__find_subject(j, SUBJECT, f->v[SUBJECT], &subject_id)) < 0))
		return rc;
	return jr__list_rows(j, JR_SQL_EXEMPTION_LIST, JR_PARAMS(JR_P_TEXT("from", from),
	    JR_P_TEXT("to", to), JR__P_SOME("student", student_id),
	    JR__P_SOME("class", class_id), JR__P_SOME("subject", subject_id)), COLUMNS, out, arg);
}

static const struct jr_rowcol columns[COLUMNS] = {
	[STUDENT] = { "student", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("student's number, or name in the class") },
	[CLASS] = { "class", JR_COL_TEXT, JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("class, like 7А") },
	[SUBJECT] = { "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, N_("subject") },
	[FROM] = { "from", JR_COL_DATE, JR_ROW_KEY, N_("first day") },
	[TO] = { "to", JR_COL_DATE, JR_ROW_OPTIONAL, N_("last day") },
	[DOCUMENT] = { "document", JR_COL_TEXT, 0, N_("number of the document") },
};

const struct jr_rowkind jr_kind_exemption = {
	.name = "exemption", .col = columns, .columns = COLUMNS,
	.put = put, .remove = take_out, .list = list,
};
