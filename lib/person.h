/* Looking up one person or week that somebody asks about.  Inside the library. */
#ifndef JR_PERSON_H
#define JR_PERSON_H

#include "impl.h"

/*
 * A student by number, by a name unique in class_id on that day, or with class_id 0 by
 * a name unique in the school.  JR_EINVAL lists those who fit; JR_ENOTFOUND.
 */
int	 jr__find_person(struct jr *, int col, const char *text, int64_t class_id, jr_day,
    int64_t *out);

/* The grade of his last class in a year; 0: he is in none. */
int	 jr__grade_of(struct jr *, int64_t student_id, int64_t year, int64_t *grade);

/* The Monday of "2026-W37", or of the week before this one, "last". */
int	 jr__week(struct jr *, const char *text, jr_day *monday);

#endif
