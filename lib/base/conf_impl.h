/*
 * What the parts of conf share: conf_read.c brings libyaml's events, conf.c makes
 * the tree of them; conf_check.c judges single values and knows nothing of YAML.
 */
#ifndef JR_BASE_CONF_IMPL_H
#define JR_BASE_CONF_IMPL_H

#include "base/conf.h"

/*
 * Check the text of a scalar node against its key and set its number.  JR_OK;
 * JR_EINVAL with the words in err (the place is the caller's).  `name` is what
 * the words call it.
 */
int	 jr__conf_check(struct jr_conf_node *, const struct jr_conf_key *want,
    const char *name, struct jr_error *err);

/* The key of the table that was probably meant; NULL where none is near. */
const char *jr__conf_nearest(const struct jr_conf_key *keys, const char *typo);

/* A text as messages show it: s itself, or its beginning with «…» in the clip. */
struct jr_clip { char text[64]; };
const char *jr__conf_clip(const char *s, struct jr_clip *);

#endif
