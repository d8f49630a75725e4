/* What a number in a cell means: by itself, or as a date by its format. */
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "sheet_impl.h"

#define DAY_SECONDS 86400
#define SERIAL_END 2958466		/* the day behind 9999-12-31 */
#define EXACT 9007199254740992.0	/* integers beyond are not exact */
#define DIGITS 15			/* that Excel keeps and shows */

/* --- Formats --------------------------------------------------------------------- */

enum sheet_format
sheet_format_builtin(long id)
{
	static const struct { long first, last; enum sheet_format is; } known[] = {
		{ 14, 17, SHEET_DATE }, { 18, 21, SHEET_TIME }, { 22, 22, SHEET_DATE },
		{ 27, 36, SHEET_DATE }, { 45, 45, SHEET_TIME }, { 46, 46, SHEET_SPAN },
		{ 47, 47, SHEET_TIME }, { 50, 58, SHEET_DATE },
	};

	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++)
		if (id >= known[i].first && id <= known[i].last)
			return known[i].is;
	return SHEET_PLAIN;
}

/* Brackets hold colours, conditions, currencies – and hours that pass 24. */
static bool
is_span(const char *s, size_t n)
{
	return n > 0 && (strspn(s, "hH") >= n || strspn(s, "mM") >= n || strspn(s, "sS") >= n);
}

/* Where the section's next character that counts stands, from s on. */
static const char *
skip_literal(const char *s, bool *span)
{
	const char *end;

	switch (*s) {
	case '"':
		end = strchr(s + 1, '"');
		break;
	case '[':
		end = strchr(s + 1, ']');
		if (end != NULL && is_span(s + 1, (size_t)(end - s - 1)))
			*span = true;
		break;
	case '\\':	/* the next one as it is, … */
	case '_':	/* … as wide a gap, … */
	case '*':	/* … or over and over */
		end = s[1] != '\0' ? s + 1 : NULL;
		break;
	default:
		return s;
	}
	return end != NULL ? end + 1 : s + strlen(s);
}

enum sheet_format
sheet_format_of(const char *code)
{
	bool span = false, day = false, month = false, hour = false;
	const char *next;

	while (*code != '\0' && *code != ';') {
		if ((next = skip_literal(code, &span)) != code) {
			code = next;
			continue;
		}
		day = day || strchr("dDyY", *code) != NULL;
		month = month || strchr("mM", *code) != NULL;
		hour = hour || strchr("hHsS", *code) != NULL;
		code++;
	}
	return day ? SHEET_DATE : span ? SHEET_SPAN : hour ? SHEET_TIME :
	    month ? SHEET_DATE : SHEET_PLAIN;
}

/* --- Numbers -------------------------------------------------------------------- */

/* "1.2345e+03" without idle zeros as 1234.5; a very long one stays as it is. */
static void
add_plain(struct jr_buf *out, const char *scientific)
{
	char digits[DIGITS + 1] = "0";
	const char *e = strchr(scientific, 'e'), *s = scientific;
	int exponent = (int)strtol(e + 1, NULL, 10), n = 0;

	if (*s == '-')
		jr_buf_addc(out, *s++);
	for (; s < e && n < DIGITS; s++)
		if (*s != '.')
			digits[n++] = *s;
	while (n > 1 && digits[n - 1] == '0')
		n--;
	digits[n] = '\0';
	if (exponent < -10 || exponent > 20) {
		jr_buf_addf(out, "%c%s%sE%+d", digits[0], n > 1 ? "." : "", digits + 1, exponent);
		return;
	}
	if (exponent < 0)
		jr_buf_addf(out, "0.%.*s", -exponent - 1, "0000000000");
	for (int i = 0; i < n || i <= exponent; i++) {
		if (exponent >= 0 && i == exponent + 1)
			jr_buf_addc(out, '.');
		jr_buf_addc(out, i < n ? digits[i] : '0');
	}
}

static void
add_number(struct jr_buf *out, double v)
{
	char scientific[40];

	if (fabs(v) < EXACT && v == floor(v)) {
		jr_buf_addf(out, "%.0f", v == 0 ? 0.0 : v);
		return;
	}
	snprintf(scientific, sizeof(scientific), "%.*e", DIGITS - 1, v);
	add_plain(out, scientific);
}

/* --- Dates ---------------------------------------------------------------------- */

static void
add_time(struct jr_buf *out, long seconds)
{
	jr_buf_addf(out, "%02ld:%02ld", seconds / 3600, seconds / 60 % 60);
	if (seconds % 60 != 0)
		jr_buf_addf(out, ":%02ld", seconds % 60);
}

/*
 * Excel counts from 1900 with a 29 February that never was, so that its days are
 * one off before it; day 0 is shown as the 0th of January.
 */
static void
add_day(struct jr_buf *out, long serial, bool from1904)
{
	int year, month, day;

	if (!from1904 && (serial == 0 || serial == 60)) {
		jr_buf_adds(out, serial == 0 ? "1900-01-00" : "1900-02-29");
		return;
	}
	jr_day_split((from1904 ? jr_day_of(1904, 1, 1) :
	    jr_day_of(1899, 12, serial < 60 ? 31 : 30)) + (jr_day)serial, &year, &month, &day);
	jr_buf_addf(out, "%04d-%02d-%02d", year, month, day);
}

static void
add_date(struct jr_buf *out, double v, enum sheet_format format, bool from1904)
{
	long seconds = lround(v * DAY_SECONDS);
	long serial = seconds / DAY_SECONDS, rest = seconds % DAY_SECONDS;

	if (format == SHEET_SPAN || (serial == 0 && (rest > 0 || format == SHEET_TIME))) {
		add_time(out, seconds);
		return;
	}
	add_day(out, serial, from1904);
	if (rest > 0) {
		jr_buf_addc(out, 'T');
		add_time(out, rest);
	}
}

/* Is it written just as it is shown: a mark, a number in a list? */
static bool
is_shown(const char *text)
{
	size_t n = strspn(text, "0123456789");

	return n > 0 && n <= DIGITS && text[n] == '\0' && (text[0] != '0' || n == 1);
}

bool
sheet_value_number(struct jr_buf *out, const char *text, enum sheet_format format, bool from1904)
{
	double v;
	char *end;

	if (format == SHEET_PLAIN && is_shown(text)) {
		jr_buf_adds(out, text);
		return true;
	}
	if (text[strspn(text, "0123456789+-.eE")] != '\0')
		return false;
	v = strtod(text, &end);
	if (end == text || *end != '\0' || !isfinite(v))
		return false;
	if (format == SHEET_PLAIN || v < 0 || v >= SERIAL_END)
		add_number(out, v);
	else
		add_date(out, v, format, from1904);
	return true;
}

/* hh:mm, where idle seconds and a zone are gone; *midnight: nothing is left. */
static size_t
time_length(const char *s, bool *midnight)
{
	size_t n = strspn(s, "0123456789:");

	if (n == 8 && memcmp(s + 5, ":00", 3) == 0)
		n = 5;
	*midnight = strspn(s, "0:") >= n;
	return n;
}

void
sheet_value_iso(struct jr_buf *out, const char *text)
{
	const char *t = strchr(text, 'T');
	bool midnight;
	size_t n;

	if (t == NULL && strchr(text, ':') != NULL) {
		jr_buf_add(out, text, time_length(text, &midnight));
		return;
	}
	if (t == NULL) {
		jr_buf_adds(out, text);
		return;
	}
	jr_buf_add(out, text, (size_t)(t - text));
	n = time_length(t + 1, &midnight);
	if (!midnight)
		jr_buf_add(out, t, n + 1);
}
