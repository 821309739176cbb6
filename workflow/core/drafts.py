"""Letters being prepared: edited or not, out of date or not, ready to be sent or not.

A draft knows the fingerprint of the text that the program wrote. The adviser has edited it when
its own text has another; it is out of date when the program, told the same, would write another.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from workflow.core.deadlines import reckoned
from workflow.core.model import Haendelse
from workflow.core.options import Told
from workflow.core.rulebook import Action, Letter, Rulebook
from workflow.core.situation import Situation
from workflow.core.tangle import tangles

FOLDER = "udkast"
ANYWAY = "alligevel"
SHOWN, WIDTH = 5, 100

_TITLE = re.compile(r"#[ \t]+\S")
_COMMENT = re.compile(r"(?<!\\)<!--")
_UNFINISHED = re.compile(
    r"(?<!\\)\[(?:\[|skriv\b|indsæt\b|udfyld\b|tilføj\b|mangler\b|xx|\.\.|…)[^\]]{0,200}\]?",
    re.IGNORECASE,
)


class Draft(Struct, frozen=True):
    """A letter being prepared: what it is for, what it was made from, and its text."""

    fil: str
    brev: str
    handling: str
    dato: date
    oplyst: Mapping[str, str | bool]
    frist: date | None
    grundlag: str
    tekst: str
    linjer: Mapping[str, int]

    @property
    def navn(self) -> str:
        """The letter that the file's name says it is."""
        return self.fil.rpartition("/")[2].removesuffix(".md")

    @property
    def rettet(self) -> bool:
        """Tell whether the adviser has changed the text."""
        return fingerprint(self.tekst) != self.grundlag

    def aeldre_end(self, fresh: str) -> bool:
        """Tell whether the program would write another text today than the one it wrote."""
        return fingerprint(fresh) != self.grundlag


def fingerprint(text: str) -> str:
    """Return the SHA-256 of a text, whatever an editor does to the ends of its lines."""
    lines = (line.rstrip() for line in text.strip().splitlines())
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def letters_of(action: Action, rules: Rulebook) -> tuple[Letter, ...]:
    """Return the letters of a step that can be drafted: an udtalelse is written in its own file."""
    found = (rules.breve[ident] for ident in action.breve)
    return tuple(letter for letter in found if letter.form == "brev")


def belongs(draft: Draft, rules: Rulebook) -> Iterator[str]:
    """Yield why a draft is not of the step and the letter that it and its file's name say."""
    action = rules.handlinger.get(draft.handling)
    if action is None:
        yield (
            f"{draft.fil}, linje {draft.linjer['handling']}: 'handling' er '{draft.handling}', som "
            "ikke findes. Ret linjen, eller slet filen."
        )
        return
    names = [letter.id for letter in letters_of(action, rules)]
    if draft.navn not in names:
        known = f"skriver {', '.join(names)}" if names else "skriver ingen breve"
        yield (
            f"{draft.fil}, linje {draft.linjer['handling']}: inv {action.id} {known} og ikke "
            f"'{draft.navn}'. Giv filen brevets navn, eller slet den."
        )
    elif draft.brev != draft.navn:
        yield (
            f"{draft.fil}, linje {draft.linjer['brev']}: 'brev' er '{draft.brev}', men filen "
            f"hedder {draft.navn}.md. De skal sige det samme."
        )
    for name in draft.oplyst:
        if name != ANYWAY and name not in action.oplysninger:
            yield (
                f"{draft.fil}, linje {draft.linjer['oplyst']}: '{name}' kendes ikke af inv "
                f"{action.id}. Ret linjen, eller lav udkastet igen med inv udkast."
            )


def unready(draft: Draft) -> Iterator[str]:
    """Yield what is unfinished in a draft, each with its line."""
    lines = draft.tekst.split("\n")
    written = [number for number, line in enumerate(lines) if line.strip()]
    start = draft.linjer["tekst"]
    for line, fault in tangles(draft.tekst):
        yield f"{draft.fil}, linje {start + line}: {fault}"
    if not written:
        yield (
            f"{draft.fil}, linje {start}: der er ingen tekst. Skriv brevet, eller slet filen, så "
            "skabelonens tekst bruges."
        )
        return
    if not _TITLE.match(lines[written[0]]):
        yield (
            f"{draft.fil}, linje {start + written[0]}: brevets titel mangler. Begynd med en linje "
            "med # og titlen."
        )
    elif len(written) == 1:
        yield f"{draft.fil}, linje {start + written[0]}: der er ingen tekst under titlen."
    for found in _COMMENT.finditer(draft.tekst):
        line = _line(draft, found.start())
        yield f"{draft.fil}, linje {line}: kommentaren <!-- ville stå i brevet. Slet den."
    for found in _UNFINISHED.finditer(draft.tekst):
        line, mark = _line(draft, found.start()), " ".join(found[0].split())
        yield f"{draft.fil}, linje {line}: {mark} er ikke skrevet færdigt."


def titled(draft: Draft, rules: Rulebook) -> str:
    """Return a draft's text with a title, be it the letter's own, as an unfinished one lacks it."""
    text = draft.tekst.strip()
    return text if _TITLE.match(text) else f"# {rules.breve[draft.brev].titel}\n\n{text}"


def front(brev: str, event: Haendelse, told: Told, text: str) -> dict[str, Any]:
    """Return what stands above a new draft: what it is for, and what it was made from."""
    given = {name: value for name, value in told.items() if value}
    facts = {
        "brev": brev,
        "handling": event.handling,
        "dato": event.dato.isoformat(),
        "frist": event.frist.isoformat() if event.frist else None,
        "oplyst": given,
        "grundlag": fingerprint(text),
    }
    return {key: value for key, value in facts.items() if value}


def disagreement(drafts: Sequence[Draft]) -> Iterator[str]:
    """Yield the reason when the drafts of one step were told different things."""
    told = {(draft.frist, *sorted(map(repr, draft.oplyst.items()))) for draft in drafts}
    if len(told) > 1:
        files = ", ".join(draft.fil for draft in drafts)
        yield (
            f"{files} bygger på forskellige oplysninger ('oplyst' og 'frist' øverst i filerne). "
            "Ret dem, så de er ens, eller lav udkastene igen med --forfra."
        )


def told(drafts: Iterable[Draft], given: Told) -> dict[str, str | bool | None]:
    """Return what the step is told: the drafts' own, but for what is given now.

    That a step is done anyway is said when it is done, and never by a draft.
    """
    kept: dict[str, str | bool | None] = {}
    for draft in drafts:
        kept |= draft.oplyst
    kept.pop(ANYWAY, None)
    return kept | {name: value for name, value in given.items() if value not in (None, "", False)}


def promised(
    event: Haendelse, drafts: Sequence[Draft], action: Action, situation: Situation
) -> Haendelse:
    """Return the event with the deadline that the drafts promise, when it is told no other."""
    frist = next((draft.frist for draft in drafts if draft.frist), None)
    if frist is None or event.frist or action.frist is None:
        return event
    usual = reckoned(event, action, situation.rules, situation.kontor, situation.kalender)
    return event if usual.frist == frist else replace(event, frist=frist)


def changes(before: str, now: str) -> Iterator[str]:
    """Tell which lines of the program's text are different now, a few of them in full."""
    found = list(_different(_written(before), _written(now)))
    yield from found[:SHOWN]
    if len(found) > SHOWN:
        yield f"… og {len(found) - SHOWN} til"


def _different(old: list[str], new: list[str]) -> Iterator[str]:
    from difflib import SequenceMatcher

    for kind, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind != "equal" and b - a == d - c:
            yield from map(_replaced, old[a:b], new[c:d])
        elif kind != "equal":
            yield from (f"før: {_part(line, 0)}" for line in old[a:b])
            yield from (f"nu: {_part(line, 0)}" for line in new[c:d])


def _replaced(was: str, now: str) -> str:
    at = max(0, _apart(was, now) - WIDTH // 4)
    return f"før: {_part(was, at)}; nu: {_part(now, at)}"


def _apart(one: str, other: str) -> int:
    """Return where two lines part."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((at for at, (a, b) in pairs if a != b), min(len(one), len(other)))


def _part(line: str, at: int) -> str:
    end = at + WIDTH
    return f"”{'…' if at else ''}{line[at:end].strip()}{'…' if line[end:] else ''}”"


def _written(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]


def _line(draft: Draft, at: int) -> int:
    return draft.linjer["tekst"] + draft.tekst.count("\n", 0, at)
