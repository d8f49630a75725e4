/*
 * Academic debts (академическая задолженность): a subject of a year that a student failed,
 * or was not attested in, and the attempts to make it good.
 */
#ifndef JR_DEBT_H
#define JR_DEBT_H

#include "row.h"

/*
 * debt: student, class, subject, until, order, first_date, first_mark, first_document,
 * second_date, second_mark, second_document; of one year.
 *
 * put: by who writes the council's decisions.  JR_EINVAL: the mark of the year (or of the
 * attestation) does not make a debt; a last day before the year's end or more than a year
 * behind it; an attempt half said, in the future, after the last day, or not after the
 * one before; a second attempt without the protocol of its commission, or after a first
 * one that made the debt good.  An attempt whose mark does not fail makes the debt good:
 * its mark becomes the mark of the year in the same transaction, with the attempt's
 * document, also in a closed term, which its papers show when they are asked for what
 * was amended.  Such an attempt no longer changes (JR_EDENIED).
 * remove: takes a debt back that was none, with its attempts.
 */
extern const struct jr_rowkind jr_kind_debt;

/*
 * Debts that the year's marks make and that are not there yet, as rows of the above; a
 * list only, narrowed by class, student and subject; `until` (the last day the law
 * leaves, where it says none) and `order` go into each row.
 */
extern const struct jr_rowkind jr_kind_debt_proposal;

#endif
