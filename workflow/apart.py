"""This program in a process apart from the command's own."""

from __future__ import annotations

import os
import sys
from pathlib import Path

_PROGRAM = Path(__file__).parents[1]


def command(module: str, *arguments: str) -> list[str]:
    """Return what runs a module; with -P no file that lies in the archive is taken for one."""
    return [sys.executable, "-P", "-m", module, *arguments]


def environment() -> dict[str, str]:
    """Return what the process is to know: where this program lies, wherever it was started from."""
    paths = [str(_PROGRAM), *filter(None, [os.environ.get("PYTHONPATH")])]
    return os.environ | {"PYTHONPATH": os.pathsep.join(paths)}
