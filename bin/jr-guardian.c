/* jr-guardian: students' guardians. */
#include "cli.h"

int
main(int argc, char **argv)
{
	static const struct cli_command command = {
		.name = "jr-guardian", .verbs = cli_row_verbs, .kind = &jr_kind_guardian,
		.about = N_("Guardians: parents and others who answer for students."),
	};

	return cli_main(&command, argc, argv);
}
