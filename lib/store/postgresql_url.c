/* Taking the URL of a store apart. */
#include "store/postgresql_url.h"

#include <string.h>

/* Without "_pg…", which the server keeps for itself, and nothing to be quoted. */
static bool
is_name(const char *s, size_t n)
{
	if (n == 0 || n > JR__PG_SCHEMA_MOST || strncmp(s, "pg_", 3) == 0)
		return false;
	for (size_t i = 0; i < n; i++)
		if (!(s[i] >= 'a' && s[i] <= 'z') && s[i] != '_' &&
		    !(i > 0 && s[i] >= '0' && s[i] <= '9'))
			return false;
	return true;
}

static int
take_schema(struct jr__pg_url *u, const char *name, size_t n, struct jr_error *err)
{
	if (!is_name(name, n))
		return jr_error_set(err, JR_ECONFIG, N_("'%.*s' is not the name of a schema: "
		    "lower-case Latin letters, digits and _"), (int)n, name);
	memcpy(u->schema, name, n);
	u->schema[n] = '\0';
	return JR_OK;
}

/* What stands before the host: the user stays, his password goes. */
static void
show_authority(struct jr_buf *out, const char *s, size_t n)
{
	const char *at = memrchr(s, '@', n), *colon;

	if (at != NULL && (colon = memchr(s, ':', (size_t)(at - s))) != NULL) {
		jr_buf_add(out, s, (size_t)(colon - s));
		n -= (size_t)(at - s);
		s = at;
	}
	jr_buf_add(out, s, n);
}

static int
take_parameters(struct jr__pg_url *u, const char *s, struct jr_error *err)
{
	const char *sep = "?";
	size_t n;
	int rc;

	for (; *s != '\0'; s += n + (s[n] == '&')) {
		n = strcspn(s, "&");
		if (strncmp(s, "schema=", 7) == 0) {
			if ((rc = take_schema(u, s + 7, n - 7, err)) < 0)
				return rc;
			continue;
		}
		jr_buf_adds(&u->server, sep);
		jr_buf_add(&u->server, s, n);
		sep = "&";
	}
	return JR_OK;
}

int
jr__pg_url_parse(const char *url, struct jr__pg_url *u, struct jr_error *err)
{
	const char *host = strstr(url, "://") + 3, *path, *query;
	int rc;

	strcpy(u->schema, JR__PG_SCHEMA);
	path = host + strcspn(host, "/?");
	query = path + strcspn(path, "?");
	jr_buf_add(&u->server, url, (size_t)(query - url));
	jr_buf_add(&u->shown, url, (size_t)(host - url));
	show_authority(&u->shown, host, (size_t)(path - host));
	jr_buf_add(&u->shown, path, (size_t)(query - path));
	if (*query == '?' && (rc = take_parameters(u, query + 1, err)) < 0)
		return rc;
	jr_buf_addf(&u->shown, "?schema=%s", u->schema);
	if (u->server.failed || u->shown.failed)
		return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
	return JR_OK;
}

void
jr__pg_url_release(struct jr__pg_url *u)
{
	jr_buf_release(&u->server);
	jr_buf_release(&u->shown);
}
