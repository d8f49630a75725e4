/*
 * The audit: how the journal is kept (regulation 5.1: once a week, by the deputy,
 * 3.2.4 and 4.2в; also on demand for any span of days).
 *
 * A rule is a file ID.sql: a header of comments, then one query, which only
 * reads.
 *
 *	-- audit: topic-missing
 *	-- title: Lesson without a topic	(translated, as are messages and item)
 *	-- severity: error			error | warning | note | off
 *	-- who: teacher				teacher | homeroom | deputy: who answers
 *	-- due: 3				school days to mend it; none: a fact that
 *						nobody can mend
 *	-- grain: lesson			lesson, or course | class | teacher | school
 *						with -day, -week, -term or -year: one
 *						finding each
 *	-- params: places=2 share=2/3		with their defaults; optional
 *	-- least: places			a finding needs so many rows; optional
 *	-- message: topic of {other_date}	what is wrong, with columns of the row
 *	-- message moved: …			another one, for rows whose column
 *						`message` says "moved"; optional
 *	-- item: {student} ({marks})		how one of several rows is shown in a
 *						message's {list}; optional
 *
 * A line "--" ends the header; comments may follow.  In messages {student} is the
 * name of student_id, {NAME} a column or parameter, a day or (NAME_at) moment as
 * the school writes it.
 *
 * The query gets :from and :to, the days to look at (ISO; over, and not before the
 * audit's start), and :year, the id of their school year; :back, some weeks before
 * :from, for what shows only later; :now, a moment; :start, the audit's first day;
 * :term, the id of the term (grain -term, whose days :from and :to then are); and its
 * parameters by name, a fraction 2/3 as :NAME_part and :NAME_whole.  Its columns:
 * date; course_id and, for grain lesson, number (grain lesson and course); class_id
 * (grain class); staff_id (grain teacher); and as it likes student_id, staff_id (who
 * answers, instead of `who`), severity (instead of the rule's), message, and what the
 * messages show.  Rows of one finding need not follow each other; the first says what
 * it is about.
 *
 * What the library sees to for every rule: the settings of journal.conf (severity,
 * grades, subjects, exceptions, parameters); students outside the mode "class"; one
 * finding of a rule for a thing and period; a lesson-missing hides the other rules
 * of its lesson.  Days off, cancelled lessons, and what was brought over from another
 * system are left out by the view judged_lesson, which rules about lessons begin
 * with.
 *
 * Findings stand outside the history: they follow from it.
 */
#ifndef JR_AUDIT_H
#define JR_AUDIT_H

#include "core.h"

enum jr_severity { JR_SEVERITY_OFF, JR_SEVERITY_NOTE, JR_SEVERITY_WARNING, JR_SEVERITY_ERROR };

/* off, note, warning, error.  JR_EINVAL: none of these (no words are set). */
int	 jr_severity_parse(const char *, enum jr_severity *out);
const char *jr_severity_name(enum jr_severity);

/* --- Rules --------------------------------------------------------------------- */

struct jr_audit;

/* A fault of a rule: its file and line (0: none in particular), in words. */
typedef void jr_audit_report(void *arg, const char *file, size_t line, const char *words);

/*
 * Read the rules of some folders (NULL ends them); a rule of a later folder replaces
 * its namesake.  Faulty ones are reported and left out.  *out is NULL on failure:
 * JR_ENOTFOUND a folder that cannot be read, JR_ENOMEM.  Borrows the journal, and
 * report for later runs.
 */
int	 jr_audit_open(struct jr_audit **out, struct jr *, const char *const *folders,
    jr_audit_report *, void *arg);
void	 jr_audit_close(struct jr_audit *);		/* takes NULL */

/* Was a rule reported, on reading or running? */
bool	 jr_audit_faulty(const struct jr_audit *);

struct jr_audit_rule {
	const char		*id;
	const char		*title;		/* in the language of the store */
	enum jr_severity	 severity;	/* as the school set it */
	const char		*who;		/* teacher, homeroom, deputy */
	int			 due;		/* school days; -1: none */
	const char		*grain;
	const char		*params;	/* "days=0 share=2/3", as the school set them */
};

size_t	 jr_audit_rules(const struct jr_audit *);
/* Rule i, in the order of ids; borrowed until the next call or the close. */
int	 jr_audit_rule(struct jr_audit *, size_t i, struct jr_audit_rule *out);

/* --- Runs ---------------------------------------------------------------------- */

struct jr_audit_span {
	jr_day	 from, to;		/* both within */
};

/* What to look at, one of these or none: the last whole week. */
struct jr_audit_ask {
	const char	*week;		/* 2026-W37, or last */
	const char	*from, *to;	/* days; one alone: up to the last day that is over,
					 * or from the audit's start on */
	const char	*term;		/* code, of the journal's year */
	bool		 today;		/* the last school day that is over */
};

/* JR_EINVAL: more than one of them, no day, outside the school years of the store;
 * JR_ENOTFOUND: no such term. */
int	 jr_audit_span(struct jr *, const struct jr_audit_ask *, struct jr_audit_span *out);

struct jr_audit_done {
	size_t	 opened, reopened, closed, kept;
	size_t	 found[JR_SEVERITY_ERROR + 1];	/* open findings of the span, by severity */
};

/*
 * Look at a span: opens what is new, leaves what is known (its words follow the
 * store), closes what is mended, opens again what came back.  Days that are not yet
 * over are not judged.  Weeks, terms and years that the span touches are looked at as
 * a whole by rules of that grain, and open findings of the school year outside the
 * span are looked at again, so that they close.  A run that finds nothing else than
 * the one before writes nothing.
 *
 * Takes the journal's reading, then its writing transaction; none may be open.
 * dry: writes nothing, tells what would be done.  A rule that fails is reported,
 * and its findings stay as they are.
 */
int	 jr_audit_run(struct jr_audit *, const struct jr_audit_span *, bool dry,
    struct jr_audit_done *out);

/* --- Findings ------------------------------------------------------------------ */

struct jr_finding {
	int64_t		 id;
	const char	*date;		/* it is about, or was found for */
	const char	*rule, *severity;
	const char	*login, *teacher;	/* who answers, by name; NULL: the deputy */
	const char	*class, *group, *subject;	/* NULL: none */
	int64_t		 number;	/* of the lesson; -1: none */
	const char	*detail;	/* in the language of the store */
	const char	*state;		/* new, open, overdue, mended */
	const char	*due;		/* NULL: nothing can be mended */
};

/*
 * NULL and 0: everything of that kind.  Without days, `shown` OPEN means what is
 * still to be mended, whenever it was found, and facts of the last whole week or newly
 * found; NEW what was found since the newest span was first looked at.
 */
struct jr_finding_filter {
	const char	*teacher;	/* login */
	const char	*class;		/* of the journal's year */
	const char	*rule;
	enum jr_severity severity;	/* this and worse */
	const char	*from, *to;	/* days */
	enum { JR_FINDINGS_OPEN, JR_FINDINGS_NEW, JR_FINDINGS_ALL } shown;
};

typedef int jr_finding_out(void *arg, const struct jr_finding *);

/* By teacher (those of the deputy first), then date.  JR_EINVAL, JR_ENOTFOUND: a
 * filter that names nothing; JR_EDENIED: another's findings. */
int	 jr_finding_list(struct jr *, const struct jr_finding_filter *, jr_finding_out *,
    void *arg);

#endif
