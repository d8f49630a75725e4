/* The table of a plan as a teacher keeps it, made into plain rows. */
#include <string.h>

#include "plan_table.h"

#define HEADER_LAST 15		/* row in which the header may stand */

static const char *const name_of[PLAN_NAMES] = {
	"no", "section", "topic", "hours", "task_type", "homework", "class", "grade", "subject",
};

/* --- Writing ------------------------------------------------------------------------ */

static void
put_field(struct plan_table *t, size_t i, const char *s, size_t n)
{
	struct jr_buf b = JR_BUF_INIT;

	jr_csv_quote(&b, s, n, ',');
	fprintf(t->out, "%s%s", i > 0 ? "," : "", jr_buf_str(&b));
	jr_buf_release(&b);
	for (size_t k = 0; k < n; k++)
		t->line += s[k] == '\n' || (s[k] == '\r' && (k + 1 == n || s[k + 1] != '\n'));
}

void
plan_put_row(struct plan_table *t, const struct jr_csv_row *row, const char *const *other,
    const char *section, const char *no)
{
	size_t n = row->n;

	for (; t->line < row->line; t->line++)
		putc('\n', t->out);
	while (t->width > 0 && n > t->width && row->len[n - 1] == 0)
		n--;
	if (t->sheet && n < t->width)
		n = t->width;
	for (size_t i = 0; i < n; i++) {
		const char *s = i < row->n ? row->field[i] : "";

		for (int k = 0; k < PLAN_NAMES && other != NULL; k++)
			if (t->at[k] == (int)i && other[k] != NULL)
				s = other[k];
		put_field(t, i, s, strlen(s));
	}
	if (section != NULL)
		put_field(t, n, section, strlen(section));
	if (no != NULL)
		put_field(t, n + 1, no, strlen(no));
	putc('\n', t->out);
	t->line++;
}

/* --- The header ------------------------------------------------------------------------ */

static const char *
english(const struct plan_table *t, const char *title)
{
	return jr_rowkind_column(&jr_kind_plan, title) >= 0 ? title :
	    jr_columns_english(t->columns, "plan", title);
}

static bool
is_header(struct plan_table *t, const struct jr_csv_row *row)
{
	t->plain = true;
	for (int k = 0; k < PLAN_NAMES; k++)
		t->at[k] = -1;
	for (size_t i = 0; i < row->n; i++) {
		const char *name = english(t, row->field[i]);

		t->plain = t->plain && jr_rowkind_column(&jr_kind_plan, row->field[i]) >= 0;
		for (int k = 0; k < PLAN_NAMES && name != NULL; k++)
			if (strcmp(name, name_of[k]) == 0 && t->at[k] < 0)
				t->at[k] = (int)i;
	}
	return t->at[TOPIC] >= 0 && (t->plain || t->at[HOURS] >= 0);
}

static int
check_whose(const struct plan_table *t)
{
	if (t->at[CLASS] < 0 && t->at[GRADE] < 0 && cli_option(t->c, "class") == NULL &&
	    cli_option(t->c, "grade") == NULL)
		return cli_fail(t->c, CLI_USAGE, N_("whose plan is it?  Give --class or --grade, "
		    "and --subject"));
	if (t->at[SUBJECT] < 0 && cli_option(t->c, "subject") == NULL)
		return cli_fail(t->c, CLI_USAGE, N_("--%s is missing"), "subject");
	return CLI_DONE;
}

static int
take_header(struct plan_table *t, const struct jr_csv_row *row)
{
	t->width = row->n;
	plan_put_row(t, row, NULL, t->plain || t->at[SECTION] >= 0 ? NULL : "section",
	    t->plain || t->at[NO] >= 0 ? NULL : "no");
	return check_whose(t);
}

/* --- All of it ------------------------------------------------------------------------------- */

static int
failed(const struct plan_table *t, const struct jr_error *e, int rc)
{
	cli_at(t->c, t->name, e->line, e->field, e->text);
	return cli_exit_of(rc);
}

/* The line of the header, among the first rows; 0: there is none. */
static int
find_header(struct plan_table *t, struct jr_csv *csv, size_t *line)
{
	struct jr_csv_row row;
	struct jr_error e;
	int rc = JR_OK;

	*line = 0;
	for (int n = 0; n < HEADER_LAST && *line == 0 &&
	    (rc = jr_csv_next(csv, &row, &e)) == JR_OK; n++)
		if (is_header(t, &row))
			*line = row.line;
	if (rc < 0 || (rc = jr_csv_rewind(csv, &e)) < 0)
		return failed(t, &e, rc);
	return CLI_DONE;
}

/* Without a header all rows as they are: reading them tells what is missing. */
static int
take_all(struct plan_table *t, struct jr_csv *csv)
{
	struct jr_csv_row row;
	struct jr_error e;
	size_t header;
	int code, rc;

	if ((code = find_header(t, csv, &header)) != CLI_DONE)
		return code;
	while (code == CLI_DONE && (rc = jr_csv_next(csv, &row, &e)) != JR_DONE) {
		if (rc < 0)
			return failed(t, &e, rc);
		if (row.line == header)
			code = take_header(t, &row);
		else if (header == 0 || (row.line > header && t->plain))
			plan_put_row(t, &row, NULL, NULL, NULL);
		else if (row.line > header)
			plan_take_row(t, &row);
	}
	if (code == CLI_DONE)
		plan_total_section(&t->total, 0, "");
	return code;
}

int
plan_tidy(struct cli *c, const char *name, const struct jr_csv_opts *opts, FILE *in, FILE *out)
{
	struct plan_table t = { .c = c, .name = name, .out = out, .line = 1,
	    .sheet = opts->delimiter != 0 };
	struct jr_csv_opts grid = *opts;
	struct jr_csv *csv = NULL;
	struct jr_error e;
	int code, rc;

	grid.no_header = true;
	if ((code = cli_columns(c, &t.columns)) != CLI_DONE)
		return code;
	plan_total_begin(&t.total, c, name);
	if ((rc = jr_csv_open(&csv, in, &grid, &e)) < 0)
		code = failed(&t, &e, rc);
	else {
		if (!t.sheet)
			cli_note(c, "%s: %s", name, jr_csv_dialect(csv));
		fputs("\xef\xbb\xbf", out);
		code = take_all(&t, csv);
	}
	jr_csv_close(csv);
	jr_columns_free(t.columns);
	jr_buf_release(&t.section);
	jr_buf_release(&t.no);
	for (int k = 0; k < PLAN_NAMES; k++)
		jr_buf_release(&t.text[k]);
	return code;
}
