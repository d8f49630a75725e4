/* Approval of plans by the deputy (утверждение КТП). */
#include "access_impl.h"
#include "plan_impl.h"

/* A plan waiting to be approved. */
struct waiting {
	int64_t	 id, hours;
};

static int
approve_one(struct jr *j, int64_t plan_id, int64_t hours)
{
	struct jr_value row[JR_PLAN_APPROVAL_COLUMNS];
	char today[JR_DATE_SIZE];
	int64_t tx_id;
	int rc;

	if ((rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	jr_date_format(jr_today(j), today);
	row[JR_PLAN_APPROVAL_PLAN_ID] = jr_int(plan_id);
	row[JR_PLAN_APPROVAL_APPROVED_ON] = jr_text(today);
	row[JR_PLAN_APPROVAL_HOURS] = jr_int(hours);
	row[JR_PLAN_APPROVAL_TX_ID] = jr_int(tx_id);
	return jr__insert(j, JR_TBL_PLAN_APPROVAL, row);
}

/* The plan that the row names, which must be there. */
static int
find(struct jr *j, const struct jr_row *in, struct jr__plan_key *p)
{
	int rc;

	if ((rc = jr__plan_find(j, in, p)) < 0)
		return rc;
	return p->id != 0 ? JR_OK : jr__fail(j, JR_ENOTFOUND, N_("there is no such plan"));
}

static int
take_waiting(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct waiting w = { jr_stmt_int(st, 0), jr_stmt_int(st, 1) };
	struct jr_buf *b = arg;

	jr_buf_add(b, &w, sizeof(w));
	return b->failed ? jr__nomem(j) : JR_OK;
}

static int
approve_all(struct jr *j, const struct jr_row *in, int64_t *n)
{
	struct jr_buf waiting = JR_BUF_INIT;
	struct jr_filter f = { 0 };
	struct jr__plan_filter p;
	const struct waiting *w;
	int rc;

	for (int i = 0; i < in->kind->columns; i++)
		f.v[i] = in->v[i];
	if ((rc = jr__plan_filter(j, in->kind, &f, &p)) == JR_OK)
		rc = jr__each(j, JR_SQL_PLAN_UNAPPROVED, JR_PARAMS(JR_P_INT("year", jr_year(j)),
		    { "class_id", p.class_id }, { "grade", p.grade },
		    { "group_key", p.group_key }, { "subject_id", p.subject_id }),
		    take_waiting, &waiting);
	w = (const void *)waiting.data;
	for (size_t i = 0; rc == JR_OK && i < waiting.len / sizeof(*w); i++)
		if ((rc = approve_one(j, w[i].id, w[i].hours)) == JR_OK)
			++*n;
	jr_buf_release(&waiting);
	return rc;
}

int
jr_plan_approve(struct jr *j, const struct jr_row *in, bool all, int64_t *n)
{
	struct jr__plan_key p;
	int64_t hours;
	int rc;

	*n = 0;
	jr__clear(j);
	if ((rc = jr__may(j, -1, JR_ON_APPROVAL)) < 0)
		return rc;
	if (all)
		return approve_all(j, in, n);
	if ((rc = find(j, in, &p)) < 0 || p.approved_on[0] != '\0')
		return rc;
	if ((rc = jr__number(j, JR_SQL_PLAN_HOURS, JR_PARAMS(JR_P_INT("plan_id", p.id)),
	    &hours)) < 0 || (rc = approve_one(j, p.id, hours)) < 0)
		return rc;
	*n = 1;
	return JR_OK;
}

int
jr_plan_unapprove(struct jr *j, const struct jr_row *in, int64_t *n)
{
	struct jr_value row[JR_PLAN_APPROVAL_COLUMNS], key;
	struct jr__plan_key p;
	int rc;

	*n = 0;
	jr__clear(j);
	if ((rc = jr__may(j, -1, JR_ON_APPROVAL)) < 0 || (rc = find(j, in, &p)) < 0)
		return rc;
	key = jr_int(p.id);
	if ((rc = jr__fetch(j, JR_TBL_PLAN_APPROVAL, &key, row)) == JR_OK) {
		rc = jr__remove(j, JR_TBL_PLAN_APPROVAL, row);
		*n = rc == JR_OK;
	}
	jr__unfetch(j, JR_TBL_PLAN_APPROVAL);
	return rc < 0 ? rc : JR_OK;
}
