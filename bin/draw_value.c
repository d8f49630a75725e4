/* A page's cells and words as people read them. */
#include <math.h>
#include <string.h>

#include "base/lang.h"
#include "draw_impl.h"

static bool
is_russian(const struct print_page *p)
{
	return strcmp(p->lang, "ru") == 0;
}

const char *
draw_words(const struct print_page *p, const char *msgid)
{
	return jr_gettext_in(p->lang, msgid);
}

/* How many decimals, up to two, the number needs. */
static int
needed(double x)
{
	return fabs(x - round(x)) < 1e-9 ? 0 : fabs(10 * x - round(10 * x)) < 1e-9 ? 1 : 2;
}

void
draw_number(const struct print_page *p, double x, int decimals, struct jr_buf *out)
{
	size_t from = out->len;

	jr_buf_addf(out, "%.*f", decimals < 0 ? needed(x) : decimals, x);
	for (char *s = out->data; is_russian(p) && !out->failed && from < out->len; from++)
		if (s[from] == '.')
			s[from] = ',';
}

void
draw_date(const struct print_page *p, const char *s, struct jr_buf *out)
{
	unsigned month, dom;
	jr_day day;
	int year, m, d;

	if (!is_russian(p) || jr_date_parse(s, &day) < 0) {
		jr_buf_adds(out, s);
		return;
	}
	jr_day_split(day, &year, &m, &d);
	month = (unsigned)m;
	dom = (unsigned)d;
	jr_buf_addf(out, "%02u.%02u.%04d", dom, month, year);
}

/* Tabs and other control characters are spaces, separators of lines line ends. */
static void
add_text(struct jr_buf *out, const char *s)
{
	for (; *s != '\0'; s++)
		if (strncmp(s, "\xE2\x80\xA8", 3) == 0 || strncmp(s, "\xE2\x80\xA9", 3) == 0) {
			jr_buf_addc(out, '\n');
			s += 2;
		} else
			jr_buf_addc(out, (unsigned char)*s < ' ' && *s != '\n' ? ' ' : *s);
}

const char *
draw_cell(const struct print_page *p, size_t row, size_t col, struct jr_buf *b)
{
	struct print_cell cell;

	jr_buf_clear(b);
	print_page_cell(p, row, col, &cell);
	if (cell.kind == PRINT_NUMBER)
		draw_number(p, cell.number, p->col[col].type == JR_COL_INT ? 0 :
		    p->col[col].decimals, b);
	else if (cell.kind == PRINT_TEXT && p->col[col].type == JR_COL_DATE)
		draw_date(p, cell.text, b);
	else if (cell.kind == PRINT_TEXT)
		add_text(b, cell.text);
	return jr_buf_str(b);
}

bool
draw_number_at(const struct print_page *p, size_t row, size_t col, double *out)
{
	struct print_cell cell;

	print_page_cell(p, row, col, &cell);
	*out = cell.number;
	return cell.kind == PRINT_NUMBER;
}
