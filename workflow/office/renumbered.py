"""Cases that get another number because the other side has used theirs: files, letters, links."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from typing import NamedTuple

from msgspec import Struct

from workflow.archive import casefile, places
from workflow.archive.casefile import CaseFile
from workflow.core import renumbering
from workflow.core.entry import FIRST, NONE, Entry
from workflow.core.errors import BadValue, NumberTakenTwice
from workflow.core.model import Sag
from workflow.core.renumbering import KEPT, RENUMBERED, Numbers, following, to_renumber
from workflow.office import gather
from workflow.office.gather import LETTERS
from workflow.office.meeting import Meeting, Side, case_path

DRAFTS = "udkast/"


class Taken(Struct, frozen=True):
    """The cases that get another number: those of the shared side, and those of the other."""

    shared: Numbers
    other: Numbers


class Booking(NamedTuple):
    """An entry, what it follows, and what to tell of it."""

    entry: Entry
    follows: str
    meddelelser: tuple[str, ...] = ()


def taken_twice(meeting: Meeting, decided: str) -> Taken:
    """Say which cases get which number; NumberTakenTwice where only the adviser can decide."""
    twice = sorted({*meeting.shared.opened} & {*meeting.other.opened})
    chosen = {nummer for nummer in twice if decided and _is_meant(decided, nummer)}
    if decided and not chosen:
        raise not_twice(decided)
    sides = {nummer: _side(meeting, nummer, decided=nummer in chosen) for nummer in twice}
    if undecided := [nummer for nummer, side in sides.items() if side is None]:
        raise NumberTakenTwice(numre=", ".join(undecided), nummer=undecided[0])
    new = _new_numbers(meeting, twice)
    return Taken(
        {nummer: new[nummer] for nummer, side in sides.items() if side == "shared"},
        {nummer: new[nummer] for nummer, side in sides.items() if side == "other"},
    )


def not_twice(given: str) -> BadValue:
    """Return what to say when a case is to be renumbered that need not be."""
    return BadValue(fejl=f"--omnummerer: nummeret {given} er ikke brugt to gange. Intet er gjort.")


def moves(meeting: Meeting, side: Side, old: str, numbers: Numbers) -> Booking:
    """Let a case go on under its new number, with what has not left the office yet."""
    here, there = places.case_folder(old), places.case_folder(numbers[old])
    files = meeting.place.tree(side.commit, here)
    case = meeting.case(old, files[casefile.NAME])
    sag = renumbering.rewritten(case.sag, numbers)
    held = {path: meeting.content(blob) for path, blob in files.items()}
    made = {
        **held,
        casefile.NAME: casefile.written(case, sag),
        **_texts(meeting, sag, held, numbers),
    }
    tip = meeting.tip(side, old)
    entry = Entry(
        sag.nummer,
        RENUMBERED,
        NONE,
        _state(meeting, sag),
        meeting.today,
        renumbering.subject(sag.nummer, old),
        {f"{there}/{path}": content for path, content in made.items()},
        fletter=() if tip == FIRST else (tip,),
    )
    return Booking(entry, FIRST, tuple(_told(old, sag)))


def keeps(meeting: Meeting, side: Side, old: str, new: str, numbers: Numbers) -> Booking:
    """Say in the journal of the case that keeps the number that there was another one.

    The case names others by their new *numbers*, as every case of its side does.
    """
    case = _case(meeting, side, old)
    sag = renumbering.rewritten(case.sag, numbers)
    files = {} if sag == case.sag else {case_path(old): casefile.written(case, sag)}
    state = _state(meeting, sag)
    title = f"{old}: Beholder nummeret; en anden sag har fået {new}"
    entry = Entry(old, KEPT, state, state, meeting.today, title, files)
    return Booking(entry, meeting.tip(side, old))


def referring(
    meeting: Meeting, side: Side, numbers: Numbers, but: Collection[str]
) -> Iterator[Booking]:
    """Let the cases that one side alone has changed name others by their new numbers."""
    for nummer in side.cases if numbers else ():
        file = side.changes.get(case_path(nummer))
        if nummer in but or file is None or file.after is None:
            continue
        case = meeting.case(nummer, file.after)
        sag = renumbering.rewritten(case.sag, numbers)
        if sag != case.sag:
            state, title = _state(meeting, sag), f"{nummer}: Henvisninger rettet til nye sagsnumre"
            files = {case_path(nummer): casefile.written(case, sag)}
            entry = Entry(nummer, RENUMBERED, state, state, meeting.today, title, files)
            yield Booking(entry, meeting.tip(side, nummer))


def _is_meant(given: str, nummer: str) -> bool:
    return given == nummer or (given.isdecimal() and int(given) == places.serial(nummer))


def _side(meeting: Meeting, nummer: str, *, decided: bool) -> renumbering.Side | None:
    shared, other = (_case(meeting, side, nummer).sag for side in (meeting.shared, meeting.other))
    return to_renumber(
        shared_sent=renumbering.has_sent(shared),
        other_sent=renumbering.has_sent(other),
        decided=decided,
    )


def _new_numbers(meeting: Meeting, twice: Collection[str]) -> dict[str, str]:
    new: dict[str, str] = {}
    commits = (meeting.shared.commit, meeting.other.commit)
    for nummer in twice:
        year = nummer.partition("-")[0]
        known = {name for commit in commits for name in meeting.place.names(commit, year)}
        known |= {*places.numbers(meeting.office.root), *new.values()}
        new[nummer] = following(nummer, known)
    return new


def _case(meeting: Meeting, side: Side, nummer: str) -> CaseFile:
    files = meeting.place.tree(side.commit, places.case_folder(nummer))
    return meeting.case(nummer, files[casefile.NAME])


def _texts(
    meeting: Meeting, sag: Sag, held: Mapping[str, bytes], numbers: Numbers
) -> dict[str, bytes]:
    """Return the drafts and unsent letters that name the old number, with the new one."""
    names = [path.removeprefix(f"{LETTERS}/").removesuffix(".md") for path in held]
    unsent = {f"{LETTERS}/{name}.md" for name in renumbering.unsent_letters(sag, names)}
    ours = (path for path in held if path in unsent or path.startswith(DRAFTS))
    texts = {path: held[path].decode("utf-8", "surrogateescape") for path in ours}
    new = {path: renumbering.reworded(text, numbers) for path, text in texts.items()}
    changed = {path: text for path, text in new.items() if text != texts[path]}
    letters = {path: text for path, text in changed.items() if path in unsent}
    written = {path: text.encode("utf-8", "surrogateescape") for path, text in changed.items()}
    return written | _set(meeting, letters)


def _set(meeting: Meeting, letters: Mapping[str, str]) -> dict[str, bytes]:
    """Set letters again from their text."""
    if not letters:
        return {}
    from workflow.documents import publish

    sources = [
        publish.Source(path.removeprefix(f"{LETTERS}/").removesuffix(".md"), text)
        for path, text in letters.items()
    ]
    made: dict[str, bytes] = {}
    for letter in publish.render(sources, publish.Look(tuple(meeting.office.templates))):
        path = f"{LETTERS}/{letter.navn}"
        made |= {f"{path}.docx": letter.docx, f"{path}.pdf": letter.pdf}
    return made


def _state(meeting: Meeting, sag: Sag) -> str:
    return gather.entered(gather.state_of(meeting.office, sag))


def _told(old: str, sag: Sag) -> Iterator[str]:
    yield f"Nummeret {old} er brugt to gange. Sagen '{sag.emne}' har nu nummer {sag.nummer}."
    if renumbering.has_sent(sag):
        yield f"  Breve, der er sendt, har stadig {old}. Fortæl modtagerne det nye nummer."
