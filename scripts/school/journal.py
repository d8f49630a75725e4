"""The year as it is kept: lessons, marks, attendance."""
from . import stream, weighted, wording
from .curriculum import TALKS, WEIGHTS, WHOLE_CLASS, days_to_mark
from .dates import DAY

# How many marks a lesson brings, by weekly hours: rare lessons mark more.
EAGERNESS = ((0.5, 2.2), (1, 1.08), (2, 0.82), (3, 0.71), (99, 0.55))
GENERAL = -0.085  # raises all marks; with the steps it gives the shares 30, 42, 24, 4 %
STEPS = ((0.563, "5"), (-0.626, "4"), (-1.88, "3"))  # least score for a mark
# Fewest marks for a quarter and a half-year, by weekly hours: a teacher minds them
# from before the middle of the term.
FEWEST = ((1, 3, 5), (2, 5, 7), (99, 7, 9))
MINDS_FROM = 0.4
KIND_EASE = {"К": -0.2, "Н": -0.25, "И": -0.1, "Ч": -0.05, "Т": -0.1, "В": -0.2, "С": -0.1,
             "Д": 0.15, "П": 0.6, "Р": 0.5, "Л": 0.2, "А": 0.2}
BONUS_WEIGHT = 200  # of a year's last control work, now and then


class Task:
    def __init__(self, kind, title="", weight=None, due=None):
        self.kind, self.title, self.weight, self.due = kind, title, weight, due
        self.entered = None  # the day when its marks are entered

    def text(self):
        return (self.kind + (f"*{self.weight}" if self.weight else "")
                + (f": {self.title}" if self.title else "") + (f" > {self.due}" if self.due else ""))

    @property
    def weighs(self):
        return self.weight or WEIGHTS[self.kind]


class Lesson:
    __slots__ = ("course", "day", "number", "topic", "tasks", "homework", "marks", "away", "late",
                 "register", "missing", "entered", "whole_class", "last_of_term")

    def __init__(self, course, day, number):
        self.course, self.day, self.number = course, day, number
        self.topic = self.homework = ""
        self.tasks, self.marks = [], []  # marks: (student, value, place of the task)
        self.away, self.late = [], []    # (student, Absence), (student, minutes)
        self.register, self.missing = True, False
        self.entered = day               # when the teacher writes it down
        self.whole_class = self.last_of_term = False


class Keeper:
    """How one course is kept through the year."""

    def __init__(self, seed, year, course, items):
        self.year, self.course = year, course
        self.way = stream(seed, "lessons", year.y, *course.key)
        self.luck = stream(seed, "marks", year.y, *course.key)
        self.time = stream(seed, "entries", year.y, *course.key)
        self.items = _fitted(items, len(course.days))
        self.at = 0            # lessons given
        self.briefing = any(x.briefing for x in items)
        self.counts = {}       # student number -> marks of the term
        self.term = None
        self.affinity = {}
        self.last_work = max((i for i, x in enumerate(self.items) if x.kind == "К"), default=-1)
        hours = min(course.hours, 99)
        self.eager = next(e for most, e in EAGERNESS if hours <= most)
        self.ease = GENERAL + course.traits.ease + (0.15 if course.grade <= 4 else 0.0)
        self.terms = year.terms(course.grade)
        self.fewest = next(f[1 if course.grade <= 9 else 2] for f in FEWEST if hours <= f[0])
        self.lessons = self.given = 0  # of the term

    # --- What is done ---

    def hold(self, lesson, busy_class):
        """Fill the lesson in, but for its marks; busy_class: a whole-class work was written today."""
        course = self.course
        last = self._begin_term(lesson.day)
        item = self._next(busy_class or last, lesson.day >= self.year.quarters[2][0])
        lesson.topic = item.topic
        lesson.whole_class = bool(item.kind) and item.kind in WHOLE_CLASS
        lesson.last_of_term = last
        if course.marked:
            lesson.tasks = self._tasks(item, lesson)
            for task in lesson.tasks:
                task.entered = self._entered(task, lesson)
        elif course.kind == "lesson":
            lesson.tasks = [Task("О")]
        lesson.homework = self._homework(item, lesson, last)
        self.at += 1

    def _begin_term(self, day):
        """Start a term's counts; whether this is its last lesson."""
        for code, first, last in self.terms:
            if first <= day <= last:
                if code != self.term:
                    self.term, self.counts, self.given = code, {}, 0
                    self.lessons = sum(1 for d in self.course.days if first <= d <= last)
                self.given += 1
                following = self.course.days[self.at + 1] if self.at + 1 < len(self.course.days) else None
                return following is None or following > last
        return False

    def _next(self, no_work, january):
        """The next item of the plan.

        A whole-class work waits when it may not be today, and the second
        safety briefing is held when lessons begin in January.
        """
        items, at = self.items, self.at

        def waits(item):
            return no_work and item.kind and item.kind in WHOLE_CLASS or item.briefing and not january

        if january and self.briefing:
            self.briefing = False
            other = next((i for i in range(at, len(items)) if items[i].briefing), at)
            items.insert(at, items.pop(other))
        elif waits(items[at]):
            for other in range(at + 1, min(at + 5, len(items))):
                if not waits(items[other]):
                    items.insert(at, items.pop(other))
                    break
        return items[at]

    def _tasks(self, item, lesson):
        way, kind = self.way, item.kind
        if kind:
            weight = None
            if self.at == self.last_work and self.course.hours >= 3 and way.random() < 0.5:
                weight = BONUS_WEIGHT
            if kind in "ПР":
                return [Task(kind, item.title, None, self._due(lesson))]
            task = Task(kind, item.title, weight)
            if kind == "Н" and way.random() < 0.7:
                return [task, Task("С", wording.DICTATION_PAIR)]
            if kind in "ЛА" and way.random() < 0.35:
                return [task, Task("О")]
            return [task]
        tasks = []
        letters = weighted(way, wording.ORDINARY_TASKS[self.course.traits.area])
        for letter in letters if self.at else "О":
            title = ""
            if letter == "С" and way.random() < 0.6:
                title = way.choice(wording.SELF_WORK_OF.get(self.course.traits.area, wording.SELF_WORK))
            elif letter == "Р":
                letter, title = "Р", wording.REPORT
            tasks.append(Task(letter, title))
        return tasks

    def _due(self, lesson):
        """A project is handed in two lessons later, within the term."""
        days = self.course.days
        due = days[min(self.at + 2, len(days) - 1)]
        return max(min(due, self._term_end(lesson.day)), lesson.day)

    def _term_end(self, day):
        for _, first, last in self.terms:
            if first <= day <= last:
                return self.year.on_or_before(last)
        return day

    def _entered(self, task, lesson):
        """The day when the teacher enters the marks, within the deadline."""
        if task.due:
            return task.due
        if task.kind not in WHOLE_CLASS and task.title != wording.DICTATION_PAIR:
            return lesson.day
        allowed = days_to_mark("Н" if task.title == wording.DICTATION_PAIR else task.kind,
                               self.course.subject, self.course.grade)
        if allowed is None:
            following = self.course.days[self.at + 1] if self.at + 1 < len(self.course.days) else lesson.day
            latest = max(following - DAY, lesson.day)
        else:
            latest = lesson.day + DAY * allowed
        latest = self.year.on_or_before(min(latest, self._term_end(lesson.day)))
        steps = self.year.index[latest] - self.year.index[lesson.day]
        if task.title == wording.DICTATION_PAIR:
            return lesson.tasks[0].entered if lesson.tasks else lesson.day
        return self.year.school_day(lesson.day, self.time.randint(0, steps))

    def _homework(self, item, lesson, last):
        if not self.course.traits.homework or self.course.grade == 1:
            return ""
        if lesson.whole_class:
            return self.way.choice(("", wording.NO_HOMEWORK))
        if last or not item.homework or self.way.random() < 0.03:
            return wording.NO_HOMEWORK
        return item.homework

    # --- Marks ---

    def mark(self, lesson, present):
        marked = []
        behind = self._behind(present)
        for at, task in enumerate(lesson.tasks):
            if task.kind in WHOLE_CLASS or task.title == wording.DICTATION_PAIR:
                chosen = present
            else:
                chosen = self._chosen(present, self._share(task), behind if task.kind in "ОСЛА" else [])
                behind = []
            marked += [(student, self._value(student, task), at) for student in chosen]
            for student in chosen:
                self.counts[student.number] = self.counts.get(student.number, 0) + 1
        if len(lesson.tasks) > 1:
            marked.sort(key=lambda m: (m[0].number, m[2]))
        lesson.marks = marked

    def _behind(self, present):
        """Those who have fewer marks than the term so far asks for."""
        gone = self.given / self.lessons
        if gone < MINDS_FROM:
            return []
        need = int(self.fewest * min(1.0, gone + 0.15))
        return [at for at, s in enumerate(present) if self.counts.get(s.number, 0) < need]

    def _share(self, task):
        """Which part of the present gets a mark for a task."""
        if task.kind in "ЛА":
            low, high = (0.75, 1.0) if task.title else (0.3, 0.8)
        elif task.kind == "С":
            low, high = 0.35, 0.9
        elif task.kind == "П":
            low, high = 0.4, 0.7
        elif task.kind == "Р":
            low, high = 0.02, 0.12
        elif task.kind == "Д":
            low, high = 0.1, 0.35
        else:
            low, high = 0.08, 0.30
        share = low + (high - low) * self.way.random()
        return min(1.0, share * self.eager) if task.kind in "ОДС" else share

    def _chosen(self, present, share, behind):
        """Those who were asked least come first, more or less; those behind in any case."""
        exact = share * len(present)
        count = int(exact) + (self.way.random() < exact % 1)
        if count >= len(present):
            return present
        counts, lot = self.counts, self.way.random
        asked = sorted((counts.get(s.number, 0) + 2.2 * lot(), at) for at, s in enumerate(present))
        chosen = [at for _, at in asked[:count]]
        return [present[at] for at in sorted({*chosen, *behind})]

    def _value(self, student, task):
        own = self.affinity.get(student.number)
        if own is None:
            own = self.affinity[student.number] = (
                0.72 * student.ability + 0.38 * self.luck.gauss(0, 1) + self.ease)
        score = own + KIND_EASE.get(task.kind, 0.0) + 0.62 * self.luck.gauss(0, 1)
        for least, value in STEPS:
            if score >= least:
                return value
        return "2"


def _fitted(items, lessons):
    """The plan's hours one by one, fitted to the lessons that the calendar gives."""
    hours = [item for item in items for _ in range(item.hours)]
    at = len(hours) - 1
    while len(hours) > lessons and at > 0:  # two hours become one, the latest first
        if hours[at] is hours[at - 1]:
            del hours[at]
        at -= 1
    while len(hours) > lessons:  # then the repetition at the year's end
        loose = [i for i, item in enumerate(hours) if not item.kind]
        del hours[loose[-1]]
    while len(hours) < lessons:
        hours.append(hours[-1])
    return hours


class Journal:
    """All lessons of a year, up to a day."""

    def __init__(self, seed, year, school, plans, absences):
        self.year, self.school, self.absences = year, school, absences
        self.lessons = []
        self.held = {}  # (class name, day): one whole-class work was written
        self._dates()
        self.keepers = [Keeper(seed, year, c, plans[c]) for c in school.courses]
        self.lots = {r.name: stream(seed, "late", year.y, r.name) for r in school.rooms}
        self.lots[""] = stream(seed, "late", year.y)

    def _dates(self):
        """Each course's lessons, from its slots and the calendar."""
        self.by_day = {}
        for at, course in enumerate(self.school.courses):
            course.days = []
            for day in self.year.days:
                if not self.year.held(day, course.grade):
                    continue
                numbers = sorted(number for weekday, number, week in course.slots
                                 if weekday == day.isoweekday() and week in (None, self.year.week(day)))
                for number in numbers:
                    course.days.append(day)
                    place = course.room.name if course.room else "", number, at
                    self.by_day.setdefault(day, []).append(place)
        order = {r.name: i for i, r in enumerate(self.school.rooms)}
        order[""] = len(order)
        for places in self.by_day.values():
            places.sort(key=lambda p: (order[p[0]], p[1], p[2]))

    def keep(self, until):
        """Hold every lesson of the days up to one."""
        for day in self.year.days:
            if day > until:
                break
            for name, number, at in self.by_day.get(day, ()):
                self._lesson(self.keepers[at], name, day, number)

    def _lesson(self, keeper, name, day, number):
        course = keeper.course
        lesson = Lesson(course, day, number)
        students = course.on(day)
        away = self.absences[day]
        lesson.away = [(s, away[s.number]) for s in students
                       if s.number in away and away[s.number].covers(number)]
        present = [s for s in students if not (s.number in away and away[s.number].covers(number))]
        # Another half's work of the same slot is the same work for the class.
        busy = self.held.get((name, day), number) != number
        keeper.hold(lesson, busy)
        if lesson.whole_class:
            self.held[name, day] = number
        if course.marked:
            keeper.mark(lesson, present)
        self._late(lesson, name, present)
        self.lessons.append(lesson)

    def _late(self, lesson, name, present):
        lots = self.lots[name]
        first = lesson.number == 1 and lesson.course.subject != TALKS
        chance = (0.012 if first else 0.0022) * len(present)
        if present and lots.random() < chance:
            student = max(lots.choice(present), lots.choice(present), key=lambda s: s.tardiness)
            lesson.late.append((student, lots.choice((2, 3, 5, 5, 7, 8, 10, 10, 12, 15, 20) if first
                                                     else (2, 2, 3, 3, 5, 5, 7))))
