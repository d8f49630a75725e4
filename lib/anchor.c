/* Anchors of the history: see anchor.h. */
#include "anchor.h"

#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "access_impl.h"
#include "impl.h"
#include "log_impl.h"

#define HEX_LEAST 12

/* JR_DONE: there is no such transaction. */
static int
find(struct jr *j, int64_t tx_id, struct jr_anchor *out)
{
	struct jr_log_tx t;
	struct jr_stmt *st;
	int rc;

	memset(out, 0, sizeof(*out));
	rc = jr__first(j, JR_SQL_TX_GET, JR_PARAMS(JR_P_INT("id", tx_id)), &st);
	if (rc != JR_OK)
		return rc;
	jr__log_tx(st, &t);
	out->tx_id = t.id;
	out->at = t.at;
	memcpy(out->hash, t.hash, sizeof(out->hash));
	jr_stmt_reset(st);
	return JR_OK;
}

int
jr_anchor_now(struct jr *j, struct jr_anchor *out)
{
	int64_t head;
	int rc;

	if ((rc = jr_read_begin(j)) < 0)
		return rc;
	if ((rc = jr__may_read(j, JR_ON_LOG)) == JR_OK &&
	    (rc = jr__number(j, JR_SQL_HEAD_GET, JR_NO_PARAMS, &head)) >= 0)
		rc = find(j, head, out);
	jr_read_end(j);
	return rc == JR_DONE ? jr__fail(j, JR_ENOTFOUND, N_("nothing was recorded yet")) : rc;
}

/* --- Checking -------------------------------------------------------------- */

struct check {
	struct jr	*j;
	jr_unsound	*report;
	void		*arg;
	int64_t		 anchors, faults;
};

static void __attribute__((format(printf, 2, 3)))
fault(struct check *c, const char *fmt, ...)
{
	struct jr_buf b = JR_BUF_INIT;
	va_list ap;

	c->faults++;
	va_start(ap, fmt);
	jr_buf_addv(&b, jr_words(c->j, fmt), ap);
	va_end(ap);
	c->report(c->arg, jr_buf_str(&b));
	jr_buf_release(&b);
}

/* The number at the line's beginning and the hash at its end. */
static bool
parse(char *line, int64_t *tx_id, const char **hash)
{
	char *end, *word;
	size_t n;

	*tx_id = strtoll(line, &end, 10);
	if (end == line || *tx_id < 1 || !isspace((unsigned char)*end))
		return false;
	for (n = strlen(line); n > 0 && isspace((unsigned char)line[n - 1]); n--)
		line[n - 1] = '\0';
	word = line + n;
	while (word > end && !isspace((unsigned char)word[-1]))
		word--;
	n = strspn(word, "0123456789abcdef");
	*hash = word;
	return word[n] == '\0' && n >= HEX_LEAST && n < JR_SHA256_HEX;
}

static int
check_one(struct check *c, int64_t tx_id, const char *hash)
{
	struct jr_anchor a;
	int rc;

	c->anchors++;
	if ((rc = find(c->j, tx_id, &a)) < 0)
		return rc;
	if (rc == JR_DONE)
		fault(c, N_("transaction %lld of an anchor is not there: the end of the history "
		    "was cut off"), (long long)tx_id);
	else if (strncmp(a.hash, hash, strlen(hash)) != 0)
		fault(c, N_("transaction %lld is not that of the anchor: the history was computed "
		    "anew"), (long long)tx_id);
	return JR_OK;
}

static int
check_lines(struct check *c, FILE *in, struct jr_error *err)
{
	const char *hash;
	char *line = NULL;
	size_t size = 0, no = 0;
	int64_t tx_id;
	int rc = JR_OK;

	while (rc == JR_OK && getline(&line, &size, in) >= 0) {
		no++;
		if (line[0] == '#' || line[strspn(line, " \t\r\n")] == '\0')
			continue;
		rc = parse(line, &tx_id, &hash) ? check_one(c, tx_id, hash) :
		    jr_error_at(err, JR_EINVAL, no, 0, N_("this is no anchor: a transaction's "
		    "number first, %d or more digits of its hash last"), HEX_LEAST);
	}
	free(line);
	if (rc == JR_OK && ferror(in))
		rc = jr_error_set(err, JR_EIO, N_("the file cannot be read"));
	return rc;
}

int
jr_anchors_check(struct jr *j, FILE *in, jr_unsound *report, void *arg, int64_t *anchors,
    int64_t *faults, struct jr_error *err)
{
	struct check c = { .j = j, .report = report, .arg = arg };
	int rc;

	*anchors = *faults = 0;
	if ((rc = jr_read_begin(j)) < 0)
		*err = *jr_error(j);
	else {
		if (((rc = jr__may_read(j, JR_ON_LOG)) < 0 ||
		    (rc = check_lines(&c, in, err)) < 0) && err->rc == 0)
			*err = *jr_error(j);
		jr_read_end(j);
	}
	*anchors = c.anchors;
	*faults = c.faults;
	return rc;
}
