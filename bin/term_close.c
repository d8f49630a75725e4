/* jr-term close, reopen: what is missing, and the freezing of a term. */
#include <string.h>

#include "term_verbs.h"

static const char *const hole_words[JR_HOLES] = {
	/* TRANSLATORS: what a class lacks before its term can be closed; a count follows. */
	[JR_HOLE_TERM_MARK] = N_("term marks not set"),
	[JR_HOLE_LESSON] = N_("lessons not entered"),
	[JR_HOLE_REGISTER] = N_("registers not taken"),
	[JR_HOLE_TOPIC] = N_("topics missing"),
	[JR_HOLE_ABSENCE] = N_("marks at an absence"),
};

static int
put_hole(void *arg, const struct jr_term_hole *h)
{
	struct cli *c = arg;
	char count[24];
	const char *what = _(hole_words[h->hole]);

	snprintf(count, sizeof(count), "%lld", (long long)h->count);
	if (c->verbose)
		cli_fail(c, 0, "%s, %s: %s: %s: %s", h->class, h->subject, what, count, h->which);
	else
		cli_fail(c, 0, "%s, %s: %s: %s", h->class, h->subject, what, count);
	return JR_OK;
}

static int
check_options(struct cli *c)
{
	static const char *const none[] = { "group", "subject", "student", "mark", "document",
	    "teacher" };

	if (cli_option(c, "term") == NULL)
		return cli_fail(c, CLI_USAGE, N_("--%s is missing"), "term");
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (cli_option(c, none[i]) != NULL)
			return cli_fail(c, CLI_USAGE, N_("a term is closed and opened for a class as "
			    "a whole, without --%s"), none[i]);
	return CLI_DONE;
}

/* Commit; 1 where some classes have holes. */
static int
end(struct cli *c, int code, const struct jr_term_closed *n)
{
	struct cli_counts counts = { .changed = (size_t)n->done, .same = (size_t)n->same };

	if ((code = cli_import_end(c, code, &counts)) != CLI_DONE || n->kept == 0)
		return code;
	cli_warn(c, jr_ngettext("%lld class stays open", "%lld classes stay open", n->kept),
	    (long long)n->kept);
	return CLI_FOUND;
}

int
term_close(struct cli *c)
{
	struct jr_term_closed n;
	int code;

	if ((code = check_options(c)) != CLI_DONE || (code = cli_begin(c)) != CLI_DONE)
		return code;
	if (jr_term_close(c->jr, cli_option(c, "term"), cli_option(c, "class"), put_hole, c,
	    &n) < 0)
		code = cli_jr_failed(c);
	return end(c, code, &n);
}

int
term_reopen(struct cli *c)
{
	struct jr_term_closed n;
	int code;

	if ((code = check_options(c)) != CLI_DONE || (code = cli_begin(c)) != CLI_DONE)
		return code;
	if (jr_term_reopen(c->jr, cli_option(c, "term"), cli_option(c, "class"), &n) < 0)
		code = cli_jr_failed(c);
	return end(c, code, &n);
}
