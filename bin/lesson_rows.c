/* jr-lesson: lists, the editor, single lessons beside the timetable. */
#include <string.h>

#include "lesson_verbs.h"

#define DAYS 14		/* in the editor without days */

/* --- What the list is narrowed to --------------------------------------------------- */

/* --week is the span of its days. */
static int
take_week(struct cli *c, struct jr_filter *f, char from[JR_DATE_SIZE], char to[JR_DATE_SIZE])
{
	const char *week = cli_option(c, "week");
	jr_day monday;

	if (week == NULL)
		return CLI_DONE;
	if (f->from != NULL || f->to != NULL)
		return cli_fail(c, CLI_USAGE, N_("give --week, or --from and --to"));
	if (jr_week_parse(week, &monday) < 0)
		return cli_fail(c, CLI_USAGE, N_("'%s' is not a week, like 2026-W37"), week);
	jr_date_format(monday, from);
	jr_date_format(monday + 6, to);
	f->from = from;
	f->to = to;
	return CLI_DONE;
}

int
lesson_list(struct cli *c)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	struct jr_filter filter;
	int code;

	if ((code = cli_list_filter(c, &filter)) != CLI_DONE ||
	    (code = take_week(c, &filter, from, to)) != CLI_DONE)
		return code;
	return cli_list_filtered(c, cli_option(c, "recorded") != NULL ?
	    &jr_kind_lesson_recorded : &jr_kind_lesson, &filter);
}

/* Without days those of the last two weeks. */
int
lesson_edit(struct cli *c)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	struct jr_filter filter;
	int code;

	if ((code = cli_list_filter(c, &filter)) != CLI_DONE ||
	    (code = take_week(c, &filter, from, to)) != CLI_DONE)
		return code;
	if (filter.from == NULL && filter.to == NULL && filter.term == NULL &&
	    cli_option(c, "date") == NULL) {
		jr_date_format(jr_today(c->jr) - DAYS + 1, from);
		jr_date_format(jr_today(c->jr), to);
		filter.from = from;
		filter.to = to;
	}
	return cli_edit_rows(c, &filter);
}

/* --- A lesson more ---------------------------------------------------------------------- */

static int
add_one(struct cli *c, struct jr_row *r, struct cli_counts *counts)
{
	enum jr_change what;

	if (r->kind->put(c->jr, r, &what) < 0)
		return cli_jr_failed(c);
	cli_count(counts, what);
	if (what == JR_ADDED)
		return CLI_DONE;
	return cli_fail(c, CLI_BAD_DATA, N_("it is there already; change it with 'set'"));
}

/* For each --number: a double lesson has two. */
static int
add_each(struct cli *c, struct jr_row *r, struct cli_counts *counts)
{
	const char **number = &r->v[jr_rowkind_column(r->kind, "number")];
	const char *all = cli_option_all(c, "number"), *end;
	struct jr_buf value = JR_BUF_INIT;
	int code = all == NULL ? add_one(c, r, counts) : CLI_DONE;

	for (; all != NULL && code == CLI_DONE; all = *end != '\0' ? end + 1 : NULL) {
		end = strchrnul(all, '\n');
		jr_buf_clear(&value);
		jr_buf_add(&value, all, (size_t)(end - all));
		*number = jr_buf_str(&value);
		code = value.failed ? cli_fail(c, CLI_BUSY, N_("out of memory")) :
		    add_one(c, r, counts);
	}
	jr_buf_release(&value);
	return code;
}

int
lesson_add(struct cli *c)
{
	static const char *const needed[] = { "date", "subject" };
	struct jr_row r = { .kind = &jr_kind_lesson };
	struct cli_counts counts = { 0 };
	int code;

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (cli_option(c, needed[i]) == NULL)
			return cli_fail(c, CLI_USAGE, N_("--%s is missing"), needed[i]);
	for (int i = 0; i < r.kind->columns; i++)
		r.v[i] = cli_option(c, r.kind->col[i].name);
	if ((code = cli_begin(c)) != CLI_DONE)
		return code;
	return cli_import_end(c, add_each(c, &r, &counts), &counts);
}
