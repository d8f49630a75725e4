/* Lessons to come in a sheet: from the timetable, with the topics of the plan. */
#include <stdlib.h>
#include <string.h>

#include "grid_load.h"

#define LESSON_HOURS 100	/* of a plan, in hundredths */

struct item {
	size_t	 topic, homework, type, key;
	int64_t	 hours;
};

/* A lesson of the year on the way through the plan. */
struct step {
	jr_day	 day;
	int	 number;
	size_t	 key;		/* of its topic; 0: none yet */
	int64_t	 page;		/* of the sheet; -1: before it */
};

struct coming {
	struct jr__grid_load	*l;
	struct jr_buf		 items, steps;
	jr_day			 first;		/* of the sheet */
	size_t			 at;		/* in the plan */
	int64_t			 used;		/* hours of the topic there */
};

static size_t
count(const struct jr_buf *b, size_t size)
{
	return b->len / size;
}

/* --- What there is ------------------------------------------------------------------- */

static int
add_item(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct coming *c = arg;
	struct item i = { .hours = jr_stmt_int(st, 1) };

	i.topic = jr__grid_load_keep(c->l, jr_stmt_text(st, 0));
	i.type = jr__grid_load_keep(c->l, jr_stmt_text(st, 2));
	i.homework = jr__grid_load_keep(c->l, jr_stmt_text(st, 3));
	i.key = jr__grid_load_keep(c->l, jr_stmt_text(st, 4));
	jr_buf_add(&c->items, &i, sizeof(i));
	return c->items.failed || c->l->text.failed ? jr__nomem(j) : JR_OK;
}

static int
add_step(struct jr *j, struct coming *c, const struct step *s)
{
	jr_buf_add(&c->steps, s, sizeof(*s));
	return c->steps.failed ? jr__nomem(j) : JR_OK;
}

/* A lesson before the sheet, with its topic. */
static int
add_told(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct coming *c = arg;
	struct step s = { .page = -1, .number = (int)jr_stmt_int(st, 1) };

	jr_date_parse(jr_stmt_text(st, 0), &s.day);
	s.key = jr__grid_load_keep(c->l, jr_stmt_text(st, 2));
	return c->l->text.failed ? jr__nomem(j) : add_step(j, c, &s);
}

/* A slot: a step before the sheet, or a page of it. */
static int
add_slot(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct coming *c = arg;
	struct step s = { .page = -1, .number = (int)jr_stmt_int(st, 1) };
	struct jr__grid_page p = { .number = s.number };

	jr_date_parse(jr_stmt_text(st, 0), &s.day);
	if (s.day < c->first)
		return add_step(j, c, &s);
	p.day = s.day;
	jr_buf_add(&c->l->page_room, &p, sizeof(p));
	c->l->pages++;
	return c->l->page_room.failed ? jr__nomem(j) : JR_OK;
}

static int
page_order(const void *a, const void *b)
{
	const struct jr__grid_page *p = a, *q = b;

	return p->day != q->day ? (p->day < q->day ? -1 : 1) :
	    (p->number > q->number) - (p->number < q->number);
}

static int
step_order(const void *a, const void *b)
{
	const struct step *p = a, *q = b;

	return p->day != q->day ? (p->day < q->day ? -1 : 1) :
	    (p->number > q->number) - (p->number < q->number);
}

static int
load(struct jr *j, struct coming *c)
{
	struct jr__grid_load *l = c->l;
	char first[JR_DATE_SIZE];
	int rc;

	jr_date_format(jr_day_of((int)l->course->year, 9, 1), first);
	if ((rc = jr__each(j, JR_SQL_GRID_PLAN, JR_PARAMS(JR_P_INT("course_id", l->course->id)),
	    add_item, c)) < 0 ||
	    (rc = jr__each(j, JR_SQL_GRID_TOLD, JR_PARAMS(JR_P_INT("course_id", l->course->id),
	    JR_P_TEXT("before", l->from)), add_told, c)) < 0 ||
	    (rc = jr__each(j, JR_SQL_GRID_SLOTS, JR_PARAMS(JR_P_INT("course_id", l->course->id),
	    JR_P_TEXT("from", first), JR_P_TEXT("to", l->to)), add_slot, c)) < 0)
		return rc;
	l->page = (struct jr__grid_page *)(void *)l->page_room.data;
	if (l->pages > 1)
		qsort(l->page, l->pages, sizeof(*l->page), page_order);
	return JR_OK;
}

/* --- Through the plan ------------------------------------------------------------------ */

static const struct item *
item_at(const struct coming *c, size_t i)
{
	return (const struct item *)(const void *)c->items.data + i;
}

/* The lesson had this topic: the plan goes on from there. */
static void
follow(struct coming *c, const char *key)
{
	size_t n = count(&c->items, sizeof(struct item));

	for (size_t k = 0; k < n; k++) {
		size_t i = (c->at + k) % n;

		if (strcmp(jr__grid_load_text(c->l, item_at(c, i)->key), key) != 0)
			continue;
		c->used = i == c->at ? c->used + LESSON_HOURS : LESSON_HOURS;
		c->at = i;
		return;
	}
}

/* The next hour of the plan; NULL: it has come to its end. */
static const struct item *
next(struct coming *c)
{
	size_t n = count(&c->items, sizeof(struct item));

	if (c->at < n && c->used > 0 && c->used >= item_at(c, c->at)->hours) {
		c->at++;
		c->used = 0;
	}
	if (c->at >= n)
		return NULL;
	c->used += LESSON_HOURS;
	return item_at(c, c->at);
}

static void
fill(struct jr__grid_page *p, const struct item *i)
{
	p->topic = i->topic;
	if (p->homework == 0)
		p->homework = i->homework;
	if (p->tasks == 0)
		p->tasks = i->type;
}

/* A topic of the journal as it matches. */
static int
topic_key(struct jr *j, struct coming *c, struct jr__grid_page *p, size_t *out)
{
	const char *key;
	int rc;

	*out = 0;
	if (p->topic == 0)
		return JR_OK;
	if ((rc = jr__match(j, 0, jr__grid_load_text(c->l, p->topic), &key)) < 0)
		return rc;
	*out = jr__grid_load_keep(c->l, key);
	return c->l->text.failed ? jr__nomem(j) : JR_OK;
}

static int
walk(struct jr *j, struct coming *c)
{
	struct jr__grid_load *l = c->l;
	struct step *s;
	size_t n;
	int rc;

	for (size_t i = 0; i < l->pages; i++) {
		struct step of = { l->page[i].day, l->page[i].number, 0, (int64_t)i };

		if (l->page[i].cancelled)
			continue;
		if ((rc = topic_key(j, c, &l->page[i], &of.key)) < 0 ||
		    (rc = add_step(j, c, &of)) < 0)
			return rc;
	}
	s = (struct step *)(void *)c->steps.data;
	if ((n = count(&c->steps, sizeof(*s))) > 1)
		qsort(s, n, sizeof(*s), step_order);
	for (size_t i = 0; i < n; i++) {
		const struct item *item;

		if (s[i].key != 0)
			follow(c, jr__grid_load_text(l, s[i].key));
		else if ((item = next(c)) != NULL && s[i].page >= 0)
			fill(&l->page[s[i].page], item);
	}
	return JR_OK;
}

int
jr__grid_load_coming(struct jr *j, struct jr__grid_load *l, bool plan)
{
	struct coming c = { .l = l };
	int rc;

	jr_date_parse(l->from, &c.first);
	if ((rc = load(j, &c)) == JR_OK && plan)
		rc = walk(j, &c);
	jr_buf_release(&c.items);
	jr_buf_release(&c.steps);
	return rc;
}
