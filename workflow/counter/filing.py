"""Filing in the municipality's ESDH, so that a case is not registered by hand once more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workflow import telling
from workflow.core.errors import BadValue
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit


def esdh(
    at: Visit,
    sag: str = "",
    dato: str = "",
    esdh: str = "",
    *,
    pak: bool = False,
    arkiveret: bool = False,
    json: bool = False,
) -> None:
    """Viser, pakker og afmærker det, der ikke er arkiveret i ESDH (Ishøj-rapporten § 6)."""
    from workflow.office import filing, filing_page

    at_odds = _at_odds(sag, f"{dato}{esdh}", pak=pak, arkiveret=arkiveret, json=json)
    if faults := "\n".join(at_odds):
        raise BadValue(fejl=faults)
    if arkiveret:
        telling.done(at.office, filing.mark(at.office, sag, esdh, at.day(dato), at.now))
    elif pak:
        parcels = filing.pack(at.office, sag, at.today)
        telling.shown(filing_page.packed(parcels))
        telling.remark(line for parcel in parcels for line in parcel.meddelelser)
    else:
        found = filing.listing(at.office, sag)
        telling.shown((filing_page.data if json else filing_page.text)(found))


def _at_odds(sag: str, told: str, *, pak: bool, arkiveret: bool, json: bool) -> Iterator[str]:
    if pak + arkiveret + json > 1:
        yield "Brug enten --pak, --arkiveret eller --json."
    if arkiveret and not sag:
        yield "--arkiveret gælder én sag. Skriv hvilken med --sag."
    if told and not arkiveret:
        yield "--dato og --esdh hører til --arkiveret."


COMMANDS: Mapping[Body, Mapping[str, str]] = {
    esdh: {
        "sag": "Sagens nummer: 12 eller 2026-0012; ellers alle sager",
        "pak": "Læg dokumenterne klar i en mappe, der kan trækkes ind i ESDH",
        "arkiveret": "Afmærk sagens dokumenter: de ligger nu i ESDH",
        "esdh": "Sagens nummer i ESDH, når det ikke står i sagen",
        "dato": "Dagen, de blev lagt ind (ÅÅÅÅ-MM-DD); ellers i dag",
        "json": "Skriv som data (JSON)",
    },
}
