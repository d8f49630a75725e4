/*
 * The day regime (режим дня): days and spans that are not as the calendar says, for
 * the school, a grade or a class, by order (regulation 4.2; domain, Calendar).
 */
#ifndef JR_REGIME_H
#define JR_REGIME_H

#include "row.h"

/*
 * Rows of the day regime: from, [to], [grade], [class], regime, [weekday], [bells],
 * [order], [note].  `regime` is off (no school: vacation, quarantine, frost), remote,
 * weekday (the day goes by another weekday's timetable) or bells (it rings by another
 * set).  Key: first day, grade or class, regime; a new row without `to` is one day.
 *
 * The school days are worked out again and the lessons follow.  Empty lessons of days
 * that are off now go, as do those of a timetable that no longer holds; where lessons
 * were made up to that time, those of the timetable that now holds are added.  What was
 * entered ahead on a day now off stays, with a warning, and counts nowhere.
 *
 * JR_EINVAL; JR_ENOTFOUND: no such class or set of bells; JR_ECONFLICT: lessons of a day
 * to be off have a register or marks (they are listed: such a day was taught); JR_EDENIED:
 * the calendar is not the actor's, or the term is closed for a class concerned.
 *
 * remove takes an order back, whole, and the lessons come back.
 */
extern const struct jr_rowkind jr_kind_regime;

struct jr_followed {
	int64_t	 added, removed;	/* lessons */
};

/* What became of lessons by the orders put or removed since the journal was opened. */
struct jr_followed jr_regime_followed(const struct jr *);

#endif
