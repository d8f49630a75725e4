/* Rows packed for the history, and read back. */
#include <stdlib.h>
#include <string.h>

#include "pack.h"

void
jr__short_of(const struct jr_value *v, struct jr__short *out)
{
	unsigned char hash[JR_SHA256_SIZE];

	out->n = 0;
	out->i = v->type == JR_V_INT ? v->i : 0;
	switch (v->type) {
	case JR_V_NULL:
		out->type = JR_S_NULL;
		return;
	case JR_V_INT:
		out->type = JR_S_INT;
		return;
	default:
		out->type = v->type == JR_V_TEXT ? JR_S_TEXT : JR_S_BLOB;
	}
	if (v->n <= JR_SHORT_MOST) {
		out->n = (unsigned char)v->n;
		if (v->n > 0)
			memcpy(out->b, v->p, v->n);
		return;
	}
	jr_sha256(v->p, v->n, hash);
	out->type = JR_S_DIGEST;
	out->n = JR_DIGEST_SIZE;
	memcpy(out->b, hash, JR_DIGEST_SIZE);
}

bool
jr__short_equal(const struct jr__short *a, const struct jr__short *b)
{
	if (a->type != b->type)
		return false;
	if (a->type == JR_S_INT)
		return a->i == b->i;
	return a->n == b->n && memcmp(a->b, b->b, a->n) == 0;
}

/* --- Packing --------------------------------------------------------------- */

static uint64_t
zigzag(int64_t i)
{
	return ((uint64_t)i << 1) ^ (uint64_t)(i >> 63);
}

static int64_t
unzigzag(uint64_t u)
{
	return (int64_t)(u >> 1) ^ -(int64_t)(u & 1);
}

/* What a packed text begins with. */
enum { TAG_NULL, TAG_DIGEST, TAG_RECENT, TAG_TEXT = TAG_RECENT + JR_RECENT };

static void
add_recent(struct jr__recent *r, const struct jr__short *s)
{
	r->v[r->next] = *s;
	r->next = (r->next + 1) % JR_RECENT;
}

/* The place of a text among the recent ones; -1: it was not, and is from now on. */
static int
find_recent(struct jr__recent *r, const struct jr__short *s)
{
	for (int i = 0; i < JR_RECENT; i++)
		if (jr__short_equal(&r->v[i], s))
			return i;
	add_recent(r, s);
	return -1;
}

static void
pack_text(struct jr_buf *b, const struct jr__short *s, struct jr__recent *recent)
{
	int place = find_recent(recent, s);

	if (place >= 0)
		jr_buf_add_uvar(b, (uint64_t)(TAG_RECENT + place));
	else if (s->type == JR_S_DIGEST)
		jr_buf_add_uvar(b, TAG_DIGEST);
	else
		jr_buf_add_uvar(b, TAG_TEXT + (uint64_t)s->n);
	if (place < 0)
		jr_buf_add(b, s->b, s->n);
}

static void
pack_column(struct jr_buf *b, char type, const struct jr__short *s, int64_t last,
    struct jr__recent *recent)
{
	if (s->type == JR_S_NULL)
		jr_buf_addc(b, TAG_NULL);
	else if (type == 'I')
		jr_buf_add_uvar(b, 1 + zigzag((int64_t)((uint64_t)s->i - (uint64_t)last)));
	else
		pack_text(b, s, recent);
}

void
jr__pack_row(struct jr__pack *p, enum jr_tbl tbl, const struct jr_value *row)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[tbl];
	struct jr__short s[JR_COLUMNS_MOST];
	uint64_t same = 0;

	for (int i = 0; i < d->columns; i++) {
		jr__short_of(&row[i], &s[i]);
		if (d->types[i] == 'd')
			s[i] = (struct jr__short){ .type = JR_S_NULL };
		if (jr__short_equal(&s[i], &p->last[i]))
			same |= UINT64_C(1) << i;
	}
	jr_buf_add_uvar(&p->data, same);
	for (int i = 0; i < d->columns; i++) {
		if (same >> i & 1)
			continue;
		pack_column(&p->data, d->types[i], &s[i], p->last[i].i, &p->recent[i]);
		if (s[i].type != JR_S_INT)
			s[i].i = p->last[i].i;
		p->last[i] = s[i];
	}
}

static void
pack_whole(struct jr_buf *b, const struct jr_value *v)
{
	switch (v->type) {
	case JR_V_NULL:
		jr_buf_addc(b, JR_S_NULL);
		break;
	case JR_V_INT:
		jr_buf_addc(b, JR_S_INT);
		jr_buf_add_svar(b, v->i);
		break;
	default:
		jr_buf_addc(b, v->type == JR_V_TEXT ? JR_S_TEXT : JR_S_BLOB);
		jr_buf_add_uvar(b, v->n);
		jr_buf_add(b, v->p, v->n);
	}
}

static void
pack_short(struct jr_buf *b, const struct jr_value *v)
{
	struct jr__short s;

	jr__short_of(v, &s);
	if (s.type != JR_S_DIGEST) {
		pack_whole(b, v);
		return;
	}
	jr_buf_addc(b, JR_S_DIGEST);
	jr_buf_add(b, s.b, s.n);
}

void
jr__pack_update(struct jr_buf *b, enum jr_tbl tbl, const struct jr_value *old,
    const struct jr_value *row)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[tbl];
	unsigned changed = 0;

	for (int i = 0; i < d->keys; i++)
		pack_whole(b, &old[i]);
	for (int i = d->keys; i < d->columns; i++)
		changed += !jr_value_equal(&old[i], &row[i]);
	jr_buf_add_uvar(b, changed);
	for (int i = d->keys; i < d->columns; i++) {
		if (jr_value_equal(&old[i], &row[i]))
			continue;
		jr_buf_add_uvar(b, (uint64_t)i);
		pack_whole(b, &old[i]);
		pack_short(b, &row[i]);
	}
}

void
jr__pack_remove(struct jr_buf *b, enum jr_tbl tbl, const struct jr_value *old)
{
	for (int i = 0; i < jr_tbl_desc[tbl].columns; i++)
		pack_whole(b, &old[i]);
}

/* --- Reading back ------------------------------------------------------------ */

bool
jr__unpack_begin(struct jr__unpack *u, const char *tbl, const char *op,
    const void *data, size_t n)
{
	memset(u, 0, sizeof(*u));
	u->p = n > 0 ? data : (const void *)"";
	u->end = u->p + n;
	u->op = op != NULL ? op[0] : '\0';
	for (size_t i = 0; tbl != NULL && i < jr_tbl_count; i++)
		if (strcmp(jr_tbl_desc[i].name, tbl) == 0) {
			u->tbl = (enum jr_tbl)i;
			return u->op == 'I' || u->op == 'U' || u->op == 'D';
		}
	return false;
}

static bool
take(struct jr__unpack *u, size_t n, const unsigned char **out)
{
	if ((size_t)(u->end - u->p) < n)
		return false;
	*out = u->p;
	u->p += n;
	return true;
}

static bool
take_bytes(struct jr__unpack *u, struct jr__short *s, enum jr__short_type type, size_t n)
{
	const unsigned char *p;

	if (n > JR_SHORT_MOST || !take(u, n, &p))
		return false;
	s->type = type;
	s->n = (unsigned char)n;
	memcpy(s->b, p, n);
	return true;
}

static bool
unpack_text(struct jr__unpack *u, char type, uint64_t tag, struct jr__short *s,
    struct jr__recent *recent)
{
	int64_t number = s->i;
	bool ok;

	if (tag >= TAG_RECENT && tag < TAG_TEXT) {
		*s = recent->v[tag - TAG_RECENT];
		s->i = number;
		return s->type != JR_S_NULL;
	}
	if (tag == TAG_DIGEST)
		ok = take_bytes(u, s, JR_S_DIGEST, JR_DIGEST_SIZE);
	else
		ok = tag - TAG_TEXT <= JR_SHORT_MOST && take_bytes(u, s,
		    type == 'T' ? JR_S_TEXT : JR_S_BLOB, (size_t)(tag - TAG_TEXT));
	if (ok)
		add_recent(recent, s);
	return ok;
}

static bool
unpack_column(struct jr__unpack *u, char type, struct jr__short *s,
    struct jr__recent *recent)
{
	uint64_t tag;

	if (!jr_uvar(&u->p, u->end, &tag))
		return false;
	if (tag == TAG_NULL) {
		s->type = JR_S_NULL;
		s->n = 0;
		return true;
	}
	if (type != 'I')
		return unpack_text(u, type, tag, s, recent);
	s->type = JR_S_INT;
	s->n = 0;
	s->i = (int64_t)((uint64_t)s->i + (uint64_t)unzigzag(tag - 1));
	return true;
}

static bool
unpack_insert(struct jr__unpack *u, struct jr__unpacked *out)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[u->tbl];
	uint64_t same;

	if (!jr_uvar(&u->p, u->end, &same))
		return false;
	for (int i = 0; i < d->columns; i++)
		if (!(same >> i & 1) && !unpack_column(u, d->types[i], &u->last[i],
		    &u->recent[i]))
			return false;
	memcpy(out->row, u->last, sizeof(out->row[0]) * (size_t)d->columns);
	return true;
}

/* A value with its tag; a digest gives no old value. */
static bool
unpack_value(struct jr__unpack *u, struct jr_value *whole, struct jr__short *s)
{
	const unsigned char *tag, *p;
	uint64_t n;
	int64_t i;

	*whole = jr_null();
	if (!take(u, 1, &tag))
		return false;
	switch (*tag) {
	case JR_S_NULL:
		break;
	case JR_S_INT:
		if (!jr_svar(&u->p, u->end, &i))
			return false;
		*whole = jr_int(i);
		break;
	case JR_S_TEXT:
	case JR_S_BLOB:
		if (!jr_uvar(&u->p, u->end, &n) || !take(u, n, &p))
			return false;
		*whole = *tag == JR_S_TEXT ? jr_textn((const char *)p, n) : jr_blob(p, n);
		break;
	case JR_S_DIGEST:
		return take_bytes(u, s, JR_S_DIGEST, JR_DIGEST_SIZE);
	default:
		return false;
	}
	jr__short_of(whole, s);
	return true;
}

static bool
unpack_update(struct jr__unpack *u, struct jr__unpacked *out)
{
	const struct jr_tbl_desc *d = &jr_tbl_desc[u->tbl];
	struct jr__short unused;
	struct jr_value whole;
	uint64_t count, column;

	for (int i = 0; i < d->keys; i++)
		if (!unpack_value(u, &out->old[i], &out->row[i]))
			return false;
	if (!jr_uvar(&u->p, u->end, &count))
		return false;
	while (count-- > 0) {
		if (!jr_uvar(&u->p, u->end, &column) || column >= (uint64_t)d->columns ||
		    !unpack_value(u, &out->old[column], &unused) ||
		    !unpack_value(u, &whole, &out->row[column]))
			return false;
		out->changed |= UINT64_C(1) << column;
	}
	return true;
}

static bool
unpack_remove(struct jr__unpack *u, struct jr__unpacked *out)
{
	for (int i = 0; i < jr_tbl_desc[u->tbl].columns; i++)
		if (!unpack_value(u, &out->old[i], &out->row[i]))
			return false;
	return true;
}

int
jr__unpack_next(struct jr__unpack *u, struct jr__unpacked *out)
{
	bool ok;

	if (u->p == u->end)
		return JR_DONE;
	out->tbl = u->tbl;
	out->op = u->op;
	out->changed = 0;
	if (u->op == 'I')
		ok = unpack_insert(u, out);
	else if (u->op == 'U')
		ok = unpack_update(u, out);
	else
		ok = unpack_remove(u, out);
	return ok ? JR_OK : JR_EINVAL;
}

static bool
room_for_one(struct jr__unpacked **rows, size_t *room, size_t n)
{
	size_t more = *room == 0 ? 16 : 2 * *room;
	struct jr__unpacked *p;

	if (n < *room)
		return true;
	if ((p = realloc(*rows, more * sizeof(*p))) == NULL)
		return false;
	*rows = p;
	*room = more;
	return true;
}

int
jr__unpack_all(const char *tbl, const char *op, const void *data, size_t n,
    struct jr__unpacked **out, size_t *count)
{
	struct jr__unpack in;
	size_t room = 0;
	int rc = JR_OK;

	*out = NULL;
	*count = 0;
	if (!jr__unpack_begin(&in, tbl, op, data, n))
		return JR_EINVAL;
	while (rc == JR_OK)
		if (!room_for_one(out, &room, *count))
			rc = JR_ENOMEM;
		else if ((rc = jr__unpack_next(&in, &(*out)[*count])) == JR_OK)
			++*count;
	if (rc == JR_DONE)
		return JR_OK;
	free(*out);
	*out = NULL;
	*count = 0;
	return rc;
}

bool
jr__unpacked_key(const struct jr__unpacked *u, char texts[][JR_SHORT_MOST + 1],
    struct jr_value *key)
{
	for (int i = 0; i < jr_tbl_desc[u->tbl].keys; i++) {
		const struct jr__short *s = &u->row[i];

		if (s->type == JR_S_INT)
			key[i] = jr_int(s->i);
		else if (s->type == JR_S_TEXT) {
			memcpy(texts[i], s->b, s->n);
			texts[i][s->n] = '\0';
			key[i] = jr_textn(texts[i], s->n);
		} else
			return false;
	}
	return true;
}

bool
jr__unpacked_stands(const struct jr__unpacked *u, const struct jr_value *row)
{
	struct jr__short s;

	for (int i = 0; i < jr_tbl_desc[u->tbl].columns; i++) {
		if (jr_tbl_desc[u->tbl].types[i] == 'd' || (u->op == 'U' && !(u->changed >> i & 1)))
			continue;
		jr__short_of(&row[i], &s);
		if (!jr__short_equal(&s, &u->row[i]))
			return false;
	}
	return true;
}
