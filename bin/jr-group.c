/* jr-group: groups and who is in them. */
#include "cli.h"

int
main(int argc, char **argv)
{
	static const struct cli_command command = {
		.name = "jr-group", .verbs = cli_row_verbs, .kind = &jr_kind_group,
		.about = N_("Groups: parts of a class taught apart, or across classes."),
	};

	return cli_main(&command, argc, argv);
}
