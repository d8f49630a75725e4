/*
 * Verbs of jr-timetable that stand in files of their own; exit codes.
 */
#ifndef TIMETABLE_VERBS_H
#define TIMETABLE_VERBS_H

#include "cli.h"

/* regime off|remote|weekday N|bells SET|list|import [FILE]|remove REGIME */
int	 timetable_regime(struct cli *);

#endif
