/* XML of workbooks: expat, told to expect the worst. */
#include <stdlib.h>
#include <string.h>

#include <expat.h>

#include "sheet_impl.h"

#define SEPARATOR '|'

struct reader {
	XML_Parser	 parser;
	const struct sheet_xml *does;
	void		*arg;
	const char	*part;
	struct jr_error	*err;
	size_t		 fed;
	int		 depth;
	int		 foreign;	/* depth of the foreign element we are in; 0: none */
	int		 rc;
};

/* --- Names -------------------------------------------------------------------- */

/* The bare name of an element that is ours; NULL: it is foreign. */
static const char *
own_name(const char *name)
{
#define SPACE(s) { s, sizeof(s) - 1 }
	static const struct { const char *name; size_t len; } spaces[] = {
		SPACE("http://schemas.openxmlformats.org/spreadsheetml/2006/main|"),
		SPACE("http://purl.oclc.org/ooxml/spreadsheetml/main|"),
		SPACE("http://schemas.openxmlformats.org/package/2006/relationships|"),
	};
#undef SPACE

	for (size_t i = 0; i < sizeof(spaces) / sizeof(spaces[0]); i++)
		if (strncmp(name, spaces[i].name, spaces[i].len) == 0)
			return name + spaces[i].len;
	return NULL;
}

const char *
sheet_attribute(const char *const *a, const char *name)
{
	for (; *a != NULL; a += 2)
		if (strcmp(*a, name) == 0)
			return a[1];
	return NULL;
}

const char *
sheet_attribute_rel(const char *const *a, const char *name)
{
	static const char space[] = "/relationships";
	const char *bar;

	for (; *a != NULL; a += 2)
		if ((bar = strrchr(*a, SEPARATOR)) != NULL && strcmp(bar + 1, name) == 0 &&
		    (size_t)(bar - *a) >= sizeof(space) - 1 &&
		    memcmp(bar - (sizeof(space) - 1), space, sizeof(space) - 1) == 0)
			return a[1];
	return NULL;
}

bool
sheet_attribute_on(const char *const *a, const char *name)
{
	const char *value = sheet_attribute(a, name);

	return value != NULL && (strcmp(value, "1") == 0 || strcmp(value, "true") == 0 ||
	    strcmp(value, "on") == 0);
}

long
sheet_number(const char *s, long max)
{
	long n = 0;

	if (s == NULL || *s == '\0')
		return -1;
	for (; *s >= '0' && *s <= '9' && n <= max; s++)
		n = n * 10 + (*s - '0');
	return *s == '\0' && n <= max ? n : -1;
}

long
sheet_attribute_number(const char *const *a, const char *name, long max)
{
	return sheet_number(sheet_attribute(a, name), max);
}

/* --- Handlers ------------------------------------------------------------------ */

static void
stop(struct reader *r, int rc)
{
	if (rc == JR_OK || r->rc != JR_OK)
		return;
	r->rc = rc;
	XML_StopParser(r->parser, XML_FALSE);
}

static void XMLCALL
on_start(void *arg, const XML_Char *name, const XML_Char **attributes)
{
	struct reader *r = arg;
	const char *own;

	if (r->rc != JR_OK)
		return;
	if (++r->depth > SHEET_DEPTH_MOST)
		stop(r, jr_error_set(r->err, JR_EINVAL,
		    N_("%s has elements nested more than %d deep"), r->part, SHEET_DEPTH_MOST));
	else if (r->foreign == 0 && (own = own_name(name)) != NULL)
		stop(r, r->does->start(r->arg, own, (const char *const *)attributes));
	else if (r->foreign == 0)
		r->foreign = r->depth;
}

static void XMLCALL
on_end(void *arg, const XML_Char *name)
{
	struct reader *r = arg;

	if (r->rc != JR_OK)
		return;
	if (r->foreign == r->depth)
		r->foreign = 0;
	else if (r->foreign == 0 && r->does->end != NULL)
		stop(r, r->does->end(r->arg, own_name(name)));
	r->depth--;
}

static void XMLCALL
on_text(void *arg, const XML_Char *text, int n)
{
	struct reader *r = arg;

	if (r->rc == JR_OK && r->foreign == 0 && r->does->text != NULL)
		stop(r, r->does->text(r->arg, text, (size_t)n));
}

static void XMLCALL
on_doctype(void *arg, const XML_Char *name, const XML_Char *system, const XML_Char *public,
    int inside)
{
	struct reader *r = arg;

	(void)name;
	(void)system;
	(void)public;
	(void)inside;
	stop(r, jr_error_set(r->err, JR_EINVAL,
	    N_("%s has a document type, which no real workbook has"), r->part));
}

/* --- Reading ----------------------------------------------------------------------- */

static int
not_well_formed(struct reader *r)
{
	enum XML_Error code = XML_GetErrorCode(r->parser);

	if (code == XML_ERROR_NO_MEMORY)
		return jr_error_set(r->err, JR_ENOMEM, N_("out of memory"));
	return jr_error_set(r->err, JR_EINVAL,
	    N_("%s is broken in line %lu, column %lu (%s); open the workbook and save it again"),
	    r->part, (unsigned long)XML_GetCurrentLineNumber(r->parser),
	    (unsigned long)XML_GetCurrentColumnNumber(r->parser) + 1, XML_ErrorString(code));
}

/*
 * A tag or comment that does not end makes expat keep, and look again at, all of
 * it with every block.
 */
static int
check_token(struct reader *r)
{
	XML_Index at = XML_GetCurrentByteIndex(r->parser);

	if (at < 0 || r->fed - (size_t)at <= SHEET_TOKEN_MOST)
		return JR_OK;
	return jr_error_set(r->err, JR_EINVAL,
	    N_("%s has a tag or comment of more than 1 MiB"), r->part);
}

static int
feed(void *arg, const char *data, size_t n)
{
	struct reader *r = arg;
	enum XML_Status status;

	r->fed += n;
	status = XML_Parse(r->parser, data, (int)n, n == 0);
	if (r->rc != JR_OK)
		return r->rc;
	if (status != XML_STATUS_OK)
		return not_well_formed(r);
	return n > 0 ? check_token(r) : JR_OK;
}

int
sheet_xml_read(struct sheet_package *p, const char *part, const struct sheet_xml *does,
    void *arg, struct jr_error *err)
{
	struct reader r = { .does = does, .arg = arg, .part = part, .err = err };
	int rc;

	if ((r.parser = XML_ParserCreateNS(NULL, SEPARATOR)) == NULL)
		return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
	XML_SetUserData(r.parser, &r);
	XML_SetElementHandler(r.parser, on_start, on_end);
	XML_SetCharacterDataHandler(r.parser, on_text);
	XML_SetStartDoctypeDeclHandler(r.parser, on_doctype);
	rc = sheet_package_read(p, part, feed, &r, err);
	XML_ParserFree(r.parser);
	return rc;
}

/* --- Escapes ------------------------------------------------------------------------- */

/* The value of _xHHHH_ at s; -1: something else. */
static long
escape(const char *s, size_t n)
{
	char digits[5];

	if (n < 7 || s[0] != '_' || s[1] != 'x' || s[6] != '_')
		return -1;
	memcpy(digits, s + 2, 4);
	digits[4] = '\0';
	if (strspn(digits, "0123456789abcdefABCDEF") != 4)
		return -1;
	return strtol(digits, NULL, 16);
}

static void
add_point(struct jr_buf *out, unsigned long c)
{
	if (c == 0)
		return;
	if (c < 0x80) {
		jr_buf_addc(out, (char)c);
		return;
	}
	if (c >= 0x10000) {
		jr_buf_addc(out, (char)(0xf0 | c >> 18));
		jr_buf_addc(out, (char)(0x80 | (c >> 12 & 0x3f)));
	} else if (c >= 0x800)
		jr_buf_addc(out, (char)(0xe0 | c >> 12));
	if (c >= 0x800)
		jr_buf_addc(out, (char)(0x80 | (c >> 6 & 0x3f)));
	else
		jr_buf_addc(out, (char)(0xc0 | c >> 6));
	jr_buf_addc(out, (char)(0x80 | (c & 0x3f)));
}

/* Half a surrogate pair alone is no character. */
static size_t
add_escape(struct jr_buf *out, const char *s, size_t n, long high)
{
	long low = high >= 0xd800 && high <= 0xdbff ? escape(s + 7, n - 7) : -1;

	if (low >= 0xdc00 && low <= 0xdfff) {
		add_point(out, 0x10000 + ((unsigned long)(high - 0xd800) << 10) +
		    (unsigned long)(low - 0xdc00));
		return 14;
	}
	add_point(out, high >= 0xd800 && high <= 0xdfff ? 0xfffd : (unsigned long)high);
	return 7;
}

void
sheet_unescape(struct jr_buf *out, const char *s, size_t n)
{
	const char *mark;
	size_t plain;
	long value;

	while (n > 0) {
		mark = memmem(s, n, "_x", 2);
		plain = mark != NULL ? (size_t)(mark - s) : n;
		if (mark != NULL && (value = escape(mark, n - plain)) >= 0) {
			jr_buf_add(out, s, plain);
			plain += add_escape(out, mark, n - plain, value);
		} else {
			plain += mark != NULL ? 2 : 0;
			jr_buf_add(out, s, plain);
		}
		s += plain;
		n -= plain;
	}
}
