"""Every allocation fails, once and from there on."""
import os

import faults

SHIM = os.path.join(faults.BUILD, "tests", "fault_alloc.so")


def points(case):
    """How many allocations an undisturbed run makes."""
    told = os.path.join(case.folder, "count")
    case.reset()
    case.run(more={"LD_PRELOAD": SHIM, "JR_FAULT_COUNT": told})
    with open(told, encoding="ascii") as f:
        return int(f.read())


def sweep(tap, case, ever, every):
    found, count = [], 0
    more = {"LD_PRELOAD": SHIM} | ({"JR_FAULT_ON": "1"} if ever else {})
    for n in range(1 + ever * every // 2, points(case) + 1, every):
        case.reset()
        code, said = case.run(more=more | {"JR_FAULT_AT": str(n)})
        # Without memory for a stream there may be none for words.
        found += [f"allocation {n}: {w}" for w in case.faults(code, None if ever else said)]
        count += 1
    how = "and none after it" if ever else "once"
    tap.test(f"{case.name}: no memory at one allocation, {how}", found, count)


def cases(folder):
    yield faults.mark_import(folder)
    yield faults.Case(folder, "jr-attend import", ["jr-attend", "import"],
                      list(faults.absences()))
    yield faults.Case(folder, "jr-lesson import",
                      ["jr-lesson", "import", "--reason", "Сверка"],
                      [faults.LESSONS.replace("§ 1", "§ 2").replace("Сравнение", "Повторение")])
    yield faults.Case(folder, "jr-log revert", ["jr-log", "revert", "4", "--reason", "Не то"])


tap = faults.Tap()
with faults.school() as folder:
    for i, case in enumerate(cases(folder)):
        # The short form looks at the first case, and glances at the others.
        every = faults.EVERY if i == 0 or faults.EVERY == 1 else 5 * faults.EVERY
        for ever in (False, True):
            sweep(tap, case, ever, every)
tap.done()
