"""Folders as Git keeps them: found, listed and changed without the work of an index."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from workflow.archive.journal.objects import Objects

FILE = b"100644"
_FOLDER = b"40000"
_ID_LENGTH = 20


class Node(NamedTuple):
    """A line of a folder: a file or a folder, and the object that holds it."""

    mode: bytes
    id: str


def find(objects: Objects, tree: str, path: str) -> str | None:
    """Return the id of the file at *path*, if there is one."""
    node = _node(objects, tree, path)
    return node.id if node and node.mode != _FOLDER else None


def files(objects: Objects, tree: str, prefix: str) -> dict[str, str]:
    """Return path and id of the file at *prefix*, or of every file below it."""
    prefix = prefix.strip("/")
    node = _node(objects, tree, prefix)
    return dict(_below(objects, node, prefix)) if node else {}


def names(objects: Objects, tree: str, folder: str) -> tuple[str, ...]:
    """Return what a folder holds, by name, without looking any deeper."""
    node = _node(objects, tree, folder.strip("/"))
    return tuple(_nodes(objects.read(node.id))) if node and node.mode == _FOLDER else ()


def changed(objects: Objects, tree: str | None, changes: Mapping[str, str | None]) -> str | None:
    """Prepare the folder with files put in or (None) taken out; return its id, None if empty."""
    nodes = _nodes(objects.read(tree)) if tree else {}
    for name, below in _by_folder(changes).items():
        node = _changed(objects, nodes.pop(name, None), below)
        if node:
            nodes[name] = node
    return objects.prepare("tree", _written(nodes)) if nodes else None


def _changed(objects: Objects, node: Node | None, changes: Mapping[str, str | None]) -> Node | None:
    """Return the line for a file (its path is used up) or for a folder with changes below it."""
    inside = {path: ident for path, ident in changes.items() if path}
    if not inside:
        ident = changes[""]
        return Node(FILE, ident) if ident else None
    folder = changed(objects, node.id if node and node.mode == _FOLDER else None, inside)
    return Node(_FOLDER, folder) if folder else None


def _by_folder(changes: Mapping[str, str | None]) -> dict[str, dict[str, str | None]]:
    folders: dict[str, dict[str, str | None]] = defaultdict(dict)
    for path, ident in changes.items():
        name, _, rest = path.partition("/")
        folders[name][rest] = ident
    return folders


def _node(objects: Objects, tree: str, path: str) -> Node | None:
    node: Node | None = Node(_FOLDER, tree)
    for name in filter(None, path.split("/")):
        if node is None or node.mode != _FOLDER:
            return None
        node = _nodes(objects.read(node.id)).get(name)
    return node


def _below(objects: Objects, node: Node, path: str) -> Iterator[tuple[str, str]]:
    if node.mode != _FOLDER:
        yield path, node.id
        return
    for name, inner in _nodes(objects.read(node.id)).items():
        yield from _below(objects, inner, f"{path}/{name}" if path else name)


def _nodes(content: bytes) -> dict[str, Node]:
    nodes, at = {}, 0
    while at < len(content):
        space, end = content.index(b" ", at), content.index(b"\0", at)
        name = content[space + 1 : end].decode("utf-8", "surrogateescape")
        after = end + 1 + _ID_LENGTH
        nodes[name] = Node(content[at:space], content[end + 1 : after].hex())
        at = after
    return nodes


def _written(nodes: Mapping[str, Node]) -> bytes:
    return b"".join(
        node.mode + b" " + _bytes(name) + b"\0" + bytes.fromhex(node.id)
        for name, node in sorted(nodes.items(), key=_order)
    )


def _order(line: tuple[str, Node]) -> bytes:
    """Return what Git sorts by: a folder's name ends in a slash."""
    name, node = line
    return _bytes(name) + (b"/" if node.mode == _FOLDER else b"")


def _bytes(name: str) -> bytes:
    return name.encode("utf-8", "surrogateescape")
