/* How far each course has come in its plan (прохождение программы). */
#include <stdio.h>
#include <string.h>

#include "list.h"
#include "plan_impl.h"

enum { CLASS, GROUP, SUBJECT, TEACHER, APPROVED_ON, PLANNED, ADJUSTED, LESSONS, SHORTFALL, DUE,
	GIVEN, DONE, BEHIND, LOST, LEFT, CONTROL_PLANNED, CONTROL_HELD, WORKS_PLANNED, WORKS_HELD,
	COLUMNS };

/* Columns of the statement. */
enum { OF_PLAN = 5, OF_PLANNED, OF_ADJUSTED, OF_LESSONS, OF_DUE, OF_LOST, OF_GIVEN, OF_DONE,
	OF_TAUGHT, OF_WORKS };

/*
 * The day to look at, within the year: yesterday where none is given.  *started: the
 * year had begun by then.
 */
static int
find_day(struct jr *j, const char *to, char date[JR_DATE_SIZE], bool *started)
{
	jr_day first = jr_day_of((int)jr_year(j), 9, 1);
	jr_day last = jr_day_of((int)jr_year(j) + 1, 8, 31);
	jr_day day = jr_today(j) - 1;
	int rc;

	*started = false;
	if (to != NULL && (rc = jr__day(j, -1, to, &day)) < 0)
		return rc;
	*started = day >= first;
	day = day < first ? first : day > last ? last : day;
	jr_date_format(day, date);
	return JR_OK;
}

static int64_t
least(int64_t a, int64_t b)
{
	return a < b ? a : b;
}

static int
give(struct jr_stmt *st, jr_row_out *out, void *arg)
{
	char text[COLUMNS][JR__HOURS_SIZE];
	const char *cells[COLUMNS] = { NULL };
	int64_t planned = jr_stmt_int(st, OF_PLANNED), lost = jr_stmt_int(st, OF_LOST),
	    due = jr_stmt_int(st, OF_DUE), left = jr_stmt_int(st, OF_LESSONS) - due,
	    by_plan = least(planned, JR__LESSON_HOURS * (due + lost)),
	    lacking = jr_stmt_int(st, OF_ADJUSTED) - jr_stmt_int(st, OF_TAUGHT) -
	    JR__LESSON_HOURS * left;
	const struct {
		int	 column;
		int64_t	 hours;
		bool	 of_plan;	/* nothing where there is none */
	} number[] = {
		{ PLANNED, planned, true }, { ADJUSTED, jr_stmt_int(st, OF_ADJUSTED), true },
		{ LESSONS, JR__LESSON_HOURS * jr_stmt_int(st, OF_LESSONS), false },
		{ SHORTFALL, lacking > 0 ? lacking : 0, true }, { DUE, by_plan, true },
		{ GIVEN, JR__LESSON_HOURS * jr_stmt_int(st, OF_GIVEN), false },
		{ DONE, jr_stmt_int(st, OF_DONE), true },
		{ BEHIND, by_plan - jr_stmt_int(st, OF_DONE), true },
		{ LOST, JR__LESSON_HOURS * lost, false },
		{ LEFT, JR__LESSON_HOURS * left, false },
	};

	for (int i = CLASS; i <= APPROVED_ON; i++)
		cells[i] = jr_stmt_text(st, i);
	for (size_t i = 0; i < sizeof(number) / sizeof(number[0]); i++) {
		int c = number[i].column;

		jr__hours_print(text[c], number[i].hours);
		cells[c] = number[i].of_plan && jr_stmt_int(st, OF_PLAN) == 0 ? NULL : text[c];
	}
	for (int i = CONTROL_PLANNED; i <= WORKS_HELD; i++) {
		snprintf(text[i], sizeof(text[i]), "%d",
		    (int)jr_stmt_int(st, OF_WORKS + i - CONTROL_PLANNED));
		cells[i] = text[i];
	}
	return out(arg, cells);
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	char date[JR_DATE_SIZE];
	struct jr__plan_filter p;
	struct jr_stmt *st;
	bool started;
	int rc;

	if ((rc = find_day(j, f->to, date, &started)) < 0 ||
	    (rc = jr__plan_filter(j, &jr_kind_plan_progress, f, &p)) < 0 ||
	    (rc = jr__query(j, JR_SQL_PLAN_PROGRESS, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR_P_TEXT("date", date), JR_P_INT("started", started),
	    { "class_id", p.class_id }, { "group_key", p.group_key },
	    { "subject_id", p.subject_id }, { "staff_id", p.staff_id }), &st)) < 0)
		return rc;
	return jr__list_each(j, st, give, out, arg);
}

static const struct jr_rowcol columns[] = {
	{ "class", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, NULL },
	{ "group", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, NULL },
	{ "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, NULL },
	{ "teacher", JR_COL_TEXT, 0, NULL },
	{ "approved_on", JR_COL_DATE, 0, NULL },
	{ "planned", JR_COL_DECIMAL, 0, NULL },
	{ "adjusted", JR_COL_DECIMAL, 0, NULL },
	{ "lessons", JR_COL_INT, 0, NULL },
	{ "shortfall", JR_COL_DECIMAL, 0, NULL },
	{ "due", JR_COL_DECIMAL, 0, NULL },
	{ "given", JR_COL_INT, 0, NULL },
	{ "done", JR_COL_DECIMAL, 0, NULL },
	{ "behind", JR_COL_DECIMAL, 0, NULL },
	{ "lost", JR_COL_INT, 0, NULL },
	{ "left", JR_COL_INT, 0, NULL },
	{ "control_planned", JR_COL_INT, 0, NULL },
	{ "control_held", JR_COL_INT, 0, NULL },
	{ "works_planned", JR_COL_INT, 0, NULL },
	{ "works_held", JR_COL_INT, 0, NULL },
};

const struct jr_rowkind jr_kind_plan_progress = {
	.name = "plan_progress", .col = columns, .columns = COLUMNS, .list = list,
};
