/* jr-class: classes. */
#include "cli.h"

int
main(int argc, char **argv)
{
	static const struct cli_option options[] = {
		{ "from", 0, N_("DATE"), N_("add, set: the homeroom teacher's first day") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-class", .verbs = cli_row_verbs, .kind = &jr_kind_class,
		.options = options,
		.about = N_("Classes of a school year and their homeroom teachers."),
	};

	return cli_main(&command, argc, argv);
}
