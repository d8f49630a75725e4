"""Every system call on the store fails with EIO and ENOSPC, once and from there on,
with EINTR once, or is the last thing the process does (SIGKILL)."""
import collections
import os
import re

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


def main():
    faults.need("strace")
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
    tap.done()


main()
