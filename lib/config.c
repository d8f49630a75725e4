/* journal.conf into the tables of the store. */
#include "config.h"

#include <assert.h>
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "calendar.h"
#include "config_schema.h"
#include "impl.h"
#include "log_words.h"
#include "lookup.h"

#define GRADE_MOST 12

typedef const struct jr_conf_node node;

struct apply {
	struct jr	*j;
	jr_conf_report	*report;
	void		*arg;
	int		 errors;
	struct jr_map	*seen;		/* table ‖ key of each row that the file has */
	struct jr_buf	 key;
};

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

static void __attribute__((format(printf, 3, 4)))
wrong(struct apply *a, node *n, const char *fmt, ...)
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

static const char *
checked_spans(struct apply *a, node *map, const char *key, int least, int most)
{
	node *n = jr_conf_get(map, key);

	if (n == NULL)
		return NULL;
	if (!jr_spans_valid(n->text, least, most))
		wrong(a, n, N_("'%s' is not numbers and spans like 1 5-7, from %d to %d"),
		    n->text, least, most);
	return n->text;
}

static void
iso(node *map, const char *key, jr_day dflt, char out[JR_DATE_SIZE])
{
	jr_date_format((jr_day)jr_conf_number(map, key, dflt), out);
}

/* --- Rows, and the rows that are no more ---------------------------------------- */

static int
mark_seen(struct apply *a, enum jr_tbl tbl, const struct jr_value *row)
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

static int
put(struct apply *a, enum jr_tbl tbl, const struct jr_value *row)
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
is_seen(struct apply *a, enum jr_tbl tbl, const struct jr_value *row)
{
	int64_t yes;

	return mark_seen(a, tbl, row) < 0 ||
	    jr_map_get(a->seen, a->key.data, a->key.len, &yes);
}

/* The first row that the file has no more; JR_DONE: none.  Rows of other years,
 * and settings of sections that the file has not, are not looked at. */
static int
find_stale(struct apply *a, enum jr_tbl tbl, int64_t year, const char *section,
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
check_unused(struct apply *a, enum jr_tbl tbl, const struct jr_value *row)
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

static int
drop_stale(struct apply *a, enum jr_tbl tbl, int64_t year, const char *section)
{
	struct jr_value row[JR_COLUMNS_MOST];
	struct jr_stmt *scan;
	int rc;

	while ((rc = find_stale(a, tbl, year, section, row, &scan)) == JR_OK) {
		if ((rc = check_unused(a, tbl, row)) == JR_OK)
			rc = jr__remove(a->j, tbl, row);
		jr_stmt_reset(scan);
		if (rc == JR_ECONFLICT) {
			jr__clear(a->j);
			return jr__fail(a->j, JR_ECONFLICT, row[0].type == JR_V_TEXT ?
			    N_("'%s' of the store is in use and cannot be left out of the file") :
			    N_("the file leaves out something of the store that is in use: %s"),
			    row[0].type == JR_V_TEXT ? row[0].p :
			    jr_words(a->j, jr__table_msgid(tbl)));
		}
		if (rc < 0)
			return rc;
	}
	return rc == JR_DONE ? JR_OK : rc;
}

/* --- Settings ---------------------------------------------------------------------- */

static int
put_setting(struct apply *a, const char *key, const char *value)
{
	struct jr_value row[JR_SETTING_COLUMNS] = {
		[JR_SETTING_KEY] = jr_text(key), [JR_SETTING_VALUE] = jr_text(value),
	};

	return put(a, JR_TBL_SETTING, row);
}

/* A branch of the tree as settings: maps and dicts by key, lists by number. */
static int
put_branch(struct apply *a, struct jr_buf *path, node *n)
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
put_settings(struct apply *a, node *section)
{
	struct jr_buf path = JR_BUF_INIT;
	int rc;

	jr_buf_adds(&path, section->key);
	rc = path.failed ? jr__nomem(a->j) : put_branch(a, &path, section);
	jr_buf_release(&path);
	return rc < 0 ? rc : drop_stale(a, JR_TBL_SETTING, 0, section->key);
}

/* --- Years --------------------------------------------------------------------------- */

static const char *
term_kind(const char *code)
{
	switch (code[0]) {
	case 'Q':
		return code[1] >= '1' && code[1] <= '4' && code[2] == '\0' ? "quarter" : NULL;
	case 'T':
		return code[1] >= '1' && code[1] <= '3' && code[2] == '\0' ? "trimester" : NULL;
	case 'H':
		return code[1] >= '1' && code[1] <= '2' && code[2] == '\0' ? "half" : NULL;
	case 'Y':
		return code[1] == '\0' ? "year" : NULL;
	default:
		return NULL;
	}
}

static int
term_id(struct apply *a, int64_t year, const char *code, int64_t *out)
{
	int rc;

	rc = jr__number(a->j, JR_SQL_FIND_TERM, JR_PARAMS(JR_P_INT("year", year),
	    JR_P_TEXT("code", code)), out);
	return rc == JR_DONE ? jr__next_id(a->j, JR_TBL_TERM, out) : rc;
}

static int
put_term_grades(struct apply *a, int64_t id, const char *grades)
{
	int rc = JR_OK;

	for (int g = 1; g <= GRADE_MOST && rc == JR_OK; g++)
		if (jr_spans_have(grades, g))
			rc = put(a, JR_TBL_TERM_GRADE, (struct jr_value[]){ jr_int(id), jr_int(g) });
	return rc < 0 ? rc : drop_stale(a, JR_TBL_TERM_GRADE, id, NULL);
}

static int
put_term(struct apply *a, int64_t year, node *y, node *n)
{
	const char *kind = term_kind(n->key), *grades;
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	struct jr_value row[JR_TERM_COLUMNS];
	int64_t id;
	int rc;

	grades = checked_spans(a, n, "grades", 1, GRADE_MOST);
	if (kind == NULL)
		wrong(a, n, N_("'%s' is not a term's code: Q1-Q4, T1-T3, H1, H2 or Y"), n->key);
	if (jr_conf_number(n, "from", 0) > jr_conf_number(n, "to", 0) ||
	    jr_conf_number(n, "from", 0) < jr_conf_number(y, "first_day", 0) ||
	    jr_conf_number(n, "to", 0) > jr_conf_number(y, "last_day", 0))
		wrong(a, n, N_("the term %s does not lie within its year"), n->key);
	if (a->errors > 0)
		return JR_OK;
	if ((rc = term_id(a, year, n->key, &id)) < 0)
		return rc;
	iso(n, "from", 0, from);
	iso(n, "to", 0, to);
	row[JR_TERM_ID] = jr_int(id);
	row[JR_TERM_YEAR_ID] = jr_int(year);
	row[JR_TERM_CODE] = jr_text(n->key);
	row[JR_TERM_NAME] = jr_text(jr_conf_text(n, "name", n->key));
	row[JR_TERM_KIND] = jr_text(kind);
	row[JR_TERM_STARTS_ON] = jr_text(from);
	row[JR_TERM_ENDS_ON] = jr_text(to);
	if ((rc = put(a, JR_TBL_TERM, row)) < 0)
		return rc;
	return put_term_grades(a, id, grades);
}

static int
put_day_off(struct apply *a, int64_t year, node *n)
{
	const char *grades = checked_spans(a, n, "grades", 1, GRADE_MOST);
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int rc = JR_OK;

	iso(n, "date", 0, from);
	iso(n, "to", (jr_day)jr_conf_number(n, "date", 0), to);
	if (strcmp(to, from) < 0)
		wrong(a, n, N_("the span ends before it begins"));
	for (int g = grades == NULL ? 0 : 1; g <= (grades == NULL ? 0 : GRADE_MOST) &&
	    rc == JR_OK; g++)
		if (grades == NULL || jr_spans_have(grades, g))
			rc = put(a, JR_TBL_DAY_OFF, (struct jr_value[]){ jr_int(year),
			    jr_text(from), jr_int(g), jr_text(to),
			    jr_text(jr_conf_text(n, "name", "")) });
	return rc;
}

static bool
is_time(const char *s)
{
	return strlen(s) == 5 && s[2] == ':' && s[0] >= '0' && s[0] <= '2' &&
	    isdigit((unsigned char)s[1]) && s[3] >= '0' && s[3] <= '5' &&
	    isdigit((unsigned char)s[4]) && strcmp(s, "24:00") < 0;
}

static int
put_bell(struct apply *a, int64_t year, const char *set, node *n)
{
	char begins[6] = "", ends[6] = "";
	char *end;
	long number = strtol(n->key, &end, 10);

	if (*end != '\0' || number < 0 || number > 20)
		wrong(a, n, N_("'%s' is not the number of a lesson"), n->key);
	if (strlen(n->text) == 11 && n->text[5] == '-') {
		memcpy(begins, n->text, 5);
		memcpy(ends, n->text + 6, 5);
	}
	if (!is_time(begins) || !is_time(ends) || strcmp(begins, ends) >= 0)
		wrong(a, n, N_("'%s' is not a span of time like 08:00-08:45"), n->text);
	return put(a, JR_TBL_BELL, (struct jr_value[]){ jr_int(year), jr_text(set),
	    jr_int(number), jr_text(begins), jr_text(ends) });
}

static int
put_bell_set(struct apply *a, int64_t year, node *n, int rank)
{
	node *lessons = jr_conf_get(n, "lessons");
	int rc;

	rc = put(a, JR_TBL_BELL_SET, (struct jr_value[]){ jr_int(year), jr_text(n->key),
	    jr_int(rank), jr_text(checked_spans(a, n, "grades", 1, GRADE_MOST)),
	    jr_text(checked_spans(a, n, "weekdays", 1, 7)),
	    jr_int(jr_conf_number(n, "by_order", 0)) });
	for (size_t i = 0; lessons != NULL && i < lessons->n && rc == JR_OK; i++)
		rc = put_bell(a, year, n->key, lessons->child[i]);
	return rc;
}

static int
put_year_row(struct apply *a, int64_t year, node *n)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE], name[JR_YEAR_SIZE];

	iso(n, "first_day", 0, from);
	iso(n, "last_day", 0, to);
	jr_year_format((int)year, name);
	if (jr_year_of((jr_day)jr_conf_number(n, "first_day", 0)) != year ||
	    jr_year_of((jr_day)jr_conf_number(n, "last_day", 0)) != year ||
	    strcmp(from, to) > 0)
		wrong(a, n, N_("the days of %s do not lie between 1 September and 31 August"), name);
	return put(a, JR_TBL_YEAR, (struct jr_value[]){ jr_int(year), jr_text(name),
	    jr_text(from), jr_text(to), jr_int(jr_conf_number(n, "week_days", 5)),
	    jr_int(jr_conf_number(n, "cycle_weeks", 1)) });
}

/* Terms with their ids drop out only when nothing refers to them. */
static int
put_terms(struct apply *a, int64_t year, node *n)
{
	node *terms = jr_conf_get(n, "terms");
	int rc = JR_OK;

	for (size_t i = 0; terms != NULL && i < terms->n && rc == JR_OK; i++)
		rc = put_term(a, year, n, terms->child[i]);
	return rc;
}

static int
put_year(struct apply *a, node *n)
{
	node *off = jr_conf_get(n, "days_off"), *bells = jr_conf_get(n, "bells");
	int first, rc;

	if (jr_year_parse(n->key, &first) < 0) {
		wrong(a, n, N_("'%s' is not a school year like 2026/27"), n->key);
		return JR_OK;
	}
	if ((rc = put_year_row(a, first, n)) < 0 || (rc = put_terms(a, first, n)) < 0)
		return rc;
	for (size_t i = 0; off != NULL && i < off->n && rc == JR_OK; i++)
		rc = put_day_off(a, first, off->child[i]);
	for (size_t i = 0; bells != NULL && i < bells->n && rc == JR_OK; i++)
		rc = put_bell_set(a, first, bells->child[i], (int)i + 1);
	if (rc < 0 || a->errors > 0)
		return rc;
	if ((rc = drop_stale(a, JR_TBL_DAY_OFF, first, NULL)) < 0 ||
	    (rc = drop_stale(a, JR_TBL_BELL, first, NULL)) < 0 ||
	    (rc = drop_stale(a, JR_TBL_BELL_SET, first, NULL)) < 0)
		return rc;
	return jr__calendar_year(a->j, first);
}

/* --- Marks ------------------------------------------------------------------------------ */

static int
put_scale(struct apply *a, node *n, int rank)
{
	node *score = jr_conf_get(n, "score"), *sou = jr_conf_get(n, "sou");

	return put(a, JR_TBL_SCALE_VALUE, (struct jr_value[]){ jr_text(n->key),
	    jr_text(jr_conf_text(n, "name", NULL)),
	    score != NULL ? jr_int(score->number) : jr_null(),
	    sou != NULL ? jr_int(sou->number) : jr_null(),
	    jr_text(jr_conf_text(n, "means", NULL)),
	    jr_int(jr_conf_number(n, "fail", 0)),
	    jr_int(jr_conf_number(n, "term_only", 0)), jr_int(rank) });
}

static int
put_type(struct apply *a, node *n, int rank)
{
	return put(a, JR_TBL_TASK_TYPE, (struct jr_value[]){ jr_text(n->key),
	    jr_text(jr_conf_text(n, "name", n->key)),
	    jr_int(jr_conf_number(n, "weight", 100)),
	    jr_int(jr_conf_number(n, "control", 0)),
	    jr_int(jr_conf_number(n, "class_work", 1)),
	    jr_int(jr_conf_number(n, "days", 7)), jr_int(rank) });
}

static int
put_threshold(struct apply *a, node *n, int rank)
{
	(void)rank;
	return put(a, JR_TBL_THRESHOLD,
	    (struct jr_value[]){ jr_text(n->key), jr_int(n->number) });
}

static int
put_min_marks(struct apply *a, node *n, int rank)
{
	const char *kind = strcmp(n->key, "half_year") == 0 ? "half" : n->key;
	int rc = JR_OK;

	(void)rank;
	for (size_t i = 0; i < n->n && rc == JR_OK; i++)
		rc = put(a, JR_TBL_MIN_MARKS, (struct jr_value[]){ jr_text(kind),
		    jr_int(100 * strtoll(n->child[i]->key, NULL, 10)),
		    jr_int(n->child[i]->number) });
	return rc;
}

static int
put_norm(struct apply *a, node *n, int rank)
{
	int rc = JR_OK;

	(void)rank;
	if (!jr_spans_valid(n->key, 1, GRADE_MOST))
		wrong(a, n, N_("'%s' is not numbers and spans like 1 5-7, from %d to %d"),
		    n->key, 1, GRADE_MOST);
	for (int g = 1; g <= GRADE_MOST && rc == JR_OK; g++)
		if (jr_spans_have(n->key, g))
			rc = put(a, JR_TBL_HOMEWORK_NORM,
			    (struct jr_value[]){ jr_int(g), jr_int(n->number) });
	return rc;
}

/* Item i of a list of texts, or the one empty text of a list that is not there. */
static const char *
item(node *list, size_t i)
{
	return list == NULL ? "" : list->child[i]->text;
}

static size_t
items(node *list)
{
	return list == NULL ? 1 : list->n;
}

static int
put_unmarked(struct apply *a, node *n, int rank)
{
	node *terms = jr_conf_get(n, "terms"), *subjects = jr_conf_get(n, "subjects");
	const char *grades = checked_spans(a, n, "grades", 1, GRADE_MOST), *key;
	int rc = JR_OK;

	(void)rank;
	for (int g = 1; g <= GRADE_MOST; g++)
		for (size_t t = 0; jr_spans_have(grades, g) && t < items(terms); t++)
			for (size_t s = 0; s < items(subjects); s++) {
				if ((rc = jr__match(a->j, 2, item(subjects, s), &key)) < 0)
					return rc;
				rc = put(a, JR_TBL_UNMARKED, (struct jr_value[]){ jr_int(g),
				    jr_text(item(terms, t)), jr_text(key == NULL ? "" : key) });
				if (rc < 0)
					return rc;
			}
	return rc;
}

/* One entry as rows of its types × subjects × grades. */
static int
put_deadline(struct apply *a, node *n, int *no)
{
	node *types = jr_conf_get(n, "types"), *subjects = jr_conf_get(n, "subjects");
	const char *grades = checked_spans(a, n, "grades", 1, GRADE_MOST), *key;
	int first = grades == NULL ? 0 : 1, last = grades == NULL ? 0 : GRADE_MOST, rc;

	for (size_t t = 0; types != NULL && t < types->n; t++)
		for (size_t s = 0; s < items(subjects); s++)
			for (int g = first; g <= last; g++) {
				if (g > 0 && !jr_spans_have(grades, g))
					continue;
				if ((rc = jr__match(a->j, 2, item(subjects, s), &key)) < 0)
					return rc;
				rc = put(a, JR_TBL_DEADLINE, (struct jr_value[]){ jr_int(++*no),
				    jr_text(types->child[t]->text), jr_text(key), jr_int(g),
				    jr_int(jr_conf_number(n, "days", 0)) });
				if (rc < 0)
					return rc;
			}
	return JR_OK;
}

/* --- Attendance --------------------------------------------------------------------------- */

static const struct {
	const char	*code, *excused;
	int		 absent;
} attendance_codes[] = {
	{ "present", "-", 0 },
	{ "absent", "pending", 1 },
	{ "unexcused", "no", 1 },
	{ "ill", "yes", 1 },
	{ "excused", "yes", 1 },
	{ "late", "-", 0 },
	{ "remote", "-", 0 },
	{ "exempt", "-", 0 },
};

static int
put_aliases(struct apply *a, const char *code, node *aliases)
{
	int rc = JR_OK;

	for (size_t i = 0; aliases != NULL && i < aliases->n && rc == JR_OK; i++)
		rc = put(a, JR_TBL_ATTENDANCE_ALIAS, (struct jr_value[]){
		    jr_text(aliases->child[i]->text), jr_text(code) });
	return rc;
}

static int
put_codes(struct apply *a, node *codes)
{
	int rc = JR_OK;

	for (size_t i = 0; i < sizeof(attendance_codes) / sizeof(attendance_codes[0]) &&
	    rc == JR_OK; i++) {
		node *n = jr_conf_get(codes, attendance_codes[i].code);

		rc = put(a, JR_TBL_ATTENDANCE_CODE, (struct jr_value[]){
		    jr_text(attendance_codes[i].code), jr_int(attendance_codes[i].absent),
		    jr_text(attendance_codes[i].excused),
		    jr_text(jr_conf_text(n, "printed", "")), jr_int((int)i + 1) });
		if (rc == JR_OK)
			rc = put_aliases(a, attendance_codes[i].code, jr_conf_get(n, "aliases"));
	}
	return rc < 0 ? rc : drop_stale(a, JR_TBL_ATTENDANCE_ALIAS, 0, NULL);
}

/* --- The whole file ------------------------------------------------------------------------ */

/* Sections that are tables: each child is a row or some. */
static const struct {
	const char	*name;
	enum jr_tbl	 tbl;
	int		(*put)(struct apply *, node *, int rank);
} sections[] = {
	{ "scale", JR_TBL_SCALE_VALUE, put_scale },
	{ "task_types", JR_TBL_TASK_TYPE, put_type },
	{ "thresholds", JR_TBL_THRESHOLD, put_threshold },
	{ "min_marks", JR_TBL_MIN_MARKS, put_min_marks },
	{ "homework_minutes", JR_TBL_HOMEWORK_NORM, put_norm },
	{ "unmarked", JR_TBL_UNMARKED, put_unmarked },
};

static int
put_deadlines(struct apply *a, node *section)
{
	int no = 0, rc = JR_OK;

	for (size_t i = 0; i < section->n && rc == JR_OK; i++)
		rc = put_deadline(a, section->child[i], &no);
	return rc < 0 ? rc : drop_stale(a, JR_TBL_DEADLINE, 0, NULL);
}

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
put_section(struct apply *a, node *n)
{
	int rc = JR_OK;

	if (is_of_the_file(n->key) || strcmp(n->key, "years") == 0)
		return JR_OK;
	if (strcmp(n->key, "deadlines") == 0)
		return put_deadlines(a, n);
	for (size_t s = 0; s < sizeof(sections) / sizeof(sections[0]); s++) {
		if (strcmp(n->key, sections[s].name) != 0)
			continue;
		for (size_t i = 0; i < n->n && rc == JR_OK; i++)
			rc = sections[s].put(a, n->child[i], (int)i + 1);
		return rc < 0 ? rc : drop_stale(a, sections[s].tbl, 0, NULL);
	}
	if (strcmp(n->key, "attendance") == 0 &&
	    (rc = put_codes(a, jr_conf_get(n, "codes"))) < 0)
		return rc;
	return put_settings(a, n);
}

static void
check_needed(struct apply *a, node *root)
{
	for (const char *const *k = jr_config_needed; *k != NULL; k++)
		if (jr_conf_get(root, *k) == NULL)
			wrong(a, root, N_("'%s' is missing"), *k);
}

static void
check_zone(struct apply *a, node *root)
{
	node *zone = jr_conf_get(root, "time_zone");

	if (zone != NULL && jr_zone_set(zone->text) < 0)
		wrong(a, zone, N_("there is no time zone '%s' on this machine (package tzdata)"),
		    zone->text);
	else if (zone != NULL && jr__set_now(a->j) == JR_OK)
		a->j->tx_at = jr_now(a->j);
}

static int
apply(struct apply *a, node *root)
{
	node *years = jr_conf_get(root, "years");
	int rc = JR_OK;

	check_zone(a, root);
	for (size_t i = 0; i < root->n && rc == JR_OK; i++)
		rc = put_section(a, root->child[i]);
	for (size_t i = 0; years != NULL && i < years->n && rc == JR_OK; i++)
		rc = put_year(a, years->child[i]);
	if (rc == JR_OK && a->errors > 0)
		rc = jr__fail(a->j, JR_EINVAL, N_("the configuration has errors"));
	return rc;
}

int
jr_config_apply(struct jr *j, const struct jr_conf *conf, bool fresh,
    jr_conf_report *report, void *arg)
{
	struct apply a = { .j = j, .report = report, .arg = arg };
	int rc;

	jr__clear(j);
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
