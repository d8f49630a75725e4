/* jr-audit list: what was found, for people by teacher. */
#include <string.h>

#include "audit_verbs.h"

struct list {
	struct cli	*c;
	struct jr_table	*table;
	bool		 paper;		/* by teacher, a lesson in one column */
	struct jr_buf	 group, lesson;
};

/* "7А англ1 Алгебра, 3" */
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
	return strcmp(severity, "error") == 0 ? "!!" :
	    strcmp(severity, "warning") == 0 ? "!" : "";
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
	return audit_severity(c, "severity", &f->severity);
}

int
audit_list(struct cli *c)
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
	if ((jr_table_end(l.table) == JR_ENOMEM || l.group.failed || l.lesson.failed) &&
	    rc == JR_OK)
		code = cli_fail(c, CLI_BUSY, N_("out of memory"));
	jr_table_page_end(c->out, &opts);
	jr_buf_release(&l.group);
	jr_buf_release(&l.lesson);
	return code;
}
