#!/usr/bin/env python3
"""Term marks proposed anew from what the commands list, for comparing.

    propose.py FOLDER TERM [THRESHOLD...]

FOLDER has the roster as jr-roster exports it, and marks, outside, attendance, lessons,
exemptions and terms as they are listed.  Prints the rows of jr-term propose, sorted.
Written from the school's rules, not from the library: fractions, no hundredths.
"""
import csv
import sys
from collections import defaultdict
from fractions import Fraction

TERMS = {  # of 2026/27, with the grades that have them
    "Q1": ("2026-09-01", "2026-10-23", range(2, 10)), "Q2": ("2026-11-02", "2026-12-30", range(2, 10)),
    "Q3": ("2027-01-11", "2027-03-26", range(2, 10)), "Q4": ("2027-04-05", "2027-05-26", range(2, 10)),
    "H1": ("2026-09-01", "2026-12-30", range(10, 12)), "H2": ("2027-01-11", "2027-05-26", range(10, 12)),
    "Y": ("2026-09-01", "2027-05-26", range(1, 12)),
}
WEIGHTS = {"О": 100, "Д": 100, "П": 100, "Т": 100, "С": 120, "Л": 130, "А": 130, "В": 130,
           "И": 140, "Н": 140, "Р": 140, "К": 150, "З": 150, "Ч": 150}
ABSENT = {"absent", "unexcused", "ill", "excused"}
COLUMNS = "class group subject term student lessons missed marks mean weighted_mean proposed mark reason"


def rows(name):
    with open(f"{sys.argv[1]}/{name}.csv", encoding="utf-8", newline="") as f:
        return list(csv.DictReader(f))


def last(row):
    return row["to"] or "9999-12-31"


def half_up(x):
    return int((2 * x + 1) // 2)


def printed(x):
    if x is None:
        return ""
    n = half_up(x * 100)
    return f"{n // 100}.{n % 100:02}"


class School:
    def __init__(self):
        self.grade = {r["class"]: int(r["grade"]) for r in rows("class")}
        self.enrolled = defaultdict(list)
        for r in rows("enrolment"):
            self.enrolled[r["student"]].append((r["class"], r["from"], last(r)))
        self.grouped = defaultdict(list)
        for r in rows("group"):
            self.grouped[r["class"], r["group"]].append((r["student"], r["from"], last(r)))
        self.course = {}
        for r in rows("course"):
            self.course[r["class"], r["group"], r["subject"]] = r
        self.held = {tuple(r[c] for c in ("date", "class", "group", "subject", "number"))
                     for r in rows("attendance") + [r for r in rows("lessons") if r["topic"]]}
        self.held_in = defaultdict(list)
        for date, *course, number in self.held:
            self.held_in[tuple(course)].append((date, number))
        self.away = {(r["student"], r["date"], r["class"], r["group"], r["subject"], r["number"])
                     for r in rows("attendance") if r["code"] in ABSENT}
        self.marks = defaultdict(list)
        for r in rows("marks") + rows("outside"):
            if r["mark"].isdigit():
                self.marks[r["student"], r["subject"]].append(
                    (r["date"], int(r["mark"]), int(r["weight"] or WEIGHTS[r["type"]])))
        self.exempt = {(r["student"], r["subject"], r["from"], last(r)) for r in rows("exemptions")}
        self.set = {(r["subject"], r["term"], r["student"]): r for r in rows("terms")}

    def class_on(self, student, day):
        return next((c for c, a, b in self.enrolled[student] if a <= day <= b), None)

    def spans(self, course):
        """(student, from, to) of a course: while in the class, and in its group."""
        klass, group, _ = course
        if not group:
            return [(s, a, b) for s, them in self.enrolled.items() for c, a, b in them if c == klass]
        return [(s, max(a, c), min(b, d)) for s, a, b in self.grouped[klass, group]
                for k, c, d in self.enrolled[s]
                if klass in ("", k) and max(a, c) <= min(b, d)]

    def members(self):
        """{(student, subject): [(course, from, to)]}, extracurricular ones left out."""
        found = defaultdict(list)
        for course, row in self.course.items():
            if row["kind"] != "extracurricular":
                for student, a, b in self.spans(course):
                    found[student, course[2]].append((course, a, b))
        return found


def of_year(school, student, subject, grade, spans):
    """Mean and proposal from the terms' marks."""
    values = []
    for code, (_, ends, grades) in TERMS.items():
        if code == "Y" or grade not in grades:
            continue
        mark = school.set.get((subject, code, student))
        if mark:
            values.append(mark["mark"])
        elif any(a <= ends <= b for _, a, b in spans):
            values.append(None)
    numbers = [Fraction(v) for v in values if v and v.isdigit()]
    mean = sum(numbers) / len(numbers) if numbers else None
    missing = values.count("н/а")
    if None in values:
        return numbers, mean, ""
    if missing > (1 if grade < 10 else 0):
        return numbers, mean, ""
    if numbers:
        return numbers, mean, str(half_up(mean))
    return numbers, mean, "зач" if values and set(values) == {"зач"} else ""


def proposal(scored, lessons, missed, thresholds):
    if 3 * missed > 2 * lessons:
        return "н/а"
    if not scored:
        return ""
    mean = Fraction(sum(s * w for s, w in scored), sum(w for _, w in scored))
    return next((str(5 - i) for i, t in enumerate(thresholds) if mean >= t), "2")


def propose(school, term, thresholds):
    begins, ends, grades = TERMS[term]
    for (student, subject), spans in school.members().items():
        klass = school.class_on(student, ends)
        here = [c for c, a, b in spans if a <= ends <= b]
        if not klass or not here or school.grade[klass] not in grades or school.grade[klass] == 1:
            continue
        lessons = [(d, *c, n) for c, a, b in spans for d, n in school.held_in[c]
                   if max(a, begins) <= d <= min(b, ends)]
        missed = sum((student, *lesson) in school.away for lesson in lessons)
        scored = [(s, w) for d, s, w in school.marks[student, subject] if begins <= d <= ends]
        if term == "Y":
            numbers, mean, proposed = of_year(school, student, subject, school.grade[klass], spans)
            weighted, marks = mean, len(numbers)
        else:
            marks = len(scored)
            mean = Fraction(sum(s for s, _ in scored), marks) if marks else None
            weighted = Fraction(sum(s * w for s, w in scored), sum(w for _, w in scored)) if marks else None
            proposed = proposal(scored, len(lessons), missed, thresholds)
            if any(s == student and su == subject and a <= begins and b >= ends
                   for s, su, a, b in school.exempt):
                proposed = "осв"
        mark = school.set.get((subject, term, student), {"mark": "", "reason": ""})
        if school.course[here[0]]["kind"] == "elective" and not (marks or mark["mark"] or term == "Y" and proposed):
            continue
        course = min(here)
        yield (course[0] if course[1] else klass, course[1], subject, term, student, len(lessons), missed,
               marks, printed(mean), printed(weighted), proposed, mark["mark"], mark["reason"])


def main():
    thresholds = [Fraction(t) / 100 for t in sys.argv[3:] or (450, 350, 250)]
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS.split())
    out.writerows(sorted([str(c) for c in row] for row in propose(School(), sys.argv[2], thresholds)))


main()
