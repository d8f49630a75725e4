/* jr: `jr mark list` for `jr-mark list`; `jr help` lists the commands. */
#include <errno.h>
#include <string.h>
#include <unistd.h>

#include "base/program.h"
#include "cli.h"

/* In the order of a journal's life; po.t has them translated. */
static const struct {
	const char	*name, *about;
} commands[] = {
	{ "jr-init", N_("make a store, upgrade it, check it") },
	{ "jr-staff", N_("teachers and other staff") },
	{ "jr-class", N_("classes and their homeroom teachers") },
	{ "jr-student", N_("students") },
	{ "jr-guardian", N_("students' guardians") },
	{ "jr-group", N_("groups and who is in them") },
	{ "jr-course", N_("courses: who teaches what to whom") },
	{ "jr-roster", N_("all of these as a folder of files") },
	{ "jr-timetable", N_("the weekly timetable") },
	{ "jr-plan", N_("thematic plans") },
	{ "jr-lesson", N_("lessons: topics, tasks, homework") },
	{ "jr-mark", N_("marks") },
	{ "jr-attend", N_("registers and absences") },
	{ "jr-term", N_("term marks") },
	{ "jr-debt", N_("academic debts and the attempts to make them good") },
	{ "jr-council", N_("decisions of the council at the year's end") },
	{ "jr-diary", N_("a student's diary") },
	{ "jr-report", N_("reports") },
	{ "jr-sheet", N_("a sheet of a workbook (XLSX) as CSV") },
	{ "jr-print", N_("tables as a workbook (XLSX)") },
	{ "jr-audit", N_("the weekly audit of how the journal is kept") },
	{ "jr-log", N_("the history, and its proof") },
};

#define COMMANDS (sizeof(commands) / sizeof(commands[0]))

static int
help(struct cli *c)
{
	for (size_t i = 0; i < COMMANDS; i++)
		fprintf(c->out, "%-14s %s\n", commands[i].name, _(commands[i].about));
	return CLI_DONE;
}

/* The program beside this one; returns only on failure. */
static int
become(const char *noun, char **argv)
{
	struct jr_buf path = JR_BUF_INIT;

	if (jr_program_folder(&path) < 0)
		return -1;
	jr_buf_addf(&path, "/jr-%s", noun);
	if (!path.failed)
		execv(jr_buf_str(&path), argv);
	jr_buf_release(&path);
	return -1;
}

static const char *
known(const char *noun)
{
	for (size_t i = 0; i < COMMANDS; i++)
		if (strcmp(commands[i].name + 3, noun) == 0)
			return commands[i].name;
	return NULL;
}

int
main(int argc, char **argv)
{
	static const struct cli_verb verbs[] = {
		{ "help", CLI_NOTHING, 0, 0, help, NULL },
		{ NULL, CLI_NOTHING, 0, 0, NULL, NULL }
	};
	static const struct cli_command command = {
		.name = "jr", .verbs = verbs,
		.about = N_("Runs jr-NOUN for jr NOUN; `jr help` lists the nouns."),
	};
	const char *name;

	if (argc > 1 && (name = known(argv[1])) != NULL) {
		const char *noun = argv[1];

		argv[1] = (char *)name;
		become(noun, argv + 1);
		fprintf(stderr, "jr: %s: %s\n", name, strerror(errno));
		return CLI_CONFIG;
	}
	return cli_main(&command, argc, argv);
}
