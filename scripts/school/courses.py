"""Groups and courses of a year, and who teaches them."""
import math

from . import curriculum as cur, stream
from .curriculum import DEPARTMENTS, EXTRACURRICULAR, HALVES, PRIMARY

MOST_HOURS = 28  # of subjects; a class teacher's own hours come on top
DEPUTY_SHARE = 0.4


class Course:
    """A subject taught to a class or a group, by one teacher."""

    def __init__(self, room, group, subject, hours, members, grade, kind="lesson"):
        self.room, self.group, self.subject, self.hours = room, group, subject, hours
        self.members = members  # [(student, first, last or None)], sorted
        self.grade, self.kind = grade, kind
        self.teacher = None
        self.traits = cur.SUBJECTS[subject]
        self.marked = kind != "extracurricular" and grade > 1
        self.slots = []  # (weekday, number, week or None)
        self.days = []   # dates of its lessons, one for each lesson
        self.steady = all(last is None and first == members[0][1] for _, first, last in members)
        self.all = [student for student, _, _ in members]

    @property
    def class_name(self):
        return self.room.name if self.room else ""

    @property
    def key(self):
        return self.class_name, self.group, self.subject

    def on(self, day):
        """The students of a day."""
        if self.steady:
            return self.all
        return [s for s, first, last in self.members
                if first <= day and (last is None or day <= last)]


class School:
    """The courses of one year."""

    def __init__(self, rooms):
        self.rooms = rooms
        self.groups = []     # (class name, group name, members)
        self.courses = []
        self.electives = []  # lists of courses taught at the same time, and their classes


def make(seed, size, year, rooms, staff, habits):
    """All courses of the year with their teachers; habits (who had whom last year) is brought up to date."""
    school = School(rooms)
    rng = stream(seed, "courses", year.y)
    for room in rooms:
        for subject, hours in cur.hours_of(room.grade, room.letter).items():
            kind = "extracurricular" if subject in EXTRACURRICULAR else "lesson"
            halves = HALVES.get(subject)
            if halves and halves[0] <= room.grade <= halves[1]:
                for at, half in enumerate(_halves(room.members, subject)):
                    group = f"{subject.split(' (')[0]} {at + 1}"
                    school.groups.append((room.name, group, half))
                    school.courses.append(Course(room, group, subject, hours, half, room.grade, kind))
            else:
                school.courses.append(Course(room, "", subject, hours, room.members, room.grade, kind))
    _electives(school, size, year, rooms, rng)
    for teacher in [t for d in staff.departments.values() for t in d] + staff.primary:
        teacher.load = 0.0
    _primary(school, staff, habits)
    for department in DEPARTMENTS:
        _assign(school, department, staff, size, habits)
    _homerooms(school, habits)
    return school


def _halves(members, subject):
    if subject in cur.HALVES_BY_SEX:
        parts = [[m for m in members if m[0].sex == sex] for sex in "mf"]
        if all(parts):
            return parts
    middle = (len(members) + 1) // 2
    return [members[:middle], members[middle:]]


def _electives(school, size, year, rooms, rng):
    """Groups across classes; those of the same grades meet at the same time."""
    by_grades = {}
    for subject, group, grades, department in cur.ELECTIVES[size]:
        grades = grades if isinstance(grades, tuple) else (grades,)
        classes = [r for r in rooms if r.grade in grades]
        if not classes:
            continue
        pool = [m for r in classes for m in r.members if m[2] is None and m[1] == min(x[1] for x in r.members)]
        taken = {s.number for c in by_grades.get(grades, ([],))[0] for s in c.all}
        pool = [m for m in pool if m[0].number not in taken]
        chosen = rng.sample(range(len(pool)), min(len(pool), max(4, min(15, len(pool) // 3))))
        members = sorted((pool[i] for i in chosen), key=lambda m: (m[0].key, m[0].number))
        grade_of = {s.number: s.enrolments[year.y][-1].room.grade for s, _, _ in members}
        course = Course(None, group, subject, 1.0, members, min(grade_of.values()), "elective")
        course.department, course.year_grade = department, grade_of
        school.groups.append(("", group, members))
        school.courses.append(course)
        by_grades.setdefault(grades, ([], classes))[0].append(course)
    school.electives = list(by_grades.values())


def _primary(school, staff, habits):
    taken = []
    small = [r for r in school.rooms if r.grade <= 4]
    for room in small:
        teacher = habits.get((room.cohort, "primary"))
        if teacher:
            taken.append(teacher)
    for room in small:
        teacher = habits.get((room.cohort, "primary"))
        if not teacher:
            teacher = staff.primary_teacher(taken)
            taken.append(teacher)
            habits[room.cohort, "primary"] = teacher
        room.homeroom = teacher
        for course in school.courses:
            if course.room is room and (course.subject in PRIMARY or course.kind == "extracurricular"):
                course.teacher = teacher
                teacher.load += course.hours


def _assign(school, department, staff, size, habits):
    """Share a department's courses among its teachers: the same as last year, else the freest."""
    family_of = {s: i for i, family in enumerate(department.families) for s in family}
    blocks = {}
    for course in school.courses:
        if course.teacher is None and course.kind != "extracurricular" and (
                course.subject in family_of if course.room else course.department == department.name):
            cohort = course.room.cohort if course.room else course.group
            half = course.group[-1] if course.group and course.room else ""
            blocks.setdefault((cohort, family_of.get(course.subject, 0), half), []).append(course)
    if not blocks:
        return
    hours = {key: sum(c.hours for c in courses) for key, courses in blocks.items()}
    teachers = _teachers(department, staff, size, hours)
    # Heavy blocks first; the two halves of a class come one after the other.
    order = sorted(blocks, key=lambda k: (-hours[k[0], k[1], "1" if k[2] else ""], blocks[k][0].grade,
                                          str(k[0]), k[1], k[2]))
    for key in order:
        cohort, family, half = key
        other = habits.get((cohort, department.name, family, "1")) if half == "2" else None
        usual = habits.get((cohort, department.name, family, half))

        def cost(teacher):
            strange = 0 if teacher.main == family else 7
            return teacher.load / teacher.capacity + strange + hours[key] / teacher.capacity

        free = [t for t in teachers if t is not other]
        if usual in free and usual.load + hours[key] <= MOST_HOURS * usual.capacity:
            teacher = usual
        else:
            teacher = min(free, key=cost)
        habits[cohort, department.name, family, half] = teacher
        teacher.load += hours[key]
        for course in blocks[key]:
            course.teacher = teacher


def _teachers(department, staff, size, hours):
    """As many teachers as the hours need, each with a main family of subjects."""
    total = sum(hours.values())
    by_family = [sum(h for k, h in hours.items() if k[1] == i) for i in range(len(department.families))]
    deputy = department.deputy and size == "full"
    rest = total - DEPUTY_SHARE * department.load * deputy
    count = max(1, round(rest / department.load), math.ceil(rest / MOST_HOURS)) + deputy
    if any(k[2] for k in hours):
        count = max(count, 2)
    teachers = staff.of(department, count)
    for teacher in teachers:
        teacher.capacity, teacher.main = 1.0, None
    if deputy:
        teachers[0].capacity = DEPUTY_SHARE
    left = [h / department.load for h in by_family]
    for teacher in teachers:
        teacher.main = max(range(len(left)), key=lambda i: left[i])
        left[teacher.main] -= teacher.capacity
    return teachers


def _homerooms(school, habits):
    """A class teacher for each class from grade 5: one who teaches it, as last year if that can be."""
    rooms = [r for r in school.rooms if r.grade > 4]
    wishes = {}
    for room in rooms:
        hours = {}
        for course in school.courses:
            if course.room is room and course.teacher and course.teacher.role == "teacher":
                hours[course.teacher.login] = hours.get(course.teacher.login, 0) + course.hours
        usual = habits.get((room.cohort, "homeroom"))
        wishes[room.name] = sorted(hours, key=lambda t: (t != usual, -hours[t], t))
    given = {}  # login -> class name

    def give(name, tried):
        for login in wishes[name]:
            if login not in tried:
                tried.append(login)
                if login not in given or give(given[login], tried):
                    given[login] = name
                    return True
        return False

    for room in rooms:
        assert give(room.name, []), f"no homeroom teacher for {room.name}"
    teachers = {c.teacher.login: c.teacher for c in school.courses if c.teacher}
    by_class = {name: teachers[login] for login, name in given.items()}
    for room in rooms:
        room.homeroom = by_class[room.name]
        habits[room.cohort, "homeroom"] = room.homeroom.login
    for course in school.courses:
        if course.teacher is None:
            assert course.kind == "extracurricular", course.key
            course.teacher = course.room.homeroom
            course.teacher.load += course.hours
