"""A report of some twenty pages to set: prose, fifteen tables, six figures, all made up."""

from __future__ import annotations

import random
from datetime import date
from html import escape
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

from letter_sample import LOOK

from workflow.core.report import Chapter, FigureBlock, Prose, Report, TableBlock
from workflow.documents.report_setting import Documents, Edition, render

EDITION = Edition("Borgerrådgiveren", date(2027, 2, 1), "1. februar 2027")


class Named(NamedTuple):
    """A column."""

    navn: str


class Row(NamedTuple):
    """A line."""

    navn: str
    celler: tuple[str, ...]
    enhed: str = ""
    total: bool = False


CENTRES = (
    "Social og Handicap",
    "Børn og Unge",
    "Arbejdsmarked",
    "Teknik og Miljø",
    "Borgerservice og Ydelse",
    "Ældre og Sundhed",
    "Kultur og Fritid",
    "Ejendomme",
)
THEMES = (
    "Sagsbehandlingstid",
    "Manglende svar på henvendelse",
    "Vejledning",
    "Begrundelse for afgørelse",
    "Partshøring og aktindsigt",
    "Personalets optræden",
    "Tilgængelighed på telefon",
)
PARAGRAPH = (
    "De fleste klager handler ikke om, at kommunen har besluttet noget forkert. De handler om, at "
    "borgeren ikke har kunnet komme til at tale med nogen, ikke har forstået, hvad der skulle ske, "
    "eller har ventet længere end lovet. Fordelingen på temaer står i T7, og hvordan klagerne er "
    "behandlet, i T3. Det, som kan rettes med en opringning, bør rettes med en opringning.\n\n"
    "Et center, der svarer hurtigt, får sjældent den samme klage to gange. Derfor har jeg i årets "
    "løb brugt mere tid på dialogmøder med lederne end på at skrive udtalelser. Svartiderne (T6) "
    "viser, at det nytter: i de centre, hvor vi har aftalt en fast kontaktperson, er der færre "
    "rykkere. Figur T5 viser, hvad svarene gav borgerne."
)
EXAMPLE = (
    "::: borgerens-ord\nJeg ringede fem gange og fik fem forskellige svar. Til sidst holdt jeg op "
    "med at ringe.\n:::\n\nBorgeren havde søgt om et hjælpemiddel i foråret. Centret havde sendt "
    "ansøgningen videre til en anden afdeling uden at sige det. Da jeg spurgte, blev sagen afgjort "
    "på otte dage.\n\n::: konklusion\nEn kvittering med navn og telefonnummer havde sparet alle "
    "for arbejdet.\n:::"
)
LIST = (
    "- **Klager:** 142 af sagerne var klagesager.\n- **Svartid:** Halvdelen af svarene kom inden "
    "for 11 arbejdsdage.\n- **Åbne sager:** 23 ved årets begyndelse, 19 ved dets slutning.\n\n"
    "1. Først spørger jeg, om centret har svaret.\n2. Dernæst sender jeg klagen videre.\n\n"
    "Vedtægten fastsætter fristen.[^1]\n\n[^1]: Vedtægt for borgerrådgiveren, § 6, stk. 2."
)


def table(name: str, titel: str, columns: tuple[str, ...], rows: tuple[str, ...]) -> TableBlock:
    """Make a table of made-up numbers, the small hidden."""
    chance = random.Random(name)
    lines = []
    for row in rows:
        counts = [chance.choice((0, 2, 7, 12, 31, 118, 1234)) for _ in columns]
        cells = ("<5" if 0 < n < 5 else "·" if n == 7 else str(n) for n in counts)
        lines.append(Row(row, tuple(cells)))
    lines.append(Row("I alt", tuple(str(900 + 450 * i) for i, _ in enumerate(columns)), total=True))
    told = "Klagepunkter i sager modtaget i perioden, efter det center, sagen navnlig angår."
    noter = ("Børn og Unge hed til 1. maj 2025 Dagtilbud og Skole.",) if name == "T7" else ()
    return TableBlock(
        name, titel, "klagepunkter", told, tuple(map(Named, columns)), tuple(lines), noter, "2026"
    )


def figure(name: str, titel: str) -> FigureBlock:
    """Make a chart as the charts' builder does: text, a title and a description."""
    bars = "".join(
        f'<text x="0" y="{20 + 24 * i}">{centre}</text>'
        f'<rect x="160" y="{8 + 24 * i}" width="{250 - 28 * i}" height="16" fill="#0f4c5c"/>'
        f'<text x="{416 - 28 * i}" y="{20 + 24 * i}">{90 - 10 * i}</text>'
        for i, centre in enumerate(CENTRES)
    )
    alt = "; ".join(f"{centre} {90 - 10 * i}" for i, centre in enumerate(CENTRES)) + "."
    svg = (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 454 204" width="454pt" '
        f'height="204pt" role="img" aria-labelledby="{name}-titel {name}-tekst" '
        f'font-family="Source Sans Pro" font-size="9.5"><title id="{name}-titel">{escape(titel)}'
        f'</title><desc id="{name}-tekst">{alt}</desc>{bars}</svg>'
    )
    kilde = f"Klagepunkter, 2026. Tallene står i {name}."
    return FigureBlock(name, titel, svg, f"{titel}. {alt}", kilde)


TWO = ("2026", "2025")
FIRST = TableBlock(
    "T1",
    "Henvendelser, sager og personer",
    "nævnt ved hver linje",
    "Det, der kom i perioden, og året før.",
    tuple(map(Named, TWO)),
    (
        Row("Henvendelser", ("1312", "988"), "henvendelser"),
        Row("Hovedsager", ("342", "310"), "sager"),
        Row("heraf til undersøgelse", ("142", "121"), "klager"),
        Row("Personer", ("301", "270"), "personer"),
    ),
    (),
    "2026",
)
ANSWERS = ("Fuldt medhold", "Delvist medhold", "Ikke medhold", "Ubesvaret", "I alt")
TIMES = ("Svar", "Median, arbejdsdage", "Gennemsnit, arbejdsdage", "Over frist")
MANY = tuple(f"Aktivitet {n}" for n in range(1, 31))
TABLES = {
    found.id: found
    for found in (
        FIRST,
        table("T2", "Sagstyper fordelt på centre", ("Klagesag", "Vejledning", "I alt"), CENTRES),
        table("T3", "Hvordan klagesagerne er behandlet", TWO, THEMES),
        table("T4", "Behandlingsmåder fordelt på centre", ("Videresendt", "I alt"), CENTRES),
        table("T5", "Centrenes svar på videresendte klager", ANSWERS, CENTRES),
        table("T6", "Centrenes svartid", TIMES, CENTRES),
        table("T7", "Klagetemaer fordelt på centre", (*CENTRES, "I alt"), THEMES),
        *(table(f"T{n}", f"Opgørelse nummer {n}", TWO, THEMES) for n in range(8, 14)),
        table("T14", "Arbejde, der ikke er sager", TWO, MANY),
        table("T15", "Hvad der blev af anbefalingerne", ("Fulgt", "På vej"), CENTRES),
    )
}
FIGURES = {
    name: figure(name, titel)
    for name, titel in (
        ("T2", "Sagstyper fordelt på centre"),
        ("T5", "Hvad svarene gav"),
        ("T6", "Centrenes svartid"),
        ("T7", "Klagetemaer"),
        ("T12", "Henvendelser måned for måned"),
        ("T13", "Udviklingen over årene"),
    )
}


def chapter(titel: str, *blokke: object) -> Chapter:
    """Make a chapter; a text is prose."""
    return Chapter(titel, tuple(Prose(b) if isinstance(b, str) else b for b in blokke))  # type: ignore[misc]


WITHIN = (
    f"## Det første\n\n{PARAGRAPH}\n\n### Nærmere bestemt\n\n{LIST}\n\n## Det andet\n\n{PARAGRAPH}"
)
REPORT = Report(
    "Borgerrådgiverens beretning 2026",
    "Ishøj Kommune",
    "2026",
    (
        chapter("Forord", f"{PARAGRAPH}\n\nKirsten Holm\\\nBorgerrådgiver"),
        chapter("Året kort fortalt", TABLES["T1"], LIST, FIGURES["T12"]),
        chapter("Rammer og kompetence", WITHIN),
        chapter("Sådan er der talt", WITHIN),
        chapter(
            "Tallene",
            *(
                piece
                for name in ("T2", "T3", "T5", "T6", "T7")
                for piece in (
                    f"## Om {TABLES[name].titel.lower()}\n\n{PARAGRAPH}",
                    *([FIGURES[name]] if name in FIGURES else ()),
                    TABLES[name],
                )
            ),
        ),
        chapter("Temaer med eksempler", f"## Når ingen svarer\n\n{PARAGRAPH}\n\n{EXAMPLE}"),
        chapter("Udviklingen", FIGURES["T13"], PARAGRAPH),
        chapter("Anbefalinger", "1. **Kvittér.** Alle centre sender en kvittering.\n2. **Ring.** "),
        chapter(
            "Bilag: alle tabeller", "Under hver tabel står, hvad der er talt.", *TABLES.values()
        ),
    ),
)


def made(*chapters: Chapter) -> Documents:
    """Set a report of a few chapters."""
    return render(Report("Beretning", "Ishøj Kommune", "2026", chapters), EDITION, LOOK)


def parts(docx: bytes) -> dict[str, str]:
    """Read the XML parts of a Word file, whatever else it holds."""
    with ZipFile(BytesIO(docx)) as package:
        return {n: package.read(n).decode("utf-8", "replace") for n in package.namelist()}
