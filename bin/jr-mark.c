/* jr-mark: marks. */
#include "cli.h"

/* The same command about marks of other schools. */
static const struct cli_command outside = { .name = "jr-mark", .kind = &jr_kind_outside };

/* What lessons have, marks of other schools have not. */
static int
take_outside(struct cli *c)
{
	static const char *const of_lessons[] = { "class", "group", "number", "task", "comment",
	    "made-up", "owed", "owed-zero", "grid", "check-means" };

	for (size_t i = 0; i < sizeof(of_lessons) / sizeof(of_lessons[0]); i++)
		if (cli_option(c, of_lessons[i]) != NULL)
			return cli_fail(c, CLI_USAGE, N_("--%s does not go with --outside"),
			    of_lessons[i]);
	c->command = &outside;
	return CLI_DONE;
}

/* What the options say of all rows, then the verb. */
static int
with_options(struct cli *c, int (*run)(struct cli *))
{
	int code;

	jr_mark_made_up(c->jr, cli_option(c, "made-up") != NULL);
	jr_mark_owed_zero(c->jr, cli_option(c, "owed-zero") != NULL);
	if (cli_option(c, "outside") != NULL && (code = take_outside(c)) != CLI_DONE)
		return code;
	return run(c);
}

static int
import(struct cli *c)
{
	return with_options(c, cli_option(c, "grid") != NULL ? cli_grid_import : cli_import);
}

static int
list(struct cli *c)
{
	return with_options(c, cli_option(c, "grid") != NULL ? cli_grid_list : cli_list);
}

static int
add(struct cli *c)
{
	return with_options(c, cli_add);
}

static int
set(struct cli *c)
{
	return with_options(c, cli_set);
}

static int
remove_one(struct cli *c)
{
	return with_options(c, cli_remove);
}

static int
edit(struct cli *c)
{
	return with_options(c, cli_grid_edit);
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "import", CLI_WRITE, 0, 1, import, N_("[FILE]") },
		{ "list", CLI_READ, 0, 0, list, NULL },
		{ "add", CLI_WRITE, 0, 0, add, NULL },
		{ "set", CLI_WRITE, 0, 0, set, NULL },
		{ "remove", CLI_WRITE, 0, 0, remove_one, NULL },
		{ "edit", CLI_WRITE, 0, 0, edit, NULL },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "grid", 0, NULL, N_("import: the file is the sheet of a course, as its teacher "
		    "keeps it; list: write it") },
		{ "check-means", 0, NULL, N_("import --grid: compare the sheet's means with the "
		    "journal's") },
		{ "made_up", 0, NULL, N_("import, add, set, edit: made up later by students who were "
		    "absent") },
		{ "owed-zero", 0, NULL, N_("import: a mark 0 says that the work is owed") },
		{ "outside", 0, NULL, N_("marks that students bring from other schools") },
		{ "source", 0, N_("TEXT"), N_("with --outside: the other school") },
		{ "owed", 0, NULL, N_("list: the work that students owe, instead of marks") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-mark", .verbs = verbs, .options = options, .kind = &jr_kind_mark,
		.about = N_("Marks: what students got for their work."),
	};

	return cli_main(&command, argc, argv);
}
