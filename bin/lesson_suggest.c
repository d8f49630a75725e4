/* jr-lesson substitute without a substitute: who is free, and teaches the subject. */
#include "lesson_verbs.h"

struct screen {
	struct cli	*c;
	struct jr_table	*table;
};

static int
put_one(void *arg, const struct jr_suggestion *g)
{
	static const char *const code[] = { "subject", "class", "free" };
	/* TRANSLATORS: why somebody is suggested as a substitute. */
	static const char *const words[] = { N_("teaches the subject"), N_("teaches the class"),
	    N_("is free") };
	char number[16], lessons[16], month[16];
	struct screen *s = arg;
	enum jr_format format = cli_format(s->c);
	bool paper = format == JR_TEXT || format == JR_HTML;

	snprintf(number, sizeof(number), "%d", g->number);
	snprintf(lessons, sizeof(lessons), "%d", g->lessons);
	snprintf(month, sizeof(month), "%d", g->month);
	jr_table_row(s->table, (const char *[]){ g->date, number, g->class, g->group, g->subject,
	    g->login, g->name, paper ? jr_words(s->c->jr, words[g->why]) : code[g->why], lessons,
	    month });
	return JR_OK;
}

int
lesson_suggest(struct cli *c, const struct jr_substitute *q)
{
	const struct jr_col cols[] = {
		{ "date", jr_words(c->jr, N_("Date")), JR_COL_DATE, true },
		{ "number", jr_words(c->jr, N_("Lesson")), JR_COL_INT, true },
		{ "class", jr_words(c->jr, N_("Class")), JR_COL_TEXT, true },
		{ "group", jr_words(c->jr, N_("Group")), JR_COL_TEXT, false },
		{ "subject", jr_words(c->jr, N_("Subject")), JR_COL_TEXT, false },
		{ "by", jr_words(c->jr, N_("Login")), JR_COL_TEXT, false },
		{ "name", jr_words(c->jr, N_("Teacher")), JR_COL_TEXT, false },
		/* TRANSLATORS: heading of "teaches the subject", "teaches the class". */
		{ "why", jr_words(c->jr, N_("Why him")), JR_COL_TEXT, false },
		{ "lessons_day", jr_words(c->jr, N_("Lessons that day")), JR_COL_INT, false },
		{ "substituted_month", jr_words(c->jr, N_("Substituted this month")), JR_COL_INT,
		    false },
	};
	struct screen s = { .c = c };
	struct jr_table_opts opts;
	int code = CLI_DONE;

	cli_table_opts(c, &opts);
	if (jr_read_begin(c->jr) < 0)
		return cli_jr_failed(c);
	s.table = jr_table_new(c->out, &opts, true, NULL, cols, sizeof(cols) / sizeof(cols[0]));
	if (jr_substitute_suggest(c->jr, q, put_one, &s) < 0)
		code = cli_jr_failed(c);
	if (jr_table_end(s.table) == JR_ENOMEM && code == CLI_DONE)
		code = cli_fail(c, CLI_BUSY, N_("out of memory"));
	jr_table_page_end(c->out, &opts);
	jr_read_end(c->jr);
	return code;
}
