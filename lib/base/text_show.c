/* Text: its width on a terminal, and what of it a message shows. */
#include <uniwidth.h>

#include "base/text_impl.h"

/* Columns of one code point. */
static size_t
point_width(uint32_t c)
{
	int width = uc_width(c, "UTF-8");

	return width > 0 ? (size_t)width : 0;
}

/* Bytes of the first character, or byte that is not UTF-8, and its columns. */
static inline size_t
measure(struct jr__bytes s, size_t *width)
{
	size_t n;
	uint32_t c;

	*width = 1;
	if (jr__is_graphic(*s.p) || *s.p == ' ')
		return 1;
	if (jr__is_cyrillic(s))
		return 2;
	if ((n = jr__text_point(s, &c)) == 0)
		return 1;
	*width = point_width(c);
	return n;
}

size_t
jr_text_width(const char *text, size_t n)
{
	struct jr__bytes s = jr__bytes_of(text, n);
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
	struct jr__bytes s = jr__bytes_of(text, n);
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
escape_point(struct jr_buf *out, struct jr__bytes s)
{
	enum jr__text_kind kind;
	size_t n;
	uint32_t c;

	n = jr__text_point(s, &c);
	kind = jr__text_kind(c);
	if (n == 0)
		jr_buf_addf(out, "\\x%02x", *s.p);
	else if (c == '\n' || c == '\t')
		jr_buf_adds(out, c == '\n' ? "\\n" : "\\t");
	else if (c < 0x20 || c == 0x7f)
		jr_buf_addf(out, "\\x%02x", (unsigned)c);
	else if (kind == JR__GONE || kind == JR__LINE)
		jr_buf_addf(out, "\\u{%04X}", (unsigned)c);
	else
		jr_buf_add(out, s.p, n);
	return n > 0 ? n : 1;
}

void
jr_text_escape(struct jr_buf *out, const char *text, size_t n, size_t max)
{
	struct jr__bytes s = jr__bytes_of(text, n);
	size_t keep = out->len, width = 0, from;

	while (s.p < s.end) {
		from = out->len;
		s.p += escape_point(out, s);
		width += jr_text_width(jr_buf_str(out) + from, out->len - from);
		if (max > 0 && width > max) {
			jr__buf_cut(out, keep);
			jr_buf_adds(out, "…");
			return;
		}
		if (width < max)
			keep = out->len;
	}
}
