/*
 * Workbooks as files of rows: jr-sheet, which lies beside us, turns them into CSV,
 * so that only it links what unpacks them.
 */
#include <sys/stat.h>

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli_impl.h"
#include "sheet.h"

#define ARGS_MOST 10

FILE *
cli_temporary(void)
{
	int fd = open("/var/tmp", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
	FILE *file;

	if (fd < 0)
		return tmpfile();
	if ((file = fdopen(fd, "w+")) == NULL)
		close(fd);
	return file;
}

/* Does it begin as a workbook, new (a ZIP archive) or old and protected (OLE)? */
static bool
is_workbook(FILE *in)
{
	static const char zip[] = "PK\3\4", ole[] = "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";
	char head[8];
	size_t n = fread(head, 1, sizeof(head), in);
	bool is = (n >= 4 && memcmp(head, zip, 4) == 0) || (n == 8 && memcmp(head, ole, 8) == 0);

	for (size_t i = n; i > 0; i--)
		if (ungetc((unsigned char)head[i - 1], in) == EOF)
			return false;
	return is;
}

static bool
is_regular(FILE *in)
{
	struct stat is;

	return fstat(fileno(in), &is) == 0 && S_ISREG(is.st_mode);
}

/* A copy of what is left, if it is not too much to be read; NULL with errno. */
static FILE *
copy_of(FILE *in)
{
	FILE *out = cli_temporary();
	char block[16384];
	size_t n, all = 0;

	for (; out != NULL && (n = fread(block, 1, sizeof(block), in)) > 0 &&
	    all <= SHEET_FILE_MOST; all += n)
		if (fwrite(block, 1, n, out) != n)
			break;
	if (out == NULL || (!ferror(in) && !ferror(out) && fflush(out) == 0 &&
	    lseek(fileno(out), 0, SEEK_SET) == 0))
		return out;
	fclose(out);
	return NULL;
}

/* The command line of jr-sheet. */
struct call {
	struct jr_buf	 path, lang, sheet;
	char		*argv[ARGS_MOST];
};

static bool
make_call(struct call *call, struct cli *c, const char *name)
{
	const char *sheet = cli_option(c, "sheet");
	int n = 0;

	jr_buf_addf(&call->path, "%s/jr-sheet", cli_folder(c));
	jr_buf_addf(&call->lang, "--lang=%s", c->lang);
	jr_buf_addf(&call->sheet, "--sheet=%s", sheet != NULL ? sheet : "");
	call->argv[n++] = call->path.data;
	call->argv[n++] = call->lang.data;
	call->argv[n++] = (char *)"--table";
	if (sheet != NULL)
		call->argv[n++] = call->sheet.data;
	if (c->quiet)
		call->argv[n++] = (char *)"--quiet";
	if (c->verbose)
		call->argv[n++] = (char *)"--verbose";
	call->argv[n++] = (char *)"--";
	call->argv[n] = (char *)name;
	return !call->path.failed && !call->lang.failed && !call->sheet.failed;
}

/* The name stays the user's; what is no regular file was read from, and is copied. */
static int
convert(struct cli *c, FILE *in, const char *name, FILE *out)
{
	bool by_name = strcmp(name, "-") != 0 && is_regular(in);
	struct call call = { 0 };
	FILE *copy = NULL;
	int code;

	if (!make_call(&call, c, by_name ? name : "-"))
		code = cli_fail(c, CLI_BUSY, N_("out of memory"));
	else if (!by_name && (copy = copy_of(in)) == NULL)
		code = cli_fail(c, CLI_IO, "%s: %s", name, strerror(errno));
	else
		code = cli_filter(c, call.argv, copy, out);
	if (copy != NULL)
		fclose(copy);
	jr_buf_release(&call.path);
	jr_buf_release(&call.lang);
	jr_buf_release(&call.sheet);
	return code;
}

FILE *
cli_rows_of(struct cli *c, FILE *in, const char *name, int *code)
{
	FILE *out;

	*code = CLI_DONE;
	c->private->sheet = is_workbook(in);
	if (!c->private->sheet)
		return in;
	if ((out = cli_temporary()) == NULL)
		*code = cli_fail(c, CLI_IO, N_("a temporary file cannot be written: %s"),
		    strerror(errno));
	else if ((*code = convert(c, in, name, out)) != CLI_DONE) {
		fclose(out);
		out = NULL;
	} else
		rewind(out);
	return out;
}

void
cli_csv_opts(const struct cli *c, struct jr_csv_opts *o)
{
	memset(o, 0, sizeof(*o));
	o->encoding = c->private->sheet ? "utf-8" : cli_option(c, "encoding");
	o->delimiter = c->private->sheet ? ',' : 0;
	o->max_bytes = (size_t)jr_setting_int(c->jr, "csv.max_bytes", 0);
}
