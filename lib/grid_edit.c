/* An edited sheet: only what its editor changed goes into the journal. */
#include <stdlib.h>
#include <string.h>

#include "attend.h"
#include "grid_impl.h"
#include "grid_load.h"

struct jr_grid_cells {
	struct jr_map	*of;		/* whose ‖ day ‖ lesson → place in text; 0: empty */
	struct jr_buf	 text;
};

/* Whose: a student, or a row about the lessons as a negative number. */
struct key {
	int64_t	 whose, day, number;
};

struct edit {
	struct jr__grid_run	 r;		/* for its words only */
	struct jr_grid		*g;
	struct jr_grid_cells	*was, *is;
	const struct jr_grid_row *numbers;
	struct jr_buf		 text;
};

void
jr_grid_cells_free(struct jr_grid_cells *c)
{
	if (c == NULL)
		return;
	jr_map_free(c->of);
	jr_buf_release(&c->text);
	free(c);
}

/* --- Cells by their keys --------------------------------------------------------- */

static int
put(struct jr *j, struct jr_grid_cells *c, const struct key *key, const char *text)
{
	size_t at;

	if (c->text.len == 0)
		jr_buf_addc(&c->text, '\0');
	at = *text == '\0' ? 0 : c->text.len;
	if (at != 0)
		jr_buf_add(&c->text, text, strlen(text) + 1);
	return c->text.failed || !jr_map_put(c->of, key, sizeof(*key), (int64_t)at) ?
	    jr__nomem(j) : JR_OK;
}

static const char *
get(const struct jr_grid_cells *c, const struct key *key)
{
	int64_t at;

	return jr_map_get(c->of, key, sizeof(*key), &at) && at != 0 ? c->text.data + at : "";
}

static int
put_page(struct jr *j, struct jr__grid_load *l, const struct jr__grid_page *p,
    struct jr_grid_cells *c)
{
	const char *about[JR_GRID_HOMEWORK + 1] = {
		[JR_GRID_REGISTER] = p->taken ? "+" : "",
		[JR_GRID_TOPIC] = jr__grid_load_text(l, p->topic),
		[JR_GRID_TASKS] = jr__grid_load_text(l, p->tasks),
		[JR_GRID_HOMEWORK] = jr__grid_load_text(l, p->homework),
	};
	struct key key = { 0, p->day, p->number };
	int rc = JR_OK;

	for (int i = 0; i <= JR_GRID_HOMEWORK && rc == JR_OK; i++) {
		key.whose = -i;
		if (about[i] != NULL)
			rc = put(j, c, &key, about[i]);
	}
	for (size_t i = 0; i < l->students.n && rc == JR_OK; i++) {
		key.whose = l->students.student[i].id;
		rc = put(j, c, &key, jr__grid_load_cell(l, p, key.whose));
	}
	return rc;
}

int
jr_grid_cells_new(struct jr *j, const struct jr_grid_which *which, struct jr_grid_cells **out)
{
	struct jr_grid_cells *c = calloc(1, sizeof(*c));
	struct jr__grid_load load = { 0 };
	int rc;

	*out = NULL;
	if (c == NULL || (c->of = jr_map_new()) == NULL)
		rc = jr__nomem(j);
	else
		rc = jr__grid_load(j, which->class, which->group, which->subject, which->from,
		    which->to, &load);
	for (size_t i = 0; i < load.pages && rc == JR_OK; i++)
		rc = put_page(j, &load, &load.page[i], c);
	jr__grid_load_release(&load);
	if (rc == JR_OK)
		*out = c;
	else
		jr_grid_cells_free(c);
	return rc;
}

/* --- What a changed cell says in full ------------------------------------------------ */

/* The word of attendance of a cell, else NULL. */
static int
find_word(struct jr *j, const struct jr_grid_cell *c, const char **out)
{
	const char *code;
	bool absent;
	int minutes, rc;

	*out = NULL;
	for (size_t i = 0; i < c->parts; i++) {
		if (c->part[i].kind != JR_PART_WORD)
			continue;
		if ((rc = jr__attend_code(j, c->part[i].text, &code, &absent, &minutes)) < 0)
			return rc;
		if (rc == JR_OK)
			*out = c->part[i].text;
	}
	return JR_OK;
}

/* Its marks, NULL for a place without one. */
static int
find_marks(const struct jr_grid_cell *c, const char *word, const char *mark[JR_GRID_PARTS_MOST])
{
	int n = 0;

	for (size_t i = 0; i < c->parts; i++)
		if (c->part[i].text != word)
			mark[n++] = c->part[i].kind == JR_PART_PLACE ? NULL : c->part[i].text;
	return n;
}

/* From what a cell was and has become: absences and marks that are gone are deleted. */
static int
whole_cell(struct edit *e, const char *was, const char *text, size_t line, size_t field)
{
	const char *old_word, *word, *old[JR_GRID_PARTS_MOST], *mark[JR_GRID_PARTS_MOST];
	struct jr_grid_cell before, after;
	int olds, marks, rc;

	jr_grid_cell_read(was, strlen(was), &before);
	jr_grid_cell_read(text, strlen(text), &after);
	jr_buf_clear(&e->text);
	if (after.is == JR_CELL_EMPTY || before.is != JR_CELL_PARTS || after.is != JR_CELL_PARTS ||
	    (after.parts == 1 && after.part[0].kind == JR_PART_DELETE)) {
		jr_buf_adds(&e->text, *text == '\0' ? "-" : text);
		return JR_OK;
	}
	if ((rc = find_word(e->r.j, &before, &old_word)) < 0 ||
	    (rc = find_word(e->r.j, &after, &word)) < 0)
		return rc;
	olds = find_marks(&before, old_word, old);
	marks = find_marks(&after, word, mark);
	if (marks > 0 && marks < olds) {
		jr__grid_say(&e->r, line, field, N_("the cell had %d marks: '%s'; write as many, "
		    "with - for one that goes"), olds, was);
		return JR_DONE;
	}
	if (word != NULL || old_word != NULL)
		jr_buf_addf(&e->text, "%s ", word != NULL ? word : "present");
	for (int i = 0; i < (marks > olds ? marks : olds); i++)
		jr_buf_addf(&e->text, "%s ", i < marks && mark[i] != NULL ? mark[i] :
		    i < olds && old[i] != NULL ? "-" : "_");
	return JR_OK;
}

/* --- Comparing -------------------------------------------------------------------------- */

/* The cell as it goes on: "" when its editor left it. */
static int
compare(struct edit *e, const struct jr_grid_row *row, size_t field, const struct key *key)
{
	const char *text = jr_grid_cell(e->g, row, field), *was = get(e->was, key);
	const char *is = get(e->is, key);

	jr_buf_clear(&e->text);
	if (strcmp(text, was) == 0 || strcmp(text, is) == 0)
		return JR_OK;
	if (strcmp(was, is) != 0) {
		jr__grid_say(&e->r, row->line, field + 1, *is == '\0' ?
		    N_("somebody has emptied this cell meanwhile") :
		    N_("somebody has changed this cell meanwhile: it is '%s' now"), is);
		return put(e->r.j, e->was, key, is);
	}
	if (row->kind == JR_GRID_REGISTER && *text == '\0') {
		jr__grid_say(&e->r, row->line, field + 1,
		    N_("a register that was taken cannot be taken back"));
		return JR_OK;
	}
	if (row->kind == JR_GRID_STUDENT)
		return whole_cell(e, was, text, row->line, field + 1);
	jr_buf_adds(&e->text, *text == '\0' ? "-" : text);
	return JR_OK;
}

static int
reduce_row(struct edit *e, size_t i, int64_t whose)
{
	int rc = JR_OK;

	for (size_t k = 0; k < e->g->columns && rc >= 0; k++) {
		const struct jr_grid_column *c = &e->g->column[k];
		struct key key = { whose, c->day, 0 };

		if (c->kind != JR_GRID_LESSON)
			continue;
		key.number = strtol(jr_grid_cell(e->g, e->numbers, c->field), NULL, 10);
		if ((rc = compare(e, &e->g->row[i], c->field, &key)) < 0)
			break;
		rc = jr_grid_set(e->g, i, c->field, e->text.failed ? "" : jr_buf_str(&e->text));
		if (rc < 0 || e->text.failed)
			return jr__nomem(e->r.j);
	}
	return rc < 0 ? rc : JR_OK;
}

/* All cells but those that were changed become empty, which changes nothing. */
static int
reduce(struct edit *e, struct jr__grid_students *students)
{
	int rc = JR_OK;

	for (size_t i = 0; i < e->g->rows && rc == JR_OK; i++) {
		const struct jr_grid_row *row = &e->g->row[i];
		struct jr__grid_student *s;

		if (row->kind == JR_GRID_NUMBER)
			continue;
		if (row->kind != JR_GRID_STUDENT) {
			rc = reduce_row(e, i, -(int64_t)row->kind);
			continue;
		}
		rc = jr__grid_find_student(e->r.j, students, jr_grid_text(e->g, row->number),
		    jr_grid_text(e->g, row->name), &s);
		if (rc == JR_OK)
			rc = reduce_row(e, i, s->id);
		else
			rc = jr__grid_failed(&e->r, rc, row->line, row->label + 1);
	}
	return rc;
}

static int
find_numbers(struct edit *e)
{
	for (size_t i = 0; i < e->g->rows; i++)
		if (e->g->row[i].kind == JR_GRID_NUMBER)
			e->numbers = &e->g->row[i];
	if (e->numbers == NULL)
		jr__grid_say(&e->r, e->g->head_line, 0, N_("the row of lesson numbers is missing"));
	return e->numbers == NULL ? JR_DONE : JR_OK;
}

int
jr_grid_edit(struct jr *j, struct jr_grid *edited, const struct jr_grid_which *which,
    struct jr_grid_cells *was, const struct jr_grid_how *how, jr_grid_said *said, void *arg,
    struct jr_grid_done *out)
{
	struct edit e = { .r = { .j = j, .g = edited, .how = how, .said = said, .arg = arg,
	    .done = out }, .g = edited, .was = was };
	struct jr__grid_load load = { 0 };
	int rc;

	*out = (struct jr_grid_done){ 0 };
	jr__lookup_free(j);		/* it is of the time when the sheet was written */
	if ((rc = jr_grid_cells_new(j, which, &e.is)) == JR_OK &&
	    (rc = jr__grid_load(j, which->class, which->group, which->subject, which->from,
	    which->to, &load)) == JR_OK && (rc = find_numbers(&e)) == JR_OK)
		rc = reduce(&e, &load.students);
	jr__grid_load_release(&load);
	jr_grid_cells_free(e.is);
	jr_buf_release(&e.text);
	if (rc >= 0 && out->errors > 0)
		return jr__fail(j, JR_EINVAL, N_("the sheet has errors"));
	return rc < 0 ? rc : jr_grid_import(j, edited, how, said, arg, out);
}
