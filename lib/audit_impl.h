/* Inside the audit: its rules as read, and what a run has found so far. */
#ifndef JR_AUDIT_IMPL_H
#define JR_AUDIT_IMPL_H

#include "audit.h"
#include "impl.h"

#define JR__PARAM_MOST 12
#define JR__MESSAGE_MOST 8
#define JR__LESSON_MISSING "lesson-missing"	/* hides the other rules of its lesson */
#define JR__BACK_DAYS 35			/* :back lies so many before :from */
#define JR__AUDIT_SECONDS 60			/* a rule's query, at most */

enum jr__who { JR__WHO_TEACHER, JR__WHO_HOMEROOM, JR__WHO_DEPUTY };
enum jr__object { JR__OF_LESSON, JR__OF_COURSE, JR__OF_CLASS, JR__OF_TEACHER, JR__OF_SCHOOL };
enum jr__period { JR__BY_DAY, JR__BY_WEEK, JR__BY_TERM, JR__BY_YEAR };

struct jr__rule_param {
	char	 name[32];
	char	 value[64];
};

struct jr__rule_message {
	const char	*name;		/* "": the one for rows that name none */
	const char	*text;
	size_t		 line;
};

/* Texts lie in `text`, whose lines were cut apart. */
struct jr__rule {
	char			*file;
	char			*text;
	const char		*id, *title, *item, *least, *grain, *who_name;
	enum jr_severity	 severity;
	enum jr__who		 who;
	enum jr__object		 object;
	enum jr__period		 period;
	int			 due;		/* school days; -1: none */
	struct jr__rule_param	 param[JR__PARAM_MOST];
	int			 params;
	struct jr__rule_message	 message[JR__MESSAGE_MOST];
	int			 messages;
	const char		*sql;
	size_t			 sql_line;
	bool			 failed;	/* in this run */
};

struct jr_audit {
	struct jr		*j;
	struct jr__rule		*rule;		/* by id */
	size_t			 rules, room;
	jr_audit_report		*report;
	void			*report_arg;
	bool			 faulty;
	struct jr_buf		 params;	/* of jr_audit_rule() */
};

/* Report a fault of a rule's file; words are a message id. */
void	 jr__audit_fault(struct jr_audit *, const char *file, size_t line, const char *fmt, ...)
    __attribute__((format(printf, 4, 5)));

/* Take a rule apart (audit_rule.c); r->text is its file.  JR_EINVAL after a report. */
int	 jr__rule_parse(struct jr_audit *, struct jr__rule *);
/* The school's settings over those of the file.  JR_EINVAL after a report. */
int	 jr__rule_configure(struct jr_audit *, struct jr__rule *);
void	 jr__rule_release(struct jr__rule *);

/* What the school says of the rule for a grade and subject (its match key, or NULL):
 * given, the severity so far, *out becomes what holds. */
int	 jr__rule_severity(struct jr *, const struct jr__rule *, int grade, const char *subject,
    enum jr_severity *out);

/* Does anything of the rule need looking at? */
bool	 jr__rule_off(struct jr *, const struct jr__rule *);

/* --- A run ------------------------------------------------------------------------ */

/* Days that one run of a rule's query looks at. */
struct jr__stretch {
	char	 from[JR_DATE_SIZE], to[JR_DATE_SIZE];	/* judged; from > to: none */
	char	 scope_from[JR_DATE_SIZE];		/* findings from here on may close */
	char	 back[JR_DATE_SIZE];			/* :back */
	char	 period[24];		/* term or year, 2026/27-Q1; "" for days and weeks */
	int64_t	 term_id, year;
	bool	 again;			/* looked at only to close what is mended */
};

struct jr__found {
	size_t			 rule;
	int			 stretch;	/* that found it; others add nothing */
	bool			 fresh;		/* by the span asked for */
	bool			 dropped;
	enum jr_severity	 severity;
	char			 date[JR_DATE_SIZE];
	int64_t			 staff_id, class_id, course_id;	/* 0: none */
	int64_t			 number;	/* -1: none */
	int			 grade;		/* 0: none */
	char			*key;		/* rule, period and key, with \x1f between */
	char			*detail;	/* {list} is still LIST_MARK */
	struct jr_buf		 list;
	size_t			 items;
};

struct jr__audit_run {
	struct jr_audit		*audit;
	struct jr		*j;
	struct jr__found	*found;
	size_t			 n, room;
	struct jr_map		*at;		/* key → place in found */
	struct jr_map		*missing;	/* lessons with an open lesson-missing */
	int			 stretches;	/* counts them all */
	char			 today[JR_DATE_SIZE], last[JR_DATE_SIZE], start[JR_DATE_SIZE];
	struct jr_buf		 work, name;
};

/* The rows of a rule on a stretch, added to what was found (audit_rows.c).  A fault of
 * the rule is reported and sets rule->failed. */
int	 jr__audit_rows(struct jr__audit_run *, size_t rule, const struct jr__stretch *,
    struct jr_stmt *);
/* Its query, checked.  NULL after a report. */
int	 jr__audit_prepare(struct jr__audit_run *, size_t rule, struct jr_stmt **out);
/* Details in words, and findings with too few rows dropped. */
int	 jr__audit_finish(struct jr__audit_run *);

/* rule, period, key of a finding's key. */
void	 jr__found_key(const struct jr__found *, struct jr_value *period, struct jr_value *key);

#endif
