/* jr-roster export: the roster into a folder of files. */
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "roster_verbs.h"

static int
make_folder(struct cli *c, const char *dir)
{
	struct dirent **name;
	int n;

	if (mkdir(dir, 0777) == 0)
		return CLI_DONE;
	if (errno != EEXIST || (n = scandir(dir, &name, roster_is_name, alphasort)) < 0)
		return cli_fail(c, CLI_CANT_CREATE, "%s: %s", dir, strerror(errno));
	for (int i = 0; i < n; i++)
		free(name[i]);
	free(name);
	if (n > 0 && !c->yes)
		return cli_fail(c, CLI_CANT_CREATE, N_("%s is not empty; --yes writes over the "
		    "roster's files in it"), dir);
	return CLI_DONE;
}

static int
saw_row(void *arg, const char *const *cells)
{
	(void)cells;
	*(bool *)arg = true;
	return JR_EINVAL;	/* one is enough */
}

static int
has_rows(struct cli *c, const struct jr_rowkind *kind, const struct jr_filter *filter,
    bool *out)
{
	*out = false;
	if (jr_list(c->jr, kind, filter, saw_row, out) < 0 && !*out)
		return cli_jr_failed(c);
	return CLI_DONE;
}

/* The rows into an open temporary file, which then takes its name. */
static int
write_file(struct cli *c, const struct jr_rowkind *kind, const struct jr_filter *filter,
    int fd, const char *temporary, const char *path)
{
	FILE *out = fdopen(fd, "w");
	mode_t mask = umask(0);
	int code;
	bool bad;

	umask(mask);
	if (out == NULL) {
		close(fd);
		return cli_fail(c, CLI_CANT_CREATE, "%s: %s", path, strerror(errno));
	}
	if ((code = cli_list_rows(c, kind, filter, out, JR_CSV)) != CLI_DONE) {
		fclose(out);
		return code;
	}
	bad = ferror(out) != 0 || fflush(out) != 0 || fchmod(fd, 0666 & ~mask) < 0 ||
	    fsync(fd) < 0;
	if (fclose(out) != 0 || bad || rename(temporary, path) < 0)
		return cli_fail(c, CLI_IO, "%s: %s", path, strerror(errno));
	return CLI_DONE;
}

static int
replace_file(struct cli *c, const char *dir, const struct jr_rowkind *kind,
    const struct jr_filter *filter, const char *path)
{
	char *temporary = roster_path(dir, kind->name, ".csv.XXXXXX");
	int code, fd;

	if (temporary == NULL)
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	if ((fd = mkstemp(temporary)) < 0)
		code = cli_fail(c, CLI_CANT_CREATE, "%s: %s", path, strerror(errno));
	else if ((code = write_file(c, kind, filter, fd, temporary, path)) != CLI_DONE)
		unlink(temporary);
	free(temporary);
	return code;
}

static int
remove_file(struct cli *c, const char *path)
{
	if (unlink(path) < 0 && errno != ENOENT)
		return cli_fail(c, CLI_CANT_CREATE, "%s: %s", path, strerror(errno));
	return CLI_DONE;
}

static int
export_file(struct cli *c, const char *dir, size_t i, const struct jr_filter *filter)
{
	const struct jr_rowkind *kind = roster_file[i].kind;
	char *path = roster_path(dir, kind->name, ".csv");
	bool any;
	int code;

	if (path == NULL)
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	if ((code = has_rows(c, kind, filter, &any)) != CLI_DONE)
		;
	else if (c->dry_run)
		cli_warn(c, any || roster_file[i].always ? N_("would write %s") :
		    N_("would leave %s out: it has no rows"), path);
	else if (any || roster_file[i].always)
		code = replace_file(c, dir, kind, filter, path);
	else
		code = remove_file(c, path);
	free(path);
	return code;
}

/* What the actor may not read is left out, and said; nothing at all is a refusal. */
static int
export_files(struct cli *c, const struct jr_filter *everything, const struct jr_filter *year)
{
	int code = CLI_DONE;
	size_t denied = 0;

	for (size_t i = 0; i < ROSTER_FILES && code == CLI_DONE; i++) {
		code = export_file(c, c->args[0], i,
		    roster_file[i].kind == &jr_kind_enrolment ? year : everything);
		if (code == CLI_DENIED && ++denied < ROSTER_FILES) {
			jr_error_forget(c->jr);
			code = CLI_DONE;
		}
	}
	return code;
}

/* The roster of one year: of enrolments, those that begin in it. */
int
roster_export(struct cli *c)
{
	const struct jr_filter everything = { 0 };
	struct jr_filter year = { 0 };
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int code, first = (int)jr_year(c->jr);

	jr_date_format(jr_day_of(first, 9, 1), from);
	jr_date_format(jr_day_of(first + 1, 8, 31), to);
	year.from = from;
	year.to = to;
	if (!c->dry_run && (code = make_folder(c, c->args[0])) != CLI_DONE)
		return code;
	if (jr_read_begin(c->jr) < 0)
		return cli_jr_failed(c);
	code = export_files(c, &everything, &year);
	jr_read_end(c->jr);
	return code;
}
