/* Options of the commands: tables, parsing, help. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "cli_impl.h"

static void
add_own(struct cli *c, const struct cli_option *o)
{
	struct cli_private *p = c->private;
	char *name;

	for (int i = 0; i < p->nown; i++)
		if (strcmp(p->own_name[i], o->name) == 0 || strcmp(p->own[i].name, o->name) == 0)
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

void
cli_collect_options(struct cli *c)
{
	static const struct cli_option of_rows[] = {
		{ "from", 0, N_("DATE"), N_("list: from this day on") },
		{ "to", 0, N_("DATE"), N_("list: up to this day") },
		{ "encoding", 0, N_("NAME"), N_("import: utf-8, cp1251, cp866, koi8-r or utf-16 "
		    "(default: found out)") },
		{ "sheet", 0, N_("SHEET"), N_("import: of a workbook this sheet, by name or "
		    "number") },
		{ "keep-going", 'k', NULL, N_("import: store the good rows") },
		{ "rejects", 0, N_("FILE"), N_("import: write the bad rows there, with the "
		    "reason") },
		{ "transfer", 0, NULL, N_("import: rows of another system, not judged by the "
		    "audit") },
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

/* Its place; -1: the command has none of that name. */
static int
own_option(const struct cli_private *p, const char *name)
{
	for (int i = 0; i < p->nown; i++)
		if (strcmp(p->own_name[i], name) == 0 ||
		    (p->own[i].name != NULL && strcmp(p->own[i].name, name) == 0))
			return i;
	return -1;
}

const char *
cli_option(const struct cli *c, const char *name)
{
	const struct cli_private *p = c->private;
	int i = own_option(p, name);

	if (i < 0)
		return NULL;
	return p->own[i].arg != NULL ? p->last[i] : p->given[i] ? "" : NULL;
}

const char *
cli_option_all(const struct cli *c, const char *name)
{
	const struct cli_private *p = c->private;
	int i = own_option(p, name);

	return i >= 0 && p->last[i] != NULL ? jr_buf_str(&p->all[i]) : NULL;
}

/* The common options, with the places of their values in p; NULL name: the end. */
static void
common_options(struct cli_private *p, struct poptOption *out)
{
	const struct poptOption table[COMMON + 1] = {
		{ "store", 's', POPT_ARG_STRING, &p->store, 0, N_("the store: its file"),
		    N_("FILE") },
		{ "conf", 'c', POPT_ARG_STRING, &p->conf, 0,
		    N_("the configuration (default /etc/journal/journal.conf)"), N_("FILE") },
		{ "format", 'f', POPT_ARG_STRING, &p->format, 0,
		    N_("text, csv, tsv, json, html, xlsx, pdf, svg or png"), N_("FORMAT") },
		{ "output", 'o', POPT_ARG_STRING, &p->output, 0,
		    N_("write there instead of the standard output"), N_("FILE") },
		{ "dry-run", 'n', POPT_ARG_NONE, &p->dry_run, 0,
		    N_("show what would be done, store nothing"), NULL },
		{ "quiet", 'q', POPT_ARG_NONE, &p->quiet, 0, N_("no warnings"), NULL },
		{ "verbose", 'v', POPT_ARG_NONE, &p->verbose, 0, N_("say what was done"), NULL },
		{ "yes", 'y', POPT_ARG_NONE, &p->yes, 0, N_("do not ask"), NULL },
		{ "year", 0, POPT_ARG_STRING, &p->year, 0,
		    N_("the school year, like 2026/27 (default: today's)"), N_("YEAR") },
		{ "as-of", 0, POPT_ARG_STRING, &p->as_of, 0,
		    N_("show the journal as it was at the end of a day, or at a moment"),
		    N_("TIME") },
		{ "lang", 0, POPT_ARG_STRING, &p->lang, 0,
		    N_("the language of messages: en or ru"), N_("LANG") },
		{ "headers", 0, POPT_ARG_STRING, &p->headers, 0,
		    N_("names of columns in CSV: en or ru"), N_("LANG") },
		{ "excel", 0, POPT_ARG_NONE, &p->excel, 0, N_("CSV for a Russian Excel"), NULL },
		{ "help", '?', POPT_ARG_NONE, &p->help, 0, N_("print this help"), NULL },
		{ "version", 0, POPT_ARG_NONE, &p->version, 0, N_("print the version"), NULL },
		POPT_TABLEEND
	};

	memcpy(out, table, sizeof(table));
	for (int i = 0; i < COMMON; i++)
		if (out[i].argInfo == POPT_ARG_STRING)
			out[i].val = 1 + OPTIONS_MOST + i;
}

static void
own_options(struct cli_private *p, struct poptOption *out)
{
	for (int i = 0; i < p->nown; i++) {
		const struct cli_option *o = &p->own[i];

		out[i] = (struct poptOption){ p->own_name[i], o->letter,
		    o->arg != NULL ? POPT_ARG_STRING : POPT_ARG_NONE,
		    o->arg != NULL ? (void *)&p->value[i] : (void *)&p->given[i],
		    o->arg != NULL ? 1 + i : 0, o->help, o->arg };
	}
	memset(&out[p->nown], 0, sizeof(out[0]));
}

/* popt is silent when it has no memory for an option's argument: NULL stands there. */
static bool
has_argument(const struct cli_private *p, int val)
{
	const struct poptOption *o = val <= OPTIONS_MOST ? &p->own_table[val - 1] :
	    &p->common_table[val - 1 - OPTIONS_MOST];

	return *(char **)o->arg != NULL;
}

/* One more value of an option: the last holds, all are remembered.  false: no memory. */
static bool
take_value(struct cli_private *p, int i)
{
	if (p->last[i] != NULL)
		jr_buf_addc(&p->all[i], '\n');
	jr_buf_adds(&p->all[i], p->value[i]);
	free(p->last[i]);
	p->last[i] = p->value[i];
	p->value[i] = NULL;
	return !p->all[i].failed;
}

int
cli_parse(struct cli *c, int argc, const char **argv)
{
	struct cli_private *p = c->private;
	struct poptOption *own = p->own_table, *common = p->common_table;
	int rc;

	own_options(p, own);
	common_options(p, common);
	p->all_table[0] = (struct poptOption){ NULL, 0, POPT_ARG_INCLUDE_TABLE,
	    p->nown > 0 ? own : common, 0, NULL, NULL };
	if (p->nown > 0)
		p->all_table[1] = (struct poptOption){ NULL, 0, POPT_ARG_INCLUDE_TABLE,
		    common, 0, NULL, NULL };
	p->popt = poptGetContext(c->command->name, argc, argv, p->all_table, 0);
	if (p->popt == NULL)
		return cli_fail(c, CLI_BUSY, N_("out of memory"));
	while ((rc = poptGetNextOpt(p->popt)) > 0) {
		if (!has_argument(p, rc) || (rc <= OPTIONS_MOST && !take_value(p, rc - 1)))
			return cli_fail(c, CLI_BUSY, N_("out of memory"));
	}
	if (rc < -1)
		return cli_fail(c, CLI_USAGE, "%s: %s",
		    poptBadOption(p->popt, POPT_BADOPTION_NOALIAS), poptStrerror(rc));
	return CLI_DONE;
}

const char *const *
cli_words_left(const struct cli *c)
{
	static const char *const none[] = { NULL };
	const char **words = poptGetArgs(c->private->popt);

	return words != NULL ? (const char *const *)words : none;
}

void
cli_free_options(struct cli *c)
{
	struct cli_private *p = c->private;
	char *common[] = { p->store, p->conf, p->format, p->output, p->year, p->as_of,
	    p->lang, p->headers };

	poptFreeContext(p->popt);
	for (size_t i = 0; i < sizeof(common) / sizeof(common[0]); i++)
		free(common[i]);
	for (int i = 0; i < p->nown; i++) {
		free(p->own_name[i]);
		free(p->value[i]);
		free(p->last[i]);
		jr_buf_release(&p->all[i]);
	}
}

/* --- Help ------------------------------------------------------------------------ */

/* popt's own help counts bytes for columns, which breaks Cyrillic lines in half. */

#define HELP_WIDTH 79
#define HELP_INDENT 26

static size_t
width_of(const char *s)
{
	return jr_text_width(s, strlen(s));
}

/* Words from column `at` on, further lines indented. */
static void
print_wrapped(FILE *out, const char *text, size_t at, size_t indent)
{
	size_t n, width;

	for (; *text != '\0'; text += n + strspn(text + n, " ")) {
		n = strcspn(text, " ");
		width = jr_text_width(text, n);
		if (at > indent && at + 1 + width > HELP_WIDTH) {
			fprintf(out, "\n%*s", (int)indent, "");
			at = indent;
		} else if (at > indent) {
			putc(' ', out);
			at++;
		}
		fwrite(text, 1, n, out);
		at += width;
	}
	putc('\n', out);
}

void
cli_help_line(FILE *out, const char *left, const char *right)
{
	size_t at = width_of(left);

	fputs(left, out);
	if (right == NULL || right[0] == '\0') {
		putc('\n', out);
		return;
	}
	if (at + 2 > HELP_INDENT) {
		putc('\n', out);
		at = 0;
	}
	fprintf(out, "%*s", (int)(HELP_INDENT - at), "");
	print_wrapped(out, right, HELP_INDENT, HELP_INDENT);
}

static void
print_option(FILE *out, const struct poptOption *o)
{
	struct jr_buf left = JR_BUF_INIT;

	if (o->shortName != 0)
		jr_buf_addf(&left, "  -%c, --%s", o->shortName, o->longName);
	else
		jr_buf_addf(&left, "      --%s", o->longName);
	if (o->argDescrip != NULL)
		jr_buf_addf(&left, "=%s", _(o->argDescrip));
	cli_help_line(out, jr_buf_str(&left), o->descrip != NULL ? _(o->descrip) : NULL);
	jr_buf_release(&left);
}

static void
print_usage(struct cli *c)
{
	const char *usage = _("Usage:");
	const struct cli_verb *v;

	for (v = c->command->verbs; v->name != NULL; v++) {
		if (v == c->command->verbs)
			fprintf(c->out, "%s %s", usage, c->command->name);
		else
			fprintf(c->out, "%*s %s", (int)width_of(usage), "", c->command->name);
		if (v->name[0] != '\0')
			fprintf(c->out, " %s", v->name);
		fprintf(c->out, " [%s]", _("OPTION..."));
		if (v->usage != NULL)
			fprintf(c->out, " %s", _(v->usage));
		putc('\n', c->out);
	}
}

int
cli_help(struct cli *c)
{
	const struct cli_private *p = c->private;

	c->args = cli_words_left(c);
	for (c->nargs = 0; c->args[c->nargs] != NULL; c->nargs++)
		;
	if (c->nargs > 0 && c->command->help != NULL)
		return c->command->help(c);
	print_usage(c);
	putc('\n', c->out);
	print_wrapped(c->out, _(c->command->about), 0, 0);
	if (p->nown > 0)
		fprintf(c->out, "\n%s\n", _("Options of this command:"));
	for (const struct poptOption *o = p->own_table; o->longName != NULL; o++)
		print_option(c->out, o);
	fprintf(c->out, "\n%s\n", _("Common options:"));
	for (const struct poptOption *o = p->common_table; o->longName != NULL; o++)
		print_option(c->out, o);
	return CLI_DONE;
}

/* --- Checks ---------------------------------------------------------------------- */

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

int
cli_check_options(struct cli *c)
{
	static const char *const formats[] = { "text", "csv", "tsv", "json", "html",
	    "xlsx", "pdf", "svg", "png", NULL };
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

const char *
cli_find_lang(int argc, char **argv)
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
