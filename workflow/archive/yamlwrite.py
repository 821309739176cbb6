"""A YAML file written gently: what is changed is changed, and every other line stays as it is."""

from __future__ import annotations

import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from copy import deepcopy
from datetime import date
from difflib import SequenceMatcher
from typing import Any

from workflow.archive.yamlfile import BOM, LIMIT, TAG, WIDTH, Document, parser, plain
from workflow.core.errors import TooLong

# The name of a row, a letter or a paper: nothing in it means anything to YAML.
_NAME = re.compile(
    r"(?!(?:true|false|null)$)(?:\d{4}-\d\d-\d\d-)?[a-zæøå][a-zæøå0-9]*(?:[-/.][a-zæøå0-9]+)*"
)
_TAKEN_FOR_MORE = ("?", ":", "-", "\u0085")


def write(document: Document, before: Mapping[str, Any], after: Mapping[str, Any]) -> bytes:
    """Return the file with what differs between *before* and *after* changed, and no more.

    Comments, Windows line ends and a byte order mark are kept as they were. TooLong when the
    file could not be read again.
    """
    tree = deepcopy(document.tree)
    _update(tree, before, after)
    text = _kept(document.tekst.removeprefix(BOM), _dumped(document.tree), _sound(tree), tree)
    content = ((BOM if document.tekst.startswith(BOM) else "") + text).encode()
    if len(content) > LIMIT:
        raise TooLong(fil=document.fil, kilobyte=LIMIT // 1024)
    return content


def lines(events: Iterable[Mapping[str, Any]]) -> str | None:
    """Return the lines of events as `write` writes them; None where one has more than names."""
    try:
        written = [f"  - {_flow(event)}\n" for event in events]
    except ValueError:
        return None
    return "".join(written) if max(map(len, written)) < WIDTH else None


def _flow(value: Any) -> str:
    """Write what needs no quotes on one line; ValueError for what may need them."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{_flow(key)}: {_flow(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_flow, value)) + "]"
    if type(value) in (int, date) or (isinstance(value, str) and _NAME.fullmatch(value)):
        return str(value)
    raise ValueError


def _kept(original: str, untouched: str, changed: str, tree: Any) -> str:
    """Take over from *changed* the lines that differ from *untouched*, the rest from *original*."""
    if original == untouched:
        return changed
    windows = original.partition("\n")[0].endswith("\r")
    ended = changed.replace("\n", "\r\n") if windows else changed
    merged = "".join(_merged(_lines(original), _lines(untouched), _lines(ended)))
    return merged if _says(merged, tree) else ended


def _lines(text: str) -> list[str]:
    return [f"{line}\n" for line in text.split("\n")[:-1]] + [text.rpartition("\n")[2]]


def _merged(original: list[str], untouched: list[str], changed: list[str]) -> Iterator[str]:
    """Lay the differences between the second and the third over the first."""
    place = {0: 0, len(untouched): len(original)}
    for old, new, size in _compared(untouched, original).get_matching_blocks():
        place |= {old + step: new + step for step in range(size)}
    at = 0
    for kind, start, end, first, last in _compared(untouched, changed).get_opcodes():
        if kind != "equal":
            yield from original[at : place.get(start, at)]
            yield from changed[first:last]
            at = place.get(end, at)
    yield from original[at:]


def _compared(one: list[str], other: list[str]) -> SequenceMatcher[str]:
    """Compare lines, whatever their ends are."""
    first, second = ([line.rstrip("\r\n") for line in lines] for lines in (one, other))
    return SequenceMatcher(None, first, second, autojunk=False)


def _sound(tree: Any) -> str:
    """Write the tree so that it can be read again, with every text in quotes if need be."""
    text = _dumped(tree)
    return text if _says(text, tree) else _dumped(tree, quoted=True)


def _says(text: str, tree: Any) -> bool:
    from ruamel.yaml.error import YAMLError

    try:
        return bool(plain(parser().load(text.replace("\r\n", "\n"))) == plain(tree))
    except YAMLError:
        return False


def _dumped(tree: Any, *, quoted: bool = False) -> str:
    yaml = parser()

    def words(representer: Any, text: str) -> Any:
        careful = quoted or text.startswith(_TAKEN_FOR_MORE)
        return representer.represent_scalar(f"{TAG}str", text, style='"' if careful else None)

    yaml.representer.add_representer(type(None), lambda r, _: r.represent_scalar(f"{TAG}null", ""))
    yaml.representer.add_representer(str, words)
    yaml.representer.ignore_aliases = lambda _: True  # the same day twice is no anchor
    out = io.StringIO()
    yaml.dump(tree, out)
    return out.getvalue()


def _update(node: Any, before: Mapping[str, Any], after: Mapping[str, Any]) -> None:
    for key in before.keys() - after.keys():
        node.pop(key, None)
    for key, value in after.items():
        if value != before.get(key):
            _put(node, key, before.get(key), value)


def _put(node: Any, key: Any, old: Any, new: Any) -> None:
    """Change one value where it stands, going into it when it has parts."""
    if isinstance(new, Mapping) and isinstance(old, Mapping):
        _update(node[key], old, new)
    elif isinstance(new, list) and isinstance(old, list) and old and new:
        _update_list(node[key], old, new)
    else:
        node[key] = _block(new)


def _update_list(node: Any, before: Sequence[Any], after: Sequence[Any]) -> None:
    for index, (old, new) in enumerate(zip(before, after, strict=False)):
        if old != new:
            _put(node, index, old, new)
    del node[len(after) :]
    node.extend(_line(new) for new in after[len(before) :])


def _block(value: Any) -> Any:
    """Write a first list as lines of their own."""
    from ruamel.yaml.comments import CommentedSeq

    if not isinstance(value, list) or not any(isinstance(item, Mapping) for item in value):
        return value
    return CommentedSeq([_line(item) for item in value])


def _line(value: Any) -> Any:
    """Write what has a day of its own on one line: an event, a call; the rest on several."""
    from ruamel.yaml.comments import CommentedMap

    if not isinstance(value, Mapping):
        return value
    line = CommentedMap(value)
    if "dato" in value:
        line.fa.set_flow_style()
    return line
