"""Where something is written that is taken along: never in the archive, always in a folder."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from workflow.archive import places
from workflow.core.errors import BadValue
from workflow.office.desk import Office


def folder(
    office: Office, flag: str, given: str, hvad: str, unfit: Callable[[Path], str | None]
) -> Path:
    """Return the folder that was given; BadValue when *unfit* says why, or it can be none."""
    place = places.home(given).absolute()
    fault = unfit(place)
    if place.resolve().is_relative_to(office.root.resolve()):
        fault = f"ligger i arkivet. Læg {hvad} et andet sted."
    elif not fault and not place.parent.is_dir():
        fault = "kan ikke laves: mappen, den skal ligge i, findes ikke."
    if fault:
        raise BadValue(fejl=f"--{flag}: {given} {fault}")
    return place
