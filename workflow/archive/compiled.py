"""Shipped YAML files read once for each version of them; nothing depends on the copy."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any

FOLDER = Path(__file__).parent / "__pycache__"


def data(name: str, files: Sequence[Path], read: Callable[[Path], Any]) -> Mapping[str, Any]:
    """Return each file's data by its stem, from the compiled copy when it is up to date."""
    copy = FOLDER / f"{name}.json"
    stamp = [[path.name, path.stat().st_size, path.stat().st_mtime_ns] for path in files]
    with suppress(OSError, ValueError, KeyError, TypeError):
        compiled = json.loads(copy.read_bytes())
        if compiled["stamp"] == stamp:
            return dict(compiled["data"])
    found = {path.stem: read(path) for path in files}
    _keep(copy, {"stamp": stamp, "data": found})
    return found


def _keep(copy: Path, content: Mapping[str, Any]) -> None:
    temporary = copy.with_suffix(f".{os.getpid()}")
    try:
        FOLDER.mkdir(exist_ok=True)
        temporary.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
        temporary.replace(copy)
    except OSError:
        with suppress(OSError):
            temporary.unlink()
