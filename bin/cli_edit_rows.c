/* A list of rows in the editor: out, changed by hand, and in again. */
#include <stdlib.h>
#include <string.h>

#include "base/map.h"
#include "cli_grid.h"

/* Rows as the journal has them, found by their keys. */
struct shown {
	struct jr_map	*at;		/* key → first of the row's places */
	struct jr_buf	 places;	/* size_t, as many a row as there are columns */
	struct jr_buf	 text;
};

struct editing {
	struct cli_editing	 in;		/* first: it comes back to us as this */
	const struct jr_rowkind	*kind;
	const struct jr_filter	*filter;
	struct shown		 was, now;
	int			 place[JR_ROW_MOST];	/* field of a column; -1 */
	struct jr_buf		 key, cell[JR_ROW_MOST];
	size_t			 errors;
	struct cli_counts	 counts;
};

/* --- Rows in memory ---------------------------------------------------------------- */

static void
shown_clear(struct shown *s)
{
	jr_map_free(s->at);
	s->at = NULL;
	jr_buf_clear(&s->places);
	jr_buf_clear(&s->text);
}

static void
shown_release(struct shown *s)
{
	shown_clear(s);
	jr_buf_release(&s->places);
	jr_buf_release(&s->text);
}

/* The key of a row into e->key. */
static void
make_key(struct editing *e, const char *const *cells)
{
	jr_buf_clear(&e->key);
	for (int i = 0; i < e->kind->columns; i++)
		if (e->kind->col[i].flags & JR_ROW_KEY)
			jr_buf_addf(&e->key, "%s\x1f", cells[i] == NULL ? "" : cells[i]);
}

static void
keep_cell(struct shown *s, size_t *place, const char *cell)
{
	*place = s->text.len;
	jr_buf_add(&s->text, cell, strlen(cell) + 1);
}

/* Into e->now. */
static int
keep_row(void *arg, const char *const *cells)
{
	struct editing *e = arg;
	struct shown *s = &e->now;
	size_t first = s->places.len / sizeof(size_t), place;

	make_key(e, cells);
	for (int i = 0; i < e->kind->columns; i++) {
		keep_cell(s, &place, cells[i] == NULL ? "" : cells[i]);
		jr_buf_add(&s->places, &place, sizeof(place));
	}
	return !e->key.failed && !s->places.failed && !s->text.failed &&
	    jr_map_put(s->at, e->key.data, e->key.len, (int64_t)first) ? JR_OK : JR_ENOMEM;
}

static int
load_now(struct editing *e, const struct jr_filter *filter)
{
	int rc = JR_ENOMEM;

	shown_clear(&e->now);
	if ((e->now.at = jr_map_new()) != NULL)
		rc = jr_list(e->in.c->jr, e->kind, filter, keep_row, e);
	if (rc == JR_ENOMEM)
		return cli_fail(e->in.c, CLI_BUSY, N_("out of memory"));
	return rc < 0 ? cli_jr_failed(e->in.c) : CLI_DONE;
}

/* The places of the row whose key was made last; NULL: there is none. */
static size_t *
find_row(const struct editing *e, const struct shown *s)
{
	int64_t first;

	if (!jr_map_get(s->at, e->key.data, e->key.len, &first))
		return NULL;
	return (size_t *)(void *)s->places.data + first;
}

/* --- Storing ----------------------------------------------------------------------------- */

static void
wrong(struct editing *e, size_t line, int column, const char *words)
{
	e->errors++;
	cli_edit_note(&e->in, line, column >= 0 && e->place[column] >= 0 ?
	    (size_t)e->place[column] + 1 : 0, words);
}

static void
say_fault(void *arg, size_t line, int column, const char *words)
{
	wrong(arg, line, column, words);
}

static int
read_header(struct editing *e, const struct jr_csv_row *h)
{
	struct jr_columns *names = NULL;
	int at, code;

	if ((code = cli_columns(e->in.c, &names)) != CLI_DONE)
		return code;
	for (int i = 0; i < JR_ROW_MOST; i++)
		e->place[i] = -1;
	for (size_t i = 0; i < h->n; i++) {
		const char *name = jr_columns_english(names, e->kind->name, h->field[i]);

		at = jr_rowkind_column(e->kind, name != NULL ? name : h->field[i]);
		if (at >= 0)
			e->place[at] = (int)i;
	}
	jr_columns_free(names);
	for (int i = 0; i < e->kind->columns; i++)
		if (e->place[i] < 0 && !(e->kind->col[i].flags & JR_ROW_OPTIONAL))
			return cli_fail(e->in.c, CLI_BAD_DATA, N_("the column '%s' is missing"),
			    e->kind->col[i].name);
	return CLI_DONE;
}

/* A cell that was edited: has somebody else changed it meanwhile?  Then what it is now has
 * been seen in the next round. */
static bool
is_fresh(struct editing *e, size_t line, int column, size_t *was, const size_t *now)
{
	const char *old = e->was.text.data + was[column], *new = e->now.text.data + now[column];
	struct jr_buf words = JR_BUF_INIT;

	if (strcmp(old, new) == 0)
		return true;
	jr_buf_addf(&words, _("somebody has changed this cell meanwhile: it is '%s' now"), new);
	wrong(e, line, column, jr_buf_str(&words));
	jr_buf_release(&words);
	keep_cell(&e->was, &was[column], new);
	return false;
}

/* Leave in the row what was edited, and its key; *any: something was. */
static bool
only_edited(struct editing *e, struct jr_row *r, bool *any)
{
	size_t *was, *now;
	bool fresh = true;

	make_key(e, r->v);
	was = find_row(e, &e->was);
	now = find_row(e, &e->now);
	*any = was == NULL;
	if (was != NULL && now == NULL)
		wrong(e, r->line, -1, _("somebody has taken this row away meanwhile"));
	for (int i = 0; i < e->kind->columns && was != NULL && now != NULL; i++) {
		if (e->kind->col[i].flags & JR_ROW_KEY || r->v[i] == NULL)
			continue;
		if (strcmp(r->v[i], e->was.text.data + was[i]) == 0) {
			r->v[i] = NULL;
			continue;
		}
		*any = true;
		fresh = is_fresh(e, r->line, i, was, now) && fresh;
	}
	return fresh && (was == NULL || now != NULL);
}

static int
take_row(struct editing *e, const struct jr_csv_row *in, struct jr_row *r)
{
	r->kind = e->kind;
	r->line = in->line;
	for (int i = 0; i < e->kind->columns; i++) {
		int at = e->place[i];

		r->v[i] = at < 0 ? NULL : in->field[at];
		jr_buf_clear(&e->cell[i]);
		if (r->v[i] == NULL || e->kind->raw)
			continue;
		if (jr_text_clean_lines(&e->cell[i], in->field[at], in->len[at]) < 0 ||
		    e->cell[i].failed)
			return cli_fail(e->in.c, CLI_BUSY, N_("out of memory"));
		r->v[i] = jr_buf_str(&e->cell[i]);
	}
	return CLI_DONE;
}

static int
put_row(struct editing *e, const struct jr_csv_row *in)
{
	struct jr *j = e->in.c->jr;
	struct jr_row r = { 0 };
	enum jr_change what;
	bool any;
	int code, rc;

	if ((code = take_row(e, in, &r)) != CLI_DONE || !only_edited(e, &r, &any) || !any)
		return code;
	if ((rc = e->kind->put(j, &r, &what)) == JR_OK) {
		cli_count(&e->counts, what);
		return CLI_DONE;
	}
	if (rc != JR_EINVAL && rc != JR_ENOTFOUND && rc != JR_ECONFLICT && rc != JR_EDENIED)
		return cli_jr_failed(e->in.c);
	wrong(e, r.line, jr_error_column(j), jr_error(j)->text);
	jr_error_forget(j);
	return CLI_DONE;
}

static int
put_rows(struct editing *e, struct jr_csv *csv)
{
	struct jr_filter filter = *e->filter;
	struct jr_csv_row in;
	struct jr_error err;
	int code, rc = JR_OK;

	filter.unfilled = false;	/* what another has filled in is there all the same */
	if ((code = read_header(e, jr_csv_header(csv))) != CLI_DONE ||
	    (code = load_now(e, &filter)) != CLI_DONE)
		return code;
	while (code == CLI_DONE && (rc = jr_csv_next(csv, &in, &err)) != JR_DONE) {
		if (rc == JR_OK)
			code = put_row(e, &in);
		else
			wrong(e, err.line, -1, err.text);
		if (rc < 0 && rc != JR_EINVAL)
			break;
	}
	if (code == CLI_DONE && e->errors == 0 && e->kind->check != NULL &&
	    (rc = e->kind->check(e->in.c->jr, say_fault, e)) < 0 && rc != JR_ECONFLICT)
		return cli_jr_failed(e->in.c);
	return code == CLI_DONE && e->errors > 0 ? CLI_BAD_DATA : code;
}

static int
store(struct cli_editing *in, FILE *file)
{
	struct editing *e = (struct editing *)in;
	struct jr_csv *csv = NULL;
	struct jr_csv_opts opts;
	struct jr_error err = { 0 };
	int code = CLI_BAD_DATA;

	e->errors = 0;
	e->counts = (struct cli_counts){ 0 };
	cli_csv_opts(in->c, &opts);
	if (jr_csv_open(&csv, file, &opts, &err) < 0)
		cli_edit_note(in, err.line, 0, err.text);
	else if ((code = cli_begin(in->c)) == CLI_DONE)
		code = cli_import_end(in->c, put_rows(e, csv), &e->counts);
	jr_csv_close(csv);
	return code;
}

/* --- The run -------------------------------------------------------------------------------- */

/* The list as it is now, and the same in memory. */
static int
write_list(struct editing *e)
{
	struct cli *c = e->in.c;
	FILE *out;
	int code;

	c->excel = false;	/* cells as they are compared */
	if ((code = cli_edit_open(&e->in, &out)) != CLI_DONE)
		return code;
	if (jr_read_begin(c->jr) < 0)
		code = cli_jr_failed(c);
	else {
		if ((code = load_now(e, e->filter)) == CLI_DONE)
			code = cli_list_rows(c, e->kind, e->filter, out, JR_CSV);
		jr_read_end(c->jr);
	}
	e->was = e->now;
	e->now = (struct shown){ 0 };
	return cli_edit_close(&e->in, out, code);
}

int
cli_edit_rows(struct cli *c, const struct jr_filter *filter)
{
	struct editing e = {
		.in = { .c = c, .store = store, .help = N_("# An emptied cell is cleared, a new line "
		    "is a new row; a line taken out takes nothing away.") },
		.kind = c->command->kind, .filter = filter,
	};
	int code = cli_edit_end(&e.in, write_list(&e));

	shown_release(&e.was);
	shown_release(&e.now);
	jr_buf_release(&e.key);
	for (int i = 0; i < JR_ROW_MOST; i++)
		jr_buf_release(&e.cell[i]);
	return code;
}

int
cli_edit_list(struct cli *c)
{
	struct jr_filter filter;
	int code = cli_list_filter(c, &filter);

	return code != CLI_DONE ? code : cli_edit_rows(c, &filter);
}
