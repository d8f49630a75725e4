/* Rows of lessons: putting and taking away. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "lesson_impl.h"
#include "lesson_row.h"
#include "page.h"

#define MINUTES_MOST 600

static const struct jr__course_cols course_cols = { CLASS, GROUP, SUBJECT };

/* A row understood.  Texts NULL: empty. */
struct row {
	struct jr__lesson_place	 at;
	bool			 has[COLUMNS];	/* the file has the column */
	const char		*topic, *homework;
	char			 due[JR_DATE_SIZE];	/* "": none */
	int64_t			 minutes;		/* -1: none */
	struct jr__tasks	 tasks;
	struct jr__links	 links;
};

/* What is to be written, worked out before anything is. */
struct todo {
	bool			 record_there, homework_there;
	bool			 record, homework;	/* to be written */
	uint64_t		 homework_keep;
	bool			 homework_goes;		/* nothing of it is left */
	struct jr__task_plan	 tasks;
	bool			 links;			/* to be written, over so many */
	int			 links_there;
};

/* --- Understanding a row ----------------------------------------------------------- */

int
jr__lesson_text(struct jr *j, int col, const char *cell, jr__clean_how *how, struct jr_buf *b)
{
	int rc;

	jr_buf_clear(b);
	if (cell[0] == '\0')
		return JR_OK;
	rc = how(b, cell, strlen(cell));
	if (rc == JR_ENOMEM || b->failed)
		return jr__nomem(j);
	return rc < 0 ? jr__fail_at(j, rc, col, N_("the text is not UTF-8")) : JR_OK;
}

static int
take_text(struct jr *j, int col, struct jr_buf *b, const char *cell, jr__clean_how *how,
    const char **out)
{
	int rc = jr__lesson_text(j, col, cell, how, b);

	*out = rc < 0 || b->len == 0 ? NULL : jr_buf_str(b);
	return rc;
}

static bool
is_blank(const char *s)
{
	return s[strspn(s, " \t\r\n")] == '\0';
}

static int
take_due(struct jr *j, const char *cell, struct row *r)
{
	jr_day due;
	int rc;

	if (is_blank(cell))
		return JR_OK;
	if ((rc = jr__day(j, DUE, cell, &due)) < 0)
		return rc;
	jr_date_format(due, r->due);
	if (due < r->at.day)
		return jr__fail_at(j, JR_EINVAL, DUE,
		    N_("the homework is due on %s, before the lesson itself"), r->due);
	return JR_OK;
}

static int
take_minutes(struct jr *j, const char *cell, struct row *r)
{
	const char *clean;
	char *end;
	int rc;

	if ((rc = jr__clean(j, 2, cell, &clean)) < 0 || clean == NULL)
		return rc;
	r->minutes = strtol(clean, &end, 10);
	if (!isdigit((unsigned char)clean[0]) || *end != '\0' || r->minutes > MINUTES_MOST)
		return jr__fail_at(j, JR_EINVAL, MINUTES,
		    N_("'%s' is not a number of minutes (0 to %d)"), clean, MINUTES_MOST);
	return JR_OK;
}

static int
find_lesson(struct jr *j, const struct jr_row *in, enum jr__lesson_how how,
    struct jr__lesson_place *out)
{
	const struct jr__course *course;
	int64_t year;
	jr_day day;
	int rc;

	if ((rc = jr__day_in_year(j, DATE, in->v[DATE], &day, &year)) < 0 ||
	    (rc = jr__find_course(j, &course_cols, year, in->v[CLASS], in->v[GROUP],
	    in->v[SUBJECT], 0, day, &course)) < 0)
		return rc;
	if ((rc = jr__lesson_find(j, NUMBER, course, day, in->v[NUMBER], how, out)) < 0)
		return rc;
	return jr__may_enter(j, SUBJECT, JR_ON_LESSON, course, day, out->lesson_id, 0);
}

/* An extracurricular course has a register and topics; that it has no homework may be
 * said. */
static int
check_kind(struct jr *j, const struct row *r)
{
	static const struct jr__word none[] = { { "без задания", 1 }, { NULL, 0 } };
	int yes, rc;

	if (!r->at.course->extracurricular)
		return JR_OK;
	if (r->tasks.n > 0)
		return jr__fail_at(j, JR_EINVAL, TASKS, N_("an extracurricular course has a "
		    "register and topics, and no tasks"));
	if (r->homework == NULL || (rc = jr__word_find(j, none, r->homework, &yes)) == JR_OK)
		return JR_OK;
	return rc < 0 ? rc : jr__fail_at(j, JR_EINVAL, HOMEWORK,
	    N_("no homework is set in an extracurricular course"));
}

static int
take_row(struct jr *j, struct jr__lessons *l, const struct jr_row *in, struct row *r)
{
	int rc;

	r->topic = r->homework = NULL;
	r->due[0] = '\0';
	r->minutes = -1;
	r->tasks.n = r->links.n = 0;
	for (int i = 0; i < COLUMNS; i++)
		r->has[i] = in->v[i] != NULL;
	if ((rc = find_lesson(j, in, JR__LESSON_ANY, &r->at)) < 0)
		return rc;
	if (r->has[TOPIC] && (rc = take_text(j, TOPIC, &l->topic, in->v[TOPIC],
	    jr_text_clean, &r->topic)) < 0)
		return rc;
	if (r->has[HOMEWORK] && (rc = take_text(j, HOMEWORK, &l->homework, in->v[HOMEWORK],
	    jr_text_clean_lines, &r->homework)) < 0)
		return rc;
	if (r->has[DUE] && (rc = take_due(j, in->v[DUE], r)) < 0)
		return rc;
	if (r->has[MINUTES] && (rc = take_minutes(j, in->v[MINUTES], r)) < 0)
		return rc;
	if (r->has[TASKS] && (rc = jr__tasks_parse(j, TASKS, in->v[TASKS], r->at.day, &l->tasks,
	    &r->tasks)) < 0)
		return rc;
	if (r->has[LINKS] && (rc = jr__links_parse(j, LINKS, in->v[LINKS], &l->links,
	    &r->links)) < 0)
		return rc;
	return check_kind(j, r);
}

/* --- The same lesson twice --------------------------------------------------------------- */

static int64_t
digest(const struct jr_row *in)
{
	uint64_t h = UINT64_C(0xcbf29ce484222325);

	for (int i = TOPIC; i < COLUMNS; i++) {
		for (const char *s = in->v[i] != NULL ? in->v[i] : "\x1e"; *s != '\0'; s++)
			h = (h ^ (unsigned char)*s) * UINT64_C(0x100000001b3);
		h = (h ^ 0x1f) * UINT64_C(0x100000001b3);
	}
	return (int64_t)h;
}

/* Refuse a second row of a lesson that says something else; *again: it says the same. */
static int
check_twice(struct jr *j, const struct jr__lessons *l, const struct jr_row *in,
    int64_t lesson_id, bool *again)
{
	int64_t before;

	*again = lesson_id != 0 && jr_map_get(l->seen, &lesson_id, sizeof(lesson_id), &before);
	if (!*again || before == digest(in))
		return JR_OK;
	return jr__fail_at(j, JR_EINVAL, DATE,
	    N_("the file has this lesson already, with other values"));
}

static int
remember_row(struct jr *j, struct jr__lessons *l, const struct jr_row *in, int64_t lesson_id)
{
	return jr_map_put(l->seen, &lesson_id, sizeof(lesson_id), digest(in)) ? JR_OK :
	    jr__nomem(j);
}

/* --- Comparing with what is stored ---------------------------------------------------------- */

static bool
text_is(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* What is stored, as far as the columns of a row go on from it. */
struct state {
	bool	 topic_there, topic_same, text_there, text_same, due_there, due_same;
	bool	 minutes_there, minutes_same, record, homework;
	int64_t	 record_tx, homework_tx;
};

static int
load_state(struct jr *j, const struct row *r, bool bare, struct state *s)
{
	const char *due = r->due[0] == '\0' ? NULL : r->due;
	struct jr_value minutes;
	struct jr_stmt *st;
	int rc;

	*s = (struct state){ .topic_same = r->topic == NULL, .text_same = r->homework == NULL,
	    .due_same = due == NULL, .minutes_same = r->minutes < 0 };
	if (bare)
		return JR_OK;
	if ((rc = jr__lesson_settle(j, r->at.lesson_id)) < 0)
		return rc;
	rc = jr__first(j, JR_SQL_LESSON_STATE, JR_PARAMS(JR_P_INT("id", r->at.lesson_id)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	s->record_tx = jr_stmt_int(st, 1);
	s->homework_tx = jr_stmt_int(st, 5);
	s->record = s->record_tx != 0;
	s->homework = s->homework_tx != 0;
	s->topic_there = jr_stmt_text(st, 0) != NULL;
	s->topic_same = text_is(jr_stmt_text(st, 0), r->topic);
	s->text_there = jr_stmt_text(st, 2) != NULL;
	s->text_same = text_is(jr_stmt_text(st, 2), r->homework);
	s->due_there = jr_stmt_text(st, 3) != NULL;
	s->due_same = text_is(jr_stmt_text(st, 3), due);
	jr_stmt_value(st, 4, &minutes);
	s->minutes_there = minutes.type == JR_V_INT;
	s->minutes_same = s->minutes_there ? minutes.i == r->minutes : r->minutes < 0;
	jr_stmt_reset(st);
	return JR_OK;
}

static int
plan_homework(struct jr *j, const struct row *r, const struct state *s, struct todo *t)
{
	bool text = r->has[HOMEWORK] ? r->homework != NULL : s->text_there;
	bool due = r->has[DUE] ? r->due[0] != '\0' : s->due_there;
	bool minutes = r->has[MINUTES] ? r->minutes >= 0 : s->minutes_there;

	t->homework = (r->has[HOMEWORK] && !s->text_same) || (r->has[DUE] && !s->due_same) ||
	    (r->has[MINUTES] && !s->minutes_same);
	t->homework_there = s->homework;
	t->homework_goes = !text && !due && !minutes;
	t->homework_keep = JR_KEEP(JR_HOMEWORK_TX_ID) |
	    (r->has[HOMEWORK] ? 0 : JR_KEEP(JR_HOMEWORK_TEXT)) |
	    (r->has[DUE] ? 0 : JR_KEEP(JR_HOMEWORK_DUE_ON)) |
	    (r->has[MINUTES] ? 0 : JR_KEEP(JR_HOMEWORK_MINUTES));
	if (r->has[HOMEWORK] && s->text_there && !s->text_same)
		return jr__lesson_may_correct(j, HOMEWORK, s->homework_tx, r->at.day);
	return JR_OK;
}

/* What the row changes, and whether it may. */
static int
plan_row(struct jr *j, const struct row *r, struct todo *t)
{
	struct state s;
	bool bare, same;
	int rc;

	t->tasks.n = 0;
	t->links = false;
	if ((rc = jr__lesson_is_bare(j, &r->at, &bare)) < 0 ||
	    (rc = load_state(j, r, bare, &s)) < 0)
		return rc;
	t->record_there = s.record;
	t->record = r->has[TOPIC] && !s.topic_same;
	if (t->record && s.record &&
	    (rc = jr__lesson_may_correct(j, TOPIC, s.record_tx, r->at.day)) < 0)
		return rc;
	if ((rc = plan_homework(j, r, &s, t)) < 0)
		return rc;
	if (r->has[TASKS] && (rc = jr__tasks_compare(j, TASKS, bare ? 0 : r->at.lesson_id,
	    r->at.day, &r->tasks, &t->tasks)) < 0)
		return rc;
	if (r->has[LINKS] && (rc = jr__links_compare(j, LINKS, bare ? 0 : r->at.lesson_id,
	    r->at.day, &r->links, &t->links_there, &same)) == JR_OK)
		t->links = !same;
	return rc;
}

static bool
changes_something(const struct row *r, const struct todo *t)
{
	if (r->at.lesson_id == 0 || t->record || t->homework || t->links)
		return true;
	for (int i = 0; i < t->tasks.n; i++)
		if (!t->tasks.change[i].same)
			return true;
	return false;
}

/* Does it add to the lesson, or change what it has? */
static bool
enters_something(const struct row *r, const struct todo *t)
{
	if ((t->record && r->topic != NULL) || (t->homework && !t->homework_goes) ||
	    (t->links && r->links.n > 0))
		return true;
	for (int i = 0; i < t->tasks.n; i++)
		if (!t->tasks.change[i].same && t->tasks.change[i].task != NULL)
			return true;
	return false;
}

/* --- Writing -------------------------------------------------------------------------------- */

/* Delete the row of a table whose key is the lesson. */
static int
remove_row(struct jr *j, enum jr_tbl tbl, int64_t lesson_id)
{
	struct jr_value row[JR_COLUMNS_MOST], key = jr_int(lesson_id);
	int rc;

	if ((rc = jr__fetch(j, tbl, &key, row)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	rc = jr__remove(j, tbl, row);
	jr__unfetch(j, tbl);
	return rc;
}

static int
write_record(struct jr *j, struct jr__lessons *l, const struct row *r, bool there)
{
	struct jr_value row[JR_RECORD_COLUMNS];
	enum jr_change what;
	int64_t tx_id;
	int rc;

	if (r->topic == NULL)
		return remove_row(j, JR_TBL_RECORD, r->at.lesson_id);
	jr_buf_clear(&l->topic_key);
	if (jr_text_match(&l->topic_key, l->topic.data, l->topic.len) < 0 || l->topic_key.failed)
		return jr__nomem(j);
	if ((rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	row[JR_RECORD_LESSON_ID] = jr_int(r->at.lesson_id);
	row[JR_RECORD_TOPIC] = jr_text(r->topic);
	row[JR_RECORD_MATCH_KEY] = jr_text(jr_buf_str(&l->topic_key));
	row[JR_RECORD_TX_ID] = jr_int(tx_id);
	if (!there)
		return jr__lesson_add(j, r->at.lesson_id, r->at.day, JR_TBL_RECORD, row);
	return jr__put(j, JR_TBL_RECORD, row, JR_KEEP(JR_RECORD_TX_ID), &what);
}

static int
write_homework(struct jr *j, const struct row *r, const struct todo *t)
{
	struct jr_value row[JR_HOMEWORK_COLUMNS];
	enum jr_change what;
	int64_t tx_id;
	int rc;

	if (t->homework_goes)
		return remove_row(j, JR_TBL_HOMEWORK, r->at.lesson_id);
	if ((rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	row[JR_HOMEWORK_LESSON_ID] = jr_int(r->at.lesson_id);
	row[JR_HOMEWORK_TEXT] = jr_text(r->homework);
	row[JR_HOMEWORK_DUE_ON] = r->due[0] == '\0' ? jr_null() : jr_text(r->due);
	row[JR_HOMEWORK_MINUTES] = r->minutes < 0 ? jr_null() : jr_int(r->minutes);
	row[JR_HOMEWORK_TX_ID] = jr_int(tx_id);
	if (!t->homework_there)
		return jr__lesson_add(j, r->at.lesson_id, r->at.day, JR_TBL_HOMEWORK, row);
	return jr__put(j, JR_TBL_HOMEWORK, row, t->homework_keep, &what);
}

static int
write_row(struct jr *j, struct jr__lessons *l, struct row *r, const struct todo *t)
{
	bool changed;
	int rc;

	if ((rc = jr__lesson_make(j, &r->at)) < 0)
		return rc;
	if (t->record && (rc = write_record(j, l, r, t->record_there)) < 0)
		return rc;
	if (t->homework && (rc = write_homework(j, r, t)) < 0)
		return rc;
	if (t->links && (rc = jr__links_write(j, r->at.lesson_id, r->at.day, &r->links,
	    t->links_there)) < 0)
		return rc;
	if (t->tasks.n > 0)
		jr__page_forget(j, r->at.lesson_id);
	return jr__tasks_apply(j, r->at.lesson_id, r->at.day, &t->tasks, &changed);
}

static int
put(struct jr *j, const struct jr_row *in, enum jr_change *what)
{
	struct jr__lessons *l;
	struct row r;
	struct todo t;
	bool again, made;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__lessons(j, &l)) < 0 || (rc = take_row(j, l, in, &r)) < 0 ||
	    (rc = check_twice(j, l, in, r.at.lesson_id, &again)) < 0 || again)
		return rc;
	if ((rc = plan_row(j, &r, &t)) < 0)
		return rc;
	made = r.at.lesson_id == 0;
	if (changes_something(&r, &t)) {
		if ((rc = jr__lesson_open(j, DATE, r.at.course, r.at.day)) < 0 ||
		    (enters_something(&r, &t) &&
		    (rc = jr__lesson_given(j, DATE, &r.at)) < 0) ||
		    (rc = write_row(j, l, &r, &t)) < 0)
			return rc;
		*what = made ? JR_ADDED : JR_CHANGED;
	}
	return remember_row(j, l, in, r.at.lesson_id);
}

/* --- remove --------------------------------------------------------------------------------- */

static int
remove_tasks(struct jr *j, int64_t lesson_id, jr_day day)
{
	struct jr__tasks none = { .n = 0 };
	struct jr__task_plan plan;
	bool changed;
	int rc;

	if ((rc = jr__tasks_compare(j, DATE, lesson_id, day, &none, &plan)) < 0)
		return rc;
	return jr__tasks_apply(j, lesson_id, day, &plan, &changed);
}

static int
remove_links(struct jr *j, const struct jr__lesson_place *p)
{
	struct jr__links none = { .n = 0 };
	int stored, rc;
	bool same;

	if ((rc = jr__links_compare(j, DATE, p->lesson_id, p->day, &none, &stored, &same)) < 0)
		return rc;
	return same ? JR_OK : jr__links_write(j, p->lesson_id, p->day, &none, stored);
}

static int
check_unused(struct jr *j, const struct jr__lesson_place *p)
{
	struct row bare = { .at = *p };
	struct state s;
	int64_t uses;
	int rc;

	if ((rc = jr__number(j, JR_SQL_LESSON_USES, JR_PARAMS(JR_P_INT("id", p->lesson_id)),
	    &uses)) < 0)
		return rc;
	if (uses > 0)
		return jr__fail_at(j, JR_ECONFLICT, DATE,
		    N_("the lesson has marks, a register or a substitution; remove them first"));
	if ((rc = load_state(j, &bare, false, &s)) < 0)
		return rc;
	if (s.record && (rc = jr__lesson_may_correct(j, DATE, s.record_tx, p->day)) < 0)
		return rc;
	if (s.homework)
		rc = jr__lesson_may_correct(j, DATE, s.homework_tx, p->day);
	return rc;
}

static int
take_away(struct jr *j, const struct jr_row *in, const char *on, enum jr_change *what)
{
	struct jr__lesson_place p;
	int rc;

	(void)on;
	*what = JR_SAME;
	if ((rc = find_lesson(j, in, JR__LESSON_THERE, &p)) < 0 ||
	    (rc = jr__lesson_open(j, DATE, p.course, p.day)) < 0 ||
	    (rc = check_unused(j, &p)) < 0 ||
	    (rc = remove_tasks(j, p.lesson_id, p.day)) < 0 ||
	    (rc = remove_links(j, &p)) < 0 ||
	    (rc = remove_row(j, JR_TBL_RECORD, p.lesson_id)) < 0 ||
	    (rc = remove_row(j, JR_TBL_HOMEWORK, p.lesson_id)) < 0 ||
	    (rc = remove_row(j, JR_TBL_LESSON, p.lesson_id)) < 0)
		return rc;
	jr__lesson_forget(j, &p);
	*what = JR_REMOVED;
	return JR_OK;
}

/* --- The kind ------------------------------------------------------------------------------- */

/* Of both kinds; the last columns are the list's alone. */
static const struct jr_rowcol columns[COLUMNS_RECORDED] = {
	{ "date", JR_COL_DATE, JR_ROW_KEY | JR_ROW_FILTER, N_("day of the lesson") },
	{ "class", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("class, like 7А") },
	{ "group", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("group, if the subject is taught in groups") },
	{ "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, N_("subject") },
	{ "number", JR_COL_INT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("number of the lesson in the day") },
	{ "topic", JR_COL_TEXT, 0, N_("topic of the lesson") },
	{ "tasks", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("what was done: О | К*150: title > due day") },
	{ "homework", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("homework set in the lesson") },
	{ "homework_due", JR_COL_DATE, JR_ROW_OPTIONAL,
	    N_("day it is due, if not the next lesson") },
	{ "minutes", JR_COL_INT, JR_ROW_OPTIONAL, N_("minutes that the homework takes") },
	{ "links", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("materials: title: https://… | https://…") },
	{ "recorded_at", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("when the topic was first entered") },
	{ "recorded_by", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("who entered it") },
};

static const char *const ignored[] = { "recorded_at", "recorded_by", NULL };

const struct jr_rowkind jr_kind_lesson = {
	.name = "lesson", .col = columns, .columns = COLUMNS, .raw = true, .dated = true,
	.set_adds = true, .ignored = ignored, .put = put, .remove = take_away,
	.list = jr__lesson_list,
};

const struct jr_rowkind jr_kind_lesson_recorded = {
	.name = "lesson", .col = columns, .columns = COLUMNS_RECORDED, .dated = true,
	.list = jr__lesson_list_recorded,
};
