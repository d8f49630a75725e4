/* Rows by options and out: the verbs of a plain kind of rows, but import. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cli.h"

const struct cli_verb cli_row_verbs[] = {
	{ "import", CLI_WRITE, 0, 1, cli_import, N_("[FILE]") },
	{ "list", CLI_READ, 0, 0, cli_list, NULL },
	{ "add", CLI_WRITE, 0, 0, cli_add, NULL },
	{ "set", CLI_WRITE, 0, 0, cli_set, NULL },
	{ "remove", CLI_WRITE, 0, 1, cli_remove, N_("[DATE]") },
	{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
};

/* --- add, set, remove ---------------------------------------------------------------- */

/* One row from the options. */
static void
row_of_options(struct cli *c, struct jr_row *row)
{
	const struct jr_rowkind *k = c->command->kind;

	row->kind = k;
	for (int i = 0; i < k->columns; i++)
		row->v[i] = cli_option(c, k->col[i].name);
	if (k->from_column != NULL) {
		int at = jr_rowkind_column(k, k->from_column);

		if (row->v[at] == NULL)
			row->v[at] = cli_option(c, "from");
	}
}

static int
clean_row(struct cli *c, struct jr_row *row, struct jr_buf *text)
{
	for (int i = 0; i < row->kind->columns; i++) {
		if (row->v[i] == NULL)
			continue;
		if (jr_text_clean_lines(&text[i], row->v[i], strlen(row->v[i])) < 0)
			return cli_fail(c, CLI_BAD_DATA, N_("--%s is not UTF-8"),
			    row->kind->col[i].name);
		row->v[i] = jr_buf_str(&text[i]);
	}
	return CLI_DONE;
}

static void
say_fault(void *arg, size_t line, int column, const char *words)
{
	(void)line;
	(void)column;
	cli_fail(arg, CLI_BAD_DATA, "%s", words);
}

/* What the kind finds in the row together with those stored. */
static int
check_row(struct cli *c, int code)
{
	const struct jr_rowkind *k = c->command->kind;
	int rc;

	if (code != CLI_DONE || k->check == NULL)
		return code;
	if ((rc = k->check(c->jr, say_fault, c)) < 0)
		return rc == JR_ECONFLICT ? CLI_BAD_DATA : cli_jr_failed(c);
	return CLI_DONE;
}

int
cli_one_row(struct cli *c, int (*act)(struct cli *, const struct jr_row *, enum jr_change *))
{
	struct jr_buf text[JR_ROW_MOST] = { 0 };
	struct cli_counts counts = { 0 };
	enum jr_change what = JR_SAME;
	struct jr_row row = { 0 };
	int code;

	row_of_options(c, &row);
	if ((code = clean_row(c, &row, text)) == CLI_DONE && (code = cli_begin(c)) == CLI_DONE) {
		code = check_row(c, act(c, &row, &what));
		cli_count(&counts, what);
		code = cli_import_end(c, code, &counts);
	}
	for (int i = 0; i < JR_ROW_MOST; i++)
		jr_buf_release(&text[i]);
	return code;
}

static int
check_needed(struct cli *c, const struct jr_row *row, unsigned flags)
{
	for (int i = 0; i < row->kind->columns; i++)
		if (row->v[i] == NULL && !(row->kind->col[i].flags & JR_ROW_OPTIONAL) &&
		    (flags == 0 || row->kind->col[i].flags & flags))
			return cli_fail(c, CLI_USAGE, N_("--%s is missing"),
			    row->kind->col[i].name);
	return CLI_DONE;
}

static int
add_one(struct cli *c, const struct jr_row *row, enum jr_change *what)
{
	int code;

	if ((code = check_needed(c, row, 0)) != CLI_DONE)
		return code;
	if (row->kind->put(c->jr, row, what) < 0)
		return cli_jr_failed(c);
	if (*what == JR_ADDED)
		return CLI_DONE;
	return cli_fail(c, CLI_BAD_DATA, N_("it is there already; change it with 'set'"));
}

static int
set_one(struct cli *c, const struct jr_row *row, enum jr_change *what)
{
	int code;

	if ((code = check_needed(c, row, JR_ROW_KEY)) != CLI_DONE)
		return code;
	if (row->kind->put(c->jr, row, what) < 0)
		return cli_jr_failed(c);
	if (*what != JR_ADDED || row->kind->set_adds)
		return CLI_DONE;
	return cli_fail(c, CLI_BAD_DATA, N_("there is nothing like that yet; make it with 'add'"));
}

static int
remove_one(struct cli *c, const struct jr_row *row, enum jr_change *what)
{
	int code;

	if ((code = check_needed(c, row, JR_ROW_KEY)) != CLI_DONE)
		return code;
	assert(row->kind->remove != NULL);
	if (row->kind->remove(c->jr, row, c->nargs > 0 ? c->args[0] : NULL, what) < 0)
		return cli_jr_failed(c);
	return CLI_DONE;
}

int
cli_add(struct cli *c)
{
	return cli_one_row(c, add_one);
}

int
cli_set(struct cli *c)
{
	return cli_one_row(c, set_one);
}

int
cli_remove(struct cli *c)
{
	return cli_one_row(c, remove_one);
}

/* --- list ------------------------------------------------------------------------------ */

struct shown {
	struct cli		*c;
	const struct jr_rowkind	*kind;
	struct jr_table		*table;
	bool			 words;		/* translated */
};

static int
table_row(void *arg, const char *const *cells)
{
	const char *cell[JR_ROW_MOST];
	struct shown *s = arg;

	for (int i = 0; i < s->kind->columns; i++) {
		cell[i] = cells[i];
		if (s->words && s->kind->col[i].flags & JR_ROW_WORD && cells[i] != NULL &&
		    cells[i][0] != '\0')
			cell[i] = jr_words(s->c->jr, cells[i]);
	}
	jr_table_row(s->table, cell);
	return JR_OK;
}

int
cli_list_rows(struct cli *c, const struct jr_rowkind *k, const struct jr_filter *filter,
    FILE *out, enum jr_format format)
{
	struct jr_col col[JR_ROW_MOST] = { 0 };
	struct shown shown = { .c = c, .kind = k };
	struct jr_columns *names = NULL;
	struct jr_table_opts opts;
	struct jr_table *t;
	int code = CLI_DONE, rc;

	cli_table_opts(c, &opts);
	opts.format = format;
	if ((c->headers_ru || format == JR_TEXT || format == JR_HTML || cli_is_paper(c)) &&
	    (code = cli_columns(c, &names)) != CLI_DONE)
		return code;
	for (int i = 0; i < k->columns; i++) {
		col[i].name = k->col[i].name;
		col[i].type = k->col[i].type;
		col[i].key = (k->col[i].flags & JR_ROW_KEY) != 0;
		if (names != NULL && (c->headers_ru || strcmp(opts.lang, "ru") == 0))
			col[i].title = jr_columns_russian(names, k->name, k->col[i].name);
	}
	shown.words = names != NULL;
	t = shown.table = jr_table_new(out, &opts, true, NULL, col, (size_t)k->columns);
	jr_columns_free(names);
	if (t == NULL)
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	rc = jr_list(c->jr, k, filter, table_row, &shown);
	if (jr_table_end(t) == JR_ENOMEM && rc == JR_OK)
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	if (rc < 0)
		return cli_jr_failed(c);
	jr_table_page_end(out, &opts);
	return CLI_DONE;
}

int
cli_list_filtered(struct cli *c, const struct jr_rowkind *k, const struct jr_filter *filter)
{
	struct jr_table_opts opts;
	int code;

	cli_table_opts(c, &opts);
	if (jr_read_begin(c->jr) < 0)
		return cli_jr_failed(c);
	code = cli_list_rows(c, k, filter, c->out, opts.format);
	jr_read_end(c->jr);
	return code;
}

int
cli_list_filter(struct cli *c, struct jr_filter *filter)
{
	const struct jr_rowkind *k = c->command->kind;

	*filter = (struct jr_filter){ 0 };
	for (int i = 0; i < k->columns; i++) {
		filter->v[i] = cli_option(c, k->col[i].name);
		if (filter->v[i] != NULL && !(k->col[i].flags & JR_ROW_FILTER))
			return cli_fail(c, CLI_USAGE, N_("the list cannot be narrowed by --%s"),
			    k->col[i].name);
	}
	filter->from = cli_option(c, "from");
	filter->to = cli_option(c, "to");
	filter->term = cli_option(c, "term");
	filter->teacher = cli_option(c, "teacher");
	filter->day = jr_rowkind_column(k, "date") < 0 ? cli_option(c, "date") : NULL;
	filter->owed = cli_option(c, "owed") != NULL;
	filter->unfilled = cli_option(c, "unfilled") != NULL;
	filter->unapproved = cli_option(c, "unapproved") != NULL;
	if (!k->dated && jr_rowkind_column(k, "from") < 0 &&
	    (filter->from != NULL || filter->to != NULL))
		return cli_fail(c, CLI_USAGE, N_("the list cannot be narrowed by --%s"),
		    filter->from != NULL ? "from" : "to");
	return CLI_DONE;
}

int
cli_list(struct cli *c)
{
	struct jr_filter filter;
	int code = cli_list_filter(c, &filter);

	return code != CLI_DONE ? code : cli_list_filtered(c, c->command->kind, &filter);
}
