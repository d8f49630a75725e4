"""The files of a year."""
import csv
import os

from .curriculum import textbook

LESSON = ("date", "class", "group", "subject", "number", "topic", "tasks", "homework")
MARK = ("date", "class", "group", "subject", "number", "student", "mark", "type", "task")
ATTENDANCE = ("date", "class", "group", "subject", "number", "student", "code", "minutes", "basis", "document")
TERM = ("class", "group", "subject", "term", "student", "mark", "reason")
FAULT = ("rule", "date", "class", "group", "subject", "number", "teacher", "student", "note")


def write(folder, name, columns, rows):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name + ".csv"), "w", encoding="utf-8", newline="") as out:
        writer = csv.writer(out, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


def text(folder, name, lines):
    os.makedirs(folder, exist_ok=True)
    with open(os.path.join(folder, name), "w", encoding="utf-8", newline="") as out:
        out.write(lines)


def clear(folder):
    """Take away what an earlier run left and this one may not write again."""
    days = os.path.join(folder, "days")
    found = [os.path.join(days, day) for day in os.listdir(days)] if os.path.isdir(days) else []
    for place, names in ((folder, ("faults",)), (os.path.join(folder, "roster"), ("enrolment",)),
                         *((day, ("lessons", "marks", "attendance", "terms")) for day in found)):
        for name in names:
            path = os.path.join(place, name + ".csv")
            if os.path.exists(path):
                os.remove(path)
    for empty in [day for day in found if os.path.isdir(day) and not os.listdir(day)]:
        os.rmdir(empty)


def hours_text(hours):
    return str(int(hours)) if hours == int(hours) else str(hours)


# --- Roster ----------------------------------------------------------------------

def roster(folder, year, staff, school, plans):
    folder = os.path.join(folder, "roster")
    write(folder, "staff", ("login", "surname", "given_name", "patronymic", "role", "email"),
          [(p.login, p.surname, p.given, p.patronymic, p.role, f"{p.login}@example.org")
           for p in _people(staff, school)])
    write(folder, "class", ("class", "grade", "homeroom"),
          [(r.name, r.grade, r.homeroom.login) for r in school.rooms])
    students = _students(school, year)
    write(folder, "student", ("number", "surname", "given_name", "patronymic", "birth_date", "class",
                              "enrolled_on", "left_on", "order_in", "order_out"),
          [_student(s, s.enrolments[year.y][-1]) for s in students])
    moved = [s for s in students if _moved(s, year)]
    if moved:
        write(folder, "enrolment", ("student", "class", "from", "to", "order_in", "order_out",
                                    "from_where", "to_where"),
              [(s.number, e.room.name, e.first, e.last or "", e.order_in, e.order_out, e.from_where, e.to_where)
               for s in moved for e in s.enrolments[year.y]])
    write(folder, "guardian", ("student", "surname", "given_name", "patronymic", "relation", "email",
                               "phone", "rights", "document"),
          [(s.number, *(g[k] for k in ("surname", "given_name", "patronymic", "relation", "email",
                                       "phone", "rights", "document")))
           for s in students for g in s.family.guardians])
    write(folder, "group", ("class", "group", "student", "from", "to"),
          [(name, group, s.number, "" if first == year.first else first, last or "")
           for name, group, members in school.groups for s, first, last in members])
    write(folder, "course", ("class", "group", "subject", "teacher", "hours_per_week", "kind",
                             "programme", "textbook"),
          [(*c.key, c.teacher.login, hours_text(c.hours), c.kind, _programme(c),
            textbook(c.subject, c.grade) if c.kind == "lesson" else "") for c in school.courses])
    write(folder, "timetable", ("class", "group", "subject", "weekday", "number", "week", "room"),
          [(*c.key, weekday, number, week or "", c.teacher.room)
           for c in school.courses for weekday, number, week in c.slots])
    write(folder, "plan", ("class", "grade", "group", "subject", "no", "section", "topic", "hours",
                           "task_type", "homework"),
          [(*owner, subject, no, i.section, i.topic, i.hours, i.kind, i.homework)
           for (owner, subject), items in plans.items() for no, i in enumerate(items, 1)])


def _people(staff, school):
    teaching = []
    for course in school.courses:
        if course.teacher not in teaching:
            teaching.append(course.teacher)
    known = staff.office + [t for d in staff.departments.values() for t in d] + staff.primary
    return [p for p in known if p in staff.office or p in teaching]


def _students(school, year):
    """Each student once, in the class where he was last."""
    return [s for r in school.rooms for s, _, _ in r.members if s.enrolments[year.y][-1].room is r]


def _student(s, stay):
    return (s.number, s.surname, s.given, s.patronymic, s.birth, stay.room.name, stay.first,
            stay.last or "", stay.order_in, stay.order_out)


def _moved(s, year):
    stays = s.enrolments[year.y]
    return len(stays) > 1 or stays[0].first != year.first or stays[0].last


def _programme(course):
    if course.kind != "lesson":
        return "рабочая программа школы"
    deep = course.grade >= 10 and course.hours >= 4 or course.subject in ("Химия", "Биология") and (
        course.grade >= 10 and course.hours >= 3)
    return "ФРП, углублённый уровень" if deep else "ФРП, базовый уровень" if course.grade >= 10 else "ФРП"


# --- Journal -----------------------------------------------------------------------

class Pages:
    """Rows of lessons, marks and attendance by the day they are entered; None: the main files."""

    def __init__(self, until, by_day=None):
        self.until, self.by_day = until, by_day
        self.lessons, self.marks, self.attendance, self.terms = {}, {}, {}, {}

    def _page(self, entered):
        """The bucket of a day of entry, or False when that is still to come."""
        if entered > self.until:
            return False
        return entered if self.by_day and entered >= self.by_day[0] else None

    def add(self, lesson, year):
        if lesson.missing:
            return
        course = lesson.course
        head = (lesson.day, *course.key, lesson.number)
        page = self._page(lesson.entered)
        if page is False:
            return
        self.lessons.setdefault(page, []).append(
            (*head, lesson.topic, " | ".join(t.text() for t in lesson.tasks), lesson.homework))
        places = [self._page(max(t.entered, lesson.entered)) for t in lesson.tasks] if course.marked else []
        for student, value, at in lesson.marks:
            if places[at] is not False:
                task = lesson.tasks[at]
                self.marks.setdefault(places[at], []).append(
                    (*head, student.number, value, task.kind, task.title))
        if lesson.register:
            self._register(lesson, head, page, year)

    def _register(self, lesson, head, page, year):
        rows = self.attendance.setdefault(page, [])
        if not lesson.away and not lesson.late:
            rows.append((*head, "", "taken", "", "", ""))
            return
        both = [(s.number, (s.number, *self._absence(a, page))) for s, a in lesson.away]
        both += [(s.number, (s.number, "late", minutes, "", "")) for s, minutes in lesson.late]
        rows += [(*head, *row) for _, row in sorted(both, key=lambda x: x[0])]
        if page is None:
            return
        for student, absence in lesson.away:
            known = absence.known
            if known <= lesson.entered:
                known = year.school_day(lesson.entered, 1)
            later = self._page(known)
            if later and later > lesson.entered:
                self.attendance.setdefault(later, []).append(
                    (*head, student.number, absence.code, "", absence.basis, absence.document))

    @staticmethod
    def _absence(absence, page):
        if page is None:
            return absence.code, "", absence.basis, absence.document
        return "absent", "", "", ""

    def add_terms(self, rows):
        for day, *row in rows:
            page = self._page(day)
            if page is not False:
                self.terms.setdefault(page, []).append(row)

    def write(self, folder):
        for rows, name, columns in ((self.lessons, "lessons", LESSON), (self.marks, "marks", MARK),
                                    (self.attendance, "attendance", ATTENDANCE), (self.terms, "terms", TERM)):
            write(folder, name, columns, rows.get(None, ()))
            for day in sorted(d for d in rows if d is not None):
                write(os.path.join(folder, "days", day.isoformat()), name, columns, rows[day])
