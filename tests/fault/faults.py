"""What the fault tests share: a small school, imports to be disturbed, and what
must hold after each disturbance.

A test makes something fail at one point of a run of a command, once or from there
on, and gives the exit code to Case.faults(), which looks at what is left:

  - the store opens, SQLite's integrity_check and jr-log verify are content;
  - its rows are those from before or those from after the whole run;
  - exit 0 and 79 ("stored, but not told") only if they are stored, others only if
    they are not;
  - where nothing was stored the same run, undisturbed, stores everything.

The points are a tenth of all; JR_TEST_FAULTS=all (`make fault`) takes every one.
"""
import contextlib
import hashlib
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile

ROOT = os.path.dirname(os.path.dirname(os.path.dirname(os.path.abspath(__file__))))
BUILD = os.path.abspath(os.environ.get("JR_BUILD") or os.path.join(ROOT, "build"))
EVERY = 1 if os.environ.get("JR_TEST_FAULTS") == "all" else 10
NOW = "2026-09-20T12:00:00"
TAILS = ("", "-wal", "-shm", "-journal", ".lock")
CODES = {0, 1, 64, 65, 66, 70, 73, 74, 75, 77, 78, 79}
STORED = {0, 79}
SECONDS = 30

STUDENTS = [f"Ф-{n:02}" for n in range(1, 26)]
DATES = ("2026-09-07", "2026-09-09", "2026-09-14", "2026-09-16")

ROSTER = {
    "staff": "login,surname,given_name,role\nlisina,Лисина,Вера,teacher\n",
    "class": "class,grade,homeroom\n7А,7,lisina\n",
    "student": "number,surname,given_name,class\n" + "".join(
        f"{number},Учеников-{n:02},Иван,7А\n" for n, number in enumerate(STUDENTS)),
    "course": "class,subject,teacher,hours_per_week\n7А,Алгебра,lisina,2\n",
    "timetable": "class,subject,weekday,number\n7А,Алгебра,1,2\n7А,Алгебра,3,1\n",
}

LESSONS = "date,class,subject,topic,tasks,homework\n" + "".join(
    f"{date},7А,Алгебра,Сравнение выражений {date},К: Работа {date} | О,§ 1\n"
    for date in DATES[:3])
FIRST_MARKS = "date,class,subject,type,student,mark,comment\n" + "".join(
    f"2026-09-07,7А,Алгебра,К,{student},{3 + n % 3},Ошибка в последней строке\n"
    for n, student in enumerate(STUDENTS[:10]))


def marks():
    """New marks of three lessons, one of them made on the way, and corrections."""
    yield "date,class,subject,type,student,mark,comment\n"
    for n, student in enumerate(STUDENTS):
        for date in DATES[1:]:
            yield f"{date},7А,Алгебра,О,{student},{2 + n % 4},\n"
    for student in STUDENTS[:3]:
        yield f"2026-09-07,7А,Алгебра,К,{student},2,Списано\n"


def absences():
    yield "date,class,subject,student,code\n"
    for n, student in enumerate(STUDENTS[:12]):
        for date in DATES[:3]:
            yield f"{date},7А,Алгебра,{student},{('absent', 'ill')[n % 2]}\n"


def environment(store):
    return {"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", "JR_STORE": store,
            "JR_CONF": os.path.join(ROOT, "journal.conf"), "JR_NOW": NOW}


def command(name):
    return os.path.join(BUILD, "bin", name)


class Case:
    """A run of a command on a store: its words and input, and the store's two states."""

    def __init__(self, folder, name, words, rows=(), prepare=()):
        self.name = name
        self.folder = os.path.join(folder, name.replace(" ", "-"))
        os.mkdir(self.folder)
        self.words = [command(words[0]), *words[1:]]
        self.input = os.path.join(self.folder, "rows.csv")
        with open(self.input, "w", encoding="utf-8") as out:
            out.writelines(rows)
        if rows:
            self.words.append(self.input)
        self.store = os.path.join(self.folder, "store.db")
        self.good = os.path.join(self.folder, "good.db")
        shutil.copyfile(os.path.join(folder, "school.db"), self.good)
        for step in prepare:
            self.demand([command(step[0]), *step[1:]], self.good)
        self.before = contents(self.good)
        self.pages = {"before": self.bytes_of(self.good)}
        self.reset()
        self.demand(self.words, self.store)
        self.pages["after"] = self.bytes_of(self.store)
        self.after = contents(self.store)
        if self.before == self.after:
            sys.exit(f"{name}: the run changes nothing")

    @staticmethod
    def demand(words, store):
        done = subprocess.run(words, env=environment(store), stdin=subprocess.DEVNULL,
                              capture_output=True, text=True, check=False)
        if done.returncode:
            sys.exit(f"{' '.join(words)}: exit {done.returncode}\n{done.stderr}")

    def reset(self, store=None):
        """The store as it was, without a log of later writes to take in."""
        store = store or self.store
        for tail in TAILS:
            with contextlib.suppress(FileNotFoundError):
                os.unlink(store + tail)
        shutil.copyfile(self.good, store)

    def run(self, under=(), words=None, store=None, more=None, stdout=None, stderr=None):
        """Exit code (minus a signal's number; None: it did not end) and stderr's text."""
        store = store or self.store
        child = subprocess.Popen([*under, *(words or self.words)],
                                 env=environment(store) | (more or {}),
                                 stdin=subprocess.DEVNULL,
                                 stdout=stdout or subprocess.DEVNULL,
                                 stderr=stderr or subprocess.PIPE, start_new_session=True)
        try:
            _, said = child.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            child.communicate()
            return None, ""
        return child.returncode, (said or b"").decode("utf-8", "replace")

    def faults(self, code, said=None, killed=False, store=None, unknown=False):
        """What is wrong after a run that ended so; a list of words.  said: what stderr
        got, None where it could not be heard.  unknown: a code that is neither 0 nor
        79 leaves it open whether it was stored."""
        store = store or self.store
        found = []
        if code is None:
            return [f"did not end in {SECONDS} s"]
        if code not in CODES and not (killed and code in (-signal.SIGKILL, 137)):
            found.append(f"exit {code}")
        if code not in (0, -signal.SIGKILL, 137) and said == "":
            found.append(f"exit {code} without a word")
        state, why = self.state(store)
        found += why
        if state is None:
            return found
        if code in STORED and state != "after":
            found.append(f"exit {code}, but nothing is stored")
        if code not in STORED and state != "before" and not killed and not unknown:
            found.append(f"exit {code}, but everything is stored")
        if state == "before" and self.bytes_of(store) != self.pages["before"]:
            found += self.again(store)
        return found

    def state(self, store):
        """"before", "after", or None with what is wrong with the store."""
        for state in ("before", "after"):
            if self.bytes_of(store) == self.pages[state]:
                return state, []
        done = subprocess.run([command("jr-log"), "verify"], env=environment(store),
                              stdin=subprocess.DEVNULL, capture_output=True, text=True,
                              check=False)
        if done.returncode:
            return None, [f"jr-log verify: exit {done.returncode}: "
                          f"{done.stdout}{done.stderr}".strip()]
        try:
            now = contents(store)
        except (sqlite3.Error, ValueError) as e:
            return None, [f"the store: {e}"]
        if now == self.before:
            return "before", []
        if now == self.after:
            return "after", []
        return None, ["the store has a part of the rows"]

    @staticmethod
    def bytes_of(store):
        """The file, where it alone is the whole store: what has the bytes of a sound
        store needs no further look."""
        if any(os.path.exists(store + tail) for tail in ("-wal", "-journal")):
            return None
        with open(store, "rb") as f:
            return f.read()

    def again(self, store):
        code, said = self.run(store=store)
        if code == 0 and contents(store) == self.after:
            return []
        return [f"the same run afterwards: exit {code} {said}"]


def contents(store):
    """A digest of every row of every table; ValueError when the file is damaged."""
    digest = hashlib.sha256()
    with contextlib.closing(sqlite3.connect(store)) as db:
        sound = db.execute("PRAGMA integrity_check").fetchone()[0]
        if sound != "ok":
            raise ValueError(sound)
        for name, sql in db.execute(
                "SELECT name, sql FROM sqlite_schema WHERE type = 'table' ORDER BY name"):
            digest.update(repr((name, sql)).encode())
            for row in db.execute(f'SELECT * FROM "{name}" ORDER BY 1, 2'
                                  if name != "head" else 'SELECT * FROM head'):
                digest.update(repr(row).encode())
    return digest.hexdigest()


@contextlib.contextmanager
def school():
    """A folder with school.db in it, in memory where that can be had; gone at the end."""
    shm = "/dev/shm" if os.access("/dev/shm", os.W_OK) else None
    with tempfile.TemporaryDirectory(prefix="journal-fault.", dir=shm) as folder:
        store = os.path.join(folder, "school.db")
        roster = os.path.join(folder, "roster")
        os.mkdir(roster)
        for name, text in ROSTER.items():
            with open(os.path.join(roster, name + ".csv"), "w", encoding="utf-8") as out:
                out.write(text)
        Case.demand([command("jr-init"), "--sandbox"], store)
        Case.demand([command("jr-roster"), "import", roster], store)
        for noun, text in (("lesson", LESSONS), ("mark", FIRST_MARKS)):
            rows = os.path.join(folder, noun + ".csv")
            with open(rows, "w", encoding="utf-8") as out:
                out.write(text)
            Case.demand([command("jr-" + noun), "import", rows], store)
        yield folder


def mark_import(folder):
    return Case(folder, "jr-mark import", ["jr-mark", "import", "-v", "--reason", "Сверка"],
                list(marks()))


class Tap:
    """Test lines on stdout; what was found wrong, a few lines of it, on stderr."""

    SHOWN = 1000 if EVERY == 1 else 5

    def __init__(self):
        self.count = self.failed = 0

    def test(self, name, found, points=None):
        self.count += 1
        words = name if points is None else f"{name} ({points} points)"
        if points == 0:
            found = ["no point was reached"]
        print(f"{'not ok' if found else 'ok'} {self.count} - {words}", flush=True)
        for line in found[:self.SHOWN]:
            print("# " + line.replace("\n", " "), file=sys.stderr)
        if len(found) > self.SHOWN:
            print(f"# and {len(found) - self.SHOWN} more", file=sys.stderr)
        self.failed += bool(found)

    def skip(self, name, why):
        self.count += 1
        print(f"ok {self.count} - {name} # SKIP {why}", flush=True)

    def done(self):
        print(f"1..{self.count}")
        sys.exit(1 if self.failed else 0)


def skip_all(why):
    print(f"1..0 # SKIP {why}")
    sys.exit(0)


def need_strace():
    if shutil.which("strace") is None:
        skip_all("strace is not there (scripts/setup --tests)")
    if subprocess.run(["strace", "-qq", "-o", os.devnull, "true"], capture_output=True,
                      check=False).returncode:
        skip_all("processes cannot be traced here")
