/* :name to $n. */
#include "store/postgresql_sql.h"

#include <string.h>

static bool
is_word(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
	    c == '_';
}

/* How many bytes from here on are no place for a parameter; 0: it may be one. */
static size_t
passed_over(const char *s)
{
	const char *end;
	size_t n;

	if (*s == '\'' || *s == '"')
		return (end = strchr(s + 1, *s)) == NULL ? strlen(s) : (size_t)(end - s) + 1;
	if (s[0] == '-' && s[1] == '-')
		return strcspn(s, "\n");
	if (s[0] == '/' && s[1] == '*')
		return (end = strstr(s + 2, "*/")) == NULL ? strlen(s) : (size_t)(end - s) + 2;
	if (*s == ':')
		for (n = 0; s[n] == ':'; n++)
			;
	else
		n = 1;
	return n == 1 && *s == ':' && is_word(s[1]) ? 0 : n;
}

int
jr__pg_param(const struct jr__pg_params *p, const char *name, size_t len)
{
	for (int i = 0; i < p->n; i++)
		if (p->at[i].len == len && memcmp(p->at[i].name, name, len) == 0)
			return i + 1;
	return 0;
}

bool
jr__pg_sql(const char *sql, struct jr_buf *out, struct jr__pg_params *p)
{
	size_t n;
	int no;

	p->n = 0;
	while (*sql != '\0') {
		if ((n = passed_over(sql)) > 0) {
			jr_buf_add(out, sql, n);
			sql += n;
			continue;
		}
		for (sql++; is_word(sql[n]); n++)
			;
		if ((no = jr__pg_param(p, sql, n)) == 0) {
			if (p->n == JR__PG_PARAMS_MOST)
				return false;
			p->at[p->n].name = sql;
			p->at[p->n].len = n;
			no = ++p->n;
		}
		jr_buf_addf(out, "$%d", no);
		sql += n;
	}
	return true;
}
