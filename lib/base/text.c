/*
 * Text over libunistring.  What schools write is ASCII and precomposed
 * Cyrillic, and never reaches the library: it is told apart byte by byte, and
 * only a text with something ODD in it is normalised.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>
#include <unistr.h>
#include <uniwidth.h>

#include "base/text.h"

/* Bytes still to be read. */
struct span {
	const unsigned char *p, *end;
};

/* What becomes of a code point in a clean text. */
enum kind {
	PLAIN, /* kept; is its own NFC and takes part in none */
	ODD, /* kept; the text must go through NFC */
	SPACE,
	LINE,
	GONE,
};

/* A matching or sort key in the making. */
struct key {
	struct jr_buf *out;
	bool any; /* something is written */
	bool space; /* one is due before the next letter */
	bool dash; /* just seen: spaces are passed over */
	bool ye; /* decomposed text: marks of an е */
	unsigned yes; /* е and ё so far; counted to 64 */
	unsigned ties; /* how many of them a sort key tells */
	uint64_t yo; /* which of them were ё */
};

typedef void key_put(struct key *, ucs4_t);

/* clang-format off */
static const struct {
	ucs4_t		 first, last;
	enum kind	 kind;
} ranges[] = {				/* in order; between them ODD */
	{ 0x00, 0x08, GONE },
	{ 0x09, 0x09, SPACE },
	{ 0x0a, 0x0d, LINE },
	{ 0x0e, 0x1f, GONE },
	{ 0x20, 0x20, SPACE },
	{ 0x21, 0x7e, PLAIN },
	{ 0x7f, 0x84, GONE },
	{ 0x85, 0x85, LINE },
	{ 0x86, 0x9f, GONE },
	{ 0xa0, 0xa0, SPACE },
	{ 0xa1, 0xac, PLAIN },
	{ 0xad, 0xad, GONE },		/* soft hyphen */
	{ 0xae, 0x2ff, PLAIN },
	{ 0x34f, 0x34f, GONE },		/* grapheme joiner */
	{ 0x400, 0x482, PLAIN },
	{ 0x48a, 0x52f, PLAIN },
	{ 0x61c, 0x61c, GONE },		/* Arabic direction mark */
	{ 0x1680, 0x1680, SPACE },
	{ 0x180e, 0x180e, GONE },
	{ 0x2000, 0x200a, SPACE },
	{ 0x200b, 0x200f, GONE },	/* zero width, direction marks */
	{ 0x2010, 0x2027, PLAIN },	/* dashes, quotation marks, … */
	{ 0x2028, 0x2029, LINE },
	{ 0x202a, 0x202e, GONE },	/* direction embeddings, overrides */
	{ 0x202f, 0x202f, SPACE },
	{ 0x2030, 0x205e, PLAIN },
	{ 0x205f, 0x205f, SPACE },
	{ 0x2060, 0x206f, GONE },	/* word joiner, direction isolates */
	{ 0x2070, 0x20cf, PLAIN },
	{ 0x2100, 0x2125, PLAIN },	/* № ™ */
	{ 0x2190, 0x2328, PLAIN },	/* arrows, mathematics */
	{ 0x3000, 0x3000, SPACE },
	{ 0xfeff, 0xfeff, GONE },	/* byte order mark */
	{ 0xfff9, 0xfffb, GONE },
	{ 0xe0000, 0xe007f, GONE },	/* tags */
};

/* The Cyrillic letters that Latin ones, small or capital, look like. */
static const uint16_t alike[26] = {
	['a' - 'a'] = 0x430, ['b' - 'a'] = 0x432, ['c' - 'a'] = 0x441,
	['e' - 'a'] = 0x435, ['h' - 'a'] = 0x43d, ['i' - 'a'] = 0x456,
	['k' - 'a'] = 0x43a, ['m' - 'a'] = 0x43c, ['o' - 'a'] = 0x43e,
	['p' - 'a'] = 0x440, ['t' - 'a'] = 0x442, ['x' - 'a'] = 0x445,
	['y' - 'a'] = 0x443,
};

/* Upper halves of the foreign code pages; 0: no such byte. */
static const uint16_t cp1251[128] = {
	0x0402, 0x0403, 0x201a, 0x0453, 0x201e, 0x2026, 0x2020, 0x2021,
	0x20ac, 0x2030, 0x0409, 0x2039, 0x040a, 0x040c, 0x040b, 0x040f,
	0x0452, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014,
	0, 0x2122, 0x0459, 0x203a, 0x045a, 0x045c, 0x045b, 0x045f,
	0x00a0, 0x040e, 0x045e, 0x0408, 0x00a4, 0x0490, 0x00a6, 0x00a7,
	0x0401, 0x00a9, 0x0404, 0x00ab, 0x00ac, 0x00ad, 0x00ae, 0x0407,
	0x00b0, 0x00b1, 0x0406, 0x0456, 0x0491, 0x00b5, 0x00b6, 0x00b7,
	0x0451, 0x2116, 0x0454, 0x00bb, 0x0458, 0x0405, 0x0455, 0x0457,
	0x0410, 0x0411, 0x0412, 0x0413, 0x0414, 0x0415, 0x0416, 0x0417,
	0x0418, 0x0419, 0x041a, 0x041b, 0x041c, 0x041d, 0x041e, 0x041f,
	0x0420, 0x0421, 0x0422, 0x0423, 0x0424, 0x0425, 0x0426, 0x0427,
	0x0428, 0x0429, 0x042a, 0x042b, 0x042c, 0x042d, 0x042e, 0x042f,
	0x0430, 0x0431, 0x0432, 0x0433, 0x0434, 0x0435, 0x0436, 0x0437,
	0x0438, 0x0439, 0x043a, 0x043b, 0x043c, 0x043d, 0x043e, 0x043f,
	0x0440, 0x0441, 0x0442, 0x0443, 0x0444, 0x0445, 0x0446, 0x0447,
	0x0448, 0x0449, 0x044a, 0x044b, 0x044c, 0x044d, 0x044e, 0x044f,
};

static const uint16_t cp866[128] = {
	0x0410, 0x0411, 0x0412, 0x0413, 0x0414, 0x0415, 0x0416, 0x0417,
	0x0418, 0x0419, 0x041a, 0x041b, 0x041c, 0x041d, 0x041e, 0x041f,
	0x0420, 0x0421, 0x0422, 0x0423, 0x0424, 0x0425, 0x0426, 0x0427,
	0x0428, 0x0429, 0x042a, 0x042b, 0x042c, 0x042d, 0x042e, 0x042f,
	0x0430, 0x0431, 0x0432, 0x0433, 0x0434, 0x0435, 0x0436, 0x0437,
	0x0438, 0x0439, 0x043a, 0x043b, 0x043c, 0x043d, 0x043e, 0x043f,
	0x2591, 0x2592, 0x2593, 0x2502, 0x2524, 0x2561, 0x2562, 0x2556,
	0x2555, 0x2563, 0x2551, 0x2557, 0x255d, 0x255c, 0x255b, 0x2510,
	0x2514, 0x2534, 0x252c, 0x251c, 0x2500, 0x253c, 0x255e, 0x255f,
	0x255a, 0x2554, 0x2569, 0x2566, 0x2560, 0x2550, 0x256c, 0x2567,
	0x2568, 0x2564, 0x2565, 0x2559, 0x2558, 0x2552, 0x2553, 0x256b,
	0x256a, 0x2518, 0x250c, 0x2588, 0x2584, 0x258c, 0x2590, 0x2580,
	0x0440, 0x0441, 0x0442, 0x0443, 0x0444, 0x0445, 0x0446, 0x0447,
	0x0448, 0x0449, 0x044a, 0x044b, 0x044c, 0x044d, 0x044e, 0x044f,
	0x0401, 0x0451, 0x0404, 0x0454, 0x0407, 0x0457, 0x040e, 0x045e,
	0x00b0, 0x2219, 0x00b7, 0x221a, 0x2116, 0x00a4, 0x25a0, 0x00a0,
};

static const uint16_t koi8r[128] = {
	0x2500, 0x2502, 0x250c, 0x2510, 0x2514, 0x2518, 0x251c, 0x2524,
	0x252c, 0x2534, 0x253c, 0x2580, 0x2584, 0x2588, 0x258c, 0x2590,
	0x2591, 0x2592, 0x2593, 0x2320, 0x25a0, 0x2219, 0x221a, 0x2248,
	0x2264, 0x2265, 0x00a0, 0x2321, 0x00b0, 0x00b2, 0x00b7, 0x00f7,
	0x2550, 0x2551, 0x2552, 0x0451, 0x2553, 0x2554, 0x2555, 0x2556,
	0x2557, 0x2558, 0x2559, 0x255a, 0x255b, 0x255c, 0x255d, 0x255e,
	0x255f, 0x2560, 0x2561, 0x0401, 0x2562, 0x2563, 0x2564, 0x2565,
	0x2566, 0x2567, 0x2568, 0x2569, 0x256a, 0x256b, 0x256c, 0x00a9,
	0x044e, 0x0430, 0x0431, 0x0446, 0x0434, 0x0435, 0x0444, 0x0433,
	0x0445, 0x0438, 0x0439, 0x043a, 0x043b, 0x043c, 0x043d, 0x043e,
	0x043f, 0x044f, 0x0440, 0x0441, 0x0442, 0x0443, 0x0436, 0x0432,
	0x044c, 0x044b, 0x0437, 0x0448, 0x044d, 0x0449, 0x0447, 0x044a,
	0x042e, 0x0410, 0x0411, 0x0426, 0x0414, 0x0415, 0x0424, 0x0413,
	0x0425, 0x0418, 0x0419, 0x041a, 0x041b, 0x041c, 0x041d, 0x041e,
	0x041f, 0x042f, 0x0420, 0x0421, 0x0422, 0x0423, 0x0416, 0x0412,
	0x042c, 0x042b, 0x0417, 0x0428, 0x042d, 0x0429, 0x0427, 0x042a,
};
/* clang-format on */

static inline struct span
span_of(const char *text, size_t n)
{
	const unsigned char *p = (const unsigned char *)(n > 0 ? text : "");

	return (struct span){ p, p + n };
}

/* A visible ASCII character. */
static inline bool
graphic(unsigned char b)
{
	return b > 0x20 && b < 0x7f;
}

/* Does s begin with one of U+0400–U+04FF that is no combining mark? */
static inline bool
cyrillic(struct span s)
{
	return s.end - s.p >= 2 && (s.p[0] & 0xfc) == 0xd0 &&
	    (s.p[1] & 0xc0) == 0x80 &&
	    !(s.p[0] == 0xd2 && s.p[1] >= 0x83 && s.p[1] <= 0x89);
}

static inline ucs4_t
pair(const unsigned char *p)
{
	return (ucs4_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
}

/* Decode the first code point; its bytes, or 0 when that is not UTF-8. */
static inline size_t
point(struct span s, ucs4_t *c)
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

static enum kind
kind_of(ucs4_t c)
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
	return ODD;
}

static bool
is_dash(ucs4_t c)
{
	return c == '-' || (c >= 0x2010 && c <= 0x2015) || c == 0x2043 ||
	    c == 0x2212 || c == 0xfe58 || c == 0xfe63 || c == 0xff0d;
}

static bool
is_apostrophe(ucs4_t c)
{
	return c == '\'' || c == 0x2bc || c == 0x2018 || c == 0x2019;
}

/* Take the buf back to what it held. */
static void
cut(struct jr_buf *out, size_t len)
{
	if (out->failed || out->data == NULL)
		return;
	out->len = len;
	out->data[len] = '\0';
}

static int
result(const struct jr_buf *out)
{
	return out->failed ? JR_ENOMEM : JR_OK;
}

static inline void
add_point(struct jr_buf *out, ucs4_t c)
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
		p += u8_uctomb(p, c, 4);
	}
	*p = '\0';
	out->len = (size_t)((char *)p - out->data);
}

bool
jr_text_valid(const char *text, size_t n)
{
	struct span s = span_of(text, n);
	uint64_t word;
	size_t len;
	ucs4_t c;

	while (s.p < s.end) {
		if (s.end - s.p >= 8) {
			memcpy(&word, s.p, sizeof(word));
			if ((word & 0x8080808080808080) == 0) {
				s.p += 8;
				continue;
			}
		}
		while (cyrillic(s))
			s.p += 2;
		if (s.p == s.end)
			break;
		if ((len = point(s, &c)) == 0)
			return false;
		s.p += len;
	}
	return true;
}

/* Replace what the buf holds from start on by its NFC. */
static int
compose(struct jr_buf *out, size_t start)
{
	uint8_t *nfc;
	size_t n;

	if (out->failed)
		return JR_ENOMEM;
	nfc = u8_normalize(UNINORM_NFC, (const uint8_t *)out->data + start,
	    out->len - start, NULL, &n);
	cut(out, start);
	if (nfc == NULL)
		return JR_ENOMEM;
	jr_buf_add(out, nfc, n);
	free(nfc);
	return result(out);
}

/* Bytes at the front that a clean text keeps as they are. */
static size_t
clean_run(struct span s)
{
	const unsigned char *from = s.p;

	for (;;) {
		if (cyrillic(s))
			s.p += 2;
		else if (s.p < s.end && graphic(*s.p))
			s.p++;
		else if (s.end - s.p >= 2 && *s.p == ' ' && s.p > from &&
		    (graphic(s.p[1]) || (s.p[1] & 0xfc) == 0xd0))
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
crlf(struct span s)
{
	return s.end - s.p >= 2 && s.p[0] == '\r' && s.p[1] == '\n';
}

/*
 * Clean, but for NFC; *odd says whether that is needed.  JR_EINVAL leaves the
 * buf to be cut.
 */
static int
filter(struct jr_buf *out, struct span s, bool lines, bool *odd)
{
	size_t start = out->len, n;
	struct gap gap = { 0, false };
	enum kind kind;
	ucs4_t c;

	*odd = false;
	while (s.p < s.end) {
		if ((n = clean_run(s)) > 0) {
			kind = PLAIN;
		} else {
			if ((n = point(s, &c)) == 0)
				return JR_EINVAL;
			kind = kind_of(c);
		}
		if (kind == PLAIN || kind == ODD) {
			gap_add(&gap, out, start);
			jr_buf_add(out, s.p, n);
			*odd |= kind == ODD;
		} else if (kind != GONE) {
			gap.any = true;
			gap.lines += lines && kind == LINE;
		}
		s.p += kind == LINE && crlf(s) ? 2 : n;
	}
	return result(out);
}

static int
clean(struct jr_buf *out, struct span s, bool lines)
{
	size_t start = out->len;
	bool odd;
	int rc;

	if ((rc = filter(out, s, lines, &odd)) == JR_EINVAL)
		cut(out, start);
	if (rc == JR_OK && odd)
		rc = compose(out, start);
	return rc;
}

int
jr_text_clean(struct jr_buf *out, const char *text, size_t n)
{
	return clean(out, span_of(text, n), false);
}

int
jr_text_clean_lines(struct jr_buf *out, const char *text, size_t n)
{
	return clean(out, span_of(text, n), true);
}

static void
key_begin(struct key *k, struct jr_buf *out)
{
	k->out = out;
	k->any = k->space = k->dash = k->ye = false;
	k->yes = k->ties = 0;
	k->yo = 0;
}

static inline void
key_space(struct key *k)
{
	if (!k->dash)
		k->space = k->any;
}

/* Before each character but spaces and dashes. */
static inline void
key_gap(struct key *k)
{
	if (k->space)
		add_point(k->out, ' ');
	k->any = true;
	k->space = k->dash = false;
}

static inline ucs4_t
fold_ascii(unsigned char b)
{
	return b >= 'A' && b <= 'Z' ? b | 0x20u : b;
}

/* U+0400–U+052F, marks excepted. */
static inline ucs4_t
fold_cyrillic(ucs4_t c)
{
	if (c < 0x410)
		return c + 0x50;
	if (c < 0x430)
		return c + 0x20;
	if (c < 0x460 || c == 0x482)
		return c;
	if (c == 0x4c0)
		return 0x4cf;
	if (c > 0x4c0 && c < 0x4cf)
		return c + (c & 1);
	return c | 1;
}

/*
 * One of the less common characters of a text without case trouble; false when
 * the text must take the long way.
 */
static bool
key_other(struct key *k, ucs4_t c, key_put *put)
{
	switch (kind_of(c)) {
	case PLAIN:
		if (c == 0xb5 || (c >= 0xc0 && c < 0x400))
			return false;
		put(k, c < 0x530 && c >= 0x400 ? fold_cyrillic(c) : c);
		return true;
	case SPACE:
	case LINE:
		key_space(k);
		return true;
	case GONE:
		return true;
	case ODD:
		break;
	}
	return false;
}

static inline bool
key_short(struct key *k, struct span s, key_put *put)
{
	size_t n;
	ucs4_t c;

	while (s.p < s.end) {
		if (cyrillic(s)) {
			put(k, fold_cyrillic(pair(s.p)));
			s.p += 2;
		} else if (graphic(*s.p)) {
			put(k, fold_ascii(*s.p++));
		} else if (*s.p == ' ') {
			key_space(k);
			s.p++;
		} else {
			if ((n = point(s, &c)) == 0 || !key_other(k, c, put))
				return false;
			s.p += n;
		}
	}
	return true;
}

/* Any text: cleaned, folded into form nf, and each code point put. */
static int
key_long(struct key *k, struct span s, uninorm_t nf, key_put *put)
{
	struct jr_buf *out = k->out;
	size_t start = out->len, n;
	struct span rest;
	uint8_t *folded;
	bool odd;
	int rc;
	ucs4_t c;

	if ((rc = filter(out, s, false, &odd)) != JR_OK) {
		cut(out, start);
		return rc;
	}
	folded = u8_casefold((const uint8_t *)jr_buf_str(out) + start,
	    out->len - start, NULL, nf, NULL, &n);
	cut(out, start);
	if (folded == NULL)
		return JR_ENOMEM;
	rest = span_of((const char *)folded, n);
	for (; (n = point(rest, &c)) > 0; rest.p += n) {
		if (c == ' ')
			key_space(k);
		else
			put(k, c);
	}
	free(folded);
	return JR_OK;
}

static inline ucs4_t
match_point(ucs4_t c)
{
	if (c >= 'a' && c <= 'z')
		return alike[c - 'a'] != 0 ? alike[c - 'a'] : c;
	if (c == 0x451)
		return 0x435;
	if (c < 0x2bc || (c >= 0x400 && c < 0x530))
		return c;
	if (is_dash(c))
		return '-';
	return is_apostrophe(c) ? '\'' : c;
}

static inline void
match_put(struct key *k, ucs4_t c)
{
	c = match_point(c);
	if (c == '-')
		k->space = false;
	key_gap(k);
	k->dash = c == '-';
	add_point(k->out, c);
}

/* From decomposed text: ё is е and a mark there. */
static void
match_put_decomposed(struct key *k, ucs4_t c)
{
	if (k->ye && c == 0x308)
		return;
	match_put(k, c);
	if (uc_combining_class(c) == 0)
		k->ye = match_point(c) == 0x435;
}

int
jr_text_match(struct jr_buf *out, const char *text, size_t n)
{
	struct span s = span_of(text, n);
	size_t start = out->len;
	struct key k;
	int rc;

	key_begin(&k, out);
	if (key_short(&k, s, match_put))
		return result(out);
	cut(out, start);
	key_begin(&k, out);
	if ((rc = key_long(&k, s, UNINORM_NFD, match_put_decomposed)) != JR_OK)
		return rc;
	return compose(out, start);
}

/* Latin as fullwidth forms, other Latin beyond them: behind all Cyrillic. */
static inline ucs4_t
sort_point(ucs4_t c)
{
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 0xff41;
	if (c >= 0xdf && c < 0x300 && c != 0xf7 && !is_apostrophe(c))
		return c + 0xf0000;
	return is_apostrophe(c) ? '\'' : c;
}

static inline ucs4_t
sort_ye(struct key *k, ucs4_t c)
{
	if (k->yes < 64 && c == 0x451) {
		k->yo |= UINT64_C(1) << k->yes;
		k->ties = k->yes + 1;
	}
	k->yes += k->yes < 64;
	return 0x435;
}

static inline void
sort_put(struct key *k, ucs4_t c)
{
	if (is_dash(c)) {
		k->space = false;
		k->dash = true;
		return;
	}
	if (c == 0x435 || c == 0x451)
		c = sort_ye(k, c);
	key_gap(k);
	add_point(k->out, sort_point(c));
}

/* From composed text: stress and other marks do not count. */
static void
sort_put_composed(struct key *k, ucs4_t c)
{
	ucs4_t parts[UC_DECOMPOSITION_MAX_LENGTH];

	if (uc_combining_class(c) != 0)
		return;
	if (c < 0x300 || (c >= 0x1e00 && c < 0x1f00))
		while (uc_canonical_decomposition(c, parts) > 0)
			c = parts[0];
	sort_put(k, c);
}

/* A tab, then 0 for each е and 1 for each ё, up to the last ё. */
static void
sort_ties(struct key *k)
{
	unsigned i;

	if (k->ties > 0)
		add_point(k->out, '\t');
	for (i = 0; i < k->ties; i++)
		add_point(k->out, k->yo >> i & 1 ? '1' : '0');
}

int
jr_text_sort(struct jr_buf *out, const char *text, size_t n)
{
	struct span s = span_of(text, n);
	size_t start = out->len;
	struct key k;
	int rc;

	key_begin(&k, out);
	if (!key_short(&k, s, sort_put)) {
		cut(out, start);
		key_begin(&k, out);
		rc = key_long(&k, s, UNINORM_NFC, sort_put_composed);
		if (rc != JR_OK)
			return rc;
	}
	sort_ties(&k);
	return result(out);
}

int
jr_text_sort_class(struct jr_buf *out, const char *text, size_t n)
{
	struct jr_buf key = JR_BUF_INIT;
	const char *number, *rest;
	size_t digits;
	int rc;

	if ((rc = jr_text_sort(&key, text, n)) == JR_OK) {
		number = jr_buf_str(&key);
		if (*number >= '0' && *number <= '9')
			number += strspn(number, "0");
		digits = strspn(number, "0123456789");
		rest = number + digits;
		if (rest > jr_buf_str(&key)) {
			jr_buf_add(out, "0000", digits < 4 ? 4 - digits : 0);
			jr_buf_add(out, number, digits);
			rest += strspn(rest, " ");
		}
		jr_buf_adds(out, rest);
		rc = result(out);
	}
	jr_buf_release(&key);
	return rc;
}

/* Columns of one code point. */
static size_t
point_width(ucs4_t c)
{
	int width = uc_width(c, "UTF-8");

	return width > 0 ? (size_t)width : 0;
}

/* Bytes of the first character, or byte that is not UTF-8, and its columns. */
static inline size_t
measure(struct span s, size_t *width)
{
	size_t n;
	ucs4_t c;

	*width = 1;
	if (graphic(*s.p) || *s.p == ' ')
		return 1;
	if (cyrillic(s))
		return 2;
	if ((n = point(s, &c)) == 0)
		return 1;
	*width = point_width(c);
	return n;
}

size_t
jr_text_width(const char *text, size_t n)
{
	struct span s = span_of(text, n);
	size_t total = 0, width;

	while (s.p < s.end) {
		s.p += measure(s, &width);
		total += width;
	}
	return total;
}

size_t
jr_text_fit(const char *text, size_t n, size_t width, size_t *used)
{
	struct span s = span_of(text, n);
	size_t len, w;

	*used = 0;
	while (s.p < s.end) {
		len = measure(s, &w);
		if (w > width - *used)
			break;
		*used += w;
		s.p += len;
	}
	return n - (size_t)(s.end - s.p);
}

/* Append the first character as a message shows it; the bytes taken. */
static size_t
escape_point(struct jr_buf *out, struct span s)
{
	enum kind kind;
	size_t n;
	ucs4_t c;

	n = point(s, &c);
	kind = kind_of(c);
	if (n == 0)
		jr_buf_addf(out, "\\x%02x", *s.p);
	else if (c == '\n' || c == '\t')
		jr_buf_adds(out, c == '\n' ? "\\n" : "\\t");
	else if (c < 0x20 || c == 0x7f)
		jr_buf_addf(out, "\\x%02x", (unsigned)c);
	else if (kind == GONE || kind == LINE)
		jr_buf_addf(out, "\\u{%04X}", (unsigned)c);
	else
		jr_buf_add(out, s.p, n);
	return n > 0 ? n : 1;
}

void
jr_text_escape(struct jr_buf *out, const char *text, size_t n, size_t max)
{
	struct span s = span_of(text, n);
	size_t keep = out->len, width = 0, from;

	while (s.p < s.end) {
		from = out->len;
		s.p += escape_point(out, s);
		width += jr_text_width(jr_buf_str(out) + from, out->len - from);
		if (max > 0 && width > max) {
			cut(out, keep);
			jr_buf_adds(out, "…");
			return;
		}
		if (width < max)
			keep = out->len;
	}
}

/* Bytes of the combining marks at the front. */
static size_t
marks(struct span s)
{
	const unsigned char *from = s.p;
	size_t n;
	ucs4_t c;

	while ((n = point(s, &c)) > 0 && uc_combining_class(c) != 0)
		s.p += n;
	return (size_t)(s.p - from);
}

/* Initials of a text that is clean. */
static void
initials(struct jr_buf *out, struct span s)
{
	bool want = true, any = false;
	size_t n;
	ucs4_t c;

	for (; (n = point(s, &c)) > 0; s.p += n) {
		want |= is_dash(c);
		if (!want || !uc_is_alpha(c))
			continue;
		n += marks((struct span){ s.p + n, s.end });
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
		initials(out, span_of(name.data, name.len));
		rc = result(out);
	}
	jr_buf_release(&name);
	return rc;
}

static int
from_page(struct jr_buf *out, struct span s, const uint16_t page[128])
{
	size_t start = out->len;
	ucs4_t c;

	for (; s.p < s.end; s.p++) {
		c = *s.p < 0x80 ? *s.p : page[*s.p - 0x80];
		if (c == 0 && *s.p != 0) {
			cut(out, start);
			return JR_EINVAL;
		}
		add_point(out, c);
	}
	return result(out);
}

int
jr_text_from_cp1251(struct jr_buf *out, const char *text, size_t n)
{
	return from_page(out, span_of(text, n), cp1251);
}

int
jr_text_from_cp866(struct jr_buf *out, const char *text, size_t n)
{
	return from_page(out, span_of(text, n), cp866);
}

int
jr_text_from_koi8r(struct jr_buf *out, const char *text, size_t n)
{
	return from_page(out, span_of(text, n), koi8r);
}

static ucs4_t
unit16(const unsigned char *p, bool big_endian)
{
	return (ucs4_t)(big_endian ? p[0] << 8 | p[1] : p[1] << 8 | p[0]);
}

/* Decode the first character of UTF-16; its bytes, 0 when it is broken. */
static size_t
point16(struct span s, bool big_endian, ucs4_t *c)
{
	ucs4_t low;

	if (s.end - s.p < 2)
		return 0;
	*c = unit16(s.p, big_endian);
	if (*c < 0xd800 || *c > 0xdfff)
		return 2;
	if (*c > 0xdbff || s.end - s.p < 4)
		return 0;
	low = unit16(s.p + 2, big_endian);
	if (low < 0xdc00 || low > 0xdfff)
		return 0;
	*c = 0x10000 + ((*c - 0xd800) << 10) + (low - 0xdc00);
	return 4;
}

int
jr_text_from_utf16(struct jr_buf *out, const char *text, size_t n, bool big_endian)
{
	struct span s = span_of(text, n);
	size_t start = out->len, len;
	ucs4_t c;

	for (; s.p < s.end; s.p += len) {
		if ((len = point16(s, big_endian, &c)) == 0) {
			cut(out, start);
			return JR_EINVAL;
		}
		add_point(out, c);
	}
	return result(out);
}
