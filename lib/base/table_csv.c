#include <string.h>

#include "base/csv.h"
#include "base/table_impl.h"

#define BOM "\xEF\xBB\xBF"

/* Bytes at which a field may need more than copying; NUL ends every scan. */
static const bool special[256] = {
	['\0'] = true,
	['\t'] = true,
	['\n'] = true,
	['\r'] = true,
	['"'] = true,
	[','] = true,
	[';'] = true,
	['\\'] = true,
};

static size_t
plain(const char *s)
{
	size_t n = 0;

	while (!special[(unsigned char)s[n]])
		n++;
	return n;
}

static char
delimiter(const struct jr_table *t)
{
	return t->opts.format == JR_TSV ? '\t' : t->opts.excel ? ';' : ',';
}

static const char *
digits(const char *s)
{
	while (*s >= '0' && *s <= '9')
		s++;
	return s;
}

/* 4/5, 1.2, 01.09.2026, 2026-09-01, 8:30 */
static bool
date_like(const char *s)
{
	int parts = 0;

	for (const char *end; (end = digits(s)) > s && end - s <= 4; s = end + 1) {
		parts++;
		if (*end == '\0')
			return parts == 2 || parts == 3;
		if (strchr("./-:", *end) == NULL)
			return false;
	}
	return false;
}

/* 007, 123456789012, 12E5 */
static bool
number_changes(const char *s)
{
	const char *end = digits(s);

	if (end == s)
		return false;
	if (*end == '\0')
		return end - s > 11 || (*s == '0' && end - s > 1);
	if (*end != 'E' && *end != 'e')
		return false;
	end++;
	end += *end == '+' || *end == '-';
	return *end != '\0' && *digits(end) == '\0';
}

static void
quote(struct jr_table *t, const char *s)
{
	jr_csv_quote(&t->o, s, strlen(s), delimiter(t));
}

static void
excel_text(struct jr_table *t, const char *s)
{
	jr_buf_clear(&t->tmp);
	if (*s != '\0' && strchr("=+-@\t\r", *s) != NULL)
		jr_buf_addf(&t->tmp, " %s", s);
	else if (date_like(s) || number_changes(s))
		jr_buf_addf(&t->tmp, "=\"%s\"", s);
	else
		jr_buf_adds(&t->tmp, s);
	quote(t, jr_buf_str(&t->tmp));
}

static void
excel_cell(struct jr_table *t, const char *s, enum jr_col_type type)
{
	const char *point = strchr(s, '.');
	bool number = jr__table_number(s);

	if (type == JR_COL_DECIMAL && number && point != NULL) {
		jr_buf_add(&t->o, s, (size_t)(point - s));
		jr_buf_addc(&t->o, ',');
		jr_buf_adds(&t->o, point + 1);
	} else if (number && point == NULL && type != JR_COL_TEXT)
		jr_buf_adds(&t->o, s);
	else if (type == JR_COL_DATE && date_like(s))
		jr_buf_adds(&t->o, s);
	else
		excel_text(t, s);
}

static void
csv_cell(struct jr_table *t, const char *s, enum jr_col_type type)
{
	size_t n;

	if (t->opts.excel) {
		excel_cell(t, s, type);
		return;
	}
	n = plain(s);
	if (n == 0 && *s == '\0')
		return;
	if (s[n] != '\0' || *s == ' ' || s[n - 1] == ' ')
		quote(t, s);
	else
		jr_buf_add(&t->o, s, n);
}

static char
tsv_escape(char c)
{
	switch (c) {
	case '\t':
		return 't';
	case '\n':
		return 'n';
	case '\r':
		return 'r';
	case '\\':
		return '\\';
	default:
		return '\0';
	}
}

static void
tsv_cell(struct jr_table *t, const char *s, enum jr_col_type type)
{
	size_t n;
	char c;

	(void)type;
	for (; s[n = plain(s)] != '\0'; s += n + 1) {
		jr_buf_add(&t->o, s, n);
		if ((c = tsv_escape(s[n])) != '\0')
			jr_buf_addc(&t->o, '\\');
		jr_buf_addc(&t->o, c != '\0' ? c : s[n]);
	}
	jr_buf_add(&t->o, s, n);
}

static void
cell(struct jr_table *t, const char *s, enum jr_col_type type)
{
	if (t->opts.format == JR_TSV)
		tsv_cell(t, jr__table_str(s), type);
	else
		csv_cell(t, jr__table_str(s), type);
}

static void
end_line(struct jr_table *t)
{
	jr_buf_adds(&t->o, t->opts.excel && t->opts.format == JR_CSV ? "\r\n" : "\n");
}

static bool
csv_open(struct jr_table *t, bool first, const char *lang)
{
	(void)lang;
	if (!first)
		end_line(t);
	else if (t->opts.excel && t->opts.format == JR_CSV)
		jr_buf_adds(&t->o, BOM);
	return true;
}

static void
csv_head(struct jr_table *t)
{
	bool titles = t->opts.titles;
	char sep = delimiter(t);

	if (t->group_name != NULL) {
		cell(t, titles ? t->group_heading : t->group_name, JR_COL_TEXT);
		jr_buf_addc(&t->o, sep);
	}
	for (size_t i = 0; i < t->ncol; i++) {
		if (i > 0)
			jr_buf_addc(&t->o, sep);
		cell(t, titles ? t->col[i].title : t->col[i].name, JR_COL_TEXT);
	}
	end_line(t);
}

static bool
lone_empty(const struct jr_table *t, const char *const *cells)
{
	return t->ncol == 1 && t->group_name == NULL &&
	    *jr__table_str(cells[0]) == '\0';
}

static void
csv_row(struct jr_table *t, const char *const *cells)
{
	char sep = delimiter(t);

	if (t->closing && !t->opts.footers)
		return;
	if (t->group_name != NULL) {
		cell(t, t->closing ? NULL : t->group, JR_COL_TEXT);
		jr_buf_addc(&t->o, sep);
	}
	for (size_t i = 0; i < t->ncol; i++) {
		if (i > 0)
			jr_buf_addc(&t->o, sep);
		cell(t, cells[i], t->col[i].type);
	}
	if (t->opts.format == JR_CSV && lone_empty(t, cells))
		jr_buf_adds(&t->o, "\"\"");
	end_line(t);
}

static void
csv_end(struct jr_table *t)
{
	(void)t;
}

const struct jr__table_format jr__table_csv = {
	.open = csv_open,
	.head = csv_head,
	.row = csv_row,
	.end = csv_end,
};

const struct jr__table_format jr__table_tsv = {
	.open = csv_open,
	.head = csv_head,
	.row = csv_row,
	.end = csv_end,
};
