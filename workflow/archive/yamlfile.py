"""A YAML file read strictly: every fault with its line.

Values are read as JSON has them: a date stays the text it is written as, so that one that does
not exist is a fault of that line and not the end of the reading.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from msgspec import Struct

from workflow.core.errors import BadFile

LIMIT = 256 * 1024
WIDTH = 4096
DEPTH = 20
MOST_TOLD = 100
_LARGEST = 10**18
BOM = "\ufeff"
TAG = "tag:yaml.org,2002:"

_MARKS = ("&", "*", "!", "<<")
_BEGINNINGS = re.compile(r"\n(?:%|[- ]{20})")
_NO_BRACKETS = bytes({*range(256)} - {*b"[]{}"})

_HALF = re.compile(r"\\[uU](?:0000)?[dD][89a-fA-F]")

_TOO_LARGE = re.compile(r"[\da-fA-F_]{18}|\d[eE]\+?\d\d|\\U(?!00(?:0\d|10))")

_SYNTAX = (
    ("duplicate key", "den samme nøgle står to gange. Slet den ene."),
    ("\\t", "linjen er rykket ind med tabulator. Brug mellemrum."),
    ("mapping values are not allowed", "teksten indeholder et kolon. Sæt den i anførselstegn."),
    ("special characters are not allowed", "filen indeholder et usynligt tegn. Slet linjen om."),
    ("found unexpected end of stream", "et anførselstegn er ikke lukket."),
    ("expected <block end>", "indrykningen passer ikke med linjerne ovenfor."),
    ("could not find expected", "der mangler et kolon efter nøglen."),
)


class Document(Struct, frozen=True):
    """A YAML file as it stands: its text, its plain data, and where each value is."""

    fil: str
    tekst: str
    tree: Any
    data: Any

    def linje(self, path: Sequence[str | int]) -> int:
        """Return the line of the value at *path*, or of what is nearest to it."""
        node: Any = self.tree
        line = 1
        for step in path:
            if isinstance(node, dict) and step in node:
                line = _mark(node).key(step)[0] + 1
            elif isinstance(node, list) and isinstance(step, int) and step < len(node):
                line = _mark(node).item(step)[0] + 1
            else:
                return line
            node = node[step]
        return line


def read(fil: str, content: bytes) -> Document:
    """Read a YAML file; BadFile says where it is broken."""
    from ruamel.yaml.error import YAMLError

    text = _text(fil, content)
    try:
        if suspicious(text):
            _guard(fil, text)
        tree = parser().load(text.removeprefix(BOM).replace("\r\n", "\n"))
        data = plain(tree)
    except RecursionError:
        raise BadFile(fejl=f"{fil}: filen er nøstet for dybt.") from None
    except (YAMLError, NotImplementedError) as error:  # the latter: comments that it cannot place
        raise BadFile(fejl=_syntax(fil, text, error)) from None
    except (ValueError, OverflowError):
        raise BadFile(fejl=_too_large(fil, text)) from None
    if not isinstance(tree, Mapping):
        raise BadFile(fejl=f"{fil}, linje 1: filen er tom eller er ikke en liste af nøgler.")
    document = Document(fil, text, tree, data)
    if found := _HALF.search(text):
        _refuse_halves(document, text.count("\n", 0, found.start()) + 1)
    return document


def _mark(node: Any) -> Any:
    return node.lc


def plain(value: Any) -> Any:
    """Return the value as JSON has it."""
    if isinstance(value, Mapping):
        return {str(key): plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [plain(item) for item in value]
    if isinstance(value, bool) or value is None:
        return value
    if isinstance(value, float):  # JSON knows no difference between 1.0 and 1
        return int(value) if value.is_integer() else float(value)
    if not isinstance(value, int):
        return str(value)
    if abs(value) > _LARGEST:
        raise OverflowError
    return int(value)


def parser() -> Any:
    """Return ruamel's reader and writer as we use it."""
    from ruamel.yaml import YAML
    from ruamel.yaml.constructor import RoundTripConstructor

    class Constructor(RoundTripConstructor):
        """Leave a date as written: whether it exists is the schema's business.

        So is what looks like a number and is none: a single `_`, which stops ruamel's own.
        """

        def construct_yaml_int(self, node: Any) -> Any:
            """Read a whole number, or leave what is none as text."""
            return _number(super().construct_yaml_int, node)

        def construct_yaml_float(self, node: Any) -> Any:
            """Read a number, or leave what is none as text."""
            return _number(super().construct_yaml_float, node)

    def written(constructor: Any, node: Any, values: Any = None) -> Any:
        try:
            return date.fromisoformat(node.value)
        except ValueError:
            return node.value

    Constructor.add_constructor(f"{TAG}timestamp", written)
    Constructor.add_constructor(f"{TAG}int", Constructor.construct_yaml_int)
    Constructor.add_constructor(f"{TAG}float", Constructor.construct_yaml_float)
    yaml = YAML(pure=True)
    yaml.Constructor = Constructor
    yaml.preserve_quotes = True
    yaml.width = WIDTH
    yaml.indent(mapping=2, sequence=4, offset=2)
    return yaml


def _number(read: Callable[[Any], Any], node: Any) -> Any:
    try:
        return read(node)
    except (ValueError, IndexError):
        return node.value


def _text(fil: str, content: bytes) -> str:
    if len(content) > LIMIT:
        raise BadFile(fejl=f"{fil}: filen er over {LIMIT // 1024} KB. Flyt lange tekster til .md.")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise BadFile(
            fejl=f"{fil}, linje {line}: filen er ikke gemt som UTF-8. Gem den igen som UTF-8."
        ) from None


def suspicious(text: str) -> bool:
    """Tell whether a file must be read an extra time first; nearly none has to."""
    marked = any(mark in text for mark in _MARKS) or _BEGINNINGS.search(f"\n{text}")
    return bool(marked) or _may_be_deep(text)


def _may_be_deep(text: str) -> bool:
    """Tell whether brackets may lie within each other more than half as deep as is allowed."""
    left, rounds = text.encode().translate(None, _NO_BRACKETS), 3
    for _ in range(rounds):  # each takes the innermost away, two layers at most
        left = left.replace(b"[]", b"").replace(b"{}", b"")
    return len(left) + 2 * rounds > DEPTH // 2


def _guard(fil: str, text: str) -> None:
    """Refuse what YAML can do and a case file must not: anchors, aliases, tags, great depth."""
    depth = 0
    for event in parser().parse(text):
        depth += type(event).__name__.endswith("StartEvent")
        depth -= type(event).__name__.endswith("EndEvent")
        line = event.start_mark.line + 1
        if getattr(event, "anchor", None) is not None:
            raise BadFile(
                fejl=f"{fil}, linje {line}: ankre (& og *) kan ikke bruges. Skriv teksten ud."
            )
        if getattr(event, "tag", None) is not None and _explicit(event):
            raise BadFile(fejl=f"{fil}, linje {line}: mærker (!) kan ikke bruges. Slet mærket.")
        merged = getattr(event, "value", None) == "<<" and not event.style  # quoted, it is a text
        if merged or getattr(event, "version", None):
            raise BadFile(fejl=f"{fil}, linje {line}: << og %YAML kan ikke bruges. Slet linjen.")
        if depth > DEPTH:
            raise BadFile(fejl=f"{fil}, linje {line}: filen er nøstet for dybt.")


def _refuse_halves(document: Document, line: int) -> None:
    """Refuse half a character, which can be written in YAML but not be kept anywhere."""
    try:
        json.dumps(document.data, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        raise BadFile(
            fejl=f"{document.fil}, linje {line}: \\uD… er et halvt tegn. Skriv selve tegnet."
        ) from None


def _explicit(event: Any) -> bool:
    implicit = event.implicit
    return str(event.tag) == "!" or not (any(implicit) if isinstance(implicit, tuple) else implicit)


def _too_large(fil: str, text: str) -> str:
    """Say where a number is that Python will not make, or a character that is none."""
    found = _TOO_LARGE.search(text)
    line = text.count("\n", 0, found.start()) + 1 if found else 1
    return f"{fil}, linje {line}: tallet er for stort, eller \\U… er intet tegn. Ret det."


def _syntax(fil: str, text: str, error: Exception) -> str:
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    said = f"{getattr(error, 'problem', '')} {error}"
    before = text[: getattr(error, "position", 0)]  # a sign that YAML does not know has no mark
    line = mark.line + 1 if mark is not None else before.count("\n") + 1
    remedy = next(
        (danish for english, danish in _SYNTAX if english in said),
        "linjen kan ikke læses. Se efter kolon, anførselstegn og indrykning.",
    )
    return f"{fil}, linje {line}: {remedy}"


def lines(document: Document, faults: Iterable[tuple[Sequence[str | int], str]]) -> list[str]:
    """Write each fault with the file and the line it is in, in the order of the file."""
    placed = sorted((document.linje(path), fault) for path, fault in faults)
    told = [f"{document.fil}, linje {line}: {fault}" for line, fault in placed[:MOST_TOLD]]
    more = len(placed) - MOST_TOLD
    return [*told, f"{document.fil}: og {more} fejl til."] if more > 0 else told
