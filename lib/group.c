/* Groups: parts of a class, or across classes. */
#include <string.h>

#include "access_impl.h"
#include "list.h"
#include "roster_impl.h"

enum { CLASS, GROUP, STUDENT, FROM, TO, COLUMNS };

struct named {
	int64_t			 class_id, group_id, student_id;	/* group 0: to be made */
	struct jr__spans	 spans;		/* of the student in the group */
	int			 at;		/* which of them; -1: new */
	char			 from[JR_DATE_SIZE];
};

/* --- The group ----------------------------------------------------------- */

/* A cross-class group's name is no name of a class's group, and the other way round. */
static int
check_name(struct jr *j, int64_t class_id, const char *name)
{
	struct jr_buf classes = JR_BUF_INIT;
	struct jr_stmt *st;
	const char *match;
	int rc;

	if ((rc = jr__match(j, 5, name, &match)) < 0)
		return rc;
	if (match == NULL)
		return jr__fail_at(j, JR_EINVAL, GROUP, N_("'%s' is no name for a group"), name);
	rc = jr__query(j, JR_SQL_GROUPS_NAMED, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR_P_TEXT("match_key", match)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK)
		if ((jr_stmt_int(st, 0) == 0) != (class_id == 0))
			jr_buf_addf(&classes, "%s%s", classes.len > 0 ? ", " : "",
			    jr_stmt_text(st, 1) != NULL ? jr_stmt_text(st, 1) : "-");
	if (classes.failed)
		rc = jr__nomem(j);
	else if (rc == JR_DONE && classes.len > 0 && class_id == 0)
		rc = jr__fail_at(j, JR_EINVAL, CLASS, N_("the group '%s' belongs to a class (%s): "
		    "name the class, or give the cross-class group another name"), name,
		    jr_buf_str(&classes));
	else if (rc == JR_DONE && classes.len > 0)
		rc = jr__fail_at(j, JR_EINVAL, GROUP, N_("there is a cross-class group '%s' "
		    "already; give the class's group another name"), name);
	jr_buf_release(&classes);
	return rc < 0 ? rc : JR_OK;
}

static int
find_group(struct jr *j, const struct jr_row *r, struct named *n)
{
	const char *class = r->v[CLASS], *match;
	int rc;

	n->class_id = n->group_id = 0;
	if (class != NULL && class[0] != '\0' &&
	    (rc = jr__find_class(j, CLASS, jr_year(j), class, &n->class_id)) < 0)
		return rc;
	if ((rc = jr__match(j, 5, r->v[GROUP], &match)) < 0)
		return rc;
	rc = jr__number(j, JR_SQL_FIND_GROUP, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR_P_INT("class_id", n->class_id), JR_P_TEXT("match_key", match)), &n->group_id);
	return rc < 0 ? rc : JR_OK;
}

static int
add_group(struct jr *j, int64_t class_id, const char *name, int64_t *out)
{
	struct jr_value row[JR_STUDY_GROUP_COLUMNS];
	const char *match, *sort;
	int rc;

	if ((rc = jr__match(j, 5, name, &match)) < 0 ||
	    (rc = jr__sort_class(j, 6, name, &sort)) < 0 ||
	    (rc = jr__next_id(j, JR_TBL_STUDY_GROUP, out)) < 0)
		return rc;
	row[JR_STUDY_GROUP_ID] = jr_int(*out);
	row[JR_STUDY_GROUP_YEAR_ID] = jr_int(jr_year(j));
	row[JR_STUDY_GROUP_CLASS_ID] = class_id == 0 ? jr_null() : jr_int(class_id);
	row[JR_STUDY_GROUP_NAME] = jr_text(name);
	row[JR_STUDY_GROUP_MATCH_KEY] = jr_text(match);
	row[JR_STUDY_GROUP_SORT_KEY] = jr_text(sort != NULL ? sort : match);
	return jr__insert(j, JR_TBL_STUDY_GROUP, row);
}

/* --- The student in it --------------------------------------------------- */

static int
find_student(struct jr *j, const struct jr_row *r, struct named *n)
{
	const char *cell = r->v[FROM];
	char first[JR_DATE_SIZE];
	jr_day day;
	int rc;

	if (cell == NULL || cell[0] == '\0') {
		if ((rc = jr__year_first(j, jr_year(j), first)) < 0)
			return rc;
		cell = first;
	}
	if ((rc = jr__day(j, FROM, cell, &day)) < 0)
		return rc;
	return jr__find_student(j, STUDENT, r->v[STUDENT], n->class_id, day, &n->student_id);
}

static int
find_member(struct jr *j, const struct jr_row *r, struct named *n)
{
	int rc;

	if ((rc = jr__cell_need(j, r, GROUP)) < 0 || (rc = find_group(j, r, n)) < 0 ||
	    (rc = jr__may_class(j, CLASS, JR_ON_GROUP, n->class_id)) < 0 ||
	    (rc = find_student(j, r, n)) < 0 ||
	    (rc = jr__spans_load(j, JR_SQL_GROUP_SPANS, JR_PARAMS(
	    JR_P_INT("group_id", n->group_id), JR_P_INT("student_id", n->student_id)),
	    &n->spans)) < 0)
		return rc;
	return jr__spans_choose(j, FROM, jr_year(j), r->v[FROM], &n->spans, n->group_id, &n->at,
	    n->from);
}

/* He must be in the class on some day of the span. */
static int
check_class(struct jr *j, const struct jr_row *r, const struct named *n, const char *to)
{
	struct jr__spans stays;
	int rc;

	rc = jr__spans_load(j, JR_SQL_STUDENT_STAYS, JR_PARAMS(
	    JR_P_INT("student_id", n->student_id), JR_P_INT("year", jr_year(j))), &stays);
	if (rc < 0)
		return rc;
	for (int i = 0; i < stays.n; i++)
		if ((n->class_id == 0 || stays.v[i].of == n->class_id) &&
		    strcmp(stays.v[i].from, to) <= 0 && strcmp(n->from, stays.v[i].to) <= 0)
			return JR_OK;
	if (n->class_id == 0)
		return jr__fail_at(j, JR_EINVAL, STUDENT, N_("'%s' is in no class in that time"),
		    r->v[STUDENT]);
	return jr__fail_at(j, JR_EINVAL, STUDENT, N_("'%s' is not in %s in that time"),
	    r->v[STUDENT], r->v[CLASS]);
}

static int
begin_member(struct jr *j, struct jr__edit *e, const struct named *n)
{
	const struct jr_value key[] = {
		jr_int(n->group_id), jr_int(n->student_id), jr_text(n->from),
	};

	return jr__edit_begin(j, e, JR_TBL_GROUP_MEMBER, key);
}

static int
write(struct jr *j, const struct jr_row *r, struct named *n, const char *to,
    enum jr_change *what)
{
	struct jr__edit e;
	int rc;

	if (n->group_id == 0 && (rc = add_group(j, n->class_id, r->v[GROUP], &n->group_id)) < 0)
		return rc;
	if ((rc = begin_member(j, &e, n)) < 0)
		return rc;
	e.row[JR_GROUP_MEMBER_TO_DATE] = jr_text(to);
	if ((rc = jr__edit_end(j, &e, what)) == JR_OK && *what != JR_SAME)
		jr__lookup_free(j);
	return rc;
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	enum jr_change done = JR_SAME;
	char to[JR_DATE_SIZE];
	struct named n;
	int clash, rc;

	*what = JR_SAME;
	if ((rc = jr__cells_check(j, r)) < 0 || (rc = find_member(j, r, &n)) < 0 ||
	    (n.group_id == 0 && (rc = check_name(j, n.class_id, r->v[GROUP])) < 0) ||
	    (rc = jr__last_day(j, TO, jr_year(j), r->v[TO],
	    n.at >= 0 ? n.spans.v[n.at].to : NULL, to)) < 0 ||
	    (rc = jr__span_check(j, TO, n.from, to)) < 0 ||
	    (rc = check_class(j, r, &n, to)) < 0)
		return rc;
	if ((clash = jr__spans_clash(&n.spans, n.at, n.from, to)) >= 0)
		return jr__fail_at(j, JR_EINVAL, FROM, N_("'%s' is in the group since %s already"),
		    r->v[STUDENT], n.spans.v[clash].from);
	rc = write(j, r, &n, to, &done);
	*what = rc == JR_OK ? done : JR_SAME;
	return rc;
}

static int
remove_member(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr__edit e;
	struct named n;
	int rc;

	*what = JR_SAME;
	if ((rc = find_member(j, r, &n)) < 0)
		return rc;
	if (n.at < 0)
		return jr__fail_at(j, JR_ENOTFOUND, STUDENT, N_("'%s' is not in the group '%s'"),
		    r->v[STUDENT], r->v[GROUP]);
	if ((rc = begin_member(j, &e, &n)) < 0)
		return rc;
	rc = jr__edit_finish(j, &e, JR_GROUP_MEMBER_FROM_DATE, JR_GROUP_MEMBER_TO_DATE,
	    jr_year(j), on, what);
	if (rc == JR_OK && *what != JR_SAME)
		jr__lookup_free(j);
	return rc;
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	int64_t class_id = 0, student_id = 0;
	const char *match;
	int rc;

	if ((f->v[CLASS] != NULL &&
	    (rc = jr__find_class(j, CLASS, jr_year(j), f->v[CLASS], &class_id)) < 0) ||
	    (f->v[STUDENT] != NULL && (rc = jr__find_student(j, STUDENT, f->v[STUDENT], class_id,
	    jr_today(j), &student_id)) < 0) ||
	    (rc = jr__match(j, 5, f->v[GROUP], &match)) < 0)
		return rc;
	return jr__list_rows(j, JR_SQL_GROUP_LIST, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR__P_SOME("class_id", class_id), JR_P_TEXT("match_key", match),
	    JR__P_SOME("student_id", student_id)), COLUMNS, out, arg);
}

static const struct jr_rowcol columns[COLUMNS] = {
	[CLASS] = { "class", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("class, like 7А; none: a cross-class group") },
	[GROUP] = { "group", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, N_("the group's name") },
	[STUDENT] = { "student", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("the student's number, or name") },
	[FROM] = { "from", JR_COL_DATE, JR_ROW_KEY | JR_ROW_OPTIONAL,
	    N_("first day in the group") },
	[TO] = { "to", JR_COL_DATE, JR_ROW_OPTIONAL, N_("last day in the group") },
};

const struct jr_rowkind jr_kind_group = {
	.name = "group", .col = columns, .columns = COLUMNS,
	.put = put, .remove = remove_member, .list = list,
};
