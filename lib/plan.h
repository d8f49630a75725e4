/*
 * Thematic plans (КТП): the topics of a subject in their order, with hours and
 * planned works, for one class or for a whole grade.
 */
#ifndef JR_PLAN_H
#define JR_PLAN_H

#include "row.h"

/*
 * Rows of plans: one topic each.  A plan is of a class or of a grade, never of
 * both; without `group` it serves every course of the subject there, groups
 * included.  Hours are kept in hundredths and written `1` or `0.5` (a decimal
 * comma and «ч.» are understood; `1-2` is refused).  remove deletes a topic, and
 * with its last topic the plan.
 */
extern const struct jr_rowkind jr_kind_plan;

#endif
