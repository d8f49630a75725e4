/*
 * Short forms for writing jr_conf_key tables, one line a key, and the items that
 * many of them share.  Only for the files *_schema.c.
 */
#ifndef JR_SCHEMA_KEY_H
#define JR_SCHEMA_KEY_H

#include "base/conf.h"

enum { OPTIONAL = false, REQUIRED = true };

#define TEXT(name, need)	{ name, JR_CONF_TEXT, need, 0, 0, NULL, NULL }
#define DATE(name, need)	{ name, JR_CONF_DATE, need, 0, 0, NULL, NULL }
#define BOOL(name, need)	{ name, JR_CONF_BOOL, need, 0, 0, NULL, NULL }
#define INT(name, need, lo, hi)	{ name, JR_CONF_INT, need, lo, hi, NULL, NULL }
#define WORD(name, need, words)	{ name, JR_CONF_WORD, need, 0, 0, words, NULL }
#define MAP(name, need, keys)	{ name, JR_CONF_MAP, need, 0, 0, NULL, keys }
#define LIST(name, need, item)	{ name, JR_CONF_LIST, need, 0, 0, NULL, item }
#define DICT(name, need, item)	{ name, JR_CONF_DICT, need, 0, 0, NULL, item }
#define END			{ NULL, JR_CONF_TEXT, false, 0, 0, NULL, NULL }

/* Items of lists and values of dicts: a text; a list of texts. */
static const struct jr_conf_key any_text[] = { TEXT("", OPTIONAL) };
static const struct jr_conf_key any_list[] = { LIST("", OPTIONAL, any_text) };

#endif
