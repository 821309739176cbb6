"""Every sentence the program can say, found where it stands in the code."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

PROGRAM = Path(__file__).parents[1]
FAULTS = ("core.proof_chain", "core.proof_links", "core.proof_rules", "office.proving")
LAYERS = ("core", "archive", "documents", "office", "counter")
_LEAST_WORDS = 3
_SENTENCE = re.compile(r"[.:!?]\W*$|[.?] [A-ZÆØÅ]")
_CODE = re.compile(r"^<|\(\?|\\[dwsS]|\$")
_NO_MESSAGES = ("description", "help")  # what an editor or --help shows beside a key

Function = ast.FunctionDef | ast.ClassDef | ast.Module


class Message(NamedTuple):
    """A sentence with its blanks, the module, and the function or class that it stands in."""

    module: str
    place: str
    text: str


def messages() -> Iterator[Message]:
    """Yield every message, module by module, in the order of the code."""
    for layer in LAYERS:
        for path in sorted((PROGRAM / layer).rglob("*.py")):
            module = path.relative_to(PROGRAM).with_suffix("").as_posix().replace("/", ".")
            tree = ast.parse(path.read_text(encoding="utf-8"))
            wordy = module in FAULTS
            found = _within(tree, "", wordy=wordy)
            yield from (Message(module, place, text) for place, text in found)


def _within(node: ast.AST, place: str, *, wordy: bool) -> Iterator[tuple[str, str]]:
    """Yield each sentence below a node with the name of what it stands in."""
    for child in ast.iter_child_nodes(node):
        if _is_none(child, node):
            continue
        if isinstance(child, ast.FunctionDef | ast.ClassDef):
            yield from _within(child, place or child.name, wordy=wordy)
        elif isinstance(child, ast.Assign | ast.AnnAssign) and not place:
            yield from _within(child, _target(child), wordy=wordy)
        elif (text := _text(child)) is None:
            yield from _within(child, place, wordy=wordy)
        elif _is_message(text, raised=wordy or _raises(node)):
            yield place, text


def _raises(node: ast.AST) -> bool:
    """Tell whether what stands here is told by an error."""
    return isinstance(node, ast.keyword) or ast.unparse(node).startswith("besked = ")


def _is_message(text: str, *, raised: bool) -> bool:
    """Tell whether a text is a sentence, or what an error is raised with."""
    wordy = len(text.split()) >= _LEAST_WORDS and not _CODE.search(text)
    return wordy and (raised or _SENTENCE.search(text) is not None)


def _target(node: ast.Assign | ast.AnnAssign) -> str:
    """Name what is assigned to."""
    return ast.unparse(node.target if isinstance(node, ast.AnnAssign) else node.targets[0])


def _is_none(child: ast.AST, parent: ast.AST) -> bool:
    """Tell what is no message: a docstring, and what is shown beside a key."""
    if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
        return True
    return isinstance(child, ast.keyword) and child.arg in _NO_MESSAGES


def _text(node: ast.AST) -> str | None:
    """Return what a literal says, with a name for each blank."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) else None
    if isinstance(node, ast.JoinedStr):
        return "".join(map(_part, node.values))
    return None


def _part(node: ast.expr) -> str:
    if isinstance(node, ast.FormattedValue):
        return f"{{{_blank(node.value)}}}"
    return str(node.value) if isinstance(node, ast.Constant) else ""


def _blank(value: ast.expr) -> str:
    """Name a blank by the last name that goes into it."""
    if isinstance(value, ast.IfExp) and (choice := _choice(value)):
        return choice
    names = [n.attr if isinstance(n, ast.Attribute) else n.id for n in _named(value)]
    return names[-1] if names else "…"


def _choice(value: ast.IfExp) -> str:
    """Name both words where one of two is said: sag/sager."""
    words = [_text(part) for part in (value.body, value.orelse)]
    return "/".join(word for word in words if word)


def _named(value: ast.expr) -> list[ast.Attribute | ast.Name]:
    if isinstance(value, ast.Attribute | ast.Name):
        return [value]
    children = (part for part in ast.iter_child_nodes(value) if isinstance(part, ast.expr))
    return [name for child in children for name in _named(child)]
