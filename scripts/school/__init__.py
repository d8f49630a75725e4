"""A whole realistic Russian school from a seed number (see ../make-school).

Tables:   names, curriculum, wording, topics.txt
Logic:    dates       the school year
          people      students, guardians, staff
          courses     groups, courses, who teaches them
          timetable   a week without clashes
          plans       thematic plans
          absences    who is away when, and why
          journal     the year as it is kept: lessons, marks, attendance
          terms       term marks
          faults      ordinary slips and planted faults
          output      the files
"""
import random


def stream(seed, *purpose):
    """A source of chance for one purpose, so that none disturbs another."""
    return random.Random("/".join(str(p) for p in (seed, *purpose)))


def weighted(rng, pairs):
    """One of [(value, weight), ...]."""
    at = rng.random() * sum(weight for _, weight in pairs)
    for value, weight in pairs:
        at -= weight
        if at < 0:
            return value
    return pairs[-1][0]
