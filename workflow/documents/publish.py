"""Make DOCX and PDF of letters: the same Markdown, the same bytes, all of them or none."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any, Self

from workflow.core.errors import CaseworkError, LookBroken, NotShowable
from workflow.documents import frontmatter, pandoc, processes, typesetter, word
from workflow.documents.frontmatter import Letter
from workflow.documents.look import LETTER, STATIONERY, Look
from workflow.documents.processes import Program

__all__ = ["Look", "Press", "Rendered", "Source", "render"]

Process = subprocess.Popen[bytes]

_BEGINNING = """\
#import "/brev.typ": brev, endless, felt, horizontalrule
#show: brev.with(json(bytes(sys.inputs.meta)))

"""
# A proxy that nobody is: a template that imports a package fails at once, and nothing is fetched.
_OFFLINE = dict.fromkeys(("HTTPS_PROXY", "https_proxy", "HTTP_PROXY"), "http://127.0.0.1:9")
_SMALLEST = 1000
_TYPESETTER = ("Sætteriet Typst", "typst")
_CONVERTER = ("Programmet pandoc", "pypandoc_binary")


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


class Press:
    """The programs that set letters; they can be warmed up while the letters are being written."""

    def __init__(
        self, look: Look, *, limit_seconds: float = 30, limit_megabytes: int = 1024
    ) -> None:
        """Take the look and the limits; nothing is started yet."""
        self._look = look
        self._seconds = limit_seconds
        self._megabytes = limit_megabytes
        self._stack = ExitStack()
        self._typesetter: Process | None = None
        self._converters: list[Process] = []

    def __enter__(self) -> Self:
        """Return the press, to be left clean when the block ends."""
        return self

    def __exit__(self, *_: object) -> None:
        """Leave none of the programs behind."""
        self._stack.close()

    def warm(self, letters: int) -> None:
        """Start the programs for so many letters; what fails is told when it is needed."""
        with suppress(CaseworkError):
            self._start(partial(Program, breve="", seconds=0, deadline=0), letters)

    def render(self, sources: Sequence[Source]) -> tuple[Rendered, ...]:
        """Make both formats of every letter, or say in Danish why none could be made."""
        letters = [frontmatter.read(source.navn, source.markdown) for source in sources]
        if not letters:
            return ()
        program = partial(
            Program,
            breve=", ".join(letter.navn for letter in letters),
            seconds=self._seconds,
            deadline=processes.deadline(self._seconds),
        )
        stationery = self._look.file(STATIONERY)
        word.inspect(stationery)
        worker = self._start(program, len(letters))
        converter, typst = program(*_CONVERTER), program(*_TYPESETTER)
        written = pandoc.write(self._converters, letters, stationery, converter)
        work = [_work(letter, text.typst) for letter, text in zip(letters, written, strict=True)]
        with ThreadPoolExecutor(1) as pool:
            question = json.dumps(work).encode("ascii")
            answer = pool.submit(processes.answer, typst, worker, question)
            words = [
                _docx(letter, text.docx, stationery, converter)
                for letter, text in zip(letters, written, strict=True)
            ]
            pdfs = _pdfs(json.loads(answer.result()), self._look)
        return tuple(
            Rendered(letter.navn, docx, _checked(pdf, typst))
            for letter, docx, pdf in zip(letters, words, pdfs, strict=True)
        )

    def _start(self, program: Callable[..., Program], letters: int) -> Process:
        """Start what is not running yet."""
        if self._typesetter is None:
            first = _first(self._look, self._megabytes)
            running = processes.running(program(*_TYPESETTER), _typesetter(), _OFFLINE)
            self._typesetter = self._stack.enter_context(running)
            _warm(self._typesetter, first)
        if not self._converters:
            self._converters = pandoc.start(
                self._stack, program(*_CONVERTER), letters, self._megabytes
            )
        return self._typesetter


def render(sources: Sequence[Source], look: Look, **limits: Any) -> tuple[Rendered, ...]:
    """Make both formats of every letter at once, or say in Danish why none could be made."""
    with Press(look, **limits) as press:
        return press.render(sources)


def _typesetter() -> tuple[str, ...]:
    # By path, so that it starts in any folder; -P, so that ours are not taken for others' modules.
    return (sys.executable, "-P", str(Path(typesetter.__file__)))


def _first(look: Look, megabytes: int) -> bytes:
    """Return what the typesetter needs to warm up; LookIncomplete when it is not there."""
    told = {
        "root": str(look.file(LETTER).parent),
        "fonts": [str(folder) for folder in look.fonts()],
        "megabytes": megabytes,
    }
    return json.dumps(told).encode("ascii") + b"\n"


def _warm(worker: Process, first: bytes) -> None:
    assert worker.stdin is not None
    try:
        worker.stdin.write(first)
        worker.stdin.flush()
    except OSError:
        return  # It is dead; its last words are read when its answer is due.


def _work(letter: Letter, typst: str) -> dict[str, Any]:
    return {
        "navn": letter.navn,
        "typst": _BEGINNING + typst,
        "meta": {
            **letter.fakta,
            "dokumenttype": letter.dokumenttype,
            "forfatter": letter.afsender,
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
