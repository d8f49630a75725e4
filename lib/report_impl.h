/* Inside reports: a parsed file.  For report*.c only. */
#ifndef JR_REPORT_IMPL_H
#define JR_REPORT_IMPL_H

#include "impl.h"
#include "report.h"
#include "sqlfile.h"

#define JR__NAME 48		/* bytes of a column's name */
#define JR__CELLS 16		/* of a pivot's column */
#define JR__ELSE 3		/* alternatives of a cell */
#define JR__PARTS 16
#define JR__TYPED 64		/* columns that are no text */

enum jr__type {
	JR__TEXT, JR__INTEGER, JR__TENTHS, JR__HUNDREDTHS, JR__DATE, JR__MONTH, JR__WORD
};

struct jr__typed {
	char		name[JR__NAME];
	enum jr__type	type;
};

struct jr__pivot {
	char	row[JR__NAME], column[JR__NAME];	/* row "": no pivot */
	char	cell[JR__CELLS][JR__ELSE][JR__NAME];
	int	cells;
};

struct jr__part {
	int		 section, footer;	/* of the file; footer -1: none */
	const char	*name, *title;		/* the first: "", the report's */
	const char	*group, *join;		/* columns; NULL */
	bool		 numbered;
	struct jr__pivot pivot;
};

struct jr_report {
	struct jr__sqlfile	*file;
	const char		*name, *title, *scope, *params;
	char			*with;		/* shared expressions, joined */
	struct jr__typed	 typed[JR__TYPED];
	int			 ntyped;
	struct jr__part		 part[JR__PARTS];
	int			 parts;
};

enum jr__type jr__report_type(const struct jr_report *, const char *column);
/* The column's title as a message id; NULL: none. */
const char *jr__report_column_title(const struct jr_report *, const char *column);

/* What the parameters came to. */
struct jr__report_values {
	int64_t		 year, class_id, grade, student_id, staff_id, subject_id, term_id;
	char		 from[JR_DATE_SIZE], to[JR_DATE_SIZE], date[JR_DATE_SIZE];
	char		 today[JR_DATE_SIZE];
	char		 year_name[JR_YEAR_SIZE], term_name[64];
};

int	 jr__report_values(struct jr *, const struct jr_report *,
    const struct jr_report_query *, struct jr__report_values *out);

#endif
