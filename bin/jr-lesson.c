/* jr-lesson: lessons of a year: generate, topics, tasks, homework. */
#include <string.h>

#include "lesson_verbs.h"

/* The span that --from, --to and --term leave. */
static int
span(struct cli *c, const char **from, const char **to, char term_from[JR_DATE_SIZE],
    char term_to[JR_DATE_SIZE])
{
	const char *term = cli_option(c, "term");

	*from = cli_option(c, "from");
	*to = cli_option(c, "to");
	if (term == NULL)
		return CLI_DONE;
	if (*from != NULL || *to != NULL)
		return cli_fail(c, CLI_USAGE, N_("give a term, or --from and --to"));
	if (jr_term_days(c->jr, term, term_from, term_to) < 0)
		return cli_jr_failed(c);
	*from = term_from;
	*to = term_to;
	return CLI_DONE;
}

static int
generate(struct cli *c)
{
	char term_from[JR_DATE_SIZE], term_to[JR_DATE_SIZE];
	struct cli_counts counts = { 0 };
	const char *from, *to;
	int64_t made;
	int code;

	if ((code = cli_begin(c)) != CLI_DONE)
		return code;
	code = span(c, &from, &to, term_from, term_to);
	if (code == CLI_DONE &&
	    jr_lesson_generate(c->jr, from, to, cli_option(c, "class"), &made) < 0)
		code = cli_jr_failed(c);
	else if (code == CLI_DONE)
		counts.added = (size_t)made;
	return cli_import_end(c, code, &counts);
}

static int
sheet(struct cli *c)
{
	if (cli_option(c, "from") == NULL || cli_option(c, "to") == NULL)
		return cli_fail(c, CLI_USAGE, N_("--%s is missing"),
		    cli_option(c, "from") == NULL ? "from" : "to");
	return cli_grid_sheet(c);
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "generate", CLI_WRITE, 0, 0, generate, NULL },
		{ "import", CLI_WRITE, 0, 1, cli_import, N_("[FILE]") },
		{ "list", CLI_READ, 0, 0, lesson_list, NULL },
		{ "add", CLI_WRITE, 0, 0, lesson_add, NULL },
		{ "edit", CLI_WRITE, 0, 0, lesson_edit, NULL },
		{ "set", CLI_WRITE, 0, 0, lesson_set, NULL },
		{ "remove", CLI_WRITE, 0, 0, cli_remove, NULL },
		{ "sheet", CLI_READ, 0, 0, sheet, NULL },
		{ "substitute", CLI_NOTHING, 0, 1, lesson_substitute, N_("[FILE]") },
		{ "substitutions", CLI_READ, 0, 0, lesson_substitutions, NULL },
		{ "move", CLI_WRITE, 0, 0, lesson_move, NULL },
		{ "absent", CLI_WRITE, 0, 1, lesson_absent, N_("[FILE]") },
		{ "absences", CLI_READ, 0, 0, lesson_absences, NULL },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "from", 0, N_("DATE"), N_("list, edit, generate, sheet: from this day on") },
		{ "to", 0, N_("DATE"), N_("list, edit, generate, sheet: up to this day") },
		{ "term", 0, N_("TERM"), N_("list, edit, generate: the days of a term, like Q1") },
		{ "week", 0, N_("WEEK"), N_("list, edit, substitutions: the days of a week, like "
		    "2026-W37") },
		{ "teacher", 0, N_("LOGIN"), N_("list, edit: lessons that this teacher gives; "
		    "substitute, absent: whose") },
		{ "unfilled", 0, NULL, N_("list, edit: lessons up to today that have no topic") },
		{ "recorded", 0, NULL, N_("list: with when and by whom the topic was entered") },
		{ "numbers", 0, N_("NUMBERS"), N_("substitute: of these lessons of the day, like "
		    "2-4") },
		{ "by", 0, N_("LOGIN"), N_("substitute: who gives them; substitutions: those he "
		    "gives") },
		{ "merge", 0, NULL, N_("substitute: together with a lesson of the same hour") },
		{ "with", 0, N_("CLASS"), N_("substitute --merge: the class or group of that "
		    "lesson") },
		{ "cancel", 0, NULL, N_("substitute: nobody gives them") },
		{ "remove", 0, NULL, N_("substitute, absent: take it back") },
		{ "order", 0, N_("TEXT"), N_("substitute, move, absent: number of the order") },
		{ "to_date", 0, N_("DATE"), N_("move: the day on which it is given") },
		{ "to_number", 0, N_("NUMBER"), N_("move: its number on that day") },
		{ "month", 0, N_("MONTH"), N_("substitutions: of a month, like 2026-09") },
		{ "next", 0, NULL, N_("set: the topic, homework and work that the plan has next") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-lesson", .verbs = verbs, .options = options, .kind = &jr_kind_lesson,
		.about = N_("Keeps the lessons: their topics, tasks and homework; makes those of "
		    "the timetable."),
	};

	return cli_main(&command, argc, argv);
}
