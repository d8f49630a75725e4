/*
 * The school's configuration: journal.conf into the store (regulation 3.2.1).
 * Sections that a file has replace those of the store; years that it does not name, and
 * sections it has not, stay as they are.
 */
#ifndef JR_CONFIG_H
#define JR_CONFIG_H

#include "base/conf.h"
#include "core.h"

/*
 * Bring the tree of a journal.conf (read by jr_config_schema) into the open
 * transaction, and work its calendar out.  `fresh`: a new store, which needs
 * every section of jr_config_needed.  What is wrong is reported with line and
 * column, all of it: JR_EINVAL.  Other codes have their words in jr_error().
 */
int	 jr_config_apply(struct jr *, const struct jr_conf *, bool fresh,
    jr_conf_report *, void *arg);

/* Is n among numbers and spans like "1 5-7"?  NULL: always. */
bool	 jr_spans_have(const char *spans, int n);
/* Is the text such spans, all within lo and hi? */
bool	 jr_spans_valid(const char *spans, int lo, int hi);

#endif
