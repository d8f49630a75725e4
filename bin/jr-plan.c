/* jr-plan: thematic plans. */
#include "cli.h"

int
main(int argc, char **argv)
{
	static const struct cli_command command = {
		.name = "jr-plan", .verbs = cli_row_verbs, .kind = &jr_kind_plan,
		.about = N_("Keeps the thematic plans: topics, hours and planned works."),
	};

	return cli_main(&command, argc, argv);
}
