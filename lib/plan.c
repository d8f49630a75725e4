/* Rows of thematic plans. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "access_impl.h"
#include "list.h"
#include "plan_impl.h"
#include "task_type.h"

#define HOURS_MOST 10000	/* hundredths, of one topic */
#define HINT_LEAST 8		/* bytes of a type's name in a topic */

enum { CLASS, GRADE, GROUP, SUBJECT, NO, SECTION, TOPIC, HOURS, TASK_TYPE, HOMEWORK, COLUMNS };

/* --- Understanding a row ------------------------------------------------------------ */

static const char *
cell(const struct jr_row *in, int col)
{
	return in->v[col] == NULL ? "" : in->v[col];
}

static bool
number_within(const char *s, int64_t lo, int64_t hi, int64_t *out)
{
	const char *p = s;

	*out = 0;
	for (; isdigit((unsigned char)*p) && *out <= hi; p++)
		*out = 10 * *out + *p - '0';
	return p != s && *p == '\0' && *out >= lo && *out <= hi;
}

/* What may stand behind the number of hours. */
static bool
is_hours_word(const char *s)
{
	static const char *const word[] = { "", "ч", "ч.", "час", "часа", "часов", "час." };

	for (size_t i = 0; i < sizeof(word) / sizeof(word[0]); i++)
		if (strcmp(s, word[i]) == 0)
			return true;
	return false;
}

bool
jr_plan_hours(const char *s, int64_t *out)
{
	int digits = 2;

	*out = 0;
	if (!isdigit((unsigned char)*s))
		return false;
	for (; isdigit((unsigned char)*s) && *out <= HOURS_MOST; s++)
		*out = 10 * *out + *s - '0';
	*out *= 100;
	if ((*s == '.' || *s == ',') && isdigit((unsigned char)s[1])) {
		int64_t unit = 10;

		for (s++; isdigit((unsigned char)*s) && digits-- > 0; s++, unit /= 10)
			*out += unit * (*s - '0');
	}
	s += strspn(s, " ");
	return is_hours_word(s) && *out <= HOURS_MOST;
}

static int
take_class(struct jr *j, const struct jr_row *in, struct jr__plan_key *p)
{
	struct jr_value row[JR_CLASS_COLUMNS], key;
	int rc;

	if (cell(in, CLASS)[0] == '\0') {
		if (cell(in, GRADE)[0] == '\0')
			return jr__fail_at(j, JR_EINVAL, CLASS, N_("give the class or the grade"));
		if (!number_within(cell(in, GRADE), 1, 12, &p->grade))
			return jr__fail_at(j, JR_EINVAL, GRADE, N_("'%s' is not a grade (1 to 12)"),
			    cell(in, GRADE));
		return JR_OK;
	}
	if (cell(in, GRADE)[0] != '\0')
		return jr__fail_at(j, JR_EINVAL, GRADE,
		    N_("a plan is of a class or of a grade, not of both"));
	if ((rc = jr__find_class(j, CLASS, jr_year(j), cell(in, CLASS), &p->class_id)) < 0)
		return rc;
	key = jr_int(p->class_id);
	if ((rc = jr__fetch(j, JR_TBL_CLASS, &key, row)) == JR_OK)
		p->grade = row[JR_CLASS_GRADE].i;
	jr__unfetch(j, JR_TBL_CLASS);
	return rc < 0 ? rc : JR_OK;
}

int
jr__plan_find(struct jr *j, const struct jr_row *in, struct jr__plan_key *p)
{
	struct jr_stmt *st;
	int rc;

	memset(p, 0, sizeof(*p));
	if ((rc = take_class(j, in, p)) < 0 ||
	    (rc = jr__find_subject(j, SUBJECT, cell(in, SUBJECT), &p->subject_id)) < 0)
		return rc;
	if (cell(in, GROUP)[0] != '\0' && (rc = jr__find_group(j, GROUP, jr_year(j),
	    p->class_id, cell(in, GROUP), &p->group_id)) < 0)
		return rc;
	rc = jr__first(j, JR_SQL_PLAN_FIND, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR_P_INT("class_id", p->class_id), JR_P_INT("grade", p->grade),
	    JR_P_INT("group_id", p->group_id), JR_P_INT("subject_id", p->subject_id)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	p->id = jr_stmt_int(st, 0);
	if (jr_stmt_text(st, 1) != NULL)
		snprintf(p->approved_on, sizeof(p->approved_on), "%s", jr_stmt_text(st, 1));
	jr_stmt_reset(st);
	return JR_OK;
}

/* The plan that the row is of, which the actor may write. */
static int
take_plan(struct jr *j, const struct jr_row *in, struct jr__plan_key *p)
{
	int rc;

	if ((rc = jr__plan_find(j, in, p)) < 0)
		return rc;
	return jr__may_plan(j, SUBJECT, p->class_id, p->grade, p->group_id, p->subject_id);
}

int
jr__plan_no(struct jr *j, int col, const char *text, int64_t *out)
{
	if (number_within(text, 1, JR__PLAN_NO_MOST, out))
		return JR_OK;
	return jr__fail_at(j, JR_EINVAL, col, N_("'%s' is not the number of a topic (1 to %d)"),
	    text, JR__PLAN_NO_MOST);
}

/* The item's columns behind its key. */
static int
take_item(struct jr *j, const struct jr_row *in, struct jr_value *row)
{
	const char *section, *topic, *key, *type = NULL;
	int64_t hours;
	int rc;

	if ((rc = jr__clean(j, 2, cell(in, TOPIC), &topic)) < 0 ||
	    (rc = jr__match(j, 3, topic, &key)) < 0 ||
	    (rc = jr__clean(j, 4, cell(in, SECTION), &section)) < 0)
		return rc;
	if (in->v[TOPIC] != NULL && topic == NULL)
		return jr__fail_at(j, JR_EINVAL, TOPIC, N_("the topic is missing"));
	if (!jr_plan_hours(in->v[HOURS] == NULL ? "0" : in->v[HOURS], &hours))
		return jr__fail_at(j, JR_EINVAL, HOURS,
		    N_("'%s' is not a number of hours like 1 or 0.5"), cell(in, HOURS));
	if (cell(in, TASK_TYPE)[0] != '\0' &&
	    (rc = jr__find_task_type(j, TASK_TYPE, cell(in, TASK_TYPE), &type)) < 0)
		return rc;
	row[JR_PLAN_ITEM_SECTION] = jr_text(section);
	row[JR_PLAN_ITEM_TOPIC] = jr_text(topic);
	row[JR_PLAN_ITEM_HOURS] = jr_int(hours);
	row[JR_PLAN_ITEM_TASK_TYPE] = jr_text(type);
	row[JR_PLAN_ITEM_HOMEWORK] = cell(in, HOMEWORK)[0] == '\0' ? jr_null() :
	    jr_text(in->v[HOMEWORK]);
	row[JR_PLAN_ITEM_MATCH_KEY] = jr_text(key == NULL ? topic : key);
	return JR_OK;
}

/* --- Writing -------------------------------------------------------------------------- */

static int
make_plan(struct jr *j, struct jr__plan_key *p)
{
	struct jr_value row[JR_PLAN_COLUMNS];
	int rc;

	if (p->id != 0)
		return JR_OK;
	if ((rc = jr__next_id(j, JR_TBL_PLAN, &p->id)) < 0)
		return rc;
	row[JR_PLAN_ID] = jr_int(p->id);
	row[JR_PLAN_YEAR_ID] = jr_int(jr_year(j));
	row[JR_PLAN_CLASS_ID] = p->class_id == 0 ? jr_null() : jr_int(p->class_id);
	row[JR_PLAN_GRADE] = jr_int(p->grade);
	row[JR_PLAN_GROUP_ID] = p->group_id == 0 ? jr_null() : jr_int(p->group_id);
	row[JR_PLAN_SUBJECT_ID] = jr_int(p->subject_id);
	return jr__insert(j, JR_TBL_PLAN, row);
}

static uint64_t
kept(const struct jr_row *in)
{
	return (in->v[SECTION] == NULL ? JR_KEEP(JR_PLAN_ITEM_SECTION) : 0) |
	    (in->v[TOPIC] == NULL ? JR_KEEP(JR_PLAN_ITEM_TOPIC) |
	    JR_KEEP(JR_PLAN_ITEM_MATCH_KEY) : 0) |
	    (in->v[HOURS] == NULL ? JR_KEEP(JR_PLAN_ITEM_HOURS) : 0) |
	    (in->v[TASK_TYPE] == NULL ? JR_KEEP(JR_PLAN_ITEM_TASK_TYPE) : 0) |
	    (in->v[HOMEWORK] == NULL ? JR_KEEP(JR_PLAN_ITEM_HOMEWORK) : 0);
}

/* A new topic needs its words and hours. */
static int
check_new(struct jr *j, const struct jr_row *in, const struct jr_value *key, bool planned)
{
	struct jr_value row[JR_PLAN_ITEM_COLUMNS];
	int rc = JR_DONE;

	if (in->v[TOPIC] != NULL && in->v[HOURS] != NULL)
		return JR_OK;
	if (planned)
		rc = jr__fetch(j, JR_TBL_PLAN_ITEM, key, row);
	jr__unfetch(j, JR_TBL_PLAN_ITEM);
	if (rc != JR_DONE)
		return rc;
	if (in->v[TOPIC] == NULL)
		return jr__fail_at(j, JR_EINVAL, TOPIC, N_("the topic is missing"));
	return jr__fail_at(j, JR_EINVAL, HOURS, N_("the hours are missing"));
}

static int
refuse_approved(struct jr *j, const struct jr__plan_key *p)
{
	return jr__fail_at(j, JR_ECONFLICT, NO, N_("the plan was approved on %s; let a course go "
	    "otherwise with 'merge' or 'compress', or have the approval taken back"),
	    p->approved_on);
}

/* An approved plan stays as it is, but for its homework. */
static int
check_approved(struct jr *j, const struct jr__plan_key *p, const struct jr_value *row,
    uint64_t keep)
{
	struct jr_value old[JR_PLAN_ITEM_COLUMNS];
	bool same = false;
	int rc;

	if (p->approved_on[0] == '\0')
		return JR_OK;
	if ((rc = jr__fetch(j, JR_TBL_PLAN_ITEM, row, old)) == JR_OK) {
		same = true;
		for (int i = JR_PLAN_ITEM_SECTION; i < JR_PLAN_ITEM_COLUMNS; i++)
			same = same && (i == JR_PLAN_ITEM_HOMEWORK || keep & JR_KEEP(i) ||
			    jr_value_equal(&old[i], &row[i]));
	}
	jr__unfetch(j, JR_TBL_PLAN_ITEM);
	return rc < 0 || same ? rc : refuse_approved(j, p);
}

/* The type of class work that a topic begins with, and does not say: its letter, or NULL. */
static int
hinted_type(struct jr *j, const char *topic, const char **out)
{
	struct jr_buf words = JR_BUF_INIT;
	const char *end = topic;
	int at, rc = JR_DONE;

	*out = NULL;
	for (int i = 0; i < 2 && rc == JR_DONE && *end != '\0'; i++) {
		end += strspn(end, " ");
		end += strcspn(end, " .,:");
		jr_buf_clear(&words);
		jr_buf_add(&words, topic, (size_t)(end - topic));
		if (words.len >= HINT_LEAST)	/* not a letter that stands for a type */
			rc = jr__task_type_at(j, jr_buf_str(&words), &at);
	}
	jr_buf_release(&words);
	if (rc == JR_OK && j->task_types->type[at].class_work)
		*out = j->task_types->type[at].letter;
	return rc < 0 ? rc : JR_OK;
}

static int
warn_untyped(struct jr *j, int64_t no, const struct jr_value *row, uint64_t keep)
{
	const char *letter;
	int rc;

	if (keep & (JR_KEEP(JR_PLAN_ITEM_TOPIC) | JR_KEEP(JR_PLAN_ITEM_TASK_TYPE)) ||
	    row[JR_PLAN_ITEM_TASK_TYPE].type != JR_V_NULL)
		return JR_OK;
	if ((rc = hinted_type(j, row[JR_PLAN_ITEM_TOPIC].p, &letter)) < 0 || letter == NULL)
		return rc;
	jr__warn(j, N_("topic %d, '%s', has no type of work; if it is a planned work, give it "
	    "the type %s"), (int)no, (const char *)row[JR_PLAN_ITEM_TOPIC].p, letter);
	return JR_OK;
}

static int
put(struct jr *j, const struct jr_row *in, enum jr_change *what)
{
	struct jr_value row[JR_PLAN_ITEM_COLUMNS];
	struct jr__plan_key p;
	int64_t no;
	int rc;

	*what = JR_SAME;
	if ((rc = take_plan(j, in, &p)) < 0 ||
	    (rc = jr__plan_no(j, NO, cell(in, NO), &no)) < 0 || (rc = take_item(j, in, row)) < 0)
		return rc;
	row[JR_PLAN_ITEM_PLAN_ID] = jr_int(p.id);
	row[JR_PLAN_ITEM_NO] = jr_int(no);
	if ((rc = check_new(j, in, row, p.id != 0)) < 0 ||
	    (rc = check_approved(j, &p, row, kept(in))) < 0 || (rc = make_plan(j, &p)) < 0)
		return rc;
	row[JR_PLAN_ITEM_PLAN_ID] = jr_int(p.id);
	rc = jr__put(j, JR_TBL_PLAN_ITEM, row, kept(in), what);
	return rc < 0 || *what == JR_SAME ? rc : warn_untyped(j, no, row, kept(in));
}

/* --- remove ----------------------------------------------------------------------------- */

static int
remove_plan_if_empty(struct jr *j, int64_t id)
{
	struct jr_value row[JR_PLAN_COLUMNS], key = jr_int(id);
	int64_t items;
	int rc;

	if ((rc = jr__number(j, JR_SQL_PLAN_ITEMS, JR_PARAMS(JR_P_INT("plan_id", id)),
	    &items)) < 0 || items > 0)
		return rc;
	if ((rc = jr__fetch(j, JR_TBL_PLAN, &key, row)) == JR_OK)
		rc = jr__remove(j, JR_TBL_PLAN, row);
	jr__unfetch(j, JR_TBL_PLAN);
	return rc < 0 ? rc : JR_OK;
}

static int
check_removable(struct jr *j, const struct jr__plan_key *p, int64_t no)
{
	int64_t changes;
	int rc;

	if (p->approved_on[0] != '\0')
		return refuse_approved(j, p);
	if ((rc = jr__number(j, JR_SQL_PLAN_ITEM_CHANGES, JR_PARAMS(JR_P_INT("plan_id", p->id),
	    JR_P_INT("no", no)), &changes)) < 0 || changes == 0)
		return rc < 0 ? rc : JR_OK;
	return jr__fail_at(j, JR_ECONFLICT, NO, N_("topic %d is merged or compressed in a course; "
	    "take that back first ('changes' lists it)"), (int)no);
}

static int
take_away(struct jr *j, const struct jr_row *in, const char *on, enum jr_change *what)
{
	struct jr_value row[JR_PLAN_ITEM_COLUMNS], key[2];
	struct jr__plan_key p;
	int64_t no;
	int rc;

	(void)on;
	*what = JR_SAME;
	if ((rc = take_plan(j, in, &p)) < 0 || (rc = jr__plan_no(j, NO, cell(in, NO), &no)) < 0 ||
	    (rc = check_removable(j, &p, no)) < 0)
		return rc;
	key[0] = jr_int(p.id);
	key[1] = jr_int(no);
	if ((rc = jr__fetch(j, JR_TBL_PLAN_ITEM, key, row)) == JR_OK)
		rc = jr__remove(j, JR_TBL_PLAN_ITEM, row);
	else if (rc == JR_DONE)
		rc = jr__fail_at(j, JR_ENOTFOUND, NO, N_("the plan has no topic %d"), (int)no);
	jr__unfetch(j, JR_TBL_PLAN_ITEM);
	if (rc < 0)
		return rc;
	*what = JR_REMOVED;
	return remove_plan_if_empty(j, p.id);
}

/* --- list ------------------------------------------------------------------------------- */

static int
query_list(struct jr *j, const struct jr_filter *f, struct jr_stmt **out)
{
	struct jr__plan_filter p;
	int rc;

	*out = NULL;
	if ((rc = jr__plan_filter(j, &jr_kind_plan, f, &p)) < 0)
		return rc;
	return jr__query(j, JR_SQL_PLAN_LIST, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    { "class_id", p.class_id }, { "grade", p.grade }, { "subject_id", p.subject_id },
	    { "group_key", p.group_key }, JR_P_INT("unapproved", f->unapproved)), out);
}

static int
give(struct jr_stmt *st, jr_row_out *out, void *arg)
{
	char grade[24], no[24], hours[JR__HOURS_SIZE];
	const char *cells[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		cells[i] = i == GRADE || i == NO || i == HOURS ? NULL : jr_stmt_text(st, i);
	snprintf(grade, sizeof(grade), "%d", (int)jr_stmt_int(st, GRADE));
	snprintf(no, sizeof(no), "%d", (int)jr_stmt_int(st, NO));
	jr__hours_print(hours, jr_stmt_int(st, HOURS));
	cells[GRADE] = cells[CLASS] == NULL ? grade : NULL;
	cells[NO] = no;
	cells[HOURS] = hours;
	return out(arg, cells);
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	struct jr_stmt *st;
	int rc;

	if ((rc = query_list(j, f, &st)) < 0)
		return rc;
	return jr__list_each(j, st, give, out, arg);
}

static const struct jr_rowcol columns[] = {
	{ "class", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("class, like 7А") },
	{ "grade", JR_COL_INT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("or the grade, for all its classes") },
	{ "group", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_OPTIONAL | JR_ROW_FILTER,
	    N_("group, if it has a plan of its own") },
	{ "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, N_("subject") },
	{ "no", JR_COL_INT, JR_ROW_KEY, N_("number of the topic") },
	{ "section", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("section of the programme") },
	{ "topic", JR_COL_TEXT, 0, N_("topic") },
	{ "hours", JR_COL_DECIMAL, 0, N_("hours for it, like 1 or 0.5") },
	{ "task_type", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("type of the planned work, like К") },
	{ "homework", JR_COL_TEXT, JR_ROW_OPTIONAL, N_("homework") },
};

/* Dates in a plan are of other years, or of one class. */
static const char *const ignored[] = { "date", NULL };

const struct jr_rowkind jr_kind_plan = {
	.name = "plan", .col = columns, .columns = COLUMNS, .ignored = ignored, .put = put,
	.remove = take_away, .list = list,
};
