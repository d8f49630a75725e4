/* What a lesson has by the plan of its course: the next topic, its homework, its work. */
#include <stdlib.h>
#include <string.h>

#include "lesson_impl.h"
#include "plan_impl.h"

static const struct jr__course_cols course_cols = { 1, 2, 3 };

enum { DATE, NUMBER = 4 };	/* of a lesson's row */

/* What the lesson has already. */
struct has {
	const char	*topic;		/* by jr__clean; NULL: none */
	bool		 homework;
};

static int
find_lesson(struct jr *j, const struct jr_row *in, struct jr__lesson_place *out)
{
	const struct jr__course *course;
	int64_t year;
	jr_day day;
	int rc;

	if ((rc = jr__day_in_year(j, DATE, in->v[DATE] == NULL ? "" : in->v[DATE], &day,
	    &year)) < 0 ||
	    (rc = jr__find_course(j, &course_cols, year, in->v[course_cols.class],
	    in->v[course_cols.group], in->v[course_cols.subject], 0, day, &course)) < 0)
		return rc;
	return jr__lesson_find(j, NUMBER, course, day, in->v[NUMBER], JR__LESSON_ANY, out);
}

static int
load_has(struct jr *j, int64_t lesson_id, struct has *out)
{
	struct jr_stmt *st;
	int rc;

	*out = (struct has){ 0 };
	if (lesson_id == 0)
		return JR_OK;
	if ((rc = jr__first(j, JR_SQL_LESSON_STATE, JR_PARAMS(JR_P_INT("id", lesson_id)),
	    &st)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	out->homework = jr_stmt_text(st, 2) != NULL;
	rc = jr__clean(j, 5, jr_stmt_text(st, 0), &out->topic);
	jr_stmt_reset(st);
	return rc;
}

/* Say which topics before it were left out, or that it was itself. */
static int
warn_order(struct jr *j, const struct jr__plan_walk *w, int64_t next)
{
	struct jr_buf left = JR_BUF_INIT;

	for (int64_t i = 0; i < next; i++)
		if (w->topic[i].given == 0 && jr__plan_is_open(&w->topic[i]))
			jr_buf_addf(&left, "%s%d", left.len > 0 ? ", " : "",
			    (int)w->topic[i].no);
	if (left.failed) {
		jr_buf_release(&left);
		return jr__nomem(j);
	}
	if (next < w->at)
		jr__warn(j, N_("topic %d was left out before and is given now, behind topic %d"),
		    (int)w->topic[next].no, (int)w->topic[w->at].no);
	else if (left.len > 0)
		jr__warn(j, N_("topic %d is given before these, which were left out: %s"),
		    (int)w->topic[next].no, jr_buf_str(&left));
	jr_buf_release(&left);
	return JR_OK;
}

static int
keep(struct jr *j, const char *text, char **out)
{
	*out = strdup(text);
	return *out != NULL ? JR_OK : jr__nomem(j);
}

/* The lesson's tasks, and the planned one where none of its type is there. */
static int
tasks_with(struct jr *j, int64_t lesson_id, const char *type, char **out)
{
	const struct jr_value none = jr_null();
	struct jr_buf text = JR_BUF_INIT;
	struct jr_value weight;
	struct jr_stmt *st;
	bool there = false;
	int rc;

	*out = NULL;
	rc = jr__query(j, JR_SQL_LESSON_TASKS, JR_PARAMS(JR_P_INT("lesson_id", lesson_id)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		there = there || strcmp(jr_stmt_text(st, 2), type) == 0;
		jr_stmt_value(st, 3, &weight);
		jr__task_print(&text, jr_stmt_text(st, 2), &weight, jr_stmt_text(st, 4),
		    jr_stmt_text(st, 5));
	}
	jr__task_print(&text, type, &none, NULL, NULL);
	if (rc >= 0 && !there)
		rc = keep(j, jr_buf_str(&text), out);
	if (rc >= 0 && text.failed)
		rc = jr__nomem(j);
	jr_buf_release(&text);
	return rc < 0 ? rc : JR_OK;
}

static int
fill(struct jr *j, const struct jr__lesson_place *at, const struct jr__plan_walk *w,
    struct jr_plan_next *out)
{
	const struct jr__plan_topic *t;
	int64_t next;
	struct has has;
	int rc;

	if (w->plan_id == 0)
		return jr__fail_at(j, JR_ENOTFOUND, course_cols.subject,
		    N_("the course has no plan"));
	if ((next = jr__plan_walk_next(w)) < 0)
		return jr__fail_at(j, JR_ENOTFOUND, course_cols.subject,
		    N_("all topics of the plan are given; name the topic with --topic"));
	t = &w->topic[next];
	if ((rc = load_has(j, at->lesson_id, &has)) < 0)
		return rc;
	if (has.topic != NULL && strcmp(has.topic, jr__plan_walk_text(w, t->topic)) != 0)
		return jr__fail_at(j, JR_ECONFLICT, DATE, N_("the lesson has a topic already, "
		    "'%s'; change it with --topic"), has.topic);
	if ((rc = warn_order(j, w, next)) < 0 ||
	    (rc = keep(j, jr__plan_walk_text(w, t->topic), &out->topic)) < 0)
		return rc;
	if (!has.homework && t->homework != 0 &&
	    (rc = keep(j, jr__plan_walk_text(w, t->homework), &out->homework)) < 0)
		return rc;
	return t->type == 0 ? JR_OK :
	    tasks_with(j, at->lesson_id, jr__plan_walk_text(w, t->type), &out->tasks);
}

int
jr_plan_next(struct jr *j, const struct jr_row *lesson, struct jr_plan_next *out)
{
	struct jr__lesson_place at;
	struct jr__plan_walk w;
	char date[JR_DATE_SIZE];
	int rc;

	*out = (struct jr_plan_next){ NULL, NULL, NULL };
	jr__clear(j);
	if ((rc = find_lesson(j, lesson, &at)) < 0)
		return rc;
	jr_date_format(at.day, date);
	if ((rc = jr__plan_walk(j, at.course, date, at.number, &w)) == JR_OK)
		rc = fill(j, &at, &w, out);
	jr__plan_walk_release(&w);
	return rc;
}

void
jr_plan_next_release(struct jr_plan_next *n)
{
	free(n->topic);
	free(n->homework);
	free(n->tasks);
}
