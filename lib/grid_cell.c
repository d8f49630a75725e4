/* One cell of a teacher's grid. */
#include "grid_cell.h"

#include <string.h>
#include <strings.h>

#include "base/date.h"
#include "base/text.h"

/* --- Months ---------------------------------------------------------------------- */

/* Forms of each month, in any of which a word may be cut short; the Russian ones as
 * jr_text_match() has them. */
static const char *const months[12][2] = {
	{ "январь", "января" }, { "февраль", "февраля" }, { "март", "марта" },
	{ "апрель", "апреля" }, { "май", "мая" }, { "июнь", "июня" }, { "июль", "июля" },
	{ "август", "августа" }, { "сентябрь", "сентября" }, { "октябрь", "октября" },
	{ "ноябрь", "ноября" }, { "декабрь", "декабря" },
};
static const char *const english_months[12] = {
	"january", "february", "march", "april", "may", "june", "july", "august", "september",
	"october", "november", "december",
};

static bool
begins(const struct jr_buf *word, const char *form)
{
	return word->len <= strlen(form) && memcmp(word->data, form, word->len) == 0;
}

int
jr_grid_month(const char *s, size_t n)
{
	struct jr_buf word = JR_BUF_INIT;
	int found = 0;

	if (n > 0 && s[n - 1] == '.')
		n--;
	if (n < 3 || n > 24 || (*s >= '0' && *s <= '9') || jr_text_match(&word, s, n) < 0 ||
	    word.failed || jr_text_width(jr_buf_str(&word), word.len) < 3)
		n = 0;
	for (int m = 0; n > 0 && m < 12 && found == 0; m++)
		if (begins(&word, months[m][0]) || begins(&word, months[m][1]) ||
		    (n <= strlen(english_months[m]) && strncasecmp(s, english_months[m], n) == 0))
			found = m + 1;
	jr_buf_release(&word);
	return found;
}

/* --- Characters --------------------------------------------------------------------- */

static bool
is_digit(char c)
{
	return c >= '0' && c <= '9';
}

/* A letter, as far as cells have them: Latin, or any character beyond ASCII. */
static bool
is_letter(char c)
{
	return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (unsigned char)c >= 0x80;
}

static bool
is_blank(char c)
{
	return c == ' ' || c == '\n' || c == '\t' || c == '\r';
}

static bool
is_mark_sign(char c)
{
	return c == '/' || c == ',' || c == ';' || c == '|' || c == '.';
}

/* Bytes of the dash or minus at s, of any kind; 0: there is none. */
static size_t
dash(const char *s, const char *end)
{
	static const char *const dashes[] = { "-", "–", "—", "−", "‐", "‑" };

	for (size_t i = 0; i < sizeof(dashes) / sizeof(*dashes); i++) {
		size_t n = strlen(dashes[i]);

		if ((size_t)(end - s) >= n && memcmp(s, dashes[i], n) == 0)
			return n;
	}
	return 0;
}

/* --- Dates that a spreadsheet has made ------------------------------------------------- */

static bool
all_digits(const char *s, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (!is_digit(s[i]))
			return false;
	return n > 0;
}

/* 04.05: two digits with a zero in front, as no mark has them. */
static bool
is_short_date(const char *s, size_t n)
{
	return n == 5 && all_digits(s, 2) && s[2] == '.' && all_digits(s + 3, 2) &&
	    (s[0] == '0' || s[3] == '0');
}

/* 04.май, 4 мая, апр.05, May-26 */
static bool
is_month_date(const char *s, size_t n)
{
	size_t i = 0, k = n;

	while (i < n && is_digit(s[i]))
		i++;
	while (k > i && is_digit(s[k - 1]))
		k--;
	if (i > 0 && i < n && (s[i] == '.' || s[i] == ' ' || s[i] == '-'))
		return jr_grid_month(s + i + 1, n - i - 1) != 0;
	if (i == 0 && k < n && k > 1 && (s[k - 1] == '.' || s[k - 1] == ' ' || s[k - 1] == '-'))
		return jr_grid_month(s, k - 1) != 0;
	return false;
}

static bool
is_date(const char *s, size_t n)
{
	char text[32];
	jr_day day, mac;

	if (n == 0 || n >= sizeof(text))
		return false;
	memcpy(text, s, n);
	text[n] = '\0';
	text[strcspn(text, "T")] = '\0';
	return jr_date_parse(text, &day) == JR_OK || jr_date_serial(text, &day, &mac) ||
	    is_short_date(s, n) || is_month_date(s, n);
}

/* --- Cutting ----------------------------------------------------------------------------- */

struct cut {
	const char		*p, *begin, *end;
	struct jr_grid_cell	*out;
};

static void
fail(struct cut *c, enum jr_grid_cell_is is)
{
	c->out->is = is;
	c->out->parts = 0;
	c->p = c->end;
}

static void
add(struct cut *c, enum jr_grid_part_kind kind, const char *s, size_t n)
{
	struct jr_grid_part *part;

	if (c->out->parts == JR_GRID_PARTS_MOST || n >= JR_GRID_PART_SIZE ||
	    memchr(s, '\0', n) != NULL) {
		fail(c, JR_CELL_LONG);
		return;
	}
	part = &c->out->part[c->out->parts++];
	part->kind = kind;
	memcpy(part->text, s, n);
	part->text[n] = '\0';
}

/* `.0` or `,00` behind digits adds nothing. */
static void
pass_zeros(struct cut *c)
{
	const char *p = c->p;

	if (p >= c->end || (*p != '.' && *p != ',') || p + 1 == c->end || p[1] != '0')
		return;
	for (p++; p < c->end && *p == '0';)
		p++;
	if (p == c->end || is_blank(*p))
		c->p = p;
}

static void
cut_digits(struct cut *c)
{
	const char *begin = c->p, *signs;
	size_t n;

	while (c->p < c->end && is_digit(*c->p))
		c->p++;
	signs = c->p;
	if (c->p < c->end && *c->p == '+')
		c->p++;
	else if (c->p < c->end && (n = dash(c->p, c->end)) > 0)
		c->p += n;
	if (signs == c->p) {
		pass_zeros(c);
		add(c, JR_PART_DIGITS, begin, (size_t)(signs - begin));
		return;
	}
	/* A plus or minus stays with its mark, to be refused as such. */
	add(c, JR_PART_DIGITS, begin, (size_t)(c->p - begin));
}

/* To the next blank or sign; a slash between letters is no sign. */
static void
cut_word(struct cut *c)
{
	const char *begin = c->p;

	for (c->p++; c->p < c->end && !is_blank(*c->p); c->p++)
		if (is_mark_sign(*c->p) && !(*c->p == '/' && is_letter(c->p[-1]) &&
		    c->p + 1 < c->end && is_letter(c->p[1]) && dash(c->p + 1, c->end) == 0))
			break;
	add(c, JR_PART_WORD, begin, (size_t)(c->p - begin));
}

static void
cut_part(struct cut *c)
{
	size_t n = dash(c->p, c->end);

	if (is_digit(*c->p))
		cut_digits(c);
	else if (*c->p == '_') {
		c->p++;
		add(c, JR_PART_PLACE, "_", 1);
	} else if (n > 0 && (c->p + n == c->end || is_blank(c->p[n]) || is_mark_sign(c->p[n]))) {
		c->p += n;
		add(c, JR_PART_DELETE, "-", 1);
	} else
		cut_word(c);
}

/* Between two parts stand blanks and at the most one sign. */
static void
cut_between(struct cut *c)
{
	int signs = 0;

	for (; c->p < c->end && (is_blank(*c->p) || is_mark_sign(*c->p)); c->p++)
		if (!is_blank(*c->p))
			signs++;
	if (signs > 1 || (signs == 1 && (c->p == c->end || c->out->parts == 0)))
		fail(c, JR_CELL_LOOSE);
}

void
jr_grid_cell_read(const char *s, size_t n, struct jr_grid_cell *out)
{
	struct cut c;

	out->is = JR_CELL_EMPTY;
	out->parts = 0;
	while (n > 0 && is_blank(s[n - 1]))
		n--;
	for (; n > 0 && is_blank(*s); n--)
		s++;
	if (n == 0)
		return;
	c = (struct cut){ .p = s, .begin = s, .end = s + n, .out = out };
	out->is = JR_CELL_PARTS;
	if (is_date(s, n))
		fail(&c, JR_CELL_DATE);
	else if (n == 1 && *s == '.') {
		c.p++;
		add(&c, JR_PART_WORD, ".", 1);	/* an alias of present */
	} else
		cut_between(&c);
	while (c.p < c.end) {
		cut_part(&c);
		cut_between(&c);
	}
}
