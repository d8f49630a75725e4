/*
 * Messages in a language other than that of the process's messages: what is
 * printed for the school speaks the store's language, whoever prints it.
 */
#ifndef JR_BASE_LANG_H
#define JR_BASE_LANG_H

/*
 * The language of messages, "ru" or "en", for the whole process: what gettext
 * then translates to in any locale.  folder holds the catalogues.  Call once, first.
 */
void	 jr_lang_set(const char *lang, const char *folder);

/* One message in a language; borrowed from its catalogue, or msgid itself. */
const char *jr_gettext_in(const char *lang, const char *msgid)
    __attribute__((format_arg(2)));

#endif
