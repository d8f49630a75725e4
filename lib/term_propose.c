/* Proposals of term marks: by the rules, and as rows. */
#include "term_propose.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lookup.h"
#include "term_propose_impl.h"

/* --- The rules ------------------------------------------------------------------ */

static const char *
step_of(const struct jr__propose_rules *r, const struct jr_mean *mean)
{
	int i = jr_propose(r->step, r->steps, mean);

	return i < 0 ? NULL : i < r->steps ? r->step[i].value : r->fail;
}

static void
judge(const struct jr__propose_rules *r, struct jr__proposal *q)
{
	bool few = q->mean.marks < jr_fewest_marks(r->fewest, r->fewests, q->hours);

	if (q->notes & JR__EXEMPT) {
		q->proposed = r->exempt;
		return;
	}
	if (q->elective && q->mean.marks == 0)
		return;
	if (jr_missed_over(q->missed, q->lessons, r->over_num, r->over_den)) {
		q->notes |= JR__ABSENT;
		q->proposed = r->na;
	} else if (few && r->few_is_na)
		q->proposed = r->na;
	else
		q->proposed = step_of(r, &q->mean);
	if (few && q->mean.marks > 0)
		q->notes |= JR__FEW;
	if (q->proposed == NULL)
		q->notes |= JR__NOTHING;
}

int
jr__proposals_load(struct jr *j, const struct jr__propose_which *which,
    struct jr__proposals **out)
{
	struct jr__proposals *p = calloc(1, sizeof(*p));
	int rc;

	*out = NULL;
	if (p == NULL)
		return jr__nomem(j);
	p->j = j;
	p->which = *which;
	if ((rc = jr__propose_load(p)) == JR_OK && p->of_year)
		rc = jr__propose_year(p);
	for (size_t i = 0; rc == JR_OK && !p->of_year && i < jr__proposals_count(p); i++)
		judge(&p->rules, &jr__all(p)[i]);
	if (rc < 0) {
		jr__proposals_free(p);
		return rc;
	}
	*out = p;
	return JR_OK;
}

size_t
jr__proposals_count(const struct jr__proposals *p)
{
	return JR__COUNT(&p->all, struct jr__proposal);
}

const struct jr__proposal *
jr__proposals_at(const struct jr__proposals *p, size_t i)
{
	return &jr__all(p)[i];
}

const struct jr__proposal *
jr__proposals_find(const struct jr__proposals *p, int64_t student_id, int64_t subject_id)
{
	return jr__propose_of(p, student_id, subject_id);
}

const char *
jr__proposals_term(const struct jr__proposals *p)
{
	return p->code;
}

/* --- For one term mark ------------------------------------------------------------- */

void
jr__proposed_free(struct jr *j)
{
	struct jr__proposals *next;

	for (; j->proposed != NULL; j->proposed = next) {
		next = j->proposed->next;
		jr__proposals_free(j->proposed);
	}
}

int
jr__proposed_mark(struct jr *j, const struct jr__propose_mark *m)
{
	int rc = JR_OK;

	for (struct jr__proposals *p = j->proposed; rc == JR_OK && p != NULL; p = p->next)
		if (p->of_year && p->year == m->year)
			rc = jr__propose_again(p, m);
	return rc;
}

int
jr__proposed(struct jr *j, const struct jr__propose_which *which, bool year,
    int64_t subject_id, const struct jr__proposal **out)
{
	const struct jr__propose_which w = { which->term_id, which->class_id, 0, year };
	struct jr__proposals *p = j->proposed;
	int rc;

	*out = NULL;
	while (p != NULL && memcmp(&p->which, &w, sizeof(w)) != 0)
		p = p->next;
	if (p == NULL) {
		if ((rc = jr__proposals_load(j, &w, &p)) < 0)
			return rc;
		p->next = j->proposed;
		j->proposed = p;
	}
	*out = jr__propose_of(p, which->student_id, subject_id);
	return JR_OK;
}

static bool
is_credit(const struct jr__proposals *p, const char *value)
{
	const struct jr__value *v = jr__propose_value(&p->rules, value);

	return v != NULL && v->means == JR__CREDIT;
}

int
jr__proposal_check(struct jr *j, int col, const struct jr__propose_which *which, bool year,
    int64_t subject_id, const char *value)
{
	const struct jr__proposal *q;
	struct jr_buf why = JR_BUF_INIT;
	int rc;

	if ((rc = jr__proposed(j, which, year, subject_id, &q)) < 0 || q == NULL ||
	    q->proposed == NULL || strcmp(q->proposed, value) == 0 ||
	    (q->elective && is_credit(j->proposed, value)))
		return rc;
	if (q->notes & JR__EXEMPT)
		/* TRANSLATORS: in the brackets of "'%s' is not what is proposed, '%s' (%s)". */
		jr_buf_adds(&why, _("exempt"));
	else if (q->notes & JR__ABSENT)
		/* TRANSLATORS: in the same brackets: so many of so many lessons. */
		jr_buf_addf(&why, _("absent from %lld lessons of %lld"), (long long)q->missed,
		    (long long)q->lessons);
	else if (q->mean.marks == 0)
		/* TRANSLATORS: in the same brackets. */
		jr_buf_adds(&why, _("no marks"));
	else
		/* TRANSLATORS: in the same brackets. */
		jr_buf_addf(&why, _("marks: %lld, mean %lld.%02lld"), (long long)q->mean.marks,
		    (long long)(jr_mean_hundredths(&q->mean) / 100),
		    (long long)(jr_mean_hundredths(&q->mean) % 100));
	rc = why.failed ? jr__nomem(j) : jr__fail_at(j, JR_EINVAL, col,
	    N_("'%s' is not what is proposed, '%s' (%s); say why, in the reason"), value,
	    q->proposed, jr_buf_str(&why));
	jr_buf_release(&why);
	return rc;
}

/* --- Rows ------------------------------------------------------------------------------ */

enum {
	CLASS, GROUP, SUBJECT, TERM, STUDENT, LESSONS, MISSED, MARKS, MEAN, WEIGHTED, PROPOSED, MARK,
	REASON, NOTES, COLUMNS
};

/* A sheet has the name behind the student, and no notes. */
enum { SHEET_COLUMNS = COLUMNS };

struct listing {
	const struct jr_filter	*f;
	const char		*group;		/* to match; NULL */
	int64_t			 class_id, subject_id, student_id, staff_id;
	char			 group_key[128];
	bool			 sheet;
	jr_row_out		*out;
	void			*arg;
};

struct numbers {
	char	 lessons[24], missed[24], marks[24], mean[24], weighted[24];
};

static void
print_hundredths(char out[24], int64_t n)
{
	out[0] = '\0';
	if (n >= 0)
		snprintf(out, 24, "%" PRId64 ".%02d", n / 100, (int)(n % 100));
}

static void
print_numbers(const struct jr__proposal *q, struct numbers *n)
{
	snprintf(n->lessons, sizeof(n->lessons), "%" PRId64, q->lessons);
	snprintf(n->missed, sizeof(n->missed), "%" PRId64, q->missed);
	snprintf(n->marks, sizeof(n->marks), "%" PRId64, q->mean.marks);
	print_hundredths(n->mean, q->mean.marks > 0 ? jr_half_up(100 * q->scores, q->mean.marks) :
	    -1);
	print_hundredths(n->weighted, jr_mean_hundredths(&q->mean));
}

static void
print_notes(unsigned notes, char out[64])
{
	static const struct { unsigned note; const char *word; } words[] = {
		{ JR__FEW, "few" }, { JR__ABSENT, "absent" }, { JR__NOTHING, "none" },
		{ JR__UNSET, "unset" }, { JR__NA, "na" }, { JR__DEFERRED, "deferred" },
	};

	out[0] = '\0';
	for (size_t i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (notes & words[i].note) {
			strcat(out, out[0] != '\0' ? " " : "");
			strcat(out, words[i].word);
		}
}

static int
give(const struct listing *l, const char *term, const struct jr__proposal *q)
{
	const char *cell[COLUMNS], *mark = q->value;
	struct numbers n;
	char notes[64];
	int at = 0;

	if (l->sheet && mark == NULL)
		mark = q->proposed;
	print_numbers(q, &n);
	print_notes(q->notes, notes);
	cell[at++] = q->cross ? NULL : q->class;
	cell[at++] = q->group;
	cell[at++] = q->subject;
	cell[at++] = term;
	cell[at++] = q->number;
	if (l->sheet)
		cell[at++] = q->name;
	cell[at++] = n.lessons;
	cell[at++] = n.missed;
	cell[at++] = n.marks;
	cell[at++] = n.mean;
	cell[at++] = n.weighted;
	cell[at++] = q->proposed;
	cell[at++] = mark;
	cell[at++] = q->reason;
	if (!l->sheet)
		cell[at] = notes;
	return l->out(l->arg, cell);
}

static int
fits(struct jr *j, const struct listing *l, const struct jr__proposals *p,
    const struct jr__proposal *q, bool *out)
{
	const char *key;
	int64_t n = 1;
	int rc = JR_OK;

	*out = (l->subject_id == 0 || q->subject_id == l->subject_id) &&
	    (!q->elective || q->mean.marks > 0 || q->value != NULL || q->proposed != NULL) &&
	    !(l->sheet && q->notes & JR__DEFERRED);
	if (*out && l->group_key[0] != '\0') {
		if ((rc = jr__match(j, 3, q->group, &key)) < 0)
			return rc;
		*out = key != NULL && strcmp(key, l->group_key) == 0;
	}
	if (*out && l->staff_id != 0) {
		rc = jr__number(j, JR_SQL_ACCESS_TEACHES, JR_PARAMS(
		    JR_P_INT("staff_id", l->staff_id), JR_P_INT("student_id", q->student_id),
		    JR_P_INT("subject_id", q->subject_id), JR_P_INT("year", p->year),
		    JR_P_TEXT("from", p->from), JR_P_TEXT("to", p->to)), &n);
		*out = n > 0;
	}
	return rc < 0 ? rc : JR_OK;
}

static int
list_term(struct jr *j, struct listing *l, int64_t term_id)
{
	const struct jr__propose_which which = { term_id, l->class_id, l->student_id, 0 };
	struct jr__proposals *p;
	bool shown;
	int rc = jr__proposals_load(j, &which, &p);

	for (size_t i = 0; rc == JR_OK && i < jr__proposals_count(p); i++)
		if ((rc = fits(j, l, p, &jr__all(p)[i], &shown)) == JR_OK && shown)
			rc = give(l, p->code, &jr__all(p)[i]);
	jr__proposals_free(p);
	return rc;
}

/* Filters as ids; *grade that of the class or of the student's. */
static int
find_filters(struct jr *j, struct listing *l, int64_t *term_id, int64_t *grade)
{
	const struct jr_filter *f = l->f;
	int64_t year = jr_year(j);
	const char *key;
	int rc;

	*term_id = *grade = 0;
	if (f->v[CLASS] != NULL && ((rc = jr__find_class(j, CLASS, year, f->v[CLASS],
	    &l->class_id)) < 0 || (rc = jr__number(j, JR_SQL_PROPOSE_GRADE,
	    JR_PARAMS(JR_P_INT("class", l->class_id)), grade)) < 0))
		return rc;
	if (f->v[SUBJECT] != NULL && (rc = jr__find_subject(j, SUBJECT, f->v[SUBJECT],
	    &l->subject_id)) < 0)
		return rc;
	if (f->v[TERM] != NULL && (rc = jr__find_term(j, TERM, year, f->v[TERM], term_id)) < 0)
		return rc;
	if (f->v[STUDENT] != NULL && (rc = jr__find_student(j, STUDENT, f->v[STUDENT],
	    l->class_id, jr_today(j), &l->student_id)) < 0)
		return rc;
	if (f->teacher != NULL && (rc = jr__find_staff(j, -1, f->teacher, &l->staff_id)) < 0)
		return rc;
	if ((rc = jr__match(j, 2, f->v[GROUP], &key)) == JR_OK && key != NULL)
		snprintf(l->group_key, sizeof(l->group_key), "%s", key);
	return rc;
}

static int
take_term(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr_buf *ids = arg;
	int64_t id = jr_stmt_int(st, 0);

	jr_buf_add(ids, &id, sizeof(id));
	return ids->failed ? jr__nomem(j) : JR_OK;
}

static int
list_all(struct jr *j, struct listing *l)
{
	struct jr_buf ids = JR_BUF_INIT;
	int64_t term_id, grade;
	char today[JR_DATE_SIZE];
	int rc;

	if ((rc = find_filters(j, l, &term_id, &grade)) < 0)
		return rc;
	if (term_id != 0 && grade != 0 &&
	    (rc = jr__term_of_grade(j, TERM, term_id, jr_year(j), (int)grade)) < 0)
		return rc;
	jr_date_format(jr_today(j), today);
	rc = jr__each(j, JR_SQL_PROPOSE_TERMS, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    { "term", term_id == 0 ? jr_null() : jr_int(term_id) }, JR_P_TEXT("today", today),
	    { "grade", grade == 0 ? jr_null() : jr_int(grade) }), take_term, &ids);
	for (size_t i = 0; rc == JR_OK && i < JR__COUNT(&ids, int64_t); i++)
		rc = list_term(j, l, ((int64_t *)(void *)ids.data)[i]);
	jr_buf_release(&ids);
	return rc;
}

static int
list_proposals(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	struct listing l = { .f = f, .out = out, .arg = arg };

	return list_all(j, &l);
}

static int
list_sheet(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	struct listing l = { .f = f, .sheet = true, .out = out, .arg = arg };

	return list_all(j, &l);
}

/* --- The kinds ------------------------------------------------------------------------- */

#define HEAD \
	{ "class", JR_COL_TEXT, JR_ROW_FILTER, NULL }, \
	{ "group", JR_COL_TEXT, JR_ROW_FILTER, NULL }, \
	{ "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, NULL }, \
	{ "term", JR_COL_TEXT, JR_ROW_FILTER, NULL }, \
	{ "student", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, NULL }
#define FIGURES \
	{ "lessons", JR_COL_INT, 0, NULL }, \
	{ "missed", JR_COL_INT, 0, NULL }, \
	{ "marks", JR_COL_INT, 0, NULL }, \
	{ "mean", JR_COL_DECIMAL, 0, NULL }, \
	{ "weighted_mean", JR_COL_DECIMAL, 0, NULL }, \
	{ "proposed", JR_COL_TEXT, 0, NULL }, \
	{ "mark", JR_COL_TEXT, 0, NULL }, \
	{ "reason", JR_COL_TEXT, 0, NULL }

static const struct jr_rowcol columns[COLUMNS] = {
	HEAD, FIGURES, { "notes", JR_COL_TEXT, 0, NULL },
};
static const struct jr_rowcol sheet_columns[SHEET_COLUMNS] = {
	HEAD, { "name", JR_COL_TEXT, 0, NULL }, FIGURES,
};

/* Rights and names of columns are those of term marks. */
const struct jr_rowkind jr_kind_proposal = {
	.name = "term_mark", .col = columns, .columns = COLUMNS, .list = list_proposals,
};
const struct jr_rowkind jr_kind_term_sheet = {
	.name = "term_mark", .col = sheet_columns, .columns = SHEET_COLUMNS, .list = list_sheet,
};
