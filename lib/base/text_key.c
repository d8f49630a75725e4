/* Text: keys to match and to sort by. */
#include <stdlib.h>
#include <string.h>

#include <unicase.h>
#include <unictype.h>
#include <uninorm.h>

#include "base/text_impl.h"

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

typedef void key_put(struct key *, uint32_t);

/* clang-format off */
/* The Cyrillic letters that Latin ones, small or capital, look like. */
static const uint16_t alike[26] = {
	['a' - 'a'] = 0x430, ['b' - 'a'] = 0x432, ['c' - 'a'] = 0x441,
	['e' - 'a'] = 0x435, ['h' - 'a'] = 0x43d, ['i' - 'a'] = 0x456,
	['k' - 'a'] = 0x43a, ['m' - 'a'] = 0x43c, ['o' - 'a'] = 0x43e,
	['p' - 'a'] = 0x440, ['t' - 'a'] = 0x442, ['x' - 'a'] = 0x445,
	['y' - 'a'] = 0x443,
};
/* clang-format on */

static inline uint32_t
pair(const unsigned char *p)
{
	return (uint32_t)(p[0] & 0x1f) << 6 | (p[1] & 0x3f);
}

static bool
is_apostrophe(uint32_t c)
{
	return c == '\'' || c == 0x2bc || c == 0x2018 || c == 0x2019;
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
		jr__add_point(k->out, ' ');
	k->any = true;
	k->space = k->dash = false;
}

static inline uint32_t
fold_ascii(unsigned char b)
{
	return b >= 'A' && b <= 'Z' ? b | 0x20u : b;
}

/* U+0400–U+052F, marks excepted. */
static inline uint32_t
fold_cyrillic(uint32_t c)
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
key_other(struct key *k, uint32_t c, key_put *put)
{
	switch (jr__text_kind(c)) {
	case JR__PLAIN:
		if (c == 0xb5 || (c >= 0xc0 && c < 0x400))
			return false;
		put(k, c < 0x530 && c >= 0x400 ? fold_cyrillic(c) : c);
		return true;
	case JR__SPACE:
	case JR__LINE:
		key_space(k);
		return true;
	case JR__GONE:
		return true;
	case JR__ODD:
		break;
	}
	return false;
}

static inline bool
key_short(struct key *k, struct jr__bytes s, key_put *put)
{
	size_t n;
	uint32_t c;

	while (s.p < s.end) {
		if (jr__is_cyrillic(s)) {
			put(k, fold_cyrillic(pair(s.p)));
			s.p += 2;
		} else if (jr__is_graphic(*s.p)) {
			put(k, fold_ascii(*s.p++));
		} else if (*s.p == ' ') {
			key_space(k);
			s.p++;
		} else {
			if ((n = jr__text_point(s, &c)) == 0 || !key_other(k, c, put))
				return false;
			s.p += n;
		}
	}
	return true;
}

/* Any text: cleaned, folded into form nf, and each code point put. */
static int
key_long(struct key *k, struct jr__bytes s, uninorm_t nf, key_put *put)
{
	struct jr_buf *out = k->out;
	size_t start = out->len, n;
	struct jr__bytes rest;
	uint8_t *folded;
	bool odd;
	int rc;
	uint32_t c;

	if ((rc = jr__text_filter(out, s, false, &odd)) != JR_OK) {
		jr__buf_cut(out, start);
		return rc;
	}
	folded = u8_casefold((const uint8_t *)jr_buf_str(out) + start,
	    out->len - start, NULL, nf, NULL, &n);
	jr__buf_cut(out, start);
	if (folded == NULL)
		return JR_ENOMEM;
	rest = jr__bytes_of((const char *)folded, n);
	for (; (n = jr__text_point(rest, &c)) > 0; rest.p += n) {
		if (c == ' ')
			key_space(k);
		else
			put(k, c);
	}
	free(folded);
	return JR_OK;
}

/* --- Matching ------------------------------------------------------------- */

static inline uint32_t
match_point(uint32_t c)
{
	if (c >= 'a' && c <= 'z')
		return alike[c - 'a'] != 0 ? alike[c - 'a'] : c;
	if (c == 0x451)
		return 0x435;
	if (c < 0x2bc || (c >= 0x400 && c < 0x530))
		return c;
	if (jr__is_dash(c))
		return '-';
	return is_apostrophe(c) ? '\'' : c;
}

static inline void
match_put(struct key *k, uint32_t c)
{
	c = match_point(c);
	if (c == '-')
		k->space = false;
	key_gap(k);
	k->dash = c == '-';
	jr__add_point(k->out, c);
}

/* From decomposed text: ё is е and a mark there. */
static void
match_put_decomposed(struct key *k, uint32_t c)
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
	struct jr__bytes s = jr__bytes_of(text, n);
	size_t start = out->len;
	struct key k;
	int rc;

	key_begin(&k, out);
	if (key_short(&k, s, match_put))
		return jr__buf_rc(out);
	jr__buf_cut(out, start);
	key_begin(&k, out);
	if ((rc = key_long(&k, s, UNINORM_NFD, match_put_decomposed)) != JR_OK)
		return rc;
	return jr__text_compose(out, start);
}

/* --- Sorting -------------------------------------------------------------- */

/* Latin as fullwidth forms, other Latin beyond them: behind all Cyrillic. */
static inline uint32_t
sort_point(uint32_t c)
{
	if (c >= 'a' && c <= 'z')
		return c - 'a' + 0xff41;
	if (c >= 0xdf && c < 0x300 && c != 0xf7 && !is_apostrophe(c))
		return c + 0xf0000;
	return is_apostrophe(c) ? '\'' : c;
}

static inline uint32_t
sort_ye(struct key *k, uint32_t c)
{
	if (k->yes < 64 && c == 0x451) {
		k->yo |= UINT64_C(1) << k->yes;
		k->ties = k->yes + 1;
	}
	k->yes += k->yes < 64;
	return 0x435;
}

static inline void
sort_put(struct key *k, uint32_t c)
{
	if (jr__is_dash(c)) {
		k->space = false;
		k->dash = true;
		return;
	}
	if (c == 0x435 || c == 0x451)
		c = sort_ye(k, c);
	key_gap(k);
	jr__add_point(k->out, sort_point(c));
}

/* From composed text: stress and other marks do not count. */
static void
sort_put_composed(struct key *k, uint32_t c)
{
	uint32_t parts[UC_DECOMPOSITION_MAX_LENGTH];

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
		jr__add_point(k->out, '\t');
	for (i = 0; i < k->ties; i++)
		jr__add_point(k->out, k->yo >> i & 1 ? '1' : '0');
}

int
jr_text_sort(struct jr_buf *out, const char *text, size_t n)
{
	struct jr__bytes s = jr__bytes_of(text, n);
	size_t start = out->len;
	struct key k;
	int rc;

	key_begin(&k, out);
	if (!key_short(&k, s, sort_put)) {
		jr__buf_cut(out, start);
		key_begin(&k, out);
		rc = key_long(&k, s, UNINORM_NFC, sort_put_composed);
		if (rc != JR_OK)
			return rc;
	}
	sort_ties(&k);
	return jr__buf_rc(out);
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
		rc = jr__buf_rc(out);
	}
	jr_buf_release(&key);
	return rc;
}
