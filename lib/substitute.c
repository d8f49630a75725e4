/* Rows of substitutions. */
#include <stdlib.h>
#include <string.h>

#include "list.h"
#include "substitute_impl.h"

static const struct jr__course_cols course_cols = {
	JR__SUB_CLASS, JR__SUB_GROUP, JR__SUB_SUBJECT,
};

static const struct jr__word kind_word[] = {
	{ "substitute", JR__SUBSTITUTE }, { "замена", JR__SUBSTITUTE },
	{ "замещение", JR__SUBSTITUTE },
	{ "merged", JR__MERGED }, { "объединение", JR__MERGED }, { "объединён", JR__MERGED },
	{ "cancelled", JR__CANCELLED }, { "отмена", JR__CANCELLED }, { "отменён", JR__CANCELLED },
	{ "moved", JR__MOVED }, { "перенос", JR__MOVED }, { "перенесён", JR__MOVED },
	{ NULL, 0 }
};

static const char *
cell(const struct jr_row *r, int col)
{
	return r->v[col] == NULL ? "" : r->v[col];
}

/* --- Understanding a row -------------------------------------------------------------- */

int
jr__sub_kind(struct jr *j, const char *text, bool by, enum jr__sub_kind *out)
{
	int kind = JR__SUBSTITUTE, rc;

	*out = JR__SUBSTITUTE;
	if (text == NULL || text[0] == '\0')
		return by ? JR_OK : jr__fail_at(j, JR_EINVAL, JR__SUB_KIND,
		    N_("say who gives the lesson, or that it is merged, cancelled or moved"));
	rc = jr__word_find(j, kind_word, text, &kind);
	*out = (enum jr__sub_kind)kind;
	return rc != JR_DONE ? rc : jr__fail_at(j, JR_EINVAL, JR__SUB_KIND,
	    N_("there is no kind of substitution '%s'; there are substitute, merged, cancelled "
	    "and moved"), text);
}

/* The lesson; the teacher, where the row names him, teaches it that day. */
static int
take_lesson(struct jr *j, const struct jr_row *r, enum jr__lesson_how how,
    struct jr__lesson_place *out)
{
	const struct jr__course *course;
	char date[JR_DATE_SIZE];
	int64_t year, staff, n;
	jr_day day;
	int rc;

	if ((rc = jr__may(j, JR__SUB_DATE, JR_ON_SUBSTITUTION)) < 0 ||
	    (rc = jr__day_in_year(j, JR__SUB_DATE, cell(r, JR__SUB_DATE), &day, &year)) < 0 ||
	    (rc = jr__find_course(j, &course_cols, year, r->v[JR__SUB_CLASS],
	    r->v[JR__SUB_GROUP], r->v[JR__SUB_SUBJECT], 0, day, &course)) < 0 ||
	    (rc = jr__lesson_find(j, JR__SUB_NUMBER, course, day, r->v[JR__SUB_NUMBER], how,
	    out)) < 0)
		return rc;
	if (cell(r, JR__SUB_TEACHER)[0] == '\0')
		return JR_OK;
	if ((rc = jr__find_staff(j, JR__SUB_TEACHER, r->v[JR__SUB_TEACHER], &staff)) < 0)
		return rc;
	jr_date_format(day, date);
	rc = jr__number(j, JR_SQL_SUBSTITUTION_TEACHES, JR_PARAMS(
	    JR_P_INT("course_id", course->id), JR_P_INT("staff_id", staff),
	    JR_P_TEXT("date", date)), &n);
	if (rc < 0 || n > 0)
		return rc;
	return jr__fail_at(j, JR_EINVAL, JR__SUB_TEACHER,
	    N_("'%s' does not teach that course on %s"), r->v[JR__SUB_TEACHER], date);
}

static int
take_target(struct jr *j, const struct jr_row *r, struct jr__sub *s)
{
	int64_t year;

	if (s->kind != JR__MOVED)
		return JR_OK;
	if (cell(r, JR__SUB_TO_DATE)[0] == '\0' || cell(r, JR__SUB_TO_NUMBER)[0] == '\0')
		return jr__fail_at(j, JR_EINVAL, JR__SUB_TO_DATE,
		    N_("say on which day, and as which lesson of it, the lesson is given"));
	s->to_number = r->v[JR__SUB_TO_NUMBER];
	return jr__day_in_year(j, JR__SUB_TO_DATE, r->v[JR__SUB_TO_DATE], &s->to_day, &year);
}

static int
take_row(struct jr *j, const struct jr_row *r, struct jr__sub *s)
{
	bool by = cell(r, JR__SUB_BY)[0] != '\0';
	int rc;

	*s = (struct jr__sub){ .keep_reason = r->v[JR__SUB_REASON] == NULL,
	    .keep_order = r->v[JR__SUB_ORDER] == NULL };
	if ((rc = take_lesson(j, r, JR__LESSON_SLOT, &s->at)) < 0 ||
	    (rc = jr__sub_kind(j, r->v[JR__SUB_KIND], by, &s->kind)) < 0 ||
	    (rc = take_target(j, r, s)) < 0)
		return rc;
	if (by && s->kind >= JR__CANCELLED)
		return jr__fail_at(j, JR_EINVAL, JR__SUB_BY,
		    N_("a lesson that is cancelled or moved is given by no substitute"));
	if (!by && s->kind == JR__SUBSTITUTE)
		return jr__fail_at(j, JR_EINVAL, JR__SUB_BY, N_("say who gives the lesson"));
	if ((by && (rc = jr__find_staff(j, JR__SUB_BY, r->v[JR__SUB_BY], &s->staff_id)) < 0) ||
	    (rc = jr__match(j, 4, r->v[JR__SUB_WITH], &s->with)) < 0 ||
	    (rc = jr__clean(j, 6, r->v[JR__SUB_REASON], &s->reason)) < 0)
		return rc;
	return jr__clean(j, 7, r->v[JR__SUB_ORDER], &s->order);
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	struct jr__sub s;
	int rc;

	*what = JR_SAME;
	if ((rc = take_row(j, r, &s)) < 0)
		return rc;
	return jr__sub_put(j, &s, what);
}

static int
take_back(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr__lesson_place at;
	int rc;

	(void)on;
	*what = JR_SAME;
	if ((rc = take_lesson(j, r, JR__LESSON_THERE, &at)) < 0)
		return rc;
	return jr__sub_remove(j, &at, what);
}

/* --- list --------------------------------------------------------------------------------- */

struct bounds {
	char		 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	struct jr_value	 subject, number, staff, by;
	const char	*class_key, *group_key;
};

static int
bound_days(struct jr *j, const struct jr_filter *f, struct bounds *b)
{
	int rc;

	if (f->v[JR__SUB_DATE] == NULL)
		return jr__list_days(j, f, -1, -1, b->from, b->to);
	if ((rc = jr__date(j, JR__SUB_DATE, f->v[JR__SUB_DATE], b->from)) == JR_OK)
		memcpy(b->to, b->from, JR_DATE_SIZE);
	return rc;
}

static int
bound_staff(struct jr *j, int col, const char *login, struct jr_value *out)
{
	int64_t id;
	int rc;

	*out = jr_null();
	if (login == NULL)
		return JR_OK;
	rc = jr__find_staff(j, col, login, &id);
	*out = jr_int(id);
	return rc;
}

static int
bound_names(struct jr *j, const struct jr_filter *f, struct bounds *b)
{
	const char *number = f->v[JR__SUB_NUMBER];
	int64_t id;
	char *end;
	int rc;

	b->subject = b->number = jr_null();
	if ((rc = bound_staff(j, JR__SUB_TEACHER, f->v[JR__SUB_TEACHER], &b->staff)) < 0 ||
	    (rc = bound_staff(j, JR__SUB_BY, f->v[JR__SUB_BY], &b->by)) < 0)
		return rc;
	if (f->v[JR__SUB_SUBJECT] != NULL) {
		if ((rc = jr__find_subject(j, JR__SUB_SUBJECT, f->v[JR__SUB_SUBJECT], &id)) < 0)
			return rc;
		b->subject = jr_int(id);
	}
	if (number != NULL) {
		b->number = jr_int(strtoll(number, &end, 10));
		if (*end != '\0' || end == number)
			return jr__fail_at(j, JR_EINVAL, JR__SUB_NUMBER,
			    N_("'%s' is not the number of a lesson"), number);
	}
	if ((rc = jr__match(j, 6, f->v[JR__SUB_CLASS], &b->class_key)) < 0)
		return rc;
	return jr__match(j, 7, f->v[JR__SUB_GROUP], &b->group_key);
}

/* "7А", "7А англ", or a cross-class group: the lesson that takes the merged one in. */
static const char *
with_words(struct jr_stmt *st, struct jr_buf *out)
{
	const char *class = jr_stmt_text(st, JR__SUB_COLUMNS),
	    *group = jr_stmt_text(st, JR__SUB_COLUMNS + 1);

	jr_buf_clear(out);
	jr_buf_addf(out, "%s%s%s", class == NULL ? "" : class,
	    class != NULL && group != NULL ? " " : "", group == NULL ? "" : group);
	return out->len == 0 ? NULL : jr_buf_str(out);
}

static int
give(struct jr_stmt *st, jr_row_out *out, void *arg)
{
	char number[24], to_number[24];
	const char *cells[JR__SUB_COLUMNS];
	struct jr_buf with = JR_BUF_INIT;
	int rc;

	for (int i = 0; i < JR__SUB_COLUMNS; i++)
		cells[i] = i == JR__SUB_NUMBER || i == JR__SUB_TO_NUMBER ? NULL :
		    jr_stmt_text(st, i);
	snprintf(number, sizeof(number), "%lld", (long long)jr_stmt_int(st, JR__SUB_NUMBER));
	snprintf(to_number, sizeof(to_number), "%lld",
	    (long long)jr_stmt_int(st, JR__SUB_TO_NUMBER));
	cells[JR__SUB_NUMBER] = number;
	if (cells[JR__SUB_TO_DATE] != NULL)
		cells[JR__SUB_TO_NUMBER] = to_number;
	cells[JR__SUB_WITH] = with_words(st, &with);
	rc = with.failed ? JR_ENOMEM : out(arg, cells);
	jr_buf_release(&with);
	return rc;
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	struct jr_stmt *st;
	struct bounds b;
	int rc;

	if ((rc = bound_days(j, f, &b)) < 0 || (rc = bound_names(j, f, &b)) < 0 ||
	    (rc = jr__query(j, JR_SQL_SUBSTITUTION_LIST, JR_PARAMS(
	    JR_P_TEXT("from", b.from), JR_P_TEXT("to", b.to),
	    JR_P_TEXT("class_key", b.class_key), JR_P_TEXT("group_key", b.group_key),
	    { "subject_id", b.subject }, { "number", b.number }, { "by_id", b.by },
	    { "staff_id", b.staff }), &st)) < 0)
		return rc;
	return jr__list_each(j, st, give, out, arg);
}

/* --- The kind ----------------------------------------------------------------------------- */

static const struct jr_rowcol columns[JR__SUB_COLUMNS] = {
	[JR__SUB_DATE] = { "date", JR_COL_DATE, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("day of the lesson") },
	[JR__SUB_CLASS] = { "class", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("class, like 7А") },
	[JR__SUB_GROUP] = { "group", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("group, if the subject is taught in groups") },
	[JR__SUB_SUBJECT] = { "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("subject") },
	[JR__SUB_NUMBER] = { "number", JR_COL_INT,
	    JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("number of the lesson in the day") },
	[JR__SUB_TEACHER] = { "teacher", JR_COL_TEXT, JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("login of whom it is given for") },
	[JR__SUB_KIND] = { "kind", JR_COL_TEXT, JR_ROW_OPTIONAL,
	    N_("substitute, merged, cancelled or moved") },
	[JR__SUB_BY] = { "by", JR_COL_TEXT, JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("login of who gives it") },
	[JR__SUB_WITH] = { "with", JR_COL_TEXT, JR_ROW_OPTIONAL,
	    N_("merged: class or group of the lesson that takes it in") },
	[JR__SUB_TO_DATE] = { "to_date", JR_COL_DATE, JR_ROW_OPTIONAL,
	    N_("moved: the day on which it is given") },
	[JR__SUB_TO_NUMBER] = { "to_number", JR_COL_INT, JR_ROW_OPTIONAL,
	    N_("moved: its number on that day") },
	[JR__SUB_REASON] = { "reason", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("why") },
	[JR__SUB_ORDER] = { "order", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("number of the order") },
};

const struct jr_rowkind jr_kind_substitution = {
	.name = "substitution", .col = columns, .columns = JR__SUB_COLUMNS, .dated = true,
	.set_adds = true, .put = put, .remove = take_back, .list = list,
};
