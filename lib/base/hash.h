/*
 * SHA-256 for the history and for files; a keyed 128-bit hash for comparing
 * sets within one run (its key is drawn anew by each process); random bytes.
 */
#ifndef JR_BASE_HASH_H
#define JR_BASE_HASH_H

#include <stddef.h>
#include <stdint.h>

#include "base/rc.h"

#define JR_SHA256_SIZE 32
#define JR_SHA256_HEX (2 * JR_SHA256_SIZE + 1)

struct jr_sha256 {
	_Alignas(16) unsigned char opaque[160];
};

/* Once a process, before anything else here.  JR_EIO: no random source. */
int	 jr_hash_init(void);

void	 jr_sha256_init(struct jr_sha256 *);
void	 jr_sha256_add(struct jr_sha256 *, const void *, size_t);
/* One field with its length before it (8 bytes, little-endian). */
void	 jr_sha256_field(struct jr_sha256 *, const void *, size_t);
void	 jr_sha256_done(struct jr_sha256 *, unsigned char out[JR_SHA256_SIZE]);
void	 jr_sha256(const void *, size_t, unsigned char out[JR_SHA256_SIZE]);

void	 jr_hex(const unsigned char *, size_t, char *out);	/* 2n + 1 bytes */

/* Keyed with a key of this process: never store it. */
struct jr_hash128 { uint64_t lo, hi; };
struct jr_hash128 jr_hash_keyed(const void *, size_t);

void	 jr_random(void *, size_t);

#endif
