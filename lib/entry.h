/*
 * What an entry in the journal is about: a mark or an absence names a day, a
 * course, a lesson and a student.  The checks that hold for every entry
 * (domain: "the rules of an import") stand here once.
 */
#ifndef JR_ENTRY_H
#define JR_ENTRY_H

#include "access.h"
#include "lesson.h"
#include "lookup.h"
#include "row.h"

struct jr__closed_term;

/* Places of the columns in the kind; every entry has them. */
struct jr__entry_cols {
	int	 date, class, group, subject, number, student;
	int	 thing;		/* that such an entry is: enum jr_thing (access.h) */
};

struct jr__entry {
	jr_day				 day;
	char				 date[JR_DATE_SIZE];
	const struct jr__course		*course;
	int64_t				 student_id;	/* 0: the row names nobody */
	struct jr__lesson_place		 lesson;
};

/*
 * Find them: a lesson of the journal, or a slot of the timetable, which
 * jr__lesson_make() makes a lesson once nothing can fail any more.
 * JR_EINVAL: a wrong or future date, outside the years of the store, several
 * that fit; JR_ENOTFOUND: class, subject, course, student, lesson, or a student
 * who was not in the class or group that day; JR_EDENIED: the actor may not enter
 * anything there.
 */
int	 jr__entry_find(struct jr *, const struct jr_row *, const struct jr__entry_cols *,
    struct jr__entry *out);

/* Is the student off the course's register that day (study mode)?  As
 * jr__apart_from(). */
int	 jr__entry_apart(struct jr *, const struct jr__entry *, const struct jr__apart **out);
/* Then nothing new is entered for him: JR_EINVAL in words, about the column `col`. */
int	 jr__entry_refuse_apart(struct jr *, int col, const char *student,
    const struct jr__apart *);

/* The closed term of the lesson's day, for the student's class (window.h). */
int	 jr__entry_closed(struct jr *, const struct jr__entry *, struct jr__closed_term *out);
/* JR_EDENIED, with the way to re-open, when there is one and the student's term mark of
 * the subject is not put off (deferral.h). */
int	 jr__entry_open_term(struct jr *, const struct jr__entry *);

/* JR_EDENIED when a stored row of this entry may no longer be changed without a
 * reason (window.h). */
int	 jr__entry_correct(struct jr *, const struct jr__entry *, const char *due_on,
    int64_t tx_id);

#endif
