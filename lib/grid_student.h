/*
 * The students of a course, found by number or by any form of their names that is
 * theirs alone: «Иванова», «Иванова А.», «Иванова А. П.», «Иванова Анна», in full.
 */
#ifndef JR_GRID_STUDENT_H
#define JR_GRID_STUDENT_H

#include "lookup.h"

struct jr__grid_student {
	int64_t	 id;
	size_t	 number, name;		/* for jr__grid_student_text() */
	size_t	 surname, given, patronymic;	/* likewise */
	size_t	 note;			/* likewise; 0: none */
	size_t	 line;			/* of the sheet where he stands; 0: nowhere yet */
};

struct jr__grid_students {
	struct jr__grid_student	*student;	/* as lists have them */
	size_t			 n;
	struct jr_map		*key;		/* name as it matches → place; -1: several;
						 * NULL: nobody was looked for by name */
	struct jr_map		*id;		/* id → place */
	struct jr_buf		 room, text;
};

/* Those who were in the course between two days (ISO) or have an entry there.  The
 * caller releases, also after a failure. */
int	 jr__grid_students(struct jr *, const struct jr__course *, const char *from,
    const char *to, struct jr__grid_students *out);
void	 jr__grid_students_release(struct jr__grid_students *);

const char *jr__grid_student_text(const struct jr__grid_students *, size_t at);
/* NULL: not among them. */
struct jr__grid_student *jr__grid_student_of(const struct jr__grid_students *, int64_t id);

/* By number, name, or both, which must be of one.  JR_EINVAL (several fit, they are
 * listed; number and name are of two), JR_ENOTFOUND. */
int	 jr__grid_find_student(struct jr *, struct jr__grid_students *,
    const char *number, const char *name, struct jr__grid_student **out);

#endif
