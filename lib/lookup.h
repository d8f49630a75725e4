/*
 * From the names in files to the ids in the store.  Everything looked up is
 * remembered until the end of the transaction; a changed roster forgets it
 * (jr__lookup_free).  `col` is the row's column to name in errors.
 *
 * Texts may be as in the file: they are cleaned and folded here, once for each
 * spelling.
 */
#ifndef JR_LOOKUP_H
#define JR_LOOKUP_H

#include "impl.h"

/* A day from a cell: JR_EINVAL with a clear word (Excel's serial numbers are
 * refused with both readings). */
int	 jr__day(struct jr *, int col, const char *text, jr_day *out);
/* The same, as ISO text. */
int	 jr__date(struct jr *, int col, const char *text, char out[JR_DATE_SIZE]);

/* A day that lies inside a school year of the store; *year gets its id. */
int	 jr__day_in_year(struct jr *, int col, const char *text, jr_day *out, int64_t *year);

/* JR_ENOTFOUND, in words, for each of these. */
int	 jr__find_class(struct jr *, int col, int64_t year, const char *name, int64_t *out);
int	 jr__find_staff(struct jr *, int col, const char *login, int64_t *out);
int	 jr__find_subject(struct jr *, int col, const char *name, int64_t *out);
int	 jr__find_term(struct jr *, int col, int64_t year, const char *code, int64_t *out);
/* class_id 0: a cross-class group. */
int	 jr__find_group(struct jr *, int col, int64_t year, int64_t class_id,
    const char *name, int64_t *out);

/*
 * A student by number, or by a name unique in class_id on that day.  With
 * class_id 0 only by number.  JR_EINVAL: several fit; they are listed with
 * their numbers.
 */
int	 jr__find_student(struct jr *, int col, const char *text, int64_t class_id,
    jr_day day, int64_t *out);
/* The same in a class by its name (NULL, "": none), as rows name both. */
int	 jr__find_student_in(struct jr *, int col_class, const char *class, int64_t year,
    int col, const char *text, jr_day day, int64_t *out);

struct jr__course {
	int64_t	 id, year, class_id, group_id, subject_id;	/* 0: none */
	int	 grade;
	bool	 extracurricular;
	struct jr__members *members;	/* lookup_course.c's own */
};

/* Columns to name in errors. */
struct jr__course_cols {
	int	 class, group, subject;
};

/*
 * The course of class, group and subject in a year.  class empty: a cross-class
 * group, or without a group the class of student_id on that day.  group empty: the
 * whole-class course, else the one group course whose group student_id is in on that
 * day (student_id 0: then the only one, several are an error that lists them).  *out
 * is borrowed until the look-ups are forgotten.
 */
int	 jr__find_course(struct jr *, const struct jr__course_cols *, int64_t year,
    const char *class, const char *group, const char *subject,
    int64_t student_id, jr_day day, const struct jr__course **out);
int	 jr__course_by_id(struct jr *, int64_t id, const struct jr__course **out);

/* Was the student in the course on that day?  *out tells. */
int	 jr__in_course(struct jr *, const struct jr__course *, int64_t student_id,
    jr_day day, bool *out);

/* A time in which a student is off a course's register (mode.h). */
struct jr__apart {
	int64_t		 student_id;
	jr_day		 from, to;
	char		 from_date[JR_DATE_SIZE];
	const char	*mode;		/* N_() words */
	char		 order[64];	/* its number; may be cut, "" where none is known */
};

/* Is the student off the course's register on that day?  *out: by what, borrowed until
 * the look-ups are forgotten; NULL: no. */
int	 jr__apart_from(struct jr *, const struct jr__course *, int64_t student_id,
    jr_day day, const struct jr__apart **out);

/* A text for storing: clean NFC, in memory that lives until the next call with
 * the same slot (0–7).  "" and NULL give NULL. */
int	 jr__clean(struct jr *, int slot, const char *text, const char **out);
/* The same with the matching or the sort key. */
int	 jr__match(struct jr *, int slot, const char *text, const char **out);
int	 jr__sort(struct jr *, int slot, const char *text, const char **out);
int	 jr__sort_class(struct jr *, int slot, const char *text, const char **out);

/* One of a set of words, English or Russian, by their matching keys. */
struct jr__word {
	const char	*word;	/* NULL ends the set */
	int		 value;
};
/* JR_OK and the value; JR_DONE: none of them.  Takes slots 2 and 3. */
int	 jr__word_find(struct jr *, const struct jr__word *, const char *text, int *out);

#endif
