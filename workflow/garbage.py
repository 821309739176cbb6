"""How seldom Python looks for garbage: what we do is over before there is much worth finding."""

from __future__ import annotations

import gc


def look_seldom() -> None:
    """Let this process look for garbage seldom."""
    gc.set_threshold(200_000, 50, 50)
