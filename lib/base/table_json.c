#include <stdlib.h>
#include <string.h>

#include "base/table_impl.h"

struct json {
	struct jr_buf groups; /* the list, as far as known */
	size_t from; /* first row of the group that is open */
	bool open;
	struct jr_buf paper; /* keys of it, a comma before each */
	struct jr_buf signs; /* the list */
	int *decimals; /* of each column, the most so far */
};

static const char *const type_name[] = {
	[JR_COL_TEXT] = "text",
	[JR_COL_INT] = "int",
	[JR_COL_DECIMAL] = "decimal",
	[JR_COL_DATE] = "date",
};

static bool
needs_escape(unsigned char c)
{
	return c < 0x20 || c == '"' || c == '\\';
}

static void
escaped(struct jr_buf *o, unsigned char c)
{
	if (c == '\n')
		jr_buf_adds(o, "\\n");
	else if (c == '\t')
		jr_buf_adds(o, "\\t");
	else if (c < 0x20)
		jr_buf_addf(o, "\\u%04x", c);
	else {
		jr_buf_addc(o, '\\');
		jr_buf_addc(o, (char)c);
	}
}

static void
string(struct jr_table *t, struct jr_buf *o, const char *s)
{
	size_t len, from = 0;

	s = jr__table_utf8(t, s, &len);
	jr_buf_addc(o, '"');
	for (size_t i = 0; i < len; i++) {
		if (!needs_escape((unsigned char)s[i]))
			continue;
		jr_buf_add(o, s + from, i - from);
		escaped(o, (unsigned char)s[i]);
		from = i + 1;
	}
	jr_buf_add(o, s + from, len - from);
	jr_buf_addc(o, '"');
}

static void
count_decimals(const struct jr_table *t, size_t i, const char *number)
{
	const struct json *j = t->own;
	const char *point = strchr(number, '.');
	int n = point != NULL ? (int)strlen(point + 1) : 0;

	if (n > j->decimals[i])
		j->decimals[i] = n;
}

static void
cell(struct jr_table *t, size_t i, const char *s)
{
	enum jr_col_type type = t->col[i].type;
	bool numeric = type == JR_COL_INT || type == JR_COL_DECIMAL;

	if (s == NULL || *s == '\0')
		jr_buf_adds(&t->o, "null");
	else if (numeric && jr__table_number(s)) {
		jr_buf_adds(&t->o, s);
		count_decimals(t, i, s);
	} else
		string(t, &t->o, s);
}

static void
named(struct jr_table *t, const char *name, const char *title)
{
	jr_buf_adds(&t->o, "{\"name\":");
	string(t, &t->o, name);
	jr_buf_adds(&t->o, ",\"title\":");
	string(t, &t->o, title);
}

static void
columns(struct jr_table *t)
{
	for (size_t i = 0; i < t->ncol; i++) {
		if (i > 0)
			jr_buf_addc(&t->o, ',');
		named(t, t->col[i].name, t->col[i].title);
		jr_buf_addf(&t->o, ",\"type\":\"%s\",\"key\":%s}",
		    type_name[t->col[i].type], t->col[i].key ? "true" : "false");
	}
}

static bool
json_open(struct jr_table *t, bool first, const char *lang)
{
	struct json *j = calloc(1, sizeof(*j));

	(void)first;
	if ((t->own = j) == NULL || (j->decimals = calloc(t->ncol, sizeof(int))) == NULL)
		return false;
	if (lang != NULL && strcmp(lang, "en") != 0) {
		jr_buf_adds(&j->paper, ",\"lang\":");
		string(t, &j->paper, lang);
	}
	return true;
}

/* --- What a paper has besides ----------------------------------------------- */

/* "key":"text" behind what stands there; nothing of nothing. */
static void
pair(struct jr_table *t, struct jr_buf *o, const char *key, const char *s)
{
	if (s == NULL || *s == '\0')
		return;
	jr_buf_addf(o, "%s\"%s\":", o->len > 0 && o->data[o->len - 1] == '{' ? "" : ",", key);
	string(t, o, s);
}

/* A list of names that are separated by spaces. */
static void
names(struct jr_table *t, struct jr_buf *o, const char *s)
{
	struct jr_buf name = JR_BUF_INIT;
	const char *sep = "";
	size_t n;

	jr_buf_adds(o, ",\"y\":[");
	for (s += strspn(s, " "); *s != '\0'; s += n + strspn(s + n, " ")) {
		n = strcspn(s, " ");
		jr_buf_clear(&name);
		jr_buf_add(&name, s, n);
		jr_buf_adds(o, sep);
		string(t, o, jr_buf_str(&name));
		sep = ",";
	}
	jr_buf_addc(o, ']');
	jr_buf_release(&name);
}

static void
json_paper(struct jr_table *t, const struct jr_paper *p)
{
	struct jr_buf *o = &((struct json *)t->own)->paper;

	if (p->school != NULL || p->period != NULL || p->day != NULL) {
		jr_buf_adds(o, ",\"head\":{");
		pair(t, o, "school", p->school);
		pair(t, o, "period", p->period);
		pair(t, o, "date", p->day);
		jr_buf_addc(o, '}');
	}
	if (p->follow)
		jr_buf_adds(o, ",\"follow\":true");
	if (p->chart != NULL) {
		jr_buf_adds(o, ",\"chart\":{");
		pair(t, o, "kind", p->chart);
		pair(t, o, "x", p->chart_x);
		if (p->chart_y != NULL)
			names(t, o, p->chart_y);
		jr_buf_addc(o, '}');
	}
}

static void
json_sign(struct jr_table *t, const char *role, const char *name)
{
	struct jr_buf *o = &((struct json *)t->own)->signs;

	jr_buf_adds(o, o->len > 0 ? ",{\"role\":" : "{\"role\":");
	string(t, o, role);
	jr_buf_adds(o, ",\"name\":");
	if (name != NULL && *name != '\0')
		string(t, o, name);
	else
		jr_buf_adds(o, "null");
	jr_buf_addc(o, '}');
}

static void
put_decimals(struct jr_table *t, const struct json *j)
{
	int most = 0;

	for (size_t i = 0; i < t->ncol; i++)
		if (j->decimals[i] > most)
			most = j->decimals[i];
	for (size_t i = 0; most > 0 && i < t->ncol; i++)
		jr_buf_addf(&t->o, "%s%d", i == 0 ? ",\"decimals\":[" : ",", j->decimals[i]);
	if (most > 0)
		jr_buf_addc(&t->o, ']');
}

static void
put_paper(struct jr_table *t, const struct json *j)
{
	put_decimals(t, j);
	jr_buf_add(&t->o, jr_buf_str(&j->paper), j->paper.len);
	if (j->signs.len > 0)
		jr_buf_addf(&t->o, ",\"signatures\":[%s]", jr_buf_str(&j->signs));
	if (j->paper.failed || j->signs.failed)
		jr__table_fail(t, JR_ENOMEM);
}

/* --- The table ------------------------------------------------------------------ */

static void
json_head(struct jr_table *t)
{
	jr_buf_adds(&t->o, "{\"journal-table\":1,\"title\":");
	if (t->title != NULL)
		string(t, &t->o, t->title);
	else
		jr_buf_adds(&t->o, "null");
	jr_buf_adds(&t->o, ",\"columns\":[");
	columns(t);
	jr_buf_adds(&t->o, "],\"group\":");
	if (t->group_name != NULL) {
		named(t, t->group_name, t->group_heading);
		jr_buf_addc(&t->o, '}');
	} else
		jr_buf_adds(&t->o, "null");
	jr_buf_adds(&t->o, ",\"rows\":[");
}

static void
close_group(struct jr_table *t, struct json *j)
{
	if (j->open)
		jr_buf_addf(&j->groups, ",\"rows\":%zu}", t->nrow - j->from);
	j->open = false;
}

static void
json_group(struct jr_table *t)
{
	struct json *j = t->own;

	close_group(t, j);
	if (t->group == NULL)
		return;
	if (j->groups.len > 0)
		jr_buf_addc(&j->groups, ',');
	jr_buf_adds(&j->groups, "{\"title\":");
	string(t, &j->groups, t->group);
	jr_buf_addf(&j->groups, ",\"row\":%zu", t->nrow);
	j->from = t->nrow;
	j->open = true;
	if (j->groups.failed)
		jr__table_fail(t, JR_ENOMEM);
}

static void
close_rows(struct jr_table *t, struct json *j)
{
	close_group(t, j);
	if (j->groups.failed)
		jr__table_fail(t, JR_ENOMEM);
	jr_buf_adds(&t->o, "],\"groups\":[");
	jr_buf_add(&t->o, jr_buf_str(&j->groups), j->groups.len);
	jr_buf_adds(&t->o, "],\"footers\":[");
}

static void
json_row(struct jr_table *t, const char *const *cells)
{
	if (t->closing && t->nfooter == 0)
		close_rows(t, t->own);
	if ((t->closing ? t->nfooter : t->nrow) > 0)
		jr_buf_addc(&t->o, ',');
	jr_buf_addc(&t->o, '[');
	for (size_t i = 0; i < t->ncol; i++) {
		if (i > 0)
			jr_buf_addc(&t->o, ',');
		cell(t, i, cells[i]);
	}
	jr_buf_addc(&t->o, ']');
}

static void
json_end(struct jr_table *t)
{
	const char *note = NULL, *sep = "";

	if (!t->closing)
		close_rows(t, t->own);
	jr_buf_adds(&t->o, "],\"notes\":[");
	while ((note = jr__table_note(t, note)) != NULL) {
		jr_buf_adds(&t->o, sep);
		string(t, &t->o, note);
		sep = ",";
	}
	jr_buf_addc(&t->o, ']');
	put_paper(t, t->own);
	jr_buf_adds(&t->o, "}\n");
}

static void
json_drop(struct jr_table *t)
{
	struct json *j = t->own;

	jr_buf_release(&j->groups);
	jr_buf_release(&j->paper);
	jr_buf_release(&j->signs);
	free(j->decimals);
	free(j);
}

const struct jr__table_format jr__table_json = {
	.open = json_open,
	.head = json_head,
	.group = json_group,
	.paper = json_paper,
	.sign = json_sign,
	.row = json_row,
	.end = json_end,
	.drop = json_drop,
};
