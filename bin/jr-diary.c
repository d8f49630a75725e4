/* jr-diary(1): the diary of a student. */
#include "cli.h"

static const struct cli_option options[] = {
	{ "student", 0, N_("STUDENT"), N_("number, or a name") },
	{ "class", 0, N_("CLASS"), N_("the class in which the name is looked for") },
	{ "week", 0, N_("WEEK"), N_("like 2026-W37, or last (default: the present one)") },
	{ "date", 0, N_("DATE"), N_("one day") },
	{ "from", 0, N_("DATE"), N_("from this day on") },
	{ "to", 0, N_("DATE"), N_("up to this day") },
	{ NULL, 0, NULL, NULL }
};

static int
show(struct cli *c)
{
	const struct jr_diary_query q = {
		.student = cli_option(c, "student"), .class = cli_option(c, "class"),
		.week = cli_option(c, "week"), .date = cli_option(c, "date"),
		.from = cli_option(c, "from"), .to = cli_option(c, "to"),
	};
	struct jr_table_opts opts;
	int code, rc;

	if (q.student == NULL)
		return cli_fail(c, CLI_USAGE, N_("say whose diary, with --student"));
	cli_table_opts(c, &opts);
	if (!c->excel && !cli_format_given(c))
		opts.format = JR_TEXT;
	if (jr_read_begin(c->jr) < 0)
		return cli_jr_failed(c);
	rc = jr_diary_show(c->jr, &q, c->out, &opts);
	code = rc < 0 ? cli_jr_failed(c) : CLI_DONE;
	jr_read_end(c->jr);
	return code;
}

static const struct cli_verb verbs[] = {
	{ "show", CLI_READ, 0, 0, show, NULL },
	{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
};

static const struct cli_command command = {
	.name = "jr-diary",
	.about = N_("The diary of a student: lessons, homework, marks, attendance."),
	.verbs = verbs,
	.options = options,
};

int
main(int argc, char **argv)
{
	return cli_main(&command, argc, argv);
}
