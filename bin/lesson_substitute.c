/* jr-lesson: substitutions, lessons moved, absences of staff. */
#include <string.h>

#include "lesson_verbs.h"

/* The same command about other rows. */
static const struct cli_command of_substitutions = {
	.name = "jr-lesson", .kind = &jr_kind_substitution,
};
static const struct cli_command of_absences = {
	.name = "jr-lesson", .kind = &jr_kind_staff_absence,
};

/* --- substitute ------------------------------------------------------------------------- */

static bool
has(const struct cli *c, const char *option)
{
	return cli_option(c, option) != NULL;
}

/* What the options say is to be done with the lessons; NULL: nothing. */
static int
take_kind(struct cli *c, struct jr_substitute *q)
{
	int n = has(c, "merge") + has(c, "cancel") + has(c, "remove");

	if (n > 1 || (q->by != NULL && (has(c, "cancel") || has(c, "remove"))))
		return cli_fail(c, CLI_USAGE, N_("give one of --by, --merge, --cancel and --remove; "
		    "--by may stand with --merge"));
	if (has(c, "merge"))
		q->kind = "merged";
	else if (has(c, "cancel"))
		q->kind = "cancelled";
	else if (q->by != NULL)
		q->kind = "substitute";
	return CLI_DONE;
}

static int
take_options(struct cli *c, struct jr_substitute *q)
{
	*q = (struct jr_substitute){
		.teacher = cli_option(c, "teacher"), .from = cli_option(c, "date"),
		.numbers = cli_option(c, "numbers"), .class = cli_option(c, "class"),
		.group = cli_option(c, "group"), .subject = cli_option(c, "subject"),
		.by = cli_option(c, "by"), .with = cli_option(c, "with"),
		.reason = cli_option(c, "reason"), .order = cli_option(c, "order"),
	};
	if (q->numbers == NULL)
		q->numbers = cli_option(c, "number");
	if (q->teacher == NULL)
		return cli_fail(c, CLI_USAGE, N_("--%s is missing"), "teacher");
	if ((q->from != NULL) == (has(c, "from") || has(c, "to")))
		return cli_fail(c, CLI_USAGE, N_("give a day with --date, or --from and --to"));
	if (q->from != NULL)
		return take_kind(c, q);
	q->from = cli_option(c, "from");
	q->to = cli_option(c, "to");
	if (q->from == NULL || q->to == NULL)
		return cli_fail(c, CLI_USAGE, N_("--%s is missing"),
		    q->from == NULL ? "from" : "to");
	return take_kind(c, q);
}

static int
change(struct cli *c, const struct jr_substitute *q)
{
	struct cli_counts counts = { 0 };
	struct jr_substituted n = { 0 };
	int code;

	if ((code = cli_open_year(c, JR_OPEN_WRITE)) != CLI_DONE || (code = cli_begin(c)) != CLI_DONE)
		return code;
	if ((q->kind != NULL ? jr_substitute(c->jr, q, &n) :
	    jr_substitute_back(c->jr, q, &n)) < 0)
		code = cli_jr_failed(c);
	counts.same = n.same;
	if (q->kind != NULL)
		counts.changed = n.changed;
	else
		counts.removed = n.changed;
	return cli_import_end(c, code, &counts);
}

static int
from_file(struct cli *c)
{
	int code;

	if (has(c, "teacher"))
		return cli_fail(c, CLI_USAGE, N_("give a file or --teacher, not both"));
	c->command = &of_substitutions;
	return (code = cli_open_year(c, JR_OPEN_WRITE)) != CLI_DONE ? code : cli_import(c);
}

int
lesson_substitute(struct cli *c)
{
	struct jr_substitute q;
	int code;

	if (c->nargs > 0)
		return from_file(c);
	if ((code = take_options(c, &q)) != CLI_DONE)
		return code;
	if (q.kind != NULL || has(c, "remove"))
		return change(c, &q);
	return (code = cli_open_year(c, JR_OPEN_READ)) != CLI_DONE ? code : lesson_suggest(c, &q);
}

/* --- substitutions ------------------------------------------------------------------------ */

/* The days of --week or --month, else of --from and --to. */
static int
take_days(struct cli *c, struct jr_filter *f, char from[JR_DATE_SIZE], char to[JR_DATE_SIZE])
{
	const char *week = cli_option(c, "week"), *month = cli_option(c, "month");
	char first[JR_DATE_SIZE];
	int year, number, day;
	jr_day a, b;

	f->from = cli_option(c, "from");
	f->to = cli_option(c, "to");
	if ((week != NULL) + (month != NULL) + (f->from != NULL || f->to != NULL) +
	    has(c, "date") > 1)
		return cli_fail(c, CLI_USAGE, N_("give one of --date, --week, --month, and --from "
		    "and --to"));
	if (week == NULL && month == NULL)
		return CLI_DONE;
	if (week != NULL) {
		if (jr_week_parse(week, &a) < 0)
			return cli_fail(c, CLI_BAD_DATA, N_("'%s' is not a week like 2026-W37"),
			    week);
		b = a + 6;
	} else {
		snprintf(first, sizeof(first), "%.7s-01", month);
		if (strlen(month) != 7 || jr_date_parse(first, &a) < 0)
			return cli_fail(c, CLI_BAD_DATA, N_("'%s' is not a month like 2026-09"),
			    month);
		jr_day_split(a, &year, &number, &day);
		b = jr_day_of(number < 12 ? year : year + 1, number % 12 + 1, 1) - 1;
	}
	jr_date_format(a, from);
	jr_date_format(b, to);
	f->from = from;
	f->to = to;
	return CLI_DONE;
}

static int
list_rows(struct cli *c, const struct cli_command *of)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	const struct jr_rowkind *k = of->kind;
	struct jr_filter filter = { 0 };
	int code;

	if ((code = take_days(c, &filter, from, to)) != CLI_DONE)
		return code;
	for (int i = 0; i < k->columns; i++)
		if (k->col[i].flags & JR_ROW_FILTER)
			filter.v[i] = cli_option(c, k->col[i].name);
	c->command = of;
	return cli_list_filtered(c, k, &filter);
}

int
lesson_substitutions(struct cli *c)
{
	return list_rows(c, &of_substitutions);
}

int
lesson_absences(struct cli *c)
{
	return list_rows(c, &of_absences);
}

/* --- move, absent -------------------------------------------------------------------------- */

int
lesson_move(struct cli *c)
{
	const struct jr_rowkind *k = &jr_kind_substitution;
	struct cli_counts counts = { 0 };
	struct jr_row row = { .kind = k };
	enum jr_change what;
	int code;

	for (int i = 0; i < k->columns; i++)
		row.v[i] = cli_option(c, k->col[i].name);
	row.v[jr_rowkind_column(k, "kind")] = "moved";
	row.v[jr_rowkind_column(k, "by")] = NULL;
	for (int i = 0; i < k->columns; i++)
		if (row.v[i] == NULL && (!(k->col[i].flags & JR_ROW_OPTIONAL) ||
		    strncmp(k->col[i].name, "to_", 3) == 0))
			return cli_fail(c, CLI_USAGE, N_("--%s is missing"),
			    strcmp(k->col[i].name, "to_date") == 0 ? "to-date" :
			    strcmp(k->col[i].name, "to_number") == 0 ? "to-number" :
			    k->col[i].name);
	if ((code = cli_begin(c)) != CLI_DONE)
		return code;
	if (k->put(c->jr, &row, &what) < 0)
		code = cli_jr_failed(c);
	cli_count(&counts, what);
	return cli_import_end(c, code, &counts);
}

int
lesson_absent(struct cli *c)
{
	if (c->nargs > 0 && has(c, "teacher"))
		return cli_fail(c, CLI_USAGE, N_("give a file or --teacher, not both"));
	c->command = &of_absences;
	return c->nargs > 0 ? cli_import(c) : has(c, "remove") ? cli_remove(c) : cli_set(c);
}
