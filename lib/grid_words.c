/* The words of a grid. */
#include "grid_words.h"

#include <string.h>
#include <strings.h>

#include "base/text.h"

struct word {
	const char		*word;
	enum jr__grid_word	 means;
	bool			 begins;	/* more may follow */
};

/* Russian ones as jr_text_match() has them: in small letters, without ё. */
static const struct word headings[] = {
	{ "номер", JR__WORD_NUMBER, false }, { "number", JR__WORD_NUMBER, false },
	{ "личное дело", JR__WORD_NUMBER, false }, { "№ личного дела", JR__WORD_NUMBER, false },
	{ "ученик", JR__WORD_NAME, false }, { "student", JR__WORD_NAME, false },
	{ "ученики", JR__WORD_NAME, false }, { "учащийся", JR__WORD_NAME, false },
	{ "учащиеся", JR__WORD_NAME, false }, { "обучающийся", JR__WORD_NAME, false },
	{ "обучающиеся", JR__WORD_NAME, false }, { "фио", JR__WORD_NAME, true },
	{ "ф.и.о", JR__WORD_NAME, true }, { "ф. и. о", JR__WORD_NAME, true },
	{ "фамилия", JR__WORD_NAME, true }, { "имя", JR__WORD_NAME, false },
	{ "отчество", JR__WORD_NAME, false }, { "список", JR__WORD_NAME, true },
	{ "name", JR__WORD_NAME, false }, { "surname", JR__WORD_NAME, false },
	{ "№", JR__WORD_RUNNING, true }, { "n", JR__WORD_RUNNING, false },
	{ "#", JR__WORD_RUNNING, false }, { "п/п", JR__WORD_RUNNING, false },
	{ "сред", JR__WORD_MEAN, true }, { "ср.", JR__WORD_MEAN, true },
	{ "ср", JR__WORD_MEAN, false }, { "ср ", JR__WORD_MEAN, true },
	{ "mean", JR__WORD_MEAN, true }, { "average", JR__WORD_MEAN, true },
	{ "итог", JR__WORD_SUM, true }, { "оценк", JR__WORD_SUM, true },
	{ "отметк", JR__WORD_SUM, true }, { "год", JR__WORD_SUM, true },
	{ "за ", JR__WORD_SUM, true }, { "экзам", JR__WORD_SUM, true },
	{ "четв", JR__WORD_SUM, true }, { "полугод", JR__WORD_SUM, true },
	{ "тримес", JR__WORD_SUM, true }, { "i ", JR__WORD_SUM, true },
	{ "ii", JR__WORD_SUM, true }, { "iv", JR__WORD_SUM, true }, { "1 ч", JR__WORD_SUM, true },
	{ "2 ч", JR__WORD_SUM, true }, { "3 ч", JR__WORD_SUM, true },
	{ "4 ч", JR__WORD_SUM, true }, { "1 п", JR__WORD_SUM, true },
	{ "2 п", JR__WORD_SUM, true }, { "1 т", JR__WORD_SUM, true },
	{ "2 т", JR__WORD_SUM, true }, { "3 т", JR__WORD_SUM, true },
	{ "1-", JR__WORD_SUM, true }, { "2-", JR__WORD_SUM, true }, { "3-", JR__WORD_SUM, true },
	{ "4-", JR__WORD_SUM, true }, { "q1", JR__WORD_SUM, false },
	{ "q2", JR__WORD_SUM, false }, { "q3", JR__WORD_SUM, false },
	{ "q4", JR__WORD_SUM, false }, { "h1", JR__WORD_SUM, false },
	{ "h2", JR__WORD_SUM, false }, { "y", JR__WORD_SUM, false },
	{ "term", JR__WORD_SUM, true }, { "пропу", JR__WORD_SUM, true },
	{ "уваж", JR__WORD_SUM, true }, { "неуваж", JR__WORD_SUM, true },
	{ "болез", JR__WORD_SUM, true }, { "по болез", JR__WORD_SUM, true },
	{ "опозд", JR__WORD_SUM, true }, { "долг", JR__WORD_SUM, true },
	{ "примеч", JR__WORD_NOTE, true }, { "note", JR__WORD_NOTE, false }, { "подпис", JR__WORD_SUM, true },
	{ "всего", JR__WORD_SUM, true }, { "балл", JR__WORD_SUM, true },
	{ "класс", JR__WORD_SUM, false },
	{ NULL, JR__WORD_NONE, false }
};

static const struct word rows[] = {
	{ "урок", JR__WORD_LESSON, false }, { "lesson", JR__WORD_LESSON, false },
	/* These are mostly counted through the year. */
	{ "№ урока", JR__WORD_FOOTER, false }, { "номер урока", JR__WORD_FOOTER, false },
	{ "посещаемость", JR__WORD_REGISTER, false },
	{ "перекличка", JR__WORD_REGISTER, false }, { "register", JR__WORD_REGISTER, false },
	{ "тема", JR__WORD_TOPIC, false }, { "topic", JR__WORD_TOPIC, false },
	{ "тема урока", JR__WORD_TOPIC, false }, { "темы", JR__WORD_TOPIC, false },
	{ "тип", JR__WORD_TYPE, false }, { "type", JR__WORD_TYPE, false },
	{ "тип работы", JR__WORD_TYPE, false }, { "вид работы", JR__WORD_TYPE, false },
	{ "сделано", JR__WORD_TASKS, false }, { "tasks", JR__WORD_TASKS, false },
	{ "задания", JR__WORD_TASKS, false }, { "сделано на уроке", JR__WORD_TASKS, false },
	{ "что сделано", JR__WORD_TASKS, false }, { "done", JR__WORD_TASKS, false },
	{ "д/з", JR__WORD_HOMEWORK, false }, { "homework", JR__WORD_HOMEWORK, false },
	{ "дз", JR__WORD_HOMEWORK, false }, { "д.з", JR__WORD_HOMEWORK, false },
	{ "домашнее задание", JR__WORD_HOMEWORK, false },
	{ "задано", JR__WORD_HOMEWORK, false }, { "на дом", JR__WORD_HOMEWORK, false },
	{ "итого", JR__WORD_FOOTER, false }, { "всего", JR__WORD_FOOTER, false },
	{ "средний балл", JR__WORD_FOOTER, false }, { "средняя", JR__WORD_FOOTER, false },
	{ "среднее", JR__WORD_FOOTER, false }, { "качество", JR__WORD_FOOTER, false },
	{ "качество знаний", JR__WORD_FOOTER, false },
	{ "успеваемость", JR__WORD_FOOTER, false }, { "соу", JR__WORD_FOOTER, false },
	{ "учитель", JR__WORD_FOOTER, false }, { "подпись", JR__WORD_FOOTER, false },
	{ "отсутствует", JR__WORD_FOOTER, false }, { "присутствует", JR__WORD_FOOTER, false },
	{ "отсутствуют", JR__WORD_FOOTER, false }, { "присутствуют", JR__WORD_FOOTER, false },
	{ "отсутствовало", JR__WORD_FOOTER, false },
	{ "присутствовало", JR__WORD_FOOTER, false },
	{ "подпись учителя", JR__WORD_FOOTER, false },
	{ "день недели", JR__WORD_WEEKDAY, false }, { "дни недели", JR__WORD_WEEKDAY, false },
	{ NULL, JR__WORD_NONE, false }
};

static const struct word weekdays[] = {
	{ "пн", JR__WORD_WEEKDAY, false }, { "вт", JR__WORD_WEEKDAY, false },
	{ "ср", JR__WORD_WEEKDAY, false }, { "чт", JR__WORD_WEEKDAY, false },
	{ "пт", JR__WORD_WEEKDAY, false }, { "сб", JR__WORD_WEEKDAY, false },
	{ "вс", JR__WORD_WEEKDAY, false }, { "понедельник", JR__WORD_WEEKDAY, false },
	{ "вторник", JR__WORD_WEEKDAY, false }, { "среда", JR__WORD_WEEKDAY, false },
	{ "четверг", JR__WORD_WEEKDAY, false }, { "пятница", JR__WORD_WEEKDAY, false },
	{ "суббота", JR__WORD_WEEKDAY, false }, { "воскресенье", JR__WORD_WEEKDAY, false },
	{ "mon", JR__WORD_WEEKDAY, false }, { "tue", JR__WORD_WEEKDAY, false },
	{ "wed", JR__WORD_WEEKDAY, false }, { "thu", JR__WORD_WEEKDAY, false },
	{ "fri", JR__WORD_WEEKDAY, false }, { "sat", JR__WORD_WEEKDAY, false },
	{ "sun", JR__WORD_WEEKDAY, false },
	{ NULL, JR__WORD_NONE, false }
};

static bool
is_ascii(const char *s)
{
	while (*s != '\0' && (unsigned char)*s < 0x80)
		s++;
	return *s == '\0';
}

/* English words are compared as written, Russian ones by the matching key, which they
 * are themselves: so nothing of the tables is folded. */
static bool
fits(const struct word *w, const char *s, size_t n, const struct jr_buf *key)
{
	size_t own = strlen(w->word);

	if (is_ascii(w->word))
		return (w->begins ? own <= n : own == n) && strncasecmp(w->word, s, own) == 0;
	return (w->begins ? own <= key->len : own == key->len) &&
	    memcmp(w->word, key->data, own) == 0;
}

/* Signs behind the word do not count: «Тема:», «Д.з.». */
static enum jr__grid_word
find(const struct word *set, const char *s, size_t n)
{
	struct jr_buf key = JR_BUF_INIT;
	enum jr__grid_word means = JR__WORD_NONE;

	while (n > 0 && strchr(":. ", s[n - 1]) != NULL && s[n - 1] != '\0')
		n--;
	if (n == 0 || n > 80 || jr_text_match(&key, s, n) < 0 || key.len == 0)
		n = 0;
	for (; n > 0 && set->word != NULL && means == JR__WORD_NONE; set++)
		if (fits(set, s, n, &key))
			means = set->means;
	jr_buf_release(&key);
	return means;
}

enum jr__grid_word
jr__grid_heading_word(const char *s, size_t n)
{
	return find(headings, s, n);
}

enum jr__grid_word
jr__grid_row_word(const char *s, size_t n)
{
	return find(rows, s, n);
}

bool
jr__grid_is_weekday(const char *s, size_t n)
{
	return n >= 3 && n <= 32 && find(weekdays, s, n) != JR__WORD_NONE;
}

const char *
jr__grid_label(enum jr__grid_word means, bool russian)
{
	static const char *const labels[][2] = {
		[JR__WORD_NUMBER] = { "number", "Номер" },
		[JR__WORD_NAME] = { "student", "Ученик" },
		[JR__WORD_NOTE] = { "note", "Примечание" },
		[JR__WORD_LESSON] = { "lesson", "Урок" },
		[JR__WORD_REGISTER] = { "register", "Посещаемость" },
		[JR__WORD_TOPIC] = { "topic", "Тема" },
		[JR__WORD_TASKS] = { "tasks", "Сделано" },
		[JR__WORD_HOMEWORK] = { "homework", "Д/з" },
	};

	return labels[means][russian];
}
