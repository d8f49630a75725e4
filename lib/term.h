/*
 * Term marks (итоговая отметка за период; regulation 3.1.1, 5.2), and the exact
 * arithmetic of means, proposals and percentages.
 *
 * Everything is counted in integers: weights and thresholds are hundredths, a
 * sum is Σ(score·weight), and a mean is rounded only to be printed.
 */
#ifndef JR_TERM_H
#define JR_TERM_H

#include "row.h"

/*
 * Rows of term marks: [class], [group], subject, term, student, mark, [reason],
 * [document]; the key is subject, term and student.
 *
 * put: JR_EINVAL a value off the scale, a term that the student's grade does
 * not have or that has not begun, a class he was not in during the term or has
 * left before its end, a subject he is not taught (unless a document says where
 * the mark is from), another mark than is proposed (term_propose.h) with neither
 * reason nor document, of its own or of the transaction, and no transfer;
 * JR_ENOTFOUND a name; JR_EDENIED the term is closed for his class and his mark
 * not put off, or a stored mark is changed more than edit_days after the term
 * without a reason of the transaction.  Credits are free in electives.
 *
 * remove: the same of a stored mark; JR_ENOTFOUND: there is none.
 */
extern const struct jr_rowkind jr_kind_term_mark;

/* a/b rounded half up; b > 0, a >= 0. */
int64_t	 jr_half_up(int64_t a, int64_t b);

/* Marks of one student in one subject. */
struct jr_mean {
	int64_t	 sum;		/* Σ(score·weight) */
	int64_t	 weight;	/* Σ weight */
	int64_t	 marks;		/* that count in it */
};

void	 jr_mean_add(struct jr_mean *, int64_t score, int64_t weight);
/* The weighted mean in hundredths, half up; -1: there is none. */
int64_t	 jr_mean_hundredths(const struct jr_mean *);

/* A step of the proposal: this value from this weighted mean (hundredths) on. */
struct jr_threshold {
	const char	*value;
	int64_t		 mean;
};

/*
 * Place of the proposed step: the first, of steps with the highest first, whose
 * threshold the exact mean reaches.  n: below all of them; -1: no mean.
 */
int	 jr_propose(const struct jr_threshold *, int n, const struct jr_mean *);

/* Fewest marks by weekly hours (hundredths, rounded up to whole hours). */
struct jr_fewest {
	int64_t	 hours;		/* hundredths */
	int64_t	 marks;
};

/*
 * How many marks a term mark needs: the entry of so many hours, else of the
 * next fewer ones, else the first.  Entries by rising hours; 0 when there is none.
 */
int64_t	 jr_fewest_marks(const struct jr_fewest *, int n, int64_t hours);

/* Was more than num/den of the lessons missed?  (Then н/а is proposed.) */
bool	 jr_missed_over(int64_t missed, int64_t lessons, int64_t num, int64_t den);

/* part/whole in tenths of a percent, half up; -1: whole is 0. */
int64_t	 jr_percent_tenths(int64_t part, int64_t whole);

/*
 * For the library: JR_OK when students of the grade get marks for the term, else
 * JR_EINVAL with the terms that they have.
 */
int	 jr__term_of_grade(struct jr *, int col, int64_t term_id, int64_t year, int grade);

#endif
