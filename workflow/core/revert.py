"""Taking one change back out of data that has changed since."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

Data = dict[str, Any]
Path = tuple[str | int, ...]


def reverted(now: Data, before: Data, after: Data) -> tuple[Data, list[Path]]:
    """Undo in *now* what led from *before* to *after*.

    Returns the data, and the paths that have been changed since and were therefore left alone.
    """
    conflicts: list[Path] = []
    return dict(_undone(now, before, after, (), conflicts)), conflicts


def _undone(
    now: Mapping[Any, Any],
    before: Mapping[Any, Any],
    after: Mapping[Any, Any],
    path: Path,
    conflicts: list[Path],
) -> Iterator[tuple[Any, Any]]:
    for key in dict.fromkeys([*now, *before]):
        old, new, value = before.get(key), after.get(key), now.get(key)
        if old == new:
            result = value
        elif value == new:
            result = old
        else:
            result = _inside(value, old, new, (*path, key), conflicts)
        if result is not None:
            yield key, result


def _inside(now: Any, old: Any, new: Any, path: Path, conflicts: list[Path]) -> Any:
    """Go into groups and lists; anything else that has changed since is a conflict."""
    if all(isinstance(part, Mapping) for part in (now, old, new)):
        return dict(_undone(now, old, new, path, conflicts))
    if all(isinstance(part, list) for part in (now, old, new)) and len(now) >= len(new):
        value, before, after = (dict(enumerate(part)) for part in (now, old, new))
        return list(dict(_undone(value, before, after, path, conflicts)).values())
    conflicts.append(path)
    return now
