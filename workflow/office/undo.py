"""Taking the last step back by a counter-entry, as long as none of its letters went out."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from datetime import datetime

import msgspec
from msgspec import Struct

from workflow import PROGRAM
from workflow.archive import casefile, journal
from workflow.archive.journal import LastStep
from workflow.core.entry import Booked, Entry
from workflow.core.errors import NotAllowed
from workflow.core.known_steps import BROUGHT_ALONG, SENT, SPLIT
from workflow.core.model import Haendelse, Sag
from workflow.core.revert import reverted
from workflow.core.title import title
from workflow.office import gather, saving
from workflow.office.desk import Office
from workflow.office.gather import Gathered

UNDONE = "fortryd"
_TOLD_OTHERWISE = (UNDONE, gather.EDITED, saving.CORRECTED)


class TakenBack(Struct, frozen=True):
    """The case after, the event that is gone from it, and files kept since they were edited."""

    sag: Sag
    event: Haendelse
    beholdt: tuple[str, ...]
    meddelelser: tuple[str, ...]


@journal.decided_anew
def take_back(office: Office, given: str, now: datetime) -> TakenBack:
    """Undo a case's last step; NotAllowed when it cannot be undone, with the reason."""
    nummer = gather.find(office, given)
    with journal.opened(office.root, command=f"{UNDONE} {nummer}", who=office.who) as book:
        case = gather.read_for_step(office, nummer, book)
        event = case.sag.forloeb[-1]
        _refuse(case, _reasons(case.sag, event))

        step = _step(case, book.steps(nummer, event.handling))
        after = _without(case, step)
        touched = {*case.edits, *case.roerte_breve}
        touched |= {path for path, made in step.after.items() if book.content(path) != made}
        removed = [path for path in _made(step) if path not in touched]
        restored = {path: content for path, content in _used_up(step) if path not in touched}

        later = _later(office, book.last(nummer))
        edits = gather.edit_entries(case, book, now.date())
        book.book(
            [*edits, _entry(case, event, after, {**dict.fromkeys(removed), **restored}, now)],
            now=now,
            program=PROGRAM,
        )
        said = (*later, *saving.told_of(edits), *_told_of(restored), *book.notices)
    kept = tuple(path for path in _made(step) if path not in removed)
    return TakenBack(after, event, kept, said)


def _later(office: Office, last: Booked | None) -> Iterator[str]:
    """Say that what was booked last is no step, and stands as it did."""
    if last and last.handling not in {*office.rules.handlinger, *_TOLD_OTHERWISE}:
        what = last.overskrift.removeprefix(f"{last.sag}: ")
        yield (
            f"»{what}« er journaliseret siden, men er ikke et skridt og står ved magt. "
            f"Skal det væk, så ret det i sag.yaml, og kør inv gem {last.sag}."
        )


def _reasons(sag: Sag, event: Haendelse) -> Iterator[str]:
    if len(sag.forloeb) == 1:
        yield "Sagen er kun registreret. Afslut den i stedet med inv frafald."
    if event.handling in (SPLIT, BROUGHT_ALONG):
        yield _of_a_split(sag, event)
    if event.handling == SENT:
        yield (
            "Brevene er registreret som sendt, og det kan ikke tages tilbage. Er det "
            "en fejlskrivning, så ret forloeb i sag.yaml, og kør inv gem med --rettelse."
        )


def _of_a_split(sag: Sag, event: Haendelse) -> str:
    """Say how a klagepunkt comes back: two cases are never taken back by one command."""
    (other,) = event.sager
    old, new = (sag.nummer, other) if event.handling == SPLIT else (other, sag.nummer)
    return (
        f"Klagepunktet er flyttet fra {old} til {new}, og det tages ikke tilbage med fortryd. "
        "Skal det tilbage, så sæt klagepunktets 'status' til behandles, og slet 'flyttet_til' i "
        f"sag.yaml for {old}; kør inv gem {old}, og luk den anden med inv frafald {new}."
    )


def _refuse(case: Gathered, reasons: Iterator[str]) -> None:
    for reason in reasons:
        raise NotAllowed(sag=title(case.sag), handling="Fortryd", grunde=f"- {reason}")


def _step(case: Gathered, found: Iterator[LastStep]) -> LastStep:
    """Return the step that made the forløb what it is; one taken back already did not."""
    for step in found:
        if _sag(case, step.after).forloeb == case.sag.forloeb:
            return step
    raise NotAllowed(
        sag=title(case.sag), handling="Fortryd", grunde="- Skridtet findes ikke i journalen."
    )


def _without(case: Gathered, step: LastStep) -> Sag:
    """Return the case without the step, whatever else has been changed in it since."""
    before, after = (_sag(case, files) for files in (step.before, step.after))
    data, conflicts = reverted(*(map(casefile.builtins, (case.sag, before, after))))
    if conflicts:
        places = ", ".join(".".join(map(str, path)) for path in conflicts)
        _refuse(case, iter([f"Det, skridtet ændrede, er rettet siden ({places}). Ret det selv."]))
    return msgspec.convert(data, Sag)


def _sag(case: Gathered, files: Mapping[str, bytes | None]) -> Sag:
    path = f"{case.folder}/{casefile.NAME}"
    return casefile.as_booked(path, files[path] or b"")


def _made(step: LastStep) -> list[str]:
    return [path for path, content in step.before.items() if content is None]


def _told_of(restored: Collection[str]) -> list[str]:
    names = ", ".join(path.rpartition("/")[2] for path in restored)
    return [f"Udkastene ligger der igen: {names}."] if names else []


def _used_up(step: LastStep) -> Iterator[tuple[str, bytes]]:
    """Yield what the step took away: the drafts that it made letters of."""
    for path, content in step.before.items():
        if content is not None and step.after[path] is None:
            yield path, content


def _entry(
    case: Gathered,
    event: Haendelse,
    after: Sag,
    files: Mapping[str, bytes | None],
    now: datetime,
) -> Entry:
    action = case.office.rules.handlinger[event.handling]
    today = now.date()
    states = [case.situation(today).tilstand, gather.state_of(case.office, after)]
    fra, til = map(gather.entered, states)
    changed = {f"{case.folder}/{casefile.NAME}": casefile.written(case.file, after), **files}
    headline = f"{after.nummer}: Fortrudt: {action.titel}"
    return Entry(after.nummer, UNDONE, fra, til, today, headline, changed)
