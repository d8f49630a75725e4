/*
 * The calendar (учебный календарный график): which days are school days, for a
 * grade and for each class.
 *
 * A day is a school day of a grade when it is one of the week's school days, a
 * term of the grade runs, and no holiday of the calendar holds.  A grade without
 * quarters (1, 10, 11) rests when the school does: where no quarter runs, there
 * are vacations.  Then come the orders (режим дня), the narrower and later over
 * the wider and earlier: `off` takes the day away, `remote` keeps it, `weekday`
 * makes it a school day by another day's timetable, `bells` has it ring by
 * another set.
 */
#ifndef JR_CALENDAR_H
#define JR_CALENDAR_H

#include "core.h"

/*
 * The first and last day of a term: "Q1" in the year chosen by jr_use_year(), or
 * "2026/27-Q1".  from and to are empty on failure.  JR_EINVAL, JR_ENOTFOUND.
 */
int	 jr_term_days(struct jr *, const char *code, char from[JR_DATE_SIZE],
    char to[JR_DATE_SIZE]);

/* --- For the library ---------------------------------------------------------- */

/*
 * Fill `day` (1 September to 31 August, moments by the zone set) and
 * `school_day` of a year: for every grade, and for every class that there is.
 * To be called inside a transaction after any change of the year, its terms,
 * days off, bells or orders; a second call changes nothing.
 */
int	 jr__calendar_year(struct jr *, int64_t year);

/* The same for one class: after it was made, changed its grade, or by an order. */
int	 jr__calendar_class(struct jr *, int64_t class_id);

/*
 * School days again after an order changed: of the class, else (0) of the grade and its
 * classes, else (0) of all.
 */
int	 jr__calendar_ordered(struct jr *, int64_t year, int grade, int64_t class_id);

/*
 * Why a class (0: the grade) has no school on a day, in words for messages: the
 * holiday's name, the order's note, "a weekend", "holidays".  *out is the
 * caller's to release.
 */
struct jr_buf;
int	 jr__calendar_why(struct jr *, int64_t year, int64_t class_id, int grade, jr_day,
    struct jr_buf *out);

#endif
