#include "base/encoding.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#define BLOCK ((size_t)32 << 10)
#define HEAD 2048 /* bytes that tell a workbook */
#define BEFORE 256 /* bytes of the sample before the first foreign one */
#define NOWHERE SIZE_MAX

/* A walk over the input from `at` on, block by block. */
struct walk {
	const struct jr__spool *in;
	struct jr_error *err;
	struct jr__encoding enc;
	size_t at; /* offset of the block in the input */
	size_t n; /* bytes in the block; 0 at the end */
	unsigned char block[BLOCK];
};

static int
read_block(struct walk *w)
{
	return jr__spool_at(w->in, w->at, w->block, BLOCK, &w->n, w->err);
}

static bool
is_last(const struct walk *w)
{
	return w->at + w->n >= jr__spool_size(w->in);
}

/* --- Where in the input ------------------------------------------------- */

static bool
wide(enum jr__charset c)
{
	return c == JR__UTF16LE || c == JR__UTF16BE;
}

static unsigned
unit(const struct walk *w, size_t i)
{
	const unsigned char *p = w->block + i;

	switch (w->enc.charset) {
	case JR__UTF16LE:
		return (unsigned)p[1] << 8 | p[0];
	case JR__UTF16BE:
		return (unsigned)p[0] << 8 | p[1];
	default:
		return p[0];
	}
}

/* Line ends before offset; *prev is the last character seen. */
static size_t
count_lines(const struct walk *w, size_t offset, unsigned *prev)
{
	size_t step = wide(w->enc.charset) ? 2 : 1, lines = 0, i;
	unsigned c;

	for (i = 0; i + step <= w->n && w->at + i < offset; i += step) {
		c = unit(w, i);
		lines += c == '\r' || (c == '\n' && *prev != '\r');
		*prev = c;
	}
	return lines;
}

/* The line, from 1, that the byte at offset stands in; moves the walk. */
static int
find_line(struct walk *w, size_t offset, size_t *line)
{
	unsigned prev = 0;
	int rc;

	*line = 1;
	for (w->at = w->enc.mark; w->at < offset; w->at += w->n) {
		if ((rc = read_block(w)) < 0)
			return rc;
		if (w->n == 0)
			break;
		*line += count_lines(w, offset, &prev);
	}
	return JR_OK;
}

static int
fail_nul(struct walk *w, size_t offset)
{
	size_t line;
	int rc;

	if ((rc = find_line(w, offset, &line)) < 0)
		return rc;
	return jr_error_at(w->err, JR_EINVAL, line, 0,
	    N_("NUL byte in the text; is this a text file?"));
}

static int
fail_byte(struct walk *w, size_t offset, unsigned char byte)
{
	size_t line;
	int rc;

	if ((rc = find_line(w, offset, &line)) < 0)
		return rc;
	return jr_error_at(w->err, JR_EINVAL, line, 0,
	    N_("byte 0x%02X is not %s; save the file anew as UTF-8, or name "
	       "its encoding with --encoding"),
	    byte, jr__charset_name(w->enc.charset));
}

/* --- Files of another kind ---------------------------------------------- */

static bool
begins(const struct walk *w, const char *with, size_t n)
{
	return w->n >= n && memcmp(w->block, with, n) == 0;
}

static bool
holds(const struct walk *w, const char *word)
{
	size_t n = w->n < HEAD ? w->n : HEAD;

	return memmem(w->block, n, word, strlen(word)) != NULL;
}

static const char *
binary_kind(const struct walk *w)
{
	if (begins(w, "\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 8))
		return N_("this is an old Excel workbook (XLS), not CSV; save "
			  "it as CSV UTF-8 in Excel");
	if (begins(w, "%PDF-", 5))
		return N_("this is a PDF document, not CSV; ask for the table "
			  "that it was made from");
	if (!begins(w, "PK\3\4", 4))
		return NULL;
	if (holds(w, "opendocument"))
		return N_("this is an OpenDocument file (ODS), not CSV; save "
			  "it as CSV UTF-8 in LibreOffice");
	if (holds(w, "xl/") || holds(w, "[Content_Types].xml"))
		return N_("this is an Excel workbook (XLSX), not CSV; save it "
			  "as CSV UTF-8 in Excel");
	return N_("this is a ZIP archive, not CSV; unpack it first");
}

/* The beginning in small letters, without blanks, NULs and a mark. */
static void
bare_start(const struct walk *w, char *out, size_t size)
{
	size_t i, n = 0;
	unsigned char c;

	for (i = 0; i < w->n && i < HEAD && n + 1 < size; i++) {
		c = w->block[i];
		if (c > ' ' && c < 0x7f)
			out[n++] = (char)(c >= 'A' && c <= 'Z' ? c | 0x20 : c);
	}
	out[n] = '\0';
}

static const char *
markup_kind(const struct walk *w)
{
	static const char *const html[] = { "<!doctypehtml", "<html", "<head",
		"<meta", "<style", "<body", "<table", "<div" };
	char start[24];
	size_t i;

	bare_start(w, start, sizeof(start));
	for (i = 0; i < sizeof(html) / sizeof(html[0]); i++)
		if (strncmp(start, html[i], strlen(html[i])) == 0)
			return N_("this is a web page (HTML), not CSV; open it "
				  "in Excel and save it as CSV UTF-8");
	if (strncmp(start, "<?xml", 5) == 0)
		return N_("this is an XML file, not CSV; open it in Excel and "
			  "save it as CSV UTF-8");
	return NULL;
}

static int
refuse_other_kinds(struct walk *w)
{
	static const char as_it_is[] = "%s";
	const char *words = binary_kind(w);

	if (words == NULL)
		words = markup_kind(w);
	if (words == NULL)
		return JR_OK;
	return jr_error_set(w->err, JR_EINVAL, as_it_is, _(words));
}

/* --- UTF-8 -------------------------------------------------------------- */

static bool
between(unsigned char c, unsigned char low, unsigned char high)
{
	return c >= low && c <= high;
}

/* Bytes of the strict UTF-8 character beyond ASCII at p; 0: none. */
static size_t
character(const unsigned char *p, size_t n)
{
	if (n < 2 || !between(p[1], 0x80, 0xbf))
		return 0;
	if (between(p[0], 0xc2, 0xdf))
		return 2;
	if (n < 3 || !between(p[2], 0x80, 0xbf))
		return 0;
	if (between(p[0], 0xe0, 0xef))
		return (p[0] == 0xe0 && p[1] < 0xa0) ||
			(p[0] == 0xed && p[1] > 0x9f) ?
		    0 :
		    3;
	if (n < 4 || !between(p[3], 0x80, 0xbf) || !between(p[0], 0xf0, 0xf4))
		return 0;
	return (p[0] == 0xf0 && p[1] < 0x90) || (p[0] == 0xf4 && p[1] > 0x8f) ? 0 : 4;
}

static size_t
ascii(const unsigned char *p, size_t n)
{
	uint64_t word;
	size_t i = 0;

	for (; i + sizeof(word) <= n; i += sizeof(word)) {
		memcpy(&word, p + i, sizeof(word));
		if ((word & 0x8080808080808080) != 0)
			break;
	}
	while (i < n && p[i] < 0x80)
		i++;
	return i;
}

/* Bytes of UTF-8 at the beginning; *chars counts those beyond ASCII. */
static size_t
utf8_prefix(const unsigned char *p, size_t n, size_t *chars)
{
	size_t i = 0, len;

	while (i < n) {
		if (p[i] < 0x80) {
			i += ascii(p + i, n - i);
			continue;
		}
		if ((len = character(p + i, n - i)) == 0)
			break;
		i += len;
		(*chars)++;
	}
	return i;
}

/*
 * *bad is the offset of the first byte that is not UTF-8, or NOWHERE; *chars
 * counts the characters beyond ASCII before it.
 */
static int
scan_utf8(struct walk *w, size_t *bad, size_t *chars)
{
	const unsigned char *nul;
	size_t good;
	int rc;

	*bad = NOWHERE;
	*chars = 0;
	for (w->at = w->enc.mark; (rc = read_block(w)) == JR_OK && w->n > 0;
	     w->at += good) {
		good = utf8_prefix(w->block, w->n, chars);
		if ((nul = memchr(w->block, 0, good)) != NULL)
			return fail_nul(w, w->at + (size_t)(nul - w->block));
		if (good < w->n && (good == 0 || w->n - good >= 4 || is_last(w))) {
			*bad = w->at + good;
			break;
		}
	}
	return rc;
}

static int
check_utf8(struct walk *w)
{
	size_t bad, chars;
	int rc;

	if ((rc = scan_utf8(w, &bad, &chars)) < 0 || bad == NOWHERE)
		return rc;
	return fail_byte(w, bad, w->block[bad - w->at]);
}

/* --- Other encodings that are known ------------------------------------- */

static int
check_8bit(struct walk *w)
{
	const unsigned char *p;
	int rc;

	for (w->at = w->enc.mark; (rc = read_block(w)) == JR_OK && w->n > 0;
	     w->at += w->n) {
		if ((p = memchr(w->block, 0, w->n)) != NULL)
			return fail_nul(w, w->at + (size_t)(p - w->block));
		if (w->enc.charset == JR__CP1251 &&
		    (p = memchr(w->block, 0x98, w->n)) != NULL)
			return fail_byte(w, w->at + (size_t)(p - w->block), *p);
	}
	return rc;
}

static int
fail_half(struct walk *w, size_t offset)
{
	size_t line;
	int rc;

	if ((rc = find_line(w, offset, &line)) < 0)
		return rc;
	return jr_error_at(w->err, JR_EINVAL, line, 0,
	    N_("half a character: this is not UTF-16, or it was cut"));
}

/* Look at the units of a block; *low: the next one must be a low surrogate. */
static int
check_units(struct walk *w, bool *low)
{
	size_t i;
	unsigned c;

	for (i = 0; i + 2 <= w->n; i += 2) {
		c = unit(w, i);
		if (c == 0)
			return fail_nul(w, w->at + i);
		if (*low != (c >= 0xdc00 && c <= 0xdfff))
			return fail_half(w, w->at + i);
		*low = c >= 0xd800 && c <= 0xdbff;
	}
	if (i < w->n)
		return fail_half(w, w->at + i);
	return JR_OK;
}

static int
check_utf16(struct walk *w)
{
	bool low = false;
	int rc;

	for (w->at = w->enc.mark; (rc = read_block(w)) == JR_OK && w->n > 0;
	     w->at += w->n)
		if ((rc = check_units(w, &low)) < 0)
			return rc;
	if (rc == JR_OK && low)
		return fail_half(w, w->at);
	return rc;
}

static int
check(struct walk *w)
{
	if (wide(w->enc.charset))
		return check_utf16(w);
	return w->enc.charset == JR__UTF8 ? check_utf8(w) : check_8bit(w);
}

/* --- Finding out -------------------------------------------------------- */

/* Of a text with foreign bytes: is it nevertheless mostly UTF-8? */
static bool
mostly_utf8(const unsigned char *p, size_t n, size_t chars)
{
	size_t bad = 0, i = 0;

	for (;;) {
		i += utf8_prefix(p + i, n - i, &chars);
		if (i >= n)
			break;
		bad++;
		i++;
	}
	return chars > 4 * bad;
}

static int
refuse_other_page(struct walk *w)
{
	return jr_error_set(w->err, JR_EINVAL,
	    N_("this looks like a Russian text in %s; name it with "
	       "--encoding %s"),
	    jr__charset_name(w->enc.charset), jr__charset_option(w->enc.charset));
}

static int
refuse_unknown(struct walk *w, size_t bad)
{
	size_t line;
	int rc;

	if ((rc = find_line(w, bad, &line)) < 0)
		return rc;
	return jr_error_at(w->err, JR_EINVAL, line, 0,
	    N_("the text is neither UTF-8 nor Russian in CP1251; save it as "
	       "UTF-8, or name its encoding with --encoding"));
}

static int
find_8bit(struct walk *w, size_t bad, size_t chars)
{
	int rc;

	w->at = bad - w->enc.mark > BEFORE ? bad - BEFORE : w->enc.mark;
	if ((rc = read_block(w)) < 0)
		return rc;
	if (mostly_utf8(w->block, w->n, chars))
		return fail_byte(w, bad, w->block[bad - w->at]);
	rc = jr__charset_guess((const char *)w->block, w->n, &w->enc.charset);
	if (rc == JR_ENOMEM)
		return jr_error_set(w->err, rc, N_("out of memory"));
	if (rc < 0)
		return refuse_unknown(w, bad);
	return w->enc.charset == JR__CP1251 ? check_8bit(w) : refuse_other_page(w);
}

static int
find_unnamed(struct walk *w)
{
	size_t bad, chars;
	int rc;

	if ((rc = scan_utf8(w, &bad, &chars)) < 0 || bad == NOWHERE)
		return rc;
	return find_8bit(w, bad, chars);
}

static bool
find_mark(struct walk *w)
{
	bool utf8 = begins(w, "\xef\xbb\xbf", 3);
	bool little = begins(w, "\xff\xfe", 2), big = begins(w, "\xfe\xff", 2);

	if (!utf8 && !little && !big)
		return false;
	w->enc.charset = utf8 ? JR__UTF8 : little ? JR__UTF16LE : JR__UTF16BE;
	w->enc.mark = utf8 ? 3 : 2;
	return true;
}

/* UTF-16 without a mark: letters have small numbers. */
static bool
looks_big_endian(const struct walk *w)
{
	return w->n >= 2 && w->block[0] < w->block[1];
}

static int
find(struct walk *w, const char *named)
{
	int rc;

	if (named != NULL && jr__charset_find(named, &w->enc.charset) < 0)
		return jr_error_set(w->err, JR_EINVAL,
		    N_("unknown encoding '%s'; there are utf-8, cp1251, cp866, "
		       "koi8-r and utf-16"),
		    named);
	if ((rc = read_block(w)) < 0 || (rc = refuse_other_kinds(w)) < 0)
		return rc;
	if (find_mark(w))
		return check(w);
	if (named == NULL)
		return find_unnamed(w);
	if (w->enc.charset == JR__UTF16LE && looks_big_endian(w))
		w->enc.charset = JR__UTF16BE;
	return check(w);
}

int
jr__encoding_find(const struct jr__spool *in, const char *named,
    struct jr__encoding *out, struct jr_error *err)
{
	struct walk w;
	int rc;

	w.in = in;
	w.err = err;
	w.enc = (struct jr__encoding){ JR__UTF8, 0 };
	w.at = w.n = 0;
	rc = find(&w, named);
	*out = w.enc;
	return rc;
}
