"""Ordinary slips of an ordinary week, and faults planted on purpose."""
from datetime import date, timedelta

from . import stream

SLIP_HOMEWORK, SLIP_LATE = 0.004, 0.0035  # of lessons
PER_RULE = 150  # lessons for one planted fault of a rule
MOST = 40
LONGEST_MARKING = timedelta(days=14)
OFF_PLAN = "Викторина и настольные игры"


class Faults:
    """Spoils lessons and remembers how; rows go to faults.csv."""

    def __init__(self, seed, year, journal, span, by_day):
        self.year, self.journal = year, journal
        self.first, self.last = span[0], year.on_or_before(span[1]) or span[0]
        self.by_day = by_day
        self.seed = seed
        self.rows = []
        self.touched = set()  # places of lessons that carry a fault already
        self.span = [i for i, x in enumerate(journal.lessons) if self.first <= x.day <= self.last]
        self.unconfirmed = []

    def _note(self, rule, lesson, note, student=""):
        course = lesson.course
        self.rows.append((rule, lesson.day, *course.key, lesson.number, course.teacher.login, student, note))

    # --- Ordinary slips ---

    def slips(self):
        """Rare, and at most one a teacher and week."""
        rng = stream(self.seed, "slips", self.year.y)
        weeks = set()
        days = self.year.days
        for at, lesson in enumerate(self.journal.lessons):
            lot, late = rng.random(), rng.random()
            key = lesson.course.teacher.login, lesson.day.isocalendar()[:2]
            if key in weeks:
                continue
            if lot < SLIP_HOMEWORK and self._wants_homework(lesson):
                lesson.homework = ""
                self._remember(at, "homework-missing", "slip")
            elif (late < SLIP_LATE and self.by_day and self.first <= lesson.day < self.last
                  and self._can_be_late(lesson)):
                lesson.entered = days[self.year.index[lesson.day] + 1]
                self._remember(at, "entry-late", "slip")
            else:
                continue
            weeks.add(key)

    def _remember(self, at, rule, note):
        self.touched.add(at)
        if at >= (self.span[0] if self.span else 0):
            self._note(rule, self.journal.lessons[at], note)

    @staticmethod
    def _wants_homework(lesson):
        course = lesson.course
        return (course.kind == "lesson" and course.grade > 1 and course.traits.homework
                and not lesson.whole_class and not lesson.last_of_term)

    def _can_be_late(self, lesson):
        """Late, and still nothing else: all is entered by the span's end."""
        return lesson.day < self.last and not lesson.whole_class and not any(t.due for t in lesson.tasks)

    # --- Planted faults ---

    def plant(self, rooms):
        rng = stream(self.seed, "faults", self.year.y)
        count = min(MOST, max(2, len(self.span) // PER_RULE))
        kinds = [("lesson-missing", self._lesson_missing), ("topic-missing", self._topic_missing),
                 ("homework-missing", self._homework_missing), ("register-missing", self._register_missing),
                 ("mark-on-absence", self._mark_on_absence), ("entry-late", self._entry_late),
                 ("control-unmarked", self._control_unmarked), ("topic-off-plan", self._topic_off_plan),
                 ("reason-pending", self._reason_pending)]
        for rule, spoil in kinds:
            if rule in ("entry-late", "reason-pending") and not self.by_day:
                continue  # without days of entry nothing is late
            order = [i for i in self.span if i not in self.touched]
            rng.shuffle(order)
            done = 0
            for at in order:
                if done == count:
                    break
                done += spoil(rng, at, self.journal.lessons[at])
        self._few_marks(rng, max(1, count // 3))
        self._unconfirmed(rng, rooms)
        self.rows.sort(key=lambda r: (r[1], r[0], r[2:]))

    def _done(self, at, rule, note, student=""):
        self.touched.add(at)
        self._note(rule, self.journal.lessons[at], note, student)
        return 1

    def _lesson_missing(self, rng, at, lesson):
        if lesson.whole_class or any(t.due for t in lesson.tasks):
            return 0
        lesson.missing = True
        return self._done(at, "lesson-missing", "nothing entered at all")

    def _topic_missing(self, rng, at, lesson):
        lesson.topic = ""
        return self._done(at, "topic-missing", "no topic")

    def _homework_missing(self, rng, at, lesson):
        if not self._wants_homework(lesson):
            return 0
        lesson.homework = ""
        return self._done(at, "homework-missing", "no homework")

    def _register_missing(self, rng, at, lesson):
        if lesson.away or lesson.late:
            return 0
        lesson.register = False
        return self._done(at, "register-missing", "register not taken")

    def _mark_on_absence(self, rng, at, lesson):
        places = [i for i, t in enumerate(lesson.tasks)
                  if t.entered == lesson.day and t.kind not in "ДПР"]
        if not lesson.away or not places or lesson.whole_class:
            return 0
        student, _ = rng.choice(lesson.away)
        lesson.marks.append((student, rng.choice("345"), places[0]))
        lesson.marks.sort(key=lambda m: (m[0].number, m[2]))
        return self._done(at, "mark-on-absence", "a mark and an absence", student.number)

    def _entry_late(self, rng, at, lesson):
        if lesson.day >= self.last or not self._can_be_late(lesson):
            return 0
        lesson.entered = self.year.days[self.year.index[lesson.day] + 1]
        return self._done(at, "entry-late", "entered on the next school day")

    def _control_unmarked(self, rng, at, lesson):
        if not lesson.whole_class or lesson.day + LONGEST_MARKING > self.last:
            return 0
        lesson.marks = []
        return self._done(at, "control-unmarked", "no marks at all")

    def _topic_off_plan(self, rng, at, lesson):
        if not lesson.course.marked or lesson.whole_class:
            return 0
        lesson.topic = OFF_PLAN
        return self._done(at, "topic-off-plan", "a topic that is in no plan")

    def _reason_pending(self, rng, at, lesson):
        """A whole spell stays without a reason."""
        year, room = self.year, lesson.course.room
        for student, absence in lesson.away:
            if (room and absence.first >= self.first and absence.known <= self.last
                    and year.index[absence.last] + 5 <= year.index[self.last]):
                absence.known = date.max
                self.touched.add(at)
                self.rows.append(("reason-pending", absence.first, room.name, "", "", "", room.homeroom.login,
                                  student.number, f"no reason up to {absence.last}"))
                return 1
        return 0

    def _few_marks(self, rng, courses):
        """Take the marks of a running term, past its middle, from two students of a course."""
        last = self.last
        fit = []
        for course in self.journal.school.courses:
            if course.kind != "lesson" or not course.marked or course.hours < 2 or len(course.all) < 3:
                continue
            for code, begins, ends in self.year.terms(course.grade):
                days = [d for d in course.days if begins <= d <= ends]
                gone = sum(1 for d in days if d <= last)
                if begins <= last <= ends and gone * 2 >= len(days) + 2:
                    fit.append((course, code, begins, min(ends, last)))
        for course, code, begins, ends in rng.sample(fit, min(courses, len(fit))):
            self._strip(rng, course, code, begins, ends)

    def _strip(self, rng, course, code, begins, ends):
        lessons = [x for x in self.journal.lessons if x.course is course and begins <= x.day <= ends]
        missed = {}
        for lesson in lessons:
            for student, _ in lesson.away:
                missed[student.number] = missed.get(student.number, 0) + 1
        able = [s for s in course.on(ends) if 4 * missed.get(s.number, 0) < len(lessons)
                and all(s in course.on(d) for d in (begins, ends))]
        chosen = sorted(s.number for s in rng.sample(able, min(len(able), 2)))
        for lesson in lessons:
            lesson.marks = [m for m in lesson.marks if m[0].number not in chosen]
        for number in chosen:
            self.rows.append(("marks-few-term", ends, *course.key, "", course.teacher.login, number,
                              f"no mark in {code}"))

    def _unconfirmed(self, rng, rooms):
        for room in rng.sample(rooms, max(1, len(rooms) // 16)):
            self.unconfirmed.append(room.name)
            self.rows.append(("roster-stale", self.last, room.name, "", "", "", room.homeroom.login, "",
                              "do not confirm this class list"))
