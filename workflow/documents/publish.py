"""Make DOCX and PDF of letters: the same Markdown, the same bytes, all of them or none."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

from workflow.core.errors import CaseworkError, LookBroken, NotShowable
from workflow.documents import frontmatter, pandoc, processes, typesetter, word
from workflow.documents.frontmatter import Letter
from workflow.documents.look import LETTER, STATIONERY, Look
from workflow.documents.processes import Program

__all__ = ["Look", "Rendered", "Source", "render"]

_BEGINNING = """\
#import "/brev.typ": brev, endless, felt, horizontalrule
#show: brev.with(json(bytes(sys.inputs.meta)))

"""
# A proxy that nobody is: a template that imports a package fails at once, and nothing is fetched.
_OFFLINE = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "HTTP_PROXY"), "http://127.0.0.1:9")
_SMALLEST = 1000


@dataclass(frozen=True, slots=True)
class Source:
    """A letter's file: its name without ending, and its text."""

    navn: str
    markdown: str


@dataclass(frozen=True, slots=True)
class Rendered:
    """A letter in the two formats that leave the office."""

    navn: str
    docx: bytes
    pdf: bytes


def render(
    sources: Sequence[Source],
    look: Look,
    *,
    limit_seconds: float = 30,
    limit_megabytes: int = 1024,
) -> tuple[Rendered, ...]:
    """Make both formats of every letter, or say in Danish why none could be made."""
    letters = [frontmatter.read(source.navn, source.markdown) for source in sources]
    if not letters:
        return ()
    program = partial(
        Program,
        breve=", ".join(letter.navn for letter in letters),
        seconds=limit_seconds,
        deadline=processes.deadline(limit_seconds),
    )
    typst = program("Sætteriet Typst", "typst")
    stationery = look.file(STATIONERY)
    word.inspect(stationery)
    with processes.running(typst, _typesetter(), _OFFLINE) as worker:
        _warm(worker, look, limit_megabytes)  # It reads fonts while pandoc reads letters.
        converter = program("Programmet pandoc", "pypandoc_binary")
        written = pandoc.write(letters, stationery, converter, limit_megabytes)
        work = [_work(letter, text.typst) for letter, text in zip(letters, written, strict=True)]
        answer = processes.answer(typst, worker, json.dumps(work).encode("ascii"))
    pdfs = _pdfs(json.loads(answer), look)
    return tuple(
        Rendered(letter.navn, _docx(letter, text.docx, stationery, converter), _checked(pdf, typst))
        for letter, text, pdf in zip(letters, written, pdfs, strict=True)
    )


def _typesetter() -> tuple[str, ...]:
    # By path, so that it starts in any folder; -P, so that ours are not taken for others' modules.
    return (sys.executable, "-P", str(Path(typesetter.__file__)))


def _warm(worker: subprocess.Popen[bytes], look: Look, megabytes: int) -> None:
    first = {
        "root": str(look.file(LETTER).parent),
        "fonts": [str(folder) for folder in look.fonts()],
        "megabytes": megabytes,
    }
    assert worker.stdin is not None
    try:
        worker.stdin.write(json.dumps(first).encode("ascii") + b"\n")
        worker.stdin.flush()
    except OSError:
        return  # It is dead; its last words are read when its answer is due.


def _work(letter: Letter, typst: str) -> dict[str, Any]:
    return {
        "navn": letter.navn,
        "typst": _BEGINNING + typst,
        "meta": {
            **letter.fakta,
            "dato_tekst": letter.dato_tekst,
            "dokumenttype": letter.dokumenttype,
        },
        "timestamp": letter.timestamp,
    }


def _pdfs(answer: Mapping[str, Any], look: Look) -> tuple[bytes, ...]:
    if trouble := answer.get("trouble"):
        raise _error(trouble["navn"], trouble["message"], trouble["where"], look)
    return tuple(map(b64decode, answer["pdfs"]))


def _error(navn: str, message: str, where: str, look: Look) -> CaseworkError:
    if found := re.search(r'the text `"(.+?)"` could not be displayed', message, re.DOTALL):
        return NotShowable(navn=navn, tegn=f"tegnet {found[1]}")
    place = re.search(r"(\w+\.typ):(\d+):", where)
    linje = f" ({place[1]}, linje {place[2]})" if place and place[1] == LETTER else ""
    return LookBroken(fil=look.file(LETTER), navn=navn, fejl=message + linje)


def _docx(letter: Letter, docx: bytes, stationery: Path, program: Program) -> bytes:
    if len(docx) < _SMALLEST or not docx.startswith(b"PK"):
        raise program.failed("Word-filen er tom")
    return word.finish(docx, letter, stationery)


def _checked(pdf: bytes, program: Program) -> bytes:
    if len(pdf) < _SMALLEST or not pdf.startswith(b"%PDF"):
        raise program.failed("PDF-filen er tom")
    return pdf
