/* The rows of a rule's query: what they are about, who answers, in what words. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit_impl.h"

#define LIST_MARK '\x01'	/* stands for {list} until all rows are there */

/* Columns of the query that mean something, by place; -1: not there. */
struct columns {
	int	 date, course, class, number, student, staff, severity, message;
};

struct rows {
	struct jr__audit_run		*run;
	struct jr			*j;
	struct jr__rule			*rule;
	size_t				 at;		/* its place */
	const struct jr__stretch	*stretch;
	struct jr_stmt			*st;
	struct columns			 col;
	/* of the row being taken */
	char				 date[JR_DATE_SIZE];
	int64_t				 course_id, class_id, student_id, number;
	int				 grade;
	enum jr_severity		 severity;
};

/* --- The query --------------------------------------------------------------------- */

static int
column(struct jr_stmt *st, const char *name, size_t n)
{
	for (int i = jr_stmt_columns(st) - 1; i >= 0; i--) {
		const char *has = jr_stmt_name(st, i);

		if (strncmp(has, name, n) == 0 && has[n] == '\0')
			return i;
	}
	return -1;
}

static void
find_columns(struct jr_stmt *st, struct columns *c)
{
	const struct { const char *name; int *to; } names[] = {
		{ "date", &c->date }, { "course_id", &c->course }, { "class_id", &c->class },
		{ "number", &c->number }, { "student_id", &c->student },
		{ "staff_id", &c->staff }, { "severity", &c->severity },
		{ "message", &c->message },
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		*names[i].to = column(st, names[i].name, strlen(names[i].name));
}

static const struct jr__rule_param *
param(const struct jr__rule *r, const char *name, size_t n)
{
	for (int i = 0; i < r->params; i++)
		if (strncmp(r->param[i].name, name, n) == 0 && r->param[i].name[n] == '\0')
			return &r->param[i];
	return NULL;
}

/* Every {name} of a text is one that can be filled. */
static bool
check_text(struct jr__audit_run *run, const struct jr__rule *r, struct jr_stmt *st,
    const char *text, size_t line)
{
	const char *s = text;
	size_t n;

	while ((s = strchr(s, '{')) != NULL) {
		n = strcspn(++s, "}");
		if ((n == 7 && strncmp(s, "student", n) == 0) ||
		    (n == 4 && strncmp(s, "list", n) == 0) || column(st, s, n) >= 0 ||
		    param(r, s, n) != NULL)
			continue;
		jr__audit_fault(run->audit, r->file, line,
		    N_("the query has no column '%.*s' for the message"), (int)n, s);
		return false;
	}
	return true;
}

static bool
check_columns(struct jr__audit_run *run, const struct jr__rule *r, struct jr_stmt *st)
{
	static const char *const needed[][3] = {
		[JR__OF_LESSON] = { "date", "course_id", "number" },
		[JR__OF_COURSE] = { "date", "course_id", NULL },
		[JR__OF_CLASS] = { "date", "class_id", NULL },
		[JR__OF_TEACHER] = { "date", "staff_id", NULL },
		[JR__OF_SCHOOL] = { "date", NULL, NULL },
	};

	for (int i = 0; i < 3 && needed[r->object][i] != NULL; i++)
		if (column(st, needed[r->object][i], strlen(needed[r->object][i])) < 0) {
			jr__audit_fault(run->audit, r->file, r->sql_line,
			    N_("the query has no column '%s'"), needed[r->object][i]);
			return false;
		}
	for (int i = 0; i < r->messages; i++)
		if (!check_text(run, r, st, r->message[i].text, r->message[i].line))
			return false;
	return r->item == NULL || check_text(run, r, st, r->item, 1);
}

int
jr__audit_prepare(struct jr__audit_run *run, size_t rule, struct jr_stmt **out)
{
	struct jr__rule *r = &run->audit->rule[rule];
	int rc;

	if ((rc = jr_stmt_prepare(run->j->store, r->sql, out)) == JR_ENOMEM)
		return jr__store_failed(run->j, rc);
	if (rc < 0)
		jr__audit_fault(run->audit, r->file, r->sql_line, "%s",
		    jr_store_error(run->j->store)->text);
	else if (!check_columns(run, r, *out)) {
		jr_stmt_free(*out);
		*out = NULL;
	}
	r->failed = *out == NULL;
	return JR_OK;
}

static int
bind(struct rows *w, const char *name, const struct jr_value *v)
{
	int place = jr_stmt_place(w->st, name);

	return place == 0 ? JR_OK : jr_stmt_bind(w->st, place, v);
}

/* 2/3 as two numbers, 7 as one, anything else as text. */
static int
bind_param(struct rows *w, const struct jr__rule_param *p)
{
	struct jr_value v = jr_text(p->value);
	char name[48], *end;
	int rc;

	v.i = strtoll(p->value, &end, 10);
	if (end == p->value || (*end != '\0' && *end != '/'))
		return bind(w, p->name, &v);
	v.type = JR_V_INT;
	if (*end == '\0')
		return bind(w, p->name, &v);
	snprintf(name, sizeof(name), "%s_part", p->name);
	if ((rc = bind(w, name, &v)) < 0)
		return rc;
	v.i = strtoll(end + 1, NULL, 10);
	snprintf(name, sizeof(name), "%s_whole", p->name);
	return bind(w, name, &v);
}

static int
bind_all(struct rows *w)
{
	const struct { const char *name; struct jr_value v; } given[] = {
		{ "from", jr_text(w->stretch->from) }, { "to", jr_text(w->stretch->to) },
		{ "now", jr_int(jr_now(w->j)) }, { "start", jr_text(w->run->start) },
		{ "term", jr_int(w->stretch->term_id) }, { "year", jr_int(w->stretch->year) },
		{ "back", jr_text(w->stretch->back) },
	};
	int rc = JR_OK;

	for (size_t i = 0; i < sizeof(given) / sizeof(given[0]) && rc == JR_OK; i++)
		rc = bind(w, given[i].name, &given[i].v);
	for (int i = 0; i < w->rule->params && rc == JR_OK; i++)
		rc = bind_param(w, &w->rule->param[i]);
	return rc;
}

/* --- Words --------------------------------------------------------------------------- */

static bool
is_russian(struct jr *j)
{
	return strcmp(jr_setting(j, "language", "en"), "ru") == 0;
}

static void
add_day(struct jr *j, struct jr_buf *out, jr_day day)
{
	char text[JR_DATE_SIZE];

	if (is_russian(j))
		jr_date_format_ru(day, text);
	else
		jr_date_format(day, text);
	jr_buf_adds(out, text);
}

/* A moment to the minute. */
static void
add_moment(struct jr *j, struct jr_buf *out, int64_t at)
{
	char text[JR_MOMENT_SIZE];

	jr_moment_format(at, text);
	add_day(j, out, jr_moment_day(at));
	jr_buf_addf(out, " %.5s", text + JR_DATE_SIZE);
}

static void
add_value(struct rows *w, struct jr_buf *out, int col, const char *name, size_t n)
{
	struct jr_value v;
	jr_day day;

	jr_stmt_value(w->st, col, &v);
	if (v.type == JR_V_INT && n > 3 && strncmp(name + n - 3, "_at", 3) == 0)
		add_moment(w->j, out, v.i);
	else if (v.type == JR_V_INT)
		jr_buf_addf(out, "%lld", (long long)v.i);
	else if (v.type == JR_V_TEXT && v.n == JR_DATE_SIZE - 1 && v.p[4] == '-' &&
	    jr_date_parse(v.p, &day) == JR_OK)
		add_day(w->j, out, day);
	else if (v.type == JR_V_TEXT)
		jr_buf_add(out, v.p, v.n);
}

/* Surname and name; with the number where a classmate is called the same. */
static int
add_student(struct rows *w, struct jr_buf *out)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__first(w->j, JR_SQL_AUDIT_STUDENT, JR_PARAMS(JR_P_INT("id", w->student_id),
	    JR_P_TEXT("date", w->date)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	jr_buf_addf(out, "%s %s", jr_stmt_text(st, 0), jr_stmt_text(st, 1));
	if (jr_stmt_int(st, 3) > 0)
		jr_buf_addf(out, " (%s)", jr_stmt_text(st, 2));
	jr_stmt_reset(st);
	return JR_OK;
}

static int
add_placeholder(struct rows *w, struct jr_buf *out, const char *name, size_t n)
{
	const struct jr__rule_param *p;
	int col;

	if (n == 7 && strncmp(name, "student", n) == 0)
		return add_student(w, out);
	if (n == 4 && strncmp(name, "list", n) == 0)
		jr_buf_addc(out, LIST_MARK);
	else if ((col = column(w->st, name, n)) >= 0)
		add_value(w, out, col, name, n);
	else if ((p = param(w->rule, name, n)) != NULL)
		jr_buf_adds(out, p->value);
	return JR_OK;
}

static int
expand(struct rows *w, struct jr_buf *out, const char *text)
{
	size_t n;
	int rc = JR_OK;

	while (*text != '\0' && rc == JR_OK) {
		n = strcspn(text, "{");
		jr_buf_add(out, text, n);
		if (*(text += n) != '{')
			continue;
		n = strcspn(++text, "}");
		rc = add_placeholder(w, out, text, n);
		text += n + (text[n] == '}');
	}
	return rc;
}

static const char *
message(const struct rows *w)
{
	const char *name = w->col.message >= 0 ? jr_stmt_text(w->st, w->col.message) : NULL;
	const struct jr__rule *r = w->rule;

	for (int i = 0; name != NULL && i < r->messages; i++)
		if (strcmp(r->message[i].name, name) == 0)
			return r->message[i].text;
	return r->message[0].text;
}

static int
add_item(struct rows *w, struct jr__found *f)
{
	int rc = JR_OK;

	f->items++;
	if (w->rule->item == NULL)
		return JR_OK;
	if (f->list.len > 0)
		jr_buf_adds(&f->list, ", ");
	rc = expand(w, &f->list, jr_words(w->j, w->rule->item));
	return rc == JR_OK && f->list.failed ? jr__nomem(w->j) : rc;
}

/* --- What a row is about ------------------------------------------------------------- */

static int64_t
number(const struct rows *w, int col)
{
	return col >= 0 ? jr_stmt_int(w->st, col) : 0;
}

/* The grade of the row's course or class, its class, and the subject's match key. */
static int
place_row(struct rows *w, struct jr_buf *subject)
{
	bool course = w->course_id != 0;
	struct jr_stmt *st;
	int rc;

	jr_buf_clear(subject);
	if (!course && w->class_id == 0)
		return JR_OK;
	rc = jr__first(w->j, course ? JR_SQL_AUDIT_COURSE : JR_SQL_AUDIT_CLASS,
	    JR_PARAMS(JR_P_INT("id", course ? w->course_id : w->class_id)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	w->grade = (int)jr_stmt_int(st, 0);
	if (course)
		jr_buf_adds(subject, jr_stmt_text(st, 1));
	if (course && w->class_id == 0)
		w->class_id = jr_stmt_int(st, 2);
	jr_stmt_reset(st);
	return subject->failed ? jr__nomem(w->j) : JR_OK;
}

/* What the row weighs; *judged false: the school does not look at such. */
static int
weigh_row(struct rows *w, bool *judged)
{
	struct jr_buf *subject = &w->run->work;
	const char *severity = NULL;
	int rc;

	*judged = false;
	w->severity = w->rule->severity;
	if (w->col.severity >= 0)
		severity = jr_stmt_text(w->st, w->col.severity);
	if (severity != NULL)
		jr_severity_parse(severity, &w->severity);
	if ((rc = place_row(w, subject)) < 0)
		return rc;
	rc = jr__rule_severity(w->j, w->rule, w->grade,
	    w->course_id != 0 ? jr_buf_str(subject) : NULL, &w->severity);
	*judged = w->severity != JR_SEVERITY_OFF;
	return rc;
}

static int
is_outside(struct rows *w, bool *out)
{
	int64_t yes;
	int rc;

	*out = false;
	if (w->student_id == 0)
		return JR_OK;
	rc = jr__number(w->j, JR_SQL_AUDIT_OUTSIDE, JR_PARAMS(
	    JR_P_INT("student_id", w->student_id), JR_P_TEXT("date", w->date),
	    JR_P_INT("course_id", w->course_id)), &yes);
	*out = rc == JR_OK;
	return rc < 0 ? rc : JR_OK;
}

static int
lesson_teacher(struct rows *w, int64_t *out)
{
	int64_t lesson;
	int rc;

	rc = jr__number(w->j, JR_SQL_AUDIT_LESSON, JR_PARAMS(JR_P_INT("course_id", w->course_id),
	    JR_P_TEXT("date", w->date), JR_P_INT("number", w->number)), &lesson);
	if (rc != JR_OK)
		return rc;
	return jr__number(w->j, JR_SQL_AUDIT_LESSON_TEACHER,
	    JR_PARAMS(JR_P_INT("lesson_id", lesson)), out);
}

/* *out 0: nobody in particular, the deputy. */
static int
who_answers(struct rows *w, int64_t *out)
{
	int rc = JR_DONE;

	*out = 0;
	if (w->col.staff >= 0 && (*out = jr_stmt_int(w->st, w->col.staff)) != 0)
		return JR_OK;
	if (w->rule->who == JR__WHO_TEACHER && w->rule->object == JR__OF_LESSON &&
	    (rc = lesson_teacher(w, out)) < 0)
		return rc;
	if (w->rule->who == JR__WHO_TEACHER && rc == JR_DONE && w->course_id != 0)
		rc = jr__number(w->j, JR_SQL_AUDIT_COURSE_TEACHER, JR_PARAMS(
		    JR_P_INT("course_id", w->course_id), JR_P_TEXT("date", w->date)), out);
	if (w->rule->who == JR__WHO_HOMEROOM && w->class_id != 0)
		rc = jr__number(w->j, JR_SQL_AUDIT_HOMEROOM, JR_PARAMS(
		    JR_P_INT("class_id", w->class_id), JR_P_TEXT("date", w->date)), out);
	return rc < 0 ? rc : JR_OK;
}

/* Period and key, "2026-W37\x1f12", into run->work. */
static void
add_key(struct rows *w, struct jr_buf *out)
{
	char week[JR_WEEK_SIZE];
	jr_day day = 0;

	jr_date_parse(w->date, &day);
	jr_week_format(day, week);
	switch (w->rule->period) {
	case JR__BY_DAY:
		jr_buf_addf(out, "%s\x1f", w->date);
		break;
	case JR__BY_WEEK:
		jr_buf_addf(out, "%s\x1f", week);
		break;
	default:
		jr_buf_addf(out, "%s\x1f", w->stretch->period);
	}
	if (w->rule->object == JR__OF_LESSON)
		jr_buf_addf(out, "%lld/%lld", (long long)w->course_id, (long long)w->number);
	else if (w->rule->object == JR__OF_COURSE)
		jr_buf_addf(out, "%lld", (long long)w->course_id);
	else if (w->rule->object == JR__OF_CLASS)
		jr_buf_addf(out, "%lld", (long long)w->class_id);
	else if (w->rule->object == JR__OF_TEACHER)
		jr_buf_addf(out, "%lld", (long long)number(w, w->col.staff));
}

void
jr__found_key(const struct jr__found *f, struct jr_value *period, struct jr_value *key)
{
	const char *p = strchr(f->key, '\x1f') + 1, *k = strchr(p, '\x1f') + 1;

	*period = jr_textn(p, (size_t)(k - 1 - p));
	*key = jr_text(k);
}

/* --- Rows into findings ----------------------------------------------------------------- */

static struct jr__found *
add_found(struct jr__audit_run *run)
{
	struct jr__found *grown;
	size_t room = run->room == 0 ? 64 : 2 * run->room;

	if (run->n == run->room) {
		if ((grown = reallocarray(run->found, room, sizeof(*grown))) == NULL)
			return NULL;
		run->found = grown;
		run->room = room;
	}
	memset(&run->found[run->n], 0, sizeof(*run->found));
	return &run->found[run->n++];
}

static int
new_found(struct rows *w, const char *key)
{
	struct jr__audit_run *run = w->run;
	struct jr_buf words = JR_BUF_INIT;
	struct jr__found *f;
	int rc;

	if ((f = add_found(run)) == NULL ||
	    !jr_map_put(run->at, key, strlen(key), (int64_t)run->n - 1) ||
	    (f->key = strdup(key)) == NULL)
		return jr__nomem(w->j);
	f->rule = w->at;
	f->stretch = run->stretches;
	f->fresh = !w->stretch->again;
	f->severity = w->severity;
	memcpy(f->date, w->date, sizeof(f->date));
	f->course_id = w->rule->object <= JR__OF_COURSE ? w->course_id : 0;
	f->class_id = w->rule->object <= JR__OF_CLASS ? w->class_id : 0;
	f->number = w->rule->object == JR__OF_LESSON ? w->number : -1;
	f->grade = w->grade;
	if ((rc = who_answers(w, &f->staff_id)) == JR_OK &&
	    (rc = expand(w, &words, jr_words(w->j, message(w)))) == JR_OK)
		rc = add_item(w, f);
	f->detail = jr_buf_steal(&words);
	return rc == JR_OK && f->detail == NULL ? jr__nomem(w->j) : rc;
}

/* A lesson with nothing at all is found once, not by every rule. */
static bool
is_hidden(const struct rows *w, const char *key)
{
	int64_t at;

	return w->rule->object == JR__OF_LESSON && strcmp(w->rule->id, JR__LESSON_MISSING) != 0 &&
	    jr_map_get(w->run->missing, key, strlen(key), &at);
}

static int
put_row(struct rows *w)
{
	struct jr__audit_run *run = w->run;
	struct jr_buf *full = &run->name;
	struct jr__found *f;
	const char *key;
	int64_t at;

	jr_buf_clear(full);
	jr_buf_addf(full, "%s\x1f", w->rule->id);
	add_key(w, full);
	if (full->failed)
		return jr__nomem(w->j);
	key = jr_buf_str(full) + strlen(w->rule->id) + 1;
	if (is_hidden(w, key))
		return JR_OK;
	if (strcmp(w->rule->id, JR__LESSON_MISSING) == 0 &&
	    !jr_map_put(run->missing, key, strlen(key), 1))
		return jr__nomem(w->j);
	if (!jr_map_get(run->at, jr_buf_str(full), full->len, &at))
		return new_found(w, jr_buf_str(full));
	f = &run->found[at];
	if (f->stretch == run->stretches)
		return add_item(w, f);
	f->fresh = f->fresh || !w->stretch->again;
	return JR_OK;
}

static int
take_row(struct rows *w)
{
	const char *date = jr_stmt_text(w->st, w->col.date);
	bool yes;
	int rc;

	if (date == NULL || strlen(date) != JR_DATE_SIZE - 1)
		return JR_OK;
	memcpy(w->date, date, JR_DATE_SIZE);
	w->course_id = number(w, w->col.course);
	w->class_id = number(w, w->col.class);
	w->student_id = number(w, w->col.student);
	w->number = number(w, w->col.number);
	w->grade = 0;
	if ((rc = weigh_row(w, &yes)) < 0 || !yes)
		return rc;
	if ((rc = is_outside(w, &yes)) < 0 || yes)
		return rc;
	return put_row(w);
}

int
jr__audit_rows(struct jr__audit_run *run, size_t rule, const struct jr__stretch *stretch,
    struct jr_stmt *st)
{
	struct rows w = {
		.run = run, .j = run->j, .rule = &run->audit->rule[rule], .at = rule,
		.stretch = stretch, .st = st,
	};
	int rc;

	run->stretches++;
	find_columns(st, &w.col);
	rc = bind_all(&w);
	while (rc == JR_OK && (rc = jr_stmt_step(st)) == JR_OK)
		if ((rc = take_row(&w)) < 0) {
			jr_stmt_reset(st);
			return rc;
		}
	if (rc == JR_DONE)
		return JR_OK;
	if (rc == JR_ENOMEM || rc == JR_EIO)
		return jr__store_failed(run->j, rc);
	jr__audit_fault(run->audit, w.rule->file, w.rule->sql_line, "%s",
	    jr_store_error(run->j->store)->text);
	w.rule->failed = true;
	return JR_OK;
}

static int
finish_words(struct jr *j, struct jr__found *f)
{
	struct jr_buf words = JR_BUF_INIT;
	char *mark = strchr(f->detail, LIST_MARK);

	if (mark == NULL)
		return JR_OK;
	jr_buf_add(&words, f->detail, (size_t)(mark - f->detail));
	jr_buf_adds(&words, jr_buf_str(&f->list));
	jr_buf_adds(&words, mark + 1);
	free(f->detail);
	f->detail = jr_buf_steal(&words);
	return f->detail == NULL ? jr__nomem(j) : JR_OK;
}

int
jr__audit_finish(struct jr__audit_run *run)
{
	const struct jr__rule_param *p;
	const struct jr__rule *r;
	int rc;

	for (size_t i = 0; i < run->n; i++) {
		struct jr__found *f = &run->found[i];

		r = &run->audit->rule[f->rule];
		p = r->least != NULL ? param(r, r->least, strlen(r->least)) : NULL;
		f->dropped = p != NULL && f->items < strtoull(p->value, NULL, 10);
		if ((rc = finish_words(run->j, f)) < 0)
			return rc;
	}
	return JR_OK;
}
