/* jr-audit(1): the weekly audit of how the journal is kept. */
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

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

/* --severity or --fail-on; off: not given. */
static int
severity_option(struct cli *c, const char *option, enum jr_severity *out)
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

	if ((code = severity_option(c, "fail-on", &fail_on)) != CLI_DONE ||
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

/* --- list --------------------------------------------------------------------------- */

struct list {
	struct cli	*c;
	struct jr_table	*table;
	bool		 paper;		/* text or HTML: by teacher, a lesson in one column */
	struct jr_buf	 group, lesson;
};

/* "7А · англ1 · Алгебра · 3" */
static void
lesson_words(struct list *l, const struct jr_finding *f)
{
	const char *part[] = { f->class, f->group, f->subject };

	jr_buf_clear(&l->lesson);
	for (int i = 0; i < 3; i++)
		if (part[i] != NULL)
			jr_buf_addf(&l->lesson, "%s%s", l->lesson.len > 0 ? " " : "", part[i]);
	if (f->number >= 0)
		jr_buf_addf(&l->lesson, ", %lld", (long long)f->number);
}

/* On paper a sign, with a note below the table. */
static const char *
severity_sign(const char *severity)
{
	return strcmp(severity, "error") == 0 ? "!!" : strcmp(severity, "warning") == 0 ? "!" : "";
}

static const char *
due_words(struct cli *c, const struct jr_finding *f)
{
	if (strcmp(f->state, "mended") == 0)
		return jr_words(c->jr, N_("mended"));
	return f->due;
}

static void
put_on_paper(struct list *l, const struct jr_finding *f)
{
	const char *teacher = f->teacher;
	char id[24];

	if (teacher == NULL)
		teacher = jr_words(l->c->jr, N_("For the deputy"));
	if (l->group.data == NULL || strcmp(jr_buf_str(&l->group), teacher) != 0) {
		jr_buf_clear(&l->group);
		jr_buf_adds(&l->group, teacher);
		jr_table_group(l->table, teacher);
	}
	lesson_words(l, f);
	snprintf(id, sizeof(id), "%lld", (long long)f->id);
	jr_table_row(l->table, (const char *[]){ id, f->date, severity_sign(f->severity),
	    jr_buf_str(&l->lesson), f->detail, due_words(l->c, f) });
}

static int
put_finding(void *arg, const struct jr_finding *f)
{
	struct list *l = arg;
	char id[24], number[24] = "";

	if (l->paper) {
		put_on_paper(l, f);
		return JR_OK;
	}
	snprintf(id, sizeof(id), "%lld", (long long)f->id);
	if (f->number >= 0)
		snprintf(number, sizeof(number), "%lld", (long long)f->number);
	jr_table_row(l->table, (const char *[]){ id, f->date, f->rule, f->severity, f->login,
	    f->class, f->group, f->subject, number, f->detail, f->state, f->due });
	return JR_OK;
}

static struct jr_table *
new_table(struct cli *c, const struct jr_table_opts *opts, bool paper)
{
	const struct jr_col row[] = {
		{ "id", jr_words(c->jr, N_("No.")), JR_COL_INT, true },
		{ "date", jr_words(c->jr, N_("Date")), JR_COL_DATE, false },
		{ "rule", jr_words(c->jr, N_("Rule")), JR_COL_TEXT, false },
		{ "severity", jr_words(c->jr, N_("Severity")), JR_COL_TEXT, false },
		{ "teacher", jr_words(c->jr, N_("Teacher")), JR_COL_TEXT, false },
		{ "class", jr_words(c->jr, N_("Class")), JR_COL_TEXT, false },
		{ "group", jr_words(c->jr, N_("Group")), JR_COL_TEXT, false },
		{ "subject", jr_words(c->jr, N_("Subject")), JR_COL_TEXT, false },
		{ "number", jr_words(c->jr, N_("Lesson")), JR_COL_INT, false },
		{ "detail", jr_words(c->jr, N_("Finding")), JR_COL_TEXT, false },
		{ "state", jr_words(c->jr, N_("State")), JR_COL_TEXT, false },
		{ "due", jr_words(c->jr, N_("Due")), JR_COL_DATE, false },
	};
	const struct jr_col brief[] = {
		row[0], row[1], { "severity", "", JR_COL_TEXT, false },
		{ "lesson", jr_words(c->jr, N_("Lesson")), JR_COL_TEXT, false }, row[9],
		{ "due", jr_words(c->jr, N_("Due")), JR_COL_TEXT, false },
	};

	if (!paper)
		return jr_table_new(c->out, opts, true, NULL, row, sizeof(row) / sizeof(row[0]));
	return jr_table_new(c->out, opts, true, NULL, brief, sizeof(brief) / sizeof(brief[0]));
}

static int
filter_of_options(struct cli *c, struct jr_finding_filter *f)
{
	int shown = 0;

	*f = (struct jr_finding_filter){
		.teacher = cli_option(c, "teacher"), .class = cli_option(c, "class"),
		.rule = cli_option(c, "rule"), .from = cli_option(c, "from"),
		.to = cli_option(c, "to"),
	};
	if (cli_option(c, "open") != NULL)
		shown++;
	if (cli_option(c, "new") != NULL && ++shown)
		f->shown = JR_FINDINGS_NEW;
	if (cli_option(c, "all") != NULL && ++shown)
		f->shown = JR_FINDINGS_ALL;
	if (shown > 1)
		return cli_fail(c, CLI_USAGE, N_("choose one of --open, --new and --all"));
	if (cli_option(c, "severity") == NULL && f->rule == NULL)
		return jr_severity_parse(jr_setting(c->jr, "audit.letters_from", "warning"),
		    &f->severity) == JR_OK ? CLI_DONE : CLI_CONFIG;
	return severity_option(c, "severity", &f->severity);
}

static int
list(struct cli *c)
{
	struct jr_finding_filter filter;
	struct jr_table_opts opts;
	struct list l = { .c = c };
	int code, rc;

	if ((code = filter_of_options(c, &filter)) != CLI_DONE)
		return code;
	cli_table_opts(c, &opts);
	l.paper = opts.format == JR_TEXT || opts.format == JR_HTML;
	if (jr_read_begin(c->jr) < 0)
		return cli_jr_failed(c);
	l.table = new_table(c, &opts, l.paper);
	rc = jr_finding_list(c->jr, &filter, put_finding, &l);
	if (rc < 0)
		code = cli_jr_failed(c);
	jr_read_end(c->jr);
	if (l.paper && l.group.len > 0)
		jr_table_note(l.table, jr_words(c->jr, N_("!! error, ! warning")));
	if (jr_table_end(l.table) == JR_ENOMEM && rc == JR_OK)
		code = cli_fail(c, CLI_BUSY, N_("out of memory"));
	jr_table_page_end(c->out, &opts);
	jr_buf_release(&l.group);
	jr_buf_release(&l.lesson);
	return code;
}

static const struct cli_verb verbs[] = {
	{ "run", CLI_WRITE, 0, 0, run, NULL },
	{ "list", CLI_READ, 0, 0, list, NULL },
	{ "rules", CLI_READ, 0, 0, rules, NULL },
	{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
};

static const struct cli_option options[] = {
	{ "week", 0, N_("WEEK"), N_("run: this week, like 2026-W37 (default: the last whole one)") },
	{ "from", 0, N_("DATE"), N_("run, list: from this day on") },
	{ "to", 0, N_("DATE"), N_("run, list: up to this day") },
	{ "term", 0, N_("TERM"), N_("run: this term, like Q1") },
	{ "today", 0, NULL, N_("run: the last school day that is over") },
	{ "fail-on", 0, N_("SEVERITY"), N_("run: exit 1 when something is found that is an error, a "
	    "warning or worse, or a note or worse") },
	{ "rules", 0, N_("FOLDER"), N_("the school's own rules (default /etc/journal/audit)") },
	{ "teacher", 0, N_("LOGIN"), N_("list: what this teacher has to answer") },
	{ "class", 0, N_("CLASS"), N_("list: of this class") },
	{ "rule", 0, N_("RULE"), N_("list: found by this rule") },
	{ "severity", 0, N_("SEVERITY"), N_("list: error, warning or note, and worse (default: what goes into letters, or "
	    "with --rule all)") },
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
