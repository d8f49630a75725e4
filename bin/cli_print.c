/*
 * Output as a workbook, a paper or a picture: the JSON form of what is written, kept in
 * a temporary file, goes through jr-print at the end, so that only it links what makes
 * them, and nothing comes out of a command that failed.
 */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "cli_impl.h"

int
cli_print_begin(struct cli *c)
{
	bool book = cli_is_workbook(c);
	FILE *pages;

	if (!book && !cli_is_paper(c))
		return CLI_DONE;
	if (isatty(fileno(c->out)) && !book)
		return cli_fail(c, CLI_USAGE, N_("-f %s is nothing for a terminal; name a file "
		    "with --output"), cli_format_name(c));
	if (isatty(fileno(c->out)))
		return cli_fail(c, CLI_USAGE, N_("a workbook is nothing for a terminal; name a "
		    "file with --output"));
	if (c->command->prints)
		return CLI_DONE;
	if ((pages = cli_temporary()) == NULL)
		return cli_fail(c, CLI_IO, N_("a temporary file cannot be written: %s"),
		    strerror(errno));
	c->private->printed = c->out;
	c->out = pages;
	return CLI_DONE;
}

/* The pages are whole, in a file that begins with them. */
static int
print(struct cli *c, FILE *pages, FILE *out)
{
	struct jr_buf path = JR_BUF_INIT, lang = JR_BUF_INIT, format = JR_BUF_INIT;
	int first = getc(pages), code = CLI_DONE;
	char *argv[5];

	if (first == EOF)
		return CLI_DONE;		/* nothing was to be shown */
	if (first != '{')
		return cli_fail(c, CLI_USAGE, N_("this is a document and no table; -f %s does "
		    "not go with it"), cli_format_name(c));
	jr_buf_addf(&path, "%s/jr-print", cli_folder(c));
	jr_buf_addf(&lang, "--lang=%s", c->lang);
	argv[0] = path.data;
	argv[1] = lang.data;
	jr_buf_addf(&format, "--format=%s", cli_format_name(c));
	argv[2] = format.data;
	argv[3] = (char *)"-";
	argv[4] = NULL;
	if (path.failed || lang.failed || format.failed)
		code = cli_fail(c, CLI_BUSY, N_("out of memory"));
	else if (fflush(out) != 0 || lseek(fileno(pages), 0, SEEK_SET) < 0)
		code = cli_fail(c, CLI_IO, "%s", strerror(errno));
	else
		code = cli_filter(c, argv, pages, out);
	jr_buf_release(&path);
	jr_buf_release(&lang);
	jr_buf_release(&format);
	return code;
}

int
cli_print_end(struct cli *c, int code)
{
	FILE *pages = c->out, *out = c->private->printed;
	int printed = CLI_DONE;

	if (out == NULL)
		return code;
	c->private->printed = NULL;
	c->out = out;
	if (fflush(pages) != 0 || ferror(pages) || fseek(pages, 0, SEEK_SET) != 0)
		printed = cli_fail(c, CLI_IO, N_("a temporary file cannot be written: %s"),
		    strerror(errno));
	else if (code == CLI_DONE || code == CLI_FOUND)
		printed = print(c, pages, out);
	fclose(pages);
	if (printed == CLI_DONE)
		return code;
	return c->stored ? CLI_NOT_TOLD : printed;
}
