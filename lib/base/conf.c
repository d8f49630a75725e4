#include "base/conf.h"

#include <stdalign.h>
#include <stdlib.h>
#include <string.h>

#include "base/conf_read.h"

enum {
	MAX_SCALAR = 64 << 10,
	MAX_ENTRIES = 10000,
	BLOCK = 16 << 10,
};

struct block {
	struct block *next;
	size_t used, size;
	alignas(max_align_t) char data[];
};

struct jr_conf {
	struct block *block;
	const struct jr_conf_node *root;
};

/* A key and where it stands; a list's items have their list's name. */
struct place {
	const char *key, *name;
	size_t line, column;
};

static void value(struct jr__conf_load *, const struct jr_conf_key *, const struct place *);

/* --- Memory ---------------------------------------------------------------------- */

static void *
take(struct jr__conf_load *l, size_t n)
{
	struct block *b = l->conf->block;
	size_t size = n > BLOCK ? n : BLOCK;
	char *p;

	if (b == NULL || b->size - b->used < n) {
		if ((b = malloc(sizeof(*b) + size)) == NULL) {
			jr__conf_fatal(l, JR_ENOMEM, NULL);
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

/* --- Values ---------------------------------------------------------------------- */

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
keep(struct jr__conf_load *l)
{
	const yaml_char_t *s = l->event.data.scalar.value;
	size_t n = l->event.data.scalar.length;
	char *p;

	if (n > MAX_SCALAR) {
		jr__conf_complain_here(l, N_("a text over %d KiB"), MAX_SCALAR >> 10);
		return NULL;
	}
	if (has_control(s, n)) {
		jr__conf_complain_here(l, N_("a control character"));
		return NULL;
	}
	if ((p = take(l, n + 1)) == NULL)
		return NULL;
	memcpy(p, s, n);
	p[n] = '\0';
	return p;
}

static void
wrong_kind(struct jr__conf_load *l, enum jr_conf_type want, const char *name)
{
	if (name == NULL)
		jr__conf_complain_here(l, N_("lines of the form 'name: value' were expected"));
	else if (want == JR_CONF_LIST)
		jr__conf_complain_here(l, N_("'%s' must be a list: [one, two], or lines "
		    "that begin with '- '"), name);
	else if (want == JR_CONF_MAP || want == JR_CONF_DICT)
		jr__conf_complain_here(l, N_("'%s' must hold lines of the form "
		    "'name: value'"), name);
	else
		jr__conf_complain_here(l, N_("'%s' must be a single value"), name);
}

static const struct jr_conf_node *
child(const struct jr__conf_load *l, size_t base, const char *key)
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
check_missing(struct jr__conf_load *l, const struct jr_conf_key *want, size_t base,
    const struct place *at)
{
	const struct jr_conf_key *k;

	if (want->type != JR_CONF_MAP)
		return;
	for (k = want->sub; k->name != NULL; k++) {
		if (!k->required || child(l, base, k->name) != NULL)
			continue;
		if (at->name == NULL)
			jr__conf_complain(l, at->line, at->column,
			    N_("key '%s' is missing"), k->name);
		else
			jr__conf_complain(l, at->line, at->column,
			    N_("key '%s' is missing under '%s'"), k->name, at->name);
	}
}

static void
scalar(struct jr__conf_load *l, const struct jr_conf_key *want, struct jr_conf_node *n,
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
		jr__conf_put(l, JR__CONF_HERE(l), &e);
}

/* --- Maps and lists -------------------------------------------------------------- */

static void
unknown(struct jr__conf_load *l, const struct jr_conf_key *keys, const char *key)
{
	const char *meant = jr__conf_nearest(keys, key);
	struct jr_clip c;

	if (meant != NULL)
		jr__conf_complain_here(l, N_("unknown key '%s'; did you mean '%s'?"),
		    jr__conf_clip(key, &c), meant);
	else
		jr__conf_complain_here(l, N_("unknown key '%s'"), jr__conf_clip(key, &c));
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
key_text(struct jr__conf_load *l)
{
	const char *key;

	jr__conf_check_plain(l);
	if (l->event.type == YAML_SCALAR_EVENT && l->event.data.scalar.length != 0)
		key = keep(l);
	else {
		if (l->event.type != YAML_ALIAS_EVENT)
			jr__conf_complain_here(l, N_("a key must be a text"));
		jr__conf_skip(l);
		key = NULL;
	}
	if (key == NULL)
		jr__conf_skip_next(l);
	return key;
}

/* One key and its value, as the current event and those behind it. */
static void
entry(struct jr__conf_load *l, const struct jr_conf_key *want, size_t base)
{
	struct place at = { .line = l->event.start_mark.line + 1,
		.column = l->event.start_mark.column + 1 };
	const struct jr_conf_node *first;
	const struct jr_conf_key *k;
	struct jr_clip c;

	if ((at.key = at.name = key_text(l)) == NULL)
		return;
	if ((first = child(l, base, at.key)) != NULL) {
		jr__conf_complain(l, at.line, at.column,
		    N_("key '%s' is given twice, first on line %zu"),
		    jr__conf_clip(at.key, &c), first->line);
		jr__conf_skip_next(l);
	} else if ((k = find(want, at.key)) == NULL) {
		unknown(l, want->sub, at.key);
		jr__conf_skip_next(l);
	} else if (jr__conf_next(l))
		value(l, k, &at);
}

static void
item(struct jr__conf_load *l, const struct jr_conf_key *want, const char *name)
{
	struct place at = { .name = name,
		.line = l->event.start_mark.line + 1,
		.column = l->event.start_mark.column + 1 };

	value(l, want->sub, &at);
}

/* The children that were opened since base become the node's. */
static void
gather(struct jr__conf_load *l, struct jr_conf_node *n, size_t base)
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
container(struct jr__conf_load *l, const struct jr_conf_key *want,
    struct jr_conf_node *n, const struct place *at)
{
	size_t base = l->open.len;

	if (!jr__conf_deeper(l))
		return;
	while (jr__conf_next(l) && l->event.type != YAML_SEQUENCE_END_EVENT &&
	    l->event.type != YAML_MAPPING_END_EVENT) {
		if ((l->open.len - base) / sizeof(n) == MAX_ENTRIES) {
			jr__conf_complain_here(l, N_("more than %d entries"), MAX_ENTRIES);
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
node_new(struct jr__conf_load *l, enum jr_conf_type type, const struct place *at)
{
	struct jr_conf_node *n;

	if ((n = take(l, sizeof(*n))) == NULL)
		return NULL;
	*n = (struct jr_conf_node){
		.key = at->key, .type = type, .line = at->line, .column = at->column
	};
	jr_buf_add(&l->open, &n, sizeof(n));
	if (l->open.failed)
		jr__conf_fatal(l, JR_ENOMEM, NULL);
	return l->open.failed ? NULL : n;
}

/* The value that begins at the current event; it joins the open children. */
static void
value(struct jr__conf_load *l, const struct jr_conf_key *want, const struct place *at)
{
	struct jr_conf_node *n;
	bool list = want->type == JR_CONF_LIST;
	bool keys = want->type == JR_CONF_MAP || want->type == JR_CONF_DICT;

	if ((n = node_new(l, want->type, at)) == NULL)
		return;
	jr__conf_check_plain(l);
	if (l->event.type == YAML_SCALAR_EVENT)
		scalar(l, want, n, at);
	else if ((list && l->event.type == YAML_SEQUENCE_START_EVENT) ||
	    (keys && l->event.type == YAML_MAPPING_START_EVENT))
		container(l, want, n, at);
	else if (l->event.type != YAML_ALIAS_EVENT) {
		wrong_kind(l, want->type, at->name);
		jr__conf_skip(l);
	}
}

/* --- The whole file -------------------------------------------------------------- */

/* One document, one map. */
static void
document(struct jr__conf_load *l, const struct jr_conf_key *schema)
{
	struct jr_conf_key want = { .type = JR_CONF_MAP, .sub = schema };
	struct place at = { .line = 1, .column = 1 };

	if (!jr__conf_next(l) || !jr__conf_next(l))
		return;
	if (l->event.type == YAML_STREAM_END_EVENT) {
		jr__conf_complain(l, 1, 1, N_("nothing is set in this file"));
		return;
	}
	if (!jr__conf_next(l))
		return;
	at.line = l->event.start_mark.line + 1;
	at.column = l->event.start_mark.column + 1;
	value(l, &want, &at);
	if (!jr__conf_next(l) || !jr__conf_next(l))
		return;
	if (l->event.type != YAML_STREAM_END_EVENT)
		jr__conf_complain_here(l, N_("a second document begins here"));
}

static void
parse(struct jr__conf_load *l, const struct jr_conf_key *schema)
{
	if (!jr__conf_begin(l))
		return;
	document(l, schema);
	if (l->rc == JR_OK)
		memcpy(&l->conf->root, l->open.data, sizeof(l->conf->root));
	jr__conf_end(l);
}

int
jr_conf_load(struct jr_conf **out, FILE *in, const struct jr_conf_key *schema,
    jr_conf_report *report, void *arg)
{
	struct jr__conf_load l = { .rc = JR_OK };
	size_t i;

	*out = NULL;
	if ((l.conf = calloc(1, sizeof(*l.conf))) == NULL)
		jr__conf_fatal(&l, JR_ENOMEM, NULL);
	else
		jr__conf_read_file(&l, in);
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

/* --- The tree -------------------------------------------------------------------- */

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
