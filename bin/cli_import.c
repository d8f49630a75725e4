/* Rows in: one file, one transaction. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "cli.h"

#define ERRORS_MOST 100

/* --- Reading a file of rows ----------------------------------------------------- */

struct rows {
	struct cli			*c;
	const struct jr_rowkind		*kind;
	const char			*name;		/* of the file */
	FILE				*sheet;		/* of a workbook, as CSV; else NULL */
	struct jr_csv			*csv;
	int				 place[JR_ROW_MOST];	/* field of a column; -1 */
	const char			*given[JR_ROW_MOST];	/* by an option, for every row */
	FILE				*rejects;
	struct cli_counts		*counts;
	size_t				 errors, denied;
	struct jr_map			*seen;		/* keys of plain kinds → in seen_rows */
	struct jr_buf			 seen_rows;
	struct jr_buf			 text[JR_ROW_MOST];	/* clean cells */
	struct jr_buf			 key;
};

static void
rows_release(struct rows *r)
{
	jr_csv_close(r->csv);
	if (r->sheet != NULL)
		fclose(r->sheet);
	jr_map_free(r->seen);
	jr_buf_release(&r->seen_rows);
	jr_buf_release(&r->key);
	for (int i = 0; i < JR_ROW_MOST; i++)
		jr_buf_release(&r->text[i]);
}

static bool
is_passed_over(const struct jr_rowkind *k, const char *name)
{
	const char *const *p = k->ignored;

	for (; p != NULL && *p != NULL; p++)
		if (strcmp(*p, name) == 0)
			return true;
	return false;
}

static int
map_column(struct rows *r, const struct jr_columns *names, size_t field, const char *title)
{
	const char *name = title;
	bool known = true;
	int at;

	if (names != NULL) {
		name = jr_columns_english(names, r->kind->name, title);
		known = name != NULL;
		name = known ? name : title;
	}
	at = known ? jr_rowkind_column(r->kind, name) : -1;
	if (at < 0) {
		if (title[0] != '\0' && !is_passed_over(r->kind, name))
			cli_warn(r->c, N_("%s: the column '%s' is not known and is passed over"),
			    r->name, title);
		return CLI_DONE;
	}
	if (r->place[at] >= 0) {
		struct jr_error e = { 0 };

		jr_error_set(&e, JR_EINVAL, N_("the column '%s' stands twice"), title);
		cli_at(r->c, r->name, jr_csv_header(r->csv)->line, field + 1, e.text);
		return CLI_BAD_DATA;
	}
	r->place[at] = (int)field;
	return CLI_DONE;
}

/* Are all columns called by their English names?  Then no others are read. */
static bool
is_plain_header(const struct jr_rowkind *k, const struct jr_csv_row *h)
{
	for (size_t i = 0; i < h->n; i++)
		if (jr_rowkind_column(k, h->field[i]) < 0)
			return false;
	return true;
}

/* The kind's column i is not there; it is called as its file calls the others. */
static int
say_missing(struct rows *r, const struct jr_columns *names, int i)
{
	const char *name = r->kind->col[i].name;
	struct jr_error e = { 0 };
	bool sheet = false;

	if (names != NULL && strcmp(r->c->lang, "ru") == 0)
		name = jr_columns_russian(names, r->kind->name, name);
	for (const struct cli_option *o = r->c->command->options; o != NULL && o->name != NULL; o++)
		sheet = sheet || strcmp(o->name, "grid") == 0;
	jr_error_set(&e, JR_EINVAL, sheet ? N_("the column '%s' is missing; a sheet with the dates "
	    "side by side is read with --grid") : N_("the column '%s' is missing"), name);
	cli_at(r->c, r->name, jr_csv_header(r->csv)->line, 0, e.text);
	return CLI_BAD_DATA;
}

/* Keys that the rows have not, from the options. */
static int
take_given(struct rows *r)
{
	const struct jr_rowkind *k = r->kind;

	for (int i = 0; i < k->columns; i++) {
		const char *value = k->col[i].flags & JR_ROW_KEY ?
		    cli_option(r->c, k->col[i].name) : NULL;

		if (value != NULL && r->place[i] >= 0)
			return cli_fail(r->c, CLI_USAGE, N_("the file has a column for --%s; give "
			    "only one of them"), k->col[i].name);
		r->given[i] = value;
	}
	return CLI_DONE;
}

static int
map_header(struct rows *r)
{
	const struct jr_csv_row *h = jr_csv_header(r->csv);
	struct jr_columns *names = NULL;
	int code = CLI_DONE;

	if (!is_plain_header(r->kind, h) && (code = cli_columns(r->c, &names)) != CLI_DONE)
		return code;
	for (int i = 0; i < JR_ROW_MOST; i++)
		r->place[i] = -1;
	for (size_t i = 0; i < h->n && code == CLI_DONE; i++)
		code = map_column(r, names, i, h->field[i]);
	if (code == CLI_DONE && r->c->command->tidy != NULL)
		code = take_given(r);
	for (int i = 0; i < r->kind->columns && code == CLI_DONE; i++)
		if (r->place[i] < 0 && r->given[i] == NULL && !(r->kind->col[i].flags & JR_ROW_OPTIONAL))
			code = say_missing(r, names, i);
	jr_columns_free(names);
	return code;
}

/* Cells of the file → the kind's columns, clean unless the kind does that. */
static int
take_row(struct rows *r, const struct jr_csv_row *in, struct jr_row *out)
{
	out->kind = r->kind;
	for (int i = 0; i < r->kind->columns; i++) {
		int at = r->place[i];

		out->v[i] = at < 0 ? r->given[i] : (size_t)at >= in->n ? NULL : in->field[at];
		if (at < 0 || out->v[i] == NULL || r->kind->raw)
			continue;
		jr_buf_clear(&r->text[i]);
		if (jr_text_clean_lines(&r->text[i], in->field[at], in->len[at]) < 0 ||
		    r->text[i].failed)
			return JR_ENOMEM;
		out->v[i] = jr_buf_str(&r->text[i]);
	}
	return JR_OK;
}

static void
reject(struct rows *r, const struct jr_csv_row *in, const char *words)
{
	struct jr_buf line = JR_BUF_INIT;

	r->counts->rejected++;
	if (r->rejects == NULL)
		return;
	for (size_t i = 0; i < in->n; i++) {
		jr_csv_quote(&line, in->field[i], in->len[i], ',');
		jr_buf_addc(&line, ',');
	}
	jr_csv_quote(&line, words, strlen(words), ',');
	fprintf(r->rejects, "%s\n", jr_buf_str(&line));
	jr_buf_release(&line);
}

/* A wrong row: said, counted; true when the file can go on. */
static bool
wrong_row(struct rows *r, const struct jr_csv_row *in, size_t line, size_t field,
    const char *words)
{
	cli_at(r->c, r->name, line, field, words);
	if (in != NULL)
		reject(r, in, words);
	else
		r->counts->rejected++;	/* no row that could be written back */
	if (++r->errors < ERRORS_MOST || cli_option(r->c, "keep-going") != NULL)
		return true;
	cli_warn(r->c, N_("more than %d errors; the rest of the file was not looked at"),
	    ERRORS_MOST);
	return false;
}

static bool
is_about_row(int rc)
{
	return rc == JR_EINVAL || rc == JR_ENOTFOUND || rc == JR_ECONFLICT || rc == JR_EDENIED;
}

/*
 * The same key twice in one file: equal rows pass, others are an error.  Raw
 * kinds, whose files are large, see to that themselves.
 */
static int
check_twice(struct rows *r, const struct jr_row *row, struct jr_error *e)
{
	size_t begin;
	int64_t at;

	if (r->kind->raw)
		return JR_OK;
	jr_buf_clear(&r->key);
	for (int i = 0; i < r->kind->columns; i++)
		if (r->kind->col[i].flags & JR_ROW_KEY)
			jr_buf_addf(&r->key, "%s\x1f", row->v[i] != NULL ? row->v[i] : "");
	begin = r->seen_rows.len;
	for (int i = 0; i < r->kind->columns; i++)
		jr_buf_addf(&r->seen_rows, "%s\x1f", row->v[i] != NULL ? row->v[i] : "");
	jr_buf_addc(&r->seen_rows, '\0');
	if (r->key.failed || r->seen_rows.failed)
		return jr_error_set(e, JR_ENOMEM, N_("out of memory"));
	if (!jr_map_get(r->seen, r->key.data, r->key.len, &at))
		return jr_map_put(r->seen, r->key.data, r->key.len, (int64_t)begin) ? JR_OK :
		    jr_error_set(e, JR_ENOMEM, N_("out of memory"));
	if (strcmp(r->seen_rows.data + at, r->seen_rows.data + begin) == 0) {
		r->seen_rows.len = begin;
		return JR_OK;
	}
	return jr_error_set(e, JR_EINVAL, N_("the file has this key already, with other values"));
}

void
cli_count(struct cli_counts *n, enum jr_change what)
{
	switch (what) {
	case JR_ADDED:
		n->added++;
		break;
	case JR_CHANGED:
		n->changed++;
		break;
	case JR_REMOVED:
		n->removed++;
		break;
	default:
		n->same++;
	}
}

static size_t
field_of(const struct rows *r, int column)
{
	return column >= 0 && r->place[column] >= 0 ? (size_t)r->place[column] + 1 : 0;
}

static int
put_row(struct rows *r, const struct jr_csv_row *in, bool *go_on)
{
	struct jr_error twice = { 0 };
	enum jr_change what;
	struct jr_row row = { .line = in->line };
	int column, rc;
	size_t field;

	if (take_row(r, in, &row) < 0 ||
	    (rc = check_twice(r, &row, &twice)) == JR_ENOMEM)
		return cli_fail(r->c, CLI_BUSY, N_("out of memory"));
	if (rc < 0) {
		*go_on = wrong_row(r, in, in->line, 0, twice.text);
		return CLI_DONE;
	}
	if ((rc = r->kind->put(r->c->jr, &row, &what)) == JR_OK) {
		cli_count(r->counts, what);
		return CLI_DONE;
	}
	if (!is_about_row(rc))
		return cli_jr_failed(r->c);
	r->denied += rc == JR_EDENIED && !jr_acts_freely(r->c->jr);
	column = jr_error_column(r->c->jr);
	field = field_of(r, column);
	*go_on = wrong_row(r, in, in->line, field, jr_error(r->c->jr)->text);
	jr_error_forget(r->c->jr);
	return CLI_DONE;
}

static int
each_row(struct rows *r)
{
	struct jr_csv_row in;
	struct jr_error e;
	bool go_on = true;
	int code = CLI_DONE, rc;

	while (code == CLI_DONE && go_on && (rc = jr_csv_next(r->csv, &in, &e)) != JR_DONE) {
		if (rc == JR_OK)
			code = put_row(r, &in, &go_on);
		else if (rc == JR_EINVAL)
			go_on = wrong_row(r, NULL, e.line, e.field, e.text);
		else
			code = cli_fail(r->c, cli_exit_of(rc), "%s: %s", r->name, e.text);
	}
	if (code == CLI_DONE && r->errors > 0)
		code = cli_option(r->c, "keep-going") != NULL ? CLI_FOUND :
		    r->denied == r->errors ? CLI_DENIED : CLI_BAD_DATA;
	return code;
}

static void
say_fault(void *arg, size_t line, int column, const char *words)
{
	struct rows *r = arg;

	if (r->errors < ERRORS_MOST)
		(void)wrong_row(r, NULL, line, field_of(r, column), words);
}

/* What the kind finds in all rows together; nothing of them is stored then. */
static int
check_rows(struct rows *r, int code)
{
	int rc;

	if (r->kind->check == NULL || (code != CLI_DONE && code != CLI_FOUND))
		return code;
	if ((rc = r->kind->check(r->c->jr, say_fault, r)) < 0)
		return rc == JR_ECONFLICT ? CLI_BAD_DATA : cli_jr_failed(r->c);
	return code;
}

static void
rejects_header(struct rows *r)
{
	const struct jr_csv_row *h = jr_csv_header(r->csv);
	struct jr_buf line = JR_BUF_INIT;

	for (size_t i = 0; i < h->n; i++) {
		jr_csv_quote(&line, h->field[i], h->len[i], ',');
		jr_buf_addc(&line, ',');
	}
	fprintf(r->rejects, "%sreason\n", jr_buf_str(&line));
	jr_buf_release(&line);
}

/* The command's own way to plain rows, if it has one. */
static int
tidy_rows(struct rows *r, FILE **rows, struct jr_csv_opts *opts)
{
	FILE *out;
	int code;

	if (r->c->command->tidy == NULL)
		return CLI_DONE;
	if ((out = cli_temporary()) == NULL)
		return cli_fail(r->c, CLI_IO, N_("a temporary file cannot be written: %s"),
		    strerror(errno));
	code = r->c->command->tidy(r->c, r->name, opts, *rows, out);
	if (r->sheet != NULL)
		fclose(r->sheet);
	*rows = r->sheet = out;
	opts->encoding = "utf-8";
	opts->delimiter = ',';
	if (code == CLI_DONE && (fflush(out) != 0 || fseek(out, 0, SEEK_SET) != 0))
		return cli_fail(r->c, CLI_IO, N_("a temporary file cannot be written: %s"),
		    strerror(errno));
	return code;
}

/* Read the whole file; nothing is locked meanwhile. */
static int
open_rows(struct rows *r, FILE *in)
{
	struct jr_csv_opts opts;
	struct jr_error e = { 0 };
	FILE *rows;
	int code, rc;

	if ((r->seen = jr_map_new()) == NULL)
		return cli_fail(r->c, CLI_BUSY, N_("out of memory"));
	if ((rows = cli_rows_of(r->c, in, r->name, &code)) == NULL)
		return code;
	if (rows != in)
		r->sheet = rows;
	cli_csv_opts(r->c, &opts);
	if ((code = tidy_rows(r, &rows, &opts)) != CLI_DONE)
		return code;
	if ((rc = jr_csv_open(&r->csv, rows, &opts, &e)) < 0) {
		cli_at(r->c, r->name, e.line, e.field, e.text);
		return cli_exit_of(rc);
	}
	if (r->sheet == NULL)
		cli_note(r->c, "%s: %s", r->name, jr_csv_dialect(r->csv));
	return map_header(r);
}

int
cli_import_rows(struct cli *c, const struct jr_rowkind *kind, FILE *in, const char *name,
    FILE *rejects, struct cli_counts *counts)
{
	struct rows r = {
		.c = c, .kind = kind, .name = name, .rejects = rejects, .counts = counts,
	};
	int code;

	if ((code = open_rows(&r, in)) == CLI_DONE) {
		if (rejects != NULL)
			rejects_header(&r);
		code = check_rows(&r, each_row(&r));
	}
	rows_release(&r);
	return code;
}

/* --- import ------------------------------------------------------------------------ */

int
cli_begin(struct cli *c)
{
	char command[64];
	struct jr_tx tx = { .reason = cli_option(c, "reason"),
	    .transfer = cli_option(c, "transfer") != NULL };

	snprintf(command, sizeof(command), "%s %s", c->command->name, c->verb->name);
	tx.command = command;
	if (jr_tx_begin(c->jr, &tx) < 0)
		return cli_jr_failed(c);
	return CLI_DONE;
}

static void
say_counts(struct cli *c, const struct cli_counts *n)
{
	cli_note(c, N_("added %zu, changed %zu, removed %zu, unchanged %zu, rejected %zu"),
	    n->added, n->changed, n->removed, n->same, n->rejected);
}

int
cli_import_end(struct cli *c, int code, const struct cli_counts *n)
{
	int64_t tx_id;

	if (code != CLI_DONE && code != CLI_FOUND) {
		jr_tx_abort(c->jr);
		return code;
	}
	if (c->dry_run) {
		int shown = cli_preview(c);

		jr_tx_abort(c->jr);
		c->verbose = true;
		say_counts(c, n);
		return shown != CLI_DONE ? shown : code;
	}
	if (jr_tx_commit(c->jr, &tx_id) < 0)
		return cli_jr_failed(c);
	c->stored = tx_id != 0;
	if (!c->stored)
		cli_warn(c, N_("nothing changed"));
	say_counts(c, n);
	return code;
}

static FILE *
open_rejects(struct cli *c, int *code)
{
	const char *name = cli_option(c, "rejects");
	FILE *out = NULL;

	*code = CLI_DONE;
	if (name == NULL)
		return NULL;
	if (cli_option(c, "keep-going") == NULL)
		*code = cli_fail(c, CLI_USAGE, N_("--rejects goes with --keep-going"));
	else if (strcmp(name, "-") == 0)
		out = c->out;
	else if ((out = fopen(name, "we")) == NULL)
		*code = cli_fail(c, CLI_CANT_CREATE, "%s: %s", name, strerror(errno));
	return out;
}

static int
close_rejects(struct cli *c, FILE *rejects, int code)
{
	if (rejects == NULL || rejects == c->out)
		return code;
	if (ferror(rejects) == 0 && fclose(rejects) == 0)
		return code;
	return cli_fail(c, CLI_IO, "%s: %s", cli_option(c, "rejects"), strerror(errno));
}

static int
import_kept(struct cli *c, FILE *in, const char *name, int (*before)(struct cli *),
    int (*after)(struct cli *, struct cli_counts *, int code))
{
	struct rows r = { .c = c, .kind = c->command->kind, .name = name };
	struct cli_counts counts = { 0 };
	int code;

	r.counts = &counts;
	r.rejects = open_rejects(c, &code);
	if (code == CLI_DONE && (code = open_rows(&r, in)) == CLI_DONE &&
	    (code = cli_begin(c)) == CLI_DONE) {
		if (r.rejects != NULL)
			rejects_header(&r);
		if (before == NULL || (code = before(c)) == CLI_DONE)
			code = each_row(&r);
		if (after != NULL && (code == CLI_DONE || code == CLI_FOUND))
			code = after(c, &counts, code);
		code = check_rows(&r, code);
		code = close_rejects(c, r.rejects, code);
		code = cli_import_end(c, code, &counts);
	}
	rows_release(&r);
	return code;
}

int
cli_import_with(struct cli *c, int (*before)(struct cli *),
    int (*after)(struct cli *, struct cli_counts *, int code))
{
	const char *name;
	FILE *in;
	int code;

	if ((in = cli_input(c, 0, &name, &code)) == NULL)
		return code;
	code = import_kept(c, in, name, before, after);
	if (in != stdin)
		fclose(in);
	return code;
}

int
cli_import(struct cli *c)
{
	return cli_import_with(c, NULL, NULL);
}
