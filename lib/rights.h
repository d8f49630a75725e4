/*
 * share/rights.yaml, read: which role may do what to which things, in which scope.
 */
#ifndef JR_RIGHTS_H
#define JR_RIGHTS_H

#include "access.h"
#include "base/conf.h"

enum jr__role { JR__TEACHER, JR__HOMEROOM, JR__DEPUTY, JR__DIRECTOR, JR__SECRETARY,
	JR__COUNSELLOR, JR__ADMIN, JR__CRON, JR__ROLES };

enum jr__scope { JR__IN_COURSES, JR__IN_CLASS, JR__IN_SCHOOL, JR__SCOPES };

/* Sets of things, a bit each. */
#define JR__THING(thing) (UINT32_C(1) << (thing))
_Static_assert(JR_THINGS_COUNT <= 32, "a set of things has 32 bits");

struct jr__rights {
	uint32_t	 may[JR__ROLES][JR__SCOPES][JR_ACTIONS_COUNT];
};

extern const struct jr_conf_key jr__rights_schema[];

/* Read the file.  JR_ECONFIG with its name, and line and column where a place in it is at
 * fault; JR_ENOMEM. */
int	 jr__rights_load(const char *path, struct jr__rights *out, struct jr_error *);

/* A role's place by its name in staff_role; -1: none. */
int	 jr__role_named(const char *name);
/* A thing by its name; JR_THINGS_COUNT: none. */
enum jr_thing jr__thing_named(const char *name);
/* Its message id. */
const char *jr__thing_words(enum jr_thing);

#endif
