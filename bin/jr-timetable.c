/* jr-timetable: the weekly timetable, and the days that go otherwise. */
#include "timetable_verbs.h"

static int
with_clashes(struct cli *c, int (*run)(struct cli *))
{
	jr_timetable_allow_clashes(c->jr, cli_option(c, "allow-clashes") != NULL);
	return run(c);
}

static int
before(struct cli *c)
{
	if (jr_timetable_replace_from(c->jr, cli_option(c, "replace-from")) < 0)
		return cli_jr_failed(c);
	return CLI_DONE;
}

static int
after(struct cli *c, struct cli_counts *counts, int code)
{
	struct jr_replaced n;

	if (jr_timetable_replace(c->jr, &n) < 0)
		return cli_jr_failed(c);
	counts->removed += (size_t)n.ended;
	if (n.lessons > 0)
		cli_note(c, N_("took away %lld empty lessons of slots that ended"),
		    (long long)n.lessons);
	return code;
}

static int
import_rows(struct cli *c)
{
	if (cli_option(c, "replace-from") == NULL)
		return cli_import(c);
	/* With rows left out, their slots would seem to be gone. */
	if (cli_option(c, "keep-going") != NULL)
		return cli_fail(c, CLI_USAGE, N_("--replace-from does not go with --keep-going"));
	return cli_import_with(c, before, after);
}

static int
import(struct cli *c)
{
	return with_clashes(c, import_rows);
}

static int
add(struct cli *c)
{
	return with_clashes(c, cli_add);
}

static int
set(struct cli *c)
{
	return with_clashes(c, cli_set);
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "import", CLI_WRITE, 0, 1, import, N_("[FILE]") },
		{ "list", CLI_READ, 0, 0, cli_list, NULL },
		{ "add", CLI_WRITE, 0, 0, add, NULL },
		{ "set", CLI_WRITE, 0, 0, set, NULL },
		{ "remove", CLI_WRITE, 0, 1, cli_remove, N_("[DATE]") },
		{ "regime", CLI_NOTHING, 1, 2, timetable_regime,
		    N_("off|remote|weekday N|bells SET|list|import [FILE]|remove REGIME") },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "replace-from", 0, N_("DATE"), N_("import: the file is the whole timetable of "
		    "its classes from this day on; other slots of theirs end the day before") },
		{ "allow-clashes", 0, NULL, N_("import, add, set: store a lesson though its class, "
		    "teacher or room has another at that time") },
		{ "teacher", 0, N_("LOGIN"), N_("list: of this teacher's courses") },
		{ "date", 0, N_("DATE"), N_("list: what this day has, by calendar and orders; regime: this day alone") },
		{ "grade", 0, N_("GRADE"), N_("regime: for this grade; may stand several times") },
		{ "order", 0, N_("NUMBER"), N_("regime: number of the order") },
		{ "note", 0, N_("TEXT"), N_("regime: the cause, as reports show it") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-timetable", .verbs = verbs, .options = options,
		.kind = &jr_kind_timetable,
		.about = N_("Keeps the weekly timetable, and orders about single days."),
	};

	return cli_main(&command, argc, argv);
}
