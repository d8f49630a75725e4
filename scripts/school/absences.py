"""Who is away when, and why."""
from . import stream, wording
from .dates import DAY

LONG_ILLNESS = 0.004  # students a year

# Months when more are ill.
SEASON = {9: 0.8, 10: 1.0, 11: 1.2, 12: 1.3, 1: 1.1, 2: 1.4, 3: 1.1, 4: 0.8, 5: 0.6}


class Absence:
    """One spell: whole days, or the lessons numbered first_lesson … last_lesson of a day."""

    def __init__(self, code, first, last, lessons=(1, 8)):
        self.code, self.first, self.last, self.lessons = code, first, last, lessons
        self.basis = self.document = ""
        self.known = None  # the day when the homeroom teacher sets the reason

    def covers(self, number):
        return self.lessons[0] <= number <= self.lessons[1]


def make(seed, year, rooms):
    """{date: {student number: Absence}} of the whole year."""
    by_day = {day: {} for day in year.days}
    for room in rooms:
        for student, first, last in room.members:
            rng = stream(seed, "absence", year.y, student.number, room.name)
            for absence in _year(rng, student, room.grade, year):
                day = absence.first
                while day <= absence.last:
                    if day in by_day and first <= day and (last is None or day <= last):
                        by_day[day][student.number] = absence
                    day += DAY
    return by_day


def _year(rng, student, grade, year):
    days = year.days
    young = 1.25 if grade <= 4 else 1.0
    older = 1.0 if grade <= 4 else 1.6 if grade >= 8 else 1.2
    illness = 0.0060 * student.frailty * young
    leave, visit = 0.0034, 0.0064
    truant = 0.0094 * student.truancy * older if grade > 1 else 0.0
    long_spell = rng.randrange(len(days) - 40) if rng.random() < LONG_ILLNESS else None
    at = 0
    while at < len(days):
        day, lot = days[at], rng.random()
        if long_spell is not None and at >= long_spell:
            length, code, long_spell = rng.randint(22, 40), "ill", None
        elif lot < illness * SEASON[day.month]:
            length, code = rng.choice((1, 2, 3, 3, 4, 4, 5, 5, 5, 6, 7, 8, 10)), "ill"
        elif lot < illness * 1.4 + leave:
            length, code = rng.choice((1, 1, 1, 2, 2, 3, 4, 5)), "excused"
        elif lot < illness * 1.4 + leave + visit:
            yield _finish(rng, year, Absence("excused", day, day, _part(rng)), at, at)
            at += 1
            continue
        elif lot < illness * 1.4 + leave + visit + truant:
            whole = rng.random() < 0.3
            lessons = (1, 8) if whole else _part(rng)
            yield _finish(rng, year, Absence("unexcused", day, day, lessons), at, at)
            at += 1
            continue
        else:
            at += 1
            continue
        end = min(at + length - 1, len(days) - 1)
        yield _finish(rng, year, Absence(code, day, days[end]), at, end)
        at = end + 2


def _part(rng):
    """The first lessons of a day, or all from one on."""
    if rng.random() < 0.45:
        return 1, rng.choice((1, 1, 2, 2, 3))
    return rng.choice((4, 5, 5, 6, 6, 7)), 8


def _finish(rng, year, absence, at, end):
    """Reason, paper, and when the homeroom teacher enters them: within 3 school days of the return."""
    absence.known = year.school_day(absence.last, 1 + rng.choice((0, 0, 0, 1, 1, 2)))
    length = end - at + 1
    if absence.code == "ill":
        if length >= 3 or rng.random() < 0.4:
            absence.basis, absence.document = "certificate", wording.ILL.format(n=rng.randint(100, 4999))
        else:
            absence.basis = "guardian"
    elif absence.code == "excused":
        lot = rng.random()
        if lot < 0.2 and absence.lessons == (1, 8):
            absence.basis, absence.document = "order", wording.ORDER.format(n=rng.randint(20, 400))
        elif lot < 0.7:
            day = absence.first - DAY * rng.randint(0, 2)
            absence.basis, absence.document = "note", wording.NOTE.format(day=day.strftime("%d.%m.%Y"))
        else:
            absence.basis = "guardian"
    return absence
