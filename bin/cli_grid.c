/* A course's sheet, as its teacher keeps it: in and out. */
#include <string.h>

#include "cli_grid.h"

#define ERRORS_MOST 100

/* --- Of which course --------------------------------------------------------------- */

static int
check_course(struct cli *c)
{
	if (cli_option(c, "subject") == NULL)
		return cli_fail(c, CLI_USAGE, N_("--%s is missing"), "subject");
	if (cli_option(c, "class") == NULL && cli_option(c, "group") == NULL)
		return cli_fail(c, CLI_USAGE, N_("--%s is missing"), "class");
	return CLI_DONE;
}

/* A sheet is of a course and of days, of nothing else; made_up says how it is stored. */
static int
check_filters(struct cli *c)
{
	const struct jr_rowkind *k = c->command->kind;

	for (int i = 0; i < k->columns; i++) {
		const char *name = k->col[i].name;

		if (cli_option(c, name) != NULL && strcmp(name, "class") != 0 &&
		    strcmp(name, "group") != 0 && strcmp(name, "subject") != 0 &&
		    strcmp(name, "made_up") != 0)
			return cli_fail(c, CLI_USAGE,
			    N_("the sheet cannot be narrowed by --%s"), name);
	}
	return CLI_DONE;
}

int
cli_sheet_which(struct cli *c, enum jr_grid_lessons lessons, struct jr_grid_which *out)
{
	int code;

	*out = (struct jr_grid_which){
		.class = cli_option(c, "class"), .group = cli_option(c, "group"),
		.subject = cli_option(c, "subject"), .from = cli_option(c, "from"),
		.to = cli_option(c, "to"), .lessons = lessons,
	};
	return (code = check_course(c)) != CLI_DONE ? code : check_filters(c);
}

/* --- In ------------------------------------------------------------------------- */

static void
say(struct cli_sheet *s, bool error, size_t line, size_t field, const char *words)
{
	if (!error && field > 0)
		cli_warn(s->c, "%s:%zu:%zu: %s", s->name, line, field, words);
	else if (!error)
		cli_warn(s->c, "%s", words);
	else if (s->errors <= ERRORS_MOST)
		cli_at(s->c, s->name, line, field, words);
	if (error && s->errors == ERRORS_MOST + 1)
		cli_warn(s->c, N_("more than %d errors; the rest are not shown"), ERRORS_MOST);
}

static void
said(void *arg, bool error, size_t line, size_t field, const char *words)
{
	struct cli_sheet *s = arg;

	s->errors += error;
	if (s->said != NULL)
		s->said(s->arg, error, line, field, words);
	else
		say(s, error, line, field, words);
}

static int
read_rows(struct cli_sheet *s, struct jr_csv *csv)
{
	struct jr_csv_row row;
	struct jr_error e = { 0 };
	int rc;

	while ((rc = jr_csv_next(csv, &row, &e)) != JR_DONE) {
		if (rc == JR_EINVAL) {
			said(s, true, e.line, e.field, e.text);
			continue;
		}
		if (rc < 0)
			return cli_fail(s->c, cli_exit_of(rc), "%s: %s", s->name, e.text);
		if ((rc = jr_grid_add(&s->grid, row.line, row.n, row.field, row.len)) == JR_ENOMEM)
			return cli_fail(s->c, CLI_BUSY, N_("out of memory"));
		if (rc < 0)
			return cli_fail(s->c, CLI_BAD_DATA, N_("%s: this is far more than the "
			    "sheet of a course"), s->name);
	}
	return CLI_DONE;
}

int
cli_sheet_read(struct cli_sheet *s, FILE *in)
{
	struct jr_csv_opts opts;
	struct jr_csv *csv;
	struct jr_error e = { 0 };
	int code, rc;

	cli_csv_opts(s->c, &opts);
	opts.no_header = true;
	if ((rc = jr_csv_open(&csv, in, &opts, &e)) < 0) {
		said(s, true, e.line, e.field, e.text);
		return cli_exit_of(rc);
	}
	if (s->said == NULL)
		cli_note(s->c, "%s: %s", s->name, jr_csv_dialect(csv));
	code = read_rows(s, csv);
	jr_csv_close(csv);
	if (code != CLI_DONE)
		return code;
	rc = jr_grid_read(&s->grid, (int)jr_year(s->c->jr), said, s);
	if (rc == JR_ENOMEM)
		return cli_fail(s->c, CLI_BUSY, N_("out of memory"));
	return rc < 0 || s->errors > 0 ? CLI_BAD_DATA : CLI_DONE;
}

int
cli_sheet_store(struct cli_sheet *s, const struct jr_grid_which *which,
    struct jr_grid_cells *was)
{
	const struct jr_grid_how how = {
		.class = which->class, .group = which->group, .subject = which->subject,
		.made_up = cli_option(s->c, "made-up") != NULL,
		.check_means = cli_option(s->c, "check-means") != NULL,
	};
	struct cli_counts counts = { 0 };
	struct jr_grid_done done;
	int code = CLI_DONE, rc;

	if (was != NULL)
		rc = jr_grid_edit(s->c->jr, &s->grid, which, was, &how, said, s, &done);
	else
		rc = jr_grid_import(s->c->jr, &s->grid, &how, said, s, &done);
	if (done.errors > 0)
		code = done.denied == done.errors ? CLI_DENIED : CLI_BAD_DATA;
	else if (rc < 0)
		code = cli_jr_failed(s->c);
	else if (done.means > 0)
		code = CLI_FOUND;
	if (done.errors == 0 && done.ahead > 0)
		cli_warn(s->c, jr_ngettext("%zu lesson is still to come and was passed over",
		    "%zu lessons are still to come and were passed over", done.ahead), done.ahead);
	counts.added = done.rows[JR_ADDED];
	counts.changed = done.rows[JR_CHANGED];
	counts.removed = done.rows[JR_REMOVED];
	counts.same = done.rows[JR_SAME];
	counts.rejected = done.errors;
	return cli_import_end(s->c, code, &counts);
}

int
cli_grid_import(struct cli *c)
{
	struct cli_sheet s = { .c = c };
	struct jr_grid_which which;
	FILE *in, *rows;
	int code;

	if ((code = cli_sheet_which(c, JR_GRID_STORED, &which)) != CLI_DONE)
		return code;
	if (cli_option(c, "keep-going") != NULL)
		return cli_fail(c, CLI_USAGE, N_("a sheet is stored as a whole or not at all; "
		    "--keep-going is for rows"));
	if ((in = cli_input(c, 0, &s.name, &code)) == NULL)
		return code;
	jr_grid_init(&s.grid);
	if ((rows = cli_rows_of(c, in, s.name, &code)) != NULL &&
	    (code = cli_sheet_read(&s, rows)) == CLI_DONE && (code = cli_begin(c)) == CLI_DONE)
		code = cli_sheet_store(&s, &which, NULL);
	if (rows != NULL && rows != in)
		fclose(rows);
	jr_grid_release(&s.grid);
	if (in != stdin)
		fclose(in);
	return code;
}

/* --- Out ------------------------------------------------------------------------ */

static int
list_sheet(struct cli *c, struct jr_grid_which *which)
{
	struct jr_table_opts opts;
	size_t columns;

	cli_table_opts(c, &opts);
	which->short_days = opts.format == JR_TEXT || opts.format == JR_HTML || cli_is_paper(c);
	which->russian = c->headers_ru || ((which->short_days || cli_is_workbook(c)) &&
	    strcmp(opts.lang, "ru") == 0);
	if (jr_grid_list(c->jr, which, c->out, &opts, &columns) < 0)
		return cli_jr_failed(c);
	if (columns == 0)
		cli_warn(c, N_("the course has no lessons on these days"));
	jr_table_page_end(c->out, &opts);
	return CLI_DONE;
}

static int
list_begun(struct cli *c, enum jr_grid_lessons lessons)
{
	struct jr_grid_which which;
	int code;

	if ((code = cli_sheet_which(c, lessons, &which)) != CLI_DONE)
		return code;
	if (jr_read_begin(c->jr) < 0)
		return cli_jr_failed(c);
	code = list_sheet(c, &which);
	jr_read_end(c->jr);
	return code;
}

int
cli_grid_list(struct cli *c)
{
	return list_begun(c, JR_GRID_STORED);
}

int
cli_grid_sheet(struct cli *c)
{
	return list_begun(c, JR_GRID_PLANNED);
}
