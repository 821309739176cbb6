"""The comparison of municipalities as a report: how they count first, then figures and tables."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date

from workflow.core.compared_table import drawn, rates_of
from workflow.core.comparison import Comparison
from workflow.core.dates import spelled
from workflow.core.habits_compared import Difference, grouped, inhabitants, listed
from workflow.core.report import Block, Chapter, Prose, Report, table_block
from workflow.office.desk import TEMPLATES

BY = "Lavet af kommunernes datapakker"
INTRODUCTION = (
    "Tallene er de kommuners egne, der står nedenfor, som de har lagt dem i en anonym datapakke. "
    "Små tal er skjult af hver kommune efter dens egen grænse. Tal pr. 1.000 indbyggere er vist, "
    "hvor kommunen har oplyst sit indbyggertal."
)
WARNING = (
    "Et højere tal er ikke i sig selv et dårligere resultat. Det kan komme af, at flere kender "
    "borgerrådgiveren, at lederne henviser dertil, eller at kommunen tæller på en anden måde."
)
ALIKE = "Kommunerne siger, at de tæller ens, i alt det, pakkerne fortæller om."
OTHERWISE = "Resten af det, pakkerne fortæller om, svarer kommunerne ens på."
FIRST, CAME = "t1", "Henvendelser"
HEAD = ("Spørgsmål", "Svar", "Kommuner")
RULER = f"|{'-' * 30}|{'-' * 50}|{'-' * 25}|"  # how wide the columns are beside each other
UNLIKE = "Her svarer kommunerne forskelligt. Tal, det berører, kan ikke uden videre sammenlignes."


def made(found: Comparison, today: date) -> dict[str, bytes]:
    """Return the report in each format, by the ending of its file."""
    from workflow.documents import report_setting
    from workflow.documents.look import Look

    edition = report_setting.Edition(BY, today, spelled(today))
    set_ = report_setting.render(report(found), edition, Look((TEMPLATES,)))
    return {"docx": set_.docx, "pdf": set_.pdf, "html": set_.html}


def report(found: Comparison) -> Report:
    """Return the report as it is set."""
    from workflow.documents import charts

    shown = [made for table in found.tabeller if table.row.figur and (made := drawn(table))]
    figures = {figure.id: figure for figure in charts.figures(shown)}
    numbers = list[Block]()
    for table in found.tabeller:
        if table.row.id in figures:
            numbers.append(figures[table.row.id])
        numbers.append(table_block(table))
    names = " · ".join(package.om.navn for package in found.pakker)
    years = ", ".join(dict.fromkeys(package.om.periode.navn for package in found.pakker))
    chapters = (
        Chapter("Hvad der er sammenlignet", (Prose("\n\n".join(_introduced(found))),)),
        Chapter("Hvor kommunerne tæller forskelligt", (Prose(_habits(found)),)),
        Chapter("Tallene", tuple(numbers)),
        *_left(found),
    )
    return Report(f"Borgerrådgiverne sammenlignet {years}", names, years, chapters)


def _introduced(found: Comparison) -> Iterator[str]:
    from workflow.documents.escape import escape

    yield INTRODUCTION
    yield "\n".join(
        f"- **{escape(p.om.kommune)}:** {escape(p.om.periode.navn)}, {escape(inhabitants(p))}"
        for p in found.pakker
    )
    yield from _gist(found)
    yield WARNING


def _gist(found: Comparison) -> Iterator[str]:
    """Yield how many came to each municipality's adviser, where all have told it."""
    from workflow.documents.escape import escape

    rates = next((rates_of(t, CAME) for t in found.tabeller if t.row.id == FIRST), {})
    if rates:
        told = [f"{rate} i {escape(name)}" for name, rate in rates.items()]
        yield f"**Henvendelser pr. 1.000 indbyggere: {listed(told)}.**"


def _habits(found: Comparison) -> str:
    """Return the differences as a table: each question, its answers, and who gives them."""
    if not found.forskelle:
        return ALIKE
    rows = [row for told in found.forskelle for row in _answers(told, found)]
    return "\n".join([UNLIKE, "", _row(HEAD), RULER, *map(_row, rows), "", OTHERWISE])


def _answers(told: Difference, found: Comparison) -> Iterator[Sequence[str]]:
    question = told.spoergsmaal
    for answer, names in grouped(told, found.pakker).items():
        yield question, answer, listed(names)
        question = ""


def _row(cells: Sequence[str]) -> str:
    from workflow.documents.escape import escape

    return f"| {' | '.join(map(escape, cells))} |"


def _left(found: Comparison) -> Iterator[Chapter]:
    from workflow.documents.escape import escape

    if found.udeladt:
        text = "\n".join(f"- {escape(reason)}" for reason in found.udeladt)
        yield Chapter("Hvad der ikke er sammenlignet", (Prose(text),))
