/*
 * Text over libunistring.  What schools write is ASCII and precomposed
 * Cyrillic, and never reaches the library: it is told apart byte by byte, and
 * only a text with something odd in it is normalised.
 */
#include <stdlib.h>
#include <string.h>

#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>

#include "base/text_impl.h"

/* clang-format off */
static const struct {
	uint32_t		first, last;
	enum jr__text_kind	kind;
} ranges[] = {				/* in order; between them JR__ODD */
	{ 0x00, 0x08, JR__GONE },
	{ 0x09, 0x09, JR__SPACE },
	{ 0x0a, 0x0d, JR__LINE },
	{ 0x0e, 0x1f, JR__GONE },
	{ 0x20, 0x20, JR__SPACE },
	{ 0x21, 0x7e, JR__PLAIN },
	{ 0x7f, 0x84, JR__GONE },
	{ 0x85, 0x85, JR__LINE },
	{ 0x86, 0x9f, JR__GONE },
	{ 0xa0, 0xa0, JR__SPACE },
	{ 0xa1, 0xac, JR__PLAIN },
	{ 0xad, 0xad, JR__GONE },		/* soft hyphen */
	{ 0xae, 0x2ff, JR__PLAIN },
	{ 0x34f, 0x34f, JR__GONE },		/* grapheme joiner */
	{ 0x400, 0x482, JR__PLAIN },
	{ 0x48a, 0x52f, JR__PLAIN },
	{ 0x61c, 0x61c, JR__GONE },		/* Arabic direction mark */
	{ 0x1680, 0x1680, JR__SPACE },
	{ 0x180e, 0x180e, JR__GONE },
	{ 0x2000, 0x200a, JR__SPACE },
	{ 0x200b, 0x200f, JR__GONE },	/* zero width, direction marks */
	{ 0x2010, 0x2027, JR__PLAIN },	/* dashes, quotation marks, … */
	{ 0x2028, 0x2029, JR__LINE },
	{ 0x202a, 0x202e, JR__GONE },	/* direction embeddings, overrides */
	{ 0x202f, 0x202f, JR__SPACE },
	{ 0x2030, 0x205e, JR__PLAIN },
	{ 0x205f, 0x205f, JR__SPACE },
	{ 0x2060, 0x206f, JR__GONE },	/* word joiner, direction isolates */
	{ 0x2070, 0x20cf, JR__PLAIN },
	{ 0x2100, 0x2125, JR__PLAIN },	/* № ™ */
	{ 0x2190, 0x2328, JR__PLAIN },	/* arrows, mathematics */
	{ 0x3000, 0x3000, JR__SPACE },
	{ 0xfeff, 0xfeff, JR__GONE },	/* byte order mark */
	{ 0xfff9, 0xfffb, JR__GONE },
	{ 0xe0000, 0xe007f, JR__GONE },	/* tags */
};
/* clang-format on */

size_t
jr__text_point(struct jr__bytes s, uint32_t *c)
{
	int n;

	*c = 0;
	if (s.p == s.end)
		return 0;
	if (*s.p < 0x80) {
		*c = *s.p;
		return 1;
	}
	n = u8_mbtoucr(c, s.p, (size_t)(s.end - s.p));
	return n > 0 ? (size_t)n : 0;
}

enum jr__text_kind
jr__text_kind(uint32_t c)
{
	size_t lo = 0, hi = sizeof(ranges) / sizeof(ranges[0]), mid;

	while (lo < hi) {
		mid = (lo + hi) / 2;
		if (c > ranges[mid].last)
			lo = mid + 1;
		else if (c < ranges[mid].first)
			hi = mid;
		else
			return ranges[mid].kind;
	}
	return JR__ODD;
}

bool
jr_text_valid(const char *text, size_t n)
{
	struct jr__bytes s = jr__bytes_of(text, n);
	uint64_t word;
	size_t len;
	uint32_t c;

	while (s.p < s.end) {
		if (s.end - s.p >= 8) {
			memcpy(&word, s.p, sizeof(word));
			if ((word & 0x8080808080808080) == 0) {
				s.p += 8;
				continue;
			}
		}
		while (jr__is_cyrillic(s))
			s.p += 2;
		if (s.p == s.end)
			break;
		if ((len = jr__text_point(s, &c)) == 0)
			return false;
		s.p += len;
	}
	return true;
}

/* --- Cleaning ------------------------------------------------------------- */

int
jr__text_compose(struct jr_buf *out, size_t start)
{
	uint8_t *nfc;
	size_t n;

	if (out->failed)
		return JR_ENOMEM;
	nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)out->data + start,
	    out->len - start, NULL, &n);
	jr__buf_cut(out, start);
	if (nfc == NULL)
		return JR_ENOMEM;
	jr_buf_add(out, nfc, n);
	free(nfc);
	return jr__buf_rc(out);
}

/* Bytes at the front that a clean text keeps as they are. */
static size_t
clean_run(struct jr__bytes s)
{
	const unsigned char *from = s.p;

	for (;;) {
		if (jr__is_cyrillic(s))
			s.p += 2;
		else if (s.p < s.end && jr__is_graphic(*s.p))
			s.p++;
		else if (s.end - s.p >= 2 && *s.p == ' ' && s.p > from &&
		    (jr__is_graphic(s.p[1]) || (s.p[1] & 0xfc) == 0xd0))
			s.p++;
		else
			break;
	}
	if (s.p > from && s.p[-1] == ' ')
		s.p--;
	return (size_t)(s.p - from);
}

/* White space passed over since the last character kept. */
struct gap {
	size_t lines;
	bool any;
};

static void
gap_add(struct gap *g, struct jr_buf *out, size_t start)
{
	if (out->len > start && g->any && g->lines == 0)
		jr_buf_addc(out, ' ');
	if (out->len > start)
		for (; g->lines > 0; g->lines--)
			jr_buf_addc(out, '\n');
	*g = (struct gap){ 0, false };
}

static bool
crlf(struct jr__bytes s)
{
	return s.end - s.p >= 2 && s.p[0] == '\r' && s.p[1] == '\n';
}

int
jr__text_filter(struct jr_buf *out, struct jr__bytes s, bool lines, bool *odd)
{
	size_t start = out->len, n;
	struct gap gap = { 0, false };
	enum jr__text_kind kind;
	uint32_t c;

	*odd = false;
	while (s.p < s.end) {
		if ((n = clean_run(s)) > 0) {
			kind = JR__PLAIN;
		} else {
			if ((n = jr__text_point(s, &c)) == 0)
				return JR_EINVAL;
			kind = jr__text_kind(c);
		}
		if (kind == JR__PLAIN || kind == JR__ODD) {
			gap_add(&gap, out, start);
			jr_buf_add(out, s.p, n);
			*odd |= kind == JR__ODD;
		} else if (kind != JR__GONE) {
			gap.any = true;
			gap.lines += lines && kind == JR__LINE;
		}
		s.p += kind == JR__LINE && crlf(s) ? 2 : n;
	}
	return jr__buf_rc(out);
}

static int
clean(struct jr_buf *out, struct jr__bytes s, bool lines)
{
	size_t start = out->len;
	bool odd;
	int rc;

	if ((rc = jr__text_filter(out, s, lines, &odd)) == JR_EINVAL)
		jr__buf_cut(out, start);
	if (rc == JR_OK && odd)
		rc = jr__text_compose(out, start);
	return rc;
}

int
jr_text_clean(struct jr_buf *out, const char *text, size_t n)
{
	return clean(out, jr__bytes_of(text, n), false);
}

int
jr_text_clean_lines(struct jr_buf *out, const char *text, size_t n)
{
	return clean(out, jr__bytes_of(text, n), true);
}

/* --- Initials ------------------------------------------------------------- */

/* Bytes of the combining marks at the front. */
static size_t
marks(struct jr__bytes s)
{
	const unsigned char *from = s.p;
	size_t n;
	uint32_t c;

	while ((n = jr__text_point(s, &c)) > 0 && uc_combining_class(c) != 0)
		s.p += n;
	return (size_t)(s.p - from);
}

/* Initials of a text that is clean. */
static void
initials(struct jr_buf *out, struct jr__bytes s)
{
	bool want = true, any = false;
	size_t n;
	uint32_t c;

	for (; (n = jr__text_point(s, &c)) > 0; s.p += n) {
		want |= jr__is_dash(c);
		if (!want || !uc_is_alpha(c))
			continue;
		n += marks((struct jr__bytes){ s.p + n, s.end });
		if (any)
			jr_buf_addc(out, '-');
		jr_buf_add(out, s.p, n);
		jr_buf_addc(out, '.');
		want = false;
		any = true;
	}
}

int
jr_text_initial(struct jr_buf *out, const char *text, size_t n)
{
	struct jr_buf name = JR_BUF_INIT;
	int rc;

	if ((rc = jr_text_clean(&name, text, n)) == JR_OK) {
		initials(out, jr__bytes_of(name.data, name.len));
		rc = jr__buf_rc(out);
	}
	jr_buf_release(&name);
	return rc;
}
