#include <stdlib.h>
#include <string.h>

#include "base/table_impl.h"
#include "base/table_layout.h"
#include "base/text.h"

#define SAMPLE 500 /* rows that the layout is made from */
#define WIDTH 80
#define RULE "\xE2\x94\x80" /* U+2500 */

enum kind {
	ROW,
	GROUP,
	FOOTER
};

struct entry {
	enum kind kind;
	size_t at; /* of its first text in held */
};

struct text {
	struct jr__layout l;
	struct jr_buf titles; /* of the columns; NUL behind each */
	struct jr_buf held; /* texts of the entries; NUL behind each */
	struct jr_buf tmp;
	struct entry *entry; /* up to SAMPLE, not yet written */
	size_t nentry;
	const char **at; /* ncol: what is left of each cell */
	size_t *wait; /* ncol: lines that it leaves free before */
	bool headless; /* all titles are empty */
	bool laid; /* the layout is made */
	bool headed; /* a heading was written */
	bool bare; /* nothing stands under it */
	bool footed; /* the rule of the footers does */
};

static bool
plain(const char *s)
{
	const unsigned char *p = (const unsigned char *)s;

	while (*p != '\0') {
		if (*p >= 0x20 && *p < 0x7f)
			p++;
		else if ((*p == 0xD0 || *p == 0xD1) && (p[1] & 0xC0) == 0x80)
			p += 2;
		else
			return false;
	}
	return true;
}

/* Append one text as it may be printed: only line ends are left. */
static void
add_safe(struct jr_buf *o, const char *s)
{
	size_t n;

	if (plain(s)) {
		jr_buf_adds(o, s);
		return;
	}
	for (;; s += n + 1) {
		n = strcspn(s, "\t\n\r");
		jr_text_escape(o, s, n, 0);
		if (s[n] == '\0')
			return;
		if (s[n] == '\t' || (s[n] == '\r' && s[n + 1] != '\n'))
			jr_buf_addc(o, ' ');
		else if (s[n] == '\n')
			jr_buf_addc(o, '\n');
	}
}

/* The same with a NUL behind. */
static void
add_text(struct jr_buf *o, const char *s)
{
	add_safe(o, jr__table_str(s));
	jr_buf_addc(o, '\0');
}

/* Where each of the column's texts begins in a row of them. */
static void
point(struct text *x, const char *s)
{
	for (size_t i = 0; i < x->l.ncol; i++, s += strlen(s) + 1)
		x->at[i] = s;
}

static bool
numeric(const struct jr_col *c)
{
	return c->type == JR_COL_INT || c->type == JR_COL_DECIMAL;
}

static bool
in_band(const struct text *x, size_t i, size_t band)
{
	return x->l.col[i].band == band || x->l.col[i].band == JR__EVERY_BAND;
}

static void
pad(struct jr_buf *o, size_t n)
{
	static const char spaces[] = "                                ";

	for (; n >= sizeof(spaces); n -= sizeof(spaces) - 1)
		jr_buf_add(o, spaces, sizeof(spaces) - 1);
	jr_buf_add(o, spaces, n);
}

/* Write at column `start`, or one behind what stands there; *pos moves on. */
static void
put(struct jr_buf *o, size_t *pos, size_t start, const char *s, size_t len, size_t used)
{
	if (len == 0)
		return;
	if (*pos > 0 && start <= *pos)
		start = *pos + 1;
	pad(o, start - *pos);
	jr_buf_add(o, s, len);
	*pos = start + used;
}

/* Numbers keep their right edge, also where they are too long. */
static size_t
edge(size_t start, size_t width, size_t used)
{
	return start + width > used ? start + width - used : 0;
}

/* One line of the cells in x->at; true while there are more. */
static bool
put_line(struct jr_table *t, size_t band)
{
	struct text *x = t->own;
	const struct jr__column *c;
	const char *s;
	size_t pos = 0, start = 0, at, len, used;
	bool more = false;

	for (size_t i = 0; i < t->ncol; i++) {
		if (!in_band(x, i, band))
			continue;
		c = &x->l.col[i];
		if (x->wait[i] > 0)
			x->wait[i]--;
		else {
			s = jr__wrap(&x->at[i], c->width, c->hard, &len, &used);
			at = numeric(&t->col[i]) ? edge(start, c->width, used) :
						   start;
			put(&t->o, &pos, at, s, len, used);
		}
		more |= *x->at[i] != '\0';
		start += c->width + x->l.gap;
	}
	jr_buf_addc(&t->o, '\n');
	return more;
}

static void
put_cells(struct jr_table *t, size_t band, const char *cells)
{
	point(t->own, cells);
	while (put_line(t, band))
		continue;
}

static void
put_rule(struct jr_table *t, size_t band)
{
	const struct text *x = t->own;
	const char *sep = "";

	if (x->headless)
		return;
	for (size_t i = 0; i < t->ncol; i++) {
		if (!in_band(x, i, band))
			continue;
		jr_buf_adds(&t->o, sep);
		for (size_t n = x->l.col[i].width; n > 0; n--)
			jr_buf_adds(&t->o, RULE);
		sep = x->l.gap > 1 ? "  " : " ";
	}
	jr_buf_addc(&t->o, '\n');
}

static void
put_paragraph(struct jr_table *t, const char *s)
{
	const struct text *x = t->own;
	size_t len, used;

	do {
		const char *line = jr__wrap(&s, x->l.width, true, &len, &used);

		jr_buf_add(&t->o, line, len);
		jr_buf_addc(&t->o, '\n');
	} while (*s != '\0');
}

static size_t
count_lines(const char *s, const struct jr__column *c)
{
	size_t n = 0, len, used;

	do {
		jr__wrap(&s, c->width, c->hard, &len, &used);
		n++;
	} while (*s != '\0');
	return n;
}

/* Headings stand on the rule: the short ones wait for the long ones. */
static void
wait_above(struct text *x, size_t band)
{
	size_t most = 0;

	for (size_t i = 0; i < x->l.ncol; i++) {
		if (!in_band(x, i, band))
			continue;
		x->wait[i] = count_lines(x->at[i], &x->l.col[i]);
		if (x->wait[i] > most)
			most = x->wait[i];
	}
	for (size_t i = 0; i < x->l.ncol; i++)
		x->wait[i] = in_band(x, i, band) ? most - x->wait[i] : 0;
}

static void
put_head(struct jr_table *t, size_t band)
{
	struct text *x = t->own;
	const char *s = jr_buf_str(&x->titles);

	if (x->headed && x->l.nband > 1)
		jr_buf_addc(&t->o, '\n');
	x->headed = x->bare = true;
	x->footed = false;
	if (x->headless)
		return;
	jr_buf_clear(&x->tmp);
	for (size_t i = 0; i < t->ncol; i++, s += strlen(s) + 1) {
		if (in_band(x, i, band))
			jr__abbreviate(&x->tmp, s, x->l.col[i].width);
		jr_buf_addc(&x->tmp, '\0');
	}
	if (x->tmp.failed)
		return;
	point(x, x->tmp.data);
	wait_above(x, band);
	while (put_line(t, band))
		continue;
	put_rule(t, band);
}

static void
put_entry(struct jr_table *t, size_t band, const struct entry *e)
{
	struct text *x = t->own;
	const char *s = x->held.data + e->at;

	if (e->kind == GROUP) {
		if (!x->bare)
			jr_buf_addc(&t->o, '\n');
		if (*s != '\0')
			put_paragraph(t, s);
	} else {
		if (e->kind == FOOTER && !x->footed && !x->bare)
			put_rule(t, band);
		x->footed |= e->kind == FOOTER;
		put_cells(t, band, s);
	}
	x->bare = false;
}

static void
need_cells(struct text *x, const char *s, bool head)
{
	for (size_t i = 0; i < x->l.ncol; i++, s += strlen(s) + 1)
		jr__need(head ? &x->l.col[i].head : &x->l.col[i].body, s);
}

static void
lay(struct text *x)
{
	need_cells(x, x->titles.data, true);
	for (size_t i = 0; i < x->nentry; i++)
		if (x->entry[i].kind != GROUP)
			need_cells(x, x->held.data + x->entry[i].at, false);
	jr__layout(&x->l);
	x->laid = true;
}

static bool
ran_out(struct jr_table *t)
{
	const struct text *x = t->own;

	if (x->titles.failed || x->held.failed || x->tmp.failed)
		jr__table_fail(t, JR_ENOMEM);
	return t->rc < 0;
}

/* Write what is held, band by band. */
static void
put_block(struct jr_table *t)
{
	struct text *x = t->own;

	if (ran_out(t))
		return;
	if (!x->laid)
		lay(x);
	for (size_t band = 0; band < x->l.nband; band++) {
		if (!x->headed || x->l.nband > 1)
			put_head(t, band);
		for (size_t i = 0; i < x->nentry && !ran_out(t); i++) {
			put_entry(t, band, &x->entry[i]);
			jr__table_drain(t);
		}
	}
	jr_buf_clear(&x->held);
	x->nentry = 0;
}

static void
hold(struct jr_table *t, enum kind kind, const char *const *texts, size_t n)
{
	struct text *x = t->own;
	size_t most = x->laid && x->l.nband == 1 ? 1 : SAMPLE;

	x->entry[x->nentry++] = (struct entry){ kind, x->held.len };
	for (size_t i = 0; i < n; i++)
		add_text(&x->held, texts[i]);
	if (x->nentry >= most)
		put_block(t);
}

static void
text_group(struct jr_table *t)
{
	hold(t, GROUP, (const char *const *)&t->group, 1);
}

static void
text_row(struct jr_table *t, const char *const *cells)
{
	struct text *x = t->own;

	if (x->laid && x->nentry == 0 && x->l.nband > 1 && t->group != NULL &&
	    !t->closing)
		text_group(t);
	hold(t, t->closing ? FOOTER : ROW, cells, t->ncol);
}

static void
put_title(struct jr_table *t)
{
	struct text *x = t->own;

	jr_buf_clear(&x->tmp);
	add_text(&x->tmp, t->title);
	if (ran_out(t))
		return;
	put_paragraph(t, x->tmp.data);
	jr_buf_addc(&t->o, '\n');
}

static void
text_head(struct jr_table *t)
{
	struct text *x = t->own;

	x->headless = true;
	for (size_t i = 0; i < t->ncol; i++) {
		add_text(&x->titles, t->col[i].title);
		x->headless &= *t->col[i].title == '\0';
	}
	if (t->title != NULL)
		put_title(t);
}

static void
text_end(struct jr_table *t)
{
	struct text *x = t->own;
	const char *s = NULL;

	if (x->nentry > 0 || !x->laid)
		put_block(t);
	if (t->notes.len == 0 || t->notes.failed)
		return;
	jr_buf_addc(&t->o, '\n');
	while ((s = jr__table_note(t, s)) != NULL) {
		jr_buf_clear(&x->tmp);
		add_text(&x->tmp, s);
		if (ran_out(t))
			return;
		put_paragraph(t, x->tmp.data);
	}
}

static void
text_drop(struct jr_table *t)
{
	struct text *x = t->own;

	jr_buf_release(&x->titles);
	jr_buf_release(&x->held);
	jr_buf_release(&x->tmp);
	free(x->l.col);
	free(x->entry);
	free(x->at);
	free(x->wait);
	free(x);
}

static bool
text_open(struct jr_table *t, bool first, const char *lang)
{
	struct text *x;

	(void)lang;
	if ((t->own = x = calloc(1, sizeof(*x))) == NULL)
		return false;
	x->l.ncol = t->ncol;
	x->l.width = t->opts.width > 0 ? t->opts.width : WIDTH;
	x->l.col = calloc(t->ncol, sizeof(*x->l.col));
	x->entry = calloc(SAMPLE, sizeof(*x->entry));
	x->at = calloc(t->ncol, sizeof(*x->at));
	x->wait = calloc(t->ncol, sizeof(*x->wait));
	if (x->l.col == NULL || x->entry == NULL || x->at == NULL || x->wait == NULL)
		return false;
	for (size_t i = 0; i < t->ncol; i++) {
		x->l.col[i].wraps = t->col[i].type == JR_COL_TEXT;
		x->l.col[i].key = t->col[i].key;
	}
	if (!first)
		jr_buf_addc(&t->o, '\n');
	return true;
}

const struct jr__table_format jr__table_text = {
	.open = text_open,
	.head = text_head,
	.group = text_group,
	.row = text_row,
	.end = text_end,
	.drop = text_drop,
};
