/* A run of the audit: what to look at, what is found, what becomes of findings. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "audit_impl.h"

struct term {
	int64_t	 id;
	char	 name[24];		/* 2026/27-Q1 */
	jr_day	 from, to;
};

/* A run's plan: for each rule, the stretches it looks at. */
struct plan {
	struct jr__audit_run		 run;
	const struct jr_audit_span	*span;
	jr_day				 start, last;	/* judged days, both within */
	struct jr_buf			*stretches;	/* by rule: of struct jr__stretch */
	struct jr_buf			 terms;		/* of struct term */
	struct jr_audit_done		*done;
	bool				 dry, changed;
};

static size_t
count(const struct jr_buf *b, size_t one)
{
	return b->len / one;
}

static struct jr__stretch *
stretch_of(const struct plan *p, size_t rule, size_t i)
{
	return (struct jr__stretch *)(void *)p->stretches[rule].data + i;
}

static size_t
stretches_of(const struct plan *p, size_t rule)
{
	return count(&p->stretches[rule], sizeof(struct jr__stretch));
}

/* --- What to look at --------------------------------------------------------------- */

static void
add_stretch(struct plan *p, size_t rule, jr_day from, jr_day to, const char *period,
    int64_t term_id, bool again)
{
	struct jr__stretch s = { .term_id = term_id, .year = jr_year_of(to), .again = again };

	for (size_t i = 0; i < stretches_of(p, rule); i++) {
		char day[JR_DATE_SIZE];

		jr_date_format(from, day);
		if (strcmp(stretch_of(p, rule, i)->scope_from, day) == 0 &&
		    strcmp(stretch_of(p, rule, i)->period, period) == 0 &&
		    (again || stretch_of(p, rule, i)->again == again))
			return;
	}
	jr_date_format(from, s.scope_from);
	jr_date_format(from < p->start ? p->start : from, s.from);
	jr_date_format(from - JR__BACK_DAYS < p->start ? p->start : from - JR__BACK_DAYS, s.back);
	jr_date_format(to > p->last ? p->last : to, s.to);
	memcpy(s.period, period, strlen(period) + 1);
	jr_buf_add(&p->stretches[rule], &s, sizeof(s));
}

static jr_day
monday(jr_day day)
{
	return day - (jr_day_weekday(day) - 1);
}

static void
add_years(struct plan *p, size_t rule)
{
	char name[JR_YEAR_SIZE];

	for (int y = jr_year_of(p->span->from); y <= jr_year_of(p->span->to); y++) {
		jr_year_format(y, name);
		add_stretch(p, rule, jr_day_of(y, 9, 1), jr_day_of(y + 1, 8, 31), name, 0, false);
	}
}

static void
add_terms(struct plan *p, size_t rule)
{
	const struct term *t = (const void *)p->terms.data;

	for (size_t i = 0; i < count(&p->terms, sizeof(*t)); i++)
		if (t[i].from <= p->span->to && t[i].to >= p->span->from)
			add_stretch(p, rule, t[i].from, t[i].to, t[i].name, t[i].id, false);
}

static void
plan_span(struct plan *p, size_t rule)
{
	switch (p->run.audit->rule[rule].period) {
	case JR__BY_DAY:
		add_stretch(p, rule, p->span->from, p->span->to, "", 0, false);
		break;
	case JR__BY_WEEK:
		add_stretch(p, rule, monday(p->span->from), monday(p->span->to) + 6, "", 0, false);
		break;
	case JR__BY_TERM:
		add_terms(p, rule);
		break;
	case JR__BY_YEAR:
		add_years(p, rule);
	}
}

/* Look once more at the week, term or year of an open finding. */
static void
plan_again(struct plan *p, size_t rule, const char *period, jr_day day)
{
	const struct term *t = (const void *)p->terms.data;
	int year;

	switch (p->run.audit->rule[rule].period) {
	case JR__BY_DAY:
		if (day >= p->span->from && day <= p->span->to)
			return;
		add_stretch(p, rule, monday(day), monday(day) + 6, "", 0, true);
		break;
	case JR__BY_WEEK:
		if (day >= monday(p->span->from) && day <= monday(p->span->to) + 6)
			return;
		add_stretch(p, rule, monday(day), monday(day) + 6, "", 0, true);
		break;
	case JR__BY_TERM:
		for (size_t i = 0; i < count(&p->terms, sizeof(*t)); i++)
			if (strcmp(t[i].name, period) == 0)
				add_stretch(p, rule, t[i].from, t[i].to, period, t[i].id, true);
		break;
	case JR__BY_YEAR:
		if (jr_year_parse(period, &year) == JR_OK)
			add_stretch(p, rule, jr_day_of(year, 9, 1), jr_day_of(year + 1, 8, 31),
			    period, 0, true);
	}
}

static int
rule_place(const struct jr_audit *a, const char *id)
{
	for (size_t i = 0; i < a->rules; i++)
		if (strcmp(a->rule[i].id, id) == 0)
			return (int)i;
	return -1;
}

/* Findings of this school year that are still to be mended, outside the span. */
static int
plan_open(struct plan *p)
{
	struct jr_audit *a = p->run.audit;
	int missing = rule_place(a, JR__LESSON_MISSING), at, rc;
	char from[JR_DATE_SIZE];
	struct jr_stmt *st;
	jr_day day;

	jr_date_format(jr_day_of(jr_year_of(p->last), 9, 1), from);
	rc = jr__query(p->run.j, JR_SQL_AUDIT_OPEN, JR_PARAMS(JR_P_TEXT("from", from)), &st);
	if (rc < 0)
		return rc;
	while ((rc = jr__step(p->run.j, st)) == JR_OK) {
		if ((at = rule_place(a, jr_stmt_text(st, 0))) < 0 ||
		    jr_date_parse(jr_stmt_text(st, 2), &day) < 0 || day > p->last)
			continue;
		plan_again(p, (size_t)at, jr_stmt_text(st, 1), day);
		if (missing >= 0 && a->rule[at].object == JR__OF_LESSON)
			plan_again(p, (size_t)missing, "", day);
	}
	return rc < 0 ? rc : JR_OK;
}

/* The school years are few, and so are their terms. */
static int
load_terms(struct plan *p)
{
	char name[JR_YEAR_SIZE];
	struct jr_stmt *st;
	struct term t;
	int rc;

	rc = jr__query(p->run.j, JR_SQL_AUDIT_TERMS, JR_PARAMS(
	    JR_P_TEXT("from", p->run.start), JR_P_TEXT("to", p->run.last)), &st);
	if (rc < 0)
		return rc;
	while ((rc = jr__step(p->run.j, st)) == JR_OK) {
		memset(&t, 0, sizeof(t));
		t.id = jr_stmt_int(st, 0);
		jr_year_format((int)jr_stmt_int(st, 2), name);
		snprintf(t.name, sizeof(t.name), "%s-%.12s", name, jr_stmt_text(st, 1));
		jr_date_parse(jr_stmt_text(st, 3), &t.from);
		jr_date_parse(jr_stmt_text(st, 4), &t.to);
		jr_buf_add(&p->terms, &t, sizeof(t));
	}
	return rc < 0 ? rc : JR_OK;
}

static int
make_plan(struct plan *p)
{
	struct jr_audit *a = p->run.audit;
	int rc;

	if ((p->stretches = calloc(a->rules + 1, sizeof(*p->stretches))) == NULL ||
	    (p->run.at = jr_map_new()) == NULL || (p->run.missing = jr_map_new()) == NULL)
		return jr__nomem(p->run.j);
	if ((rc = load_terms(p)) < 0)
		return rc;
	for (size_t i = 0; i < a->rules; i++)
		plan_span(p, i);
	if ((rc = plan_open(p)) < 0)
		return rc;
	for (size_t i = 0; i < a->rules; i++)
		if (p->stretches[i].failed)
			return jr__nomem(p->run.j);
	return p->terms.failed ? jr__nomem(p->run.j) : JR_OK;
}

static void
plan_release(struct plan *p)
{
	struct jr__audit_run *run = &p->run;

	for (size_t i = 0; i < run->n; i++) {
		free(run->found[i].key);
		free(run->found[i].detail);
		jr_buf_release(&run->found[i].list);
	}
	free(run->found);
	jr_map_free(run->at);
	jr_map_free(run->missing);
	jr_buf_release(&run->work);
	jr_buf_release(&run->name);
	for (size_t i = 0; p->stretches != NULL && i < run->audit->rules; i++)
		jr_buf_release(&p->stretches[i]);
	free(p->stretches);
	jr_buf_release(&p->terms);
}

/* --- Looking ------------------------------------------------------------------------- */

static int
look_by(struct plan *p, size_t rule)
{
	struct jr__rule *r = &p->run.audit->rule[rule];
	const struct jr__stretch *s;
	struct jr_stmt *st;
	int rc;

	r->failed = false;
	if (jr__rule_off(p->run.j, r) || stretches_of(p, rule) == 0)
		return JR_OK;
	if ((rc = jr__audit_prepare(&p->run, rule, &st)) < 0 || st == NULL)
		return rc;
	for (size_t i = 0; i < stretches_of(p, rule) && rc == JR_OK && !r->failed; i++) {
		s = stretch_of(p, rule, i);
		if (strcmp(s->from, s->to) <= 0)
			rc = jr__audit_rows(&p->run, rule, s, st);
	}
	jr_stmt_free(st);
	return rc;
}

static int
look(struct plan *p)
{
	int missing = rule_place(p->run.audit, JR__LESSON_MISSING), rc = JR_OK;

	if (missing >= 0)
		rc = look_by(p, (size_t)missing);
	for (size_t i = 0; i < p->run.audit->rules && rc == JR_OK; i++)
		if ((int)i != missing)
			rc = look_by(p, i);
	return rc < 0 ? rc : jr__audit_finish(&p->run);
}

static int
read_all(struct plan *p)
{
	int rc;

	if ((rc = jr_read_begin(p->run.j)) < 0)
		return rc;
	if ((rc = jr__may(p->run.j, -1, JR_ON_AUDIT)) < 0) {
		jr_read_end(p->run.j);
		return rc;
	}
	jr_store_limit(p->run.j->store, JR__AUDIT_SECONDS);
	if ((rc = make_plan(p)) == JR_OK)
		rc = look(p);
	jr_store_limit(p->run.j->store, 0);
	jr_read_end(p->run.j);
	return rc;
}

/* --- Findings ------------------------------------------------------------------------ */

/* Run a statement that changes rows. */
static int
change(struct plan *p, enum jr_sql sql, const struct jr_param *params)
{
	struct jr_stmt *st;
	int rc;

	p->changed = true;
	if (p->dry)
		return JR_OK;
	rc = jr__first(p->run.j, sql, params, &st);
	return rc < 0 ? rc : JR_OK;
}

static struct jr_value
id_or_null(int64_t id)
{
	return id == 0 ? jr_null() : jr_int(id);
}

/* The last day to mend a finding that opens today; "" for a fact. */
static int
due_day(struct plan *p, const struct jr__found *f, char out[JR_DATE_SIZE])
{
	int days = p->run.audit->rule[f->rule].due, rc;
	struct jr_stmt *st;

	out[0] = '\0';
	if (days < 0)
		return JR_OK;
	jr_date_format(jr_today(p->run.j) + days, out);
	if (days == 0)
		return JR_OK;
	rc = jr__first(p->run.j, JR_SQL_AUDIT_DUE, JR_PARAMS(JR_P_INT("class_id", f->class_id),
	    JR_P_INT("grade", f->grade), JR_P_TEXT("date", p->run.today),
	    JR_P_INT("days", days)), &st);
	if (rc == JR_OK) {
		memcpy(out, jr_stmt_text(st, 0), JR_DATE_SIZE);
		jr_stmt_reset(st);
	}
	return rc < 0 ? rc : JR_OK;
}

static int
open_finding(struct plan *p, const struct jr__found *f)
{
	struct jr_value row[JR_FINDING_COLUMNS], period, key;
	char due[JR_DATE_SIZE];
	int64_t id;
	int rc;

	p->done->opened++;
	p->changed = true;
	if (p->dry)
		return JR_OK;
	if ((rc = due_day(p, f, due)) < 0 || (rc = jr__next_id(p->run.j, JR_TBL_FINDING, &id)) < 0)
		return rc;
	jr__found_key(f, &period, &key);
	row[JR_FINDING_ID] = jr_int(id);
	row[JR_FINDING_RULE] = jr_text(p->run.audit->rule[f->rule].id);
	row[JR_FINDING_PERIOD] = period;
	row[JR_FINDING_KEY] = key;
	row[JR_FINDING_SEVERITY] = jr_text(jr_severity_name(f->severity));
	row[JR_FINDING_DATE] = jr_text(f->date);
	row[JR_FINDING_STAFF_ID] = id_or_null(f->staff_id);
	row[JR_FINDING_CLASS_ID] = id_or_null(f->class_id);
	row[JR_FINDING_COURSE_ID] = id_or_null(f->course_id);
	row[JR_FINDING_NUMBER] = f->number < 0 ? jr_null() : jr_int(f->number);
	row[JR_FINDING_DETAIL] = jr_text(f->detail);
	row[JR_FINDING_DUE_ON] = due[0] != '\0' ? jr_text(due) : jr_null();
	row[JR_FINDING_OPENED_AT] = jr_int(jr_now(p->run.j));
	row[JR_FINDING_CLOSED_AT] = jr_null();
	row[JR_FINDING_REOPENED] = jr_int(0);
	return jr__insert(p->run.j, JR_TBL_FINDING, row);
}

static int
reopen_finding(struct plan *p, const struct jr__found *f, int64_t id)
{
	char due[JR_DATE_SIZE];
	int rc;

	p->done->reopened++;
	if ((rc = due_day(p, f, due)) < 0)
		return rc;
	return change(p, JR_SQL_AUDIT_REOPEN, JR_PARAMS(JR_P_INT("id", id),
	    JR_P_TEXT("severity", jr_severity_name(f->severity)),
	    { "staff_id", id_or_null(f->staff_id) }, JR_P_TEXT("detail", f->detail),
	    JR_P_TEXT("due_on", due[0] != '\0' ? due : NULL)));
}

static int
keep_finding(struct plan *p, const struct jr__found *f, int64_t id, bool same)
{
	p->done->kept++;
	if (same)
		return JR_OK;
	return change(p, JR_SQL_AUDIT_REFRESH, JR_PARAMS(JR_P_INT("id", id),
	    JR_P_TEXT("severity", jr_severity_name(f->severity)),
	    { "staff_id", id_or_null(f->staff_id) }, JR_P_TEXT("detail", f->detail)));
}

static int
merge(struct plan *p, const struct jr__found *f)
{
	struct jr_value period, key, closed;
	struct jr_stmt *st;
	bool same;
	int64_t id;
	int rc;

	if (f->fresh)
		p->done->found[f->severity]++;
	jr__found_key(f, &period, &key);
	rc = jr__first(p->run.j, JR_SQL_AUDIT_FIND, JR_PARAMS(
	    JR_P_TEXT("rule", p->run.audit->rule[f->rule].id), { "period", period },
	    { "key", key }), &st);
	if (rc < 0)
		return rc;
	if (rc == JR_DONE)
		return f->fresh ? open_finding(p, f) : JR_OK;
	id = jr_stmt_int(st, 0);
	same = strcmp(jr_stmt_text(st, 1), jr_severity_name(f->severity)) == 0 &&
	    jr_stmt_int(st, 2) == f->staff_id && strcmp(jr_stmt_text(st, 3), f->detail) == 0;
	jr_stmt_value(st, 4, &closed);
	jr_stmt_reset(st);
	return closed.type != JR_V_NULL ? reopen_finding(p, f, id) :
	    keep_finding(p, f, id, same);
}

/* Is a stored finding of the rule among those found? */
static int
is_found(struct plan *p, const struct jr__rule *r, struct jr_stmt *st, bool *out)
{
	struct jr_buf *key = &p->run.name;
	int64_t at;

	jr_buf_clear(key);
	jr_buf_addf(key, "%s\x1f%s\x1f%s", r->id, jr_stmt_text(st, 1), jr_stmt_text(st, 2));
	if (key->failed)
		return jr__nomem(p->run.j);
	*out = jr_map_get(p->run.at, jr_buf_str(key), key->len, &at) && !p->run.found[at].dropped;
	return JR_OK;
}

static int
find_mended(struct plan *p, const struct jr__rule *r, const struct jr__stretch *s,
    struct jr_buf *ids)
{
	struct jr_stmt *st;
	bool found;
	int64_t id;
	int rc;

	if (s->period[0] != '\0')
		rc = jr__query(p->run.j, JR_SQL_AUDIT_FIND_PERIOD, JR_PARAMS(
		    JR_P_TEXT("rule", r->id), JR_P_TEXT("period", s->period)), &st);
	else
		rc = jr__query(p->run.j, JR_SQL_AUDIT_FIND_DAYS, JR_PARAMS(
		    JR_P_TEXT("rule", r->id), JR_P_TEXT("from", s->scope_from),
		    JR_P_TEXT("to", s->to)), &st);
	if (rc < 0)
		return rc;
	while ((rc = jr__step(p->run.j, st)) == JR_OK) {
		if ((rc = is_found(p, r, st, &found)) < 0)
			break;
		id = jr_stmt_int(st, 0);
		if (!found)
			jr_buf_add(ids, &id, sizeof(id));
	}
	jr_stmt_reset(st);
	return rc < 0 ? rc : JR_OK;
}

/* Close what a rule found once and does not find any more. */
static int
close_mended(struct plan *p, size_t rule)
{
	const struct jr__rule *r = &p->run.audit->rule[rule];
	struct jr_buf ids = JR_BUF_INIT;
	const int64_t *id;
	int rc = JR_OK;

	for (size_t i = 0; i < stretches_of(p, rule) && rc == JR_OK; i++) {
		jr_buf_clear(&ids);
		if ((rc = find_mended(p, r, stretch_of(p, rule, i), &ids)) < 0)
			break;
		id = (const void *)ids.data;
		for (size_t k = 0; k < count(&ids, sizeof(*id)) && rc == JR_OK; k++) {
			p->done->closed++;
			rc = change(p, JR_SQL_AUDIT_CLOSE, JR_PARAMS(JR_P_INT("id", id[k]),
			    JR_P_INT("at", jr_now(p->run.j))));
		}
	}
	if (rc == JR_OK && ids.failed)
		rc = jr__nomem(p->run.j);
	jr_buf_release(&ids);
	return rc;
}

static int
note_span(struct plan *p)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int rc;

	if (p->dry || p->span->from > p->last)
		return JR_OK;
	jr_date_format(p->span->from, from);
	jr_date_format(p->span->to, to);
	rc = jr__insert(p->run.j, JR_TBL_AUDIT_SPAN, (struct jr_value[]){ jr_text(from),
	    jr_text(to), jr_int(jr_now(p->run.j)) });
	if (rc == JR_OK)
		p->changed = true;
	return rc == JR_ECONFLICT ? JR_OK : rc;
}

static int
merge_all(struct plan *p)
{
	struct jr_audit *a = p->run.audit;
	int rc;

	if ((rc = note_span(p)) < 0)
		return rc;
	for (size_t i = 0; i < a->rules && rc == JR_OK; i++)
		if (!a->rule[i].failed)
			rc = close_mended(p, i);
	for (size_t i = 0; i < p->run.n && rc == JR_OK; i++)
		if (!p->run.found[i].dropped && !a->rule[p->run.found[i].rule].failed)
			rc = merge(p, &p->run.found[i]);
	return rc;
}

/* Findings are outside the history: a transaction of the store alone. */
static int
write_all(struct plan *p)
{
	struct jr *j = p->run.j;
	int rc;

	if ((rc = jr_store_begin(j->store, !p->dry)) < 0)
		return jr__store_failed(j, rc);
	j->last_id[JR_TBL_FINDING] = 0;
	rc = merge_all(p);
	if (rc < 0 || p->dry || !p->changed) {
		jr_store_rollback(j->store);
		return rc;
	}
	return (rc = jr_store_commit(j->store)) < 0 ? jr__store_failed(j, rc) : JR_OK;
}

int
jr_audit_run(struct jr_audit *a, const struct jr_audit_span *span, bool dry,
    struct jr_audit_done *out)
{
	struct plan p = { .run = { .audit = a, .j = a->j }, .span = span, .dry = dry, .done = out };
	int rc;

	memset(out, 0, sizeof(*out));
	jr__clear(a->j);
	p.last = jr_today(a->j) - 1;
	jr_date_parse(jr_setting(a->j, "audit.start", "1970-01-01"), &p.start);
	jr_date_format(p.start, p.run.start);
	jr_date_format(p.last, p.run.last);
	jr_date_format(p.last + 1, p.run.today);
	if ((rc = read_all(&p)) == JR_OK)
		rc = write_all(&p);
	plan_release(&p);
	return rc;
}
