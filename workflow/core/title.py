"""What a case is called when a command speaks of it."""

from __future__ import annotations

from workflow.core.model import Sag


def title(sag: Sag) -> str:
    """Name a case so that the wrong one is seen at once."""
    return f"Sag {sag.nummer} ({sag.borger.navn}: {sag.emne})"
