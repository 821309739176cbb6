"""What a report tells of: a period's tables, and the lists that its marks stand for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date
from typing import Any

from workflow.archive import papers, places
from workflow.core.centres import called
from workflow.core.course import reported
from workflow.core.known_steps import STATED
from workflow.core.markdown import Markdown, without_comments
from workflow.core.model import Sag
from workflow.core.names import RESUME
from workflow.core.options import rows_in_force
from workflow.core.period import Span
from workflow.core.printed import Trykt
from workflow.core.prose_check import Names, foreign
from workflow.core.recommendations import STATES, UNTOLD, Anbefalinger
from workflow.core.report import FigureBlock
from workflow.office.desk import Office

_SUMMARY_MISSING = "[skriv et resumé uden navne i {fil}]"


def context(office: Office, span: Span, center: str, shown: Sequence[Trykt]) -> dict[str, Any]:
    """Return what the chapters' templates may use."""
    kontor, rules = office.kontor, office.rules
    centre = [{"id": Markdown(row.id), "navn": row.navn} for row in kontor.centre_paa(span.til)]
    return {
        "sprog": rules.sprog["da"],
        "kontor": kontor,
        "raadgiver": kontor.borgerraadgiver,
        "vedtaegt": kontor.vedtaegt,
        "frister": kontor.frister,
        "skjul_under": kontor.skjul_under,
        "periode": span.navn,
        "i_perioden": f"I {span.navn}" if span.navn.isdigit() else f"I perioden {span.navn}",
        "centre": centre,
        "center": next((row for row in centre if row["id"] == center), None),
        "graenser": [row for row in rows_in_force(rules.kompetence, span.til) if row.afvisning],
        "skala": rows_in_force(rules.kritikskala, span.til),
        "skala_forklaring": rules.forklaringer.get("kritikskala"),
        "findes": _present(rules.tabeller, shown),
    }


def names(office: Office) -> Names:
    """Return the names that do not belong in this office's reports."""
    kontor, rules = office.kontor, office.rules
    own = f"{kontor.kommune} {kontor.borgerraadgiver.adresse} {kontor.vedtaegt.navn}"
    return foreign(own, [*rules.kommuner.values()], [*rules.fagsystemer.values()])


def summaries(office: Office, sager: Sequence[Sag], span: Span) -> dict[str, str]:
    """Return the resume of each case that a statement was given in; a gap where there is none."""
    found = dict[str, str]()
    for sag in sager:
        if any(e.handling == STATED and e.dato in span for e in sag.forloeb):
            fil = f"{places.case_folder(sag.nummer)}/{RESUME}"
            content = papers.content(office.root, fil) or b""
            text = without_comments(content.decode("utf-8-sig", "replace")).strip()
            found[fil] = text or _SUMMARY_MISSING.format(fil=fil)
    return found


def summary_chapter(found: dict[str, str]) -> str:
    """Return the resumes one after another, their headings below the chapter's."""
    return "\n\n".join(_lowered(text) for text in found.values()) or (
        "Der er ikke afgivet udtalelser i perioden."
    )


def recommended(office: Office, found: Anbefalinger | None, day: date) -> str:
    """Return the report's recommendations as a list, each with the centre it is for."""
    rows = found.anbefalinger if found else ()
    return "\n".join(
        f"{row.nr}. {_told(row.tekst)}{_for(office, row.center, day)}" for row in rows
    ) or ("Der er ingen anbefalinger i denne beretning.")


def followed_up(found: Anbefalinger | None) -> str:
    """Return what became of the last report's recommendations."""
    if found is None or not found.anbefalinger:
        return "Den forrige beretning havde ingen anbefalinger, der er noteret her."
    return "\n".join(
        f"{row.nr}. {_told(row.tekst)} **{STATES[row.status]}.**"
        f"{f' {_told(row.note)}' if row.note else ''}"
        for row in found.anbefalinger
    )


def henstillinger(sager: Sequence[Sag], center: str, span: Span) -> str:
    """Return a centre's henstillinger in the period, and what it has reported."""
    return "\n".join(_henstillinger(sager, center, span)) or (
        "Der er ikke givet henstillinger i perioden."
    )


def _henstillinger(sager: Sequence[Sag], center: str, span: Span) -> Iterator[str]:
    states: dict[str, str] = {key: name for key, name in STATES.items()}  # noqa: C416  # as text
    for sag in sager:
        given = [e for e in sag.forloeb if e.handling == STATED and e.dato in span]
        for punkt in sag.egne if given else ():
            if punkt.center != center or not (punkt.vurdering and punkt.vurdering.henstilling):
                continue
            state = reported(sag, punkt.nr) or UNTOLD
            yield f"- {_told(punkt.vurdering.henstilling)} **{states.get(state, state)}.**"


def _present(known: Sequence[str] | dict[str, Any], shown: Sequence[Trykt]) -> dict[str, Any]:
    found: dict[str, Any] = {ident: frozenset[str]() for ident in known}
    for table in shown:
        lines = {line.id for line in table.linjer}
        found[table.row.id] = frozenset(lines | {column.id for column in table.kolonner})
    return found


def _for(office: Office, center: str | None, day: date) -> str:
    return f" ({called(office.kontor, center, day)})" if center else ""


def _told(text: str) -> str:
    told = " ".join(text.split())
    return f"{told[:1].upper()}{told[1:]}" + ("" if told.endswith((".", "!", "?")) else ".")


def _lowered(text: str) -> str:
    """Put a resume's headings two levels down."""
    return "\n".join(f"##{line}" if line.startswith("#") else line for line in text.splitlines())


def figures(tabeller: Sequence[Trykt]) -> dict[str, FigureBlock]:
    """Return the charts of the protected tables, by the names that the marks give them."""
    from workflow.documents import charts

    return {figure.id.upper(): figure for figure in charts.figures(tabeller)}
