/* The workbook: its tabs, and where its parts lie. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "sheet_impl.h"

static int
no_memory(struct jr_error *err)
{
	return jr_error_set(err, JR_ENOMEM, N_("out of memory"));
}

/* --- Relationships --------------------------------------------------------------- */

/* Of one part: what each says goes to found(), with the whole path. */
struct relations {
	const char	*base;		/* the part */
	size_t		 n;
	int		 (*found)(void *arg, const char *id, const char *type, char *path);
	void		*arg;
	struct jr_error	*err;
};

/* The folder of a part, with its '/'; 0 bytes: the root. */
static size_t
folder_of(const char *part)
{
	const char *slash = strrchr(part, '/');

	return slash != NULL ? (size_t)(slash - part) + 1 : 0;
}

/* a/b/ becomes a/ */
static void
up(struct jr_buf *path)
{
	if (path->len == 0)
		return;
	path->data[path->len - 1] = '\0';
	path->len = folder_of(path->data);
	path->data[path->len] = '\0';
}

/* A target as a path from the root of the archive; NULL: no memory. */
static char *
resolve(const char *base, const char *target)
{
	struct jr_buf path = JR_BUF_INIT;
	size_t n;

	if (*target != '/')
		jr_buf_add(&path, base, folder_of(base));
	for (; *target != '\0'; target += n) {
		target += *target == '/';
		n = strcspn(target, "/");
		if (n == 2 && memcmp(target, "..", 2) == 0)
			up(&path);
		else if (n > 0 && !(n == 1 && *target == '.')) {
			jr_buf_add(&path, target, n);
			if (target[n] == '/')
				jr_buf_addc(&path, '/');
		}
	}
	return jr_buf_steal(&path);
}

static int
relation_start(void *arg, const char *name, const char *const *a)
{
	struct relations *r = arg;
	const char *id = sheet_attribute(a, "Id"), *type = sheet_attribute(a, "Type");
	const char *target = sheet_attribute(a, "Target"), *mode = sheet_attribute(a, "TargetMode");
	char *path;
	int rc;

	if (strcmp(name, "Relationship") != 0 || id == NULL || type == NULL || target == NULL ||
	    (mode != NULL && strcmp(mode, "External") == 0))
		return JR_OK;
	if (++r->n > SHEET_ENTRIES_MOST)
		return jr_error_set(r->err, JR_EINVAL,
		    N_("the archive has more than %d files; this is no workbook"),
		    SHEET_ENTRIES_MOST);
	if ((path = resolve(r->base, target)) == NULL)
		return no_memory(r->err);
	if ((rc = r->found(r->arg, id, type + folder_of(type), path)) < 0)
		free(path);
	return rc == JR_ENOMEM ? no_memory(r->err) : JR_OK;
}

static int
read_relations(struct sheet_package *p, struct relations *r)
{
	static const struct sheet_xml does = { .start = relation_start };
	struct jr_buf part = JR_BUF_INIT;
	size_t folder = folder_of(r->base);
	int rc;

	jr_buf_add(&part, r->base, folder);
	jr_buf_addf(&part, "_rels/%s.rels", r->base + folder);
	rc = part.failed ? no_memory(r->err) :
	    sheet_xml_read(p, jr_buf_str(&part), &does, r, r->err);
	jr_buf_release(&part);
	return rc;
}

/* --- Tabs ----------------------------------------------------------------------- */

struct tabs {
	struct sheet_book *book;
	bool	 seen;		/* this is a workbook */
	struct jr_error *err;
};

static int
add_sheet(struct tabs *t, const char *const *a)
{
	const char *name = sheet_attribute(a, "name"), *rel = sheet_attribute_rel(a, "id");
	const char *state = sheet_attribute(a, "state");
	struct sheet_book *b = t->book;
	struct sheet_part *s;

	if (b->sheets == SHEET_SHEETS_MOST)
		return jr_error_set(t->err, JR_EINVAL,
		    N_("the workbook has more than %d sheets, the most that is read"),
		    SHEET_SHEETS_MOST);
	if ((s = realloc(b->sheet, (b->sheets + 1) * sizeof(*s))) == NULL)
		return no_memory(t->err);
	b->sheet = s;
	s += b->sheets++;
	s->path = NULL;
	s->rel = strdup(rel != NULL ? rel : "");
	s->tab.name = strdup(name != NULL ? name : "");
	s->tab.kind = state == NULL || strcmp(state, "visible") == 0 ? SHEET_VISIBLE : SHEET_HIDDEN;
	return s->rel != NULL && s->tab.name != NULL ? JR_OK : no_memory(t->err);
}

static int
workbook_start(void *arg, const char *name, const char *const *a)
{
	struct tabs *t = arg;

	if (strcmp(name, "workbook") == 0)
		t->seen = true;
	else if (strcmp(name, "workbookPr") == 0)
		t->book->from1904 = sheet_attribute_on(a, "date1904");
	else if (strcmp(name, "sheet") == 0)
		return add_sheet(t, a);
	return JR_OK;
}

/* Takes the path over, unless it fails. */
static int
found_part(void *arg, const char *id, const char *type, char *path)
{
	struct sheet_book *b = arg;
	char **to = NULL;

	if (strcmp(type, "sharedStrings") == 0)
		to = &b->strings;
	else if (strcmp(type, "styles") == 0)
		to = &b->styles;
	else if (strcmp(type, "worksheet") == 0)
		for (size_t i = 0; i < b->sheets && to == NULL; i++)
			if (strcmp(b->sheet[i].rel, id) == 0)
				to = &b->sheet[i].path;
	if (to == NULL || *to != NULL)
		return JR_EINVAL;
	*to = path;
	return JR_OK;
}

static int
found_workbook(void *arg, const char *id, const char *type, char *path)
{
	char **out = arg;

	(void)id;
	if (strcmp(type, "officeDocument") != 0 || *out != NULL)
		return JR_EINVAL;
	*out = path;
	return JR_OK;
}

static bool
ends(const char *s, const char *with)
{
	size_t n = strlen(s), m = strlen(with);

	return n >= m && strcmp(s + n - m, with) == 0;
}

static int
read_tabs(struct sheet_book *b, const char *part, struct jr_error *err)
{
	static const struct sheet_xml does = { .start = workbook_start };
	struct relations r = { .base = part, .found = found_part, .arg = b, .err = err };
	struct tabs t = { .book = b, .err = err };
	int rc;

	if (ends(part, ".bin"))
		return jr_error_set(err, JR_EINVAL, N_("this is a binary workbook (XLSB); "
		    "save it as XLSX or CSV"));
	if ((rc = sheet_xml_read(b->package, part, &does, &t, err)) < 0)
		return rc;
	if (!t.seen)
		return jr_error_set(err, JR_EINVAL, N_("this is no workbook (XLSX)"));
	if ((rc = read_relations(b->package, &r)) < 0)
		return rc;
	for (size_t i = 0; i < b->sheets; i++)
		if (b->sheet[i].path == NULL)
			b->sheet[i].tab.kind = SHEET_OTHER;
	return JR_OK;
}

static int
read_book(struct sheet_book *b, struct jr_error *err)
{
	char *part = NULL;
	struct relations r = { .base = "", .found = found_workbook, .arg = &part, .err = err };
	int rc;

	if ((rc = read_relations(b->package, &r)) == JR_OK)
		rc = part != NULL ? read_tabs(b, part, err) :
		    jr_error_set(err, JR_EINVAL, N_("this is no workbook (XLSX)"));
	free(part);
	return rc;
}

int
sheet_open(struct sheet_book **out, FILE *in, struct jr_error *err)
{
	struct sheet_book *b;
	int rc;

	*out = NULL;
	if ((b = calloc(1, sizeof(*b))) == NULL)
		return no_memory(err);
	if ((rc = sheet_package_open(&b->package, in, err)) == JR_OK)
		rc = read_book(b, err);
	if (rc == JR_OK)
		*out = b;
	else
		sheet_close(b);
	return rc;
}

void
sheet_close(struct sheet_book *b)
{
	if (b == NULL)
		return;
	for (size_t i = 0; i < b->sheets; i++) {
		free((char *)b->sheet[i].tab.name);
		free(b->sheet[i].rel);
		free(b->sheet[i].path);
	}
	free(b->sheet);
	free(b->strings);
	free(b->styles);
	free(b->string);
	free(b->format);
	jr_buf_release(&b->text);
	sheet_package_close(b->package);
	free(b);
}

/* --- Looking up ----------------------------------------------------------------- */

size_t
sheet_count(const struct sheet_book *b)
{
	return b->sheets;
}

const struct sheet_tab *
sheet_at(const struct sheet_book *b, size_t i)
{
	assert(i < b->sheets);
	return &b->sheet[i].tab;
}

/* How many tabs have the matching key; *out is the last of them. */
static int
find_alike(const struct sheet_book *b, const char *name, size_t *out, size_t *found)
{
	struct jr_buf want = JR_BUF_INIT, key = JR_BUF_INIT;
	int rc;

	*found = 0;
	rc = jr_text_match(&want, name, strlen(name));
	for (size_t i = 0; i < b->sheets && rc == JR_OK; i++) {
		const char *tab = b->sheet[i].tab.name;

		jr_buf_clear(&key);
		rc = jr_text_match(&key, tab, strlen(tab));
		if (rc == JR_OK && strcmp(jr_buf_str(&key), jr_buf_str(&want)) == 0) {
			*out = i;
			++*found;
		}
	}
	if (want.failed || key.failed)
		rc = JR_ENOMEM;
	jr_buf_release(&want);
	jr_buf_release(&key);
	return rc;
}

int
sheet_find(const struct sheet_book *b, const char *what, size_t *out, struct jr_error *err)
{
	size_t found;
	long number;

	*out = 0;
	for (size_t i = 0; i < b->sheets; i++)
		if (strcmp(b->sheet[i].tab.name, what) == 0) {
			*out = i;
			return JR_OK;
		}
	if (find_alike(b, what, out, &found) == JR_ENOMEM)
		return no_memory(err);
	if (found == 1)
		return JR_OK;
	number = sheet_number(what, (long)b->sheets);
	if (number < 1)
		return jr_error_set(err, JR_ENOTFOUND, N_("there is no sheet '%s'; see --list"), what);
	*out = (size_t)number - 1;
	return JR_OK;
}
