/* jr-plan show, progress, changes; merge, compress, restore. */
#include "plan_verbs.h"

/* The list of a kind that is only listed, narrowed by the options of its columns. */
static int
list_of(struct cli *c, const struct jr_rowkind *kind)
{
	struct jr_filter filter = { 0 };

	for (int i = 0; i < kind->columns; i++)
		if (kind->col[i].flags & JR_ROW_FILTER)
			filter.v[i] = cli_option(c, kind->col[i].name);
	filter.to = cli_option(c, "to");
	filter.teacher = cli_option(c, "teacher");
	return cli_list_filtered(c, kind, &filter);
}

int
plan_show(struct cli *c)
{
	if (cli_option(c, "subject") == NULL)
		return cli_fail(c, CLI_USAGE, N_("--%s is missing"), "subject");
	return list_of(c, &jr_kind_plan_topic);
}

int
plan_progress(struct cli *c)
{
	return list_of(c, &jr_kind_plan_progress);
}

int
plan_changes(struct cli *c)
{
	return list_of(c, &jr_kind_plan_change);
}

/* --- Changes ---------------------------------------------------------------------- */

static int
change(struct cli *c, const char *needs,
    int (*how)(struct jr *, const struct jr_plan_change *, enum jr_change *))
{
	const char *const needed[] = { "subject", "no", needs };
	const struct jr_plan_change of = {
		.class = cli_option(c, "class"), .group = cli_option(c, "group"),
		.subject = cli_option(c, "subject"), .no = cli_option(c, "no"),
		.into = cli_option(c, "into"), .topic = cli_option(c, "topic"),
		.hours = cli_option(c, "hours"), .reason = cli_option(c, "reason"),
	};
	struct cli_counts counts = { 0 };
	enum jr_change what = JR_SAME;
	int code = CLI_DONE;

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (needed[i] != NULL && cli_option(c, needed[i]) == NULL)
			return cli_fail(c, CLI_USAGE, N_("--%s is missing"), needed[i]);
	if ((code = cli_begin(c)) != CLI_DONE)
		return code;
	if (how(c->jr, &of, &what) < 0)
		code = cli_jr_failed(c);
	cli_count(&counts, what);
	return cli_import_end(c, code, &counts);
}

int
plan_merge(struct cli *c)
{
	return change(c, "into", jr_plan_merge);
}

int
plan_compress(struct cli *c)
{
	return change(c, "hours", jr_plan_compress);
}

int
plan_restore(struct cli *c)
{
	return change(c, NULL, jr_plan_restore);
}
