"""Every system call on the store fails with EIO and ENOSPC, once and from there on,
with EINTR once, or is the last thing the process does (SIGKILL)."""
import collections
import os
import re
import subprocess

import faults

ERRORS = ("EIO", "ENOSPC")
STEP = 1 if faults.EVERY == 1 else 7  # prime, so that everything happens somewhere
INTERRUPTED = {"openat", "flock", "read", "pread64", "write", "pwrite64", "fcntl",
               "ftruncate", "fallocate"}


def strace(case, *words):
    """strace of calls on the store and its side files only; they alone are counted."""
    trace = os.path.join(case.folder, "trace")
    paths = [w for tail in faults.TAILS for w in ("-P", case.store + tail)]
    # By the folder's name too, through which its files are found and synced.
    return ["strace", "-f", "-qq", "-o", trace, *paths, "-P", case.folder, *words], trace


def calls(case):
    """How often an undisturbed run makes each call."""
    under, trace = strace(case)
    case.reset()
    case.run(under)
    with open(trace, encoding="utf-8", errors="replace") as f:
        return collections.Counter(re.findall(r"^\d+ +(\w+)\(", f.read(), re.MULTILINE))


def points(counts):
    """(call, what happens, does it go on): in the short form some of each call."""
    for call, count in sorted(counts.items()):
        hows = [(f"error={e}", ever) for e in ERRORS for ever in (False, True)]
        hows.append(("signal=SIGKILL", False))
        if call in INTERRUPTED:
            hows.append(("error=EINTR", False))
        places = [(call, how, ever, n) for n in range(1, count + 1) for how, ever in hows]
        # SQLite tries locks for ten seconds before it gives one up for lost.
        slow = [p for p in places if call == "fcntl" and p[2]]
        quick = [p for p in places if p not in slow]
        yield from quick[::STEP]
        if faults.EVERY == 1:
            yield from slow[::10]


def disturb(case, call, how, ever, n):
    """What went wrong at a point; None: the run did not come there."""
    under, trace = strace(case, "-e", f"trace={call}", "-e", "signal=none", "-e",
                          f"inject={call}:{how}:when={n}{'+' if ever else ''}")
    case.reset()
    code, said = case.run(under)
    killed = how == "signal=SIGKILL"
    with open(trace, encoding="utf-8", errors="replace") as f:
        text = f.read()
    if not killed and "(INJECTED)" not in text:
        return None
    when = f"{call} {n}{' and on' if ever else ''}: {how}: "
    return [when + w for w in case.faults(code, None if killed else said, killed)]


def ended_reader(case, under, kill):
    """A run while somebody reads, who then goes home, or is killed."""
    reader = subprocess.Popen(["sqlite3", case.store], stdin=subprocess.PIPE,
                              stdout=subprocess.PIPE)
    reader.stdin.write(b"BEGIN; SELECT count(*) FROM mark;\n")
    reader.stdin.flush()
    reader.stdout.readline()
    ended = case.run(under)
    if kill:
        reader.kill()
    reader.communicate()
    return ended


def with_reader(tap, case, kill):
    """A reader holds the log, so that the run does not clear it away.  When he is
    killed too, what was written of a commit that failed may come up: the words must
    then have said so."""
    found, reached = [], 0
    counts = calls(case)
    places = [(call, ever, n) for call in ("fdatasync", "pwrite64")
              for n in range(1, counts[call] + 1) for ever in (False, True)]
    for call, ever, n in places if faults.EVERY == 1 else places[:10] + places[10::STEP]:
        under, trace = strace(case, "-e", f"trace={call}", "-e", "signal=none", "-e",
                              f"inject={call}:error=EIO:when={n}{'+' if ever else ''}")
        case.reset()
        code, said = ended_reader(case, under, kill)
        with open(trace, encoding="utf-8", errors="replace") as f:
            if "(INJECTED)" not in f.read():
                continue
        reached += 1
        found += [f"{call} {n}{' and on' if ever else ''}: {w}" for w in
                  case.faults(code, said, unknown=kill and "jr-log list" in said)]
    tap.test(f"{case.name}: fails beside a reader who {'is killed' if kill else 'ends'}",
             found, reached)


def main():
    faults.need_strace()
    tap = faults.Tap()
    with faults.school() as folder:
        case = faults.mark_import(folder)
        found, reached = collections.defaultdict(list), collections.Counter()
        for call, how, ever, n in points(calls(case)):
            wrong = disturb(case, call, how, ever, n)
            if wrong is not None:
                reached[call] += 1
                found[call] += wrong
        for call in sorted(reached):
            tap.test(f"{case.name}: {call} on the store fails, or is the last call",
                     found[call], reached[call])
        for kill in (False, True):
            with_reader(tap, case, kill)
    tap.done()


main()
