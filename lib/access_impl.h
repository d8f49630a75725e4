/*
 * Access inside the library: the actor's grants, remembered in a transaction.
 *
 * A domain asks jr__may() about what it is going to write, with the row's column to
 * name.  jr__access_row() then lets only those tables be written that were asked for
 * (rows.c).  Neither costs anything for local:USER.
 */
#ifndef JR_ACCESS_IMPL_H
#define JR_ACCESS_IMPL_H

#include "entry.h"
#include "rights.h"

/* Whom JR_ACTOR names: JR_ECONFIG rights.yaml; JR_EDENIED nobody.  In a reading
 * transaction.  NULL stays local:USER. */
int	 jr__access_open(struct jr *, const char *actor, const char *rights);
void	 jr__access_free(struct jr *);
/* A transaction begins: grants are read anew. */
void	 jr__access_begin(struct jr *);

/* How far an entry in a lesson may go; set by jr__may_enter(). */
enum jr__entering {
	JR__ENTERS,		/* his course: anything */
	JR__CORRECTS,		/* a deputy with a reason: what is stored */
	JR__GIVES_REASON,	/* a homeroom teacher: the reason of an absence */
	JR__LEAVES,		/* the teacher of a lesson that another gives: nothing new */
};

/* A course that the actor teaches, and when. */
struct jr__load {
	int64_t	 course_id, year, class_id, group_id, subject_id;
	int	 grade;
	jr_day	 from, to;
};

struct jr__home {
	int64_t	 class_id, year;
};

struct jr__access {
	struct jr__rights	 rights;
	int64_t			 staff_id;	/* 0: cron:JOB */
	char			*name;		/* for messages */
	bool			 loaded;	/* what follows, in this transaction */
	uint32_t		 may[JR__SCOPES][JR_ACTIONS_COUNT];
	struct jr__load		*load;
	struct jr__home		*home;
	size_t			 loads, homes;
	uint32_t		 granted;	/* things that may be written, as was asked */
	enum jr__entering	 entering;	/* what was asked last */
	int64_t			 left;		/* the lesson, where he leaves it */
};

/* The actor's grants, read; NULL: local:USER. */
int	 jr__access(struct jr *, struct jr__access **out);

/* The rule itself; *out tells. */
int	 jr__access_fits(struct jr *, const struct jr__access *, enum jr_action,
    const struct jr_object *, bool *out);
/* "NAME may not read, change …" at a column; JR_EDENIED. */
int	 jr__refuse(struct jr *, int col, enum jr_action, enum jr_thing);

/* May it be written?  JR_EDENIED in words, at the column.  Free for local:USER. */
int	 jr__may_write(struct jr *, int col, const struct jr_object *);

static inline int
jr__may(struct jr *j, int col, enum jr_thing thing)
{
	return j->access == NULL ? JR_OK :
	    jr__may_write(j, col, &(struct jr_object){ .thing = thing });
}

static inline int
jr__may_class(struct jr *j, int col, enum jr_thing thing, int64_t class_id)
{
	return j->access == NULL ? JR_OK : jr__may_write(j, col,
	    &(struct jr_object){ .thing = thing, .class_id = class_id });
}

static inline int
jr__may_student(struct jr *j, int col, enum jr_thing thing, int64_t student_id)
{
	return j->access == NULL ? JR_OK : jr__may_write(j, col,
	    &(struct jr_object){ .thing = thing, .student_id = student_id });
}

/*
 * An entry in a lesson of the course on that day: a topic, a mark, an absence.  Who
 * has not the right itself may have that to correct, where the transaction has a
 * reason, or for attendance that to give reasons; what is then written is held to it.
 * lesson_id 0: not made yet; student_id 0: it is about nobody in particular.
 */
int	 jr__may_enter(struct jr *, int col, enum jr_thing, const struct jr__course *, jr_day,
    int64_t lesson_id, int64_t student_id);

/* Is he here only to give reasons? */
static inline bool
jr__gives_reasons(const struct jr *j)
{
	return j->access != NULL && j->access->entering == JR__GIVES_REASON;
}

/* May he correct what is past its window, with the reason given?  *out tells. */
int	 jr__may_correct(struct jr *, bool *out);

/* A plan of the class (0: the grade) and group (0: all). */
int	 jr__may_plan(struct jr *, int col, int64_t class_id, int64_t grade, int64_t group_id,
    int64_t subject_id);
/* A term mark of the student, who is in that class, for a term between two days. */
int	 jr__may_term_mark(struct jr *, int col, int64_t student_id, int64_t subject_id,
    int64_t year, const char *from, const char *to);

/* Debts, decisions of the council, and the year's marks that follow from them. */
int	 jr__may_council(struct jr *, int col);

/* That somebody has the role, or no longer: `teacher` and `homeroom`, which by themselves
 * give nothing, come with the right to the staff. */
int	 jr__may_role(struct jr *, int col, const char *role);

/* Rows of the table are going to be taken back; own: the actor himself made them. */
int	 jr__may_revert(struct jr *, enum jr_tbl, bool own);

/* The last gate, of rows.c: 'I', 'U' or 'D' in a table that the history records. */
int	 jr__access_row(struct jr *, enum jr_tbl, char op);

/* JR_EDENIED: "NAME may not read the roster", where he may not in the whole school. */
int	 jr__may_read(struct jr *, enum jr_thing);

/* The same, but who may not reads still what he entered himself: *own. */
int	 jr__reads_own(struct jr *, enum jr_thing, bool *own);

/* In which scopes may he read it?  Bits of 1 << enum jr__scope. */
int	 jr__reads_in(struct jr *, enum jr_thing, unsigned *out);
/* Does he give lessons of the course between two days for its teacher, and (all) no
 * other than he gives any there?  *out tells. */
int	 jr__stands_in(struct jr *, int64_t course_id, const char *from, const char *to, bool all,
    bool *out);
bool	 jr__is_home(const struct jr__access *, int64_t class_id);

#endif
