"""The power is cut, by replay: what a run wrote is recorded, and the disk rebuilt as it
may be found after a cut behind each step.

A write is safe once its file was synced.  Until then it may be lost or kept, alone or
with any other, and the last one may be torn at 512 bytes.  A file made or removed is
so for certain once its folder was synced.  What has been told (the counts of -v on
stderr, the end of the process) must be there; before, all or nothing.

The shared memory (-shm) is left out: SQLite makes it anew after a cut.
"""
import contextlib
import os
import re
import sqlite3

import faults

SECTOR = 512
TRACED = "openat,close,write,pwrite64,ftruncate,fsync,fdatasync,unlink,exit_group"
LINE = re.compile(r"^\d+ +(\w+)\((.*)\) += (-?\d+)")


class File:
    """A file's bytes on the disk and what was written to it since the last sync."""

    def __init__(self, data=b""):
        self.safe = data
        self.open = []	  # (offset, bytes); (size, None): cut to that size

    def sync(self):
        self.safe = apply(self.safe, self.open)
        self.open = []

    def survivors(self):
        """The bytes that may be found, each with what became of the open writes."""
        yield "all lost", self.safe
        if not self.open:
            return
        *rest, last = self.open
        yield "all kept", apply(self.safe, self.open)
        yield "the last kept alone", apply(self.safe, [last])
        for n in range(len(rest)):
            yield f"open write {n} lost", apply(self.safe, rest[:n] + rest[n + 1:] + [last])
        for cut in range(SECTOR, len(last[1] or b""), SECTOR):
            yield f"torn at {cut}", apply(self.safe, [*rest, (last[0], last[1][:cut])])


def apply(data, writes):
    data = bytearray(data)
    for at, new in writes:
        if new is None:
            data[at:] = b"\0" * (at - len(data))
        else:
            data.extend(b"\0" * (at - len(data)))
            data[at:at + len(new)] = new
    return bytes(data)


class Disk:
    """The store's folder: names that are safe, names now, and open descriptors."""

    def __init__(self, folder, store):
        self.folder, self.store = folder, store
        with open(store, "rb") as f:
            self.now = {store: File(f.read())}
        self.safe = dict(self.now)
        self.fds = {}
        self.told = False

    def step(self, call, words, result):
        """Carry out one call; false: it touches nothing of ours."""
        args = words.split(", ")
        fd = self.fds.get(args[0])
        if call == "openat":
            self.opened(text(args[1]).decode(), result)
            return False
        if call == "close":
            self.fds.pop(args[0], None)
            return False
        if call == "exit_group" or (call == "write" and args[0] in "12" and
                                    b": added " in text(words)):
            self.told = True
        elif call == "unlink":
            return self.now.pop(text(args[0]).decode(), None) is not None
        elif fd is None:
            return False
        elif call in ("fsync", "fdatasync"):
            self.synced(fd)
        elif call == "ftruncate":
            fd.open.append((int(args[1]), None))
        elif call == "pwrite64":
            fd.open.append((int(args[-1]), text(words)[:result]))
        else:
            raise ValueError(f"{call} on the store")
        return True

    def opened(self, path, fd):
        if path == self.folder:
            self.fds[str(fd)] = self
        elif path in (self.store, self.store + "-wal"):
            self.fds[str(fd)] = self.now.setdefault(path, File())

    def synced(self, what):
        if what is self:
            self.safe = dict(self.now)
        else:
            what.sync()

    def survivors(self):
        """(what became of it, {name: bytes}) for the cut here."""
        for how, names in (("names as synced", self.safe), ("names as they were", self.now)):
            kept = {n: apply(f.safe, f.open) for n, f in names.items()}
            lost = {n: f.safe for n, f in names.items()}
            for name, file in names.items():
                for fate, data in file.survivors():
                    where = f"{os.path.basename(name)} {fate}, {how}"
                    yield where + ", other files kept", kept | {name: data}
                    yield where + ", other files lost", lost | {name: data}


def text(words):
    """The bytes of the string among a call's arguments."""
    return bytes.fromhex(words.split('"')[1].replace("\\x", ""))


def record(case):
    """The calls of a run: (name, arguments, result)."""
    trace = os.path.join(case.folder, "trace")
    code, said = case.run(["strace", "-f", "-qq", "-xx", "-s", "2000000", "-e", "signal=none",
                           "-e", f"trace={TRACED}", "-o", trace])
    if code != 0:
        raise ValueError(f"exit {code}: {said}")
    with open(trace, encoding="ascii") as f:
        for line in f:
            if (m := LINE.match(line)) and int(m[3]) >= 0:
                yield m[1], m[2], int(m[3])
            elif " exit_group(" in line:
                yield "exit_group", "", 0


def look(case, files, told, whole):
    """What is wrong with a disk found so."""
    case.reset()
    os.unlink(case.store)
    for name, data in files.items():
        with open(name, "wb") as f:
            f.write(data)
    if whole:
        state, wrong = case.state(case.store)
    else:  # as jr-log verify would open it, but cheaper
        try:
            digest = faults.contents(case.store)
        except (sqlite3.Error, ValueError) as e:
            return [f"the store: {e}"]
        state = {case.before: "before", case.after: "after"}.get(digest)
        wrong = [] if state else ["the store has a part of the rows"]
    if state == "before" and told:
        wrong.append("it was told, but is not stored")
    return wrong


def sweep(tap, case, name, reader=False):
    case.reset()
    found, seen, points = [], set(), 0
    disk = Disk(case.folder, case.store)
    with contextlib.ExitStack() as stack:
        if reader:  # in this process, which must not open the file itself meanwhile
            db = stack.enter_context(contextlib.closing(sqlite3.connect(case.store)))
            db.execute("BEGIN")
            db.execute("SELECT count(*) FROM mark").fetchone()
        steps = list(record(case))
    for n, (call, words, result) in enumerate(steps):
        if not disk.step(call, words, result):
            continue
        for where, files in disk.survivors():
            key = hash((disk.told, *sorted(files.items())))
            if key in seen:
                continue
            seen.add(key)
            if len(seen) % faults.EVERY and not disk.told:
                continue
            points += 1
            found += [f"after step {n} ({call}), {where}: {w}"
                      for w in look(case, files, disk.told, points % 10 == 1)]
    tap.test(f"{case.name}: the power is cut{name}", found, points)


def main():
    faults.need_strace()
    tap = faults.Tap()
    with faults.school() as folder:
        case = faults.mark_import(folder)
        sweep(tap, case, "")
        sweep(tap, case, " while a reader holds the log", reader=True)
    tap.done()


main()
