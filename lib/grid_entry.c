/* A student's cell of a grid: marks and attendance, each stored as what it is. */
#include <stdlib.h>
#include <string.h>

#include "attend.h"
#include "grid_impl.h"
#include "mark.h"
#include "owed.h"

enum { DATE, CLASS, GROUP, SUBJECT, NUMBER, STUDENT };
enum { MARK = STUDENT + 1, TYPE, TASK };
enum { CODE = STUDENT + 1, MINUTES };

#define DELETE "-"
#define PLACE "_"

/* A cell understood. */
struct entry {
	struct jr__grid_run	*r;
	struct jr__grid_lesson	*l;
	const struct jr_grid_row *row;
	int64_t			 student_id;
	const char		*student;	/* his number */
	const char		*code;		/* NULL: none */
	bool			 absent;
	int			 minutes;	/* -1: none */
	const char		*mark[JR_GRID_PARTS_MOST];	/* or PLACE, DELETE */
	int			 marks;
	char			 task[12];
	char			 late[12];
};

static void
begin_row(const struct entry *e, const struct jr_rowkind *kind, struct jr_row *row)
{
	*row = (struct jr_row){ .kind = kind };
	row->v[DATE] = e->l->date;
	row->v[CLASS] = e->r->how->class;
	row->v[GROUP] = e->r->how->group;
	row->v[SUBJECT] = e->r->how->subject;
	row->v[NUMBER] = e->l->number;
	row->v[STUDENT] = e->student;
}

/* What a put came to: counted, or said at the cell. */
static int
ended(struct entry *e, int rc, enum jr_change what)
{
	if (rc < 0)
		return jr__grid_failed(e->r, rc, e->row->line, e->l->column->field + 1);
	e->r->done->rows[what]++;
	e->l->changed = e->l->changed || what != JR_SAME;
	return JR_OK;
}

static int
same(struct entry *e)
{
	e->r->done->rows[JR_SAME]++;
	return JR_OK;
}

#define SAY(e, ...) (jr__grid_say((e)->r, (e)->row->line, (e)->l->column->field + 1, \
	__VA_ARGS__), JR_DONE)

/* --- Understanding --------------------------------------------------------------------- */

static int
take_mark(struct entry *e, const char *text)
{
	e->mark[e->marks++] = text;
	return JR_OK;
}

static int
take_word(struct entry *e, const struct jr_grid_part *part)
{
	const char *code;
	bool absent, is;
	int minutes, rc;

	if ((rc = jr__owed_word(e->r->j, part->text, &is)) < 0 || is)
		return rc < 0 ? rc : take_mark(e, part->text);
	rc = jr__attend_code(e->r->j, part->text, &code, &absent, &minutes);
	if (rc == JR_OK && e->code != NULL)
		return SAY(e, N_("'%s': a cell holds one word of attendance; two lessons are two "
		    "columns"), part->text);
	if (rc == JR_OK) {
		e->code = code;
		e->absent = absent;
		e->minutes = minutes;
		return rc;
	}
	if (rc < 0 || (rc = jr__mark_is_value(e->r->j, part->text, &is)) < 0)
		return rc;
	if (is)
		return take_mark(e, part->text);
	return SAY(e, N_("'%s' is neither a mark of the scale nor a word of attendance, "
	    "like н, б, п, о15, осв"), part->text);
}

static int
take_digits(struct entry *e, const struct jr_grid_part *part)
{
	bool is;
	int rc;

	if ((rc = jr__mark_is_value(e->r->j, part->text, &is)) < 0 ||
	    (!is && (rc = jr__owed_word(e->r->j, part->text, &is)) < 0))
		return rc;
	if (is)
		return take_mark(e, part->text);
	if (strcmp(part->text, "0") == 0)
		return SAY(e, N_("0 is no mark; if it stands for work that is owed, say "
		    "--owed-zero"));
	if (e->code != NULL && strcmp(e->code, "late") == 0 && e->minutes < 0 && e->marks == 0 &&
	    strlen(part->text) <= 3 && strspn(part->text, "0123456789") == strlen(part->text)) {
		e->minutes = (int)strtol(part->text, NULL, 10);
		return JR_OK;
	}
	return take_mark(e, part->text);	/* to be refused in its own words */
}

static int
understand(struct entry *e, const struct jr_grid_cell *cell)
{
	int rc = JR_OK;

	for (size_t i = 0; i < cell->parts && rc == JR_OK; i++) {
		const struct jr_grid_part *part = &cell->part[i];

		if (part->kind == JR_PART_WORD)
			rc = take_word(e, part);
		else if (part->kind == JR_PART_DIGITS)
			rc = take_digits(e, part);
		else
			rc = take_mark(e, part->kind == JR_PART_PLACE ? PLACE : DELETE);
	}
	return rc;
}

static int
refuse_cell(struct entry *e, enum jr_grid_cell_is is, const char *text)
{
	if (is == JR_CELL_DATE)
		return SAY(e, N_("'%s' is a date: the spreadsheet has made it of something like "
		    "4/5; format the cells as text and write the marks again"), text);
	if (is == JR_CELL_LOOSE)
		return SAY(e, N_("'%s': a mark is missing beside the sign; _ stands for a work "
		    "without a mark"), text);
	return SAY(e, N_("'%s' is more than a cell can hold"), text);
}

/* --- Attendance ------------------------------------------------------------------------- */

static int
put_attendance(struct entry *e, const char *code, int minutes)
{
	enum jr_change what;
	struct jr_row row;
	int rc;

	begin_row(e, &jr_kind_attendance, &row);
	row.v[CODE] = code;
	if (minutes >= 0) {
		snprintf(e->late, sizeof(e->late), "%d", minutes);
		row.v[MINUTES] = e->late;
	}
	rc = jr_kind_attendance.put(e->r->j, &row, &what);
	return ended(e, rc, what);
}

static int
has_minutes(struct entry *e, bool *out)
{
	struct jr_value key[2] = { jr_int(e->l->place.lesson_id), jr_int(e->student_id) };
	struct jr_value row[JR_ATTENDANCE_COLUMNS];
	int rc;

	*out = e->minutes < 0;
	if (*out)
		return JR_OK;
	if ((rc = jr__fetch(e->r->j, JR_TBL_ATTENDANCE, key, row)) == JR_OK)
		*out = row[JR_ATTENDANCE_MINUTES].type == JR_V_INT &&
		    row[JR_ATTENDANCE_MINUTES].i == e->minutes;
	jr__unfetch(e->r->j, JR_TBL_ATTENDANCE);
	return rc < 0 ? rc : JR_OK;
}

/* An absence that has its reason already is not made one without. */
static int
put_code(struct entry *e, const struct jr__page_exception *x)
{
	bool is = false;
	int rc;

	if (strcmp(e->code, "present") == 0)
		is = x == NULL;
	else if (x != NULL && strcmp(e->code, "absent") == 0)
		is = x->absent;
	else if (x != NULL && strcmp(e->code, x->code) == 0 && (rc = has_minutes(e, &is)) < 0)
		return rc;
	return is ? same(e) : put_attendance(e, e->code, e->minutes);
}

/* --- Marks ------------------------------------------------------------------------------- */

/* A work as rows of marks name it: by its title where that is its own. */
static void
name_work(struct entry *e, const struct jr__page *p, int no, int type, struct jr_row *row)
{
	const struct jr__page_task *t = NULL;

	row->v[TYPE] = e->r->types->type[type].letter;
	for (size_t i = 0; i < p->tasks; i++)
		if (p->task[i].no == no)
			t = &p->task[i];
	if (t == NULL)
		return;
	snprintf(e->task, sizeof(e->task), "%d", no);
	row->v[TASK] = e->task;
	if (t->title == NULL)
		return;
	for (size_t i = 0; i < p->tasks; i++)
		if (&p->task[i] != t && p->task[i].type == type && p->task[i].title != NULL &&
		    strcmp(p->task[i].title, t->title) == 0)
			return;
	row->v[TASK] = t->title;
}

static const struct jr__page_mark *
stored_mark(const struct entry *e, const struct jr__page *p, int no)
{
	for (size_t i = 0; i < p->tasks; i++)
		if (p->task[i].no == no)
			return jr__page_mark(p, p->task[i].id, e->student_id);
	return NULL;
}

/* JR_OK: there is a mark, or the work is owed; JR_DONE: neither. */
static int
has_something(const struct entry *e, const struct jr__page *p, int no)
{
	bool owed;
	int rc;

	if (stored_mark(e, p, no) != NULL)
		return JR_OK;
	for (size_t i = 0; i < p->tasks; i++) {
		if (p->task[i].no != no)
			continue;
		rc = jr__owed_has(e->r->j, p->task[i].id, e->student_id, &owed);
		return rc < 0 || owed ? rc : JR_DONE;
	}
	return JR_DONE;
}

static int
delete_mark(struct entry *e, const struct jr__page *p, int no, int type)
{
	enum jr_change what;
	struct jr_row row;
	int rc;

	if ((rc = has_something(e, p, no)) != JR_OK)
		return rc < 0 ? rc : same(e);
	begin_row(e, &jr_kind_mark, &row);
	name_work(e, p, no, type, &row);
	rc = jr_kind_mark.remove(e->r->j, &row, NULL, &what);
	return ended(e, rc, what);
}

static int
put_mark(struct entry *e, const struct jr__page *p, int no, int type, const char *text)
{
	const struct jr__page_mark *m = stored_mark(e, p, no);
	const struct jr__page_exception *x = jr__page_exception(p, e->student_id);
	enum jr_change what;
	struct jr_row row;
	int rc;

	if (m != NULL && strcmp(m->value, text) == 0)
		return same(e);
	begin_row(e, &jr_kind_mark, &row);
	name_work(e, p, no, type, &row);
	row.v[MARK] = text;
	jr_mark_made_up(e->r->j, e->r->how->made_up && x != NULL && x->absent);
	rc = jr_kind_mark.put(e->r->j, &row, &what);
	return ended(e, rc, what);
}

static int
say_works(struct entry *e, const struct jr__grid_works *w)
{
	struct jr_buf list = JR_BUF_INIT;
	int rc;

	for (int i = 0; i < w->n; i++)
		jr_buf_addf(&list, "%s%d (%s)", i > 0 ? ", " : "", i + 1,
		    e->r->types->type[w->work[i].type].letter);
	if (e->marks > w->n)
		rc = SAY(e, N_("there are %d marks for these works: %s; name the others in the row "
		    "Сделано"), e->marks, jr_buf_str(&list));
	else
		rc = SAY(e, N_("the lesson has several works: %s; write a mark for each, with _ "
		    "for one that has none, like %s"), jr_buf_str(&list),
		    w->n == 2 ? "5/_" : "_/5/_");
	jr_buf_release(&list);
	return rc;
}

/* Marks beside an absence: only if they are there already, or made up, or still owed. */
static int
check_absent(struct entry *e, const struct jr__page *p, const struct jr__grid_works *w)
{
	bool owed;
	int rc;

	if (!e->absent || e->r->how->made_up)
		return JR_OK;
	for (int i = 0; i < e->marks; i++) {
		const struct jr__page_mark *m = stored_mark(e, p, w->work[i].no);

		if ((rc = jr__owed_word(e->r->j, e->mark[i], &owed)) < 0)
			return rc;
		if (!owed && strcmp(e->mark[i], PLACE) != 0 && strcmp(e->mark[i], DELETE) != 0 &&
		    (m == NULL || strcmp(m->value, e->mark[i]) != 0))
			return SAY(e, N_("absent and marked '%s' in one lesson; if the work was "
			    "made up later, say --made-up"), e->mark[i]);
	}
	return JR_OK;
}

static int
put_marks(struct entry *e)
{
	struct jr__grid_works w;
	struct jr__page *p;
	int rc = JR_OK;

	for (int i = 0; i < e->marks && rc == JR_OK; i++) {
		/* A put may bring in another page, or the work. */
		if ((rc = jr__page(e->r->j, &e->l->place, &p)) < 0)
			return rc;
		jr__grid_works(e->r, e->l, p, &w);
		if (strcmp(e->mark[i], DELETE) == 0)
			rc = delete_mark(e, p, w.work[i].no, w.work[i].type);
		else if (strcmp(e->mark[i], PLACE) != 0)
			rc = put_mark(e, p, w.work[i].no, w.work[i].type, e->mark[i]);
		if (rc == JR_OK && e->l->place.lesson_id == 0)
			rc = jr__lesson_find(e->r->j, -1, e->r->course, e->l->place.day,
			    e->l->number, JR__LESSON_SLOT, &e->l->place);
	}
	return rc;
}

/* --- The whole cell -------------------------------------------------------------------------- */

/* `-` alone: whatever is there goes. */
static int
delete_all(struct entry *e)
{
	struct jr__page *p;
	int no[JR__GRID_WORKS_MOST], n = 0, rc;

	if ((rc = jr__page(e->r->j, &e->l->place, &p)) < 0)
		return rc;
	for (size_t i = 0; i < p->tasks && n < JR__GRID_WORKS_MOST; i++) {
		if ((rc = has_something(e, p, p->task[i].no)) < 0)
			return rc;
		if (rc == JR_OK)
			no[n++] = (int)i;
	}
	rc = JR_OK;
	for (int i = 0; i < n && rc == JR_OK; i++)
		if ((rc = jr__page(e->r->j, &e->l->place, &p)) == JR_OK)
			rc = delete_mark(e, p, p->task[no[i]].no, p->task[no[i]].type);
	if (rc == JR_OK)
		rc = jr__page(e->r->j, &e->l->place, &p);
	if (rc == JR_OK && jr__page_exception(p, e->student_id) != NULL)
		rc = put_attendance(e, "present", -1);
	return rc;
}

static int
put_entry(struct entry *e)
{
	struct jr__grid_works w;
	struct jr__page *p;
	int rc;

	if ((rc = jr__page(e->r->j, &e->l->place, &p)) < 0)
		return rc;
	jr__grid_works(e->r, e->l, p, &w);
	if (e->marks > w.n || (e->marks > 0 && e->marks < w.n && !w.alike))
		return say_works(e, &w);
	if ((rc = check_absent(e, p, &w)) != JR_OK)
		return rc;
	if (e->code != NULL && (rc = put_code(e, jr__page_exception(p, e->student_id))) < 0)
		return rc;
	if (e->l->place.lesson_id == 0 && (rc = jr__lesson_find(e->r->j, -1, e->r->course,
	    e->l->place.day, e->l->number, JR__LESSON_SLOT, &e->l->place)) < 0)
		return rc;
	return put_marks(e);
}

int
jr__grid_put_cell(struct jr__grid_run *r, struct jr__grid_lesson *l,
    const struct jr_grid_row *row, const struct jr_grid_cell *cell, int64_t student_id)
{
	const struct jr__grid_student *s = jr__grid_student_of(&r->students, student_id);
	struct entry e = { .r = r, .l = l, .row = row, .student_id = student_id,
	    .student = jr__grid_student_text(&r->students, s->number), .minutes = -1 };
	int rc;

	if (cell->is != JR_CELL_PARTS)
		rc = refuse_cell(&e, cell->is, jr_grid_cell(r->g, row, l->column->field));
	else if (cell->parts == 1 && cell->part[0].kind == JR_PART_DELETE)
		rc = delete_all(&e);
	else if ((rc = understand(&e, cell)) == JR_OK && (!l->failed || e.marks == 0))
		rc = put_entry(&e);
	return rc < 0 ? rc : JR_OK;
}

int
jr__grid_put_register(struct jr__grid_run *r, struct jr__grid_lesson *l)
{
	const struct jr_grid_row head = { .line = r->g->head_line };
	const struct jr_grid_row *row = r->about[JR_GRID_REGISTER];
	struct entry e = { .r = r, .l = l, .row = row != NULL ? row : &head };
	struct jr__page *p;
	int rc;

	if ((rc = jr__page(r->j, &l->place, &p)) < 0 || p->taken)
		return rc;
	return put_attendance(&e, "taken", -1);
}
