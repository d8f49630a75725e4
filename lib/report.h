/*
 * Reports (regulation 3.2.4, 5.2): files NAME.sql that say in a header what they
 * are and then ask the store (jr-report(5)).  Read at run time, so a school adds
 * its own without C.  They only read, and are stopped after a time.
 *
 *	-- report: class-term
 *	-- title: Class summary of term marks
 *	-- scope: class			class, course, student or school
 *	-- params: class grade term	what may be given
 *	-- reads: attendance		mark, term_mark, attendance: what the reader must
 *					have a right to (default: all three)
 *	-- with: class_list results	shared expressions: common/NAME.sql
 *	-- group: class			rows of one class stand together
 *	-- numbered: yes		a first column counts the rows of a group
 *	-- pivot: student x subject : mark|running
 *	-- hundredths: mean running	4.35; also tenths, integers, dates, months,
 *	-- words: category		and words, which are translated
 *	-- column mean: Mean		title of a column
 *	-- chart: bars x=class y=mean	a picture of it (jr-print(1))
 *	-- sign director: Director	a line to sign on, with his name; others by hand
 *	-- note running: …		shown below where `running` was (or always)
 *	SELECT …
 *	-- part: figures		a further table, -- footer: totals its last rows
 *
 * Parameters in the SQL: :year :today :from :to :term :class :grade :student
 * :teacher :subject :course :date; what was not given is NULL.  The query joins
 * scope(id), the objects it may look at.  A column X_order is not shown: it sorts a
 * pivot's columns, and tells rows of the same name apart.  A pivot has a column for
 * each value of the one behind the x, and in each the cells (of several separated
 * by | the first that is not NULL); values for one cell are joined.  `join: names`:
 * rows that differ in that column alone become one.  In a pivot's footer each column
 * is one line.  A NULL number prints a dash.
 */
#ifndef JR_REPORT_H
#define JR_REPORT_H

#include <stdio.h>

#include "base/table.h"
#include "core.h"

struct jr_report;
struct jr_reports;

/* A file that cannot be used, in words with its path and line. */
typedef void jr_report_fault(void *arg, const char *words);

/*
 * Read all reports of the folders (NULL ends them; one that is not there is
 * passed over); of two with one name the later holds, so a school may replace
 * ours.  Bad files are told and left out.  *out is NULL on failure (JR_EIO,
 * JR_ENOMEM, words in err).
 */
int	 jr_reports_load(const char *const *folders, jr_report_fault *, void *arg,
    struct jr_reports **out, struct jr_error *err);
void	 jr_reports_free(struct jr_reports *);		/* takes NULL */
size_t	 jr_reports_count(const struct jr_reports *);
const struct jr_report *jr_reports_at(const struct jr_reports *, size_t);	/* by name */
/* By name.  JR_ENOTFOUND: *out is NULL, the words name the nearest ones. */
int	 jr_reports_find(const struct jr_reports *, const char *name,
    const struct jr_report **out, struct jr_error *err);

/* All borrowed from the report; titles are message ids. */
const char *jr_report_name(const struct jr_report *);
const char *jr_report_title(const struct jr_report *);
const char *jr_report_scope(const struct jr_report *);
bool	 jr_report_takes(const struct jr_report *, const char *param);
/* Titled columns; false: no more.  name and title are message ids. */
bool	 jr_report_column(const struct jr_report *, size_t i, const char **name,
    const char **title);
/* Further parts; NULL: no more. */
const char *jr_report_part(const struct jr_report *, size_t i, const char **title);

/* As given on a command line; NULL: not given. */
struct jr_report_query {
	const char	*class, *grade, *student, *teacher, *subject;
	const char	*term;			/* default: the one that runs, or ran last */
	const char	*date;			/* default: today */
	const char	*week, *from, *to;
	const char	*part;			/* NULL: all; CSV, TSV: the first */
};

/*
 * Run it inside a reading transaction and write its tables.  JR_EINVAL: a
 * parameter that it does not take, no such part, a term that has not begun or that
 * the class does not have; JR_ENOTFOUND a name; JR_ECONFIG the report's SQL is wrong;
 * JR_EBUSY it took too long; JR_EIO the output; JR_EDENIED
 * the actor may not read that: not the whole school, and nothing of the scope, or not
 * the class or student named.
 */
int	 jr_report_run(struct jr *, const struct jr_report *, const struct jr_report_query *,
    FILE *out, const struct jr_table_opts *);

/*
 * How a report of a term is to be shown: a closed one as it was when it was closed
 * (domain "Term marks"), by jr_as_of_tx(), and `term` is then what to ask for.  A class
 * counts alone: where a report is about several, tx_id is 0 and `closed` says for how
 * many of them the term is closed.  Inside a reading transaction; codes of
 * jr_report_run().
 */
struct jr_report_closing {
	int64_t	 tx_id;			/* 0: as it is now */
	int64_t	 closed;
	char	 term[24];		/* "2026/27-Q1" */
};

int	 jr_report_closing(struct jr *, const struct jr_report *,
    const struct jr_report_query *, struct jr_report_closing *out);

#endif
