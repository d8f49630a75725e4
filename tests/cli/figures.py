#!/usr/bin/env python3
"""The figures of the reports, computed once more: from exported CSV alone.

	figures.py FOLDER TERM REPORT[:PART]

FOLDER holds what the commands list: staff, class, student, enrolment, group, course
(jr-roster export), lesson, mark, outside, attend, term, exemption (each noun's list), and
what they do not say: mode (student, class, subject, from, to: taught otherwise than in the
class; no subject: in all) and entered (the last day of each import).  Numbers of the
school come from its journal.conf in the same folder.  Printed is what jr-report -f csv
has to print, closing lines included.  It keeps to the school's rules as they are written,
not to the way the reports go about them.
"""
import csv
import datetime
import re
import sys
from collections import Counter, defaultdict

FOLDER, TERM, REPORT = sys.argv[1:4]
EVER = "9999-12-31"
DASH = "–"


def rows(name):
    with open(f"{FOLDER}/{name}.csv", encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def until(day):
    return day or EVER


def key(text):
    """As a list of names is sorted: blind to case and hyphens, ё beside е."""
    folded = text.lower().replace("-", "")
    return folded.replace("ё", "е"), folded


def class_key(name):
    number = re.match(r"\d*", name).group()
    return int(number or 0), key(name[len(number):])


def ratio(above, below, places):
    """above / below half up; a dash where there is nothing to divide by."""
    if not below:
        return DASH
    scaled = (2 * above * 10 ** places + below) // (2 * below)
    return f"{scaled // 10 ** places}.{scaled % 10 ** places:0{places}d}"


# --- The school's numbers -----------------------------------------------------
CONF = open(f"{FOLDER}/journal.conf", encoding="utf-8").read()


def entries(name):
    """The entries `key: { a: b, ... }` below a name of the conf, wherever it stands."""
    block = re.search(rf"^( *){name}:\n((?:\1 +.*\n|\s*#.*\n|\n)+)", CONF, re.M).group(2)
    found = {}
    for k, inner in re.findall(r"^ +(\S+): \{(.*)\}", block, re.M):
        found[k] = dict(x.strip().split(": ", 1) for x in inner.split(",") if ": " in x)
    return found


SCALE = entries("scale")
SCORE = {v: int(x["score"]) for v, x in SCALE.items() if "score" in x}
SOU = {v: int(x["sou"]) for v, x in SCALE.items() if "sou" in x}
FAILS = {v for v, x in SCALE.items() if x.get("fail") == "yes"}
TYPES = entries("task_types")
PRINTED = {k: x["printed"] for k, x in entries("codes").items()}
THRESHOLDS = sorted(((int(m), v) for v, m in re.findall(
    r"(\d): (\d+)", re.search(r"^thresholds: (.*)", CONF, re.M).group(1))), reverse=True)
MINIMUM = {int(h): int(n) for h, n in re.findall(r"(\d): (\d+)", re.search(
    r"half_year: (.*)" if TERM[0] == "H" else r"quarter: (.*)", CONF).group(1))}
ABSENT = {"absent": "pending", "unexcused": "unexcused", "ill": "ill", "excused": "excused"}


def term_data():
    x = entries("terms")[TERM]
    first, last = map(int, x["grades"].split("-"))
    return x["from"], x["to"], range(first, last + 1)


FROM, TO, GRADES = term_data()

# --- The school ---------------------------------------------------------------
GRADE = {r["class"]: int(r["grade"]) for r in rows("class")}
PERSON = {r["number"]: r for r in rows("student")}
ENROLLED = [(r["student"], r["class"], r["from"], until(r["to"]), r) for r in rows("enrolment")]
MEMBERS = defaultdict(list)
for r in rows("group"):
    MEMBERS[r["class"], r["group"]].append((r["student"], r["from"] or "0", until(r["to"])))
COURSES = {(r["class"], r["group"], r["subject"]): r for r in rows("course")}
TEACHER = {r["login"]: r for r in rows("staff")}
MODES = rows("mode")
EXEMPT = rows("exemption")


def course_of(r):
    return r["class"], r["group"], r["subject"]


def student_key(s):
    p = PERSON[s]
    return key(" ".join((p["surname"], p["given_name"], p["patronymic"])).strip())


def in_class(student, day):
    return next((c for s, c, a, b, _ in ENROLLED if s == student and a <= day <= b), None)


def in_course(course, student, day):
    room, group, _ = course
    here = in_class(student, day)
    if here is None or room and room != here:
        return False
    return not group or any(s == student and a <= day <= b for s, a, b in MEMBERS[room, group])


def grade_of(course):
    """Whose terms and norms hold: of a group across classes the lowest one's."""
    room, group, _ = course
    return GRADE[room] if room else min(
        GRADE[in_class(s, b if b != EVER else max(a, FROM))] for s, a, b in MEMBERS[room, group])


def apart(student, subject, day):
    """Taught otherwise than in the class on that day; subject None: in all."""
    return any(m["student"] == student and m["from"] <= day <= until(m["to"])
               and m["subject"] in ("", subject) for m in MODES)


def exempt(student, subject):
    return any(x["student"] == student and x["subject"] == subject
               and x["from"] <= TO <= until(x["to"]) for x in EXEMPT)


LIST = {s: c for s, c, a, b, _ in ENROLLED if a <= TO <= b and GRADE[c] in GRADES}
STUDENTS = sorted(LIST, key=lambda s: (class_key(LIST[s]), student_key(s), s))
CLASSES = sorted({*LIST.values()}, key=class_key)


def name(student):
    p = PERSON[student]
    both = p["surname"] + " " + p["given_name"]
    alike = [q for q in (PERSON[s] for s in LIST if LIST[s] == LIST.get(student))
             if q["surname"] + " " + q["given_name"] == both]
    if len(alike) < 2:
        return both
    if p["patronymic"] and [q["patronymic"] for q in alike].count(p["patronymic"]) == 1:
        return both + " " + p["patronymic"]
    return f"{both} ({p['number']})"


# --- Lessons, registers, marks ------------------------------------------------
LESSONS = {(r["date"], course_of(r), r["number"]): r for r in rows("lesson")}
ATTEND, REGISTER = {}, set()
for r in rows("attend"):
    at = r["date"], course_of(r), r["number"]
    REGISTER.add(at)
    if r["student"]:
        ATTEND[at, r["student"]] = r["code"]
HELD = sorted(at for at, r in LESSONS.items()
              if FROM <= at[0] <= TO and COURSES[at[1]]["kind"] != "extracurricular"
              and (r["topic"] or at in REGISTER))
HELD_IN = Counter(course for _, course, _ in HELD)
MARKS = [r for r in rows("mark") if FROM <= r["date"] <= TO]
OUTSIDE = [r for r in rows("outside") if FROM <= r["date"] <= TO]
TERM_MARK = {(r["student"], r["subject"]): r for r in rows("term") if r["term"] == TERM}


def weight(r):
    return int(r["weight"] or TYPES[r["type"]]["weight"])


GOT = defaultdict(list)         # student, subject: score and weight
GATHERED = Counter()            # course, student: marks
for r in MARKS:
    GOT[r["student"], r["subject"]].append((SCORE[r["mark"]], weight(r)))
    GATHERED[course_of(r), r["student"]] += 1
BROUGHT = Counter()
for r in OUTSIDE:
    GOT[r["student"], r["subject"]].append((SCORE[r["mark"]], weight(r)))
    BROUGHT[r["student"], r["subject"]] += 1


def weighted(pairs):
    return ratio(sum(s * w for s, w in pairs), sum(w for _, w in pairs), 2)


# --- Term marks ---------------------------------------------------------------
class Result:
    """What a student has, or is to get, in a subject."""

    def __init__(self, student, subject):
        self.student, self.subject = student, subject
        self.value = TERM_MARK.get((student, subject), {}).get("mark")
        self.score = SCORE.get(self.value)
        self.fails = self.value in FAILS
        self.exempt = self.value == "осв" or self.value is None and exempt(student, subject)
        self.unset = self.value is None and not self.exempt
        self.credit = self.value in ("зач", "незач")
        self.counted = not apart(student, subject, TO)
        self.in_n = self.counted and not self.exempt and not self.credit


def subjects_of(student):
    own = {c[2] for c, r in COURSES.items() if r["kind"] == "lesson" and in_course(c, student, TO)}
    return own | {sub for s, sub in TERM_MARK if s == student}


RESULTS = {s: [Result(s, sub) for sub in sorted(subjects_of(s), key=key)] for s in STUDENTS}


class Figures:
    """Of the results of one subject."""

    def __init__(self, results):
        n = [r for r in results if r.in_n]
        self.n, self.students = len(n), len(results)
        count = Counter(r.value for r in n)
        self.n5, self.n4, self.n3, self.na = (count[v] for v in ("5", "4", "3", "н/а"))
        self.n2 = sum(r.fails and r.score is not None for r in n)
        self.exempt = sum(r.exempt for r in results)
        some = self.n if any(not r.unset for r in n) else 0
        self.passed = ratio(100 * (self.n5 + self.n4 + self.n3), some, 1)
        self.quality = ratio(100 * (self.n5 + self.n4), some, 1)
        self.sou = ratio(sum(SOU.get(r.value, 0) for r in n), some, 1)
        scores = [r.score for r in n if r.score is not None]
        self.mean = ratio(sum(scores), len(scores), 2)

    def counts(self):
        return [self.n5, self.n4, self.n3, self.n2, self.na, self.exempt]

    def shares(self):
        return [self.passed, self.quality, self.sou, self.mean]


def category(student):
    mine = RESULTS[student]
    if apart(student, None, TO):
        return "taught apart, order " + next(m["order"] for m in MODES
            if m["student"] == student and m["subject"] == "" and m["from"] <= TO <= until(m["to"]))
    if not any(r.in_n for r in mine):
        return "not counted"
    if any(r.fails for r in mine):
        return "failing"
    if any(r.value == "н/а" for r in mine):
        return "not attested"
    if any(r.unset for r in mine):
        return "incomplete"
    least = min(r.score for r in mine if r.score is not None)
    return {5: "excellent", 4: "good"}.get(least, "passing")


CATEGORIES = ["excellent", "good", "passing", "failing", "not attested", "incomplete"]


class ClassFigures:
    """Of the students of one class or several: percentages count students."""

    def __init__(self, classes):
        self.list = [s for s in STUDENTS if LIST[s] in classes]
        count = Counter(category(s) for s in self.list)
        self.categories = [count[c] for c in CATEGORIES]
        self.n = sum(self.categories)
        some = self.n if count["incomplete"] < self.n else 0
        marks = [r for s in self.list for r in RESULTS[s] if r.in_n]
        self.shares = [ratio(100 * sum(self.categories[:3]), some, 1),
                       ratio(100 * sum(self.categories[:2]), some, 1),
                       ratio(sum(SOU.get(r.value, 0) for r in marks), some and len(marks), 1)]
        scores = [r.score for r in marks if r.score is not None]
        self.mean = ratio(sum(scores), len(scores), 2)

    def cells(self):
        return [len(self.list), self.n, *self.categories, *self.shares, self.mean]


# --- Attendance ---------------------------------------------------------------
def lessons_of(student):
    """Held for him while enrolled and taught in the class: day and code."""
    return [(at[0], ATTEND.get((at, student))) for at in HELD
            if in_course(at[1], student, at[0]) and not apart(student, at[1][2], at[0])]


LESSONS_OF = {s: lessons_of(s) for s in STUDENTS}


class Attendance:
    """Of students, in a month (2026-09) or in all ('')."""

    def __init__(self, students, month=""):
        self.held = self.missed = self.days = self.days_ill = self.late = 0
        self.why = Counter()
        for s in students:
            days = defaultdict(list)
            for day, code in LESSONS_OF[s]:
                if day.startswith(month):
                    days[day].append(code)
            for codes in days.values():
                self.held += len(codes)
                self.late += codes.count("late")
                self.why.update(ABSENT[c] for c in codes if c in ABSENT)
                self.days += all(c in ABSENT for c in codes)
                self.days_ill += all(c == "ill" for c in codes)
        self.missed = sum(self.why.values())

    def present(self):
        return ratio(100 * (self.held - self.missed), self.held, 1)

    def cells(self):
        if not self.held:
            return None
        return [self.days, self.days_ill, self.missed, *(self.why[w] for w in (
            "ill", "excused", "unexcused", "pending")), self.late, self.present()]


# --- The reports --------------------------------------------------------------
def class_term():
    subjects = sorted({r.subject for s in STUDENTS for r in RESULTS[s]}, key=key)
    yield ["class", "no", "student", *subjects, "mean", "category"]
    for c in CLASSES:
        here = [s for s in STUDENTS if LIST[s] == c]
        for no, s in enumerate(here, 1):
            of = {r.subject: r for r in RESULTS[s]}
            cells = []
            for sub in subjects:
                r = of.get(sub)
                cells.append("" if r is None else r.value or (
                    weighted(GOT[s, sub]) if GOT[s, sub] else ""))
            scores = [r.score for r in of.values() if r.score is not None]
            yield [c, no, name(s), *cells, ratio(sum(scores), len(scores), 2), category(s)]
        if not any(r.value for s in here for r in RESULTS[s]):
            continue
        figures = {sub: Figures([r for s in here for r in RESULTS[s] if r.subject == sub])
                   for sub in subjects}
        lines = ["Marks 5", "Marks 4", "Marks 3", "Marks 2", "Not attested", "Exempt", "Passed, %",
                 "Quality, %", "Degree of learning, %", "Mean"]
        for i, title in enumerate(lines):
            yield [c, "", title, *([*f.counts(), *f.shares()][i] if f.students else ""
                                   for f in figures.values()), "", ""]


def class_term_figures():
    yield ["class", "students", "n", *CATEGORIES[:4], "not_attested", "incomplete",
           "pass", "quality", "sou", "mean"]
    for c in CLASSES:
        yield [c, *ClassFigures([c]).cells()]


def attendance_term():
    months = sorted({day[:7] for s in STUDENTS for day, _ in LESSONS_OF[s]})
    yield None
    for c in CLASSES:
        here = [s for s in STUDENTS if LIST[s] == c]
        lines = [(no, name(s), [s]) for no, s in enumerate(here, 1)] + [("", "Whole class", here)]
        for no, title, students in lines:
            if no == "" and not Attendance(students).held:
                continue                # nobody to sum up
            cells = [Attendance(students, m).cells() or ["" if m else DASH] * 9
                     for m in [*months, ""]]
            yield [c, no, title, *sum(cells, [])]


def subject_term():
    yield ["subject", "teacher", "grade", "courses", "students", "n5", "n4", "n3", "n2", "n_na",
           "n_exempt", "pass", "quality", "sou", "mean"]
    of = defaultdict(list)
    for c, r in COURSES.items():
        if r["kind"] != "extracurricular" and grade_of(c) in GRADES:
            of[c[2], grade_of(c), r["teacher"]].append(c)
    for sub, grade, login in sorted(of, key=lambda k: (
            key(k[0]), k[1], key(" ".join(TEACHER[k[2]][x] for x in (
                "surname", "given_name", "patronymic"))))):
        figures = Figures([r for c in of[sub, grade, login] for s in STUDENTS
                           if in_course(c, s, TO) for r in RESULTS[s] if r.subject == sub])
        if figures.students:            # no term marks are due in electives
            yield [sub, short(login), grade, len(of[sub, grade, login]), figures.students,
                   *figures.counts(), *figures.shares()]


def short(login):
    t = TEACHER[login]
    return f"{t['surname']} " + "".join(t[x][0] + "." for x in ("given_name", "patronymic") if t[x])


def school_term():
    yield ["name", "unit", "students", "n", *CATEGORIES[:4], "not_attested", "incomplete",
           "pass", "quality", "sou", "mean", "days", "days_ill", "missed", "ill", "present"]

    def line(title, unit, classes):
        a = Attendance([s for s in STUDENTS if LIST[s] in classes])
        absences = [a.days, a.days_ill, a.missed, a.why["ill"]] if a.held else [DASH] * 4
        return [title, unit, *ClassFigures(classes).cells(), *absences, a.present()]

    for grade in sorted({GRADE[c] for c in CLASSES}):
        here = [c for c in CLASSES if GRADE[c] == grade]
        for c in here:
            yield line(c, "class", [c])
        yield line(grade, "grade", here)
    yield line(re.search(r"short_name: (.*)", CONF).group(1), "school", CLASSES)


def course_order(c):
    return class_key(c[0]), c[0], key(c[2]), key(c[1])


def accumulation():
    yield ["class", "subject", "group", "teacher", "lessons", "students", "marks", "per_student",
           "least", "under", "names"]
    for c in sorted(COURSES, key=course_order):
        r = COURSES[c]
        here = [s for s in STUDENTS if in_course(c, s, TO)]
        if r["kind"] == "extracurricular" or grade_of(c) not in GRADES:
            continue
        here = [s for s in here if not apart(s, c[2], TO)
                and not Result(s, c[2]).exempt]
        got = {s: GATHERED[c, s] + BROUGHT[s, c[2]] for s in here}
        hours = -(-float(r["hours_per_week"]) // 1)
        least = MINIMUM[max([h for h in MINIMUM if h <= hours], default=min(MINIMUM))]
        under = [s for s in here if got[s] < least]
        yield [c[0], c[2], c[1], short(r["teacher"]), HELD_IN[c], len(here), sum(got.values()),
               ratio(sum(got.values()), len(here), 2), least, len(under),
               ", ".join(f"{name(s)} ({got[s]})" for s in under)]


def mean_vs_term():
    yield ["class", "student", "subject", "marks", "mean", "weighted_mean", "proposed", "mark",
           "reason"]
    for s in STUDENTS:
        for sub in sorted({b for a, b in [*GOT, *TERM_MARK] if a == s}, key=key):
            pairs, mark = GOT[s, sub], TERM_MARK.get((s, sub), {})
            if not pairs and not mark:
                continue
            above, below = 100 * sum(a * w for a, w in pairs), sum(w for _, w in pairs)
            steps = [v for m, v in THRESHOLDS if below and above >= m * below]
            yield [LIST[s], name(s), sub, len(pairs) or DASH,
                   ratio(sum(a for a, _ in pairs), len(pairs), 2), weighted(pairs),
                   steps[0] if steps else "2" if pairs else "", mark.get("mark", ""),
                   mark.get("reason", "")]


def next_lesson(course, day):
    return min((at[0] for at in LESSONS if at[1] == course and at[0] > day), default=None)


def limit(course, letter, base):
    """The last day on which a work is marked in time; None: any."""
    subjects = re.search(r"subjects: \[(.*)\]\n    grades: 1-9", CONF).group(1).split(", ")
    grade = GRADE.get(course[0])
    days = int(TYPES[letter]["days"])
    if letter == "Н" and grade <= 9 or letter == "К" and grade <= 9 and course[2] in subjects:
        days = 0
    elif letter == "Ч" and 9 <= grade <= 11:
        days = 10
    if not days:
        return next_lesson(course, base)
    return str(datetime.date.fromisoformat(base) + datetime.timedelta(days))


def entered(day):
    """When the marks of that day were entered: by the first import that reached it."""
    return min(r["day"] for r in rows("entered") if r["day"] >= day)


def control_works():
    yield ["date", "class", "group", "subject", "teacher", "type", "topic", "students", "wrote",
           "n5", "n4", "n3", "n2", "pass", "quality", "sou", "mean", "confirmed", "higher",
           "lower", "marked_on", "in_time", "absent"]
    marks = defaultdict(dict)
    for r in MARKS:
        marks[r["date"], course_of(r), r["number"], r["type"]][r["student"]] = r["mark"]
    for at in sorted(HELD, key=lambda at: (at[0], class_key(at[1][0]), key(at[1][2]), key(at[1][1]))):
        day, c, number = at
        if grade_of(c) not in GRADES:
            continue
        for item in filter(None, LESSONS[at]["tasks"].split(" | ")):
            m = re.fullmatch(r"(\w)(?:\*\d+)?(?:: (.*?))?(?: > (\S+))?", item)
            if TYPES[m[1]].get("control") != "yes":
                continue
            here = [s for s in sorted(PERSON, key=lambda s: (student_key(s), s))
                    if in_course(c, s, day) and not apart(s, c[2], day)]
            got = {s: v for s, v in marks[day, c, number, m[1]].items() if s in here}
            wrote, count = len(got), Counter(got.values())
            terms = [(SCORE[v], SCORE.get(TERM_MARK.get((s, c[2]), {}).get("mark")))
                     for s, v in got.items()]
            terms = [(a, b) for a, b in terms if b is not None]
            last = limit(c, m[1], m[3] or day)
            when = entered(day) if wrote else ""
            yield [day, c[0], c[1], c[2], short(COURSES[c]["teacher"]), TYPES[m[1]]["name"],
                   m[2] or LESSONS[at]["topic"], len(here), wrote, count["5"], count["4"],
                   count["3"], count["2"] + count["1"],
                   ratio(100 * (count["5"] + count["4"] + count["3"]), wrote, 1),
                   ratio(100 * (count["5"] + count["4"]), wrote, 1),
                   ratio(sum(SOU[v] for v in got.values()), wrote, 1),
                   ratio(sum(SCORE[v] for v in got.values()), wrote, 2),
                   sum(a == b for a, b in terms), sum(a > b for a, b in terms),
                   sum(a < b for a, b in terms), when,
                   "not marked" if not wrote else "yes" if last is None or when <= last else "no",
                   ", ".join(f"{name(s)} ({PRINTED[ATTEND[at, s]]})" for s in here
                             if s not in got and ATTEND.get((at, s)) in ABSENT)]


def movement():
    yield ["class", "at_start", "arrived", "left", "at_end"]
    total = [0] * 4
    for c in sorted(GRADE, key=class_key):
        if GRADE[c] not in GRADES:
            continue
        spans = [(a, b) for _, room, a, b, _ in ENROLLED if room == c]
        four = [sum(a <= FROM <= b for a, b in spans), sum(FROM < a <= TO for a, _ in spans),
                sum(FROM <= b < TO for _, b in spans), sum(a <= TO <= b for a, b in spans)]
        assert four[0] + four[1] - four[2] == four[3]
        total = [x + y for x, y in zip(total, four)]
        yield [c, *four]
    yield ["School", *total]


def movement_list():
    yield ["class", "date", "student", "kind", "order_no", "place"]
    found = []
    for s, c, a, b, r in ENROLLED:
        if GRADE[c] not in GRADES:
            continue
        others = [x for x in ENROLLED if x[0] == s and x[1] != c]
        if FROM < a <= TO:
            found.append((c, a, "arrived", s, r["order_in"], r["from_where"] or max(
                ((x[3], x[1]) for x in others if x[3] < a), default=("", ""))[1]))
        if FROM <= b < TO:
            found.append((c, b, "left", s, r["order_out"], r["to_where"] or min(
                ((x[2], x[1]) for x in others if x[2] > b), default=("", ""))[1]))
    for c, day, kind, s, order, place in sorted(found, key=lambda f: (
            class_key(f[0]), f[1], f[2], student_key(f[3]))):
        yield [c, day, PERSON[s]["surname"] + " " + PERSON[s]["given_name"], kind, order, place]


def main():
    out = csv.writer(sys.stdout, lineterminator="\n")
    for cells in globals()[REPORT.replace("-", "_").replace(":", "_")]():
        if cells is not None:
            out.writerow(cells)


main()
