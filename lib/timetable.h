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
 *
 * check, after the last row, finds the clashes of the rows that were new or changed with
 * all others: a class or a student with two lessons at once, a teacher, a room.  At once
 * is the same weekday, week and time by the bells; where a bell is missing, the same
 * number.  Groups of a class may have lessons side by side when no student is in
 * both, so a class and a cross-class group.  What is taught together (a joint lesson of two
 * classes) is the course of a cross-class group.  JR_ECONFLICT, unless clashes are allowed.
 */
extern const struct jr_rowkind jr_kind_timetable;

/* Clashes are stored, with a warning how many there are. */
void	 jr_timetable_allow_clashes(struct jr *, bool allow);

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
