/* jr-student: students. */
#include "student_verbs.h"

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "import", CLI_WRITE, 0, 1, cli_import, N_("[FILE]") },
		{ "list", CLI_READ, 0, 0, cli_list, NULL },
		{ "add", CLI_WRITE, 0, 0, cli_add, NULL },
		{ "set", CLI_WRITE, 0, 0, cli_set, NULL },
		{ "remove", CLI_WRITE, 0, 1, cli_remove, N_("[DATE]") },
		{ "mode", CLI_NOTHING, 1, 2, student_mode, N_("VERB [FILE|DATE]") },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "from", 0, N_("DATE"), N_("add, set: first day in the class; mode: first day") },
		{ "to", 0, N_("DATE"), N_("mode: last day") },
		{ "student", 0, N_("TEXT"), N_("mode: student's number, or name in the class") },
		{ "mode", 0, N_("TEXT"),
		    N_("mode: home, individual, treatment, family, self or extern") },
		{ "group", 0, N_("TEXT"), N_("mode: the group of the course") },
		{ "subject", 0, N_("TEXT"), N_("mode: of one course; none: of all") },
		{ "order", 0, N_("TEXT"), N_("mode: number of the order") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-student", .verbs = verbs, .kind = &jr_kind_student,
		.options = options,
		.about = N_("Students, the class each is in, and how each is taught."),
	};

	return cli_main(&command, argc, argv);
}
