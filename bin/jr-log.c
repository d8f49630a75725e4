/* jr-log: the history, and its proof. */
#include <errno.h>
#include <stdlib.h>

#include "log_verbs.h"

int
log_open(struct cli *c)
{
	return cli_open(c, JR_OPEN_READ, false);
}

/* --- show ---------------------------------------------------------------------- */

static int
print_line(void *arg, const char *line)
{
	struct cli *c = arg;

	fprintf(c->out, "%s\n", line);
	return JR_OK;
}

static int
take_number(struct cli *c, int64_t *out)
{
	char *end;

	*out = strtoll(c->args[0], &end, 10);
	if (end != c->args[0] && *end == '\0')
		return CLI_DONE;
	return cli_fail(c, CLI_USAGE, N_("'%s' is not the number of a transaction"), c->args[0]);
}

static int
show(struct cli *c)
{
	int64_t id;
	int code;

	if ((code = take_number(c, &id)) != CLI_DONE || (code = log_open(c)) != CLI_DONE)
		return code;
	if (jr_log_show(c->jr, id, c->verbose, print_line, c) < 0)
		return cli_jr_failed(c);
	return CLI_DONE;
}

/* --- revert -------------------------------------------------------------------- */

static int
revert(struct cli *c)
{
	struct jr_reverted done;
	struct cli_counts n = { 0 };
	int64_t id;
	int code;

	if ((code = take_number(c, &id)) != CLI_DONE ||
	    (code = cli_open(c, JR_OPEN_WRITE, false)) != CLI_DONE ||
	    (code = cli_begin(c)) != CLI_DONE)
		return code;
	if (jr_log_revert(c->jr, id, &done) < 0)
		code = cli_jr_failed(c);
	n.added = (size_t)done.added;
	n.changed = (size_t)done.changed;
	n.removed = (size_t)done.removed;
	return cli_import_end(c, code, &n);
}

/* --- verify -------------------------------------------------------------------- */

static void
print_fault(void *arg, const char *words)
{
	print_line(arg, words);
}

/* Adds the faults that anchors kept in a file show. */
static int
check_anchors(struct cli *c, const char *name, int64_t *faults)
{
	struct jr_error e = { 0 };
	int64_t anchors;
	FILE *in;
	int rc;

	if ((in = fopen(name, "re")) == NULL)
		return cli_fail(c, CLI_NO_INPUT, "%s: %s", name, strerror(errno));
	rc = jr_anchors_check(c->jr, in, print_fault, c, &anchors, faults, &e);
	fclose(in);
	if (rc == JR_OK)
		return CLI_DONE;
	cli_at(c, name, e.line, e.field, e.text);
	return cli_exit_of(rc);
}

static int
verify(struct cli *c)
{
	const char *anchors = cli_option(c, "anchors");
	int64_t faults = 0;
	struct jr_verified v;
	int code;

	if ((code = log_open(c)) != CLI_DONE)
		return code;
	if (jr_history_verify(c->jr, print_fault, c, &v) < 0)
		return cli_jr_failed(c);
	if (v.faults > JR_FAULTS_MOST) {
		fprintf(c->out, jr_words(c->jr, N_("and further faults: %lld")),
		    (long long)(v.faults - JR_FAULTS_MOST));
		fputc('\n', c->out);
	}
	if (anchors != NULL && (code = check_anchors(c, anchors, &faults)) != CLI_DONE)
		return code;
	if (v.faults + faults > 0)
		return CLI_FOUND;
	fprintf(c->out, jr_words(c->jr, N_("sound up to transaction %lld, head %.*s")),
	    (long long)v.transactions, c->verbose ? JR_SHA256_HEX : HASH_SHOWN, v.head);
	fputc('\n', c->out);
	return CLI_DONE;
}

/* --- anchor -------------------------------------------------------------------- */

static int
anchor(struct cli *c)
{
	char at[JR_MOMENT_SIZE];
	struct jr_anchor a;
	int code;

	if ((code = log_open(c)) != CLI_DONE)
		return code;
	if (jr_anchor_now(c->jr, &a) < 0)
		return cli_jr_failed(c);
	jr_moment_format(a.at, at);
	fprintf(c->out, "%lld %s %.*s %s\n", (long long)a.tx_id, at, HASH_SHOWN, a.hash, a.hash);
	return CLI_DONE;
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "list", CLI_NOTHING, 0, 0, log_list, NULL },
		{ "show", CLI_NOTHING, 1, 1, show, N_("TRANSACTION") },
		{ "revert", CLI_NOTHING, 1, 1, revert, N_("TRANSACTION") },
		{ "verify", CLI_NOTHING, 0, 0, verify, NULL },
		{ "anchor", CLI_NOTHING, 0, 0, anchor, NULL },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "from", 0, N_("DATE"), N_("list: from this day on") },
		{ "to", 0, N_("DATE"), N_("list: up to this day") },
		{ "date", 0, N_("DATE"), N_("list: of this day") },
		{ "actor", 0, N_("NAME"), N_("list: by this login or account") },
		{ "command", 0, N_("TEXT"), N_("list: by this command, like jr-mark or "
		    "\"jr-mark import\"") },
		{ "student", 0, N_("NUMBER"), N_("list: what concerned this student") },
		{ "lesson", 0, N_("DATE"), N_("list: what concerned the lesson of this day, with "
		    "--class and --subject") },
		{ "class", 0, N_("CLASS"), N_("list: the lesson's class") },
		{ "group", 0, N_("GROUP"), N_("list: its group") },
		{ "subject", 0, N_("SUBJECT"), N_("list: its subject") },
		{ "number", 0, N_("NUMBER"), N_("list: its number, where the day has two") },
		{ "limit", 0, N_("COUNT"), N_("list: the last so many") },
		{ "reason", 0, N_("TEXT"), N_("revert: why, once the window for corrections is "
		    "over") },
		{ "anchors", 0, N_("FILE"), N_("verify: against these lines of jr-log anchor, "
		    "too") },
		{ "full", 0, NULL, N_("verify: from the beginning (so far it always is)") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-log", .verbs = verbs, .options = options,
		.about = N_("The history: who changed what, and the proof that nothing else was."),
	};

	return cli_main(&command, argc, argv);
}
