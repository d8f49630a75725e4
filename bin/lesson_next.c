/* jr-lesson set --next: what the plan has for the lesson. */
#include "lesson_verbs.h"

static void
fill(const struct jr_rowkind *k, struct jr_row *row, const char *column, const char *value)
{
	int i = jr_rowkind_column(k, column);

	if (row->v[i] == NULL)
		row->v[i] = value;
}

/* The row of the options, and what they leave open by the plan. */
static int
put_next(struct cli *c, enum jr_change *what)
{
	const struct jr_rowkind *k = c->command->kind;
	struct jr_row row = { .kind = k };
	struct jr_plan_next next;
	int code;

	for (int i = 0; i < k->columns; i++)
		row.v[i] = cli_option(c, k->col[i].name);
	code = jr_plan_next(c->jr, &row, &next) < 0 ? cli_jr_failed(c) : CLI_DONE;
	fill(k, &row, "topic", next.topic);
	fill(k, &row, "homework", next.homework);
	fill(k, &row, "tasks", next.tasks);
	if (code == CLI_DONE && k->put(c->jr, &row, what) < 0)
		code = cli_jr_failed(c);
	jr_plan_next_release(&next);
	return code;
}

int
lesson_set(struct cli *c)
{
	const char *const needed[] = { "date", "subject" };
	struct cli_counts counts = { 0 };
	enum jr_change what = JR_SAME;
	int code;

	if (cli_option(c, "next") == NULL)
		return cli_set(c);
	if (cli_option(c, "topic") != NULL)
		return cli_fail(c, CLI_USAGE, N_("give --next or --topic, not both"));
	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (cli_option(c, needed[i]) == NULL)
			return cli_fail(c, CLI_USAGE, N_("--%s is missing"), needed[i]);
	if ((code = cli_begin(c)) != CLI_DONE)
		return code;
	code = put_next(c, &what);
	cli_count(&counts, what);
	return cli_import_end(c, code, &counts);
}
