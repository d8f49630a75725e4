/* A course on its way through its plan: which topic each lesson had, which comes next. */
#include <stdlib.h>
#include <string.h>

#include "plan_impl.h"

/* What is being loaded. */
struct loading {
	struct jr__plan_walk	*w;
	const char		*before;	/* NULL: no lesson in particular */
	int			 number;
};

void
jr__plan_walk_release(struct jr__plan_walk *w)
{
	jr_buf_release(&w->topics);
	jr_buf_release(&w->text);
}

const char *
jr__plan_walk_text(const struct jr__plan_walk *w, size_t at)
{
	return at == 0 ? "" : w->text.data + at;
}

static size_t
keep(struct jr__plan_walk *w, const char *text)
{
	size_t at = w->text.len;

	if (text == NULL)
		return 0;
	jr_buf_add(&w->text, text, strlen(text) + 1);
	return at;
}

static int
add_topic(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__plan_walk *w = ((struct loading *)arg)->w;
	struct jr__plan_topic t = {
		.no = jr_stmt_int(st, 1), .planned = jr_stmt_int(st, 5),
		.hours = jr_stmt_int(st, 6), .into_no = jr_stmt_int(st, 7),
	};

	w->plan_id = jr_stmt_int(st, 0);
	t.section = keep(w, jr_stmt_text(st, 2));
	t.topic = keep(w, jr_stmt_text(st, 3));
	t.key = keep(w, jr_stmt_text(st, 4));
	t.type = keep(w, jr_stmt_text(st, 8));
	t.homework = keep(w, jr_stmt_text(st, 9));
	jr_buf_add(&w->topics, &t, sizeof(t));
	w->n++;
	return w->topics.failed || w->text.failed ? jr__nomem(j) : JR_OK;
}

bool
jr__plan_is_open(const struct jr__plan_topic *t)
{
	return t->into_no == 0 && t->given < t->hours;
}

static bool
is_called(const struct jr__plan_walk *w, size_t i, const char *key)
{
	return w->topic[i].into_no == 0 &&
	    strcmp(jr__plan_walk_text(w, w->topic[i].key), key) == 0;
}

/* The topic that a lesson with these words had, coming from `at`; -1: none of the plan. */
static int64_t
topic_of(const struct jr__plan_walk *w, int64_t at, const char *key)
{
	int64_t full = -1;
	size_t from = at < 0 ? 0 : (size_t)at;

	for (size_t k = 0; k < w->n; k++) {
		size_t i = (from + k) % w->n;

		if (!is_called(w, i, key))
			continue;
		if (jr__plan_is_open(&w->topic[i]))
			return (int64_t)i;
		full = full < 0 ? (int64_t)i : full;
	}
	return full;
}

static int
add_lesson(struct jr *j, struct jr_stmt *st, void *arg)
{
	const struct loading *l = arg;
	const char *date = jr_stmt_text(st, 1);
	int number = (int)jr_stmt_int(st, 2), order;
	struct jr__plan_topic *t;
	int64_t i;

	(void)j;
	order = l->before == NULL ? -1 : strcmp(date, l->before);
	order = order != 0 ? order : number - l->number;
	if (order == 0 || (i = topic_of(l->w, l->w->at, jr_stmt_text(st, 3))) < 0)
		return JR_OK;
	t = &l->w->topic[i];
	t->given += JR__LESSON_HOURS;
	if (t->first_on[0] == '\0')
		memcpy(t->first_on, date, JR_DATE_SIZE);
	if (order < 0)
		l->w->at = i;
	return JR_OK;
}

int
jr__plan_walk(struct jr *j, const struct jr__course *course, const char *before, int number,
    struct jr__plan_walk *out)
{
	struct loading l = { out, before, number };
	int rc;

	*out = (struct jr__plan_walk){ .at = -1 };
	jr_buf_addc(&out->text, '\0');
	if ((rc = jr__each(j, JR_SQL_PLAN_TOPICS, JR_PARAMS(JR_P_INT("course_id", course->id)),
	    add_topic, &l)) < 0)
		return rc;
	out->topic = (struct jr__plan_topic *)(void *)out->topics.data;
	return jr__each(j, JR_SQL_PLAN_TOLD, JR_PARAMS(JR_P_INT("course_id", course->id)),
	    add_lesson, &l);
}

struct jr__plan_topic *
jr__plan_walk_no(const struct jr__plan_walk *w, int64_t no)
{
	for (size_t i = 0; i < w->n; i++)
		if (w->topic[i].no == no)
			return &w->topic[i];
	return NULL;
}

int64_t
jr__plan_walk_next(const struct jr__plan_walk *w)
{
	size_t from = w->at < 0 ? 0 : (size_t)w->at;

	for (size_t k = 0; k < w->n; k++) {
		size_t i = (from + k) % w->n;

		if (jr__plan_is_open(&w->topic[i]))
			return (int64_t)i;
	}
	return -1;
}
