"""Thematic plans: topics whose hours sum to the year's."""
import os

from . import stream, wording
from .curriculum import WHOLE_CLASS

WEEKS, WEEKS_FIRST_GRADE = 34, 33


class Item:
    """A line of a plan; kind is a task type for works, title that of the task."""

    def __init__(self, section, topic, hours=1, kind="", title="", homework=""):
        self.section, self.topic, self.hours = section, topic, hours
        self.kind, self.title, self.homework = kind, title, homework
        self.briefing = False  # the second safety briefing, due in January


class _Work(Item):
    """A work that still waits for its number; after is the topic before it."""

    def __init__(self, kind, section, after=""):
        super().__init__(section, "", 1, kind)
        self.after = after


def load(path=os.path.join(os.path.dirname(__file__), "topics.txt")):
    """{subject: [(first grade, last grade, [(section, topics)], {"Л": names, "А": names})]}"""
    found = {}
    with open(path, encoding="utf-8") as lines:
        for line in lines:
            line = line.strip()
            if line.startswith("@"):
                subject, grades = line[1:].strip().rsplit(" ", 1)
                first, _, last = grades.partition("-")
                sections, works = [], {}
                found.setdefault(subject, []).append((int(first), int(last or first), sections, works))
            elif line and not line.startswith("#"):
                head, topics = line.split(": ", 1)
                topics = topics.split("; ")
                if head in ("Л", "А"):
                    works[head] = topics
                else:
                    sections.append((head, topics))
    return found


def total_hours(grade, weekly):
    return round(weekly * (WEEKS_FIRST_GRADE if grade == 1 else WEEKS))


class Planner:
    def __init__(self, seed, year):
        self.seed, self.year, self.topics = seed, year, load()

    def plan(self, course, owner):
        """The plan of a course; owner (a class, a grade) tells plans apart."""
        rng = stream(self.seed, "plan", self.year.y, owner, course.group if not course.room else "",
                     course.subject)
        for first, last, sections, names in self.topics[course.subject]:
            if first <= course.grade <= last:
                break
        else:
            raise AssertionError(f"no topics of {course.subject} {course.grade}")
        hours = total_hours(course.grade, course.hours)
        january = self.year.index[self.year.quarters[2][0]] / len(self.year.days)
        builder = _Builder(rng, course, hours, sections, names, round(january * hours))
        items = builder.build()
        assert sum(i.hours for i in items) == hours, (course.key, hours)
        return items


class _Builder:
    def __init__(self, rng, course, hours, sections, names, january):
        self.rng, self.course, self.hours, self.january = rng, course, hours, january
        self.sections, self.names = sections, names
        self.area = course.traits.area
        works = course.traits.works_in(course.grade) if course.marked else []
        limit = -(-hours // 10)  # whole-class works take a tenth of the hours at most
        self.works = self._in_order([w for w in works if w[0] in WHOLE_CLASS], limit)
        self.practice = self._in_order([w for w in works if w[0] not in WHOLE_CLASS], hours // 3)
        self.seen = set()

    @staticmethod
    def _in_order(works, limit):
        """Types spread evenly: К6 Т2 -> К К Т К К К Т К."""
        placed = sorted(((i + 0.5) / count, kind) for kind, count in works for i in range(count))
        while len(placed) > limit:
            placed.pop(len(placed) // 2)
        return [kind for _, kind in placed]

    def build(self):
        rng = self.rng
        tail = max(1, round(self.hours * 0.045)) if self.hours > 17 and self.area != "talk" else 0
        amends = sum(1 for kind in self.works if kind in "КН") if self.hours >= 60 else 0
        left = self.hours - tail - amends - len(self.works) - len(self.practice)
        shares = self._shares(left)
        ends = self._places(self.works, len(self.sections))
        middles = self._places(self.practice, len(self.sections))
        items = []
        for at, (section, topics) in enumerate(self.sections):
            rows = self._section(section, topics, shares[at])
            for kind in middles[at]:
                place = rng.randint(min(1, len(rows)), len(rows))
                before = [row.topic for row in rows[:place] if not row.kind]
                rows.insert(place, _Work(kind, section, before[-1] if before else section))
            for number, kind in enumerate(ends[at], 1):
                # The last work closes the section, earlier ones divide it.
                place = round(len(rows) * number / len(ends[at])) if number < len(ends[at]) else len(rows)
                place = max(place, min(2, len(rows)))
                rows.insert(place, _Work(kind, section))
                if kind in "КН" and amends > 0:
                    amends -= 1
                    rows.insert(place + 1, Item(section, wording.MISTAKES[kind]))
            items += rows
        self._number(items)
        self._fill(items, self.hours - sum(i.hours for i in items))
        if self.area != "talk":
            self._opening(items)
        if self.course.traits.safety:
            self._second_briefing(items)
        self._homework(items)
        return items

    def _shares(self, hours):
        """Hours of each section, by its topics."""
        weights = [len(topics) for _, topics in self.sections]
        exact = [hours * w / sum(weights) for w in weights]
        shares = [int(x) for x in exact]
        for at in sorted(range(len(exact)), key=lambda i: shares[i] - exact[i])[:hours - sum(shares)]:
            shares[at] += 1
        return shares

    @staticmethod
    def _places(works, sections):
        places = [[] for _ in range(sections)]
        for at, kind in enumerate(works):
            places[int((at + 0.5) * sections / len(works))].append(kind)
        return places

    def _section(self, section, topics, hours):
        """Topics stretched or thinned to the hours."""
        if hours < len(topics):
            topics = [topics[i * len(topics) // hours] for i in range(hours)]
        counts = [hours // len(topics)] * len(topics) if topics else []
        for at in self.rng.sample(range(len(topics)), hours - sum(counts)):
            counts[at] += 1
        rows = []
        for topic, count in zip(topics, counts):
            if topic in self.seen:
                topic = f"{section}. {topic}"
            self.seen.add(topic)
            rows += self._stretch(section, topic, count)
        return rows

    def _stretch(self, section, topic, count):
        head = min(count, 1 if self.rng.random() < 0.7 else 2)
        rows = [Item(section, topic, head)]
        count -= head
        patterns = list(wording.CONTINUED[self.area])
        self.rng.shuffle(patterns)
        while count:
            some = count if not patterns else min(count, 1 if self.rng.random() < 0.75 else 2)
            text = patterns.pop().format(topic) if patterns else wording.SUMMARY.format(topic)
            rows.append(Item(section, text, some))
            count -= some
        return rows

    def _number(self, items):
        """Works get their numbers and names in the order in which they come."""
        numbers = {}
        for item in items:
            if item.kind:
                n = numbers[item.kind] = numbers.get(item.kind, 0) + 1
                topic, title = wording.WORKS[item.kind]
                if item.kind == "З" and self.area == "sport":
                    topic, title = wording.SPORT_TEST
                named = self.names.get(item.kind, [])
                name = named[n - 1] if n <= len(named) else item.after
                item.topic = topic.format(n=n, section=item.section, name=name)
                item.title = title.format(n=n)
            elif item.topic in wording.MISTAKES.values():
                item.topic = item.topic.format(n=numbers["Н" if "диктант" in item.topic else "К"])

    def _fill(self, items, hours):
        """The year's end: topics once more, and a lesson in reserve."""
        topics = [t for _, topics in self.sections for t in topics]
        section = "Повторение"
        if hours <= 0:
            assert hours == 0, self.course.key
            return
        for at in sorted(self.rng.sample(range(len(topics)), min(hours - 1, len(topics)))):
            items.append(Item(section, wording.LAST.format(topics[at])))
            hours -= 1
        items.append(Item(section, wording.RESERVE, hours))

    def _opening(self, items):
        """The first lesson introduces, with a safety briefing where one is due."""
        pattern = wording.BRIEFING if self.course.traits.safety else wording.FIRST
        first = items[0]
        topic = pattern.format(first.topic)
        if first.hours > 1:
            items.insert(0, Item(first.section, topic))
            first.hours -= 1
        elif not first.kind:
            first.topic = topic

    def _second_briefing(self, items):
        """The topic that comes in January begins with a safety briefing."""
        given = 0
        for at, item in enumerate(items):
            if given >= self.january and not item.kind:
                topic = wording.SECOND_BRIEFING.format(item.topic)
                if item.hours > 1:
                    item.hours -= 1
                    item = Item(item.section, topic)
                    items.insert(at, item)
                item.topic, item.briefing = topic, True
                return
            given += item.hours

    def _homework(self, items):
        patterns = wording.HOMEWORK.get(self.area)
        if not patterns or not self.course.traits.homework or self.course.grade == 1:
            return
        paragraph, exercise = 0, self.rng.randint(1, 8)
        for item in items:
            if item.kind and item.kind in WHOLE_CLASS:
                continue
            paragraph += self.rng.random() < 0.6
            exercise += self.rng.randint(1, 6) * item.hours
            item.homework = self.rng.choice(patterns).format(
                p=max(1, paragraph), n=exercise, n2=exercise + 2, n3=exercise + 5,
                q=self.rng.choice(("1–3", "1–4", "2", "2, 3", "3–5")))
