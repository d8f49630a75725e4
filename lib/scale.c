/* Values of the scale by what people write for them. */
#include <stdio.h>
#include <string.h>

#include "lookup.h"
#include "scale.h"

/* "5.0" and "5,0" are 5. */
static void
drop_zero(char *s)
{
	size_t n = strlen(s);

	if (n > 2 && s[n - 1] == '0' && (s[n - 2] == '.' || s[n - 2] == ','))
		s[n - 2] = '\0';
}

/* The value that has this matching key; "": none. */
static int
match_value(struct jr *j, const char *key, char out[JR__VALUE_SIZE])
{
	struct jr_stmt *st;
	const char *other;
	int rc;

	rc = jr__query(j, JR_SQL_SCALE_LIST, JR_NO_PARAMS, &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		if ((rc = jr__match(j, 4, jr_stmt_text(st, 0), &other)) < 0) {
			jr_stmt_reset(st);
			return rc;
		}
		if (key != NULL && other != NULL && strcmp(key, other) == 0)
			snprintf(out, JR__VALUE_SIZE, "%s", jr_stmt_text(st, 0));
	}
	return rc < 0 ? rc : JR_OK;
}

int
jr__scale_find(struct jr *j, int col, const char *mark, char out[JR__VALUE_SIZE])
{
	const char *clean, *key;
	char wanted[64];
	int rc;

	out[0] = '\0';
	if ((rc = jr__clean(j, 2, mark, &clean)) < 0)
		return rc;
	if (clean == NULL)
		return jr__fail_at(j, JR_EINVAL, col, N_("the mark is missing"));
	snprintf(wanted, sizeof(wanted), "%s", clean);
	drop_zero(wanted);
	if ((rc = jr__match(j, 3, wanted, &key)) < 0 || (rc = match_value(j, key, out)) < 0)
		return rc;
	if (out[0] != '\0')
		return JR_OK;
	if (strchr("+-", clean[strlen(clean) - 1]) != NULL)
		return jr__fail_at(j, JR_EINVAL, col,
		    N_("mark '%s': the scale has no plus or minus; give a whole mark"), clean);
	return jr__fail_at(j, JR_EINVAL, col, N_("mark '%s' is not on the scale"), clean);
}

int
jr__scale_owes(struct jr *j, const char *value, bool *out)
{
	int64_t n;
	int rc;

	*out = false;
	rc = jr__number(j, JR_SQL_SCALE_OWES, JR_PARAMS(JR_P_TEXT("value", value)), &n);
	*out = rc == JR_OK && n > 0;
	return rc < 0 ? rc : JR_OK;
}
