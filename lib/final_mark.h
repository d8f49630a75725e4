/*
 * Marks of a year that are of no term: the yearly attestation (промежуточная
 * аттестация), the exam, the final mark of the certificate (итоговая отметка).
 *
 * They come and go as rows of term marks (term.h), with a code in place of the term:
 * ATT, EXAM, FINAL, or a Russian word, and the year before it where it is not the one in
 * use: 2026/27-EXAM.
 */
#ifndef JR_FINAL_MARK_H
#define JR_FINAL_MARK_H

#include "term.h"

struct jr__final {
	int64_t		 year;
	const char	*kind;	/* attestation, exam, final; NULL: any of them */
};

/* Does the code name such a mark?  JR_OK; JR_DONE: it is a term's, or none. */
int	 jr__final_named(struct jr *, int col, const char *code, struct jr__final *out);

/*
 * Store a row of term marks that is one of these.  By a teacher of the subject in that
 * year, of a composite one a teacher of a part; by who writes the council's decisions; or
 * by who corrects, with a reason.  JR_EINVAL: the year has not begun, a value off the scale,
 * a student who was in no class of the year, a subject that he is not taught, a final mark
 * in a grade that has no final_formula; JR_EDENIED: the rights, an attestation when the
 * year is closed for his class, a change when the days for corrections have passed.
 */
int	 jr__final_put(struct jr *, const struct jr_row *, const struct jr__final *,
    enum jr_change *what);

/* The formula of a grade's final marks, "year+exam"; NULL: the grade has none, and is
 * none that students leave with a certificate. */
const char *jr__final_formula(struct jr *, int64_t grade);

/*
 * Final marks as they follow from final_formula (exact, rounded once half up), a list only:
 * a row for each subject of the certificate and student of the classes whose grade has a
 * formula, in the columns that jr-term propose has for every term.  Where a mark is
 * missing nothing is proposed, and jr_on_warning() is told.
 *
 * `year`: the year's mark; `year+exam`: its mean with that of the exam, where there is
 * one; `half-years+years`: the mean of the half-years and years of this grade and the
 * one before.  A composite subject has the marks of all its parts in one mean.  A
 * subject finished in an earlier year of the same stage (1–4, 5–9, 10–12) brings that
 * year's mark.  JR_EINVAL: a class without final marks.
 */
extern const struct jr_rowkind jr_kind_final_proposal;

/* Does a --term ask for those?  *out tells. */
int	 jr_term_is_final(struct jr *, const char *code, bool *out);

/* --- The arithmetic, for the library and its tests --------------------------------- */

/* Marks that one final mark is made of. */
struct jr__final_marks {
	int64_t	 sum, n;	/* of scores */
	bool	 missing;	/* one that should be there */
	bool	 barred;	/* not attested, or failed without a score */
	bool	 exempt;
	char	 credit[32];	/* a value without a score; "": none */
};

/* Take one in.  value NULL: it is missing; score < 0: it has none; means as in scale_value. */
void	 jr__final_add(struct jr__final_marks *, const char *value, int64_t score,
    const char *means, bool fails);

/*
 * What is proposed: the score of the mean, rounded once half up; 0: not a score.  What the
 * student is exempt from is left out of it.  *credit: the value that all of them are, where
 * none has a score, exempt told by *exempt; NULL: nothing is proposed unless by score.
 */
int64_t	 jr__final_result(const struct jr__final_marks *, const char **credit, bool *exempt);

#endif
