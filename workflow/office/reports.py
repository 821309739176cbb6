"""A report: first its chapters are written for the adviser to edit, then it is checked and set.

What a chapter's marks stand for is found anew each time, so that no figure goes stale. A chapter
that is there is never written over; one that the adviser has removed stays away.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from functools import cached_property
from pathlib import Path

from msgspec import Struct

from workflow import PROGRAM
from workflow.archive import journal, papers
from workflow.archive.journal import Journal
from workflow.archive.recommendations import NAME as RECOMMENDATIONS
from workflow.core import marks, prose_check, report
from workflow.core.dates import spelled
from workflow.core.entry import NONE, Entry
from workflow.core.errors import BadFile, ReportNotReady
from workflow.core.marks import Fault
from workflow.core.model import Sag
from workflow.core.parties import Known
from workflow.core.printed import Trykt
from workflow.core.prose import GAP, Finding
from workflow.core.recommendations import Anbefalinger
from workflow.core.report import Material, Report
from workflow.office import counting, gather, leaks, protecting, report_facts, report_files, saving
from workflow.office.desk import TEMPLATES, Office
from workflow.office.report_kinds import Kind


class Made(Struct, frozen=True):
    """What a command has made of a report: the files, whether they are chapters, what to say."""

    kind: Kind
    mappe: Path
    filer: tuple[str, ...]
    nye: bool
    meddelelser: tuple[str, ...]


class Gathered(Struct, frozen=True, dict=True):
    """A report's chapters as they lie, with what they tell of."""

    office: Office
    kind: Kind
    kapitler: Mapping[str, str]
    anbefalinger: Anbefalinger | None
    edits: Mapping[str, bytes | None]
    sager: Sequence[Sag]
    tabeller: tuple[Trykt, ...]

    @cached_property
    def parter(self) -> Known:
        """Every party that the archive knows, whom nothing of the report may name."""
        return leaks.known(self.office)

    @property
    def resumeer(self) -> dict[str, str]:
        """The resumes that the chapters tell of, by their files."""
        wanted = any(
            piece.slags == "resumeer"
            for text in self.kapitler.values()
            for piece in marks.pieces(text)
        )
        if not wanted:
            return {}
        return report_facts.summaries(self.office, self.sager, self.kind.periode)


@journal.decided_anew
def make(office: Office, kind: Kind, now: datetime, *, draft: bool, anyway: bool) -> Made:
    """Write a report's chapters, or set it of those that are there."""
    with journal.opened(office.root, command=f"{kind.handling} {kind.aar}", who=office.who) as book:
        texts = report_files.chapters(kind, book)
        sager = [*counting.cases(office).values()]
        shown = protecting.protected(office, counting.tables_of(office, sager, kind.periode))
        if not texts:
            return _begun(office, kind, shown, book, now)
        edits = book.edited(kind.mappe)
        own = report_files.recommended(office, kind, book)
        found = Gathered(office, kind, texts, own, edits, sager, shown)
        said = _looked_through(found, draft=draft, anyway=anyway)
        told = _report(found)
        if draft:
            return _laid(found, told, said, now.date())
        return _booked(found, told, said, book, now, anyway=anyway)


def _begun(
    office: Office, kind: Kind, shown: Sequence[Trykt], book: Journal, now: datetime
) -> Made:
    """Write the chapters for the adviser to edit."""
    from workflow.documents import compose
    from workflow.documents.escape import readable

    values = report_facts.context(office, kind.periode, kind.center, shown)
    desk = compose.Desk(office.templates)
    files = dict[str, bytes]()
    for name in report_files.templates(office, kind):
        text, _ = desk.sketch(f"{kind.skabeloner}/{name}", values)
        files[f"{kind.mappe}/{name}"] = f"{readable(text)}\n".encode()
    for template, name in kind.fast.items():
        if book.content(f"{kind.mappe}/{name}") is None:
            files[f"{kind.mappe}/{name}"] = (TEMPLATES / template).read_bytes()
    title = f"{gather.OFFICE}: {kind.titel}, kapitler at skrive i"
    book.book([_entry(kind, title, files, now)], now=now, program=PROGRAM)
    gaps = [
        f"{fil}, linje {gap.linje}: {gap.tekst}."
        for fil, content in files.items()
        for gap in prose_check.gaps(content.decode())
    ]
    return Made(kind, office.root / kind.mappe, tuple(files), nye=True, meddelelser=(*gaps,))


def _looked_through(found: Gathered, *, draft: bool, anyway: bool) -> list[str]:
    """Refuse what stops the report; return what is only pointed out."""
    told = [
        *((fil, Finding(at, GAP, fault)) for fil, (at, fault) in _faults(found)),
    ]
    if told:
        raise BadFile(fejl="\n".join(_at(fil, finding) for fil, finding in told))
    texts = {**found.kapitler, **found.resumeer}
    allowed = leaks.refuse(found.office, _leaving(found, texts), anyway=anyway, of=found.parter)
    findings = [*_findings(found, texts)]
    stops = [
        (fil, finding)
        for fil, finding in findings
        if finding.stopper and not draft and not (anyway and finding.slags != GAP)
    ]
    if stops:
        gaps = any(finding.slags == GAP for _, finding in stops)
        way = ReportNotReady.WITH_GAPS if gaps else ReportNotReady.WITHOUT_GAPS
        raise ReportNotReady(fund="\n".join(f"- {_at(*stop)}" for stop in stops), udvej=way)
    return [*allowed, *(f"{_at(*finding)} ({finding[1].slags})" for finding in findings)]


def _faults(found: Gathered) -> Iterator[tuple[str, Fault]]:
    for fil, text in found.kapitler.items():
        yield from ((fil, fault) for fault in marks.faults(text, found.tabeller))


def _findings(found: Gathered, texts: Mapping[str, str]) -> Iterator[tuple[str, Finding]]:
    names = report_facts.names(found.office)
    for fil, text in texts.items():
        tables = found.tabeller if fil in found.kapitler else ()
        yield from ((fil, finding) for finding in prose_check.check(text, tables, names))
    yield from prose_check.systems(texts, names)


def _leaving(found: Gathered, texts: Mapping[str, str]) -> dict[str, str]:
    """Return everything that is to leave, by the file that the adviser can mend it in.

    A file that has been left unwritten says only where it is, and that has a case's number.
    """
    own = found.anbefalinger.anbefalinger if found.anbefalinger else ()
    told = "\n".join(f"{row.tekst} {row.note or ''}" for row in own)
    written = {fil: text for fil, text in texts.items() if fil not in text}
    return written | {f"{found.kind.mappe}/{RECOMMENDATIONS}": told}


def _report(found: Gathered) -> Report:
    kind, office = found.kind, found.office
    last = counting.last_report(office, kind.periode.til)
    lists = {
        "resumeer": report_facts.summary_chapter(found.resumeer),
        "anbefalinger": report_facts.recommended(office, found.anbefalinger, kind.periode.til),
        "opfoelgning": report_facts.followed_up(last),
        "henstillinger": report_facts.henstillinger(found.sager, kind.center, kind.periode),
    }
    material = Material(found.tabeller, report_facts.figures(found.tabeller), lists)
    chapters = tuple(report.chapter(text, material) for text in found.kapitler.values())
    return Report(kind.titel, office.kontor.kommune, kind.aar, chapters)


def _documents(found: Gathered, told: Report, day: date, *, udkast: bool) -> dict[str, bytes]:
    """Return the report in each format, by the name of its file."""
    from workflow.documents import report_setting
    from workflow.documents.look import Look

    adviser, name = found.office.kontor.borgerraadgiver, found.kind.navn
    edition = report_setting.Edition(
        f"{adviser.navn}, {adviser.titel}", day, spelled(day), udkast=udkast
    )
    made = report_setting.render(told, edition, Look(tuple(found.office.templates)))
    text = report.markdown(told).encode()
    formats = {"md": text, "docx": made.docx, "pdf": made.pdf, "html": made.html}
    return {f"{name}.{ending}": content for ending, content in formats.items()}


def _laid(found: Gathered, told: Report, said: Sequence[str], day: date) -> Made:
    """Lay a draft in a folder that is no part of the archive."""
    drafted = _documents(found, told, day, udkast=True)
    files = {f"UDKAST-{name}": made for name, made in drafted.items()}
    folder = papers.lay(found.office.root, papers.PREVIEWS, found.kind.navn, files)
    return Made(found.kind, folder, tuple(files), nye=False, meddelelser=(*said,))


def _booked(
    found: Gathered,
    told: Report,
    said: Sequence[str],
    book: Journal,
    now: datetime,
    *,
    anyway: bool,
) -> Made:
    kind = found.kind
    made = _documents(found, told, now.date(), udkast=False)
    leaks.refuse(found.office, leaks.as_texts(made), anyway=anyway, of=found.parter)
    store = f"{kind.mappe}/{protecting.NUMBERS}"
    ready = {f"{kind.mappe}/{name}": content for name, content in made.items()}
    ready[store] = protecting.kept(found.office, store, found.tabeller)
    mine = {fil: new for fil, new in found.edits.items() if fil not in ready}
    entry = _entry(kind, f"{gather.OFFICE}: {kind.titel} færdig", {**mine, **ready}, now)
    book.book([entry], now=now, program=PROGRAM)
    names = tuple(made)
    edited = saving.told_of([_entry(kind, "", mine, now)])
    return Made(
        kind, found.office.root / kind.mappe, names, nye=False, meddelelser=(*edited, *said)
    )


def _entry(kind: Kind, title: str, files: Mapping[str, bytes | None], now: datetime) -> Entry:
    return Entry(gather.OFFICE, kind.handling, NONE, NONE, now.date(), title, files)


def _at(fil: str, finding: Finding) -> str:
    return f"{fil}, linje {finding.linje}: {finding.tekst}"
