/* Reports: from the rows of a query to tables. */
#include <string.h>

#include "report_impl.h"

#define SECONDS_MOST 60

static void
make_title(struct jr__frame *l, const char *group, struct jr_buf *out)
{
	struct jr__run *x = l->x;
	const char *sep = ": ";

	jr_buf_adds(out, jr_words(x->j, l->part->title != NULL ? l->part->title : x->r->title));
	if (group != NULL) {
		jr_buf_addf(out, "%s%s", sep, group);
		sep = ", ";
	}
	if (x->v.term_name[0] != '\0')
		jr_buf_addf(out, "%s%s %s", sep, x->v.term_name, x->v.year_name);
	else if (jr_report_takes(x->r, "date")) {
		jr_buf_adds(out, sep);
		jr__add_date(x, out, x->v.date);
	}
}

/* Was the named cell one of those shown? */
static bool
was_shown(const struct jr__frame *l, const char *name)
{
	for (int c = 0; c < l->part->pivot.cells; c++)
		for (int k = 0; k < JR__ELSE; k++)
			if (l->otherwise[c][k] && strcmp(l->part->pivot.cell[c][k], name) == 0)
				return true;
	return false;
}

static void
write_notes(struct jr__frame *l, struct jr_table *t)
{
	const struct jr__sqlfile *f = l->x->r->file;
	const char *school = jr_setting(l->x->j, "school.short_name", NULL);
	struct jr_buf b = JR_BUF_INIT;

	for (size_t i = 0; i < f->entries; i++)
		if (strcmp(f->entry[i].key, "note") == 0 &&
		    f->entry[i].section == l->part->section &&
		    (f->entry[i].name[0] == '\0' || was_shown(l, f->entry[i].name)))
			jr_table_note(t, jr_words(l->x->j, f->entry[i].value));
	/* TRANSLATORS: a date follows. */
	jr_buf_adds(&b, jr_words(l->x->j, N_("As of")));
	jr_buf_addc(&b, ' ');
	jr__add_date(l->x, &b, l->x->v.today);
	if (school != NULL)
		jr_buf_addf(&b, ". %s", school);
	if (!b.failed)
		jr_table_note(t, jr_buf_str(&b));
	jr_buf_release(&b);
}

/* Rows [begin, end) of the layout, and what closes each group. */
static void
write_rows(struct jr__frame *l, const struct jr__result *f, struct jr__shown *n,
    struct jr_table *t, bool grouped)
{
	size_t next, group_begin = l->begin;
	int number = 0;

	for (size_t i = l->begin; i < l->end; i = next) {
		if (i == l->begin || !jr__same_group(l->r, l->part->group, i, i - 1)) {
			if (grouped && i > l->begin)
				jr__footer_write(l, f, group_begin, n, t, true);
			if (grouped)
				jr_table_group(t, jr__at(l->r, i, l->group));
			group_begin = i;
			number = 0;
		}
		for (next = i + 1; next < l->end && jr__same_row(l, i, next); next++)
			;
		jr__shown_fill(l, n, i, next, ++number);
		if (!n->text.failed)
			jr_table_row(t, jr__shown_cells(n, l->cols));
	}
	jr__footer_write(l, f, group_begin, n, t, grouped);
}

/* One table of the rows [begin, end). */
static int
write_table(struct jr__run *x, const struct jr__part *part, const struct jr__result *r,
    const struct jr__result *f, size_t begin, size_t end, bool grouped)
{
	struct jr__frame l = { .x = x, .part = part, .r = r, .begin = begin, .end = end };
	struct jr_buf title = JR_BUF_INIT;
	struct jr__shown n = { 0 };
	struct jr_table *t;
	int rc;

	if ((rc = jr__frame_make(&l)) == JR_OK && !jr__shown_init(&n, l.cols))
		rc = jr__nomem(x->j);
	if (rc == JR_OK) {
		make_title(&l, grouped || begin == end ? NULL : jr__at(r, begin, l.group),
		    &title);
		t = jr_table_new(x->out, x->opts, x->first, jr_buf_str(&title), l.table_col,
		    l.cols);
		if (grouped)
			jr_table_groups(t, part->group, jr__title_of(x, part->section, part->group));
		jr__paper_begin(&l, t);
		write_rows(&l, f, &n, t, grouped);
		write_notes(&l, t);
		jr__paper_sign(&l, t);
		rc = jr_table_end(t);
		x->first = false;
		if (rc == JR_EIO)
			rc = jr__fail(x->j, rc, N_("the output could not be written"));
		else if (rc < 0 || title.failed || n.text.failed)
			rc = jr__nomem(x->j);
	}
	jr__shown_release(&n);
	jr_buf_release(&title);
	jr__frame_release(&l);
	return rc;
}

/* CSV and TSV hold all groups in one table, for others each has its own. */
static int
write_part(struct jr__run *x, const struct jr__part *part, const struct jr__result *r,
    const struct jr__result *f)
{
	int group = jr__result_column(r, part->group), rc = JR_OK;
	size_t begin = 0, end;

	if (group < 0 || r->nrow == 0)
		return write_table(x, part, r, f, 0, r->nrow, false);
	if (x->opts->format == JR_CSV || x->opts->format == JR_TSV)
		return write_table(x, part, r, f, 0, r->nrow, true);
	for (; begin < r->nrow && rc == JR_OK; begin = end) {
		for (end = begin + 1; end < r->nrow &&
		    jr__same_group(r, part->group, begin, end); end++)
			;
		rc = write_table(x, part, r, f, begin, end, false);
	}
	return rc;
}

static int
run_part(struct jr__run *x, const struct jr__part *part)
{
	bool flat = x->opts->format == JR_CSV || x->opts->format == JR_TSV;
	struct jr__result r = { 0 }, f = { 0 };
	int rc;

	if ((rc = jr__result_fetch(x, part->section, &r)) == JR_OK && part->footer >= 0 &&
	    (!flat || x->opts->footers))
		rc = jr__result_fetch(x, part->footer, &f);
	if (rc == JR_OK)
		rc = write_part(x, part, &r, &f);
	jr__result_release(&r);
	jr__result_release(&f);
	return rc;
}

static int
find_part(struct jr__run *x, const char *name, int *out)
{
	struct jr_buf names = JR_BUF_INIT;

	for (*out = 0; *out < x->r->parts; ++*out)
		if (strcmp(x->r->part[*out].name, name) == 0)
			return JR_OK;
	for (int i = 1; i < x->r->parts; i++)
		jr_buf_addf(&names, "%s%s", i > 1 ? ", " : "", x->r->part[i].name);
	if (x->r->parts > 1)
		jr__fail(x->j, JR_EINVAL, N_("the report %s has no part '%s', but %s"), x->r->name,
		    name, jr_buf_str(&names));
	else
		jr__fail(x->j, JR_EINVAL, N_("the report %s has no further parts"), x->r->name);
	jr_buf_release(&names);
	return JR_EINVAL;
}

static int
run_parts(struct jr__run *x)
{
	bool flat = x->opts->format == JR_CSV || x->opts->format == JR_TSV;
	int i = 0, last = flat ? 1 : x->r->parts, rc = JR_OK;

	if (x->q->part != NULL && (rc = find_part(x, x->q->part, &i)) < 0)
		return rc;
	if (x->q->part != NULL)
		last = i + 1;
	for (; i < last && rc == JR_OK; i++)
		rc = run_part(x, &x->r->part[i]);
	if (rc == JR_OK && jr_table_page_end(x->out, x->opts) < 0)
		rc = jr__fail(x->j, JR_EIO, N_("the output could not be written"));
	return rc;
}

int
jr_report_run(struct jr *j, const struct jr_report *r, const struct jr_report_query *q,
    FILE *out, const struct jr_table_opts *opts)
{
	struct jr__run x = {
		.j = j, .r = r, .q = q, .opts = opts, .out = out, .first = true,
		.human = opts->format == JR_TEXT || opts->format == JR_HTML,
		.comma = strcmp(jr_setting(j, "language", "en"), "ru") == 0,
	};
	int rc;

	jr__clear(j);
	if ((rc = jr__report_values(j, r, q, &x.v)) < 0 ||
	    (rc = jr__report_access(j, r, &x.v)) < 0)
		return rc;
	jr_store_limit(j->store, SECONDS_MOST);
	rc = run_parts(&x);
	jr_store_limit(j->store, 0);
	return rc;
}
