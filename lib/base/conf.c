#include "base/conf.h"

#include <errno.h>
#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include <yaml.h>

#include "base/buf.h"
#include "base/conf_impl.h"

enum {
	MAX_FILE = 1 << 20,
	MAX_SCALAR = 64 << 10,
	MAX_ENTRIES = 10000,
	MAX_DEPTH = 16,
	MAX_ERRORS = 20,
	BLOCK = 16 << 10,
};

#define BOM "\xef\xbb\xbf"

struct block {
	struct block *next;
	size_t used, size;
	alignas(max_align_t) char data[];
};

struct jr_conf {
	struct block *block;
	const struct jr_conf_node *root;
};

struct load {
	struct jr_conf *conf;
	yaml_parser_t parser;
	yaml_event_t event; /* the one that is looked at */
	struct jr_buf text; /* the whole file */
	size_t start; /* where it begins, behind a BOM */
	struct jr_buf open; /* children of the open nodes */
	int depth;
	bool stop;
	int rc;
	size_t nerror;
	struct jr_error error[MAX_ERRORS];
};

/* A key and where it stands; a list's items have their list's name. */
struct place {
	const char *key, *name;
	size_t line, column;
};

static void value(struct load *, const struct jr_conf_key *, const struct place *);

static void
fatal(struct load *l, int rc, const char *reason)
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

/* The errors stand in the order of their places. */
static void
put_at(struct load *l, size_t line, size_t column, struct jr_error *e)
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
	l->stop = l->nerror == MAX_ERRORS;
}

static void __attribute__((format(printf, 4, 5)))
complain(struct load *l, size_t line, size_t column, const char *fmt, ...)
{
	struct jr_error e;
	va_list ap;

	jr_error_clear(&e);
	va_start(ap, fmt);
	jr_error_setv(&e, JR_EINVAL, fmt, ap);
	va_end(ap);
	put_at(l, line, column, &e);
}

/* At the beginning of the current event. */
#define HERE(l) (l)->event.start_mark.line + 1, (l)->event.start_mark.column + 1

static void *
take(struct load *l, size_t n)
{
	struct block *b = l->conf->block;
	size_t size = n > BLOCK ? n : BLOCK;
	char *p;

	if (b == NULL || b->size - b->used < n) {
		if ((b = malloc(sizeof(*b) + size)) == NULL) {
			fatal(l, JR_ENOMEM, NULL);
			return NULL;
		}
		*b = (struct block){ .next = l->conf->block, .size = size };
		l->conf->block = b;
	}
	p = b->data + b->used;
	b->used += (n + alignof(max_align_t) - 1) & ~(alignof(max_align_t) - 1);
	if (b->used > b->size)
		b->used = b->size;
	return p;
}

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
line_start(const struct load *l, size_t line)
{
	const char *s = jr_buf_str(&l->text), *nl;

	for (; line > 0 && (nl = strchr(s, '\n')) != NULL; line--)
		s = nl + 1;
	return s;
}

static bool
tab_indents(const struct load *l, size_t line)
{
	const char *s = line_start(l, line);

	return s[strspn(s, " ")] == '\t';
}

static void
not_yaml(struct load *l)
{
	const yaml_mark_t *m = &l->parser.problem_mark;
	const char *problem = l->parser.problem;
	size_t i;

	if (tab_indents(l, m->line)) {
		complain(l, m->line + 1, 1,
		    N_("not YAML: a tab in the indentation; use spaces"));
		return;
	}
	if (strcmp(problem, "found unexpected end of stream") == 0) {
		m = &l->parser.context_mark;
		complain(l, m->line + 1, m->column + 1,
		    N_("not YAML: the quote that opens here is never closed"));
		return;
	}
	for (i = 0; i < sizeof(words) / sizeof(words[0]); i++)
		if (strcmp(problem, words[i].yaml) == 0) {
			complain(l, m->line + 1, m->column + 1, "%s",
			    _(words[i].say));
			return;
		}
	complain(l, m->line + 1, m->column + 1, N_("not YAML: %s"), problem);
}

static void
not_text(struct load *l)
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
		complain(l, line, column, N_("a control character"));
	else
		complain(l, line, column,
		    N_("not UTF-8: save the file in this encoding"));
}

/* Go on to the next event.  false: the walk is over. */
static bool
next(struct load *l)
{
	if (l->stop)
		return false;
	yaml_event_delete(&l->event);
	if (yaml_parser_parse(&l->parser, &l->event))
		return true;
	if (l->parser.error == YAML_MEMORY_ERROR)
		fatal(l, JR_ENOMEM, NULL);
	else if (l->parser.error == YAML_READER_ERROR)
		not_text(l);
	else
		not_yaml(l);
	l->stop = true;
	return false;
}

/* One level down; too many end the walk. */
static bool
deeper(struct load *l)
{
	if (l->depth == MAX_DEPTH) {
		complain(l, HERE(l), N_("more than %d levels"), MAX_DEPTH);
		l->stop = true;
		return false;
	}
	l->depth++;
	return true;
}

/* Leave the value that begins here unread. */
static void
skip(struct load *l)
{
	int depth = l->depth;

	do {
		switch (l->event.type) {
		case YAML_SEQUENCE_START_EVENT:
		case YAML_MAPPING_START_EVENT:
			if (!deeper(l))
				return;
			break;
		case YAML_SEQUENCE_END_EVENT:
		case YAML_MAPPING_END_EVENT:
			l->depth--;
			break;
		default:
			break;
		}
	} while (l->depth > depth && next(l));
}

static void
skip_next(struct load *l)
{
	if (next(l))
		skip(l);
}

/* Aliases, anchors and tags are no part of a configuration. */
static void
check_plain(struct load *l)
{
	const yaml_char_t *anchor = NULL, *tag = NULL;

	switch (l->event.type) {
	case YAML_ALIAS_EVENT:
		complain(l, HERE(l), N_("aliases (*name) are not allowed"));
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
		complain(l, HERE(l), N_("anchors (&name) are not allowed"));
	if (tag != NULL)
		complain(l, HERE(l), N_("tags (!name) are not allowed"));
}

static bool
has_control(const unsigned char *s, size_t n)
{
	for (; n > 0; s++, n--)
		if ((*s < ' ' && *s != '\n' && *s != '\t') || *s == 0x7f)
			return true;
	return false;
}

/* The current scalar's text, kept in the conf; NULL after a complaint. */
static const char *
keep(struct load *l)
{
	const yaml_char_t *s = l->event.data.scalar.value;
	size_t n = l->event.data.scalar.length;
	char *p;

	if (n > MAX_SCALAR) {
		complain(l, HERE(l), N_("a text over %d KiB"), MAX_SCALAR >> 10);
		return NULL;
	}
	if (has_control(s, n)) {
		complain(l, HERE(l), N_("a control character"));
		return NULL;
	}
	if ((p = take(l, n + 1)) == NULL)
		return NULL;
	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

static void
wrong_kind(struct load *l, enum jr_conf_type want, const char *name)
{
	if (name == NULL)
		complain(l, HERE(l),
		    N_("lines of the form 'name: value' were expected"));
	else if (want == JR_CONF_LIST)
		complain(l, HERE(l),
		    N_("'%s' must be a list: [one, two], or lines "
		       "that begin with '- '"),
		    name);
	else if (want == JR_CONF_MAP || want == JR_CONF_DICT)
		complain(l, HERE(l),
		    N_("'%s' must hold lines of the form "
		       "'name: value'"),
		    name);
	else
		complain(l, HERE(l), N_("'%s' must be a single value"), name);
}

static const struct jr_conf_node *
child(const struct load *l, size_t base, const char *key)
{
	const struct jr_conf_node *n;
	size_t at;

	for (at = base; at < l->open.len; at += sizeof(n)) {
		memcpy(&n, l->open.data + at, sizeof(n));
		if (strcmp(n->key, key) == 0)
			return n;
	}
	return NULL;
}

static void
check_missing(struct load *l, const struct jr_conf_key *want, size_t base,
    const struct place *at)
{
	const struct jr_conf_key *k;

	if (want->type != JR_CONF_MAP)
		return;
	for (k = want->sub; k->name != NULL; k++) {
		if (!k->required || child(l, base, k->name) != NULL)
			continue;
		if (at->name == NULL)
			complain(l, at->line, at->column,
			    N_("key '%s' is missing"), k->name);
		else
			complain(l, at->line, at->column,
			    N_("key '%s' is missing under '%s'"), k->name, at->name);
	}
}

static void
scalar(struct load *l, const struct jr_conf_key *want, struct jr_conf_node *n,
    const struct place *at)
{
	bool empty = l->event.data.scalar.length == 0;
	bool many = want->type == JR_CONF_MAP || want->type == JR_CONF_LIST ||
	    want->type == JR_CONF_DICT;
	struct jr_error e;

	if (many && empty && l->event.data.scalar.style == YAML_PLAIN_SCALAR_STYLE) {
		check_missing(l, want, l->open.len, at);
		return;
	}
	if (many) {
		wrong_kind(l, want->type, at->name);
		return;
	}
	if ((n->text = keep(l)) == NULL)
		return;
	jr_error_clear(&e);
	if (jr__conf_check(n, want, at->name, &e) < 0)
		put_at(l, HERE(l), &e);
}

static void
unknown(struct load *l, const struct jr_conf_key *keys, const char *key)
{
	const char *meant = jr__conf_nearest(keys, key);
	struct jr_clip c;

	if (meant != NULL)
		complain(l, HERE(l), N_("unknown key '%s'; did you mean '%s'?"),
		    jr__conf_clip(key, &c), meant);
	else
		complain(l, HERE(l), N_("unknown key '%s'"), jr__conf_clip(key, &c));
}

static const struct jr_conf_key *
find(const struct jr_conf_key *want, const char *key)
{
	const struct jr_conf_key *k;

	if (want->type == JR_CONF_DICT)
		return want->sub;
	for (k = want->sub; k->name != NULL; k++)
		if (strcmp(k->name, key) == 0)
			return k;
	return NULL;
}

/* The current event as a key; NULL after a complaint, its value left unread. */
static const char *
key_text(struct load *l)
{
	const char *key;

	check_plain(l);
	if (l->event.type == YAML_SCALAR_EVENT && l->event.data.scalar.length != 0)
		key = keep(l);
	else {
		if (l->event.type != YAML_ALIAS_EVENT)
			complain(l, HERE(l), N_("a key must be a text"));
		skip(l);
		key = NULL;
	}
	if (key == NULL)
		skip_next(l);
	return key;
}

/* One key and its value, as the current event and those behind it. */
static void
entry(struct load *l, const struct jr_conf_key *want, size_t base)
{
	struct place at = { .line = l->event.start_mark.line + 1,
		.column = l->event.start_mark.column + 1 };
	const struct jr_conf_node *first;
	const struct jr_conf_key *k;
	struct jr_clip c;

	if ((at.key = at.name = key_text(l)) == NULL)
		return;
	if ((first = child(l, base, at.key)) != NULL) {
		complain(l, at.line, at.column,
		    N_("key '%s' is given twice, first on line %zu"),
		    jr__conf_clip(at.key, &c), first->line);
		skip_next(l);
	} else if ((k = find(want, at.key)) == NULL) {
		unknown(l, want->sub, at.key);
		skip_next(l);
	} else if (next(l))
		value(l, k, &at);
}

static void
item(struct load *l, const struct jr_conf_key *want, const char *name)
{
	struct place at = { .name = name,
		.line = l->event.start_mark.line + 1,
		.column = l->event.start_mark.column + 1 };

	value(l, want->sub, &at);
}

/* The children that were opened since base become the node's. */
static void
gather(struct load *l, struct jr_conf_node *n, size_t base)
{
	size_t size = l->open.len - base;
	void *p;

	if (l->stop || size == 0 || (p = take(l, size)) == NULL)
		return;
	memcpy(p, l->open.data + base, size);
	n->child = p;
	n->n = size / sizeof(*n->child);
	l->open.len = base;
}

static void
container(struct load *l, const struct jr_conf_key *want,
    struct jr_conf_node *n, const struct place *at)
{
	size_t base = l->open.len;

	if (!deeper(l))
		return;
	while (next(l) && l->event.type != YAML_SEQUENCE_END_EVENT &&
	    l->event.type != YAML_MAPPING_END_EVENT) {
		if ((l->open.len - base) / sizeof(n) == MAX_ENTRIES) {
			complain(l, HERE(l), N_("more than %d entries"), MAX_ENTRIES);
			l->stop = true;
		} else if (want->type == JR_CONF_LIST)
			item(l, want, at->name);
		else
			entry(l, want, base);
	}
	if (l->stop)
		return;
	l->depth--;
	check_missing(l, want, base, at);
	gather(l, n, base);
}

static struct jr_conf_node *
node_new(struct load *l, enum jr_conf_type type, const struct place *at)
{
	struct jr_conf_node *n;

	if ((n = take(l, sizeof(*n))) == NULL)
		return NULL;
	*n = (struct jr_conf_node){
		.key = at->key, .type = type, .line = at->line, .column = at->column
	};
	jr_buf_add(&l->open, &n, sizeof(n));
	if (l->open.failed)
		fatal(l, JR_ENOMEM, NULL);
	return l->open.failed ? NULL : n;
}

/* The value that begins at the current event; it joins the open children. */
static void
value(struct load *l, const struct jr_conf_key *want, const struct place *at)
{
	struct jr_conf_node *n;
	bool list = want->type == JR_CONF_LIST;
	bool keys = want->type == JR_CONF_MAP || want->type == JR_CONF_DICT;

	if ((n = node_new(l, want->type, at)) == NULL)
		return;
	check_plain(l);
	if (l->event.type == YAML_SCALAR_EVENT)
		scalar(l, want, n, at);
	else if ((list && l->event.type == YAML_SEQUENCE_START_EVENT) ||
	    (keys && l->event.type == YAML_MAPPING_START_EVENT))
		container(l, want, n, at);
	else if (l->event.type != YAML_ALIAS_EVENT) {
		wrong_kind(l, want->type, at->name);
		skip(l);
	}
}

/* The whole file: one document, one map. */
static void
document(struct load *l, const struct jr_conf_key *schema)
{
	struct jr_conf_key want = { .type = JR_CONF_MAP, .sub = schema };
	struct place at = { .line = 1, .column = 1 };

	if (!next(l) || !next(l))
		return;
	if (l->event.type == YAML_STREAM_END_EVENT) {
		complain(l, 1, 1, N_("nothing is set in this file"));
		return;
	}
	if (!next(l))
		return;
	at.line = l->event.start_mark.line + 1;
	at.column = l->event.start_mark.column + 1;
	value(l, &want, &at);
	if (!next(l) || !next(l))
		return;
	if (l->event.type != YAML_STREAM_END_EVENT)
		complain(l, HERE(l), N_("a second document begins here"));
}

static void
read_all(struct load *l, FILE *in)
{
	char chunk[8192];
	size_t n;

	do {
		n = fread(chunk, 1, sizeof(chunk), in);
		jr_buf_add(&l->text, chunk, n);
	} while (n > 0 && !l->text.failed && l->text.len <= MAX_FILE);
	if (ferror(in))
		fatal(l, JR_EIO, strerror(errno));
	else if (l->text.failed)
		fatal(l, JR_ENOMEM, NULL);
	else if (l->text.len > MAX_FILE) {
		complain(l, 0, 0, N_("over %d KiB: this is no configuration"),
		    MAX_FILE >> 10);
		l->stop = true;
	}
}

static void
parse(struct load *l, const struct jr_conf_key *schema)
{
	const char *s = jr_buf_str(&l->text);

	if (!yaml_parser_initialize(&l->parser)) {
		fatal(l, JR_ENOMEM, NULL);
		return;
	}
	l->start = strncmp(s, BOM, 3) == 0 ? 3 : 0;
	yaml_parser_set_encoding(&l->parser, YAML_UTF8_ENCODING);
	yaml_parser_set_input_string(&l->parser,
	    (const unsigned char *)s + l->start, l->text.len - l->start);
	document(l, schema);
	if (l->rc == JR_OK)
		memcpy(&l->conf->root, l->open.data, sizeof(l->conf->root));
	yaml_event_delete(&l->event);
	yaml_parser_delete(&l->parser);
}

int
jr_conf_load(struct jr_conf **out, FILE *in, const struct jr_conf_key *schema,
    jr_conf_report *report, void *arg)
{
	struct load l = { .rc = JR_OK };
	size_t i;

	*out = NULL;
	if ((l.conf = calloc(1, sizeof(*l.conf))) == NULL)
		fatal(&l, JR_ENOMEM, NULL);
	else
		read_all(&l, in);
	if (!l.stop)
		parse(&l, schema);
	for (i = 0; i < l.nerror; i++)
		report(arg, &l.error[i]);
	if (l.rc == JR_OK)
		*out = l.conf;
	else
		jr_conf_free(l.conf);
	jr_buf_release(&l.text);
	jr_buf_release(&l.open);
	return l.rc;
}

const struct jr_conf_node *
jr_conf_root(const struct jr_conf *c)
{
	return c->root;
}

void
jr_conf_free(struct jr_conf *c)
{
	struct block *b;

	if (c == NULL)
		return;
	while ((b = c->block) != NULL) {
		c->block = b->next;
		free(b);
	}
	free(c);
}

const struct jr_conf_node *
jr_conf_get(const struct jr_conf_node *n, const char *key)
{
	size_t i;

	if (n == NULL || n->type == JR_CONF_LIST)
		return NULL;
	for (i = 0; i < n->n; i++)
		if (strcmp(n->child[i]->key, key) == 0)
			return n->child[i];
	return NULL;
}

const char *
jr_conf_text(const struct jr_conf_node *n, const char *key, const char *dflt)
{
	const struct jr_conf_node *c = jr_conf_get(n, key);

	return c != NULL && c->text != NULL ? c->text : dflt;
}

int64_t
jr_conf_number(const struct jr_conf_node *n, const char *key, int64_t dflt)
{
	const struct jr_conf_node *c = jr_conf_get(n, key);

	return c != NULL ? c->number : dflt;
}
