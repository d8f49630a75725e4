/* jr-staff: teachers and other staff. */
#include "cli.h"

int
main(int argc, char **argv)
{
	static const struct cli_command command = {
		.name = "jr-staff", .verbs = cli_row_verbs, .kind = &jr_kind_staff,
		.about = N_("Staff: who works at the school, with what roles."),
	};

	return cli_main(&command, argc, argv);
}
