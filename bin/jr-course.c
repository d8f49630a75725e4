/* jr-course: courses. */
#include "course_hand_over.h"

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "import", CLI_WRITE, 0, 1, cli_import, N_("[FILE]") },
		{ "list", CLI_READ, 0, 0, cli_list, NULL },
		{ "add", CLI_WRITE, 0, 0, cli_add, NULL },
		{ "set", CLI_WRITE, 0, 0, cli_set, NULL },
		{ "remove", CLI_WRITE, 0, 1, cli_remove, N_("[DATE]") },
		{ "hand-over", CLI_WRITE, 0, 0, course_hand_over, NULL },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "to", 0, N_("TEXT"), N_("the teacher's last day in the course; hand-over: the "
		    "login of who takes over") },
		{ "date", 0, N_("DATE"), N_("hand-over: the first day of who takes over") },
		{ "order", 0, N_("TEXT"), N_("hand-over: number of the order") },
		{ "keep-homeroom", 0, NULL, N_("hand-over: courses only, no class of a homeroom "
		    "teacher") },
		{ "allow-clashes", 0, NULL, N_("hand-over: even where the timetable has two lessons "
		    "at a time then") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-course", .verbs = verbs, .options = options, .kind = &jr_kind_course,
		.about = N_("Courses: who teaches what to whom, how many hours a week."),
	};

	return cli_main(&command, argc, argv);
}
