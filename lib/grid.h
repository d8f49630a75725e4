/*
 * The grid form of a course's journal: the sheet that its teacher keeps, read into
 * the journal and written out of it (grid_read.h says what it looks like).
 *
 * A cell holds marks and attendance, and each is stored as what it is.  With several
 * works in a lesson the marks of a cell stand in their order, `_` where there is none.
 * An empty cell changes nothing; `-` deletes what the cell names.
 */
#ifndef JR_GRID_H
#define JR_GRID_H

#include "grid_read.h"
#include "row.h"

struct jr_grid_how {
	const char	*class, *group, *subject;	/* of the course; NULL: none given */
	bool		 made_up;	/* marks of students who were absent were made up later */
	bool		 check_means;	/* compare the sheet's means with the journal's */
};

struct jr_grid_done {
	size_t	 rows[JR_REMOVED + 1];	/* by what became of them */
	size_t	 errors, denied;	/* denied: errors for want of a right */
	size_t	 means;			/* of the sheet that are not the journal's */
	size_t	 ahead;			/* lessons still to come, passed over */
};

/*
 * Store what a grid says, inside a transaction: register, topics, tasks, homework,
 * marks, attendance of its lessons (regulation 4.2а).  Columns of days to come are
 * passed over, and refused with anything but topics and homework in them; columns
 * with nothing in them are not looked at.  Nor are rows of nobody in the course with
 * nothing in them, such as notes below the table; they are told.
 *
 * A lesson's register is taken by `+` in the row Посещаемость and by every entry that
 * changes something; in a sheet without that row also by a topic and by any entry
 * (attendance.register_by_grid).
 *
 * JR_EINVAL: everything that is wrong was said, and the transaction must be aborted;
 * JR_ENOTFOUND, JR_EINVAL without errors in *out: the course.
 */
int	 jr_grid_import(struct jr *, const struct jr_grid *, const struct jr_grid_how *,
    jr_grid_said *, void *arg, struct jr_grid_done *out);

/* --- Out -------------------------------------------------------------------------- */

enum jr_grid_lessons {
	JR_GRID_STORED,		/* those of the journal */
	JR_GRID_SLOTS,		/* and of the timetable */
	JR_GRID_PLANNED,	/* and the plan's topics for those without one */
};

struct jr_grid_which {
	const char	*class, *group, *subject;	/* of the course; NULL: none given */
	const char	*from, *to;	/* days; NULL: the school year's first, last */
	enum jr_grid_lessons lessons;
	bool		 russian;	/* words of the rows */
	bool		 short_days;	/* titles without the year: 07.09 */
};

/*
 * Write the sheet of a course as a table: number and name, a column a lesson with its
 * day as the heading; first rows with the lesson's number, whether its register was
 * taken, its topic, tasks and homework, then its students.  Reading it back changes
 * nothing.  *lessons counts the columns.  JR_EINVAL, JR_ENOTFOUND: the course, the days.
 */
int	 jr_grid_list(struct jr *, const struct jr_grid_which *, FILE *out,
    const struct jr_table_opts *, size_t *lessons);

/* --- Edited ------------------------------------------------------------------------ */

/*
 * What the cells of a sheet were when it was written, to tell afterwards what its
 * editor changed.  The caller frees.
 */
struct jr_grid_cells;

int	 jr_grid_cells_new(struct jr *, const struct jr_grid_which *, struct jr_grid_cells **out);
void	 jr_grid_cells_free(struct jr_grid_cells *);	/* takes NULL */

/*
 * Store, inside a transaction, what differs in an edited sheet from what it was; a
 * cell that was emptied is deleted.  A cell that somebody else has changed meanwhile
 * is an error, once: after that what it has become is what it was.  Columns are known
 * by their day and the row of lesson numbers, rows by their students.  Otherwise as
 * jr_grid_import().
 */
int	 jr_grid_edit(struct jr *, struct jr_grid *edited, const struct jr_grid_which *,
    struct jr_grid_cells *was, const struct jr_grid_how *, jr_grid_said *, void *arg,
    struct jr_grid_done *out);

#endif
