/* A course that goes through its plan otherwise than planned (корректировка КТП). */
#include <stdio.h>
#include <string.h>

#include "access_impl.h"
#include "list.h"
#include "plan_impl.h"

enum { CLASS, GROUP, SUBJECT, NO, TOPIC, PLANNED, HOURS, INTO, WORDS, REASON, CHANGED_ON, COLUMNS };

static const struct jr__course_cols course_cols = { CLASS, GROUP, SUBJECT };

/* A change being made. */
struct change {
	struct jr			*j;
	const struct jr_plan_change	*of;
	const struct jr__course		*course;
	struct jr__plan_walk		 walk;
	struct jr__plan_topic		*topic;
	struct jr_buf			 words;		/* of a topic with others in it */
	bool				 changed;
};

/* --- What is to be changed ------------------------------------------------------------ */

static int
find_topic(struct change *ch, int col, const char *text, struct jr__plan_topic **out)
{
	int64_t no;
	int rc;

	*out = NULL;
	if ((rc = jr__plan_no(ch->j, col, text == NULL ? "" : text, &no)) < 0)
		return rc;
	*out = jr__plan_walk_no(&ch->walk, no);
	return *out != NULL ? JR_OK : jr__fail_at(ch->j, JR_ENOTFOUND, col,
	    N_("the plan has no topic %d"), (int)no);
}

/* The course, its plan and the topic; release it, on failure too. */
static int
begin(struct change *ch, struct jr *j, const struct jr_plan_change *of)
{
	int rc;

	*ch = (struct change){ .j = j, .of = of };
	jr__clear(j);
	if ((rc = jr__find_course(j, &course_cols, jr_year(j), of->class, of->group, of->subject,
	    0, jr_today(j), &ch->course)) < 0 ||
	    (rc = jr__may_plan(j, SUBJECT, ch->course->class_id, ch->course->grade,
	    ch->course->group_id, ch->course->subject_id)) < 0 ||
	    (rc = jr__plan_walk(j, ch->course, NULL, 0, &ch->walk)) < 0)
		return rc;
	if (ch->walk.plan_id == 0)
		return jr__fail_at(j, JR_ENOTFOUND, SUBJECT, N_("the course has no plan"));
	return find_topic(ch, NO, of->no, &ch->topic);
}

static void
end(struct change *ch)
{
	jr__plan_walk_release(&ch->walk);
	jr_buf_release(&ch->words);
}

static int
need_reason(const struct change *ch)
{
	if (ch->of->reason != NULL && ch->of->reason[strspn(ch->of->reason, " ")] != '\0')
		return JR_OK;
	return jr__fail_at(ch->j, JR_EINVAL, REASON, N_("a change of a plan needs its reason"));
}

static int
not_given(const struct change *ch, int col, const struct jr__plan_topic *t)
{
	if (t->given == 0)
		return JR_OK;
	return jr__fail_at(ch->j, JR_ECONFLICT, col, N_("topic %d was given on %s"), (int)t->no,
	    t->first_on);
}

static int
not_merged(const struct change *ch, int col, const struct jr__plan_topic *t)
{
	if (t->into_no == 0)
		return JR_OK;
	return jr__fail_at(ch->j, JR_ECONFLICT, col, N_("topic %d is merged into topic %d"),
	    (int)t->no, (int)t->into_no);
}

/* The topic that is merged into this one, from a place on; NULL: no more. */
static const struct jr__plan_topic *
guest_of(const struct change *ch, const struct jr__plan_topic *t, size_t *i)
{
	while (*i < ch->walk.n) {
		const struct jr__plan_topic *g = &ch->walk.topic[(*i)++];

		if (g->into_no == t->no)
			return g;
	}
	return NULL;
}

static int
has_no_guest(const struct change *ch, int col, const struct jr__plan_topic *t)
{
	size_t i = 0;
	const struct jr__plan_topic *g = guest_of(ch, t, &i);

	return g == NULL ? JR_OK : jr__fail_at(ch->j, JR_ECONFLICT, col,
	    N_("topic %d is merged into topic %d; take that back first"), (int)g->no, (int)t->no);
}

/* --- Writing -------------------------------------------------------------------------- */

/* The topic as the course now has it; words NULL: those of the plan. */
static int
store(struct change *ch, const struct jr__plan_topic *t, const char *words)
{
	struct jr_value row[JR_PLAN_CHANGE_COLUMNS];
	const char *topic, *key, *reason;
	char today[JR_DATE_SIZE];
	enum jr_change what;
	int64_t tx_id;
	int rc;

	if ((rc = jr__clean(ch->j, 2, words, &topic)) < 0 ||
	    (rc = jr__match(ch->j, 3, topic, &key)) < 0 ||
	    (rc = jr__clean(ch->j, 4, ch->of->reason, &reason)) < 0 ||
	    (rc = jr__tx_id(ch->j, &tx_id)) < 0)
		return rc;
	jr_date_format(jr_today(ch->j), today);
	row[JR_PLAN_CHANGE_COURSE_ID] = jr_int(ch->course->id);
	row[JR_PLAN_CHANGE_PLAN_ID] = jr_int(ch->walk.plan_id);
	row[JR_PLAN_CHANGE_NO] = jr_int(t->no);
	row[JR_PLAN_CHANGE_HOURS] = jr_int(t->hours);
	row[JR_PLAN_CHANGE_INTO_NO] = t->into_no == 0 ? jr_null() : jr_int(t->into_no);
	row[JR_PLAN_CHANGE_TOPIC] = jr_text(topic);
	row[JR_PLAN_CHANGE_MATCH_KEY] = jr_text(key == NULL ? topic : key);
	row[JR_PLAN_CHANGE_REASON] = jr_text(reason);
	row[JR_PLAN_CHANGE_CHANGED_ON] = jr_text(today);
	row[JR_PLAN_CHANGE_TX_ID] = jr_int(tx_id);
	rc = jr__put(ch->j, JR_TBL_PLAN_CHANGE, row, JR_KEEP(JR_PLAN_CHANGE_TX_ID), &what);
	ch->changed = ch->changed || what != JR_SAME;
	return rc;
}

/* The topic is again as planned. */
static int
forget(struct change *ch, const struct jr__plan_topic *t)
{
	struct jr_value row[JR_PLAN_CHANGE_COLUMNS], key[3];
	int rc;

	key[0] = jr_int(ch->course->id);
	key[1] = jr_int(ch->walk.plan_id);
	key[2] = jr_int(t->no);
	if ((rc = jr__fetch(ch->j, JR_TBL_PLAN_CHANGE, key, row)) == JR_OK) {
		rc = jr__remove(ch->j, JR_TBL_PLAN_CHANGE, row);
		ch->changed = true;
	}
	jr__unfetch(ch->j, JR_TBL_PLAN_CHANGE);
	return rc < 0 ? rc : JR_OK;
}

static void
add_words(struct change *ch, const struct jr__plan_topic *t)
{
	jr_buf_addf(&ch->words, "%s%s", ch->words.len > 0 ? "; " : "",
	    jr__plan_walk_text(&ch->walk, t->topic));
}

/* The words of the topic as planned, which the walk has not. */
static int
add_own_words(struct change *ch, const struct jr__plan_topic *t)
{
	struct jr_value row[JR_PLAN_ITEM_COLUMNS], key[2];
	int rc;

	key[0] = jr_int(ch->walk.plan_id);
	key[1] = jr_int(t->no);
	if ((rc = jr__fetch(ch->j, JR_TBL_PLAN_ITEM, key, row)) == JR_OK)
		jr_buf_addf(&ch->words, "%s%s", ch->words.len > 0 ? "; " : "",
		    (const char *)row[JR_PLAN_ITEM_TOPIC].p);
	jr__unfetch(ch->j, JR_TBL_PLAN_ITEM);
	return rc < 0 ? rc : JR_OK;
}

/* The words of a topic and of those merged into it, in the order of the plan. */
static int
join_words(struct change *ch, const struct jr__plan_topic *into)
{
	int rc;

	for (size_t i = 0; i < ch->walk.n; i++) {
		const struct jr__plan_topic *t = &ch->walk.topic[i];

		if (t->into_no == into->no)
			add_words(ch, t);
		else if (t == into && (rc = add_own_words(ch, t)) < 0)
			return rc;
	}
	return ch->words.failed ? jr__nomem(ch->j) : JR_OK;
}

/* --- merge, compress, restore ---------------------------------------------------------- */

static int
check_merge(struct change *ch, struct jr__plan_topic **into)
{
	struct jr__plan_topic *t = ch->topic;
	int rc;

	if ((rc = need_reason(ch)) < 0 || (rc = find_topic(ch, INTO, ch->of->into, into)) < 0)
		return rc;
	if (t == *into)
		return jr__fail_at(ch->j, JR_EINVAL, INTO,
		    N_("a topic cannot be merged into itself"));
	if (t->type != 0)
		return jr__fail_at(ch->j, JR_ECONFLICT, NO, N_("topic %d is a planned work (%s), "
		    "which is to be held; it can only be compressed"), (int)t->no,
		    jr__plan_walk_text(&ch->walk, t->type));
	if ((rc = not_merged(ch, NO, t)) < 0 || (rc = not_merged(ch, INTO, *into)) < 0 ||
	    (rc = has_no_guest(ch, NO, t)) < 0 || (rc = not_given(ch, NO, t)) < 0)
		return rc;
	return not_given(ch, INTO, *into);
}

static int
merge(struct change *ch)
{
	struct jr__plan_topic *into;
	const char *words = ch->of->topic;
	int rc;

	if ((rc = check_merge(ch, &into)) < 0)
		return rc;
	ch->topic->into_no = into->no;
	ch->topic->hours = 0;
	if (words == NULL || words[0] == '\0') {
		if ((rc = join_words(ch, into)) < 0)
			return rc;
		words = jr_buf_str(&ch->words);
	}
	if ((rc = store(ch, ch->topic, NULL)) < 0)
		return rc;
	return store(ch, into, words);
}

static int
compress(struct change *ch)
{
	struct jr__plan_topic *t = ch->topic;
	const char *hours = ch->of->hours != NULL ? ch->of->hours : "";
	size_t i = 0;
	bool own;
	int rc;

	if ((rc = need_reason(ch)) < 0 || (rc = not_merged(ch, NO, t)) < 0)
		return rc;
	if (!jr_plan_hours(hours, &t->hours) || t->hours == 0)
		return jr__fail_at(ch->j, JR_EINVAL, HOURS,
		    N_("'%s' is not a number of hours like 1 or 0.5"), hours);
	if (t->hours >= t->planned)
		return jr__fail_at(ch->j, JR_EINVAL, HOURS, N_("the plan has not more than %s "
		    "hours for topic %d; 'restore' takes a change back"), hours, (int)t->no);
	own = guest_of(ch, t, &i) != NULL;	/* words that stay */
	return store(ch, t, own ? jr__plan_walk_text(&ch->walk, t->topic) : NULL);
}

/* The topic that another was taken out of. */
static int
leave(struct change *ch, struct jr__plan_topic *into)
{
	size_t i = 0;
	int rc;

	if (guest_of(ch, into, &i) == NULL && into->hours == into->planned)
		return forget(ch, into);
	if (guest_of(ch, into, &(size_t){ 0 }) == NULL)
		return store(ch, into, NULL);
	if ((rc = join_words(ch, into)) < 0)
		return rc;
	return store(ch, into, jr_buf_str(&ch->words));
}

static int
restore(struct change *ch)
{
	struct jr__plan_topic *into = jr__plan_walk_no(&ch->walk, ch->topic->into_no);
	int rc;

	if ((rc = has_no_guest(ch, NO, ch->topic)) < 0 ||
	    (into != NULL && (rc = not_given(ch, INTO, into)) < 0))
		return rc;
	if (into != NULL && (rc = need_reason(ch)) < 0)
		return rc;
	if ((rc = forget(ch, ch->topic)) < 0 || into == NULL)
		return rc;
	ch->topic->into_no = 0;
	return leave(ch, into);
}

static int
change(struct jr *j, const struct jr_plan_change *of, int (*how)(struct change *),
    enum jr_change *what)
{
	struct change ch;
	int rc;

	*what = JR_SAME;
	if ((rc = begin(&ch, j, of)) == JR_OK)
		rc = how(&ch);
	if (rc == JR_OK && ch.changed)
		*what = JR_CHANGED;
	end(&ch);
	return rc;
}

int
jr_plan_merge(struct jr *j, const struct jr_plan_change *of, enum jr_change *what)
{
	return change(j, of, merge, what);
}

int
jr_plan_compress(struct jr *j, const struct jr_plan_change *of, enum jr_change *what)
{
	return change(j, of, compress, what);
}

int
jr_plan_restore(struct jr *j, const struct jr_plan_change *of, enum jr_change *what)
{
	return change(j, of, restore, what);
}

/* --- The list ----------------------------------------------------------------------------- */

static int
give(struct jr_stmt *st, jr_row_out *out, void *arg)
{
	char no[24], planned[JR__HOURS_SIZE], hours[JR__HOURS_SIZE], into[24];
	const char *cells[COLUMNS];

	for (int i = 0; i < COLUMNS; i++)
		cells[i] = i == NO || (i >= PLANNED && i <= INTO) ? NULL : jr_stmt_text(st, i);
	snprintf(no, sizeof(no), "%d", (int)jr_stmt_int(st, NO));
	snprintf(into, sizeof(into), "%d", (int)jr_stmt_int(st, INTO));
	jr__hours_print(planned, jr_stmt_int(st, PLANNED));
	jr__hours_print(hours, jr_stmt_int(st, HOURS));
	cells[NO] = no;
	cells[PLANNED] = planned;
	cells[HOURS] = hours;
	cells[INTO] = jr_stmt_int(st, INTO) == 0 ? NULL : into;
	return out(arg, cells);
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	struct jr__plan_filter p;
	struct jr_stmt *st;
	int rc;

	if ((rc = jr__plan_filter(j, &jr_kind_plan_change, f, &p)) < 0 ||
	    (rc = jr__query(j, JR_SQL_PLAN_CHANGES, JR_PARAMS(JR_P_INT("year", jr_year(j)),
	    { "class_id", p.class_id }, { "group_key", p.group_key },
	    { "subject_id", p.subject_id }), &st)) < 0)
		return rc;
	return jr__list_each(j, st, give, out, arg);
}

static const struct jr_rowcol columns[] = {
	{ "class", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, NULL },
	{ "group", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, NULL },
	{ "subject", JR_COL_TEXT, JR_ROW_KEY | JR_ROW_FILTER, NULL },
	{ "no", JR_COL_INT, JR_ROW_KEY, NULL },
	{ "topic", JR_COL_TEXT, 0, NULL },
	{ "planned", JR_COL_DECIMAL, 0, NULL },
	{ "hours", JR_COL_DECIMAL, 0, NULL },
	{ "into", JR_COL_INT, 0, NULL },
	{ "words", JR_COL_TEXT, 0, NULL },
	{ "reason", JR_COL_TEXT, 0, NULL },
	{ "changed_on", JR_COL_DATE, 0, NULL },
};

const struct jr_rowkind jr_kind_plan_change = {
	.name = "plan_change", .col = columns, .columns = COLUMNS, .list = list,
};
