"""Set a report in Word, PDF and HTML: the same report, the same bytes, all three or none."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from contextlib import ExitStack
from datetime import UTC, date, datetime, time
from io import BytesIO
from typing import Any
from zipfile import ZipFile

from msgspec import Struct

from workflow.core.report import Prose, Report
from workflow.documents import (
    package,
    pandoc,
    processes,
    report_html,
    report_text,
    report_word,
    typesetting,
    word,
)
from workflow.documents.look import REPORT, REPORT_PAGE, REPORT_STATIONERY, Look
from workflow.documents.processes import Program
from workflow.documents.publish import CONVERTER
from workflow.documents.report_pieces import Piece, pieces, signs
from workflow.documents.report_word import Front
from workflow.documents.typesetting import TYPESETTER

_BEGINNING = """\
#import "/rapport.typ": endless, felt, horizontalrule, rapport, stykke
#let meta = json(bytes(sys.inputs.meta))
#show: rapport.with(meta)

"""
_DRAWING = """\
#set page(width: auto, height: auto, margin: 0pt)
#set text(font: "Source Sans Pro")
#image(bytes(json(bytes(sys.inputs.meta)).svg), format: "svg", width: 160mm)
"""
_DOTS = 200
_DOCUMENT = "word/document.xml"
_LANGUAGE = "da-DK"


class Edition(Struct, frozen=True):
    """Who gives the report out and when; a draft says that it is one."""

    kontor: str
    dato: date
    dato_tekst: str
    udkast: bool = False


class Documents(Struct, frozen=True):
    """A report in the three formats; `tegn` are the characters that no font could show."""

    docx: bytes
    pdf: bytes
    html: bytes
    tegn: tuple[str, ...] = ()


class _Work(Struct, frozen=True):
    """A report on its way: its pieces, its look, and the limits of the programs."""

    report: Report
    edition: Edition
    look: Look
    pieces: tuple[Piece, ...]
    seconds: float
    megabytes: int
    deadline: float

    @property
    def front(self) -> Front:
        """What stands on the front page."""
        told, edition = self.report, self.edition
        stand = f"{edition.kontor}  ·  {edition.dato_tekst}"
        return Front(told.kommune, told.titel, stand, "UDKAST" if edition.udkast else "")

    @property
    def listed(self) -> tuple[Piece, ...]:
        """The tables and figures that can be led to."""
        return tuple(piece for piece in self.pieces if piece.anchor)

    def program(self, which: tuple[str, str]) -> Program:
        """Name a program and how long it may work."""
        return Program(*which, self.report.titel, self.seconds, self.deadline)


def render(
    report: Report,
    edition: Edition,
    look: Look,
    *,
    limit_seconds: float = 60,
    limit_megabytes: int = 1024,
) -> Documents:
    """Make the report's three formats, or say in Danish why none could be made."""
    stationery, page = look.file(REPORT_STATIONERY), look.file(REPORT_PAGE)
    word.inspect(stationery)
    report_text.untangled(report)
    shown, missing = report_text.shown(report, look)
    until = processes.deadline(limit_seconds)
    found = pieces(shown)
    work = _Work(shown, edition, look, found, limit_seconds, limit_megabytes, until)
    written = _written(work)
    html = report_html.page(
        page.read_text(encoding="utf-8"),
        work.front,
        written["html"],
        written["headings"],
        work.listed,
        signs(found),
    )
    docx = _docx(work, bytes.fromhex(written["docx"]), written["headings"])
    return Documents(docx, _pdf(work, written["typst"]), html.encode(), missing)


def _written(work: _Work) -> Any:
    """Let pandoc read the prose once and write all three formats."""
    drawn = _drawn(work)
    job = {
        "reference": str(work.look.file(REPORT_STATIONERY)),
        "lang": _LANGUAGE,
        "opening": report_word.opening(work.front, work.listed, signs(work.pieces)),
        "targets": {piece.anchor: piece.anchor for piece in work.listed},
        "chapters": _chapters(work, drawn),
    }
    program = work.program(CONVERTER)
    with ExitStack() as stack:
        (converter,) = pandoc.start(stack, program, 1, work.megabytes)
        return json.loads(processes.answer(program, converter, pandoc.work("report.lua", job)))


def _chapters(work: _Work, drawn: Mapping[int, bytes]) -> list[dict[str, Any]]:
    numbers = iter(range(len(work.pieces)))

    def block(of: object) -> dict[str, Any]:
        if isinstance(of, Prose):
            return {"markdown": of.markdown}
        number = next(numbers)
        return _block(work.pieces[number], number, drawn.get(number, b""))

    return [
        {"title": chapter.titel, "blocks": [block(of) for of in chapter.blokke]}
        for chapter in work.report.kapitler
    ]


def _block(piece: Piece, number: int, png: bytes) -> dict[str, Any]:
    """Return a table or figure as each format has it."""
    typst = f"#stykke(meta.stykker.at({number}))"
    if piece.art == "tabel":
        made = report_word.table(piece, number)
        return {"typst": typst, "html": report_html.table(piece), "openxml": made}
    return {
        "typst": typst,
        "html": report_html.figure(piece, number),
        "openxml": report_word.figure(piece, number),
        "after": report_word.below(piece),
        "png": png.hex(),
        "name": f"figur-{number}.png",
        "alt": piece.alt,
        "width": f"{piece.width}mm",
    }


def _drawn(work: _Work) -> dict[int, bytes]:
    """Let Typst draw each figure for Word, which shows no SVG everywhere."""
    numbers = [number for number, piece in enumerate(work.pieces) if piece.svg]
    if not numbers:
        return {}
    jobs = [_drawing(work.pieces[number]) for number in numbers]
    return dict(zip(numbers, _set(work, jobs), strict=True))


def _drawing(piece: Piece) -> dict[str, Any]:
    return {"navn": piece.maerke, "typst": _DRAWING, "meta": {"svg": piece.svg}, "png": _DOTS}


def _pdf(work: _Work, typst: str) -> bytes:
    noon = int(datetime.combine(work.edition.dato, time(12), UTC).timestamp())
    meta = {
        **work.front._asdict(),
        "forfatter": f"{work.edition.kontor}, {work.report.kommune}",
        "stykker": [piece.told() for piece in work.pieces],
        "tegn": [list(sign) for sign in signs(work.pieces)],
        "lister": any(piece.anchor for piece in work.pieces),
    }
    job = {"navn": work.report.titel, "typst": _BEGINNING + typst, "meta": meta}
    (pdf,) = _set(work, [{**job, "timestamp": noon}])
    return typesetting.checked(pdf, work.program(TYPESETTER))


def _set(work: _Work, jobs: Sequence[Mapping[str, Any]]) -> tuple[bytes, ...]:
    program = work.program(TYPESETTER)
    with ExitStack() as stack:
        worker = typesetting.started(stack, work.look, REPORT, program, work.megabytes)
        answer = processes.answer(program, worker, typesetting.question(jobs))
    return typesetting.answered(answer, work.look, REPORT)


def _docx(work: _Work, docx: bytes, headings: Sequence[Mapping[str, Any]]) -> bytes:
    with ZipFile(BytesIO(docx)) as source:
        parts = {name: source.read(name) for name in source.namelist()}
    document = report_word.finished(parts[_DOCUMENT].decode(), headings)
    packed = package.packed({**parts, _DOCUMENT: document.encode()})
    front, edition = work.front, work.edition
    author = f"{edition.kontor}, {front.kommune}"
    told = word.core(front.titel, author, _LANGUAGE, edition.dato)
    values = {
        "kontor": [edition.kontor],
        "kommune": [front.kommune],
        "titel": [front.titel],
        "udkast": [front.udkast] if front.udkast else [],
    }
    return word.finish(packed, word.Filling(values, told), work.look.file(REPORT_STATIONERY))
