/* jr-report(1): reports, from their files. */
#include <stdlib.h>
#include <string.h>

#include "cli.h"

#define SCHOOLS_OWN "/etc/journal/reports"

static const struct cli_option options[] = {
	{ "class", 0, N_("CLASS"), N_("this class alone") },
	{ "grade", 0, N_("GRADE"), N_("the classes of this grade") },
	{ "student", 0, N_("STUDENT"), N_("number, or a name") },
	{ "teacher", 0, N_("LOGIN"), N_("the courses of this teacher") },
	{ "subject", 0, N_("SUBJECT"), N_("this subject alone") },
	{ "term", 0, N_("TERM"), N_("like Q1 or 2026/27-Q1 (default: the present one)") },
	{ "date", 0, N_("DATE"), N_("the day (default: today)") },
	{ "week", 0, N_("WEEK"), N_("like 2026-W37, or last") },
	{ "from", 0, N_("DATE"), N_("from this day on") },
	{ "to", 0, N_("DATE"), N_("up to this day") },
	{ "part", 0, N_("NAME"), N_("this part of the report alone") },
	{ "footers", 0, NULL, N_("CSV: the closing lines too") },
	{ "amended", 0, NULL, N_("a closed term as it is now, not as it was when it was closed") },
	{ "reports", 0, N_("FOLDER"), N_("the school's own reports (default /etc/journal/reports)") },
	{ NULL, 0, NULL, NULL }
};

static void
faulty(void *arg, const char *words)
{
	cli_fail(arg, CLI_CONFIG, "%s", words);
}

static int
load(struct cli *c, struct jr_reports **out)
{
	const char *own = cli_option(c, "reports");
	char *shipped = cli_share(c, "reports");
	const char *folders[] = { shipped, own != NULL ? own : SCHOOLS_OWN, NULL };
	struct jr_error e = { 0 };
	int rc;

	*out = NULL;
	if (shipped == NULL)
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	rc = jr_reports_load(folders, faulty, c, out, &e);
	free(shipped);
	return rc < 0 ? cli_fail(c, cli_exit_of(rc), "%s", e.text) : CLI_DONE;
}

static int
list(struct cli *c, const struct jr_reports *all)
{
	const struct jr_col col[] = {
		{ "report", _("Report"), JR_COL_TEXT, true },
		{ "title", _("Title"), JR_COL_TEXT, false },
	};
	struct jr_table_opts opts = { .format = cli_format(c), .excel = c->excel, .lang = c->lang };
	struct jr_table *t = jr_table_new(c->out, &opts, true, NULL, col, 2);

	for (size_t i = 0; i < jr_reports_count(all); i++) {
		const struct jr_report *r = jr_reports_at(all, i);

		jr_table_row(t, (const char *[]){ jr_report_name(r), _(jr_report_title(r)) });
	}
	return jr_table_end(t) == JR_ENOMEM ? cli_fail(c, CLI_BUSY, N_("out of memory")) :
	    CLI_DONE;
}

static void
describe_line(struct cli *c, const char *before, const char *name, const char *arg,
    const char *what)
{
	struct jr_buf left = JR_BUF_INIT;

	jr_buf_addf(&left, "  %s%s%s%s", before, name, arg != NULL ? "=" : "",
	    arg != NULL ? _(arg) : "");
	cli_help_line(c->out, jr_buf_str(&left), what != NULL ? _(what) : NULL);
	jr_buf_release(&left);
}

static int
describe(struct cli *c, const struct jr_report *r)
{
	const char *name, *title;

	fprintf(c->out, "%s: %s\n\n%s\n", jr_report_name(r), _(jr_report_title(r)),
	    _("Options:"));
	for (const struct cli_option *o = options; o->name != NULL; o++)
		if (jr_report_takes(r, o->name))
			describe_line(c, "--", o->name, o->arg, o->help);
	fprintf(c->out, "\n%s\n", _("Columns:"));
	for (size_t i = 0; jr_report_column(r, i, &name, &title); i++)
		describe_line(c, "", name, NULL, title);
	for (size_t i = 0; (name = jr_report_part(r, i, &title)) != NULL; i++) {
		if (i == 0)
			putc('\n', c->out);
		describe_line(c, "--part ", name, NULL, title);
	}
	return CLI_DONE;
}

/* A closed term's paper of one class is as it was closed, unless asked for otherwise. */
static int
go_to_closing(struct cli *c, const struct jr_report *r, const struct jr_report_query *q,
    struct jr_report_closing *at)
{
	bool sound = true;
	int rc;

	memset(at, 0, sizeof(*at));
	if (cli_option(c, "amended") != NULL || cli_is_as_of(c))
		return CLI_DONE;
	if (jr_read_begin(c->jr) < 0)
		return cli_jr_failed(c);
	rc = jr_report_closing(c->jr, r, q, at);
	jr_read_end(c->jr);
	if (rc == JR_OK && at->tx_id != 0)
		rc = jr_as_of_tx(c->jr, at->tx_id, &sound);
	if (rc < 0)
		return cli_jr_failed(c) != CLI_DONE && !sound ? CLI_FOUND : cli_exit_of(rc);
	if (at->closed > 0)
		cli_warn(c, jr_ngettext("the term is closed for %lld class; its paper as closed is "
		    "printed with --class", "the term is closed for %lld classes; each one's paper "
		    "as closed is printed with --class", at->closed), (long long)at->closed);
	return CLI_DONE;
}

static int
run_report(struct cli *c, const struct jr_report *r)
{
	struct jr_report_query q = {
		.class = cli_option(c, "class"), .grade = cli_option(c, "grade"),
		.student = cli_option(c, "student"), .teacher = cli_option(c, "teacher"),
		.subject = cli_option(c, "subject"), .term = cli_option(c, "term"),
		.date = cli_option(c, "date"), .week = cli_option(c, "week"),
		.from = cli_option(c, "from"), .to = cli_option(c, "to"),
		.part = cli_option(c, "part"),
	};
	struct jr_report_closing at;
	struct jr_table_opts opts;
	int code, rc;

	if ((code = cli_open_year(c, JR_OPEN_READ)) != CLI_DONE ||
	    (code = go_to_closing(c, r, &q, &at)) != CLI_DONE)
		return code;
	if (at.tx_id != 0)
		q.term = at.term;
	cli_table_opts(c, &opts);
	opts.footers = cli_option(c, "footers") != NULL;
	if (jr_read_begin(c->jr) < 0)
		return cli_jr_failed(c);
	rc = jr_report_run(c->jr, r, &q, c->out, &opts);
	code = rc < 0 ? cli_jr_failed(c) : CLI_DONE;
	jr_read_end(c->jr);
	return code;
}

static int
report(struct cli *c)
{
	struct jr_error e = { 0 };
	const struct jr_report *r;
	struct jr_reports *all;
	int code;

	if ((code = load(c, &all)) != CLI_DONE)
		return code;
	if (c->nargs == 0)
		code = list(c, all);
	else if (jr_reports_find(all, c->args[0], &r, &e) < 0)
		code = cli_fail(c, CLI_USAGE, "%s", e.text);
	else
		code = run_report(c, r);
	jr_reports_free(all);
	return code;
}

/* `jr-report NAME --help`: what the report takes and shows. */
static int
help(struct cli *c)
{
	struct jr_error e = { 0 };
	const struct jr_report *r;
	struct jr_reports *all;
	int code;

	if ((code = load(c, &all)) != CLI_DONE)
		return code;
	if (jr_reports_find(all, c->args[0], &r, &e) < 0)
		code = cli_fail(c, CLI_USAGE, "%s", e.text);
	else
		code = describe(c, r);
	jr_reports_free(all);
	return code;
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "", CLI_NOTHING, 0, 1, report, N_("[NAME]") },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-report", .verbs = verbs, .options = options, .help = help,
		.about = N_("Reports: alone lists them, with a NAME runs one; NAME --help "
		    "describes it."),
	};

	return cli_main(&command, argc, argv);
}
