/* The cell that names a lesson's tasks, and what it does to those stored. */
#include <ctype.h>
#include <string.h>

#include "impl.h"
#include "lesson_impl.h"
#include "task_type.h"

#define WEIGHT_MOST 10000
#define STORED_MOST (2 * JR__TASKS_MOST)

/* --- Reading the cell ------------------------------------------------------------ */

/* The next of these characters that no backslash stands before; NULL: none. */
static char *
find_bare(char *s, const char *chars)
{
	for (; *s != '\0'; s++)
		if (*s == '\\' && s[1] != '\0' && strchr("\\|>", s[1]) != NULL)
			s++;
		else if (strchr(chars, *s) != NULL)
			return s;
	return NULL;
}

static char *
find_last_bare(char *s, const char *chars)
{
	char *last = NULL;

	while ((s = find_bare(s, chars)) != NULL)
		last = s++;
	return last;
}

static char *
trim(char *s)
{
	char *end = s + strlen(s);

	while (*s == ' ')
		s++;
	while (end > s && end[-1] == ' ')
		*--end = '\0';
	return s;
}

static void
unescape(char *s)
{
	char *to = s;

	for (; *s != '\0'; s++) {
		if (*s == '\\' && s[1] != '\0' && strchr("\\|>", s[1]) != NULL)
			s++;
		*to++ = *s;
	}
	*to = '\0';
}

static int
parse_due(struct jr *j, int col, const char *text, jr_day lesson_day, struct jr__task *t)
{
	jr_day due;
	int rc;

	if ((rc = jr__day(j, col, text, &due)) < 0)
		return rc;
	jr_date_format(due, t->due);
	if (due < lesson_day)
		return jr__fail_at(j, JR_EINVAL, col,
		    N_("the work is due on %s, before the lesson itself"), t->due);
	return JR_OK;
}

static int
parse_weight(struct jr *j, int col, const char *text, struct jr__task *t)
{
	const char *p;

	t->weight = 0;
	for (p = text; isdigit((unsigned char)*p) && t->weight <= WEIGHT_MOST; p++)
		t->weight = 10 * t->weight + *p - '0';
	if (p != text && *p == '\0' && t->weight <= WEIGHT_MOST)
		return JR_OK;
	return jr__fail_at(j, JR_EINVAL, col,
	    N_("'%s' is not a weight in hundredths (150 is one and a half)"), text);
}

/* What follows the last bare '>': a day ends a title only when it is one. */
static char *
cut_due(char *item, bool titled)
{
	char *due = find_last_bare(item, ">");
	jr_day day;

	if (due == NULL)
		return NULL;
	if (titled && jr_date_parse(trim(due + 1), &day) < 0)
		return NULL;
	*due = '\0';
	return trim(due + 1);
}

/* One item, cut up in place. */
static int
parse_item(struct jr *j, int col, char *item, jr_day lesson_day, struct jr__task *t)
{
	char *title = strchr(item, ':'), *due, *weight;
	int rc;

	*t = (struct jr__task){ .weight = -1 };
	if (title != NULL && strchr(item, '>') != NULL && strchr(item, '>') < title)
		title = NULL;
	due = cut_due(title != NULL ? title : item, title != NULL);
	if (due != NULL && (rc = parse_due(j, col, due, lesson_day, t)) < 0)
		return rc;
	if (title != NULL) {
		*title = '\0';
		title = trim(title + 1);
		unescape(title);
		t->title = title[0] == '\0' ? NULL : title;
	}
	if ((weight = strchr(item, '*')) != NULL) {
		*weight = '\0';
		if ((rc = parse_weight(j, col, trim(weight + 1), t)) < 0)
			return rc;
	}
	return jr__find_task_type(j, col, trim(item), &t->type);
}

int
jr__tasks_parse(struct jr *j, int col, const char *cell, jr_day lesson_day,
    struct jr_buf *text, struct jr__tasks *out)
{
	char *item, *next;
	int rc;

	out->n = 0;
	if ((rc = jr__lesson_text(j, col, cell, jr_text_clean, text)) < 0)
		return rc;
	for (item = text->len == 0 ? NULL : text->data; item != NULL && *item != '\0'; item = next) {
		if ((next = find_bare(item, "|")) != NULL)
			*next++ = '\0';
		item = trim(item);
		if (item[0] == '\0')
			continue;
		if (out->n == JR__TASKS_MOST)
			return jr__fail_at(j, JR_EINVAL, col,
			    N_("more than %d tasks in one lesson"), JR__TASKS_MOST);
		if ((rc = parse_item(j, col, item, lesson_day, &out->task[out->n])) < 0)
			return rc;
		out->n++;
	}
	return JR_OK;
}

/* --- Writing it ------------------------------------------------------------------- */

static void
print_title(struct jr_buf *b, const char *title)
{
	for (; *title != '\0'; title++) {
		if (strchr("\\|>", *title) != NULL)
			jr_buf_addc(b, '\\');
		jr_buf_addc(b, *title);
	}
}

void
jr__task_print(struct jr_buf *b, const char *type, const struct jr_value *weight,
    const char *title, const char *due)
{
	if (b->len > 0)
		jr_buf_adds(b, " | ");
	jr_buf_adds(b, type);
	if (weight->type == JR_V_INT)
		jr_buf_addf(b, "*%lld", (long long)weight->i);
	if (title != NULL) {
		jr_buf_adds(b, ": ");
		print_title(b, title);
	}
	if (due != NULL)
		jr_buf_addf(b, " > %s", due);
}

/* --- Comparing with what is stored ---------------------------------------------------- */

struct stored {
	int64_t	 id, no, tx_id, weight;		/* weight -1: the type's */
	size_t	 type, title, due;		/* places in text; 0: none */
	bool	 matched;
};

struct stored_tasks {
	int		 n;
	struct stored	 task[STORED_MOST];
	struct jr_buf	 text;
};

static size_t
keep(struct jr_buf *b, const char *text)
{
	size_t at = b->len;

	if (text == NULL)
		return 0;
	jr_buf_add(b, text, strlen(text) + 1);
	return at;
}

static int
load(struct jr *j, int col, int64_t lesson_id, struct stored_tasks *s)
{
	struct jr_value weight;
	struct jr_stmt *st;
	int rc;

	s->n = 0;
	if ((rc = jr__lesson_settle(j, lesson_id)) < 0)
		return rc;
	rc = jr__query(j, JR_SQL_LESSON_TASKS, JR_PARAMS(JR_P_INT("lesson_id", lesson_id)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		struct stored *t = &s->task[s->n];

		if (s->n == STORED_MOST) {
			jr_stmt_reset(st);
			return jr__fail_at(j, JR_EINVAL, col,
			    N_("the lesson has too many tasks to be named in one cell"));
		}
		if (s->n++ == 0)
			jr_buf_addc(&s->text, '\0');
		jr_stmt_value(st, 3, &weight);
		*t = (struct stored){
			.id = jr_stmt_int(st, 0), .no = jr_stmt_int(st, 1),
			.type = keep(&s->text, jr_stmt_text(st, 2)),
			.weight = weight.type == JR_V_INT ? weight.i : -1,
			.title = keep(&s->text, jr_stmt_text(st, 4)),
			.due = keep(&s->text, jr_stmt_text(st, 5)), .tx_id = jr_stmt_int(st, 6),
		};
	}
	if (rc >= 0 && s->text.failed)
		return jr__nomem(j);
	return rc < 0 ? rc : JR_OK;
}

static const char *
text_at(const struct stored_tasks *s, size_t at)
{
	return at == 0 ? "" : s->text.data + at;
}

static const char *
or_empty(const char *s)
{
	return s == NULL ? "" : s;
}

/* Give stored tasks to the named ones that have none yet: same type, and title. */
static void
match(struct stored_tasks *s, const struct jr__tasks *named, struct jr__task_plan *p,
    const struct stored **of, bool by_title)
{
	for (int i = 0; i < named->n; i++) {
		const struct jr__task *t = &named->task[i];

		for (int k = 0; k < s->n && of[i] == NULL; k++) {
			struct stored *o = &s->task[k];

			if (o->matched || strcmp(t->type, text_at(s, o->type)) != 0 ||
			    (by_title && strcmp(or_empty(t->title), text_at(s, o->title)) != 0))
				continue;
			o->matched = true;
			of[i] = o;
			p->change[i] = (struct jr__task_change){ o->id, o->no, t,
			    o->weight == t->weight &&
			    strcmp(or_empty(t->title), text_at(s, o->title)) == 0 &&
			    strcmp(t->due, text_at(s, o->due)) == 0 };
		}
	}
}

/* A stored task that is no longer named. */
static int
may_remove(struct jr *j, int col, const struct stored_tasks *s, const struct stored *t,
    jr_day day)
{
	int64_t marks;
	int rc;

	if ((rc = jr__number(j, JR_SQL_LESSON_TASK_MARKS, JR_PARAMS(JR_P_INT("id", t->id)),
	    &marks)) < 0)
		return rc;
	if (marks > 0 && t->title != 0)
		return jr__fail_at(j, JR_ECONFLICT, col, N_("the lesson's task '%s: %s' has marks; "
		    "name it too, or remove its marks first"), text_at(s, t->type),
		    text_at(s, t->title));
	if (marks > 0)
		return jr__fail_at(j, JR_ECONFLICT, col, N_("the lesson's task '%s' has marks; "
		    "name it too, or remove its marks first"), text_at(s, t->type));
	return jr__lesson_may_correct(j, col, t->tx_id, day);
}

static int
compare(struct jr *j, int col, struct stored_tasks *s, jr_day day,
    const struct jr__tasks *named, struct jr__task_plan *p)
{
	const struct stored *of[JR__TASKS_MOST] = { NULL };
	int64_t no = 0;
	int rc;

	p->n = named->n;
	match(s, named, p, of, true);
	match(s, named, p, of, false);
	for (int i = 0; i < s->n; i++)
		no = s->task[i].no > no ? s->task[i].no : no;
	for (int i = 0; i < named->n; i++) {
		if (of[i] == NULL)
			p->change[i] = (struct jr__task_change){ 0, ++no, &named->task[i], false };
		else if (!p->change[i].same &&
		    (rc = jr__lesson_may_correct(j, col, of[i]->tx_id, day)) < 0)
			return rc;
	}
	for (int i = 0; i < s->n; i++) {
		if (s->task[i].matched)
			continue;
		if ((rc = may_remove(j, col, s, &s->task[i], day)) < 0)
			return rc;
		p->change[p->n++] = (struct jr__task_change){ s->task[i].id, 0, NULL, false };
	}
	return JR_OK;
}

int
jr__tasks_compare(struct jr *j, int col, int64_t lesson_id, jr_day day,
    const struct jr__tasks *named, struct jr__task_plan *out)
{
	struct stored_tasks s;
	int rc;

	s.n = 0;
	s.text = (struct jr_buf)JR_BUF_INIT;
	out->n = 0;
	if (lesson_id == 0 || (rc = load(j, col, lesson_id, &s)) == JR_OK)
		rc = compare(j, col, &s, day, named, out);
	jr_buf_release(&s.text);
	return rc;
}

/* --- Writing the changes ---------------------------------------------------------------- */

static int
remove_task(struct jr *j, int64_t id)
{
	struct jr_value row[JR_TASK_COLUMNS], key = jr_int(id);
	int rc;

	if ((rc = jr__fetch(j, JR_TBL_TASK, &key, row)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	rc = jr__remove(j, JR_TBL_TASK, row);
	jr__unfetch(j, JR_TBL_TASK);
	return rc;
}

static int
put_task(struct jr *j, int64_t lesson_id, jr_day day, const struct jr__task_change *c)
{
	struct jr_value row[JR_TASK_COLUMNS];
	enum jr_change what;
	int64_t id = c->id, tx_id;
	int rc;

	if ((rc = jr__tx_id(j, &tx_id)) < 0 ||
	    (id == 0 && (rc = jr__next_id(j, JR_TBL_TASK, &id)) < 0))
		return rc;
	row[JR_TASK_ID] = jr_int(id);
	row[JR_TASK_LESSON_ID] = jr_int(lesson_id);
	row[JR_TASK_NO] = jr_int(c->no);
	row[JR_TASK_TYPE] = jr_text(c->task->type);
	row[JR_TASK_WEIGHT] = c->task->weight < 0 ? jr_null() : jr_int(c->task->weight);
	row[JR_TASK_TITLE] = jr_text(c->task->title);
	row[JR_TASK_DUE_ON] = c->task->due[0] == '\0' ? jr_null() : jr_text(c->task->due);
	row[JR_TASK_TX_ID] = jr_int(tx_id);
	if (c->id == 0)
		return jr__lesson_add(j, lesson_id, day, JR_TBL_TASK, row);
	return jr__put(j, JR_TBL_TASK, row, JR_KEEP(JR_TASK_LESSON_ID) | JR_KEEP(JR_TASK_NO) |
	    JR_KEEP(JR_TASK_TX_ID), &what);
}

int
jr__tasks_apply(struct jr *j, int64_t lesson_id, jr_day day,
    const struct jr__task_plan *p, bool *changed)
{
	int rc = JR_OK;

	for (int i = 0; i < p->n && rc == JR_OK; i++) {
		const struct jr__task_change *c = &p->change[i];

		if (c->same)
			continue;
		rc = c->task == NULL ? remove_task(j, c->id) : put_task(j, lesson_id, day, c);
		*changed = true;
	}
	return rc;
}
