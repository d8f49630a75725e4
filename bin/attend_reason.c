/* jr-attend: reasons of absences, and exemptions. */
#include <string.h>

#include "attend_verbs.h"

/* The row that the options give; --date is a span of one day. */
static void
row_of_options(struct cli *c, struct jr_row *row)
{
	const struct jr_rowkind *k = row->kind;
	int from = jr_rowkind_column(k, "from");

	for (int i = 0; i < k->columns; i++)
		row->v[i] = cli_option(c, k->col[i].name);
	if (row->v[from] == NULL)
		row->v[from] = cli_option(c, "date");
}

/* It for each --student, in one transaction. */
static int
each_student(struct cli *c, const struct jr_rowkind *k, struct cli_counts *counts,
    int (*act)(struct jr *, const struct jr_row *, enum jr_change *))
{
	const char *all = cli_option_all(c, "student"), *end;
	struct jr_buf student = JR_BUF_INIT;
	struct jr_row row = { .kind = k };
	int code = CLI_DONE;
	enum jr_change what;

	row_of_options(c, &row);
	for (; all != NULL && code == CLI_DONE; all = *end != '\0' ? end + 1 : NULL) {
		end = strchrnul(all, '\n');
		jr_buf_clear(&student);
		jr_buf_add(&student, all, (size_t)(end - all));
		row.v[jr_rowkind_column(k, "student")] = jr_buf_str(&student);
		if (student.failed)
			code = cli_fail(c, CLI_BUSY, N_("out of memory"));
		else if (act(c->jr, &row, &what) < 0)
			code = cli_jr_failed(c);
		else
			cli_count(counts, what);
	}
	jr_buf_release(&student);
	return code;
}

/* Rows of a file or of the standard input, in one transaction. */
static int
each_line(struct cli *c, const struct jr_rowkind *k, struct cli_counts *counts)
{
	const char *name;
	FILE *in;
	int code;

	if ((in = cli_input(c, 0, &name, &code)) == NULL)
		return code;
	code = cli_import_rows(c, k, in, name, NULL, counts);
	if (in != stdin)
		fclose(in);
	return code;
}

static int
put_all(struct cli *c, const struct jr_rowkind *k, struct cli_counts *counts)
{
	bool options = cli_option(c, "student") != NULL;

	if (options && c->nargs > 0)
		return cli_fail(c, CLI_USAGE, N_("give a file or --student, not both"));
	return options ? each_student(c, k, counts, k->put) : each_line(c, k, counts);
}

int
attend_reason(struct cli *c)
{
	struct cli_counts counts = { 0 };
	struct jr_reasons n;
	int code;

	if ((code = cli_begin(c)) != CLI_DONE)
		return code;
	code = put_all(c, &jr_kind_reason, &counts);
	n = jr_reasons(c->jr);
	counts.changed = (size_t)n.changed;
	counts.same = (size_t)(n.absences - n.changed);
	if ((code = cli_import_end(c, code, &counts)) == CLI_DONE || code == CLI_FOUND)
		cli_warn(c, N_("absences: %lld, with another reason now: %lld"),
		    (long long)n.absences, (long long)n.changed);
	return code;
}

int
attend_exempt(struct cli *c)
{
	struct cli_counts counts = { 0 };
	int code;

	if ((code = cli_begin(c)) != CLI_DONE)
		return code;
	code = put_all(c, &jr_kind_exemption, &counts);
	return cli_import_end(c, code, &counts);
}

static int
take_out(struct jr *j, const struct jr_row *row, enum jr_change *what)
{
	return row->kind->remove(j, row, NULL, what);
}

int
attend_unexempt(struct cli *c)
{
	struct cli_counts counts = { 0 };
	int code;

	if (cli_option(c, "student") == NULL)
		return cli_fail(c, CLI_USAGE, N_("--%s is missing"), "student");
	if ((code = cli_begin(c)) != CLI_DONE)
		return code;
	code = each_student(c, &jr_kind_exemption, &counts, take_out);
	return cli_import_end(c, code, &counts);
}

int
attend_exemptions(struct cli *c)
{
	const struct jr_rowkind *k = &jr_kind_exemption;
	struct jr_filter filter = { .from = cli_option(c, "from"), .to = cli_option(c, "to") };

	for (int i = 0; i < k->columns; i++)
		if (k->col[i].flags & JR_ROW_FILTER)
			filter.v[i] = cli_option(c, k->col[i].name);
	return cli_list_filtered(c, k, &filter);
}
