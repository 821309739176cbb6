"""Shipped YAML files read once for each version of them; nothing depends on the copy."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from workflow.archive import aside

FOLDER = Path(__file__).parent / "__pycache__"


def data(name: str, files: Sequence[Path], read: Callable[[Path], Any]) -> Mapping[str, Any]:
    """Return each file's data by its stem, from the compiled copy when it is up to date."""
    copy = FOLDER / f"{name}.json"
    stamp = [[path.name, path.stat().st_size, path.stat().st_mtime_ns] for path in files]
    with suppress(OSError, msgspec.MsgspecError, KeyError, TypeError):
        compiled = msgspec.json.decode(copy.read_bytes())
        if compiled["stamp"] == stamp:
            return dict(compiled["data"])
    found = {path.stem: read(path) for path in files}
    aside.keep(copy, msgspec.json.encode({"stamp": stamp, "data": found}))
    return found
