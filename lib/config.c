/* journal.conf into the tables of the store: settings, and what has no file of its
 * own. */
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "config_impl.h"
#include "config_schema.h"
#include "log_words.h"

/* --- Spans ------------------------------------------------------------------ */

/* The next number or span of *s; false at the end or where it is none. */
static bool
next_span(const char **s, long *lo, long *hi)
{
	char *end;

	*s += strspn(*s, " ,");
	if (!isdigit((unsigned char)**s))
		return false;
	*lo = *hi = strtol(*s, &end, 10);
	if (*end == '-' && isdigit((unsigned char)end[1]))
		*hi = strtol(end + 1, &end, 10);
	*s = end;
	return *end == '\0' || *end == ' ' || *end == ',';
}

bool
jr_spans_have(const char *spans, int n)
{
	long lo, hi;

	if (spans == NULL)
		return true;
	while (next_span(&spans, &lo, &hi))
		if (n >= lo && n <= hi)
			return true;
	return false;
}

bool
jr_spans_valid(const char *spans, int least, int most)
{
	long lo, hi;

	if (spans[strspn(spans, " ,")] == '\0')
		return false;
	while (next_span(&spans, &lo, &hi))
		if (lo < least || hi > most || lo > hi)
			return false;
	return *spans == '\0';
}

/* --- Errors ------------------------------------------------------------------- */

void
jr__config_wrong(struct jr__applying *a, jr__node *n, const char *fmt, ...)
{
	struct jr_error e = { 0 };
	va_list ap;

	va_start(ap, fmt);
	jr_error_setv(&e, JR_EINVAL, fmt, ap);
	va_end(ap);
	e.line = n->line;
	e.field = n->column;
	a->report(a->arg, &e);
	a->errors++;
}

const char *
jr__config_spans(struct jr__applying *a, jr__node *map, const char *key, int least, int most)
{
	jr__node *n = jr_conf_get(map, key);

	if (n == NULL)
		return NULL;
	if (!jr_spans_valid(n->text, least, most))
		jr__config_wrong(a, n,
		    N_("'%s' is not numbers and spans like 1 5-7, from %d to %d"),
		    n->text, least, most);
	return n->text;
}

/* --- Rows, and the rows that are no more ---------------------------------------- */

static int
mark_seen(struct jr__applying *a, enum jr_tbl tbl, const struct jr_value *row)
{
	jr_buf_clear(&a->key);
	jr_buf_addf(&a->key, "%d", (int)tbl);
	for (int i = 0; i < jr_tbl_desc[tbl].keys; i++) {
		jr_buf_addc(&a->key, '\x1f');
		if (row[i].type == JR_V_INT)
			jr_buf_addf(&a->key, "%lld", (long long)row[i].i);
		else if (row[i].p != NULL)
			jr_buf_add(&a->key, row[i].p, row[i].n);
	}
	return a->key.failed ? jr__nomem(a->j) : JR_OK;
}

int
jr__config_put(struct jr__applying *a, enum jr_tbl tbl, const struct jr_value *row)
{
	enum jr_change what;
	int rc;

	if ((rc = mark_seen(a, tbl, row)) < 0)
		return rc;
	if (!jr_map_put(a->seen, a->key.data, a->key.len, 1))
		return jr__nomem(a->j);
	return jr__put(a->j, tbl, row, 0, &what);
}

static bool
is_seen(struct jr__applying *a, enum jr_tbl tbl, const struct jr_value *row)
{
	int64_t yes;

	return mark_seen(a, tbl, row) < 0 ||
	    jr_map_get(a->seen, a->key.data, a->key.len, &yes);
}

/* The first row that the file has no more; JR_DONE: none.  Rows of other years,
 * and settings of sections that the file has not, are not looked at. */
static int
find_stale(struct jr__applying *a, enum jr_tbl tbl, int64_t year, const char *section,
    struct jr_value *row, struct jr_stmt **out)
{
	size_t n = section != NULL ? strlen(section) : 0;
	struct jr_stmt *st;
	int rc;

	rc = jr__query(a->j, JR_SQL_ROW(tbl, JR_ROW_SCAN), JR_NO_PARAMS, &st);
	while (rc >= 0 && (rc = jr__step(a->j, st)) == JR_OK) {
		for (int i = 0; i < jr_tbl_desc[tbl].columns; i++)
			jr_stmt_value(st, i, &row[i]);
		if (year != 0 && row[0].i != year)
			continue;
		if (section != NULL && (strncmp(row[0].p, section, n) != 0 ||
		    (row[0].p[n] != '\0' && row[0].p[n] != '.')))
			continue;
		if (!is_seen(a, tbl, row)) {
			*out = st;
			return JR_OK;
		}
	}
	return rc;
}

/* A value of the scale that marks have cannot go: no foreign key says so. */
static int
check_unused(struct jr__applying *a, enum jr_tbl tbl, const struct jr_value *row)
{
	int64_t n;
	int rc;

	if (tbl != JR_TBL_SCALE_VALUE)
		return JR_OK;
	rc = jr__number(a->j, JR_SQL_MARK_OF_VALUE, JR_PARAMS({ "value", row[0] }), &n);
	if (rc < 0)
		return rc;
	return n == 0 ? JR_OK : JR_ECONFLICT;
}

int
jr__config_drop(struct jr__applying *a, enum jr_tbl tbl, int64_t year, const char *section)
{
	struct jr_value row[JR_COLUMNS_MOST];
	struct jr_stmt *scan;
	int rc;

	while ((rc = find_stale(a, tbl, year, section, row, &scan)) == JR_OK) {
		if ((rc = check_unused(a, tbl, row)) == JR_OK)
			rc = jr__remove(a->j, tbl, row);
		if (rc == JR_ECONFLICT) {	/* the row's text lives until the reset */
			jr__clear(a->j);
			jr__fail(a->j, JR_ECONFLICT, row[0].type == JR_V_TEXT ?
			    N_("'%s' of the store is in use and cannot be left out of the file") :
			    N_("the file leaves out something of the store that is in use: %s"),
			    row[0].type == JR_V_TEXT ? row[0].p :
			    jr_words(a->j, jr__table_msgid(tbl)));
		}
		jr_stmt_reset(scan);
		if (rc < 0)
			return rc;
	}
	return rc == JR_DONE ? JR_OK : rc;
}

/* --- Settings ---------------------------------------------------------------------- */

static int
put_setting(struct jr__applying *a, const char *key, const char *value)
{
	struct jr_value row[JR_SETTING_COLUMNS] = {
		[JR_SETTING_KEY] = jr_text(key), [JR_SETTING_VALUE] = jr_text(value),
	};

	return jr__config_put(a, JR_TBL_SETTING, row);
}

/* A branch of the tree as settings: maps and dicts by key, lists by number. */
static int
put_branch(struct jr__applying *a, struct jr_buf *path, jr__node *n)
{
	size_t len = path->len;
	int rc = JR_OK;

	if (n->text != NULL && n->type == JR_CONF_BOOL)
		return put_setting(a, jr_buf_str(path), n->number ? "1" : "0");
	if (n->text != NULL && n->type == JR_CONF_DATE) {
		char date[JR_DATE_SIZE];

		jr_date_format((jr_day)n->number, date);
		return put_setting(a, jr_buf_str(path), date);
	}
	if (n->text != NULL)
		return put_setting(a, jr_buf_str(path), n->text);
	for (size_t i = 0; i < n->n && rc == JR_OK; i++) {
		if (n->child[i]->key != NULL)
			jr_buf_addf(path, ".%s", n->child[i]->key);
		else
			jr_buf_addf(path, ".%zu", i + 1);
		rc = path->failed ? jr__nomem(a->j) : put_branch(a, path, n->child[i]);
		path->len = len;
		path->data[len] = '\0';
	}
	return rc;
}

static int
put_settings(struct jr__applying *a, jr__node *section)
{
	struct jr_buf path = JR_BUF_INIT;
	int rc;

	jr_buf_adds(&path, section->key);
	rc = path.failed ? jr__nomem(a->j) : put_branch(a, &path, section);
	jr_buf_release(&path);
	return rc < 0 ? rc : jr__config_drop(a, JR_TBL_SETTING, 0, section->key);
}

/* --- The whole file ------------------------------------------------------------------------ */

/* Read on each run from the file, and no part of the store. */
static bool
is_of_the_file(const char *key)
{
	static const char *const keys[] = { "store", "read_store", "access_log", "sendmail" };

	for (size_t i = 0; i < 4; i++)
		if (strcmp(keys[i], key) == 0)
			return true;
	return false;
}

static int
put_section(struct jr__applying *a, jr__node *n)
{
	int rc;

	if (is_of_the_file(n->key) || strcmp(n->key, "years") == 0)
		return JR_OK;
	if ((rc = jr__config_table(a, n)) != JR_DONE)
		return rc;
	if (strcmp(n->key, "attendance") == 0 &&
	    (rc = jr__config_codes(a, jr_conf_get(n, "codes"))) < 0)
		return rc;
	return put_settings(a, n);
}

static void
check_needed(struct jr__applying *a, jr__node *root)
{
	for (const char *const *k = jr_config_needed; *k != NULL; k++)
		if (jr_conf_get(root, *k) == NULL)
			jr__config_wrong(a, root, N_("'%s' is missing"), *k);
}

static void
check_zone(struct jr__applying *a, jr__node *root)
{
	jr__node *zone = jr_conf_get(root, "time_zone");

	if (zone != NULL && jr_zone_set(zone->text) < 0)
		jr__config_wrong(a, zone,
		    N_("there is no time zone '%s' on this machine (package tzdata)"),
		    zone->text);
	else if (zone != NULL && jr__set_now(a->j) == JR_OK)
		a->j->tx_at = jr_now(a->j);
}

static int
apply(struct jr__applying *a, jr__node *root)
{
	jr__node *years = jr_conf_get(root, "years");
	int rc = JR_OK;

	check_zone(a, root);
	for (size_t i = 0; i < root->n && rc == JR_OK; i++)
		rc = put_section(a, root->child[i]);
	for (size_t i = 0; years != NULL && i < years->n && rc == JR_OK; i++)
		rc = jr__config_year(a, years->child[i]);
	if (rc == JR_OK && a->errors > 0)
		rc = jr__fail(a->j, JR_EINVAL, N_("the configuration has errors"));
	return rc;
}

/* The calendar is the deputy's too; what is changed is held to what each may. */
static int
check_access(struct jr *j)
{
	int rc = jr__may(j, -1, JR_ON_CALENDAR);

	if (rc != JR_EDENIED)
		return rc;
	jr__clear(j);
	return jr__may(j, -1, JR_ON_CONFIGURATION);
}

int
jr_config_apply(struct jr *j, const struct jr_conf *conf, bool fresh,
    jr_conf_report *report, void *arg)
{
	struct jr__applying a = { .j = j, .report = report, .arg = arg };
	int rc;

	jr__clear(j);
	if ((rc = check_access(j)) < 0)
		return rc;
	if (fresh)
		check_needed(&a, jr_conf_root(conf));
	if (a.errors > 0)
		return jr__fail(j, JR_EINVAL, N_("the configuration has errors"));
	if ((a.seen = jr_map_new()) == NULL)
		return jr__nomem(j);
	rc = apply(&a, jr_conf_root(conf));
	jr_map_free(a.seen);
	jr_buf_release(&a.key);
	return rc;
}
