/* Marks of a year that are of no term: what may be stored. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "composite.h"
#include "final_mark.h"
#include "lookup.h"
#include "roster_impl.h"
#include "scale.h"
#include "term_propose.h"
#include "window.h"

/* As in term.c. */
enum { CLASS, GROUP, SUBJECT, TERM, STUDENT, MARK, REASON, DOCUMENT };

enum { ATTESTATION, EXAM, FINAL };

static const char *const kinds[] = { "attestation", "exam", "final" };

static const struct jr__word words[] = {
	{ "ATT", ATTESTATION }, { "attestation", ATTESTATION }, { "аттестация", ATTESTATION },
	{ "промежуточная аттестация", ATTESTATION }, { "ПА", ATTESTATION },
	{ "EXAM", EXAM }, { "экзамен", EXAM }, { "экз", EXAM },
	{ "FINAL", FINAL }, { "итоговая", FINAL }, { "итог", FINAL },
	{ "итоговая отметка", FINAL },
	{ NULL, 0 }
};

/* What a row comes to. */
struct entry {
	const struct jr__final	*of;
	int64_t	 student_id, class_id, subject_id;
	int	 grade;
	char	 class_name[64];
	char	 from[JR_DATE_SIZE], to[JR_DATE_SIZE];	/* first and last day of the year */
	jr_day	 ends;
	char	 value[JR__VALUE_SIZE];
};

/* --- Names ------------------------------------------------------------------- */

int
jr__final_named(struct jr *j, int col, const char *code, struct jr__final *out)
{
	const char *clean, *dash;
	char of[16];
	int first, kind, rc;

	(void)col;
	*out = (struct jr__final){ jr_year(j), NULL };
	if ((rc = jr__clean(j, 0, code, &clean)) < 0)
		return rc;
	if (clean == NULL)
		return JR_DONE;
	if ((dash = strchr(clean, '-')) != NULL && (size_t)(dash - clean) < sizeof(of)) {
		memcpy(of, clean, (size_t)(dash - clean));
		of[dash - clean] = '\0';
		if (jr_year_parse(of, &first) == JR_OK) {
			out->year = first;
			clean = dash + 1;
		}
	}
	if ((rc = jr__word_find(j, words, clean, &kind)) == JR_OK)
		out->kind = kinds[kind];
	return rc;
}

int
jr_term_is_final(struct jr *j, const char *code, bool *out)
{
	struct jr__final of;
	int rc = jr__final_named(j, TERM, code, &of);

	*out = rc == JR_OK && strcmp(of.kind, kinds[FINAL]) == 0;
	return rc < 0 ? rc : JR_OK;
}

const char *
jr__final_formula(struct jr *j, int64_t grade)
{
	char key[32];

	snprintf(key, sizeof(key), "final_formula.%d", (int)grade);
	return jr_setting(j, key, NULL);
}

static int
find_year(struct jr *j, struct entry *e)
{
	char name[JR_YEAR_SIZE];
	struct jr_stmt *st;
	int rc;

	rc = jr__first(j, JR_SQL_YEAR_BY_ID, JR_PARAMS(JR_P_INT("id", e->of->year)), &st);
	if (rc < 0)
		return rc;
	if (rc == JR_DONE) {
		jr_year_format((int)e->of->year, name);
		return jr__fail_at(j, JR_ENOTFOUND, TERM, N_("the store has no school year %s; add "
		    "it with jr-init --upgrade"), name);
	}
	memcpy(e->from, jr_stmt_text(st, 2), JR_DATE_SIZE);
	memcpy(e->to, jr_stmt_text(st, 3), JR_DATE_SIZE);
	jr_stmt_reset(st);
	if (jr_date_parse(e->to, &e->ends) < 0)
		return jr__fail(j, JR_EIO, N_("a school year has no last day"));
	return JR_OK;
}

/* The student's class of the year: the one named, else his last. */
static int
find_class(struct jr *j, const struct jr_row *r, int64_t named, struct entry *e)
{
	struct jr_stmt *st;
	int rc;

	rc = jr__query(j, JR_SQL_TERM_ENROLMENTS, JR_PARAMS(JR_P_INT("year", e->of->year),
	    JR_P_INT("student_id", e->student_id), JR_P_TEXT("from_date", e->from),
	    JR_P_TEXT("to_date", e->to)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		if (named != 0 && jr_stmt_int(st, 0) != named)
			continue;
		e->class_id = jr_stmt_int(st, 0);
		snprintf(e->class_name, sizeof(e->class_name), "%s", jr_stmt_text(st, 1));
		e->grade = (int)jr_stmt_int(st, 2);
		jr_stmt_reset(st);
		return JR_OK;
	}
	if (rc < 0)
		return rc;
	if (named != 0)
		return jr__fail_at(j, JR_EINVAL, STUDENT, N_("'%s' was not in %s in that year"),
		    r->v[STUDENT], r->v[CLASS]);
	return jr__fail_at(j, JR_EINVAL, STUDENT, N_("'%s' was in no class of that year"),
	    r->v[STUDENT]);
}

static int
find_student(struct jr *j, const struct jr_row *r, struct entry *e)
{
	jr_day today = jr_today(j), day = e->ends < today ? e->ends : today;
	int64_t named = 0;
	int rc;

	if (r->v[CLASS] != NULL && r->v[CLASS][0] != '\0' &&
	    (rc = jr__find_class(j, CLASS, e->of->year, r->v[CLASS], &named)) < 0)
		return rc;
	if ((rc = jr__find_student(j, STUDENT, r->v[STUDENT], named, day, &e->student_id)) < 0)
		return rc;
	return find_class(j, r, named, e);
}

/* --- The subject ---------------------------------------------------------------- */

/* A composite subject that no class has as such is made by its first mark. */
static int
find_subject(struct jr *j, const struct jr_row *r, const struct jr__composites *c,
    struct entry *e)
{
	const char *key, *whole;
	int rc;

	if ((rc = jr__match(j, 3, r->v[SUBJECT], &key)) < 0)
		return rc;
	whole = key != NULL ? jr__composite_named(c, key) : NULL;
	if (whole == NULL)
		return jr__find_subject(j, SUBJECT, r->v[SUBJECT], &e->subject_id);
	rc = jr__number(j, JR_SQL_FIND_SUBJECT, JR_PARAMS(JR_P_TEXT("match_key", key)),
	    &e->subject_id);
	return rc < 0 ? rc : JR_OK;	/* 0: made when it is written */
}

static int
is_taught(struct jr *j, const struct entry *e, int64_t subject_id, bool *out)
{
	int64_t n;
	int rc;

	rc = jr__number(j, JR_SQL_TERM_SUBJECT_TAUGHT, JR_PARAMS(
	    JR_P_INT("class_id", e->class_id), JR_P_INT("subject_id", subject_id),
	    JR_P_INT("student_id", e->student_id), JR_P_INT("year", e->of->year)), &n);
	*out = *out || (rc == JR_OK && n > 0);
	return rc < 0 ? rc : JR_OK;
}

/* Call take for the subject and, of a composite one, for its parts that the store has. */
static int
each_subject(struct jr *j, const struct jr_row *r, const struct jr__composites *c,
    const struct entry *e, int (*take)(struct jr *, const struct entry *, int64_t, bool *),
    bool *out)
{
	int64_t id;
	const char *key;
	char whole[512];
	int rc;

	*out = false;
	if (e->subject_id != 0 && (rc = take(j, e, e->subject_id, out)) < 0)
		return rc;
	if ((rc = jr__match(j, 3, r->v[SUBJECT], &key)) < 0)
		return rc;
	snprintf(whole, sizeof(whole), "%s", key != NULL ? key : "");
	for (size_t i = 0; i < c->n && !*out; i++) {
		if (strcmp(c->part[i].whole_key, whole) != 0)
			continue;
		rc = jr__number(j, JR_SQL_FIND_SUBJECT, JR_PARAMS(
		    JR_P_TEXT("match_key", c->part[i].key)), &id);
		if (rc < 0 || (rc == JR_OK && (rc = take(j, e, id, out)) < 0))
			return rc;
	}
	return JR_OK;
}

/* Taught, or, of final marks, finished earlier; or a document tells where it is from. */
static int
check_subject(struct jr *j, const struct jr_row *r, const struct jr__composites *c,
    const struct entry *e)
{
	int64_t n = 0;
	bool taught;
	int rc;

	if ((rc = each_subject(j, r, c, e, is_taught, &taught)) < 0)
		return rc;
	if (!taught && strcmp(e->of->kind, kinds[FINAL]) == 0 &&
	    (rc = jr__number(j, JR_SQL_FINAL_YEAR_MARKS, JR_PARAMS(
	    JR_P_INT("student_id", e->student_id), JR_P_INT("subject_id", e->subject_id)),
	    &n)) < 0)
		return rc;
	if (taught || n > 0 || (r->v[DOCUMENT] != NULL && r->v[DOCUMENT][0] != '\0'))
		return JR_OK;
	return jr__fail_at(j, JR_EINVAL, SUBJECT, N_("%s has no course in %s; a mark from "
	    "elsewhere needs its document"), e->class_name, r->v[SUBJECT]);
}

/* --- Rights ----------------------------------------------------------------------- */

static int
may_as_teacher(struct jr *j, const struct entry *e, int64_t subject_id, bool *out)
{
	int rc = jr__may_term_mark(j, SUBJECT, e->student_id, subject_id, e->of->year, e->from,
	    e->to);

	*out = *out || rc == JR_OK;
	if (rc == JR_EDENIED)
		jr__clear(j);
	return rc == JR_EDENIED ? JR_OK : rc;
}

static int
check_access(struct jr *j, const struct jr_row *r, const struct jr__composites *c,
    const struct entry *e)
{
	bool may;
	int rc;

	if (j->access == NULL)
		return JR_OK;
	if ((rc = jr__may_council(j, SUBJECT)) != JR_EDENIED)
		return rc;
	jr__clear(j);
	if ((rc = each_subject(j, r, c, e, may_as_teacher, &may)) < 0 || may)
		return rc;
	return jr__refuse(j, SUBJECT, JR_MAY_WRITE, JR_ON_TERM_MARK);
}

/* The attestation goes into the mark of the year, and is frozen with it. */
static int
check_closed(struct jr *j, const struct entry *e)
{
	int64_t closed;
	int rc;

	if (strcmp(e->of->kind, kinds[ATTESTATION]) != 0)
		return JR_OK;
	rc = jr__number(j, JR_SQL_FINAL_YEAR_CLOSED, JR_PARAMS(JR_P_INT("year", e->of->year),
	    JR_P_INT("class_id", e->class_id)), &closed);
	if (rc < 0 || closed == 0)
		return rc < 0 ? rc : JR_OK;
	return jr__closed_refuse(j, TERM, "Y", e->class_name);
}

/* --- Writing ------------------------------------------------------------------------- */

static int
read_row(struct jr *j, const struct jr_row *r, const struct jr__composites *c,
    struct entry *e)
{
	jr_day begins;
	int rc;

	if ((rc = find_year(j, e)) < 0)
		return rc;
	if (jr_date_parse(e->from, &begins) == JR_OK && begins > jr_today(j))
		return jr__fail_at(j, JR_EINVAL, TERM, N_("the year begins only on %s"), e->from);
	if ((rc = find_student(j, r, e)) < 0)
		return rc;
	if (strcmp(e->of->kind, kinds[FINAL]) == 0 && jr__final_formula(j, e->grade) == NULL)
		return jr__fail_at(j, JR_EINVAL, TERM, N_("grade %d gets no final marks: "
		    "final_formula of journal.conf does not name it"), e->grade);
	if ((rc = find_subject(j, r, c, e)) < 0 || (rc = check_subject(j, r, c, e)) < 0)
		return rc;
	return jr__scale_find(j, MARK, r->v[MARK], e->value);
}

static int
make_subject(struct jr *j, const struct jr_row *r, const struct jr__composites *c,
    struct entry *e)
{
	const char *key;
	int rc;

	if (e->subject_id != 0)
		return JR_OK;
	if ((rc = check_access(j, r, c, e)) < 0 || (rc = check_closed(j, e)) < 0 ||
	    (rc = jr__match(j, 3, r->v[SUBJECT], &key)) < 0 ||
	    (rc = jr__subject_add(j, jr__composite_named(c, key), &e->subject_id)) < 0)
		return rc;
	jr__lookup_free(j);
	return JR_OK;
}

/* May the row be written, which differs from the stored one?  A new one gets its tx. */
static int
check_change(struct jr *j, const struct jr_row *r, const struct jr__composites *c,
    const struct entry *e, struct jr__edit *row)
{
	int64_t tx_id;
	int rc;

	if ((rc = check_access(j, r, c, e)) < 0 || (rc = check_closed(j, e)) < 0)
		return rc;
	if (row->stored)
		return jr_value_equal(&row->old[JR_FINAL_MARK_VALUE],
		    &row->row[JR_FINAL_MARK_VALUE]) ? JR_OK : jr__window(j, MARK, e->ends,
		    NULL, row->old[JR_FINAL_MARK_TX_ID].i);
	if ((rc = jr__tx_id(j, &tx_id)) == JR_OK)
		row->row[JR_FINAL_MARK_TX_ID] = jr_int(tx_id);
	return rc;
}

static int
write(struct jr *j, const struct jr_row *r, const struct jr__composites *c, struct entry *e,
    enum jr_change *what)
{
	struct jr_value key[4];
	struct jr__edit row;
	bool same;
	int rc;

	if ((rc = make_subject(j, r, c, e)) < 0)
		return rc;
	key[JR_FINAL_MARK_YEAR_ID] = jr_int(e->of->year);
	key[JR_FINAL_MARK_SUBJECT_ID] = jr_int(e->subject_id);
	key[JR_FINAL_MARK_STUDENT_ID] = jr_int(e->student_id);
	key[JR_FINAL_MARK_KIND] = jr_text(e->of->kind);
	if ((rc = jr__edit_begin(j, &row, JR_TBL_FINAL_MARK, key)) < 0)
		return rc;
	jr__edit_text(&row, JR_FINAL_MARK_VALUE, e->value);
	jr__edit_text(&row, JR_FINAL_MARK_REASON, r->v[REASON]);
	jr__edit_text(&row, JR_FINAL_MARK_DOCUMENT, r->v[DOCUMENT]);
	same = row.stored;
	for (int i = 0; i < JR_FINAL_MARK_COLUMNS && same; i++)
		same = jr_value_equal(&row.old[i], &row.row[i]);
	if (!same && (rc = check_change(j, r, c, e, &row)) < 0) {
		jr__unfetch(j, JR_TBL_FINAL_MARK);
		return rc;
	}
	if ((rc = jr__edit_end(j, &row, what)) < 0 ||
	    strcmp(e->of->kind, kinds[ATTESTATION]) != 0)
		return rc;
	return jr__proposed_mark(j, &(struct jr__propose_mark){ e->of->year, 0, e->subject_id,
	    e->student_id, e->value });
}

int
jr__final_put(struct jr *j, const struct jr_row *r, const struct jr__final *of,
    enum jr_change *what)
{
	struct jr__composites c;
	struct entry e = { .of = of };
	enum jr_change done = JR_SAME;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__composites_load(j, &c)) == JR_OK &&
	    (rc = read_row(j, r, &c, &e)) == JR_OK)
		rc = write(j, r, &c, &e, &done);
	jr__composites_release(&c);
	*what = rc == JR_OK ? done : JR_SAME;
	return rc;
}
