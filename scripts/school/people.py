"""Students with their families, classes through the years, and staff."""
from datetime import date, timedelta

from . import names, stream, weighted
from .wording import SCHOOLS

LETTERS = "АБВ"
SIZES = {  # the last year's classes, and students in one
    "full": ([f"{g}{x}" for g in range(1, 12) for x in LETTERS], 25),
    "medium": ([f"{g}А" for g in range(1, 12)], 25),
    "small": (["1А", "5А", "7А", "7Б", "9А", "10А"], 20),
    "tiny": (["7А", "10А"], 8),
}
ALL_GRADES = ("full", "medium")  # schools that have every grade in every year

# A mid-year in a full school: shares of students.
LEAVE, ARRIVE, MOVE = 0.012, 0.012, 0.006


class Family:
    def __init__(self, people, surname, father, guardians):
        self.people, self.surname, self.father, self.guardians = people, surname, father, guardians


class Student:
    """A child, the family, and what decides marks and absences."""

    def __init__(self, entry, family, sex, given, patronymic, birth):
        self.entry, self.family, self.sex = entry, family, sex
        self.surname = names.feminine(family.surname) if sex == "f" else family.surname
        self.given, self.patronymic, self.birth = given, patronymic, birth
        self.number = None
        self.stays = False  # never leaves: tests count on the name
        self.ability = self.frailty = self.truancy = self.tardiness = 0.0
        self.enrolments = {}  # year -> [Enrolment]

    @property
    def key(self):
        return [names.sort_key(x) for x in (self.surname, self.given, self.patronymic or "")]


class Enrolment:
    """A stay in a class; last is None to the year's end."""

    def __init__(self, room, first, last=None, order_in="", order_out="", from_where="", to_where=""):
        self.room, self.first, self.last = room, first, last
        self.order_in, self.order_out = order_in, order_out
        self.from_where, self.to_where = from_where, to_where


class Class:
    """A class in one year; its cohort (year of entry, letter) goes on."""

    def __init__(self, name):
        self.name, self.grade, self.letter = name, int(name[:-1]), name[-1]
        self.cohort = None
        self.members = []  # (student, first, last or None), sorted
        self.homeroom = None


class Children:
    """Makes students and keeps the cohorts."""

    def __init__(self, seed, size, last_year):
        self.seed, self.size = seed, size
        self.last_classes, self.target = SIZES[size]
        self.last_year = last_year
        self.rng = stream(seed, "students")
        self.moves = stream(seed, "movement")
        self.cohorts = {}  # (entry, letter) -> [Student]
        self.families = []
        self.count = self.mails = self.phones = 0

    # --- One family, one child ---

    def _people(self):
        return weighted(self.rng, [(p, p["weight"]) for p in names.PEOPLES])

    def _early(self, pool):
        """A name, those in front more often."""
        return pool[int(len(pool) * self.rng.random() ** 1.6)]

    def _guardian(self, people, sex, surname, given, relation, document=""):
        rng = self.rng
        father = self._early(people["fathers"])
        middle = "" if people.get("bare") == 1.0 else self._patronymic(people, father, sex)
        self.phones += rng.randint(1, 40)
        phone = f"+7 000 {self.phones // 10000 % 1000:03d}-{self.phones // 100 % 100:02d}-{self.phones % 100:02d}"
        mail = ""
        if rng.random() < 0.86:
            self.mails += rng.randint(1, 9)
            mail = f"{names.latin(given)}.{names.latin(surname)}{self.mails}@example.org"
        return {"surname": surname, "given_name": given, "patronymic": middle, "relation": relation,
                "email": mail, "phone": phone, "rights": "full", "document": document, "sex": sex}

    def _patronymic(self, people, father, sex):
        if people.get("two_words") and self.rng.random() < 0.5:
            return f"{father} {'кызы' if sex == 'f' else 'оглы'}"
        return names.patronymic(father, sex)

    def _family(self, people, surname=None):
        rng = self.rng
        surname = surname or rng.choice(people["surnames"])
        if people is names.RUSSIAN and rng.random() < 0.012:
            surname = rng.choice(names.DOUBLE_SURNAMES)
        father = self._early(people["fathers"])
        guardians = []
        lot = rng.random()
        if lot < 0.025:
            sex = "f" if rng.random() < 0.8 else "m"
            own = rng.choice(people["surnames"])
            given = self._early(people["women"] if sex == "f" else people["fathers"])
            guardians.append(self._guardian(people, sex, names.feminine(own) if sex == "f" else own, given,
                                            "опекун", f"распоряжение № {rng.randint(40, 990)}-р"))
            return Family(people, surname, father, guardians)
        if lot < 0.97:
            own = surname if rng.random() < 0.86 else rng.choice(people["surnames"])
            guardians.append(self._guardian(people, "f", names.feminine(own), self._early(people["women"]), "мать"))
        if lot < 0.68 or not guardians:
            guardians.append(self._guardian(people, "m", surname, father, "отец"))
        elif self.size == "full" and rng.random() < 0.02:
            deprived = self._guardian(people, "m", surname, father, "отец",
                                      f"решение суда № 2-{rng.randint(100, 4000)}")
            deprived["rights"] = "none"
            guardians.append(deprived)
        return Family(people, surname, father, guardians)

    def child(self, entry, family=None, sex=None, given=None, bare=False):
        """A student of the cohort that enters in that year; not yet numbered."""
        rng = self.rng
        if family is None:
            older = [f for f in self.families[-400:] if f.last_entry != entry]
            family = rng.choice(older) if older and rng.random() < 0.10 else self._family(self._people())
        family.last_entry = entry
        self.families.append(family)
        people = family.people
        sex = sex or ("f" if rng.random() < 0.5 else "m")
        if given is None:
            given = self._early(people["girls" if sex == "f" else "boys"])
            if people is names.RUSSIAN and rng.random() < 0.006:
                given = rng.choice(names.DOUBLE_GIRLS if sex == "f" else names.DOUBLE_BOYS)
        bare = bare or rng.random() < people.get("bare", 0.004)
        middle = "" if bare else self._patronymic(people, family.father, sex)
        birth = date(entry - 7, 3, 1) + timedelta(days=rng.randint(0, 364))
        student = Student(entry, family, sex, given, middle, birth)
        student.ability = rng.gauss(0, 1)
        student.frailty = rng.lognormvariate(-0.15, 0.55)
        student.truancy = rng.lognormvariate(-1.1, 1.5)
        student.tardiness = rng.lognormvariate(-0.5, 1.0)
        return student

    def _number(self, student):
        self.count += 1
        student.number = f"G4-{self.count:04d}"

    def _remarkable(self, cohort):
        """Children whose names try a program, in classes that each size has."""
        entry, letter = cohort
        grade = self.last_year - entry + 1
        russian, azeri, vietnamese = names.RUSSIAN, names.OTHERS[3], names.OTHERS[-1]

        def of(people, surname, sex, given, **kw):
            family = self._family(people, surname)
            family.surname = surname  # whatever chance made of it
            return self.child(entry, family, sex, given, **kw)

        if (grade, letter) == (7, "А"):
            first, second = (of(russian, "Иванов", "f", "Анна") for _ in range(2))
            first.patronymic, second.patronymic = "Александровна", "Сергеевна"
            own = of(azeri, "Мамедов", "m", "Али")
            own.patronymic = "Рашид оглы"
            return [first, second, own, of(russian, "Семёнов", "m", "Артём"),
                    of(russian, "Римский-Покровский", "f", "Алёна")]
        if (grade, letter) == (10, "А"):
            return [of(russian, "Королёв", "m", "Фёдор"), of(vietnamese, "Нгуен", "m", "Ван Минь"),
                    of(russian, "Щербаков", "f", "Анна-Мария", bare=True)]
        if (grade, letter) == (4, "Б"):
            twins = [of(russian, "Кузнецов", "m", "Александр") for _ in range(2)]
            for twin in twins:
                twin.patronymic = "Андреевич"
            return twins
        return []

    # --- Years ---

    def classes(self, year):
        """The classes of a year with their students at its start, in order."""
        if self.size in ALL_GRADES:
            found = [(Class(n), year.y) for n in self.last_classes]
        else:
            shift = self.last_year - year.y
            found = [(Class(f"{int(n[:-1]) - shift}{n[-1]}"), year.y)
                     for n in self.last_classes if int(n[:-1]) > shift]
        rooms = []
        for room, y in found:
            room.cohort = (y - room.grade + 1, room.letter)
            rooms.append(room)
            self._open(room, year)
        if self.size == "full":
            self._movement(rooms, year)
        for room in rooms:
            room.members.sort(key=lambda m: (m[0].key, m[0].number))
        return rooms

    def _open(self, room, year):
        entry = room.cohort[0]
        before = self.cohorts.get(room.cohort)
        if before is None:
            students = self._remarkable(room.cohort)
            for student in students:
                student.stays = True
            spread = 2 if self.target >= 20 else 0
            target = self.target + self.rng.randint(-spread, spread)
        else:
            students, target = before, self.target - 1
            if room.grade == 10:  # after grade 9 some go to colleges
                students = [s for s in students if s.stays or self.rng.random() < 0.85]
        new = [self.child(entry) for _ in range(target - len(students))]
        if before is None:
            new, students = students + new, []
        for student in sorted(new, key=lambda s: s.key):
            self._number(student)
            students.append(student)
        self.cohorts[room.cohort] = students
        for student in students:
            student.enrolments[year.y] = [Enrolment(room, year.first)]
            room.members.append((student, year.first, None))

    def _movement(self, rooms, year):
        """Some leave, some come, some change to the parallel class."""
        rng = self.moves
        orders = iter(range(rng.randint(20, 60), 5000))
        days = year.days[8:-12]
        total = sum(len(r.members) for r in rooms)

        def some(share):
            return round(total * share)

        def end(student, last):
            student.enrolments[year.y][-1].last = last
            room = student.enrolments[year.y][-1].room
            room.members = [(s, a, last if s is student and b is None else b) for s, a, b in room.members]

        settled = [s for r in rooms for s, _, _ in r.members if not s.stays]
        chosen = rng.sample(settled, some(LEAVE) + some(MOVE))
        for student in chosen[:some(LEAVE)]:
            last = rng.choice(days)
            stay = student.enrolments[year.y][-1]
            end(student, last)
            stay.order_out, stay.to_where = f"{next(orders)}-у", rng.choice(SCHOOLS)
            self.cohorts[stay.room.cohort].remove(student)
        for student in chosen[some(LEAVE):]:
            stay = student.enrolments[year.y][-1]
            others = [r for r in rooms if r.grade == stay.room.grade and r is not stay.room]
            room, day, order = rng.choice(others), rng.choice(days), f"{next(orders)}-у"
            end(student, year.days[year.index[day] - 1])
            stay.order_out, stay.to_where = order, room.name
            student.enrolments[year.y].append(
                Enrolment(room, day, None, order, "", stay.room.name))
            room.members.append((student, day, None))
            self.cohorts[stay.room.cohort].remove(student)
            self.cohorts[room.cohort].append(student)
        newcomers = sorted((rng.choice(days), rng.randrange(len(rooms))) for _ in range(some(ARRIVE)))
        for day, at in newcomers:
            room = rooms[at]
            student = self.child(room.cohort[0])
            self._number(student)
            student.enrolments[year.y] = [
                Enrolment(room, day, None, f"{next(orders)}-у", "", rng.choice(SCHOOLS))]
            room.members.append((student, day, None))
            self.cohorts[room.cohort].append(student)


# --- Staff -----------------------------------------------------------------------

# Roles of those who do not teach, and the chance of a man.
OFFICE = (("director", 0.4), ("deputy", 0.1), ("admin", 0.6), ("secretary", 0.0), ("counsellor", 0.1))
OFFICE_OF_A_FULL_SCHOOL = (("deputy", 0.2), ("counsellor", 0.1), ("secretary", 0.0))


class Teacher:
    def __init__(self, login, surname, given, patronymic, sex, role, room=""):
        self.login, self.surname, self.given, self.patronymic = login, surname, given, patronymic
        self.sex, self.role, self.room = sex, role, room
        self.load = 0.0       # weekly hours of this year
        self.capacity = 1.0   # share of a full load
        self.main = None      # family of subjects


class Staff:
    """Everybody who works at the school, made as they are needed."""

    def __init__(self, seed, size):
        self.rng = stream(seed, "staff")
        self.logins = {}
        self.office = [self._person(role, men) for role, men in OFFICE]
        if size == "full":
            self.office += [self._person(role, men) for role, men in OFFICE_OF_A_FULL_SCHOOL]
        self.departments = {}
        self.primary = []

    def _person(self, role, men, room=""):
        rng = self.rng
        sex = "m" if rng.random() < men else "f"
        surname = rng.choice(names.SURNAMES)
        given = rng.choice(names.MEN[:30] if sex == "m" else names.WOMEN)
        middle = names.patronymic(rng.choice(names.FATHERS[:34]), sex)
        if sex == "f":
            surname = names.feminine(surname)
        login = f"{names.latin(surname)}.{names.latin(given)[0]}{names.latin(middle)[0]}"
        taken = self.logins[login] = self.logins.get(login, 0) + 1
        return Teacher(login if taken == 1 else f"{login}{taken}", surname, given, middle, sex, role, room)

    def of(self, department, count):
        """The first teachers of a department."""
        found = self.departments.setdefault(department.name, [])
        while len(found) < count:
            at, room = len(found), department.room
            room = str(int(room) + at) if room.isdigit() else f"{room} {at + 1}"
            deputy = department.deputy and at == 0
            teacher = self._person("deputy+teacher" if deputy else "teacher", department.men, room)
            found.append(teacher)
        return found[:count]

    def primary_teacher(self, taken):
        """One of the primary school who has no class yet."""
        for teacher in self.primary:
            if teacher not in taken:
                return teacher
        self.primary.append(self._person("teacher", 0.02, str(101 + len(self.primary))))
        return self.primary[-1]
