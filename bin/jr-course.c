/* jr-course: courses. */
#include "cli.h"

int
main(int argc, char **argv)
{
	static const struct cli_command command = {
		.name = "jr-course", .verbs = cli_row_verbs, .kind = &jr_kind_course,
		.about = N_("Courses: who teaches what to whom, how many hours a week."),
	};

	return cli_main(&command, argc, argv);
}
