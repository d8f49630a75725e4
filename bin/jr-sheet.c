/* jr-sheet: a worksheet of a workbook (XLSX) as CSV. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "cli.h"
#include "sheet.h"

/* What can be read anywhere: the input itself, or a copy of it. */
static int
make_seekable(struct cli *c, FILE *in, const char *name, FILE **out)
{
	struct stat is;
	char block[16384];
	size_t n, all = 0;

	*out = in;
	if (fstat(fileno(in), &is) == 0 && S_ISREG(is.st_mode))
		return CLI_DONE;
	if ((*out = cli_temporary()) == NULL)
		return cli_fail(c, CLI_IO, N_("a temporary file cannot be written: %s"),
		    strerror(errno));
	while ((n = fread(block, 1, sizeof(block), in)) > 0 && all <= SHEET_FILE_MOST) {
		if (fwrite(block, 1, n, *out) != n)
			break;
		all += n;
	}
	if (ferror(in))
		return cli_fail(c, CLI_IO, "%s: %s", name, strerror(errno));
	if (ferror(*out) || fflush(*out) != 0)
		return cli_fail(c, CLI_IO, N_("a temporary file cannot be written: %s"),
		    strerror(errno));
	return CLI_DONE;
}

static int
said(struct cli *c, const char *name, const struct jr_error *e)
{
	cli_at(c, name, e->line, e->field, e->text);
	return e->rc == JR_ENOTFOUND ? CLI_USAGE : cli_exit_of(e->rc);
}

/* --- Which sheet ------------------------------------------------------------------- */

static int
list(struct cli *c, const struct sheet_book *b)
{
	const struct jr_col col[] = {
		{ "number", _("Number"), JR_COL_INT, true },
		{ "sheet", _("Sheet"), JR_COL_TEXT, false },
		{ "state", _("State"), JR_COL_TEXT, false },
	};
	static const char *const states[] = { "visible", "hidden", "other" };
	struct jr_table_opts opts = { .format = c->excel ? JR_CSV : cli_format(c),
	    .excel = c->excel, .titles = c->headers_ru, .lang = c->lang };
	struct jr_table *t = jr_table_new(c->out, &opts, true, NULL, col, 3);
	char number[24];

	for (size_t i = 0; i < sheet_count(b); i++) {
		const struct sheet_tab *tab = sheet_at(b, i);

		snprintf(number, sizeof(number), "%zu", i + 1);
		jr_table_row(t, (const char *[]){ number, tab->name, states[tab->kind] });
	}
	return jr_table_end(t) == JR_ENOMEM ? cli_fail(c, CLI_BUSY, N_("out of memory")) :
	    CLI_DONE;
}

/* The other sheets that anybody would see and that hold something. */
static void
say_others(struct cli *c, struct sheet_book *b, size_t chosen, const char *name)
{
	struct jr_buf others = JR_BUF_INIT;

	for (size_t i = 0; i < sheet_count(b) && !c->quiet; i++)
		if (i != chosen && sheet_at(b, i)->kind == SHEET_VISIBLE && sheet_has_data(b, i))
			jr_buf_addf(&others, "%s'%s'", others.len > 0 ? ", " : "",
			    sheet_at(b, i)->name);
	if (others.len > 0)
		cli_warn(c, N_("%s: this is sheet '%s'; others have data too: %s; choose with --sheet"),
		    name, sheet_at(b, chosen)->name, jr_buf_str(&others));
	jr_buf_release(&others);
}

static int
choose(struct cli *c, struct sheet_book *b, const char *name, size_t *out)
{
	const char *wanted = cli_option(c, "sheet");
	struct jr_error e = { 0 };

	if (wanted != NULL)
		return sheet_find(b, wanted, out, &e) < 0 ? said(c, name, &e) : CLI_DONE;
	for (*out = 0; *out < sheet_count(b); ++*out)
		if (sheet_at(b, *out)->kind == SHEET_VISIBLE) {
			say_others(c, b, *out, name);
			return CLI_DONE;
		}
	return cli_fail(c, CLI_BAD_DATA, N_("%s: all sheets are hidden; choose one with --sheet"),
	    name);
}

/* --- The rows ------------------------------------------------------------------------ */

/* 28 is "AB". */
static const char *
letters(size_t column, char out[8])
{
	char *s = out + 7;

	for (*s = '\0'; column > 0 && s > out; column = (column - 1) / 26)
		*--s = (char)('A' + (column - 1) % 26);
	return s;
}

static int
write_sheet(struct cli *c, struct sheet_book *b, const char *name)
{
	const struct sheet_opts opts = { .table = cli_option(c, "table") != NULL };
	struct sheet_out out = { .spill = cli_temporary };
	struct sheet_found found;
	struct jr_error e = { 0 };
	char column[8];
	size_t i;
	int code, rc;

	if ((code = choose(c, b, name, &i)) != CLI_DONE)
		return code;
	cli_note(c, N_("%s: sheet '%s'"), name, sheet_at(b, i)->name);
	if ((rc = sheet_write(b, i, &opts, &out, &found, &e)) == JR_OK)
		rc = sheet_out_copy(&out, c->out, &e);
	if (rc < 0)
		code = said(c, name, &e);
	else if (found.unvalued > 0)
		cli_warn(c, jr_ngettext("%s: %zu formula has no value, the first in %s%zu; open the "
		    "workbook and save it again", "%s: %zu formulas have no value, the first in "
		    "%s%zu; open the workbook and save it again", found.unvalued), name,
		    found.unvalued, letters(found.column, column), found.row);
	sheet_out_release(&out);
	return code;
}

static int
run(struct cli *c, FILE *in, const char *name)
{
	struct jr_error e = { 0 };
	struct sheet_book *b;
	int code;

	if (sheet_open(&b, in, &e) < 0)
		return said(c, name, &e);
	code = cli_option(c, "list") != NULL ? list(c, b) : write_sheet(c, b, name);
	sheet_close(b);
	return code;
}

static int
sheet(struct cli *c)
{
	const char *name;
	FILE *in, *file;
	int code;

	if (cli_option(c, "list") == NULL && (c->excel ||
	    (cli_format_given(c) && cli_format(c) != JR_CSV)))
		return cli_fail(c, CLI_USAGE, N_("a sheet is written as plain CSV; --format and "
		    "--excel go with --list"));
	if ((in = cli_input(c, 0, &name, &code)) == NULL)
		return code;
	if ((code = make_seekable(c, in, name, &file)) == CLI_DONE)
		code = run(c, file, name);
	if (file != in && file != NULL)
		fclose(file);
	if (in != stdin)
		fclose(in);
	return code;
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "", CLI_NOTHING, 0, 1, sheet, N_("[FILE]") },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "sheet", 0, N_("SHEET"), N_("the sheet, by its name or its number from 1 "
		    "(default: the first that is not hidden)") },
		{ "list", 0, NULL, N_("list the sheets") },
		{ "table", 0, NULL, N_("each row is one line, a line end inside a cell U+2028, and "
		    "none is narrower than the first") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-sheet", .verbs = verbs, .options = options,
		.about = N_("A worksheet of a workbook (XLSX) as CSV."),
	};

	return cli_main(&command, argc, argv);
}
