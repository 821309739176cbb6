"""Making an archive, choosing among several, and the demonstration."""

from __future__ import annotations

from collections.abc import Mapping

from workflow import kommandoer, telling
from workflow.archive import places
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit


def arkiv(at: Visit, kommune: str) -> None:
    """Opretter et arkiv til en kommune med en kontor.yaml, du retter til."""
    from workflow.office import opening

    root = opening.archive(places.new_archive(at.cases, kommune, at.environment), kommune, at.now)
    telling.archive(root, [other for other in places.archives(at.cases) if other != root])


def vaelg(at: Visit, arkiv: str) -> None:
    """Vælger det arkiv, der arbejdes i, når der er flere."""
    telling.chosen(places.choose(at.cases, arkiv))


def godkend(at: Visit, vis: bool) -> None:
    """Godkender arkivets egne skabeloner på denne maskine, og viser, hvad der er nyt i dem."""
    from workflow.office import approving

    telling.shown(approving.page(at.archive, only_shown=vis))


def demo(at: Visit) -> None:
    """Bygger et opdigtet arkiv i build/demo, fører sager igennem og skriver alle breve."""
    from workflow.office import demo as made_up

    root = at.cases.parent / "build" / "demo"
    telling.demonstrated(made_up.build(root), root, made_up.MORNING)


COMMANDS: Mapping[Body, Mapping[str, str]] = {
    arkiv: kommandoer.ARKIV,
    vaelg: kommandoer.VAELG,
    godkend: kommandoer.GODKEND,
    demo: {},
}
