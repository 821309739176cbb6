"""Make DOCX and PDF of letters: the same Markdown, the same bytes, all of them or none."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack, suppress
from functools import partial
from pathlib import Path
from typing import Any, Self

from msgspec import Struct

from workflow.core.errors import CaseworkError
from workflow.documents import frontmatter, pandoc, processes, typesetting, word
from workflow.documents.frontmatter import Letter
from workflow.documents.look import LETTER, STATIONERY, Look
from workflow.documents.processes import Program
from workflow.documents.typesetting import TYPESETTER, Process

__all__ = ["Look", "Press", "Rendered", "Source", "render"]

_BEGINNING = """\
#import "/brev.typ": brev, endless, felt, horizontalrule
#show: brev.with(json(bytes(sys.inputs.meta)))

"""
_SMALLEST = 1000
CONVERTER = ("Programmet pandoc", "pypandoc_binary")


class Source(Struct, frozen=True):
    """A letter's file: its name without ending, and its text."""

    navn: str
    markdown: str


class Rendered(Struct, frozen=True):
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
        self._pool = self._stack.enter_context(ThreadPoolExecutor(1))
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

    def begin(self, sources: Sequence[Source]) -> Future[tuple[Rendered, ...]]:
        """Set the letters while something else is done; the same as `render` when it is asked."""
        return self._pool.submit(self.render, sources)

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
        converter, typst = program(*CONVERTER), program(*TYPESETTER)
        written = pandoc.write(self._converters, letters, stationery, converter)
        work = [_work(letter, text.typst) for letter, text in zip(letters, written, strict=True)]
        with ThreadPoolExecutor(1) as pool:
            question = typesetting.question(work)
            answer = pool.submit(processes.answer, typst, worker, question)
            words = [
                _docx(letter, text.docx, stationery, converter)
                for letter, text in zip(letters, written, strict=True)
            ]
            pdfs = typesetting.answered(answer.result(), self._look, LETTER)
        return tuple(
            Rendered(letter.navn, docx, typesetting.checked(pdf, typst))
            for letter, docx, pdf in zip(letters, words, pdfs, strict=True)
        )

    def _start(self, program: Callable[..., Program], letters: int) -> Process:
        """Start what is not running yet."""
        if self._typesetter is None:
            self._typesetter = typesetting.started(
                self._stack, self._look, LETTER, program(*TYPESETTER), self._megabytes
            )
        if not self._converters:
            self._converters = pandoc.start(
                self._stack, program(*CONVERTER), letters, self._megabytes
            )
        return self._typesetter


def render(sources: Sequence[Source], look: Look, **limits: Any) -> tuple[Rendered, ...]:
    """Make both formats of every letter at once, or say in Danish why none could be made."""
    with Press(look, **limits) as press:
        return press.render(sources)


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


def _docx(letter: Letter, docx: bytes, stationery: Path, program: Program) -> bytes:
    if len(docx) < _SMALLEST or not docx.startswith(b"PK"):
        raise program.failed("Word-filen er tom")
    return word.finish(docx, word.of_letter(letter), stationery)
