/* From names to ids, each spelling looked up once: the memory, days and names. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "lesson.h"
#include "lookup_impl.h"
#include "row.h"
#include "task_type.h"
#include "timetable.h"

int
jr_error_column(const struct jr *j)
{
	return j->error_column;
}

int
jr_rowkind_column(const struct jr_rowkind *k, const char *name)
{
	for (int i = 0; i < k->columns; i++)
		if (strcmp(k->col[i].name, name) == 0)
			return i;
	return -1;
}

int
jr__lookup_get(struct jr *j, struct jr__lookup **out)
{
	*out = NULL;
	if (j->lookup == NULL) {
		if ((j->lookup = calloc(1, sizeof(*j->lookup))) == NULL ||
		    (j->lookup->ids = jr_map_new()) == NULL)
			return jr__nomem(j);
	}
	*out = j->lookup;
	return JR_OK;
}

void
jr__lookup_free(struct jr *j)
{
	struct jr__lookup *l = j->lookup;

	jr__lesson_cache_free(j);
	jr__timetable_forget(j);
	jr__entry_forget(j);
	jr__task_types_free(j);
	jr__marking_free(j);
	jr__attending_free(j);
	jr__outside_free(j);
	jr__proposed_free(j);
	if (l == NULL)
		return;
	j->lookup = NULL;
	for (size_t i = 0; i < l->courses; i++)
		jr__course_free(l->course[i]);
	free(l->course);
	jr_map_free(l->ids);
	jr_buf_release(&l->key);
	for (int i = 0; i < JR__SLOTS; i++)
		jr_buf_release(&l->slot[i]);
	free(l);
}

/* --- Texts ------------------------------------------------------------------- */

static int
fold(struct jr *j, int slot, const char *text, const char **out,
    int (*how)(struct jr_buf *, const char *, size_t))
{
	struct jr__lookup *l;
	struct jr_buf *b;
	int rc;

	*out = NULL;
	if (text == NULL || text[0] == '\0')
		return JR_OK;
	if ((rc = jr__lookup_get(j, &l)) < 0)
		return rc;
	assert(slot >= 0 && slot < JR__SLOTS);
	b = &l->slot[slot];
	jr_buf_clear(b);
	if ((rc = how(b, text, strlen(text))) == JR_ENOMEM || b->failed)
		return jr__nomem(j);
	if (rc < 0)
		return jr__fail(j, rc, N_("the text is not UTF-8"));
	*out = b->len == 0 ? NULL : jr_buf_str(b);
	return JR_OK;
}

int
jr__clean(struct jr *j, int slot, const char *text, const char **out)
{
	return fold(j, slot, text, out, jr_text_clean);
}

int
jr__match(struct jr *j, int slot, const char *text, const char **out)
{
	return fold(j, slot, text, out, jr_text_match);
}

int
jr__sort(struct jr *j, int slot, const char *text, const char **out)
{
	return fold(j, slot, text, out, jr_text_sort);
}

int
jr__sort_class(struct jr *j, int slot, const char *text, const char **out)
{
	return fold(j, slot, text, out, jr_text_sort_class);
}

int
jr__word_find(struct jr *j, const struct jr__word *set, const char *text, int *out)
{
	const char *key, *word;
	int rc;

	*out = 0;
	if ((rc = jr__match(j, 2, text, &key)) < 0)
		return rc;
	for (; key != NULL && set->word != NULL; set++) {
		if ((rc = jr__match(j, 3, set->word, &word)) < 0)
			return rc;
		if (strcmp(key, word) == 0) {
			*out = set->value;
			return JR_OK;
		}
	}
	return JR_DONE;
}

/* --- Remembering --------------------------------------------------------------- */

int
jr__lookup_key(struct jr *j, int what, int64_t a, int64_t b, const char *s, const char *t,
    struct jr__lookup **out)
{
	struct jr__lookup *l;
	int rc;

	*out = NULL;
	if ((rc = jr__lookup_get(j, &l)) < 0)
		return rc;
	jr_buf_clear(&l->key);
	jr_buf_addc(&l->key, (char)what);
	jr_buf_add(&l->key, &a, sizeof(a));
	jr_buf_add(&l->key, &b, sizeof(b));
	if (s != NULL)
		jr_buf_adds(&l->key, s);
	if (t != NULL) {
		jr_buf_addc(&l->key, '\x1f');
		jr_buf_adds(&l->key, t);
	}
	if (l->key.failed)
		return jr__nomem(j);
	*out = l;
	return JR_OK;
}

int
jr__lookup_put(struct jr *j, int what, int64_t a, int64_t b, const char *s, const char *t,
    int64_t value)
{
	struct jr__lookup *l;
	int rc;

	if ((rc = jr__lookup_key(j, what, a, b, s, t, &l)) < 0)
		return rc;
	return jr_map_put(l->ids, l->key.data, l->key.len, value) ? JR_OK : jr__nomem(j);
}

/* --- Days ------------------------------------------------------------------------ */

static int
refuse_day(struct jr *j, int col, const char *text)
{
	char a[JR_DATE_SIZE], b[JR_DATE_SIZE];
	jr_day from1900, from1904;

	if (jr_date_serial(text, &from1900, &from1904)) {
		jr_date_format(from1900, a);
		jr_date_format(from1904, b);
		return jr__fail_at(j, JR_EINVAL, col, N_("'%s' is a date as Excel counts it "
		    "(%s, or %s on an old Macintosh); format the column as a date and save again"),
		    text, a, b);
	}
	if (text[0] == '\0')
		return jr__fail_at(j, JR_EINVAL, col, N_("the date is missing"));
	return jr__fail_at(j, JR_EINVAL, col,
	    N_("'%s' is not a date like 2026-11-05 or 05.11.2026"), text);
}

static int
parse_day(struct jr *j, int col, const char *text, jr_day *out)
{
	const char *clean;
	int rc;

	*out = 0;
	if (text != NULL && jr_date_parse(text, out) == JR_OK)
		return JR_OK;
	if ((rc = jr__clean(j, 0, text, &clean)) < 0)
		return rc;
	if (clean != NULL && jr_date_parse(clean, out) == JR_OK)
		return JR_OK;
	return refuse_day(j, col, clean == NULL ? "" : clean);
}

int
jr__day(struct jr *j, int col, const char *text, jr_day *out)
{
	return parse_day(j, col, text, out);
}

int
jr__date(struct jr *j, int col, const char *text, char out[JR_DATE_SIZE])
{
	jr_day day;
	int rc;

	out[0] = '\0';
	if ((rc = parse_day(j, col, text, &day)) == JR_OK)
		jr_date_format(day, out);
	return rc;
}

int
jr__day_in_year(struct jr *j, int col, const char *text, jr_day *out, int64_t *year)
{
	struct jr__lookup *l;
	char iso[JR_DATE_SIZE];
	int rc;

	*year = 0;
	if ((rc = parse_day(j, col, text, out)) < 0 ||
	    (rc = jr__lookup_key(j, JR__OF_DAY, *out, 0, NULL, NULL, &l)) < 0)
		return rc;
	if (!jr__lookup_known(l, year)) {
		jr_date_format(*out, iso);
		rc = jr__number(j, JR_SQL_DAY_YEAR, JR_PARAMS(JR_P_TEXT("date", iso)), year);
		if (rc < 0 || (rc = jr__lookup_put(j, JR__OF_DAY, *out, 0, NULL, NULL, *year)) < 0)
			return rc;
	}
	if (*year == 0)
		return jr__fail_at(j, JR_EINVAL, col,
		    N_("%s lies in no school year of the store"), text);
	return JR_OK;
}

/* --- Names ------------------------------------------------------------------------- */

/* Look up by match key; the id, or 0. */
static int
find(struct jr *j, int what, enum jr_sql sql, int64_t year, int64_t class_id,
    const char *text, int64_t *out)
{
	struct jr_param params[4];
	struct jr__lookup *l;
	const char *match;
	int n = 0, rc;

	*out = 0;
	if ((rc = jr__lookup_key(j, what, year, class_id, text, NULL, &l)) < 0)
		return rc;
	if (jr__lookup_known(l, out))
		return JR_OK;
	if ((rc = jr__match(j, 0, text, &match)) < 0)
		return rc;
	if (match == NULL)
		return JR_OK;
	params[n++] = (struct jr_param)JR_P_TEXT("match_key", match);
	if (what != JR__OF_SUBJECT)
		params[n++] = (struct jr_param)JR_P_INT("year", year);
	if (what == JR__OF_GROUP)
		params[n++] = (struct jr_param)JR_P_INT("class_id", class_id);
	params[n].name = NULL;
	if ((rc = jr__number(j, sql, params, out)) < 0)
		return rc;
	return *out == 0 ? JR_OK : jr__lookup_put(j, what, year, class_id, text, NULL, *out);
}

int
jr__find_class(struct jr *j, int col, int64_t year, const char *name, int64_t *out)
{
	char text[JR_YEAR_SIZE];
	int rc;

	if ((rc = find(j, JR__OF_CLASS, JR_SQL_FIND_CLASS, year, 0, jr__or_empty(name),
	    out)) < 0)
		return rc;
	if (*out != 0)
		return JR_OK;
	if (jr__or_empty(name)[0] == '\0')
		return jr__fail_at(j, JR_EINVAL, col, N_("the class is missing"));
	jr_year_format((int)year, text);
	return jr__fail_at(j, JR_ENOTFOUND, col, N_("there is no class '%s' in %s"), name, text);
}

int
jr__find_subject(struct jr *j, int col, const char *name, int64_t *out)
{
	int rc;

	if ((rc = find(j, JR__OF_SUBJECT, JR_SQL_FIND_SUBJECT, 0, 0, jr__or_empty(name),
	    out)) < 0)
		return rc;
	if (*out != 0)
		return JR_OK;
	if (jr__or_empty(name)[0] == '\0')
		return jr__fail_at(j, JR_EINVAL, col, N_("the subject is missing"));
	return jr__fail_at(j, JR_ENOTFOUND, col, N_("there is no subject '%s'"), name);
}

int
jr__find_group(struct jr *j, int col, int64_t year, int64_t class_id,
    const char *name, int64_t *out)
{
	int rc;

	if ((rc = find(j, JR__OF_GROUP, JR_SQL_FIND_GROUP, year, class_id,
	    jr__or_empty(name), out)) < 0)
		return rc;
	if (*out != 0)
		return JR_OK;
	if (class_id == 0)
		return jr__fail_at(j, JR_ENOTFOUND, col,
		    N_("there is no cross-class group '%s'"), jr__or_empty(name));
	return jr__fail_at(j, JR_ENOTFOUND, col, N_("the class has no group '%s'"),
	    jr__or_empty(name));
}

int
jr__find_staff(struct jr *j, int col, const char *login, int64_t *out)
{
	struct jr__lookup *l;
	const char *clean;
	int rc;

	*out = 0;
	if ((rc = jr__lookup_key(j, JR__OF_STAFF, 0, 0, jr__or_empty(login), NULL, &l)) < 0)
		return rc;
	if (jr__lookup_known(l, out))
		return JR_OK;
	if ((rc = jr__clean(j, 0, login, &clean)) < 0)
		return rc;
	if (clean == NULL)
		return jr__fail_at(j, JR_EINVAL, col, N_("the login is missing"));
	rc = jr__number(j, JR_SQL_FIND_STAFF, JR_PARAMS(JR_P_TEXT("login", clean)), out);
	if (rc < 0)
		return rc;
	if (rc == JR_DONE)
		return jr__fail_at(j, JR_ENOTFOUND, col,
		    N_("nobody on the staff has the login '%s'"), clean);
	return jr__lookup_put(j, JR__OF_STAFF, 0, 0, login, NULL, *out);
}

/* "Q1" in the given year, or "2026/27-Q1". */
int
jr__find_term(struct jr *j, int col, int64_t year, const char *code, int64_t *out)
{
	const char *clean, *dash;
	char of[16];
	int first, rc;

	*out = 0;
	if ((rc = jr__clean(j, 0, code, &clean)) < 0)
		return rc;
	if (clean == NULL)
		return jr__fail_at(j, JR_EINVAL, col, N_("the term is missing"));
	if ((dash = strrchr(clean, '-')) != NULL && (size_t)(dash - clean) < sizeof(of)) {
		memcpy(of, clean, (size_t)(dash - clean));
		of[dash - clean] = '\0';
		if (jr_year_parse(of, &first) == JR_OK) {
			year = first;
			clean = dash + 1;
		}
	}
	rc = jr__number(j, JR_SQL_FIND_TERM, JR_PARAMS(JR_P_INT("year", year),
	    JR_P_TEXT("code", clean)), out);
	if (rc == JR_DONE)
		rc = jr__fail_at(j, JR_ENOTFOUND, col, N_("there is no term '%s'"), clean);
	return rc;
}

/* --- Students ------------------------------------------------------------------------ */

static int
by_number(struct jr *j, const char *text, int64_t *out)
{
	struct jr__lookup *l;
	const char *clean;
	int rc;

	*out = 0;
	if ((rc = jr__lookup_key(j, JR__OF_STUDENT, 0, 0, text, NULL, &l)) < 0)
		return rc;
	if (jr__lookup_known(l, out))
		return JR_OK;
	if ((rc = jr__clean(j, 0, text, &clean)) < 0 || clean == NULL)
		return rc;
	rc = jr__number(j, JR_SQL_FIND_STUDENT_NUMBER,
	    JR_PARAMS(JR_P_TEXT("number", clean)), out);
	if (rc < 0 || *out == 0)
		return rc < 0 ? rc : JR_OK;
	return jr__lookup_put(j, JR__OF_STUDENT, 0, 0, text, NULL, *out);
}

/* Is the name (a match key) the whole of key, or its beginning up to a space? */
static bool
name_fits(const char *name, const char *key)
{
	size_t n = strlen(name);

	return strncmp(name, key, n) == 0 && (key[n] == '\0' || key[n] == ' ');
}

static int
by_name(struct jr *j, int col, const char *text, int64_t class_id, jr_day day,
    int64_t *out)
{
	struct jr_buf numbers = JR_BUF_INIT;
	char date[JR_DATE_SIZE];
	struct jr_stmt *st;
	const char *match;
	int fit = 0, rc;

	jr_date_format(day, date);
	if ((rc = jr__match(j, 0, text, &match)) < 0)
		return rc;
	if (match == NULL)	/* nothing is left of it: spaces, control bytes */
		return jr__fail_at(j, JR_EINVAL, col, N_("the student is missing"));
	rc = jr__query(j, JR_SQL_CLASS_STUDENTS_ON, JR_PARAMS(
	    JR_P_INT("class_id", class_id), JR_P_TEXT("date", date)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		if (!name_fits(match, jr_stmt_text(st, 2)))
			continue;
		*out = jr_stmt_int(st, 0);
		jr_buf_addf(&numbers, "%s%s", fit++ > 0 ? ", " : "", jr_stmt_text(st, 1));
	}
	if (rc == JR_DONE && fit == 1)
		rc = jr__lookup_put(j, JR__OF_NAME, class_id, day, text, NULL, *out);
	else if (rc == JR_DONE && fit == 0)
		rc = jr__fail_at(j, JR_ENOTFOUND, col,
		    N_("there is no student '%s' in the class on %s"), text, date);
	else if (rc == JR_DONE)
		rc = jr__fail_at(j, JR_EINVAL, col,
		    N_("'%s' fits several students: %s; give the number"), text,
		    jr_buf_str(&numbers));
	jr_buf_release(&numbers);
	return rc;
}

int
jr__find_student(struct jr *j, int col, const char *text, int64_t class_id,
    jr_day day, int64_t *out)
{
	struct jr__lookup *l;
	int rc;

	*out = 0;
	if (text == NULL || text[0] == '\0')
		return jr__fail_at(j, JR_EINVAL, col, N_("the student is missing"));
	if ((rc = by_number(j, text, out)) < 0 || *out != 0)
		return rc;
	if (class_id == 0 && strpbrk(text, "0123456789") == NULL)
		return jr__fail_at(j, JR_ENOTFOUND, col, N_("'%s' is not the number of a student, "
		    "and no class is given in which to look for the name"), text);
	if (class_id == 0)
		return jr__fail_at(j, JR_ENOTFOUND, col,
		    N_("there is no student with the number '%s'"), text);
	if ((rc = jr__lookup_key(j, JR__OF_NAME, class_id, day, text, NULL, &l)) < 0)
		return rc;
	return jr__lookup_known(l, out) ? JR_OK : by_name(j, col, text, class_id, day, out);
}

int
jr__find_student_in(struct jr *j, int col_class, const char *class, int64_t year, int col,
    const char *text, jr_day day, int64_t *out)
{
	int64_t class_id = 0;
	int rc;

	*out = 0;
	if (class != NULL && class[0] != '\0' &&
	    (rc = jr__find_class(j, col_class, year, class, &class_id)) < 0)
		return rc;
	return jr__find_student(j, col, text, class_id, day, out);
}
