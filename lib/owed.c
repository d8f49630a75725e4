/* Owed work: see owed.h. */
#include "owed.h"

#include <string.h>

#include "lookup.h"

int
jr__owed_word(struct jr *j, const char *cell, bool *out)
{
	static const struct jr__word words[] = { { "owed", 1 }, { "долг", 1 }, { NULL, 0 } };
	const char *clean;
	int rc, value;

	*out = false;
	if (cell == NULL || (cell[0] >= '1' && cell[0] <= '9'))
		return JR_OK;		/* a mark, as most cells are */
	if ((rc = jr__word_find(j, words, cell, &value)) != JR_DONE) {
		*out = rc == JR_OK;
		return rc;
	}
	if ((rc = jr__clean(j, 2, cell, &clean)) == JR_OK)
		*out = j->owed_zero && clean != NULL && strcmp(clean, "0") == 0;
	return rc;
}

static int
fetch(struct jr *j, int64_t task_id, int64_t student_id, struct jr_value *row)
{
	const struct jr_value key[] = { jr_int(task_id), jr_int(student_id) };

	return jr__fetch(j, JR_TBL_TASK_STATE, key, row);
}

static bool
is_owed(const struct jr_value *row)
{
	return strcmp(row[JR_TASK_STATE_STATE].p, "owed") == 0;
}

int
jr__owed_has(struct jr *j, int64_t task_id, int64_t student_id, bool *out)
{
	struct jr_value row[JR_TASK_STATE_COLUMNS];
	int rc = fetch(j, task_id, student_id, row);

	*out = rc == JR_OK && is_owed(row);
	jr__unfetch(j, JR_TBL_TASK_STATE);
	return rc < 0 ? rc : JR_OK;
}

int
jr__owed_put(struct jr *j, const struct jr__lesson_place *l, int64_t task_id,
    int64_t student_id, enum jr_change *what)
{
	struct jr_value row[JR_TASK_STATE_COLUMNS];
	int64_t tx_id;
	bool has;
	int rc;

	*what = JR_SAME;
	if ((rc = jr__owed_has(j, task_id, student_id, &has)) < 0 || has ||
	    (rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	row[JR_TASK_STATE_TASK_ID] = jr_int(task_id);
	row[JR_TASK_STATE_STUDENT_ID] = jr_int(student_id);
	row[JR_TASK_STATE_STATE] = jr_text("owed");
	row[JR_TASK_STATE_DUE_ON] = jr_null();
	row[JR_TASK_STATE_TX_ID] = jr_int(tx_id);
	if ((rc = jr__lesson_add(j, l->lesson_id, l->day, JR_TBL_TASK_STATE, row)) == JR_OK)
		*what = JR_ADDED;
	return rc;
}

int
jr__owed_remove(struct jr *j, int64_t task_id, int64_t student_id)
{
	struct jr_value row[JR_TASK_STATE_COLUMNS];
	int rc;

	if ((rc = fetch(j, task_id, student_id, row)) == JR_OK)
		rc = is_owed(row) ? jr__remove(j, JR_TBL_TASK_STATE, row) : JR_DONE;
	jr__unfetch(j, JR_TBL_TASK_STATE);
	return rc;
}
