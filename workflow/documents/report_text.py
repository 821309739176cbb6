"""Look a report's prose through before it is set."""

from __future__ import annotations

from workflow.core.errors import BadFile
from workflow.core.report import Chapter, Prose, Report
from workflow.core.tangle import tangles
from workflow.documents.coverage import showable
from workflow.documents.look import Look


def untangled(report: Report) -> None:
    """Refuse prose that would keep its reader at work without end."""
    for chapter in report.kapitler:
        for block in chapter.blokke:
            for line, fault in tangles(block.markdown) if isinstance(block, Prose) else ():
                fejl = f"Kapitlet '{chapter.titel}', linje {line} i stykket: {fault}"
                raise BadFile(fejl=fejl)


def shown(report: Report, look: Look) -> tuple[Report, tuple[str, ...]]:
    """Mark what no font has in everything that is set as text."""
    missing = dict[str, None]()

    def marked(text: str) -> str:
        found, unknown = showable(text, look)
        missing.update(dict.fromkeys(unknown))
        return found

    chapters = tuple(
        Chapter(
            marked(chapter.titel),
            tuple(
                Prose(marked(block.markdown)) if isinstance(block, Prose) else block
                for block in chapter.blokke
            ),
        )
        for chapter in report.kapitler
    )
    told = Report(marked(report.titel), marked(report.kommune), report.aar, chapters)
    return told, tuple(missing)
