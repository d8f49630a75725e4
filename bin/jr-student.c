/* jr-student: students. */
#include "cli.h"

int
main(int argc, char **argv)
{
	static const struct cli_command command = {
		.name = "jr-student", .verbs = cli_row_verbs, .kind = &jr_kind_student,
		.about = N_("Students, and the class each is in."),
	};

	return cli_main(&command, argc, argv);
}
