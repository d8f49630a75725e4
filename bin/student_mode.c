/* jr-student: study modes, the rows of `mode`. */
#include <string.h>

#include "student_verbs.h"

/* From and to are days on which the modes hold. */
static int
list(struct cli *c)
{
	const struct jr_rowkind *k = &jr_kind_study_mode;
	struct jr_filter filter = { .from = cli_option(c, "from"), .to = cli_option(c, "to") };

	for (int i = 0; i < k->columns; i++)
		if (k->col[i].flags & JR_ROW_FILTER)
			filter.v[i] = cli_option(c, k->col[i].name);
	return cli_list_filtered(c, k, &filter);
}

static const struct cli_verb verbs[] = {
	{ "mode import", CLI_WRITE, 0, 1, cli_import, N_("[FILE]") },
	{ "mode list", CLI_READ, 0, 0, list, NULL },
	{ "mode add", CLI_WRITE, 0, 0, cli_add, NULL },
	{ "mode set", CLI_WRITE, 0, 0, cli_set, NULL },
	{ "mode remove", CLI_WRITE, 0, 1, cli_remove, N_("[DATE]") },
	{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
};

/* The word behind `mode`; NULL: it is no verb. */
static const struct cli_verb *
find_verb(const char *word)
{
	const struct cli_verb *v = verbs;

	while (v->name != NULL && strcmp(v->name + strlen("mode "), word) != 0)
		v++;
	return v->name != NULL ? v : NULL;
}

int
student_mode(struct cli *c)
{
	struct cli_command command = *c->command;
	const struct cli_command *students = c->command;
	const struct cli_verb *v = find_verb(c->args[0]);
	int code;

	if (v == NULL)
		return cli_fail(c, CLI_USAGE, N_("'%s' is not a verb of '%s'; there are "
		    "import, list, add, set and remove"), c->args[0], c->verb->name);
	if (c->nargs - 1 > v->args_most)
		return cli_fail(c, CLI_USAGE, N_("too many words: '%s'; see %s --help"),
		    c->args[1 + v->args_most], c->command->name);
	c->args++;
	c->nargs--;
	c->verb = v;
	command.kind = &jr_kind_study_mode;
	c->command = &command;
	code = cli_open_year(c, v->needs == CLI_READ ? JR_OPEN_READ : JR_OPEN_WRITE);
	if (code == CLI_DONE)
		code = v->run(c);
	c->command = students;
	return code;
}
