"""What is to be filed in the municipality's ESDH, and what is not there yet (Ishøj report § 6).

What a case holds is read from its forløb and its folder; what has been filed, from its forløb
alone. A note edited after it was filed is another document and is to be filed again: a note is
remembered with a mark of what it said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from workflow.core import cpr, notes
from workflow.core.course import letter_id, next_state, unsent
from workflow.core.known_steps import SENT
from workflow.core.model import Haendelse
from workflow.core.rulebook import Part
from workflow.core.situation import Situation

COMPLAINT = "henvendelse.md"
NOTES, RECEIVED = "notater/", "bilag/"
OFFICE, CITIZEN, UNKNOWN = "borgerrådgiveren", "borgeren", "ikke oplyst"
MARKED = " sha256:"
IN, OUT, INTERNAL = "ind", "ud", "intern"

_DAY = re.compile(r"(\d{4}-\d{2}-\d{2})[-_ ]*(.*)")


class Document(Struct, frozen=True):
    """A document as a journal has it: which file, what, when, in or out, from and to whom."""

    sti: str
    titel: str
    dato: date | None
    retning: str
    afsender: str
    modtager: str
    mark: str = ""
    sendt: bool = True
    rettet: bool = False

    @property
    def navn(self) -> str:
        """What it is remembered by when it is filed: its path, and the mark of what it says."""
        return remembered(self.sti, self.mark)


def unfiled(s: Situation) -> tuple[Document, ...]:
    """Return the documents that are not in the ESDH as they are now, the oldest first."""
    filed = {name for event in s.sag.forloeb for name in event.dokumenter}
    before = {path(name) for name in filed}
    found = [*_letters(s), *_papers(s, before)]
    found.sort(key=lambda document: (document.dato or date.max, document.sti))
    return tuple(document for document in found if document.navn not in filed)


def lacking(s: Situation) -> int:
    """Return how many documents are not in the ESDH as they are now."""
    filed = {name for event in s.sag.forloeb for name in event.dokumenter}
    letters = [pdf(name) for event in s.sag.forloeb for name in _letters_of(event)]
    others = [remembered(sti, mark) for sti, mark in s.dokumenter.items()]
    return sum(name not in filed for name in (*letters, *others))


def ready(s: Situation) -> tuple[Document, ...]:
    """Return those that can be filed: a letter only when it has been sent."""
    return tuple(document for document in unfiled(s) if document.sendt)


def remembered(sti: str, mark: str) -> str:
    """Return what a document is remembered by, from its path and the mark of what it says."""
    return f"{sti}{mark and MARKED}{mark}"


def path(navn: str) -> str:
    """Return the path of a document by what it is remembered by."""
    return navn.partition(MARKED)[0]


def reminder(s: Situation, told: Haendelse) -> Iterator[str]:
    """Yield what is not filed when a step closes the case."""
    left = lacking(s)
    if left and _closes(s, told):
        words = "1 dokument" if left == 1 else f"{left} dokumenter"
        yield f"{words} er ikke arkiveret i ESDH. Se: inv esdh --sag {s.sag.nummer}"


def unsent_reminder(s: Situation, told: Haendelse) -> Iterator[str]:
    """Yield which finished letters are not recorded as sent when a step closes the case."""
    waiting = unsent(s.sag.forloeb)
    if waiting and _closes(s, told):
        yield f"Ikke registreret som sendt (inv afsendt): {', '.join(waiting)}."


def _closes(s: Situation, told: Haendelse) -> bool:
    after = next_state(s.rules.handlinger[told.handling], told, s.course, s.rules)
    return after is not None and not after.aaben


def has_number(s: Situation, _: Haendelse) -> Iterator[str]:
    """Yield that the case has no number in the ESDH that it could be filed under."""
    if not s.sag.esdh:
        yield "Sagen har intet nummer i ESDH. Giv det med --esdh, eller skriv det i sag.yaml."


def _letters(s: Situation) -> Iterator[Document]:
    sent = {name: e.dato for e in s.sag.forloeb if e.handling == SENT for name in e.breve}
    waiting = unsent(s.sag.forloeb)
    for event in s.sag.forloeb:
        for name in _letters_of(event):
            row = s.rules.breve.get(letter_id(name, s.rules))
            to = row.modtager if row else s.rules.handlinger[event.handling].modtager
            yield Document(
                sti=pdf(name),
                titel=row.titel if row else _dated(name)[1],
                dato=sent.get(name, event.dato),
                retning=INTERNAL if to == "kontor" else OUT,
                afsender=OFFICE,
                modtager=_called(to, event, s),
                sendt=name not in waiting,
            )


def _letters_of(event: Haendelse) -> tuple[str, ...]:
    """Return the letters that an event has made."""
    return event.breve if event.handling != SENT else ()


def pdf(letter: str) -> str:
    """Return the path of a letter as it is filed."""
    return f"breve/{letter}.pdf"


def _papers(s: Situation, before: set[str]) -> Iterator[Document]:
    written = {event.notat: event for event in s.sag.forloeb if event.notat}
    for sti, mark in s.dokumenter.items():
        day, words = _dated(sti.rpartition("/")[2].rpartition(".")[0])
        retning, sender = (IN, UNKNOWN) if sti.startswith(RECEIVED) else (INTERNAL, OFFICE)
        if sti == COMPLAINT:
            day, words, retning, sender = s.sag.modtaget, "Borgerens henvendelse", IN, CITIZEN
        elif event := written.get(sti):
            day, words = event.dato, f"Notat: {notes.titel(event, s.rules)}"
        elif sti.startswith(NOTES):
            words = f"Notat: {words}"
        yield Document(sti, words, day, retning, sender, OFFICE, mark, rettet=sti in before)


def _dated(name: str) -> tuple[date | None, str]:
    """Read the day that a file's name begins with, and the words that follow."""
    found = _DAY.fullmatch(name)
    try:
        day = date.fromisoformat(found[1]) if found else None
    except ValueError:
        found = day = None
    words = re.sub(r"[-_\s]+", " ", cpr.without(found[2] if found else name))
    seen = "".join(letter for letter in words if letter.isprintable())
    return day, seen.strip() or "uden titel"


def _called(to: Part, event: Haendelse, s: Situation) -> str:
    """Name the recipient: the citizen never by name, a centre as it was called that day."""
    center = s.center(event)
    centre = f"centret ({center.navn})" if center else "centret"
    return {"borger": CITIZEN, "center": centre, "begge": f"{CITIZEN} og {centre}"}.get(to, OFFICE)
