/* jr-roster: the roster as a folder of files. */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "roster_verbs.h"

const struct roster_file roster_file[ROSTER_FILES] = {
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

char *
roster_path(const char *dir, const char *name, const char *suffix)
{
	struct jr_buf path = JR_BUF_INIT;

	jr_buf_addf(&path, "%s/%s%s", dir, name, suffix);
	return jr_buf_steal(&path);
}

static bool
is_ours(const char *name)
{
	for (size_t i = 0; i < ROSTER_FILES; i++) {
		const char *own = roster_file[i].kind->name;
		size_t n = strlen(own);

		if (strncmp(name, own, n) == 0 && strcmp(name + n, ".csv") == 0)
			return true;
	}
	return false;
}

/* --- import ----------------------------------------------------------------- */

int
roster_is_name(const struct dirent *d)
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
	if ((n = scandir(dir, &name, roster_is_name, alphasort)) < 0)
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
	char *path = roster_path(dir, kind->name, ".csv");
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
	jr_timetable_allow_clashes(c->jr, cli_option(c, "allow-clashes") != NULL);
	for (size_t i = 0; i < ROSTER_FILES && code == CLI_DONE; i++)
		code = import_file(c, dir, roster_file[i].kind, &counts);
	return cli_import_end(c, code, &counts);
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
		{ "export", CLI_READ, 1, 1, roster_export, N_("FOLDER") },
		{ "confirm", CLI_WRITE, 0, 0, confirm, N_("--class=CLASS") },
		{ "rollover", CLI_WRITE, 0, 0, roster_rollover, NULL },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_option options[] = {
		{ "class", 0, N_("CLASS"), N_("confirm: the class whose list is right") },
		{ "allow-clashes", 0, NULL, N_("import: store a timetable in which a class, a "
		    "teacher or a room has two lessons at one time") },
		{ "encoding", 0, N_("NAME"), N_("import: utf-8, cp1251, cp866, koi8-r or utf-16 "
		    "(default: found out)") },
		{ "sheet", 0, N_("SHEET"), N_("import: of a workbook this sheet, by name or "
		    "number") },
		{ "to", 0, N_("YEAR"), N_("rollover: the year after the one in use") },
		{ "order", 0, N_("NUMBER"), N_("rollover: the order that enrols and lets go") },
		{ "courses", 0, NULL, N_("rollover: also who teaches what") },
		{ "reason", 0, N_("TEXT"), N_("why, where a reason is due") },
		{ NULL, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr-roster", .verbs = verbs, .options = options,
		.about = N_("The roster as a folder of files: staff, classes, students, courses."),
	};

	return cli_main(&command, argc, argv);
}
