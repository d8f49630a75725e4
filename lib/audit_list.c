/* Findings as they are listed. */
#include <string.h>

#include "access_impl.h"
#include "audit_impl.h"
#include "lookup.h"

struct list {
	struct jr		*j;
	jr_finding_out		*out;
	void			*arg;
	enum jr_severity	 least;
	int64_t			 newest;	/* moment since which findings are new */
	char			 today[JR_DATE_SIZE];
	struct jr_buf		 name;
};

static int64_t
id_of(struct jr_stmt *st, int column, int64_t none)
{
	struct jr_value v;

	jr_stmt_value(st, column, &v);
	return v.type == JR_V_INT ? v.i : none;
}

static const char *
state(const struct list *l, struct jr_stmt *st)
{
	const char *due = jr_stmt_text(st, 13);

	if (id_of(st, 15, 0) != 0)
		return "mended";
	if (due != NULL && strcmp(due, l->today) < 0)
		return "overdue";
	return l->newest > 0 && jr_stmt_int(st, 14) >= l->newest ? "new" : "open";
}

static int
put_finding(struct list *l, struct jr_stmt *st)
{
	struct jr_finding f = {
		.id = jr_stmt_int(st, 0), .date = jr_stmt_text(st, 1),
		.rule = jr_stmt_text(st, 2), .severity = jr_stmt_text(st, 3),
		.login = jr_stmt_text(st, 4), .class = jr_stmt_text(st, 8),
		.group = jr_stmt_text(st, 9), .subject = jr_stmt_text(st, 10),
		.number = id_of(st, 11, -1), .detail = jr_stmt_text(st, 12),
		.due = jr_stmt_text(st, 13), .state = state(l, st),
	};
	enum jr_severity severity;

	jr_severity_parse(f.severity, &severity);
	if (severity < l->least)
		return JR_OK;
	jr_buf_clear(&l->name);
	for (int i = 5; i <= 7; i++)
		if (jr_stmt_text(st, i) != NULL)
			jr_buf_addf(&l->name, "%s%s", i > 5 ? " " : "", jr_stmt_text(st, i));
	if (l->name.failed)
		return jr__nomem(l->j);
	f.teacher = f.login != NULL ? jr_buf_str(&l->name) : NULL;
	return l->out(l->arg, &f);
}

struct narrowed {
	char		 from[JR_DATE_SIZE], to[JR_DATE_SIZE], facts_from[JR_DATE_SIZE];
	struct jr_value	 staff_id, class_id;
};

static int
narrow_days(struct jr *j, const struct jr_finding_filter *f, struct narrowed *n)
{
	jr_day day = jr_today(j);
	int rc;

	strcpy(n->from, "0000-01-01");
	strcpy(n->to, JR_OPEN_END);
	strcpy(n->facts_from, n->from);
	if (f->from != NULL && (rc = jr__date(j, -1, f->from, n->from)) < 0)
		return rc;
	if (f->to != NULL && (rc = jr__date(j, -1, f->to, n->to)) < 0)
		return rc;
	if (f->from == NULL && f->to == NULL && f->shown == JR_FINDINGS_OPEN)
		jr_date_format(day - (jr_day_weekday(day) - 1) - 7, n->facts_from);
	return JR_OK;
}

static int
narrow(struct jr *j, const struct jr_finding_filter *f, struct narrowed *n)
{
	int64_t id;
	int rc;

	n->staff_id = n->class_id = jr_null();
	if (f->teacher != NULL) {
		if ((rc = jr__find_staff(j, -1, f->teacher, &id)) < 0)
			return rc;
		n->staff_id = jr_int(id);
	}
	if (f->class != NULL) {
		if ((rc = jr__find_class(j, -1, jr_year(j), f->class, &id)) < 0)
			return rc;
		n->class_id = jr_int(id);
	}
	return narrow_days(j, f, n);
}

/*
 * Who may not read all findings reads what he has to answer, and those of his class.
 */
static int
narrow_access(struct jr *j, struct narrowed *n)
{
	const struct jr__access *a = j->access;
	unsigned scopes;
	int rc;

	if ((rc = jr__reads_in(j, JR_ON_AUDIT, &scopes)) < 0 || scopes & 1u << JR__IN_SCHOOL)
		return rc;
	if (n->class_id.type == JR_V_INT && scopes & 1u << JR__IN_CLASS &&
	    jr__is_home(a, n->class_id.i))
		return JR_OK;
	if (n->staff_id.type == JR_V_INT && n->staff_id.i != a->staff_id)
		return jr__may_read(j, JR_ON_AUDIT);
	n->staff_id = jr_int(a->staff_id);
	return JR_OK;
}

int
jr_finding_list(struct jr *j, const struct jr_finding_filter *f, jr_finding_out *out, void *arg)
{
	struct list l = { .j = j, .out = out, .arg = arg, .least = f->severity };
	struct narrowed n;
	struct jr_stmt *st;
	int rc;

	jr__clear(j);
	jr_date_format(jr_today(j), l.today);
	if ((rc = narrow(j, f, &n)) < 0 || (rc = narrow_access(j, &n)) < 0 ||
	    (rc = jr__number(j, JR_SQL_AUDIT_NEWEST, JR_NO_PARAMS, &l.newest)) < 0)
		return rc;
	rc = jr__query(j, JR_SQL_FINDING_LIST, JR_PARAMS(JR_P_TEXT("from", n.from),
	    JR_P_TEXT("to", n.to), JR_P_TEXT("facts_from", n.facts_from),
	    JR_P_INT("newest", l.newest), JR_P_INT("closed", f->shown == JR_FINDINGS_ALL),
	    JR_P_INT("opened_from", f->shown == JR_FINDINGS_NEW ? l.newest : 0),
	    { "staff_id", n.staff_id }, { "class_id", n.class_id },
	    JR_P_TEXT("rule", f->rule)), &st);
	if (rc < 0)
		return rc;
	while ((rc = jr__step(j, st)) == JR_OK)
		if ((rc = put_finding(&l, st)) < 0)
			break;
	jr_stmt_reset(st);
	jr_buf_release(&l.name);
	return rc < 0 ? rc : JR_OK;
}
