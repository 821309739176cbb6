"""Finding cases by what stands in them."""

from __future__ import annotations

from collections.abc import Mapping

from workflow import telling
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit
from workflow.kommandoer import JSON

FIND = {
    "ord": "Det, der skal findes. Flere ord i anførselstegn skal alle stå i sagen; en vending "
    "sættes i enkelte anførselstegn indeni: \"'otte måneder' hjælpemiddel\"",
    "alle": "Vis alle sager, også når der er mange",
} | JSON


def find(at: Visit, ord: str, alle: bool, json: bool) -> None:  # noqa: A002 - the option's name
    """Finder de sager og opkald, hvor et ord står; store og små bogstaver er ens."""
    from workflow.office import search

    found = search.find(at.office, ord, at.today, everything=alle)
    telling.shown(search.data(found) if json else search.text(found))
    telling.remark(f"{path} kunne ikke læses og er ikke gennemsøgt." for path in found.ulaeselige)


COMMANDS: Mapping[Body, Mapping[str, str]] = {find: FIND}
