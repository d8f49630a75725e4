/* Staff and their roles. */
#include <ctype.h>
#include <string.h>

#include "access_impl.h"
#include "roster_impl.h"

enum { LOGIN, SURNAME, GIVEN_NAME, PATRONYMIC, ROLE, EMAIL, FROM, TO, COLUMNS };

#define LOGIN_MOST 64

static const char *const role_name[] = {
	"admin", "director", "deputy", "homeroom", "teacher", "secretary", "counsellor",
};

#define ROLES ((int)(sizeof(role_name) / sizeof(role_name[0])))

static const struct jr__word role_word[] = {
	{ "admin", 0 }, { "администратор", 0 },
	{ "director", 1 }, { "директор", 1 },
	{ "deputy", 2 }, { "завуч", 2 }, { "заместитель директора", 2 }, { "зам. директора", 2 },
	{ "homeroom", 3 }, { "классный руководитель", 3 },
	{ "teacher", 4 }, { "учитель", 4 }, { "преподаватель", 4 },
	{ "secretary", 5 }, { "секретарь", 5 }, { "делопроизводитель", 5 },
	{ "counsellor", 6 }, { "социальный педагог", 6 }, { "соцпедагог", 6 }, { "психолог", 6 },
	{ "педагог-психолог", 6 },
	{ NULL, 0 }
};

/* Somebody's roles of today and later. */
struct roles {
	bool	 held[ROLES];
	char	 from[ROLES][JR_DATE_SIZE];
};

/* --- Cells --------------------------------------------------------------- */

static int
check_login(struct jr *j, const char *login)
{
	static const char chars[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
	    "0123456789._-";
	size_t n = strlen(login);

	if (strspn(login, chars) != n || !isalnum((unsigned char)login[0]))
		return jr__fail_at(j, JR_EINVAL, LOGIN, N_("the login '%s' may hold Latin letters, "
		    "digits, '.', '_' and '-' only, and begins with a letter or a digit"), login);
	if (n > LOGIN_MOST)
		return jr__fail_at(j, JR_EINVAL, LOGIN,
		    N_("the login '%s' is longer than %d characters"), login, LOGIN_MOST);
	return JR_OK;
}

static int
no_role(struct jr *j, const char *word)
{
	return jr__fail_at(j, JR_EINVAL, ROLE, N_("there is no role '%s'; there are admin, "
	    "director, deputy, homeroom, teacher, secretary and counsellor"), word);
}

static int
add_role(struct jr *j, const char *word, bool wanted[ROLES])
{
	const char *clean;
	int role, rc;

	if ((rc = jr__clean(j, 4, word, &clean)) < 0)
		return rc;
	if (clean == NULL)
		return jr__fail_at(j, JR_EINVAL, ROLE,
		    N_("an empty role; join roles as in deputy+teacher"));
	if ((rc = jr__word_find(j, role_word, clean, &role)) < 0)
		return rc;
	if (rc == JR_DONE)
		return no_role(j, clean);
	wanted[role] = true;
	return JR_OK;
}

static int
parse_roles(struct jr *j, const char *cell, bool wanted[ROLES])
{
	struct jr_buf word = JR_BUF_INIT;
	size_t n;
	int rc = JR_OK;

	memset(wanted, 0, ROLES * sizeof(wanted[0]));
	if (cell == NULL || cell[0] == '\0')
		return JR_OK;
	for (;; cell += n + 1) {
		n = strcspn(cell, "+");
		jr_buf_clear(&word);
		jr_buf_add(&word, cell, n);
		rc = word.failed ? jr__nomem(j) : add_role(j, jr_buf_str(&word), wanted);
		if (rc < 0 || cell[n] == '\0')
			break;
	}
	jr_buf_release(&word);
	return rc;
}

static int
load_roles(struct jr *j, int64_t staff_id, struct roles *r)
{
	char today[JR_DATE_SIZE];
	struct jr_stmt *st;
	int rc;

	memset(r, 0, sizeof(*r));
	jr__today(j, today);
	rc = jr__query(j, JR_SQL_STAFF_ROLES, JR_PARAMS(JR_P_INT("staff_id", staff_id),
	    JR_P_TEXT("date", today)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK)
		for (int i = 0; i < ROLES; i++)
			if (strcmp(role_name[i], jr_stmt_text(st, 0)) == 0) {
				r->held[i] = true;
				memcpy(r->from[i], jr_stmt_text(st, 1), JR_DATE_SIZE);
			}
	return rc < 0 ? rc : JR_OK;
}

/* --- Roles: from now on, up to now --------------------------------------- */

static int
begin_edit(struct jr *j, struct jr__edit *e, int64_t staff_id, int role, const char *from)
{
	const struct jr_value key[] = {
		jr_int(staff_id), jr_text(role_name[role]), jr_text(from),
	};
	int rc;

	if ((rc = jr__may_role(j, ROLE, role_name[role])) < 0)
		return rc;
	return jr__edit_begin(j, e, JR_TBL_STAFF_ROLE, key);
}

static int
give_role(struct jr *j, int64_t staff_id, int role, const char *from, enum jr_change *what)
{
	struct jr__edit e;
	int rc;

	if ((rc = begin_edit(j, &e, staff_id, role, from)) < 0)
		return rc;
	e.row[JR_STAFF_ROLE_TO_DATE] = jr_text(JR_OPEN_END);
	return jr__edit_end(j, &e, what);
}

/* It ended yesterday; one that had not begun by then never was. */
static int
take_role(struct jr *j, int64_t staff_id, int role, const char *from, enum jr_change *what)
{
	char today[JR_DATE_SIZE], yesterday[JR_DATE_SIZE];
	struct jr__edit e;
	int rc;

	jr__today(j, today);
	jr__day_after(today, -1, yesterday);
	if ((rc = begin_edit(j, &e, staff_id, role, from)) < 0)
		return rc;
	if (strcmp(from, yesterday) > 0)
		return jr__edit_remove(j, &e, what);
	e.row[JR_STAFF_ROLE_TO_DATE] = jr_text(yesterday);
	return jr__edit_end(j, &e, what);
}

/* What began with somebody's work begins with it also when that day is put earlier. */
static int
move_role(struct jr *j, int64_t staff_id, int role, const char *from, const char *to_from,
    enum jr_change *what)
{
	struct jr__edit e;
	int rc;

	if ((rc = begin_edit(j, &e, staff_id, role, to_from)) < 0)
		return rc;
	if (e.stored)
		return jr__edit_end(j, &e, what);
	if ((rc = begin_edit(j, &e, staff_id, role, from)) < 0)
		return rc;
	e.row[JR_STAFF_ROLE_FROM_DATE] = jr_text(to_from);
	return jr__edit_end(j, &e, what);
}

/* May the actor give and take what the row names? */
static int
check_roles(struct jr *j, const struct jr_row *r, const bool *wanted, const struct roles *held)
{
	int rc = JR_OK;

	for (int i = 0; i < ROLES && rc == JR_OK && r->v[ROLE] != NULL; i++)
		if (wanted[i] != held->held[i])
			rc = jr__may_role(j, ROLE, role_name[i]);
	return rc;
}

/* was: the first day of work stored till now; NULL: somebody new. */
static int
put_roles(struct jr *j, int64_t staff_id, const bool *wanted, const struct roles *r,
    const char *was, const char *from, enum jr_change *what)
{
	char begin[JR_DATE_SIZE];
	int rc = JR_OK;

	jr__today(j, begin);
	if (was == NULL || strcmp(begin, from) < 0)
		strcpy(begin, from);
	for (int i = 0; i < ROLES && rc == JR_OK; i++) {
		bool want = wanted != NULL ? wanted[i] : r->held[i];

		if (want && !r->held[i])
			rc = give_role(j, staff_id, i, begin, what);
		else if (!want && r->held[i])
			rc = take_role(j, staff_id, i, r->from[i], what);
		else if (want && was != NULL && strcmp(r->from[i], was) == 0 &&
		    strcmp(from, was) < 0)
			rc = move_role(j, staff_id, i, was, from, what);
	}
	return rc;
}

/* --- Rows ---------------------------------------------------------------- */

static int
fill(struct jr *j, struct jr__edit *e, const struct jr_row *r, char from[JR_DATE_SIZE],
    char to[JR_DATE_SIZE])
{
	const char *stored = jr__edit_get(e, JR_STAFF_FROM_DATE), *match, *sort;
	int rc;

	if ((rc = jr__edit_needed(j, e, JR_STAFF_SURNAME, r, SURNAME)) < 0 ||
	    (rc = jr__edit_needed(j, e, JR_STAFF_GIVEN_NAME, r, GIVEN_NAME)) < 0 ||
	    (rc = jr__email_check(j, EMAIL, r->v[EMAIL])) < 0)
		return rc;
	jr__edit_text(e, JR_STAFF_LOGIN, r->v[LOGIN]);
	jr__edit_text(e, JR_STAFF_PATRONYMIC, r->v[PATRONYMIC]);
	jr__edit_text(e, JR_STAFF_EMAIL, r->v[EMAIL]);
	if ((rc = jr__first_day(j, FROM, r->v[FROM], stored, from)) < 0 ||
	    (rc = jr__last_day(j, TO, 0, r->v[TO], jr__edit_get(e, JR_STAFF_TO_DATE), to)) < 0 ||
	    (rc = jr__span_check(j, TO, from, to)) < 0 ||
	    (rc = jr__name_keys(j, jr__edit_get(e, JR_STAFF_SURNAME),
	    jr__edit_get(e, JR_STAFF_GIVEN_NAME), jr__edit_get(e, JR_STAFF_PATRONYMIC),
	    &match, &sort)) < 0)
		return rc;
	e->row[JR_STAFF_FROM_DATE] = jr_text(from);
	e->row[JR_STAFF_TO_DATE] = jr_text(to);
	e->row[JR_STAFF_MATCH_KEY] = jr_text(match);
	e->row[JR_STAFF_SORT_KEY] = jr_text(sort);
	return JR_OK;
}

static int
find(struct jr *j, const char *login, int64_t *out)
{
	int rc = jr__number(j, JR_SQL_FIND_STAFF, JR_PARAMS(JR_P_TEXT("login", login)), out);

	return rc < 0 ? rc : JR_OK;
}

static int
write(struct jr *j, struct jr__edit *e, const bool *wanted, const struct roles *roles,
    const char *from, enum jr_change *what)
{
	enum jr_change of_roles = JR_SAME;
	char was[JR_DATE_SIZE] = "";
	int64_t id;
	int rc;

	if (e->stored)
		memcpy(was, e->old[JR_STAFF_FROM_DATE].p, JR_DATE_SIZE);
	else if ((rc = jr__next_id(j, JR_TBL_STAFF, &e->row[JR_STAFF_ID].i)) < 0)
		return rc;
	id = e->row[JR_STAFF_ID].i;
	if ((rc = jr__edit_end(j, e, what)) < 0 ||
	    (rc = put_roles(j, id, wanted, roles, was[0] != '\0' ? was : NULL, from,
	    &of_roles)) < 0)
		return rc;
	jr__change_add(what, of_roles);
	return JR_OK;
}

static int
put(struct jr *j, const struct jr_row *r, enum jr_change *what)
{
	char from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	enum jr_change done = JR_SAME;
	struct roles roles;
	struct jr__edit e;
	bool wanted[ROLES];
	int64_t id;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__cells_check(j, r)) < 0 || (rc = jr__cell_need(j, r, LOGIN)) < 0 ||
	    (rc = check_login(j, r->v[LOGIN])) < 0 ||
	    (rc = parse_roles(j, r->v[ROLE], wanted)) < 0 ||
	    (rc = find(j, r->v[LOGIN], &id)) < 0 || (rc = load_roles(j, id, &roles)) < 0 ||
	    (rc = check_roles(j, r, wanted, &roles)) < 0 ||
	    (rc = jr__edit_begin_id(j, &e, JR_TBL_STAFF, id)) < 0 ||
	    (rc = fill(j, &e, r, from, to)) < 0)
		return rc;
	rc = write(j, &e, r->v[ROLE] != NULL ? wanted : NULL, &roles, from, &done);
	*what = rc == JR_OK ? done : JR_SAME;
	return rc;
}

static int
remove_staff(struct jr *j, const struct jr_row *r, const char *on, enum jr_change *what)
{
	struct jr__edit e;
	int64_t id;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__find_staff(j, LOGIN, r->v[LOGIN], &id)) < 0 ||
	    (rc = jr__edit_begin_id(j, &e, JR_TBL_STAFF, id)) < 0)
		return rc;
	return jr__edit_finish(j, &e, JR_STAFF_FROM_DATE, JR_STAFF_TO_DATE, 0, on, what);
}

/* --- Lists --------------------------------------------------------------- */

static bool
show_roles(const struct roles *r, struct jr_buf *out, int only)
{
	jr_buf_clear(out);
	for (int i = 0; i < ROLES; i++)
		if (r->held[i])
			jr_buf_addf(out, "%s%s", out->len > 0 ? "+" : "", role_name[i]);
	return only < 0 || r->held[only];
}

static int
list_one(struct jr *j, struct jr_stmt *st, int only, struct jr_buf *text, jr_row_out *out,
    void *arg)
{
	const char *cell[COLUMNS];
	struct roles roles;
	int rc;

	if ((rc = load_roles(j, jr_stmt_int(st, 0), &roles)) < 0)
		return rc;
	if (!show_roles(&roles, text, only))
		return JR_OK;
	if (text->failed)
		return jr__nomem(j);
	for (int i = LOGIN; i <= PATRONYMIC; i++)
		cell[i] = jr_stmt_text(st, 1 + i);
	cell[ROLE] = jr_buf_str(text);
	for (int i = EMAIL; i <= TO; i++)
		cell[i] = jr_stmt_text(st, i);
	return out(arg, cell);
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	struct jr_buf text = JR_BUF_INIT;
	struct jr_stmt *st;
	int only = -1, rc;

	if (f->v[ROLE] != NULL && (rc = jr__word_find(j, role_word, f->v[ROLE], &only)) != JR_OK)
		return rc < 0 ? rc : no_role(j, f->v[ROLE]);
	rc = jr__query(j, JR_SQL_STAFF_LIST, JR_PARAMS(JR_P_TEXT("login", f->v[LOGIN])), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK)
		if ((rc = list_one(j, st, only, &text, out, arg)) < 0) {
			jr_stmt_reset(st);
			break;
		}
	jr_buf_release(&text);
	return rc < 0 ? rc : JR_OK;
}

static const struct jr_rowcol columns[COLUMNS] = {
	[LOGIN] = { "login", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER,
	    N_("Latin letters, digits, '.', '_', '-'") },
	[SURNAME] = { "surname", JR_COL_TEXT, 0, N_("surname") },
	[GIVEN_NAME] = { "given_name", JR_COL_TEXT, 0, N_("given name") },
	[PATRONYMIC] = { "patronymic", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("patronymic") },
	[ROLE] = { "role", JR_COL_TEXT, JR_ROW_FILTER,
	    N_("admin, director, deputy, homeroom, teacher, secretary, counsellor; several by +") },
	[EMAIL] = { "email", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("one e-mail address") },
	[FROM] = { "from", JR_COL_DATE, JR_ROW_OPTIONAL, N_("first day of work") },
	[TO] = { "to", JR_COL_DATE, JR_ROW_OPTIONAL, N_("last day of work") },
};

const struct jr_rowkind jr_kind_staff = {
	.name = "staff", .col = columns, .columns = COLUMNS,
	.put = put, .remove = remove_staff, .list = list,
};
