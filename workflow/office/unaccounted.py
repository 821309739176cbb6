"""Finished letters that no event of their case has, as when an old sag.yaml has been saved."""

from __future__ import annotations

from pathlib import Path

from workflow.archive import places
from workflow.core.model import Sag
from workflow.office.gather import LETTERS


def letters(root: Path, sag: Sag) -> list[str]:
    """Return the names of the letters in a case's folder that its forløb knows nothing of."""
    lying = (root / places.case_folder(sag.nummer) / LETTERS).glob("*.md")
    known = {name for event in sag.forloeb for name in event.breve}
    return sorted({path.stem for path in lying} - known)


def remark(names: list[str]) -> str:
    """Say it, and where to look."""
    return (
        f"{', '.join(names)} ligger i {LETTERS}/, men ingen linje i forloeb har lavet det. Se i "
        "inv journal, om et gammelt vindue i editoren er gemt oven i en nyere sag.yaml."
    )
