"""Searching all cases, and the calls to return, for words: fast, and nothing left out as broken."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from workflow.archive import casefile, registers, texts
from workflow.archive.registers import CALLS, Year
from workflow.archive.texts import CaseTexts
from workflow.core import search
from workflow.core.errors import BadFile, BadValue, CaseworkError
from workflow.core.register import Call
from workflow.core.search import Hit, Term
from workflow.core.title import title
from workflow.office import gather
from workflow.office.desk import TEMPLATES, Office
from workflow.office.registers import schema

CASES, LINES = 25, 4
BROKEN = "kan ikke læses"


class Seen(NamedTuple):
    """A text as it is shown (None: it is the name of a file) and as it is searched."""

    fil: str
    shown: str | None
    folded: str


class Found(Struct, frozen=True):
    """A case, or a call to return, that has all that was looked for, and where."""

    nummer: str
    titel: str
    tilstand: str
    steder: tuple[Hit, ...]


class Result(Struct, frozen=True):
    """What was found, how many cases more there are, and which files could not be read."""

    fundet: tuple[Found, ...]
    flere: int
    ulaeselige: tuple[str, ...]


def find(office: Office, query: str, today: date, *, everything: bool) -> Result:
    """Search all cases and calls, the newest case first; only those shown are read as cases."""
    wanted = search.terms(query)
    if not wanted:
        raise BadValue(fejl="Skriv det ord, der skal findes, fx: inv find hjælpemiddel")
    found, more, unreadable = list[Found](), 0, list[str]()
    comments = _comments()
    for case in texts.cases(office.root):
        unreadable += case.ulaeselige
        if (seen := _seen(case, wanted, comments)) is None:
            continue
        if everything or len(found) < CASES:
            hits = tuple(_hits(seen, wanted))
            found.append(Found(case.nummer, *_named(office, case.nummer, today), hits))
        else:
            more += 1
    return Result((*found, *_calls(office, wanted)), more, tuple(unreadable))


def data(result: Result) -> Any:
    """Return what was found as --json gives it."""
    return msgspec.to_builtins(result)


def text(result: Result) -> str:
    """Return what was found as a page: each case, and the first lines that have the words."""
    page = [line for found in result.fundet for line in _lines(found)]
    if not page:
        page.append("Der er ikke fundet noget.")
    if result.flere:
        page.append(
            f"Der er {result.flere} sager mere. Søg med flere ord, eller se dem alle med --alle."
        )
    return "\n".join(page)


def _lines(found: Found) -> Iterator[str]:
    yield f"{found.titel}. {found.tilstand}"
    for hit in found.steder[:LINES]:
        yield f"  {hit.fil}:{hit.linje}  {hit.tekst}" if hit.linje else f"  {hit.fil}"
    if len(found.steder) > LINES:
        yield f"  og {len(found.steder) - LINES} steder mere"


def _comments() -> tuple[str, ...]:
    """Return the comments that every new case's file has."""
    skeleton = (TEMPLATES / casefile.NAME).read_text(encoding="utf-8")
    return tuple(re.findall(r"#.*", skeleton))


def _seen(case: CaseTexts, wanted: Sequence[Term], comments: Sequence[str]) -> list[Seen] | None:
    """Return the texts of a case, the names of its bilag among them; None if not all is there."""
    names = [name.encode("utf-8", "replace") for name in case.bilag]
    if not search.possible([*case.texts.values(), *names], wanted):
        return None
    seen = [Seen(name, None, search.fold(name)) for name in case.bilag]
    for fil, content in case.texts.items():
        shown = searched = content.decode("utf-8-sig", "replace")
        if fil == casefile.NAME:
            shown = search.without(shown, comments)
            searched = search.values(shown)
        seen.append(Seen(fil, shown, search.fold(searched)))
    return seen if search.has_all([text.folded for text in seen], wanted) else None


def _hits(seen: Iterable[Seen], wanted: Sequence[Term]) -> Iterator[Hit]:
    """Yield the lines that have something of what is looked for, as one reads a case."""
    for text in sorted(seen, key=lambda text: _rank(text.fil)):
        rows = (text.shown or "").split("\n")
        for number in search.lines(text.folded, wanted):
            if text.shown is None:
                yield Hit(text.fil, 0, "")
            else:
                yield Hit(text.fil, number + 1, search.around(rows[number], wanted))


def _rank(fil: str) -> tuple[bool, bool, str]:
    """Order a case's files as one reads them: the case, its texts, then what is in folders."""
    return fil != casefile.NAME, "/" in fil, fil


def _named(office: Office, nummer: str, today: date) -> tuple[str, str]:
    """Return a case's title and state, or what is wrong with its file."""
    try:
        situation = gather.read(office, nummer).situation(today)
    except CaseworkError as fault:
        return f"Sag {nummer}", f"Sagen {BROKEN}: {str(fault).splitlines()[0]}"
    state = situation.tilstand
    return title(situation.sag), state.titel if state else ""


def _calls(office: Office, wanted: Sequence[Term]) -> Iterator[Found]:
    """Yield the calls that have all that is looked for."""
    for fil, content in registers.on_disk(office.root, CALLS):
        if search.possible([content], wanted):
            try:
                year = registers.read(CALLS, fil, content, schema(office, CALLS))
            except BadFile as fault:
                yield from _broken(fil, content, wanted, str(fault))
            else:
                yield from _calls_of(year, wanted)


def _calls_of(year: Year[Call], wanted: Sequence[Term]) -> Iterator[Found]:
    """Yield the calls of a year, each searched as one text."""
    for index, call in enumerate(year.lines):
        said = ", ".join(str(value) for value in casefile.builtins(call).values())
        if search.has_all([search.fold(said)], wanted):
            place = year.document.linje((CALLS.navn, index))
            hit = Hit(year.document.fil, place, search.around(said, wanted))
            state = "Ringet tilbage" if call.ringet else "Venter"
            yield Found(call.nummer, f"Opkald {call.nummer} ({call.navn})", state, (hit,))


def _broken(fil: str, content: bytes, wanted: Sequence[Term], fault: str) -> Iterator[Found]:
    """Yield a register that cannot be read as one, when it has all that is looked for."""
    shown = content.decode("utf-8-sig", "replace")
    folded = search.fold(shown)
    if search.has_all([folded], wanted):
        hits = tuple(_hits([Seen(fil, shown, folded)], wanted))
        yield Found(fil, fil, f"Filen {BROKEN}: {fault.splitlines()[0]}", hits)
