/* jr-term propose, sheet: what the marks of a term come to. */
#include <stdlib.h>
#include <string.h>

#include "term_verbs.h"

/* What is noted about proposals, as jr_kind_proposal says it, and in words. */
static const struct {
	const char	*note, *words;
} notes[] = {
	/* TRANSLATORS: counted in "7А: fewer marks than needed: 3, …"; term marks proposed. */
	{ "few", N_("fewer marks than needed") },
	{ "absent", N_("absent from too many lessons") },
	{ "none", N_("nothing to propose") },
	{ "unset", N_("a term's mark is not set") },
	{ "na", N_("a term not attested is left out") },
	{ "deferred", N_("put off") },
};

#define NOTES (sizeof(notes) / sizeof(notes[0]))

struct proposing {
	struct cli	*c;
	struct jr_table	*table;
	int		 class, subject, student, notes;	/* columns */
	struct jr_buf	 name;			/* of the class being counted */
	size_t		 count[NOTES];
};

int
term_filter(struct cli *c, struct jr_filter *f)
{
	static const char *const by[] = { "class", "group", "subject", "term", "student" };

	memset(f, 0, sizeof(*f));
	for (int i = 0; i < (int)(sizeof(by) / sizeof(by[0])); i++)
		f->v[i] = cli_option(c, by[i]);
	f->teacher = cli_option(c, "teacher");
	if (cli_option(c, "mark") != NULL || cli_option(c, "document") != NULL ||
	    cli_option(c, "reason") != NULL)
		return cli_fail(c, CLI_USAGE, N_("the list cannot be narrowed by --%s"),
		    cli_option(c, "mark") != NULL ? "mark" : cli_option(c, "document") != NULL ?
		    "document" : "reason");
	return CLI_DONE;
}

/* A line for the class: what was noted there, and how often. */
static void
tell_class(struct proposing *p)
{
	struct jr_buf words = JR_BUF_INIT;

	for (size_t i = 0; i < NOTES; i++) {
		if (p->count[i] > 0)
			jr_buf_addf(&words, "%s%s: %zu", words.len > 0 ? ", " : "",
			    _(notes[i].words), p->count[i]);
		p->count[i] = 0;
	}
	if (words.len > 0)
		cli_warn(p->c, "%s: %s", jr_buf_str(&p->name), jr_buf_str(&words));
	jr_buf_release(&words);
}

static bool
has_word(const char *text, const char *word)
{
	size_t n = strlen(word);

	for (; text != NULL && *text != '\0'; text = strchr(text, ' ')) {
		text += *text == ' ';
		if (strncmp(text, word, n) == 0 && (text[n] == ' ' || text[n] == '\0'))
			return true;
	}
	return false;
}

static void
take_notes(struct proposing *p, const char *const *cells)
{
	const char *class = cells[p->class];

	if (class == NULL)
		class = cells[p->class + 1];		/* a group across classes */
	if (strcmp(jr_buf_str(&p->name), class) != 0) {
		tell_class(p);
		jr_buf_clear(&p->name);
		jr_buf_adds(&p->name, class);
	}
	for (size_t i = 0; i < NOTES; i++) {
		if (!has_word(cells[p->notes], notes[i].note))
			continue;
		p->count[i]++;
		cli_note(p->c, "%s, %s, %s: %s", class, cells[p->subject], cells[p->student],
		    _(notes[i].words));
	}
}

static int
put_row(void *arg, const char *const *cells)
{
	struct proposing *p = arg;

	take_notes(p, cells);
	jr_table_row(p->table, cells);
	return JR_OK;
}

static int
new_table(struct cli *c, const struct jr_rowkind *k, int shown, struct jr_table_opts *opts,
    struct jr_table **out)
{
	bool paper = opts->format == JR_TEXT || opts->format == JR_HTML || cli_is_workbook(c);
	struct jr_col col[JR_ROW_MOST] = { 0 };
	struct jr_columns *names = NULL;
	int code;

	if ((c->headers_ru || paper) && (code = cli_columns(c, &names)) != CLI_DONE)
		return code;
	for (int i = 0; i < shown; i++) {
		col[i].name = k->col[i].name;
		col[i].type = k->col[i].type;
		col[i].key = (k->col[i].flags & JR_ROW_KEY) != 0;
		if (names != NULL && (c->headers_ru || strcmp(opts->lang, "ru") == 0))
			col[i].title = jr_columns_russian(names, k->name, k->col[i].name);
	}
	*out = jr_table_new(c->out, opts, true, NULL, col, (size_t)shown);
	jr_columns_free(names);
	return *out != NULL ? CLI_DONE : cli_fail(c, CLI_BUSY, N_("out of memory"));
}

int
term_propose(struct cli *c)
{
	const struct jr_rowkind *k = &jr_kind_proposal;
	struct proposing p = {
		.c = c, .class = jr_rowkind_column(k, "class"),
		.subject = jr_rowkind_column(k, "subject"),
		.student = jr_rowkind_column(k, "student"),
		.notes = jr_rowkind_column(k, "notes"),
	};
	const char *term = cli_option(c, "term");
	struct jr_table_opts opts;
	struct jr_filter filter;
	bool final = false;
	int code, rc;

	if (term != NULL && jr_term_is_final(c->jr, term, &final) < 0)
		return cli_jr_failed(c);
	if (final)
		return term_propose_final(c);
	cli_table_opts(c, &opts);
	if ((code = term_filter(c, &filter)) != CLI_DONE ||
	    (code = new_table(c, k, p.notes, &opts, &p.table)) != CLI_DONE)
		return code;
	if (jr_read_begin(c->jr) < 0)
		code = cli_jr_failed(c);
	else if ((rc = jr_list(c->jr, k, &filter, put_row, &p)) < 0)
		code = cli_jr_failed(c);
	else
		tell_class(&p);
	jr_read_end(c->jr);
	if (jr_table_end(p.table) == JR_ENOMEM && code == CLI_DONE)
		code = cli_fail(c, CLI_BUSY, N_("out of memory"));
	jr_table_page_end(c->out, &opts);
	jr_buf_release(&p.name);
	return code;
}

int
term_sheet(struct cli *c)
{
	struct jr_filter filter;
	int code;

	if ((code = term_filter(c, &filter)) != CLI_DONE)
		return code;
	return cli_list_filtered(c, &jr_kind_term_sheet, &filter);
}
