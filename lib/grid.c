/* A grid into the journal: its students, its lessons, column by column. */
#include "grid.h"

#include <stdlib.h>
#include <string.h>

#include "access.h"
#include "grid_impl.h"
#include "grid_load.h"
#include "mark.h"

/* --- Words --------------------------------------------------------------------- */

void
jr__grid_say(struct jr__grid_run *r, size_t line, size_t field, const char *fmt, ...)
{
	struct jr_error e = { 0 };
	va_list ap;

	va_start(ap, fmt);
	jr_error_setv(&e, JR_EINVAL, fmt, ap);
	va_end(ap);
	r->done->errors++;
	r->said(r->arg, true, line, field, e.text);
}

int
jr__grid_failed(struct jr__grid_run *r, int rc, size_t line, size_t field)
{
	if (rc != JR_EINVAL && rc != JR_ENOTFOUND && rc != JR_ECONFLICT && rc != JR_EDENIED)
		return rc;
	r->done->errors++;
	r->done->denied += rc == JR_EDENIED && !jr_acts_freely(r->j);
	r->said(r->arg, true, line, field, jr_error(r->j)->text);
	jr_error_forget(r->j);
	return JR_OK;
}

/* --- Students -------------------------------------------------------------------- */

static bool
has_entries(const struct jr__grid_run *r, const struct jr_grid_row *row)
{
	for (size_t i = 0; i < r->g->columns; i++)
		if (r->g->column[i].kind == JR_GRID_LESSON &&
		    *jr_grid_cell(r->g, row, r->g->column[i].field) != '\0')
			return true;
	return false;
}

/* A note below the table, somebody who has left: nothing is lost with the row. */
static int
pass_over(struct jr__grid_run *r, const struct jr_grid_row *row)
{
	struct jr_error e = { 0 };

	jr_error_forget(r->j);
	jr_error_set(&e, JR_EINVAL, N_("'%s' is no student of this course; the row has no entries "
	    "and is passed over"), jr_grid_text(r->g, row->number != 0 ? row->number : row->name));
	r->said(r->arg, false, row->line, row->label + 1, e.text);
	return JR_OK;
}

static int
find_student(struct jr__grid_run *r, size_t i)
{
	const struct jr_grid_row *row = &r->g->row[i];
	struct jr__grid_student *s;
	int rc;

	rc = jr__grid_find_student(r->j, &r->students, jr_grid_text(r->g, row->number),
	    jr_grid_text(r->g, row->name), &s);
	if (rc == JR_ENOTFOUND && !has_entries(r, row))
		return pass_over(r, row);
	if (rc < 0)
		return jr__grid_failed(r, rc, row->line, row->label + 1);
	if (s->line != 0) {
		jr__grid_say(r, row->line, row->label + 1, N_("%s stands in line %zu already"),
		    jr__grid_student_text(&r->students, s->name), s->line);
		return JR_OK;
	}
	s->line = row->line;
	r->student[i] = s->id;
	return JR_OK;
}

static int
find_rows(struct jr__grid_run *r)
{
	int rc = JR_OK;

	for (size_t i = 0; i < r->g->rows && rc == JR_OK; i++)
		if (r->g->row[i].kind == JR_GRID_STUDENT)
			rc = find_student(r, i);
		else
			r->about[r->g->row[i].kind] = &r->g->row[i];
	return rc;
}

/* --- The lesson of a column ---------------------------------------------------------- */

/* Which of the columns of its day it is, from 0, and how many there are. */
static void
place_in_day(const struct jr__grid_run *r, const struct jr__grid_lesson *l, int *at, int *all)
{
	*at = *all = 0;
	for (size_t i = 0; i < r->g->columns; i++) {
		const struct jr_grid_column *c = &r->g->column[i];

		if (c->kind != JR_GRID_LESSON || c->day != l->column->day)
			continue;
		*at += c < l->column;
		++*all;
	}
}

/* The k-th lesson of a day that has as many as the sheet has columns for it. */
static int
number_by_order(struct jr__grid_run *r, struct jr__grid_lesson *l, int at, int all)
{
	struct jr__course_day *d;
	struct jr_buf list = JR_BUF_INIT;
	unsigned numbers;
	int n = 0, rc;

	if ((rc = jr__course_day(r->j, r->course, l->column->day, &d)) < 0 ||
	    (rc = jr__course_day_plan(r->j, r->course, d)) < 0)
		return rc;
	numbers = d->have | d->slots;
	for (int i = 0; i <= JR__LESSON_MOST; i++) {
		if (!(numbers & JR__BIT(i)))
			continue;
		if (n++ == at)
			snprintf(l->number, sizeof(l->number), "%d", i);
		jr_buf_addf(&list, "%s%d", list.len > 0 ? ", " : "", i);
	}
	if (n != all && n > 0) {
		jr__grid_say(r, r->g->head_line, l->column->field + 1, N_("%s has %d columns, "
		    "and the lessons %s; a row Урок says which is which"), l->date, all,
		    jr_buf_str(&list));
		l->number[0] = '\0';
		l->column = NULL;
	}
	jr_buf_release(&list);
	return JR_OK;
}

static int
find_number(struct jr__grid_run *r, struct jr__grid_lesson *l)
{
	const char *said = jr__grid_about(r, JR_GRID_NUMBER, l);
	int at, all;

	snprintf(l->number, sizeof(l->number), "%.*s", (int)strspn(said, "0123456789"), said);
	place_in_day(r, l, &at, &all);
	if (l->number[0] == '\0' && *said != '\0') {
		jr__grid_say(r, r->about[JR_GRID_NUMBER]->line, l->column->field + 1,
		    N_("'%s' is not the number of a lesson"), said);
		l->column = NULL;
		return JR_OK;
	}
	return l->number[0] != '\0' || all == 1 ? JR_OK : number_by_order(r, l, at, all);
}

/* Another column for the same lesson. */
static int
check_once(struct jr__grid_run *r, struct jr__grid_lesson *l, struct jr_map *seen)
{
	struct { int64_t day, number; } key = { l->place.day, l->place.number };
	int64_t at;

	if (jr_map_get(seen, &key, sizeof(key), &at)) {
		jr__grid_say(r, r->g->head_line, l->column->field + 1,
		    N_("lesson %d of %s has column %d already"), l->place.number, l->date, (int)at);
		l->column = NULL;
		return JR_OK;
	}
	return jr_map_put(seen, &key, sizeof(key), (int64_t)l->column->field + 1) ? JR_OK :
	    jr__nomem(r->j);
}

/* l->column NULL after it: said, and to be passed over. */
static int
find_lesson(struct jr__grid_run *r, struct jr__grid_lesson *l, struct jr_map *seen)
{
	int rc;

	if ((rc = find_number(r, l)) < 0 || l->column == NULL)
		return rc;
	rc = jr__lesson_find(r->j, -1, r->course, l->column->day, l->number, JR__LESSON_SLOT,
	    &l->place);
	if (rc == JR_OK && l->entries)
		rc = jr__lesson_given(r->j, -1, &l->place);
	if (rc < 0) {
		rc = jr__grid_failed(r, rc, r->g->head_line, l->column->field + 1);
		l->column = NULL;
		return rc;
	}
	snprintf(l->number, sizeof(l->number), "%d", l->place.number);
	return check_once(r, l, seen);
}

/* --- Columns --------------------------------------------------------------------------- */

/* Read the cells of the column. */
static void
read_cells(struct jr__grid_run *r, struct jr__grid_lesson *l)
{
	for (size_t i = 0; i < r->g->rows; i++) {
		const char *s = jr_grid_cell(r->g, &r->g->row[i], l->column->field);
		struct jr_grid_cell *c = &r->cell[i];
		int marks = 0;

		c->is = JR_CELL_EMPTY;
		if (r->g->row[i].kind != JR_GRID_STUDENT)
			continue;
		jr_grid_cell_read(s, strlen(s), c);
		if (c->is == JR_CELL_EMPTY)
			continue;
		l->entries = true;
		for (size_t k = 0; k < c->parts; k++)
			marks += c->part[k].kind != JR_PART_WORD &&
			    !(c->parts == 1 && c->part[k].kind == JR_PART_DELETE);
		l->marks = marks > l->marks ? marks : l->marks;
	}
}

static bool
is_said(const struct jr__grid_run *r, const struct jr__grid_lesson *l)
{
	return *jr__grid_about(r, JR_GRID_TOPIC, l) != '\0' ||
	    *jr__grid_about(r, JR_GRID_TYPE, l) != '\0' ||
	    *jr__grid_about(r, JR_GRID_TASKS, l) != '\0' ||
	    *jr__grid_about(r, JR_GRID_HOMEWORK, l) != '\0';
}

/* The row Посещаемость: +, nothing or -. */
static bool
register_said(struct jr__grid_run *r, const struct jr__grid_lesson *l)
{
	const char *s = jr__grid_about(r, JR_GRID_REGISTER, l);

	if (*s != '\0' && strcmp(s, "+") != 0 && strcmp(s, "-") != 0)
		jr__grid_say(r, r->about[JR_GRID_REGISTER]->line, l->column->field + 1,
		    N_("'%s': the register is + where it was taken, else nothing"), s);
	return strcmp(s, "+") == 0;
}

static bool
takes_register(struct jr__grid_run *r, const struct jr__grid_lesson *l, bool ahead)
{
	if (register_said(r, l) || l->changed)
		return true;
	return !ahead && r->about[JR_GRID_REGISTER] == NULL &&
	    (l->entries || *jr__grid_about(r, JR_GRID_TOPIC, l) != '\0') &&
	    jr_setting_int(r->j, "attendance.register_by_grid", 1) != 0;
}

/* Topic, works, homework; then the cells, which know what of theirs may lie ahead. */
static int
put_lesson(struct jr__grid_run *r, struct jr__grid_lesson *l, bool ahead)
{
	int rc = ahead ? JR_OK : jr__grid_put_lesson(r, l);

	if (rc == JR_OK && l->place.lesson_id == 0)
		rc = jr__lesson_find(r->j, -1, r->course, l->place.day, l->number, JR__LESSON_SLOT,
		    &l->place);
	for (size_t i = 0; i < r->g->rows && rc == JR_OK; i++)
		if (r->cell[i].is != JR_CELL_EMPTY && r->student[i] != 0)
			rc = jr__grid_put_cell(r, l, &r->g->row[i], &r->cell[i], r->student[i]);
	if (rc == JR_OK && takes_register(r, l, ahead))
		rc = jr__grid_put_register(r, l);
	return rc;
}

static int
put_column(struct jr__grid_run *r, const struct jr_grid_column *column, struct jr_map *seen)
{
	struct jr__grid_lesson l = { .column = column };
	bool ahead = column->day > jr_today(r->j), entries, said;
	int rc;

	jr_date_format(column->day, l.date);
	read_cells(r, &l);
	entries = l.entries || *jr__grid_about(r, JR_GRID_REGISTER, &l) != '\0';
	said = is_said(r, &l);
	if (ahead && said)
		r->done->ahead++;
	if (!entries && (ahead || !said))
		return JR_OK;
	if ((rc = find_lesson(r, &l, seen)) < 0 || l.column == NULL)
		return rc;
	return put_lesson(r, &l, ahead);
}

static int
put_columns(struct jr__grid_run *r)
{
	struct jr_map *seen = jr_map_new();
	int rc = seen == NULL ? jr__nomem(r->j) : JR_OK;

	for (size_t i = 0; i < r->g->columns && rc == JR_OK; i++)
		if (r->g->column[i].kind == JR_GRID_LESSON)
			rc = put_column(r, &r->g->column[i], seen);
	jr_map_free(seen);
	return rc;
}

/* --- The whole ------------------------------------------------------------------------------ */

static int
begin(struct jr__grid_run *r)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int64_t year = jr_year(r->j);
	int rc;

	jr_date_format(jr_day_of((int)year, 9, 1), from);
	jr_date_format(jr_day_of((int)year + 1, 8, 31), to);
	if ((rc = jr__grid_course(r->j, year, r->how->class, r->how->group, r->how->subject,
	    NULL, NULL, &r->course)) < 0 ||
	    (rc = jr__task_types(r->j, &r->types)) < 0 ||
	    (rc = jr__grid_students(r->j, r->course, from, to, &r->students)) < 0)
		return rc;
	r->student = calloc(r->g->rows + 1, sizeof(*r->student));
	r->cell = calloc(r->g->rows + 1, sizeof(*r->cell));
	return r->student == NULL || r->cell == NULL ? jr__nomem(r->j) : JR_OK;
}

int
jr_grid_import(struct jr *j, const struct jr_grid *g, const struct jr_grid_how *how,
    jr_grid_said *said, void *arg, struct jr_grid_done *out)
{
	struct jr__grid_run r = { .j = j, .g = g, .how = how, .said = said, .arg = arg,
	    .done = out };
	int rc;

	*out = (struct jr_grid_done){ 0 };
	if ((rc = begin(&r)) == JR_OK && (rc = find_rows(&r)) == JR_OK)
		rc = put_columns(&r);
	if (rc == JR_OK && how->check_means && out->errors == 0)
		rc = jr__grid_check_means(&r);
	jr_mark_made_up(j, false);
	jr__grid_students_release(&r.students);
	free(r.student);
	free(r.cell);
	jr_buf_release(&r.text);
	if (rc == JR_OK && out->errors > 0)
		return jr__fail(j, JR_EINVAL, N_("the sheet has errors"));
	return rc;
}
