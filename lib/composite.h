/*
 * Subjects that are one in the certificate and several in the journal
 * (composite_subjects of journal.conf).
 */
#ifndef JR_COMPOSITE_H
#define JR_COMPOSITE_H

#include "impl.h"

struct jr__part {
	char	*whole, *whole_key;	/* Математика, and its matching key */
	char	*key;			/* of the part: Алгебра */
};

struct jr__composites {
	struct jr__part	*part;
	size_t		 n, room;
};

/* As the store has them; release after a failure too. */
int	 jr__composites_load(struct jr *, struct jr__composites *);
void	 jr__composites_release(struct jr__composites *);

/* What the subject of this matching key is a part of; NULL: it stands for itself. */
const struct jr__part *jr__composite_of(const struct jr__composites *, const char *key);
/* Is this the key of a composite subject?  Its name as configured, else NULL. */
const char *jr__composite_named(const struct jr__composites *, const char *key);

#endif
