/* The columns of a lesson's row: for lesson.c and lesson_list.c only. */
#ifndef JR_LESSON_ROW_H
#define JR_LESSON_ROW_H

#include "row.h"

enum { DATE, CLASS, GROUP, SUBJECT, NUMBER, TOPIC, TASKS, HOMEWORK, DUE, MINUTES, COLUMNS };

int	 jr__lesson_list(struct jr *, const struct jr_filter *, jr_row_out *out, void *arg);

#endif
