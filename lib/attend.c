/* Attendance: registers and exceptions. */
#include "attend.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "attend_impl.h"
#include "list.h"
#include "page.h"
#include "task_type.h"
#include "window.h"

enum { DATE, CLASS, GROUP, SUBJECT, NUMBER, STUDENT, CODE, MINUTES, BASIS, DOCUMENT,
	COLUMNS };

static const struct jr__entry_cols cols = { DATE, CLASS, GROUP, SUBJECT, NUMBER, STUDENT,
	JR_ON_ATTENDANCE };

static const char *const basis_name[] = { "guardian", "note", "certificate", "order" };

static const struct jr__word basis_word[] = {
	{ "guardian", 0 }, { "со слов родителей", 0 }, { "родители", 0 },
	{ "note", 1 }, { "заявление", 1 }, { "записка", 1 },
	{ "certificate", 2 }, { "справка", 2 },
	{ "order", 3 }, { "приказ", 3 },
	{ NULL, 0 }
};

#define CODES_MOST 16
#define TAKEN "taken"		/* the register of a lesson with nobody to name */

struct code {
	char	 name[16];
	bool	 absent;
};

struct jr__attending {
	struct code	 code[CODES_MOST];
	int		 codes;
	struct jr_map	*alias;		/* match key → place in code */
	struct jr_map	*spelling;	/* as written → the same */
};

/* --- Codes --------------------------------------------------------------------- */

void
jr__attending_free(struct jr *j)
{
	struct jr__attending *a = j->attending;

	if (a == NULL)
		return;
	j->attending = NULL;
	jr_map_free(a->alias);
	jr_map_free(a->spelling);
	free(a);
}

static int
add_alias(struct jr *j, struct jr__attending *a, const char *alias, int code)
{
	const char *key;
	int rc;

	if ((rc = jr__match(j, 3, alias, &key)) < 0 || key == NULL)
		return rc;
	return jr_map_put(a->alias, key, strlen(key), code) ? JR_OK : jr__nomem(j);
}

static int
code_named(const struct jr__attending *a, const char *name)
{
	for (int i = 0; i < a->codes; i++)
		if (strcmp(a->code[i].name, name) == 0)
			return i;
	return -1;
}

static int
add_code(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__attending *a = arg;
	struct code *c = &a->code[a->codes];

	if (a->codes == CODES_MOST)
		return JR_OK;
	snprintf(c->name, sizeof(c->name), "%s", jr_stmt_text(st, 0));
	c->absent = jr_stmt_int(st, 1) == 1;
	return add_alias(j, a, c->name, a->codes++);
}

static int
add_alias_of(struct jr *j, struct jr_stmt *st, void *arg)
{
	return add_alias(j, arg, jr_stmt_text(st, 0), code_named(arg, jr_stmt_text(st, 1)));
}

static int
load_codes(struct jr *j, struct jr__attending *a)
{
	int rc;

	if ((rc = jr__each(j, JR_SQL_ATTEND_CODES, JR_NO_PARAMS, add_code, a)) < 0)
		return rc;
	return jr__each(j, JR_SQL_ATTEND_ALIASES, JR_NO_PARAMS, add_alias_of, a);
}

static int
attending(struct jr *j, struct jr__attending **out)
{
	struct jr__attending *a;
	int rc;

	if ((*out = j->attending) != NULL)
		return JR_OK;
	if ((a = calloc(1, sizeof(*a))) == NULL)
		return jr__nomem(j);
	*out = j->attending = a;
	if ((a->alias = jr_map_new()) == NULL || (a->spelling = jr_map_new()) == NULL)
		rc = jr__nomem(j);
	else
		rc = load_codes(j, a);
	if (rc < 0)
		jr__attending_free(j);
	return rc;
}

/* Digits at the end of `о15`; key is cut before them. */
static int
cut_minutes(char *key)
{
	size_t n = strlen(key), end = n;

	while (n > 0 && isdigit((unsigned char)key[n - 1]))
		n--;
	if (n == end || n == 0 || end - n > 3)
		return -1;
	end = (size_t)strtol(key + n, NULL, 10);
	while (n > 0 && key[n - 1] == ' ')
		n--;
	key[n] = '\0';
	return (int)end;
}

static int
refuse_code(struct jr *j, int col, const char *text)
{
	if (text[0] == '\0')
		return jr__fail_at(j, JR_EINVAL, col, N_("the code is empty; "
		    "'present' takes an absence back"));
	return jr__fail_at(j, JR_EINVAL, col, N_("'%s' is not a code of attendance; "
	    "like н, б, п, о, or absent, ill, excused, late"), text);
}

/* The code that a cell means; minutes -1: none in it. */
static int
find_code(struct jr *j, struct jr__attending *a, int col, const char *text, int *out,
    int *minutes)
{
	char key[64];
	const char *match;
	int64_t at;
	int rc;

	*out = 0;
	*minutes = -1;
	text = text == NULL ? "" : text;
	if (jr_map_get(a->spelling, text, strlen(text), &at)) {
		*out = (int)at;
		return JR_OK;
	}
	if ((rc = jr__match(j, 3, text, &match)) < 0)
		return rc;
	snprintf(key, sizeof(key), "%s", match == NULL ? "" : match);
	if (jr_map_get(a->alias, key, strlen(key), &at)) {
		*out = (int)at;
		return jr_map_put(a->spelling, text, strlen(text), at) ? JR_OK : jr__nomem(j);
	}
	*minutes = cut_minutes(key);
	if (*minutes >= 0 && jr_map_get(a->alias, key, strlen(key), &at) &&
	    strcmp(a->code[at].name, "late") == 0) {
		*out = (int)at;
		return JR_OK;
	}
	return refuse_code(j, col, text);
}

int
jr__attend_code(struct jr *j, const char *text, const char **name, bool *absent, int *minutes)
{
	struct jr__attending *a;
	int code, rc;

	*name = NULL;
	*absent = false;
	*minutes = -1;
	if ((rc = attending(j, &a)) < 0)
		return rc;
	if ((rc = find_code(j, a, -1, text, &code, minutes)) == JR_EINVAL) {
		jr__clear(j);
		return JR_DONE;
	}
	if (rc < 0)
		return rc;
	*name = a->code[code].name;
	*absent = a->code[code].absent;
	return JR_OK;
}

/* --- Cells ------------------------------------------------------------------------ */

static int
find_minutes(struct jr *j, const char *text, const char *code, int in_code, int64_t *out)
{
	char *end;

	*out = in_code;
	if (text != NULL && text[0] != '\0') {
		*out = strtoll(text, &end, 10);
		if (*end != '\0' || *out < 0 || *out > 600)
			return jr__fail_at(j, JR_EINVAL, MINUTES,
			    N_("'%s' is not a number of minutes"), text);
	}
	if (*out >= 0 && strcmp(code, "late") != 0)
		return jr__fail_at(j, JR_EINVAL, MINUTES, N_("only 'late' has minutes"));
	return JR_OK;
}

int
jr__attend_basis(struct jr *j, int col, const char *text, const char **out)
{
	int basis, rc;

	*out = NULL;
	if (text == NULL || text[0] == '\0')
		return JR_OK;
	if ((rc = jr__word_find(j, basis_word, text, &basis)) < 0)
		return rc;
	if (rc == JR_DONE)
		return jr__fail_at(j, JR_EINVAL, col,
		    N_("basis '%s' is none of guardian, note, certificate, order"), text);
	*out = basis_name[basis];
	return JR_OK;
}

/* --- Storing -------------------------------------------------------------------------- */

/* All that a row says, found and checked. */
struct found {
	struct jr__entry	 e;
	struct jr__attending	*a;
	struct jr__page		*page;
	int			 code;
	int64_t			 minutes;	/* -1: none */
	const char		*basis, *document;	/* NULL: none */
	bool			 is_reason;
};

static int
take_register(struct jr *j, const struct found *f, enum jr_change *what)
{
	struct jr_value row[JR_REGISTER_COLUMNS];
	int64_t tx_id;
	int rc;

	if (f->page->taken)
		return JR_OK;
	if ((rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	row[JR_REGISTER_LESSON_ID] = jr_int(f->page->id);
	row[JR_REGISTER_TX_ID] = jr_int(tx_id);
	if ((rc = jr__lesson_add(j, f->page->id, f->e.day, JR_TBL_REGISTER, row)) < 0)
		return rc;
	f->page->taken = true;
	if (*what == JR_SAME)
		*what = JR_ADDED;
	return JR_OK;
}

static bool
is_one_of(const char *code, const char *a, const char *b, const char *c, const char *d)
{
	return strcmp(code, a) == 0 || strcmp(code, b) == 0 || strcmp(code, c) == 0 ||
	    (d != NULL && strcmp(code, d) == 0);
}

static bool
is_reason(const char *code)
{
	return is_one_of(code, "ill", "excused", "unexcused", NULL);
}

int
jr__attend_reason(struct jr *j, int col, const char *text, const char **out)
{
	struct jr__attending *a;
	int code, minutes, rc;

	*out = NULL;
	if ((rc = attending(j, &a)) < 0 || (rc = find_code(j, a, col, text, &code, &minutes)) < 0)
		return rc;
	if (!is_reason(a->code[code].name))
		return jr__fail_at(j, JR_EINVAL, col, N_("'%s' is no reason of an absence; "
		    "like б, п, нп, or ill, excused, unexcused"), text);
	*out = a->code[code].name;
	return JR_OK;
}

/* An absence gets its reason, or another one, or the reason its basis. */
static bool
sets_reason(const char *old, const char *new)
{
	return is_one_of(old, "absent", "ill", "excused", "unexcused") && is_reason(new);
}

int
jr__attend_still(struct jr *j, int64_t class_id, const char *date, bool *out)
{
	char today[JR_DATE_SIZE];
	int64_t days;
	int rc;

	jr_date_format(jr_today(j), today);
	rc = jr__number(j, JR_SQL_ATTEND_DAYS_SINCE_TERM, JR_PARAMS(
	    JR_P_INT("class_id", class_id), JR_P_TEXT("date", date),
	    JR_P_TEXT("today", today)), &days);
	*out = days <= jr_setting_int(j, "attendance.after_close_days", 5);
	return rc < 0 ? rc : JR_OK;
}

static int
check_term(struct jr *j, const struct found *f)
{
	struct jr__closed_term closed;
	bool still = false;
	int rc;

	if ((rc = jr__entry_closed(j, &f->e, &closed)) < 0 || closed.code[0] == '\0')
		return rc;
	if (f->is_reason &&
	    (rc = jr__attend_still(j, closed.class_id, f->e.date, &still)) < 0)
		return rc;
	return still ? JR_OK : jr__closed_refuse(j, -1, closed.code, closed.class_name);
}

static int
find_all(struct jr *j, const struct jr_row *r, struct found *f)
{
	const char *name;
	int minutes, rc;

	if ((rc = attending(j, &f->a)) < 0 || (rc = jr__entry_find(j, r, &cols, &f->e)) < 0)
		return rc;
	f->code = -1;
	f->minutes = -1;
	f->basis = f->document = NULL;
	f->is_reason = false;
	if (f->e.student_id == 0) {
		if (r->v[CODE] == NULL || strcmp(r->v[CODE], TAKEN) != 0)
			return jr__fail_at(j, JR_EINVAL, STUDENT,
			    N_("the student is missing; without a student only the code "
			    "'taken' is possible"));
		return check_term(j, f);
	}
	if ((rc = find_code(j, f->a, CODE, r->v[CODE], &f->code, &minutes)) < 0)
		return rc;
	name = f->a->code[f->code].name;
	f->is_reason = is_reason(name);
	if ((rc = find_minutes(j, r->v[MINUTES], name, minutes, &f->minutes)) < 0 ||
	    (rc = jr__attend_basis(j, BASIS, r->v[BASIS], &f->basis)) < 0 ||
	    (rc = jr__clean(j, 4, r->v[DOCUMENT], &f->document)) < 0)
		return rc;
	return check_term(j, f);
}

/*
 * Teachers enter who was absent or late; why, says who has that right (domain:
 * attendance), and who has only that right says nothing else.
 */
static int
check_reason(struct jr *j, const struct found *f, bool reason)
{
	if (reason)
		return jr__may_write(j, CODE, &(struct jr_object){ .thing = JR_ON_REASON,
		    .class_id = f->e.course->class_id, .student_id = f->e.student_id });
	if (jr__gives_reasons(j))
		return jr__fail_at(j, JR_EDENIED, CODE, N_("%s may only give the reason of an "
		    "absence that is stored"), j->access->name);
	return JR_OK;
}

/* May the stored row become this one? */
static int
check_change(struct jr *j, const struct found *f, const struct jr_value *old)
{
	const char *was = old[JR_ATTENDANCE_CODE].p, *code = f->a->code[f->code].name;
	int rc;

	if (old[JR_ATTENDANCE_TX_ID].i == j->history.tx_id && strcmp(was, code) != 0)
		return jr__fail_at(j, JR_EINVAL, CODE,
		    N_("the file has '%s' for this student at this lesson already"), was);
	if (j->access != NULL && (rc = check_reason(j, f, sets_reason(was, code))) < 0)
		return rc;
	if (sets_reason(was, code))
		return JR_OK;
	return jr__entry_correct(j, &f->e, NULL, old[JR_ATTENDANCE_TX_ID].i);
}

/* Has the student a mark of class work in the lesson, not made up later? */
static int
has_mark(struct jr *j, const struct found *f, bool *out)
{
	const struct jr__page *p = f->page;
	struct jr__task_types *types;
	int rc;

	*out = false;
	if (p->marks == 0)
		return JR_OK;
	if ((rc = jr__task_types(j, &types)) < 0)
		return rc;
	for (size_t i = 0; i < p->tasks; i++) {
		const struct jr__page_mark *m;

		if (!types->type[p->task[i].type].class_work)
			continue;
		m = jr__page_mark(p, p->task[i].id, f->e.student_id);
		*out = *out || (m != NULL && !m->made_up);
	}
	return JR_OK;
}

/* An exemption has its document, and a remote day its order. */
static int
warn_unfounded(struct jr *j, const char *student, const struct found *f)
{
	const char *code = f->a->code[f->code].name;
	const struct jr__course *co = f->e.course;
	bool exempt = strcmp(code, "exempt") == 0;
	int64_t n;
	int rc;

	if (exempt)
		rc = jr__number(j, JR_SQL_EXEMPTION_ON, JR_PARAMS(
		    JR_P_INT("student_id", f->e.student_id),
		    JR_P_INT("subject_id", co->subject_id), JR_P_TEXT("date", f->e.date)), &n);
	else if (strcmp(code, "remote") == 0)
		rc = jr__number(j, JR_SQL_ATTEND_REMOTE_DAY, JR_PARAMS(
		    JR_P_INT("class_id", co->class_id), JR_P_INT("grade", co->grade),
		    JR_P_TEXT("date", f->e.date)), &n);
	else
		return JR_OK;
	if (rc < 0 || n > 0)
		return rc < 0 ? rc : JR_OK;
	if (exempt)
		jr__warn(j, N_("%s has no exemption on %s; give its document with "
		    "jr-attend exempt"), student, f->e.date);
	else
		jr__warn(j, N_("%s is no remote day, and %s took part remotely"), f->e.date,
		    student);
	return JR_OK;
}

static int
add_row(struct jr *j, const struct jr_row *r, const struct found *f,
    const struct jr_value *row, enum jr_change *what)
{
	const struct code *c = &f->a->code[f->code];
	bool marked = false;
	int rc;

	if (j->access != NULL && (rc = check_reason(j, f, f->is_reason)) < 0)
		return rc;
	if ((rc = jr__lesson_add(j, f->page->id, f->e.day, JR_TBL_ATTENDANCE, row)) < 0)
		return rc;
	if (jr__page_add_exception(f->page, f->e.student_id, c->name, c->absent) == NULL)
		return jr__nomem(j);
	*what = JR_ADDED;
	if (!c->absent)
		return warn_unfounded(j, r->v[STUDENT], f);
	if ((rc = has_mark(j, f, &marked)) < 0)
		return rc;
	if (marked)
		jr__warn(j, N_("%s has a mark at the lesson of %s, and is now absent from it"),
		    r->v[STUDENT], f->e.date);
	return JR_OK;
}

static int
change_row(struct jr *j, const struct jr_row *r, const struct found *f,
    const struct jr_value *row, struct jr__page_exception *x, enum jr_change *what)
{
	struct jr_value old[JR_ATTENDANCE_COLUMNS], new[JR_ATTENDANCE_COLUMNS];
	bool same = true;
	int rc;

	if ((rc = jr__fetch(j, JR_TBL_ATTENDANCE, row, old)) < 0)
		return rc;
	assert(rc == JR_OK);
	memcpy(new, old, sizeof(new));
	new[JR_ATTENDANCE_CODE] = row[JR_ATTENDANCE_CODE];
	if (r->v[MINUTES] != NULL || f->minutes >= 0)
		new[JR_ATTENDANCE_MINUTES] = row[JR_ATTENDANCE_MINUTES];
	if (r->v[BASIS] != NULL)
		new[JR_ATTENDANCE_BASIS] = row[JR_ATTENDANCE_BASIS];
	if (r->v[DOCUMENT] != NULL)
		new[JR_ATTENDANCE_DOCUMENT] = row[JR_ATTENDANCE_DOCUMENT];
	if (strcmp(new[JR_ATTENDANCE_CODE].p, "late") != 0)
		new[JR_ATTENDANCE_MINUTES] = jr_null();
	for (int i = 0; i < JR_ATTENDANCE_COLUMNS; i++)
		same = same && jr_value_equal(&old[i], &new[i]);
	if (same)
		return JR_OK;
	if ((rc = check_change(j, f, old)) < 0 ||
	    (rc = jr__update(j, JR_TBL_ATTENDANCE, old, new)) < 0)
		return rc;
	snprintf(x->code, sizeof(x->code), "%s", f->a->code[f->code].name);
	x->absent = f->a->code[f->code].absent;
	*what = JR_CHANGED;
	return JR_OK;
}

static int
put_exception(struct jr *j, const struct jr_row *r, const struct found *f,
    enum jr_change *what)
{
	struct jr__page_exception *x = jr__page_exception(f->page, f->e.student_id);
	struct jr_value row[JR_ATTENDANCE_COLUMNS];
	int64_t tx_id;
	int rc;

	if ((rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	row[JR_ATTENDANCE_LESSON_ID] = jr_int(f->page->id);
	row[JR_ATTENDANCE_STUDENT_ID] = jr_int(f->e.student_id);
	row[JR_ATTENDANCE_CODE] = jr_text(f->a->code[f->code].name);
	row[JR_ATTENDANCE_MINUTES] = f->minutes >= 0 ? jr_int(f->minutes) : jr_null();
	row[JR_ATTENDANCE_BASIS] = jr_text(f->basis);
	row[JR_ATTENDANCE_DOCUMENT] = jr_text(f->document);
	row[JR_ATTENDANCE_TX_ID] = jr_int(tx_id);
	return x == NULL ? add_row(j, r, f, row, what) : change_row(j, r, f, row, x, what);
}

/* `present` takes a stored absence back, and is not stored itself. */
static int
put_present(struct jr *j, const struct found *f, enum jr_change *what)
{
	struct jr_value old[JR_ATTENDANCE_COLUMNS];
	struct jr_value key[2] = { jr_int(f->page->id), jr_int(f->e.student_id) };
	int rc;

	if (jr__page_exception(f->page, f->e.student_id) == NULL)
		return JR_OK;
	if ((rc = jr__fetch(j, JR_TBL_ATTENDANCE, key, old)) < 0)
		return rc;
	if (rc == JR_DONE)
		return JR_OK;
	if ((rc = check_change(j, f, old)) < 0)
		return rc;
	if ((rc = jr__remove(j, JR_TBL_ATTENDANCE, old)) < 0)
		return rc;
	jr__page_remove_exception(f->page, f->e.student_id);
	*what = JR_REMOVED;
	return JR_OK;
}

/* A lesson that was not given has no register; what was entered before may be taken out. */
static int
check_given(struct jr *j, struct found *f)
{
	int rc;

	if (f->e.student_id != 0 && strcmp(f->a->code[f->code].name, "present") == 0) {
		if ((rc = jr__page(j, &f->e.lesson, &f->page)) < 0 || f->page->taken)
			return rc;
	}
	return jr__lesson_given(j, DATE, &f->e.lesson);
}

/* Who is not on the register has no new row there. */
static int
check_register(struct jr *j, const struct jr_row *r, struct found *f)
{
	const struct jr__apart *apart;
	int rc;

	if (f->e.student_id == 0 || strcmp(f->a->code[f->code].name, "present") == 0)
		return JR_OK;
	if ((rc = jr__entry_apart(j, &f->e, &apart)) < 0 || apart == NULL)
		return rc;
	if ((rc = jr__page(j, &f->e.lesson, &f->page)) < 0 ||
	    jr__page_exception(f->page, f->e.student_id) != NULL)
		return rc;
	return jr__entry_refuse_apart(j, STUDENT, r->v[STUDENT], apart);
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	struct found f;
	int rc;

	*what = JR_SAME;
	if ((rc = find_all(j, r, &f)) < 0 || (rc = check_given(j, &f)) < 0 ||
	    (rc = check_register(j, r, &f)) < 0 || (rc = jr__page_make(j, &f.e.lesson, &f.page)) < 0)
		return rc;
	if (f.e.student_id == 0)
		return take_register(j, &f, what);
	if (strcmp(f.a->code[f.code].name, "present") == 0)
		rc = put_present(j, &f, what);
	else
		rc = put_exception(j, r, &f, what);
	return rc < 0 ? rc : take_register(j, &f, what);
}

/* Removing an exception is saying that he was present. */
static int
remove_exception(struct jr *j, const struct jr_row *r, const char *on,
    enum jr_change *what)
{
	struct jr_row present = *r;

	(void)on;
	present.v[CODE] = "present";
	present.v[MINUTES] = present.v[BASIS] = NULL;
	return put(j, &present, what);
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	struct jr__list_filter in;
	int rc;

	if ((rc = jr__list_filter(j, f, &cols, &in)) < 0)
		return rc;
	return jr__list_rows(j, JR_SQL_ATTEND_LIST, JR_PARAMS(JR_P_TEXT("from", in.from),
	    JR_P_TEXT("to", in.to), { "class", in.class }, { "group", in.group },
	    { "subject", in.subject }, { "number", in.number }, { "student", in.student },
	    { "code", jr_text(f->v[CODE]) }), COLUMNS, out, arg);
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
	[CODE] = { "code", JR_COL_TEXT, JR_ROW_FILTER, N_("code of attendance, like н or ill") },
	[MINUTES] = { "minutes", JR_COL_INT, JR_ROW_OPTIONAL, N_("late by so many minutes") },
	[BASIS] = { "basis", JR_COL_TEXT, JR_ROW_OPTIONAL,
	    N_("guardian, note, certificate or order") },
	[DOCUMENT] = { "document", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("number of the document") },
};

const struct jr_rowkind jr_kind_attendance = {
	.name = "attendance", .col = columns, .columns = COLUMNS, .raw = true,
	.dated = true, .set_adds = true, .put = put, .remove = remove_exception,
	.list = list,
};
