"""A week's timetable without clashes, by local search.

A class has as many slots as lessons, from number 1 without a gap; the search
exchanges lessons within a class until no teacher is wanted twice at a time.
Rooms belong to teachers, so rooms do not clash either.
"""
from . import stream
from .curriculum import HALVES_BY_SEX, HORIZONS, TALKS

DAYS, NUMBERS = 5, 8
FIXED = {TALKS: 0 * NUMBERS, HORIZONS: 3 * NUMBERS}  # Monday and Thursday, first lesson
LONGER = (0, 3, 1, 2, 4)  # days that get a lesson more, in this order
CLASH, TWICE = 10, 3      # costs
ATTEMPTS, STEPS = 8, 20000


class Event:
    """What a class does in one slot: courses, of one week or of both."""

    def __init__(self, room, parts, fixed=None):
        self.room, self.parts, self.fixed = room, parts, fixed
        self.teachers = sorted({c.teacher.login for c, _ in parts})
        self.subject = parts[0][0].subject
        self.double = parts[0][0].subject in HALVES_BY_SEX and parts[0][0].hours == 2
        self.slot = None


def make(seed, year, school):
    """Give every course of the school its slots."""
    for attempt in range(ATTEMPTS):
        solver = _Solver(stream(seed, "timetable", year.y, attempt), school)
        if solver.run():
            solver.join_doubles()
            solver.store()
            _check(school)
            return
    raise AssertionError(f"no timetable without clashes: {list(solver.clashes)[:5]}")


def _events(school, room):
    own = {}
    for course in school.courses:
        if course.room is room:
            own.setdefault(course.subject, []).append(course)
    events, halves = [], []
    for subject, courses in own.items():
        hours = courses[0].hours
        for _ in range(int(hours)):
            events.append(Event(room, [(c, None) for c in courses], FIXED.get(subject)))
        if hours % 1:
            halves.append(courses[0])
    for first, second in zip(halves[::2], halves[1::2] + [None]):
        events.append(Event(room, [(first, 1)] + ([(second, 2)] if second else [])))
    return events


def _lengths(count):
    """Lessons of each day."""
    lengths = [count // DAYS] * DAYS
    for day in LONGER[:count % DAYS]:
        lengths[day] += 1
    assert max(lengths) <= NUMBERS
    return lengths


class _Solver:
    def __init__(self, rng, school):
        self.rng, self.school = rng, school
        self.at = {}       # class name -> {slot: event}
        self.busy = {}     # (login, slot) -> how many events
        self.clashes = {}  # (login, slot) with more than one, in order of appearance
        self.daily = {}    # (class name, subject, day) -> lessons
        lengths = {}
        for room in school.rooms:
            events = _events(school, room)
            lengths[room.name] = _lengths(len(events))
            self._open(room, events, lengths[room.name])
        self.meetings = []  # (slot, courses) across classes
        self._meet(lengths)

    def _open(self, room, events, lengths):
        slots = [d * NUMBERS + n for d in range(DAYS) for n in range(lengths[d])]
        place = self.at[room.name] = {}
        for event in events:
            if event.fixed is not None:
                self._put(place, event, event.fixed)
        free = [s for s in slots if s not in place]
        # Round the days, so that a subject's lessons start apart.
        free.sort(key=lambda s: (s % NUMBERS, s))
        loose = [e for e in events if e.fixed is None]
        loose.sort(key=lambda e: -len(e.teachers))
        self.rng.shuffle(loose)
        for event, slot in zip(loose, free, strict=True):
            self._put(place, event, slot)

    def _put(self, place, event, slot):
        assert slot not in place
        place[slot], event.slot = event, slot
        for login in event.teachers:
            self._more(login, slot)
        key = event.room.name, event.subject, slot // NUMBERS
        self.daily[key] = self.daily.get(key, 0) + 1

    def _meet(self, lengths):
        """Groups across classes meet after the last lesson of a day."""
        used = []
        for courses, rooms in self.school.electives:
            def late(day, rooms=rooms):
                return max(lengths[r.name][day] for r in rooms)

            def early(day, rooms=rooms):
                return min(lengths[r.name][day] for r in rooms)

            days = [d for d in range(DAYS) if late(d) < NUMBERS]
            day = min(days, key=lambda d: (late(d) - early(d), d in used, late(d), -d))
            used.append(day)
            slot = day * NUMBERS + late(day)
            self.meetings.append((slot, courses))
            for course in courses:
                self._more(course.teacher.login, slot)

    def _more(self, login, slot):
        key = login, slot
        count = self.busy[key] = self.busy.get(key, 0) + 1
        if count == 2:
            self.clashes[key] = True

    def _less(self, login, slot):
        key = login, slot
        self.busy[key] -= 1
        if self.busy[key] == 1:
            del self.clashes[key]

    def _gain(self, name, one, other):
        """What exchanging two events of a class costs."""
        busy, cost = self.busy, 0
        a, b = one.slot, other.slot
        for login in one.teachers:
            if login not in other.teachers:
                if busy[login, a] > 1:
                    cost -= CLASH
                if busy.get((login, b), 0) > 0:
                    cost += CLASH
        for login in other.teachers:
            if login not in one.teachers:
                if busy[login, b] > 1:
                    cost -= CLASH
                if busy.get((login, a), 0) > 0:
                    cost += CLASH
        if a // NUMBERS != b // NUMBERS:
            cost += self._twice(name, one, a // NUMBERS, b // NUMBERS)
            cost += self._twice(name, other, b // NUMBERS, a // NUMBERS)
        return cost

    def _twice(self, name, event, here, there):
        """Cost of moving to a day where the subject may already be taught."""
        leave = self.daily[name, event.subject, here] - 1
        come = self.daily.get((name, event.subject, there), 0)
        return TWICE * ((leave - come) if event.double else (come - leave))

    def _swap(self, name, one, other):
        a, b = one.slot, other.slot
        for event, old, new in ((one, a, b), (other, b, a)):
            for login in event.teachers:
                self._less(login, old)
            self.daily[name, event.subject, old // NUMBERS] -= 1
            key = name, event.subject, new // NUMBERS
            self.daily[key] = self.daily.get(key, 0) + 1
            event.slot = new
            self.at[name][new] = event
        for login in one.teachers:
            self._more(login, b)
        for login in other.teachers:
            self._more(login, a)

    def run(self):
        """Whether a timetable without clashes was found."""
        rng, tabu = self.rng, {}
        events = {}
        for place in self.at.values():
            for event in place.values():
                for login in event.teachers:
                    events.setdefault(login, []).append(event)
        for step in range(STEPS):
            if not self.clashes:
                self._spread()
                return True
            keys = list(self.clashes)
            login, slot = keys[rng.randrange(len(keys))]
            movable = [e for e in events[login] if e.slot == slot and e.fixed is None]
            if not movable:
                continue
            event = rng.choice(movable)
            self._best(event, step, tabu)
        return False

    def _best(self, event, step, tabu):
        """Exchange the event with the best other of its class."""
        name = event.room.name
        best, least = None, None
        for other in self.at[name].values():
            if other is event or other.fixed is not None:
                continue
            cost = self._gain(name, event, other)
            if tabu.get((event, other.slot), -1) > step and cost > -CLASH:
                continue
            cost += self.rng.random()
            if best is None or cost < least:
                best, least = other, cost
        if best is not None:
            tabu[event, event.slot] = step + 12 + int(self.rng.random() * 12)
            self._swap(name, event, best)

    def _spread(self):
        """Without new clashes, move lessons of one subject to different days."""
        for place in self.at.values():
            for event in list(place.values()):
                if event.fixed is not None:
                    continue
                name = event.room.name
                others = [o for o in place.values() if o is not event and o.fixed is None]
                best = min(others, key=lambda o: self._gain(name, event, o))
                if self._gain(name, event, best) < 0:
                    self._swap(name, event, best)

    def join_doubles(self):
        """Put two lessons of a double next to each other, where that clashes with nobody."""
        for name, place in self.at.items():
            pairs = {}
            for event in place.values():
                if event.double:
                    pairs.setdefault((event.subject, event.slot // NUMBERS), []).append(event)
            for pair in pairs.values():
                if len(pair) == 2 and abs(pair[0].slot - pair[1].slot) != 1:
                    self._join(name, place, *pair)

    def _join(self, name, place, one, two):
        for mover, anchor in ((two, one), (one, two)):
            for slot in (anchor.slot + 1, anchor.slot - 1):
                other = place.get(slot)
                if (other and slot // NUMBERS == anchor.slot // NUMBERS and other.fixed is None
                        and self._gain(name, mover, other) <= 0):
                    self._swap(name, mover, other)
                    return

    def store(self):
        for place in self.at.values():
            for slot in sorted(place):
                for course, week in place[slot].parts:
                    course.slots.append((slot // NUMBERS + 1, slot % NUMBERS + 1, week))
        for slot, courses in self.meetings:
            for course in courses:
                course.slots.append((slot // NUMBERS + 1, slot % NUMBERS + 1, None))


def _check(school):
    """No teacher, room, class or student is in two places at once; hours are whole."""
    seen = {}
    for course in school.courses:
        assert sum(1 if week is None else 0.5 for _, _, week in course.slots) == course.hours, course.key
        start = min(first for _, first, _ in course.members)
        who = ["teacher " + course.teacher.login, "room " + course.teacher.room]
        who += ["student " + s.number for s, first, last in course.members if first == start and last is None]
        for weekday, number, week in course.slots:
            for w in (1, 2) if week is None else (week,):
                for one in who:
                    place = one, weekday, number, w
                    assert place not in seen, (place, course.key, seen[place])
                    seen[place] = course.key
