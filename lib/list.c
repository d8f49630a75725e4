/* Lists of rows: filters looked up, rows given out as cells. */
#include "list.h"

#include <stdlib.h>
#include <string.h>

int
jr__list_days(struct jr *j, const struct jr_filter *f, int col_from, int col_to,
    char from[JR_DATE_SIZE], char to[JR_DATE_SIZE])
{
	int rc;

	strcpy(from, "0000-01-01");
	strcpy(to, JR_OPEN_END);
	if (f->from != NULL && (rc = jr__date(j, col_from, f->from, from)) < 0)
		return rc;
	return f->to != NULL ? jr__date(j, col_to, f->to, to) : JR_OK;
}

static int
filter_days(struct jr *j, const struct jr_filter *f, const struct jr__entry_cols *cols,
    struct jr__list_filter *out)
{
	const char *date = f->v[cols->date];
	int rc;

	if (date == NULL)
		return jr__list_days(j, f, -1, -1, out->from, out->to);
	if ((rc = jr__date(j, cols->date, date, out->from)) == JR_OK)
		strcpy(out->to, out->from);
	return rc;
}

/* A name in a class is looked up as of the last day asked for, or today. */
static int
filter_student(struct jr *j, const struct jr_filter *f, const struct jr__entry_cols *cols,
    int64_t class_id, struct jr__list_filter *out)
{
	jr_day day;
	int64_t id;
	int rc;

	if (f->v[cols->student] == NULL)
		return JR_OK;
	if (strcmp(out->to, JR_OPEN_END) == 0 || jr_date_parse(out->to, &day) < 0)
		day = jr_today(j);
	rc = jr__find_student(j, cols->student, f->v[cols->student], class_id, day, &id);
	if (rc == JR_OK)
		out->student = jr_int(id);
	return rc;
}

static int
filter_class(struct jr *j, const struct jr_filter *f, const struct jr__entry_cols *cols,
    int64_t *class_id, struct jr__list_filter *out)
{
	int rc;

	*class_id = 0;
	if (f->v[cols->class] == NULL)
		return JR_OK;
	rc = jr__find_class(j, cols->class, jr_year(j), f->v[cols->class], class_id);
	if (rc == JR_OK)
		out->class = jr_int(*class_id);
	return rc;
}

static int
filter_group(struct jr *j, const struct jr_filter *f, const struct jr__entry_cols *cols,
    struct jr__list_filter *out)
{
	const char *key;
	int rc;

	if (f->v[cols->group] == NULL)
		return JR_OK;
	if ((rc = jr__match(j, 0, f->v[cols->group], &key)) < 0)
		return rc;
	snprintf(out->group_key, sizeof(out->group_key), "%s", key == NULL ? "" : key);
	out->group = jr_text(out->group_key);
	return JR_OK;
}

static int
filter_number(struct jr *j, const struct jr_filter *f, const struct jr__entry_cols *cols,
    struct jr__list_filter *out)
{
	const char *text = f->v[cols->number];
	char *end;

	if (text == NULL)
		return JR_OK;
	out->number = jr_int(strtoll(text, &end, 10));
	if (*end == '\0' && end != text)
		return JR_OK;
	return jr__fail_at(j, JR_EINVAL, cols->number,
	    N_("'%s' is not the number of a lesson"), text);
}

int
jr__list_filter(struct jr *j, const struct jr_filter *f, const struct jr__entry_cols *cols,
    struct jr__list_filter *out)
{
	int64_t class_id, id;
	int rc;

	memset(out, 0, sizeof(*out));
	if ((rc = filter_days(j, f, cols, out)) < 0 ||
	    (rc = filter_class(j, f, cols, &class_id, out)) < 0 ||
	    (rc = filter_group(j, f, cols, out)) < 0 ||
	    (rc = filter_number(j, f, cols, out)) < 0 ||
	    (rc = filter_student(j, f, cols, class_id, out)) < 0)
		return rc;
	if (f->v[cols->subject] == NULL)
		return JR_OK;
	if ((rc = jr__find_subject(j, cols->subject, f->v[cols->subject], &id)) == JR_OK)
		out->subject = jr_int(id);
	return rc;
}

static const char *
cell(struct jr_stmt *st, int i, char number[24])
{
	struct jr_value v;

	jr_stmt_value(st, i, &v);
	switch (v.type) {
	case JR_V_INT:
		snprintf(number, 24, "%lld", (long long)v.i);
		return number;
	case JR_V_TEXT:
		return strcmp(v.p, JR_OPEN_END) == 0 ? NULL : v.p;
	default:
		return NULL;
	}
}

int
jr__list_rows(struct jr *j, enum jr_sql sql, const struct jr_param *params, int columns,
    jr_row_out *out, void *arg)
{
	const char *cells[JR_ROW_MOST];
	char number[JR_ROW_MOST][24];
	struct jr_stmt *st;
	int rc;

	rc = jr__query(j, sql, params, &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		for (int i = 0; i < columns; i++)
			cells[i] = cell(st, i, number[i]);
		if ((rc = out(arg, cells)) < 0) {
			jr_stmt_reset(st);
			return rc;
		}
	}
	return rc < 0 ? rc : JR_OK;
}

int
jr__list_each(struct jr *j, struct jr_stmt *st, jr__list_give *give, jr_row_out *out,
    void *arg)
{
	int rc;

	while ((rc = jr__step(j, st)) == JR_OK)
		if ((rc = give(st, out, arg)) < 0) {
			jr_stmt_reset(st);
			return rc;
		}
	return rc < 0 ? rc : JR_OK;
}
