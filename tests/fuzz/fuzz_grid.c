/*
 * A teacher's sheet as jr-mark import --grid takes it: the shape (lib/grid_read.h), then
 * jr_grid_import() of the course 7А Алгебра, whose lessons are 2026-09-02 1 and 2, 09-07 2
 * and 09-09 1 and 2.
 */
#include <string.h>

#include "fuzz.h"

#define MOST 8192		/* bytes of a sheet */

static const struct jr_grid_which which = { .class = "7А", .subject = "Алгебра" };
static size_t errors;

static void
said(void *arg, bool error, size_t line, size_t field, const char *words)
{
	(void)arg;
	fprintf(stderr, "%s:%zu:%zu: %s\n", error ? "error" : "note", line, field, words);
	errors += error;
	FUZZ_HOLDS(words[0] != '\0' && (line > 0 || field == 0));
}

/* --- The shape ------------------------------------------------------------------ */

/* The rows of a file as CSV; false: it is none, or a row is not for a grid. */
static bool
add_rows(struct jr_grid *g, FILE *in)
{
	const struct jr_csv_opts opts = { .no_header = true };
	struct jr_error e = { 0 };
	struct jr_csv_row row;
	struct jr_csv *csv;
	int rc, added = JR_OK;

	if (jr_csv_open(&csv, in, &opts, &e) < 0)
		return false;
	while (added == JR_OK && (rc = jr_csv_next(csv, &row, &e)) == JR_OK)
		added = jr_grid_add(g, row.line, row.n, row.field, row.len);
	FUZZ_HOLDS(added == JR_OK || added == JR_EINVAL);
	jr_csv_close(csv);
	return added == JR_OK && rc == JR_DONE;
}

static void
look_at_shape(const struct jr_grid *g)
{
	const jr_day first = jr_day_of(2026, 9, 1), last = jr_day_of(2027, 8, 31);

	for (size_t i = 0; i < g->columns; i++) {
		const struct jr_grid_column *c = &g->column[i];

		FUZZ_HOLDS(i == 0 || c->field > c[-1].field);
		FUZZ_HOLDS(c->kind == JR_GRID_MEAN || (c->day >= first && c->day <= last));
	}
	for (size_t i = 0; i < g->rows; i++) {
		const struct jr_grid_row *r = &g->row[i];

		FUZZ_HOLDS(r->kind <= JR_GRID_HOMEWORK && r->line != g->head_line);
		FUZZ_HOLDS(i == 0 || r->line > r[-1].line);
		FUZZ_HOLDS(r->kind == JR_GRID_STUDENT ||
		    *jr_grid_cell(g, r, r->label) != '\0');
		FUZZ_HOLDS(r->kind != JR_GRID_STUDENT || r->number != 0 || r->name != 0);
		FUZZ_HOLDS(*jr_grid_cell(g, r, r->fields) == '\0');
	}
}

/* The file as a grid; false: it was refused, in words if it is the shape. */
static bool
read_sheet(struct jr_grid *g, FILE *in)
{
	int rc;

	jr_grid_init(g);
	if (!add_rows(g, in))
		return false;
	errors = 0;
	rc = jr_grid_read(g, 2026, said, NULL);
	FUZZ_HOLDS(rc == JR_OK || rc == JR_EINVAL);
	FUZZ_HOLDS((rc == JR_OK) == (errors == 0));
	if (rc == JR_OK)
		look_at_shape(g);
	return rc == JR_OK;
}

/* --- Into the journal ------------------------------------------------------------- */

static int
put(struct jr *j, const struct jr_grid *g, struct jr_grid_done *done)
{
	const struct jr_grid_how how = { .class = which.class, .subject = which.subject,
	    .check_means = true };
	int rc;

	errors = 0;
	rc = jr_grid_import(j, g, &how, said, NULL, done);
	FUZZ_HOLDS(rc == JR_OK || rc == JR_EINVAL);
	FUZZ_HOLDS((rc == JR_OK) == (done->errors == 0) && errors == done->errors);
	return rc;
}

/* The sheet of the journal, read back into it, changes nothing. */
static void
read_back(struct jr *j)
{
	const struct jr_table_opts opts = { .format = JR_CSV };
	const struct jr_tx tx = { .command = "fuzz" };
	struct fuzz_state before = fuzz_look(j);
	struct jr_grid_done done;
	struct jr_grid g;
	size_t lessons;
	int64_t tx_id;
	FILE *out = fuzz_file((const uint8_t *)"", 0);

	FUZZ_HOLDS(jr_read_begin(j) == JR_OK);
	FUZZ_HOLDS(jr_grid_list(j, &which, out, &opts, &lessons) == JR_OK && lessons > 0);
	jr_read_end(j);
	FUZZ_HOLDS(fflush(out) == 0);
	rewind(out);
	FUZZ_HOLDS(read_sheet(&g, out));
	FUZZ_HOLDS(jr_tx_begin(j, &tx) == JR_OK && put(j, &g, &done) == JR_OK);
	FUZZ_HOLDS(done.rows[JR_ADDED] + done.rows[JR_CHANGED] + done.rows[JR_REMOVED] == 0);
	FUZZ_HOLDS(jr_tx_commit(j, &tx_id) == JR_OK && tx_id == 0);
	fuzz_nothing_stored(j, &before);
	jr_grid_release(&g);
}

/* Most sheets are not stored: taking one back is dear. */
static void
import(const struct jr_grid *g, bool store)
{
	const struct jr_tx tx = { .command = "fuzz" };
	struct jr *j = fuzz_school();
	struct fuzz_state before = fuzz_look(j);
	struct jr_grid_done done;
	int64_t tx_id;

	FUZZ_HOLDS(jr_tx_begin(j, &tx) == JR_OK);
	if (put(j, g, &done) < 0 || !store) {
		jr_tx_abort(j);
		fuzz_nothing_stored(j, &before);
		return;
	}
	FUZZ_HOLDS(jr_tx_commit(j, &tx_id) == JR_OK);
	fuzz_sound(j);
	read_back(j);
	if (tx_id != 0)
		fuzz_reset();
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	struct jr_grid g;

	if (n > MOST)
		return 0;
	if (read_sheet(&g, fuzz_file(data, n)))
		import(&g, fuzz_one_in(8, data, n));
	jr_grid_release(&g);
	return 0;
}
