/* jr-term(1): term marks. */
#include "cli.h"

static const struct cli_verb verbs[] = {
	{ "import", CLI_WRITE, 0, 1, cli_import, N_("[FILE]") },
	{ "list", CLI_READ, 0, 0, cli_list, NULL },
	{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
};

static const struct cli_command command = {
	.name = "jr-term",
	.about = N_("Term marks: import and list them."),
	.verbs = verbs,
	.kind = &jr_kind_term_mark,
};

int
main(int argc, char **argv)
{
	return cli_main(&command, argc, argv);
}
