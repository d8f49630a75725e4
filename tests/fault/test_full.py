"""The disk is full: where the words go (/dev/full), and where the store lies."""
import os
import shutil
import subprocess
import sys

import faults

KIB = (1, 4, 8, 12, 16, 24, 32, 40, 48, 56, 64, 80, 96, 112, 128, 160, 192, 256, 384, 512,
       1024)


def output(tap, case, name, expected, words=None, **streams):
    """stdout or stderr takes nothing: the store must not suffer, nor its exit code."""
    case.reset()
    with open("/dev/full", "w", encoding="ascii") as full:
        code, said = case.run(words=words, **{where: full for where in streams})
    found = case.faults(code, None if "stderr" in streams else said)
    if code != expected:
        found.append(f"exit {code}, not {expected}")
    tap.test(f"{case.name}: {name}", found)


def outputs(tap, case):
    output(tap, case, "stdout is full, and nothing was to go there", 0, stdout=True)
    output(tap, case, "stderr is full, and the counts are lost", 79, stderr=True)
    quiet = [w for w in case.words if w != "-v"]
    output(tap, case, "stderr is full, and there was nothing to say", 0, quiet, stderr=True)
    with open(case.input, encoding="utf-8") as rows:
        wrong = rows.read() + "2026-09-09,7А,Алгебра,О,Ф-99,5,\n"
    path = os.path.join(case.folder, "wrong.csv")
    with open(path, "w", encoding="utf-8") as out:
        out.write(wrong)
    output(tap, case, "stderr is full, and a row is wrong", 65,
           [*case.words[:-1], path], stderr=True)
    kept = [*case.words[:-1], "--keep-going", "--rejects", "-", path]
    output(tap, case, "stdout is full, and the rejected rows are lost", 79, kept, stdout=True)


def disk(tap, case):
    """A file system with so many KiB left beside the store."""
    found, count = [], 0
    place = os.path.join(case.folder, "disk")
    os.mkdir(place)
    store = os.path.join(place, "store.db")
    size = -(-os.path.getsize(case.good) // 4096) * 4
    for kib in KIB:
        subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size + kib}k", "none", place],
                       check=True)
        try:
            case.reset(store)
            code, said = case.run(store=store)
            # To look at what is left there must be room, as after a clean-up.
            subprocess.run(["mount", "-o", f"remount,size={4 * size + 4096}k", place],
                           check=True)
            found += [f"{kib} KiB: {w}" for w in case.faults(code, said, store=store)]
        finally:
            subprocess.run(["umount", place], check=True)
        count += 1
    tap.test(f"{case.name}: the disk is full", found, count)


def may_mount():
    """Inside a mount name space of our own, which ends with us."""
    probe = ["mount", "-t", "tmpfs", "none", "/mnt"]
    for space in (["unshare", "-m"], ["unshare", "-rm"]):
        if shutil.which("unshare") and subprocess.run([*space, *probe], capture_output=True,
                                                      check=False).returncode == 0:
            return space
    return None


def main():
    if "in-space" not in sys.argv:
        space = may_mount()
        if space is not None:
            os.execvp(space[0], [*space, sys.executable, "-B", __file__, "in-space"])
    tap = faults.Tap()
    with faults.school() as folder:
        case = faults.mark_import(folder)
        outputs(tap, case)
        name = f"{case.name}: the disk is full"
        if "in-space" in sys.argv:
            disk(tap, case)
        else:
            tap.skip(name, "file systems cannot be mounted here")
    tap.done()


main()
