/* jr-mark: marks. */
#include "cli.h"

/* What the options say of all rows. */
static void
take_options(struct cli *c)
{
	jr_mark_made_up(c->jr, cli_option(c, "made_up") != NULL);
	jr_mark_owed_zero(c->jr, cli_option(c, "owed-zero") != NULL);
}

static int
import(struct cli *c)
{
	take_options(c);
	if (cli_option(c, "grid") != NULL)
		return cli_grid_import(c);
	return cli_import(c);
}

static int
list(struct cli *c)
{
	return cli_option(c, "grid") != NULL ? cli_grid_list(c) : cli_list(c);
}

static int
add(struct cli *c)
{
	take_options(c);
	return cli_add(c);
}

static int
set(struct cli *c)
{
	take_options(c);
	return cli_set(c);
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "import", CLI_WRITE, 0, 1, import, N_("[FILE]") },
		{ "list", CLI_READ, 0, 0, list, NULL },
		{ "add", CLI_WRITE, 0, 0, add, NULL },
		{ "set", CLI_WRITE, 0, 0, set, NULL },
		{ "remove", CLI_WRITE, 0, 0, cli_remove, NULL },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "grid", 0, NULL, N_("import: the file is the sheet of a course, as its teacher "
		    "keeps it; list: write it") },
		{ "check-means", 0, NULL, N_("import --grid: compare the sheet's means with the "
		    "journal's") },
		{ "made_up", 0, NULL, N_("import, add, set: made up later by students who were "
		    "absent") },
		{ "owed-zero", 0, NULL, N_("import: a mark 0 says that the work is owed") },
		{ "owed", 0, NULL, N_("list: the work that students owe, instead of marks") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-mark", .verbs = verbs, .options = options, .kind = &jr_kind_mark,
		.about = N_("Marks: what students got for their work."),
	};

	return cli_main(&command, argc, argv);
}
