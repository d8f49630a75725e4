/* Who and what is in two places at once by the timetable. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "lesson.h"
#include "lookup.h"
#include "timetable_impl.h"

#define GRADES 12

/* A slot that was put, and where the file has it. */
struct noted {
	struct slot	 slot;
	size_t		 line;
};

/* A slot of the year. */
struct placed {
	struct slot	 slot;
	int64_t		 class_id, group_id;
	int		 grade;
	size_t		 room;		/* place in text; 0: none */
	bool		 noted;
	size_t		 line;
};

struct load {
	int64_t	 course_id, staff_id;
	char	 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	size_t	 login;			/* place in text */
};

struct bell {
	size_t	 set;			/* places in text */
	int	 number;
	char	 begins[8], ends[8];
};

/* The year's timetable in memory. */
struct week {
	struct jr	*j;
	struct jr_buf	 placed, loads, bells, text;
	size_t		 set[GRADES + 1][8];	/* of bells, by grade and weekday; 0: none */
	jr_row_fault	*say;
	void		*arg;
	int64_t		 clashes;
};

/* --- What was put --------------------------------------------------------------- */

int
jr__clash_note(struct jr *j, const struct slot *s, size_t line)
{
	struct noted n;

	memset(&n, 0, sizeof(n));
	n.slot = *s;
	n.line = line;
	jr_buf_add(&j->slots_put, &n, sizeof(n));
	return j->slots_put.failed ? jr__nomem(j) : JR_OK;
}

void
jr__clash_forget(struct jr *j)
{
	jr_buf_release(&j->slots_put);
}

void
jr_timetable_allow_clashes(struct jr *j, bool allow)
{
	j->allow_clashes = allow;
}

/* --- Loading ---------------------------------------------------------------------- */

static size_t
keep(struct week *w, const char *text)
{
	size_t at = w->text.len;

	if (text == NULL || text[0] == '\0')
		return 0;
	jr_buf_add(&w->text, text, strlen(text) + 1);
	return at;
}

static const char *
text_at(const struct week *w, size_t at)
{
	return w->text.data + at;
}

static int
take_slot(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct week *w = arg;
	struct placed p;

	(void)j;
	memset(&p, 0, sizeof(p));
	p.slot.course_id = jr_stmt_int(st, 0);
	p.slot.weekday = jr_stmt_int(st, 1);
	p.slot.number = jr_stmt_int(st, 2);
	p.slot.week = jr_stmt_int(st, 3);
	snprintf(p.slot.from, sizeof(p.slot.from), "%s", jr_stmt_text(st, 4));
	snprintf(p.slot.to, sizeof(p.slot.to), "%s", jr_stmt_text(st, 5));
	p.room = keep(w, jr_stmt_text(st, 6));
	p.class_id = jr_stmt_int(st, 7);
	p.group_id = jr_stmt_int(st, 8);
	p.grade = (int)jr_stmt_int(st, 9);
	jr_buf_add(&w->placed, &p, sizeof(p));
	return JR_OK;
}

static int
take_load(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct week *w = arg;
	struct load l = { .course_id = jr_stmt_int(st, 0), .staff_id = jr_stmt_int(st, 1) };

	(void)j;
	snprintf(l.from, sizeof(l.from), "%s", jr_stmt_text(st, 2));
	snprintf(l.to, sizeof(l.to), "%s", jr_stmt_text(st, 3));
	l.login = keep(w, jr_stmt_text(st, 4));
	jr_buf_add(&w->loads, &l, sizeof(l));
	return JR_OK;
}

static int
take_bell(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct week *w = arg;
	struct bell b = { .number = (int)jr_stmt_int(st, 1) };

	(void)j;
	b.set = keep(w, jr_stmt_text(st, 0));
	snprintf(b.begins, sizeof(b.begins), "%s", jr_stmt_text(st, 2));
	snprintf(b.ends, sizeof(b.ends), "%s", jr_stmt_text(st, 3));
	jr_buf_add(&w->bells, &b, sizeof(b));
	return JR_OK;
}

/* The first set that fits a grade and weekday rings. */
static int
take_set(struct jr *j, struct jr_stmt *st, void *arg)
{
	const char *grades = jr_stmt_text(st, 1), *weekdays = jr_stmt_text(st, 2);
	struct week *w = arg;
	size_t name = keep(w, jr_stmt_text(st, 0));

	(void)j;
	for (int g = 0; g <= GRADES; g++)
		for (int d = 1; d <= 7; d++)
			if (w->set[g][d] == 0 && (grades == NULL || jr_spans_have(grades, g)) &&
			    (weekdays == NULL || jr_spans_have(weekdays, d)))
				w->set[g][d] = name;
	return JR_OK;
}

static int
compare_slots(const void *a, const void *b)
{
	return memcmp(&((const struct noted *)a)->slot, b, offsetof(struct slot, to));
}

static int
compare_noted(const void *a, const void *b)
{
	return compare_slots(a, &((const struct noted *)b)->slot);
}

/* Which slots were put, and on which lines. */
static void
mark_noted(struct week *w)
{
	struct noted *noted = (void *)w->j->slots_put.data;
	struct placed *p = (void *)w->placed.data;
	size_t n = w->j->slots_put.len / sizeof(*noted);

	qsort(noted, n, sizeof(*noted), compare_noted);
	for (size_t i = 0; i < w->placed.len / sizeof(*p); i++) {
		/* bsearch: the key comes first */
		const struct noted key = { .slot = p[i].slot };
		const struct noted *found = bsearch(&key, noted, n, sizeof(*noted), compare_noted);

		p[i].noted = found != NULL;
		p[i].line = found != NULL ? found->line : 0;
	}
}

static int
load_week(struct week *w)
{
	const struct jr_param *year = JR_PARAMS(JR_P_INT("year", jr_year(w->j)));
	int rc;

	jr_buf_addc(&w->text, '\0');	/* place 0 is no text */
	if ((rc = jr__each(w->j, JR_SQL_CLASH_SLOTS, year, take_slot, w)) < 0 ||
	    (rc = jr__each(w->j, JR_SQL_CLASH_LOADS, year, take_load, w)) < 0 ||
	    (rc = jr__each(w->j, JR_SQL_CLASH_BELLS, year, take_bell, w)) < 0 ||
	    (rc = jr__each(w->j, JR_SQL_CALENDAR_BELLS, year, take_set, w)) < 0)
		return rc;
	if (w->placed.failed || w->loads.failed || w->bells.failed || w->text.failed)
		return jr__nomem(w->j);
	mark_noted(w);
	return JR_OK;
}

/* --- At the same time? --------------------------------------------------------------- */

static const struct bell *
bell_of(const struct week *w, const struct placed *p)
{
	size_t set = w->set[p->grade <= GRADES ? p->grade : 0][p->slot.weekday];
	const struct bell *b = (const void *)w->bells.data;

	for (size_t n = w->bells.len / sizeof(*b); n > 0 && set != 0; n--, b++)
		if (b->number == p->slot.number &&
		    strcmp(text_at(w, b->set), text_at(w, set)) == 0)
			return b;
	return NULL;
}

/* By the clock, where the bells of both are known; else by number. */
static bool
same_hour(const struct week *w, const struct placed *a, const struct placed *b)
{
	const struct bell *x, *y;

	if (w->set[a->grade][a->slot.weekday] == w->set[b->grade][b->slot.weekday])
		return a->slot.number == b->slot.number;
	if ((x = bell_of(w, a)) == NULL || (y = bell_of(w, b)) == NULL)
		return a->slot.number == b->slot.number;
	return strcmp(x->begins, y->ends) < 0 && strcmp(y->begins, x->ends) < 0;
}

/* The days that both hold, when there are any. */
static bool
same_days(const struct slot *a, const struct slot *b, const char **from, const char **to)
{
	*from = strcmp(a->from, b->from) > 0 ? a->from : b->from;
	*to = strcmp(a->to, b->to) < 0 ? a->to : b->to;
	return a->weekday == b->weekday && strcmp(*from, *to) <= 0 &&
	    (a->week == 0 || b->week == 0 || a->week == b->week);
}

/* --- Clashes of two slots --------------------------------------------------------------- */

/* Say it at a's row; the words, which b follows, are released. */
static int
clash(struct week *w, const struct placed *a, const struct placed *b, int column,
    struct jr_buf *words)
{
	struct jr_buf who = JR_BUF_INIT, subject = JR_BUF_INIT;
	const struct jr__course *course;
	int rc = JR_OK;

	w->clashes++;
	if (w->say != NULL &&
	    (rc = jr__course_by_id(w->j, b->slot.course_id, &course)) == JR_OK &&
	    (rc = jr__course_words(w->j, course, &who, &subject)) == JR_OK) {
		/* TRANSLATORS: class, subject, number of the lesson in the day. */
		jr_buf_addf(words, _(": %s, %s, lesson %d"), jr_buf_str(&who),
		    jr_buf_str(&subject), (int)b->slot.number);
		if (b->line > 0)
			/* TRANSLATORS: the line of the file that has the other lesson. */
			jr_buf_addf(words, _(" (line %zu)"), b->line);
		rc = words->failed ? jr__nomem(w->j) : JR_OK;
	}
	if (rc == JR_OK && w->say != NULL)
		w->say(w->arg, a->line, column, jr_buf_str(words));
	jr_buf_release(&who);
	jr_buf_release(&subject);
	jr_buf_release(words);
	return rc;
}

static int
class_clash(struct week *w, const struct placed *a, const struct placed *b)
{
	struct jr_buf who = JR_BUF_INIT, subject = JR_BUF_INIT, words = JR_BUF_INIT;
	const struct jr__course *course;
	int rc;

	if ((rc = jr__course_by_id(w->j, a->slot.course_id, &course)) == JR_OK &&
	    (rc = jr__course_words(w->j, course, &who, &subject)) == JR_OK) {
		/* TRANSLATORS: a class or group; ": 7А, Физика, lesson 3" follows. */
		jr_buf_addf(&words, _("%s has another lesson at that time"), jr_buf_str(&who));
		rc = clash(w, a, b, a->class_id != 0 ? CLASS : GROUP, &words);
	}
	jr_buf_release(&who);
	jr_buf_release(&subject);
	return rc;
}

/* Groups, and classes beside cross-class groups, clash where they share a student. */
static int
student_clash(struct week *w, const struct placed *a, const struct placed *b,
    const char *from, const char *to)
{
	struct jr_buf words = JR_BUF_INIT;
	struct jr_stmt *st;
	int rc;

	rc = jr__first(w->j, JR_SQL_CLASH_STUDENT, JR_PARAMS(
	    JR_P_INT("course", a->slot.course_id), JR_P_INT("other", b->slot.course_id),
	    JR_P_TEXT("from", from), JR_P_TEXT("to", to)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	/* TRANSLATORS: the number of one of several; ": 7А, Физика, lesson 3" follows. */
	jr_buf_addf(&words, _("students like %s have another lesson at that time"),
	    jr_stmt_text(st, 0));
	jr_stmt_reset(st);
	return clash(w, a, b, a->group_id != 0 ? GROUP : CLASS, &words);
}

static int
people_clash(struct week *w, const struct placed *a, const struct placed *b,
    const char *from, const char *to)
{
	bool apart = a->group_id != 0 && b->group_id != 0 && a->group_id != b->group_id;

	if (a->slot.course_id == b->slot.course_id || (a->class_id != 0 && !apart &&
	    a->class_id == b->class_id) || (a->group_id != 0 && a->group_id == b->group_id))
		return class_clash(w, a, b);
	if (a->class_id != 0 && b->class_id != 0 && a->class_id != b->class_id)
		return JR_OK;
	return student_clash(w, a, b, from, to);
}

static int
compare_load(const void *course_id, const void *load)
{
	int64_t a = *(const int64_t *)course_id, b = ((const struct load *)load)->course_id;

	return (a > b) - (a < b);
}

/* The loads of a course: the first, and how many. */
static const struct load *
loads_of(const struct week *w, int64_t course_id, size_t *n)
{
	const struct load *all = (const void *)w->loads.data, *end, *l;

	*n = 0;
	end = all + w->loads.len / sizeof(*all);
	if (all == end || (l = bsearch(&course_id, all, (size_t)(end - all), sizeof(*all),
	    compare_load)) == NULL)
		return NULL;
	while (l > all && l[-1].course_id == course_id)
		l--;
	while (l + *n < end && l[*n].course_id == course_id)
		++*n;
	return l;
}

static bool
on_days(const struct load *l, const char *from, const char *to)
{
	return strcmp(l->from, to) <= 0 && strcmp(l->to, from) >= 0;
}

static int
teacher_clash(struct week *w, const struct placed *a, const struct placed *b,
    const char *from, const char *to)
{
	struct jr_buf words = JR_BUF_INIT;
	size_t n, m;
	const struct load *x = loads_of(w, a->slot.course_id, &n);
	const struct load *y = loads_of(w, b->slot.course_id, &m);

	for (size_t i = 0; i < n; i++)
		for (size_t k = 0; k < m; k++) {
			if (x[i].staff_id != y[k].staff_id || !on_days(&x[i], from, to) ||
			    !on_days(&y[k], from, to) || !on_days(&x[i], y[k].from, y[k].to))
				continue;
			/* TRANSLATORS: a login; ": 7А, Физика, lesson 3" follows. */
			jr_buf_addf(&words, _("the teacher %s has another lesson at that time"),
			    text_at(w, x[i].login));
			return clash(w, a, b, NUMBER, &words);
		}
	return JR_OK;
}

static int
look_at(struct week *w, const struct placed *a, const struct placed *b)
{
	struct jr_buf words = JR_BUF_INIT;
	const char *from, *to;
	int rc;

	if (!same_days(&a->slot, &b->slot, &from, &to) || !same_hour(w, a, b))
		return JR_OK;
	if ((rc = people_clash(w, a, b, from, to)) < 0 ||
	    (a->slot.course_id != b->slot.course_id &&
	    (rc = teacher_clash(w, a, b, from, to)) < 0))
		return rc;
	if (a->room == 0 || b->room == 0 || a->slot.course_id == b->slot.course_id ||
	    strcmp(text_at(w, a->room), text_at(w, b->room)) != 0)
		return JR_OK;
	/* TRANSLATORS: ": 7А, Физика, lesson 3" follows. */
	jr_buf_addf(&words, _("room %s is taken at that time"), text_at(w, a->room));
	return clash(w, a, b, ROOM, &words);
}

/* --- All --------------------------------------------------------------------------------- */

/* Is b the one of the two at which it is said? */
static bool
comes_later(const struct placed *a, const struct placed *b)
{
	return b->noted && (b->line > a->line || (b->line == a->line && b > a));
}

static int
compare_lines(const void *a, const void *b)
{
	const struct placed *x = *(const struct placed *const *)a;
	const struct placed *y = *(const struct placed *const *)b;

	return x->line != y->line ? (x->line > y->line) - (x->line < y->line) : (x > y) - (x < y);
}

/* The slots that were put, in the order of the file. */
static int
in_file_order(const struct week *w, struct jr_buf *out)
{
	const struct placed *p = (const void *)w->placed.data;
	const struct placed *end = p + w->placed.len / sizeof(*p);

	for (; p < end; p++)
		if (p->noted)
			jr_buf_add(out, &p, sizeof(struct placed *));
	if (out->failed)
		return jr__nomem(w->j);
	if (out->len > 0)
		qsort(out->data, out->len / sizeof(struct placed *), sizeof(struct placed *),
		    compare_lines);
	return JR_OK;
}

static int
look_at_all(struct week *w)
{
	const struct placed *all = (const void *)w->placed.data, *const *a;
	size_t n = w->placed.len / sizeof(*all);
	struct jr_buf put = JR_BUF_INIT;
	int rc;

	rc = in_file_order(w, &put);
	a = (const void *)put.data;
	for (size_t i = 0; i < put.len / sizeof(*a) && rc == JR_OK; i++)
		for (size_t k = 0; k < n && rc == JR_OK; k++)
			if (&all[k] != a[i] && !comes_later(a[i], &all[k]))
				rc = look_at(w, a[i], &all[k]);
	jr_buf_release(&put);
	return rc;
}

int
jr__clash_check(struct jr *j, jr_row_fault *say, void *arg)
{
	struct week w = { .j = j, .say = j->allow_clashes ? NULL : say, .arg = arg };
	int rc;

	if (j->slots_put.len == 0)
		return JR_OK;
	if ((rc = load_week(&w)) == JR_OK)
		rc = look_at_all(&w);
	if (rc == JR_OK && w.clashes > 0 && w.say == NULL)
		jr__warn(j, N_("clashes stored all the same: %lld"), (long long)w.clashes);
	else if (rc == JR_OK && w.clashes > 0)
		rc = JR_ECONFLICT;
	jr__clash_forget(j);
	jr_buf_release(&w.placed);
	jr_buf_release(&w.loads);
	jr_buf_release(&w.bells);
	jr_buf_release(&w.text);
	return rc;
}
