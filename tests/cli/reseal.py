"""Computes a history's chain anew, as somebody would who has altered it.

Lines "id|at|actor|command|reason|transfer|changes|hex of changes_hash", in order, on
stdin (a missing reason is \\N); on stdout "id|hex of the hash" for each.
"""
import hashlib
import struct
import sys


def field(data):
    return struct.pack("<Q", len(data)) + data


def number(text):
    return field(struct.pack("<q", int(text)))


def words(text):
    return b"\xff" * 8 if text == "\\N" else field(text.encode())


previous = bytes(32)
for line in sys.stdin:
    no, at, actor, command, reason, transfer, changes, sealed = line.rstrip("\n").split("|")
    previous = hashlib.sha256(
        field(previous) + number(no) + number(at) + words(actor) + words(command) +
        words(reason) + number(transfer) + number(changes) +
        field(bytes.fromhex(sealed))).digest()
    print(f"{no}|{previous.hex()}")
