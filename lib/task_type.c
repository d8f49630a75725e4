/* Types of work by letter or name. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lookup.h"
#include "task_type.h"

void
jr__task_types_free(struct jr *j)
{
	if (j->task_types == NULL)
		return;
	free(j->task_types->type);
	jr_map_free(j->task_types->of);
	free(j->task_types);
	j->task_types = NULL;
}

/* A spelling means the type, where it means none before it. */
static int
remember(struct jr *j, struct jr__task_types *t, const char *text, int at)
{
	int64_t known;

	if (text == NULL || jr_map_get(t->of, text, strlen(text), &known))
		return JR_OK;
	return jr_map_put(t->of, text, strlen(text), at) ? JR_OK : jr__nomem(j);
}

static int
remember_key(struct jr *j, struct jr__task_types *t, const char *text, int at)
{
	const char *key;
	int rc;

	if ((rc = jr__match(j, 0, text, &key)) < 0)
		return rc;
	return remember(j, t, key, at);
}

static int
add_type(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__task_types *t = arg;
	struct jr__task_type *more;
	int rc;

	if ((more = realloc(t->type, (size_t)(t->n + 1) * sizeof(*more))) == NULL)
		return jr__nomem(j);
	t->type = more;
	more += t->n;
	snprintf(more->letter, sizeof(more->letter), "%s", jr_stmt_text(st, 0));
	more->class_work = jr_stmt_int(st, 1) == 1;
	more->weight = jr_stmt_int(st, 2);
	if (strcmp(more->letter, jr_setting(j, "default_type", "О")) == 0)
		t->usual = t->n;
	if ((rc = remember(j, t, more->letter, t->n)) < 0 ||
	    (rc = remember_key(j, t, more->letter, t->n)) < 0 ||
	    (rc = remember_key(j, t, jr_stmt_text(st, 3), t->n)) < 0)
		return rc;
	t->n++;
	return JR_OK;
}

int
jr__task_types(struct jr *j, struct jr__task_types **out)
{
	int rc;

	if ((*out = j->task_types) != NULL)
		return JR_OK;
	if ((j->task_types = calloc(1, sizeof(*j->task_types))) == NULL)
		return jr__nomem(j);
	if ((j->task_types->of = jr_map_new()) == NULL)
		rc = jr__nomem(j);
	else
		rc = jr__each(j, JR_SQL_TASK_TYPES, JR_NO_PARAMS, add_type, j->task_types);
	if (rc < 0)
		jr__task_types_free(j);
	*out = j->task_types;
	return rc;
}

int
jr__task_type_at(struct jr *j, const char *text, int *out)
{
	struct jr__task_types *t;
	const char *key;
	int64_t at;
	int rc;

	*out = 0;
	if ((rc = jr__task_types(j, &t)) < 0)
		return rc;
	if (!jr_map_get(t->of, text, strlen(text), &at)) {
		if ((rc = jr__match(j, 0, text, &key)) < 0)
			return rc;
		if (key == NULL || !jr_map_get(t->of, key, strlen(key), &at))
			return JR_DONE;
		if ((rc = remember(j, t, text, (int)at)) < 0)
			return rc;
	}
	*out = (int)at;
	return JR_OK;
}

static int
no_such_type(struct jr *j, int col, const char *text)
{
	const struct jr__task_types *t = j->task_types;
	struct jr_buf letters = JR_BUF_INIT;
	int rc;

	for (int i = 0; i < t->n; i++)
		jr_buf_addf(&letters, "%s%s", i > 0 ? " " : "", t->type[i].letter);
	rc = jr__fail_at(j, JR_ENOTFOUND, col,
	    N_("there is no type of work '%s'; the types are: %s"), text, jr_buf_str(&letters));
	jr_buf_release(&letters);
	return rc;
}

int
jr__find_task_type(struct jr *j, int col, const char *text, const char **letter)
{
	int at, rc;

	*letter = NULL;
	if ((rc = jr__task_type_at(j, text, &at)) == JR_DONE)
		return no_such_type(j, col, text);
	if (rc == JR_OK)
		*letter = j->task_types->type[at].letter;
	return rc;
}
