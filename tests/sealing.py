"""What the tests of bekræftelser do with an office that signs: give it a key, hear its faults."""

from __future__ import annotations

import re

from cli import at, day

from workflow.archive import journal
from workflow.office import desk, gather

NOW = at(day("2026-06-30"))
ENTRIES = 5  # the archive, its office, a case, its klagepunkt, the key
NAME = "2026-06-30.txt"


def signing_with(office, public, fra="2020-01-01", til=""):
    """Put a key in kontor.yaml, by hand."""
    row = f"- offentlig: {public.read_text(encoding='utf-8').strip()}\n  gaelder_fra: {fra}\n"
    row += f"  gaelder_til: {til}\n" if til else ""
    path = office.root / "kontor.yaml"
    text = re.sub(r"(?m)^noegler: .*$", "noegler:", path.read_text(encoding="utf-8"))
    path.write_text(text.replace("\nnoegler:\n", f"\nnoegler:\n{row}"), encoding="utf-8")
    changed = gather.office_entry("Nøgle", {"kontor.yaml": path.read_bytes()}, NOW.date())
    with journal.opened(office.root, command="gem", who=office.who) as book:
        book.book([changed], now=NOW, program="x")
    return desk.enter(office.root)


def found(counter, office):
    """Return what inv tjek finds of bekræftelser."""
    said = counter("tjek", archive=office.root)
    return [line for line in said.out.splitlines() if "bekraeftelser/" in line]


def refused(counter, office, filed):
    """Return why a filed bekræftelse does not hold."""
    said = counter("tjek", "--bekraeftelse", str(filed), archive=office.root)
    assert (said.code, "Traceback" in said.err) == (3, False), said
    return said.err
