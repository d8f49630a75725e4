/* Rules of the audit: their files, and what journal.conf says of them. */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "audit_impl.h"
#include "config.h"
#include "lookup.h"

static const char *const severities[] = { "off", "note", "warning", "error" };

int
jr_severity_parse(const char *text, enum jr_severity *out)
{
	*out = JR_SEVERITY_OFF;
	for (int i = JR_SEVERITY_OFF; i <= JR_SEVERITY_ERROR; i++)
		if (strcmp(text, severities[i]) == 0) {
			*out = (enum jr_severity)i;
			return JR_OK;
		}
	return JR_EINVAL;
}

const char *
jr_severity_name(enum jr_severity severity)
{
	return severities[severity];
}

void
jr__audit_fault(struct jr_audit *a, const char *file, size_t line, const char *fmt, ...)
{
	struct jr_error e = { 0 };
	va_list ap;

	va_start(ap, fmt);
	jr_error_setv(&e, JR_EINVAL, fmt, ap);
	va_end(ap);
	a->faulty = true;
	a->report(a->report_arg, file, line, e.text);
}

void
jr__rule_release(struct jr__rule *r)
{
	free(r->file);
	free(r->text);
	memset(r, 0, sizeof(*r));
}

/* --- Lines of the header ------------------------------------------------------- */

struct parse {
	struct jr_audit	*a;
	struct jr__rule	*r;
	const char	*severity, *due, *params;
	size_t		 line, params_line;
	bool		 bad;
};

static void __attribute__((format(printf, 2, 3)))
wrong(struct parse *p, const char *fmt, ...)
{
	struct jr_error e = { 0 };
	va_list ap;

	va_start(ap, fmt);
	jr_error_setv(&e, JR_EINVAL, fmt, ap);
	va_end(ap);
	p->bad = true;
	jr__audit_fault(p->a, p->r->file, p->line, "%s", e.text);
}

static void
take_message(struct parse *p, const char *name, const char *text)
{
	struct jr__rule *r = p->r;

	for (int i = 0; i < r->messages; i++)
		if (strcmp(r->message[i].name, name) == 0) {
			wrong(p, N_("'%s' stands twice"), "message");
			return;
		}
	if (r->messages == JR__MESSAGE_MOST) {
		wrong(p, N_("a rule has no more than %d messages"), JR__MESSAGE_MOST);
		return;
	}
	r->message[r->messages++] = (struct jr__rule_message){ name, text, p->line };
}

static void
take_key(struct parse *p, const char *key, const char *name, const char *text)
{
	struct jr__rule *r = p->r;
	const struct { const char *key, **to; } keys[] = {
		{ "audit", &r->id }, { "title", &r->title }, { "severity", &p->severity },
		{ "who", &r->who_name }, { "due", &p->due }, { "grain", &r->grain },
		{ "params", &p->params }, { "least", &r->least }, { "item", &r->item },
	};

	if (strcmp(key, "message") == 0) {
		take_message(p, name, text);
		return;
	}
	if (strcmp(key, "params") == 0)
		p->params_line = p->line;
	for (size_t i = 0; i < sizeof(keys) / sizeof(keys[0]); i++)
		if (strcmp(key, keys[i].key) == 0 && name[0] == '\0') {
			if (*keys[i].to != NULL)
				wrong(p, N_("'%s' stands twice"), key);
			*keys[i].to = text;
			return;
		}
	wrong(p, N_("a rule has no '%s%s%s'"), key, name[0] != '\0' ? " " : "", name);
}

/* "-- KEY [NAME]: TEXT", cut apart in place; false: an ordinary comment. */
static bool
take_line(struct parse *p, char *line)
{
	char *key = line + 2, *colon, *name, *end;

	key += strspn(key, " \t");
	if (!islower((unsigned char)*key) || (colon = strchr(key, ':')) == NULL)
		return false;
	end = colon;
	name = key + strspn(key, "abcdefghijklmnopqrstuvwxyz");
	if (name != colon) {
		if (*name != ' ')
			return false;
		*name++ = '\0';
		if (name + strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_") != colon) {
			name[-1] = ' ';
			return false;
		}
	}
	*end++ = '\0';
	end += strspn(end, " \t");
	take_key(p, key, name == colon ? "" : name, end);
	return true;
}

/* The header's lines; then r->sql is what stands behind it. */
static void
take_header(struct parse *p)
{
	char *line = p->r->text, *next;
	bool over = false;

	for (p->line = 1; strncmp(line, "--", 2) == 0 || line[strspn(line, " \t\r")] == '\n';
	    p->line++) {
		if ((next = strchr(line, '\n')) == NULL)
			next = line + strlen(line);
		else
			*next++ = '\0';
		for (char *s = line + strlen(line); s > line && strchr(" \t\r", s[-1]); )
			*--s = '\0';
		if (strcmp(line, "--") == 0)
			over = true;
		else if (!over && line[0] == '-')
			take_line(p, line);
		line = next;
	}
	p->r->sql = line;
	p->r->sql_line = p->line;
}

/* --- What they say -------------------------------------------------------------- */

static bool
is_fraction(const char *s)
{
	size_t n = strspn(s, "0123456789"), m;

	if (n == 0 || n > 9 || s[n] != '/')
		return false;
	m = strspn(s + n + 1, "0123456789");
	return m > 0 && m <= 9 && s[n + 1 + m] == '\0' && strspn(s + n + 1, "0") < m;
}

static bool
is_number(const char *s)
{
	size_t n = strspn(s, "0123456789");

	return n > 0 && n <= 15 && s[n] == '\0';
}

/* "places=2 share=2/3" */
static void
take_params(struct parse *p)
{
	const char *s = p->params;
	struct jr__rule *r = p->r;

	p->line = p->params_line;
	while (s != NULL && *(s += strspn(s, " \t")) != '\0') {
		size_t word = strcspn(s, " \t"), name = strcspn(s, "= \t");
		struct jr__rule_param *to = &r->param[r->params];

		if (r->params == JR__PARAM_MOST) {
			wrong(p, N_("a rule has no more than %d parameters"), JR__PARAM_MOST);
			return;
		}
		if (name == 0 || name >= word || name >= sizeof(to->name) - 6 ||
		    word - name - 1 >= sizeof(to->value) ||
		    strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_") != name) {
			wrong(p, N_("'%.*s' is not a parameter like days=7"), (int)word, s);
			return;
		}
		snprintf(to->name, sizeof(to->name), "%.*s", (int)name, s);
		snprintf(to->value, sizeof(to->value), "%.*s", (int)(word - name - 1),
		    s + name + 1);
		r->params++;
		s += word;
	}
}

static const struct jr__rule_param *
find_param(const struct jr__rule *r, const char *name)
{
	for (int i = 0; i < r->params; i++)
		if (strcmp(r->param[i].name, name) == 0)
			return &r->param[i];
	return NULL;
}

static void
take_who(struct parse *p)
{
	static const char *const whos[] = { "teacher", "homeroom", "deputy" };

	for (int i = 0; i < 3; i++)
		if (strcmp(p->r->who_name, whos[i]) == 0) {
			p->r->who = (enum jr__who)i;
			return;
		}
	wrong(p, N_("'%s' is none of %s"), p->r->who_name, "teacher, homeroom, deputy");
}

static void
take_grain(struct parse *p)
{
	static const char *const objects[] = { "lesson", "course", "class", "teacher",
	    "school" };
	static const char *const periods[] = { "day", "week", "term", "year" };
	const char *grain = p->r->grain, *dash = strchr(grain, '-');
	size_t n = dash != NULL ? (size_t)(dash - grain) : strlen(grain);
	int object, period = 0;

	for (object = 0; object < 5; object++)
		if (strlen(objects[object]) == n && strncmp(grain, objects[object], n) == 0)
			break;
	for (period = 0; dash != NULL && period < 4; period++)
		if (strcmp(dash + 1, periods[period]) == 0)
			break;
	if (object == 5 || period == 4 || (object == JR__OF_LESSON) != (dash == NULL)) {
		wrong(p, N_("'%s' is none of %s"), grain,
		    "lesson, course-week, class-week, class-term …");
		return;
	}
	p->r->object = (enum jr__object)object;
	p->r->period = dash == NULL ? JR__BY_DAY : (enum jr__period)period;
}

static void
take_due(struct parse *p)
{
	p->r->due = -1;
	if (strcmp(p->due, "none") == 0)
		return;
	if (is_number(p->due) && strlen(p->due) <= 3)
		p->r->due = atoi(p->due);
	else
		wrong(p, N_("'%s' is neither school days nor 'none'"), p->due);
}

static void
check_id(struct parse *p)
{
	const char *base = strrchr(p->r->file, '/');
	size_t n = strlen(p->r->id);

	base = base != NULL ? base + 1 : p->r->file;
	if (strncmp(base, p->r->id, n) != 0 || strcmp(base + n, ".sql") != 0)
		wrong(p, N_("the rule is called '%s', but its file is not %s.sql"), p->r->id,
		    p->r->id);
}

static void
check_needed(struct parse *p)
{
	const struct { const char *key, *text; } needed[] = {
		{ "audit", p->r->id }, { "title", p->r->title }, { "severity", p->severity },
		{ "who", p->r->who_name }, { "due", p->due }, { "grain", p->r->grain },
		{ "message", p->r->messages > 0 ? "" : NULL },
	};

	for (size_t i = 0; i < sizeof(needed) / sizeof(needed[0]); i++)
		if (needed[i].text == NULL)
			wrong(p, N_("'%s' is missing"), needed[i].key);
	if (p->r->sql[0] == '\0')
		wrong(p, N_("the query is missing"));
}

/* --- Parameters in the query ------------------------------------------------------ */

static bool
is_known(const struct jr__rule *r, const char *name)
{
	static const char *const given[] = { "from", "to", "back", "now", "start", "year", "term" };
	const struct jr__rule_param *q;
	char whole[64];
	size_t n;

	for (size_t i = 0; i < sizeof(given) / sizeof(given[0]); i++)
		if (strcmp(given[i], name) == 0)
			return true;
	if ((q = find_param(r, name)) != NULL)
		return !is_fraction(q->value);
	for (int i = 0; i < r->params; i++) {
		n = strlen(r->param[i].name);
		snprintf(whole, sizeof(whole), "%s", name + (strlen(name) > n ? n : 0));
		if (is_fraction(r->param[i].value) && strncmp(name, r->param[i].name, n) == 0 &&
		    (strcmp(whole, "_part") == 0 || strcmp(whole, "_whole") == 0))
			return true;
	}
	return false;
}

/* Behind a text, a quoted name or a comment that begins at s; NULL: none does. */
static const char *
behind(const char *s)
{
	const char *end = NULL;

	if (*s == '\'' || *s == '"')
		end = strchr(s + 1, *s);
	else if (s[0] == '-' && s[1] == '-')
		end = s + strcspn(s, "\n") - 1;
	else
		return NULL;
	return end != NULL ? end + 1 : s + strlen(s);
}

/* Every :name of the query is one that it will get. */
static void
check_sql(struct parse *p)
{
	const char *s = p->r->sql, *next;
	char name[64];
	size_t n;

	for (p->line = p->r->sql_line; *s != '\0'; ) {
		if ((next = behind(s)) != NULL) {
			for (; s < next; s++)
				p->line += *s == '\n';
			continue;
		}
		if (*s == '\n')
			p->line++;
		if (*s++ != ':' || !islower((unsigned char)*s))
			continue;
		n = strspn(s, "abcdefghijklmnopqrstuvwxyz0123456789_");
		snprintf(name, sizeof(name), "%.*s", (int)(n < 63 ? n : 63), s);
		if (!is_known(p->r, name))
			wrong(p, N_("the rule has no parameter '%s'"), name);
	}
}

int
jr__rule_parse(struct jr_audit *a, struct jr__rule *r)
{
	struct parse p = { .a = a, .r = r };

	take_header(&p);
	p.line = 1;
	check_needed(&p);
	if (p.bad)
		return JR_EINVAL;
	check_id(&p);
	if (jr_severity_parse(p.severity, &r->severity) < 0)
		wrong(&p, N_("'%s' is none of %s"), p.severity, "error, warning, note, off");
	take_who(&p);
	take_grain(&p);
	take_due(&p);
	take_params(&p);
	if (r->least != NULL && find_param(r, r->least) == NULL)
		wrong(&p, N_("the rule has no parameter '%s'"), r->least);
	check_sql(&p);
	return p.bad ? JR_EINVAL : JR_OK;
}

/* --- journal.conf ------------------------------------------------------------------- */

static const char *
setting(struct jr *j, const struct jr__rule *r, const char *tail)
{
	char key[160];

	snprintf(key, sizeof(key), "audit.rules.%s.%s", r->id, tail);
	return jr_setting(j, key, NULL);
}

static int
configure_param(struct jr_audit *a, struct jr__rule *r, struct jr__rule_param *q)
{
	char tail[64];
	const char *text;

	snprintf(tail, sizeof(tail), "params.%s", q->name);
	if ((text = setting(a->j, r, tail)) == NULL)
		return JR_OK;
	if (is_number(q->value) != is_number(text) ||
	    is_fraction(q->value) != is_fraction(text) || strlen(text) >= sizeof(q->value)) {
		jr__audit_fault(a, r->file, 0,
		    N_("the parameter %s is '%s' in the school's settings, not like %s"), q->name,
		    text, q->value);
		return JR_EINVAL;
	}
	snprintf(q->value, sizeof(q->value), "%s", text);
	return JR_OK;
}

int
jr__rule_configure(struct jr_audit *a, struct jr__rule *r)
{
	const char *severity = setting(a->j, r, "severity");
	int rc = JR_OK;

	if (severity != NULL)
		jr_severity_parse(severity, &r->severity);
	for (int i = 0; i < r->params && rc == JR_OK; i++)
		rc = configure_param(a, r, &r->param[i]);
	return rc;
}

/* Do the lists of grades and subjects under `at` fit?  A list that is not there fits. */
static int
fits(struct jr *j, const struct jr__rule *r, const char *at, int grade, const char *subject,
    bool *out)
{
	const char *text, *key;
	char tail[64];
	int rc;

	snprintf(tail, sizeof(tail), "%sgrades", at);
	*out = grade == 0 || jr_spans_have(setting(j, r, tail), grade);
	for (int i = 1; *out; i++) {
		snprintf(tail, sizeof(tail), "%ssubjects.%d", at, i);
		if ((text = setting(j, r, tail)) == NULL) {
			*out = i == 1;
			break;
		}
		if ((rc = jr__match(j, 7, text, &key)) < 0)
			return rc;
		if (subject != NULL && key != NULL && strcmp(key, subject) == 0)
			break;
	}
	return JR_OK;
}

int
jr__rule_severity(struct jr *j, const struct jr__rule *r, int grade, const char *subject,
    enum jr_severity *out)
{
	const char *severity;
	char at[32], tail[48];
	bool yes;
	int rc;

	if ((rc = fits(j, r, "", grade, subject, &yes)) < 0)
		return rc;
	if (!yes) {
		*out = JR_SEVERITY_OFF;
		return JR_OK;
	}
	for (int i = 1; ; i++) {
		snprintf(at, sizeof(at), "except.%d.", i);
		snprintf(tail, sizeof(tail), "%sseverity", at);
		if ((severity = setting(j, r, tail)) == NULL)
			return JR_OK;
		if ((rc = fits(j, r, at, grade, subject, &yes)) < 0)
			return rc;
		if (yes) {
			jr_severity_parse(severity, out);
			return JR_OK;
		}
	}
}

bool
jr__rule_off(struct jr *j, const struct jr__rule *r)
{
	return r->severity == JR_SEVERITY_OFF && setting(j, r, "except.1.severity") == NULL;
}
