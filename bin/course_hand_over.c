/* jr-course hand-over: courses and homeroom to another teacher, with an act. */
#include <stdlib.h>
#include <string.h>

#include "course_hand_over.h"

/* The act, written while the journal changes and shown when it has. */
struct act {
	struct cli		*c;
	struct jr_table_opts	 opts;
	struct jr_table		*table;
	FILE			*out;		/* into text */
	char			*text;
	size_t			 len;
	char			*from, *to;	/* names */
	struct jr_buf		 classes;
};

static const char *
words(const struct act *a, const char *msgid) __attribute__((format_arg(2)));

static const char *
words(const struct act *a, const char *msgid)
{
	return jr_words(a->c->jr, msgid);
}

static int
begin(void *arg, const char *from, const char *to)
{
	struct act *a = arg;
	const struct jr_col cols[] = {
		{ "class", words(a, N_("Class")), JR_COL_TEXT, true },
		{ "group", words(a, N_("Group")), JR_COL_TEXT, false },
		{ "subject", words(a, N_("Subject")), JR_COL_TEXT, true },
		{ "hours_per_week", words(a, N_("Hours a week")), JR_COL_DECIMAL, false },
		{ "given", words(a, N_("Lessons given")), JR_COL_INT, false },
		{ "plan", words(a, N_("Hours of the plan")), JR_COL_DECIMAL, false },
		{ "no", words(a, N_("Topic of the plan")), JR_COL_INT, false },
		{ "topic", words(a, N_("Last topic")), JR_COL_TEXT, false },
		{ "marks", words(a, N_("Marks entered")), JR_COL_INT, false },
		{ "students", words(a, N_("Students")), JR_COL_INT, false },
		{ "few_marks", words(a, N_("With too few marks")), JR_COL_INT, false },
		{ "owed", words(a, N_("Works owed")), JR_COL_INT, false },
		{ "findings", words(a, N_("Open findings")), JR_COL_INT, false },
	};
	struct jr_buf title = JR_BUF_INIT;

	a->from = strdup(from);
	a->to = strdup(to);
	/* TRANSLATORS: two teachers, the first day of the second one. */
	jr_buf_addf(&title, words(a, N_("Act of hand-over: %s to %s, from %s on")), from, to,
	    cli_option(a->c, "date"));
	a->table = jr_table_new(a->out, &a->opts, true, jr_buf_str(&title), cols,
	    sizeof(cols) / sizeof(cols[0]));
	jr_buf_release(&title);
	return a->from != NULL && a->to != NULL ? JR_OK : JR_ENOMEM;
}

/* "2", "0.5" */
static const char *
hours(int64_t hundredths, char out[24])
{
	snprintf(out, 24, "%d.%02d", (int)(hundredths / 100), (int)(hundredths % 100));
	for (size_t n = strlen(out); out[n - 1] == '0' || out[n - 1] == '.'; out[n] = '\0')
		if (out[--n] == '.') {
			out[n] = '\0';
			break;
		}
	return out;
}

static int
put_course(void *arg, const struct jr_handed_course *h)
{
	const int64_t number[] = { h->given, h->topic_no, h->marks, h->students, h->under, h->owed,
	    h->findings };
	char week[24], plan[24], n[7][24];
	struct act *a = arg;

	for (size_t i = 0; i < 7; i++)
		snprintf(n[i], sizeof(n[i]), "%lld", (long long)number[i]);
	jr_table_row(a->table, (const char *[]){ h->class, h->group, h->subject,
	    hours(h->hours, week), n[0], h->planned > 0 ? hours(h->planned, plan) : NULL,
	    h->topic_no > 0 ? n[1] : NULL, h->topic, n[2], n[3], n[4], n[5], n[6] });
	return JR_OK;
}

static int
put_homeroom(void *arg, const char *class)
{
	struct act *a = arg;

	jr_buf_addf(&a->classes, "%s%s", a->classes.len > 0 ? ", " : "", class);
	return a->classes.failed ? JR_ENOMEM : JR_OK;
}

static void
note(struct act *a, const char *label, const char *text)
{
	struct jr_buf line = JR_BUF_INIT;

	jr_buf_addf(&line, "%s: %s", label, text);
	jr_table_note(a->table, jr_buf_str(&line));
	jr_buf_release(&line);
}

static void
sign(struct act *a, const char *label, const char *name)
{
	struct jr_buf line = JR_BUF_INIT;

	jr_buf_addf(&line, "____________________ / %s /", name);
	note(a, label, jr_buf_str(&line));
	jr_buf_release(&line);
}

static int
end(struct act *a, int code)
{
	const char *order = cli_option(a->c, "order");
	int rc;

	if (order != NULL && a->table != NULL)
		note(a, words(a, N_("Order")), order);
	if (a->classes.len > 0)
		note(a, words(a, N_("Homeroom teacher of")), jr_buf_str(&a->classes));
	if (code == CLI_DONE) {
		sign(a, words(a, N_("Handed over by")), a->from);
		sign(a, words(a, N_("Taken over by")), a->to);
		sign(a, words(a, N_("Deputy director")), "                    ");
	}
	rc = jr_table_end(a->table);
	jr_table_page_end(a->out, &a->opts);
	return code == CLI_DONE && rc < 0 ? cli_fail(a->c, CLI_BUSY, N_("out of memory")) : code;
}

static int
check_options(struct cli *c)
{
	static const char *const needed[] = { "teacher", "to", "date" };

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (cli_option(c, needed[i]) == NULL)
			return cli_fail(c, CLI_USAGE, N_("--%s is missing"), needed[i]);
	return CLI_DONE;
}

static int
hand_over(struct act *a)
{
	struct cli *c = a->c;
	const struct jr_hand_over q = {
		.teacher = cli_option(c, "teacher"), .to = cli_option(c, "to"),
		.date = cli_option(c, "date"), .class = cli_option(c, "class"),
		.subject = cli_option(c, "subject"),
		.keep_homeroom = cli_option(c, "keep-homeroom") != NULL,
		.allow_clashes = cli_option(c, "allow-clashes") != NULL,
	};
	const struct jr_handed_to to = { a, begin, put_course, put_homeroom };
	int rc;

	if ((rc = jr_hand_over(c->jr, &q, &to)) == JR_ENOMEM)
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	return rc < 0 ? cli_jr_failed(c) : CLI_DONE;
}

/* A dry run shows the act, and not each row besides. */
static int
finish(struct cli *c, int code)
{
	static const struct cli_counts none = { 0 };

	if (!c->dry_run || code != CLI_DONE)
		return cli_import_end(c, code, &none);
	jr_tx_abort(c->jr);
	return code;
}

int
course_hand_over(struct cli *c)
{
	struct act a = { .c = c };
	int code;

	cli_table_opts(c, &a.opts);
	a.opts.format = cli_format_given(c) ? cli_format(c) : JR_TEXT;
	if ((code = check_options(c)) != CLI_DONE)
		return code;
	if ((a.out = open_memstream(&a.text, &a.len)) == NULL)
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	if ((code = cli_begin(c)) == CLI_DONE) {
		code = end(&a, hand_over(&a));
		code = finish(c, code);
	}
	if (fclose(a.out) != 0 && code == CLI_DONE)
		code = cli_fail(c, CLI_BUSY, N_("out of memory"));
	if (code == CLI_DONE)
		fwrite(a.text, 1, a.len, c->out);
	free(a.text);
	free(a.from);
	free(a.to);
	jr_buf_release(&a.classes);
	return code;
}
