"""Commits as Git keeps them: who, when, what before, and the message."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from datetime import UTC, datetime, timedelta, timezone
from typing import NamedTuple

_UNFIT_FOR_A_NAME = str.maketrans("", "", "<>\n\r\0")
_SIGNATURE = re.compile(r"(.*) <(.*)> (\d+) ([+-])(\d\d)(\d\d)")


class Person(NamedTuple):
    """Who books."""

    navn: str
    email: str


class Commit(NamedTuple):
    """A commit that was read: its folder, its author's name, when it was booked, its message."""

    tree: str
    who: str
    when: datetime
    message: str


def written(tree: str, parents: Iterable[str], signature: str, message: str) -> bytes:
    """Return a commit as Git stores it; without *parents* it is the first."""
    lines = [f"tree {tree}", *(f"parent {parent}" for parent in parents if parent)]
    lines += [f"author {signature}", f"committer {signature}"]
    return ("\n".join(lines) + f"\n\n{message}").encode()


def parsed(content: bytes) -> Commit:
    """Read a commit."""
    header, _, message = content.decode("utf-8", "replace").partition("\n\n")
    values = dict(reversed(list(_pairs(header))))
    who, _ = _signed(values["author"])
    _, when = _signed(values["committer"])
    return Commit(values["tree"], who, when, message)


def signature(person: Person, now: datetime) -> str:
    """Return who and when as Git writes it; *now* knows its time zone."""
    offset = now.utcoffset()
    if offset is None:
        raise ValueError("the time of a booking must know its time zone")
    name, email = (part.translate(_UNFIT_FOR_A_NAME).strip() for part in person)
    return f"{name} <{email}> {int(now.timestamp())} {_zone(offset)}"


def _zone(offset: timedelta) -> str:
    minutes = round(offset.total_seconds() / 60)
    return f"{'-' if minutes < 0 else '+'}{abs(minutes) // 60:02}{abs(minutes) % 60:02}"


def _pairs(header: str) -> Iterator[tuple[str, str]]:
    for line in header.split("\n"):
        key, _, value = line.partition(" ")
        yield key, value


def _signed(signature: str) -> tuple[str, datetime]:
    match = _SIGNATURE.fullmatch(signature)
    if not match:
        return signature, datetime.fromtimestamp(0, UTC)
    offset = timedelta(hours=int(match[5]), minutes=int(match[6]))
    try:
        zone = timezone(-offset if match[4] == "-" else offset)
        return match[1], datetime.fromtimestamp(int(match[3]), zone)
    except (ValueError, OverflowError, OSError):
        return match[1], datetime.fromtimestamp(0, UTC)
