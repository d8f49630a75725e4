/* jr-attend: registers and absences. */
#include "attend_verbs.h"

/* The register of one lesson, with nobody absent. */
static int
take(struct cli *c)
{
	struct jr_row row = { .kind = &jr_kind_attendance };
	struct cli_counts counts = { 0 };
	enum jr_change what;
	int code;

	for (int i = 0; i < row.kind->columns; i++)
		row.v[i] = cli_option(c, row.kind->col[i].name);
	if (row.v[jr_rowkind_column(row.kind, "student")] != NULL)
		return cli_fail(c, CLI_USAGE, N_("'take' is for a lesson from which "
		    "nobody was absent; say who was absent with 'add'"));
	if (row.v[jr_rowkind_column(row.kind, "date")] == NULL ||
	    row.v[jr_rowkind_column(row.kind, "subject")] == NULL)
		return cli_fail(c, CLI_USAGE, N_("--date and --subject are needed"));
	row.v[jr_rowkind_column(row.kind, "code")] = "taken";
	if ((code = cli_begin(c)) != CLI_DONE)
		return code;
	if (row.kind->put(c->jr, &row, &what) < 0)
		code = cli_jr_failed(c);
	counts.added = what == JR_ADDED;
	counts.same = what == JR_SAME;
	return cli_import_end(c, code, &counts);
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "import", CLI_WRITE, 0, 1, cli_import, N_("[FILE]") },
		{ "list", CLI_READ, 0, 0, cli_list, NULL },
		{ "add", CLI_WRITE, 0, 0, cli_add, NULL },
		{ "set", CLI_WRITE, 0, 0, cli_set, NULL },
		{ "remove", CLI_WRITE, 0, 0, cli_remove, NULL },
		{ "take", CLI_WRITE, 0, 0, take, NULL },
		{ "edit", CLI_WRITE, 0, 0, cli_grid_edit, NULL },
		{ "today", CLI_READ, 0, 0, attend_today, NULL },
		{ "reason", CLI_WRITE, 0, 1, attend_reason, N_("[FILE]") },
		{ "exempt", CLI_WRITE, 0, 1, attend_exempt, N_("[FILE]") },
		{ "unexempt", CLI_WRITE, 0, 0, attend_unexempt, NULL },
		{ "exemptions", CLI_READ, 0, 0, attend_exemptions, NULL },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "student", 0, N_("TEXT"), N_("student's number, or name in the class; for reason "
		    "and exempt as often as there are students") },
		{ "from", 0, N_("DATE"), N_("list, exemptions, reason, exempt: from this day on") },
		{ "to", 0, N_("DATE"), N_("list, exemptions, reason, exempt: up to this day") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-attend", .verbs = verbs, .options = options,
		.kind = &jr_kind_attendance,
		.about = N_("Attendance: registers taken, absences and their reasons, exemptions."),
	};

	return cli_main(&command, argc, argv);
}
