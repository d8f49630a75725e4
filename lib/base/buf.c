#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>

#define CAP_MIN 64
#define LEN_MAX (SIZE_MAX / 4) /* so that doubling never wraps */

void
jr_buf_release(struct jr_buf *b)
{
	free(b->data);
	*b = (struct jr_buf)JR_BUF_INIT;
}

void
jr_buf_clear(struct jr_buf *b)
{
	b->len = 0;
	if (b->data != NULL)
		b->data[0] = '\0';
}

static bool
fail(struct jr_buf *b)
{
	b->failed = true;
	return false;
}

bool
jr_buf_reserve(struct jr_buf *b, size_t n)
{
	size_t cap;
	char *data;

	if (b->failed || n > LEN_MAX || b->len > LEN_MAX - n)
		return fail(b);
	if (n < b->cap - b->len)
		return true;
	cap = b->cap < CAP_MIN ? CAP_MIN : b->cap;
	while (cap - b->len <= n)
		cap *= 2;
	if ((data = realloc(b->data, cap)) == NULL)
		return fail(b);
	if (b->data == NULL)
		data[0] = '\0';
	b->data = data;
	b->cap = cap;
	return true;
}

void
jr_buf_addf(struct jr_buf *b, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	jr_buf_addv(b, fmt, ap);
	va_end(ap);
}

void
jr_buf_addv(struct jr_buf *b, const char *fmt, va_list ap)
{
	va_list again;
	int n;

	if (!jr_buf_reserve(b, 0))
		return;
	va_copy(again, ap);
	n = vsnprintf(b->data + b->len, b->cap - b->len, fmt, ap);
	if (n < 0)
		fail(b);
	else if ((size_t)n >= b->cap - b->len && jr_buf_reserve(b, (size_t)n))
		n = vsnprintf(b->data + b->len, b->cap - b->len, fmt, again);
	va_end(again);
	if (b->failed)
		b->data[b->len] = '\0';
	else
		b->len += (size_t)n;
}

const char *
jr_buf_str(const struct jr_buf *b)
{
	return b->data != NULL ? b->data : "";
}

char *
jr_buf_steal(struct jr_buf *b)
{
	char *data = NULL;

	if (jr_buf_reserve(b, 0)) {
		data = b->data;
		b->data = NULL;
	}
	jr_buf_release(b);
	return data;
}

void
jr_buf_add_uvar(struct jr_buf *b, uint64_t v)
{
	unsigned char bytes[JR_UVAR_MAX];
	size_t n = 0;

	while (v >= 0x80) {
		bytes[n++] = (unsigned char)(v | 0x80);
		v >>= 7;
	}
	bytes[n++] = (unsigned char)v;
	jr_buf_add(b, bytes, n);
}

void
jr_buf_add_svar(struct jr_buf *b, int64_t v)
{
	jr_buf_add_uvar(b, ((uint64_t)v << 1) ^ (v < 0 ? UINT64_MAX : 0));
}

bool
jr_uvar(const unsigned char **p, const unsigned char *end, uint64_t *out)
{
	unsigned char byte;
	unsigned shift;

	*out = 0;
	for (shift = 0; shift < 64 && *p < end; shift += 7) {
		byte = *(*p)++;
		if (shift == 63 && byte > 1)
			return false;
		*out |= (uint64_t)(byte & 0x7f) << shift;
		if (byte < 0x80)
			return true;
	}
	return false;
}

bool
jr_svar(const unsigned char **p, const unsigned char *end, int64_t *out)
{
	uint64_t v;
	bool ok;

	ok = jr_uvar(p, end, &v);
	*out = (int64_t)((v >> 1) ^ ((v & 1) != 0 ? UINT64_MAX : 0));
	return ok;
}
