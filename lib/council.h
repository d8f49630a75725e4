/*
 * Decisions of the council (решение педсовета) about a student at a year's end.
 */
#ifndef JR_COUNCIL_H
#define JR_COUNCIL_H

#include "row.h"

/*
 * council: student, class, decision, date, protocol, note; of one year.
 * decision: promoted (переведён; in a grade with a final_formula: finished it),
 * conditional (переведён условно, with academic debts), retained (оставлен), left
 * (выбыл), or the Russian words.
 *
 * put: by who writes the council's decisions.  JR_EINVAL: a student who was in no class
 * of the year; a day to come; `conditional` in a grade that ends with a certificate, which
 * nobody leaves with debts.  A promotion beside a year mark that fails is stored, with a
 * warning.  remove takes a decision back.
 */
extern const struct jr_rowkind jr_kind_council;

/*
 * What follows from the year's marks and debts, as rows of the above; a list only,
 * narrowed by class and student; `date` (today, where it says none) and `protocol` go
 * into each row.  left: he was enrolled no longer at the year's end; promoted: all year
 * marks are there and pass, or there are none in his grade; conditional: debts are open;
 * retained: their day is over.  Nothing, and a warning, where a year mark is missing, and
 * for debts in a grade that ends with a certificate.  Who has a decision is passed over,
 * but for `conditional`, whose debts may since be made good, or overdue.
 */
extern const struct jr_rowkind jr_kind_council_proposal;

#endif
