#include "base/table_layout.h"

#include <string.h>

#include "base/text.h"

#define WRAP_MIN 12 /* text is not wrapped narrower, */
#define WORD_MAX 20 /* nor are words up to this long broken */
#define HEAD_MIN 4 /* columns of an abbreviated heading, at least */
#define GAP 2
#define GAP_TIGHT 1

/* Headings are whole, wrapped or abbreviated; texts whole or wrapped. */
enum level {
	WHOLE,
	WRAPPED,
	ABBREVIATED,
	TIGHT
};

static size_t
min(size_t a, size_t b)
{
	return a < b ? a : b;
}

static size_t
max(size_t a, size_t b)
{
	return a > b ? a : b;
}

static bool
letter(char c)
{
	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || (c & 0x80) != 0;
}

/* Behind the part at s that is not broken: a word, or as far as a hyphen
 * between letters.  s is not at a space. */
static const char *
word_end(const char *s, const char *end)
{
	for (const char *p = s; p < end; p++) {
		if (*p == ' ')
			return p;
		if (*p == '-' && p > s && p + 1 < end && letter(p[-1]) &&
		    letter(p[1]))
			return p + 1;
	}
	return end;
}

static const char *
skip_spaces(const char *s, const char *end)
{
	while (s < end && *s == ' ')
		s++;
	return s;
}

static bool
has_digit(const char *s, const char *end)
{
	while (s < end && (*s < '0' || *s > '9'))
		s++;
	return s < end;
}

void
jr__need(struct jr__need *n, const char *s)
{
	const char *end, *to;
	size_t w;

	for (;; s = end + 1) {
		end = strchrnul(s, '\n');
		n->line = max(n->line, jr_text_width(s, (size_t)(end - s)));
		while ((s = skip_spaces(s, end)) < end) {
			to = word_end(s, end);
			w = jr_text_width(s, (size_t)(to - s));
			n->word = max(n->word, w);
			if (has_digit(s, to))
				n->number = max(n->number, w);
			s = to;
		}
		if (*end == '\0')
			return;
	}
}

/* Bytes of the most words from s that fit into width; at least one word. */
static size_t
fit_words(const char *s, const char *end, size_t width, size_t *used)
{
	const char *to, *p = skip_spaces(s, end);
	size_t w;

	to = word_end(p, end);
	*used = jr_text_width(s, (size_t)(to - s));
	for (;;) {
		p = skip_spaces(to, end);
		if (p == end)
			break;
		p = word_end(p, end);
		w = *used + jr_text_width(to, (size_t)(p - to));
		if (w > width)
			break;
		to = p;
		*used = w;
	}
	return (size_t)(to - s);
}

/* Where not even one fits: a wide one in a column of 1. */
static size_t
one_character(const char *s, const char *end, size_t *used)
{
	size_t n = jr_text_fit(s, (size_t)(end - s), 2, used);

	return n > 0 ? n : (size_t)(end - s);
}

const char *
jr__wrap(const char **text, size_t width, bool hard, size_t *len, size_t *used)
{
	const char *s = *text, *end = strchrnul(s, '\n');

	*len = (size_t)(end - s);
	*used = jr_text_width(s, *len);
	if (*used > width) {
		*len = fit_words(s, end, width, used);
		if (*used > width && hard)
			*len = jr_text_fit(s, *len, width, used);
		if (*len == 0)
			*len = one_character(s, end, used);
		end = skip_spaces(s + *len, end);
	}
	for (; *len > 0 && s[*len - 1] == ' '; --*len)
		--*used;
	*text = end + (*end == '\n');
	return s;
}

/* Letters that no abbreviation ends with. */
static bool
weak(const char *s, size_t n)
{
	static const char *const ends[] = { "а", "е", "ё", "и", "о", "у", "ы",
		"э", "ю", "я", "ь", "ъ", "a", "e", "i", "o", "u", "y" };

	for (size_t i = 0; i < sizeof(ends) / sizeof(*ends); i++) {
		size_t len = strlen(ends[i]);

		if (n >= len && memcmp(s + n - len, ends[i], len) == 0)
			return true;
	}
	return false;
}

/* «Информатика» as «Инф.» in 5 columns. */
static void
shorten(struct jr_buf *o, const char *s, size_t n, size_t width)
{
	size_t len, shorter, used, less;

	if (width < 2) {
		jr_buf_add(o, s, jr_text_fit(s, n, width, &used));
		return;
	}
	len = jr_text_fit(s, n, width - 1, &used);
	shorter = used > 3 ? jr_text_fit(s, len, used - 1, &less) : 0;
	if (shorter > 0 && weak(s, len) && !weak(s, shorter))
		len = shorter;
	jr_buf_add(o, s, len);
	jr_buf_addc(o, '.');
}

/* The same with what must stand behind the full stop. */
static void
shorten_part(struct jr_buf *o, const char *s, size_t n, size_t width)
{
	bool bracket = s[n - 1] == ')' && width > 3;

	shorten(o, s, n, bracket ? width - 1 : width);
	if (bracket)
		jr_buf_addc(o, ')');
	if (s[n - 1] == '-')
		jr_buf_addc(o, ' ');
}

void
jr__abbreviate(struct jr_buf *o, const char *s, size_t width)
{
	const char *to;

	for (; *s != '\0'; s = to) {
		if (*s == ' ' || *s == '\n') {
			jr_buf_addc(o, *s);
			to = s + 1;
			continue;
		}
		to = word_end(s, strchrnul(s, '\n'));
		if (jr_text_width(s, (size_t)(to - s)) <= width)
			jr_buf_add(o, s, (size_t)(to - s));
		else
			shorten_part(o, s, (size_t)(to - s), width);
	}
}

static size_t
body_min(const struct jr__column *c)
{
	if (!c->wraps)
		return c->body.line;
	return min(c->body.line, max(WRAP_MIN, min(c->body.word, WORD_MAX)));
}

/* Headings are not abbreviated shorter, and numbers in them (dates) never. */
static size_t
head_min(const struct jr__column *c)
{
	return max(min(c->head.word, HEAD_MIN), c->head.number);
}

/* The bounds of a column's width at each level of squeezing. */
static void
set_bounds(const struct jr__layout *l, struct jr__column *c, enum level level)
{
	size_t lo = body_min(c), hi = max(c->head.word, c->body.line);

	switch (level) {
	case WHOLE:
		lo = hi;
		hi = max(c->head.line, c->body.line);
		break;
	case WRAPPED:
		lo = max(c->head.word, lo);
		break;
	case ABBREVIATED:
		lo = max(head_min(c), c->body.line);
		break;
	case TIGHT:
		lo = max(head_min(c), lo);
		break;
	}
	c->lo = max(lo, 1);
	c->hi = max(min(hi, l->width), c->lo);
}

static size_t
total(const struct jr__layout *l, size_t band)
{
	size_t sum = 0, n = 0;

	for (size_t i = 0; i < l->ncol; i++)
		if (l->col[i].band == band) {
			sum += l->col[i].width;
			n++;
		}
	return n > 0 ? sum + (n - 1) * l->gap : 0;
}

/* The widest column of the band that may get narrower; the last of equals. */
static struct jr__column *
widest(const struct jr__layout *l, size_t band)
{
	struct jr__column *c, *found = NULL;

	for (size_t i = 0; i < l->ncol; i++) {
		c = &l->col[i];
		if (c->band == band && c->width > c->lo &&
		    (found == NULL || c->width >= found->width))
			found = c;
	}
	return found;
}

/* Widths of one band, the widest columns narrowed until it fits. */
static bool
squeeze(struct jr__layout *l, size_t band, size_t width)
{
	struct jr__column *c;

	for (size_t i = 0; i < l->ncol; i++)
		if (l->col[i].band == band)
			l->col[i].width = l->col[i].hi;
	while (total(l, band) > width) {
		if ((c = widest(l, band)) == NULL)
			return false;
		c->width--;
	}
	return true;
}

static bool
fits_whole(struct jr__layout *l, enum level level)
{
	l->gap = level >= ABBREVIATED ? GAP_TIGHT : GAP;
	l->nband = 1;
	for (size_t i = 0; i < l->ncol; i++) {
		l->col[i].band = 0;
		set_bounds(l, &l->col[i], level);
	}
	return squeeze(l, 0, l->width);
}

/* Choose the columns that every band repeats: with their gap at most half of
 * the width, so that something is left for the others. */
static void
choose_keys(struct jr__layout *l)
{
	size_t half = l->width / 2 > l->gap ? l->width / 2 - l->gap : 0;
	bool any = false;

	for (size_t i = 0; i < l->ncol; i++)
		any |= l->col[i].key;
	for (size_t i = 0; i < l->ncol; i++)
		if (any ? l->col[i].key : i == 0)
			l->col[i].band = JR__EVERY_BAND;
	for (size_t i = l->ncol; !squeeze(l, JR__EVERY_BAND, half);)
		l->col[--i].band = 0;
}

/* Deal out the other columns in order, bands at most `width` wide: how many. */
static size_t
deal(struct jr__layout *l, size_t width)
{
	struct jr__column *c;
	size_t band = 0, used = 0;

	for (size_t i = 0; i < l->ncol; i++) {
		c = &l->col[i];
		if (c->band == JR__EVERY_BAND)
			continue;
		if (used > 0 && used + l->gap + c->lo > width) {
			band++;
			used = 0;
		}
		used += c->lo + (used > 0 ? l->gap : 0);
		c->band = band;
	}
	return band + 1;
}

/* The same with as few bands, as equal as can be. */
static size_t
deal_evenly(struct jr__layout *l, size_t width)
{
	size_t n = deal(l, width), less = width;

	while (less > 1 && deal(l, less - 1) == n)
		less--;
	return deal(l, less);
}

static void
cut(struct jr__layout *l, size_t gap)
{
	struct jr__column *c;
	size_t rest, keys;

	l->gap = gap;
	for (size_t i = 0; i < l->ncol; i++) {
		l->col[i].band = 0;
		set_bounds(l, &l->col[i], TIGHT);
	}
	choose_keys(l);
	keys = total(l, JR__EVERY_BAND);
	rest = l->width - keys - (keys > 0 ? gap : 0);
	for (size_t i = 0; i < l->ncol; i++) {
		c = &l->col[i];
		if (c->band != JR__EVERY_BAND && c->wraps)
			c->lo = min(c->lo, rest);
	}
	l->nband = deal_evenly(l, rest);
	for (size_t band = 0; band < l->nband; band++)
		squeeze(l, band, rest);
}

static void
cut_into_bands(struct jr__layout *l)
{
	size_t n;

	cut(l, GAP_TIGHT);
	n = l->nband;
	cut(l, GAP);
	if (l->nband > n)
		cut(l, GAP_TIGHT);
}

void
jr__layout(struct jr__layout *l)
{
	struct jr__column *c;

	if (!fits_whole(l, WHOLE) && !fits_whole(l, WRAPPED) &&
	    !fits_whole(l, ABBREVIATED) && !fits_whole(l, TIGHT))
		cut_into_bands(l);
	for (size_t i = 0; i < l->ncol; i++) {
		c = &l->col[i];
		c->hard = c->wraps &&
		    (c->width < c->body.word || c->width >= WORD_MAX);
	}
}
