#include "base/error.h"

#include <assert.h>
#include <libintl.h>
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/text.h"

#define DOMAIN "journal"
#define CUT "…"

const char *
jr_gettext(const char *msgid)
{
	return *msgid == '\0' ? msgid : dgettext(DOMAIN, msgid);
}

const char *
jr_ngettext(const char *one, const char *many, unsigned long n)
{
	return dngettext(DOMAIN, one, many, n);
}

void
jr_error_clear(struct jr_error *e)
{
	e->rc = 0;
	e->line = e->field = 0;
	e->text[0] = '\0';
}

/* s was cut at size: end it in «…», behind a whole character. */
static void
end_cut(char *s, size_t size)
{
	size_t n = size - sizeof(CUT), back;

	for (back = 0; back < 3 && ((unsigned char)s[n] & 0xc0) == 0x80; back++)
		n--;
	memcpy(s + n, CUT, sizeof(CUT));
}

/* Where escaping had no memory: what is not plain ASCII becomes '?'. */
static void
blot(char *s)
{
	for (; *s != '\0'; s++)
		if (*s < ' ' || *s > '~')
			*s = '?';
}

static void
set_text(struct jr_error *e, const char *raw)
{
	struct jr_buf safe = JR_BUF_INIT;

	jr_text_escape(&safe, raw, strlen(raw), 0);
	if (snprintf(e->text, sizeof(e->text), "%s",
		safe.failed ? raw : jr_buf_str(&safe)) >= (int)sizeof(e->text))
		end_cut(e->text, sizeof(e->text));
	if (safe.failed)
		blot(e->text);
	jr_buf_release(&safe);
}

int
jr_error_setv(struct jr_error *e, int rc, const char *fmt, va_list ap)
{
	char raw[sizeof(e->text)] = "";

	assert(rc < 0);
	if (e->rc != 0)
		return rc;
	jr_error_clear(e);
	e->rc = rc;
	if (vsnprintf(raw, sizeof(raw), jr_gettext(fmt), ap) >= (int)sizeof(raw))
		end_cut(raw, sizeof(raw));
	set_text(e, raw);
	return rc;
}

int
jr_error_set(struct jr_error *e, int rc, const char *fmt, ...)
{
	va_list ap;

	va_start(ap, fmt);
	jr_error_setv(e, rc, fmt, ap);
	va_end(ap);
	return rc;
}

int
jr_error_at(
    struct jr_error *e, int rc, size_t line, size_t field, const char *fmt, ...)
{
	bool first = e->rc == 0;
	va_list ap;

	va_start(ap, fmt);
	jr_error_setv(e, rc, fmt, ap);
	va_end(ap);
	if (first) {
		e->line = line;
		e->field = field;
	}
	return rc;
}
