/* The students of a course, by name. */
#include "grid_student.h"

#include <string.h>

#define SEVERAL (-1)

void
jr__grid_students_release(struct jr__grid_students *s)
{
	jr_map_free(s->key);
	jr_map_free(s->id);
	jr_buf_release(&s->room);
	jr_buf_release(&s->text);
	*s = (struct jr__grid_students){ 0 };
}

const char *
jr__grid_student_text(const struct jr__grid_students *s, size_t at)
{
	return s->text.data + at;
}

struct jr__grid_student *
jr__grid_student_of(const struct jr__grid_students *s, int64_t id)
{
	int64_t at;

	return jr_map_get(s->id, &id, sizeof(id), &at) ? &s->student[at] : NULL;
}

/* --- Names ----------------------------------------------------------------------- */

/* A name for comparing: as it matches, full stops and commas as blanks, single ones,
 * none around a hyphen. */
static int
name_key(const char *name, struct jr_buf *key)
{
	struct jr_buf raw = JR_BUF_INIT;
	int rc = jr_text_match(&raw, name, strlen(name));

	jr_buf_clear(key);
	for (size_t i = 0; rc == JR_OK && i < raw.len; i++) {
		char c = raw.data[i], last = key->len > 0 ? key->data[key->len - 1] : ' ';

		c = c == '.' || c == ',' ? ' ' : c;
		if (c == ' ' && (last == ' ' || last == '-'))
			continue;
		if (c == '-' && key->len > 0 && last == ' ')
			key->len--;
		jr_buf_addc(key, c);
	}
	while (key->len > 0 && key->data[key->len - 1] == ' ')
		key->data[--key->len] = '\0';
	if (raw.failed || key->failed)
		rc = JR_ENOMEM;
	jr_buf_release(&raw);
	return rc;
}

static int
put_form(struct jr__grid_students *s, const struct jr_buf *form, struct jr_buf *key,
    int64_t place)
{
	int64_t at;

	if (form->failed || name_key(jr_buf_str(form), key) == JR_ENOMEM)
		return JR_ENOMEM;
	if (jr_map_get(s->key, jr_buf_str(key), key->len, &at) && at != place)
		place = SEVERAL;
	return jr_map_put(s->key, jr_buf_str(key), key->len, place) ? JR_OK : JR_ENOMEM;
}

/* All forms in which a teacher writes a name. */
static int
put_forms(struct jr__grid_students *s, int64_t place)
{
	const char *surname = jr__grid_student_text(s, s->student[place].surname);
	const char *given = jr__grid_student_text(s, s->student[place].given);
	const char *patronymic = jr__grid_student_text(s, s->student[place].patronymic);
	struct jr_buf g = JR_BUF_INIT, p = JR_BUF_INIT, form = JR_BUF_INIT, key = JR_BUF_INIT;
	const char *forms[7][3] = { 0 };
	int rc = JR_OK;

	jr_text_initial(&g, given, strlen(given));
	jr_text_initial(&p, patronymic, strlen(patronymic));
	for (int i = 0; i < 7; i++)
		forms[i][0] = surname;
	forms[1][1] = forms[2][1] = jr_buf_str(&g);
	forms[2][2] = forms[4][2] = jr_buf_str(&p);
	forms[3][1] = forms[4][1] = forms[5][1] = given;
	forms[5][2] = patronymic;
	forms[6][0] = given;
	forms[6][1] = surname;
	for (int i = 0; i < 7 && rc == JR_OK; i++) {
		jr_buf_clear(&form);
		for (int k = 0; k < 3 && forms[i][k] != NULL; k++)
			jr_buf_addf(&form, "%s ", forms[i][k]);
		rc = put_form(s, &form, &key, place);
	}
	jr_buf_release(&g);
	jr_buf_release(&p);
	jr_buf_release(&form);
	jr_buf_release(&key);
	return rc;
}

/* --- Loading ----------------------------------------------------------------------- */

static size_t
keep(struct jr_buf *b, const char *text)
{
	size_t at = b->len;

	jr_buf_add(b, text, strlen(text) + 1);
	return at;
}

static int
add_student(struct jr *j, struct jr_stmt *st, void *arg)
{
	struct jr__grid_students *s = arg;
	struct jr__grid_student one = { .id = jr_stmt_int(st, 0) };
	const char *surname = jr_stmt_text(st, 2), *given = jr_stmt_text(st, 3);
	const char *patronymic = jr_stmt_text(st, 4);
	int64_t at = (int64_t)s->n++;

	patronymic = patronymic == NULL ? "" : patronymic;
	one.number = keep(&s->text, jr_stmt_text(st, 1));
	one.surname = keep(&s->text, surname);
	one.given = keep(&s->text, given);
	one.patronymic = keep(&s->text, patronymic);
	one.name = s->text.len;
	jr_buf_addf(&s->text, "%s %s%s%s", surname, given, *patronymic == '\0' ? "" : " ",
	    patronymic);
	jr_buf_addc(&s->text, '\0');
	jr_buf_add(&s->room, &one, sizeof(one));
	if (s->text.failed || s->room.failed ||
	    !jr_map_put(s->id, &one.id, sizeof(one.id), at))
		return jr__nomem(j);
	return JR_OK;
}

int
jr__grid_students(struct jr *j, const struct jr__course *c, const char *from, const char *to,
    struct jr__grid_students *out)
{
	int rc;

	*out = (struct jr__grid_students){ 0 };
	if ((out->id = jr_map_new()) == NULL)
		return jr__nomem(j);
	rc = jr__each(j, JR_SQL_GRID_STUDENTS, JR_PARAMS(JR_P_INT("course_id", c->id),
	    JR_P_TEXT("from", from), JR_P_TEXT("to", to)), add_student, out);
	out->student = (struct jr__grid_student *)(void *)out->room.data;
	return rc;
}

/* --- Finding ----------------------------------------------------------------------- */

/* The one with this name as it matches, or SEVERAL; false: none.  Forms of names are
 * made when first asked for: a sheet of ours gives numbers. */
static int
look_up(struct jr *j, struct jr__grid_students *s, const struct jr_buf *key, int64_t *at,
    bool *found)
{
	int rc = JR_OK;

	*found = false;
	if (s->key == NULL) {
		if ((s->key = jr_map_new()) == NULL)
			return jr__nomem(j);
		for (size_t i = 0; i < s->n && rc == JR_OK; i++)
			rc = put_forms(s, (int64_t)i);
	}
	if (rc < 0)
		return jr__nomem(j);
	*found = jr_map_get(s->key, jr_buf_str(key), key->len, at);
	return JR_OK;
}

/* Is this name, among others perhaps, one of his? */
static bool
name_is_of(const struct jr__grid_students *s, const struct jr__grid_student *one,
    const struct jr_buf *key)
{
	struct jr_buf full = JR_BUF_INIT;
	const char *name = jr__grid_student_text(s, one->name), *word = jr_buf_str(key);
	bool is = name_key(name, &full) == JR_OK;
	const char *p = jr_buf_str(&full);
	size_t n;

	/* Each word is his next one, or begins it with a single letter. */
	for (; is && *word != '\0'; word += n + (word[n] == ' ')) {
		size_t own = strcspn(p, " ");

		n = strcspn(word, " ");
		is = (n == own && memcmp(word, p, n) == 0) ||
		    (n < own && jr_text_width(word, n) == 1 && memcmp(word, p, n) == 0) ||
		    (memchr(word, '-', n) != NULL && n < own && word[0] == p[0]);
		p += own + (p[own] == ' ');
	}
	jr_buf_release(&full);
	return is;
}

static int
say_several(struct jr *j, const struct jr__grid_students *s, const struct jr_buf *key,
    const char *name)
{
	struct jr_buf list = JR_BUF_INIT;
	int rc;

	for (size_t i = 0; i < s->n; i++)
		if (name_is_of(s, &s->student[i], key))
			jr_buf_addf(&list, "%s%s (%s)", list.len > 0 ? ", " : "",
			    jr__grid_student_text(s, s->student[i].number),
			    jr__grid_student_text(s, s->student[i].name));
	rc = jr__fail(j, JR_EINVAL, N_("'%s' fits several students: %s; give the number"), name,
	    jr_buf_str(&list));
	jr_buf_release(&list);
	return rc;
}

static int
find_name(struct jr *j, struct jr__grid_students *s, const char *name,
    struct jr__grid_student **out)
{
	struct jr_buf key = JR_BUF_INIT;
	bool found = false;
	int64_t at;
	int rc = name_key(name, &key) == JR_ENOMEM ? jr__nomem(j) :
	    look_up(j, s, &key, &at, &found);

	if (rc == JR_OK && !found)
		rc = jr__fail(j, JR_ENOTFOUND, N_("there is no student '%s' in this course"), name);
	else if (rc == JR_OK && at == SEVERAL)
		rc = say_several(j, s, &key, name);
	else if (rc == JR_OK)
		*out = &s->student[at];
	jr_buf_release(&key);
	return rc;
}

/* Is the name in any form his? */
static int
check_name(struct jr *j, struct jr__grid_students *s, struct jr__grid_student *one,
    const char *name)
{
	struct jr_buf key = JR_BUF_INIT;
	bool found = false;
	int64_t at;
	int rc;

	if (strcmp(name, jr__grid_student_text(s, one->name)) == 0)
		return JR_OK;
	rc = name_key(name, &key) == JR_ENOMEM ? jr__nomem(j) : look_up(j, s, &key, &at, &found);
	if (rc == JR_OK && !(found && at >= 0 && &s->student[at] == one) &&
	    !name_is_of(s, one, &key))
		rc = jr__fail(j, JR_EINVAL, N_("the number %s is that of %s, not of '%s'"),
		    jr__grid_student_text(s, one->number), jr__grid_student_text(s, one->name),
		    name);
	jr_buf_release(&key);
	return rc;
}

static struct jr__grid_student *
by_number(const struct jr__grid_students *s, const char *number)
{
	for (size_t i = 0; i < s->n; i++)
		if (strcmp(jr__grid_student_text(s, s->student[i].number), number) == 0)
			return &s->student[i];
	return NULL;
}

int
jr__grid_find_student(struct jr *j, struct jr__grid_students *s, const char *number,
    const char *name, struct jr__grid_student **out)
{
	*out = by_number(s, *number != '\0' ? number : name);
	if (*out == NULL && *number != '\0')
		return jr__fail(j, JR_ENOTFOUND,
		    N_("there is no student with the number '%s' in this course"), number);
	if (*number != '\0' && *name != '\0')
		return check_name(j, s, *out, name);
	return *out != NULL ? JR_OK : find_name(j, s, name, out);
}
