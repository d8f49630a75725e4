/* Tables, columns and ids of the history in words. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "log_words.h"

/* --- Tables and columns -------------------------------------------------------- */

/* TRANSLATORS: one row of each kind, nominative, lower case; shown as in "added mark". */
static const char *const table_word[JR_TBL_COUNT] = {
	[JR_TBL_SETTING] = N_("setting"),
	[JR_TBL_YEAR] = N_("school year"),
	[JR_TBL_TERM] = N_("term"),
	[JR_TBL_TERM_GRADE] = N_("grade of a term"),
	[JR_TBL_DAY_OFF] = N_("day off"),
	[JR_TBL_BELL_SET] = N_("set of bells"),
	[JR_TBL_BELL] = N_("bell"),
	[JR_TBL_DAY_REGIME] = N_("day regime"),
	[JR_TBL_SCALE_VALUE] = N_("value of the scale"),
	[JR_TBL_TASK_TYPE] = N_("type of work"),
	[JR_TBL_DEADLINE] = N_("deadline for marks"),
	[JR_TBL_UNMARKED] = N_("teaching without marks"),
	[JR_TBL_HOMEWORK_NORM] = N_("homework norm"),
	[JR_TBL_MIN_MARKS] = N_("fewest marks"),
	[JR_TBL_THRESHOLD] = N_("threshold of a term mark"),
	[JR_TBL_STAFF] = N_("member of staff"),
	[JR_TBL_STAFF_ROLE] = N_("role of staff"),
	[JR_TBL_CLASS] = N_("class"),
	[JR_TBL_HOMEROOM] = N_("homeroom teacher"),
	[JR_TBL_CLASS_CONFIRMATION] = N_("confirmed class list"),
	[JR_TBL_STUDENT] = N_("student"),
	[JR_TBL_ENROLMENT] = N_("enrolment"),
	[JR_TBL_STUDY_MODE] = N_("study mode"),
	[JR_TBL_GUARDIAN] = N_("guardian"),
	[JR_TBL_GUARDIAN_LINK] = N_("guardian of a student"),
	[JR_TBL_STUDY_GROUP] = N_("group"),
	[JR_TBL_GROUP_MEMBER] = N_("member of a group"),
	[JR_TBL_SUBJECT] = N_("subject"),
	[JR_TBL_COURSE] = N_("course"),
	[JR_TBL_COURSE_LOAD] = N_("teacher of a course"),
	[JR_TBL_SLOT] = N_("lesson of the timetable"),
	[JR_TBL_PLAN] = N_("thematic plan"),
	[JR_TBL_PLAN_ITEM] = N_("topic of a plan"),
	[JR_TBL_LESSON] = N_("lesson"),
	[JR_TBL_SUBSTITUTION] = N_("substitution"),
	[JR_TBL_RECORD] = N_("topic of a lesson"),
	[JR_TBL_HOMEWORK] = N_("homework"),
	[JR_TBL_TASK] = N_("task"),
	[JR_TBL_MARK] = N_("mark"),
	[JR_TBL_TASK_STATE] = N_("state of a task"),
	[JR_TBL_OUTSIDE_MARK] = N_("mark from another school"),
	[JR_TBL_REGISTER] = N_("register"),
	[JR_TBL_ATTENDANCE_CODE] = N_("attendance code"),
	[JR_TBL_ATTENDANCE_ALIAS] = N_("spelling of an attendance code"),
	[JR_TBL_ATTENDANCE] = N_("attendance"),
	[JR_TBL_EXEMPTION] = N_("exemption"),
	[JR_TBL_TERM_MARK] = N_("term mark"),
	[JR_TBL_TERM_CLOSE] = N_("closed term"),
	[JR_TBL_LESSON_LINK] = N_("link of a lesson"),
	[JR_TBL_PLAN_APPROVAL] = N_("approval of a plan"),
	[JR_TBL_PLAN_CHANGE] = N_("change of a plan"),
	[JR_TBL_SUBSTITUTION_OTHER] = N_("lesson of a substitution"),
	[JR_TBL_STAFF_ABSENCE] = N_("absence of a teacher"),
	[JR_TBL_DEFERRAL] = N_("term mark put off"),
	[JR_TBL_FINAL_MARK] = N_("final mark"),
	[JR_TBL_DEBT] = N_("academic debt"),
	[JR_TBL_DEBT_ATTEMPT] = N_("attempt at a debt"),
	[JR_TBL_COUNCIL_DECISION] = N_("decision of the council"),
};

/* In alphabetical order.  TRANSLATORS: names of columns, as in "value 5". */
static const struct word { const char *name, *word; } column_word[] = {
	{ "absent", N_("absent") },
	{ "alias", N_("spelling") },
	{ "approved_on", N_("approved on") },
	{ "basis", N_("basis") },
	{ "begins", N_("begins") },
	{ "bell_set", N_("set of bells") },
	{ "birth_date", N_("born on") },
	{ "by_order", N_("by order only") },
	{ "changed_on", N_("changed on") },
	{ "class_id", N_("class") },
	{ "class_work", N_("class work") },
	{ "code", N_("code") },
	{ "comment", N_("comment") },
	{ "confirmed_on", N_("confirmed on") },
	{ "control", N_("control work") },
	{ "course_id", N_("course") },
	{ "cycle_weeks", N_("weeks of the timetable") },
	{ "date", N_("date") },
	{ "days", N_("days") },
	{ "decided_on", N_("decided on") },
	{ "decision", N_("decision") },
	{ "document", N_("document") },
	{ "due_on", N_("due on") },
	{ "email", N_("e-mail") },
	{ "ends", N_("ends") },
	{ "ends_on", N_("ends on") },
	{ "excused", N_("excused") },
	/* TRANSLATORS: of a value of the scale: is it a failing mark? 0, 1. */
	{ "fails", N_("fails") },
	/* TRANSLATORS: the first day of a span, as in "from 2026-09-01". */
	{ "from_date", N_("from") },
	{ "from_where", N_("from where") },
	{ "given_name", N_("given name") },
	{ "grade", N_("grade") },
	{ "grades", N_("grades") },
	{ "group_id", N_("group") },
	{ "guardian_id", N_("guardian") },
	{ "homework", N_("homework") },
	{ "hours", N_("hours") },
	{ "into_no", N_("taught with topic") },
	/* TRANSLATORS: the name of a setting. */
	{ "key", N_("key") },
	{ "kind", N_("kind") },
	{ "lesson_id", N_("lesson") },
	{ "letter", N_("letter") },
	{ "login", N_("login") },
	{ "made_up", N_("made up later") },
	{ "marks", N_("marks") },
	/* TRANSLATORS: the least mean that earns a term mark. */
	{ "mean", N_("mean from") },
	/* TRANSLATORS: of a value of the scale that is no number: what it means. */
	{ "means", N_("stands for") },
	{ "minutes", N_("minutes") },
	/* TRANSLATORS: how a student is taught: at home, by an individual plan. */
	{ "mode", N_("mode") },
	{ "name", N_("name") },
	{ "no", N_("number") },
	{ "note", N_("note") },
	{ "number", N_("number") },
	{ "order_in", N_("order of arrival") },
	{ "order_no", N_("order") },
	{ "order_out", N_("order of leaving") },
	{ "other_id", N_("other lesson") },
	{ "patronymic", N_("patronymic") },
	{ "phone", N_("phone") },
	{ "plan_id", N_("thematic plan") },
	{ "printed", N_("printed") },
	{ "programme", N_("programme") },
	{ "protocol", N_("protocol") },
	{ "rank", N_("place in lists") },
	{ "reason", N_("reason") },
	{ "relation", N_("relation") },
	{ "rights", N_("rights") },
	{ "role", N_("role") },
	{ "room", N_("room") },
	{ "score", N_("score") },
	{ "section", N_("section") },
	{ "sou", N_("weight in the degree of learning") },
	{ "source", N_("source") },
	{ "staff_id", N_("staff") },
	{ "starts_on", N_("starts on") },
	{ "state", N_("state") },
	{ "student_id", N_("student") },
	{ "students", N_("students") },
	{ "subject_id", N_("subject") },
	{ "subject_key", N_("subject") },
	{ "surname", N_("surname") },
	{ "task_id", N_("task") },
	{ "task_type", N_("type of work") },
	{ "term", N_("term") },
	{ "term_id", N_("term") },
	{ "term_only", N_("term marks only") },
	{ "text", N_("text") },
	{ "textbook", N_("textbook") },
	{ "title", N_("title") },
	/* TRANSLATORS: the last day of a span, as in "to 2026-09-30". */
	{ "to_date", N_("to") },
	{ "to_where", N_("to where") },
	{ "topic", N_("topic") },
	{ "tx_id", N_("entered by transaction") },
	{ "type", N_("type") },
	{ "until_date", N_("until") },
	{ "url", N_("address") },
	{ "value", N_("value") },
	{ "week", N_("week") },
	{ "week_days", N_("days a week") },
	{ "weekday", N_("weekday") },
	{ "weekdays", N_("weekdays") },
	/* TRANSLATORS: how much a mark counts, in hundredths. */
	{ "weight", N_("weight") },
	{ "year_id", N_("school year") },
};

const char *
jr__table_msgid(enum jr_tbl tbl)
{
	return table_word[tbl];
}

static int
compare_words(const void *name, const void *w)
{
	return strcmp(name, ((const struct word *)w)->name);
}

const char *
jr__column_msgid(const char *column)
{
	const struct word *w = bsearch(column, column_word,
	    sizeof(column_word) / sizeof(column_word[0]), sizeof(column_word[0]),
	    compare_words);

	return w != NULL ? w->word : NULL;
}

/* --- Ids ------------------------------------------------------------------------ */

static const struct ref {
	const char	*column;	/* that holds its id in other tables */
	enum jr_tbl	 tbl;
	enum jr_sql	 sql;
} refs[] = {
	{ "task_id", JR_TBL_TASK, JR_SQL_LOG_TASK },
	{ "student_id", JR_TBL_STUDENT, JR_SQL_LOG_STUDENT },
	{ "lesson_id", JR_TBL_LESSON, JR_SQL_LOG_LESSON },
	{ "other_id", JR_TBL_LESSON, JR_SQL_LOG_LESSON },
	{ "course_id", JR_TBL_COURSE, JR_SQL_LOG_COURSE },
	{ "class_id", JR_TBL_CLASS, JR_SQL_LOG_CLASS },
	{ "group_id", JR_TBL_STUDY_GROUP, JR_SQL_LOG_GROUP },
	{ "subject_id", JR_TBL_SUBJECT, JR_SQL_LOG_SUBJECT },
	{ "staff_id", JR_TBL_STAFF, JR_SQL_LOG_STAFF },
	{ "term_id", JR_TBL_TERM, JR_SQL_LOG_TERM },
	{ "guardian_id", JR_TBL_GUARDIAN, JR_SQL_LOG_GUARDIAN },
	{ "plan_id", JR_TBL_PLAN, JR_SQL_LOG_PLAN },
	{ "year_id", JR_TBL_YEAR, JR_SQL_LOG_YEAR },
};

#define REFS (sizeof(refs) / sizeof(refs[0]))
#define SLOTS 256		/* a power of two: a class's students, a week's tasks */

struct jr__names {
	struct jr	*j;
	/* Translated; NULL: not yet. */
	const char	*table[JR_TBL_COUNT], *column[JR_TBL_COUNT][JR_COLUMNS_MOST];
	signed char	 ref[JR_TBL_COUNT][JR_COLUMNS_MOST];	/* -1: names nothing */
	struct slot {
		int64_t	 id;
		char	*text;		/* NULL: not yet looked up */
	}		 slot[REFS][SLOTS];
};

static signed char
find_ref(enum jr_tbl tbl, int column)
{
	const char *name = jr_tbl_desc[tbl].column[column];

	for (size_t i = 0; i < REFS; i++)
		if (strcmp(name, "id") == 0 ? refs[i].tbl == tbl :
		    strcmp(name, refs[i].column) == 0)
			return (signed char)i;
	return -1;
}

struct jr__names *
jr__names_new(struct jr *j)
{
	struct jr__names *n = calloc(1, sizeof(*n));

	if (n == NULL)
		return NULL;
	n->j = j;
	for (size_t t = 0; t < JR_TBL_COUNT; t++)
		for (int i = 0; i < jr_tbl_desc[t].columns; i++)
			n->ref[t][i] = find_ref((enum jr_tbl)t, i);
	return n;
}

void
jr__names_free(struct jr__names *n)
{
	if (n == NULL)
		return;
	for (size_t i = 0; i < REFS * SLOTS; i++)
		free(n->slot[i / SLOTS][i % SLOTS].text);
	free(n);
}

const char *
jr__table_word(struct jr__names *n, enum jr_tbl tbl)
{
	const char *msgid = jr__table_msgid(tbl);

	if (n->table[tbl] == NULL)
		n->table[tbl] = msgid != NULL ? jr_words(n->j, msgid) : jr_tbl_desc[tbl].name;
	return n->table[tbl];
}

const char *
jr__column_word(struct jr__names *n, enum jr_tbl tbl, int column)
{
	const char **word = &n->column[tbl][column];
	const char *name = jr_tbl_desc[tbl].column[column], *msgid;

	if (*word == NULL) {
		msgid = jr__column_msgid(name);
		*word = msgid != NULL ? jr_words(n->j, msgid) : name;
	}
	return *word;
}

static void
add_part(struct jr_buf *b, struct jr_stmt *st, int i)
{
	struct jr_value v;

	jr_stmt_value(st, i, &v);
	if (v.type == JR_V_NULL || (v.type == JR_V_TEXT && v.n == 0))
		return;
	if (b->len > 0)
		jr_buf_addc(b, ' ');
	if (v.type == JR_V_INT)
		jr_buf_addf(b, "№%lld", (long long)v.i);
	else if (strcmp(jr_stmt_name(st, i), "title") == 0)
		jr_buf_addf(b, "«%s»", v.p);
	else
		jr_buf_add(b, v.p, v.n);
}

/* An empty text: there is nothing of that id. */
static int
look_up(struct jr *j, enum jr_sql sql, int64_t id, char **out)
{
	struct jr_buf b = JR_BUF_INIT;
	struct jr_stmt *st;
	int rc;

	*out = NULL;
	if ((rc = jr__first(j, sql, JR_PARAMS(JR_P_INT("id", id)), &st)) < 0)
		return rc;
	if (rc == JR_OK) {
		for (int i = 0; i < jr_stmt_columns(st); i++)
			add_part(&b, st, i);
		jr_stmt_reset(st);
	}
	*out = jr_buf_steal(&b);
	return *out != NULL ? JR_OK : jr__nomem(j);
}

int
jr__name_of(struct jr__names *n, enum jr_tbl tbl, int column, int64_t id,
    struct jr_buf *out)
{
	int ref = n->ref[tbl][column], rc;
	struct slot *slot;
	char *text;

	if (ref < 0)
		return JR_DONE;
	slot = &n->slot[ref][(uint64_t)id % SLOTS];
	if (slot->text == NULL || slot->id != id) {
		if ((rc = look_up(n->j, refs[ref].sql, id, &text)) < 0)
			return rc;
		free(slot->text);
		*slot = (struct slot){ id, text };
	}
	if (slot->text[0] == '\0')
		return JR_DONE;
	jr_buf_adds(out, slot->text);
	return JR_OK;
}
