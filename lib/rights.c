/* Rights of roles, from share/rights.yaml. */
#include "rights.h"

#include <errno.h>
#include <string.h>

static const char *const role_name[JR__ROLES] = {
	[JR__TEACHER] = "teacher", [JR__HOMEROOM] = "homeroom", [JR__DEPUTY] = "deputy",
	[JR__DIRECTOR] = "director", [JR__SECRETARY] = "secretary",
	[JR__COUNSELLOR] = "counsellor", [JR__ADMIN] = "admin", [JR__CRON] = "cron",
};

static const char *const scope_name[JR__SCOPES] = {
	[JR__IN_COURSES] = "course", [JR__IN_CLASS] = "class", [JR__IN_SCHOOL] = "school",
};

static const char *const action_name[JR_ACTIONS_COUNT] = {
	[JR_MAY_READ] = "read", [JR_MAY_WRITE] = "write",
};

static const struct { const char *name, *words; } thing[JR_THINGS_COUNT] = {
#define X(id, name, words) [JR_ON_##id] = { name, words },
	JR_THINGS(X)
#undef X
};

int
jr__role_named(const char *name)
{
	for (int i = 0; i < JR__ROLES; i++)
		if (strcmp(role_name[i], name) == 0)
			return i;
	return -1;
}

enum jr_thing
jr__thing_named(const char *name)
{
	int i = 0;

	while (i < JR_THINGS_COUNT && strcmp(thing[i].name, name) != 0)
		i++;
	return (enum jr_thing)i;
}

const char *
jr__thing_words(enum jr_thing t)
{
	return thing[t].words;
}

/* --- Reading the file --------------------------------------------------------- */

struct reading {
	const char	*path;
	struct jr_error	*err;
};

static void
report(void *arg, const struct jr_error *e)
{
	struct reading *r = arg;

	if (e->rc == JR_ENOMEM)
		jr_error_set(r->err, e->rc, "%s", e->text);
	else if (e->line == 0)
		jr_error_set(r->err, JR_ECONFIG, "%s: %s", r->path, e->text);
	else
		jr_error_set(r->err, JR_ECONFIG, "%s:%zu:%zu: %s", r->path, e->line, e->field,
		    e->text);
}

static void
take_things(struct reading *r, const struct jr_conf_node *list, uint32_t *out)
{
	for (size_t i = 0; list != NULL && i < list->n; i++) {
		const struct jr_conf_node *item = list->child[i];
		enum jr_thing t = jr__thing_named(item->text);

		if (t == JR_THINGS_COUNT)
			jr_error_set(r->err, JR_ECONFIG,
			    N_("%s:%zu:%zu: there are no rights about '%s'"), r->path, item->line,
			    item->column, item->text);
		else
			*out |= JR__THING(t);
	}
}

static void
take_all(struct reading *r, const struct jr_conf_node *root, struct jr__rights *out)
{
	for (int i = 0; i < JR__ROLES; i++)
		for (int s = 0; s < JR__SCOPES; s++)
			for (int a = 0; a < JR_ACTIONS_COUNT; a++)
				take_things(r, jr_conf_get(jr_conf_get(jr_conf_get(root,
				    role_name[i]), scope_name[s]), action_name[a]),
				    &out->may[i][s][a]);
}

int
jr__rights_load(const char *path, struct jr__rights *out, struct jr_error *err)
{
	struct reading r = { path, err };
	struct jr_conf *conf;
	FILE *in;

	memset(out, 0, sizeof(*out));
	if ((in = fopen(path, "re")) == NULL)
		return jr_error_set(err, JR_ECONFIG, "%s: %s", path, strerror(errno));
	if (jr_conf_load(&conf, in, jr__rights_schema, report, &r) == JR_OK)
		take_all(&r, jr_conf_root(conf), out);
	jr_conf_free(conf);
	fclose(in);
	return err->rc;
}
