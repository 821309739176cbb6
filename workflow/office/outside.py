"""Where something is written that is taken along: never in an archive, always in a folder."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Mapping
from pathlib import Path

from workflow.archive import aside, places
from workflow.core.errors import BadValue
from workflow.office.desk import Office


def folder(
    office: Office, flag: str, given: str, hvad: str, unfit: Callable[[Path], str | None]
) -> Path:
    """Return the folder that was given; BadValue when *unfit* says why, or it can be none."""
    place = places.home(given).absolute()
    inside = place.resolve().is_relative_to(office.root.resolve())
    return _fit(place, flag, given, hvad, unfit(place), inside=inside)


def new_folder(flag: str, given: str, hvad: str) -> Path:
    """Return a folder that is not there yet and lies in no archive at all; BadValue if it does."""
    place = places.home(given).absolute()
    inside = places.around(place.resolve().parent) is not None
    return _fit(place, flag, given, hvad, taken(place), inside=inside)


def taken(place: Path) -> str | None:
    """Say that there is something where a new folder is to be."""
    there = place.is_symlink() or place.exists()
    return "findes allerede. Giv en ny mappe med --til." if there else None


def laid(place: Path, made: Mapping[str, bytes]) -> Path:
    """Write the files beside their place, over what a killed command left there."""
    half = place.with_name(f".{place.name}.halv")
    if half.exists():
        shutil.rmtree(half)
    for name, content in made.items():
        (half / name).parent.mkdir(parents=True, exist_ok=True)
        aside.put(half / name, content)
    return half


def _fit(place: Path, flag: str, given: str, hvad: str, fault: str | None, *, inside: bool) -> Path:
    if inside:
        fault = f"ligger i arkivet. Læg {hvad} et andet sted."
    elif not fault and not place.parent.is_dir():
        fault = "kan ikke laves: mappen, den skal ligge i, findes ikke."
    if fault:
        raise BadValue(fejl=f"--{flag}: {given} {fault}")
    return place
