"""Listing: work that is no case with what it adds up to, and the calls to return."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import msgspec
from msgspec.structs import asdict

from workflow.core.dates import spelled
from workflow.core.errors import BadValue
from workflow.core.reading import chosen_day
from workflow.core.register import Call, Work, count, waiting, within
from workflow.office import registers
from workflow.office.desk import Office


def period(fra: str, til: str, today: date) -> tuple[date, date]:
    """Return the days of --fra and --til; without them, from New Year until today."""
    end = chosen_day("til", til, today)
    start = chosen_day("fra", fra, date(end.year, 1, 1))
    if end < start:
        raise BadValue(fejl=f"--til: {end} ligger før {start}, som perioden begynder med.")
    return start, end


def work_data(office: Office, fra: date, til: date) -> dict[str, Any]:
    """Return the work of a period, and how much of each kind, as --json gives it."""
    lines = registers.activities(office)
    return {
        "fra": fra.isoformat(),
        "til": til.isoformat(),
        "antal": count(lines, fra, til),
        "aktiviteter": [_plain(work) for work in within(lines, fra, til)],
    }


def work_text(office: Office, fra: date, til: date) -> str:
    """Return the work of a period as a page: how much of each kind, and each line."""
    lines = registers.activities(office)
    counted = count(lines, fra, til)
    page = [f"Aktiviteter fra {spelled(fra)} til {spelled(til)}", ""]
    if not counted:
        return "\n".join([*page, "Der er ikke noteret noget i perioden."])
    kinds = (kind for kind in office.rules.aktiviteter.values() if kind.id in counted)
    page += [f"{counted[kind.id]:>5}  {kind.navn} ({kind.enhed})" for kind in kinds]
    return "\n".join([*page, "", *(_work(office, work) for work in within(lines, fra, til))])


def calls_data(office: Office, today: date, *, everyone: bool) -> list[dict[str, Any]]:
    """Return the calls as --json gives them, those that wait first."""
    return [
        {"nummer": call.nummer, **_plain(call), "overskredet": call.overskredet(today)}
        for call in _calls(office, everyone=everyone)
    ]


def calls_text(office: Office, today: date, *, everyone: bool) -> str:
    """Return the calls as a page, those that wait first."""
    lines = [line for call in _calls(office, everyone=everyone) for line in _call(call, today)]
    return "\n".join(lines or ["Der er ingen opkald, der venter på at blive ringet tilbage på."])


def _calls(office: Office, *, everyone: bool) -> tuple[Call, ...]:
    known = registers.calls(office)
    returned = [call for call in known if call.ringet is not None] if everyone else []
    return (*waiting(known), *reversed(returned))


def _work(office: Office, work: Work) -> str:
    center = office.kontor.center(work.center, work.dato) if work.center else None
    facts = [
        office.rules.aktiviteter[work.slags].navn,
        center.navn if center else work.center,
        work.kanal,
        f"{work.antal} {office.rules.aktiviteter[work.slags].enhed}" if work.antal > 1 else None,
    ]
    said = ", ".join(fact for fact in facts if fact)
    return f"{work.dato}  {said}" + (f": {work.emne}" if work.emne else "")


def _call(call: Call, today: date) -> Iterator[str]:
    yield f"{call.nummer}  {call.navn}, {call.telefon}{_state(call, today)}"
    about = [f"om sag {call.sag}" if call.sag else None, call.besked, call.resultat]
    if told := ". ".join(text for text in about if text):
        yield f"        {told}"


def _state(call: Call, today: date) -> str:
    if call.ringet is not None:
        return f". Ringet tilbage {spelled(call.ringet)}"
    late = "OVERSKREDET: skulle være" if call.overskredet(today) else "Skal være"
    return f". Ringede {spelled(call.dato)}. {late} ringet op senest {spelled(call.senest)}"


def _plain(line: Work | Call) -> dict[str, Any]:
    """Return a line with all its keys, also those that are empty."""
    data: dict[str, Any] = msgspec.to_builtins(asdict(line))
    return data
