/* jr-class: classes. */
#include "cli.h"

int
main(int argc, char **argv)
{
	static const struct cli_command command = {
		.name = "jr-class", .verbs = cli_row_verbs, .kind = &jr_kind_class,
		.about = N_("Classes of a school year and their homeroom teachers."),
	};

	return cli_main(&command, argc, argv);
}
