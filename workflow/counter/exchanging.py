"""Exchanging figures with other municipalities."""

from __future__ import annotations

from collections.abc import Mapping

from workflow import telling, telling_kept
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit
from workflow.kommandoer import JSON

EKSPORT = {
    "aar": "Året, fx 2026",
    "til": "Den nye mappe, datapakken skal ligge i; ellers datapakke- og året, hvor du står",
}

SAMMENLIGN = {
    "foerste": "En kommunes datapakke: mappen fra inv eksport, eller den som ZIP-fil",
    "anden": "En anden kommunes datapakke",
    "tredje": "En tredje; højst seks",
    "fjerde": "En fjerde",
    "femte": "En femte",
    "sjette": "En sjette",
    "tabel": "Kun en tabel, fx T7",
    "oversaettelse": "En CSV-fil, der siger, hvilke koder der er det samme hos kommunerne: "
    "tabel;kommune;kode;faelles",
    "til": "Skriv en rapport som Word, PDF og HTML i denne nye mappe",
} | JSON


def eksport(at: Visit, aar: str, til: str) -> None:
    """Skriver årets tabeller som en anonym datapakke til andre kommuner, små tal skjult."""
    from workflow.office import exporting

    place = exporting.export(at.office, aar, til, at.now, telling_kept.working)
    telling.shown(
        f"Datapakken er skrevet i {place}\nDens tal er husket i beretning/{aar}/tal.json."
    )


def sammenlign(
    at: Visit, tabel: str, oversaettelse: str, til: str, json: bool, **packages: str
) -> None:
    """Lægger flere kommuners datapakker ved siden af hinanden, også som en rapport."""
    from workflow.office import comparing

    given = [place for place in packages.values() if place]
    found = comparing.only(comparing.compare(given, oversaettelse), tabel)
    if til:
        written = comparing.write(found, til, at.today)
        telling.shown("\n".join(["Sammenligningen er skrevet:", *map(str, written)]))
    elif json:
        telling.shown(comparing.data(found))
    else:
        telling.shown(comparing.page(found))


COMMANDS: Mapping[Body, Mapping[str, str]] = {eksport: EKSPORT, sammenlign: SAMMENLIGN}
