#include <stdlib.h>
#include <string.h>

#include "base/table_impl.h"

#define WIDE 12 /* columns; more get a landscape page */
#define FFFD "\xEF\xBF\xBD"

struct html {
	struct jr_buf head; /* the lines above the table */
	struct jr_buf signs; /* and those below */
	bool follow; /* the table before it ends on the same page */
};

static const char style[] =
    "body{font:14px/1.4 \"Liberation Sans\",\"PT Sans\",Arial,\"DejaVu Sans\","
    "sans-serif;margin:1.5em;color:#222;background:#fff}\n"
    "table{border-collapse:collapse}\n"
    "caption{text-align:left;font-size:1.3em;font-weight:600;padding-bottom:.5em}\n"
    "th,td{border:1px solid #bbb;padding:.25em .5em;text-align:left;"
    "vertical-align:top;overflow-wrap:break-word}\n"
    "thead th{background:#f0f0f0;vertical-align:bottom}\n"
    "tbody th{font-weight:normal}\n"
    ".n{text-align:right;font-variant-numeric:tabular-nums}\n"
    ".n,.d{white-space:nowrap}\n"
    "tbody th[scope=rowgroup]{background:#f8f8f8;font-weight:600}\n"
    "tfoot th,tfoot td{font-weight:600}\n"
    "tfoot tr:first-child>*{border-top:2px solid #666}\n"
    "section+section{margin-top:2em}\n"
    ".head{display:flex;justify-content:space-between;gap:2em;color:#555;"
    "max-width:60em}\n"
    ".sign{border:0;margin-top:1.5em}\n"
    ".sign td{border:0;padding:.8em .5em 0 0;vertical-align:bottom}\n"
    ".sign .l{border-bottom:1px solid #222;width:11em}\n"
    ".wide thead .v{writing-mode:vertical-rl;transform:rotate(180deg);"
    "max-height:14em}\n"
    "@media screen{thead th{position:sticky;top:0}"
    "tbody tr:hover>*{background:#f4f8fc}}\n"
    "@page{size:A4;margin:15mm 10mm 15mm 20mm;"
    "@bottom-right{content:counter(page)\" / \"counter(pages);font-size:8pt}}\n"
    "@page wide{size:A4 landscape}\n"
    "@media print{body{margin:0;font-size:9pt}.wide{page:wide;font-size:8pt}"
    "thead{display:table-header-group}tfoot{display:table-row-group}"
    "thead th{-webkit-print-color-adjust:exact;print-color-adjust:exact}"
    "tr,.sign{break-inside:avoid}caption,.head,th[scope=rowgroup]{break-after:avoid}"
    "section+section{break-before:page;margin-top:0}"
    "section.follow{break-before:auto;margin-top:2em}}\n";

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
put_text(struct jr_table *t, struct jr_buf *o, const char *s)
{
	const char *as;
	size_t len, from = 0;

	s = jr__table_utf8(t, s, &len);
	for (size_t i = 0; i < len; i++) {
		if ((as = entity((unsigned char)s[i])) == NULL)
			continue;
		jr_buf_add(o, s + from, i - from);
		jr_buf_adds(o, as);
		from = i + 1;
	}
	jr_buf_add(o, s + from, len - from);
}

/* An element: what opens it, its text, what closes it. */
static void
put_element(struct jr_table *t, struct jr_buf *o, const char *open, const char *s,
    const char *close)
{
	jr_buf_adds(o, open);
	put_text(t, o, s);
	jr_buf_adds(o, close);
}

static void
element(struct jr_table *t, const char *open, const char *s, const char *close)
{
	put_element(t, &t->o, open, s, close);
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
	if ((t->own = calloc(1, sizeof(struct html))) == NULL)
		return false;
	if (first)
		page(t, lang);
	return true;
}

static void
html_drop(struct jr_table *t)
{
	struct html *h = t->own;

	jr_buf_release(&h->head);
	jr_buf_release(&h->signs);
	free(h);
}

/* --- What a paper has besides ----------------------------------------------- */

static void
html_paper(struct jr_table *t, const struct jr_paper *p)
{
	struct html *h = t->own;
	const char *school = jr__table_str(p->school), *period = jr__table_str(p->period);

	h->follow = p->follow;
	if (*school == '\0' && *period == '\0')
		return;
	put_element(t, &h->head, "<div class=\"head\"><span>", school, "</span>");
	put_element(t, &h->head, "<span>", period, "</span></div>\n");
}

static void
html_sign(struct jr_table *t, const char *role, const char *name)
{
	struct html *h = t->own;

	put_element(t, &h->signs, "<tr><td>", role, "</td><td class=\"l\"></td>");
	if (name == NULL || *name == '\0')
		name = "\xC2\xA0\xC2\xA0\xC2\xA0\xC2\xA0\xC2\xA0\xC2\xA0\xC2\xA0\xC2\xA0";
	put_element(t, &h->signs, "<td>/ ", name, " /</td></tr>\n");
}

static void
put_signs(struct jr_table *t, const struct html *h)
{
	if (h->head.failed || h->signs.failed)
		jr__table_fail(t, JR_ENOMEM);
	if (h->signs.len > 0)
		jr_buf_addf(&t->o, "<table class=\"sign\">\n%s</table>\n",
		    jr_buf_str(&h->signs));
}

/* --- The table ------------------------------------------------------------------ */

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
	const struct html *h = t->own;
	bool wide = t->ncol > WIDE;

	jr_buf_adds(&t->o, "<section");
	if (wide || h->follow)
		jr_buf_addf(&t->o, " class=\"%s%s%s\"", wide ? "wide" : "",
		    wide && h->follow ? " " : "", h->follow ? "follow" : "");
	jr_buf_adds(&t->o, ">\n");
	jr_buf_adds(&t->o, jr_buf_str(&h->head));
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
	put_signs(t, t->own);
	jr_buf_adds(&t->o, "</section>\n");
}

const struct jr__table_format jr__table_html = {
	.open = html_open,
	.head = html_head,
	.group = html_group,
	.paper = html_paper,
	.sign = html_sign,
	.row = html_row,
	.end = html_end,
	.drop = html_drop,
};
