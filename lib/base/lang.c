#include "base/lang.h"

#include <libintl.h>
#include <locale.h>
#include <stdlib.h>
#include <string.h>

#include "base/error.h"

/* gettext's own counter: raised, it makes a changed LANGUAGE hold at once. */
extern int _nl_msg_cat_cntr;

static char message_lang[16] = "en";

static void
switch_to(const char *lang)
{
	setenv("LANGUAGE", lang, 1);
	_nl_msg_cat_cntr++;
}

void
jr_lang_set(const char *lang, const char *folder)
{
	/* C.UTF-8 everywhere: only LANGUAGE chooses, whatever the user's locale. */
	setenv("LC_ALL", "C.UTF-8", 1);
	setlocale(LC_ALL, "C.UTF-8");
	bindtextdomain("journal", folder);
	bind_textdomain_codeset("journal", "UTF-8");
	if (strlen(lang) < sizeof(message_lang))
		strcpy(message_lang, lang);
	switch_to(message_lang);
}

const char *
jr_gettext_in(const char *lang, const char *msgid)
{
	const char *text;

	if (strcmp(lang, message_lang) == 0)
		return jr_gettext(msgid);
	switch_to(lang);
	text = jr_gettext(msgid);
	switch_to(message_lang);
	return text;
}
