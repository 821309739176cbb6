"""What lies at the archive's top without being a part of an archive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from workflow.archive.casefile import OFFICE
from workflow.archive.journal.worktree import is_passing
from workflow.archive.recommendations import REPORTS
from workflow.archive.registers import CALLS, WORK
from workflow.core.seal import FOLDER as SEALS
from workflow.office.desk import OWN_RULES, OWN_TEMPLATES

_FOLDERS = {OWN_RULES, OWN_TEMPLATES, REPORTS, SEALS, WORK.navn, CALLS.navn}


def remarks(root: Path) -> Iterator[str]:
    """Yield the files and folders at the top that are neither ours, nor hidden, nor a year."""
    for path in sorted(root.iterdir()):
        if not _is_known(path):
            yield (
                f"{path.name} øverst i arkivet er ikke en del af det. Hører det til en sag, så læg "
                "det i sagens bilag; ellers flyt det ud."
            )


def _is_known(path: Path) -> bool:
    if path.name.startswith(".") or is_passing(path.name):
        return True
    if path.is_dir():
        return path.name in _FOLDERS or re.fullmatch(r"[0-9]{4}", path.name) is not None
    return path.name == OFFICE
