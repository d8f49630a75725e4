/*
 * Open addressing with linear probing.  A slot is 8 bytes: 32 bits of the
 * key's hash, whose low bits are also its home, and the place of its entry in
 * one growing pool.  So a probe reads no key before the hash agrees, and a
 * larger table is filled without reading any.
 */
#include "base/map.h"

#include <sys/random.h>

#include <stdlib.h>
#include <string.h>

#define SLOTS_MIN 16
#define POOL_MIN 512
#define UNIT 8 /* entries start at multiples of it */

struct slot {
	uint32_t tag;
	uint32_t ref; /* the entry, in units, from 1; 0: a free slot */
};

struct entry {
	int64_t value;
	uint32_t len;
	char key[];
};

struct jr_map {
	struct slot *slots; /* a power of two of them; none while empty */
	char *pool;
	size_t nslots, count;
	size_t pool_len, pool_cap;
	uint64_t seed;
};

struct jr_map *
jr_map_new(void)
{
	struct jr_map *m;

	if ((m = calloc(1, sizeof(*m))) == NULL)
		return NULL;
	if (getrandom(&m->seed, sizeof(m->seed), GRND_NONBLOCK) < 0)
		m->seed = (uint64_t)(uintptr_t)m;
	return m;
}

void
jr_map_free(struct jr_map *m)
{
	if (m == NULL)
		return;
	free(m->slots);
	free(m->pool);
	free(m);
}

static inline uint64_t
word(const char *p)
{
	uint64_t w;

	memcpy(&w, p, sizeof(w));
	return w;
}

static inline uint64_t
mix(uint64_t h, uint64_t w)
{
	h = (h ^ w) * UINT64_C(0x9e3779b97f4a7c15);
	return h ^ h >> 32;
}

/* All of 1 to 7 bytes in one word; some bytes are taken twice. */
static inline uint64_t
short_word(const char *p, size_t n)
{
	uint32_t first, last;

	if (n < sizeof(first))
		return (unsigned char)p[0] | (unsigned char)p[n / 2] << 8 |
		    (unsigned char)p[n - 1] << 16;
	memcpy(&first, p, sizeof(first));
	memcpy(&last, p + n - sizeof(last), sizeof(last));
	return first | (uint64_t)last << 32;
}

static inline uint32_t
hash(uint64_t seed, const char *p, size_t len)
{
	uint64_t h = mix(seed, len);
	size_t i;

	for (i = 0; i + 8 < len; i += 8)
		h = mix(h, word(p + i));
	if (len >= 8)
		h = mix(h, word(p + len - 8));
	else if (len != 0)
		h = mix(h, short_word(p, len));
	return (uint32_t)mix(h, seed);
}

static inline struct entry *
entry_at(const struct jr_map *m, uint32_t ref)
{
	return (struct entry *)(void *)(m->pool + (size_t)(ref - 1) * UNIT);
}

static inline bool
same(const struct entry *e, const void *key, size_t len)
{
	return e->len == len && (len == 0 || memcmp(e->key, key, len) == 0);
}

/* The slot of the key, or the free one where it belongs. */
static inline struct slot *
find(const struct jr_map *m, uint32_t tag, const void *key, size_t len)
{
	size_t i = tag & (m->nslots - 1);
	struct slot *s;

	for (;; i = (i + 1) & (m->nslots - 1)) {
		s = &m->slots[i];
		if (s->ref == 0)
			return s;
		if (s->tag == tag && same(entry_at(m, s->ref), key, len))
			return s;
	}
}

bool
jr_map_get(const struct jr_map *m, const void *key, size_t len, int64_t *out)
{
	const struct slot *s;

	*out = 0;
	if (m->count == 0)
		return false;
	s = find(m, hash(m->seed, key, len), key, len);
	if (s->ref == 0)
		return false;
	*out = entry_at(m, s->ref)->value;
	return true;
}

static void
refill(struct slot *to, size_t nto, const struct slot *from, size_t nfrom)
{
	size_t i, at;

	for (i = 0; i < nfrom; i++) {
		if (from[i].ref == 0)
			continue;
		at = from[i].tag & (nto - 1);
		while (to[at].ref != 0)
			at = (at + 1) & (nto - 1);
		to[at] = from[i];
	}
}

/* Slots for one more key: at most three quarters are ever taken. */
static bool
reserve_slot(struct jr_map *m)
{
	struct slot *slots;
	size_t n;

	if (m->count < m->nslots / 4 * 3)
		return true;
	n = m->nslots == 0 ? SLOTS_MIN : m->nslots * 2;
	if (n > UINT32_MAX || (slots = calloc(n, sizeof(*slots))) == NULL)
		return false;
	refill(slots, n, m->slots, m->nslots);
	free(m->slots);
	m->slots = slots;
	m->nslots = n;
	return true;
}

static bool
reserve_pool(struct jr_map *m, size_t n)
{
	size_t cap;
	char *pool;

	if (n > (size_t)UINT32_MAX * UNIT - m->pool_len)
		return false;
	if (n <= m->pool_cap - m->pool_len)
		return true;
	cap = m->pool_cap == 0 ? POOL_MIN : m->pool_cap;
	while (cap - m->pool_len < n)
		cap *= 2;
	if ((pool = realloc(m->pool, cap)) == NULL)
		return false;
	m->pool = pool;
	m->pool_cap = cap;
	return true;
}

static size_t
entry_size(size_t len)
{
	return (offsetof(struct entry, key) + len + UNIT - 1) / UNIT * UNIT;
}

static bool
fill(struct jr_map *m, struct slot *s, uint32_t tag, const void *key,
    size_t len, int64_t value)
{
	struct entry *e;

	if (!reserve_pool(m, entry_size(len)))
		return false;
	s->tag = tag;
	s->ref = (uint32_t)(m->pool_len / UNIT) + 1;
	e = entry_at(m, s->ref);
	e->value = value;
	e->len = (uint32_t)len;
	if (len != 0)
		memcpy(e->key, key, len);
	m->pool_len += entry_size(len);
	m->count++;
	return true;
}

bool
jr_map_put(struct jr_map *m, const void *key, size_t len, int64_t value)
{
	uint32_t tag;
	struct slot *s;

	if (len > UINT32_MAX - UNIT * 2 || !reserve_slot(m))
		return false;
	tag = hash(m->seed, key, len);
	s = find(m, tag, key, len);
	if (s->ref == 0)
		return fill(m, s, tag, key, len, value);
	entry_at(m, s->ref)->value = value;
	return true;
}

size_t
jr_map_count(const struct jr_map *m)
{
	return m->count;
}
