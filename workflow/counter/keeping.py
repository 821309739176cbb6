"""Keeping the archive: a copy elsewhere and back, the journal's end confirmed, older cases."""

from __future__ import annotations

from collections.abc import Mapping

from workflow import kommandoer, telling_kept
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit


def bekraeft(at: Visit) -> None:
    """Skriver og underskriver, hvordan journalen er nu, til at lægge et andet sted."""
    from workflow.office import seals

    telling_kept.confirmed(seals.confirm(at.office, at.now))


def sikkerhedskopi(at: Visit, mappe: str) -> None:
    """Skriver hele arkivet i én fil et andet sted og prøver, at den kan gendannes."""
    from workflow.office import backups

    telling_kept.backed_up(backups.make(at.archive, mappe, at.now))


def gendan(at: Visit, kopi: str, til: str) -> None:
    """Henter et arkiv tilbage fra en sikkerhedskopi, også det, der ikke var journaliseret."""
    from workflow.office import backups

    telling_kept.brought_back(backups.bring_back(kopi, til, at.cases), at.cases)


def indlaes(at: Visit, register: str) -> None:
    """Indlæser sager fra et ældre register, hele og uden brevenes filer, alle eller ingen."""
    from workflow.office import older_cases

    files = older_cases.found(register)
    telling_kept.brought_in(older_cases.bring_in(at.office, files, at.now))


COMMANDS: Mapping[Body, Mapping[str, str]] = {
    bekraeft: {},
    sikkerhedskopi: kommandoer.SIKKERHEDSKOPI,
    gendan: kommandoer.GENDAN,
    indlaes: kommandoer.INDLAES,
}
