/* A course's sheet in the editor: out, changed by hand, and in again. */
#include <string.h>

#include "cli_grid.h"

#define DAYS 14		/* of a sheet without --from and --to */

/* A sheet being edited. */
struct editing {
	struct cli_editing	 in;		/* first: it comes back to us as this */
	struct cli_sheet	 sheet;
	struct jr_grid_which	 which;
	struct jr_grid_cells	*cells;		/* as they were written */
	char			 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
};

/* The sheet as it is now, and its cells for comparing. */
static int
write_cells(struct editing *e, FILE *out)
{
	const struct jr_table_opts opts = { .format = JR_CSV, .titles = true, .lang = "en" };
	struct cli *c = e->in.c;
	size_t columns = 0;
	int rc;

	if ((rc = jr_read_begin(c->jr)) == JR_OK) {
		if ((rc = jr_grid_cells_new(c->jr, &e->which, &e->cells)) == JR_OK)
			rc = jr_grid_list(c->jr, &e->which, out, &opts, &columns);
		jr_read_end(c->jr);
	}
	if (rc < 0)
		return cli_jr_failed(c);
	return columns > 0 ? CLI_DONE : cli_fail(c, CLI_BAD_DATA,
	    N_("the course has no lessons on these days"));
}

static int
write_sheet(struct editing *e)
{
	FILE *out;
	int code = cli_edit_open(&e->in, &out);

	return code != CLI_DONE ? code : cli_edit_close(&e->in, out, write_cells(e, out));
}

static void
keep_error(void *arg, bool error, size_t line, size_t field, const char *words)
{
	if (error)
		cli_edit_note(arg, line, field, words);
}

static int
store(struct cli_editing *in, FILE *csv)
{
	struct editing *e = (struct editing *)in;
	int code;

	e->sheet.errors = 0;
	jr_grid_init(&e->sheet.grid);
	code = cli_sheet_read(&e->sheet, csv);
	if (code == CLI_DONE && (code = cli_begin(in->c)) == CLI_DONE)
		code = cli_sheet_store(&e->sheet, &e->which, e->cells);
	jr_grid_release(&e->sheet.grid);
	return code;
}

/* Without days: the two weeks up to today, or to the last day given. */
static void
choose_days(struct editing *e)
{
	jr_day to = jr_today(e->in.c->jr), given;

	if (e->which.to == NULL) {
		jr_date_format(to, e->to);
		e->which.to = e->to;
	} else if (jr_date_parse(e->which.to, &given) == JR_OK)
		to = given;
	if (e->which.from != NULL)
		return;
	jr_date_format(to - DAYS + 1, e->from);
	e->which.from = e->from;
}

int
cli_grid_edit(struct cli *c)
{
	struct editing e = {
		.in = { .c = c, .store = store, .help = N_("# An emptied cell is deleted; an "
		    "unchanged file stores nothing.") },
		.sheet = { .c = c, .said = keep_error },
	};
	int code;

	e.sheet.arg = &e.in;
	if ((code = cli_sheet_which(c, JR_GRID_SLOTS, &e.which)) != CLI_DONE)
		return code;
	e.which.russian = strcmp(c->lang, "ru") == 0;
	choose_days(&e);
	code = cli_edit_end(&e.in, write_sheet(&e));
	jr_grid_cells_free(e.cells);
	return code;
}
