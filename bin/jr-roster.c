/* jr-roster: the roster as a folder of files. */
#include <sys/stat.h>

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "cli.h"

/* In the order in which they build on one another. */
static const struct {
	const struct jr_rowkind	*kind;
	bool			 always;	/* exported also when empty */
} file[] = {
	{ &jr_kind_staff, true },
	{ &jr_kind_class, true },
	{ &jr_kind_student, true },
	{ &jr_kind_enrolment, false },
	{ &jr_kind_guardian, false },
	{ &jr_kind_group, false },
	{ &jr_kind_course, false },
	{ &jr_kind_timetable, false },
	{ &jr_kind_plan, false },
};

#define FILES (sizeof(file) / sizeof(file[0]))

static char *
path_of(const char *dir, const char *name, const char *suffix)
{
	struct jr_buf path = JR_BUF_INIT;

	jr_buf_addf(&path, "%s/%s%s", dir, name, suffix);
	return jr_buf_steal(&path);
}

static bool
is_ours(const char *name)
{
	for (size_t i = 0; i < FILES; i++) {
		size_t n = strlen(file[i].kind->name);

		if (strncmp(name, file[i].kind->name, n) == 0 && strcmp(name + n, ".csv") == 0)
			return true;
	}
	return false;
}

/* --- import ----------------------------------------------------------------- */

static int
is_name(const struct dirent *d)
{
	return strcmp(d->d_name, ".") != 0 && strcmp(d->d_name, "..") != 0;
}

/* *ours counts the files of the roster; the others are said with -v. */
static int
look_into(struct cli *c, const char *dir, size_t *ours)
{
	struct dirent **name;
	int n;

	*ours = 0;
	if ((n = scandir(dir, &name, is_name, alphasort)) < 0)
		return cli_fail(c, CLI_NO_INPUT, "%s: %s", dir, strerror(errno));
	for (int i = 0; i < n; i++) {
		if (is_ours(name[i]->d_name))
			++*ours;
		else
			cli_note(c, N_("%s/%s is no file of the roster and is passed over"), dir,
			    name[i]->d_name);
		free(name[i]);
	}
	free(name);
	if (*ours == 0)
		return cli_fail(c, CLI_NO_INPUT, N_("%s has no file of the roster: staff.csv, "
		    "class.csv, student.csv, enrolment.csv, guardian.csv, group.csv, "
		    "course.csv, timetable.csv, plan.csv"), dir);
	return CLI_DONE;
}

static int
import_file(struct cli *c, const char *dir, const struct jr_rowkind *kind,
    struct cli_counts *counts)
{
	char *path = path_of(dir, kind->name, ".csv");
	int code = CLI_DONE;
	FILE *in;

	if (path == NULL)
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	if ((in = fopen(path, "re")) != NULL) {
		code = cli_import_rows(c, kind, in, path, NULL, counts);
		fclose(in);
	} else if (errno != ENOENT)
		code = cli_fail(c, CLI_NO_INPUT, "%s: %s", path, strerror(errno));
	free(path);
	return code;
}

static int
import(struct cli *c)
{
	struct cli_counts counts = { 0 };
	const char *dir = c->args[0];
	size_t ours;
	int code;

	if ((code = look_into(c, dir, &ours)) != CLI_DONE || (code = cli_begin(c)) != CLI_DONE)
		return code;
	for (size_t i = 0; i < FILES && code == CLI_DONE; i++)
		code = import_file(c, dir, file[i].kind, &counts);
	return cli_import_end(c, code, &counts);
}

/* --- export ----------------------------------------------------------------- */

static int
make_folder(struct cli *c, const char *dir)
{
	struct dirent **name;
	int n;

	if (mkdir(dir, 0777) == 0)
		return CLI_DONE;
	if (errno != EEXIST || (n = scandir(dir, &name, is_name, alphasort)) < 0)
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
	char *temporary = path_of(dir, kind->name, ".csv.XXXXXX");
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
	const struct jr_rowkind *kind = file[i].kind;
	char *path = path_of(dir, kind->name, ".csv");
	bool any;
	int code;

	if (path == NULL)
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	if ((code = has_rows(c, kind, filter, &any)) != CLI_DONE)
		;
	else if (c->dry_run)
		cli_warn(c, any || file[i].always ? N_("would write %s") :
		    N_("would leave %s out: it has no rows"), path);
	else if (any || file[i].always)
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

	for (size_t i = 0; i < FILES && code == CLI_DONE; i++) {
		code = export_file(c, c->args[0], i,
		    file[i].kind == &jr_kind_enrolment ? year : everything);
		if (code == CLI_DENIED && ++denied < FILES) {
			jr_error_forget(c->jr);
			code = CLI_DONE;
		}
	}
	return code;
}

/* The roster of one year: of enrolments, those that begin in it. */
static int
export(struct cli *c)
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

/* --- confirm ---------------------------------------------------------------- */

static int
confirm(struct cli *c)
{
	const char *class = cli_option(c, "class");
	struct cli_counts counts = { 0 };
	struct jr_confirmation done;
	enum jr_change what;
	int code;

	if (class == NULL)
		return cli_fail(c, CLI_USAGE, N_("--%s is missing"), "class");
	if ((code = cli_begin(c)) != CLI_DONE)
		return code;
	if (jr_class_confirm(c->jr, class, &done, &what) < 0)
		code = cli_jr_failed(c);
	else
		cli_note(c, jr_ngettext("%s: %d student confirmed for %s",
		    "%s: %d students confirmed for %s", (unsigned long)done.students), class,
		    (int)done.students, done.term);
	if (what == JR_ADDED)
		counts.added++;
	else if (what == JR_CHANGED)
		counts.changed++;
	else
		counts.same++;
	return cli_import_end(c, code, &counts);
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "import", CLI_WRITE, 1, 1, import, N_("FOLDER") },
		{ "export", CLI_READ, 1, 1, export, N_("FOLDER") },
		{ "confirm", CLI_WRITE, 0, 0, confirm, N_("--class=CLASS") },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "class", 0, N_("CLASS"), N_("confirm: the class whose list is right") },
		{ "encoding", 0, N_("NAME"), N_("import: utf-8, cp1251, cp866, koi8-r or utf-16 "
		    "(default: found out)") },
		{ "sheet", 0, N_("SHEET"), N_("import: of a workbook this sheet, by name or number") },
		{ "reason", 0, N_("TEXT"), N_("why, where a reason is due") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-roster", .verbs = verbs, .options = options,
		.about = N_("The roster as a folder of files: staff, classes, students, courses."),
	};

	return cli_main(&command, argc, argv);
}
