/* A table of ours in the editor: rounds until it is right, or left. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli_grid.h"

/* --- The file ------------------------------------------------------------------- */

static int
failed(struct cli_editing *e)
{
	return cli_fail(e->c, CLI_IO, "%s: %s", e->file, strerror(errno));
}

static int
no_temporary(struct cli_editing *e)
{
	return cli_fail(e->c, CLI_IO, N_("a temporary file cannot be written: %s"),
	    strerror(errno));
}

static void
add_help(const struct cli_editing *e, struct jr_buf *b)
{
	jr_buf_adds(b, _("# Lines that begin with # are passed over.  What you change is stored "
	    "when you leave."));
	jr_buf_addf(b, "\n%s\n", _(e->help));
}

int
cli_edit_open(struct cli_editing *e, FILE **out)
{
	struct jr_buf help = JR_BUF_INIT;

	if ((*out = cli_make_private(e->c->command->name, ".csv", &e->file)) == NULL)
		return no_temporary(e);
	add_help(e, &help);
	fputs(jr_buf_str(&help), *out);
	jr_buf_release(&help);
	return CLI_DONE;
}

int
cli_edit_close(struct cli_editing *e, FILE *out, int code)
{
	if (fclose(out) != 0 && code == CLI_DONE)
		return failed(e);
	if (code != CLI_DONE)
		return code;
	return cli_read_whole(e->file, &e->text) ? CLI_DONE : failed(e);
}

/* --- Comments ---------------------------------------------------------------------- */

/* The sheet without its comments, lines where they were; NULL with errno. */
static FILE *
bare_sheet(const struct jr_buf *text, bool *any)
{
	FILE *out = cli_temporary();
	struct cli_lines l;

	*any = false;
	cli_lines_begin(&l, text);
	while (out != NULL && cli_lines_next(&l)) {
		*any = *any || (!l.comment && l.n > 1);
		if (l.comment)
			fputc('\n', out);
		else
			fwrite(l.line, 1, l.n, out);
	}
	if (out == NULL || (!ferror(out) && fflush(out) == 0 && fseek(out, 0, SEEK_SET) == 0))
		return out;
	fclose(out);
	return NULL;
}

void
cli_edit_note(struct cli_editing *e, size_t line, size_t field, const char *words)
{
	jr_buf_addf(&e->comments, "%zu %zu %s\n", line, field, words);
}

/* The errors of a line as comments above it; those without a line above all. */
static void
add_errors(const struct cli_editing *e, size_t line, struct jr_buf *out)
{
	const char *p = jr_buf_str(&e->comments), *end;
	char *rest;

	for (; (end = strchr(p, '\n')) != NULL; p = end + 1) {
		size_t at = strtoul(p, &rest, 10), field = strtoul(rest, &rest, 10);

		if (at != line)
			continue;
		if (field > 0)
			jr_buf_addf(out, _("# column %zu:"), field);
		else
			jr_buf_addc(out, '#');
		jr_buf_add(out, rest, (size_t)(end - rest));
		jr_buf_addc(out, '\n');
	}
}

/* The file again, with what is wrong. */
static int
write_errors(struct cli_editing *e)
{
	struct jr_buf out = JR_BUF_INIT;
	struct cli_lines l;
	int code = CLI_DONE;

	cli_lines_begin(&l, &e->text);
	add_help(e, &out);
	add_errors(e, 0, &out);
	while (cli_lines_next(&l)) {
		if (!l.inside && !l.comment)
			add_errors(e, l.number, &out);
		if (!l.comment)
			jr_buf_add(&out, l.line, l.n);
	}
	if (out.failed)
		code = cli_fail(e->c, CLI_BUSY, N_("out of memory"));
	else if (!cli_write_whole(e->file, &out) || !cli_read_whole(e->file, &e->text))
		code = failed(e);
	jr_buf_release(&out);
	return code;
}

/* --- Rounds ------------------------------------------------------------------------------- */

/* Say on stderr what was left wrong in the file, at the lines that have it. */
static int
give_up(struct cli_editing *e)
{
	struct cli_lines l, row;
	char *words;

	cli_lines_begin(&l, &e->text);
	while (cli_lines_next(&l)) {
		if (!l.comment || strncmp(l.line, "# ", 2) != 0 || l.number <= 2)
			continue;
		for (row = l; cli_lines_next(&row) && row.comment;)
			;
		if ((words = strndup(l.line + 2, l.n - 3)) != NULL)
			cli_at(e->c, e->file, row.number, 0, words);
		free(words);
	}
	return cli_fail(e->c, CLI_BAD_DATA, N_("nothing is stored"));
}

/* Store what was changed, or find out what is wrong; *again then. */
static int
try_file(struct cli_editing *e, bool *again)
{
	bool any;
	FILE *in = bare_sheet(&e->text, &any);
	int code;

	*again = false;
	if (in == NULL)
		return no_temporary(e);
	if (!any) {
		fclose(in);
		return cli_fail(e->c, CLI_BAD_DATA, N_("nothing is stored"));
	}
	jr_buf_clear(&e->comments);
	code = e->store(e, in);
	fclose(in);
	*again = code == CLI_BAD_DATA && e->comments.len > 0;
	return code;
}

static bool
is_same(const struct jr_buf *a, const struct jr_buf *b)
{
	return a->len == b->len && memcmp(jr_buf_str(a), jr_buf_str(b), a->len) == 0;
}

/* The editor failed: of a file that it did not touch there is nothing to keep. */
static void
forget_untouched(struct cli_editing *e)
{
	struct jr_buf now = JR_BUF_INIT;

	if (cli_read_whole(e->file, &now) && is_same(&now, &e->text))
		jr_buf_clear(&e->text);
	jr_buf_release(&now);
}

static int
edit_rounds(struct cli_editing *e)
{
	struct jr_buf before = JR_BUF_INIT;
	bool again = true, tried = false, same;
	int code = CLI_DONE;

	while (again && code == CLI_DONE) {
		jr_buf_clear(&before);
		jr_buf_add(&before, jr_buf_str(&e->text), e->text.len);
		if ((code = cli_run_editor(e->c, e->file)) != CLI_DONE) {
			if (!tried)
				forget_untouched(e);
			break;
		}
		if (!cli_read_whole(e->file, &e->text)) {
			code = failed(e);
			break;
		}
		same = is_same(&before, &e->text);
		if (same && !tried)
			cli_warn(e->c, N_("nothing changed"));
		if (same) {
			code = tried ? give_up(e) : CLI_DONE;
			break;
		}
		tried = true;
		code = try_file(e, &again);
		if (again)
			code = write_errors(e);
	}
	jr_buf_release(&before);
	return code;
}

int
cli_edit_end(struct cli_editing *e, int code)
{
	if (code == CLI_DONE)
		code = edit_rounds(e);
	if (e->file != NULL && (code == CLI_DONE || e->text.len == 0))
		unlink(e->file);
	else if (e->file != NULL)
		cli_warn(e->c, N_("what was edited is kept in %s"), e->file);
	free(e->file);
	jr_buf_release(&e->text);
	jr_buf_release(&e->comments);
	return code;
}
