"""Back to what the journal has: letters made again, and files put back."""

from __future__ import annotations

from collections.abc import Mapping

from workflow import kommandoer, telling, telling_kept
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit


def genskab(at: Visit, sag: str, brevnavn: str) -> None:
    """Laver færdige breve igen af journalens tekst og ser, om det er de samme filer."""
    from workflow.office import remaking, remaking_all

    if sag == remaking_all.EVERY:
        outcome = remaking_all.remake(at.office, brevnavn, telling_kept.working)
        telling.shown(remaking_all.page(outcome))
        remaking.refuse(outcome.andre)
        return
    nummer, letters = remaking.remake(at.office, sag, brevnavn)
    telling.shown(remaking.page(nummer, letters))
    remaking.refuse(letters)


def forkast(at: Visit, sag: str, fil: str) -> None:
    """Lægger en sags eller arkivets filer tilbage, som i journalen; dine egne lægges til side."""
    from workflow.office import discarding, gather

    if sag == gather.OFFICE:
        telling.put_back(discarding.discard_own(at.archive, fil, at.now))
        return
    telling.put_back(discarding.discard(at.office, sag, fil, at.now))


COMMANDS: Mapping[Body, Mapping[str, str]] = {
    genskab: kommandoer.GENSKAB,
    forkast: kommandoer.FORKAST,
}
