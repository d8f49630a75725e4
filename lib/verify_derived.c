/* Columns for looking up and sorting: made from others, and in no log. */
#include <assert.h>
#include <string.h>

#include "verify_impl.h"

typedef int fold(struct jr_buf *, const char *, size_t);

static const struct rule {
	enum jr_tbl	 tbl;
	int		 column;
	fold		*fold;
	int		 from, to;	/* of these columns, joined with spaces */
} rules[] = {
	{ JR_TBL_STAFF, JR_STAFF_MATCH_KEY, jr_text_match,
	    JR_STAFF_SURNAME, JR_STAFF_PATRONYMIC },
	{ JR_TBL_STAFF, JR_STAFF_SORT_KEY, jr_text_sort,
	    JR_STAFF_SURNAME, JR_STAFF_PATRONYMIC },
	{ JR_TBL_CLASS, JR_CLASS_MATCH_KEY, jr_text_match, JR_CLASS_NAME, JR_CLASS_NAME },
	{ JR_TBL_CLASS, JR_CLASS_SORT_KEY, jr_text_sort_class, JR_CLASS_NAME, JR_CLASS_NAME },
	{ JR_TBL_STUDENT, JR_STUDENT_MATCH_KEY, jr_text_match,
	    JR_STUDENT_SURNAME, JR_STUDENT_PATRONYMIC },
	{ JR_TBL_STUDENT, JR_STUDENT_SORT_KEY, jr_text_sort,
	    JR_STUDENT_SURNAME, JR_STUDENT_PATRONYMIC },
	{ JR_TBL_GUARDIAN, JR_GUARDIAN_MATCH_KEY, jr_text_match,
	    JR_GUARDIAN_SURNAME, JR_GUARDIAN_PATRONYMIC },
	{ JR_TBL_GUARDIAN, JR_GUARDIAN_SORT_KEY, jr_text_sort,
	    JR_GUARDIAN_SURNAME, JR_GUARDIAN_PATRONYMIC },
	{ JR_TBL_STUDY_GROUP, JR_STUDY_GROUP_MATCH_KEY, jr_text_match,
	    JR_STUDY_GROUP_NAME, JR_STUDY_GROUP_NAME },
	{ JR_TBL_STUDY_GROUP, JR_STUDY_GROUP_SORT_KEY, jr_text_sort_class,
	    JR_STUDY_GROUP_NAME, JR_STUDY_GROUP_NAME },
	{ JR_TBL_SUBJECT, JR_SUBJECT_MATCH_KEY, jr_text_match,
	    JR_SUBJECT_NAME, JR_SUBJECT_NAME },
	{ JR_TBL_SUBJECT, JR_SUBJECT_SORT_KEY, jr_text_sort, JR_SUBJECT_NAME, JR_SUBJECT_NAME },
	{ JR_TBL_PLAN_ITEM, JR_PLAN_ITEM_MATCH_KEY, jr_text_match,
	    JR_PLAN_ITEM_TOPIC, JR_PLAN_ITEM_TOPIC },
	{ JR_TBL_PLAN_CHANGE, JR_PLAN_CHANGE_MATCH_KEY, jr_text_match,
	    JR_PLAN_CHANGE_TOPIC, JR_PLAN_CHANGE_TOPIC },
	{ JR_TBL_RECORD, JR_RECORD_MATCH_KEY, jr_text_match, JR_RECORD_TOPIC, JR_RECORD_TOPIC },
};

static const struct rule *
rule_of(enum jr_tbl tbl, int column)
{
	for (size_t i = 0; i < sizeof(rules) / sizeof(rules[0]); i++)
		if (rules[i].tbl == tbl && rules[i].column == column)
			return &rules[i];
	return NULL;
}

/* A text of signs only has no key of its own: any will do. */
static bool
follows(const struct rule *r, const struct jr_value *row, struct jr_buf *text,
    struct jr_buf *key)
{
	const struct jr_value *is = &row[r->column];

	jr_buf_clear(text);
	jr_buf_clear(key);
	for (int i = r->from; i <= r->to; i++) {
		if (row[i].type != JR_V_TEXT || row[i].n == 0)
			continue;
		if (text->len > 0)
			jr_buf_addc(text, ' ');
		jr_buf_add(text, row[i].p, row[i].n);
	}
	if (r->fold(key, jr_buf_str(text), text->len) == JR_EINVAL)
		return false;
	return key->len == 0 || (is->type == JR_V_TEXT && is->n == key->len &&
	    memcmp(is->p, key->data, key->len) == 0);
}

/* Buffers of a check. */
struct check {
	struct jr_buf text, key, words;
};

static int
check_row(struct jr__verify *v, enum jr_tbl tbl, const struct jr_value *whole,
    const struct jr__short *row, struct check *c)
{
	int rc;

	for (int i = 0; i < jr_tbl_desc[tbl].columns; i++) {
		const struct rule *rule;

		if (!jr__is_derived(tbl, i))
			continue;
		rule = rule_of(tbl, i);
		assert(rule != NULL);
		if (follows(rule, whole, &c->text, &c->key))
			continue;
		if (c->text.failed || c->key.failed)
			return jr__nomem(v->j);
		if ((rc = jr__verify_words(v, tbl, row, whole, &c->words)) < 0)
			return rc;
		jr__fault(v, N_("%s: %s does not follow from %s"), jr_buf_str(&c->words),
		    jr_tbl_desc[tbl].column[i], jr_tbl_desc[tbl].column[rule->from]);
	}
	return JR_OK;
}

int
jr__verify_derived(struct jr__verify *v, enum jr_tbl tbl)
{
	unsigned char key[JR__KEY_MOST];
	struct jr_value whole[JR_COLUMNS_MOST];
	struct jr__short row[JR_COLUMNS_MOST];
	struct check c = { 0 };
	struct jr_stmt *st;
	int rc;

	if (strchr(jr_tbl_desc[tbl].types, 'd') == NULL)
		return JR_OK;
	rc = jr__query(v->j, JR_SQL_ROW(tbl, JR_ROW_SCAN), JR_NO_PARAMS, &st);
	while (rc >= 0 && (rc = jr__step(v->j, st)) == JR_OK) {
		jr__verify_row(st, tbl, whole, row);
		if (!jr__in_doubt(v, tbl, key, jr__verify_key(key, tbl, row)) &&
		    (rc = check_row(v, tbl, whole, row, &c)) < 0)
			jr_stmt_reset(st);
	}
	jr_buf_release(&c.text);
	jr_buf_release(&c.key);
	jr_buf_release(&c.words);
	return rc < 0 ? rc : JR_OK;
}
