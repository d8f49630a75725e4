/* Files of SQL with a header. */
#include <errno.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"
#include "sqlfile.h"

#define BYTES_MOST (1 << 20)
#define BLANK " \t\r"

int
jr__sqlfile_fail(const struct jr__sqlfile *f, struct jr_error *e, int rc, size_t line,
    const char *fmt, ...)
{
	struct jr_error words = { 0 };
	va_list ap;

	va_start(ap, fmt);
	jr_error_setv(&words, rc, fmt, ap);
	va_end(ap);
	if (line == 0)
		return jr_error_set(e, rc, "%s: %s", f->path, words.text);
	return jr_error_set(e, rc, "%s:%zu: %s", f->path, line, words.text);
}

const char *
jr__sqlfile_value(const struct jr__sqlfile *f, int section, const char *key, size_t *line)
{
	for (size_t i = 0; i < f->entries; i++)
		if (f->entry[i].section == section && strcmp(f->entry[i].key, key) == 0) {
			if (line != NULL)
				*line = f->entry[i].line;
			return f->entry[i].value;
		}
	return NULL;
}

void
jr__sqlfile_free(struct jr__sqlfile *f)
{
	if (f == NULL)
		return;
	free(f->path);
	free(f->text);
	free(f->entry);
	free(f->section);
	free(f);
}

static int
read_text(struct jr__sqlfile *f, struct jr_error *e)
{
	struct jr_buf b = JR_BUF_INIT;
	char block[8192];
	FILE *in;
	size_t n;
	bool bad;

	if ((in = fopen(f->path, "re")) == NULL)
		return jr_error_set(e, errno == ENOENT ? JR_ENOTFOUND : JR_EIO, "%s: %s", f->path,
		    strerror(errno));
	while (b.len <= BYTES_MOST && (n = fread(block, 1, sizeof(block), in)) > 0)
		jr_buf_add(&b, block, n);
	bad = ferror(in) != 0;
	fclose(in);
	n = b.len;
	if ((f->text = jr_buf_steal(&b)) == NULL)
		return jr_error_set(e, JR_ENOMEM, N_("out of memory"));
	if (bad)
		return jr_error_set(e, JR_EIO, N_("%s: cannot be read"), f->path);
	if (n > BYTES_MOST)
		return jr_error_set(e, JR_EINVAL, N_("%s: the file is too large"), f->path);
	if (!jr_text_valid(f->text, n) || memchr(f->text, '\0', n) != NULL)
		return jr_error_set(e, JR_EINVAL, N_("%s: the file is not UTF-8 text"), f->path);
	return JR_OK;
}

/* Cut at `end`, and blanks before it. */
static void
cut(char *begin, char *end)
{
	while (end > begin && strchr(BLANK, end[-1]) != NULL)
		end--;
	*end = '\0';
}

static bool
is_word(const char *s)
{
	return s[0] != '\0' && s[strspn(s, "abcdefghijklmnopqrstuvwxyz"
	    "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-")] == '\0';
}

/*
 * Is the line `-- key[ name]: value`?  It is then cut apart.  In a comment of
 * words («-- see also: x») the key has more than one word or is not in small letters.
 */
static bool
take_apart(char *line, char **key, char **name, char **value)
{
	char *colon, *space;

	if (strncmp(line, "--", 2) != 0 || (colon = strchr(line, ':')) == NULL)
		return false;
	*key = line + 2 + strspn(line + 2, BLANK);
	if (*key >= colon || **key < 'a' || **key > 'z')
		return false;
	*value = colon + 1 + strspn(colon + 1, BLANK);
	*colon = '\0';
	cut(*key, colon);
	*name = *key + strlen(*key);
	if ((space = strpbrk(*key, BLANK)) != NULL) {
		*name = space + strspn(space, BLANK);
		if (!is_word(*name)) {
			*colon = ':';
			return false;
		}
		*space = '\0';
	}
	cut(*value, *value + strlen(*value));
	return true;
}

static const struct jr__sqlfile_key *
find_key(const struct jr__sqlfile_key *keys, const char *key)
{
	for (; keys->key != NULL; keys++)
		if (strcmp(keys->key, key) == 0)
			return keys;
	return NULL;
}

static bool
grow(void **array, size_t n, size_t size)
{
	void *more;

	if (n % 16 != 0)
		return true;
	if ((more = realloc(*array, (n + 16) * size)) == NULL)
		return false;
	*array = more;
	return true;
}

static int
begin_section(struct jr__sqlfile *f, const char *key, const char *name, size_t line,
    struct jr_error *e)
{
	void *array = f->section;

	if (!grow(&array, f->sections, sizeof(*f->section)))
		return jr_error_set(e, JR_ENOMEM, N_("out of memory"));
	f->section = array;
	f->section[f->sections++] = (struct jr__sqlfile_section){
		.key = key, .name = name, .sql = "", .line = line,
	};
	return JR_OK;
}

static int
add_entry(struct jr__sqlfile *f, const char *key, const char *name, const char *value,
    size_t line, struct jr_error *e)
{
	void *array = f->entry;

	if (!grow(&array, f->entries, sizeof(*f->entry)))
		return jr_error_set(e, JR_ENOMEM, N_("out of memory"));
	f->entry = array;
	f->entry[f->entries++] = (struct jr__sqlfile_entry){
		.key = key, .name = name, .value = value, .line = line,
		.section = (int)f->sections - 1,
	};
	return JR_OK;
}

static int
header_line(struct jr__sqlfile *f, const struct jr__sqlfile_key *k, const char *key,
    const char *name, const char *value, size_t line, struct jr_error *e)
{
	int rc;

	if (k == NULL)
		return jr__sqlfile_fail(f, e, JR_EINVAL, line, N_("unknown header '%s'"), key);
	if (value[0] == '\0')
		return jr__sqlfile_fail(f, e, JR_EINVAL, line, N_("'%s' has no value"), key);
	if (!k->named && name[0] != '\0')
		return jr__sqlfile_fail(f, e, JR_EINVAL, line, N_("header '%s' takes no name"), key);
	if (k->section && (rc = begin_section(f, key, value, line, e)) < 0)
		return rc;
	return add_entry(f, key, name, value, line, e);
}

/*
 * Each line of the text.  SQL stays where it stands: a section's SQL ends in a NUL
 * where the next section's first line begins.
 */
static int
split(struct jr__sqlfile *f, const struct jr__sqlfile_key *keys, struct jr_error *e)
{
	char *line, *next, *end, *key, *name, *value, *copy;
	struct jr__sqlfile_section *s;
	const struct jr__sqlfile_key *k;
	size_t no = 1;
	bool in_sql = false;
	int rc;

	for (line = f->text; *line != '\0'; line = next, no++) {
		end = strchrnul(line, '\n');
		next = *end == '\0' ? end : end + 1;
		s = &f->section[f->sections - 1];
		if (line[strspn(line, BLANK)] == '\n' || line[strspn(line, BLANK)] == '\0')
			continue;
		if (in_sql && strncmp(line, "--", 2) != 0)
			continue;
		if (strncmp(line, "--", 2) != 0) {
			in_sql = true;
			s->sql = line;
			s->sql_line = no;
			continue;
		}
		if ((copy = strndup(line, (size_t)(end - line))) == NULL)
			return jr_error_set(e, JR_ENOMEM, N_("out of memory"));
		k = take_apart(copy, &key, &name, &value) ? find_key(keys, key) : NULL;
		free(copy);
		if (in_sql && (k == NULL || !k->section))
			continue;
		if (in_sql)
			line[-1] = '\0';
		in_sql = false;
		if (*end == '\n')
			*end = '\0';
		if (keys[0].key != NULL && take_apart(line, &key, &name, &value) &&
		    (rc = header_line(f,
		    find_key(keys, key), key, name, value, no, e)) < 0)
			return rc;
	}
	return JR_OK;
}

int
jr__sqlfile_load(const char *path, const struct jr__sqlfile_key *keys,
    struct jr__sqlfile **out, struct jr_error *e)
{
	struct jr__sqlfile *f;
	int rc;

	*out = NULL;
	if ((f = calloc(1, sizeof(*f))) == NULL || (f->path = strdup(path)) == NULL) {
		free(f);
		return jr_error_set(e, JR_ENOMEM, N_("out of memory"));
	}
	if ((rc = read_text(f, e)) < 0 || (rc = begin_section(f, "", "", 1, e)) < 0 ||
	    (rc = split(f, keys, e)) < 0) {
		jr__sqlfile_free(f);
		return rc;
	}
	*out = f;
	return JR_OK;
}
