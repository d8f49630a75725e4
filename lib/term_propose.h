/*
 * Proposals of term marks (domain "Term marks"; regulation 5.2): what the marks of a
 * term come to, by the school's rules in journal.conf.
 *
 * A student's marks of a subject count together, whatever courses they were given in:
 * he may have changed class or group, or come from another school.  The first of these
 * that fits is proposed:
 *
 *	exempt for the whole term		осв
 *	absent from more than absent_over	н/а
 *	fewer marks than min_marks, where few_marks is `na`	н/а
 *	any marks				by their weighted mean and thresholds
 *
 * The year's is the mean of the terms' marks, half up (with year_formula
 * mean+attestation the yearly attestation is one more of them); terms not attested are
 * left out as far as year_not_attested allows.  Who is taught apart gets one in what he
 * is taught by himself.  Nothing is proposed where no marks are set (`unmarked`), in
 * extracurricular courses, and in electives without marks.
 */
#ifndef JR_TERM_PROPOSE_H
#define JR_TERM_PROPOSE_H

#include "row.h"
#include "term.h"

/*
 * Rows of proposals, as term marks are listed: class, group, subject, term, student,
 * lessons, missed, marks, mean, weighted_mean, proposed, mark, reason; and behind them
 * `notes`, words of those below, joined by blanks.  lessons are those held for the
 * student while in a course of the subject, missed those of them that he was absent
 * from; mean has all marks alike, weighted_mean by weight; mark and reason are what is
 * set.  Without a term each grade has its present one, or the one that ended last.
 * Read only: there is no put.
 *
 *	few		fewer marks than min_marks
 *	absent		absent from more than absent_over
 *	none		nothing can be proposed
 *	unset		… for a term's mark of the year is not set
 *	na		a term not attested is left out of the year
 *	deferred	put off (deferral.h)
 */
extern const struct jr_rowkind jr_kind_proposal;

/*
 * The same to fill in: name behind student, mark is what is set, else what is proposed;
 * without those that are put off.  Goes back into the import of term marks.
 */
extern const struct jr_rowkind jr_kind_term_sheet;

/* --- For the library -------------------------------------------------------------- */

struct jr__proposals;

/* About which term, and of whom; 0: all.  judging: of a year the marks alone, which do
 * not hang on lessons. */
struct jr__propose_which {
	int64_t	 term_id, class_id, student_id;
	int64_t	 judging;
};

enum {
	JR__FEW = 1, JR__ABSENT = 2, JR__NOTHING = 4, JR__UNSET = 8, JR__NA = 16,
	JR__DEFERRED = 32, JR__EXEMPT = 64
};

/* One student in one subject.  Texts live as long as the proposals. */
struct jr__proposal {
	int64_t		 student_id, subject_id, class_id;
	const char	*class, *group, *subject, *number, *name;	/* group NULL: none */
	bool		 cross;		/* a group across classes */
	bool		 elective;
	int		 grade;
	int64_t		 hours;		/* a week, hundredths */
	int64_t		 lessons, missed;
	int64_t		 scores;	/* Σ score */
	struct jr_mean	 mean;
	unsigned	 notes;
	const char	*proposed;	/* NULL: nothing */
	const char	*value, *reason;	/* set; NULL */
};

/*
 * All proposals of a term, in the order of the list of term marks; a class without the
 * term has none.  *out is NULL on failure.
 */
int	 jr__proposals_load(struct jr *, const struct jr__propose_which *,
    struct jr__proposals **out);
void	 jr__proposals_free(struct jr__proposals *);		/* takes NULL */
size_t	 jr__proposals_count(const struct jr__proposals *);
const struct jr__proposal *jr__proposals_at(const struct jr__proposals *, size_t);
/* NULL: there is none. */
const struct jr__proposal *jr__proposals_find(const struct jr__proposals *,
    int64_t student_id, int64_t subject_id);
const char *jr__proposals_term(const struct jr__proposals *);	/* its code */

/* A mark that goes into those of its year. */
struct jr__propose_mark {
	int64_t		 year, term_id;		/* term_id 0: the yearly attestation */
	int64_t		 subject_id, student_id;
	const char	*value;			/* NULL: there is none any more */
};

/*
 * The proposal that a term mark to be stored is judged by; *out NULL: none.  Those of a
 * class are worked out once in a transaction; those of a year hang on marks that are
 * being stored: call jr__proposed_mark() after each.  Borrowed until the end.
 */
int	 jr__proposed_mark(struct jr *, const struct jr__propose_mark *);
int	 jr__proposed(struct jr *, const struct jr__propose_which *, bool year,
    int64_t subject_id, const struct jr__proposal **out);

/*
 * JR_EINVAL, at the column, in words that name the proposal: the value is another one.
 * JR_OK too where nothing is proposed, and for a credit in an elective.
 */
int	 jr__proposal_check(struct jr *, int col, const struct jr__propose_which *, bool year,
    int64_t subject_id, const char *value);

#endif
