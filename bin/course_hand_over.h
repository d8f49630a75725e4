/* A verb of jr-course that stands in a file of its own; exit code. */
#ifndef COURSE_HAND_OVER_H
#define COURSE_HAND_OVER_H

#include "cli.h"

int	 course_hand_over(struct cli *);

#endif
