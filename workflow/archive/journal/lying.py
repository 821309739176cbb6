"""What lies in the cases' folders now, with the ids that Git would give it; links are not gone."""

from __future__ import annotations

import os
from collections.abc import Container, Iterator
from pathlib import Path

from workflow.archive.journal.objects import object_id
from workflow.archive.texts import content


def blobs(root: Path, names: Container[str]) -> Iterator[tuple[str, str]]:
    """Yield each case's files of those names, or all below its folders of them, and their ids."""
    for year in _below(str(root)):
        if year.name.isdigit() and year.is_dir(follow_symlinks=False):
            for case in _below(year.path):
                for found in _below(case.path) if case.is_dir(follow_symlinks=False) else ():
                    if found.name in names:
                        yield from _at(found, f"{year.name}/{case.name}/{found.name}")


def _at(found: os.DirEntry[str], path: str) -> Iterator[tuple[str, str]]:
    if found.is_dir(follow_symlinks=False):
        for inner in _below(found.path):
            yield from _at(inner, f"{path}/{inner.name}")
    elif found.is_file(follow_symlinks=False):
        yield path, object_id("blob", content(found.path))


def _below(path: str) -> list[os.DirEntry[str]]:
    with os.scandir(path) as found:
        return sorted(found, key=lambda entry: entry.name)
