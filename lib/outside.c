/* Marks from other schools: see outside.h. */
#include "outside.h"

#include <stdlib.h>
#include <string.h>

#include "list.h"
#include "mark_impl.h"
#include "person.h"
#include "task_type.h"
#include "window.h"

enum { DATE, SUBJECT, STUDENT, MARK, TYPE, WEIGHT, SOURCE, COLUMNS };

/* A row, its names looked up. */
struct mark {
	int64_t		 student_id, subject_id, class_id;
	jr_day		 day;
	char		 date[JR_DATE_SIZE];
	const char	*value, *type;
	int64_t		 weight;		/* -1: the type's */
};

void
jr__outside_free(struct jr *j)
{
	jr_map_free(j->outside);
	j->outside = NULL;
}

/* --- What a row says ---------------------------------------------------------------- */

int
jr__outside_class(struct jr *j, int64_t student_id, int64_t year, int64_t *out)
{
	struct jr_stmt *st;
	int rc;

	*out = 0;
	rc = jr__query(j, JR_SQL_STUDENT_STAYS, JR_PARAMS(
	    JR_P_INT("student_id", student_id), JR_P_INT("year", year)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK)
		*out = jr_stmt_int(st, 2);
	return rc < 0 ? rc : JR_OK;
}

static int
find_class(struct jr *j, int64_t year, struct mark *m)
{
	int rc = jr__outside_class(j, m->student_id, year, &m->class_id);

	if (rc < 0 || m->class_id != 0)
		return rc;
	return jr__fail_at(j, JR_EINVAL, STUDENT, N_("the student was in no class here in the "
	    "school year of %s; enrol him first"), m->date);
}

static int
find_day(struct jr *j, const struct jr_row *r, struct mark *m, int64_t *year)
{
	int rc;

	if ((rc = jr__day_in_year(j, DATE, r->v[DATE], &m->day, year)) < 0)
		return rc;
	jr_date_format(m->day, m->date);
	if (m->day > jr_today(j))
		return jr__fail_at(j, JR_EINVAL, DATE,
		    N_("%s lies in the future; marks and registers may not"), m->date);
	return JR_OK;
}

static int
find_type(struct jr *j, const char *text, struct mark *m)
{
	struct jr__task_types *types;
	int rc;

	if (text != NULL && text[0] != '\0')
		return jr__find_task_type(j, TYPE, text, &m->type);
	if ((rc = jr__task_types(j, &types)) == JR_OK)
		m->type = types->type[types->usual].letter;
	return rc;
}

static int
find_weight(struct jr *j, const char *text, struct mark *m)
{
	char *end;

	m->weight = -1;
	if (text == NULL || text[0] == '\0')
		return JR_OK;
	m->weight = strtoll(text, &end, 10);
	if (*end != '\0' || m->weight < 0 || m->weight > 10000)
		return jr__fail_at(j, JR_EINVAL, WEIGHT,
		    N_("weight '%s' is not a number of hundredths, like 150"), text);
	return JR_OK;
}

static int
find_all(struct jr *j, const struct jr_row *r, struct mark *m)
{
	int64_t year;
	int rc;

	if (r->v[STUDENT] == NULL || r->v[STUDENT][0] == '\0')
		return jr__fail_at(j, JR_EINVAL, STUDENT, N_("the student is missing"));
	if ((rc = find_day(j, r, m, &year)) < 0 ||
	    (rc = jr__find_person(j, STUDENT, r->v[STUDENT], 0, m->day, &m->student_id)) < 0 ||
	    (rc = jr__find_subject(j, SUBJECT, r->v[SUBJECT], &m->subject_id)) < 0 ||
	    (rc = jr__mark_value(j, MARK, r->v[MARK], &m->value)) < 0 ||
	    (rc = find_type(j, r->v[TYPE], m)) < 0 ||
	    (rc = find_weight(j, r->v[WEIGHT], m)) < 0 ||
	    (rc = find_class(j, year, m)) < 0)
		return rc;
	return jr__closed_check(j, DATE, m->class_id, m->day);
}

/* --- Which of equal ones ------------------------------------------------------------- */

/* How many rows of this transaction have said the same; one more now. */
static int
count_row(struct jr *j, const struct mark *m, int64_t *before)
{
	char key[128];
	int n;

	n = snprintf(key, sizeof(key), "%lld %lld %s %s %s", (long long)m->student_id,
	    (long long)m->subject_id, m->date, m->type, m->value);
	if (j->outside == NULL && (j->outside = jr_map_new()) == NULL)
		return jr__nomem(j);
	jr_map_get(j->outside, key, (size_t)n, before);
	return jr_map_put(j->outside, key, (size_t)n, *before + 1) ? JR_OK : jr__nomem(j);
}

/* The stored one that has so many equal ones before it.  JR_DONE: none. */
static int
find_stored(struct jr *j, const struct mark *m, int64_t before, int64_t *id)
{
	return jr__number(j, JR_SQL_OUTSIDE_FIND, JR_PARAMS(
	    JR_P_INT("student_id", m->student_id), JR_P_INT("subject_id", m->subject_id),
	    JR_P_TEXT("date", m->date), JR_P_TEXT("type", m->type),
	    JR_P_TEXT("value", m->value), JR_P_INT("before", before)), id);
}

/* --- Storing -------------------------------------------------------------------------- */

static int
change(struct jr *j, const struct mark *m, int64_t id, const struct jr_row *r,
    const char *source, enum jr_change *what)
{
	struct jr_value old[JR_OUTSIDE_MARK_COLUMNS], new[JR_OUTSIDE_MARK_COLUMNS];
	struct jr_value key = jr_int(id);
	int rc;

	if ((rc = jr__fetch(j, JR_TBL_OUTSIDE_MARK, &key, old)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	memcpy(new, old, sizeof(new));
	if (r->v[WEIGHT] != NULL)
		new[JR_OUTSIDE_MARK_WEIGHT] = m->weight >= 0 ? jr_int(m->weight) : jr_null();
	if (r->v[SOURCE] != NULL)
		new[JR_OUTSIDE_MARK_SOURCE] = jr_text(source);
	if (!jr_value_equal(&old[JR_OUTSIDE_MARK_WEIGHT], &new[JR_OUTSIDE_MARK_WEIGHT]) ||
	    !jr_value_equal(&old[JR_OUTSIDE_MARK_SOURCE], &new[JR_OUTSIDE_MARK_SOURCE])) {
		if ((rc = jr__window(j, -1, m->day, NULL, old[JR_OUTSIDE_MARK_TX_ID].i)) == JR_OK &&
		    (rc = jr__update(j, JR_TBL_OUTSIDE_MARK, old, new)) == JR_OK)
			*what = JR_CHANGED;
	}
	jr__unfetch(j, JR_TBL_OUTSIDE_MARK);
	return rc;
}

static int
insert(struct jr *j, const struct mark *m, const char *source, enum jr_change *what)
{
	struct jr_value row[JR_OUTSIDE_MARK_COLUMNS];
	int64_t id, tx_id;
	int rc;

	if ((rc = jr__next_id(j, JR_TBL_OUTSIDE_MARK, &id)) < 0 ||
	    (rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	row[JR_OUTSIDE_MARK_ID] = jr_int(id);
	row[JR_OUTSIDE_MARK_STUDENT_ID] = jr_int(m->student_id);
	row[JR_OUTSIDE_MARK_SUBJECT_ID] = jr_int(m->subject_id);
	row[JR_OUTSIDE_MARK_DATE] = jr_text(m->date);
	row[JR_OUTSIDE_MARK_TYPE] = jr_text(m->type);
	row[JR_OUTSIDE_MARK_WEIGHT] = m->weight >= 0 ? jr_int(m->weight) : jr_null();
	row[JR_OUTSIDE_MARK_VALUE] = jr_text(m->value);
	row[JR_OUTSIDE_MARK_SOURCE] = jr_text(source);
	row[JR_OUTSIDE_MARK_TX_ID] = jr_int(tx_id);
	if ((rc = jr__insert(j, JR_TBL_OUTSIDE_MARK, row)) == JR_OK)
		*what = JR_ADDED;
	return rc;
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	const char *source;
	int64_t before, id;
	struct mark m = { 0 };
	int rc;

	*what = JR_SAME;
	if ((rc = find_all(j, r, &m)) < 0 || (rc = count_row(j, &m, &before)) < 0 ||
	    (rc = find_stored(j, &m, before, &id)) < 0)
		return rc;
	if (jr__clean(j, 4, r->v[SOURCE], &source) < 0)
		return j->err.rc;
	return rc == JR_OK ? change(j, &m, id, r, source, what) : insert(j, &m, source, what);
}

static int
remove_mark(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr_value old[JR_OUTSIDE_MARK_COLUMNS], key;
	struct mark m = { 0 };
	int64_t id;
	int rc;

	(void)on;
	*what = JR_SAME;
	if ((rc = find_all(j, r, &m)) < 0 || (rc = find_stored(j, &m, 0, &id)) < 0)
		return rc;
	if (rc == JR_DONE)
		return jr__fail(j, JR_ENOTFOUND, N_("there is no such mark"));
	key = jr_int(id);
	if ((rc = jr__fetch(j, JR_TBL_OUTSIDE_MARK, &key, old)) == JR_OK &&
	    (rc = jr__window(j, -1, m.day, NULL, old[JR_OUTSIDE_MARK_TX_ID].i)) == JR_OK &&
	    (rc = jr__remove(j, JR_TBL_OUTSIDE_MARK, old)) == JR_OK)
		*what = JR_REMOVED;
	jr__unfetch(j, JR_TBL_OUTSIDE_MARK);
	return rc;
}

/* --- Listing -------------------------------------------------------------------------- */

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	char from[JR_DATE_SIZE] = "0000-01-01", to[JR_DATE_SIZE] = JR_OPEN_END;
	const char *first = f->v[DATE] != NULL ? f->v[DATE] : f->from;
	const char *last = f->v[DATE] != NULL ? f->v[DATE] : f->to;
	struct jr_value student = jr_null(), subject = jr_null();
	int rc;

	if ((first != NULL && (rc = jr__date(j, DATE, first, from)) < 0) ||
	    (last != NULL && (rc = jr__date(j, DATE, last, to)) < 0))
		return rc;
	if (f->v[STUDENT] != NULL) {
		student = jr_int(0);
		if ((rc = jr__find_person(j, STUDENT, f->v[STUDENT], 0, jr_today(j),
		    &student.i)) < 0)
			return rc;
	}
	if (f->v[SUBJECT] != NULL) {
		subject = jr_int(0);
		if ((rc = jr__find_subject(j, SUBJECT, f->v[SUBJECT], &subject.i)) < 0)
			return rc;
	}
	return jr__list_rows(j, JR_SQL_OUTSIDE_LIST, JR_PARAMS(JR_P_TEXT("from", from),
	    JR_P_TEXT("to", to), { "student", student }, { "subject", subject }), COLUMNS, out,
	    arg);
}

static const struct jr_rowcol columns[COLUMNS] = {
	[DATE] = { "date", JR_COL_DATE, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("day on which it was given") },
	[SUBJECT] = { "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, N_("subject") },
	[STUDENT] = { "student", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("student's number, or name in the school") },
	[MARK] = { "mark", JR_COL_TEXT, JR_ROW_KEY, N_("the mark") },
	[TYPE] = { "type", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL, N_("type of work, like К") },
	[WEIGHT] = { "weight", JR_COL_INT, JR_ROW_OPTIONAL,
	    N_("weight of the work in hundredths, where it is not the type's") },
	[SOURCE] = { "source", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("the other school") },
};

const struct jr_rowkind jr_kind_outside = {
	.name = "outside_mark", .col = columns, .columns = COLUMNS, .raw = true, .dated = true,
	.put = put, .remove = remove_mark, .list = list,
};
