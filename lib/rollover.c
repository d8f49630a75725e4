/* From one school year to the next. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "council_impl.h"
#include "final_mark.h"
#include "lookup.h"
#include "rollover.h"
#include "roster_impl.h"
#include "year.h"

#define LISTED 20	/* students in a message */

struct class {
	int64_t	 id, grade;
	char	 name[64], next[64];	/* next: of the next year */
	char	 homeroom[64];		/* a login; "": none that stays */
	bool	 goes_on;		/* somebody is promoted from it */
};

struct student {
	size_t	 class;			/* its place */
	int64_t	 id;
	char	 number[64], from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	char	 decided_on[JR_DATE_SIZE];	/* "": not yet */
	enum jr__decision decision;
	bool	 there;			/* he is in the next year already */
	bool	 moved;			/* promoted by this run */
};

struct run {
	struct jr		*j;
	const struct jr_rollover *options;
	struct jr_rolled	*rolled;
	int64_t			 year, next;
	char			 name[JR_YEAR_SIZE];	/* of the next year */
	char			 ends[JR_DATE_SIZE], first[JR_DATE_SIZE];
	struct class		*class;
	struct student		*student;
	size_t			 classes, students;
	struct jr_buf		 listed;	/* students that are in the way */
	size_t			 in_the_way;
};

/* --- Rows of the roster ------------------------------------------------------------- */

static void
set(struct jr_row *r, const char *column, const char *value)
{
	r->v[jr_rowkind_column(r->kind, column)] = value;
}

/* Put a row of that year. */
static int
put(struct run *r, int64_t year, const struct jr_row *row)
{
	enum jr_change what;
	int rc;

	r->j->year = year;
	rc = row->kind->put(r->j, row, &what);
	r->j->year = r->year;
	if (rc == JR_OK && what == JR_ADDED)
		r->rolled->added++;
	else if (rc == JR_OK && what == JR_CHANGED)
		r->rolled->changed++;
	else if (rc == JR_OK)
		r->rolled->same++;
	return rc;
}

/* A class of the next year; *out 0: it is not there. */
static int
find_next(struct run *r, const char *name, int64_t *out)
{
	const char *key;
	int rc;

	if ((rc = jr__match(r->j, 5, name, &key)) < 0)
		return rc;
	rc = jr__number(r->j, JR_SQL_FIND_CLASS, JR_PARAMS(JR_P_INT("year", r->next),
	    JR_P_TEXT("match_key", key)), out);
	return rc < 0 ? rc : JR_OK;
}

/* --- What there is ---------------------------------------------------------------------- */

static int
find_years(struct run *r)
{
	struct jr_stmt *st;
	int first, rc;

	r->year = jr_year(r->j);
	r->next = r->year + 1;
	jr_year_format((int)r->next, r->name);
	if (r->options->to != NULL && jr_year_parse(r->options->to, &first) < 0)
		return jr__fail(r->j, JR_EINVAL, N_("'%s' is not a school year like 2026/27"),
		    r->options->to);
	if (r->options->to != NULL && first != r->next)
		return jr__fail(r->j, JR_EINVAL, N_("the year after the one in use is %s; another "
		    "one is chosen with --year"), r->name);
	if ((rc = jr__year_last(r->j, r->ends)) < 0 ||
	    (rc = jr__first(r->j, JR_SQL_YEAR_BY_ID, JR_PARAMS(JR_P_INT("id", r->next)),
	    &st)) < 0)
		return rc;
	if (rc == JR_DONE)
		return jr__fail(r->j, JR_ECONFIG, N_("the store has no school year %s; write it into "
		    "journal.conf and run jr-init --upgrade"), r->name);
	memcpy(r->first, jr_stmt_text(st, 2), JR_DATE_SIZE);
	jr_stmt_reset(st);
	return JR_OK;
}

static void *
more(void *old, size_t n, size_t size)
{
	return n % 64 == 0 ? realloc(old, (n + 64) * size) : old;
}

/* 7А, of grade 7, is 8А then; another name stays. */
static void
next_name(struct class *c)
{
	char *rest;

	if (strtoll(c->name, &rest, 10) == c->grade && rest != c->name)
		snprintf(c->next, sizeof(c->next), "%d%s", (int)c->grade + 1, rest);
	else
		snprintf(c->next, sizeof(c->next), "%s", c->name);
}

static int
take_class(struct jr *j, struct jr_stmt *st, void *arg)
{
	const char *homeroom = jr_stmt_text(st, 3);
	struct run *r = arg;
	struct class *c = more(r->class, r->classes, sizeof(*c));

	if (c == NULL)
		return jr__nomem(j);
	r->class = c;
	c += r->classes++;
	*c = (struct class){ .id = jr_stmt_int(st, 0), .grade = jr_stmt_int(st, 2) };
	snprintf(c->name, sizeof(c->name), "%s", jr_stmt_text(st, 1));
	snprintf(c->homeroom, sizeof(c->homeroom), "%s", homeroom != NULL ? homeroom : "");
	next_name(c);
	return JR_OK;
}

struct taking {
	struct run	*r;
	size_t		 class;
};

static int
take_student(struct jr *j, struct jr_stmt *st, void *arg)
{
	const char *decision = jr_stmt_text(st, 5);
	struct taking *t = arg;
	struct run *r = t->r;
	struct student *s;

	if (strcmp(jr_stmt_text(st, 3), r->ends) < 0)
		return JR_OK;	/* left before the year's end */
	if ((s = more(r->student, r->students, sizeof(*s))) == NULL)
		return jr__nomem(j);
	r->student = s;
	s += r->students++;
	*s = (struct student){ .class = t->class, .id = jr_stmt_int(st, 0) };
	snprintf(s->number, sizeof(s->number), "%s", jr_stmt_text(st, 1));
	memcpy(s->from, jr_stmt_text(st, 2), JR_DATE_SIZE);
	memcpy(s->to, jr_stmt_text(st, 3), JR_DATE_SIZE);
	if (decision == NULL)
		return JR_OK;
	memcpy(s->decided_on, jr_stmt_text(st, 6), JR_DATE_SIZE);
	for (s->decision = JR__PROMOTED; s->decision < JR__LEFT; s->decision++)
		if (strcmp(decision, jr__decision[s->decision]) == 0)
			break;
	return JR_OK;
}

static int
load(struct run *r)
{
	struct taking t = { .r = r };
	int rc;

	rc = jr__each(r->j, JR_SQL_ROLLOVER_CLASSES, JR_PARAMS(JR_P_INT("year", r->year),
	    JR_P_TEXT("date", r->first)), take_class, r);
	for (t.class = 0; t.class < r->classes && rc == JR_OK; t.class++)
		rc = jr__each(r->j, JR_SQL_COUNCIL_STUDENTS, JR_PARAMS(
		    JR_P_INT("class_id", r->class[t.class].id), JR_P_INT("year", r->year)),
		    take_student, &t);
	for (size_t i = 0; i < r->students && rc == JR_OK; i++) {
		struct jr__spans stays;

		rc = jr__spans_load(r->j, JR_SQL_STUDENT_STAYS, JR_PARAMS(
		    JR_P_INT("student_id", r->student[i].id), JR_P_INT("year", r->next)), &stays);
		r->student[i].there = rc == JR_OK && stays.n > 0;
	}
	return rc;
}

/* --- Who is in the way ------------------------------------------------------------------- */

static void
put_on_list(struct run *r, const struct student *s)
{
	if (r->in_the_way++ < LISTED)
		jr_buf_addf(&r->listed, "%s%s %s", r->listed.len > 0 ? ", " : "",
		    r->class[s->class].name, s->number);
}

/* The list as it stands in a message, with how many more there are. */
static const char *
in_the_way(struct run *r)
{
	if (r->in_the_way > LISTED)
		jr_buf_addf(&r->listed, ", … +%zu", r->in_the_way - LISTED);
	return jr_buf_str(&r->listed);
}

static int
check_decisions(struct run *r)
{
	for (size_t i = 0; i < r->students; i++)
		if (r->student[i].decided_on[0] == '\0')
			put_on_list(r, &r->student[i]);
	if (r->listed.failed)
		return jr__nomem(r->j);
	return r->in_the_way == 0 ? JR_OK : jr__fail(r->j, JR_EINVAL, N_("the council has not "
	    "decided yet about: %s; see jr-council propose"), in_the_way(r));
}

/* --- Classes ------------------------------------------------------------------------------- */

static bool
finishes(struct run *r, const struct student *s)
{
	return jr__final_formula(r->j, r->class[s->class].grade) != NULL;
}

static bool
goes_on(struct run *r, const struct student *s)
{
	return (s->decision == JR__PROMOTED || s->decision == JR__CONDITIONAL) && !finishes(r, s);
}

static int
stage(int64_t grade)
{
	return grade <= 4 ? 1 : grade <= 9 ? 2 : 3;
}

static int
make_class(struct run *r, const struct class *c)
{
	struct jr_row row = { .kind = &jr_kind_class };
	char grade[24];
	int64_t id;
	int rc;

	if ((rc = find_next(r, c->next, &id)) < 0 || id != 0)
		return rc;
	snprintf(grade, sizeof(grade), "%d", (int)c->grade + 1);
	set(&row, "class", c->next);
	set(&row, "grade", grade);
	if (stage(c->grade) == stage(c->grade + 1) && c->homeroom[0] != '\0')
		set(&row, "homeroom", c->homeroom);
	return put(r, r->next, &row);
}

static int
make_classes(struct run *r)
{
	int rc = JR_OK;

	for (size_t i = 0; i < r->students; i++)
		if (goes_on(r, &r->student[i]) && !r->student[i].there)
			r->class[r->student[i].class].goes_on = true;
	for (size_t i = 0; i < r->classes && rc == JR_OK; i++)
		if (r->class[i].goes_on)
			rc = make_class(r, &r->class[i]);
	return rc;
}

/* --- Students -------------------------------------------------------------------------------- */

static int
enrol(struct run *r, const struct student *s, const char *class)
{
	struct jr_row row = { .kind = &jr_kind_enrolment };

	set(&row, "student", s->number);
	set(&row, "class", class);
	set(&row, "from", r->first);
	set(&row, "order_in", r->options->order);
	return put(r, r->next, &row);
}

/* Once more in his grade: in the class of the same name, else in the only one.  "": neither. */
static int
class_again(struct run *r, const struct class *c, char out[64])
{
	struct jr_stmt *st;
	int64_t id;
	int n = 0, rc;

	snprintf(out, 64, "%s", c->name);
	if ((rc = find_next(r, c->name, &id)) < 0 || id != 0)
		return rc;
	out[0] = '\0';
	rc = jr__query(r->j, JR_SQL_ROLLOVER_GRADE, JR_PARAMS(JR_P_INT("year", r->next),
	    JR_P_INT("grade", c->grade)), &st);
	while (rc >= 0 && (rc = jr__step(r->j, st)) == JR_OK)
		snprintf(out, 64, "%s", n++ == 0 ? jr_stmt_text(st, 0) : "");
	return rc < 0 ? rc : JR_OK;
}

static int
retain(struct run *r, const struct student *s)
{
	char class[64];
	int rc;

	if ((rc = class_again(r, &r->class[s->class], class)) < 0)
		return rc;
	if (class[0] != '\0')
		return enrol(r, s, class);
	put_on_list(r, s);
	return JR_OK;
}

/* The last day is the council's, within the year, and of who finished not before its end. */
static int
end_enrolment(struct run *r, const struct student *s)
{
	struct jr_row row = { .kind = &jr_kind_enrolment };
	char last[32], day[JR_DATE_SIZE];
	const char *least = s->decision == JR__LEFT ? s->from : r->ends;

	if (strcmp(s->to, JR_OPEN_END) != 0)
		return JR_OK;
	snprintf(last, sizeof(last), "%04d-08-31", (int)r->next);
	memcpy(day, s->decided_on, JR_DATE_SIZE);
	if (strcmp(day, least) < 0)
		memcpy(day, least, JR_DATE_SIZE);
	if (strcmp(day, last) > 0)
		memcpy(day, last, JR_DATE_SIZE);
	set(&row, "student", s->number);
	set(&row, "class", r->class[s->class].name);
	set(&row, "from", s->from);
	set(&row, "to", day);
	set(&row, "order_out", r->options->order);
	return put(r, r->year, &row);
}

static int
move_student(struct run *r, struct student *s)
{
	int rc;

	if (s->there)
		return JR_OK;
	if (s->decision == JR__RETAINED)
		return retain(r, s);
	if (!goes_on(r, s))
		return end_enrolment(r, s);
	if ((rc = enrol(r, s, r->class[s->class].next)) == JR_OK)
		s->moved = true;
	return rc;
}

static int
move_students(struct run *r)
{
	int rc = JR_OK;

	for (size_t i = 0; i < r->students && rc == JR_OK; i++)
		rc = move_student(r, &r->student[i]);
	if (rc == JR_OK && r->listed.failed)
		rc = jr__nomem(r->j);
	if (rc == JR_OK && r->in_the_way > 0)
		rc = jr__fail(r->j, JR_EINVAL, N_("%s has no class of their grade, or several, for "
		    "students who repeat the year: %s; make one of the same name with jr-class, "
		    "or enrol them"), r->name, in_the_way(r));
	return rc;
}

/* --- Groups and courses ------------------------------------------------------------------------ */

/* Rows to put when the query that gives them has ended. */
struct rows {
	struct run	*r;
	struct jr_buf	 text;		/* cells, each with its NUL, `width` of them a row */
};

static int
take_cells(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct rows *rows = arg;

	for (int i = 0; i < jr_stmt_columns(st); i++) {
		const char *cell = jr_stmt_text(st, i);

		jr_buf_adds(&rows->text, cell != NULL ? cell : "");
		jr_buf_addc(&rows->text, '\0');
	}
	return rows->text.failed ? jr__nomem(j) : JR_OK;
}

/* Call act with the cells of each row. */
static int
each_row(struct rows *rows, int width, int (*act)(struct rows *, const struct class *,
    const char *const *), const struct class *c)
{
	const char *cell[8], *p = jr_buf_str(&rows->text);
	int rc = JR_OK;

	while (rc == JR_OK && p < jr_buf_str(&rows->text) + rows->text.len) {
		for (int i = 0; i < width; i++) {
			cell[i] = p;
			p += strlen(p) + 1;
		}
		rc = act(rows, c, cell);
	}
	return rc;
}

static int
put_member(struct rows *rows, const struct class *c, const char *const *cell)
{
	struct jr_row row = { .kind = &jr_kind_group };
	struct run *r = rows->r;

	for (size_t i = 0; i < r->students; i++)
		if (r->student[i].moved && strcmp(r->student[i].number, cell[1]) == 0 &&
		    &r->class[r->student[i].class] == c) {
			set(&row, "class", c->next);
			set(&row, "group", cell[0]);
			set(&row, "student", cell[1]);
			set(&row, "from", r->first);
			return put(r, r->next, &row);
		}
	return JR_OK;
}

/* Cells: group, subject, teacher, hours in hundredths, kind. */
static int
put_course(struct rows *rows, const struct class *c, const char *const *cell)
{
	struct jr_row row = { .kind = &jr_kind_course };
	struct run *r = rows->r;
	long long hours = strtoll(cell[3], NULL, 10);
	char text[32];
	const char *key;
	int64_t class_id, group_id = 0;
	int rc;

	if (cell[0][0] != '\0') {
		if ((rc = find_next(r, c->next, &class_id)) < 0 ||
		    (rc = jr__match(r->j, 5, cell[0], &key)) < 0 ||
		    (rc = jr__number(r->j, JR_SQL_FIND_GROUP, JR_PARAMS(
		    JR_P_INT("year", r->next), JR_P_INT("class_id", class_id),
		    JR_P_TEXT("match_key", key)), &group_id)) < 0)
			return rc;
		if (group_id == 0)
			return JR_OK;	/* nobody of the group went on */
	}
	snprintf(text, sizeof(text), "%lld.%02lld", hours / 100, hours % 100);
	set(&row, "class", c->next);
	set(&row, "group", cell[0]);
	set(&row, "subject", cell[1]);
	set(&row, "teacher", cell[2]);
	set(&row, "hours_per_week", text);
	set(&row, "kind", cell[4]);
	return put(r, r->next, &row);
}

static int
carry_groups(struct run *r, const struct class *c)
{
	struct rows rows = { .r = r };
	int rc;

	if ((rc = jr__each(r->j, JR_SQL_ROLLOVER_MEMBERS, JR_PARAMS(JR_P_INT("year", r->year),
	    JR_P_INT("class_id", c->id), JR_P_TEXT("date", r->ends)), take_cells,
	    &rows)) == JR_OK)
		rc = each_row(&rows, 2, put_member, c);
	jr_buf_release(&rows.text);
	return rc;
}

static int
carry_courses(struct run *r, const struct class *c)
{
	struct rows rows = { .r = r };
	int64_t class_id, courses;
	int rc;

	if ((rc = find_next(r, c->next, &class_id)) < 0 || (rc = jr__number(r->j,
	    JR_SQL_CLASS_COURSES, JR_PARAMS(JR_P_INT("class_id", class_id)), &courses)) < 0)
		return rc;
	if (class_id == 0 || courses > 0)
		return JR_OK;
	if ((rc = jr__each(r->j, JR_SQL_ROLLOVER_COURSES, JR_PARAMS(JR_P_INT("class_id", c->id),
	    JR_P_TEXT("date", r->ends), JR_P_TEXT("next", r->first)), take_cells,
	    &rows)) == JR_OK)
		rc = each_row(&rows, 5, put_course, c);
	jr_buf_release(&rows.text);
	return rc;
}

static int
carry(struct run *r)
{
	int rc = JR_OK;

	for (size_t i = 0; i < r->classes && rc == JR_OK; i++) {
		bool on = jr__final_formula(r->j, r->class[i].grade) == NULL;

		if (r->class[i].goes_on)
			rc = carry_groups(r, &r->class[i]);
		if (rc == JR_OK && on && r->options->courses)
			rc = carry_courses(r, &r->class[i]);
	}
	return rc;
}

int
jr_rollover(struct jr *j, const struct jr_rollover *options, struct jr_rolled *rolled)
{
	struct run r = { .j = j, .options = options, .rolled = rolled };
	int rc;

	jr__clear(j);
	*rolled = (struct jr_rolled){ 0 };
	if ((rc = jr__may(j, -1, JR_ON_CLASS)) == JR_OK &&
	    (rc = jr__may(j, -1, JR_ON_STUDENT)) == JR_OK &&
	    (rc = jr__may(j, -1, JR_ON_GROUP)) == JR_OK &&
	    (!options->courses || (rc = jr__may(j, -1, JR_ON_COURSE)) == JR_OK) &&
	    (rc = find_years(&r)) == JR_OK && (rc = load(&r)) == JR_OK &&
	    (rc = check_decisions(&r)) == JR_OK && (rc = make_classes(&r)) == JR_OK &&
	    (rc = move_students(&r)) == JR_OK)
		rc = carry(&r);
	free(r.class);
	free(r.student);
	jr_buf_release(&r.listed);
	return rc;
}
