/* Academic debts, and the attempts to make them good. */
#include <string.h>

#include "access_impl.h"
#include "debt.h"
#include "list.h"
#include "roster_impl.h"
#include "scale.h"

enum { STUDENT, CLASS, SUBJECT, UNTIL, ORDER, FIRST_DATE, FIRST_MARK, FIRST_DOCUMENT,
	SECOND_DATE, SECOND_MARK, SECOND_DOCUMENT, COLUMNS };

#define ATTEMPTS 2

/* An attempt as it shall be; date "": there is none. */
struct attempt {
	bool	 stored, passed;	/* passed: as stored */
	char	 date[JR_DATE_SIZE], value[JR__VALUE_SIZE];
	char	 document[1024];	/* "": none */
	bool	 good;			/* what it shall be does not fail */
};

struct entry {
	int64_t		 year, student_id, subject_id;
	char		 ends[JR_DATE_SIZE], latest[JR_DATE_SIZE], until[JR_DATE_SIZE];
	struct attempt	 attempt[ATTEMPTS];
};

/* --- What the key names --------------------------------------------------------- */

/* The year's last day, and the last one that a debt of it may have: a year later. */
static int
find_days(struct jr *j, char ends[JR_DATE_SIZE], char latest[JR_DATE_SIZE])
{
	struct jr_stmt *st;
	int64_t year = jr_year(j);
	char later[32];
	int rc;

	rc = jr__first(j, JR_SQL_YEAR_BY_ID, JR_PARAMS(JR_P_INT("id", year)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : jr__fail(j, JR_ENOTFOUND,
		    N_("the store has no school year"));
	memcpy(ends, jr_stmt_text(st, 3), JR_DATE_SIZE);
	jr_stmt_reset(st);
	snprintf(later, sizeof(later), "%04d%s", (int)year + 2, ends + 4);
	memcpy(latest, later, JR_DATE_SIZE);
	return JR_OK;
}

static int
find(struct jr *j, const struct jr_row *r, struct entry *e)
{
	struct jr__spans stays;
	jr_day day;
	int rc;

	memset(e, 0, sizeof(*e));
	e->year = jr_year(j);
	if ((rc = jr__cells_check(j, r)) < 0 || (rc = jr__cell_need(j, r, STUDENT)) < 0 ||
	    (rc = jr__cell_need(j, r, SUBJECT)) < 0 ||
	    (rc = find_days(j, e->ends, e->latest)) < 0)
		return rc;
	jr_date_parse(e->ends, &day);
	if ((rc = jr__find_student_in(j, CLASS, r->v[CLASS], e->year, STUDENT, r->v[STUDENT],
	    day, &e->student_id)) < 0 ||
	    (rc = jr__spans_load(j, JR_SQL_STUDENT_STAYS, JR_PARAMS(
	    JR_P_INT("student_id", e->student_id), JR_P_INT("year", e->year)), &stays)) < 0)
		return rc;
	if (stays.n == 0)
		return jr__fail_at(j, JR_EINVAL, STUDENT,
		    N_("'%s' was in no class of that year"), r->v[STUDENT]);
	if ((rc = jr__find_subject(j, SUBJECT, r->v[SUBJECT], &e->subject_id)) < 0)
		return rc;
	return jr__may_council(j, STUDENT);
}

static int
begin_debt(struct jr *j, const struct entry *e, struct jr__edit *edit)
{
	const struct jr_value key[] = { jr_int(e->year), jr_int(e->subject_id),
	    jr_int(e->student_id) };

	return jr__edit_begin(j, edit, JR_TBL_DEBT, key);
}

static int
begin_attempt(struct jr *j, const struct entry *e, int no, struct jr__edit *edit)
{
	const struct jr_value key[] = { jr_int(e->year), jr_int(e->subject_id),
	    jr_int(e->student_id), jr_int(no) };

	return jr__edit_begin(j, edit, JR_TBL_DEBT_ATTEMPT, key);
}

/* --- Attempts as they shall be ----------------------------------------------------- */

static void
keep(char *out, size_t size, const struct jr__edit *edit, int column)
{
	const char *text = jr__edit_get(edit, column);

	snprintf(out, size, "%s", text != NULL ? text : "");
}

static int
load_attempt(struct jr *j, struct entry *e, int i)
{
	struct attempt *a = &e->attempt[i];
	struct jr__edit edit;
	bool owes;
	int rc;

	if ((rc = begin_attempt(j, e, i + 1, &edit)) < 0)
		return rc;
	a->stored = edit.stored;
	keep(a->date, sizeof(a->date), &edit, JR_DEBT_ATTEMPT_DATE);
	keep(a->value, sizeof(a->value), &edit, JR_DEBT_ATTEMPT_VALUE);
	keep(a->document, sizeof(a->document), &edit, JR_DEBT_ATTEMPT_DOCUMENT);
	jr__unfetch(j, JR_TBL_DEBT_ATTEMPT);
	if (!a->stored)
		return JR_OK;
	rc = jr__scale_owes(j, a->value, &owes);
	a->passed = !owes;
	return rc;
}

/* The cells over what is stored. */
static int
read_attempt(struct jr *j, const struct jr_row *r, struct entry *e, int i)
{
	int col = FIRST_DATE + 3 * i, rc;
	const char *date = r->v[col], *mark = r->v[col + 1], *document = r->v[col + 2];
	struct attempt *a = &e->attempt[i], was;
	bool owes = true;

	if ((rc = load_attempt(j, e, i)) < 0)
		return rc;
	was = *a;
	if (date != NULL && date[0] == '\0')
		a->date[0] = '\0';
	else if (date != NULL && (rc = jr__date(j, col, date, a->date)) < 0)
		return rc;
	if (mark != NULL && mark[0] == '\0')
		a->value[0] = '\0';
	else if (mark != NULL && (rc = jr__scale_find(j, col + 1, mark, a->value)) < 0)
		return rc;
	if (document != NULL)
		snprintf(a->document, sizeof(a->document), "%s", document);
	if (was.passed && (strcmp(was.date, a->date) != 0 || strcmp(was.value, a->value) != 0))
		return jr__fail_at(j, JR_EDENIED, col + 1, N_("the debt was made good on %s, and "
		    "the mark of the year followed; jr-log revert takes that back"), was.date);
	if (a->value[0] != '\0')
		rc = jr__scale_owes(j, a->value, &owes);
	a->good = !owes;
	return rc;
}

static int
check_attempt(struct jr *j, const struct entry *e, int i)
{
	const struct attempt *a = &e->attempt[i], *before = i > 0 ? a - 1 : NULL;
	int col = FIRST_DATE + 3 * i;
	char today[JR_DATE_SIZE];

	if (a->date[0] == '\0' && a->value[0] == '\0')
		return a->document[0] == '\0' ? JR_OK : jr__fail_at(j, JR_EINVAL, col + 2,
		    N_("a document without an attempt; give its day and mark"));
	if (a->date[0] == '\0' || a->value[0] == '\0')
		return jr__fail_at(j, JR_EINVAL, a->date[0] == '\0' ? col : col + 1,
		    N_("an attempt has a day and a mark"));
	jr__today(j, today);
	if (strcmp(a->date, today) > 0)
		return jr__fail_at(j, JR_EINVAL, col, N_("%s is still to come"), a->date);
	if (strcmp(a->date, e->until) > 0)
		return jr__fail_at(j, JR_EINVAL, col, N_("the debt was to be made good by %s; "
		    "for a later attempt put that day off"), e->until);
	if (before == NULL)
		return JR_OK;
	if (before->date[0] == '\0')
		return jr__fail_at(j, JR_EINVAL, col, N_("there was no first attempt yet"));
	if (before->good)
		return jr__fail_at(j, JR_EINVAL, col, N_("the debt was made good on %s already"),
		    before->date);
	if (strcmp(a->date, before->date) <= 0)
		return jr__fail_at(j, JR_EINVAL, col, N_("the second attempt comes after the "
		    "first, of %s"), before->date);
	return a->document[0] != '\0' ? JR_OK : jr__fail_at(j, JR_EINVAL, col + 2,
	    N_("the second attempt is before a commission; give its protocol"));
}

/* --- Writing -------------------------------------------------------------------------- */

static int
new_tx(struct jr *j, struct jr__edit *edit, int column)
{
	int64_t id;
	int rc;

	if (edit->stored)
		return JR_OK;
	if ((rc = jr__tx_id(j, &id)) == JR_OK)
		edit->row[column] = jr_int(id);
	return rc;
}

static int
write_attempt(struct jr *j, const struct entry *e, int i, enum jr_change *what)
{
	const struct attempt *a = &e->attempt[i];
	enum jr_change done = JR_SAME;
	struct jr__edit edit;
	int rc;

	if ((rc = begin_attempt(j, e, i + 1, &edit)) < 0)
		return rc;
	if (a->date[0] == '\0')
		rc = jr__edit_remove(j, &edit, &done);
	else {
		jr__edit_text(&edit, JR_DEBT_ATTEMPT_DATE, a->date);
		jr__edit_text(&edit, JR_DEBT_ATTEMPT_VALUE, a->value);
		jr__edit_text(&edit, JR_DEBT_ATTEMPT_DOCUMENT, a->document);
		if ((rc = new_tx(j, &edit, JR_DEBT_ATTEMPT_TX_ID)) == JR_OK)
			rc = jr__edit_end(j, &edit, &done);
	}
	jr__change_add(what, done);
	return rc;
}

/* The mark of the year, where it fails, becomes that of the attempt. */
static int
write_year_mark(struct jr *j, const struct entry *e, const struct attempt *a)
{
	struct jr_value key[3];
	char value[JR__VALUE_SIZE];
	enum jr_change what = JR_SAME;
	struct jr__edit edit;
	struct jr_stmt *st;
	bool owes;
	int rc;

	rc = jr__first(j, JR_SQL_DEBT_YEAR_MARK, JR_PARAMS(JR_P_INT("year", e->year),
	    JR_P_INT("subject_id", e->subject_id), JR_P_INT("student_id", e->student_id)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	key[JR_TERM_MARK_TERM_ID] = jr_int(jr_stmt_int(st, 0));
	key[JR_TERM_MARK_SUBJECT_ID] = jr_int(e->subject_id);
	key[JR_TERM_MARK_STUDENT_ID] = jr_int(e->student_id);
	snprintf(value, sizeof(value), "%s", jr_stmt_text(st, 1));
	jr_stmt_reset(st);
	if ((rc = jr__scale_owes(j, value, &owes)) < 0 || !owes ||
	    (rc = jr__edit_begin(j, &edit, JR_TBL_TERM_MARK, key)) < 0)
		return rc;
	jr__edit_text(&edit, JR_TERM_MARK_VALUE, a->value);
	jr__edit_text(&edit, JR_TERM_MARK_REASON, jr_words(j, N_("academic debt made good")));
	if (a->document[0] != '\0')
		jr__edit_text(&edit, JR_TERM_MARK_DOCUMENT, a->document);
	return jr__edit_end(j, &edit, &what);
}

static int
write(struct jr *j, const struct entry *e, struct jr__edit *edit, enum jr_change *what)
{
	int rc;

	if ((rc = new_tx(j, edit, JR_DEBT_TX_ID)) < 0 || (rc = jr__edit_end(j, edit, what)) < 0)
		return rc;
	for (int i = ATTEMPTS - 1; i >= 0 && rc == JR_OK; i--)
		if (e->attempt[i].stored || e->attempt[i].date[0] != '\0')
			rc = write_attempt(j, e, i, what);
	for (int i = 0; i < ATTEMPTS && rc == JR_OK; i++)
		if (e->attempt[i].good && !e->attempt[i].passed)
			rc = write_year_mark(j, e, &e->attempt[i]);
	return rc;
}

/* --- Rows ------------------------------------------------------------------------------ */

static int
check_until(struct jr *j, const struct jr_row *r, struct entry *e, const struct jr__edit *edit)
{
	int rc;

	if (r->v[UNTIL] == NULL && edit->stored) {
		keep(e->until, sizeof(e->until), edit, JR_DEBT_UNTIL_DATE);
		return JR_OK;
	}
	if ((rc = jr__cell_need(j, r, UNTIL)) < 0 ||
	    (rc = jr__date(j, UNTIL, r->v[UNTIL], e->until)) < 0)
		return rc;
	if (strcmp(e->until, e->ends) >= 0 && strcmp(e->until, e->latest) <= 0)
		return JR_OK;
	return jr__fail_at(j, JR_EINVAL, UNTIL, N_("a debt is made good between the year's end, "
	    "%s, and %s, a year later"), e->ends, e->latest);
}

static int
check_due(struct jr *j, const struct jr_row *r, const struct entry *e)
{
	int64_t n;
	int rc;

	rc = jr__number(j, JR_SQL_DEBT_MARKS, JR_PARAMS(JR_P_INT("year", e->year),
	    JR_P_INT("subject_id", e->subject_id), JR_P_INT("student_id", e->student_id)), &n);
	if (rc < 0 || n > 0)
		return rc < 0 ? rc : JR_OK;
	return jr__fail_at(j, JR_EINVAL, SUBJECT, N_("'%s' has no failing mark of the year in %s, "
	    "and no н/а: that is no debt"), r->v[STUDENT], r->v[SUBJECT]);
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	enum jr_change done = JR_SAME;
	struct jr__edit edit;
	struct entry e;
	int rc;

	*what = JR_SAME;
	if ((rc = find(j, r, &e)) < 0 || (rc = begin_debt(j, &e, &edit)) < 0)
		return rc;
	if ((rc = check_until(j, r, &e, &edit)) == JR_OK && !edit.stored)
		rc = check_due(j, r, &e);
	for (int i = 0; i < ATTEMPTS && rc == JR_OK; i++)
		if ((rc = read_attempt(j, r, &e, i)) == JR_OK)
			rc = check_attempt(j, &e, i);
	if (rc == JR_OK) {
		jr__edit_text(&edit, JR_DEBT_UNTIL_DATE, e.until);
		jr__edit_text(&edit, JR_DEBT_ORDER_NO, r->v[ORDER]);
		rc = write(j, &e, &edit, &done);
	} else
		jr__unfetch(j, JR_TBL_DEBT);
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
	if ((rc = find(j, r, &e)) < 0 || (rc = begin_debt(j, &e, &edit)) < 0)
		return rc;
	jr__unfetch(j, JR_TBL_DEBT);
	if (!edit.stored)
		return jr__fail_at(j, JR_ENOTFOUND, SUBJECT, N_("'%s' has no debt in %s"),
		    r->v[STUDENT], r->v[SUBJECT]);
	for (int i = ATTEMPTS - 1; i >= 0; i--) {
		if ((rc = load_attempt(j, &e, i)) < 0)
			return rc;
		if (e.attempt[i].passed)
			return jr__fail_at(j, JR_EDENIED, SUBJECT, N_("the debt was made good on "
			    "%s, and the mark of the year followed; jr-log revert takes that "
			    "back"), e.attempt[i].date);
	}
	for (int i = ATTEMPTS - 1; i >= 0; i--)
		if ((rc = begin_attempt(j, &e, i + 1, &edit)) < 0 ||
		    (rc = jr__edit_remove(j, &edit, what)) < 0)
			return rc;
	if ((rc = begin_debt(j, &e, &edit)) < 0 || (rc = jr__edit_remove(j, &edit, what)) < 0)
		return rc;
	*what = JR_REMOVED;
	return JR_OK;
}

/* --- Lists -------------------------------------------------------------------------------- */

struct narrowed {
	int64_t	 class_id, subject_id, student_id;
};

static int
narrow(struct jr *j, const struct jr_filter *f, struct narrowed *n)
{
	int rc;

	*n = (struct narrowed){ 0 };
	if ((f->v[CLASS] != NULL &&
	    (rc = jr__find_class(j, CLASS, jr_year(j), f->v[CLASS], &n->class_id)) < 0) ||
	    (f->v[SUBJECT] != NULL &&
	    (rc = jr__find_subject(j, SUBJECT, f->v[SUBJECT], &n->subject_id)) < 0) ||
	    (f->v[STUDENT] != NULL && (rc = jr__find_student(j, STUDENT, f->v[STUDENT],
	    n->class_id, jr_today(j), &n->student_id)) < 0))
		return rc;
	return JR_OK;
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	struct narrowed n;
	int rc;

	if ((rc = narrow(j, f, &n)) < 0)
		return rc;
	return jr__list_rows(j, JR_SQL_DEBT_LIST, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR__P_SOME("class_id", n.class_id), JR__P_SOME("subject_id", n.subject_id),
	    JR__P_SOME("student_id", n.student_id), JR__P_SOME("owed", f->owed ? 1 : 0)),
	    COLUMNS, out, arg);
}

static int
propose(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	char ends[JR_DATE_SIZE], until[JR_DATE_SIZE];
	const char *cells[COLUMNS] = { NULL };
	struct narrowed n;
	struct jr_stmt *st;
	int rc;

	if ((rc = narrow(j, f, &n)) < 0 || (rc = find_days(j, ends, until)) < 0 ||
	    (f->v[UNTIL] != NULL && (rc = jr__date(j, UNTIL, f->v[UNTIL], until)) < 0))
		return rc;
	rc = jr__query(j, JR_SQL_DEBT_DUE, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR_P_TEXT("date", ends), JR__P_SOME("class_id", n.class_id),
	    JR__P_SOME("subject_id", n.subject_id), JR__P_SOME("student_id", n.student_id)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		cells[STUDENT] = jr_stmt_text(st, 0);
		cells[CLASS] = jr_stmt_text(st, 1);
		cells[SUBJECT] = jr_stmt_text(st, 2);
		cells[UNTIL] = until;
		cells[ORDER] = f->v[ORDER];
		if ((rc = out(arg, cells)) < 0) {
			jr_stmt_reset(st);
			return rc;
		}
	}
	return rc < 0 ? rc : JR_OK;
}

static const struct jr_rowcol columns[COLUMNS] = {
	[STUDENT] = { "student", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("student's number, or name in the class") },
	[CLASS] = { "class", JR_COL_TEXT, JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("class, like 7А") },
	[SUBJECT] = { "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, N_("subject") },
	[UNTIL] = { "until", JR_COL_DATE, JR_ROW_OPTIONAL, N_("last day to make it good") },
	[ORDER] = { "order", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("number of the order") },
	[FIRST_DATE] = { "first_date", JR_COL_DATE, JR_ROW_OPTIONAL,
	    N_("day of the first attempt") },
	[FIRST_MARK] = { "first_mark", JR_COL_TEXT, JR_ROW_OPTIONAL,
	    N_("mark of the first attempt") },
	[FIRST_DOCUMENT] = { "first_document", JR_COL_TEXT, JR_ROW_OPTIONAL,
	    N_("document of the first attempt") },
	[SECOND_DATE] = { "second_date", JR_COL_DATE, JR_ROW_OPTIONAL,
	    N_("day of the second attempt, before a commission") },
	[SECOND_MARK] = { "second_mark", JR_COL_TEXT, JR_ROW_OPTIONAL,
	    N_("mark of the second attempt") },
	[SECOND_DOCUMENT] = { "second_document", JR_COL_TEXT, JR_ROW_OPTIONAL,
	    N_("the commission's protocol") },
};

const struct jr_rowkind jr_kind_debt = {
	.name = "debt", .col = columns, .columns = COLUMNS,
	.put = put, .remove = take_back, .list = list,
};

const struct jr_rowkind jr_kind_debt_proposal = {
	.name = "debt", .col = columns, .columns = COLUMNS, .list = propose,
};
