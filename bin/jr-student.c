/* jr-student: students. */
#include "cli.h"

int
main(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ "from", 0, N_("DATE"), N_("add, set: first day in the class") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-student", .verbs = cli_row_verbs, .kind = &jr_kind_student,
		.options = options,
		.about = N_("Students, and the class each is in."),
	};

	return cli_main(&command, argc, argv);
}
