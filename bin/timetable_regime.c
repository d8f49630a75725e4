/* jr-timetable: orders about days (off, remote, another weekday, other bells). */
#include <string.h>

#include "timetable_verbs.h"

typedef int act_on_row(struct jr *, const struct jr_row *, enum jr_change *);

static int
take_back(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	return r->kind->remove(j, r, NULL, what);
}

/* --- By options --------------------------------------------------------------- */

static const char **
cell(struct jr_row *r, const char *column)
{
	return &r->v[jr_rowkind_column(r->kind, column)];
}

/* --date is a span of one day. */
static int
row_of_options(struct cli *c, struct jr_row *r)
{
	static const char *const names[] = { "from", "to", "grade", "class", "order", "note" };
	const char *date = cli_option(c, "date");

	r->kind = &jr_kind_regime;
	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		*cell(r, names[i]) = cli_option(c, names[i]);
	if (date != NULL && (*cell(r, "from") != NULL || *cell(r, "to") != NULL))
		return cli_fail(c, CLI_USAGE, N_("give --date, or --from and --to"));
	if (date != NULL)
		*cell(r, "from") = date;
	if (*cell(r, "from") == NULL)
		return cli_fail(c, CLI_USAGE, N_("--%s is missing"), "date");
	return CLI_DONE;
}

static int
one(struct cli *c, struct jr_row *r, act_on_row *act, struct cli_counts *counts)
{
	enum jr_change what;

	if (act(c->jr, r, &what) < 0)
		return cli_jr_failed(c);
	cli_count(counts, what);
	return CLI_DONE;
}

/* The row for each value of an option that may stand several times. */
static int
each_value(struct cli *c, struct jr_row *r, const char *option, act_on_row *act,
    struct cli_counts *counts)
{
	const char *all = cli_option_all(c, option), *end;
	struct jr_buf value = JR_BUF_INIT;
	int code = CLI_DONE;

	for (; all != NULL && code == CLI_DONE; all = *end != '\0' ? end + 1 : NULL) {
		end = strchrnul(all, '\n');
		jr_buf_clear(&value);
		jr_buf_add(&value, all, (size_t)(end - all));
		*cell(r, option) = jr_buf_str(&value);
		code = value.failed ? cli_fail(c, CLI_BUSY, N_("out of memory")) :
		    one(c, r, act, counts);
	}
	*cell(r, option) = NULL;
	jr_buf_release(&value);
	return code;
}

/* For the school, or for each of its grades and classes that are named. */
static int
each_part(struct cli *c, struct jr_row *r, act_on_row *act, struct cli_counts *counts)
{
	int code;

	if (cli_option(c, "grade") == NULL && cli_option(c, "class") == NULL)
		return one(c, r, act, counts);
	*cell(r, "grade") = *cell(r, "class") = NULL;
	if ((code = each_value(c, r, "grade", act, counts)) == CLI_DONE)
		code = each_value(c, r, "class", act, counts);
	return code;
}

/* The word behind the regime goes into a column; regimes without one have none. */
static int
take_word(struct cli *c, const char *column, struct jr_row *r)
{
	if (c->nargs > 1 && column == NULL)
		return cli_fail(c, CLI_USAGE, N_("'%s' is a word too many"), c->args[1]);
	if (c->nargs < 2 && column != NULL)
		return cli_fail(c, CLI_USAGE, strcmp(column, "weekday") == 0 ?
		    N_("say whose timetable holds: 1 Monday to 7 Sunday") :
		    N_("say which set of bells rings"));
	if (column != NULL)
		*cell(r, column) = c->args[1];
	return CLI_DONE;
}

/* --- Runs --------------------------------------------------------------------------- */

static int
end(struct cli *c, int code, const struct cli_counts *counts)
{
	struct jr_followed n = jr_regime_followed(c->jr);

	if (code == CLI_DONE && (n.added > 0 || n.removed > 0))
		cli_note(c, N_("lessons that follow: added %lld, taken out %lld"),
		    (long long)n.added, (long long)n.removed);
	return cli_import_end(c, code, counts);
}

static int
by_options(struct cli *c, const char *regime, const char *column, act_on_row *act)
{
	struct cli_counts counts = { 0 };
	struct jr_row r = { 0 };
	int code;

	if ((code = row_of_options(c, &r)) != CLI_DONE ||
	    (code = take_word(c, column, &r)) != CLI_DONE ||
	    (code = cli_open_year(c, JR_OPEN_WRITE)) != CLI_DONE ||
	    (code = cli_begin(c)) != CLI_DONE)
		return code;
	*cell(&r, "regime") = regime;
	return end(c, each_part(c, &r, act, &counts), &counts);
}

static int
removed(struct cli *c)
{
	const char *regime = c->nargs > 1 ? c->args[1] : NULL;

	if (regime == NULL)
		return cli_fail(c, CLI_USAGE, N_("say which: off, remote, weekday or bells"));
	c->nargs = 1;
	return by_options(c, regime, NULL, take_back);
}

static int
import(struct cli *c)
{
	struct cli_counts counts = { 0 };
	const char *name;
	FILE *in;
	int code;

	if (cli_option(c, "keep-going") != NULL)
		return cli_fail(c, CLI_USAGE, N_("--keep-going does not go with orders about days"));
	if ((in = cli_input(c, 1, &name, &code)) == NULL)
		return code;
	if ((code = cli_open_year(c, JR_OPEN_WRITE)) == CLI_DONE &&
	    (code = cli_begin(c)) == CLI_DONE)
		code = end(c, cli_import_rows(c, &jr_kind_regime, in, name, NULL, &counts),
		    &counts);
	if (in != stdin)
		fclose(in);
	return code;
}

static int
list(struct cli *c)
{
	const char *date = cli_option(c, "date");
	struct jr_filter filter = {
		.from = date != NULL ? date : cli_option(c, "from"),
		.to = date != NULL ? date : cli_option(c, "to"),
	};
	int code;

	if (c->nargs > 1)
		return take_word(c, NULL, NULL);
	filter.v[jr_rowkind_column(&jr_kind_regime, "grade")] = cli_option(c, "grade");
	filter.v[jr_rowkind_column(&jr_kind_regime, "class")] = cli_option(c, "class");
	if ((code = cli_open_year(c, JR_OPEN_READ)) != CLI_DONE)
		return code;
	return cli_list_filtered(c, &jr_kind_regime, &filter);
}

int
timetable_regime(struct cli *c)
{
	/* Regimes, and what the word behind each is. */
	static const struct { const char *name, *column; } regimes[] = {
		{ "off", NULL }, { "remote", NULL }, { "weekday", "weekday" },
		{ "bells", "bells" },
	};
	const char *word = c->args[0];

	for (size_t i = 0; i < sizeof(regimes) / sizeof(regimes[0]); i++)
		if (strcmp(word, regimes[i].name) == 0)
			return by_options(c, word, regimes[i].column, jr_kind_regime.put);
	if (strcmp(word, "list") == 0)
		return list(c);
	if (strcmp(word, "import") == 0)
		return import(c);
	if (strcmp(word, "remove") == 0)
		return removed(c);
	return cli_fail(c, CLI_USAGE, N_("'%s' is neither off, remote, weekday nor bells, "
	    "nor list, import or remove"), word);
}
