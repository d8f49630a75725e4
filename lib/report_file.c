/* Reports: a file is parsed, and what it says of itself. */
#include <stdlib.h>
#include <string.h>

#include "report_impl.h"

static const struct jr__sqlfile_key keys[] = {
	{ "report", false, false }, { "title", false, false }, { "scope", false, false },
	{ "params", false, false }, { "reads", false, false }, { "with", false, false },
	{ "group", false, false },
	{ "numbered", false, false }, { "pivot", false, false }, { "join", false, false },
	{ "column", true, false }, { "note", true, false }, { "message", false, false },
	{ "integers", false, false }, { "tenths", false, false },
	{ "hundredths", false, false }, { "dates", false, false },
	{ "months", false, false }, { "words", false, false },
	{ "chart", false, false }, { "sign", true, false },
	{ "part", false, true }, { "footer", false, true },
	{ NULL, false, false }
};

static const char *const params[] = {
	"class", "grade", "student", "teacher", "subject", "course", "term", "week", "from", "to",
	"date", NULL
};

static const char *const scopes[] = { "class", "course", "student", "school", NULL };

static const char *const reads[] = { "mark", "term_mark", "attendance", NULL };

/* --- Words of a header's value ------------------------------------------------- */

/* The next word of *s, cut at `size`; false: no more. */
static bool
next_word(const char **s, char *out, size_t size)
{
	size_t n;

	*s += strspn(*s, " \t,");
	n = strcspn(*s, " \t,");
	if (n == 0)
		return false;
	memcpy(out, *s, n < size ? n : size - 1);
	out[n < size ? n : size - 1] = '\0';
	*s += n;
	return true;
}

static bool
has_word(const char *list, const char *word)
{
	char w[JR__NAME];

	while (list != NULL && next_word(&list, w, sizeof(w)))
		if (strcmp(w, word) == 0)
			return true;
	return false;
}

static bool
is_one_of(const char *const *words, const char *word)
{
	for (; *words != NULL; words++)
		if (strcmp(*words, word) == 0)
			return true;
	return false;
}

/* --- Parsing ------------------------------------------------------------------------ */

static int
parse_types(struct jr_report *r, struct jr_error *e)
{
	static const struct { const char *key; enum jr__type type; } types[] = {
		{ "integers", JR__INTEGER }, { "tenths", JR__TENTHS },
		{ "hundredths", JR__HUNDREDTHS }, { "dates", JR__DATE },
		{ "months", JR__MONTH }, { "words", JR__WORD },
	};
	const struct jr__sqlfile *f = r->file;

	for (size_t i = 0; i < f->entries; i++)
		for (size_t k = 0; k < sizeof(types) / sizeof(types[0]); k++) {
			const char *list = f->entry[i].value;

			if (strcmp(f->entry[i].key, types[k].key) != 0)
				continue;
			while (r->ntyped < JR__TYPED &&
			    next_word(&list, r->typed[r->ntyped].name, JR__NAME))
				r->typed[r->ntyped++].type = types[k].type;
			if (r->ntyped == JR__TYPED)
				return jr__sqlfile_fail(f, e, JR_EINVAL, f->entry[i].line,
				    N_("more than %d columns have a type"), JR__TYPED - 1);
		}
	return JR_OK;
}

/* "mark|running" */
static bool
parse_cell(const char *word, char cell[JR__ELSE][JR__NAME])
{
	size_t n;

	for (int i = 0; i < JR__ELSE; i++) {
		n = strcspn(word, "|");
		if (n == 0 || n >= JR__NAME)
			return false;
		memcpy(cell[i], word, n);
		cell[i][n] = '\0';
		if (word[n] == '\0')
			return true;
		word += n + 1;
	}
	return false;
}

/* "student x subject : mark|running" */
static bool
parse_pivot(const char *s, struct jr__pivot *p)
{
	char word[JR__ELSE * JR__NAME];

	if (!next_word(&s, p->row, sizeof(p->row)) ||
	    !next_word(&s, word, sizeof(word)) || strcmp(word, "x") != 0 ||
	    !next_word(&s, p->column, sizeof(p->column)) ||
	    !next_word(&s, word, sizeof(word)) || strcmp(word, ":") != 0)
		return false;
	while (p->cells < JR__CELLS && next_word(&s, word, sizeof(word)))
		if (!parse_cell(word, p->cell[p->cells++]))
			return false;
	return p->cells > 0 && !next_word(&s, word, sizeof(word));
}

static int
parse_part(struct jr_report *r, int section, struct jr_error *e)
{
	const struct jr__sqlfile *f = r->file;
	const struct jr__sqlfile_section *s = &f->section[section];
	struct jr__part *p;
	const char *pivot;
	size_t line;

	if (r->parts == JR__PARTS)
		return jr__sqlfile_fail(f, e, JR_EINVAL, s->line,
		    N_("a report has at most %d parts"), JR__PARTS);
	p = &r->part[r->parts++];
	p->section = section;
	p->footer = -1;
	p->name = s->name;
	p->title = jr__sqlfile_value(f, section, "title", NULL);
	p->group = jr__sqlfile_value(f, section, "group", NULL);
	p->join = jr__sqlfile_value(f, section, "join", NULL);
	p->numbered = jr__sqlfile_value(f, section, "numbered", NULL) != NULL;
	pivot = jr__sqlfile_value(f, section, "pivot", &line);
	if (pivot != NULL && !parse_pivot(pivot, &p->pivot))
		return jr__sqlfile_fail(f, e, JR_EINVAL, line,
		    N_("a pivot reads 'ROW x COLUMN : CELL', not '%s'"), pivot);
	return JR_OK;
}

static int
parse_sections(struct jr_report *r, struct jr_error *e)
{
	const struct jr__sqlfile *f = r->file;
	int rc;

	for (int i = 0; i < (int)f->sections; i++) {
		const struct jr__sqlfile_section *s = &f->section[i];
		bool footer = strcmp(s->key, "footer") == 0;

		if (s->sql_line == 0)
			return jr__sqlfile_fail(f, e, JR_EINVAL, s->line, N_("there is no query"));
		if (!footer && (rc = parse_part(r, i, e)) < 0)
			return rc;
		if (footer)
			r->part[r->parts - 1].footer = i;
	}
	return JR_OK;
}

static int
check_words(struct jr_report *r, const char *key, const char *list,
    const char *const *known, struct jr_error *e)
{
	char word[JR__NAME];
	size_t line = 0;

	jr__sqlfile_value(r->file, 0, key, &line);
	while (list != NULL && next_word(&list, word, sizeof(word)))
		if (!is_one_of(known, word))
			return jr__sqlfile_fail(r->file, e, JR_EINVAL, line,
			    N_("'%s' is not allowed in '%s'"), word, key);
	return JR_OK;
}

static int
parse_head(struct jr_report *r, struct jr_error *e)
{
	const struct jr__sqlfile *f = r->file;
	int rc;

	r->name = jr__sqlfile_value(f, 0, "report", NULL);
	r->title = jr__sqlfile_value(f, 0, "title", NULL);
	r->scope = jr__sqlfile_value(f, 0, "scope", NULL);
	r->params = jr__sqlfile_value(f, 0, "params", NULL);
	r->reads = jr__sqlfile_value(f, 0, "reads", NULL);
	if (r->name == NULL || r->title == NULL)
		return jr__sqlfile_fail(f, e, JR_EINVAL, 1,
		    N_("a report begins with its '-- report: NAME' and '-- title: TEXT'"));
	if ((rc = check_words(r, "scope", r->scope, scopes, e)) < 0 ||
	    (rc = check_words(r, "params", r->params, params, e)) < 0 ||
	    (rc = check_words(r, "reads", r->reads, reads, e)) < 0)
		return rc;
	if (r->scope == NULL)
		r->scope = "school";
	if (r->reads == NULL)
		r->reads = "mark term_mark attendance";
	return JR_OK;
}

static int
add_common(struct jr_report *r, const char *const *folders, const char *name,
    struct jr_buf *out, struct jr_error *e)
{
	static const struct jr__sqlfile_key none[] = { { NULL, false, false } };
	struct jr_buf path = JR_BUF_INIT;
	struct jr__sqlfile *f = NULL;
	size_t line = 0;
	int rc = JR_ENOTFOUND;

	for (; *folders != NULL && rc == JR_ENOTFOUND; folders++) {
		jr_buf_clear(&path);
		jr_error_clear(e);
		jr_buf_addf(&path, "%s/common/%s.sql", *folders, name);
		rc = path.failed ? jr_error_set(e, JR_ENOMEM, N_("out of memory")) :
		    jr__sqlfile_load(jr_buf_str(&path), none, &f, e);
	}
	if (rc == JR_ENOTFOUND) {
		jr_error_clear(e);
		jr__sqlfile_value(r->file, 0, "with", &line);
		rc = jr__sqlfile_fail(r->file, e, JR_EINVAL, line,
		    N_("there is no common/%s.sql"), name);
	}
	if (rc == JR_OK)
		jr_buf_addf(out, "%s%s", out->len > 0 ? ",\n" : "", f->section[0].sql);
	jr__sqlfile_free(f);
	jr_buf_release(&path);
	return rc;
}

static int
load_common(struct jr_report *r, const char *const *folders, struct jr_error *e)
{
	const char *list = jr__sqlfile_value(r->file, 0, "with", NULL);
	struct jr_buf b = JR_BUF_INIT;
	char name[JR__NAME];
	int rc = JR_OK;

	while (rc == JR_OK && list != NULL && next_word(&list, name, sizeof(name)))
		rc = add_common(r, folders, name, &b, e);
	r->with = jr_buf_steal(&b);
	if (rc == JR_OK && r->with == NULL)
		rc = jr_error_set(e, JR_ENOMEM, N_("out of memory"));
	return rc;
}

/* A query that does not look at scope would show what the actor may not see. */
static int
check_scope(const struct jr_report *r, struct jr_error *e)
{
	for (int i = 0; i < (int)r->file->sections; i++)
		if (strstr(r->file->section[i].sql, "scope") == NULL &&
		    strstr(r->with, "scope") == NULL)
			return jr__sqlfile_fail(r->file, e, JR_EINVAL, r->file->section[i].sql_line,
			    N_("the query must join scope (id), what may be looked at"));
	return JR_OK;
}

void
jr__report_free(struct jr_report *r)
{
	if (r == NULL)
		return;
	jr__sqlfile_free(r->file);
	free(r->with);
	free(r);
}

int
jr__report_load(const char *path, const char *const *folders, struct jr_report **out,
    struct jr_error *e)
{
	struct jr_report *r;
	int rc;

	*out = NULL;
	if ((r = calloc(1, sizeof(*r))) == NULL)
		return jr_error_set(e, JR_ENOMEM, N_("out of memory"));
	if ((rc = jr__sqlfile_load(path, keys, &r->file, e)) < 0 ||
	    (rc = parse_head(r, e)) < 0 || (rc = parse_types(r, e)) < 0 ||
	    (rc = parse_sections(r, e)) < 0 || (rc = load_common(r, folders, e)) < 0 ||
	    (rc = check_scope(r, e)) < 0 || (rc = jr__paper_check(r, e)) < 0) {
		jr__report_free(r);
		return rc;
	}
	*out = r;
	return JR_OK;
}

/* --- What a report is ---------------------------------------------------------------- */

const char *
jr_report_name(const struct jr_report *r)
{
	return r->name;
}

const char *
jr_report_title(const struct jr_report *r)
{
	return r->title;
}

const char *
jr_report_scope(const struct jr_report *r)
{
	return r->scope;
}

bool
jr_report_takes(const struct jr_report *r, const char *param)
{
	return has_word(r->params, param);
}

bool
jr_report_column(const struct jr_report *r, size_t i, const char **name, const char **title)
{
	const struct jr__sqlfile *f = r->file;

	for (size_t k = 0; k < f->entries; k++)
		if (strcmp(f->entry[k].key, "column") == 0 && i-- == 0) {
			*name = f->entry[k].name;
			*title = f->entry[k].value;
			return true;
		}
	return false;
}

const char *
jr_report_part(const struct jr_report *r, size_t i, const char **title)
{
	*title = NULL;
	if (i + 1 >= (size_t)r->parts)
		return NULL;
	*title = r->part[i + 1].title;
	return r->part[i + 1].name;
}

enum jr__type
jr__report_type(const struct jr_report *r, const char *column)
{
	for (int i = 0; i < r->ntyped; i++)
		if (strcmp(r->typed[i].name, column) == 0)
			return r->typed[i].type;
	return JR__TEXT;
}

const char *
jr__report_column_title(const struct jr_report *r, int section, const char *column)
{
	const struct jr__sqlfile *f = r->file;
	const char *any = NULL;

	for (size_t i = 0; i < f->entries; i++) {
		if (strcmp(f->entry[i].key, "column") != 0 || strcmp(f->entry[i].name, column) != 0)
			continue;
		if (f->entry[i].section == section)
			return f->entry[i].value;
		if (any == NULL)
			any = f->entry[i].value;
	}
	return any;
}
