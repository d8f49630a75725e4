/*
 * A hash map from byte strings to 64-bit integers.  Keys are copied into the
 * map's own memory.  Nothing is ever removed: made for one run's look-ups.
 */
#ifndef JR_BASE_MAP_H
#define JR_BASE_MAP_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

struct jr_map;

struct jr_map *jr_map_new(void);		/* NULL: no memory */
void	 jr_map_free(struct jr_map *);		/* takes NULL */

/* true and *out set when the key is there; *out = 0 otherwise. */
bool	 jr_map_get(const struct jr_map *, const void *key, size_t len,
    int64_t *out);

/* Set or replace.  false: no memory, the map is as it was. */
bool	 jr_map_put(struct jr_map *, const void *key, size_t len, int64_t value);

size_t	 jr_map_count(const struct jr_map *);

#endif
