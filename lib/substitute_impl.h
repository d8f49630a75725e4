/* What the files of substitutions share. */
#ifndef JR_SUBSTITUTE_IMPL_H
#define JR_SUBSTITUTE_IMPL_H

#include "access_impl.h"
#include "lesson.h"
#include "lookup.h"
#include "substitute.h"

/* Columns of a row of substitutions. */
enum { JR__SUB_DATE, JR__SUB_CLASS, JR__SUB_GROUP, JR__SUB_SUBJECT, JR__SUB_NUMBER,
	JR__SUB_TEACHER, JR__SUB_KIND, JR__SUB_BY, JR__SUB_WITH, JR__SUB_TO_DATE,
	JR__SUB_TO_NUMBER, JR__SUB_REASON, JR__SUB_ORDER, JR__SUB_COLUMNS };

enum jr__sub_kind { JR__SUBSTITUTE, JR__MERGED, JR__CANCELLED, JR__MOVED };

struct jr__sub {
	struct jr__lesson_place	 at;
	enum jr__sub_kind	 kind;
	int64_t			 staff_id;	/* by whom; 0: not said */
	const char		*with;		/* match key of a class or group; NULL */
	jr_day			 to_day;	/* moved */
	const char		*to_number;
	const char		*reason, *order;	/* clean; NULL: none */
	bool			 keep_reason, keep_order;	/* of what is stored */
};

/* Kind and words → the kind; by: is somebody named?  JR_EINVAL. */
int	 jr__sub_kind(struct jr *, const char *cell, bool by, enum jr__sub_kind *out);

/* Check it and write it: see jr_kind_substitution. */
int	 jr__sub_put(struct jr *, struct jr__sub *, enum jr_change *what);
/* Take back what the lesson has.  JR_ENOTFOUND: nothing. */
int	 jr__sub_remove(struct jr *, const struct jr__lesson_place *, enum jr_change *what);

/* What is stored of a lesson (lesson_id 0: nothing). */
struct jr__sub_stored {
	bool			 there;
	enum jr__sub_kind	 kind;
	int64_t			 staff_id, other_id, tx_id;
};

int	 jr__sub_stored(struct jr *, int64_t lesson_id, struct jr__sub_stored *out);

/* The place of a lesson by its id. */
int	 jr__sub_place(struct jr *, int64_t lesson_id, struct jr__lesson_place *out);
/* Its lesson may be moved there; move it, and leave a cancelled one (moved.c). */
int	 jr__sub_move(struct jr *, struct jr__sub *);
int	 jr__sub_move_back(struct jr *, const struct jr__lesson_place *,
    const struct jr__sub_stored *);
/* Rows of substitution and substitution_other. */
int	 jr__sub_write(struct jr *, const struct jr__sub *, int64_t lesson_id,
    int64_t other_id, enum jr_change *what);
int	 jr__sub_erase(struct jr *, int64_t lesson_id);

/* What somebody gives at some hour, of his own courses or for another. */
struct jr__sub_busy {
	int64_t	 staff_id, course_id, lesson_id;
	int	 number;
	bool	 own;
	bool	 then;			/* at the time of the lesson asked about */
};

/* All of the day of a lesson, in the order of staff and hour, added to the buf; what is at
 * its time goes by the clock, where the bells of both are known, else by number.
 * staff_id 0: everybody's. */
int	 jr__sub_busy(struct jr *, const struct jr__lesson_place *, int64_t staff_id,
    struct jr_buf *out);

/* "7А (англ) Английский язык" */
int	 jr__sub_words(struct jr *, const struct jr__course *, struct jr_buf *out);

/* JR_ECONFLICT, JR_EINVAL: the member of staff is absent or does not work on that day. */
int	 jr__sub_here(struct jr *, int64_t staff_id, jr_day, struct jr_buf *name);

/* That the teacher is absent for the whole of the span. */
int	 jr__staff_absent(struct jr *, const struct jr_substitute *);

#endif
