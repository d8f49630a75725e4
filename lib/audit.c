/* The audit: its folders of rules, spans, and a run. */
#include "audit.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit_impl.h"
#include "lookup.h"

#define RULE_BYTES (256 * 1024)		/* of a file, at most */

/* --- Files ------------------------------------------------------------------------- */

static char *
read_rule(struct jr_audit *a, const char *path)
{
	struct jr_buf text = JR_BUF_INIT;
	char part[4096];
	FILE *in;
	size_t n;

	if ((in = fopen(path, "re")) == NULL) {
		jr__audit_fault(a, path, 0, "%s", strerror(errno));
		return NULL;
	}
	while ((n = fread(part, 1, sizeof(part), in)) > 0 && text.len <= RULE_BYTES)
		jr_buf_add(&text, part, n);
	if (ferror(in) || text.len > RULE_BYTES || !jr_text_valid(jr_buf_str(&text), text.len) ||
	    strlen(jr_buf_str(&text)) != text.len) {
		jr__audit_fault(a, path, 0, N_("this is not a rule: too large, not UTF-8 or not text"));
		jr_buf_release(&text);
		fclose(in);
		return NULL;
	}
	fclose(in);
	return jr_buf_steal(&text);
}

static struct jr__rule *
find_rule(const struct jr_audit *a, const char *id)
{
	for (size_t i = 0; i < a->rules; i++)
		if (strcmp(a->rule[i].id, id) == 0)
			return &a->rule[i];
	return NULL;
}

/* Keep a rule, in the place of its namesake where there is one. */
static int
keep_rule(struct jr_audit *a, const struct jr__rule *r)
{
	struct jr__rule *old = find_rule(a, r->id), *grown;
	size_t room = a->room == 0 ? 64 : 2 * a->room;

	if (old != NULL) {
		jr__rule_release(old);
		*old = *r;
		return JR_OK;
	}
	if (a->rules == a->room) {
		if ((grown = reallocarray(a->rule, room, sizeof(*grown))) == NULL)
			return jr__nomem(a->j);
		a->rule = grown;
		a->room = room;
	}
	a->rule[a->rules++] = *r;
	return JR_OK;
}

static int
load_rule(struct jr_audit *a, const char *folder, const char *name)
{
	struct jr_buf path = JR_BUF_INIT;
	struct jr__rule r = { 0 };
	int rc = JR_EINVAL;

	jr_buf_addf(&path, "%s/%s", folder, name);
	if ((r.file = jr_buf_steal(&path)) == NULL)
		return jr__nomem(a->j);
	if ((r.text = read_rule(a, r.file)) != NULL &&
	    (rc = jr__rule_parse(a, &r)) == JR_OK && (rc = jr__rule_configure(a, &r)) == JR_OK)
		rc = keep_rule(a, &r);
	if (rc < 0)
		jr__rule_release(&r);
	return rc == JR_EINVAL ? JR_OK : rc;
}

static int
is_rule(const struct dirent *d)
{
	size_t n = strlen(d->d_name);

	return d->d_name[0] != '.' && n > 4 && strcmp(d->d_name + n - 4, ".sql") == 0;
}

static int
load_folder(struct jr_audit *a, const char *folder)
{
	struct dirent **entry;
	int n, rc = JR_OK;

	if ((n = scandir(folder, &entry, is_rule, alphasort)) < 0)
		return jr__fail(a->j, JR_ENOTFOUND, "%s: %s", folder, strerror(errno));
	for (int i = 0; i < n; i++) {
		if (rc == JR_OK)
			rc = load_rule(a, folder, entry[i]->d_name);
		free(entry[i]);
	}
	free(entry);
	return rc;
}

static int
by_id(const void *a, const void *b)
{
	return strcmp(((const struct jr__rule *)a)->id, ((const struct jr__rule *)b)->id);
}

int
jr_audit_open(struct jr_audit **out, struct jr *j, const char *const *folders,
    jr_audit_report *report, void *arg)
{
	struct jr_audit *a;
	int rc = JR_OK;

	*out = NULL;
	jr__clear(j);
	if ((a = calloc(1, sizeof(*a))) == NULL)
		return jr__nomem(j);
	a->j = j;
	a->report = report;
	a->report_arg = arg;
	for (; *folders != NULL && rc == JR_OK; folders++)
		rc = load_folder(a, *folders);
	if (rc < 0) {
		jr_audit_close(a);
		return rc;
	}
	if (a->rules > 0)
		qsort(a->rule, a->rules, sizeof(*a->rule), by_id);
	*out = a;
	return JR_OK;
}

void
jr_audit_close(struct jr_audit *a)
{
	if (a == NULL)
		return;
	for (size_t i = 0; i < a->rules; i++)
		jr__rule_release(&a->rule[i]);
	jr_buf_release(&a->params);
	free(a->rule);
	free(a);
}

bool
jr_audit_faulty(const struct jr_audit *a)
{
	return a->faulty;
}

size_t
jr_audit_rules(const struct jr_audit *a)
{
	return a->rules;
}

int
jr_audit_rule(struct jr_audit *a, size_t i, struct jr_audit_rule *out)
{
	const struct jr__rule *r = &a->rule[i];

	jr__clear(a->j);
	jr_buf_clear(&a->params);
	for (int p = 0; p < r->params; p++)
		jr_buf_addf(&a->params, "%s%s=%s", p > 0 ? " " : "", r->param[p].name,
		    r->param[p].value);
	*out = (struct jr_audit_rule){
		.id = r->id, .title = jr_words(a->j, r->title), .severity = r->severity,
		.who = r->who_name, .due = r->due, .grain = r->grain,
		.params = jr_buf_str(&a->params),
	};
	return a->params.failed ? jr__nomem(a->j) : JR_OK;
}

/* --- Spans -------------------------------------------------------------------------- */

static jr_day
last_over(const struct jr *j)
{
	return jr_today(j) - 1;
}

static int
span_week(struct jr *j, const char *week, struct jr_audit_span *out)
{
	jr_day today = jr_today(j);

	if (week == NULL || strcmp(week, "last") == 0)
		out->from = today - (jr_day_weekday(today) - 1) - 7;
	else if (jr_week_parse(week, &out->from) < 0)
		return jr__fail(j, JR_EINVAL, N_("'%s' is not a week like 2026-W37"), week);
	out->to = out->from + 6;
	return JR_OK;
}

static int
span_days(struct jr *j, const char *from, const char *to, struct jr_audit_span *out)
{
	const char *start = jr_setting(j, "audit.start", "1970-01-01");
	int rc;

	out->to = last_over(j);
	if (from == NULL)
		jr_date_parse(start, &out->from);
	else if ((rc = jr__day(j, -1, from, &out->from)) < 0)
		return rc;
	if (to != NULL && (rc = jr__day(j, -1, to, &out->to)) < 0)
		return rc;
	if (from != NULL && to != NULL && out->from > out->to)
		return jr__fail(j, JR_EINVAL, N_("the span ends before it begins"));
	return JR_OK;
}

static int
span_term(struct jr *j, const char *code, struct jr_audit_span *out)
{
	struct jr_stmt *st;
	int64_t id;
	int rc;

	if ((rc = jr__find_term(j, -1, jr_year(j), code, &id)) < 0 ||
	    (rc = jr__first(j, JR_SQL_TERM_GET, JR_PARAMS(JR_P_INT("id", id)), &st)) < 0)
		return rc;
	if (rc == JR_OK) {
		jr_date_parse(jr_stmt_text(st, 2), &out->from);
		jr_date_parse(jr_stmt_text(st, 3), &out->to);
		jr_stmt_reset(st);
	}
	return JR_OK;
}

static int
span_today(struct jr *j, struct jr_audit_span *out)
{
	char date[JR_DATE_SIZE];
	struct jr_stmt *st;
	int rc;

	out->from = out->to = last_over(j);
	jr_date_format(out->to, date);
	rc = jr__first(j, JR_SQL_AUDIT_LAST_SCHOOL_DAY, JR_PARAMS(JR_P_TEXT("date", date)), &st);
	if (rc == JR_OK) {
		jr_date_parse(jr_stmt_text(st, 0), &out->from);
		jr_stmt_reset(st);
	}
	out->to = out->from;
	return rc < 0 ? rc : JR_OK;
}

/* A span that was named must have to do with the school's years. */
static int
check_span(struct jr *j, const struct jr_audit_span *span)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int64_t yes;
	int rc;

	jr_date_format(span->from, from);
	jr_date_format(span->to, to);
	rc = jr__number(j, JR_SQL_AUDIT_DAYS_BETWEEN, JR_PARAMS(JR_P_TEXT("from", from),
	    JR_P_TEXT("to", to)), &yes);
	if (rc == JR_DONE)
		return jr__fail(j, JR_EINVAL,
		    N_("no school year of the store has days from %s to %s"), from, to);
	return rc;
}

static int
span_of(struct jr *j, const struct jr_audit_ask *ask, struct jr_audit_span *out)
{
	bool days = ask->from != NULL || ask->to != NULL;
	int rc;

	if ((ask->week != NULL) + days + (ask->term != NULL) + ask->today > 1)
		return jr__fail(j, JR_EINVAL,
		    N_("choose a week, days, a term or today, not several of them"));
	if (ask->today)
		return span_today(j, out);
	if (ask->week == NULL && !days && ask->term == NULL)
		return span_week(j, NULL, out);
	if (days)
		rc = span_days(j, ask->from, ask->to, out);
	else
		rc = ask->term != NULL ? span_term(j, ask->term, out) :
		    span_week(j, ask->week, out);
	if (rc < 0 || (ask->week != NULL && strcmp(ask->week, "last") == 0) || out->from > out->to)
		return rc;
	return check_span(j, out);
}

int
jr_audit_span(struct jr *j, const struct jr_audit_ask *ask, struct jr_audit_span *out)
{
	int rc;

	out->from = out->to = 0;
	if ((rc = jr_read_begin(j)) < 0)
		return rc;
	rc = span_of(j, ask, out);
	jr_read_end(j);
	return rc;
}
