/* The works of a grid's lesson, its topic and its homework. */
#include <string.h>

#include "grid_impl.h"

enum { DATE, CLASS, GROUP, SUBJECT, NUMBER, TOPIC, TASKS, HOMEWORK };

const char *
jr__grid_about(const struct jr__grid_run *r, enum jr_grid_row_kind kind,
    const struct jr__grid_lesson *l)
{
	return r->about[kind] == NULL ? "" :
	    jr_grid_cell(r->g, r->about[kind], l->column->field);
}

/* --- Which works there are ------------------------------------------------------------ */

static void
add_work(struct jr__grid_works *w, int no, int type)
{
	if (w->n == JR__GRID_WORKS_MOST)
		return;
	w->work[w->n].no = no;
	w->work[w->n++].type = type;
	w->missing += no == 0;
}

static bool
is_taken(const struct jr__grid_works *w, int no)
{
	for (int i = 0; i < w->n; i++)
		if (w->work[i].no == no)
			return true;
	return false;
}

/* One of each type that the column names, in their order; of a lone type all. */
static void
works_of_types(const struct jr__grid_lesson *l, const struct jr__page *p,
    struct jr__grid_works *w)
{
	for (int i = 0; i < l->types; i++) {
		int before = w->n;

		for (size_t k = 0; k < p->tasks && (l->types == 1 || w->n == before); k++)
			if (p->task[k].type == l->type[i] && !is_taken(w, p->task[k].no))
				add_work(w, p->task[k].no, p->task[k].type);
		if (w->n == before)
			add_work(w, 0, l->type[i]);
	}
	w->open = l->types == 1;
}

static bool
are_alike(const struct jr__page *p, const struct jr__grid_works *w)
{
	for (int i = 0; i < w->n; i++) {
		if (w->work[i].type != w->work[0].type)
			return false;
		for (size_t k = 0; k < p->tasks; k++)
			if (p->task[k].no == w->work[i].no &&
			    (p->task[k].title != NULL || p->task[k].weight != p->task[0].weight))
				return false;
	}
	return true;
}

void
jr__grid_works(const struct jr__grid_run *r, const struct jr__grid_lesson *l,
    const struct jr__page *p, struct jr__grid_works *w)
{
	*w = (struct jr__grid_works){ 0 };
	if (l->types > 0)
		works_of_types(l, p, w);
	for (size_t k = 0; k < p->tasks && l->types == 0; k++)
		add_work(w, p->task[k].no, p->task[k].type);
	w->alike = are_alike(p, w);
	w->open = (w->open || (l->types == 0 && w->alike)) && !l->named;
	while (w->open && w->n < l->marks && w->n < JR__GRID_WORKS_MOST)
		add_work(w, 0, w->n > 0 ? w->work[w->n - 1].type : r->types->usual);
}

/* --- The cell of works ------------------------------------------------------------------- */

/* The type that so many bytes name, whole: a cut might go through a letter.  JR_DONE: it
 * is none. */
static int
type_of(struct jr__grid_run *r, const char *s, size_t n, int *out)
{
	struct jr_buf word = JR_BUF_INIT;
	int rc;

	*out = 0;
	jr_buf_add(&word, s, n);
	rc = word.failed ? jr__nomem(r->j) : jr__task_type_at(r->j, jr_buf_str(&word), out);
	jr_buf_release(&word);
	return rc;
}

/* The row Тип: letters or names, parted as marks are. */
static int
read_types(struct jr__grid_run *r, struct jr__grid_lesson *l)
{
	const struct jr_grid_row *row = r->about[JR_GRID_TYPE];
	const char *s = jr__grid_about(r, JR_GRID_TYPE, l), *end;
	int rc;

	for (; *(s += strspn(s, "/,;| \n")) != '\0'; s = end) {
		end = s + strcspn(s, "/,;|\n");
		if (l->types == JR__GRID_WORKS_MOST)
			break;
		if ((rc = type_of(r, s, (size_t)(end - s), &l->type[l->types])) < 0)
			return rc;
		if (rc == JR_DONE) {
			jr__grid_say(r, row->line, l->column->field + 1,
			    N_("there is no type of work '%.*s'"), (int)(end - s), s);
			l->failed = true;
		} else
			l->types++;
	}
	return JR_OK;
}

/* The works of the page as lesson.tasks writes them, at the end of the text. */
static void
print_works(struct jr__grid_run *r, const struct jr__page *p)
{
	for (size_t k = 0; k < p->tasks; k++) {
		struct jr_value weight = p->task[k].weight < 0 ? jr_null() :
		    jr_int(p->task[k].weight);

		jr__task_print(&r->text, r->types->type[p->task[k].type].letter, &weight,
		    p->task[k].title, p->task[k].due_on);
	}
}

/* Are they what the lesson has already, word for word, as in a sheet of ours? */
static int
works_stand(struct jr__grid_run *r, const struct jr__grid_lesson *l, const char *s, bool *out)
{
	struct jr__page *p;
	int rc;

	*out = false;
	if ((rc = jr__page(r->j, &l->place, &p)) < 0)
		return rc;
	print_works(r, p);
	*out = r->text.len > 0 && strcmp(jr_buf_str(&r->text), s) == 0;
	jr_buf_clear(&r->text);
	return JR_OK;
}

static void
add_type(struct jr__grid_run *r, int type)
{
	jr_buf_addf(&r->text, "%s%s", r->text.len > 0 ? " | " : "", r->types->type[type].letter);
}

/* The row Сделано: works as jr-csv(5) writes them, or a text that is the title of one.
 * *out: they are to be stored. */
static int
named_works(struct jr__grid_run *r, struct jr__grid_lesson *l, const char *s, bool *out)
{
	bool stand;
	int rc, type;

	l->named = *out = true;
	if (strcmp(s, "-") == 0)
		return JR_OK;
	if ((rc = works_stand(r, l, s, &stand)) < 0)
		return rc;
	*out = !stand;
	/* It begins with a type, as lesson.tasks does. */
	if (stand || (rc = type_of(r, s, strcspn(s, ":*>|"), &type)) < 0)
		return rc;
	if (rc == JR_OK) {
		jr_buf_adds(&r->text, s);
		return JR_OK;
	}
	add_type(r, l->types > 0 ? l->type[0] : r->types->usual);
	jr_buf_adds(&r->text, ": ");
	for (; *s != '\0'; s++) {
		if (strchr("\\|>", *s) != NULL)
			jr_buf_addc(&r->text, '\\');
		jr_buf_addc(&r->text, *s);
	}
	for (int i = 1; i < l->types; i++)
		add_type(r, l->type[i]);
	return JR_OK;
}

static bool
has_type(const struct jr__page *p, int type)
{
	for (size_t k = 0; k < p->tasks; k++)
		if (p->task[k].type == type)
			return true;
	return false;
}

/* Works that cells need and the lesson has not.  A first one of its type with a mark is
 * made with that. */
static int
missing_works(struct jr__grid_run *r, const struct jr__grid_lesson *l, bool *out)
{
	struct jr__grid_works w;
	struct jr__page *p;
	int one = 0, rc;

	*out = false;
	if ((rc = jr__page(r->j, &l->place, &p)) < 0)
		return rc;
	jr__grid_works(r, l, p, &w);
	if (w.missing == 0)
		return JR_OK;
	while (w.work[one].no != 0)
		one++;
	if (w.missing == 1 && !has_type(p, w.work[one].type) &&
	    (l->marks > one || w.work[one].type == r->types->usual))
		return JR_OK;
	print_works(r, p);
	for (int i = 0; i < w.n; i++)
		if (w.work[i].no == 0)
			add_type(r, w.work[i].type);
	*out = true;
	return JR_OK;
}

/* --- The lesson's row ---------------------------------------------------------------------- */

/* The row of the sheet that a column of the lesson's row came from. */
static const struct jr_grid_row *
row_of(const struct jr__grid_run *r, int column)
{
	switch (column) {
	case TOPIC:
		return r->about[JR_GRID_TOPIC];
	case TASKS:
		return r->about[JR_GRID_TASKS] != NULL ? r->about[JR_GRID_TASKS] :
		    r->about[JR_GRID_TYPE];
	case HOMEWORK:
		return r->about[JR_GRID_HOMEWORK];
	default:
		return NULL;
	}
}

/* Is the lesson's topic or homework a dash, as somebody has entered it? */
static int
is_dash(struct jr__grid_run *r, const struct jr__grid_lesson *l, int column, bool *out)
{
	const char *text;
	struct jr_stmt *st;
	int rc;

	*out = false;
	if ((rc = jr__lesson_settle(r->j, l->place.lesson_id)) < 0)
		return rc;
	rc = jr__first(r->j, JR_SQL_LESSON_STATE, JR_PARAMS(JR_P_INT("id", l->place.lesson_id)),
	    &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	text = jr_stmt_text(st, column);
	*out = text != NULL && strcmp(text, "-") == 0;
	jr_stmt_reset(st);
	return JR_OK;
}

/* NULL: nothing is said; "" clears.  The dash of a list is what is stored. */
static int
take_text(struct jr__grid_run *r, enum jr_grid_row_kind kind, const struct jr__grid_lesson *l,
    int column, const char **out)
{
	const char *s = jr__grid_about(r, kind, l);
	bool dash = false;
	int rc;

	*out = *s == '\0' ? NULL : s;
	if (strcmp(s, "-") != 0)
		return JR_OK;
	if ((rc = is_dash(r, l, column, &dash)) < 0)
		return rc;
	*out = dash ? NULL : "";
	return JR_OK;
}

static int
put_row(struct jr__grid_run *r, struct jr__grid_lesson *l, bool works)
{
	struct jr_row row = { .kind = &jr_kind_lesson };
	const struct jr_grid_row *at;
	enum jr_change what;
	int column, rc;

	row.v[DATE] = l->date;
	row.v[CLASS] = r->how->class;
	row.v[GROUP] = r->how->group;
	row.v[SUBJECT] = r->how->subject;
	row.v[NUMBER] = l->number;
	row.v[TASKS] = works ? jr_buf_str(&r->text) : NULL;
	if ((rc = take_text(r, JR_GRID_TOPIC, l, 0, &row.v[TOPIC])) < 0 ||
	    (rc = take_text(r, JR_GRID_HOMEWORK, l, 2, &row.v[HOMEWORK])) < 0)
		return rc;
	if (row.v[TOPIC] == NULL && row.v[HOMEWORK] == NULL && row.v[TASKS] == NULL)
		return JR_OK;
	if ((rc = jr_kind_lesson.put(r->j, &row, &what)) == JR_OK) {
		r->done->rows[what]++;
		return rc;
	}
	column = jr_error_column(r->j);
	at = row_of(r, column);
	l->failed = true;
	return jr__grid_failed(r, rc, at != NULL ? at->line : r->g->head_line,
	    l->column->field + 1);
}

int
jr__grid_put_lesson(struct jr__grid_run *r, struct jr__grid_lesson *l)
{
	const char *named = jr__grid_about(r, JR_GRID_TASKS, l);
	bool works = *named != '\0';
	int rc;

	jr_buf_clear(&r->text);
	if ((rc = read_types(r, l)) < 0)
		return rc;
	if (works)
		rc = named_works(r, l, named, &works);
	else
		rc = missing_works(r, l, &works);
	if (rc == JR_OK && r->text.failed)
		rc = jr__nomem(r->j);
	return rc < 0 ? rc : put_row(r, l, works);
}
