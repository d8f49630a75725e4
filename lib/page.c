/* Pages of lessons in memory. */
#include <stdlib.h>
#include <string.h>

#include "impl.h"
#include "lesson_impl.h"
#include "page.h"
#include "task_type.h"

#define PAGES 1024		/* remembered at a time; a power of two */

struct jr__pages {
	struct jr__page		 page[PAGES];
	struct jr__page		 empty;		/* of a lesson that is to be made */
	struct jr__task_types	*types;		/* borrowed */
	unsigned		 loads;
	bool			 whole;		/* the load is of a day */
	jr_day			 day;		/* read whole; 0: none */
};

/* --- One page ---------------------------------------------------------------------- */

/* Room for one more of n things; NULL: no memory. */
static void *
grow(void *things, size_t n, size_t size, size_t *room)
{
	size_t more = *room == 0 ? 4 : 2 * *room;
	void *new;

	if (n < *room)
		return things;
	if ((new = realloc(things, more * size)) != NULL)
		*room = more;
	return new;
}

static void
put_word(char to[16], const char *word)
{
	size_t n = strnlen(word, 15);

	memcpy(to, word, n);
	to[n] = '\0';
}

#define GROW(things, n, room) grow((things), (n), sizeof(*(things)), &(room))

struct jr__page_task *
jr__page_add_task(struct jr__page *p, const struct jr__page_task *t)
{
	struct jr__page_task *more = GROW(p->task, p->tasks, p->task_room);
	size_t i = p->tasks;

	if (more == NULL) {
		free(t->title);
		free(t->due_on);
		return NULL;
	}
	p->task = more;
	for (; i > 0 && more[i - 1].no > t->no; i--)
		more[i] = more[i - 1];
	more[i] = *t;
	p->tasks++;
	return &more[i];
}

struct jr__page_mark *
jr__page_add_mark(struct jr__page *p, int64_t task_id, int64_t student_id, const char *value)
{
	struct jr__page_mark *more = GROW(p->mark, p->marks, p->mark_room);

	if (more == NULL)
		return NULL;
	p->mark = more;
	more += p->marks++;
	*more = (struct jr__page_mark){ .task_id = task_id, .student_id = student_id };
	put_word(more->value, value);
	return more;
}

struct jr__page_exception *
jr__page_add_exception(struct jr__page *p, int64_t student_id, const char *code, bool absent)
{
	struct jr__page_exception *more = GROW(p->exception, p->exceptions, p->exception_room);

	if (more == NULL)
		return NULL;
	p->exception = more;
	more += p->exceptions++;
	*more = (struct jr__page_exception){ .student_id = student_id, .absent = absent };
	put_word(more->code, code);
	return more;
}

struct jr__page_mark *
jr__page_mark(const struct jr__page *p, int64_t task_id, int64_t student_id)
{
	for (size_t i = 0; i < p->marks; i++)
		if (p->mark[i].student_id == student_id && p->mark[i].task_id == task_id)
			return &p->mark[i];
	return NULL;
}

struct jr__page_exception *
jr__page_exception(const struct jr__page *p, int64_t student_id)
{
	for (size_t i = 0; i < p->exceptions; i++)
		if (p->exception[i].student_id == student_id)
			return &p->exception[i];
	return NULL;
}

void
jr__page_remove_exception(struct jr__page *p, int64_t student_id)
{
	struct jr__page_exception *x = jr__page_exception(p, student_id);

	if (x != NULL)
		*x = p->exception[--p->exceptions];
}

/* Empty, for this lesson. */
static void
begin_page(struct jr__page *p, int64_t lesson_id)
{
	for (size_t i = 0; i < p->tasks; i++) {
		free(p->task[i].title);
		free(p->task[i].due_on);
	}
	p->id = lesson_id;
	p->load = 0;
	p->taken = false;
	p->tasks = p->marks = p->exceptions = 0;
}

/* --- All of them --------------------------------------------------------------------- */

static void
release_page(struct jr__page *p)
{
	begin_page(p, 0);
	free(p->task);
	free(p->mark);
	free(p->exception);
}

void
jr__pages_free(struct jr__pages *all)
{
	if (all == NULL)
		return;
	for (int i = 0; i < PAGES; i++)
		release_page(&all->page[i]);
	release_page(&all->empty);
	free(all);
}

static struct jr__page *
place_of(struct jr__pages *all, int64_t lesson_id)
{
	return &all->page[(size_t)lesson_id & (PAGES - 1)];
}

void
jr__page_forget(struct jr *j, int64_t lesson_id)
{
	struct jr__pages *all = j->lessons == NULL ? NULL : j->lessons->pages;

	if (all != NULL && place_of(all, lesson_id)->id == lesson_id)
		begin_page(place_of(all, lesson_id), 0);
}

static int
pages(struct jr *j, struct jr__pages **out)
{
	struct jr__lessons *l;
	struct jr__pages *all;
	int rc;

	*out = NULL;
	if ((rc = jr__lessons(j, &l)) < 0)
		return rc;
	if ((all = l->pages) == NULL) {
		if ((all = l->pages = calloc(1, sizeof(*all))) == NULL)
			return jr__nomem(j);
	}
	if (all->types == NULL && (rc = jr__task_types(j, &all->types)) < 0)
		return rc;
	*out = all;
	return JR_OK;
}

/* --- Reading ------------------------------------------------------------------------- */

static int
type_of_letter(const struct jr__task_types *types, const char *letter)
{
	for (int i = 0; i < types->n; i++)
		if (strcmp(types->type[i].letter, letter) == 0)
			return i;
	return types->usual;
}

/* false: no memory. */
static bool
copy(const char *s, char **out)
{
	*out = s == NULL ? NULL : strdup(s);
	return s == NULL || *out != NULL;
}

static const struct jr__page_task *
task_of(const struct jr__page *p, int64_t id)
{
	for (size_t i = 0; i < p->tasks; i++)
		if (p->task[i].id == id)
			return &p->task[i];
	return NULL;
}

/* false: no memory; so with the next ones. */
static bool
take_task(struct jr__pages *all, struct jr__page *p, struct jr_stmt *st)
{
	struct jr__page_task t = { .id = jr_stmt_int(st, 2), .no = (int)jr_stmt_int(st, 3) };
	struct jr_value weight;
	bool copied;

	if (task_of(p, t.id) != NULL)
		return true;
	jr_stmt_value(st, 4, &weight);
	t.weight = weight.type == JR_V_INT ? weight.i : -1;
	t.type = type_of_letter(all->types, jr_stmt_text(st, 5));
	copied = copy(jr_stmt_text(st, 6), &t.title);
	copied = copy(jr_stmt_text(st, 7), &t.due_on) && copied;
	return jr__page_add_task(p, &t) != NULL && copied;
}

/* A mark of the task, in four columns. */
static bool
take_mark(struct jr__page *p, int64_t task_id, struct jr_stmt *st, int column)
{
	struct jr__page_mark *m;

	m = jr__page_add_mark(p, task_id, jr_stmt_int(st, column), jr_stmt_text(st, column + 2));
	if (m == NULL)
		return false;
	m->made_up = jr_stmt_int(st, column + 1) == 1;
	m->comment = jr_stmt_text(st, column + 3) != NULL;
	return true;
}

static bool
take_marked_task(struct jr__pages *all, struct jr__page *p, struct jr_stmt *st)
{
	if (!take_task(all, p, st))
		return false;
	return jr_stmt_text(st, 10) == NULL || take_mark(p, jr_stmt_int(st, 2), st, 8);
}

/* A row of a page that is being read; others are passed over. */
static int
take_row(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__pages *all = arg;
	int64_t id = jr_stmt_int(st, 1);
	struct jr__page *p = place_of(all, id);
	bool done = true;

	if (p->id != id || p->load != all->loads)
		return JR_OK;
	switch (jr_stmt_int(st, 0)) {
	case 1:
		done = all->whole ? take_marked_task(all, p, st) : take_task(all, p, st);
		break;
	case 2:
		done = jr__page_add_exception(p, jr_stmt_int(st, 2), jr_stmt_text(st, 5),
		    jr_stmt_int(st, 3) == 1) != NULL;
		break;
	default:
		p->taken = true;
	}
	return done ? JR_OK : jr__nomem(j);
}

static int
read_marks(struct jr *j, struct jr__page *p, int64_t task_id)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__query(j, JR_SQL_PAGE_MARKS, JR_PARAMS(JR_P_INT("task_id", task_id)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK)
		if (!take_mark(p, task_id, st, 0)) {
			jr_stmt_reset(st);
			return jr__nomem(j);
		}
	return rc < 0 ? rc : JR_OK;
}

/* What was being read is not whole. */
static void
drop_load(struct jr__pages *all)
{
	for (int i = 0; i < PAGES; i++)
		if (all->page[i].load == all->loads)
			begin_page(&all->page[i], 0);
}

static int
read_one(struct jr *j, struct jr__pages *all, int64_t lesson_id)
{
	struct jr__page *p = place_of(all, lesson_id);
	int rc;

	if ((rc = jr__lesson_settle(j, lesson_id)) < 0)
		return rc;
	begin_page(p, lesson_id);
	p->load = ++all->loads;
	all->whole = false;
	rc = jr__each(j, JR_SQL_PAGE_OF_LESSON, JR_PARAMS(JR_P_INT("lesson_id", lesson_id)),
	    take_row, all);
	for (size_t i = 0; i < p->tasks && rc == JR_OK; i++)
		rc = read_marks(j, p, p->task[i].id);
	if (rc < 0)
		drop_load(all);
	return rc;
}

/* A lesson of a day that is read whole: its place is free, or another day's. */
static void
claim(void *arg, int64_t lesson_id)
{
	struct jr__pages *all = arg;
	struct jr__page *p = place_of(all, lesson_id);

	if (p->id == lesson_id || p->load == all->loads)
		return;
	begin_page(p, lesson_id);
	p->load = all->loads;
}

static int
read_day(struct jr *j, struct jr__pages *all, jr_day day)
{
	char date[JR_DATE_SIZE];
	struct jr__span span;
	int rc;

	jr_date_format(day, date);
	if ((rc = jr__day_settle(j, day)) < 0)
		return rc;
	all->loads++;
	all->whole = true;
	if ((rc = jr__day_each(j, day, claim, all, &span)) == JR_OK)
		rc = jr__each(j, JR_SQL_PAGE_OF_DATE, JR_PARAMS(JR_P_TEXT("date", date),
		    JR_P_INT("first", span.first), JR_P_INT("last", span.last)), take_row, all);
	if (rc < 0)
		drop_load(all);
	else
		all->day = day;
	return rc;
}

int
jr__page(struct jr *j, const struct jr__lesson_place *l, struct jr__page **out)
{
	struct jr__pages *all;
	struct jr__page *p;
	int rc;

	*out = NULL;
	if ((rc = pages(j, &all)) < 0)
		return rc;
	p = l->lesson_id == 0 ? &all->empty : place_of(all, l->lesson_id);
	if (p->id != l->lesson_id && all->day != l->day && jr__whole_day(j, l->day) &&
	    (rc = read_day(j, all, l->day)) < 0)
		return rc;
	if (p->id != l->lesson_id && (rc = read_one(j, all, l->lesson_id)) < 0)
		return rc;
	*out = p;
	return JR_OK;
}

int
jr__page_make(struct jr *j, struct jr__lesson_place *l, struct jr__page **out)
{
	bool made = l->lesson_id == 0;
	struct jr__pages *all;
	int rc;

	*out = NULL;
	if ((rc = pages(j, &all)) < 0 || (rc = jr__lesson_make(j, l)) < 0)
		return rc;
	if (made)
		begin_page(place_of(all, l->lesson_id), l->lesson_id);
	return jr__page(j, l, out);
}
