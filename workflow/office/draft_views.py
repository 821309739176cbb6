"""The drafts in a case's folder, shown: what each is for, and what is to be done about it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from workflow.core import drafts as core
from workflow.core.decide import decide
from workflow.core.drafts import Draft
from workflow.core.errors import BadLetter, CaseworkError
from workflow.office import writing
from workflow.office.drafts import Prepared, on_disk, read
from workflow.office.gather import Gathered


def lines(case: Gathered, today: date) -> list[str]:
    """Say of each draft what step it is for, whether it is edited, and whether it is up to date."""
    return [line for told in shown(case, today) for line in _lines(told, today)]


def shown(case: Gathered, today: date) -> list[dict[str, Any]]:
    """Return each draft as --json gives it."""
    return [_shown(fil, content, case, today) for fil, content in on_disk(case).items()]


def unfinished(case: Gathered, contents: Mapping[str, bytes]) -> list[str]:
    """Say what is wrong or unfinished in drafts, which may be saved for all that."""
    return [fault for item in contents.items() for fault in _looked_at(*item, case)[1]]


def _shown(fil: str, content: bytes, case: Gathered, today: date) -> dict[str, Any]:
    draft, faults = _looked_at(fil, content, case)
    return {
        "navn": Path(fil).stem,
        "handling": draft.handling if draft else None,
        "dato": draft.dato.isoformat() if draft else None,
        "frist": draft.frist.isoformat() if draft and draft.frist else None,
        "rettet": draft.rettet if draft else None,
        "foraeldet": _is_late(draft, case, today) if draft else None,
        "fejl": faults,
    }


def _looked_at(fil: str, content: bytes, case: Gathered) -> tuple[Draft | None, list[str]]:
    """Read a draft if it can be read, and tell everything that is wrong or unfinished in it."""
    try:
        draft = read(fil, content)
    except BadLetter as error:
        return None, [str(error)]
    return draft, [*core.belongs(draft, case.office.rules), *core.unready(draft)]


def _lines(told: Mapping[str, Any], today: date) -> Iterator[str]:
    facts = [f"til inv {told['handling']}"] if told["handling"] else []
    if told["rettet"] is not None:
        facts.append("rettet af dig" if told["rettet"] else "ikke rettet")
    if told["foraeldet"]:
        facts.append("ældre end sagens oplysninger")
    elif told["foraeldet"] is None:
        facts.append("kan ikke bruges nu")
    if (told["frist"] or today.isoformat()) < today.isoformat():
        facts.append(f"lover fristen {told['frist']}, som er gået")
    yield f"  {told['navn']}: {', '.join(facts)}"
    for fault in told["fejl"]:
        yield from (f"     {line}" for line in fault.split("\n"))


def _is_late(draft: Draft, case: Gathered, today: date) -> bool | None:
    """Tell whether a draft is out of date; None while its step cannot be done at all."""
    situation, ready = case.situation(today), Prepared((draft,))
    anyway = {core.ANYWAY: draft.oplyst.get(core.ANYWAY)}
    try:
        action = case.office.rules.handlinger[draft.handling]
        plan = decide(situation, action, ready.event(action, anyway, situation, today))
        return draft.aeldre_end(writing.drafted(plan, situation, case)[draft.brev])
    except (CaseworkError, KeyError):
        return None
