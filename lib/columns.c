/* Names of columns, from share/columns.yaml. */
#include "columns.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/conf.h"
#include "base/map.h"
#include "base/text.h"
#include "columns_schema.h"

struct jr_columns {
	struct jr_conf		*conf;
	struct jr_map		*by_title;	/* kind ‖ match key → place in column */
	const struct jr_conf_node **column;
	size_t			 columns, room;
};

static int
make_key(struct jr_buf *key, const char *kind, const char *title)
{
	jr_buf_clear(key);
	jr_buf_adds(key, kind);
	jr_buf_addc(key, '\x1f');
	return jr_text_match(key, title, strlen(title)) < 0 || key->failed ? JR_ENOMEM : JR_OK;
}

static int
add_title(struct jr_columns *c, struct jr_buf *key, const char *kind, const char *title)
{
	if (make_key(key, kind, title) < 0 ||
	    !jr_map_put(c->by_title, key->data, key->len, (int64_t)c->columns - 1))
		return JR_ENOMEM;
	return JR_OK;
}

static int
add_column(struct jr_columns *c, struct jr_buf *key, const char *kind,
    const struct jr_conf_node *column)
{
	const struct jr_conf_node **more;

	if (c->columns == c->room) {
		c->room = c->room == 0 ? 128 : 2 * c->room;
		if ((more = realloc(c->column, c->room * sizeof(*more))) == NULL)
			return JR_ENOMEM;
		c->column = more;
	}
	c->column[c->columns++] = column;
	if (add_title(c, key, kind, column->key) < 0)
		return JR_ENOMEM;
	for (size_t i = 0; i < column->n; i++)
		if (add_title(c, key, kind, column->child[i]->text) < 0)
			return JR_ENOMEM;
	return JR_OK;
}

static int
index_titles(struct jr_columns *c)
{
	const struct jr_conf_node *root = jr_conf_root(c->conf), *kind;
	struct jr_buf key = JR_BUF_INIT;
	int rc = JR_OK;

	if ((c->by_title = jr_map_new()) == NULL)
		return JR_ENOMEM;
	for (size_t i = 0; i < root->n && rc == JR_OK; i++) {
		kind = root->child[i];
		for (size_t k = 0; k < kind->n && rc == JR_OK; k++)
			rc = add_column(c, &key, kind->key, kind->child[k]);
	}
	jr_buf_release(&key);
	return rc;
}

/* The first error of the file stands. */
static void
keep_first(void *arg, const struct jr_error *e)
{
	struct jr_error *first = arg;

	if (first->rc == 0)
		*first = *e;
}

int
jr_columns_load(struct jr_columns **out, FILE *in, struct jr_error *err)
{
	struct jr_columns *c;
	int rc;

	*out = NULL;
	jr_error_clear(err);
	if ((c = calloc(1, sizeof(*c))) == NULL)
		return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
	rc = jr_conf_load(&c->conf, in, jr__columns_schema, keep_first, err);
	if (rc == JR_OK && (rc = index_titles(c)) < 0)
		jr_error_set(err, rc, N_("out of memory"));
	if (rc < 0) {
		jr_columns_free(c);
		return rc;
	}
	*out = c;
	return JR_OK;
}

void
jr_columns_free(struct jr_columns *c)
{
	if (c == NULL)
		return;
	jr_conf_free(c->conf);
	jr_map_free(c->by_title);
	free(c->column);
	free(c);
}

const char *
jr_columns_english(const struct jr_columns *c, const char *kind, const char *title)
{
	struct jr_buf key = JR_BUF_INIT;
	const char *name = NULL;
	int64_t at;

	if (make_key(&key, kind, title) == JR_OK &&
	    jr_map_get(c->by_title, key.data, key.len, &at))
		name = c->column[at]->key;
	jr_buf_release(&key);
	return name;
}

const char *
jr_columns_russian(const struct jr_columns *c, const char *kind, const char *name)
{
	const struct jr_conf_node *titles =
	    jr_conf_get(jr_conf_get(jr_conf_root(c->conf), kind), name);

	return titles != NULL && titles->n > 0 ? titles->child[0]->text : name;
}
