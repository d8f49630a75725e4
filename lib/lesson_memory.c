/*
 * One transaction's memory of lessons: those of a course's day, and in a file that
 * goes day by day those of all courses at once.
 */
#include <stdlib.h>
#include <string.h>

#include "impl.h"
#include "lesson_impl.h"
#include "page.h"

#define DAYS 8192		/* of the cache; a power of two */
#define NOTES 65536		/* bits; a power of two */
#define NOTED_DAYS 8192		/* of so many days in a row */
#define HEADS 256		/* a power of two */
#define COURSES 12		/* of one day in a row: more than a class has */

/* What a day has, of all courses: rows of three numbers, found by the first. */
struct list {
	jr_day		 day;			/* 0: of none */
	struct triple {
		int64_t	 a, b, c;
		size_t	 next;
	}		*row;
	size_t		 n, room;
	struct jr__span	 span;			/* of b */
	size_t		 head[HEADS];		/* rows of a kind of a; from 1, as next is */
};

struct jr__lesson_memory {
	struct jr__course_day	 day[DAYS];
	unsigned char		 note[NOTES / 8];	/* what was added to since it settled: */
	unsigned char		 noted_day[NOTED_DAYS];	/* lessons, days of courses; days */
	jr_day			 last_day, whole_day;	/* 0: none */
	int			 looked_up;		/* courses, in last_day */
	struct list		 lessons;		/* course, lesson, number */
	struct list		 plan;			/* course, number of its slot */
	struct list		 filled;		/* lesson */
	struct list		 cancelled;		/* course, number */
};

/* --- Rows that wait ---------------------------------------------------------------- */

static size_t
hash(int64_t a, int64_t b)
{
	uint64_t h = (uint64_t)a * UINT64_C(0x9E3779B97F4A7C15) +
	    (uint64_t)b * UINT64_C(0xC2B2AE3D27D4EB4F);

	return (size_t)(h >> 40);
}

/* A lesson, or (day not 0) a course's day. */
static void
note(struct jr__lesson_memory *m, int64_t id, jr_day day)
{
	size_t bit = hash(id, day) % NOTES;

	m->note[bit / 8] |= (unsigned char)(1u << bit % 8);
}

/* Now and then true for another's sake, which costs but harms nothing. */
static bool
is_noted(const struct jr__lesson_memory *m, int64_t id, jr_day day)
{
	size_t bit = hash(id, day) % NOTES;

	return (m->note[bit / 8] >> bit % 8 & 1) != 0;
}

static unsigned char *
noted_day(struct jr__lesson_memory *m, jr_day day)
{
	return &m->noted_day[(unsigned)day % NOTED_DAYS];
}

static int
settle(struct jr *j, bool noted)
{
	struct jr__lesson_memory *m = j->lessons->memory;
	int rc;

	if (!noted)
		return JR_OK;
	if ((rc = jr__settle(j)) < 0)
		return rc;
	memset(m->note, 0, sizeof(m->note));
	memset(m->noted_day, 0, sizeof(m->noted_day));
	m->filled.day = 0;
	return JR_OK;
}

int
jr__lesson_settle(struct jr *j, int64_t lesson_id)
{
	struct jr__lessons *l;
	int rc;

	if ((rc = jr__lessons(j, &l)) < 0)
		return rc;
	return settle(j, is_noted(l->memory, lesson_id, 0));
}

int
jr__day_settle(struct jr *j, jr_day day)
{
	struct jr__lessons *l;
	int rc;

	return (rc = jr__lessons(j, &l)) < 0 ? rc : settle(j, *noted_day(l->memory, day));
}

int
jr__lesson_add(struct jr *j, int64_t lesson_id, jr_day day, enum jr_tbl tbl,
    const struct jr_value *row)
{
	struct jr__lessons *l;
	int rc;

	if ((rc = jr__lessons(j, &l)) < 0)
		return rc;
	note(l->memory, lesson_id, 0);
	*noted_day(l->memory, day) = 1;
	return jr__add(j, tbl, row);
}

/* --- The memory ---------------------------------------------------------------------- */

/* What waits now was noted in a memory that is gone. */
static int
make_memory(struct jr *j)
{
	struct jr__lessons *l;

	if ((l = j->lessons = calloc(1, sizeof(*l))) == NULL)
		return jr__nomem(j);
	l->memory = calloc(1, sizeof(*l->memory));
	l->seen = jr_map_new();
	return l->memory == NULL || l->seen == NULL ? jr__nomem(j) : jr__settle(j);
}

int
jr__lessons(struct jr *j, struct jr__lessons **out)
{
	int rc;

	*out = NULL;
	if (j->lessons == NULL && (rc = make_memory(j)) < 0) {
		jr__lesson_cache_free(j);
		return rc;
	}
	*out = j->lessons;
	return JR_OK;
}

void
jr__lesson_cache_free(struct jr *j)
{
	struct jr__lessons *l = j->lessons;

	if (l == NULL)
		return;
	j->lessons = NULL;
	if (l->memory != NULL) {
		free(l->memory->lessons.row);
		free(l->memory->plan.row);
		free(l->memory->filled.row);
		free(l->memory->cancelled.row);
	}
	free(l->memory);
	jr__pages_free(l->pages);
	jr_map_free(l->seen);
	jr_buf_release(&l->topic);
	jr_buf_release(&l->topic_key);
	jr_buf_release(&l->homework);
	jr_buf_release(&l->tasks);
	jr_buf_release(&l->links);
	free(l);
}

/* --- A whole day ------------------------------------------------------------------------ */

static void
empty_list(struct list *l)
{
	l->day = 0;
	l->n = 0;
	l->span = (struct jr__span){ INT64_MAX, INT64_MIN };
	memset(l->head, 0, sizeof(l->head));
}

static int
add_triple(struct jr *j, struct list *l, int64_t a, int64_t b, int64_t c)
{
	size_t *head = &l->head[(size_t)a % HEADS];

	if (l->n == l->room) {
		size_t room = l->room == 0 ? 256 : 2 * l->room;
		struct triple *more = realloc(l->row, room * sizeof(*more));

		if (more == NULL)
			return jr__nomem(j);
		l->row = more;
		l->room = room;
	}
	l->row[l->n] = (struct triple){ a, b, c, *head };
	*head = ++l->n;
	l->span.first = b < l->span.first ? b : l->span.first;
	l->span.last = b > l->span.last ? b : l->span.last;
	return JR_OK;
}

/* The rows whose first number is a: after one of them, or (NULL) the first. */
static const struct triple *
next_triple(const struct list *l, int64_t a, const struct triple *t)
{
	size_t i = t == NULL ? l->head[(size_t)a % HEADS] : t->next;

	while (i != 0 && l->row[i - 1].a != a)
		i = l->row[i - 1].next;
	return i == 0 ? NULL : &l->row[i - 1];
}

static int
take_triple(struct jr *j, struct jr_stmt *st, void *arg)
{
	return add_triple(j, arg, jr_stmt_int(st, 0), jr_stmt_int(st, 1), jr_stmt_int(st, 2));
}

static int
read_list(struct jr *j, enum jr_sql sql, const struct jr_param *params, jr_day day,
    struct list *l)
{
	int rc;

	empty_list(l);
	if ((rc = jr__day_settle(j, day)) == JR_OK &&
	    (rc = jr__each(j, sql, params, take_triple, l)) == JR_OK)
		l->day = day;
	return rc;
}

/* The list of a day, read when it is another's.  span NULL: the statement has none. */
static int
load_list(struct jr *j, enum jr_sql sql, jr_day day, const struct jr__span *span,
    struct list *l)
{
	char date[JR_DATE_SIZE];

	if (l->day == day)
		return JR_OK;
	jr_date_format(day, date);
	if (span == NULL)
		return read_list(j, sql, JR_PARAMS(JR_P_TEXT("date", date)), day, l);
	return read_list(j, sql, JR_PARAMS(JR_P_TEXT("date", date),
	    JR_P_INT("first", span->first), JR_P_INT("last", span->last)), day, l);
}

static int
load_day(struct jr *j, jr_day day)
{
	return load_list(j, JR_SQL_LESSON_OF_DATE, day, NULL, &j->lessons->memory->lessons);
}

/*
 * A course's day is to be looked up: in one go with the whole day, when the day
 * before was looked up for many courses, so that the file seems to go by days, and
 * nothing of this one waits.
 */
static bool
want_whole(struct jr__lesson_memory *m, jr_day day)
{
	if (day != m->last_day) {
		m->whole_day = m->looked_up >= COURSES && !*noted_day(m, day) ? day : 0;
		m->last_day = day;
		m->looked_up = 0;
	}
	m->looked_up++;
	return m->whole_day == day;
}

bool
jr__whole_day(const struct jr *j, jr_day day)
{
	return j->lessons != NULL && j->lessons->memory->whole_day == day;
}

int
jr__day_each(struct jr *j, jr_day day, void (*take)(void *, int64_t lesson_id), void *arg,
    struct jr__span *span)
{
	struct list *l = &j->lessons->memory->lessons;
	int rc;

	if ((rc = load_day(j, day)) < 0)
		return rc;
	*span = l->span;
	for (size_t i = 0; i < l->n; i++)
		take(arg, l->row[i].b);
	return JR_OK;
}

/* --- A course's day ----------------------------------------------------------------------- */

static struct jr__course_day *
place_of(struct jr__lessons *l, int64_t course_id, jr_day day)
{
	return &l->memory->day[hash(course_id, day) % DAYS];
}

static void
add_lesson(struct jr__course_day *d, int64_t id, int64_t number)
{
	if (number < 0 || number > JR__LESSON_MOST)
		return;
	d->have |= JR__BIT(number);
	d->id[number] = id;
}

static int
load_one(struct jr *j, struct jr__course_day *d)
{
	const struct jr__lesson_memory *m = j->lessons->memory;
	char date[JR_DATE_SIZE];
	struct jr_stmt *st;
	int rc;

	if ((rc = settle(j, is_noted(m, d->course_id, d->day))) < 0)
		return rc;
	jr_date_format(d->day, date);
	rc = jr__query(j, JR_SQL_LESSON_OF_DAY, JR_PARAMS(
	    JR_P_INT("course_id", d->course_id), JR_P_TEXT("date", date)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK)
		add_lesson(d, jr_stmt_int(st, 0), jr_stmt_int(st, 1));
	return rc < 0 ? rc : JR_OK;
}

static int
load_lessons(struct jr *j, struct jr__course_day *d)
{
	struct jr__lesson_memory *m = j->lessons->memory;
	const struct triple *t = NULL;
	int rc;

	if (!want_whole(m, d->day))
		return load_one(j, d);
	if ((rc = load_day(j, d->day)) < 0)
		return rc;
	while ((t = next_triple(&m->lessons, d->course_id, t)) != NULL)
		add_lesson(d, t->b, t->c);
	return JR_OK;
}

int
jr__course_day(struct jr *j, const struct jr__course *c, jr_day day,
    struct jr__course_day **out)
{
	struct jr__lessons *l;
	struct jr__course_day *d;
	int rc;

	*out = NULL;
	if ((rc = jr__lessons(j, &l)) < 0)
		return rc;
	d = place_of(l, c->id, day);
	if (d->course_id != c->id || d->day != day) {
		memset(d, 0, sizeof(*d));
		d->course_id = c->id;
		d->day = day;
		if ((rc = load_lessons(j, d)) < 0) {
			d->course_id = 0;
			return rc;
		}
	}
	*out = d;
	return JR_OK;
}

static void
add_slot(struct jr__course_day *d, int64_t number)
{
	if (number > 0 && number <= JR__LESSON_MOST)
		d->slots |= JR__BIT(number);
}

static int
plan_one(struct jr *j, const struct jr__course *c, struct jr__course_day *d)
{
	char date[JR_DATE_SIZE];
	struct jr_stmt *st;
	int rc;

	jr_date_format(d->day, date);
	rc = jr__query(j, JR_SQL_LESSON_PLAN_OF_DAY, JR_PARAMS(
	    JR_P_INT("course_id", c->id), JR_P_INT("class_id", c->class_id),
	    JR_P_INT("grade", c->grade), JR_P_TEXT("date", date)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		d->school = true;
		d->runs = jr_stmt_int(st, 0) == 1;
		if (d->runs)
			add_slot(d, jr_stmt_int(st, 1));
	}
	return rc < 0 ? rc : JR_OK;
}

/* A course that has no slot on a day read whole may still have school, and run. */
static int
plan_of_whole(struct jr *j, struct jr__course_day *d)
{
	struct list *l = &j->lessons->memory->plan;
	const struct triple *t = NULL;
	int rc;

	if (!jr__whole_day(j, d->day))
		return JR_OK;
	if ((rc = load_list(j, JR_SQL_LESSON_PLAN_OF_DATE, d->day, NULL, l)) < 0)
		return rc;
	while ((t = next_triple(l, d->course_id, t)) != NULL) {
		d->planned = d->school = d->runs = true;
		add_slot(d, t->b);
	}
	return JR_OK;
}

int
jr__course_day_plan(struct jr *j, const struct jr__course *c, struct jr__course_day *d)
{
	int rc;

	if (d->planned)
		return JR_OK;
	if ((rc = plan_of_whole(j, d)) < 0 || d->planned)
		return rc;
	rc = plan_one(j, c, d);
	d->planned = rc == JR_OK;
	return rc;
}

/* --- Lessons that are not given ------------------------------------------------------------- */

static int
cancelled_one(struct jr *j, struct jr__course_day *d)
{
	char date[JR_DATE_SIZE];
	struct jr_stmt *st;
	int rc;

	jr_date_format(d->day, date);
	rc = jr__query(j, JR_SQL_LESSON_CANCELLED_OF_DAY, JR_PARAMS(
	    JR_P_INT("course_id", d->course_id), JR_P_TEXT("date", date)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK)
		d->cancelled |= JR__BIT(jr_stmt_int(st, 0));
	return rc < 0 ? rc : JR_OK;
}

static int
cancelled_of_whole(struct jr *j, struct jr__course_day *d)
{
	struct list *l = &j->lessons->memory->cancelled;
	const struct triple *t = NULL;
	int rc;

	if ((rc = load_list(j, JR_SQL_LESSON_CANCELLED_OF_DATE, d->day, NULL, l)) < 0)
		return rc;
	while ((t = next_triple(l, d->course_id, t)) != NULL)
		d->cancelled |= JR__BIT(t->b);
	return JR_OK;
}

int
jr__course_day_cancelled(struct jr *j, struct jr__course_day *d)
{
	int rc;

	if (d->cancelled_known)
		return JR_OK;
	d->cancelled = 0;
	rc = jr__whole_day(j, d->day) ? cancelled_of_whole(j, d) : cancelled_one(j, d);
	d->cancelled_known = rc == JR_OK;
	return rc;
}

/* --- Lessons made, taken away, filled ------------------------------------------------------- */

int
jr__lesson_made(struct jr *j, const struct jr__lesson_place *p)
{
	struct jr__lesson_memory *m = j->lessons->memory;
	struct jr__course_day *d;
	int rc;

	note(m, p->course->id, p->day);
	if (m->lessons.day == p->day && (rc = add_triple(j, &m->lessons, p->course->id,
	    p->lesson_id, p->number)) < 0)
		return rc;
	if ((rc = jr__course_day(j, p->course, p->day, &d)) < 0)
		return rc;
	add_lesson(d, p->lesson_id, p->number);
	return JR_OK;
}

void
jr__lesson_forget(struct jr *j, const struct jr__lesson_place *p)
{
	if (j->lessons == NULL)
		return;
	place_of(j->lessons, p->course->id, p->day)->course_id = 0;
	j->lessons->memory->lessons.day = j->lessons->memory->cancelled.day = 0;
	jr__page_forget(j, p->lesson_id);
}

int
jr__lesson_is_bare(struct jr *j, const struct jr__lesson_place *p, bool *out)
{
	struct jr__lesson_memory *m;
	struct jr__lessons *l;
	int rc;

	*out = p->lesson_id == 0;
	if ((rc = jr__lessons(j, &l)) < 0 || *out)
		return rc;
	m = l->memory;
	if (m->whole_day != p->day || is_noted(m, p->lesson_id, 0))
		return JR_OK;
	if ((rc = load_day(j, p->day)) < 0 || (rc = load_list(j, JR_SQL_LESSON_FILLED, p->day,
	    &m->lessons.span, &m->filled)) < 0)
		return rc;
	*out = next_triple(&m->filled, p->lesson_id, NULL) == NULL;
	return JR_OK;
}
