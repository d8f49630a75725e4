#include "base/hash.h"

#include <sodium.h>
#include <stdbool.h>
#include <string.h>

_Static_assert(sizeof(crypto_hash_sha256_state) <= sizeof(struct jr_sha256),
    "struct jr_sha256 is too small");
_Static_assert(_Alignof(crypto_hash_sha256_state) <= _Alignof(struct jr_sha256),
    "struct jr_sha256 is not aligned enough");

static unsigned char key[crypto_shorthash_siphashx24_KEYBYTES];

int
jr_hash_init(void)
{
	static bool ready;

	if (ready)
		return JR_OK;
	if (sodium_init() < 0)
		return JR_EIO;
	randombytes_buf(key, sizeof(key));
	ready = true;
	return JR_OK;
}

static crypto_hash_sha256_state *
state(struct jr_sha256 *h)
{
	return (crypto_hash_sha256_state *)(void *)h->opaque;
}

void
jr_sha256_init(struct jr_sha256 *h)
{
	crypto_hash_sha256_init(state(h));
}

void
jr_sha256_add(struct jr_sha256 *h, const void *data, size_t n)
{
	if (n != 0)
		crypto_hash_sha256_update(state(h), data, n);
}

void
jr_sha256_field(struct jr_sha256 *h, const void *data, size_t n)
{
	unsigned char len[8];
	size_t i;

	for (i = 0; i < sizeof(len); i++)
		len[i] = (unsigned char)((uint64_t)n >> (8 * i));
	jr_sha256_add(h, len, sizeof(len));
	jr_sha256_add(h, data, n);
}

void
jr_sha256_done(struct jr_sha256 *h, unsigned char out[JR_SHA256_SIZE])
{
	crypto_hash_sha256_final(state(h), out);
}

void
jr_sha256(const void *data, size_t n, unsigned char out[JR_SHA256_SIZE])
{
	struct jr_sha256 h;

	jr_sha256_init(&h);
	jr_sha256_add(&h, data, n);
	jr_sha256_done(&h, out);
}

void
jr_hex(const unsigned char *data, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";
	size_t i;

	for (i = 0; i < n; i++) {
		*out++ = digits[data[i] >> 4];
		*out++ = digits[data[i] & 15];
	}
	*out = '\0';
}

struct jr_hash128
jr_hash_keyed(const void *data, size_t n)
{
	struct jr_hash128 h;
	unsigned char out[crypto_shorthash_siphashx24_BYTES];

	crypto_shorthash_siphashx24(out, data, n, key);
	memcpy(&h.lo, out, sizeof(h.lo));
	memcpy(&h.hi, out + sizeof(h.lo), sizeof(h.hi));
	return h;
}

void
jr_random(void *out, size_t n)
{
	randombytes_buf(out, n);
}
