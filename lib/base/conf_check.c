#include "base/conf_impl.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "base/date.h"

#define CUT "…"

enum {
	MAX_KEY = 40
}; /* of the keys that a typo is compared with */

const char *
jr__conf_clip(const char *s, struct jr_clip *c)
{
	size_t n = sizeof(c->text) - sizeof(CUT);

	if (strlen(s) < sizeof(c->text))
		return s;
	while (n > 0 && ((unsigned char)s[n] & 0xc0) == 0x80)
		n--;
	memcpy(c->text, s, n);
	memcpy(c->text + n, CUT, sizeof(CUT));
	return c->text;
}

static bool
whole(const char *s, int64_t *out)
{
	const char *digits = s + (*s == '-');
	char *end;

	*out = 0;
	if (*digits < '0' || *digits > '9')
		return false;
	errno = 0;
	*out = strtoll(s, &end, 10);
	return *end == '\0' && errno == 0;
}

static int
check_int(struct jr_conf_node *n, const struct jr_conf_key *want,
    const char *name, struct jr_error *err)
{
	bool any = want->min == 0 && want->max == 0;
	struct jr_clip c;

	if (!whole(n->text, &n->number))
		return jr_error_set(err, JR_EINVAL,
		    N_("'%s' must be a whole number, not '%s'"), name,
		    jr__conf_clip(n->text, &c));
	if (!any && (n->number < want->min || n->number > want->max))
		return jr_error_set(err, JR_EINVAL,
		    N_("'%s' must be between %lld and %lld, not %s"), name,
		    (long long)want->min, (long long)want->max,
		    jr__conf_clip(n->text, &c));
	return JR_OK;
}

static int
check_bool(struct jr_conf_node *n, const char *name, struct jr_error *err)
{
	struct jr_clip c;

	n->number =
	    strcasecmp(n->text, "true") == 0 || strcasecmp(n->text, "yes") == 0;
	if (n->number == 1 || strcasecmp(n->text, "false") == 0 ||
	    strcasecmp(n->text, "no") == 0)
		return JR_OK;
	return jr_error_set(err, JR_EINVAL, N_("'%s' must be yes or no, not '%s'"),
	    name, jr__conf_clip(n->text, &c));
}

static int
check_date(struct jr_conf_node *n, const char *name, struct jr_error *err)
{
	struct jr_clip c;
	jr_day day;

	if (jr_date_parse(n->text, &day) == JR_OK) {
		n->number = day;
		return JR_OK;
	}
	return jr_error_set(err, JR_EINVAL,
	    N_("'%s' must be a date such as 2026-09-01, not '%s'"), name,
	    jr__conf_clip(n->text, &c));
}

static int
check_word(const struct jr_conf_node *n, const struct jr_conf_key *want,
    const char *name, struct jr_error *err)
{
	size_t len, n_text = strlen(n->text);
	const char *w;
	struct jr_clip c;

	for (w = want->words; *w != '\0'; w += len + (w[len] == '|')) {
		len = strcspn(w, "|");
		if (len == n_text && memcmp(w, n->text, len) == 0)
			return JR_OK;
	}
	return jr_error_set(err, JR_EINVAL, N_("'%s' must be one of %s, not '%s'"),
	    name, want->words, jr__conf_clip(n->text, &c));
}

int
jr__conf_check(struct jr_conf_node *n, const struct jr_conf_key *want,
    const char *name, struct jr_error *err)
{
	if (*n->text == '\0' && (want->required || want->type != JR_CONF_TEXT))
		return jr_error_set(err, JR_EINVAL, N_("'%s' has no value"), name);
	switch (want->type) {
	case JR_CONF_INT:
		return check_int(n, want, name, err);
	case JR_CONF_BOOL:
		return check_bool(n, name, err);
	case JR_CONF_DATE:
		return check_date(n, name, err);
	case JR_CONF_WORD:
		return check_word(n, want, name, err);
	default:
		return JR_OK;
	}
}

/* Edits (put in, left out, changed) that turn one key into the other. */
static size_t
distance(const char *a, const char *b)
{
	size_t row[MAX_KEY + 1], i, j, diagonal, above, nb = strlen(b);

	for (j = 0; j <= nb; j++)
		row[j] = j;
	for (i = 1; a[i - 1] != '\0'; i++) {
		diagonal = row[0];
		row[0] = i;
		for (j = 1; j <= nb; j++) {
			above = row[j];
			row[j] = diagonal + (a[i - 1] != b[j - 1]);
			if (row[j] > above + 1)
				row[j] = above + 1;
			if (row[j] > row[j - 1] + 1)
				row[j] = row[j - 1] + 1;
			diagonal = above;
		}
	}
	return row[nb];
}

const char *
jr__conf_nearest(const struct jr_conf_key *keys, const char *typo)
{
	const char *best = NULL;
	size_t d, least = 3;

	if (strlen(typo) > MAX_KEY)
		return NULL;
	for (; keys->name != NULL; keys++) {
		if (strlen(keys->name) > MAX_KEY)
			continue;
		d = distance(typo, keys->name);
		if (d < least && 2 * d <= strlen(keys->name)) {
			least = d;
			best = keys->name;
		}
	}
	return best;
}
