#include <string.h>

#include "base/table_impl.h"

#define WIDE 12 /* columns; more get a landscape page */
#define FFFD "\xEF\xBF\xBD"

static const char style[] =
    "body{font:14px/1.4 \"DejaVu Sans\",\"Segoe UI\",Roboto,Arial,sans-serif;"
    "margin:1.5em;color:#222}\n"
    "table{border-collapse:collapse}\n"
    "caption{text-align:left;font-size:1.3em;font-weight:600;padding-bottom:.5em}\n"
    "th,td{border:1px solid #bbb;padding:.25em .5em;text-align:left;"
    "vertical-align:top}\n"
    "thead th{background:#f0f0f0;vertical-align:bottom}\n"
    "tbody th{font-weight:normal}\n"
    ".n{text-align:right;font-variant-numeric:tabular-nums}\n"
    ".n,.d{white-space:nowrap}\n"
    "tbody th[scope=rowgroup]{background:#f8f8f8;font-weight:600}\n"
    "tfoot th,tfoot td{font-weight:600}\n"
    "tfoot tr:first-child>*{border-top:2px solid #666}\n"
    "section+section{margin-top:2em}\n"
    ".wide thead .v{writing-mode:vertical-rl;transform:rotate(180deg)}\n"
    "@page{size:A4;margin:15mm}\n"
    "@page wide{size:A4 landscape}\n"
    "@media print{body{margin:0;font-size:9pt}.wide{page:wide}"
    "tr{break-inside:avoid}tfoot{display:table-row-group}}\n";

/* What to write for a byte, NULL for itself. */
static const char *
entity(unsigned char c)
{
	switch (c) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\n':
		return "<br>";
	case '\t':
		return NULL;
	default:
		return c < 0x20 || c == 0x7f ? FFFD : NULL;
	}
}

static void
text(struct jr_table *t, const char *s)
{
	const char *as;
	size_t len, from = 0;

	s = jr__table_utf8(t, s, &len);
	for (size_t i = 0; i < len; i++) {
		if ((as = entity((unsigned char)s[i])) == NULL)
			continue;
		jr_buf_add(&t->o, s + from, i - from);
		jr_buf_adds(&t->o, as);
		from = i + 1;
	}
	jr_buf_add(&t->o, s + from, len - from);
}

/* An element: what opens it, its text, what closes it. */
static void
element(struct jr_table *t, const char *open, const char *s, const char *close)
{
	jr_buf_adds(&t->o, open);
	text(t, s);
	jr_buf_adds(&t->o, close);
}

static void
page(struct jr_table *t, const char *lang)
{
	element(t, "<!DOCTYPE html>\n<html lang=\"", lang != NULL ? lang : "en",
	    "\">\n<head>\n<meta charset=\"utf-8\">\n"
	    "<meta name=\"viewport\" content=\"width=device-width\">\n");
	element(t, "<title>", jr__table_str(t->title), "</title>\n<style>\n");
	jr_buf_add(&t->o, style, sizeof(style) - 1);
	jr_buf_adds(&t->o, "</style>\n</head>\n<body>\n");
}

static bool
html_open(struct jr_table *t, bool first, const char *lang)
{
	if (first)
		page(t, lang);
	return true;
}

static const char *
heading(const struct jr_table *t, size_t i)
{
	bool numeric =
	    t->col[i].type == JR_COL_INT || t->col[i].type == JR_COL_DECIMAL;

	if (t->ncol > WIDE && !t->col[i].key)
		return "<th scope=\"col\" class=\"v\">";
	return numeric ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">";
}

static void
html_head(struct jr_table *t)
{
	jr_buf_adds(&t->o,
	    t->ncol > WIDE ? "<section class=\"wide\">\n" : "<section>\n");
	jr_buf_adds(&t->o, "<table>\n");
	if (t->title != NULL)
		element(t, "<caption>", t->title, "</caption>\n");
	jr_buf_adds(&t->o, "<thead>\n<tr>");
	for (size_t i = 0; i < t->ncol; i++)
		element(t, heading(t, i), t->col[i].title, "</th>");
	jr_buf_adds(&t->o, "</tr>\n</thead>\n<tbody>\n");
}

static void
html_group(struct jr_table *t)
{
	if (t->nrow > 0)
		jr_buf_adds(&t->o, "</tbody>\n<tbody>\n");
	if (t->group == NULL)
		return;
	jr_buf_addf(&t->o, "<tr><th scope=\"rowgroup\" colspan=\"%zu\">", t->ncol);
	element(t, "", t->group, "</th></tr>\n");
}

static const char *
class_of(enum jr_col_type type)
{
	switch (type) {
	case JR_COL_INT:
	case JR_COL_DECIMAL:
		return " class=\"n\">";
	case JR_COL_DATE:
		return " class=\"d\">";
	case JR_COL_TEXT:
		break;
	}
	return ">";
}

static void
html_cell(struct jr_table *t, const char *s, const struct jr_col *c)
{
	jr_buf_adds(&t->o, c->key ? "<th scope=\"row\"" : "<td");
	element(t, class_of(c->type), jr__table_str(s), c->key ? "</th>" : "</td>");
}

static void
html_row(struct jr_table *t, const char *const *cells)
{
	if (t->closing && t->nfooter == 0)
		jr_buf_adds(&t->o, "</tbody>\n<tfoot>\n");
	jr_buf_adds(&t->o, "<tr>");
	for (size_t i = 0; i < t->ncol; i++)
		html_cell(t, cells[i], &t->col[i]);
	jr_buf_adds(&t->o, "</tr>\n");
}

static void
html_end(struct jr_table *t)
{
	const char *note = NULL;

	jr_buf_adds(&t->o,
	    t->closing ? "</tfoot>\n</table>\n" : "</tbody>\n</table>\n");
	while ((note = jr__table_note(t, note)) != NULL)
		element(t, "<p>", note, "</p>\n");
	jr_buf_adds(&t->o, "</section>\n");
}

const struct jr__table_format jr__table_html = {
	.open = html_open,
	.head = html_head,
	.group = html_group,
	.row = html_row,
	.end = html_end,
};
