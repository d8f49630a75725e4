/* Reports: a query is run, and its rows are read whole. */
#include <stdlib.h>
#include <string.h>

#include "report_impl.h"

void
jr__result_release(struct jr__result *r)
{
	free(r->name);
	free(r->type);
	free(r->cell);
	jr_buf_release(&r->text);
	memset(r, 0, sizeof(*r));
}

int
jr__result_column(const struct jr__result *r, const char *name)
{
	for (int i = 0; name != NULL && i < r->ncol; i++)
		if (strcmp(r->name[i], name) == 0)
			return i;
	return -1;
}

int
jr__result_order(const struct jr__result *r, const char *name)
{
	char order[JR__NAME + 8];

	snprintf(order, sizeof(order), "%s_order", name);
	return jr__result_column(r, order);
}

bool
jr__is_order(const char *name)
{
	size_t n = strlen(name);

	return n > 6 && strcmp(name + n - 6, "_order") == 0;
}

/* --- Reading ------------------------------------------------------------ */

static int
sql_failed(struct jr__run *x, int section, int rc)
{
	struct jr_error e = { 0 };

	if (rc != JR_EINVAL)
		return jr__store_failed(x->j, rc);
	jr__sqlfile_fail(x->r->file, &e, JR_ECONFIG, x->r->file->section[section].sql_line, "%s",
	    jr_store_error(x->j->store)->text);
	return jr__fail(x->j, JR_ECONFIG, "%s", e.text);
}

static int
bind(struct jr__run *x, struct jr_stmt *st)
{
	const struct jr__report_values *v = &x->v;
	const struct { const char *name; int64_t id; const char *text; } value[] = {
		{ "year", v->year, NULL }, { "class", v->class_id, NULL },
		{ "grade", v->class_id != 0 || v->student_id != 0 ? 0 : v->grade, NULL },
		{ "student", v->student_id, NULL }, { "teacher", v->staff_id, NULL },
		{ "subject", v->subject_id, NULL }, { "course", 0, NULL },
		{ "term", v->term_id, NULL }, { "from", 0, v->from }, { "to", 0, v->to },
		{ "date", 0, v->date }, { "today", 0, v->today },
		{ "reader", v->reader, NULL }, { "by_class", v->by_class, NULL },
		{ "by_course", v->by_course, NULL },
	};
	int place, rc;

	for (size_t i = 0; i < sizeof(value) / sizeof(value[0]); i++) {
		struct jr_value bound = value[i].text != NULL ? jr_text(value[i].text) :
		    value[i].id != 0 ? jr_int(value[i].id) : jr_null();

		if ((place = jr_stmt_place(st, value[i].name)) > 0 &&
		    (rc = jr_stmt_bind(st, place, &bound)) < 0)
			return jr__store_failed(x->j, rc);
	}
	return JR_OK;
}

static enum jr_sql
scope_statement(const struct jr_report *r)
{
	if (strcmp(r->scope, "class") == 0)
		return JR_SQL_SCOPE_CLASS;
	if (strcmp(r->scope, "student") == 0)
		return JR_SQL_SCOPE_STUDENT;
	if (strcmp(r->scope, "course") == 0)
		return JR_SQL_SCOPE_COURSE;
	return JR_SQL_SCOPE_SCHOOL;
}

static bool
take_columns(struct jr__run *x, struct jr_stmt *st, struct jr__result *r)
{
	r->ncol = jr_stmt_columns(st);
	r->name = calloc((size_t)r->ncol + 1, sizeof(*r->name));
	r->type = calloc((size_t)r->ncol + 1, sizeof(*r->type));
	if (r->name == NULL || r->type == NULL)
		return false;
	for (int i = 0; i < r->ncol; i++) {
		snprintf(r->name[i], JR__NAME, "%s", jr_stmt_name(st, i));
		r->type[i] = jr__report_type(x->r, r->name[i]);
	}
	return true;
}

/* Words of the report's, with the text behind a bar in the place of their %s. */
static void
add_words(struct jr__run *x, struct jr_buf *out, const char *value)
{
	const char *bar = strchr(value, '|'), *words, *place;
	struct jr_buf id = JR_BUF_INIT;

	jr_buf_add(&id, value, bar == NULL ? strlen(value) : (size_t)(bar - value));
	words = jr_words(x->j, jr_buf_str(&id));
	place = bar == NULL ? NULL : strstr(words, "%s");
	if (place == NULL)
		jr_buf_adds(out, words);
	else
		jr_buf_addf(out, "%.*s%s%s", (int)(place - words), words, bar + 1, place + 2);
	out->failed = out->failed || id.failed;
	jr_buf_release(&id);
}

/* A value in machine form: 435 hundredths are 4.35. */
static void
add_value(struct jr__run *x, struct jr_buf *out, enum jr__type type, const struct jr_value *v)
{
	if (v->type == JR_V_INT && type == JR__TENTHS)
		jr_buf_addf(out, "%lld.%lld", (long long)v->i / 10, (long long)v->i % 10);
	else if (v->type == JR_V_INT && type == JR__HUNDREDTHS)
		jr_buf_addf(out, "%lld.%02lld", (long long)v->i / 100, (long long)v->i % 100);
	else if (v->type == JR_V_INT)
		jr_buf_addf(out, "%lld", (long long)v->i);
	else if (type == JR__WORD)
		add_words(x, out, v->p);
	else
		jr_buf_add(out, v->p, v->n);
	jr_buf_addc(out, '\0');
}

static bool
take_row(struct jr__run *x, struct jr_stmt *st, struct jr__result *r)
{
	size_t room = r->room == 0 ? 256 : 2 * r->room, *more;
	struct jr_value v;

	if (r->nrow == r->room) {
		if ((more = realloc(r->cell, room * (size_t)r->ncol * sizeof(*more))) == NULL)
			return false;
		r->cell = more;
		r->room = room;
	}
	for (int i = 0; i < r->ncol; i++) {
		size_t *cell = &r->cell[r->nrow * (size_t)r->ncol + (size_t)i];

		jr_stmt_value(st, i, &v);
		*cell = v.type == JR_V_NULL ? JR__NO_CELL : r->text.len;
		if (v.type != JR_V_NULL)
			add_value(x, &r->text, r->type[i], &v);
	}
	r->nrow++;
	return !r->text.failed;
}

int
jr__result_fetch(struct jr__run *x, int section, struct jr__result *out)
{
	struct jr_stmt *st;
	int rc;

	memset(out, 0, sizeof(*out));
	rc = jr_stmt_prepare_with(x->j->store, scope_statement(x->r), x->r->with,
	    x->r->file->section[section].sql, &st);
	if (rc < 0)
		return sql_failed(x, section, rc);
	if ((rc = bind(x, st)) == JR_OK && !take_columns(x, st, out))
		rc = jr__nomem(x->j);
	while (rc == JR_OK && (rc = jr_stmt_step(st)) == JR_OK)
		if (!take_row(x, st, out))
			rc = jr__nomem(x->j);
	if (rc < 0 && x->j->err.rc == 0)
		rc = sql_failed(x, section, rc);
	jr_stmt_free(st);
	if (rc < 0)
		jr__result_release(out);
	return rc < 0 ? rc : JR_OK;
}
