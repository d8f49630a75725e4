/*
 * Taking a transaction back.
 *
 * The log is packed by tables, so only within a table is its order that of what was
 * done.  Three walks then: over later transactions, for the names of those who touched
 * or used the same rows, should one stand in the way; over the tables from children to
 * parents, each from its last change back to its first: inserted rows go, updated ones
 * get their old values, deleted ones are kept in memory; over those from parents to
 * children: they come back.
 */
#include "revert.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "calendar.h"
#include "log_impl.h"
#include "lookup.h"
#include "outside.h"
#include "verify_impl.h"
#include "window.h"

#define TOLD_MOST 10		/* later transactions named in words */

/* A deleted row that is to come back; its texts are its own. */
struct removed {
	enum jr_tbl	 tbl;
	bool		 dropped;	/* it was made in the same transaction */
	struct jr_value	 row[JR_COLUMNS_MOST];
};

/* Where a lesson stands, as windows and closed terms ask. */
struct lesson {
	int64_t	 id, class_id;
	jr_day	 day;
	char	 date[JR_DATE_SIZE];
};

/* A task, as windows ask, while one table is gone through. */
struct task {
	int64_t	 id, lesson_id;
	char	 due[JR_DATE_SIZE];	/* "": none */
};

struct revert {
	struct jr		*j;
	int64_t			 tx_id;
	bool			 own;		/* the actor did it himself */
	struct jr_reverted	*done;
	struct jr_map		*ours;		/* key of a row it touched → place in removed, -1 */
	struct removed		*removed;
	size_t			 n, room;
	struct lesson		 lesson;	/* the last ones asked for */
	struct task		 task;
	struct jr_buf		 later;		/* transactions that stand in the way */
	int64_t			 last_later;
	int			 laters;
};

/* --- Keys ------------------------------------------------------------------ */

/* The place of the deleted row of this key; -1: none. */
static int64_t
removed_at(const struct revert *r, const struct jr__unpacked *u)
{
	unsigned char key[JR__KEY_MOST];
	size_t n = jr__verify_key(key, u->tbl, u->row);
	int64_t at;

	return jr_map_get(r->ours, key, n, &at) ? at : -1;
}

static int
put_place(struct revert *r, enum jr_tbl tbl, const struct jr__short *row, int64_t place)
{
	unsigned char key[JR__KEY_MOST];
	size_t n = jr__verify_key(key, tbl, row);

	return jr_map_put(r->ours, key, n, place) ? JR_OK : jr__nomem(r->j);
}

/* --- What may not be taken back --------------------------------------------- */

/* Rows of these follow from journal.conf, or have their own way back. */
static bool
is_fixed(enum jr_tbl tbl)
{
	switch (tbl) {
	case JR_TBL_SETTING: case JR_TBL_YEAR: case JR_TBL_TERM: case JR_TBL_TERM_GRADE:
	case JR_TBL_DAY_OFF: case JR_TBL_BELL_SET: case JR_TBL_BELL: case JR_TBL_DAY_REGIME:
	case JR_TBL_SCALE_VALUE: case JR_TBL_TASK_TYPE: case JR_TBL_DEADLINE:
	case JR_TBL_UNMARKED: case JR_TBL_HOMEWORK_NORM: case JR_TBL_MIN_MARKS:
	case JR_TBL_THRESHOLD: case JR_TBL_ATTENDANCE_CODE: case JR_TBL_ATTENDANCE_ALIAS:
	case JR_TBL_TERM_CLOSE:
		return true;
	default:
		return false;
	}
}

static int
note_row(void *arg, const struct jr__unpacked *u)
{
	struct revert *r = arg;
	int rc;

	if (is_fixed(u->tbl))
		return jr__fail(r->j, JR_EINVAL, N_("transaction %lld is about the configuration "
		    "or about closing a term; such are not reverted"), (long long)r->tx_id);
	if ((rc = jr__may_revert(r->j, u->tbl, r->own)) < 0)
		return rc;
	return put_place(r, u->tbl, u->row, -1);
}

static int
note_rows(struct revert *r)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__first(r->j, JR_SQL_TX_GET, JR_PARAMS(JR_P_INT("id", r->tx_id)), &st);
	if (rc == JR_DONE)
		return jr__fail(r->j, JR_ENOTFOUND, N_("there is no transaction %lld"),
		    (long long)r->tx_id);
	if (rc < 0)
		return rc;
	r->own = strcmp(jr_stmt_text(st, JR_TX_ACTOR), jr_actor(r->j)) == 0;
	jr_stmt_reset(st);
	return jr__log_each(r->j, r->tx_id, note_row, r);
}

/* --- Later transactions ------------------------------------------------------ */

/* The table whose id a column like student_id holds; JR_TBL_COUNT: none. */
static enum jr_tbl
table_of(const char *column)
{
	size_t n = strlen(column);

	if (n < 4 || strcmp(column + n - 3, "_id") != 0)
		return JR_TBL_COUNT;
	if (strcmp(column, "group_id") == 0)
		return JR_TBL_STUDY_GROUP;
	for (size_t i = 0; i < JR_TBL_COUNT; i++)
		if (strlen(jr_tbl_desc[i].name) == n - 3 &&
		    memcmp(jr_tbl_desc[i].name, column, n - 3) == 0)
			return jr_tbl_desc[i].recorded ? (enum jr_tbl)i : JR_TBL_COUNT;
	return JR_TBL_COUNT;
}

static bool
is_ours(const struct revert *r, enum jr_tbl tbl, const struct jr__short *row)
{
	unsigned char key[JR__KEY_MOST];
	size_t n = jr__verify_key(key, tbl, row);
	int64_t at;

	return jr_map_get(r->ours, key, n, &at);
}

/* Does a later row touch one of ours, or refer to one? */
static bool
stands_in_the_way(const struct revert *r, const struct jr__unpacked *u)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[u->tbl];
	enum jr_tbl of;

	if (is_ours(r, u->tbl, u->row))
		return true;
	for (int i = 0; i < d->columns; i++) {
		bool there = u->op == 'I' || (u->op == 'U' && u->changed >> i & 1);

		if (there && u->row[i].type == JR_S_INT &&
		    (of = table_of(d->column[i])) != JR_TBL_COUNT && is_ours(r, of, &u->row[i]))
			return true;
	}
	return false;
}

static void
tell_later(struct revert *r, int64_t tx_id)
{
	if (tx_id == r->last_later)
		return;
	r->last_later = tx_id;
	if (++r->laters <= TOLD_MOST)
		jr_buf_addf(&r->later, "%s%lld", r->laters > 1 ? ", " : "", (long long)tx_id);
	else if (r->laters == TOLD_MOST + 1)
		jr_buf_adds(&r->later, ", …");
}

static int
look_at(struct revert *r, struct jr_stmt *st)
{
	struct jr__change_row c;
	struct jr__unpacked u;
	struct jr__unpack in;
	int64_t tx_id;
	int rc = JR_EINVAL;

	if (jr__verify_change(st, &c, &tx_id) &&
	    jr__unpack_begin(&in, c.tbl, c.op, c.data, c.n))
		while ((rc = jr__unpack_next(&in, &u)) == JR_OK)
			if (stands_in_the_way(r, &u))
				tell_later(r, tx_id);
	if (rc == JR_EINVAL)
		return jr__fail(r->j, JR_EIO, N_("transaction %lld cannot be read; see "
		    "jr-log verify"), (long long)tx_id);
	return JR_OK;
}

static int
note_later(struct revert *r)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__query(r->j, JR_SQL_CHANGE_AFTER, JR_PARAMS(JR_P_INT("tx_id", r->tx_id)), &st);
	while (rc >= 0 && (rc = jr__step(r->j, st)) == JR_OK)
		if ((rc = look_at(r, st)) < 0)
			jr_stmt_reset(st);
	return rc < 0 ? rc : JR_OK;
}

/* A row is not what it was left as, or something hangs on it. */
static int
in_the_way(struct revert *r, enum jr_tbl tbl)
{
	jr__clear(r->j);
	if (r->laters > 0)
		return jr__fail(r->j, JR_ECONFLICT, N_("later transactions changed the same "
		    "rows or use what was made: %s; revert those first"),
		    jr_buf_str(&r->later));
	return jr__fail(r->j, JR_ECONFLICT, N_("a row of '%s' is not as transaction %lld left "
	    "it; see jr-log verify"), jr_tbl_desc[tbl].name, (long long)r->tx_id);
}

/* --- Windows and closed terms ------------------------------------------------ */

static int
class_on(struct revert *r, int64_t student_id, const char *date, int64_t *out)
{
	int rc = jr__number(r->j, JR_SQL_STUDENT_CLASS_ON, JR_PARAMS(
	    JR_P_INT("student_id", student_id), JR_P_TEXT("date", date)), out);

	return rc < 0 ? rc : JR_OK;
}

static int
find_lesson(struct revert *r, int64_t id)
{
	struct jr_value row[JR_LESSON_COLUMNS], key = jr_int(id);
	const struct jr__course *course;
	int rc;

	if (r->lesson.id == id)
		return JR_OK;
	if ((rc = jr__fetch(r->j, JR_TBL_LESSON, &key, row)) != JR_OK)
		return rc < 0 ? rc : jr__fail(r->j, JR_ECONFLICT,
		    N_("the lesson is no longer there"));
	snprintf(r->lesson.date, sizeof(r->lesson.date), "%s", row[JR_LESSON_DATE].p);
	rc = jr__course_by_id(r->j, row[JR_LESSON_COURSE_ID].i, &course);
	jr__unfetch(r->j, JR_TBL_LESSON);
	if (rc < 0)
		return rc;
	r->lesson.class_id = course->class_id;
	r->lesson.id = id;
	return jr_date_parse(r->lesson.date, &r->lesson.day);
}

/* student_id 0: of the lesson as such.  due_on NULL: none. */
static int
check_lesson(struct revert *r, int64_t lesson_id, int64_t student_id, const char *due_on,
    int64_t tx_id)
{
	int64_t class_id;
	int rc;

	if ((rc = find_lesson(r, lesson_id)) < 0)
		return rc;
	class_id = r->lesson.class_id;
	if (class_id == 0 && student_id != 0 &&
	    (rc = class_on(r, student_id, r->lesson.date, &class_id)) < 0)
		return rc;
	if ((rc = jr__closed_check(r->j, -1, class_id, r->lesson.day)) < 0)
		return rc;
	return jr__window(r->j, -1, r->lesson.day, due_on, tx_id);
}

/* JR_DONE: it is not there. */
static int
find_task(struct revert *r, int64_t id)
{
	struct jr_value row[JR_TASK_COLUMNS], key = jr_int(id);
	int rc;

	if (r->task.id == id)
		return JR_OK;
	if ((rc = jr__fetch(r->j, JR_TBL_TASK, &key, row)) != JR_OK)
		return rc;
	r->task = (struct task){ .id = id, .lesson_id = row[JR_TASK_LESSON_ID].i };
	if (row[JR_TASK_DUE_ON].type == JR_V_TEXT)
		snprintf(r->task.due, sizeof(r->task.due), "%s", row[JR_TASK_DUE_ON].p);
	jr__unfetch(r->j, JR_TBL_TASK);
	return JR_OK;
}

static int
check_task(struct revert *r, int64_t task_id, int64_t student_id, int64_t tx_id)
{
	int rc = find_task(r, task_id);

	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;	/* it comes back after its marks */
	return check_lesson(r, r->task.lesson_id, student_id,
	    r->task.due[0] != '\0' ? r->task.due : NULL, tx_id);
}

static int
check_bare_lesson(struct revert *r, const struct jr_value *row)
{
	const struct jr__course *course;
	jr_day day;
	int rc;

	if (jr_date_parse(row[JR_LESSON_DATE].p, &day) < 0)
		return JR_OK;
	if ((rc = jr__course_by_id(r->j, row[JR_LESSON_COURSE_ID].i, &course)) < 0)
		return rc;
	return jr__closed_check(r->j, -1, course->class_id, day);
}

static int
check_term_mark(struct revert *r, const struct jr_value *row)
{
	struct jr_value term[JR_TERM_COLUMNS];
	int64_t class_id = 0;
	jr_day day;
	int rc;

	if ((rc = jr__fetch(r->j, JR_TBL_TERM, &row[JR_TERM_MARK_TERM_ID], term)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	rc = class_on(r, row[JR_TERM_MARK_STUDENT_ID].i, term[JR_TERM_ENDS_ON].p, &class_id);
	if (rc == JR_OK)
		rc = jr_date_parse(term[JR_TERM_ENDS_ON].p, &day);
	jr__unfetch(r->j, JR_TBL_TERM);
	return rc < 0 ? rc : jr__closed_check(r->j, -1, class_id, day);
}

static int
check_outside(struct revert *r, const struct jr_value *row)
{
	int64_t class_id;
	jr_day day;
	int rc;

	if (jr_date_parse(row[JR_OUTSIDE_MARK_DATE].p, &day) < 0)
		return JR_OK;
	if ((rc = jr__outside_class(r->j, row[JR_OUTSIDE_MARK_STUDENT_ID].i, jr_year_of(day),
	    &class_id)) < 0 || (rc = jr__closed_check(r->j, -1, class_id, day)) < 0)
		return rc;
	return jr__window(r->j, -1, day, NULL, row[JR_OUTSIDE_MARK_TX_ID].i);
}

/* May this row be touched?  As for a correction. */
static int
check_row(struct revert *r, enum jr_tbl tbl, const struct jr_value *row)
{
	/* What a lesson has for itself: columns of lesson and transaction. */
	static const struct { enum jr_tbl tbl; int lesson, tx; } of_lesson[] = {
		{ JR_TBL_RECORD, JR_RECORD_LESSON_ID, JR_RECORD_TX_ID },
		{ JR_TBL_HOMEWORK, JR_HOMEWORK_LESSON_ID, JR_HOMEWORK_TX_ID },
		{ JR_TBL_LESSON_LINK, JR_LESSON_LINK_LESSON_ID, JR_LESSON_LINK_TX_ID },
		{ JR_TBL_REGISTER, JR_REGISTER_LESSON_ID, JR_REGISTER_TX_ID },
		{ JR_TBL_SUBSTITUTION, JR_SUBSTITUTION_LESSON_ID, JR_SUBSTITUTION_TX_ID },
		{ JR_TBL_LESSON_LINK, JR_LESSON_LINK_LESSON_ID, JR_LESSON_LINK_TX_ID },
	};

	for (size_t i = 0; i < sizeof(of_lesson) / sizeof(of_lesson[0]); i++)
		if (of_lesson[i].tbl == tbl)
			return check_lesson(r, row[of_lesson[i].lesson].i, 0, NULL,
			    row[of_lesson[i].tx].i);
	switch (tbl) {
	case JR_TBL_MARK:
		return check_task(r, row[JR_MARK_TASK_ID].i, row[JR_MARK_STUDENT_ID].i,
		    row[JR_MARK_TX_ID].i);
	case JR_TBL_TASK_STATE:
		return check_task(r, row[JR_TASK_STATE_TASK_ID].i,
		    row[JR_TASK_STATE_STUDENT_ID].i, row[JR_TASK_STATE_TX_ID].i);
	case JR_TBL_ATTENDANCE:
		return check_lesson(r, row[JR_ATTENDANCE_LESSON_ID].i,
		    row[JR_ATTENDANCE_STUDENT_ID].i, NULL, row[JR_ATTENDANCE_TX_ID].i);
	case JR_TBL_TASK:
		return check_lesson(r, row[JR_TASK_LESSON_ID].i, 0, row[JR_TASK_DUE_ON].p,
		    row[JR_TASK_TX_ID].i);
	case JR_TBL_LESSON:
		return check_bare_lesson(r, row);
	case JR_TBL_TERM_MARK:
		return check_term_mark(r, row);
	case JR_TBL_OUTSIDE_MARK:
		return check_outside(r, row);
	default:
		return JR_OK;
	}
}

/* --- Values of our own -------------------------------------------------------- */

static void
free_value(struct jr_value *v)
{
	if (v->type == JR_V_TEXT || v->type == JR_V_BLOB)
		free((char *)v->p);
	*v = jr_null();
}

/* false: no memory. */
static bool
copy_value(struct jr_value *to, const struct jr_value *from)
{
	char *p;

	*to = *from;
	if (from->type != JR_V_TEXT && from->type != JR_V_BLOB)
		return true;
	if ((p = malloc(from->n + 1)) == NULL) {
		*to = jr_null();
		return false;
	}
	if (from->n > 0)
		memcpy(p, from->p, from->n);
	p[from->n] = '\0';
	to->p = p;
	return true;
}

/* --- Undoing ------------------------------------------------------------------ */

static int
undo_insert(struct revert *r, const struct jr__unpacked *u)
{
	char texts[JR_COLUMNS_MOST][JR_SHORT_MOST + 1];
	struct jr_value key[JR_COLUMNS_MOST], live[JR_COLUMNS_MOST];
	int64_t at = removed_at(r, u);
	int rc;

	if (at >= 0) {
		r->removed[at].dropped = true;
		return put_place(r, u->tbl, u->row, -1);
	}
	if (!jr__unpacked_key(u, texts, key))
		return in_the_way(r, u->tbl);
	if ((rc = jr__fetch(r->j, u->tbl, key, live)) < 0)
		return rc;
	if (rc == JR_DONE || !jr__unpacked_stands(u, live))
		rc = in_the_way(r, u->tbl);
	else if ((rc = check_row(r, u->tbl, live)) == JR_OK &&
	    (rc = jr__remove(r->j, u->tbl, live)) == JR_ECONFLICT)
		rc = in_the_way(r, u->tbl);
	r->done->removed += rc == JR_OK;
	jr__unfetch(r->j, u->tbl);
	return rc;
}

/* The row before the update: old values are copies, to be freed. */
static bool
row_before(const struct jr__unpacked *u, const struct jr_value *live, struct jr_value *row)
{
	bool good = true;

	for (int i = 0; i < jr_tbl_desc[u->tbl].columns; i++)
		if (u->changed >> i & 1)
			good = copy_value(&row[i], &u->old[i]) && good;
		else
			row[i] = live[i];
	return good;
}

static int
undo_update(struct revert *r, const struct jr__unpacked *u)
{
	struct jr_value key[JR_COLUMNS_MOST], live[JR_COLUMNS_MOST], row[JR_COLUMNS_MOST];
	char texts[JR_COLUMNS_MOST][JR_SHORT_MOST + 1];
	int rc;

	if (!jr__unpacked_key(u, texts, key))
		return in_the_way(r, u->tbl);
	if ((rc = jr__fetch(r->j, u->tbl, key, live)) < 0)
		return rc;
	if (rc == JR_DONE || !jr__unpacked_stands(u, live))
		rc = in_the_way(r, u->tbl);
	else if ((rc = check_row(r, u->tbl, live)) == JR_OK) {
		rc = !row_before(u, live, row) ? jr__nomem(r->j) :
		    jr__update(r->j, u->tbl, live, row);
		for (int i = 0; i < jr_tbl_desc[u->tbl].columns; i++)
			if (u->changed >> i & 1)
				free_value(&row[i]);
		r->done->changed += rc == JR_OK;
	}
	jr__unfetch(r->j, u->tbl);
	return rc;
}

/* An update before the deletion: what comes back is the row before both. */
static int
undo_kept(struct revert *r, struct removed *m, const struct jr__unpacked *u)
{
	for (int i = 0; i < jr_tbl_desc[u->tbl].columns; i++) {
		if (!(u->changed >> i & 1))
			continue;
		free_value(&m->row[i]);
		if (!copy_value(&m->row[i], &u->old[i]))
			return jr__nomem(r->j);
	}
	return JR_OK;
}

static int
keep_removed(struct revert *r, const struct jr__unpacked *u)
{
	struct removed *m;
	bool good = true;

	if (r->n == r->room) {
		size_t room = r->room == 0 ? 64 : 2 * r->room;

		if ((m = realloc(r->removed, room * sizeof(*m))) == NULL)
			return jr__nomem(r->j);
		r->removed = m;
		r->room = room;
	}
	m = &r->removed[r->n++];
	memset(m, 0, sizeof(*m));
	m->tbl = u->tbl;
	for (int i = 0; i < jr_tbl_desc[u->tbl].columns; i++)
		good = copy_value(&m->row[i], &u->old[i]) && good;
	return good ? put_place(r, u->tbl, u->row, (int64_t)r->n - 1) : jr__nomem(r->j);
}

static int
undo(struct revert *r, const struct jr__unpacked *u)
{
	int64_t at;

	switch (u->op) {
	case 'I':
		return undo_insert(r, u);
	case 'U':
		at = removed_at(r, u);
		return at >= 0 ? undo_kept(r, &r->removed[at], u) : undo_update(r, u);
	default:
		return keep_removed(r, u);
	}
}

/* The rows of one packed change, the last first. */
static int
undo_change(struct revert *r, const char *tbl, const char *op, const struct jr_value *data)
{
	struct jr__unpacked *rows;
	size_t n;
	int rc = jr__unpack_all(tbl, op, data->p, data->n, &rows, &n);

	if (rc == JR_ENOMEM)
		return jr__nomem(r->j);
	if (rc < 0)
		return jr__fail(r->j, JR_EIO, N_("transaction %lld cannot be read; see "
		    "jr-log verify"), (long long)r->tx_id);
	while (rc == JR_OK && n > 0)
		rc = undo(r, &rows[--n]);
	free(rows);
	return rc;
}

static int
undo_table(struct revert *r, enum jr_tbl tbl)
{
	const char *name = jr_tbl_desc[tbl].name;
	struct jr_value data;
	struct jr_stmt *st;
	int rc;

	r->task.id = 0;
	rc = jr__query(r->j, JR_SQL_CHANGE_OF_TABLE_BACK, JR_PARAMS(
	    JR_P_INT("tx_id", r->tx_id), JR_P_TEXT("tbl", name)), &st);
	while (rc >= 0 && (rc = jr__step(r->j, st)) == JR_OK) {
		jr_stmt_value(st, 1, &data);
		if ((rc = undo_change(r, name, jr_stmt_text(st, 0), &data)) < 0)
			jr_stmt_reset(st);
	}
	return rc < 0 ? rc : JR_OK;
}

/* A class that is there again needs its calendar. */
static int
put_back(struct revert *r, const struct removed *m)
{
	int rc = jr__insert(r->j, m->tbl, m->row);

	if (rc == JR_ECONFLICT)
		return in_the_way(r, m->tbl);
	if (rc == JR_OK && m->tbl == JR_TBL_CLASS)
		rc = jr__calendar_class(r->j, m->row[JR_CLASS_ID].i);
	return rc == JR_OK ? check_row(r, m->tbl, m->row) : rc;
}

/* Parents first; within a table, the last one deleted first. */
static int
bring_back(struct revert *r)
{
	int rc = JR_OK;

	for (int tbl = 0; tbl < JR_TBL_COUNT && rc == JR_OK; tbl++) {
		r->task.id = 0;
		for (size_t i = r->n; i-- > 0 && rc == JR_OK; ) {
			struct removed *m = &r->removed[i];

			if ((int)m->tbl != tbl || m->dropped)
				continue;
			if ((rc = put_back(r, m)) == JR_OK)
				r->done->added++;
		}
	}
	return rc;
}

static int
revert(struct revert *r)
{
	int rc;

	if ((rc = note_rows(r)) < 0 || (rc = note_later(r)) < 0)
		return rc;
	for (int tbl = JR_TBL_COUNT; tbl-- > 0 && rc == JR_OK; )
		if (jr_tbl_desc[tbl].recorded)
			rc = undo_table(r, (enum jr_tbl)tbl);
	return rc == JR_OK ? bring_back(r) : rc;
}

int
jr_log_revert(struct jr *j, int64_t tx_id, struct jr_reverted *out)
{
	struct revert r = { .j = j, .tx_id = tx_id, .done = out };
	int rc;

	memset(out, 0, sizeof(*out));
	jr__clear(j);
	if ((r.ours = jr_map_new()) == NULL)
		return jr__nomem(j);
	rc = revert(&r);
	for (size_t i = 0; i < r.n; i++)
		for (int k = 0; k < JR_COLUMNS_MOST; k++)
			free_value(&r.removed[i].row[k]);
	free(r.removed);
	jr_map_free(r.ours);
	jr_buf_release(&r.later);
	return rc;
}
