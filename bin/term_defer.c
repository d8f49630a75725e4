/* jr-term defer, undefer, deferrals: term marks put off for one student. */
#include "term_verbs.h"

static void
row_of_options(struct cli *c, struct jr_row *row)
{
	*row = (struct jr_row){ .kind = &jr_kind_deferral };
	for (int i = 0; i < row->kind->columns; i++)
		row->v[i] = cli_option(c, row->kind->col[i].name);
}

static int
one(struct cli *c, struct cli_counts *counts, bool out)
{
	enum jr_change what;
	struct jr_row row;
	int rc;

	row_of_options(c, &row);
	rc = out ? row.kind->remove(c->jr, &row, NULL, &what) : row.kind->put(c->jr, &row, &what);
	if (rc < 0)
		return cli_jr_failed(c);
	cli_count(counts, what);
	return CLI_DONE;
}

static int
each_line(struct cli *c, struct cli_counts *counts)
{
	const char *name;
	FILE *in;
	int code;

	if ((in = cli_input(c, 0, &name, &code)) == NULL)
		return code;
	code = cli_import_rows(c, &jr_kind_deferral, in, name, NULL, counts);
	if (in != stdin)
		fclose(in);
	return code;
}

int
term_defer(struct cli *c)
{
	struct cli_counts counts = { 0 };
	bool options = cli_option(c, "student") != NULL;
	int code;

	if (options && c->nargs > 0)
		return cli_fail(c, CLI_USAGE, N_("give a file or --student, not both"));
	if ((code = cli_begin(c)) != CLI_DONE)
		return code;
	code = options ? one(c, &counts, false) : each_line(c, &counts);
	return cli_import_end(c, code, &counts);
}

int
term_undefer(struct cli *c)
{
	struct cli_counts counts = { 0 };
	int code;

	if (cli_option(c, "student") == NULL)
		return cli_fail(c, CLI_USAGE, N_("--%s is missing"), "student");
	if ((code = cli_begin(c)) != CLI_DONE)
		return code;
	code = one(c, &counts, true);
	return cli_import_end(c, code, &counts);
}

int
term_deferrals(struct cli *c)
{
	const struct jr_rowkind *k = &jr_kind_deferral;
	struct jr_filter filter = { 0 };

	for (int i = 0; i < k->columns; i++)
		if (k->col[i].flags & JR_ROW_FILTER)
			filter.v[i] = cli_option(c, k->col[i].name);
	return cli_list_filtered(c, k, &filter);
}
