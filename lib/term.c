/* Term marks: what may be stored, and the arithmetic of means. */
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "deferral.h"
#include "final_mark.h"
#include "lookup.h"
#include "scale.h"
#include "term.h"
#include "term_propose.h"
#include "window.h"

enum { CLASS, GROUP, SUBJECT, TERM, STUDENT, MARK, REASON, DOCUMENT, COLUMNS };

/* --- Arithmetic -------------------------------------------------------------- */

int64_t
jr_half_up(int64_t a, int64_t b)
{
	return (2 * a + b) / (2 * b);
}

void
jr_mean_add(struct jr_mean *m, int64_t score, int64_t weight)
{
	m->sum += score * weight;
	m->weight += weight;
	m->marks++;
}

int64_t
jr_mean_hundredths(const struct jr_mean *m)
{
	return m->weight > 0 ? jr_half_up(100 * m->sum, m->weight) : -1;
}

int
jr_propose(const struct jr_threshold *step, int n, const struct jr_mean *m)
{
	int i;

	if (m->weight <= 0)
		return -1;
	for (i = 0; i < n; i++)
		if (100 * m->sum >= step[i].mean * m->weight)
			break;
	return i;
}

int64_t
jr_fewest_marks(const struct jr_fewest *f, int n, int64_t hours)
{
	int64_t whole = (hours + 99) / 100 * 100, marks = n > 0 ? f[0].marks : 0;

	for (int i = 0; i < n && f[i].hours <= whole; i++)
		marks = f[i].marks;
	return marks;
}

bool
jr_missed_over(int64_t missed, int64_t lessons, int64_t num, int64_t den)
{
	return lessons > 0 && missed * den > lessons * num;
}

int64_t
jr_percent_tenths(int64_t part, int64_t whole)
{
	return whole > 0 ? jr_half_up(1000 * part, whole) : -1;
}

/* --- One row ------------------------------------------------------------------- */

/* What a row comes to. */
struct entry {
	int64_t	 term_id, subject_id, student_id;
	int64_t	 year, class_id;
	int	 grade;
	char	 code[16], class_name[64];
	char	 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	jr_day	 begins, ends;
	bool	 of_year;		/* the term is the year */
	char	 value[JR__VALUE_SIZE];
	bool	 reasoned;		/* the row, or what is stored, says why or whence */
};

static const char *
text(const char *s)
{
	return s == NULL ? "" : s;
}

static void
copy(char *out, size_t size, const char *s)
{
	size_t n = strlen(s);

	if (n >= size)
		n = size - 1;
	memcpy(out, s, n);
	out[n] = '\0';
}

static int
find_term(struct jr *j, const char *code, struct entry *e)
{
	struct jr_stmt *st;
	int rc;

	if ((rc = jr__find_term(j, TERM, jr_year(j), code, &e->term_id)) < 0 ||
	    (rc = jr__first(j, JR_SQL_TERM_GET, JR_PARAMS(JR_P_INT("id", e->term_id)),
	    &st)) < 0)
		return rc;
	e->year = jr_stmt_int(st, 0);
	copy(e->code, sizeof(e->code), jr_stmt_text(st, 1));
	copy(e->from, sizeof(e->from), jr_stmt_text(st, 2));
	copy(e->to, sizeof(e->to), jr_stmt_text(st, 3));
	e->of_year = strcmp(jr_stmt_text(st, 4), "year") == 0;
	jr_stmt_reset(st);
	if (jr_date_parse(e->from, &e->begins) < 0 || jr_date_parse(e->to, &e->ends) < 0)
		return jr__fail(j, JR_EIO, N_("the term %s has no first or last day"), e->code);
	if (e->begins > jr_today(j))
		return jr__fail_at(j, JR_EINVAL, TERM, N_("%s begins only on %s"), e->code,
		    e->from);
	return JR_OK;
}

/* The student's class of the term: the one that is named, else his last. */
static int
find_enrolment(struct jr *j, int64_t named, struct entry *e)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__query(j, JR_SQL_TERM_ENROLMENTS, JR_PARAMS(JR_P_INT("year", e->year),
	    JR_P_INT("student_id", e->student_id), JR_P_TEXT("from_date", e->from),
	    JR_P_TEXT("to_date", e->to)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		if (named != 0 && jr_stmt_int(st, 0) != named)
			continue;
		e->class_id = jr_stmt_int(st, 0);
		copy(e->class_name, sizeof(e->class_name), jr_stmt_text(st, 1));
		e->grade = (int)jr_stmt_int(st, 2);
		jr_stmt_reset(st);
		return JR_OK;
	}
	return rc < 0 ? rc : JR_DONE;
}

static int
find_student(struct jr *j, const struct jr_row *r, struct entry *e)
{
	jr_day today = jr_today(j), day = e->ends < today ? e->ends : today;
	int64_t named = 0;
	int rc;

	if (text(r->v[CLASS])[0] != '\0' &&
	    (rc = jr__find_class(j, CLASS, e->year, r->v[CLASS], &named)) < 0)
		return rc;
	if ((rc = jr__find_student(j, STUDENT, r->v[STUDENT], named, day,
	    &e->student_id)) < 0)
		return rc;
	if ((rc = find_enrolment(j, named, e)) <= 0)
		return rc;
	if (named != 0)
		return jr__fail_at(j, JR_EINVAL, STUDENT,
		    N_("'%s' was not in %s during %s"), r->v[STUDENT], r->v[CLASS], e->code);
	return jr__fail_at(j, JR_EINVAL, STUDENT, N_("'%s' was in no class during %s"),
	    r->v[STUDENT], e->code);
}

int
jr__term_of_grade(struct jr *j, int col, int64_t term_id, int64_t year, int grade)
{
	struct jr_buf codes = JR_BUF_INIT;
	struct jr_stmt *st;
	int64_t used;
	int rc;

	rc = jr__number(j, JR_SQL_TERM_FOR_GRADE, JR_PARAMS(JR_P_INT("term_id", term_id),
	    JR_P_INT("grade", grade)), &used);
	if (rc < 0 || used != 0)
		return rc < 0 ? rc : JR_OK;
	rc = jr__query(j, JR_SQL_TERM_CODES_OF_GRADE, JR_PARAMS(JR_P_INT("year", year),
	    JR_P_INT("grade", grade)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK)
		jr_buf_addf(&codes, "%s%s", codes.len > 0 ? ", " : "", jr_stmt_text(st, 0));
	if (rc >= 0)
		rc = jr__fail_at(j, JR_EINVAL, col, N_("grade %d gets no marks for this term; "
		    "its terms are %s"), grade, codes.len > 0 ? jr_buf_str(&codes) : "-");
	jr_buf_release(&codes);
	return rc;
}

/*
 * A subject that the student is taught: in the group named, or anyhow; or a
 * document tells where the mark is from.
 */
static int
check_subject(struct jr *j, const struct jr_row *r, const struct entry *e)
{
	static const struct jr__course_cols cols = { CLASS, GROUP, SUBJECT };
	const struct jr__course *co;
	int64_t taught;
	int rc;

	if (text(r->v[GROUP])[0] != '\0')
		return jr__find_course(j, &cols, e->year, r->v[CLASS], r->v[GROUP],
		    r->v[SUBJECT], e->student_id, e->ends, &co);
	rc = jr__number(j, JR_SQL_TERM_SUBJECT_TAUGHT, JR_PARAMS(
	    JR_P_INT("class_id", e->class_id), JR_P_INT("subject_id", e->subject_id),
	    JR_P_INT("student_id", e->student_id), JR_P_INT("year", e->year)), &taught);
	if (rc < 0 || taught != 0 || text(r->v[DOCUMENT])[0] != '\0')
		return rc < 0 ? rc : JR_OK;
	return jr__fail_at(j, JR_EINVAL, SUBJECT, N_("%s has no course in %s; a mark from "
	    "elsewhere needs its document"), e->class_name, r->v[SUBJECT]);
}

/* Where no marks are set (безотметочное обучение), words at most. */
static int
check_marked(struct jr *j, const struct entry *e)
{
	int64_t n;
	int rc;

	rc = jr__number(j, JR_SQL_TERM_UNMARKED, JR_PARAMS(JR_P_INT("grade", e->grade),
	    JR_P_TEXT("code", e->code), JR_P_INT("subject_id", e->subject_id),
	    JR_P_TEXT("value", e->value)), &n);
	if (rc < 0 || n == 0)
		return rc < 0 ? rc : JR_OK;
	return jr__fail_at(j, JR_EINVAL, MARK, N_("no marks are set in grade %d for this term, "
	    "but 'зач' and the like"), e->grade);
}

/*
 * Is the term open for him?  It is his last class that counts, whichever was named; a
 * mark that was put off stays open (deferral.h).
 */
static int
check_closed(struct jr *j, struct entry *e)
{
	int64_t closed;
	bool open;
	int rc;

	if ((rc = find_enrolment(j, 0, e)) < 0)
		return rc;
	rc = jr__number(j, JR_SQL_TERM_CLOSED, JR_PARAMS(JR_P_INT("term_id", e->term_id),
	    JR_P_INT("class_id", e->class_id)), &closed);
	if (rc < 0 || closed == 0)
		return rc < 0 ? rc : JR_OK;
	if ((rc = jr__deferral_open(j, e->term_id, e->subject_id, e->student_id, &open)) < 0 ||
	    open)
		return rc;
	return jr__closed_refuse(j, TERM, e->code, e->class_name);
}

/* Who left before the term ended gets no more marks for it. */
static int
check_left(struct jr *j, const struct jr_row *r, const struct entry *e)
{
	struct jr_stmt *st;
	const char *left;
	int rc;

	rc = jr__first(j, JR_SQL_TERM_LEFT_ON, JR_PARAMS(JR_P_INT("student_id", e->student_id),
	    JR_P_INT("year", e->year)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	left = jr_stmt_text(st, 0);
	if (left != NULL && strcmp(left, e->to) < 0)
		rc = jr__fail_at(j, JR_EINVAL, STUDENT, N_("'%s' left on %s, before the end of %s: "
		    "there is no mark for it to be set"), r->v[STUDENT], left, e->code);
	jr_stmt_reset(st);
	return rc;
}

static int
check_correction(struct jr *j, const struct entry *e, const struct jr_value *row)
{
	struct jr_value old[JR_TERM_MARK_COLUMNS];
	int64_t days = jr_setting_int(j, "edit_days", 7);
	struct jr_stmt *st;
	bool same, corrects;
	int rc;

	if ((rc = jr__fetch(j, JR_TBL_TERM_MARK, row, old)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	same = jr_value_equal(&old[JR_TERM_MARK_VALUE], &row[JR_TERM_MARK_VALUE]);
	if ((rc = jr__correction(j, &corrects)) == JR_OK && !corrects && !same &&
	    jr_today(j) > jr__window_end(j, e->ends))
		rc = jr__fail_at(j, JR_EDENIED, MARK, N_("the mark for %s is '%s', and the term "
		    "ended over %d days ago; the deputy corrects with --reason"), e->code,
		    old[JR_TERM_MARK_VALUE].p, (int)days);
	if (jr_stmt(j->store, JR_SQL_ROW(JR_TBL_TERM_MARK, JR_ROW_FETCH), &st) == JR_OK)
		jr_stmt_reset(st);
	return rc;
}

static int
read_key(struct jr *j, const struct jr_row *r, struct entry *e)
{
	int rc;

	memset(e, 0, sizeof(*e));
	if ((rc = find_term(j, r->v[TERM], e)) < 0 ||
	    (rc = find_student(j, r, e)) < 0 ||
	    (rc = jr__term_of_grade(j, TERM, e->term_id, e->year, e->grade)) < 0 ||
	    (rc = jr__find_subject(j, SUBJECT, r->v[SUBJECT], &e->subject_id)) < 0)
		return rc;
	return JR_OK;
}

static int
read_row(struct jr *j, const struct jr_row *r, struct entry *e)
{
	int rc;

	if ((rc = read_key(j, r, e)) < 0 || (rc = check_subject(j, r, e)) < 0 ||
	    (rc = jr__scale_find(j, MARK, r->v[MARK], e->value)) < 0)
		return rc;
	return check_marked(j, e);
}

/* His course, on some day of the term. */
static int
check_access(struct jr *j, const struct entry *e)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];

	jr_date_format(e->begins, from);
	jr_date_format(e->ends, to);
	return jr__may_term_mark(j, SUBJECT, e->student_id, e->subject_id, e->year, from, to);
}

static struct jr_value
optional(const char *s, int column, uint64_t *keep)
{
	if (s == NULL)
		*keep |= JR_KEEP(column);
	return s == NULL || s[0] == '\0' ? jr_null() : jr_text(s);
}

static bool
is_text(const struct jr_value *v)
{
	return v->type == JR_V_TEXT && v->n > 0;
}

/* Would the row change what is stored?  *out tells; e->reasoned, whether it says why. */
static int
differs(struct jr *j, const struct jr_value *row, uint64_t keep, struct entry *e, bool *out)
{
	struct jr_value old[JR_TERM_MARK_COLUMNS];
	struct jr_stmt *st;
	int rc;

	*out = true;
	e->reasoned = is_text(&row[JR_TERM_MARK_REASON]) || is_text(&row[JR_TERM_MARK_DOCUMENT]);
	if ((rc = jr__fetch(j, JR_TBL_TERM_MARK, row, old)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	e->reasoned = e->reasoned ||
	    (keep & JR_KEEP(JR_TERM_MARK_REASON) && is_text(&old[JR_TERM_MARK_REASON])) ||
	    (keep & JR_KEEP(JR_TERM_MARK_DOCUMENT) && is_text(&old[JR_TERM_MARK_DOCUMENT]));
	*out = false;
	for (int i = 0; i < JR_TERM_MARK_COLUMNS; i++)
		if (!(keep & JR_KEEP(i)) && !jr_value_equal(&old[i], &row[i]))
			*out = true;
	if (jr_stmt(j->store, JR_SQL_ROW(JR_TBL_TERM_MARK, JR_ROW_FETCH), &st) == JR_OK)
		jr_stmt_reset(st);
	return JR_OK;
}

/* What differs from the proposal needs its reason (domain: "may deviate with a reason"). */
static int
check_proposal(struct jr *j, const struct entry *e)
{
	const struct jr__propose_which which = { e->term_id, e->class_id, e->student_id, 0 };

	if (e->reasoned || j->tx.transfer || jr__reason_given(j))
		return JR_OK;
	return jr__proposal_check(j, MARK, &which, e->of_year, e->subject_id, e->value);
}

/* The year's marks behind it are judged by what is stored now. */
static int
follow(struct jr *j, const struct entry *e, const char *value)
{
	const struct jr__propose_mark m = { e->year, e->term_id, e->subject_id, e->student_id,
	    value };

	return jr__proposed_mark(j, &m);
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	struct jr_value row[JR_TERM_MARK_COLUMNS];
	uint64_t keep = JR_KEEP(JR_TERM_MARK_TX_ID);
	struct jr__final final;
	struct entry e;
	bool changes;
	int64_t tx_id;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__final_named(j, TERM, r->v[TERM], &final)) != JR_DONE)
		return rc < 0 ? rc : jr__final_put(j, r, &final, what);
	if ((rc = read_row(j, r, &e)) < 0)
		return rc;
	row[JR_TERM_MARK_TERM_ID] = jr_int(e.term_id);
	row[JR_TERM_MARK_SUBJECT_ID] = jr_int(e.subject_id);
	row[JR_TERM_MARK_STUDENT_ID] = jr_int(e.student_id);
	row[JR_TERM_MARK_VALUE] = jr_text(e.value);
	row[JR_TERM_MARK_REASON] = optional(r->v[REASON], JR_TERM_MARK_REASON, &keep);
	row[JR_TERM_MARK_DOCUMENT] = optional(r->v[DOCUMENT], JR_TERM_MARK_DOCUMENT, &keep);
	if ((rc = differs(j, row, keep, &e, &changes)) < 0 || !changes)
		return rc;
	if ((rc = check_access(j, &e)) < 0 || (rc = check_closed(j, &e)) < 0 ||
	    (rc = check_left(j, r, &e)) < 0 || (rc = check_correction(j, &e, row)) < 0 ||
	    (rc = check_proposal(j, &e)) < 0 || (rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	row[JR_TERM_MARK_TX_ID] = jr_int(tx_id);
	if ((rc = jr__put(j, JR_TBL_TERM_MARK, row, keep, what)) < 0)
		return rc;
	return follow(j, &e, e.value);
}

static int
take_away(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr_value old[JR_TERM_MARK_COLUMNS], row[JR_TERM_MARK_COLUMNS] = { 0 };
	struct entry e;
	int rc;

	(void)on;
	*what = JR_SAME;
	if ((rc = read_key(j, r, &e)) < 0)
		return rc;
	row[JR_TERM_MARK_TERM_ID] = jr_int(e.term_id);
	row[JR_TERM_MARK_SUBJECT_ID] = jr_int(e.subject_id);
	row[JR_TERM_MARK_STUDENT_ID] = jr_int(e.student_id);
	if ((rc = check_access(j, &e)) < 0 || (rc = check_closed(j, &e)) < 0 ||
	    (rc = check_correction(j, &e, row)) < 0)
		return rc;
	if ((rc = jr__fetch(j, JR_TBL_TERM_MARK, row, old)) != JR_OK)
		return rc < 0 ? rc : jr__fail_at(j, JR_ENOTFOUND, STUDENT,
		    N_("'%s' has no mark in %s for %s"), r->v[STUDENT], r->v[SUBJECT], e.code);
	if ((rc = jr__remove(j, JR_TBL_TERM_MARK, old)) == JR_OK)
		*what = JR_REMOVED;
	jr__unfetch(j, JR_TBL_TERM_MARK);
	return rc < 0 ? rc : follow(j, &e, NULL);
}

/* --- The list ------------------------------------------------------------------- */

static struct jr_value
id_or_null(int64_t id)
{
	return id == 0 ? jr_null() : jr_int(id);
}

/* Filters as ids; a group is looked at row by row.  of: NULL, or the marks of no term. */
static int
open_list(struct jr *j, const struct jr_filter *f, const struct jr__final *of,
    struct jr_stmt **st)
{
	int64_t year = jr_year(j), class_id = 0, subject_id = 0, term_id = 0, student_id = 0;
	int rc;

	if (f->v[CLASS] != NULL &&
	    (rc = jr__find_class(j, CLASS, year, f->v[CLASS], &class_id)) < 0)
		return rc;
	if (f->v[SUBJECT] != NULL &&
	    (rc = jr__find_subject(j, SUBJECT, f->v[SUBJECT], &subject_id)) < 0)
		return rc;
	if (f->v[TERM] != NULL && of == NULL &&
	    (rc = jr__find_term(j, TERM, year, f->v[TERM], &term_id)) < 0)
		return rc;
	if (f->v[STUDENT] != NULL && (rc = jr__find_student(j, STUDENT, f->v[STUDENT],
	    class_id, jr_today(j), &student_id)) < 0)
		return rc;
	if (of != NULL)
		return jr__query(j, JR_SQL_FINAL_MARK_LIST, JR_PARAMS(JR_P_INT("year", of->year),
		    JR_P_TEXT("kind", of->kind), { "subject_id", id_or_null(subject_id) },
		    { "student_id", id_or_null(student_id) },
		    { "class_id", id_or_null(class_id) }, JR_P_TEXT("mark", f->v[MARK])), st);
	return jr__query(j, JR_SQL_TERM_MARK_LIST, JR_PARAMS(JR_P_INT("year", year),
	    { "term_id", id_or_null(term_id) }, { "subject_id", id_or_null(subject_id) },
	    { "student_id", id_or_null(student_id) }, { "class_id", id_or_null(class_id) },
	    JR_P_TEXT("mark", f->v[MARK])), st);
}

static int
list_row(struct jr_stmt *st, jr_row_out *out, void *arg)
{
	const char *cell[COLUMNS];
	struct jr_value of_class;
	const char *group = jr_stmt_text(st, 2);

	jr_stmt_value(st, 4, &of_class);
	cell[CLASS] = group != NULL && of_class.type == JR_V_NULL ? NULL : jr_stmt_text(st, 0);
	cell[GROUP] = group;
	cell[SUBJECT] = jr_stmt_text(st, 5);
	cell[TERM] = jr_stmt_text(st, 6);
	cell[STUDENT] = jr_stmt_text(st, 7);
	cell[MARK] = jr_stmt_text(st, 8);
	cell[REASON] = jr_stmt_text(st, 9);
	cell[DOCUMENT] = jr_stmt_text(st, 10);
	return out(arg, cell);
}

static int
list_marks(struct jr *j, const struct jr_filter *f, const struct jr__final *of, jr_row_out *out,
    void *arg)
{
	struct jr_stmt *st;
	const char *group = NULL, *key, *name;
	int rc;

	if ((rc = open_list(j, f, of, &st)) < 0 || (rc = jr__match(j, 2, f->v[GROUP], &group)) < 0)
		return rc;
	while ((rc = jr__step(j, st)) == JR_OK) {
		name = jr_stmt_text(st, 2);
		if (group != NULL) {
			if ((rc = jr__match(j, 3, name, &key)) < 0)
				break;
			if (key == NULL || strcmp(key, group) != 0)
				continue;
		}
		if ((rc = list_row(st, out, arg)) < 0)
			break;
	}
	jr_stmt_reset(st);
	return rc == JR_DONE ? JR_OK : rc;
}

/* Those of the terms, and behind them those of none. */
static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	struct jr__final of = { jr_year(j), NULL };
	int rc = JR_DONE;

	if (f->v[TERM] != NULL && (rc = jr__final_named(j, TERM, f->v[TERM], &of)) < 0)
		return rc;
	if (rc == JR_DONE && (rc = list_marks(j, f, NULL, out, arg)) < 0)
		return rc;
	return f->v[TERM] == NULL || of.kind != NULL ? list_marks(j, f, &of, out, arg) : JR_OK;
}

/* --- The kind -------------------------------------------------------------------- */

static const struct jr_rowcol columns[COLUMNS] = {
	{ "class", JR_COL_TEXT, JR_ROW_OPTIONAL | JR_ROW_FILTER, N_("class, like 7А") },
	{ "group", JR_COL_TEXT, JR_ROW_OPTIONAL | JR_ROW_FILTER, N_("group of the class") },
	{ "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, N_("subject") },
	{ "term", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, N_("term, like Q1 or 2026/27-Q1; also ATT, EXAM, FINAL") },
	{ "student", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("student's number, or a name unique in the class") },
	{ "mark", JR_COL_TEXT, JR_ROW_FILTER, N_("mark on the scale of term marks") },
	{ "reason", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("why it differs from the proposal") },
	{ "document", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("document behind the mark") },
};

/* What `propose` and `sheet` print beside them. */
static const char *const of_propose[] = {
	"name", "lessons", "missed", "marks", "mean", "weighted_mean", "proposed", NULL
};

const struct jr_rowkind jr_kind_term_mark = {
	.name = "term_mark",
	.col = columns,
	.columns = COLUMNS,
	.set_adds = true,
	.ignored = of_propose,
	.put = put,
	.remove = take_away,
	.list = list,
};
