/* Rows of absences of staff (болезнь, командировка, отпуск). */
#include <string.h>

#include "list.h"
#include "roster_impl.h"
#include "substitute_impl.h"

enum { TEACHER, FROM, TO, REASON, ORDER, COLUMNS };

struct named {
	int64_t	 staff_id, id;		/* id 0: new */
	char	 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
};

static int
find(struct jr *j, const struct jr_row *r, struct named *n)
{
	int rc;

	*n = (struct named){ 0 };
	if ((rc = jr__may(j, TEACHER, JR_ON_SUBSTITUTION)) < 0 ||
	    (rc = jr__cell_need(j, r, TEACHER)) < 0 || (rc = jr__cell_need(j, r, FROM)) < 0 ||
	    (rc = jr__find_staff(j, TEACHER, r->v[TEACHER], &n->staff_id)) < 0 ||
	    (rc = jr__date(j, FROM, r->v[FROM], n->from)) < 0)
		return rc;
	rc = jr__number(j, JR_SQL_STAFF_ABSENCE_FIND, JR_PARAMS(
	    JR_P_INT("staff_id", n->staff_id), JR_P_TEXT("from", n->from)), &n->id);
	return rc < 0 ? rc : JR_OK;
}

static int
take_to(struct jr *j, const struct jr_row *r, const struct jr__edit *e, struct named *n)
{
	struct jr_stmt *st;
	int rc;

	if ((rc = jr__last_day(j, TO, 0, r->v[TO],
	    e->stored ? jr__edit_get(e, JR_STAFF_ABSENCE_TO_DATE) : NULL, n->to)) < 0 ||
	    (rc = jr__span_check(j, TO, n->from, n->to)) < 0 ||
	    (rc = jr__first(j, JR_SQL_STAFF_ABSENCE_CLASH, JR_PARAMS(
	    JR_P_INT("staff_id", n->staff_id), JR_P_INT("id", n->id),
	    JR_P_TEXT("from", n->from), JR_P_TEXT("to", n->to)), &st)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	rc = jr__fail_at(j, JR_ECONFLICT, FROM, N_("'%s' is absent from %s on already"),
	    r->v[TEACHER], jr_stmt_text(st, 0));
	jr_stmt_reset(st);
	return rc;
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	enum jr_change done = JR_SAME;
	struct jr__edit e;
	struct named n;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__cells_check(j, r)) < 0 || (rc = find(j, r, &n)) < 0 ||
	    (rc = jr__edit_begin_id(j, &e, JR_TBL_STAFF_ABSENCE, n.id)) < 0 ||
	    (rc = take_to(j, r, &e, &n)) < 0 ||
	    (!e.stored && (rc = jr__cell_need(j, r, REASON)) < 0))
		return rc;
	if (!e.stored && ((rc = jr__next_id(j, JR_TBL_STAFF_ABSENCE,
	    &e.row[JR_STAFF_ABSENCE_ID].i)) < 0 ||
	    (rc = jr__tx_id(j, &e.row[JR_STAFF_ABSENCE_TX_ID].i)) < 0))
		return rc;
	if (!e.stored) {
		e.row[JR_STAFF_ABSENCE_ID].type = e.row[JR_STAFF_ABSENCE_TX_ID].type = JR_V_INT;
		e.row[JR_STAFF_ABSENCE_STAFF_ID] = jr_int(n.staff_id);
		e.row[JR_STAFF_ABSENCE_FROM_DATE] = jr_text(n.from);
	}
	e.row[JR_STAFF_ABSENCE_TO_DATE] = jr_text(n.to);
	if (r->v[REASON] != NULL &&
	    (rc = jr__edit_needed(j, &e, JR_STAFF_ABSENCE_REASON, r, REASON)) < 0)
		return rc;
	jr__edit_text(&e, JR_STAFF_ABSENCE_ORDER_NO, r->v[ORDER]);
	if ((rc = jr__edit_end(j, &e, &done)) == JR_OK)
		*what = done;
	return rc;
}

/* On a day: it ends then; else it never was. */
static int
end(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr__edit e;
	struct named n;
	int rc;

	*what = JR_SAME;
	if ((rc = find(j, r, &n)) < 0)
		return rc;
	if (n.id == 0)
		return jr__fail_at(j, JR_ENOTFOUND, FROM, N_("'%s' has no absence from %s on"),
		    r->v[TEACHER], n.from);
	if ((rc = jr__edit_begin_id(j, &e, JR_TBL_STAFF_ABSENCE, n.id)) < 0)
		return rc;
	return on == NULL ? jr__edit_remove(j, &e, what) :
	    jr__edit_finish(j, &e, JR_STAFF_ABSENCE_FROM_DATE, JR_STAFF_ABSENCE_TO_DATE, 0, on,
	    what);
}

/* Somebody is away for a whole span, unless that is known. */
int
jr__staff_absent(struct jr *j, const struct jr_substitute *q)
{
	const struct jr_row row = { .kind = &jr_kind_staff_absence,
	    .v = { [TEACHER] = q->teacher, [FROM] = q->from, [TO] = q->to, [REASON] = q->reason,
	    [ORDER] = q->order } };
	char to[JR_DATE_SIZE];
	enum jr_change what;
	struct named n;
	int64_t known;
	int rc;

	if ((rc = find(j, &row, &n)) < 0 || (rc = jr__date(j, TO, q->to, to)) < 0 ||
	    (rc = jr__number(j, JR_SQL_STAFF_ABSENCE_COVERS, JR_PARAMS(
	    JR_P_INT("staff_id", n.staff_id), JR_P_TEXT("from", n.from), JR_P_TEXT("to", to)),
	    &known)) < 0)
		return rc;
	return known > 0 ? JR_OK : put(j, &row, &what);
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int64_t staff_id = 0;
	int rc;

	if ((f->v[TEACHER] != NULL &&
	    (rc = jr__find_staff(j, TEACHER, f->v[TEACHER], &staff_id)) < 0) ||
	    (rc = jr__list_days(j, f, FROM, TO, from, to)) < 0)
		return rc;
	return jr__list_rows(j, JR_SQL_STAFF_ABSENCE_LIST, JR_PARAMS(JR_P_TEXT("from", from),
	    JR_P_TEXT("to", to), JR__P_SOME("staff_id", staff_id)), COLUMNS, out, arg);
}

static const struct jr_rowcol columns[COLUMNS] = {
	[TEACHER] = { "teacher", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("login of who is absent") },
	[FROM] = { "from", JR_COL_DATE, JR_ROW_KEY, N_("first day") },
	[TO] = { "to", JR_COL_DATE, JR_ROW_OPTIONAL, N_("last day") },
	[REASON] = { "reason", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("why") },
	[ORDER] = { "order", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("number of the order") },
};

const struct jr_rowkind jr_kind_staff_absence = {
	.name = "staff_absence", .col = columns, .columns = COLUMNS, .dated = true,
	.set_adds = true, .put = put, .remove = end, .list = list,
};
