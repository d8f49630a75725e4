/* The cell that names a lesson's links, and the rows that hold them. */
#include <string.h>

#include "lesson_impl.h"

#define URL_MOST 2000		/* bytes */
#define BETWEEN " | "

/* --- Reading the cell ------------------------------------------------------------ */

/* Where an address begins; NULL: there is none. */
static char *
find_address(char *item)
{
	static const char *const schemes[] = { "https://", "http://" };
	char *found = NULL, *p;

	for (size_t i = 0; i < sizeof(schemes) / sizeof(schemes[0]); i++)
		if ((p = strcasestr(item, schemes[i])) != NULL && (found == NULL || p < found))
			found = p;
	return found;
}

/* "[TITLE: ]URL", cut up in place. */
static int
parse_item(struct jr *j, int col, char *item, struct jr__link *out)
{
	char *url = find_address(item), *end;

	if (url == NULL || strchr(url, ' ') != NULL || strlen(url) > URL_MOST ||
	    strstr(url, "://")[3] == '\0')
		return jr__fail_at(j, JR_EINVAL, col,
		    N_("'%s' is not a link like «Видео: https://example.org/1»"), item);
	out->url = url;
	out->title = NULL;
	if (url == item)
		return JR_OK;
	for (end = url; end > item && end[-1] == ' '; end--)
		;
	if (end == item || end == url || end[-1] != ':')
		return jr__fail_at(j, JR_EINVAL, col,
		    N_("'%s' is not a link like «Видео: https://example.org/1»"), item);
	end[-1] = '\0';
	out->title = item[0] == '\0' ? NULL : item;
	return JR_OK;
}

int
jr__links_parse(struct jr *j, int col, const char *cell, struct jr_buf *text,
    struct jr__links *out)
{
	char *item, *next;
	int rc;

	out->n = 0;
	if ((rc = jr__lesson_text(j, col, cell, jr_text_clean, text)) < 0)
		return rc;
	for (item = text->len == 0 ? NULL : text->data; item != NULL; item = next) {
		if ((next = strstr(item, BETWEEN)) != NULL) {
			*next = '\0';
			next += strlen(BETWEEN);
		}
		if (out->n == JR__LINKS_MOST)
			return jr__fail_at(j, JR_EINVAL, col,
			    N_("more than %d links in one lesson"), JR__LINKS_MOST);
		if ((rc = parse_item(j, col, item, &out->link[out->n])) < 0)
			return rc;
		out->n++;
	}
	return JR_OK;
}

/* --- Rows ---------------------------------------------------------------------------- */

static bool
text_is(const char *a, const char *b)
{
	return a == NULL || b == NULL ? a == b : strcmp(a, b) == 0;
}

int
jr__links_compare(struct jr *j, int col, int64_t lesson_id, jr_day day,
    const struct jr__links *wanted, int *stored, bool *same)
{
	struct jr_stmt *st;
	int64_t tx_id = 0;
	int rc;

	*stored = 0;
	*same = wanted->n == 0;
	if (lesson_id == 0)
		return JR_OK;
	if ((rc = jr__lesson_settle(j, lesson_id)) < 0 || (rc = jr__query(j,
	    JR_SQL_LESSON_LINKS, JR_PARAMS(JR_P_INT("lesson_id", lesson_id)), &st)) < 0)
		return rc;
	for (*same = true; (rc = jr__step(j, st)) == JR_OK; ++*stored) {
		const struct jr__link *l = &wanted->link[*stored];

		tx_id = jr_stmt_int(st, 2);
		*same = *same && *stored < wanted->n && text_is(l->url, jr_stmt_text(st, 0)) &&
		    text_is(l->title, jr_stmt_text(st, 1));
	}
	if (rc < 0)
		return rc;
	*same = *same && *stored == wanted->n;
	return *same || *stored == 0 ? JR_OK : jr__lesson_may_correct(j, col, tx_id, day);
}

static int
remove_link(struct jr *j, int64_t lesson_id, int no)
{
	const struct jr_value key[] = { jr_int(lesson_id), jr_int(no) };
	struct jr_value row[JR_LESSON_LINK_COLUMNS];
	int rc;

	if ((rc = jr__fetch(j, JR_TBL_LESSON_LINK, key, row)) == JR_OK)
		rc = jr__remove(j, JR_TBL_LESSON_LINK, row);
	jr__unfetch(j, JR_TBL_LESSON_LINK);
	return rc < 0 ? rc : JR_OK;
}

int
jr__links_write(struct jr *j, int64_t lesson_id, jr_day day, const struct jr__links *wanted,
    int stored)
{
	struct jr_value row[JR_LESSON_LINK_COLUMNS];
	enum jr_change what;
	int64_t tx_id;
	int rc;

	if ((rc = jr__tx_id(j, &tx_id)) < 0)
		return rc;
	row[JR_LESSON_LINK_LESSON_ID] = jr_int(lesson_id);
	row[JR_LESSON_LINK_TX_ID] = jr_int(tx_id);
	for (int i = 0; i < wanted->n && rc == JR_OK; i++) {
		row[JR_LESSON_LINK_NO] = jr_int(i + 1);
		row[JR_LESSON_LINK_URL] = jr_text(wanted->link[i].url);
		row[JR_LESSON_LINK_TITLE] = jr_text(wanted->link[i].title);
		rc = i >= stored ? jr__lesson_add(j, lesson_id, day, JR_TBL_LESSON_LINK, row) :
		    jr__put(j, JR_TBL_LESSON_LINK, row, JR_KEEP(JR_LESSON_LINK_TX_ID), &what);
	}
	for (int i = wanted->n; i < stored && rc == JR_OK; i++)
		rc = remove_link(j, lesson_id, i + 1);
	return rc;
}

int
jr__links_print(struct jr *j, int64_t lesson_id, struct jr_buf *out)
{
	const char *title;
	struct jr_stmt *st;
	int rc;

	jr_buf_clear(out);
	rc = jr__query(j, JR_SQL_LESSON_LINKS, JR_PARAMS(JR_P_INT("lesson_id", lesson_id)), &st);
	while (rc >= 0 && (rc = jr__step(j, st)) == JR_OK) {
		jr_buf_adds(out, out->len > 0 ? BETWEEN : "");
		if ((title = jr_stmt_text(st, 1)) != NULL)
			jr_buf_addf(out, "%s: ", title);
		jr_buf_adds(out, jr_stmt_text(st, 0));
	}
	return rc < 0 ? rc : out->failed ? jr__nomem(j) : JR_OK;
}
