/* A course's sheet out of the journal. */
#include <stdlib.h>
#include <string.h>

#include "grid.h"
#include "grid_load.h"
#include "grid_words.h"

#define LABELS 2		/* columns before the first lesson: number, name */

struct writer {
	struct jr__grid_load	*l;
	const struct jr_grid_which *which;
	struct jr_table		*table;
	const char		**cell;		/* of a row */
	char			(*text)[16];	/* numbers and dates of the lessons */
};

/* --- Heading ------------------------------------------------------------------------- */

static const char *
label(const struct writer *w, enum jr__grid_word word)
{
	return jr__grid_label(word, w->which->russian);
}

/* For people a day needs no year: 07.09. */
static void
day_title(const struct writer *w, jr_day day, char out[16])
{
	jr_date_format_ru(day, out);
	if (w->which->short_days)
		out[5] = '\0';
}

static int
begin(struct writer *w, FILE *out, const struct jr_table_opts *opts)
{
	size_t lessons = LABELS + w->l->pages, n = lessons + w->l->noted;
	struct jr_col *col = calloc(n, sizeof(*col));
	char (*name)[JR_DATE_SIZE] = calloc(n, sizeof(*name));

	if (col == NULL || name == NULL)
		goto out;
	for (size_t i = 0; i < LABELS; i++) {
		enum jr__grid_word word = i == 0 ? JR__WORD_NUMBER : JR__WORD_NAME;

		col[i].name = jr__grid_label(word, false);
		col[i].title = label(w, word);
		col[i].key = true;
	}
	for (size_t i = LABELS; i < lessons; i++) {
		jr_date_format(w->l->page[i - LABELS].day, name[i]);
		day_title(w, w->l->page[i - LABELS].day, w->text[i]);
		col[i].name = name[i];
		col[i].title = w->text[i];
	}
	if (w->l->noted) {
		col[lessons].name = jr__grid_label(JR__WORD_NOTE, false);
		col[lessons].title = label(w, JR__WORD_NOTE);
	}
	w->table = jr_table_new(out, opts, true, NULL, col, n);
out:
	free(col);
	free(name);
	return w->table != NULL ? JR_OK : JR_ENOMEM;
}

/* --- Rows ------------------------------------------------------------------------------ */

static const char *
about(const struct writer *w, enum jr__grid_word word, size_t i)
{
	const struct jr__grid_page *p = &w->l->page[i];

	switch (word) {
	case JR__WORD_LESSON:
		snprintf(w->text[LABELS + i], sizeof(*w->text), "%d", p->number);
		return w->text[LABELS + i];
	case JR__WORD_REGISTER:
		return p->taken ? "+" : "";
	case JR__WORD_TOPIC:
		return jr__grid_load_text(w->l, p->topic);
	case JR__WORD_TASKS:
		return jr__grid_load_text(w->l, p->tasks);
	default:
		return jr__grid_load_text(w->l, p->homework);
	}
}

static void
write_about(struct writer *w, enum jr__grid_word word)
{
	w->cell[0] = "";
	w->cell[1] = label(w, word);
	w->cell[LABELS + w->l->pages] = "";
	for (size_t i = 0; i < w->l->pages; i++)
		w->cell[LABELS + i] = about(w, word, i);
	jr_table_row(w->table, w->cell);
}

/* The cells of a row live in one text, which may move while it grows. */
static int
write_student(struct writer *w, const struct jr__grid_student *s, struct jr_buf *row)
{
	jr_buf_clear(row);
	w->cell[0] = jr__grid_student_text(&w->l->students, s->number);
	w->cell[1] = jr__grid_student_text(&w->l->students, s->name);
	w->cell[LABELS + w->l->pages] = s->note == 0 ? "" :
	    jr__grid_student_text(&w->l->students, s->note);
	for (size_t i = 0; i < w->l->pages; i++) {
		const char *cell = jr__grid_load_cell(w->l, &w->l->page[i], s->id);

		jr_buf_add(row, cell, strlen(cell) + 1);
	}
	if (row->failed)
		return JR_ENOMEM;
	for (size_t i = 0, at = 0; i < w->l->pages; i++) {
		w->cell[LABELS + i] = row->data + at;
		at += strlen(row->data + at) + 1;
	}
	jr_table_row(w->table, w->cell);
	return JR_OK;
}

static int
write_rows(struct writer *w)
{
	static const enum jr__grid_word words[] = { JR__WORD_LESSON, JR__WORD_REGISTER,
		JR__WORD_TOPIC, JR__WORD_TASKS, JR__WORD_HOMEWORK };
	struct jr_buf row = JR_BUF_INIT;
	int rc = JR_OK;

	for (size_t i = 0; i < sizeof(words) / sizeof(*words); i++)
		write_about(w, words[i]);
	for (size_t i = 0; i < w->l->students.n && rc == JR_OK; i++)
		rc = write_student(w, &w->l->students.student[i], &row);
	jr_buf_release(&row);
	return rc;
}

static int
write_sheet(struct writer *w, FILE *out, const struct jr_table_opts *opts)
{
	int rc, ended;

	w->cell = calloc(LABELS + w->l->pages + 1, sizeof(*w->cell));
	w->text = calloc(LABELS + w->l->pages, sizeof(*w->text));
	rc = w->cell == NULL || w->text == NULL ? JR_ENOMEM : begin(w, out, opts);
	if (rc == JR_OK) {
		rc = write_rows(w);
		ended = jr_table_end(w->table);
		/* What could not be written shows when the command closes its output. */
		rc = rc == JR_OK && ended == JR_ENOMEM ? ended : rc;
	}
	free(w->cell);
	free(w->text);
	return rc;
}

int
jr_grid_list(struct jr *j, const struct jr_grid_which *which, FILE *out,
    const struct jr_table_opts *opts, size_t *lessons)
{
	struct jr__grid_load load;
	struct writer w = { .l = &load, .which = which };
	int rc;

	*lessons = 0;
	rc = jr__grid_load(j, which->class, which->group, which->subject, which->from, which->to,
	    &load);
	if (rc == JR_OK)
		rc = jr__grid_load_notes(j, &load);
	if (rc == JR_OK && which->lessons != JR_GRID_STORED)
		rc = jr__grid_load_coming(j, &load, which->lessons == JR_GRID_PLANNED);
	if (rc == JR_OK && (rc = write_sheet(&w, out, opts)) == JR_ENOMEM)
		jr__nomem(j);
	*lessons = load.pages;
	jr__grid_load_release(&load);
	return rc;
}
