#include "base/charset.h"

#include <stdbool.h>
#include <stdint.h>
#include <strings.h>

#include "base/text.h"

/* In hundredths of a natural logarithm of likelihood, as `cost` is. */
#define WRONG_CASE 600
#define MIXED 300
#define LONE 150 /* a letter that stands alone: a class, a code, a mark */
#define SIGN 100 /* № « and the like */
#define STRANGE 1200
#define COMMONEST 300 /* CP1251's lead */
#define WORST 400 /* a letter, on average, of a text that is Russian */

#define JUDGED 20 /* letters, from which on the average says something */

static const struct name {
	const char *name;
	enum jr__charset charset;
} names[] = {
	{ "utf-8", JR__UTF8 },
	{ "utf8", JR__UTF8 },
	{ "utf-16", JR__UTF16LE },
	{ "utf16", JR__UTF16LE },
	{ "utf-16le", JR__UTF16LE },
	{ "utf-16be", JR__UTF16BE },
	{ "cp1251", JR__CP1251 },
	{ "windows-1251", JR__CP1251 },
	{ "cp866", JR__CP866 },
	{ "ibm866", JR__CP866 },
	{ "koi8-r", JR__KOI8R },
	{ "koi8r", JR__KOI8R },
};

/* How rare the letters а to я and ё are in Russian. */
static const short cost[33] = { 252, 414, 309, 407, 351, 247, 467, 410, 261,
	441, 336, 312, 344, 270, 221, 357, 305, 291, 277, 364, 595, 464, 534,
	424, 492, 563, 600, 396, 405, 575, 505, 391, 600 };

enum kind {
	OTHER,
	LOWER,
	UPPER,
	LATIN
};

struct score {
	long sum; /* log likelihood */
	size_t foreign; /* characters beyond ASCII */
	size_t strange; /* of them, such as are not in Russian texts */
	size_t letters; /* of them, Russian ones */
	size_t wrong; /* of them, capitals behind a small letter */
	size_t mixed; /* Latin and Russian letters side by side */
	size_t in_words; /* letters of words of two or more, */
	long cost; /* and what they cost */
	size_t word; /* letters of the word so far, */
	long word_cost; /* and what they cost */
	enum kind prev;
};

const char *
jr__charset_name(enum jr__charset c)
{
	static const char *const name[] = { "UTF-8", "UTF-16", "UTF-16BE",
		"CP1251", "CP866", "KOI8-R" };

	return name[c];
}

const char *
jr__charset_option(enum jr__charset c)
{
	size_t i = 0;

	while (names[i].charset != c)
		i++;
	return names[i].name;
}

int
jr__charset_find(const char *name, enum jr__charset *out)
{
	size_t i;

	*out = JR__UTF8;
	for (i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcasecmp(names[i].name, name) == 0) {
			*out = names[i].charset;
			return JR_OK;
		}
	return JR_ENOTFOUND;
}

int
jr__charset_decode(enum jr__charset c, struct jr_buf *out, const char *text, size_t n)
{
	switch (c) {
	case JR__UTF16LE:
	case JR__UTF16BE:
		return jr_text_from_utf16(out, text, n, c == JR__UTF16BE);
	case JR__CP1251:
		return jr_text_from_cp1251(out, text, n);
	case JR__CP866:
		return jr_text_from_cp866(out, text, n);
	case JR__KOI8R:
		return jr_text_from_koi8r(out, text, n);
	case JR__UTF8:
		break;
	}
	jr_buf_add(out, text, n);
	return out->failed ? JR_ENOMEM : JR_OK;
}

/* Where a letter stands in the alphabet of `cost`; -1: not a Russian letter. */
static int
russian_letter(uint32_t c, bool *upper)
{
	*upper = (c >= 0x410 && c <= 0x42f) || c == 0x401;
	if (c == 0x401 || c == 0x451)
		return 32;
	if (c < 0x410 || c > 0x44f)
		return -1;
	return (int)(c - 0x410) % 32;
}

static bool
latin_letter(uint32_t c)
{
	return c < 0x80 && ((c | 0x20) >= 'a' && (c | 0x20) <= 'z');
}

/* NBSP § ° · « » – — ‘ ’ ‚ “ ” „ • … № */
static bool
usual_sign(uint32_t c)
{
	return c == 0xa0 || c == 0xa7 || c == 0xb0 || c == 0xb7 || c == 0xab ||
	    c == 0xbb || c == 0x2013 || c == 0x2014 ||
	    (c >= 0x2018 && c <= 0x201e) || c == 0x2022 || c == 0x2026 ||
	    c == 0x2116;
}

static void
end_word(struct score *s)
{
	if (s->word == 1) {
		s->sum -= LONE;
	} else if (s->word > 1) {
		s->sum -= s->word_cost;
		s->cost += s->word_cost;
		s->in_words += s->word;
	}
	s->word = 0;
	s->word_cost = 0;
}

static void
add_letter(struct score *s, int letter, bool upper)
{
	s->letters++;
	s->word++;
	s->word_cost += cost[letter];
	if (upper && s->prev == LOWER) {
		s->wrong++;
		s->sum -= WRONG_CASE;
	}
	if (s->prev == LATIN) {
		s->mixed++;
		s->sum -= MIXED;
	}
	s->prev = upper ? UPPER : LOWER;
}

static void
add_latin(struct score *s)
{
	if (s->prev == LOWER || s->prev == UPPER) {
		s->mixed++;
		s->sum -= MIXED;
	}
	s->prev = LATIN;
}

static void
add_other(struct score *s, uint32_t c)
{
	s->prev = OTHER;
	if (c < 0x80)
		return;
	if (usual_sign(c)) {
		s->sum -= SIGN;
	} else {
		s->strange++;
		s->sum -= STRANGE;
	}
}

static void
add_point(struct score *s, uint32_t c)
{
	bool upper;
	int letter = russian_letter(c, &upper);

	s->foreign += c >= 0x80;
	if (letter >= 0) {
		add_letter(s, letter, upper);
		return;
	}
	end_word(s);
	if (latin_letter(c))
		add_latin(s);
	else
		add_other(s, c);
}

/* A character of UTF-8 of at most three bytes, as the code pages have. */
static uint32_t
point(const unsigned char **p)
{
	const unsigned char *s = *p;

	if (s[0] < 0x80) {
		*p += 1;
		return s[0];
	}
	if (s[0] < 0xe0) {
		*p += 2;
		return (uint32_t)(s[0] & 0x1f) << 6 | (s[1] & 0x3f);
	}
	*p += 3;
	return (uint32_t)(s[0] & 0x0f) << 12 | (uint32_t)(s[1] & 0x3f) << 6 |
	    (s[2] & 0x3f);
}

static struct score
judge(const struct jr_buf *utf8)
{
	const unsigned char *p = (const unsigned char *)jr_buf_str(utf8);
	const unsigned char *end = p + utf8->len;
	struct score s = { 0 };

	while (p < end)
		add_point(&s, point(&p));
	end_word(&s);
	return s;
}

/* Signs alone are the same in CP1251 and in Windows' Latin code page. */
static bool
plausible(const struct score *s, enum jr__charset c)
{
	return (s->letters > 0 || c == JR__CP1251) &&
	    20 * s->strange <= s->foreign + 10 &&
	    32 * s->wrong <= s->letters + 16 && 3 * s->mixed <= s->letters &&
	    (s->in_words < JUDGED || s->cost <= WORST * (long)s->in_words);
}

/* What text reads as in an encoding.  JR_EINVAL: as nothing. */
static int
try_charset(enum jr__charset c, const char *text, size_t n, struct score *out)
{
	struct jr_buf utf8 = JR_BUF_INIT;
	int rc;

	if ((rc = jr__charset_decode(c, &utf8, text, n)) == JR_OK)
		*out = judge(&utf8);
	if (c == JR__CP1251)
		out->sum += COMMONEST;
	jr_buf_release(&utf8);
	return rc;
}

int
jr__charset_guess(const char *text, size_t n, enum jr__charset *out)
{
	static const enum jr__charset tried[] = { JR__CP1251, JR__CP866, JR__KOI8R };
	struct score s = { 0 }, best = { 0 };
	bool any = false;
	size_t i;
	int rc;

	*out = JR__CP1251;
	for (i = 0; i < sizeof(tried) / sizeof(tried[0]); i++) {
		if ((rc = try_charset(tried[i], text, n, &s)) == JR_ENOMEM)
			return rc;
		if (rc == JR_OK && (!any || s.sum > best.sum)) {
			best = s;
			*out = tried[i];
			any = true;
		}
	}
	return plausible(&best, *out) ? JR_OK : JR_ENOTFOUND;
}
