/* Proposals of term marks: what is stored about a term. */
#include <stdlib.h>
#include <string.h>

#include "term_propose_impl.h"

/* --- Rules -------------------------------------------------------------------- */

static int
take_value(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__propose_rules *r = arg;
	struct jr__value *v = &r->value[r->values];
	const char *means = jr_stmt_text(st, 2);
	struct jr_value score;

	(void)j;
	if (r->values == JR__VALUES)
		return JR_OK;
	jr_stmt_value(st, 1, &score);
	strncat(v->value, jr_stmt_text(st, 0), sizeof(v->value) - 1);
	v->score = score.type == JR_V_INT ? score.i : 0;
	v->scored = score.type == JR_V_INT;
	v->fails = jr_stmt_int(st, 3) != 0;
	v->means = means == NULL ? JR__PLAIN : strcmp(means, "not_attested") == 0 ?
	    JR__NOT_ATTESTED : strcmp(means, "exempt") == 0 ? JR__IS_EXEMPT : JR__CREDIT;
	r->values++;
	return JR_OK;
}

static int
take_step(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__propose_rules *r = arg;
	const struct jr__value *v = jr__propose_value(r, jr_stmt_text(st, 0));

	(void)j;
	if (v != NULL && r->steps < JR__VALUES)
		r->step[r->steps++] = (struct jr_threshold){ v->value, jr_stmt_int(st, 1) };
	return JR_OK;
}

static int
take_fewest(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__propose_rules *r = arg;

	(void)j;
	if (r->fewests < JR__VALUES)
		r->fewest[r->fewests++] = (struct jr_fewest){ jr_stmt_int(st, 0),
		    jr_stmt_int(st, 1) };
	return JR_OK;
}

const struct jr__value *
jr__propose_value(const struct jr__propose_rules *r, const char *value)
{
	for (int i = 0; i < r->values; i++)
		if (strcmp(r->value[i].value, value) == 0)
			return &r->value[i];
	return NULL;
}

/* The first of the scale, best first, that is meant so and fails or not. */
static const char *
first_value(const struct jr__propose_rules *r, int means, bool fails)
{
	for (int i = 0; i < r->values; i++)
		if ((int)r->value[i].means == means && r->value[i].fails == fails &&
		    (means != JR__PLAIN || r->value[i].scored))
			return r->value[i].value;
	return NULL;
}

static void
read_share(const char *text, int64_t *num, int64_t *den)
{
	char *end;

	*num = strtoll(text, &end, 10);
	*den = *end == '/' ? strtoll(end + 1, NULL, 10) : 1;
}

int
jr__propose_rules(struct jr *j, const char *kind, struct jr__propose_rules *r)
{
	int rc;

	memset(r, 0, sizeof(*r));
	if ((rc = jr__each(j, JR_SQL_PROPOSE_SCALE, JR_NO_PARAMS, take_value, r)) < 0 ||
	    (rc = jr__each(j, JR_SQL_PROPOSE_THRESHOLDS, JR_NO_PARAMS, take_step, r)) < 0 ||
	    (rc = jr__each(j, JR_SQL_PROPOSE_FEWEST, JR_PARAMS(JR_P_TEXT("kind", kind)),
	    take_fewest, r)) < 0)
		return rc;
	r->fail = first_value(r, JR__PLAIN, true);
	r->na = first_value(r, JR__NOT_ATTESTED, false);
	r->exempt = first_value(r, JR__IS_EXEMPT, false);
	r->credit = first_value(r, JR__CREDIT, false);
	r->few_is_na = strcmp(jr_setting(j, "few_marks", "warn"), "na") == 0;
	r->attestation = strcmp(jr_setting(j, "year_formula", "mean"), "mean+attestation") == 0;
	r->year_na = jr_setting_int(j, "year_not_attested", 1);
	read_share(jr_setting(j, "absent_over", "2/3"), &r->over_num, &r->over_den);
	return JR_OK;
}

/* --- Texts ---------------------------------------------------------------------- */

#define BLOCK 65536

struct jr__text {
	struct jr__text	*next;
	size_t		 used;
	char		 bytes[BLOCK];
};

const char *
jr__propose_text(struct jr__proposals *p, const char *s)
{
	size_t n = strlen(s) + 1;
	struct jr__text *t = p->texts;

	if (n > BLOCK) {
		s = "";
		n = 1;
	}
	if (t == NULL || t->used + n > BLOCK) {
		if ((t = malloc(sizeof(*t))) == NULL)
			return NULL;
		t->next = p->texts;
		t->used = 0;
		p->texts = t;
	}
	memcpy(t->bytes + t->used, s, n);
	t->used += n;
	return t->bytes + t->used - n;
}

/* The same; the one before, where that is equal. */
static bool
keep(struct jr__proposals *p, const char *s, const char *before, const char **out)
{
	*out = NULL;
	if (s == NULL)
		return true;
	*out = before != NULL && strcmp(s, before) == 0 ? before : jr__propose_text(p, s);
	return *out != NULL;
}

/* --- Places and proposals ---------------------------------------------------------- */

/* Columns of propose_places. */
enum {
	STUDENT_ID, CLASS_ID, COURSE_ID, SUBJECT_ID, FROM, TO, KIND, LOAD_FROM, LOAD_TO, HOURS,
	MARKED, GRADE, CLASS, GROUP, GROUP_CLASS, SUBJECT, NUMBER, NAME
};

struct key {
	int64_t	 student_id, subject_id;
};

struct jr__proposal *
jr__propose_of(const struct jr__proposals *p, int64_t student_id, int64_t subject_id)
{
	struct key key = { student_id, subject_id };
	int64_t at;

	return jr_map_get(p->by_student, &key, sizeof(key), &at) ? &jr__all(p)[at] : NULL;
}

size_t
jr__propose_first(const struct jr__proposals *p, const struct jr__proposal *q)
{
	return ((const size_t *)(const void *)p->first.data)[q - jr__all(p)];
}

bool
jr__is_apart(const struct jr__proposals *p, const struct jr__place *l, jr_day day)
{
	const struct jr__apart_span *a = (const void *)p->apart.data;

	for (size_t i = l->apart; i < l->apart + l->aparts; i++)
		if (day >= a[i].from && day <= a[i].to)
			return true;
	return false;
}

static jr_day
day_at(struct jr_stmt *st, int column, jr_day none)
{
	const char *text = jr_stmt_text(st, column);
	jr_day day;

	if (text == NULL)
		return none;
	return jr_date_parse(text, &day) == JR_OK ? day : INT32_MAX;	/* an open end */
}

static int
course_at(struct jr__proposals *p, int64_t id, int64_t subject_id, size_t *out)
{
	struct jr__propose_course c = { .id = id, .subject_id = subject_id };
	int64_t at;

	if (!jr_map_get(p->by_course, &id, sizeof(id), &at)) {
		at = (int64_t)JR__COUNT(&p->courses, c);
		jr_buf_add(&p->courses, &c, sizeof(c));
		if (p->courses.failed || !jr_map_put(p->by_course, &id, sizeof(id), at))
			return jr__nomem(p->j);
	}
	*out = (size_t)at;
	return JR_OK;
}

/* A term mark is wanted of who is there at the term's end, in what was taught. */
static bool
is_wanted(const struct jr__proposals *p, struct jr_stmt *st, const struct jr__place *l)
{
	return l->from <= p->ends && l->to >= p->ends && jr_stmt_int(st, MARKED) != 0 &&
	    l->load_from <= p->ends && l->load_to >= p->begins && !jr__is_apart(p, l, p->ends);
}

static int
add_proposal(struct jr__proposals *p, struct jr_stmt *st)
{
	static const struct jr__proposal none;
	size_t n = JR__COUNT(&p->all, none), nowhere = SIZE_MAX;
	const struct jr__proposal *before = n > 0 ? &jr__all(p)[n - 1] : &none;
	struct key key = { jr_stmt_int(st, STUDENT_ID), jr_stmt_int(st, SUBJECT_ID) };
	struct jr__proposal q = {
		.student_id = key.student_id, .subject_id = key.subject_id,
		.class_id = jr_stmt_int(st, CLASS_ID), .grade = (int)jr_stmt_int(st, GRADE),
		.hours = jr_stmt_int(st, HOURS),
		.elective = strcmp(jr_stmt_text(st, KIND), "elective") == 0,
		.cross = jr_stmt_text(st, GROUP) != NULL && jr_stmt_int(st, GROUP_CLASS) == 0,
	};

	if (!keep(p, jr_stmt_text(st, CLASS), before->class, &q.class) ||
	    !keep(p, jr_stmt_text(st, GROUP), before->group, &q.group) ||
	    !keep(p, jr_stmt_text(st, SUBJECT), before->subject, &q.subject) ||
	    !keep(p, jr_stmt_text(st, NUMBER), before->number, &q.number) ||
	    !keep(p, jr_stmt_text(st, NAME), before->name, &q.name))
		return jr__nomem(p->j);
	jr_buf_add(&p->all, &q, sizeof(q));
	jr_buf_add(&p->first, &nowhere, sizeof(nowhere));
	if (p->all.failed || p->first.failed ||
	    !jr_map_put(p->by_student, &key, sizeof(key), (int64_t)n))
		return jr__nomem(p->j);
	return JR_OK;
}

/* Does the span stand before those of the student in the course? */
static bool
is_before(const struct jr__apart_span *a, int64_t student_id, int64_t course_id)
{
	return a->student_id != student_id ? a->student_id < student_id :
	    a->course_id < course_id;
}

static void
find_apart(const struct jr__proposals *p, int64_t course_id, struct jr__place *l)
{
	const struct jr__apart_span *a = (const void *)p->apart.data;
	size_t n = JR__COUNT(&p->apart, *a), end = n, middle;

	for (l->apart = 0; l->apart < end;) {
		middle = l->apart + (end - l->apart) / 2;
		if (is_before(&a[middle], l->student_id, course_id))
			l->apart = middle + 1;
		else
			end = middle;
	}
	while (end < n && a[end].student_id == l->student_id && a[end].course_id == course_id)
		end++;
	l->aparts = end - l->apart;
}

static int
take_place(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__proposals *p = arg;
	struct jr__place l = {
		.student_id = jr_stmt_int(st, STUDENT_ID),
		.from = day_at(st, FROM, 0), .to = day_at(st, TO, 0),
		.load_from = day_at(st, LOAD_FROM, INT32_MAX), .load_to = day_at(st, LOAD_TO, 0),
	};
	int64_t course_id = jr_stmt_int(st, COURSE_ID), subject_id = jr_stmt_int(st, SUBJECT_ID);
	int rc;

	if ((rc = course_at(p, course_id, subject_id, &l.course)) < 0)
		return rc;
	find_apart(p, course_id, &l);
	jr_buf_add(&p->places, &l, sizeof(l));
	if (p->places.failed)
		return jr__nomem(j);
	return jr__propose_of(p, l.student_id, subject_id) == NULL && is_wanted(p, st, &l) ?
	    add_proposal(p, st) : JR_OK;
}

/* Each place to its proposal, if there is one. */
static void
join_places(struct jr__proposals *p)
{
	struct jr__place *l = jr__places(p);
	struct jr__proposal *q;
	size_t *first = (void *)p->first.data;

	for (size_t i = JR__COUNT(&p->places, *l); i-- > 0;) {
		q = jr__propose_of(p, l[i].student_id, jr__courses(p)[l[i].course].subject_id);
		l[i].proposal = l[i].next = SIZE_MAX;
		if (q == NULL)
			continue;
		l[i].proposal = (size_t)(q - jr__all(p));
		l[i].next = first[l[i].proposal];
		first[l[i].proposal] = i;
	}
}

static int
take_apart(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__proposals *p = arg;
	struct jr__apart_span a = { jr_stmt_int(st, 0), jr_stmt_int(st, 1), day_at(st, 2, 0),
	    day_at(st, 3, 0) };

	jr_buf_add(&p->apart, &a, sizeof(a));
	return p->apart.failed ? jr__nomem(j) : JR_OK;
}

/* --- Marks and lessons ---------------------------------------------------------------- */

/* What take_*() of a course's rows want. */
struct of_course {
	struct jr__proposals	*p;
	size_t			 course;
};

static void
add_mark(struct jr__proposal *q, int64_t score, int64_t weight)
{
	if (q == NULL)
		return;
	q->scores += score;
	jr_mean_add(&q->mean, score, weight);
}

static int
take_mark(struct jr *j, struct jr_stmt *st, void *arg)
{
	const struct of_course *o = arg;

	(void)j;
	add_mark(jr__propose_of(o->p, jr_stmt_int(st, 0), jr__courses(o->p)[o->course].subject_id),
	    jr_stmt_int(st, 1), jr_stmt_int(st, 2));
	return JR_OK;
}

static int
take_outside(struct jr *j, struct jr_stmt *st, void *arg)
{
	(void)j;
	add_mark(jr__propose_of(arg, jr_stmt_int(st, 1), jr_stmt_int(st, 0)),
	    jr_stmt_int(st, 2), jr_stmt_int(st, 3));
	return JR_OK;
}

static int
take_held(struct jr *j, struct jr_stmt *st, void *arg)
{
	const struct of_course *o = arg;
	jr_day day = day_at(st, 0, 0);

	jr_buf_add(&o->p->held, &day, sizeof(day));
	jr__courses(o->p)[o->course].nheld++;
	return o->p->held.failed ? jr__nomem(j) : JR_OK;
}

/* Was the student in the course on that day, and not taught apart? */
static bool
was_there(const struct jr__proposals *p, const struct jr__place *l, jr_day day)
{
	return day >= l->from && day <= l->to && !jr__is_apart(p, l, day);
}

static int
take_missed(struct jr *j, struct jr_stmt *st, void *arg)
{
	const struct of_course *o = arg;
	struct jr__proposal *q = jr__propose_of(o->p, jr_stmt_int(st, 0),
	    jr__courses(o->p)[o->course].subject_id);
	const struct jr__place *l = jr__places(o->p);
	jr_day day = day_at(st, 1, 0);

	(void)j;
	for (size_t i = q == NULL ? SIZE_MAX : jr__propose_first(o->p, q); i != SIZE_MAX;
	    i = l[i].next)
		if (l[i].course == o->course && was_there(o->p, &l[i], day)) {
			q->missed++;
			break;
		}
	return JR_OK;
}

static void
count_lessons(struct jr__proposals *p)
{
	const jr_day *held = (const void *)p->held.data;
	const struct jr__place *l = jr__places(p);

	for (size_t i = 0; i < JR__COUNT(&p->places, *l); i++) {
		const struct jr__propose_course *c = &jr__courses(p)[l[i].course];

		for (size_t k = c->held; l[i].proposal != SIZE_MAX && k < c->held + c->nheld; k++)
			jr__all(p)[l[i].proposal].lessons += was_there(p, &l[i], held[k]);
	}
}

static struct jr_value
id_or_null(int64_t id)
{
	return id == 0 ? jr_null() : jr_int(id);
}

static int
load_courses(struct jr__proposals *p)
{
	struct of_course o = { .p = p };
	int rc = JR_OK;

	for (; rc == JR_OK && o.course < JR__COUNT(&p->courses, struct jr__propose_course);
	    o.course++) {
		struct jr__propose_course *c = &jr__courses(p)[o.course];
		const struct jr_param params[] = { JR_P_INT("course", c->id),
		    JR_P_TEXT("from", p->from), JR_P_TEXT("to", p->to),
		    { "student", id_or_null(p->which.student_id) }, { NULL, { 0 } } };
		const struct jr_param days[] = { params[0], params[1], params[2],
		    { NULL, { 0 } } };

		c->held = JR__COUNT(&p->held, jr_day);
		if ((rc = jr__each(p->j, JR_SQL_PROPOSE_HELD, days, take_held, &o)) == JR_OK &&
		    (rc = jr__each(p->j, JR_SQL_PROPOSE_MISSED, params, take_missed, &o)) ==
		    JR_OK && !p->of_year)
			rc = jr__each(p->j, JR_SQL_PROPOSE_MARKS, params, take_mark, &o);
	}
	if (rc == JR_OK)
		count_lessons(p);
	return rc;
}

/* --- What is set, put off, excused ------------------------------------------------------- */

static int
take_set(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__proposals *p = arg;
	struct jr__proposal *q = jr__propose_of(p, jr_stmt_int(st, 1), jr_stmt_int(st, 0));
	const struct jr__value *v = jr__propose_value(&p->rules, jr_stmt_text(st, 2));

	if (q == NULL || v == NULL)
		return JR_OK;
	q->value = v->value;
	return keep(p, jr_stmt_text(st, 3), NULL, &q->reason) ? JR_OK : jr__nomem(j);
}

static int
take_note(struct jr__proposals *p, int64_t student_id, int64_t subject_id, unsigned note)
{
	struct jr__proposal *q = jr__propose_of(p, student_id, subject_id);

	if (q != NULL)
		q->notes |= note;
	return JR_OK;
}

static int
take_deferred(struct jr *j, struct jr_stmt *st, void *arg)
{
	(void)j;
	return take_note(arg, jr_stmt_int(st, 1), jr_stmt_int(st, 0), JR__DEFERRED);
}

static int
take_exempt(struct jr *j, struct jr_stmt *st, void *arg)
{
	(void)j;
	return take_note(arg, jr_stmt_int(st, 0), jr_stmt_int(st, 1), JR__EXEMPT);
}

static int
load_term(struct jr__proposals *p)
{
	struct jr_stmt *st;
	int rc = jr__first(p->j, JR_SQL_TERM_GET, JR_PARAMS(JR_P_INT("id", p->which.term_id)), &st);

	if (rc != JR_OK)
		return rc < 0 ? rc : jr__fail(p->j, JR_ENOTFOUND, N_("there is no such term"));
	p->year = jr_stmt_int(st, 0);
	strncat(p->code, jr_stmt_text(st, 1), sizeof(p->code) - 1);
	strncat(p->from, jr_stmt_text(st, 2), sizeof(p->from) - 1);
	strncat(p->to, jr_stmt_text(st, 3), sizeof(p->to) - 1);
	strncat(p->kind, jr_stmt_text(st, 4), sizeof(p->kind) - 1);
	jr_stmt_reset(st);
	p->of_year = strcmp(p->kind, "year") == 0;
	if (jr_date_parse(p->from, &p->begins) < 0 || jr_date_parse(p->to, &p->ends) < 0)
		return jr__fail(p->j, JR_EIO, N_("the term %s has no first or last day"), p->code);
	return jr__propose_rules(p->j, p->kind, &p->rules);
}

int
jr__propose_load(struct jr__proposals *p)
{
	const struct jr_param end = { NULL, { 0 } };
	struct jr_param student = { "student", id_or_null(p->which.student_id) };
	int rc;

	if ((p->by_student = jr_map_new()) == NULL || (p->by_course = jr_map_new()) == NULL)
		return jr__nomem(p->j);
	if ((rc = load_term(p)) < 0)
		return rc;

	const struct jr_param days[] = { JR_P_TEXT("from", p->from), JR_P_TEXT("to", p->to),
	    student, end };
	const struct jr_param term[] = { JR_P_INT("term", p->which.term_id), student, end };

	if ((rc = jr__each(p->j, JR_SQL_PROPOSE_MODES, days, take_apart, p)) < 0 ||
	    (rc = jr__each(p->j, JR_SQL_PROPOSE_PLACES, JR_PARAMS(days[0], days[1], student,
	    term[0], JR_P_TEXT("code", p->code), { "class", id_or_null(p->which.class_id) }),
	    take_place, p)) < 0)
		return rc;
	join_places(p);
	if ((rc = jr__each(p->j, JR_SQL_PROPOSE_SET, term, take_set, p)) < 0 ||
	    (rc = jr__each(p->j, JR_SQL_PROPOSE_DEFERRED, term, take_deferred, p)) < 0 ||
	    (rc = jr__each(p->j, JR_SQL_PROPOSE_EXEMPTIONS, days, take_exempt, p)) < 0 ||
	    (!p->which.judging && (rc = load_courses(p)) < 0))
		return rc;
	return p->of_year ? JR_OK : jr__each(p->j, JR_SQL_PROPOSE_OUTSIDE, days, take_outside, p);
}

void
jr__proposals_free(struct jr__proposals *p)
{
	struct jr__text *next;

	if (p == NULL)
		return;
	for (; p->texts != NULL; p->texts = next) {
		next = p->texts->next;
		free(p->texts);
	}
	jr_map_free(p->by_student);
	jr_map_free(p->by_course);
	jr_map_free(p->marks);
	jr_buf_release(&p->all);
	jr_buf_release(&p->first);
	jr_buf_release(&p->places);
	jr_buf_release(&p->apart);
	jr_buf_release(&p->courses);
	jr_buf_release(&p->held);
	jr_buf_release(&p->parts);
	free(p);
}
