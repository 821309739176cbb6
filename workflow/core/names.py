"""Names of files that must not collide."""

from __future__ import annotations

from collections.abc import Collection


def numbered(name: str, taken: Collection[str]) -> str:
    """Return the name, or with -2, -3 … behind it when it is taken."""
    number, free = 1, name
    while free in taken:
        number += 1
        free = f"{name}-{number}"
    return free


def stems(paths: Collection[str]) -> frozenset[str]:
    """Return the paths without the ending of their last part."""
    return frozenset(path.rpartition(".")[0] for path in paths)
