/* Composite subjects: read from the settings. */
#include <stdlib.h>
#include <string.h>

#include "composite.h"
#include "lookup.h"

void
jr__composites_release(struct jr__composites *c)
{
	for (size_t i = 0; i < c->n; i++) {
		free(c->part[i].whole);
		free(c->part[i].whole_key);
		free(c->part[i].key);
	}
	free(c->part);
	*c = (struct jr__composites){ 0 };
}

static int
more_room(struct jr *j, struct jr__composites *c)
{
	size_t room = c->room == 0 ? 8 : 2 * c->room;
	struct jr__part *more;

	if (c->n < c->room)
		return JR_OK;
	if ((more = realloc(c->part, room * sizeof(*more))) == NULL)
		return jr__nomem(j);
	c->part = more;
	c->room = room;
	return JR_OK;
}

static int
match_copy(struct jr *j, const char *name, char **out)
{
	const char *key;
	int rc;

	*out = NULL;
	if ((rc = jr__match(j, 5, name, &key)) < 0)
		return rc;
	return (*out = strdup(key != NULL ? key : "")) != NULL ? JR_OK : jr__nomem(j);
}

/* composite_subjects.Математика.1: Алгебра */
static int
take(struct jr *j, struct jr_stmt *st, void *arg)
{
	const char *name = strchr(jr_stmt_text(st, 0), '.') + 1, *end = strrchr(name, '.');
	struct jr__composites *c = arg;
	struct jr__part *p;
	int rc;

	if (end == NULL)
		return JR_OK;
	if ((rc = more_room(j, c)) < 0)
		return rc;
	p = &c->part[c->n++];
	*p = (struct jr__part){ .whole = strndup(name, (size_t)(end - name)) };
	if (p->whole == NULL)
		return jr__nomem(j);
	if ((rc = match_copy(j, p->whole, &p->whole_key)) < 0)
		return rc;
	return match_copy(j, jr_stmt_text(st, 1), &p->key);
}

int
jr__composites_load(struct jr *j, struct jr__composites *c)
{
	*c = (struct jr__composites){ 0 };
	return jr__each(j, JR_SQL_COMPOSITE_LIST, JR_NO_PARAMS, take, c);
}

const struct jr__part *
jr__composite_of(const struct jr__composites *c, const char *key)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->part[i].key, key) == 0)
			return &c->part[i];
	return NULL;
}

const char *
jr__composite_named(const struct jr__composites *c, const char *key)
{
	for (size_t i = 0; i < c->n; i++)
		if (strcmp(c->part[i].whole_key, key) == 0)
			return c->part[i].whole;
	return NULL;
}
