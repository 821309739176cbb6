"""Approving an archive's own templates on this machine: what they are, and what is new in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from workflow.archive import approval
from workflow.archive.approval import TEMPLATES, Changes

_NONE = f"Arkivet har ingen egne skabeloner (mappen {TEMPLATES}); der er intet at godkende."
_SEEN = "Intet er godkendt endnu. Åbn dem, der er nye eller ændrede, og kør så: inv godkend"
_DONE = "Skabelonerne er godkendt på denne maskine, som de er nu."


def page(root: Path, *, only_shown: bool) -> str:
    """Approve the templates, unless they are only to be shown, and return what they are."""
    found = approval.changes(root) if only_shown else approval.approve(root)
    lines = list(_lines(found))
    if not lines:
        return _NONE
    ended = _SEEN if only_shown and found.ikke_godkendt else _DONE
    return "\n".join([f"Arkivet {root} har skabeloner af sine egne:", *lines, ended])


def _lines(found: Changes) -> Iterator[str]:
    named = (
        ("ny", found.nye),
        ("ændret", found.aendrede),
        ("fjernet", found.fjernede),
        ("uændret", found.uaendrede),
    )
    for word, names in named:
        yield from (f"  {word:<8}  {approval.shown(name)}" for name in names)
