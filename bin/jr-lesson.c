/* jr-lesson: lessons of a year: generate, topics, tasks, homework. */
#include <string.h>

#include "cli.h"

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
		{ "list", CLI_READ, 0, 0, cli_list, NULL },
		{ "set", CLI_WRITE, 0, 0, cli_set, NULL },
		{ "remove", CLI_WRITE, 0, 0, cli_remove, NULL },
		{ "sheet", CLI_READ, 0, 0, sheet, NULL },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "from", 0, N_("DATE"), N_("list, generate, sheet: from this day on") },
		{ "to", 0, N_("DATE"), N_("list, generate, sheet: up to this day") },
		{ "term", 0, N_("TERM"), N_("list, generate: the days of a term, like Q1") },
		{ "teacher", 0, N_("LOGIN"), N_("list: lessons that this teacher gives") },
		{ "unfilled", 0, NULL, N_("list: lessons up to today that have no topic") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-lesson", .verbs = verbs, .options = options, .kind = &jr_kind_lesson,
		.about = N_("Keeps the lessons: their topics, tasks and homework; makes those of "
		    "the timetable."),
	};

	return cli_main(&command, argc, argv);
}
