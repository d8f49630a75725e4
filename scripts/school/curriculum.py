"""What is taught: subjects, weekly hours by grade, works, who can teach what.

A five-day week; the hours follow the federal curricula (ФОП) with the part
that a school may fill itself.
"""

TALKS = "Разговоры о важном"
HORIZONS = "Россия — мои горизонты"
EXTRACURRICULAR = (TALKS, HORIZONS)

# Weekly hours in grades 1–11; 0.5 is a lesson every second week.
_HOURS = """
Русский язык                 5   5   5   5   5   6   4   3   3   2   2
Литературное чтение          4   4   4   4   .   .   .   .   .   .   .
Литература                   .   .   .   .   3   3   2   2   3   3   3
Английский язык              .   2   2   2   3   3   3   3   3   3   3
Математика                   4   4   4   4   5   5   .   .   .   .   .
Алгебра                      .   .   .   .   .   .   3   3   3   2   3
Геометрия                    .   .   .   .   .   .   2   2   2   2   1
Вероятность и статистика     .   .   .   .   .   .   1   1   1   1   1
Информатика                  .   .   .   .   1   1   1   1   1   1   1
История                      .   .   .   .   3   3   3   2   2.5 2   2
Обществознание               .   .   .   .   .   .   .   1   1   2   2
География                    .   .   .   .   1   1   2   2   2   1   1
Окружающий мир               2   2   2   2   .   .   .   .   .   .   .
Биология                     .   .   .   .   1   1   1   2   2   1   1
Физика                       .   .   .   .   .   .   2   2   3   2   2
Химия                        .   .   .   .   .   .   .   2   2   1   1
Музыка                       1   1   1   1   1   1   1   1   .   .   .
Изобразительное искусство    1   1   1   1   1   1   1   .   .   .   .
Труд (технология)            1   1   1   1   2   2   2   1   1   .   .
Физическая культура          3   3   3   3   3   3   3   3   2   3   3
ОБЗР                         .   .   .   .   .   .   .   1   1   1   1
История родного края         .   .   .   .   .   .   0.5 0.5 .   .   .
Финансовая грамотность       .   .   .   .   .   .   0.5 0.5 0.5 .   .
Индивидуальный проект        .   .   .   .   .   .   .   .   .   1   .
Разговоры о важном           1   1   1   1   1   1   1   1   1   1   1
Россия — мои горизонты       .   .   .   .   .   1   1   1   1   1   1
"""

# What the profile of a letter changes in grades 10 and 11.
PROFILES = {
    "А": ("технологический", {"Алгебра": 4, "Геометрия": 3, "Физика": 5}),
    "Б": ("гуманитарный", {"Литература": 5, "Обществознание": 4, "История": 4}),
    "В": ("естественно-научный", {"Алгебра": 4, "Химия": 3, "Биология": 3}),
}

# Taught in two halves of a class at the same time, from which grade.
HALVES = {"Английский язык": (2, 11), "Информатика": (5, 11), "Труд (технология)": (5, 8)}

# Halves by sex, not by list.
HALVES_BY_SEX = ("Труд (технология)",)


def _table():
    hours = {}
    for line in _HOURS.strip().splitlines():
        cells = line.split()
        subject = " ".join(cells[:-11])
        hours[subject] = [0 if c == "." else float(c) for c in cells[-11:]]
    return hours


HOURS = _table()


def hours_of(grade, letter):
    """The subjects of a class with their weekly hours, in the table's order."""
    profile = PROFILES[letter][1] if grade >= 10 and letter in PROFILES else {}
    return {subject: profile.get(subject, by_grade[grade - 1])
            for subject, by_grade in HOURS.items() if by_grade[grade - 1]}


# --- Subjects ------------------------------------------------------------------
# area: which patterns of topics and homework fit (wording.py)
# ease: how much easier than the average a good mark is
# works: planned works of a year by grades, TYPE and how many

class Subject:
    def __init__(self, area, ease=0.0, works=None, homework=True, safety=False):
        self.area, self.ease, self.works = area, ease, works or {}
        self.homework, self.safety = homework, safety

    def works_in(self, grade):
        for (first, last), works in self.works.items():
            if first <= grade <= last:
                return [(w[0], int(w[1:])) for w in works.split()]
        return []


SUBJECTS = {
    "Русский язык": Subject("language", -0.15, {
        (2, 3): "Н5 К3 И2", (4, 4): "Н5 К3 И2 В1", (5, 6): "Н5 К4 И3 Ч2 В1",
        (7, 8): "Н3 К3 И2 Ч2 В1", (9, 9): "Н2 К3 И3 Ч2", (10, 11): "К3 Ч2 Т1"}),
    "Литературное чтение": Subject("reading", 0.2, {(2, 4): "К3 Т3 П1"}),
    "Литература": Subject("reading", 0.0, {(5, 8): "Ч3 Т2 П1", (9, 11): "Ч4 Т2 Р1"}),
    "Английский язык": Subject("foreign", -0.05, {(2, 4): "К4 Т2", (5, 11): "К4 Т4 П1"}),
    "Математика": Subject("mathematics", -0.2, {(2, 3): "К8 Т2", (4, 4): "К8 Т2 В1", (5, 6): "К9 Т2 В1"}),
    "Алгебра": Subject("mathematics", -0.3, {(7, 8): "К6 Т1 В1", (9, 9): "К6 З1 Т1", (10, 11): "К5 З1"}),
    "Геометрия": Subject("mathematics", -0.25, {(7, 9): "К4 З1 Т1", (10, 11): "К2 З1"}),
    "Вероятность и статистика": Subject("mathematics", -0.1, {(7, 11): "К2 Т1 А3"}),
    "Информатика": Subject("informatics", 0.15, {(5, 6): "Т2 А8", (7, 11): "К2 Т1 А8"}, safety=True),
    "История": Subject("society", 0.05, {(5, 7): "К3 Т4 П1", (8, 11): "К2 Т3 П1"}),
    "Обществознание": Subject("society", 0.1, {(8, 9): "К1 Т2 П1", (10, 11): "К2 Т3 Р1"}),
    "География": Subject("nature", 0.05, {(5, 6): "К1 Т2 А5", (7, 9): "К2 Т3 А8", (10, 11): "К1 Т1 А5"}),
    "Окружающий мир": Subject("nature", 0.2, {(2, 4): "К2 Т3 А4 П1"}),
    "Биология": Subject("nature", 0.0, {(5, 7): "К1 Т2 Л5", (8, 9): "К2 Т3 Л6", (10, 11): "К1 Т1 Л4"}),
    "Физика": Subject("physics", -0.25, {(7, 8): "К4 Т1 Л7", (9, 9): "К5 Т1 Л8", (10, 11): "К4 Т1 Л5"},
                      safety=True),
    "Химия": Subject("physics", -0.25, {(8, 9): "К4 Т1 А6", (10, 11): "К2 А3"}, safety=True),
    "Музыка": Subject("art", 0.8, {(2, 8): "Т1 П1"}, homework=False),
    "Изобразительное искусство": Subject("art", 0.75, {(2, 8): "Т1 П1"}, homework=False),
    "Труд (технология)": Subject("labour", 0.6, {(2, 9): "Т1 А4 П1"}, homework=False, safety=True),
    "Физическая культура": Subject("sport", 0.6, {(2, 11): "З4"}, homework=False, safety=True),
    "ОБЗР": Subject("society", 0.35, {(8, 11): "К1 Т1 А4"}),
    "История родного края": Subject("society", 0.3, {(7, 9): "З1"}),
    "Финансовая грамотность": Subject("society", 0.25, {(7, 9): "З1"}),
    "Индивидуальный проект": Subject("society", 0.5, {(10, 10): "П2 З1"}),
    TALKS: Subject("talk", homework=False),
    HORIZONS: Subject("talk", homework=False),
    "Избранные вопросы математики": Subject("mathematics", 0.0, {(1, 11): "З1"}),
    "Практикум по обществознанию": Subject("society", 0.1, {(1, 11): "З1"}),
    "Практикум по русскому языку": Subject("language", 0.0, {(1, 11): "З1"}),
    "Олимпиадная математика": Subject("mathematics", -0.1, {(1, 11): "З1"}),
    "Шахматы": Subject("society", 0.3, {(1, 11): "З1"}),
}

# Types that the whole class writes, and days to mark by type, subject, grade
# (domain.md §8, end); None: by the next lesson.
WHOLE_CLASS = "КНЧИЗТВ"
MATHEMATICS = ("Математика", "Алгебра", "Геометрия", "Вероятность и статистика")


def days_to_mark(kind, subject, grade):
    if kind == "Н" or kind in "КТВ" and subject in MATHEMATICS and grade <= 9:
        return None
    if kind in "ИЧ" and grade <= 4:
        return 2
    if kind == "Ч" and grade >= 9:
        return 10
    return 7


WEIGHTS = {"О": 100, "Д": 100, "П": 100, "Т": 100, "С": 120, "Л": 130, "А": 130, "В": 130,
           "И": 140, "Н": 140, "Р": 140, "К": 150, "З": 150, "Ч": 150}

# --- Who teaches what ------------------------------------------------------------
# A department: its subjects, in families that one teacher of a class has
# together; rooms; usual hours of one teacher.

PRIMARY = ("Русский язык", "Литературное чтение", "Математика", "Окружающий мир",
           "Изобразительное искусство", "Труд (технология)")


class Department:
    def __init__(self, name, families, load, room, men=0.15, deputy=False):
        self.name, self.families, self.load, self.room = name, families, load, room
        self.men, self.deputy = men, deputy


DEPARTMENTS = [
    Department("русский язык и литература", [("Русский язык", "Литература")], 22, "201", 0.05, True),
    Department("математика", [("Математика", "Алгебра", "Геометрия", "Вероятность и статистика")],
               23, "301", 0.15, True),
    Department("английский язык", [("Английский язык",)], 23, "211", 0.08),
    Department("информатика", [("Информатика", "Индивидуальный проект")], 22, "311", 0.5),
    Department("история и обществознание",
               [("История", "Обществознание", "История родного края", "Финансовая грамотность")],
               22, "221", 0.3),
    Department("естественные науки", [("Биология",), ("География",), ("Химия",)], 22, "321", 0.12),
    Department("физика", [("Физика",)], 21, "331", 0.4),
    Department("физическая культура и ОБЗР", [("Физическая культура",), ("ОБЗР",)], 25, "спортзал", 0.6),
    Department("музыка", [("Музыка",)], 26, "118", 0.1),
    Department("труд и искусство", [("Труд (технология)", "Изобразительное искусство")],
               22, "мастерская", 0.4),
]

# Taught across classes: sizes -> (subject, group, classes or grade, weekly hours, department).
ELECTIVES = {
    "full": [
        ("Избранные вопросы математики", "Математика 10", 10, "математика"),
        ("Практикум по обществознанию", "Обществознание 10", 10, "история и обществознание"),
        ("Избранные вопросы математики", "Математика 11", 11, "математика"),
        ("Практикум по русскому языку", "Русский язык 11", 11, "русский язык и литература"),
    ],
    "medium": [("Избранные вопросы математики", "Математика 10-11", (10, 11), "математика")],
    "small": [("Олимпиадная математика", "Олимпиадная математика 7", 7, "математика")],
    "tiny": [("Шахматы", "Шахматный клуб", (7, 10), "информатика")],
}

TEXTBOOKS = {
    "Русский язык": ("Канакина В. П., Горецкий В. Г.", "Ладыженская Т. А. и др.", "Рыбченкова Л. М. и др."),
    "Литературное чтение": ("Климанова Л. Ф. и др.",) * 3,
    "Литература": ("Коровина В. Я. и др.", "Коровина В. Я. и др.", "Лебедев Ю. В."),
    "Английский язык": ("Быкова Н. И. и др.", "Ваулина Ю. Е. и др.", "Афанасьева О. В. и др."),
    "Математика": ("Моро М. И. и др.", "Виленкин Н. Я. и др.", ""),
    "Алгебра": ("", "Макарычев Ю. Н. и др.", "Алимов Ш. А. и др."),
    "Геометрия": ("", "Атанасян Л. С. и др.", "Атанасян Л. С. и др."),
    "Вероятность и статистика": ("", "Высоцкий И. Р., Ященко И. В.", "Бунимович Е. А., Булычев В. А."),
    "Информатика": ("", "Босова Л. Л., Босова А. Ю.", "Босова Л. Л., Босова А. Ю."),
    "История": ("", "Мединский В. Р., Торкунов А. В.", "Мединский В. Р., Торкунов А. В."),
    "Обществознание": ("", "Боголюбов Л. Н. и др.", "Боголюбов Л. Н. и др."),
    "География": ("", "Алексеев А. И. и др.", "Гладкий Ю. Н., Николина В. В."),
    "Окружающий мир": ("Плешаков А. А.",) * 3,
    "Биология": ("", "Пасечник В. В. и др.", "Пасечник В. В. и др."),
    "Физика": ("", "Пёрышкин И. М., Иванов А. И.", "Мякишев Г. Я. и др."),
    "Химия": ("", "Габриелян О. С. и др.", "Габриелян О. С. и др."),
}


def textbook(subject, grade):
    """Author and title, or empty."""
    by_stage = TEXTBOOKS.get(subject)
    author = by_stage[0 if grade <= 4 else 1 if grade <= 9 else 2] if by_stage else ""
    return f"{author} {subject}. {grade} класс" if author else ""
