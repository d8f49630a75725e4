/* What a dry run would have stored. */
#include <string.h>

#include "cli.h"

static int
print_line(void *arg, const char *line)
{
	fprintf(arg, "%s\n", line);
	return JR_OK;
}

/* Rejected rows on the standard output stay alone there. */
int
cli_preview(struct cli *c)
{
	const char *rejects = cli_option(c, "rejects");
	FILE *out = rejects != NULL && strcmp(rejects, "-") == 0 ? stderr : c->out;

	if (!c->verbose)
		return CLI_DONE;
	return jr_log_preview(c->jr, print_line, out) < 0 ? cli_jr_failed(c) : CLI_DONE;
}
