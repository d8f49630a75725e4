/* The table of a plan as a teacher keeps it, made into plain rows. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "plan_verbs.h"

#define HEADER_LAST 15		/* row in which the header may stand */

enum { NO, SECTION, TOPIC, HOURS, TASK_TYPE, HOMEWORK, CLASS, GRADE, SUBJECT, NAMES };

static const char *const name_of[NAMES] = {
	"no", "section", "topic", "hours", "task_type", "homework", "class", "grade", "subject",
};

struct table {
	struct cli		*c;
	const char		*name;
	FILE			*out;
	size_t			 line;		/* of out, that is written next */
	struct jr_columns	*columns;
	int			 at[NAMES];	/* field; -1: none */
	bool			 plain;		/* rows of English names, as they are */
	struct plan_total	 total;
	struct jr_buf		 section, no, text[NAMES];
	int			 numbered;	/* topics, where the table has no numbers */
};

/* --- Writing ------------------------------------------------------------------------ */

static void
put_field(struct table *t, size_t i, const char *s, size_t n)
{
	struct jr_buf b = JR_BUF_INIT;

	jr_csv_quote(&b, s, n, ',');
	fprintf(t->out, "%s%s", i > 0 ? "," : "", jr_buf_str(&b));
	jr_buf_release(&b);
	for (size_t k = 0; k < n; k++)
		t->line += s[k] == '\n' || (s[k] == '\r' && (k + 1 == n || s[k + 1] != '\n'));
}

/* The row on the line where it stood; cells that have other words, and what is added. */
static void
put_row(struct table *t, const struct jr_csv_row *row, const char *const *other,
    const char *section, const char *no)
{
	while (t->line < row->line) {
		putc('\n', t->out);
		t->line++;
	}
	for (size_t i = 0; i < row->n; i++) {
		const char *s = row->field[i];

		for (int k = 0; k < NAMES && other != NULL; k++)
			if (t->at[k] == (int)i && other[k] != NULL)
				s = other[k];
		put_field(t, i, s, strlen(s));
	}
	if (section != NULL)
		put_field(t, row->n, section, strlen(section));
	if (no != NULL)
		put_field(t, row->n + 1, no, strlen(no));
	putc('\n', t->out);
	t->line++;
}

/* --- The header ------------------------------------------------------------------------ */

static const char *
english(const struct table *t, const char *title)
{
	return jr_rowkind_column(&jr_kind_plan, title) >= 0 ? title :
	    jr_columns_english(t->columns, "plan", title);
}

static bool
is_header(struct table *t, const struct jr_csv_row *row)
{
	t->plain = true;
	for (int k = 0; k < NAMES; k++)
		t->at[k] = -1;
	for (size_t i = 0; i < row->n; i++) {
		const char *name = english(t, row->field[i]);

		t->plain = t->plain && jr_rowkind_column(&jr_kind_plan, row->field[i]) >= 0;
		for (int k = 0; k < NAMES && name != NULL; k++)
			if (strcmp(name, name_of[k]) == 0 && t->at[k] < 0)
				t->at[k] = (int)i;
	}
	return t->at[TOPIC] >= 0 && (t->plain || t->at[HOURS] >= 0);
}

static int
check_whose(const struct table *t)
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
take_header(struct table *t, const struct jr_csv_row *row)
{
	put_row(t, row, NULL, t->plain || t->at[SECTION] >= 0 ? NULL : "section",
	    t->plain || t->at[NO] >= 0 ? NULL : "no");
	return check_whose(t);
}

/* --- Rows below it --------------------------------------------------------------------------- */

static bool
is_number(const char *s)
{
	return s[0] != '\0' && s[strspn(s, "0123456789")] == '\0';
}

/* The row that numbers the columns: 1, 2, 3, 4. */
static bool
numbers_columns(const struct table *t, const char *const *cell)
{
	return is_number(cell[TOPIC]) && atoi(cell[TOPIC]) == t->at[TOPIC] + 1 &&
	    is_number(cell[HOURS]) && atoi(cell[HOURS]) == t->at[HOURS] + 1;
}

/* "5." is 5; "5-6" in as many hours is one topic, numbered by its first. */
static const char *
number_of(struct table *t, const char *no, const char *hours)
{
	char *end;
	long first = strtol(no, &end, 10), last;
	int64_t n;

	if (!isdigit((unsigned char)no[0]))
		return no;
	jr_buf_clear(&t->no);
	jr_buf_addf(&t->no, "%ld", first);
	if (strcmp(end, ".") == 0)
		return jr_buf_str(&t->no);
	end += strspn(end, " ");
	end += strncmp(end, "–", 3) == 0 || strncmp(end, "—", 3) == 0 ? 3 : *end == '-';
	end += strspn(end, " ");
	last = is_number(end) ? strtol(end, NULL, 10) : 0;
	return last > first && jr_plan_hours(hours, &n) && n == 100 * (last - first + 1) ?
	    jr_buf_str(&t->no) : no;
}

static bool
is_dash(const char *s)
{
	return strcmp(s, "-") == 0 || strcmp(s, "–") == 0 || strcmp(s, "—") == 0;
}

static void
take_topic(struct table *t, const struct jr_csv_row *row, const char *const *cell)
{
	const char *other[NAMES] = { NULL };
	char no[24];

	plan_total_topic(&t->total, cell[HOURS]);
	other[NO] = number_of(t, cell[NO], cell[HOURS]);
	for (int k = TASK_TYPE; k <= HOMEWORK; k++)
		other[k] = is_dash(cell[k]) ? "" : NULL;
	snprintf(no, sizeof(no), "%d", ++t->numbered);
	put_row(t, row, other, t->at[SECTION] >= 0 ? NULL : jr_buf_str(&t->section),
	    t->at[NO] >= 0 ? NULL : no);
}

/* A row that is no topic: a sum, or the section of what follows. */
static void
take_other(struct table *t, const struct jr_csv_row *row, const char *const *cell)
{
	const char *words = cell[TOPIC];

	for (size_t i = 0; i < row->n && words[0] == '\0'; i++)
		words = row->field[i] + strspn(row->field[i], " ");
	if (words[0] == '\0')
		return;
	if (!plan_total_row(&t->total, row->line, words, cell[HOURS])) {
		plan_total_section(&t->total, row->line, cell[HOURS]);
		jr_buf_clear(&t->section);
		jr_buf_adds(&t->section, words);
	} else
		jr_buf_clear(&t->section);
}

static void
take_row(struct table *t, const struct jr_csv_row *row)
{
	const char *cell[NAMES];
	bool topic;

	for (int k = 0; k < NAMES; k++) {
		int at = t->at[k];

		jr_buf_clear(&t->text[k]);
		if (at >= 0 && (size_t)at < row->n)
			jr_text_clean(&t->text[k], row->field[at], row->len[at]);
		cell[k] = jr_buf_str(&t->text[k]);
	}
	if (numbers_columns(t, cell))
		return;
	topic = t->at[NO] < 0 ? cell[HOURS][0] != '\0' : cell[NO][0] != '\0';
	if (topic && cell[TOPIC][0] == '\0' && !is_number(cell[NO]) &&
	    (!isdigit((unsigned char)cell[NO][0]) || cell[HOURS][0] == '\0'))
		topic = false;	/* merged cells, whose words stand in the first one */
	if (topic)
		take_topic(t, row, cell);
	else
		take_other(t, row, cell);
}

/* --- All of it ------------------------------------------------------------------------------- */

static int
failed(const struct table *t, const struct jr_error *e, int rc)
{
	cli_at(t->c, t->name, e->line, e->field, e->text);
	return cli_exit_of(rc);
}

/* The line of the header, among the first rows; 0: there is none. */
static int
find_header(struct table *t, struct jr_csv *csv, size_t *line)
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
take_all(struct table *t, struct jr_csv *csv)
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
			put_row(t, &row, NULL, NULL, NULL);
		else if (row.line > header)
			take_row(t, &row);
	}
	if (code == CLI_DONE)
		plan_total_section(&t->total, 0, "");
	return code;
}

int
plan_tidy(struct cli *c, const char *name, const struct jr_csv_opts *opts, FILE *in, FILE *out)
{
	struct table t = { .c = c, .name = name, .out = out, .line = 1 };
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
		if (opts->delimiter == 0)
			cli_note(c, "%s: %s", name, jr_csv_dialect(csv));
		fputs("\xef\xbb\xbf", out);
		code = take_all(&t, csv);
	}
	jr_csv_close(csv);
	jr_columns_free(t.columns);
	jr_buf_release(&t.section);
	jr_buf_release(&t.no);
	for (int k = 0; k < NAMES; k++)
		jr_buf_release(&t.text[k]);
	return code;
}
