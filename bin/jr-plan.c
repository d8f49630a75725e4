/* jr-plan: thematic plans. */
#include "plan_verbs.h"

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "import", CLI_WRITE, 0, 1, cli_import, N_("[FILE]") },
		{ "list", CLI_READ, 0, 0, cli_list, NULL },
		{ "edit", CLI_WRITE, 0, 0, cli_edit_list, NULL },
		{ "show", CLI_READ, 0, 0, plan_show, NULL },
		{ "progress", CLI_READ, 0, 0, plan_progress, NULL },
		{ "add", CLI_WRITE, 0, 0, cli_add, NULL },
		{ "set", CLI_WRITE, 0, 0, cli_set, NULL },
		{ "remove", CLI_WRITE, 0, 1, cli_remove, N_("[DATE]") },
		{ "approve", CLI_WRITE, 0, 0, plan_approve, NULL },
		{ "unapprove", CLI_WRITE, 0, 0, plan_unapprove, NULL },
		{ "merge", CLI_WRITE, 0, 0, plan_merge, NULL },
		{ "compress", CLI_WRITE, 0, 0, plan_compress, NULL },
		{ "restore", CLI_WRITE, 0, 0, plan_restore, NULL },
		{ "changes", CLI_READ, 0, 0, plan_changes, NULL },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "to", 0, N_("DATE"), N_("progress: up to this day (default: yesterday)") },
		{ "teacher", 0, N_("LOGIN"), N_("progress: courses of this teacher") },
		{ "all", 0, NULL, N_("approve: every plan that is not approved, or those of the "
		    "class, grade or subject") },
		{ "unapproved", 0, NULL, N_("list: plans that are not approved") },
		{ "into", 0, N_("NO"), N_("merge: the topic with which it is taught") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-plan", .verbs = verbs, .options = options, .kind = &jr_kind_plan,
		.tidy = plan_tidy,
		.about = N_("Keeps the thematic plans: topics, hours and planned works; their "
		    "approval, changes and progress."),
	};

	return cli_main(&command, argc, argv);
}
