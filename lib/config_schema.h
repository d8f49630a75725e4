/*
 * What journal.conf may hold, as data: the schema that jr_conf_load() reads it
 * by.  config_schema.c has a word on every key; journal.conf(5) and the shipped
 * journal.conf say the same to the administrator.
 *
 * The schema makes no section of the root required, because a file may hold
 * nothing but `years:` (a next year) or `store:` (what a command reads on each
 * run); jr_config_needed are those without which no store can be made.
 * What a table cannot say is checked where the tree goes into the store: spans
 * of grades, days in their order and within their year, times of bells, letters
 * and values that other sections name.
 */
#ifndef JR_CONFIG_SCHEMA_H
#define JR_CONFIG_SCHEMA_H

#include "base/conf.h"

extern const struct jr_conf_key jr_config_schema[];

/* Root keys that a new store needs; NULL ends it. */
extern const char *const jr_config_needed[];

#endif
