/* Reasons of absences: of all that are stored in a span. */
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "attend_impl.h"
#include "list.h"
#include "page.h"
#include "window.h"

enum { STUDENT, CLASS, FROM, TO, CODE, BASIS, DOCUMENT, SUBJECT, NUMBER, COLUMNS };

/* What a row says. */
struct reason {
	char		 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int64_t		 student_id;
	struct jr_value	 subject, number;
	const char	*code, *basis, *document;
	bool		 has_basis, has_document;
	struct jr_buf	 absences;	/* of struct absence */
};

struct absence {
	int64_t	 lesson_id;
	char	 date[JR_DATE_SIZE];
};

/* --- Understanding a row ---------------------------------------------------------- */

static const char *
cell(const struct jr_row *r, int col)
{
	return r->v[col] == NULL ? "" : r->v[col];
}

static int
take_days(struct jr *j, const struct jr_row *r, struct reason *w)
{
	int rc;

	if ((rc = jr__date(j, FROM, cell(r, FROM), w->from)) < 0)
		return rc;
	memcpy(w->to, w->from, sizeof(w->to));
	if (cell(r, TO)[0] != '\0' && (rc = jr__date(j, TO, r->v[TO], w->to)) < 0)
		return rc;
	if (strcmp(w->from, w->to) <= 0)
		return JR_OK;
	return jr__fail_at(j, JR_EINVAL, TO, N_("%s lies after %s"), w->from, w->to);
}

static int
take_student(struct jr *j, const struct jr_row *r, struct reason *w)
{
	jr_day day;
	int rc;

	jr_date_parse(w->to, &day);
	if (cell(r, STUDENT)[0] == '\0')
		return jr__fail_at(j, JR_EINVAL, STUDENT, N_("the student is missing"));
	if ((rc = jr__find_student_in(j, CLASS, r->v[CLASS], jr_year_of(day), STUDENT,
	    r->v[STUDENT], day, &w->student_id)) < 0)
		return rc;
	return jr__may_student(j, STUDENT, JR_ON_REASON, w->student_id);
}

static int
take_lessons(struct jr *j, const struct jr_row *r, struct reason *w)
{
	const char *number = cell(r, NUMBER);
	int64_t id;
	char *end;
	int rc;

	w->subject = w->number = jr_null();
	if (cell(r, SUBJECT)[0] != '\0') {
		if ((rc = jr__find_subject(j, SUBJECT, r->v[SUBJECT], &id)) < 0)
			return rc;
		w->subject = jr_int(id);
	}
	if (number[0] == '\0')
		return JR_OK;
	w->number = jr_int(strtoll(number, &end, 10));
	if (*end == '\0')
		return JR_OK;
	return jr__fail_at(j, JR_EINVAL, NUMBER, N_("'%s' is not the number of a lesson"),
	    number);
}

static int
take_row(struct jr *j, const struct jr_row *r, struct reason *w)
{
	int rc;

	w->has_basis = r->v[BASIS] != NULL;
	w->has_document = r->v[DOCUMENT] != NULL;
	if ((rc = take_days(j, r, w)) < 0 || (rc = take_student(j, r, w)) < 0 ||
	    (rc = take_lessons(j, r, w)) < 0 ||
	    (rc = jr__attend_reason(j, CODE, cell(r, CODE), &w->code)) < 0 ||
	    (rc = jr__attend_basis(j, BASIS, r->v[BASIS], &w->basis)) < 0)
		return rc;
	return jr__clean(j, 4, r->v[DOCUMENT], &w->document);
}

/* --- What it is about --------------------------------------------------------------- */

static int
take_absence(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct absence a = { .lesson_id = jr_stmt_int(st, 0) };
	struct jr_buf *out = arg;

	snprintf(a.date, sizeof(a.date), "%s", jr_stmt_text(st, 1));
	jr_buf_add(out, &a, sizeof(a));
	return out->failed ? jr__nomem(j) : JR_OK;
}

/* In a term that is closed for his class reasons are set for some days only. */
static int
check_open(struct jr *j, const struct reason *w, const char *date)
{
	struct jr__closed_term closed;
	int64_t class_id;
	bool any, still;
	jr_day day;
	int rc;

	if ((rc = jr__closed_any(j, &any)) < 0 || !any)
		return rc;
	jr_date_parse(date, &day);
	if ((rc = jr__number(j, JR_SQL_STUDENT_CLASS_ON, JR_PARAMS(
	    JR_P_INT("student_id", w->student_id), JR_P_TEXT("date", date)), &class_id)) < 0 ||
	    (rc = jr__closed_term(j, class_id, day, &closed)) < 0 ||
	    closed.code[0] == '\0' ||
	    (rc = jr__attend_still(j, class_id, date, &still)) < 0 || still)
		return rc < 0 ? rc : JR_OK;
	return jr__closed_refuse(j, FROM, closed.code, closed.class_name);
}

static int
find_absences(struct jr *j, struct reason *w)
{
	const struct absence *a;
	int rc;

	rc = jr__each(j, JR_SQL_ATTEND_ABSENCES, JR_PARAMS(
	    JR_P_INT("student_id", w->student_id), JR_P_TEXT("from", w->from),
	    JR_P_TEXT("to", w->to), { "subject", w->subject }, { "number", w->number }),
	    take_absence, &w->absences);
	a = (const void *)w->absences.data;
	for (size_t i = 0; rc == JR_OK && i < w->absences.len / sizeof(*a); i++)
		rc = check_open(j, w, a[i].date);
	return rc;
}

/* --- Writing -------------------------------------------------------------------------- */

static int
change(struct jr *j, const struct reason *w, int64_t lesson_id)
{
	const struct jr_value key[] = { jr_int(lesson_id), jr_int(w->student_id) };
	struct jr_value old[JR_ATTENDANCE_COLUMNS], new[JR_ATTENDANCE_COLUMNS];
	bool same = true;
	int rc;

	if ((rc = jr__fetch(j, JR_TBL_ATTENDANCE, key, old)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	memcpy(new, old, sizeof(new));
	new[JR_ATTENDANCE_CODE] = jr_text(w->code);
	if (w->has_basis)
		new[JR_ATTENDANCE_BASIS] = jr_text(w->basis);
	if (w->has_document)
		new[JR_ATTENDANCE_DOCUMENT] = jr_text(w->document);
	for (int i = 0; i < JR_ATTENDANCE_COLUMNS; i++)
		same = same && jr_value_equal(&old[i], &new[i]);
	j->reasons_met++;
	j->reasons_changed += !same;
	rc = same ? JR_OK : jr__update(j, JR_TBL_ATTENDANCE, old, new);
	jr__unfetch(j, JR_TBL_ATTENDANCE);
	jr__page_forget(j, lesson_id);
	return rc;
}

static int
put_found(struct jr *j, const struct jr_row *r, struct reason *w, enum jr_change *what)
{
	int64_t before = j->reasons_changed;
	const struct absence *a;
	int rc;

	if ((rc = take_row(j, r, w)) < 0 || (rc = find_absences(j, w)) < 0)
		return rc;
	a = (const void *)w->absences.data;
	for (size_t i = 0; rc == JR_OK && i < w->absences.len / sizeof(*a); i++)
		rc = change(j, w, a[i].lesson_id);
	if (rc == JR_OK && j->reasons_changed > before)
		*what = JR_CHANGED;
	return rc;
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	struct reason w = { .absences = JR_BUF_INIT };
	int rc;

	*what = JR_SAME;
	rc = put_found(j, r, &w, what);
	jr_buf_release(&w.absences);
	return rc;
}

struct jr_reasons
jr_reasons(const struct jr *j)
{
	return (struct jr_reasons){ j->reasons_met, j->reasons_changed };
}

static const struct jr_rowcol columns[COLUMNS] = {
	[STUDENT] = { "student", JR_COL_TEXT, JR_ROW_KEY,
	    N_("student's number, or name in the class") },
	[CLASS] = { "class", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("class, like 7А") },
	[FROM] = { "from", JR_COL_DATE, JR_ROW_KEY, N_("first day") },
	[TO] = { "to", JR_COL_DATE, JR_ROW_OPTIONAL, N_("last day") },
	[CODE] = { "code", JR_COL_TEXT, 0, N_("code of attendance, like н or ill") },
	[BASIS] = { "basis", JR_COL_TEXT, JR_ROW_OPTIONAL,
	    N_("guardian, note, certificate or order") },
	[DOCUMENT] = { "document", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("number of the document") },
	[SUBJECT] = { "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL, N_("subject") },
	[NUMBER] = { "number", JR_COL_INT, JR_ROW_KEY | JR_ROW_OPTIONAL,
	    N_("number of the lesson in the day") },
};

const struct jr_rowkind jr_kind_reason = {
	.name = "reason", .col = columns, .columns = COLUMNS, .put = put,
};
