/* jr-plan approve, unapprove. */
#include "plan_verbs.h"

/* The plan that the options name, as a row. */
static int
plan_of(struct cli *c, bool whole, struct jr_row *row)
{
	*row = (struct jr_row){ .kind = &jr_kind_plan };
	for (int i = 0; i < row->kind->columns; i++)
		if (row->kind->col[i].flags & JR_ROW_FILTER)
			row->v[i] = cli_option(c, row->kind->col[i].name);
	if (whole && row->v[jr_rowkind_column(row->kind, "subject")] == NULL)
		return cli_fail(c, CLI_USAGE, N_("--%s is missing"), "subject");
	return CLI_DONE;
}

int
plan_approve(struct cli *c)
{
	bool all = cli_option(c, "all") != NULL;
	struct cli_counts counts = { 0 };
	struct jr_row row;
	int64_t n;
	int code;

	if ((code = plan_of(c, !all, &row)) != CLI_DONE || (code = cli_begin(c)) != CLI_DONE)
		return code;
	if (jr_plan_approve(c->jr, &row, all, &n) < 0)
		code = cli_jr_failed(c);
	counts.added = (size_t)n;
	return cli_import_end(c, code, &counts);
}

int
plan_unapprove(struct cli *c)
{
	struct cli_counts counts = { 0 };
	struct jr_row row;
	int64_t n;
	int code;

	if ((code = plan_of(c, true, &row)) != CLI_DONE || (code = cli_begin(c)) != CLI_DONE)
		return code;
	if (jr_plan_unapprove(c->jr, &row, &n) < 0)
		code = cli_jr_failed(c);
	counts.removed = (size_t)n;
	return cli_import_end(c, code, &counts);
}
