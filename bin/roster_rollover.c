/* jr-roster rollover: from one school year to the next. */
#include "roster_verbs.h"

int
roster_rollover(struct cli *c)
{
	const struct jr_rollover options = {
		.to = cli_option(c, "to"), .order = cli_option(c, "order"),
		.courses = cli_option(c, "courses") != NULL,
	};
	struct cli_counts counts = { 0 };
	struct jr_rolled rolled;
	int code;

	if ((code = cli_begin(c)) != CLI_DONE)
		return code;
	if (jr_rollover(c->jr, &options, &rolled) < 0)
		code = cli_jr_failed(c);
	counts.added = rolled.added;
	counts.changed = rolled.changed;
	counts.same = rolled.same;
	return cli_import_end(c, code, &counts);
}
