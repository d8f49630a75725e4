/*
 * What share/columns.yaml holds, as data: for each kind of row, for each of its
 * English column names, the Russian names that files may use; --headers ru
 * writes the first.  Names are compared by their matching key (jr_text_match()),
 * so case, ё and Latin look-alikes do not matter; within a kind no name stands
 * for two columns.
 */
#ifndef JR_COLUMNS_SCHEMA_H
#define JR_COLUMNS_SCHEMA_H

#include "base/conf.h"

extern const struct jr_conf_key jr__columns_schema[];

#endif
