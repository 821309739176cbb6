"""Set PDF in a process of its own, for a compilation cannot be stopped from within.

Run by `publish` as a file, so it imports nothing of ours and is warm in a moment: a line of JSON
with the look comes first, a line with the letters follows, and a line with the results goes back.
"""

from __future__ import annotations

import json
import sys
from base64 import b64encode
from contextlib import suppress
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from typst import Compiler

STANDARDS = ["a-2a", "ua-1"]


def main() -> None:
    """Read the look and the letters, and answer with the PDFs or the first thing wrong."""
    look = json.loads(sys.stdin.readline())
    _limit_memory(look["megabytes"])
    compiler = _compiler(look)
    _rehearse(compiler, look["template"])
    letters = sys.stdin.readline()
    if letters:
        sys.stdout.write(json.dumps(_answer(compiler, json.loads(letters))))


def _limit_memory(megabytes: int) -> None:
    """Refuse to grow past the limit; Windows has only the time limit."""
    try:
        import resource
    except ImportError:
        return
    size = megabytes * 1024 * 1024
    try:
        resource.setrlimit(resource.RLIMIT_AS, (size, size))
    except (ValueError, OSError):
        return  # macOS may refuse; the time limit holds there too.


def _compiler(look: dict[str, Any]) -> Compiler:
    from typst import Compiler, Fonts

    fonts = Fonts(
        include_system_fonts=False, include_embedded_fonts=False, font_paths=look["fonts"]
    )
    return Compiler(
        root=look["root"],
        font_paths=fonts,
        package_path=look["root"],  # No package is looked for, nor fetched, anywhere else.
        package_cache_path=look["root"],
    )


def _rehearse(compiler: Compiler, template: str) -> None:
    """Read the template and the fonts while pandoc is at work; what is wrong is told later."""
    from typst import TypstError

    with suppress(TypstError):
        compiler.compile(input=f'#import "/{template}": *\n*Aa* _Aa_ Aa'.encode(), format="pdf")


def _answer(compiler: Compiler, letters: list[dict[str, Any]]) -> dict[str, Any]:
    from typst import TypstError

    pdfs: list[str] = []
    for letter in letters:
        try:
            make = _png if letter.get("png") else _pdf
            pdfs.append(b64encode(make(compiler, letter)).decode("ascii"))
        except TypstError as error:
            trouble = {"message": error.message, "where": error.diagnostic}
            return {"trouble": {"navn": letter["navn"], **trouble}}
    return {"pdfs": pdfs}


def _pdf(compiler: Compiler, letter: dict[str, Any]) -> bytes:
    pdf = compiler.compile(
        letter["typst"].encode(),
        format="pdf",
        # Inputs outlive a compilation: given every time, no citizen's data reach the next letter.
        sys_inputs={"meta": json.dumps(letter["meta"])},
        pdf_standards=STANDARDS,  # type: ignore[arg-type]  # invariant list of literals
        timestamp=letter["timestamp"],
    )
    assert isinstance(pdf, bytes), "one PDF is asked for"
    return pdf


def _png(compiler: Compiler, drawing: dict[str, Any]) -> bytes:
    png = compiler.compile(
        drawing["typst"].encode(),
        format="png",
        ppi=drawing["png"],
        sys_inputs={"meta": json.dumps(drawing["meta"])},
    )
    assert isinstance(png, bytes), "a drawing is one page"
    return png


if __name__ == "__main__":
    main()
