/* Closing terms for classes, and opening them again. */
#include "term_close.h"

#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "lookup.h"
#include "term.h"
#include "term_propose.h"
#include "window.h"

struct class {
	int64_t	 id;
	char	 name[64];
	bool	 closed;
};

struct closing {
	struct jr		*j;
	int64_t			 term_id;
	char			 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
	struct jr_buf		 classes;	/* struct class */
	jr_term_hole_out	*out;
	void			*arg;
	struct jr_term_hole	 hole;		/* being counted */
	struct jr_buf		 subject, which;
	int64_t			 holes;		/* of the class */
};

/* --- Which ----------------------------------------------------------------------- */

static int
take_class(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct closing *c = arg;
	struct class k = { .id = jr_stmt_int(st, 0), .closed = jr_stmt_int(st, 3) != 0 };

	strncat(k.name, jr_stmt_text(st, 1), sizeof(k.name) - 1);
	jr_buf_add(&c->classes, &k, sizeof(k));
	return c->classes.failed ? jr__nomem(j) : JR_OK;
}

static int
find_term(struct closing *c, const char *term, char code[16])
{
	struct jr_stmt *st;
	int rc;

	if ((rc = jr__find_term(c->j, -1, jr_year(c->j), term, &c->term_id)) < 0 ||
	    (rc = jr__first(c->j, JR_SQL_TERM_GET, JR_PARAMS(JR_P_INT("id", c->term_id)),
	    &st)) < 0)
		return rc;
	strncat(code, jr_stmt_text(st, 1), 15);
	strncat(c->from, jr_stmt_text(st, 2), sizeof(c->from) - 1);
	strncat(c->to, jr_stmt_text(st, 3), sizeof(c->to) - 1);
	jr_stmt_reset(st);
	return JR_OK;
}

/* The term, over by now if it must be, and the classes that have it. */
static int
find(struct closing *c, const char *term, const char *class, bool over)
{
	int64_t class_id = 0, grade;
	char code[16] = "";
	jr_day ends;
	int rc;

	if ((rc = find_term(c, term, code)) < 0)
		return rc;
	if (over && (jr_date_parse(c->to, &ends) < 0 || jr_today(c->j) < ends))
		return jr__fail(c->j, JR_EINVAL, N_("%s is over only on %s"), code, c->to);
	if (class != NULL &&
	    ((rc = jr__find_class(c->j, -1, jr_year(c->j), class, &class_id)) < 0 ||
	    (rc = jr__number(c->j, JR_SQL_PROPOSE_GRADE, JR_PARAMS(JR_P_INT("class", class_id)),
	    &grade)) < 0 ||
	    (rc = jr__term_of_grade(c->j, -1, c->term_id, jr_year(c->j), (int)grade)) < 0))
		return rc;
	return jr__each(c->j, JR_SQL_TERM_CLOSE_CLASSES, JR_PARAMS(JR_P_INT("term", c->term_id),
	    { "class", class_id == 0 ? jr_null() : jr_int(class_id) }), take_class, c);
}

static void
release(struct closing *c)
{
	jr_buf_release(&c->classes);
	jr_buf_release(&c->subject);
	jr_buf_release(&c->which);
}

/* --- Holes --------------------------------------------------------------------------- */

/* What was counted, out. */
static int
tell(struct closing *c)
{
	int rc = JR_OK;

	if (c->subject.failed || c->which.failed)
		return jr__nomem(c->j);
	if (c->hole.count > 0) {
		c->hole.subject = jr_buf_str(&c->subject);
		c->hole.which = jr_buf_str(&c->which);
		rc = c->out(c->arg, &c->hole);
	}
	c->hole.count = 0;
	return rc;
}

static int
count(struct closing *c, const char *subject, enum jr_hole hole, const char *which)
{
	int rc;

	c->holes++;
	if (c->hole.count == 0 || c->hole.hole != hole ||
	    strcmp(jr_buf_str(&c->subject), subject) != 0) {
		if ((rc = tell(c)) < 0)
			return rc;
		jr_buf_clear(&c->subject);
		jr_buf_adds(&c->subject, subject);
		jr_buf_clear(&c->which);
		c->hole.hole = hole;
	}
	if (c->hole.count++ > 0)
		jr_buf_adds(&c->which, ", ");
	jr_buf_adds(&c->which, which);
	return JR_OK;
}

static int
take_hole(struct jr *j, struct jr_stmt *st, void *arg)
{
	const char *student = jr_stmt_text(st, 4);
	struct jr_buf which = JR_BUF_INIT;
	int rc;

	jr_buf_addf(&which, "%s%s%s/%d", student != NULL ? student : "",
	    student != NULL ? " " : "", jr_stmt_text(st, 2), (int)jr_stmt_int(st, 3));
	rc = which.failed ? jr__nomem(j) : count(arg, jr_stmt_text(st, 0),
	    JR_HOLE_LESSON + (enum jr_hole)(jr_stmt_int(st, 1) - 1), jr_buf_str(&which));
	jr_buf_release(&which);
	return rc;
}

static int
compare_subjects(const void *a, const void *b)
{
	const struct jr__proposal *const *x = a, *const *y = b;

	if ((*x)->subject_id != (*y)->subject_id)
		return (*x)->subject_id < (*y)->subject_id ? -1 : 1;
	return *x < *y ? -1 : *x > *y;
}

/* Groups of a subject together: they come one after another. */
static int
find_unset(struct closing *c, const struct jr__proposals *p)
{
	size_t n = 0, all = jr__proposals_count(p);
	const struct jr__proposal **unset = calloc(all + 1, sizeof(*unset)), *q;
	int rc = unset == NULL ? jr__nomem(c->j) : JR_OK;

	for (size_t i = 0; rc == JR_OK && i < all; i++) {
		q = jr__proposals_at(p, i);
		if (q->value == NULL && !q->elective && !(q->notes & JR__DEFERRED))
			unset[n++] = q;
	}
	if (n > 1)
		qsort(unset, n, sizeof(*unset), compare_subjects);
	for (size_t i = 0; rc == JR_OK && i < n; i++)
		rc = count(c, unset[i]->subject, JR_HOLE_TERM_MARK, unset[i]->number);
	free(unset);
	return rc;
}

static int
find_holes(struct closing *c, const struct class *k)
{
	const struct jr__propose_which which = { c->term_id, k->id, 0, 0 };
	struct jr__proposals *p;
	int rc;

	c->holes = 0;
	c->hole.class = k->name;
	if ((rc = jr__proposals_load(c->j, &which, &p)) < 0)
		return rc;
	if ((rc = find_unset(c, p)) == JR_OK && (rc = tell(c)) == JR_OK)
		rc = jr__each(c->j, JR_SQL_TERM_CLOSE_HOLES, JR_PARAMS(JR_P_INT("class", k->id),
		    JR_P_TEXT("from", c->from), JR_P_TEXT("to", c->to)), take_hole, c);
	if (rc == JR_OK)
		rc = tell(c);
	jr__proposals_free(p);
	return rc;
}

/* --- Closing and opening ----------------------------------------------------------------- */

static int
write_close(struct closing *c, const struct class *k, bool close)
{
	struct jr_value row[JR_TERM_CLOSE_COLUMNS] = {
		[JR_TERM_CLOSE_TERM_ID] = jr_int(c->term_id),
		[JR_TERM_CLOSE_CLASS_ID] = jr_int(k->id),
	}, old[JR_TERM_CLOSE_COLUMNS];
	int64_t tx_id;
	int rc;

	c->j->closed = JR__CLOSED_UNKNOWN;
	if (close) {
		if ((rc = jr__tx_id(c->j, &tx_id)) < 0)
			return rc;
		row[JR_TERM_CLOSE_TX_ID] = jr_int(tx_id);
		return jr__insert(c->j, JR_TBL_TERM_CLOSE, row);
	}
	if ((rc = jr__fetch(c->j, JR_TBL_TERM_CLOSE, row, old)) != JR_OK)
		return rc < 0 ? rc : JR_OK;
	rc = jr__remove(c->j, JR_TBL_TERM_CLOSE, old);
	jr__unfetch(c->j, JR_TBL_TERM_CLOSE);
	return rc;
}

int
jr_term_close(struct jr *j, const char *term, const char *class, jr_term_hole_out *out,
    void *arg, struct jr_term_closed *done)
{
	struct closing c = { .j = j, .out = out, .arg = arg };
	const struct class *k;
	int rc;

	memset(done, 0, sizeof(*done));
	jr__clear(j);
	if ((rc = jr__may(j, -1, JR_ON_TERM)) == JR_OK)
		rc = find(&c, term, class, true);
	k = (const void *)c.classes.data;
	for (size_t i = 0; rc == JR_OK && i < c.classes.len / sizeof(*k); i++) {
		if (k[i].closed) {
			done->same++;
			continue;
		}
		if ((rc = find_holes(&c, &k[i])) < 0)
			break;
		if (c.holes == 0)
			rc = write_close(&c, &k[i], true);
		done->kept += c.holes > 0;
		done->done += c.holes == 0;
	}
	release(&c);
	return rc;
}

int
jr_term_reopen(struct jr *j, const char *term, const char *class,
    struct jr_term_closed *done)
{
	struct closing c = { .j = j };
	const struct class *k;
	int rc;

	memset(done, 0, sizeof(*done));
	jr__clear(j);
	if ((rc = jr__may(j, -1, JR_ON_REOPENING)) < 0)
		return rc;
	if (!jr__reason_given(j))
		return jr__fail(j, JR_EINVAL, N_("a term is opened again with a reason: --reason"));
	rc = find(&c, term, class, false);
	k = (const void *)c.classes.data;
	for (size_t i = 0; rc == JR_OK && i < c.classes.len / sizeof(*k); i++) {
		done->same += !k[i].closed;
		done->done += k[i].closed;
		if (k[i].closed)
			rc = write_close(&c, &k[i], false);
	}
	release(&c);
	return rc;
}
