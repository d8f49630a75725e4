/*
 * What the files of text share.  For text*.c only:
 *
 *	text.c		validity, cleaning, initials
 *	text_key.c	keys to match and to sort by
 *	text_show.c	width on a terminal, escapes for messages
 *	text_decode.c	from the encodings of foreign files
 */
#ifndef JR_BASE_TEXT_IMPL_H
#define JR_BASE_TEXT_IMPL_H

#include <stdint.h>

#include "base/text.h"

/* Bytes still to be read. */
struct jr__bytes {
	const unsigned char *p, *end;
};

static inline struct jr__bytes
jr__bytes_of(const char *text, size_t n)
{
	const unsigned char *p = (const unsigned char *)(n > 0 ? text : "");

	return (struct jr__bytes){ p, p + n };
}

/* A visible ASCII character. */
static inline bool
jr__is_graphic(unsigned char b)
{
	return b > 0x20 && b < 0x7f;
}

/* Does s begin with one of U+0400–U+04FF that is no combining mark? */
static inline bool
jr__is_cyrillic(struct jr__bytes s)
{
	return s.end - s.p >= 2 && (s.p[0] & 0xfc) == 0xd0 &&
	    (s.p[1] & 0xc0) == 0x80 &&
	    !(s.p[0] == 0xd2 && s.p[1] >= 0x83 && s.p[1] <= 0x89);
}

/* Decode the first code point; its bytes, or 0 when that is not UTF-8. */
size_t	 jr__text_point(struct jr__bytes, uint32_t *c);

static inline bool
jr__is_dash(uint32_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2043 ||
	    c == 0x2212 || c == 0xfe58 || c == 0xfe63 || c == 0xff0d;
}

/* What becomes of a code point in a clean text. */
enum jr__text_kind {
	JR__PLAIN, /* kept; is its own NFC and takes part in none */
	JR__ODD, /* kept; the text must go through NFC */
	JR__SPACE,
	JR__LINE,
	JR__GONE,
};

enum jr__text_kind jr__text_kind(uint32_t c);

/*
 * Clean, but for NFC; *odd says whether that is needed.  JR_EINVAL leaves the
 * buf to be cut.
 */
int	 jr__text_filter(struct jr_buf *out, struct jr__bytes, bool lines, bool *odd);
/* Replace what the buf holds from start on by its NFC. */
int	 jr__text_compose(struct jr_buf *out, size_t start);

/* Take the buf back to what it held. */
static inline void
jr__buf_cut(struct jr_buf *out, size_t len)
{
	if (out->failed || out->data == NULL)
		return;
	out->len = len;
	out->data[len] = '\0';
}

static inline int
jr__buf_rc(const struct jr_buf *out)
{
	return out->failed ? JR_ENOMEM : JR_OK;
}

/* Append a code point, which is no surrogate, as UTF-8. */
static inline void
jr__add_point(struct jr_buf *out, uint32_t c)
{
	unsigned char *p;

	if ((out->cap - out->len < 5 || out->data == NULL || out->failed) &&
	    !jr_buf_reserve(out, 4))
		return;
	p = (unsigned char *)out->data + out->len;
	if (c < 0x80) {
		*p++ = (unsigned char)c;
	} else if (c < 0x800) {
		*p++ = (unsigned char)(0xc0 | c >> 6);
		*p++ = (unsigned char)(0x80 | (c & 0x3f));
	} else {
		if (c < 0x10000) {
			*p++ = (unsigned char)(0xe0 | c >> 12);
		} else {
			*p++ = (unsigned char)(0xf0 | c >> 18);
			*p++ = (unsigned char)(0x80 | (c >> 12 & 0x3f));
		}
		*p++ = (unsigned char)(0x80 | (c >> 6 & 0x3f));
		*p++ = (unsigned char)(0x80 | (c & 0x3f));
	}
	*p = '\0';
	out->len = (size_t)((char *)p - out->data);
}

#endif
