/* Rows of thematic plans. */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "access_impl.h"
#include "impl.h"
#include "list.h"
#include "lookup.h"
#include "plan.h"
#include "task_type.h"

#define NO_MOST 999
#define HOURS_MOST 10000	/* hundredths, of one topic */

enum { CLASS, GRADE, GROUP, SUBJECT, NO, SECTION, TOPIC, HOURS, TASK_TYPE, HOMEWORK, COLUMNS };

/* A plan's key. */
struct plan {
	int64_t	 id;		/* 0: not there yet */
	int64_t	 class_id, grade, group_id, subject_id;
};

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

/* "1", "0.5", "0,25", "2 ч." in hundredths. */
static bool
hours_of(const char *s, int64_t *out)
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
	if (strncmp(s, "ч", 2) == 0)
		s += s[2] == '.' ? 3 : 2;
	return *s == '\0' && *out <= HOURS_MOST;
}

static int
take_class(struct jr *j, const struct jr_row *in, struct plan *p)
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

static int
take_plan(struct jr *j, const struct jr_row *in, struct plan *p)
{
	int rc;

	memset(p, 0, sizeof(*p));
	if ((rc = take_class(j, in, p)) < 0 ||
	    (rc = jr__find_subject(j, SUBJECT, cell(in, SUBJECT), &p->subject_id)) < 0)
		return rc;
	if (cell(in, GROUP)[0] != '\0' && (rc = jr__find_group(j, GROUP, jr_year(j),
	    p->class_id, cell(in, GROUP), &p->group_id)) < 0)
		return rc;
	rc = jr__number(j, JR_SQL_PLAN_FIND, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    JR_P_INT("class_id", p->class_id), JR_P_INT("grade", p->grade),
	    JR_P_INT("group_id", p->group_id), JR_P_INT("subject_id", p->subject_id)), &p->id);
	if (rc < 0)
		return rc;
	return jr__may_plan(j, SUBJECT, p->class_id, p->grade, p->group_id, p->subject_id);
}

static int
take_no(struct jr *j, const struct jr_row *in, int64_t *out)
{
	if (number_within(cell(in, NO), 1, NO_MOST, out))
		return JR_OK;
	return jr__fail_at(j, JR_EINVAL, NO, N_("'%s' is not the number of a topic (1 to %d)"),
	    cell(in, NO), NO_MOST);
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
	if (!hours_of(in->v[HOURS] == NULL ? "0" : in->v[HOURS], &hours))
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
make_plan(struct jr *j, struct plan *p)
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
put(struct jr *j, const struct jr_row *in, enum jr_change *what)
{
	struct jr_value row[JR_PLAN_ITEM_COLUMNS];
	struct plan p;
	int64_t no;
	int rc;

	*what = JR_SAME;
	if ((rc = take_plan(j, in, &p)) < 0 || (rc = take_no(j, in, &no)) < 0 ||
	    (rc = take_item(j, in, row)) < 0)
		return rc;
	row[JR_PLAN_ITEM_PLAN_ID] = jr_int(p.id);
	row[JR_PLAN_ITEM_NO] = jr_int(no);
	if ((rc = check_new(j, in, row, p.id != 0)) < 0 || (rc = make_plan(j, &p)) < 0)
		return rc;
	row[JR_PLAN_ITEM_PLAN_ID] = jr_int(p.id);
	return jr__put(j, JR_TBL_PLAN_ITEM, row, kept(in), what);
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
take_away(struct jr *j, const struct jr_row *in, const char *on, enum jr_change *what)
{
	struct jr_value row[JR_PLAN_ITEM_COLUMNS], key[2];
	struct plan p;
	int64_t no;
	int rc;

	(void)on;
	*what = JR_SAME;
	if ((rc = take_plan(j, in, &p)) < 0 || (rc = take_no(j, in, &no)) < 0)
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
	struct jr_value class_id, grade, subject_id;
	const char *group;
	int64_t id;
	int rc;

	*out = NULL;
	class_id = grade = subject_id = jr_null();
	if (f->v[CLASS] != NULL) {
		if ((rc = jr__find_class(j, CLASS, jr_year(j), f->v[CLASS], &id)) < 0)
			return rc;
		class_id = jr_int(id);
	}
	if (f->v[GRADE] != NULL) {
		if (!number_within(f->v[GRADE], 1, 12, &id))
			return jr__fail_at(j, JR_EINVAL, GRADE, N_("'%s' is not a grade (1 to 12)"),
			    f->v[GRADE]);
		grade = jr_int(id);
	}
	if (f->v[SUBJECT] != NULL) {
		if ((rc = jr__find_subject(j, SUBJECT, f->v[SUBJECT], &id)) < 0)
			return rc;
		subject_id = jr_int(id);
	}
	if ((rc = jr__match(j, 2, f->v[GROUP], &group)) < 0)
		return rc;
	return jr__query(j, JR_SQL_PLAN_LIST, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    { "class_id", class_id }, { "grade", grade }, { "subject_id", subject_id },
	    JR_P_TEXT("group_key", group)), out);
}

static void
print_hours(char *out, size_t n, int64_t hundredths)
{
	int len;

	if (hundredths % 100 == 0)
		len = snprintf(out, n, "%d", (int)(hundredths / 100));
	else
		len = snprintf(out, n, "%d.%02d", (int)(hundredths / 100), (int)(hundredths % 100));
	if (hundredths % 100 != 0 && hundredths % 10 == 0)
		out[len - 1] = '\0';
}

static int
give(struct jr_stmt *st, jr_row_out *out, void *arg)
{
	char grade[24], no[24], hours[24];
	const char *cells[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		cells[i] = i == GRADE || i == NO || i == HOURS ? NULL : jr_stmt_text(st, i);
	snprintf(grade, sizeof(grade), "%d", (int)jr_stmt_int(st, GRADE));
	snprintf(no, sizeof(no), "%d", (int)jr_stmt_int(st, NO));
	print_hours(hours, sizeof(hours), jr_stmt_int(st, HOURS));
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

const struct jr_rowkind jr_kind_plan = {
	.name = "plan", .col = columns, .columns = COLUMNS, .put = put,
	.remove = take_away, .list = list,
};
