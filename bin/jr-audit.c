/* jr-audit(1): the weekly audit of how the journal is kept. */
#include <stdlib.h>
#include <unistd.h>

#include "audit_verbs.h"

#define RULES_FOLDER "/etc/journal/audit"

static void
rule_fault(void *arg, const char *file, size_t line, const char *words)
{
	cli_at(arg, file, line, 0, words);
}

/* The rules of the journal, then those of the school. */
static int
open_audit(struct cli *c, struct jr_audit **out)
{
	const char *school = cli_option(c, "rules");
	char *ours = cli_share(c, "audit");
	const char *folders[3] = { ours, NULL, NULL };
	int code = CLI_DONE;

	*out = NULL;
	if (school != NULL)
		folders[1] = school;
	else if (access(RULES_FOLDER, F_OK) == 0)
		folders[1] = RULES_FOLDER;
	if (ours == NULL)
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	if (jr_audit_open(out, c->jr, folders, rule_fault, c) < 0) {
		code = cli_jr_failed(c);
		if (code == CLI_BAD_DATA)
			code = CLI_CONFIG;
	}
	free(ours);
	return code;
}

static int
close_audit(struct jr_audit *a, int code)
{
	if (a != NULL && jr_audit_faulty(a) && (code == CLI_DONE || code == CLI_FOUND))
		code = CLI_CONFIG;
	jr_audit_close(a);
	return code;
}

int
audit_severity(struct cli *c, const char *option, enum jr_severity *out)
{
	const char *text = cli_option(c, option);

	*out = JR_SEVERITY_OFF;
	if (text == NULL ||
	    (jr_severity_parse(text, out) == JR_OK && *out != JR_SEVERITY_OFF))
		return CLI_DONE;
	return cli_fail(c, CLI_USAGE, N_("--%s cannot be '%s'"), option, text);
}

/* --- run ---------------------------------------------------------------------------- */

static int
run_span(struct cli *c, struct jr_audit *a, enum jr_severity fail_on)
{
	struct jr_audit_ask ask = {
		.week = cli_option(c, "week"), .from = cli_option(c, "from"),
		.to = cli_option(c, "to"), .term = cli_option(c, "term"),
		.today = cli_option(c, "today") != NULL,
	};
	struct jr_audit_done done;
	struct jr_audit_span span;

	if (jr_audit_span(c->jr, &ask, &span) < 0 || jr_audit_run(a, &span, c->dry_run, &done) < 0)
		return cli_jr_failed(c);
	if (c->dry_run)
		c->verbose = true;
	c->stored = !c->dry_run && done.opened + done.reopened + done.closed > 0;
	cli_note(c, N_("findings: new %zu, come back %zu, mended %zu, known %zu"), done.opened,
	    done.reopened, done.closed, done.kept);
	for (int s = JR_SEVERITY_ERROR; fail_on != JR_SEVERITY_OFF && s >= (int)fail_on; s--)
		if (done.found[s] > 0)
			return CLI_FOUND;
	return CLI_DONE;
}

static int
run(struct cli *c)
{
	enum jr_severity fail_on;
	struct jr_audit *a;
	int code;

	if ((code = audit_severity(c, "fail-on", &fail_on)) != CLI_DONE ||
	    (code = open_audit(c, &a)) != CLI_DONE)
		return code;
	return close_audit(a, run_span(c, a, fail_on));
}

/* --- rules -------------------------------------------------------------------------- */

static int
put_rules(struct cli *c, struct jr_audit *a)
{
	const struct jr_col col[] = {
		{ "rule", jr_words(c->jr, N_("Rule")), JR_COL_TEXT, true },
		{ "severity", jr_words(c->jr, N_("Severity")), JR_COL_TEXT, false },
		{ "title", jr_words(c->jr, N_("What it finds")), JR_COL_TEXT, false },
		{ "params", jr_words(c->jr, N_("Parameters")), JR_COL_TEXT, false },
	};
	struct jr_audit_rule r;
	struct jr_table_opts opts;
	struct jr_table *t;

	cli_table_opts(c, &opts);
	t = jr_table_new(c->out, &opts, true, NULL, col, sizeof(col) / sizeof(col[0]));
	for (size_t i = 0; i < jr_audit_rules(a); i++) {
		if (jr_audit_rule(a, i, &r) < 0) {
			jr_table_end(t);
			return cli_jr_failed(c);
		}
		jr_table_row(t, (const char *[]){ r.id, jr_severity_name(r.severity), r.title,
		    r.params });
	}
	if (jr_table_end(t) == JR_ENOMEM)
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	jr_table_page_end(c->out, &opts);
	return CLI_DONE;
}

static int
rules(struct cli *c)
{
	struct jr_audit *a;
	int code;

	if ((code = open_audit(c, &a)) != CLI_DONE)
		return code;
	return close_audit(a, put_rules(c, a));
}

static const struct cli_verb verbs[] = {
	{ "run", CLI_WRITE, 0, 0, run, NULL },
	{ "list", CLI_READ, 0, 0, audit_list, NULL },
	{ "rules", CLI_READ, 0, 0, rules, NULL },
	{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
};

static const struct cli_option options[] = {
	{ "week", 0, N_("WEEK"), N_("run: this week, like 2026-W37 (default: the last whole "
	    "one)") },
	{ "from", 0, N_("DATE"), N_("run, list: from this day on") },
	{ "to", 0, N_("DATE"), N_("run, list: up to this day") },
	{ "term", 0, N_("TERM"), N_("run: this term, like Q1") },
	{ "today", 0, NULL, N_("run: the last school day that is over") },
	{ "fail-on", 0, N_("SEVERITY"), N_("run: exit 1 when something is found that is an "
	    "error, a warning or worse, or a note or worse") },
	{ "rules", 0, N_("FOLDER"), N_("the school's own rules (default /etc/journal/audit)") },
	{ "teacher", 0, N_("LOGIN"), N_("list: what this teacher has to answer") },
	{ "class", 0, N_("CLASS"), N_("list: of this class") },
	{ "rule", 0, N_("RULE"), N_("list: found by this rule") },
	{ "severity", 0, N_("SEVERITY"), N_("list: error, warning or note, and worse (default: "
	    "what goes into letters, or with --rule all)") },
	{ "open", 0, NULL, N_("list: what is still open (default)") },
	{ "new", 0, NULL, N_("list: what the newest span brought") },
	{ "all", 0, NULL, N_("list: what was mended too") },
	{ NULL, 0, NULL, NULL }
};

static const struct cli_command command = {
	.name = "jr-audit",
	.about = N_("Audit of how the journal is kept: run it, list its findings and rules."),
	.verbs = verbs,
	.options = options,
};

int
main(int argc, char **argv)
{
	return cli_main(&command, argc, argv);
}
