/* Guardians and whose guardians they are. */
#include <string.h>

#include "access_impl.h"
#include "list.h"
#include "roster_impl.h"

enum { STUDENT, SURNAME, GIVEN_NAME, PATRONYMIC, RELATION, EMAIL, PHONE, RIGHTS, DOCUMENT,
	FROM, TO, COLUMNS };

static const char *const rights_name[] = { "full", "none" };

static const struct jr__word rights_word[] = {
	{ "full", 0 }, { "полные", 0 }, { "есть", 0 },
	{ "none", 1 }, { "нет", 1 }, { "лишён", 1 }, { "лишена", 1 }, { "ограничен", 1 },
	{ "ограничена", 1 },
	{ NULL, 0 }
};

/* Who a row is about, and what becomes of him. */
struct named {
	int64_t	 student_id;
	int64_t	 linked;	/* the guardian stored under the row's key; 0: none */
	int64_t	 twin;		/* another person, the same by name and contacts; 0: none */
	bool	 shared;	/* linked has other students too */
};

/* --- Who is meant -------------------------------------------------------- */

static int
same_name(struct jr *j, const char *a, const char *b, bool *out)
{
	const char *x, *y;
	int rc;

	*out = false;
	if ((rc = jr__match(j, 2, a, &x)) < 0 || (rc = jr__match(j, 3, b, &y)) < 0)
		return rc;
	*out = x == NULL || y == NULL ? x == y : strcmp(x, y) == 0;
	return JR_OK;
}

/* Is the statement's guardian the one of the row's key?  No patronymic column: any. */
static int
fits(struct jr *j, struct jr_stmt *st, const struct jr_row *r, bool *out)
{
	int rc = JR_OK;

	*out = true;
	for (int i = SURNAME; i <= PATRONYMIC && rc == JR_OK && *out; i++)
		if (i != PATRONYMIC || r->v[i] != NULL)
			rc = same_name(j, jr_stmt_text(st, i), r->v[i], out);
	return rc;
}

static int
find_linked(struct jr *j, const struct jr_row *r, struct named *n)
{
	struct jr_stmt *st;
	int found = 0, rc;
	bool fit;

	n->linked = 0;
	rc = jr__query(j, JR_SQL_GUARDIANS_OF_STUDENT,
	    JR_PARAMS(JR_P_INT("student_id", n->student_id)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		if ((rc = fits(j, st, r, &fit)) < 0) {
			jr_stmt_reset(st);
			return rc;
		}
		if (fit && found++ == 0)
			n->linked = jr_stmt_int(st, 0);
	}
	if (rc == JR_DONE && found > 1)
		return jr__fail_at(j, JR_EINVAL, SURNAME, N_("'%s' has several guardians '%s %s'; "
		    "give the patronymic"), r->v[STUDENT], r->v[SURNAME], r->v[GIVEN_NAME]);
	return rc < 0 ? rc : JR_OK;
}

static int
find(struct jr *j, const struct jr_row *r, struct named *n)
{
	int64_t children;
	int rc;

	memset(n, 0, sizeof(*n));
	if ((rc = jr__find_student(j, STUDENT, r->v[STUDENT], 0, 0, &n->student_id)) < 0 ||
	    (rc = jr__cell_need(j, r, SURNAME)) < 0 || (rc = find_linked(j, r, n)) < 0 ||
	    (rc = jr__number(j, JR_SQL_GUARDIAN_CHILDREN,
	    JR_PARAMS(JR_P_INT("guardian_id", n->linked)), &children)) < 0)
		return rc;
	n->shared = children > 1;
	return JR_OK;
}

static bool
equal(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

/* One contact: does it stand against (-1) the same person, for him (1), or neither? */
static int
speaks(const char *stored, const char *wanted, bool any)
{
	if (any)
		return 0;
	return !equal(stored, wanted) ? -1 : wanted != NULL ? 1 : 0;
}

/*
 * Another person of that full name whom an e-mail or a phone tells to be the
 * same.  A new link's absent column says nothing.
 */
static int
find_twin(struct jr *j, const struct jr_row *r, const struct jr__edit *e, const char *match,
    struct named *n)
{
	bool fresh = n->linked == 0;
	struct jr_stmt *st;
	int email, phone, rc;

	rc = jr__query(j, JR_SQL_GUARDIANS_NAMED, JR_PARAMS(JR_P_TEXT("match_key", match)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		email = speaks(jr_stmt_text(st, 1), jr__edit_get(e, JR_GUARDIAN_EMAIL),
		    fresh && r->v[EMAIL] == NULL);
		phone = speaks(jr_stmt_text(st, 2), jr__edit_get(e, JR_GUARDIAN_PHONE),
		    fresh && r->v[PHONE] == NULL);
		if (n->twin == 0 && email >= 0 && phone >= 0 && email + phone > 0 &&
		    jr_stmt_int(st, 0) != n->linked)
			n->twin = jr_stmt_int(st, 0);
	}
	return rc < 0 ? rc : JR_OK;
}

/* --- The person ---------------------------------------------------------- */

static bool
contacts_differ(const struct jr__edit *e)
{
	return !jr_value_equal(&e->old[JR_GUARDIAN_EMAIL], &e->row[JR_GUARDIAN_EMAIL]) ||
	    !jr_value_equal(&e->old[JR_GUARDIAN_PHONE], &e->row[JR_GUARDIAN_PHONE]);
}

static int
fill_person(struct jr *j, struct jr__edit *e, const struct jr_row *r, struct named *n)
{
	const char *match, *sort;
	int rc;

	if (!n->shared) {
		jr__edit_text(e, JR_GUARDIAN_SURNAME, r->v[SURNAME]);
		if (r->v[GIVEN_NAME] != NULL || !e->stored)
			e->row[JR_GUARDIAN_GIVEN_NAME] =
			    jr_text(r->v[GIVEN_NAME] != NULL ? r->v[GIVEN_NAME] : "");
		jr__edit_text(e, JR_GUARDIAN_PATRONYMIC, r->v[PATRONYMIC]);
	}
	jr__edit_text(e, JR_GUARDIAN_EMAIL, r->v[EMAIL]);
	jr__edit_text(e, JR_GUARDIAN_PHONE, r->v[PHONE]);
	if ((rc = jr__name_keys(j, jr__edit_get(e, JR_GUARDIAN_SURNAME),
	    jr__edit_get(e, JR_GUARDIAN_GIVEN_NAME), jr__edit_get(e, JR_GUARDIAN_PATRONYMIC),
	    &match, &sort)) < 0)
		return rc;
	e->row[JR_GUARDIAN_MATCH_KEY] = jr_text(match);
	e->row[JR_GUARDIAN_SORT_KEY] = jr_text(sort);
	return e->stored && !contacts_differ(e) ? JR_OK : find_twin(j, r, e, match, n);
}

/*
 * *id is the person that the link shall name: the twin; a new one where it was
 * none, or one shared by students whose rows now differ; else the stored one.
 */
static int
write_person(struct jr *j, struct jr__edit *e, const struct named *n, int64_t *id,
    enum jr_change *what)
{
	int rc;

	*id = n->twin;
	if (n->twin != 0)
		return JR_OK;
	if (n->shared && contacts_differ(e))
		e->stored = false;
	if (!e->stored && (rc = jr__next_id(j, JR_TBL_GUARDIAN, &e->row[JR_GUARDIAN_ID].i)) < 0)
		return rc;
	*id = e->row[JR_GUARDIAN_ID].i;
	return jr__edit_end(j, e, what);
}

/* A person whom no link names any more. */
static int
drop_person(struct jr *j, int64_t id, enum jr_change *what)
{
	struct jr_value key = jr_int(id);
	struct jr__edit e;
	int64_t children;
	int rc;

	rc = jr__number(j, JR_SQL_GUARDIAN_CHILDREN, JR_PARAMS(JR_P_INT("guardian_id", id)),
	    &children);
	if (rc < 0 || children > 0)
		return rc < 0 ? rc : JR_OK;
	if ((rc = jr__edit_begin(j, &e, JR_TBL_GUARDIAN, &key)) < 0)
		return rc;
	return jr__edit_remove(j, &e, what);
}

/* --- The link ------------------------------------------------------------ */

static int
begin_link(struct jr *j, struct jr__edit *e, const struct named *n)
{
	const struct jr_value key[] = { jr_int(n->student_id), jr_int(n->linked) };

	return jr__edit_begin(j, e, JR_TBL_GUARDIAN_LINK, key);
}

static int
fill_rights(struct jr *j, struct jr__edit *e, const char *cell)
{
	int rights, rc;

	if (cell == NULL && e->stored)
		return JR_OK;
	if (cell == NULL || cell[0] == '\0')
		rights = 0;
	else if ((rc = jr__word_find(j, rights_word, cell, &rights)) != JR_OK)
		return rc < 0 ? rc : jr__fail_at(j, JR_EINVAL, RIGHTS,
		    N_("rights are full or none, not '%s'"), cell);
	e->row[JR_GUARDIAN_LINK_RIGHTS] = jr_text(rights_name[rights]);
	return JR_OK;
}

static int
fill_link(struct jr *j, struct jr__edit *e, const struct jr_row *r, char from[JR_DATE_SIZE],
    char to[JR_DATE_SIZE])
{
	int rc;

	if ((rc = jr__edit_needed(j, e, JR_GUARDIAN_LINK_RELATION, r, RELATION)) < 0 ||
	    (rc = fill_rights(j, e, r->v[RIGHTS])) < 0 ||
	    (rc = jr__first_day(j, FROM, r->v[FROM], jr__edit_get(e, JR_GUARDIAN_LINK_FROM_DATE),
	    from)) < 0 ||
	    (rc = jr__last_day(j, TO, 0, r->v[TO], jr__edit_get(e, JR_GUARDIAN_LINK_TO_DATE),
	    to)) < 0 || (rc = jr__span_check(j, TO, from, to)) < 0)
		return rc;
	jr__edit_text(e, JR_GUARDIAN_LINK_DOCUMENT, r->v[DOCUMENT]);
	e->row[JR_GUARDIAN_LINK_FROM_DATE] = jr_text(from);
	e->row[JR_GUARDIAN_LINK_TO_DATE] = jr_text(to);
	return JR_OK;
}

/* --- Rows ---------------------------------------------------------------- */

static int
write(struct jr *j, struct jr__edit *person, struct jr__edit *link, const struct named *n,
    enum jr_change *what)
{
	enum jr_change of_person = JR_SAME, of_link = JR_SAME;
	int64_t id;
	int rc;

	if ((rc = write_person(j, person, n, &id, &of_person)) < 0)
		return rc;
	link->row[JR_GUARDIAN_LINK_GUARDIAN_ID] = jr_int(id);
	if ((rc = jr__edit_end(j, link, &of_link)) < 0 ||
	    (n->linked != 0 && n->linked != id && (rc = drop_person(j, n->linked, &of_person)) < 0))
		return rc;
	*what = of_link != JR_SAME ? of_link : of_person;
	return JR_OK;
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	struct jr__edit person, link;
	enum jr_change done = JR_SAME;
	struct jr_value key;
	struct named n;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__cells_check(j, r)) < 0 || (rc = find(j, r, &n)) < 0 ||
	    (rc = jr__may_student(j, STUDENT, JR_ON_GUARDIAN, n.student_id)) < 0 ||
	    (rc = jr__email_check(j, EMAIL, r->v[EMAIL])) < 0)
		return rc;
	key = jr_int(n.linked);
	if ((rc = begin_link(j, &link, &n)) < 0 || (rc = fill_link(j, &link, r, from, to)) < 0 ||
	    (rc = jr__edit_begin(j, &person, JR_TBL_GUARDIAN, &key)) < 0 ||
	    (rc = fill_person(j, &person, r, &n)) < 0)
		return rc;
	rc = write(j, &person, &link, &n, &done);
	*what = rc == JR_OK ? done : JR_SAME;
	return rc;
}

static int
remove_link(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr__edit e;
	struct named n;
	int rc;

	*what = JR_SAME;
	if ((rc = find(j, r, &n)) < 0 ||
	    (rc = jr__may_student(j, STUDENT, JR_ON_GUARDIAN, n.student_id)) < 0)
		return rc;
	if (n.linked == 0)
		return jr__fail_at(j, JR_ENOTFOUND, SURNAME, N_("'%s' has no guardian '%s %s'"),
		    r->v[STUDENT], r->v[SURNAME], r->v[GIVEN_NAME] != NULL ? r->v[GIVEN_NAME] : "");
	if ((rc = begin_link(j, &e, &n)) < 0)
		return rc;
	return jr__edit_finish(j, &e, JR_GUARDIAN_LINK_FROM_DATE, JR_GUARDIAN_LINK_TO_DATE,
	    0, on, what);
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	int64_t student_id = 0;
	int rc;

	if (f->v[STUDENT] != NULL &&
	    (rc = jr__find_student(j, STUDENT, f->v[STUDENT], 0, 0, &student_id)) < 0)
		return rc;
	return jr__list_rows(j, JR_SQL_GUARDIAN_LIST,
	    JR_PARAMS(JR__P_SOME("student_id", student_id)), COLUMNS, out, arg);
}

static const struct jr_rowcol columns[COLUMNS] = {
	[STUDENT] = { "student", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("the student's number") },
	[SURNAME] = { "surname", JR_COL_TEXT, JR_ROW_KEY, N_("surname, or the organisation") },
	[GIVEN_NAME] = { "given_name", JR_COL_TEXT, JR_ROW_KEY, N_("given name") },
	[PATRONYMIC] = { "patronymic", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL,
	    N_("patronymic") },
	[RELATION] = { "relation", JR_COL_TEXT, 0, N_("mother, father, tutor…") },
	[EMAIL] = { "email", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("one e-mail address") },
	[PHONE] = { "phone", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("phone") },
	[RIGHTS] = { "rights", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("full or none") },
	[DOCUMENT] = { "document", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("on what ground") },
	[FROM] = { "from", JR_COL_DATE, JR_ROW_OPTIONAL, N_("first day") },
	[TO] = { "to", JR_COL_DATE, JR_ROW_OPTIONAL, N_("last day") },
};

const struct jr_rowkind jr_kind_guardian = {
	.name = "guardian", .col = columns, .columns = COLUMNS,
	.put = put, .remove = remove_link, .list = list,
};
