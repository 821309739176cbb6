"""A note that is written in the editor: refused before it is written, or laid aside, never lost."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime

from workflow.archive import papers
from workflow.core.known_steps import NOTED
from workflow.core.options import event
from workflow.core.rulebook import Action
from workflow.office import gather
from workflow.office.desk import Office

Told = Mapping[str, str]


def refuse_beforehand(office: Office, given: str, action: Action, told: Told, dato: date) -> None:
    """Refuse a note whose case, day or kind there is not, before its text has been written."""
    case = gather.read(office, gather.find(office, given))
    event(action, {**told, "tekst": "…"}, case.situation(dato), dato)


def laid_aside(office: Office, text: str, now: datetime) -> str:
    """Lay a note aside that was refused after it was written, and say where it is."""
    name = f"{NOTED}-{now:%Y-%m-%d-%H%M%S}"
    folder = papers.lay(office.root, papers.PREVIEWS, name, {"notat.md": f"{text}\n".encode()})
    return f'Det, du skrev, er ikke tabt. Giv det igen med --tekst "@{folder / "notat.md"}"'
