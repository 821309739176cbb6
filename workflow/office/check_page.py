"""What inv tjek found, as a page and as data: faults first, many remarks of one kind gathered."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from workflow.core.errors import BadFile
from workflow.office.checking import Findings

SHOWN = 3
_UNCHECKED = (
    "Sagerne og journalen er ikke efterset, for arkivets egne filer skal kunne læses først. Ret "
    "dem, eller læg journalens udgave tilbage: inv forkast arkiv"
)


def page(found: Findings) -> str:
    """Return what was found as a page to read."""
    if not found.efterset:
        return "\n".join([*_part("Fejl", found.fejl), "", _UNCHECKED])
    entries = f"Journalen: {found.poster} {'post' if found.poster == 1 else 'poster'}."
    lines = [f"Efterset: {found.sager} {'sag' if found.sager == 1 else 'sager'}.", entries]
    remarks = [line for kind in found.slags for line in _gathered(kind)]
    for heading, told in (("Fejl", found.fejl), ("Bemærk", remarks)):
        if told:
            lines += ["", *_part(heading, told)]
    return "\n".join(lines if found.fejl else [*lines, "", "Ingen fejl."])


def data(found: Findings) -> dict[str, object]:
    """Return what was found as --json gives it, every remark among it."""
    return {
        "efterset": found.efterset,
        "sager": found.sager,
        "poster": found.poster,
        "fejl": list(found.fejl),
        "bemaerkninger": list(found.bemaerkninger),
    }


def refuse(found: Findings) -> None:
    """Raise BadFile when there are faults, so that the command ends with its code."""
    if found.fejl:
        raise BadFile(fejl=f"Arkivet har {len(found.fejl)} fejl. Ret dem, og kør inv tjek igen.")


def _part(heading: str, told: Iterable[str]) -> Iterator[str]:
    yield heading
    yield from (f"- {line}" for line in told)


def _gathered(kind: Sequence[str]) -> Iterator[str]:
    """Yield the remarks of one kind; of many only the first, for one more takes a line anyway."""
    if len(kind) <= SHOWN + 1:
        yield from kind
        return
    yield from kind[:SHOWN]
    yield f"… og {len(kind) - SHOWN} til af samme slags. Se alle med: inv tjek --json"
