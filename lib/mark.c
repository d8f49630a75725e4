/* Marks: rows in, checked against the scale, the lesson and its tasks. */
#include "mark.h"

#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "entry.h"
#include "list.h"
#include "mark_impl.h"
#include "owed.h"
#include "page.h"
#include "task_type.h"

enum { DATE, CLASS, GROUP, SUBJECT, NUMBER, STUDENT, MARK, TYPE, TASK, WEIGHT, COMMENT,
	MADE_UP, COLUMNS };

static const struct jr__entry_cols cols = { DATE, CLASS, GROUP, SUBJECT, NUMBER, STUDENT,
	JR_ON_MARK };

#define TASKS_MOST 15		/* that marks make in one lesson */

struct jr__marking {
	struct jr__task_types *types;	/* borrowed */
	struct jr_map	*value;		/* a mark as written → place in scale */
	struct jr_map	*unmarked;	/* grade, year, subject, day → rows of `unmarked` */
	int64_t		 marked_course;	/* of the row before, where they are */
	jr_day		 marked_day;
	char		(*scale)[16];
	bool		*term_only;
	int		 values;
};

/* --- Memory of one transaction ------------------------------------------------- */

void
jr__marking_free(struct jr *j)
{
	struct jr__marking *m = j->marking;

	if (m == NULL)
		return;
	j->marking = NULL;
	jr_map_free(m->value);
	jr_map_free(m->unmarked);
	free(m->scale);
	free(m->term_only);
	free(m);
}

static int
add_value(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__marking *m = arg;
	const char *value = jr_stmt_text(st, 0);
	char (*scale)[16] = realloc(m->scale, (size_t)(m->values + 1) * sizeof(*scale));
	bool *term_only = realloc(m->term_only, (size_t)(m->values + 1));

	m->scale = scale != NULL ? scale : m->scale;
	m->term_only = term_only != NULL ? term_only : m->term_only;
	if (scale == NULL || term_only == NULL ||
	    !jr_map_put(m->value, value, strlen(value), m->values))
		return jr__nomem(j);
	snprintf(scale[m->values], sizeof(*scale), "%s", value);
	term_only[m->values++] = jr_stmt_int(st, 1) == 1;
	return JR_OK;
}

static int
marking(struct jr *j, struct jr__marking **out)
{
	struct jr__marking *m;
	int rc;

	if ((*out = j->marking) != NULL)
		return JR_OK;
	if ((m = calloc(1, sizeof(*m))) == NULL)
		return jr__nomem(j);
	*out = j->marking = m;
	if ((m->value = jr_map_new()) == NULL || (m->unmarked = jr_map_new()) == NULL)
		rc = jr__nomem(j);
	else if ((rc = jr__task_types(j, &m->types)) == JR_OK)
		rc = jr__each(j, JR_SQL_MARK_SCALE, JR_NO_PARAMS, add_value, m);
	if (rc < 0)
		jr__marking_free(j);
	return rc;
}

/* --- The value --------------------------------------------------------------------- */

static int
refuse_value(struct jr *j, const char *text)
{
	size_t n = strlen(text);

	if (n == 0)
		return jr__fail_at(j, JR_EINVAL, MARK,
		    N_("the mark is empty; to delete one, use jr-mark remove"));
	if (n > 1 && (text[n - 1] == '+' || text[n - 1] == '-'))
		return jr__fail_at(j, JR_EINVAL, MARK,
		    N_("mark '%s': the scale has no plus or minus; give a whole mark"), text);
	if (text[0] == '#')
		return jr__fail_at(j, JR_EINVAL, MARK,
		    N_("'%s' is an error of the spreadsheet, not a mark"), text);
	if (strcmp(text, "0") == 0)
		return jr__fail_at(j, JR_EINVAL, MARK, N_("mark '0' is not on the scale; if it "
		    "stands for owed work, say --owed-zero"));
	return jr__fail_at(j, JR_EINVAL, MARK, N_("mark '%s' is not on the scale"), text);
}

/* Most cells are a value as the scale has it. */
static bool
plain_value(const struct jr__marking *m, const char *text, int64_t *out)
{
	for (*out = 0; *out < m->values; ++*out)
		if (strcmp(m->scale[*out], text) == 0)
			return true;
	return false;
}

/* «5», «5.0», «5,0» and « 5 » are the mark 5. */
static int
find_value(struct jr *j, struct jr__marking *m, const char *text, const char **out)
{
	const char *clean;
	int64_t at;
	size_t n;
	int rc;

	text = text == NULL ? "" : text;
	if (!plain_value(m, text, &at)) {
		if ((rc = jr__clean(j, 2, text, &clean)) < 0)
			return rc;
		clean = clean == NULL ? "" : clean;
		n = strlen(clean);
		if (n > 2 && (strcmp(clean + n - 2, ".0") == 0 || strcmp(clean + n - 2, ",0") == 0))
			n -= 2;
		if (!jr_map_get(m->value, clean, n, &at))
			return refuse_value(j, clean);
	}
	if (m->term_only[at])
		return jr__fail_at(j, JR_EINVAL, MARK,
		    N_("'%s' is a term mark; it cannot be given in a lesson"), m->scale[at]);
	*out = m->scale[at];
	return JR_OK;
}

int
jr__mark_is_value(struct jr *j, const char *text, bool *out)
{
	struct jr__marking *m;
	int64_t at;
	int rc;

	*out = false;
	if ((rc = marking(j, &m)) == JR_OK)
		*out = plain_value(m, text, &at) && !m->term_only[at];
	return rc;
}

int
jr__mark_value(struct jr *j, int col, const char *text, const char **out)
{
	struct jr__marking *m;
	int rc;

	*out = NULL;
	if ((rc = marking(j, &m)) == JR_OK && (rc = find_value(j, m, text, out)) < 0)
		j->error_column = col;
	return rc;
}

/* --- The task ------------------------------------------------------------------------ */

static int
find_type(struct jr *j, const char *text, int *out)
{
	int rc;

	if ((rc = jr__task_type_at(j, text, out)) != JR_DONE)
		return rc;
	return jr__fail_at(j, JR_EINVAL, TYPE, N_("there is no type of work '%s'"), text);
}

static int
several_tasks(struct jr *j, const struct jr__marking *m, const struct jr__page *p, int type)
{
	struct jr_buf list = JR_BUF_INIT;
	int rc;

	for (size_t i = 0; i < p->tasks; i++) {
		const struct jr__page_task *t = &p->task[i];

		if (type >= 0 && t->type != type)
			continue;
		jr_buf_addf(&list, "%s%d (%s%s%s)", list.len > 0 ? ", " : "", t->no,
		    m->types->type[t->type].letter, t->title != NULL ? " " : "",
		    t->title != NULL ? t->title : "");
	}
	rc = jr__fail_at(j, JR_EINVAL, TASK,
	    N_("the lesson has several such tasks; say which: %s"), jr_buf_str(&list));
	jr_buf_release(&list);
	return rc;
}

/* By title, else by number in the lesson. */
static int
named_task(struct jr *j, const struct jr__page *p, int type, const char *text,
    const struct jr__page_task **out)
{
	const struct jr__page_task *t;
	const char *clean;
	char *rest;
	long no;
	int rc;

	if ((rc = jr__clean(j, 2, text, &clean)) < 0)
		return rc;
	for (size_t i = 0; i < p->tasks; i++) {
		t = &p->task[i];
		if ((type < 0 || t->type == type) && t->title != NULL && clean != NULL &&
		    strcmp(t->title, clean) == 0) {
			*out = t;
			return JR_OK;
		}
	}
	no = strtol(text, &rest, 10);
	for (size_t i = 0; i < p->tasks && *rest == '\0'; i++) {
		t = &p->task[i];
		if ((type < 0 || t->type == type) && t->no == no) {
			*out = t;
			return JR_OK;
		}
	}
	return jr__fail_at(j, JR_ENOTFOUND, TASK, N_("the lesson has no task '%s'"), text);
}

/* The task that a row means; *out is NULL when one of *type is to be made. */
static int
find_task(struct jr *j, struct jr__marking *m, const struct jr__page *p,
    const struct jr_row *r, int *type, const struct jr__page_task **out)
{
	const char *task = r->v[TASK], *letter = r->v[TYPE];
	int found = 0, rc;

	*out = NULL;
	*type = -1;
	if (letter != NULL && letter[0] != '\0' &&
	    (rc = find_type(j, letter, type)) < 0)
		return rc;
	if (task != NULL && task[0] != '\0')
		return named_task(j, p, *type, task, out);
	if (*type < 0 && p->tasks > 1) {
		/* No type, several tasks: an answer. */
		*type = m->types->usual;
	}
	for (size_t i = 0; i < p->tasks; i++)
		if (*type < 0 || p->task[i].type == *type) {
			*out = &p->task[i];
			found++;
		}
	if (found > 1)
		return several_tasks(j, m, p, *type);
	if (found == 0) {
		if (*type < 0)
			*type = m->types->usual;
		if (p->tasks >= TASKS_MOST)
			return jr__fail_at(j, JR_EINVAL, TYPE,
			    N_("a lesson has %d tasks at the most"), TASKS_MOST);
	}
	return JR_OK;
}

static int
find_weight(struct jr *j, const struct jr__marking *m, const char *text,
    const struct jr__page_task *t, int type, int64_t *out)
{
	char *end;

	*out = -1;
	if (text == NULL || text[0] == '\0')
		return JR_OK;
	*out = strtoll(text, &end, 10);
	if (*end != '\0' || *out < 0 || *out > 10000)
		return jr__fail_at(j, JR_EINVAL, WEIGHT,
		    N_("weight '%s' is not a number of hundredths, like 150"), text);
	if (t != NULL) {
		int64_t has = t->weight >= 0 ? t->weight : m->types->type[t->type].weight;

		if (has != *out)
			return jr__fail_at(j, JR_EINVAL, WEIGHT, N_("the task has the weight %lld; "
			    "change it with jr-lesson set --tasks"), (long long)has);
	} else if (*out == m->types->type[type].weight)
		*out = -1;
	return JR_OK;
}

static int
make_task(struct jr *j, const struct jr__marking *m, const struct jr__lesson_place *l,
    struct jr__page *p, int type, int64_t weight, const struct jr__page_task **out)
{
	struct jr__page_task t = { .no = 1, .type = type, .weight = weight };
	struct jr_value row[JR_TASK_COLUMNS] = { 0 };
	int64_t tx_id;
	int rc;

	*out = NULL;
	if (p->tasks > 0)
		t.no = p->task[p->tasks - 1].no + 1;
	if ((rc = jr__next_id(j, JR_TBL_TASK, &t.id)) < 0 || (rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	row[JR_TASK_ID] = jr_int(t.id);
	row[JR_TASK_LESSON_ID] = jr_int(l->lesson_id);
	row[JR_TASK_NO] = jr_int(t.no);
	row[JR_TASK_TYPE] = jr_text(m->types->type[type].letter);
	row[JR_TASK_WEIGHT] = weight >= 0 ? jr_int(weight) : jr_null();
	row[JR_TASK_TX_ID] = jr_int(tx_id);
	if ((rc = jr__lesson_add(j, l->lesson_id, l->day, JR_TBL_TASK, row)) < 0)
		return rc;
	*out = jr__page_add_task(p, &t);
	return *out != NULL ? JR_OK : jr__nomem(j);
}

/* --- Where no marks are set -------------------------------------------------------------- */

/* Rows of `unmarked` that fit the course on a day; NULL: in any term. */
static int
count_unmarked(struct jr *j, struct jr__marking *m, const struct jr__course *c, jr_day day,
    const char *date, int64_t *out)
{
	int64_t key[] = { c->grade, c->year, c->subject_id, day };
	int rc;

	if (jr_map_get(m->unmarked, key, sizeof(key), out))
		return JR_OK;
	rc = jr__number(j, JR_SQL_MARK_UNMARKED, JR_PARAMS(JR_P_INT("grade", c->grade),
	    JR_P_INT("year", c->year), JR_P_INT("subject_id", c->subject_id),
	    JR_P_TEXT("date", date)), out);
	if (rc < 0)
		return rc;
	return jr_map_put(m->unmarked, key, sizeof(key), *out) ? JR_OK : jr__nomem(j);
}

static int
check_marked(struct jr *j, struct jr__marking *m, const struct jr__entry *e)
{
	int64_t n;
	int rc;

	if (e->course->extracurricular)
		return jr__fail_at(j, JR_EINVAL, MARK,
		    N_("no marks are set in an extracurricular course"));
	if (m->marked_course == e->course->id && m->marked_day == e->day)
		return JR_OK;
	m->marked_course = e->course->id;
	m->marked_day = e->day;
	if ((rc = count_unmarked(j, m, e->course, -1, NULL, &n)) < 0 || n == 0 ||
	    (rc = count_unmarked(j, m, e->course, e->day, e->date, &n)) < 0 || n == 0)
		return rc;
	m->marked_course = 0;
	return jr__fail_at(j, JR_EINVAL, MARK,
	    N_("no marks are set in grade %d on %s"), e->course->grade, e->date);
}

/* --- Storing ------------------------------------------------------------------------------ */

/* All that a row says, found and checked; nothing written yet. */
struct found {
	struct jr__entry		 e;
	struct jr__marking		*m;
	struct jr__page			*page;
	const char			*value;		/* NULL: it is owed */
	bool				 owed, made_up;
	int				 type;
	const struct jr__page_task	*task;	/* NULL: one of type is to be made */
	int64_t				 weight;
	const char			*comment;	/* clean; NULL: none */
};

static struct jr__page_mark *
stored(const struct found *f)
{
	return f->task == NULL ? NULL :
	    jr__page_mark(f->page, f->task->id, f->e.student_id);
}

/* Absent students have no marks for what was done in class, but for those made up. */
static int
check_present(struct jr *j, struct found *f)
{
	const struct jr__page_exception *x;
	int rc;

	if (f->made_up || !f->m->types->type[f->task != NULL ? f->task->type : f->type].class_work)
		return JR_OK;
	x = jr__page_exception(f->page, f->e.student_id);
	if (x == NULL || !x->absent || stored(f) != NULL)
		return JR_OK;
	if (f->task != NULL && ((rc = jr__owed_has(j, f->task->id, f->e.student_id,
	    &f->made_up)) < 0 || f->made_up))
		return rc;
	return jr__fail_at(j, JR_EDENIED, MARK, N_("the student was absent from this lesson; "
	    "if the work was made up later, say --made-up; if he was there, take the absence "
	    "back with +"));
}

static int
find_made_up(struct jr *j, const char *text, struct found *f)
{
	f->made_up = j->made_up;
	if (text == NULL || text[0] == '\0')
		return JR_OK;
	if (strcmp(text, "1") != 0)
		return jr__fail_at(j, JR_EINVAL, MADE_UP,
		    N_("'%s' is neither 1 (made up later) nor empty"), text);
	f->made_up = true;
	return JR_OK;
}

/* The state, where there is no mark yet. */
static int
store_owed(struct jr *j, const struct found *f, enum jr_change *what)
{
	const struct jr__page_mark *m = stored(f);

	if (m != NULL)
		return jr__fail_at(j, JR_EINVAL, MARK, N_("the student has the mark '%s' for this "
		    "work, and cannot owe it"), m->value);
	return jr__owed_put(j, &f->e.lesson, f->task->id, f->e.student_id, what);
}

static int
change_mark(struct jr *j, const struct found *f, const struct jr_value *row,
    uint64_t given, struct jr__page_mark *m, enum jr_change *what)
{
	struct jr_value old[JR_MARK_COLUMNS], new[JR_MARK_COLUMNS];
	bool same = true;
	int rc;

	if ((rc = jr__fetch(j, JR_TBL_MARK, row, old)) < 0)
		return rc;
	assert(rc == JR_OK);
	memcpy(new, old, sizeof(new));
	for (int i = JR_MARK_VALUE; i < JR_MARK_TX_ID; i++) {
		if (given & JR_KEEP(i))
			new[i] = row[i];
		same = same && jr_value_equal(&old[i], &new[i]);
	}
	if (same)
		return JR_OK;
	if (old[JR_MARK_TX_ID].i == j->history.tx_id)
		return jr__fail_at(j, JR_EINVAL, MARK, N_("the file gives this student '%s' for the "
		    "same task already; two marks need two tasks"), old[JR_MARK_VALUE].p);
	if ((rc = jr__entry_correct(j, &f->e, f->task->due_on, old[JR_MARK_TX_ID].i)) < 0 ||
	    (rc = jr__update(j, JR_TBL_MARK, old, new)) < 0)
		return rc;
	snprintf(m->value, sizeof(m->value), "%s", f->value);
	m->comment = new[JR_MARK_COMMENT].type != JR_V_NULL;
	m->made_up = new[JR_MARK_MADE_UP].type != JR_V_NULL;
	*what = JR_CHANGED;
	return JR_OK;
}

static int
add_mark(struct jr *j, const struct found *f, const struct jr_value *row,
    enum jr_change *what)
{
	struct jr__page_mark *m;
	int rc;

	if ((rc = jr__lesson_add(j, f->page->id, f->e.day, JR_TBL_MARK, row)) < 0)
		return rc;
	if ((m = jr__page_add_mark(f->page, f->task->id, f->e.student_id, f->value)) == NULL)
		return jr__nomem(j);
	m->made_up = f->made_up;
	m->comment = row[JR_MARK_COMMENT].type != JR_V_NULL;
	*what = JR_ADDED;
	return JR_OK;
}

/* Cells that the file has not stay as they are. */
static int
store_mark(struct jr *j, const struct found *f, const struct jr_row *r, enum jr_change *what)
{
	struct jr_value row[JR_MARK_COLUMNS];
	struct jr__page_mark *m = stored(f);
	uint64_t given = JR_KEEP(JR_MARK_VALUE);
	int64_t tx_id;
	int rc;

	if (m != NULL && strcmp(m->value, f->value) == 0 &&
	    (r->v[COMMENT] == NULL || (f->comment == NULL && !m->comment)) &&
	    (r->v[MADE_UP] == NULL || f->made_up == m->made_up))
		return JR_OK;
	if ((rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	row[JR_MARK_TASK_ID] = jr_int(f->task->id);
	row[JR_MARK_STUDENT_ID] = jr_int(f->e.student_id);
	row[JR_MARK_VALUE] = jr_text(f->value);
	row[JR_MARK_MADE_UP] = f->made_up ? jr_int(1) : jr_null();
	row[JR_MARK_COMMENT] = jr_text(f->comment);
	row[JR_MARK_TX_ID] = jr_int(tx_id);
	if (m == NULL)
		return add_mark(j, f, row, what);
	if (r->v[COMMENT] != NULL)
		given |= JR_KEEP(JR_MARK_COMMENT);
	if (r->v[MADE_UP] != NULL)
		given |= JR_KEEP(JR_MARK_MADE_UP);
	return change_mark(j, f, row, given, m, what);
}

static int
find_all(struct jr *j, const struct jr_row *r, struct found *f)
{
	int rc;

	if ((rc = marking(j, &f->m)) < 0 || (rc = jr__entry_find(j, r, &cols, &f->e)) < 0)
		return rc;
	if (f->e.student_id == 0)
		return jr__fail_at(j, JR_EINVAL, STUDENT, N_("the student is missing"));
	if ((rc = jr__entry_open_term(j, &f->e)) < 0 ||
	    (rc = jr__page(j, &f->e.lesson, &f->page)) < 0)
		return rc;
	return find_task(j, f->m, f->page, r, &f->type, &f->task);
}

/* Who is not on the register gets no new mark there, and owes nothing new; nor does
 * anybody in a lesson that was not given. */
static int
check_register(struct jr *j, const struct jr_row *r, const struct found *f)
{
	const struct jr__apart *apart;
	bool owes = false;
	int rc;

	if (stored(f) == NULL && (rc = jr__lesson_given(j, DATE, &f->e.lesson)) < 0)
		return rc;
	if ((rc = jr__entry_apart(j, &f->e, &apart)) < 0 || apart == NULL || stored(f) != NULL)
		return rc;
	if (f->owed && f->task != NULL &&
	    ((rc = jr__owed_has(j, f->task->id, f->e.student_id, &owes)) < 0 || owes))
		return rc;
	return jr__entry_refuse_apart(j, STUDENT, r->v[STUDENT], apart);
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	struct found f = { 0 };
	int rc;

	*what = JR_SAME;
	if ((rc = find_all(j, r, &f)) < 0 ||
	    (rc = jr__owed_word(j, r->v[MARK], &f.owed)) < 0 ||
	    (!f.owed && (rc = find_value(j, f.m, r->v[MARK], &f.value)) < 0) ||
	    (rc = check_marked(j, f.m, &f.e)) < 0 || (rc = check_register(j, r, &f)) < 0 ||
	    (rc = find_weight(j, f.m, r->v[WEIGHT], f.task, f.type, &f.weight)) < 0 ||
	    (rc = find_made_up(j, r->v[MADE_UP], &f)) < 0 ||
	    (!f.owed && (rc = check_present(j, &f)) < 0) ||
	    (rc = jr__clean(j, 4, r->v[COMMENT], &f.comment)) < 0)
		return rc;
	if (f.e.lesson.lesson_id == 0 &&
	    (rc = jr__page_make(j, &f.e.lesson, &f.page)) < 0)
		return rc;
	if (f.task == NULL && (rc = make_task(j, f.m, &f.e.lesson, f.page, f.type, f.weight,
	    &f.task)) < 0)
		return rc;
	return f.owed ? store_owed(j, &f, what) : store_mark(j, &f, r, what);
}

static int
remove_mark(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr_value old[JR_MARK_COLUMNS], key[2];
	struct found f;
	int rc;

	(void)on;
	*what = JR_SAME;
	if ((rc = find_all(j, r, &f)) < 0)
		return rc;
	rc = JR_DONE;
	if (f.task != NULL) {
		key[0] = jr_int(f.task->id);
		key[1] = jr_int(f.e.student_id);
		if ((rc = jr__fetch(j, JR_TBL_MARK, key, old)) == JR_DONE &&
		    (rc = jr__owed_remove(j, key[0].i, key[1].i)) == JR_OK) {
			*what = JR_REMOVED;
			return rc;
		}
	}
	if (rc == JR_DONE)
		return jr__fail(j, JR_ENOTFOUND, N_("there is no such mark"));
	if (rc < 0 || (rc = jr__entry_correct(j, &f.e, f.task->due_on,
	    old[JR_MARK_TX_ID].i)) < 0)
		return rc;
	if ((rc = jr__remove(j, JR_TBL_MARK, old)) == JR_OK)
		*what = JR_REMOVED;
	jr__page_forget(j, f.page->id);
	return rc;
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	struct jr__list_filter in;
	int rc;

	if ((rc = jr__list_filter(j, f, &cols, &in)) < 0)
		return rc;
	return jr__list_rows(j, f->owed ? JR_SQL_OWED_LIST : JR_SQL_MARK_LIST, JR_PARAMS(
	    JR_P_TEXT("from", in.from), JR_P_TEXT("to", in.to), { "class", in.class }, { "group", in.group },
	    { "subject", in.subject }, { "number", in.number }, { "student", in.student },
	    { "type", jr_text(f->v[TYPE]) }), COLUMNS, out, arg);
}

void
jr_mark_owed_zero(struct jr *j, bool owed_zero)
{
	j->owed_zero = owed_zero;
}

void
jr_mark_made_up(struct jr *j, bool made_up)
{
	j->made_up = made_up;
}

static const struct jr_rowcol columns[COLUMNS] = {
	[DATE] = { "date", JR_COL_DATE, JR_ROW_KEY | JR_ROW_FILTER, N_("day of the lesson") },
	[CLASS] = { "class", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("class, like 7А; empty for a cross-class group") },
	[GROUP] = { "group", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("group, where the class is taught in groups") },
	[SUBJECT] = { "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, N_("subject") },
	[NUMBER] = { "number", JR_COL_INT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("number of the lesson, where the day has two") },
	[STUDENT] = { "student", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("student's number, or name in the class") },
	[MARK] = { "mark", JR_COL_TEXT, 0, N_("the mark; owed: the work is still to be done") },
	[TYPE] = { "type", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("type of work, like К") },
	[TASK] = { "task", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL,
	    N_("title of the work, or its number in the lesson") },
	[WEIGHT] = { "weight", JR_COL_INT, JR_ROW_OPTIONAL,
	    N_("weight of the work in hundredths, where it is not the type's") },
	[COMMENT] = { "comment", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("comment") },
	[MADE_UP] = { "made_up", JR_COL_INT, JR_ROW_OPTIONAL,
	    N_("1: made up later by a student who was absent") },
};

const struct jr_rowkind jr_kind_mark = {
	.name = "mark", .col = columns, .columns = COLUMNS, .raw = true, .dated = true,
	.set_adds = true, .put = put, .remove = remove_mark, .list = list,
};
