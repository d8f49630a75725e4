/* jr-debt: academic debts. */
#include "cli.h"

static int
propose(struct cli *c)
{
	const struct jr_rowkind *k = &jr_kind_debt_proposal;
	struct jr_filter filter = { 0 };

	for (int i = 0; i < k->columns; i++)
		filter.v[i] = cli_option(c, k->col[i].name);
	return cli_list_filtered(c, k, &filter);
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "propose", CLI_READ, 0, 0, propose, NULL },
		{ "import", CLI_WRITE, 0, 1, cli_import, N_("[FILE]") },
		{ "list", CLI_READ, 0, 0, cli_list, NULL },
		{ "add", CLI_WRITE, 0, 0, cli_add, NULL },
		{ "set", CLI_WRITE, 0, 0, cli_set, NULL },
		{ "remove", CLI_WRITE, 0, 0, cli_remove, NULL },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "owed", 0, NULL, N_("list: those that are not made good yet") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-debt", .verbs = verbs, .options = options, .kind = &jr_kind_debt,
		.about = N_("Academic debts: subjects of a year to be made good, and the "
		    "attempts."),
	};

	return cli_main(&command, argc, argv);
}
