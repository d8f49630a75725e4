#include "encode.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

/* Bytes of the character at s: three at most. */
static size_t
length(const char *s)
{
	if ((*s & 0x80) == 0)
		return 1;
	return (*s & 0x20) == 0 ? 2 : 3;
}

static unsigned
point(const char *s, size_t n)
{
	const unsigned char *p = (const unsigned char *)s;

	if (n == 1)
		return p[0];
	if (n == 2)
		return (p[0] & 0x1fu) << 6 | (p[1] & 0x3fu);
	return (p[0] & 0x0fu) << 12 | (p[1] & 0x3fu) << 6 | (p[2] & 0x3fu);
}

/* The byte that the encoding reads as the character at s. */
static char
byte_of(enum jr__charset c, const char *s, size_t n)
{
	struct jr_buf b = JR_BUF_INIT;
	bool same = false;
	char byte = 0;
	int i;

	for (i = 0x80; i < 0x100 && !same; i++) {
		byte = (char)i;
		jr_buf_clear(&b);
		same = jr__charset_decode(c, &b, &byte, 1) == JR_OK &&
		    b.len == n && memcmp(b.data, s, n) == 0;
	}
	jr_buf_release(&b);
	if (!same)
		fail_msg("%s has no '%.*s'", jr__charset_name(c), (int)n, s);
	return byte;
}

static void
add_unit(struct jr_buf *b, bool big, unsigned c)
{
	jr_buf_addc(b, (char)(big ? c >> 8 : c & 0xff));
	jr_buf_addc(b, (char)(big ? c & 0xff : c >> 8));
}

void
encode(struct jr_buf *b, enum jr__charset c, const char *utf8)
{
	size_t n;

	for (; *utf8 != '\0'; utf8 += n) {
		n = length(utf8);
		if (c == JR__UTF16LE || c == JR__UTF16BE)
			add_unit(b, c == JR__UTF16BE, point(utf8, n));
		else if (n == 1 || c == JR__UTF8)
			jr_buf_add(b, utf8, n);
		else
			jr_buf_addc(b, byte_of(c, utf8, n));
	}
}
