/* The columns of a lesson's row: for lesson.c and lesson_list.c only. */
#ifndef JR_LESSON_ROW_H
#define JR_LESSON_ROW_H

#include "row.h"

enum { DATE, CLASS, GROUP, SUBJECT, NUMBER, TOPIC, TASKS, HOMEWORK, DUE, MINUTES, LINKS, COLUMNS,
	/* of the list alone: */
	RECORDED_AT = COLUMNS, RECORDED_BY, COLUMNS_RECORDED };

int	 jr__lesson_list(struct jr *, const struct jr_filter *, jr_row_out *out, void *arg);
int	 jr__lesson_list_recorded(struct jr *, const struct jr_filter *, jr_row_out *out,
    void *arg);

#endif
