/* Decisions of the council as they follow from the year's marks and debts. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "council_impl.h"
#include "final_mark.h"
#include "lookup.h"
#include "year.h"

struct student {
	int64_t	 id;
	char	 number[64], to[JR_DATE_SIZE], to_where[256], decision[16];
};

struct run {
	struct jr	*j;
	jr_row_out	*out;
	void		*arg;
	const char	*protocol;
	char		 ends[JR_DATE_SIZE], today[JR_DATE_SIZE], date[JR_DATE_SIZE];
	int64_t		 only_student;	/* 0: all */
	/* The class in hand, */
	char		 class[64];
	int64_t		 grade;
	struct student	*student;
	size_t		 students, room;
	/* and the student. */
	struct jr_buf	 missing, owed;		/* subjects, joined */
	bool		 overdue;
	char		 until[JR_DATE_SIZE];	/* the latest day of his debts */
	char		 last[64];
};

/* --- One student --------------------------------------------------------------------- */

static void
join(struct jr_buf *b, const char *name)
{
	jr_buf_addf(b, "%s%s", b->len > 0 ? ", " : "", name);
}

/* A row of final_parts: the year's mark of a subject, and of another term. */
static int
take_mark(struct jr *j, struct jr_stmt *st, void *arg)
{
	const char *value = jr_stmt_text(st, 6), *means = jr_stmt_text(st, 8);
	struct run *r = arg;
	char same[64];

	(void)j;
	if (strcmp(jr_stmt_text(st, 4), "year") != 0)
		return JR_OK;
	snprintf(same, sizeof(same), "%lld", (long long)jr_stmt_int(st, 0));
	if (strcmp(same, r->last) == 0)
		return JR_OK;
	strcpy(r->last, same);
	if (value == NULL)
		join(&r->missing, jr_stmt_text(st, 1));
	else if (jr_stmt_int(st, 9) == 1 || (means != NULL && strcmp(means, "not_attested") == 0))
		join(&r->owed, jr_stmt_text(st, 1));
	return JR_OK;
}

static int
take_debt(struct jr *j, struct jr_stmt *st, void *arg)
{
	const char *name = jr_stmt_text(st, 1), *until = jr_stmt_text(st, 2);
	struct run *r = arg;

	(void)j;
	if (strcmp(until, r->today) < 0)
		r->overdue = true;
	if (strcmp(until, r->until) > 0)
		memcpy(r->until, until, JR_DATE_SIZE);
	if (r->owed.len == 0 || strstr(jr_buf_str(&r->owed), name) == NULL)
		join(&r->owed, name);	/* of the attestation */
	return JR_OK;
}

static int
look_at(struct run *r, const struct student *s)
{
	const struct jr_param year = JR_P_INT("year", jr_year(r->j));
	const struct jr_param student = JR_P_INT("student_id", s->id);
	int rc;

	jr_buf_clear(&r->missing);
	jr_buf_clear(&r->owed);
	r->overdue = false;
	r->until[0] = r->last[0] = '\0';
	if ((rc = jr__each(r->j, JR_SQL_FINAL_PARTS, JR_PARAMS(student, year,
	    JR_P_INT("grade", r->grade)), take_mark, r)) < 0 ||
	    (rc = jr__each(r->j, JR_SQL_DEBTS_OPEN, JR_PARAMS(student, year), take_debt, r)) < 0)
		return rc;
	return r->missing.failed || r->owed.failed ? jr__nomem(r->j) : JR_OK;
}

static int
give(struct run *r, const struct student *s, enum jr__decision d, const char *note)
{
	const char *cells[JR__C_COLUMNS] = {
		[JR__C_STUDENT] = s->number, [JR__C_CLASS] = r->class,
		[JR__C_DECISION] = jr__decision[d], [JR__C_DATE] = r->date,
		[JR__C_PROTOCOL] = r->protocol, [JR__C_NOTE] = note,
	};

	if (s->decision[0] != '\0' && (strcmp(s->decision, jr__decision[d]) == 0 ||
	    strcmp(s->decision, jr__decision[JR__CONDITIONAL]) != 0))
		return JR_OK;
	return r->out(r->arg, cells);
}

static int
give_owing(struct run *r, const struct student *s)
{
	struct jr_buf note = JR_BUF_INIT;
	int rc;

	jr_buf_addf(&note, "%s: %s", jr_words(r->j, N_("academic debt")), jr_buf_str(&r->owed));
	if (r->until[0] != '\0')
		jr_buf_addf(&note, " (%s %s)", jr_words(r->j, N_("until")), r->until);
	rc = note.failed ? jr__nomem(r->j) :
	    give(r, s, r->overdue ? JR__RETAINED : JR__CONDITIONAL, jr_buf_str(&note));
	jr_buf_release(&note);
	return rc;
}

static int
decide(struct run *r, const struct student *s)
{
	bool open = s->decision[0] == '\0';
	int rc;

	if (!open && strcmp(s->decision, jr__decision[JR__CONDITIONAL]) != 0)
		return JR_OK;
	if (strcmp(s->to, r->ends) < 0)
		return give(r, s, JR__LEFT, s->to_where);
	if ((rc = look_at(r, s)) < 0)
		return rc;
	if (r->missing.len > 0) {
		if (open)
			jr__warn(r->j, N_("%s, %s: no decision is proposed; the mark of the year "
			    "is missing in %s"), r->class, s->number, jr_buf_str(&r->missing));
		return JR_OK;
	}
	if (r->owed.len == 0)
		return give(r, s, JR__PROMOTED, NULL);
	if (jr__final_formula(r->j, r->grade) == NULL)
		return give_owing(r, s);
	jr__warn(r->j, N_("%s, %s: no decision is proposed; grade %d ends with a certificate, and "
	    "there is an academic debt in %s"), r->class, s->number, (int)r->grade,
	    jr_buf_str(&r->owed));
	return JR_OK;
}

/* --- Classes and students ------------------------------------------------------------------ */

static int
take_student(struct jr *j, struct jr_stmt *st, void *arg)
{
	const char *where = jr_stmt_text(st, 4), *decision = jr_stmt_text(st, 5);
	struct run *r = arg;
	size_t room = r->room == 0 ? 64 : 2 * r->room;
	struct student *s;

	if (r->students == r->room) {
		if ((s = realloc(r->student, room * sizeof(*s))) == NULL)
			return jr__nomem(j);
		r->student = s;
		r->room = room;
	}
	s = &r->student[r->students++];
	*s = (struct student){ .id = jr_stmt_int(st, 0) };
	snprintf(s->number, sizeof(s->number), "%s", jr_stmt_text(st, 1));
	memcpy(s->to, jr_stmt_text(st, 3), JR_DATE_SIZE);
	snprintf(s->to_where, sizeof(s->to_where), "%s", where != NULL ? where : "");
	snprintf(s->decision, sizeof(s->decision), "%s", decision != NULL ? decision : "");
	return JR_OK;
}

static int
list_class(struct run *r, int64_t class_id)
{
	int rc;

	r->students = 0;
	rc = jr__each(r->j, JR_SQL_COUNCIL_STUDENTS, JR_PARAMS(JR_P_INT("class_id", class_id),
	    JR_P_INT("year", jr_year(r->j))), take_student, r);
	for (size_t i = 0; i < r->students && rc == JR_OK; i++)
		if (r->only_student == 0 || r->only_student == r->student[i].id)
			rc = decide(r, &r->student[i]);
	return rc;
}

static int
list_classes(struct run *r, int64_t class_id)
{
	struct jr__year_classes *c;
	int rc;

	if ((rc = jr__year_classes(r->j, class_id, &c)) < 0)
		return rc;
	for (size_t i = 0; i < c->n && rc == JR_OK; i++) {
		strcpy(r->class, c->v[i].name);
		r->grade = c->v[i].grade;
		rc = list_class(r, c->v[i].id);
	}
	free(c);
	return rc;
}

static int
list(struct jr *j, const struct jr_filter *f, jr_row_out *out, void *arg)
{
	struct run r = { .j = j, .out = out, .arg = arg, .protocol = f->v[JR__C_PROTOCOL] };
	int64_t class_id;
	int rc;

	if ((rc = jr__council_narrow(j, f, &class_id, &r.only_student)) < 0 ||
	    (rc = jr__year_last(j, r.ends)) < 0)
		return rc;
	jr_date_format(jr_today(j), r.today);
	strcpy(r.date, r.today);
	if (f->v[JR__C_DATE] == NULL ||
	    (rc = jr__date(j, JR__C_DATE, f->v[JR__C_DATE], r.date)) == JR_OK)
		rc = list_classes(&r, class_id);
	free(r.student);
	jr_buf_release(&r.missing);
	jr_buf_release(&r.owed);
	return rc;
}

const struct jr_rowkind jr_kind_council_proposal = {
	.name = "council", .col = jr__council_columns, .columns = JR__C_COLUMNS, .list = list,
};
