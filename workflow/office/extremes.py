"""How far sums can go within bounds: linear programs, solved by HiGHS."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from workflow.core.intervals import Bound, End, Wanted


def reach(bounds: Sequence[Bound], wanted: Sequence[Wanted]) -> Mapping[int, tuple[End, End]]:
    """Return, for each wanted sum that cannot go far enough, its ends and what stops it."""
    return {}
