/* Term marks put off for one student. */
#include "deferral.h"

#include <string.h>

#include "access_impl.h"
#include "list.h"
#include "roster_impl.h"
#include "term.h"
#include "window.h"

enum { CLASS, SUBJECT, TERM, STUDENT, UNTIL, REASON, ORDER, COLUMNS };

/* What a row names. */
struct named {
	int64_t	 term_id, subject_id, student_id, class_id, year;
	char	 code[16], ends[JR_DATE_SIZE], class_name[64];
	int	 grade;
	bool	 closed;		/* the term, for his class */
};

/* --- Is it open? ------------------------------------------------------------------ */

static int
count(struct jr *j, enum jr_sql sql, const struct jr_param *params, bool *out)
{
	int64_t n;
	int rc = jr__number(j, sql, params, &n);

	*out = rc == JR_OK && n > 0;
	return rc < 0 ? rc : JR_OK;
}

int
jr__deferral_open(struct jr *j, int64_t term_id, int64_t subject_id, int64_t student_id,
    bool *out)
{
	char today[JR_DATE_SIZE];

	jr__today(j, today);
	return count(j, JR_SQL_DEFERRAL_OPEN, JR_PARAMS(JR_P_INT("term_id", term_id),
	    JR_P_INT("subject_id", subject_id), JR_P_INT("student_id", student_id),
	    JR_P_TEXT("today", today)), out);
}

int
jr__deferral_open_on(struct jr *j, const char *date, int64_t subject_id, int64_t student_id,
    bool *out)
{
	char today[JR_DATE_SIZE];

	jr__today(j, today);
	return count(j, JR_SQL_DEFERRAL_OPEN_ON, JR_PARAMS(JR_P_TEXT("date", date),
	    JR_P_INT("subject_id", subject_id), JR_P_INT("student_id", student_id),
	    JR_P_TEXT("today", today)), out);
}

/* --- One row ------------------------------------------------------------------------- */

static int
find_term(struct jr *j, const struct jr_row *r, struct named *n)
{
	struct jr_stmt *st;
	int rc;

	if ((rc = jr__find_term(j, TERM, jr_year(j), r->v[TERM], &n->term_id)) < 0 ||
	    (rc = jr__first(j, JR_SQL_TERM_GET, JR_PARAMS(JR_P_INT("id", n->term_id)),
	    &st)) < 0)
		return rc;
	n->year = jr_stmt_int(st, 0);
	strncat(n->code, jr_stmt_text(st, 1), sizeof(n->code) - 1);
	strncat(n->ends, jr_stmt_text(st, 3), sizeof(n->ends) - 1);
	jr_stmt_reset(st);
	return JR_OK;
}

/* His class at the term's end. */
static int
find_class(struct jr *j, const struct jr_row *r, struct named *n)
{
	struct jr_stmt *st;
	int64_t closed;
	int rc;

	rc = jr__first(j, JR_SQL_DEFERRAL_CLASS, JR_PARAMS(JR_P_INT("student_id", n->student_id),
	    JR_P_INT("year", n->year), JR_P_TEXT("date", n->ends)), &st);
	if (rc == JR_DONE)
		return jr__fail_at(j, JR_EINVAL, STUDENT,
		    N_("'%s' is in no class at the end of %s"), r->v[STUDENT], n->code);
	if (rc < 0)
		return rc;
	n->class_id = jr_stmt_int(st, 0);
	n->grade = (int)jr_stmt_int(st, 2);
	strncat(n->class_name, jr_stmt_text(st, 1), sizeof(n->class_name) - 1);
	jr_stmt_reset(st);
	rc = jr__number(j, JR_SQL_TERM_CLOSED, JR_PARAMS(JR_P_INT("term_id", n->term_id),
	    JR_P_INT("class_id", n->class_id)), &closed);
	n->closed = closed != 0;
	return rc < 0 ? rc : JR_OK;
}

static int
find(struct jr *j, const struct jr_row *r, struct named *n)
{
	jr_day ends;
	int rc;

	memset(n, 0, sizeof(*n));
	if ((rc = jr__cells_check(j, r)) < 0 || (rc = jr__cell_need(j, r, SUBJECT)) < 0 ||
	    (rc = jr__cell_need(j, r, TERM)) < 0 || (rc = jr__cell_need(j, r, STUDENT)) < 0 ||
	    (rc = find_term(j, r, n)) < 0)
		return rc;
	jr_date_parse(n->ends, &ends);
	if ((rc = jr__find_student_in(j, CLASS, r->v[CLASS], n->year, STUDENT, r->v[STUDENT],
	    ends, &n->student_id)) < 0 ||
	    (rc = jr__find_subject(j, SUBJECT, r->v[SUBJECT], &n->subject_id)) < 0 ||
	    (rc = find_class(j, r, n)) < 0 ||
	    (rc = jr__term_of_grade(j, TERM, n->term_id, n->year, n->grade)) < 0)
		return rc;
	return jr__may(j, STUDENT, JR_ON_TERM);
}

static int
begin(struct jr *j, struct jr__edit *e, const struct named *n)
{
	const struct jr_value key[] = { jr_int(n->term_id), jr_int(n->subject_id),
	    jr_int(n->student_id) };

	return jr__edit_begin(j, e, JR_TBL_DEFERRAL, key);
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	char until[JR_DATE_SIZE];
	struct jr__edit e;
	struct named n;
	int64_t tx_id;
	int rc;

	*what = JR_SAME;
	if ((rc = find(j, r, &n)) < 0 || (rc = begin(j, &e, &n)) < 0)
		return rc;
	if (!e.stored && n.closed)
		return jr__closed_refuse(j, TERM, n.code, n.class_name);
	if ((!e.stored || r->v[UNTIL] != NULL) &&
	    ((rc = jr__cell_need(j, r, UNTIL)) < 0 ||
	    (rc = jr__date(j, UNTIL, r->v[UNTIL], until)) < 0))
		return rc;
	if ((!e.stored || r->v[UNTIL] != NULL) && strcmp(until, n.ends) < 0)
		return jr__fail_at(j, JR_EINVAL, UNTIL, N_("%s lies before the end of %s, %s"),
		    until, n.code, n.ends);
	if (!e.stored || r->v[UNTIL] != NULL)
		e.row[JR_DEFERRAL_UNTIL_DATE] = jr_text(until);
	jr__edit_text(&e, JR_DEFERRAL_ORDER_NO, r->v[ORDER]);
	if ((rc = jr__edit_needed(j, &e, JR_DEFERRAL_REASON, r, REASON)) < 0)
		return rc;
	if (!e.stored && (rc = jr__tx_id(j, &tx_id)) == JR_OK)
		e.row[JR_DEFERRAL_TX_ID] = jr_int(tx_id);
	return rc < 0 ? rc : jr__edit_end(j, &e, what);
}

static int
take_out(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr_value key[3], mark[JR_TERM_MARK_COLUMNS];
	struct jr__edit e;
	struct named n;
	int rc;

	(void)on;
	*what = JR_SAME;
	if ((rc = find(j, r, &n)) < 0 || (rc = begin(j, &e, &n)) < 0)
		return rc;
	if (!e.stored)
		return jr__fail_at(j, JR_ENOTFOUND, STUDENT, N_("no mark of '%s' in %s for %s is "
		    "put off"), r->v[STUDENT], r->v[SUBJECT], n.code);
	key[0] = jr_int(n.term_id);
	key[1] = jr_int(n.subject_id);
	key[2] = jr_int(n.student_id);
	if (n.closed && (rc = jr__fetch(j, JR_TBL_TERM_MARK, key, mark)) != JR_OK)
		return rc < 0 ? rc : jr__fail_at(j, JR_EDENIED, STUDENT, N_("%s is closed for "
		    "%s, and the mark that was put off is not set yet"), n.code, n.class_name);
	if (n.closed)
		jr__unfetch(j, JR_TBL_TERM_MARK);
	if ((rc = jr__edit_remove(j, &e, what)) < 0)
		return rc;
	*what = JR_REMOVED;
	return JR_OK;
}

/* --- The list -------------------------------------------------------------------------- */

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	int64_t year = jr_year(j), class_id = 0, subject_id = 0, term_id = 0, student_id = 0;
	int rc;

	if ((f->v[CLASS] != NULL &&
	    (rc = jr__find_class(j, CLASS, year, f->v[CLASS], &class_id)) < 0) ||
	    (f->v[SUBJECT] != NULL &&
	    (rc = jr__find_subject(j, SUBJECT, f->v[SUBJECT], &subject_id)) < 0) ||
	    (f->v[TERM] != NULL &&
	    (rc = jr__find_term(j, TERM, year, f->v[TERM], &term_id)) < 0) ||
	    (f->v[STUDENT] != NULL && (rc = jr__find_student(j, STUDENT, f->v[STUDENT], class_id,
	    jr_today(j), &student_id)) < 0))
		return rc;
	return jr__list_rows(j, JR_SQL_DEFERRAL_LIST, JR_PARAMS(JR_P_INT("year", year),
	    JR__P_SOME("term", term_id), JR__P_SOME("subject", subject_id),
	    JR__P_SOME("student", student_id), JR__P_SOME("class", class_id)), COLUMNS, out, arg);
}

static const struct jr_rowcol columns[COLUMNS] = {
	[CLASS] = { "class", JR_COL_TEXT, JR_ROW_OPTIONAL | JR_ROW_FILTER, N_("class, like 7А") },
	[SUBJECT] = { "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, N_("subject") },
	[TERM] = { "term", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("term, like Q1 or 2026/27-Q1") },
	[STUDENT] = { "student", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("student's number, or a name unique in the class") },
	[UNTIL] = { "until", JR_COL_DATE, 0, N_("the day up to which it is put off") },
	[REASON] = { "reason", JR_COL_TEXT, 0, N_("why") },
	[ORDER] = { "order", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("number of the order") },
};

const struct jr_rowkind jr_kind_deferral = {
	.name = "deferral", .col = columns, .columns = COLUMNS,
	.put = put, .remove = take_out, .list = list,
};
