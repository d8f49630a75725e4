/* What every command shares: see cli.h and jr-cli(7). */
#include <sys/stat.h>

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <pwd.h>
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/lang.h"
#include "base/program.h"
#include "cli_impl.h"

#define VERSION "0.1"

/* --- Words ------------------------------------------------------------------- */

static void
say(struct cli *c, const char *text)
{
	fprintf(stderr, "%s: %s\n", c->command->name, text);
}

static void __attribute__((format(printf, 2, 0)))
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

	say(c, e->text[0] != '\0' ? e->text : _("an error without a description"));
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
	struct jr_buf path = JR_BUF_INIT;

	if (jr_program_folder(&path) == JR_OK)
		return jr_buf_steal(&path);
	jr_buf_release(&path);
	return NULL;
}

static char *
join(const char *a, const char *b, const char *c)
{
	struct jr_buf path = JR_BUF_INIT;

	jr_buf_addf(&path, "%s%s%s", a, b, c);
	return jr_buf_steal(&path);
}

const char *
cli_folder(const struct cli *c)
{
	return c->private->folder != NULL ? c->private->folder : ".";
}

char *
cli_share(const struct cli *c, const char *name)
{
	const char *folder = cli_folder(c);
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
		return cli_print_begin(c);
	if ((c->out = fopen(c->private->output, "we")) != NULL)
		return cli_print_begin(c);
	c->out = stdout;
	return cli_fail(c, CLI_CANT_CREATE, "%s: %s", c->private->output, strerror(errno));
}

/* Half of a workbook or a paper is of no use to anybody. */
static void
remove_half(struct cli *c, bool failed)
{
	struct stat st;

	if (failed && (cli_is_workbook(c) || cli_is_paper(c)) &&
	    lstat(c->private->output, &st) == 0 && S_ISREG(st.st_mode))
		unlink(c->private->output);
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
	if (c->out != stdout)
		remove_half(c, bad || (code != CLI_DONE && code != CLI_FOUND));
	c->out = stdout;
	if (!bad)	/* but words, too, may have been lost */
		return c->stored && ferror(stderr) != 0 ? CLI_NOT_TOLD : code;
	cli_fail(c, CLI_IO, N_("the output could not be written: %s"),
	    why != 0 ? strerror(why) : _("is the disk full?"));
	if (c->stored)
		return CLI_NOT_TOLD;
	return code == CLI_DONE || code == CLI_FOUND ? CLI_IO : code;
}

/* --- Opening ------------------------------------------------------------------- */

static void
conf_error(void *arg, const struct jr_error *e)
{
	struct cli *c = arg;

	cli_at(c, cli_conf(c), e->line, e->field, e->text);
}

static char *
text_of(const struct jr_conf *conf, const char *key)
{
	const char *text = jr_conf_text(jr_conf_root(conf), key, NULL);

	return text != NULL ? strdup(text) : NULL;
}

/* The conf by -c or JR_CONF; NULL: the usual one. */
static const char *
given_conf(const struct cli *c)
{
	const char *conf = getenv("JR_CONF");

	if (c->private->conf != NULL)
		return c->private->conf;
	return conf != NULL && conf[0] != '\0' ? conf : NULL;
}

/* Take `store:` and `read_store:` out of the conf; other keys are the store's business. */
static int
read_conf(struct cli *c)
{
	struct cli_private *p = c->private;
	struct jr_conf *conf;
	FILE *in;
	int rc;

	if (p->conf_read)
		return CLI_DONE;
	if ((in = fopen(cli_conf(c), "re")) == NULL) {
		if (given_conf(c) == NULL)
			return cli_fail(c, CLI_CONFIG, N_("which store? name it with --store, JR_STORE "
			    "or `store:` in %s"), CONF_FILE);
		return cli_fail(c, CLI_CONFIG, "%s: %s", given_conf(c), strerror(errno));
	}
	rc = jr_conf_load(&conf, in, jr_config_schema, conf_error, c);
	fclose(in);
	if (rc < 0)
		return CLI_CONFIG;
	p->conf_store = text_of(conf, "store");
	p->conf_read_store = text_of(conf, "read_store");
	p->conf_read = true;
	jr_conf_free(conf);
	return CLI_DONE;
}

/* The store by -s or JR_STORE; NULL: the conf names it. */
static const char *
given_store(struct cli *c)
{
	const char *store = c->private->store != NULL ? c->private->store : getenv("JR_STORE");

	return store != NULL && store[0] != '\0' ? store : NULL;
}

int
cli_store(struct cli *c, const char **out)
{
	int code;

	if ((*out = given_store(c)) != NULL)
		return CLI_DONE;
	if ((code = read_conf(c)) != CLI_DONE)
		return code;
	if ((*out = c->private->conf_store) == NULL)
		return cli_fail(c, CLI_CONFIG, N_("%s names no store"), cli_conf(c));
	return CLI_DONE;
}

int
cli_read_store(struct cli *c, const char **out)
{
	int code;

	if ((*out = given_store(c)) != NULL)
		return CLI_DONE;
	if ((code = read_conf(c)) != CLI_DONE)
		return code;
	*out = c->private->conf_read_store;
	return *out != NULL ? CLI_DONE : cli_store(c, out);
}

const char *
cli_conf(const struct cli *c)
{
	const char *given = given_conf(c);

	return given != NULL ? given : CONF_FILE;
}

/* The Unix user's name, "?" when he has none: not when it could not be looked up. */
static int
unix_user(struct cli *c, const char **out)
{
	const struct passwd *pw;

	errno = 0;
	pw = getpwuid(getuid());
	*out = pw != NULL ? pw->pw_name : "?";
	if (pw == NULL && (errno == ENOMEM || errno == EIO || errno == EMFILE ||
	    errno == ENFILE || errno == EINTR))
		return cli_fail(c, CLI_BUSY, N_("your user name cannot be looked up: %s"),
		    strerror(errno));
	return CLI_DONE;
}

int
cli_open_failed(struct cli *c, int rc, const struct jr_error *e)
{
	say(c, e->text);
	return rc == JR_ENOTFOUND ? CLI_CONFIG :
	    rc == JR_ECONFLICT ? CLI_CANT_CREATE : cli_exit_of(rc);
}

/* What was is for reading only. */
static int
go_back(struct cli *c, const char *when)
{
	bool sound;

	if (jr_as_of(c->jr, when, &sound) == JR_OK)
		return CLI_DONE;
	cli_jr_failed(c);
	return sound ? cli_exit_of(jr_error(c->jr)->rc) : CLI_FOUND;
}

static int
refuse_as_of(struct cli *c)
{
	return cli_fail(c, CLI_USAGE, N_("--as-of shows what was; it goes with commands that "
	    "only read"));
}

int
cli_open_at(struct cli *c, const char *store, enum jr_open_mode mode, bool sandbox)
{
	struct jr_options o = {
		.store = store, .mode = mode, .sandbox = sandbox,
		.actor = getenv("JR_ACTOR"), .now = getenv("JR_NOW"),
	};
	const char *as_of = c->private->as_of;
	struct jr_error err;
	char *rights = NULL;
	int code, rc;

	if (as_of != NULL && mode != JR_OPEN_READ)
		return refuse_as_of(c);
	if (o.now != NULL && o.now[0] == '\0')
		o.now = NULL;
	if ((code = unix_user(c, &o.user)) != CLI_DONE)
		return code;
	if (o.actor != NULL && o.actor[0] != '\0')
		o.rights = rights = cli_share(c, "rights.yaml");
	rc = jr_open(&c->jr, &o, &err);
	free(rights);
	if (rc < 0)
		return cli_open_failed(c, rc, &err);
	jr_on_warning(c->jr, warned, c);
	return as_of != NULL ? go_back(c, as_of) : CLI_DONE;
}

int
cli_open(struct cli *c, enum jr_open_mode mode, bool sandbox)
{
	const char *store;
	int code;

	code = mode == JR_OPEN_READ ? cli_read_store(c, &store) : cli_store(c, &store);
	return code == CLI_DONE ? cli_open_at(c, store, mode, sandbox) : code;
}

bool
cli_is_as_of(const struct cli *c)
{
	return c->private->as_of != NULL;
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

	c->args = cli_words_left(c);
	for (c->nargs = 0; c->args != NULL && c->args[c->nargs] != NULL; c->nargs++)
		;
	if (v->name[0] != '\0') {
		if (c->nargs == 0)
			return cli_fail(c, CLI_USAGE, N_("say what to do; see %s --help"),
			    c->command->name);
		word = c->args[0];
		while (v->name != NULL && strcmp(v->name, word) != 0)
			v++;
		if (v->name == NULL)
			return cli_fail(c, CLI_USAGE, N_("'%s' is not a verb of %s; see %s "
			    "--help"), word, c->command->name, c->command->name);
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

	if ((code = cli_parse(c, argc, argv)) != CLI_DONE)
		return code;
	if (c->private->help)
		return close_output(c, cli_help(c));
	if (c->private->version) {
		printf("%s (journal) %s\n", c->command->name, VERSION);
		return close_output(c, CLI_DONE);
	}
	if ((code = cli_check_options(c)) != CLI_DONE || (code = choose_verb(c)) != CLI_DONE ||
	    (code = open_for_verb(c)) != CLI_DONE || (code = open_output(c)) != CLI_DONE)
		return code;
	return close_output(c, cli_print_end(c, c->verb->run(c)));
}

static void
release(struct cli *c)
{
	struct cli_private *p = c->private;

	jr_close(c->jr);
	cli_free_options(c);
	free(p->folder);
	free(p->conf_store);
	free(p->conf_read_store);
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
	c.lang = cli_find_lang(argc, argv);
	jr_lang_set(c.lang, locale != NULL ? locale : ".");
	free(locale);
	cli_collect_options(&c);
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
	if (cli_is_workbook(c) || cli_is_paper(c))
		return JR_JSON;
	return c->out == stdout && isatty(STDOUT_FILENO) ? JR_TEXT : JR_CSV;
}

bool
cli_is_workbook(const struct cli *c)
{
	return c->private->format != NULL && strcmp(c->private->format, "xlsx") == 0;
}

bool
cli_is_paper(const struct cli *c)
{
	static const char *const names[] = { "pdf", "svg", "png" };

	for (size_t i = 0; c->private->format != NULL && i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(names[i], c->private->format) == 0)
			return true;
	return false;
}

const char *
cli_format_name(const struct cli *c)
{
	return c->private->format;
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
