/* Rows of lessons: listing, a lesson with its tasks in one row. */
#include <stdlib.h>
#include <string.h>

#include "calendar.h"
#include "lesson_impl.h"
#include "lesson_row.h"

/* The filter as the query takes it. */
struct bounds {
	char		 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	struct jr_value	 class_key, group_key, subject_id, number, staff_id;
	bool		 unfilled;
};

static void
narrow(struct bounds *b, const char *from, const char *to)
{
	if (from != NULL && strcmp(from, b->from) > 0)
		memcpy(b->from, from, JR_DATE_SIZE);
	if (to != NULL && strcmp(to, b->to) < 0)
		memcpy(b->to, to, JR_DATE_SIZE);
}

static int
bound_days(struct jr *j, const struct jr_filter *f, struct bounds *b)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int rc;

	memcpy(b->from, "0000-01-01", JR_DATE_SIZE);
	memcpy(b->to, JR_OPEN_END, JR_DATE_SIZE);
	if (f->v[DATE] != NULL) {
		if ((rc = jr__date(j, DATE, f->v[DATE], from)) < 0)
			return rc;
		narrow(b, from, from);
	}
	if (f->term != NULL) {
		if ((rc = jr_term_days(j, f->term, from, to)) < 0)
			return rc;
		narrow(b, from, to);
	}
	if (f->from != NULL) {
		if ((rc = jr__date(j, -1, f->from, from)) < 0)
			return rc;
		narrow(b, from, NULL);
	}
	if (f->to != NULL) {
		if ((rc = jr__date(j, -1, f->to, to)) < 0)
			return rc;
		narrow(b, NULL, to);
	}
	if (f->unfilled) {
		jr_date_format(jr_today(j), to);
		narrow(b, NULL, to);
	}
	return JR_OK;
}

static int
bound_names(struct jr *j, const struct jr_filter *f, struct bounds *b)
{
	const char *key;
	char *end;
	int64_t id;
	int rc;

	b->class_key = b->group_key = b->subject_id = b->number = b->staff_id = jr_null();
	b->unfilled = f->unfilled;
	if (f->v[CLASS] != NULL) {
		if ((rc = jr__match(j, 2, f->v[CLASS], &key)) < 0)
			return rc;
		b->class_key = jr_text(key);
	}
	if (f->v[GROUP] != NULL) {
		if ((rc = jr__match(j, 3, f->v[GROUP], &key)) < 0)
			return rc;
		b->group_key = jr_text(key);
	}
	if (f->v[SUBJECT] != NULL) {
		if ((rc = jr__find_subject(j, SUBJECT, f->v[SUBJECT], &id)) < 0)
			return rc;
		b->subject_id = jr_int(id);
	}
	if (f->v[NUMBER] != NULL) {
		b->number = jr_int(strtol(f->v[NUMBER], &end, 10));
		if (end == f->v[NUMBER] || *end != '\0')
			return jr__fail_at(j, JR_EINVAL, NUMBER,
			    N_("'%s' is not the number of a lesson"), f->v[NUMBER]);
	}
	if (f->teacher != NULL) {
		if ((rc = jr__find_staff(j, -1, f->teacher, &id)) < 0)
			return rc;
		b->staff_id = jr_int(id);
	}
	return JR_OK;
}

static int
query_list(struct jr *j, const struct bounds *b, struct jr_stmt **out)
{
	struct jr_param params[9] = {
		JR_P_TEXT("from", b->from), JR_P_TEXT("to", b->to),
		{ "group_key", b->group_key }, { "subject_id", b->subject_id },
		{ "number", b->number }, { "staff_id", b->staff_id },
		JR_P_INT("unfilled", b->unfilled), { "class_key", b->class_key },
		{ NULL, { 0 } },
	};

	if (b->class_key.type != JR_V_NULL)
		return jr__query(j, JR_SQL_LESSON_LIST_CLASS, params, out);
	params[7].name = NULL;
	return jr__query(j, JR_SQL_LESSON_LIST, params, out);
}

/* --- From the query's rows, one a task, to rows of lessons -------------------------- */

/* A lesson being put together from the rows of its tasks. */
struct listed {
	int64_t		 id;		/* 0: none yet */
	struct jr_buf	 text;		/* cells, each with its NUL */
	size_t		 at[COLUMNS];	/* places in text; 0: empty */
	struct jr_buf	 tasks, links;
	bool		 linked;
	bool		 recorded;	/* say when and by whom */
};

static void
begin_lesson(struct listed *l, struct jr_stmt *st)
{
	/* Columns of the query for the cells that it gives as they are. */
	static const int column[COLUMNS] = { 1, 2, 3, 4, 5, 6, -1, 7, 8, 9, -1 };
	struct jr_value v;

	l->id = jr_stmt_int(st, 0);
	l->linked = jr_stmt_int(st, 14) == 1;
	jr_buf_clear(&l->tasks);
	jr_buf_clear(&l->text);
	jr_buf_addc(&l->text, '\0');
	for (int i = 0; i < COLUMNS; i++) {
		l->at[i] = 0;
		if (column[i] < 0)
			continue;
		jr_stmt_value(st, column[i], &v);
		if (v.type == JR_V_NULL)
			continue;
		l->at[i] = l->text.len;
		if (v.type == JR_V_INT)
			jr_buf_addf(&l->text, "%lld", (long long)v.i);
		else
			jr_buf_add(&l->text, v.p, v.n);
		jr_buf_addc(&l->text, '\0');
	}
}

static void
add_task(struct listed *l, struct jr_stmt *st)
{
	const char *type = jr_stmt_text(st, 10);
	struct jr_value weight;

	if (type == NULL)
		return;
	jr_stmt_value(st, 11, &weight);
	jr__task_print(&l->tasks, type, &weight, jr_stmt_text(st, 12), jr_stmt_text(st, 13));
}

/* When and by whom the topic was first entered; empty where there is none. */
struct recorded {
	char	 at[JR_MOMENT_SIZE];
	char	*by;			/* to be freed */
};

static int
find_recorded(struct jr *j, int64_t lesson_id, struct recorded *out)
{
	struct jr_stmt *st;
	int rc;

	out->at[0] = '\0';
	out->by = NULL;
	rc = jr__first(j, JR_SQL_LESSON_RECORDED, JR_PARAMS(JR_P_INT("id", lesson_id)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	jr_moment_format(jr_stmt_int(st, 0), out->at);
	out->by = strdup(jr_stmt_text(st, 1));
	jr_stmt_reset(st);
	return out->by != NULL ? JR_OK : jr__nomem(j);
}

static int
give_cells(struct jr *j, const struct listed *l, const char **cells, jr_row_out *out, void *arg)
{
	struct recorded r;
	int rc;

	if (!l->recorded)
		return out(arg, cells);
	if ((rc = find_recorded(j, l->id, &r)) == JR_OK) {
		cells[RECORDED_AT] = r.by == NULL ? NULL : r.at;
		cells[RECORDED_BY] = r.by;
		rc = out(arg, cells);
	}
	free(r.by);
	return rc;
}

static int
give_lesson(struct jr *j, struct listed *l, jr_row_out *out, void *arg)
{
	const char *cells[COLUMNS_RECORDED];
	int rc;

	if (l->id == 0)
		return JR_OK;
	if (l->linked && (rc = jr__links_print(j, l->id, &l->links)) < 0)
		return rc;
	if (l->text.failed || l->tasks.failed)
		return jr__nomem(j);
	for (int i = 0; i < COLUMNS; i++)
		cells[i] = l->at[i] == 0 ? NULL : l->text.data + l->at[i];
	if (l->tasks.len > 0)
		cells[TASKS] = jr_buf_str(&l->tasks);
	if (l->linked)
		cells[LINKS] = jr_buf_str(&l->links);
	return give_cells(j, l, cells, out, arg);
}

static int
give_all(struct jr *j, struct jr_stmt *st, struct listed *l, jr_row_out *out, void *arg)
{
	int rc;

	while ((rc = jr__step(j, st)) == JR_OK) {
		if (jr_stmt_int(st, 0) != l->id) {
			if ((rc = give_lesson(j, l, out, arg)) < 0) {
				jr_stmt_reset(st);
				return rc;
			}
			begin_lesson(l, st);
		}
		add_task(l, st);
	}
	return rc < 0 ? rc : give_lesson(j, l, out, arg);
}

static int
list(struct jr *j, const struct jr_filter *f, bool recorded, jr_row_out *out, void *arg)
{
	struct listed l = { .recorded = recorded };
	struct bounds b;
	struct jr_stmt *st;
	int rc;

	if ((rc = bound_days(j, f, &b)) == JR_OK && (rc = bound_names(j, f, &b)) == JR_OK &&
	    (rc = query_list(j, &b, &st)) == JR_OK)
		rc = give_all(j, st, &l, out, arg);
	jr_buf_release(&l.text);
	jr_buf_release(&l.tasks);
	jr_buf_release(&l.links);
	return rc;
}

int
jr__lesson_list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	return list(j, f, false, out, arg);
}

int
jr__lesson_list_recorded(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	return list(j, f, true, out, arg);
}
