/*
 * Days, weeks, school years and moments.  A day is a count of days since
 * 1970-01-01 (jr_day); a moment is seconds UTC since then.  The zone is the
 * school's, set once for the process.
 */
#ifndef JR_BASE_DATE_H
#define JR_BASE_DATE_H

#include <stdbool.h>
#include <stdint.h>

#include "base/rc.h"

typedef int32_t jr_day;

#define JR_DATE_SIZE 11		/* "2026-09-01" and NUL */
#define JR_WEEK_SIZE 9		/* "2026-W37" and NUL */
#define JR_YEAR_SIZE 8		/* "2026/27" and NUL */
#define JR_MOMENT_SIZE 20	/* "2026-09-01T12:00:00" and NUL */

jr_day	 jr_day_of(int year, int month, int day);
void	 jr_day_split(jr_day, int *year, int *month, int *day);
int	 jr_day_weekday(jr_day);		/* 1 Monday … 7 Sunday (ISO 8601) */

/*
 * 2026-11-05, 5.11.2026, 05.11.26 (years 00–79 are 2000–2079, 80–99 are
 * 1980–1999), with nothing before or behind.  JR_EINVAL: none of these, or no
 * such day in the calendar, or a year outside 1900–2199; *out is 0 then, as
 * with the other parsers here.
 */
int	 jr_date_parse(const char *, jr_day *out);

/*
 * A five-digit Excel serial number: true, and what it means counted from 1900
 * and (Macintosh) from 1904.
 */
bool	 jr_date_serial(const char *, jr_day *from1900, jr_day *from1904);

void	 jr_date_format(jr_day, char out[JR_DATE_SIZE]);	/* ISO */
void	 jr_date_format_ru(jr_day, char out[JR_DATE_SIZE]);	/* 05.11.2026 */

/*
 * ISO weeks: the Monday of "2026-W37" (also w37 in lower case); and back.
 * JR_EINVAL: not of this form, or a week that the year does not have.
 */
int	 jr_week_parse(const char *, jr_day *monday);
void	 jr_week_format(jr_day any, char out[JR_WEEK_SIZE]);

/*
 * School years, by their first calendar year; they run 1 September–31 August.
 * "2026/27", "2026-27", "2026/2027"; JR_EINVAL: not of this form, or the
 * second year does not follow the first.
 */
int	 jr_year_parse(const char *, int *first);
int	 jr_year_of(jr_day);				/* 2026 for 2027-08-31 */
void	 jr_year_format(int first, char out[JR_YEAR_SIZE]);

/*
 * Set the process's zone ("Europe/Saratov").  JR_EINVAL: no such zone in
 * /usr/share/zoneinfo (needs tzdata) or a path in the name; the zone is as it
 * was then.  JR_ENOMEM: it could not be read, and none is set.
 */
int	 jr_zone_set(const char *name);

/*
 * Local wall-clock to moment and back, in the zone set.  Of a time that comes
 * twice (clocks go back) the first is meant; one that is left out (clocks go
 * forward) is read by the clock before the change: 02:30 is then 03:30.
 */
int64_t	 jr_moment(jr_day, int hour, int minute, int second);
jr_day	 jr_moment_day(int64_t);
void	 jr_moment_format(int64_t, char out[JR_MOMENT_SIZE]);	/* local */

/*
 * "2026-09-01T12:00:00", local; a space may stand for the T, and the seconds
 * may be left out.  JR_EINVAL: none of these, or no such date or time.
 */
int	 jr_moment_parse(const char *, int64_t *out);

#endif
