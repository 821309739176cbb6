"""Deadlines as a calendar file (RFC 5545), with nothing in it that names a citizen or a matter."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime, timedelta
from unicodedata import category

from msgspec import Struct

WIDTH = 75


class Appointment(Struct, frozen=True):
    """A deadline in the calendar: the case's number, the rule's title, and whom it waits for."""

    nummer: str
    regel: str
    titel: str
    venter_paa: str
    dato: date


def written(entries: Iterable[Appointment], *, office: str, program: str, now: datetime) -> bytes:
    """Write the calendar; a deadline keeps its UID, so that a moved one moves in the calendar."""
    stamp = now.astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", f"PRODID:-//{_text(program)}//DA"]
    lines += ["CALSCALE:GREGORIAN", "X-WR-CALNAME:Frister"]
    for entry in entries:
        lines += _event(entry, f"{entry.nummer}-{entry.regel}@{office}.sagsgang", stamp)
    lines += ["END:VCALENDAR"]
    return "".join(f"{line}\r\n" for whole in lines for line in _folded(whole)).encode()


def _event(entry: Appointment, uid: str, stamp: str) -> Iterator[str]:
    yield "BEGIN:VEVENT"
    yield f"UID:{uid}"
    yield f"DTSTAMP:{stamp}"
    yield f"DTSTART;VALUE=DATE:{entry.dato:%Y%m%d}"
    yield f"DTEND;VALUE=DATE:{entry.dato + timedelta(days=1):%Y%m%d}"
    told = f"{entry.nummer}: {entry.titel} (venter på {entry.venter_paa})"
    yield f"SUMMARY:{_text(told)}"
    yield "TRANSP:TRANSPARENT"
    yield "END:VEVENT"


def _text(value: str) -> str:
    for mark in ("\\", ";", ","):
        value = value.replace(mark, f"\\{mark}")
    return "".join(letter for letter in " ".join(value.split()) if category(letter) != "Cc")


def _folded(line: str) -> Iterator[str]:
    """Yield a line in parts of at most 75 octets, none of them ending within a letter."""
    part = ""
    for letter in line:
        if len((part + letter).encode()) > WIDTH:
            yield part
            part = " "
        part += letter
    yield part
