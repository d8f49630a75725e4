/*
 * Reports: what a paper has besides its table: the school and the period above, a
 * chart, lines to sign on.
 */
#include "report_impl.h"

/* As people write it, in every format: it is no value. */
static void
add_period(struct jr__run *x, struct jr_buf *out)
{
	struct jr__run human = *x;

	human.human = true;
	if (x->v.from[0] == '\0' || x->v.to[0] == '\0')
		return;
	jr__add_date(&human, out, x->v.from);
	if (strcmp(x->v.from, x->v.to) != 0) {
		jr_buf_adds(out, " – ");
		jr__add_date(&human, out, x->v.to);
	}
}

/* The word behind "x=" or "y=", names of y between commas made words. */
static const char *
word_of(const char *chart, const char *key, char *out, size_t size)
{
	const char *at = strstr(chart, key);
	size_t n;

	if (at == NULL)
		return NULL;
	at += strlen(key);
	n = strcspn(at, " ");
	snprintf(out, size, "%.*s", (int)n, at);
	for (char *s = out; *s != '\0'; s++)
		if (*s == ',')
			*s = ' ';
	return out;
}

void
jr__paper_begin(struct jr__frame *f, struct jr_table *t)
{
	struct jr__run *x = f->x;
	const char *chart = jr__sqlfile_value(x->r->file, f->part->section, "chart", NULL);
	char kind[JR__NAME], along[JR__NAME], values[4 * JR__NAME];
	struct jr_buf period = JR_BUF_INIT;
	struct jr_paper paper = { .school = jr_setting(x->j, "school.name", NULL),
	    .day = x->v.today, .follow = f->part->section > 0 };

	add_period(x, &period);
	paper.period = jr_buf_str(&period);
	if (f->part->section > 0)
		paper.school = paper.period = NULL;
	if (chart != NULL) {
		snprintf(kind, sizeof(kind), "%.*s", (int)strcspn(chart, " "), chart);
		paper.chart = kind;
		paper.chart_x = word_of(chart, " x=", along, sizeof(along));
		paper.chart_y = word_of(chart, " y=", values, sizeof(values));
	}
	jr_table_paper(t, &paper);
	jr_buf_release(&period);
}

void
jr__paper_sign(struct jr__frame *f, struct jr_table *t)
{
	const struct jr__sqlfile *file = f->x->r->file;

	for (size_t i = 0; i < file->entries; i++)
		if (strcmp(file->entry[i].key, "sign") == 0 &&
		    file->entry[i].section == f->part->section)
			jr_table_sign(t, jr_words(f->x->j, file->entry[i].value),
			    strcmp(file->entry[i].name, "director") == 0 ?
			    jr_setting(f->x->j, "school.director", NULL) : NULL);
}

static bool
is_kind(const char *chart)
{
	size_t n = strcspn(chart, " ");

	return (n == 4 && (strncmp(chart, "bars", 4) == 0 || strncmp(chart, "line", 4) == 0 ||
	    strncmp(chart, "heat", 4) == 0)) && strlen(chart) < 4 * JR__NAME;
}

int
jr__paper_check(const struct jr_report *r, struct jr_error *e)
{
	const struct jr__sqlfile *f = r->file;

	for (size_t i = 0; i < f->entries; i++)
		if (strcmp(f->entry[i].key, "chart") == 0 && !is_kind(f->entry[i].value))
			return jr__sqlfile_fail(f, e, JR_EINVAL, f->entry[i].line,
			    N_("a chart reads 'bars|line|heat x=COLUMN y=COLUMN,COLUMN', not '%s'"),
			    f->entry[i].value);
	return JR_OK;
}
