"""The school year: terms, days off, school days."""
from datetime import date, timedelta

DAY = timedelta(days=1)

# Years set by order; the others are derived alike (domain.md §2).
_SET = {
    2025: (("2025-09-01", "2025-10-24"), ("2025-11-05", "2025-12-30"),
           ("2026-01-12", "2026-03-27"), ("2026-04-06", "2026-05-26")),
    2026: (("2026-09-01", "2026-10-23"), ("2026-11-02", "2026-12-30"),
           ("2027-01-11", "2027-03-26"), ("2027-04-05", "2027-05-26")),
}
_OFF = {
    2025: "2025-11-03 2025-11-04 2026-02-23 2026-03-09 2026-05-01 2026-05-09 2026-05-11",
    2026: "2026-11-04 2027-02-23 2027-03-08 2027-05-01 2027-05-03 2027-05-10",
}
_FIRST_GRADE_OFF = {2025: ("2026-02-16", "2026-02-22"), 2026: None}


def _on_or_after(day, weekday):
    return day + DAY * ((weekday - day.isoweekday()) % 7)


def _on_or_before(day, weekday):
    return day - DAY * ((day.isoweekday() - weekday) % 7)


def _working(day, step):
    while day.isoweekday() > 5:
        day += step
    return day


def _derived_terms(y):
    autumn = _on_or_before(date(y, 10, 28), 5)
    spring = _on_or_before(date(y + 1, 3, 28), 5)
    return ((_working(date(y, 9, 1), DAY), autumn),
            (_on_or_after(autumn + 7 * DAY, 1), _working(date(y, 12, 30), -DAY)),
            (_working(date(y + 1, 1, 10), DAY), spring),
            (_on_or_after(spring + 7 * DAY, 1), _working(date(y + 1, 5, 26), -DAY)))


def _derived_off(y):
    off = []
    for year, month, day in ((y, 11, 4), (y + 1, 2, 23), (y + 1, 3, 8), (y + 1, 5, 1), (y + 1, 5, 9)):
        holiday = date(year, month, day)
        off += [holiday, _working(holiday, DAY)]
    return off


class SchoolYear:
    """One school year, by the calendar year it begins in."""

    def __init__(self, y):
        self.y = y
        self.name = f"{y}/{(y + 1) % 100:02d}"
        self.folder = self.name.replace("/", "-")
        if y in _SET:
            self.quarters = [tuple(map(date.fromisoformat, q)) for q in _SET[y]]
            self.off = set(map(date.fromisoformat, _OFF[y].split()))
            first_off = _FIRST_GRADE_OFF[y] and tuple(map(date.fromisoformat, _FIRST_GRADE_OFF[y]))
        else:
            self.quarters = list(_derived_terms(y))
            self.off = set(_derived_off(y))
            monday = _on_or_after(date(y + 1, 2, 15), 1)
            first_off = (monday, monday + 6 * DAY)
        self.first, self.last = self.quarters[0][0], self.quarters[-1][1]
        self.days = [d for first, last in self.quarters for d in self._span(first, last)]
        self.index = {d: i for i, d in enumerate(self.days)}
        self._first_off = first_off
        self._monday = _on_or_before(self.first, 1)

    def _span(self, first, last):
        while first <= last:
            if first.isoweekday() <= 5 and first not in self.off:
                yield first
            first += DAY

    def held(self, day, grade):
        """Whether the grade has lessons on a day of self.days."""
        return not (grade == 1 and self._first_off
                    and self._first_off[0] <= day <= self._first_off[1])

    def week(self, day):
        """1 or 2, of the two-week cycle; the first week is 1."""
        return (day - self._monday).days // 7 % 2 + 1

    def terms(self, grade):
        """[(code, first, last)] of the terms that a grade gets marks for, year last."""
        q = self.quarters
        if grade == 1:
            return []
        if grade <= 9:
            return [(f"Q{i + 1}", *q[i]) for i in range(4)]
        return [("H1", q[0][0], q[1][1]), ("H2", q[2][0], q[3][1])]

    def conf(self):
        """The year as a `years:` section of journal.conf."""
        q = self.quarters
        terms = [(f"Q{i + 1}", f"{i + 1} четверть", *q[i], "2-9") for i in range(4)]
        terms += [("H1", "1 полугодие", q[0][0], q[1][1], "10-11"),
                  ("H2", "2 полугодие", q[2][0], q[3][1], "10-11"),
                  ("Y", "Год", q[0][0], q[3][1], "1-11")]
        off = [(q[i][1] + DAY, q[i + 1][0] - DAY, "Каникулы", "1-11") for i in range(3)]
        off += [(day, day, "Праздничный день", "1-11") for day in sorted(self.off)]
        if self._first_off:
            off.append((*self._first_off, "Дополнительные каникулы", "1"))
        lines = ["years:", f"  {self.name}:", f"    first_day: {self.first}",
                 f"    last_day: {self.last}", "    week_days: 5", "    cycle_weeks: 2", "    terms:"]
        lines += [f"      {code}: {{ name: {name}, from: {first}, to: {last}, grades: {grades} }}"
                  for code, name, first, last, grades in terms]
        lines += ["    days_off:"]
        lines += [f"      - {{ date: {first}, to: {last}, name: {name}, grades: {grades} }}"
                  for first, last, name, grades in off]
        return "\n".join(lines) + "\n"

    def school_day(self, day, steps):
        """The school day so many days after one (or the last of the year)."""
        return self.days[min(self.index[day] + steps, len(self.days) - 1)]

    def on_or_before(self, day):
        """The last school day not after day, or None."""
        while day >= self.first:
            if day in self.index:
                return day
            day -= DAY
        return None


def year_start(name):
    """2026/27 -> 2026; ValueError if it is no school year."""
    first, slash, last = name.partition("/")
    if not (slash and first.isdigit() and len(first) == 4 and last == f"{(int(first) + 1) % 100:02d}"):
        raise ValueError(name)
    return int(first)
