/*
 * The weekly timetable (расписание): which course has which lesson of which
 * weekday, from when to when.
 */
#ifndef JR_TIMETABLE_H
#define JR_TIMETABLE_H

#include "row.h"

/*
 * Rows of the timetable.  A new slot without `from` begins on the year's first
 * day; without `from` a row means the stored slot of its place, if there is just
 * one.  `week` 1 is the ISO week of the year's first school day, then 1 and 2
 * alternate; empty: every week.
 *
 * When a slot's span gets shorter, the lessons already made for the days that it
 * no longer has go too, where nothing was recorded in them.  remove gives the
 * slot its last day; one that would not begin before that is deleted.
 */
extern const struct jr_rowkind jr_kind_timetable;

struct jr_replaced {
	int64_t	 ended;		/* slots that got their last day, or were taken out */
	int64_t	 lessons;	/* empty lessons that went with them */
};

/*
 * Let the file that follows be the whole timetable, from the day on, of the
 * classes (and cross-class groups) that it names.  To be called inside a transaction
 * before the first row is put.  New slots then begin on that day, and a row
 * without `from` means a slot that still holds on it.  JR_EINVAL: no day of the
 * year chosen.
 */
int	 jr_timetable_replace_from(struct jr *, const char *day);

/* After the last row: end, the day before, the slots that were not put. */
int	 jr_timetable_replace(struct jr *, struct jr_replaced *out);

/* --- For the library ---------------------------------------------------------- */

/* Forget a replacement begun; called by jr__lookup_free(). */
void	 jr__timetable_forget(struct jr *);

#endif
