/* jr-council: decisions of the council at a year's end. */
#include "cli.h"

static int
propose(struct cli *c)
{
	const struct jr_rowkind *k = &jr_kind_council_proposal;
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
	static const struct cli_command command = {
		.name = "jr-council", .verbs = verbs, .kind = &jr_kind_council,
		.about = N_("Decisions of the council about students at the year's end."),
	};

	return cli_main(&command, argc, argv);
}
