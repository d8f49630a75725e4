/*
 * Verbs of jr-student that stand in files of their own; exit codes.
 */
#ifndef STUDENT_VERBS_H
#define STUDENT_VERBS_H

#include "cli.h"

int	 student_mode(struct cli *);

#endif
