#include "base/conf_read.h"

#include <errno.h>
#include <string.h>

enum {
	MAX_FILE = 1 << 20,
	MAX_DEPTH = 16,
};

#define BOM "\xef\xbb\xbf"

/* --- Errors -------------------------------------------------------------------- */

void
jr__conf_fatal(struct jr__conf_load *l, int rc, const char *reason)
{
	jr_error_clear(&l->error[0]);
	if (rc == JR_ENOMEM)
		jr_error_set(&l->error[0], rc, N_("out of memory"));
	else
		jr_error_set(&l->error[0], rc, N_("cannot read: %s"), reason);
	l->nerror = 1;
	l->rc = rc;
	l->stop = true;
}

static bool
before(const struct jr_error *a, const struct jr_error *b)
{
	return a->line != b->line ? a->line < b->line : a->field < b->field;
}

void
jr__conf_put(struct jr__conf_load *l, size_t line, size_t column, struct jr_error *e)
{
	size_t i;

	if (l->stop)
		return;
	e->line = line;
	e->field = column;
	for (i = l->nerror++; i > 0 && before(e, &l->error[i - 1]); i--)
		l->error[i] = l->error[i - 1];
	l->error[i] = *e;
	l->rc = JR_EINVAL;
	l->stop = l->nerror == JR__CONF_ERRORS_MOST;
}

static void __attribute__((format(printf, 4, 0)))
complain(struct jr__conf_load *l, size_t line, size_t column, const char *fmt, va_list ap)
{
	struct jr_error e;

	jr_error_clear(&e);
	jr_error_setv(&e, JR_EINVAL, fmt, ap);
	jr__conf_put(l, line, column, &e);
}

void
jr__conf_complain(struct jr__conf_load *l, size_t line, size_t column, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	complain(l, line, column, fmt, ap);
	va_end(ap);
}

void
jr__conf_complain_here(struct jr__conf_load *l, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	complain(l, JR__CONF_HERE(l), fmt, ap);
	va_end(ap);
}

/* --- What is not YAML ------------------------------------------------------------ */

/* What libyaml says, and what we say of it. */
static const struct {
	const char *yaml, *say;
} words[] = {
	{ "did not find expected key",
	    N_("not YAML: a key was expected; check the indentation") },
	{ "did not find expected '-' indicator",
	    N_("not YAML: '- ' was expected; check the indentation") },
	{ "did not find expected ',' or ']'", N_("not YAML: ',' or ']' was expected") },
	{ "did not find expected ',' or '}'", N_("not YAML: ',' or '}' was expected") },
	{ "could not find expected ':'", N_("not YAML: a key without ':'") },
	{ "mapping values are not allowed in this context",
	    N_("not YAML: a ':' cannot stand here; check the indentation, or put "
	       "the text in quotes") },
	{ "block sequence entries are not allowed in this context",
	    N_("not YAML: '- ' cannot stand here; check the indentation, or put "
	       "the text in quotes") },
	{ "found character that cannot start any token",
	    N_("not YAML: no value can begin with this character; put the text "
	       "in quotes") },
	{ "did not find expected <document start>",
	    N_("not YAML: the text goes on where it should end; check the "
	       "indentation") },
};

static const char *
line_start(const struct jr__conf_load *l, size_t line)
{
	const char *s = jr_buf_str(&l->text), *nl;

	for (; line > 0 && (nl = strchr(s, '\n')) != NULL; line--)
		s = nl + 1;
	return s;
}

static bool
tab_indents(const struct jr__conf_load *l, size_t line)
{
	const char *s = line_start(l, line);

	return s[strspn(s, " ")] == '\t';
}

static void
not_yaml(struct jr__conf_load *l)
{
	const yaml_mark_t *m = &l->parser.problem_mark;
	const char *problem = l->parser.problem;
	size_t i;

	if (tab_indents(l, m->line)) {
		jr__conf_complain(l, m->line + 1, 1,
		    N_("not YAML: a tab in the indentation; use spaces"));
		return;
	}
	if (strcmp(problem, "found unexpected end of stream") == 0) {
		m = &l->parser.context_mark;
		jr__conf_complain(l, m->line + 1, m->column + 1,
		    N_("not YAML: the quote that opens here is never closed"));
		return;
	}
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(problem, words[i].yaml) == 0) {
			jr__conf_complain(l, m->line + 1, m->column + 1, "%s",
			    _(words[i].say));
			return;
		}
	jr__conf_complain(l, m->line + 1, m->column + 1, N_("not YAML: %s"), problem);
}

static void
not_text(struct jr__conf_load *l)
{
	const char *s = l->text.data + l->start;
	size_t end = l->parser.problem_offset, i, line = 1, column = 1;

	for (i = 0; i < end; i++)
		if (s[i] == '\n') {
			line++;
			column = 1;
		} else if (((unsigned char)s[i] & 0xc0) != 0x80)
			column++;
	if (strcmp(l->parser.problem, "control characters are not allowed") == 0)
		jr__conf_complain(l, line, column, N_("a control character"));
	else
		jr__conf_complain(l, line, column,
		    N_("not UTF-8: save the file in this encoding"));
}

/* --- Events ---------------------------------------------------------------------- */

bool
jr__conf_next(struct jr__conf_load *l)
{
	if (l->stop)
		return false;
	yaml_event_delete(&l->event);
	if (yaml_parser_parse(&l->parser, &l->event))
		return true;
	if (l->parser.error == YAML_MEMORY_ERROR)
		jr__conf_fatal(l, JR_ENOMEM, NULL);
	else if (l->parser.error == YAML_READER_ERROR)
		not_text(l);
	else
		not_yaml(l);
	l->stop = true;
	return false;
}

bool
jr__conf_deeper(struct jr__conf_load *l)
{
	if (l->depth == MAX_DEPTH) {
		jr__conf_complain_here(l, N_("more than %d levels"), MAX_DEPTH);
		l->stop = true;
		return false;
	}
	l->depth++;
	return true;
}

void
jr__conf_skip(struct jr__conf_load *l)
{
	int depth = l->depth;

	do {
		switch (l->event.type) {
		case YAML_SEQUENCE_START_EVENT:
		case YAML_MAPPING_START_EVENT:
			if (!jr__conf_deeper(l))
				return;
			break;
		case YAML_SEQUENCE_END_EVENT:
		case YAML_MAPPING_END_EVENT:
			l->depth--;
			break;
		default:
			break;
		}
	} while (l->depth > depth && jr__conf_next(l));
}

void
jr__conf_skip_next(struct jr__conf_load *l)
{
	if (jr__conf_next(l))
		jr__conf_skip(l);
}

void
jr__conf_check_plain(struct jr__conf_load *l)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;

	switch (l->event.type) {
	case YAML_ALIAS_EVENT:
		jr__conf_complain_here(l, N_("aliases (*name) are not allowed"));
		return;
	case YAML_SCALAR_EVENT:
		anchor = l->event.data.scalar.anchor;
		tag = l->event.data.scalar.tag;
		break;
	case YAML_SEQUENCE_START_EVENT:
		anchor = l->event.data.sequence_start.anchor;
		tag = l->event.data.sequence_start.tag;
		break;
	case YAML_MAPPING_START_EVENT:
		anchor = l->event.data.mapping_start.anchor;
		tag = l->event.data.mapping_start.tag;
		break;
	default:
		break;
	}
	if (anchor != NULL)
		jr__conf_complain_here(l, N_("anchors (&name) are not allowed"));
	if (tag != NULL)
		jr__conf_complain_here(l, N_("tags (!name) are not allowed"));
}

/* --- The file -------------------------------------------------------------------- */

void
jr__conf_read_file(struct jr__conf_load *l, FILE *in)
{
	char chunk[8192];
	size_t n;

	do {
		n = fread(chunk, 1, sizeof(chunk), in);
		jr_buf_add(&l->text, chunk, n);
	} while (n > 0 && !l->text.failed && l->text.len <= MAX_FILE);
	if (ferror(in))
		jr__conf_fatal(l, JR_EIO, strerror(errno));
	else if (l->text.failed)
		jr__conf_fatal(l, JR_ENOMEM, NULL);
	else if (l->text.len > MAX_FILE) {
		jr__conf_complain(l, 0, 0, N_("over %d KiB: this is no configuration"),
		    MAX_FILE >> 10);
		l->stop = true;
	}
}

bool
jr__conf_begin(struct jr__conf_load *l)
{
	const char *s = jr_buf_str(&l->text);

	if (!yaml_parser_initialize(&l->parser)) {
		jr__conf_fatal(l, JR_ENOMEM, NULL);
		return false;
	}
	l->start = strncmp(s, BOM, 3) == 0 ? 3 : 0;
	yaml_parser_set_encoding(&l->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&l->parser,
	    (const unsigned char *)s + l->start, l->text.len - l->start);
	return true;
}

void
jr__conf_end(struct jr__conf_load *l)
{
	yaml_event_delete(&l->event);
	yaml_parser_delete(&l->parser);
}
