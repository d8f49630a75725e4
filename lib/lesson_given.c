/* Lessons that are not given, because they were cancelled or moved, take nothing new. */
#include "lesson_impl.h"
#include "substitute_impl.h"

/* How it is taken back stands in the words, for the deputy. */
static int
refuse(struct jr *j, int col, const struct jr__lesson_place *p)
{
	struct jr__lesson_place moved;
	struct jr__sub_stored stored;
	char date[JR_DATE_SIZE], to[JR_DATE_SIZE];
	int rc;

	if ((rc = jr__sub_stored(j, p->lesson_id, &stored)) < 0)
		return rc;
	jr_date_format(p->day, date);
	if (stored.other_id == 0)
		return jr__fail_at(j, JR_ECONFLICT, col, N_("lesson %d on %s was cancelled; the "
		    "deputy takes that back with jr-lesson substitute --remove"), p->number, date);
	if ((rc = jr__sub_place(j, stored.other_id, &moved)) < 0)
		return rc;
	jr_date_format(moved.day, to);
	return jr__fail_at(j, JR_ECONFLICT, col,
	    /* TRANSLATORS: number and day of the lesson; day and number of its new place. */
	    N_("lesson %d on %s was moved to %s, lesson %d: enter it there; the deputy takes the "
	    "move back with jr-lesson substitute --remove"), p->number, date, to, moved.number);
}

int
jr__lesson_given(struct jr *j, int col, const struct jr__lesson_place *p)
{
	struct jr__course_day *d;
	int rc;

	if (p->lesson_id == 0)
		return JR_OK;
	if ((rc = jr__course_day(j, p->course, p->day, &d)) < 0 ||
	    (rc = jr__course_day_cancelled(j, d)) < 0)
		return rc;
	return d->cancelled & JR__BIT(p->number) ? refuse(j, col, p) : JR_OK;
}
