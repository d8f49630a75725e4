/* What the files of the timetable share. */
#ifndef JR_TIMETABLE_IMPL_H
#define JR_TIMETABLE_IMPL_H

#include "impl.h"
#include "timetable.h"

/* The columns of a row. */
enum { CLASS, GROUP, SUBJECT, WEEKDAY, NUMBER, WEEK, FROM, ROOM, TO, COLUMNS };

/* A slot's key, and its end. */
struct slot {
	int64_t	 course_id, weekday, number, week;
	char	 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
};

/* Note a slot that was added or changed, to be looked at after the last row. */
int	 jr__clash_note(struct jr *, const struct slot *, size_t line);

/* The kind's check. */
int	 jr__clash_check(struct jr *, jr_row_fault *say, void *arg);

/* Forget what was noted; called by jr__timetable_forget(). */
void	 jr__clash_forget(struct jr *);

#endif
