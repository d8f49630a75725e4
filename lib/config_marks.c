/* journal.conf: the scale, types of work, minimums and deadlines; codes of attendance. */
#include <stdlib.h>
#include <string.h>

#include "config_impl.h"
#include "lookup.h"

static int
put_scale(struct jr__applying *a, jr__node *n, int rank)
{
	jr__node *score = jr_conf_get(n, "score"), *sou = jr_conf_get(n, "sou");

	return jr__config_put(a, JR_TBL_SCALE_VALUE, (struct jr_value[]){ jr_text(n->key),
	    jr_text(jr_conf_text(n, "name", NULL)),
	    score != NULL ? jr_int(score->number) : jr_null(),
	    sou != NULL ? jr_int(sou->number) : jr_null(),
	    jr_text(jr_conf_text(n, "means", NULL)),
	    jr_int(jr_conf_number(n, "fail", 0)),
	    jr_int(jr_conf_number(n, "term_only", 0)), jr_int(rank) });
}

static int
put_type(struct jr__applying *a, jr__node *n, int rank)
{
	return jr__config_put(a, JR_TBL_TASK_TYPE, (struct jr_value[]){ jr_text(n->key),
	    jr_text(jr_conf_text(n, "name", n->key)),
	    jr_int(jr_conf_number(n, "weight", 100)),
	    jr_int(jr_conf_number(n, "control", 0)),
	    jr_int(jr_conf_number(n, "class_work", 1)),
	    jr_int(jr_conf_number(n, "days", 7)), jr_int(rank) });
}

static int
put_threshold(struct jr__applying *a, jr__node *n, int rank)
{
	(void)rank;
	return jr__config_put(a, JR_TBL_THRESHOLD,
	    (struct jr_value[]){ jr_text(n->key), jr_int(n->number) });
}

static int
put_min_marks(struct jr__applying *a, jr__node *n, int rank)
{
	const char *kind = strcmp(n->key, "half_year") == 0 ? "half" : n->key;
	int rc = JR_OK;

	(void)rank;
	for (size_t i = 0; i < n->n && rc == JR_OK; i++)
		rc = jr__config_put(a, JR_TBL_MIN_MARKS, (struct jr_value[]){ jr_text(kind),
		    jr_int(100 * strtoll(n->child[i]->key, NULL, 10)),
		    jr_int(n->child[i]->number) });
	return rc;
}

static int
put_norm(struct jr__applying *a, jr__node *n, int rank)
{
	int rc = JR_OK;

	(void)rank;
	if (!jr_spans_valid(n->key, 1, JR__GRADE_MOST))
		jr__config_wrong(a, n,
		    N_("'%s' is not numbers and spans like 1 5-7, from %d to %d"),
		    n->key, 1, JR__GRADE_MOST);
	for (int g = 1; g <= JR__GRADE_MOST && rc == JR_OK; g++)
		if (jr_spans_have(n->key, g))
			rc = jr__config_put(a, JR_TBL_HOMEWORK_NORM,
			    (struct jr_value[]){ jr_int(g), jr_int(n->number) });
	return rc;
}

/* Item i of a list of texts, or the one empty text of a list that is not there. */
static const char *
item(jr__node *list, size_t i)
{
	return list == NULL ? "" : list->child[i]->text;
}

static size_t
items(jr__node *list)
{
	return list == NULL ? 1 : list->n;
}

static int
put_unmarked(struct jr__applying *a, jr__node *n, int rank)
{
	jr__node *terms = jr_conf_get(n, "terms"), *subjects = jr_conf_get(n, "subjects");
	const char *grades = jr__config_spans(a, n, "grades", 1, JR__GRADE_MOST), *key;
	int rc = JR_OK;

	(void)rank;
	for (int g = 1; g <= JR__GRADE_MOST; g++)
		for (size_t t = 0; jr_spans_have(grades, g) && t < items(terms); t++)
			for (size_t s = 0; s < items(subjects); s++) {
				if ((rc = jr__match(a->j, 2, item(subjects, s), &key)) < 0)
					return rc;
				rc = jr__config_put(a, JR_TBL_UNMARKED, (struct jr_value[]){
				    jr_int(g), jr_text(item(terms, t)),
				    jr_text(key == NULL ? "" : key) });
				if (rc < 0)
					return rc;
			}
	return rc;
}

/* One entry as rows of its types × subjects × grades. */
static int
put_deadline(struct jr__applying *a, jr__node *n, int *no)
{
	jr__node *types = jr_conf_get(n, "types"), *subjects = jr_conf_get(n, "subjects");
	const char *grades = jr__config_spans(a, n, "grades", 1, JR__GRADE_MOST), *key;
	int first = grades == NULL ? 0 : 1, last = grades == NULL ? 0 : JR__GRADE_MOST, rc;

	for (size_t t = 0; types != NULL && t < types->n; t++)
		for (size_t s = 0; s < items(subjects); s++)
			for (int g = first; g <= last; g++) {
				if (g > 0 && !jr_spans_have(grades, g))
					continue;
				if ((rc = jr__match(a->j, 2, item(subjects, s), &key)) < 0)
					return rc;
				rc = jr__config_put(a, JR_TBL_DEADLINE, (struct jr_value[]){
				    jr_int(++*no),
				    jr_text(types->child[t]->text), jr_text(key), jr_int(g),
				    jr_int(jr_conf_number(n, "days", 0)) });
				if (rc < 0)
					return rc;
			}
	return JR_OK;
}

static int
put_deadlines(struct jr__applying *a, jr__node *section)
{
	int no = 0, rc = JR_OK;

	for (size_t i = 0; i < section->n && rc == JR_OK; i++)
		rc = put_deadline(a, section->child[i], &no);
	return rc < 0 ? rc : jr__config_drop(a, JR_TBL_DEADLINE, 0, NULL);
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
put_aliases(struct jr__applying *a, const char *code, jr__node *aliases)
{
	int rc = JR_OK;

	for (size_t i = 0; aliases != NULL && i < aliases->n && rc == JR_OK; i++)
		rc = jr__config_put(a, JR_TBL_ATTENDANCE_ALIAS, (struct jr_value[]){
		    jr_text(aliases->child[i]->text), jr_text(code) });
	return rc;
}

int
jr__config_codes(struct jr__applying *a, jr__node *codes)
{
	int rc = JR_OK;

	for (size_t i = 0; i < sizeof(attendance_codes) / sizeof(attendance_codes[0]) &&
	    rc == JR_OK; i++) {
		jr__node *n = jr_conf_get(codes, attendance_codes[i].code);

		rc = jr__config_put(a, JR_TBL_ATTENDANCE_CODE, (struct jr_value[]){
		    jr_text(attendance_codes[i].code), jr_int(attendance_codes[i].absent),
		    jr_text(attendance_codes[i].excused),
		    jr_text(jr_conf_text(n, "printed", "")), jr_int((int)i + 1) });
		if (rc == JR_OK)
			rc = put_aliases(a, attendance_codes[i].code, jr_conf_get(n, "aliases"));
	}
	return rc < 0 ? rc : jr__config_drop(a, JR_TBL_ATTENDANCE_ALIAS, 0, NULL);
}

/* --- Sections that are tables ---------------------------------------------------- */

/* Sections that are tables: each child is a row or some. */
static const struct {
	const char	*name;
	enum jr_tbl	 tbl;
	int		(*put)(struct jr__applying *, jr__node *, int rank);
} sections[] = {
	{ "scale", JR_TBL_SCALE_VALUE, put_scale },
	{ "task_types", JR_TBL_TASK_TYPE, put_type },
	{ "thresholds", JR_TBL_THRESHOLD, put_threshold },
	{ "min_marks", JR_TBL_MIN_MARKS, put_min_marks },
	{ "homework_minutes", JR_TBL_HOMEWORK_NORM, put_norm },
	{ "unmarked", JR_TBL_UNMARKED, put_unmarked },
};

int
jr__config_table(struct jr__applying *a, jr__node *n)
{
	int rc = JR_OK;

	if (strcmp(n->key, "deadlines") == 0)
		return put_deadlines(a, n);
	for (size_t s = 0; s < sizeof(sections) / sizeof(sections[0]); s++) {
		if (strcmp(n->key, sections[s].name) != 0)
			continue;
		for (size_t i = 0; i < n->n && rc == JR_OK; i++)
			rc = sections[s].put(a, n->child[i], (int)i + 1);
		return rc < 0 ? rc : jr__config_drop(a, sections[s].tbl, 0, NULL);
	}
	return JR_DONE;
}
