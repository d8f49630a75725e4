/* Who was absent on the last school day, and is today. */
#include <string.h>

#include "access_impl.h"
#include "attend.h"
#include "lookup.h"

struct today {
	struct jr		*j;
	char			 today[JR_DATE_SIZE];
	struct jr_buf		 classes;	/* ids */
	const char		*date;		/* being read */
	struct jr_absence	 row;		/* being put together */
	int64_t			 student_id;	/* whose; 0: none */
	struct jr_buf		 number, name, lessons, code, printed, class;
	jr_absence_out		*out;
	void			*arg;
};

/* --- Which classes ------------------------------------------------------------------ */

static int
take_class(struct jr *j, struct jr_stmt *st, void *arg)
{
	int64_t id = jr_stmt_int(st, 0);
	struct today *t = arg;

	jr_buf_add(&t->classes, &id, sizeof(id));
	return t->classes.failed ? jr__nomem(j) : JR_OK;
}

/* A class of an earlier year is still his, and not today's. */
static int
take_home(struct jr *j, struct jr_stmt *st, void *arg)
{
	return jr_stmt_int(st, 1) == jr_year(j) ? take_class(j, st, arg) : JR_OK;
}

static int
find_classes(struct today *t, const char *class)
{
	struct jr_object o = { .thing = JR_ON_ATTENDANCE };
	struct jr *j = t->j;
	unsigned scopes;
	int rc;

	if (class != NULL) {
		if ((rc = jr__find_class(j, -1, jr_year(j), class, &o.class_id)) == JR_OK)
			rc = jr_can(j, JR_MAY_READ, &o);
		jr_buf_add(&t->classes, &o.class_id, sizeof(o.class_id));
		return rc == JR_OK && t->classes.failed ? jr__nomem(j) : rc;
	}
	if ((rc = jr__reads_in(j, JR_ON_ATTENDANCE, &scopes)) < 0)
		return rc;
	if (scopes & 1u << JR__IN_SCHOOL)
		return jr__each(j, JR_SQL_ATTEND_CLASSES, JR_PARAMS(JR_P_INT("year", jr_year(j))),
		    take_class, t);
	if (!(scopes & 1u << JR__IN_CLASS))
		return jr_can(j, JR_MAY_READ, &o);
	return jr__each(j, JR_SQL_ACCESS_HOMEROOMS, JR_PARAMS(
	    JR_P_INT("staff_id", j->access->staff_id), JR_P_TEXT("today", t->today)),
	    take_home, t);
}

/* --- Rows -------------------------------------------------------------------------- */

static int
give(struct today *t)
{
	struct jr_absence *a = &t->row;

	if (t->student_id == 0)
		return JR_OK;
	t->student_id = 0;
	if (t->lessons.failed || t->name.failed || t->number.failed || t->class.failed ||
	    t->code.failed || t->printed.failed)
		return jr__nomem(t->j);
	a->date = t->date;
	a->class = jr_buf_str(&t->class);
	a->number = jr_buf_str(&t->number);
	a->name = jr_buf_str(&t->name);
	a->lessons = jr_buf_str(&t->lessons);
	a->code = jr_buf_str(&t->code);
	a->printed = jr_buf_str(&t->printed);
	return t->out(t->arg, a);
}

static void
set(struct jr_buf *b, const char *text)
{
	jr_buf_clear(b);
	jr_buf_adds(b, text);
}

static int
take_lesson(struct jr *j, struct jr_stmt *st, void *arg)
{
	int64_t student_id = jr_stmt_int(st, 0);
	struct today *t = arg;
	int rc;

	(void)j;
	if (student_id != t->student_id || strcmp(jr_buf_str(&t->code), jr_stmt_text(st, 1)) != 0) {
		if ((rc = give(t)) < 0)
			return rc;
		t->student_id = student_id;
		t->row.pending = strcmp(jr_stmt_text(st, 3), "pending") == 0;
		set(&t->code, jr_stmt_text(st, 1));
		set(&t->printed, jr_stmt_text(st, 2));
		set(&t->number, jr_stmt_text(st, 4));
		set(&t->name, jr_stmt_text(st, 5));
		jr_buf_addf(&t->name, " %s", jr_stmt_text(st, 6));
		set(&t->class, jr_stmt_text(st, 9));
		jr_buf_clear(&t->lessons);
	}
	jr_buf_addf(&t->lessons, "%s%d %s", t->lessons.len > 0 ? ", " : "",
	    (int)jr_stmt_int(st, 7), jr_stmt_text(st, 8));
	return JR_OK;
}

static int
look_at_day(struct today *t, int64_t class_id, const char *date)
{
	int rc;

	t->date = date;
	rc = jr__each(t->j, JR_SQL_ATTEND_OF_DAY, JR_PARAMS(JR_P_INT("class_id", class_id),
	    JR_P_TEXT("date", date)), take_lesson, t);
	return rc < 0 ? rc : give(t);
}

static int
look_at_class(struct today *t, int64_t class_id)
{
	char last[JR_DATE_SIZE] = "";
	struct jr_stmt *st;
	int rc;

	rc = jr__first(t->j, JR_SQL_ATTEND_LAST_DAY, JR_PARAMS(JR_P_INT("class_id", class_id),
	    JR_P_TEXT("today", t->today)), &st);
	if (rc == JR_OK) {
		if (jr_stmt_text(st, 0) != NULL)
			snprintf(last, sizeof(last), "%s", jr_stmt_text(st, 0));
		jr_stmt_reset(st);
	}
	if (rc >= 0 && last[0] != '\0')
		rc = look_at_day(t, class_id, last);
	return rc < 0 ? rc : look_at_day(t, class_id, t->today);
}

int
jr_attend_today(struct jr *j, const char *class, jr_absence_out *out, void *arg)
{
	struct today t = { .j = j, .out = out, .arg = arg };
	const int64_t *id;
	int rc;

	jr__clear(j);
	jr_date_format(jr_today(j), t.today);
	rc = find_classes(&t, class);
	id = (const void *)t.classes.data;
	for (size_t i = 0; rc == JR_OK && i < t.classes.len / sizeof(*id); i++)
		rc = look_at_class(&t, id[i]);
	jr_buf_release(&t.classes);
	jr_buf_release(&t.number);
	jr_buf_release(&t.name);
	jr_buf_release(&t.lessons);
	jr_buf_release(&t.code);
	jr_buf_release(&t.printed);
	jr_buf_release(&t.class);
	return rc;
}
