"""Words that alone are nobody's name: a row of hverdagsord.yaml."""

from __future__ import annotations

from workflow.core.model import Tekst
from workflow.core.row import Row


class Ordinary(Row, frozen=True, kw_only=True):
    """Words that alone are nobody's name, though somebody may be called so."""

    ord: tuple[Tekst, ...]
