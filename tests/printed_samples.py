"""Made-up protected tables for the charts: few and many centres, hidden, huge, empty, one year."""

from __future__ import annotations

import random

from workflow.archive import rulefiles
from workflow.core.dimensions import Value
from workflow.core.printed import Trykt, TryktLinje

ROWS = rulefiles.load().tabeller
CENTRES = (
    "Center for Social og Handicap",
    "Center for Kultur, Fritid, Idræt, Medborgerskab og Landdistriktsudvikling",
    "Arbejdsmarkedsindsatskoordineringssekretariatsbetjeningscentret",
    *(f"Center for Børn, Unge og Dagtilbud {number}" for number in range(4, 16)),
)
TYPES = ("Klagesager", "Vejledning", "Vejvisning")
RESULTS = ("Fuldt medhold", "Delvist medhold", "Intet medhold", "Uoplyst", "Ikke besvaret")
STEPS = ("0-5", "6-10", "11-20", "21-30", "over 30")
METHODS = tuple(f"Behandlet på måde {number}" for number in range(1, 8))
YEARS = ("2019", "2020", "2021", "2022", "| 2023", "2024", "2025", "2026")
UNITS = (
    ("Henvendelser", "henvendelser", 400),
    ("Klagepunkter", "klagepunkter", 9000),
    ("S", "s", 9),
)


def crossed(table, names, columns, *, seed=1, most=30):
    """Make a table of random cells, the small hidden and some others too."""
    chance = random.Random(seed)
    lines = []
    for name in names:
        counts = [chance.choice((0, chance.randrange(most))) for _ in columns]
        cells = ["<5" if 0 < n < 5 else chance.choice((str(n), str(n), "·")) for n in counts]
        lines.append(TryktLinje(name, name, (*cells, str(sum(counts)))))
    return trykt(table, [*columns, ""], lines)


def trykt(table, columns, lines, period="2026"):
    """Make a table; the column without an id is the total."""
    values = tuple(Value(name, name or "I alt") for name in columns)
    return Trykt(ROWS[table], period, values, tuple(lines))


def beside(table, cells):
    """Make a table of one dimension with the year before beside."""
    values = (Value("periode", "2026"), Value("aaret-foer", "2025"))
    lines = [
        TryktLinje("-" if name.startswith("Uden") else name, name, found)
        for name, found in cells.items()
    ]
    return Trykt(
        ROWS[table], "2026", values, (*lines, TryktLinje("", "I alt", ("9", "9"), total=True))
    )


def over_years(years):
    """Make a series with a break."""
    chance = random.Random(len(years))
    lines = []
    for name, unit, most in UNITS:
        counts = [chance.randrange(most // 3, most) for _ in years]
        cells = tuple("<5" if 0 < n < 5 else str(n) for n in counts)
        lines.append(TryktLinje(name, name, cells, enhed=unit))
    return trykt("t13", years, lines, f"{years[0]} – {years[-1]}")


def middles(cells):
    """Make the table of answer times."""
    lines = [TryktLinje(name, name, found) for name, found in cells.items()]
    return trykt("t6", ("antal", "median", "gennemsnit", "over-frist"), lines)


ANSWERS = {
    CENTRES[0]: ("20", "9", "11,3", "<5"),
    CENTRES[1]: ("<5", "·", "·", "·"),
    CENTRES[2]: ("0", "", "", "0"),
    CENTRES[3]: ("1234", "31,5", "30,2", "8"),
}
CHANNELS = {
    "Telefon": ("140", "121"),
    "Brev": ("·", "17"),
    "E-mail": ("<5", "0"),
    "Uden": ("9", ""),
}
SAMPLES = {
    "t2": crossed("t2", CENTRES[:3], TYPES),
    "t2 of eight": crossed("t2", CENTRES[:8], TYPES, seed=2),
    "t4": crossed("t4", CENTRES[:8], METHODS),
    "t5": crossed("t5", CENTRES, RESULTS, most=2000),
    "t6": middles(ANSWERS),
    "t6b": crossed("t6b", CENTRES, STEPS),
    "t7": crossed("t7", ("Sagsbehandlingstid", "Sprog", "Uden tema"), CENTRES),
    "t8 of one huge": beside("t8", {"Politik": ("12345", "3000"), "Klageinstans": ("6", "<5")}),
    "t8 all hidden": beside("t8", {"Politik": ("<5", "<5"), "Klageinstans": ("·", "·")}),
    "t8 of nothing": beside("t8", {"Politik": ("0", "0")}),
    "t8 without lines": beside("t8", {}),
    "t11": beside("t11", CHANNELS),
    "t12": crossed("t12", [f"september {year}" for year in range(2020, 2032)], TYPES),
    "t13": over_years(YEARS),
    "t13 of one year": over_years(YEARS[-1:]),
    "t13 of twenty years": over_years([str(year) for year in range(2007, 2027)]),
}
