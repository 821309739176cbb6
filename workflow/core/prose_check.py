"""Everything about a report's chapter that a reader should not be the first to see."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from workflow.core.elsewhere import Municipality, System
from workflow.core.markdown import comments_blanked
from workflow.core.printed import Trykt
from workflow.core.prose import GAP, Finding
from workflow.core.prose_figures import Printed, claims
from workflow.core.prose_slips import as_words, slips, strangers
from workflow.core.prose_sums import sums

_GAP = re.compile(r"(?<!\[)\[(?:skriv|mangler)\b[^\]\n]*\]?", re.IGNORECASE)
_ELSEWHERE = "{navn} er en anden kommune"
_TWO_SYSTEMS = "der står {navn}; nævn kun det system, kommunen bruger"


class Names(Struct, frozen=True):
    """The names that do not belong in a report of this municipality."""

    kommuner: Mapping[str, re.Pattern[str]] = field(default_factory=dict)
    systemer: Mapping[str, re.Pattern[str]] = field(default_factory=dict)


def foreign(own: str, kommuner: Sequence[Municipality], systemer: Sequence[System]) -> Names:
    """Return the names of other municipalities, and of the systems that cases are kept in.

    A name that is also an ordinary word counts only before "Kommune".
    """
    others = [row for row in kommuner if as_words([row.navn]).search(own) is None]
    return Names(
        {
            row.navn: as_words([f"{row.navn} Kommune"] if row.ogsaa_ord else [row.navn])
            for row in others
        },
        {row.navn: as_words(row.skrivemaader or (row.navn,)) for row in systemer},
    )


def check(text: str, tables: Sequence[Trykt], names: Names) -> list[Finding]:
    """Return what there is to see to in a chapter, line by line."""
    found = [*gaps(text), *claims(text, Printed(tables)), *sums(text), *slips(text)]
    found += strangers(text, names.kommuner, _ELSEWHERE)
    return sorted(set(found))


def systems(texts: Mapping[str, str], names: Names) -> Iterator[tuple[str, Finding]]:
    """Yield where a report names more than one system, for cases are kept in one."""
    told = [
        (fil, name, finding)
        for fil, text in texts.items()
        for name, written in names.systemer.items()
        for finding in strangers(text, {name: written}, _TWO_SYSTEMS)
    ]
    if len({name for _, name, _ in told}) > 1:
        yield from ((fil, finding) for fil, _, finding in told)


def gaps(text: str) -> Iterator[Finding]:
    """Yield each place that the adviser is still to write."""
    for number, line in enumerate(comments_blanked(text).splitlines(), 1):
        for found in _GAP.finditer(line):
            yield Finding(number, GAP, f"her mangler tekst: {found[0]}")
