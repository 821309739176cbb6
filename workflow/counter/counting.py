"""Counting what happened in a period."""

from __future__ import annotations

from collections.abc import Mapping

from workflow import telling, telling_kept
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit
from workflow.kommandoer import JSON

STATISTIK = {
    "hvad": "Tabellen, som --tabel",
    "linje": "Linjen i tabellen, ved --sager",
    "kolonne": "Kolonnen i tabellen, ved --sager; rækkefølgen er ligegyldig",
    "tabel": "Vis kun en tabel, fx T7",
    "periode": "Et år, halvår, kvartal eller en måned: 2026, 2026-h1, 2026-k3, 2026-05; "
    "ellers det beretningsår, det er",
    "fra": "Periodens første dag (ÅÅÅÅ-MM-DD)",
    "til": "Periodens sidste dag",
    "sager": "Vis sagerne bag ét tal: --sager T7 social sagsbehandlingstid",
    "csv": "Skriv hver tabel som en fil i denne mappe, med små tal skjult",
    "ubeskyttet": "Skjul ikke små tal i --csv og --json; giv ikke det videre",
} | JSON


def statistik(
    at: Visit,
    fra: str,
    til: str,
    periode: str,
    tabel: str,
    sager: bool,
    csv: str,
    ubeskyttet: bool,
    json: bool,
    **words: str,
) -> None:
    """Tæller en periode og viser tabellerne T1-T15, eller sagerne bag ét tal."""
    from workflow.office import statistics

    days = statistics.span(at.office, fra, til, periode, at.today)
    found = statistics.count(at.office, days, telling_kept.working)
    named = [word for word in (tabel, *words.values()) if word]
    which = named[0] if named else ""
    if sager:
        telling.shown(statistics.cases(found, named))
    elif csv:
        written = statistics.write(found, which, csv, protected=not ubeskyttet)
        telling.shown(f"Skrevet: {len(written)} filer i {written[0].parent}")
    elif json:
        telling.shown(statistics.data(found, which, protected=not ubeskyttet))
    else:
        telling.shown(statistics.page(found, which, at.today))


COMMANDS: Mapping[Body, Mapping[str, str]] = {statistik: STATISTIK}
