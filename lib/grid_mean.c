/* The means of a sheet beside those of the journal. */
#include <ctype.h>
#include <string.h>

#include "grid_impl.h"
#include "term.h"

/* The lessons that a mean stands for: from the mean before it on. */
struct span {
	char	 from[JR_DATE_SIZE], to[JR_DATE_SIZE];
};

static bool
span_of(const struct jr_grid *g, size_t mean, struct span *out)
{
	jr_day from = INT32_MAX, to = INT32_MIN;

	for (size_t i = mean; i > 0 && g->column[i - 1].kind == JR_GRID_LESSON; i--) {
		jr_day day = g->column[i - 1].day;

		from = day < from ? day : from;
		to = day > to ? day : to;
	}
	if (from > to)
		return false;
	jr_date_format(from, out->from);
	jr_date_format(to, out->to);
	return true;
}

/* 4  4,3  4.25  4.333333: up to two decimals, as it rounds; false: no number. */
static bool
read_mean(const char *s, int64_t *value, int64_t *scale)
{
	*value = 0;
	*scale = 1;
	if (!isdigit((unsigned char)*s))
		return false;
	for (; isdigit((unsigned char)*s) && *value < 1000000; s++)
		*value = 10 * *value + *s - '0';
	if (*s != '.' && *s != ',')
		return *s == '\0';
	for (s++; isdigit((unsigned char)*s) && *scale < 100; s++, *scale *= 10)
		*value = 10 * *value + *s - '0';
	*value += isdigit((unsigned char)*s) && *s >= '5';
	return s[strspn(s, "0123456789")] == '\0';
}

static int
sum_up(struct jr *j, const struct jr__course *c, const struct span *s, int64_t student_id,
    struct jr_mean *out)
{
	struct jr_stmt *st;
	int rc;

	*out = (struct jr_mean){ 0 };
	rc = jr__first(j, JR_SQL_GRID_MEAN, JR_PARAMS(JR_P_INT("course_id", c->id),
	    JR_P_TEXT("from", s->from), JR_P_TEXT("to", s->to),
	    JR_P_INT("student_id", student_id)), &st);
	if (rc != JR_OK)
		return rc < 0 ? rc : JR_OK;
	out->sum = jr_stmt_int(st, 0);
	out->weight = jr_stmt_int(st, 1);
	jr_stmt_reset(st);
	return JR_OK;
}

static void
say_mean(struct jr__grid_run *r, const struct jr_grid_row *row, size_t field, const char *cell,
    const struct jr_mean *mean)
{
	int64_t of = jr_mean_hundredths(mean);
	struct jr_error e = { 0 };

	if (of < 0)
		jr_error_set(&e, JR_EINVAL, N_("the sheet has the mean %s, the journal no marks"),
		    cell);
	else
		jr_error_set(&e, JR_EINVAL, N_("the sheet has the mean %s, the journal %lld.%02lld "
		    "(weighted by the type of work)"), cell, (long long)(of / 100),
		    (long long)(of % 100));
	r->done->means++;
	r->said(r->arg, false, row->line, field + 1, e.text);
}

static int
check_row(struct jr__grid_run *r, size_t i, size_t field, const struct span *s)
{
	const struct jr_grid_row *row = &r->g->row[i];
	const char *cell = jr_grid_cell(r->g, row, field);
	struct jr_mean mean;
	int64_t value, scale;
	int rc;

	if (r->student[i] == 0 || !read_mean(cell, &value, &scale))
		return JR_OK;
	if ((rc = sum_up(r->j, r->course, s, r->student[i], &mean)) < 0)
		return rc;
	if (mean.weight == 0 ||
	    jr_half_up(mean.sum * scale, mean.weight) != value)
		say_mean(r, row, field, cell, &mean);
	return JR_OK;
}

int
jr__grid_check_means(struct jr__grid_run *r)
{
	struct span s;
	int rc = jr__settle(r->j);

	for (size_t i = 0; i < r->g->columns && rc == JR_OK; i++) {
		if (r->g->column[i].kind != JR_GRID_MEAN || !span_of(r->g, i, &s))
			continue;
		for (size_t k = 0; k < r->g->rows && rc == JR_OK; k++)
			rc = check_row(r, k, r->g->column[i].field, &s);
	}
	return rc;
}
