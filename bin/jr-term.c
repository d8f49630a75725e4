/* jr-term(1): term marks. */
#include "term_verbs.h"

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "propose", CLI_READ, 0, 0, term_propose, NULL },
		{ "sheet", CLI_READ, 0, 0, term_sheet, NULL },
		{ "import", CLI_WRITE, 0, 1, cli_import, N_("[FILE]") },
		{ "list", CLI_READ, 0, 0, cli_list, NULL },
		{ "edit", CLI_WRITE, 0, 0, cli_edit_list, NULL },
		{ "set", CLI_WRITE, 0, 0, cli_set, NULL },
		{ "remove", CLI_WRITE, 0, 0, cli_remove, NULL },
		{ "defer", CLI_WRITE, 0, 1, term_defer, N_("[FILE]") },
		{ "undefer", CLI_WRITE, 0, 0, term_undefer, NULL },
		{ "deferrals", CLI_READ, 0, 0, term_deferrals, NULL },
		{ "close", CLI_WRITE, 0, 0, term_close, NULL },
		{ "reopen", CLI_WRITE, 0, 0, term_reopen, NULL },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "teacher", 0, N_("LOGIN"), N_("propose, sheet: what this teacher teaches") },
		{ "until", 0, N_("DATE"), N_("defer: up to this day") },
		{ "order", 0, N_("NUMBER"), N_("defer: number of the order") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-term",
		.about = N_("Term marks: proposed, set, listed, put off; terms closed and "
		    "opened again."),
		.verbs = verbs, .options = options, .kind = &jr_kind_term_mark,
	};

	return cli_main(&command, argc, argv);
}
