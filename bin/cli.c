/* What every command shares: see cli.h and jr-cli(7). */
#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <popt.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "cli.h"

#define CONF_FILE "/etc/journal/journal.conf"
#define VERSION "0.1"
#define OPTIONS_MOST 64

/* Values of the common options, by the places that popt writes to. */
struct cli_private {
	char		*store, *conf, *format, *output, *year, *lang, *headers;
	int		 dry_run, quiet, verbose, yes, excel, version;
	char		*value[OPTIONS_MOST];	/* of the command's own options */
	int		 given[OPTIONS_MOST];
	struct cli_option own[OPTIONS_MOST];	/* the command's, then its columns */
	char		*own_name[OPTIONS_MOST];
	int		 nown;
	poptContext	 popt;
	char		*folder;		/* of the program: …/bin */
	char		*conf_store;		/* store: of the conf */
};

/* --- Words ------------------------------------------------------------------- */

static void
say(struct cli *c, const char *text)
{
	fprintf(stderr, "%s: %s\n", c->command->name, text);
}

static void
sayv(struct cli *c, const char *fmt, va_list ap)
{
	struct jr_error e = { 0 };

	jr_error_setv(&e, JR_EINVAL, fmt, ap);
	say(c, e.text);
}

int
cli_fail(struct cli *c, int code, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	sayv(c, fmt, ap);
	va_end(ap);
	return code;
}

void
cli_warn(struct cli *c, const char *fmt, ...)
{
	va_list ap;

	if (c->quiet)
		return;
	va_start(ap, fmt);
	sayv(c, fmt, ap);
	va_end(ap);
}

void
cli_note(struct cli *c, const char *fmt, ...)
{
	va_list ap;

	if (!c->verbose)
		return;
	va_start(ap, fmt);
	sayv(c, fmt, ap);
	va_end(ap);
}

void
cli_at(struct cli *c, const char *file, size_t line, size_t field, const char *words)
{
	fprintf(stderr, "%s: %s", c->command->name, file);
	if (line > 0)
		fprintf(stderr, ":%zu", line);
	if (line > 0 && field > 0)
		fprintf(stderr, ":%zu", field);
	fprintf(stderr, ": %s\n", words);
}

int
cli_exit_of(int rc)
{
	switch (rc) {
	case JR_OK:
	case JR_DONE:
		return CLI_DONE;
	case JR_EINVAL:
	case JR_ENOTFOUND:
	case JR_ECONFLICT:
		return CLI_BAD_DATA;
	case JR_EDENIED:
		return CLI_DENIED;
	case JR_EBUSY:
	case JR_ENOMEM:
		return CLI_BUSY;
	case JR_EIO:
		return CLI_IO;
	case JR_ECONFIG:
		return CLI_CONFIG;
	default:
		return CLI_BUG;
	}
}

int
cli_jr_failed(struct cli *c)
{
	const struct jr_error *e = jr_error(c->jr);

	say(c, e->text[0] != '\0' ? e->text : _("something went wrong that has no words"));
	return cli_exit_of(e->rc == JR_OK ? INT_MIN : e->rc);
}

static void
warned(void *arg, const char *words)
{
	struct cli *c = arg;

	if (!c->quiet)
		say(c, words);
}

/* --- Files ------------------------------------------------------------------- */

/* The folder the program lies in; NULL: unknown. */
static char *
program_folder(void)
{
	char path[PATH_MAX];
	ssize_t n;
	char *slash;

	if ((n = readlink("/proc/self/exe", path, sizeof(path) - 1)) < 0)
		return NULL;
	path[n] = '\0';
	if ((slash = strrchr(path, '/')) != NULL)
		*slash = '\0';
	return strdup(path);
}

static char *
join(const char *a, const char *b, const char *c)
{
	struct jr_buf path = JR_BUF_INIT;

	jr_buf_addf(&path, "%s%s%s", a, b, c);
	return jr_buf_steal(&path);
}

char *
cli_share(const struct cli *c, const char *name)
{
	const char *folder = c->private->folder != NULL ? c->private->folder : ".";
	char *path;

	if ((path = join(folder, "/../share/journal/", name)) == NULL ||
	    access(path, F_OK) == 0)
		return path;
	free(path);
	return join(folder, "/../../share/", name);
}

FILE *
cli_input(struct cli *c, int i, const char **name, int *code)
{
	FILE *in;

	*code = CLI_DONE;
	*name = i < c->nargs ? c->args[i] : "-";
	if (strcmp(*name, "-") == 0) {
		if (i >= c->nargs && isatty(STDIN_FILENO)) {
			*code = cli_fail(c, CLI_USAGE, N_("name a file, or - for the standard input"));
			return NULL;
		}
		return stdin;
	}
	if ((in = fopen(*name, "re")) == NULL)
		*code = cli_fail(c, CLI_NO_INPUT, "%s: %s", *name, strerror(errno));
	return in;
}

static int
open_output(struct cli *c)
{
	c->out = stdout;
	if (c->private->output == NULL || strcmp(c->private->output, "-") == 0)
		return CLI_DONE;
	if ((c->out = fopen(c->private->output, "we")) != NULL)
		return CLI_DONE;
	c->out = stdout;
	return cli_fail(c, CLI_CANT_CREATE, "%s: %s", c->private->output, strerror(errno));
}

/* A full disk shows here; what was stored stays stored (79). */
static int
close_output(struct cli *c, int code)
{
	bool bad = ferror(c->out) != 0;
	int why = 0;		/* unknown where it was written before */

	if (fflush(c->out) != 0) {
		bad = true;
		why = errno;
	}
	if (c->out != stdout && fclose(c->out) != 0 && !bad) {
		bad = true;
		why = errno;
	} else if (c->out == stdout && !bad && fsync(STDOUT_FILENO) < 0 && errno != EINVAL &&
	    errno != EROFS && errno != EBADF) {
		bad = true;
		why = errno;
	}
	c->out = stdout;
	if (!bad)
		return code;
	cli_fail(c, CLI_IO, N_("the output could not be written: %s"),
	    why != 0 ? strerror(why) : _("is the disk full?"));
	if (c->stored)
		return CLI_NOT_TOLD;
	return code == CLI_DONE || code == CLI_FOUND ? CLI_IO : code;
}

/* --- Options ------------------------------------------------------------------ */

static void
add_own(struct cli *c, const struct cli_option *o)
{
	struct cli_private *p = c->private;
	char *name;

	for (int i = 0; i < p->nown; i++)
		if (strcmp(p->own_name[i], o->name) == 0)
			return;
	assert(p->nown < OPTIONS_MOST);
	if ((name = strdup(o->name)) == NULL)
		return;
	for (char *s = name; *s != '\0'; s++)
		if (*s == '_')
			*s = '-';
	p->own_name[p->nown] = name;
	p->own[p->nown++] = *o;
}

/* The command's own options, then one for each column of its rows. */
static void
collect_options(struct cli *c)
{
	static const struct cli_option of_rows[] = {
		{ "from", 0, N_("DATE"), N_("list: from this day on") },
		{ "to", 0, N_("DATE"), N_("list: up to this day") },
		{ "encoding", 0, N_("NAME"), N_("import: utf-8, cp1251, cp866, koi8-r or utf-16 "
		    "(default: found out)") },
		{ "keep-going", 'k', NULL, N_("import: store the good rows") },
		{ "rejects", 0, N_("FILE"), N_("import: write the bad rows there, with the reason") },
		{ "transfer", 0, NULL, N_("import: rows of another system, not judged by the audit") },
		{ "reason", 0, N_("TEXT"), N_("why, where a reason is due") },
		{ NULL, 0, NULL, NULL }
	};
	const struct cli_option *o;
	const struct jr_rowkind *k = c->command->kind;

	for (o = c->command->options; o != NULL && o->name != NULL; o++)
		add_own(c, o);
	if (k == NULL)
		return;
	for (int i = 0; i < k->columns; i++)
		add_own(c, &(struct cli_option){ k->col[i].name, 0, N_("TEXT"), k->col[i].help });
	for (o = of_rows; o->name != NULL; o++)
		add_own(c, o);
}

const char *
cli_option(const struct cli *c, const char *name)
{
	const struct cli_private *p = c->private;

	for (int i = 0; i < p->nown; i++)
		if (strcmp(p->own_name[i], name) == 0 ||
		    (p->own[i].name != NULL && strcmp(p->own[i].name, name) == 0))
			return p->own[i].arg != NULL ? p->value[i] : p->given[i] ? "" : NULL;
	return NULL;
}

static void
usage_words(struct cli *c, struct jr_buf *out)
{
	const struct cli_verb *v;

	for (v = c->command->verbs; v->name != NULL; v++)
		jr_buf_addf(out, "%s%s%s%s", v == c->command->verbs ? "" : " | ", v->name,
		    v->usage != NULL && v->name[0] != '\0' ? " " : "",
		    v->usage != NULL ? _(v->usage) : "");
	jr_buf_addf(out, "  [%s]\n\n%s", _("OPTION..."), _(c->command->about));
}

static int
parse_options(struct cli *c, int argc, const char **argv)
{
	struct cli_private *p = c->private;
	struct jr_buf usage = JR_BUF_INIT;
	struct poptOption own[OPTIONS_MOST + 1] = { 0 };
	struct poptOption common[] = {
		{ "store", 's', POPT_ARG_STRING, &p->store, 0,
		    _("the store: its file"), _("FILE") },
		{ "conf", 'c', POPT_ARG_STRING, &p->conf, 0,
		    _("the configuration (default /etc/journal/journal.conf)"), _("FILE") },
		{ "format", 'f', POPT_ARG_STRING, &p->format, 0,
		    _("text, csv, tsv, json or html"), _("FORMAT") },
		{ "output", 'o', POPT_ARG_STRING, &p->output, 0,
		    _("write there instead of the standard output"), _("FILE") },
		{ "dry-run", 'n', POPT_ARG_NONE, &p->dry_run, 0,
		    _("show what would be done, store nothing"), NULL },
		{ "quiet", 'q', POPT_ARG_NONE, &p->quiet, 0, _("no warnings"), NULL },
		{ "verbose", 'v', POPT_ARG_NONE, &p->verbose, 0, _("say what was done"), NULL },
		{ "yes", 'y', POPT_ARG_NONE, &p->yes, 0, _("do not ask"), NULL },
		{ "year", 0, POPT_ARG_STRING, &p->year, 0,
		    _("the school year, like 2026/27 (default: today's)"), _("YEAR") },
		{ "lang", 0, POPT_ARG_STRING, &p->lang, 0,
		    _("the language of messages: en or ru"), _("LANG") },
		{ "headers", 0, POPT_ARG_STRING, &p->headers, 0,
		    _("names of columns in CSV: en or ru"), _("LANG") },
		{ "excel", 0, POPT_ARG_NONE, &p->excel, 0, _("CSV for a Russian Excel"), NULL },
		{ "version", 0, POPT_ARG_NONE, &p->version, 0, _("print the version"), NULL },
		POPT_TABLEEND
	};
	struct poptOption all[] = {
		{ NULL, 0, POPT_ARG_INCLUDE_TABLE, own, 0, _("Options of this command:"), NULL },
		{ NULL, 0, POPT_ARG_INCLUDE_TABLE, common, 0, _("Common options:"), NULL },
		POPT_AUTOHELP
		POPT_TABLEEND
	};
	int code = CLI_DONE, rc;

	for (int i = 0; i < p->nown; i++)
		own[i] = (struct poptOption){ p->own_name[i], p->own[i].letter,
		    p->own[i].arg != NULL ? POPT_ARG_STRING : POPT_ARG_NONE,
		    p->own[i].arg != NULL ? (void *)&p->value[i] : (void *)&p->given[i], 0,
		    p->own[i].help != NULL ? _(p->own[i].help) : NULL,
		    p->own[i].arg != NULL ? _(p->own[i].arg) : NULL };
	if (p->nown == 0)
		all[0] = (struct poptOption){ NULL, 0, POPT_ARG_INCLUDE_TABLE, common, 0,
		    _("Common options:"), NULL };
	if (p->nown == 0)
		all[1] = all[2];
	if (p->nown == 0)
		all[2] = (struct poptOption)POPT_TABLEEND;
	p->popt = poptGetContext(c->command->name, argc, argv, all, 0);
	usage_words(c, &usage);
	poptSetOtherOptionHelp(p->popt, jr_buf_str(&usage));
	while ((rc = poptGetNextOpt(p->popt)) > 0)
		;
	if (rc < -1)
		code = cli_fail(c, CLI_USAGE, "%s: %s", poptBadOption(p->popt, POPT_BADOPTION_NOALIAS),
		    poptStrerror(rc));
	jr_buf_release(&usage);
	return code;
}

static int
check_word(struct cli *c, const char *option, const char *value, const char *const *words)
{
	if (value == NULL)
		return CLI_DONE;
	for (; *words != NULL; words++)
		if (strcmp(*words, value) == 0)
			return CLI_DONE;
	return cli_fail(c, CLI_USAGE, N_("--%s cannot be '%s'"), option, value);
}

static int
check_options(struct cli *c)
{
	static const char *const formats[] = { "text", "csv", "tsv", "json", "html", NULL };
	static const char *const langs[] = { "en", "ru", NULL };
	const struct cli_private *p = c->private;
	int code;

	c->dry_run = p->dry_run;
	c->quiet = p->quiet;
	c->verbose = p->verbose;
	c->yes = p->yes;
	c->excel = p->excel;
	c->headers_ru = p->headers != NULL && strcmp(p->headers, "ru") == 0;
	if ((code = check_word(c, "format", p->format, formats)) != CLI_DONE ||
	    (code = check_word(c, "headers", p->headers, langs)) != CLI_DONE)
		return code;
	if (p->excel && p->format != NULL && strcmp(p->format, "csv") != 0)
		return cli_fail(c, CLI_USAGE, N_("--excel is CSV; it does not go with --format %s"),
		    p->format);
	return check_word(c, "lang", p->lang, langs);
}

/* The language of messages, before any message: --lang, else the locale's. */
static const char *
find_lang(int argc, char **argv)
{
	static const char *const names[] = { "LC_ALL", "LC_MESSAGES", "LANG" };
	const char *value = NULL;

	for (int i = 1; i < argc; i++)
		if (strcmp(argv[i], "--") == 0)
			break;
		else if (strncmp(argv[i], "--lang=", 7) == 0)
			value = argv[i] + 7;
		else if (strcmp(argv[i], "--lang") == 0 && i + 1 < argc)
			value = argv[i + 1];
	for (int i = 0; value == NULL && i < 3; i++)
		if ((value = getenv(names[i])) != NULL && value[0] == '\0')
			value = NULL;
	return value != NULL && strncmp(value, "ru", 2) == 0 ? "ru" : "en";
}

/* --- Opening ------------------------------------------------------------------- */

/* Take `store:` out of the conf; other keys are the store's business. */
static void
conf_error(void *arg, const struct jr_error *e)
{
	struct cli *c = arg;
	const char *conf = c->private->conf;

	cli_at(c, conf != NULL ? conf : CONF_FILE, e->line, e->field, e->text);
}

static int
store_of_conf(struct cli *c)
{
	struct cli_private *p = c->private;
	const char *name = p->conf != NULL ? p->conf : CONF_FILE, *store;
	struct jr_conf *conf;
	FILE *in;
	int rc;

	if ((in = fopen(name, "re")) == NULL) {
		if (p->conf == NULL)
			return cli_fail(c, CLI_CONFIG, N_("which store? name it with --store, JR_STORE "
			    "or `store:` in %s"), CONF_FILE);
		return cli_fail(c, CLI_CONFIG, "%s: %s", name, strerror(errno));
	}
	rc = jr_conf_load(&conf, in, jr_config_schema, conf_error, c);
	fclose(in);
	if (rc < 0)
		return CLI_CONFIG;
	store = jr_conf_text(jr_conf_root(conf), "store", NULL);
	if (store != NULL)
		p->conf_store = strdup(store);
	jr_conf_free(conf);
	if (p->conf_store == NULL)
		return cli_fail(c, CLI_CONFIG, N_("%s names no store"), name);
	return CLI_DONE;
}

int
cli_store(struct cli *c, const char **out)
{
	struct cli_private *p = c->private;
	const char *env = getenv("JR_CONF");
	int code = CLI_DONE;

	if (p->conf == NULL && env != NULL && env[0] != '\0')
		p->conf = strdup(env);
	*out = p->store != NULL ? p->store : getenv("JR_STORE");
	if (*out == NULL || (*out)[0] == '\0') {
		code = store_of_conf(c);
		*out = p->conf_store;
	}
	return code;
}

const char *
cli_conf(const struct cli *c)
{
	return c->private->conf != NULL ? c->private->conf : CONF_FILE;
}

static const char *
unix_user(void)
{
	const struct passwd *pw = getpwuid(getuid());

	return pw != NULL ? pw->pw_name : "?";
}

int
cli_open(struct cli *c, enum jr_open_mode mode, bool sandbox)
{
	struct jr_options o = {
		.mode = mode, .sandbox = sandbox, .actor = getenv("JR_ACTOR"),
		.user = unix_user(), .now = getenv("JR_NOW"),
	};
	struct jr_error err;
	int code, rc;

	if (o.now != NULL && o.now[0] == '\0')
		o.now = NULL;
	if ((code = cli_store(c, &o.store)) != CLI_DONE)
		return code;
	if ((rc = jr_open(&c->jr, &o, &err)) < 0) {
		say(c, err.text);
		return rc == JR_ENOTFOUND ? CLI_CONFIG :
		    rc == JR_ECONFLICT ? CLI_CANT_CREATE : cli_exit_of(rc);
	}
	jr_on_warning(c->jr, warned, c);
	return CLI_DONE;
}

int
cli_open_year(struct cli *c, enum jr_open_mode mode)
{
	int code;

	if ((code = cli_open(c, mode, false)) != CLI_DONE)
		return code;
	return jr_use_year(c->jr, c->private->year) < 0 ? cli_jr_failed(c) : CLI_DONE;
}

static int
open_for_verb(struct cli *c)
{
	if (c->verb->needs == CLI_NOTHING)
		return CLI_DONE;
	return cli_open_year(c, c->verb->needs == CLI_READ ? JR_OPEN_READ : JR_OPEN_WRITE);
}

static int
choose_verb(struct cli *c)
{
	const struct cli_verb *v = c->command->verbs;
	const char *word;

	c->args = (const char *const *)poptGetArgs(c->private->popt);
	for (c->nargs = 0; c->args != NULL && c->args[c->nargs] != NULL; c->nargs++)
		;
	if (v->name[0] != '\0') {
		if (c->nargs == 0)
			return cli_fail(c, CLI_USAGE, N_("say what to do; see %s --help"), c->command->name);
		word = c->args[0];
		while (v->name != NULL && strcmp(v->name, word) != 0)
			v++;
		if (v->name == NULL)
			return cli_fail(c, CLI_USAGE, N_("'%s' is not a verb of %s; see %s --help"), word,
			    c->command->name, c->command->name);
		c->args++;
		c->nargs--;
	}
	c->verb = v;
	if (c->nargs < v->args_least)
		return cli_fail(c, CLI_USAGE, N_("too few words; see %s --help"), c->command->name);
	if (c->nargs > v->args_most)
		return cli_fail(c, CLI_USAGE, N_("too many words: '%s'; see %s --help"),
		    c->args[v->args_most], c->command->name);
	return CLI_DONE;
}

static int
run(struct cli *c, int argc, const char **argv)
{
	int code;

	if ((code = parse_options(c, argc, argv)) != CLI_DONE)
		return code;
	if (c->private->version) {
		printf("%s (journal) %s\n", c->command->name, VERSION);
		return close_output(c, CLI_DONE);
	}
	if ((code = check_options(c)) != CLI_DONE || (code = choose_verb(c)) != CLI_DONE ||
	    (code = open_for_verb(c)) != CLI_DONE || (code = open_output(c)) != CLI_DONE)
		return code;
	return close_output(c, c->verb->run(c));
}

static void
release(struct cli *c)
{
	struct cli_private *p = c->private;
	char *common[] = { p->store, p->conf, p->format, p->output, p->year, p->lang,
	    p->headers, p->folder, p->conf_store };

	jr_close(c->jr);
	poptFreeContext(p->popt);
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		free(common[i]);
	for (int i = 0; i < p->nown; i++) {
		free(p->own_name[i]);
		free(p->value[i]);
	}
}

/* Descriptors 0–2 must be there, or the store could become "standard output". */
static void
fill_descriptors(void)
{
	int fd;

	while ((fd = open("/dev/null", O_RDWR)) >= 0 && fd <= 2)
		;
	if (fd > 2)
		close(fd);
}

int
cli_main(const struct cli_command *command, int argc, char **argv)
{
	struct cli_private private = { 0 };
	struct cli c = { .command = command, .private = &private, .out = stdout };
	char *locale;
	int code;

	fill_descriptors();
	private.folder = program_folder();
	locale = join(private.folder != NULL ? private.folder : ".", "/../share/locale", "");
	c.lang = find_lang(argc, argv);
	jr_lang_set(c.lang, locale != NULL ? locale : ".");
	free(locale);
	collect_options(&c);
	code = run(&c, argc, (const char **)argv);
	release(&c);
	return code;
}

int
cli_columns(struct cli *c, struct jr_columns **out)
{
	char *path = cli_share(c, "columns.yaml");
	struct jr_error e = { 0 };
	FILE *in;
	int rc;

	*out = NULL;
	if (path == NULL || (in = fopen(path, "re")) == NULL) {
		cli_fail(c, CLI_CONFIG, "%s: %s", path != NULL ? path : "columns.yaml",
		    strerror(errno));
		free(path);
		return CLI_CONFIG;
	}
	if ((rc = jr_columns_load(out, in, &e)) < 0)
		cli_at(c, path, e.line, e.field, e.text);
	fclose(in);
	free(path);
	return rc < 0 ? CLI_CONFIG : CLI_DONE;
}

/* --- Tables --------------------------------------------------------------------- */

enum jr_format
cli_format(const struct cli *c)
{
	static const struct { const char *name; enum jr_format format; } formats[] = {
		{ "text", JR_TEXT }, { "csv", JR_CSV }, { "tsv", JR_TSV },
		{ "json", JR_JSON }, { "html", JR_HTML },
	};

	for (size_t i = 0; c->private->format != NULL && i < 5; i++)
		if (strcmp(formats[i].name, c->private->format) == 0)
			return formats[i].format;
	return c->out == stdout && isatty(STDOUT_FILENO) ? JR_TEXT : JR_CSV;
}

bool
cli_format_given(const struct cli *c)
{
	return c->private->format != NULL;
}

void
cli_table_opts(struct cli *c, struct jr_table_opts *o)
{
	memset(o, 0, sizeof(*o));
	o->format = c->excel ? JR_CSV : cli_format(c);
	o->titles = c->headers_ru;
	o->excel = c->excel;
	o->lang = jr_setting(c->jr, "language", "en");
}

bool
cli_confirm(struct cli *c, const char *question)
{
	char answer[16];

	if (c->yes)
		return true;
	if (!isatty(STDIN_FILENO))
		return false;
	fprintf(stderr, "%s: %s [y/N] ", c->command->name, question);
	if (fgets(answer, sizeof(answer), stdin) == NULL)
		return false;
	return answer[0] == 'y' || answer[0] == 'Y' || strncmp(answer, "д", 2) == 0;
}
