/*
 * The memory of look-ups, for lookup*.c only: what was asked is a key, and the answer
 * an id, or a place in one of the arrays.
 */
#ifndef JR_LOOKUP_IMPL_H
#define JR_LOOKUP_IMPL_H

#include "lookup.h"

#define JR__SLOTS 8

/* Who was in a course, when; by student, then by day. */
struct jr__members {
	bool			 loaded;
	size_t			 n, room;
	struct jr__member {
		int64_t	 student_id;
		jr_day	 from, to;
	}			*member;
	bool			 aparts_loaded;
	size_t			 naparts;
	struct jr__apart	*apart;		/* who of them is off the register */
};

struct jr__lookup {
	struct jr_map		*ids;		/* what ‖ context ‖ text → id or place */
	struct jr__course	**course;	/* stay where they are */
	size_t			 courses, course_room;
	struct jr_buf		 key;
	struct jr_buf		 slot[JR__SLOTS];
};

/* Kinds of entries in ids. */
enum { JR__OF_DAY, JR__OF_CLASS, JR__OF_STAFF, JR__OF_SUBJECT, JR__OF_TERM, JR__OF_GROUP,
	JR__OF_STUDENT, JR__OF_NAME, JR__OF_COURSE, JR__OF_COURSE_ID };

/* The memory, made when it is not there. */
int	 jr__lookup_get(struct jr *, struct jr__lookup **out);
/* The same, with a key in it: the kind, two numbers, up to two texts. */
int	 jr__lookup_key(struct jr *, int what, int64_t a, int64_t b, const char *s,
    const char *t, struct jr__lookup **out);
int	 jr__lookup_put(struct jr *, int what, int64_t a, int64_t b, const char *s,
    const char *t, int64_t value);

void	 jr__course_free(struct jr__course *);

/* Was the key that it has just got answered before? */
static inline bool
jr__lookup_known(struct jr__lookup *l, int64_t *out)
{
	return jr_map_get(l->ids, l->key.data, l->key.len, out);
}

static inline const char *
jr__or_empty(const char *text)
{
	return text == NULL ? "" : text;
}

#endif
