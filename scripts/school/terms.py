"""Term marks, from the marks of the lessons kept."""
from . import stream, wording

STEPS = ((450, 5), (350, 4), (250, 3))  # least mean in hundredths for a mark
DEVIATES = 0.06
BEFORE_END = 2  # school days before a term's last, when its marks are due


def proposal(total, weight):
    """The mark for Σ(score·weight) and Σweight."""
    for least, mark in STEPS:
        if 100 * total >= least * weight:
            return mark
    return 2


class _Sum:
    __slots__ = ("total", "weight", "count", "held", "missed")

    def __init__(self):
        self.total = self.weight = self.count = self.held = self.missed = 0


def make(seed, year, journal, until, by_day=False):
    """[(day of entry, class, group, subject, term, student, mark, reason)].

    Of the terms that ended by a day or, when days are entered one by one, of
    those whose marks were due by then.
    """
    def due(ends):
        return year.school_day(year.on_or_before(ends), -BEFORE_END)

    def over(ends):
        return (due(ends) if by_day else ends) <= until

    rows = []
    sums = _sums(year, journal.lessons)
    rng = stream(seed, "terms", year.y)
    for course in journal.school.courses:
        if not course.marked:
            continue
        for student, first, last in course.members:
            grade = _grade(student, course)
            marks = []
            terms = year.terms(grade)
            for code, begins, ends in terms:
                if not over(ends) or (last is not None and last < ends) or first > ends:
                    continue
                found = sums.get((course.subject, code, student.number))
                mark, reason = _mark(rng, course, found)
                marks.append(mark)
                rows.append((due(ends), *course.key, code, student.number, mark, reason))
            if len(terms) == len(marks) and over(year.last):
                mark = _year(marks)
                if mark:
                    rows.append((due(year.last), *course.key, "Y", student.number, mark, ""))
    return rows


def _grade(student, course):
    return course.room.grade if course.room else course.year_grade[student.number]


def _sums(year, lessons):
    """{(subject, term, student): sums}; a student who changes class keeps his marks."""
    sums = {}
    for lesson in lessons:
        course = lesson.course
        if not course.marked or lesson.missing:
            continue
        for code, first, last in year.terms(course.grade):
            if first <= lesson.day <= last:
                break
        subject, codes = course.subject, {}
        if not course.room:  # grades together: each student has the terms of his own
            for student in course.all:
                grade = course.year_grade[student.number]
                codes[student.number] = next(
                    (c for c, first, last in year.terms(grade) if first <= lesson.day <= last), code)
        for student in course.on(lesson.day):
            key = subject, codes.get(student.number, code), student.number
            found = sums.get(key)
            if found is None:
                found = sums[key] = _Sum()
            found.held += 1
        for student, _ in lesson.away:
            sums[subject, codes.get(student.number, code), student.number].missed += 1
        for student, value, at in lesson.marks:
            found = sums[subject, codes.get(student.number, code), student.number]
            weight = lesson.tasks[at].weighs
            found.total += int(value) * weight
            found.weight += weight
            found.count += 1
    return sums


def _mark(rng, course, found):
    if found is None or not found.weight:
        return "н/а", wording.NO_MARKS
    if 3 * found.missed > 2 * found.held:
        return "н/а", wording.ABSENT_MOST
    if course.kind == "elective":
        return "зач", ""
    mark = proposal(found.total, found.weight)
    if rng.random() < DEVIATES:
        mean = 100 * found.total / found.weight
        if mark < 5 and (mark == 2 or mean >= 100 * mark + 10):
            return str(mark + 1), rng.choice(wording.DEVIATION)
        if mark > 3 and mean < 100 * mark - 30:
            return str(mark - 1), rng.choice(wording.DEVIATION_DOWN)
    return str(mark), ""


def _year(marks):
    """Half up; one quarter without attestation is left out."""
    numbers = [int(m) for m in marks if m.isdigit()]
    if marks and all(m == "зач" for m in marks):
        return "зач"
    if not numbers or len(marks) - len(numbers) > (1 if len(marks) == 4 else 0):
        return ""
    return str((2 * sum(numbers) + len(numbers)) // (2 * len(numbers)))
