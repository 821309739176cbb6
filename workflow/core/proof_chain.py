"""Each case's chain followed through the journal: no entry may hang loose (`core.entry`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from workflow.core.entry import FIRST, Booked, chain_value

_BROKEN = (
    "kæden er brudt: den post, som denne bygger på, findes ikke i journalen. En tidligere post er "
    "ændret eller taget ud"
)
_AGAIN = "posten står to gange"
_BEGUN = "sagen begynder forfra: nummeret er brugt før"
_SPLIT = "kæden ender flere steder. Posterne, som intet bygger videre på, er"


class Chains:
    """The chain values met so far: which case each is of, and those that nothing builds upon."""

    def __init__(self) -> None:
        """Begin with an empty journal."""
        self._cases: dict[bytes, str] = {}
        self._tips: dict[str, dict[bytes, str]] = defaultdict(dict)

    def add(self, booked: Booked, *, alone: bool) -> Iterator[str]:
        """Take the next entry; *alone*: no other history runs beside this one.

        Where two histories run side by side, both may have made the same entry, or begun a case of
        the same number; the entries that join them say which is which.
        """
        value, tips = bytes.fromhex(chain_value(booked)), self._tips[booked.sag]
        if value in self._cases:
            if alone:
                yield _AGAIN
            return
        if booked.forrige == FIRST:
            if alone and tips:
                yield _BEGUN
                tips.clear()
        elif self._cases.get(bytes.fromhex(booked.forrige)) != booked.sag:
            yield _BROKEN
            tips.clear()
        self._build_upon(booked)
        for other in booked.fletter:
            if other == FIRST or bytes.fromhex(other) not in self._cases:
                yield "den post, som denne fletter ind, findes ikke i journalen"
        self._cases[value] = booked.sag
        tips[value] = f"{booked.dato} {booked.handling}"

    def ends(self) -> Iterator[tuple[str, str]]:
        """Yield each case whose chain ends in more places than one, and what to say of it."""
        for sag, tips in self._tips.items():
            if len(tips) > 1:
                yield sag, f"{_SPLIT} {' og '.join(tips.values())}"

    def _build_upon(self, booked: Booked) -> None:
        for value in (booked.forrige, *booked.fletter):
            if value != FIRST:
                ident = bytes.fromhex(value)
                self._tips[self._cases.get(ident, booked.sag)].pop(ident, None)
