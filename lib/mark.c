/* Marks: rows in, checked against the scale, the lesson and its tasks. */
#include "mark.h"

#include <stdlib.h>
#include <string.h>

#include "entry.h"
#include "list.h"
#include "task_type.h"

enum { DATE, CLASS, GROUP, SUBJECT, NUMBER, STUDENT, MARK, TYPE, TASK, WEIGHT, COMMENT,
	COLUMNS };

static const struct jr__entry_cols cols = { DATE, CLASS, GROUP, SUBJECT, NUMBER, STUDENT };

#define TASKS_MOST 15		/* of one lesson */
#define LESSONS 256		/* remembered at a time; a power of two */

struct task {
	int64_t	 id;
	int	 no, type;		/* its place */
	int64_t	 weight;		/* -1: the type's */
	char	*title, *due_on;	/* NULL: none */
};

/* What was done in one lesson, and who was not there. */
struct lesson {
	int64_t		 id;		/* 0: free */
	struct task	 task[TASKS_MOST];
	int		 tasks;
	int64_t		*absent;
	size_t		 absents, absent_room;
};

struct jr__marking {
	struct lesson	 lesson[LESSONS];
	struct jr__task_types *types;	/* borrowed */
	struct jr_map	*value;		/* a mark as written → place in scale */
	struct jr_map	*unmarked;	/* course ‖ day → 1: no marks are set there */
	int64_t		 marked_course;	/* of the row before, where they are */
	jr_day		 marked_day;
	char		(*scale)[16];
	bool		*term_only;
	int		 values;
};

/* --- Memory of one transaction ------------------------------------------------- */

static void
forget_lesson(struct lesson *l)
{
	for (int i = 0; i < l->tasks; i++) {
		free(l->task[i].title);
		free(l->task[i].due_on);
	}
	l->id = 0;
	l->tasks = 0;
	l->absents = 0;
}

void
jr__marking_free(struct jr *j)
{
	struct jr__marking *m = j->marking;

	if (m == NULL)
		return;
	j->marking = NULL;
	for (int i = 0; i < LESSONS; i++) {
		forget_lesson(&m->lesson[i]);
		free(m->lesson[i].absent);
	}
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

static char *
copy(const char *s)
{
	return s == NULL ? NULL : strdup(s);
}

static int
type_of_letter(const struct jr__marking *m, const char *letter)
{
	for (int i = 0; i < m->types->n; i++)
		if (strcmp(m->types->type[i].letter, letter) == 0)
			return i;
	return m->types->usual;
}

static int
load_tasks(struct jr *j, struct jr__marking *m, struct lesson *l)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__query(j, JR_SQL_MARK_TASKS, JR_PARAMS(JR_P_INT("lesson_id", l->id)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK && l->tasks < TASKS_MOST) {
		struct task *t = &l->task[l->tasks++];
		struct jr_value weight;

		jr_stmt_value(st, 3, &weight);
		t->id = jr_stmt_int(st, 0);
		t->no = (int)jr_stmt_int(st, 1);
		t->type = type_of_letter(m, jr_stmt_text(st, 2));
		t->weight = weight.type == JR_V_INT ? weight.i : -1;
		t->title = copy(jr_stmt_text(st, 4));
		t->due_on = copy(jr_stmt_text(st, 5));
	}
	jr_stmt_reset(st);
	return rc < 0 ? rc : JR_OK;
}

static int
add_absent(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct lesson *l = arg;

	if (l->absents == l->absent_room) {
		size_t room = l->absent_room == 0 ? 8 : 2 * l->absent_room;
		int64_t *more = realloc(l->absent, room * sizeof(*more));

		if (more == NULL)
			return jr__nomem(j);
		l->absent = more;
		l->absent_room = room;
	}
	l->absent[l->absents++] = jr_stmt_int(st, 0);
	return JR_OK;
}

/* The lesson's tasks and absent students; of a lesson to be made: none. */
static int
load_lesson(struct jr *j, struct jr__marking *m, int64_t id, struct lesson **out)
{
	struct lesson *l = &m->lesson[(size_t)id & (LESSONS - 1)];
	int rc;

	*out = l;
	if (l->id == id && id != 0)
		return JR_OK;
	forget_lesson(l);
	if (id == 0)
		return JR_OK;
	l->id = id;
	if ((rc = load_tasks(j, m, l)) < 0 || (rc = jr__each(j, JR_SQL_MARK_ABSENT,
	    JR_PARAMS(JR_P_INT("lesson_id", id)), add_absent, l)) < 0)
		forget_lesson(l);
	return rc;
}

static bool
is_absent(const struct lesson *l, int64_t student_id)
{
	for (size_t i = 0; i < l->absents; i++)
		if (l->absent[i] == student_id)
			return true;
	return false;
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
several_tasks(struct jr *j, const struct jr__marking *m, const struct lesson *l,
    int type, int col)
{
	struct jr_buf list = JR_BUF_INIT;
	int rc;

	for (int i = 0; i < l->tasks; i++) {
		const struct task *t = &l->task[i];

		if (type >= 0 && t->type != type)
			continue;
		jr_buf_addf(&list, "%s%d (%s%s%s)", list.len > 0 ? ", " : "", t->no,
		    m->types->type[t->type].letter, t->title != NULL ? " " : "",
		    t->title != NULL ? t->title : "");
	}
	rc = jr__fail_at(j, JR_EINVAL, col,
	    N_("the lesson has several such tasks; say which: %s"), jr_buf_str(&list));
	jr_buf_release(&list);
	return rc;
}

/* By title, else by number in the lesson. */
static int
named_task(struct jr *j, const struct lesson *l, int type, const char *text, int *out)
{
	const char *clean;
	char *end;
	long no;
	int rc;

	if ((rc = jr__clean(j, 2, text, &clean)) < 0)
		return rc;
	for (int i = 0; i < l->tasks; i++)
		if ((type < 0 || l->task[i].type == type) && l->task[i].title != NULL &&
		    clean != NULL && strcmp(l->task[i].title, clean) == 0) {
			*out = i;
			return JR_OK;
		}
	no = strtol(text, &end, 10);
	for (int i = 0; i < l->tasks && *end == '\0'; i++)
		if ((type < 0 || l->task[i].type == type) && l->task[i].no == no) {
			*out = i;
			return JR_OK;
		}
	return jr__fail_at(j, JR_ENOTFOUND, TASK, N_("the lesson has no task '%s'"), text);
}

/*
 * The task that a row means: *out is its place in the lesson, or -1 when one of
 * *type is to be made.
 */
static int
find_task(struct jr *j, struct jr__marking *m, const struct lesson *l,
    const struct jr_row *r, int *type, int *out)
{
	const char *task = r->v[TASK], *letter = r->v[TYPE];
	int found = 0, rc;

	*out = *type = -1;
	if (letter != NULL && letter[0] != '\0' &&
	    (rc = find_type(j, letter, type)) < 0)
		return rc;
	if (task != NULL && task[0] != '\0')
		return named_task(j, l, *type, task, out);
	if (*type < 0 && l->tasks > 1) {
		/* No type, several tasks: an answer. */
		*type = m->types->usual;
	}
	for (int i = 0; i < l->tasks; i++)
		if (*type < 0 || l->task[i].type == *type) {
			*out = i;
			found++;
		}
	if (found > 1)
		return several_tasks(j, m, l, *type, TASK);
	if (found == 0) {
		*out = -1;
		if (*type < 0)
			*type = m->types->usual;
		if (l->tasks == TASKS_MOST)
			return jr__fail_at(j, JR_EINVAL, TYPE,
			    N_("a lesson has %d tasks at the most"), TASKS_MOST);
	}
	return JR_OK;
}

static int
find_weight(struct jr *j, const struct jr__marking *m, const struct lesson *l,
    const char *text, int task, int type, int64_t *out)
{
	char *end;

	*out = -1;
	if (text == NULL || text[0] == '\0')
		return JR_OK;
	*out = strtoll(text, &end, 10);
	if (*end != '\0' || *out < 0 || *out > 10000)
		return jr__fail_at(j, JR_EINVAL, WEIGHT,
		    N_("weight '%s' is not a number of hundredths, like 150"), text);
	if (task >= 0) {
		int64_t has = l->task[task].weight >= 0 ? l->task[task].weight :
		    m->types->type[l->task[task].type].weight;

		if (has != *out)
			return jr__fail_at(j, JR_EINVAL, WEIGHT, N_("the task has the weight %lld; "
			    "change it with jr-lesson set --tasks"), (long long)has);
	} else if (*out == m->types->type[type].weight)
		*out = -1;
	return JR_OK;
}

static int
make_task(struct jr *j, struct jr__marking *m, struct lesson *l, int type,
    int64_t weight, int *out)
{
	struct jr_value row[JR_TASK_COLUMNS] = { 0 };
	struct task *t = &l->task[l->tasks];
	int64_t tx_id;
	int rc;

	memset(t, 0, sizeof(*t));
	t->no = l->tasks == 0 ? 1 : l->task[l->tasks - 1].no + 1;
	t->type = type;
	t->weight = weight;
	if ((rc = jr__next_id(j, JR_TBL_TASK, &t->id)) < 0 || (rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	row[JR_TASK_ID] = jr_int(t->id);
	row[JR_TASK_LESSON_ID] = jr_int(l->id);
	row[JR_TASK_NO] = jr_int(t->no);
	row[JR_TASK_TYPE] = jr_text(m->types->type[type].letter);
	row[JR_TASK_WEIGHT] = weight >= 0 ? jr_int(weight) : jr_null();
	row[JR_TASK_TX_ID] = jr_int(tx_id);
	if ((rc = jr__insert(j, JR_TBL_TASK, row)) == JR_OK)
		*out = l->tasks++;
	return rc;
}

/* --- Where no marks are set -------------------------------------------------------------- */

/* Rows of `unmarked` that fit the course on a day; NULL: in any term. */
static int
count_unmarked(struct jr *j, struct jr__marking *m, const struct jr__course *c, jr_day day,
    const char *date, int64_t *out)
{
	struct { int64_t course; int64_t day; } key = { c->id, day };
	int rc;

	if (jr_map_get(m->unmarked, &key, sizeof(key), out))
		return JR_OK;
	rc = jr__number(j, JR_SQL_MARK_UNMARKED, JR_PARAMS(JR_P_INT("grade", c->grade),
	    JR_P_INT("year", c->year), JR_P_INT("subject_id", c->subject_id),
	    JR_P_TEXT("date", date)), out);
	if (rc < 0)
		return rc;
	return jr_map_put(m->unmarked, &key, sizeof(key), *out) ? JR_OK : jr__nomem(j);
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

static int
check_present(struct jr *j, const struct jr__marking *m, const struct lesson *l,
    const struct jr__entry *e, int type)
{
	if (j->made_up || !m->types->type[type].class_work || !is_absent(l, e->student_id))
		return JR_OK;
	return jr__fail_at(j, JR_EDENIED, MARK, N_("the student was absent from this lesson; "
	    "if the work was made up later, say --made-up"));
}

/* --- Storing ------------------------------------------------------------------------------ */

static int
change_mark(struct jr *j, const struct jr__entry *e, const char *due_on,
    const struct jr_value *row, bool has_comment, enum jr_change *what)
{
	struct jr_value old[JR_MARK_COLUMNS], new[JR_MARK_COLUMNS];
	int rc;

	if ((rc = jr__fetch(j, JR_TBL_MARK, row, old)) < 0)
		return rc;
	if (rc == JR_DONE)
		return jr__fail(j, JR_ECONFLICT, N_("the mark cannot be stored"));
	memcpy(new, old, sizeof(new));
	new[JR_MARK_VALUE] = row[JR_MARK_VALUE];
	if (has_comment)
		new[JR_MARK_COMMENT] = row[JR_MARK_COMMENT];
	if (jr_value_equal(&old[JR_MARK_VALUE], &new[JR_MARK_VALUE]) &&
	    jr_value_equal(&old[JR_MARK_COMMENT], &new[JR_MARK_COMMENT]))
		return JR_OK;
	if (old[JR_MARK_TX_ID].i == j->history.tx_id)
		return jr__fail_at(j, JR_EINVAL, MARK, N_("the file gives this student '%s' for the "
		    "same task already; two marks need two tasks"), old[JR_MARK_VALUE].p);
	if ((rc = jr__entry_correct(j, e, due_on, old[JR_MARK_TX_ID].i)) < 0)
		return rc;
	if ((rc = jr__update(j, JR_TBL_MARK, old, new)) == JR_OK)
		*what = JR_CHANGED;
	return rc;
}

static int
store_mark(struct jr *j, const struct jr__entry *e, const struct task *t,
    const char *value, const char *comment, enum jr_change *what)
{
	struct jr_value row[JR_MARK_COLUMNS] = { 0 };
	const char *clean = NULL;
	int64_t tx_id;
	int rc;

	if ((comment != NULL && (rc = jr__clean(j, 4, comment, &clean)) < 0) ||
	    (rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	row[JR_MARK_TASK_ID] = jr_int(t->id);
	row[JR_MARK_STUDENT_ID] = jr_int(e->student_id);
	row[JR_MARK_VALUE] = jr_text(value);
	row[JR_MARK_MADE_UP] = j->made_up ? jr_int(1) : jr_null();
	row[JR_MARK_COMMENT] = jr_text(clean);
	row[JR_MARK_TX_ID] = jr_int(tx_id);
	if ((rc = jr__insert(j, JR_TBL_MARK, row)) == JR_OK) {
		*what = JR_ADDED;
		return JR_OK;
	}
	if (rc != JR_ECONFLICT)
		return rc;
	return change_mark(j, e, t->due_on, row, comment != NULL, what);
}

/* All that a row says, found and checked; nothing written yet. */
struct found {
	struct jr__entry	 e;
	struct jr__marking	*m;
	struct lesson		*l;
	const char		*value;
	int			 type, task;
	int64_t			 weight;
};

static int
find_all(struct jr *j, const struct jr_row *r, struct found *f)
{
	int rc;

	if ((rc = marking(j, &f->m)) < 0 || (rc = jr__entry_find(j, r, &cols, &f->e)) < 0)
		return rc;
	if (f->e.student_id == 0)
		return jr__fail_at(j, JR_EINVAL, STUDENT, N_("the student is missing"));
	if ((rc = jr__entry_open_term(j, &f->e)) < 0 ||
	    (rc = load_lesson(j, f->m, f->e.lesson.lesson_id, &f->l)) < 0)
		return rc;
	return find_task(j, f->m, f->l, r, &f->type, &f->task);
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	struct found f;
	int rc;

	*what = JR_SAME;
	if ((rc = find_all(j, r, &f)) < 0 ||
	    (rc = find_value(j, f.m, r->v[MARK], &f.value)) < 0 ||
	    (rc = check_marked(j, f.m, &f.e)) < 0 ||
	    (rc = find_weight(j, f.m, f.l, r->v[WEIGHT], f.task, f.type, &f.weight)) < 0 ||
	    (rc = check_present(j, f.m, f.l, &f.e,
	    f.task >= 0 ? f.l->task[f.task].type : f.type)) < 0)
		return rc;
	if (f.e.lesson.lesson_id == 0 &&
	    ((rc = jr__lesson_make(j, &f.e.lesson)) < 0 ||
	    (rc = load_lesson(j, f.m, f.e.lesson.lesson_id, &f.l)) < 0))
		return rc;
	if (f.task < 0 && (rc = make_task(j, f.m, f.l, f.type, f.weight, &f.task)) < 0)
		return rc;
	return store_mark(j, &f.e, &f.l->task[f.task], f.value, r->v[COMMENT], what);
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
	if (f.task >= 0) {
		key[0] = jr_int(f.l->task[f.task].id);
		key[1] = jr_int(f.e.student_id);
		rc = jr__fetch(j, JR_TBL_MARK, key, old);
	}
	if (rc == JR_DONE)
		return jr__fail(j, JR_ENOTFOUND, N_("there is no such mark"));
	if (rc < 0 || (rc = jr__entry_correct(j, &f.e, f.l->task[f.task].due_on,
	    old[JR_MARK_TX_ID].i)) < 0)
		return rc;
	if ((rc = jr__remove(j, JR_TBL_MARK, old)) == JR_OK)
		*what = JR_REMOVED;
	return rc;
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	struct jr__list_filter in;
	int rc;

	if ((rc = jr__list_filter(j, f, &cols, &in)) < 0)
		return rc;
	return jr__list_rows(j, JR_SQL_MARK_LIST, JR_PARAMS(JR_P_TEXT("from", in.from),
	    JR_P_TEXT("to", in.to), { "class", in.class }, { "group", in.group },
	    { "subject", in.subject }, { "number", in.number }, { "student", in.student },
	    { "type", jr_text(f->v[TYPE]) }), COLUMNS, out, arg);
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
	[MARK] = { "mark", JR_COL_TEXT, 0, N_("the mark") },
	[TYPE] = { "type", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("type of work, like К") },
	[TASK] = { "task", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL,
	    N_("title of the work, or its number in the lesson") },
	[WEIGHT] = { "weight", JR_COL_INT, JR_ROW_OPTIONAL,
	    N_("weight of the work in hundredths, where it is not the type's") },
	[COMMENT] = { "comment", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("comment") },
};

const struct jr_rowkind jr_kind_mark = {
	.name = "mark", .col = columns, .columns = COLUMNS, .raw = true, .dated = true,
	.set_adds = true, .put = put, .remove = remove_mark, .list = list,
};
