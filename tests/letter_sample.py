"""A letter to make documents of, and ways to read what came out."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pikepdf

from workflow.archive import rulefiles
from workflow.documents.frontmatter import WORDS
from workflow.documents.look import Look
from workflow.documents.publish import Rendered, Source, render

TEMPLATES = Path(__file__).resolve().parents[1] / "templates"
LOOK = Look((TEMPLATES,))


def words(sprog: str) -> dict[str, str]:
    """Return the words that the look puts on the page in a language."""
    known = rulefiles.load().sprog[sprog].ord
    return {name: getattr(known, name) for name in WORDS}


FACTS = {
    "titel": "Din klage er sendt videre",
    "brev": "videresendelse-borger",
    "sagsnummer": "2026-0012",
    "dato": "2026-03-04",
    "dato_tekst": "4.\u00a0marts 2026",
    "sprog": "da-DK",
    "kommune": "Ishøj Kommune",
    "kontor": "Borgerrådgiveren",
    "uafhaengig": "Uafhængig af kommunens forvaltning",
    "kontakt": ["Rådhuset", "2635 Ishøj", "borgerraadgiver@example.dk"],
    "telefontid": ["Mandag–torsdag 9–15"],
    "modtager": ["Øjvind Åse", "Vejgade 1", "2635 Ishøj"],
    "form": "brev",
    "udkast": False,
    "ord": words("da"),
}

BODY = """\
Kære Øjvind Åse

## Hvad sker der nu?

- Du får svar fra centret.
- Jeg får en kopi.

1. Først
2. Dernæst

| Dato | Hændelse |
|---|---|
| 2. marts | Klagen kom |

: Sagens gang

::: {.borgerens-ord}
Det er aldrig sket.
:::

::: {.konklusion}
Det er beklageligt.

- at der ikke blev svaret
:::

::: {.underskrift}
Venlig hilsen
:::
"""


def source(body: str, navn: str = "brev", **facts: Any) -> Source:
    """Write a letter's file."""
    lines = [f"{key}: {json.dumps(value)}" for key, value in {**FACTS, **facts}.items()]
    return Source(navn, "\n".join(["---", *lines, "---", "", body]))


def made(body: str, look: Look = LOOK, **facts: Any) -> Rendered:
    """Make both formats of one letter."""
    return render([source(body, **facts)], look)[0]


def parts(docx: bytes) -> dict[str, str]:
    """Read the XML parts of a DOCX."""
    with zipfile.ZipFile(io.BytesIO(docx)) as package:
        return {name: package.read(name).decode() for name in package.namelist()}


def word_text(docx: bytes) -> str:
    """Read a DOCX as Word would show it: its paragraphs, a line each."""
    import docx as python_docx

    document = python_docx.Document(io.BytesIO(docx))
    return "\n".join(paragraph.text for paragraph in document.paragraphs)


def pdf_text(pdf: bytes) -> str:
    """Read the text of a PDF."""
    import pypdf

    return "\n".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(pdf)).pages)


def squeezed(text: str) -> str:
    """Leave out all white space: where a line breaks is the look's business."""
    return re.sub(r"\s", "", text)


def tags_below(node: Any) -> Iterator[str]:
    """Yield the tags of a PDF's structure, from a node down."""
    if isinstance(node, pikepdf.Array):
        for child in node:
            yield from tags_below(child)
    elif isinstance(node, pikepdf.Dictionary):
        if "/S" in node:
            yield str(node.S)
        yield from tags_below(node.get("/K", pikepdf.Array()))
