/* Proposals of the year's marks: what the marks of its terms come to. */
#include <stdlib.h>
#include <string.h>

#include "term_propose_impl.h"

/* A term that a grade has. */
struct part {
	int64_t	 term_id;
	int	 grade;
	bool	 quarter;
	jr_day	 begins, ends;
};

struct key {
	int64_t	 term_id, subject_id, student_id;
};

/* What the terms of one proposal come to. */
struct sum {
	struct jr_mean	 mean;
	int		 na, na_left, exempt, credits, unset;
	bool		 credit_fails;
};

static int
take_part(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__proposals *p = arg;
	struct part t = { .term_id = jr_stmt_int(st, 0), .grade = (int)jr_stmt_int(st, 1),
	    .quarter = strcmp(jr_stmt_text(st, 2), "quarter") == 0 };

	jr_date_parse(jr_stmt_text(st, 3), &t.begins);
	jr_date_parse(jr_stmt_text(st, 4), &t.ends);
	jr_buf_add(&p->parts, &t, sizeof(t));
	return p->parts.failed ? jr__nomem(j) : JR_OK;
}

/* value NULL, or not of the scale: it is not set. */
static bool
keep_mark(struct jr__proposals *p, const struct key *key, const char *value)
{
	const struct jr__value *v = value == NULL ? NULL : jr__propose_value(&p->rules, value);

	return jr_map_put(p->marks, key, sizeof(*key), v == NULL ? -1 : v - p->rules.value);
}

static int
take_mark(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__proposals *p = arg;
	struct key key = { jr_stmt_int(st, 0), jr_stmt_int(st, 1), jr_stmt_int(st, 2) };

	if (jr__propose_of(p, key.student_id, key.subject_id) == NULL)
		return JR_OK;
	return keep_mark(p, &key, jr_stmt_text(st, 3)) ? JR_OK : jr__nomem(j);
}

/* NULL: it is not set. */
static const struct jr__value *
mark_of(const struct jr__proposals *p, int64_t term_id, const struct jr__proposal *q)
{
	struct key key = { term_id, q->subject_id, q->student_id };
	int64_t at;

	return jr_map_get(p->marks, &key, sizeof(key), &at) && at >= 0 ? &p->rules.value[at] :
	    NULL;
}

/* Was he taught the subject at the end of that term? */
static bool
is_due(const struct jr__proposals *p, const struct jr__proposal *q, const struct part *t)
{
	const struct jr__place *l = jr__places(p);

	for (size_t i = jr__propose_first(p, q); i != SIZE_MAX; i = l[i].next)
		if (l[i].from <= t->ends && l[i].to >= t->ends && l[i].load_from <= t->ends &&
		    l[i].load_to >= t->begins && !jr__is_apart(p, &l[i], t->ends))
			return true;
	return false;
}

static void
add_value(struct sum *s, const struct jr__value *v, bool quarter)
{
	switch (v->means) {
	case JR__NOT_ATTESTED:
		s->na++;
		s->na_left += quarter;
		break;
	case JR__IS_EXEMPT:
		s->exempt++;
		break;
	case JR__CREDIT:
		s->credits++;
		s->credit_fails = s->credit_fails || v->fails;
		break;
	case JR__PLAIN:
		if (v->scored)
			jr_mean_add(&s->mean, v->score, 1);
	}
}

static const char *
rounded(const struct jr__propose_rules *r, const struct jr_mean *mean)
{
	int64_t score = jr_half_up(mean->sum, mean->weight);

	for (int i = 0; i < r->values; i++)
		if (r->value[i].scored && r->value[i].score == score)
			return r->value[i].value;
	return NULL;
}

static void
judge(const struct jr__propose_rules *r, const struct sum *s, struct jr__proposal *q)
{
	if (s->unset > 0)
		q->notes |= JR__UNSET;
	else if (q->notes & JR__EXEMPT || (s->exempt > 0 && s->mean.marks + s->na + s->credits == 0))
		q->proposed = r->exempt;
	else if (s->na > s->na_left || s->na > r->year_na)
		q->notes |= JR__NOTHING;
	else if (s->mean.marks > 0)
		q->proposed = rounded(r, &s->mean);
	else if (s->credits > 0 && !s->credit_fails)
		q->proposed = r->credit;
	else
		q->notes |= JR__NOTHING;
	if (q->proposed != NULL && s->na > 0)
		q->notes |= JR__NA;
}

static void
sum_up(const struct jr__proposals *p, struct jr__proposal *q)
{
	const struct part *t = (const void *)p->parts.data;
	const struct jr__value *v;
	struct sum s = { 0 };

	for (size_t i = 0; i < JR__COUNT(&p->parts, *t); i++) {
		if (t[i].grade != q->grade)
			continue;
		if ((v = mark_of(p, t[i].term_id, q)) != NULL)
			add_value(&s, v, t[i].quarter);
		else
			s.unset += is_due(p, q, &t[i]);
	}
	if (p->rules.attestation && (v = mark_of(p, 0, q)) != NULL)
		add_value(&s, v, false);
	q->scores = s.mean.sum;
	q->mean = s.mean;
	q->proposed = NULL;
	q->notes &= ~(unsigned)(JR__UNSET | JR__NOTHING | JR__NA);
	if (!q->elective || s.mean.marks + s.credits + s.na + s.exempt > 0)
		judge(&p->rules, &s, q);
}

int
jr__propose_year(struct jr__proposals *p)
{
	int rc;

	if ((p->marks = jr_map_new()) == NULL)
		return jr__nomem(p->j);
	if ((rc = jr__each(p->j, JR_SQL_PROPOSE_YEAR_TERMS, JR_PARAMS(JR_P_INT("year", p->year)),
	    take_part, p)) == JR_OK)
		rc = jr__each(p->j, JR_SQL_PROPOSE_YEAR_MARKS, JR_PARAMS(
		    JR_P_INT("year", p->year), { "student", p->which.student_id == 0 ?
		    jr_null() : jr_int(p->which.student_id) }), take_mark, p);
	for (size_t i = 0; rc == JR_OK && i < jr__proposals_count(p); i++)
		sum_up(p, &jr__all(p)[i]);
	return rc;
}

int
jr__propose_again(struct jr__proposals *p, const struct jr__propose_mark *m)
{
	struct key key = { m->term_id, m->subject_id, m->student_id };
	struct jr__proposal *q = jr__propose_of(p, m->student_id, m->subject_id);

	if (q == NULL)
		return JR_OK;
	if (!keep_mark(p, &key, m->value))
		return jr__nomem(p->j);
	sum_up(p, q);
	return JR_OK;
}
