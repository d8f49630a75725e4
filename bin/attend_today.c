/* jr-attend today: who was absent on the last school day, and is today. */
#include <string.h>

#include "attend_verbs.h"

struct screen {
	struct cli	*c;
	struct jr_table	*table;
	bool		 paper;		/* days and classes as headings */
	struct jr_buf	 group;
};

static int
put_absence(void *arg, const struct jr_absence *a)
{
	struct screen *s = arg;
	struct jr_buf group = JR_BUF_INIT;

	if (!s->paper) {
		jr_table_row(s->table, (const char *[]){ a->date, a->class, a->number, a->name,
		    a->lessons, a->code, a->pending ? "1" : "0" });
		return JR_OK;
	}
	jr_buf_addf(&group, "%s, %s", a->date, a->class);
	if (s->group.data == NULL || strcmp(jr_buf_str(&s->group), jr_buf_str(&group)) != 0) {
		jr_table_group(s->table, jr_buf_str(&group));
		jr_buf_clear(&s->group);
		jr_buf_adds(&s->group, jr_buf_str(&group));
	}
	jr_buf_release(&group);
	jr_table_row(s->table, (const char *[]){ a->name, a->lessons, a->printed,
	    a->pending ? jr_words(s->c->jr, N_("still to come")) : NULL });
	return JR_OK;
}

static struct jr_table *
new_screen(struct cli *c, const struct jr_table_opts *opts, bool paper)
{
	const struct jr_col all[] = {
		{ "date", jr_words(c->jr, N_("Date")), JR_COL_DATE, true },
		{ "class", jr_words(c->jr, N_("Class")), JR_COL_TEXT, true },
		{ "student", jr_words(c->jr, N_("Number")), JR_COL_TEXT, true },
		{ "name", jr_words(c->jr, N_("Student")), JR_COL_TEXT, false },
		{ "lessons", jr_words(c->jr, N_("Lessons missed")), JR_COL_TEXT, false },
		{ "code", jr_words(c->jr, N_("Code")), JR_COL_TEXT, false },
		{ "pending", jr_words(c->jr, N_("Reason")), JR_COL_INT, false },
	};
	const struct jr_col brief[] = { all[3], all[4], all[5],
		{ "pending", all[6].title, JR_COL_TEXT, false } };

	return paper ? jr_table_new(c->out, opts, true, NULL, brief, 4) :
	    jr_table_new(c->out, opts, true, NULL, all, 7);
}

/* Its days are the last school day and today. */
static int
check_options(struct cli *c)
{
	static const char *const none[] = { "date", "from", "to" };

	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		if (cli_option(c, none[i]) != NULL)
			return cli_fail(c, CLI_USAGE, N_("--%s does not go with today; --as-of shows "
			    "another day"), none[i]);
	return CLI_DONE;
}

int
attend_today(struct cli *c)
{
	struct screen s = { .c = c };
	struct jr_table_opts opts;
	int code, rc;

	if ((code = check_options(c)) != CLI_DONE)
		return code;
	cli_table_opts(c, &opts);
	s.paper = opts.format == JR_TEXT || opts.format == JR_HTML;
	if (jr_read_begin(c->jr) < 0)
		return cli_jr_failed(c);
	s.table = new_screen(c, &opts, s.paper);
	if ((rc = jr_attend_today(c->jr, cli_option(c, "class"), put_absence, &s)) < 0)
		code = cli_jr_failed(c);
	if (s.paper && rc == JR_OK && s.group.len == 0)
		jr_table_note(s.table, jr_words(c->jr, N_("nobody was absent, as far as registers "
		    "were taken")));
	if (jr_table_end(s.table) == JR_ENOMEM && rc == JR_OK)
		code = cli_fail(c, CLI_BUSY, N_("out of memory"));
	jr_table_page_end(c->out, &opts);
	jr_read_end(c->jr);
	jr_buf_release(&s.group);
	return code;
}
