"""What lies in the cases' folders now, with the ids that Git would give it; links are not gone."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from workflow.archive.journal.objects import object_id


def blobs(root: Path, name: str) -> Iterator[tuple[str, str]]:
    """Yield each case's file of that name, or the files of its folder of that name, and its id."""
    for year in _below(root, ""):
        if year.name.isdigit() and year.is_dir(follow_symlinks=False):
            for case in _below(root, year.name):
                yield from _of_case(root, f"{year.name}/{case.name}/{name}")


def _of_case(root: Path, path: str) -> Iterator[tuple[str, str]]:
    top = root / path
    if top.is_symlink() or top.parent.is_symlink():
        return
    if top.is_file():
        yield path, object_id("blob", top.read_bytes())
    elif top.is_dir():
        for found in _below(root, path):
            inner = f"{path}/{found.name}"
            if found.is_dir(follow_symlinks=False):
                yield from _of_case(root, inner)
            elif found.is_file(follow_symlinks=False):
                yield inner, object_id("blob", (root / inner).read_bytes())


def _below(root: Path, path: str) -> list[os.DirEntry[str]]:
    try:
        with os.scandir(root / path) as found:
            return sorted(found, key=lambda entry: entry.name)
    except NotADirectoryError:
        return []
