/* Which rows of the history are about a student, or about a lesson. */
#include <stdlib.h>
#include <string.h>

#include "lesson.h"
#include "log_impl.h"
#include "lookup.h"

/* The columns that say what a row is about, and the ids wanted in them. */
struct matcher {
	bool	 used;
	int	 column[JR_TBL_COUNT];		/* -1: the table does not say */
	struct ids {
		int64_t	*id;
		size_t	 n, room;
	}	 ids, tasks;			/* tasks: of the lesson */
};

struct jr__concern {
	struct jr	*j;
	struct matcher	 student, lesson;
};

static bool
has(const struct ids *ids, int64_t id)
{
	for (size_t i = 0; i < ids->n; i++)
		if (ids->id[i] == id)
			return true;
	return false;
}

static int
add(struct jr *j, struct ids *ids, int64_t id)
{
	size_t room = ids->room == 0 ? 8 : 2 * ids->room;
	int64_t *more;

	if (has(ids, id))
		return JR_OK;
	if (ids->n == ids->room) {
		if ((more = realloc(ids->id, room * sizeof(*more))) == NULL)
			return jr__nomem(j);
		ids->id = more;
		ids->room = room;
	}
	ids->id[ids->n++] = id;
	return JR_OK;
}

/* The table's own key when it holds the things themselves, else what refers to them. */
static int
column_of(enum jr_tbl tbl, enum jr_tbl things, const char *reference)
{
	if (tbl == things)
		return 0;
	for (int i = 0; i < jr_tbl_desc[tbl].columns; i++)
		if (strcmp(jr_tbl_desc[tbl].column[i], reference) == 0)
			return i;
	return -1;
}

/* --- What is wanted ------------------------------------------------------------- */

static int
want_student(struct jr__concern *c, const char *number)
{
	struct matcher *m = &c->student;
	int64_t id;
	int rc;

	if (number == NULL)
		return JR_OK;
	m->used = true;
	for (size_t i = 0; i < JR_TBL_COUNT; i++)
		m->column[i] = column_of((enum jr_tbl)i, JR_TBL_STUDENT, "student_id");
	if ((rc = jr__find_student(c->j, -1, number, 0, jr_today(c->j), &id)) < 0)
		return rc;
	return add(c->j, &m->ids, id);
}

static int
find_lesson(struct jr *j, const struct jr_log_lesson *l, int64_t *out)
{
	const struct jr__course_cols cols = { -1, -1, -1 };
	struct jr__lesson_place place;
	const struct jr__course *course;
	int64_t year;
	jr_day day;
	int rc;

	if (l->subject == NULL)
		return jr__fail(j, JR_EINVAL, N_("which lesson of that day? name class and "
		    "subject"));
	if ((rc = jr__day_in_year(j, -1, l->date, &day, &year)) < 0 ||
	    (rc = jr__find_course(j, &cols, year, l->class, l->group, l->subject, 0, day,
	    &course)) < 0 ||
	    (rc = jr__lesson_find(j, -1, course, day, l->number, JR__LESSON_THERE, &place)) < 0)
		return rc;
	*out = place.lesson_id;
	return JR_OK;
}

/* A task that the lesson ever had: it may be gone, and its marks with it. */
static int
note_task(void *arg, const struct jr__unpacked *u)
{
	struct jr__concern *c = arg;

	if (u->tbl != JR_TBL_TASK || u->op != 'I' ||
	    !has(&c->lesson.ids, u->row[JR_TASK_LESSON_ID].i))
		return JR_OK;
	return add(c->j, &c->lesson.tasks, u->row[JR_TASK_ID].i);
}

static int
find_tasks(struct jr__concern *c)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__query(c->j, JR_SQL_LOG_LIST, JR_PARAMS(JR_P_INT("from_at", INT64_MIN),
	    JR_P_INT("to_at", INT64_MAX)), &st);
	while (rc >= 0 && (rc = jr__step(c->j, st)) == JR_OK)
		if ((rc = jr__log_each(c->j, jr_stmt_int(st, JR_TX_ID), note_task, c)) < 0)
			jr_stmt_reset(st);
	return rc < 0 ? rc : JR_OK;
}

static int
want_lesson(struct jr__concern *c, const struct jr_log_lesson *l)
{
	struct matcher *m = &c->lesson;
	int64_t id = 0;
	int rc;

	if (l->date == NULL)
		return JR_OK;
	m->used = true;
	for (size_t i = 0; i < JR_TBL_COUNT; i++)
		m->column[i] = column_of((enum jr_tbl)i, JR_TBL_LESSON, "lesson_id");
	if ((rc = find_lesson(c->j, l, &id)) < 0 || (rc = add(c->j, &m->ids, id)) < 0 ||
	    (rc = find_tasks(c)) < 0)
		return rc;
	for (size_t i = 0; i < JR_TBL_COUNT; i++)
		if (m->column[i] < 0 || i == JR_TBL_TASK)
			m->column[i] = column_of((enum jr_tbl)i, JR_TBL_TASK, "task_id");
	return JR_OK;
}

int
jr__concern_new(struct jr *j, const struct jr_log_filter *f, struct jr__concern **out)
{
	struct jr__concern *c = calloc(1, sizeof(*c));
	int rc;

	*out = c;
	if (c == NULL)
		return jr__nomem(j);
	c->j = j;
	return (rc = want_student(c, f->student)) < 0 ? rc : want_lesson(c, &f->lesson);
}

void
jr__concern_free(struct jr__concern *c)
{
	if (c == NULL)
		return;
	free(c->student.ids.id);
	free(c->lesson.ids.id);
	free(c->lesson.tasks.id);
	free(c);
}

/* --- Does a row match? ------------------------------------------------------------ */

/* An update that left the reference as it was names it only in the live row. */
static int
match_live(struct jr *j, const struct jr__unpacked *u, int column, const struct ids *ids,
    bool *out)
{
	struct jr_value key[JR_COLUMNS_MOST], row[JR_COLUMNS_MOST];
	int rc;

	for (int i = 0; i < jr_tbl_desc[u->tbl].keys; i++)
		key[i] = u->old[i];
	if ((rc = jr__fetch(j, u->tbl, key, row)) == JR_OK) {
		*out = row[column].type == JR_V_INT && has(ids, row[column].i);
		jr__unfetch(j, u->tbl);
	}
	return rc < 0 ? rc : JR_OK;
}

static bool
match_short(const struct jr__short *s, const struct ids *ids)
{
	return s->type == JR_S_INT && has(ids, s->i);
}

static int
match(struct jr *j, const struct matcher *m, const struct jr__unpacked *u, bool *out)
{
	int column = m->column[u->tbl];
	const struct ids *ids = &m->ids;

	*out = false;
	if (column < 0)
		return JR_OK;
	if (m->tasks.n > 0 && (u->tbl == JR_TBL_TASK ||
	    strcmp(jr_tbl_desc[u->tbl].column[column], "task_id") == 0))
		ids = &m->tasks;
	if (u->op != 'U' || column < jr_tbl_desc[u->tbl].keys) {
		*out = match_short(&u->row[column], ids);
		return JR_OK;
	}
	if (!(u->changed >> column & 1))
		return match_live(j, u, column, ids, out);
	*out = match_short(&u->row[column], ids) ||
	    (u->old[column].type == JR_V_INT && has(ids, u->old[column].i));
	return JR_OK;
}

int
jr__concern_row(const struct jr__concern *c, const struct jr__unpacked *u, bool *out)
{
	const struct matcher *both[] = { &c->student, &c->lesson };
	int rc = JR_OK;

	*out = true;
	for (int i = 0; i < 2 && rc == JR_OK && *out; i++)
		if (both[i]->used)
			rc = match(c->j, both[i], u, out);
	return rc;
}
