/* Decisions of the council: what may be stored, and what is. */
#include <string.h>

#include "access_impl.h"
#include "council_impl.h"
#include "final_mark.h"
#include "list.h"
#include "roster_impl.h"
#include "year.h"

static const struct jr__word words[] = {
	{ "promoted", JR__PROMOTED }, { "переведён", JR__PROMOTED },
	{ "переведена", JR__PROMOTED }, { "перевести", JR__PROMOTED },
	{ "conditional", JR__CONDITIONAL }, { "переведён условно", JR__CONDITIONAL },
	{ "переведена условно", JR__CONDITIONAL }, { "условно переведён", JR__CONDITIONAL },
	{ "условно переведена", JR__CONDITIONAL }, { "условно", JR__CONDITIONAL },
	{ "перевести условно", JR__CONDITIONAL },
	{ "retained", JR__RETAINED }, { "оставлен", JR__RETAINED },
	{ "оставлена", JR__RETAINED }, { "оставлен на повторный год", JR__RETAINED },
	{ "оставлена на повторный год", JR__RETAINED }, { "повторный год", JR__RETAINED },
	{ "left", JR__LEFT }, { "выбыл", JR__LEFT }, { "выбыла", JR__LEFT },
	{ NULL, 0 }
};

const char *const jr__decision[] = {
	/* TRANSLATORS: of a student: to the next grade. */
	[JR__PROMOTED] = N_("promoted"),
	/* TRANSLATORS: of a student: promoted with academic debts. */
	[JR__CONDITIONAL] = N_("conditional"),
	/* TRANSLATORS: of a student: repeats the year. */
	[JR__RETAINED] = N_("retained"),
	/* TRANSLATORS: of a student: is in the school no longer. */
	[JR__LEFT] = N_("left"),
};

int
jr__decision_find(struct jr *j, int col, const char *text, enum jr__decision *out)
{
	int value = JR__PROMOTED, rc;

	rc = jr__word_find(j, words, text, &value);
	*out = (enum jr__decision)value;
	return rc != JR_DONE ? rc : jr__fail_at(j, JR_EINVAL, col, N_("there is no decision '%s'; "
	    "there are promoted, conditional, retained and left"), text);
}

/* --- Rows -------------------------------------------------------------------------- */

struct entry {
	int64_t			 student_id;
	int64_t			 class_id, grade;	/* the last one of the year */
	enum jr__decision	 decision;
	bool			 decided;		/* the cell says */
	char			 date[JR_DATE_SIZE];
};

static int
find_grade(struct jr *j, const struct jr_row *r, struct entry *e)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__first(j, JR_SQL_STUDENT_YEARS, JR_PARAMS(
	    JR_P_INT("student_id", e->student_id), JR_P_INT("year", jr_year(j))), &st);
	if (rc < 0)
		return rc;
	if (rc == JR_OK) {
		bool this = jr_stmt_int(st, 0) == jr_year(j);

		e->grade = jr_stmt_int(st, 1);
		jr_stmt_reset(st);
		if (this)
			return JR_OK;
	}
	return jr__fail_at(j, JR_EINVAL, JR__C_STUDENT, N_("'%s' was in no class of that year"),
	    r->v[JR__C_STUDENT]);
}

static int
find(struct jr *j, const struct jr_row *r, struct entry *e)
{
	char ends[JR_DATE_SIZE];
	jr_day day;
	int rc;

	memset(e, 0, sizeof(*e));
	if ((rc = jr__cells_check(j, r)) < 0 || (rc = jr__cell_need(j, r, JR__C_STUDENT)) < 0 ||
	    (rc = jr__year_last(j, ends)) < 0)
		return rc;
	jr_date_parse(ends, &day);
	if ((rc = jr__find_student_in(j, JR__C_CLASS, r->v[JR__C_CLASS], jr_year(j),
	    JR__C_STUDENT, r->v[JR__C_STUDENT], day, &e->student_id)) < 0 ||
	    (rc = find_grade(j, r, e)) < 0)
		return rc;
	return jr__may_council(j, JR__C_STUDENT);
}

static int
read_decision(struct jr *j, const struct jr_row *r, struct entry *e)
{
	int rc;

	if (r->v[JR__C_DECISION] == NULL)
		return JR_OK;
	if ((rc = jr__cell_need(j, r, JR__C_DECISION)) < 0 ||
	    (rc = jr__decision_find(j, JR__C_DECISION, r->v[JR__C_DECISION], &e->decision)) < 0)
		return rc;
	e->decided = true;
	if (e->decision != JR__CONDITIONAL || jr__final_formula(j, e->grade) == NULL)
		return JR_OK;
	return jr__fail_at(j, JR_EINVAL, JR__C_DECISION, N_("grade %d ends with a certificate: "
	    "nobody leaves it conditionally"), (int)e->grade);
}

static int
read_date(struct jr *j, const struct jr_row *r, struct entry *e)
{
	const char *cell = r->v[JR__C_DATE];
	char today[JR_DATE_SIZE];
	int rc;

	if (cell == NULL)
		return JR_OK;
	if ((rc = jr__cell_need(j, r, JR__C_DATE)) < 0 ||
	    (rc = jr__date(j, JR__C_DATE, cell, e->date)) < 0)
		return rc;
	jr__today(j, today);
	return strcmp(e->date, today) <= 0 ? JR_OK :
	    jr__fail_at(j, JR_EINVAL, JR__C_DATE, N_("%s is still to come"), e->date);
}

static int
begin(struct jr *j, const struct entry *e, struct jr__edit *edit)
{
	const struct jr_value key[] = { jr_int(jr_year(j)), jr_int(e->student_id) };

	return jr__edit_begin(j, edit, JR_TBL_COUNCIL_DECISION, key);
}

/* A new row has a decision and a day; its transaction. */
static int
fill_new(struct jr *j, const struct jr_row *r, const struct entry *e, struct jr__edit *edit)
{
	int64_t id;
	int rc;

	if (edit->stored)
		return JR_OK;
	if ((!e->decided && (rc = jr__cell_need(j, r, JR__C_DECISION)) < 0) ||
	    (e->date[0] == '\0' && (rc = jr__cell_need(j, r, JR__C_DATE)) < 0) ||
	    (rc = jr__tx_id(j, &id)) < 0)
		return rc;
	edit->row[JR_COUNCIL_DECISION_TX_ID] = jr_int(id);
	return JR_OK;
}

static int
warn_failing(struct jr *j, const struct jr_row *r, const struct entry *e)
{
	int64_t n;
	int rc;

	if (!e->decided || e->decision != JR__PROMOTED)
		return JR_OK;
	rc = jr__number(j, JR_SQL_COUNCIL_FAILING, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR_P_INT("student_id", e->student_id)), &n);
	if (rc >= 0 && n > 0)
		jr__warn(j, N_("'%s' is promoted with year marks that fail, or н/а: %d; that is "
		    "'conditional', with debts"), r->v[JR__C_STUDENT], (int)n);
	return rc < 0 ? rc : JR_OK;
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	enum jr_change done = JR_SAME;
	struct jr__edit edit;
	struct entry e;
	int rc;

	*what = JR_SAME;
	if ((rc = find(j, r, &e)) < 0 || (rc = read_decision(j, r, &e)) < 0 ||
	    (rc = read_date(j, r, &e)) < 0 || (rc = begin(j, &e, &edit)) < 0)
		return rc;
	if ((rc = fill_new(j, r, &e, &edit)) < 0) {
		jr__unfetch(j, JR_TBL_COUNCIL_DECISION);
		return rc;
	}
	if (e.decided)
		jr__edit_text(&edit, JR_COUNCIL_DECISION_DECISION, jr__decision[e.decision]);
	if (e.date[0] != '\0')
		jr__edit_text(&edit, JR_COUNCIL_DECISION_DECIDED_ON, e.date);
	jr__edit_text(&edit, JR_COUNCIL_DECISION_PROTOCOL, r->v[JR__C_PROTOCOL]);
	jr__edit_text(&edit, JR_COUNCIL_DECISION_NOTE, r->v[JR__C_NOTE]);
	if ((rc = jr__edit_end(j, &edit, &done)) == JR_OK && done != JR_SAME)
		rc = warn_failing(j, r, &e);
	*what = rc == JR_OK ? done : JR_SAME;
	return rc;
}

static int
take_back(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr__edit edit;
	struct entry e;
	int rc;

	(void)on;
	*what = JR_SAME;
	if ((rc = find(j, r, &e)) < 0 || (rc = begin(j, &e, &edit)) < 0)
		return rc;
	if (!edit.stored)
		return jr__fail_at(j, JR_ENOTFOUND, JR__C_STUDENT,
		    N_("there is no decision about '%s'"), r->v[JR__C_STUDENT]);
	if ((rc = jr__edit_remove(j, &edit, what)) == JR_OK)
		*what = JR_REMOVED;
	return rc;
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	const char *decision = f->v[JR__C_DECISION];
	int64_t class_id = 0, student_id = 0;
	enum jr__decision d;
	int rc;

	if ((rc = jr__council_narrow(j, f, &class_id, &student_id)) < 0 ||
	    (decision != NULL &&
	    (rc = jr__decision_find(j, JR__C_DECISION, decision, &d)) < 0))
		return rc;
	return jr__list_rows(j, JR_SQL_COUNCIL_LIST, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR__P_SOME("class_id", class_id), JR__P_SOME("student_id", student_id),
	    JR_P_TEXT("decision", decision != NULL ? jr__decision[d] : NULL)), JR__C_COLUMNS,
	    out, arg);
}

int
jr__council_narrow(struct jr *j, const struct jr_filter *f, int64_t *class_id,
    int64_t *student_id)
{
	int rc;

	*class_id = *student_id = 0;
	if (f->v[JR__C_CLASS] != NULL && (rc = jr__find_class(j, JR__C_CLASS, jr_year(j),
	    f->v[JR__C_CLASS], class_id)) < 0)
		return rc;
	return f->v[JR__C_STUDENT] == NULL ? JR_OK : jr__find_student(j, JR__C_STUDENT,
	    f->v[JR__C_STUDENT], *class_id, jr_today(j), student_id);
}

const struct jr_rowcol jr__council_columns[JR__C_COLUMNS] = {
	[JR__C_STUDENT] = { "student", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("student's number, or name in the class") },
	[JR__C_CLASS] = { "class", JR_COL_TEXT, JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("class, like 7А") },
	[JR__C_DECISION] = { "decision", JR_COL_TEXT, JR_ROW_FILTER | JR_ROW_WORD,
	    N_("promoted, conditional, retained or left") },
	[JR__C_DATE] = { "date", JR_COL_DATE, 0, N_("day of the council") },
	[JR__C_PROTOCOL] = { "protocol", JR_COL_TEXT, JR_ROW_OPTIONAL,
	    N_("number of its protocol") },
	[JR__C_NOTE] = { "note", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("why, or where to") },
};

const struct jr_rowkind jr_kind_council = {
	.name = "council", .col = jr__council_columns, .columns = JR__C_COLUMNS,
	.put = put, .remove = take_back, .list = list,
};
