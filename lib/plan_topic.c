/* The plan of one course, topic by topic: by the timetable, as given, as expected. */
#include <stdio.h>
#include <string.h>

#include "plan_impl.h"

enum { CLASS, GROUP, SUBJECT, NO, SECTION, TOPIC, HOURS, TASK_TYPE, PLANNED_ON, GIVEN_ON, GIVEN,
	EXPECTED_ON, STATE, COLUMNS };

static const struct jr__course_cols course_cols = { CLASS, GROUP, SUBJECT };

/* Days of lessons, one after another. */
struct days {
	struct jr_buf	 text;		/* JR_DATE_SIZE each */
};

struct shown {
	struct jr__plan_walk	 walk;
	struct days		 all, free;	/* of the year; from today on, without a topic */
	char			 today[JR_DATE_SIZE];
	const char		*class, *group, *subject;
	int64_t			 gone;		/* hours of the plan before the topic */
	char			*expected;	/* of each topic, JR_DATE_SIZE */
	struct jr_buf		 expected_room;
};

static const char *
day_at(const struct days *d, int64_t i)
{
	return i < 0 || (size_t)i >= d->text.len / JR_DATE_SIZE ? NULL :
	    d->text.data + (size_t)i * JR_DATE_SIZE;
}

static int
add_slot(struct jr *j, struct jr_stmt *st, void *arg)
{
	const char *date = jr_stmt_text(st, 0);
	struct shown *s = arg;

	jr_buf_add(&s->all.text, date, JR_DATE_SIZE);
	if (jr_stmt_int(st, 1) == 0 && strcmp(date, s->today) >= 0)
		jr_buf_add(&s->free.text, date, JR_DATE_SIZE);
	return s->all.text.failed || s->free.text.failed ? jr__nomem(j) : JR_OK;
}

/* Give the lessons to come to the topics in the order in which they will be taken. */
static int
expect(struct jr *j, struct shown *s)
{
	struct jr__plan_walk *w = &s->walk;
	int64_t from = w->at < 0 ? 0 : w->at, lesson = 0;

	for (size_t i = 0; i < w->n; i++)
		jr_buf_add(&s->expected_room, "\0\0\0\0\0\0\0\0\0\0\0", JR_DATE_SIZE);
	if (s->expected_room.failed)
		return jr__nomem(j);
	s->expected = s->expected_room.data;
	for (size_t k = 0; k < w->n; k++) {
		size_t i = ((size_t)from + k) % w->n;
		int64_t left = w->topic[i].hours - w->topic[i].given;
		const char *day = day_at(&s->free, lesson);

		if (!jr__plan_is_open(&w->topic[i]) || day == NULL)
			continue;
		memcpy(s->expected + i * JR_DATE_SIZE, day, JR_DATE_SIZE);
		lesson += (left + JR__LESSON_HOURS - 1) / JR__LESSON_HOURS;
	}
	return JR_OK;
}

static const char *
state_of(const struct shown *s, size_t i, const char *planned_on)
{
	const struct jr__plan_topic *t = &s->walk.topic[i];

	if (t->into_no != 0)
		return "merged";
	if (t->given > 0)
		return jr__plan_is_open(t) ? "partly" : "given";
	if ((int64_t)i < s->walk.at)
		return "skipped";
	return planned_on != NULL && strcmp(planned_on, s->today) < 0 ? "late" : "coming";
}

static const char *
or_null(const char *s)
{
	return s == NULL || s[0] == '\0' ? NULL : s;
}

static int
give(struct shown *s, size_t i, jr_row_out *out, void *arg)
{
	const struct jr__plan_topic *t = &s->walk.topic[i];
	const char *planned_on = t->into_no != 0 ? NULL :
	    day_at(&s->all, s->gone / JR__LESSON_HOURS);
	char no[24], hours[JR__HOURS_SIZE], given[24];
	const char *cells[COLUMNS];

	snprintf(no, sizeof(no), "%d", (int)t->no);
	snprintf(given, sizeof(given), "%d", (int)(t->given / JR__LESSON_HOURS));
	jr__hours_print(hours, t->hours);
	s->gone += t->hours;
	cells[CLASS] = s->class;
	cells[GROUP] = s->group;
	cells[SUBJECT] = s->subject;
	cells[NO] = no;
	cells[SECTION] = or_null(jr__plan_walk_text(&s->walk, t->section));
	cells[TOPIC] = jr__plan_walk_text(&s->walk, t->topic);
	cells[HOURS] = hours;
	cells[TASK_TYPE] = or_null(jr__plan_walk_text(&s->walk, t->type));
	cells[PLANNED_ON] = planned_on;
	cells[GIVEN_ON] = or_null(t->first_on);
	cells[GIVEN] = given;
	cells[EXPECTED_ON] = or_null(s->expected + i * JR_DATE_SIZE);
	cells[STATE] = state_of(s, i, planned_on);
	return out(arg, cells);
}

/* The course's names as lists print them, by which a reader's own are known. */
static int
load_names(struct jr *j, const struct jr__course *course, struct shown *s, struct jr_buf *text)
{
	const char **name[] = { &s->class, &s->group, &s->subject };
	size_t at[3] = { 0 };
	struct jr_stmt *st;
	int rc;

	if ((rc = jr__first(j, JR_SQL_LESSON_COURSE_NAMES, JR_PARAMS(
	    JR_P_INT("id", course->id)), &st)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	jr_buf_addc(text, '\0');
	for (int i = 0; i < 3; i++) {
		const char *is = jr_stmt_text(st, i);

		if (is == NULL)
			continue;
		at[i] = text->len;
		jr_buf_add(text, is, strlen(is) + 1);
	}
	jr_stmt_reset(st);
	if (text->failed)
		return jr__nomem(j);
	for (int i = 0; i < 3; i++)
		*name[i] = at[i] == 0 ? NULL : text->data + at[i];
	return JR_OK;
}

static int
show(struct jr *j, const struct jr__course *course, struct shown *s, jr_row_out *out,
    void *arg)
{
	int rc;

	if ((rc = jr__plan_walk(j, course, NULL, 0, &s->walk)) < 0)
		return rc;
	if (s->walk.plan_id == 0)
		return jr__fail_at(j, JR_ENOTFOUND, SUBJECT, N_("the course has no plan"));
	if ((rc = jr__each(j, JR_SQL_PLAN_SLOTS, JR_PARAMS(JR_P_INT("course_id", course->id)),
	    add_slot, s)) < 0 || (rc = expect(j, s)) < 0)
		return rc;
	for (size_t i = 0; i < s->walk.n && rc == JR_OK; i++)
		rc = give(s, i, out, arg);
	return rc;
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	const struct jr__course *course;
	struct jr_buf names = JR_BUF_INIT;
	struct shown s = { 0 };
	int rc;

	jr_date_format(jr_today(j), s.today);
	if ((rc = jr__find_course(j, &course_cols, jr_year(j), f->v[CLASS], f->v[GROUP],
	    f->v[SUBJECT], 0, jr_today(j), &course)) == JR_OK &&
	    (rc = load_names(j, course, &s, &names)) == JR_OK)
		rc = show(j, course, &s, out, arg);
	jr__plan_walk_release(&s.walk);
	jr_buf_release(&s.all.text);
	jr_buf_release(&s.free.text);
	jr_buf_release(&s.expected_room);
	jr_buf_release(&names);
	return rc;
}

static const struct jr_rowcol columns[] = {
	{ "class", JR_COL_TEXT, JR_ROW_FILTER, NULL },
	{ "group", JR_COL_TEXT, JR_ROW_FILTER, NULL },
	{ "subject", JR_COL_TEXT, JR_ROW_FILTER, NULL },
	{ "no", JR_COL_INT, JR_ROW_KEY, NULL },
	{ "section", JR_COL_TEXT, 0, NULL },
	{ "topic", JR_COL_TEXT, 0, NULL },
	{ "hours", JR_COL_DECIMAL, 0, NULL },
	{ "task_type", JR_COL_TEXT, 0, NULL },
	{ "planned_on", JR_COL_DATE, 0, NULL },
	{ "given_on", JR_COL_DATE, 0, NULL },
	{ "given", JR_COL_INT, 0, NULL },
	{ "expected_on", JR_COL_DATE, 0, NULL },
	{ "state", JR_COL_TEXT, 0, NULL },
};

const struct jr_rowkind jr_kind_plan_topic = {
	.name = "plan_topic", .col = columns, .columns = COLUMNS, .list = list,
};
