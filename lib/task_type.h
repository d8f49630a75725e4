/*
 * Types of work, as the configuration has them: answer, control work and so on.
 * Read once, and forgotten with the look-ups.
 */
#ifndef JR_TASK_TYPE_H
#define JR_TASK_TYPE_H

#include "impl.h"

struct jr__task_type {
	char	 letter[16];
	bool	 class_work;
	int64_t	 weight;		/* hundredths */
};

struct jr__task_types {
	struct jr__task_type	*type;		/* by rank */
	int			 n;
	int			 usual;		/* place of the default type */
	struct jr_map		*of;		/* spelling → place */
};

/* All of them, borrowed until the look-ups are forgotten. */
int	 jr__task_types(struct jr *, struct jr__task_types **out);

/* A type by its letter (Latin look-alikes folded) or name: JR_OK and its place, or
 * JR_DONE and 0. */
int	 jr__task_type_at(struct jr *, const char *text, int *out);
/* The same, its letter; borrowed like the types.  JR_ENOTFOUND lists the letters. */
int	 jr__find_task_type(struct jr *, int col, const char *text, const char **letter);

/* Forget; called by jr__lookup_free(). */
void	 jr__task_types_free(struct jr *);

#endif
