"""Each case's chain followed through the journal: no entry may hang loose (`core.entry`)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from workflow.core.entry import FIRST, Booked, chain_value
from workflow.core.renumbering import moved_from

_BROKEN = (
    "kæden er brudt: den post, som denne bygger på, findes ikke i journalen. En tidligere post er "
    "ændret eller taget ud"
)
_AGAIN = "posten står to gange"
_BEGUN = "sagen begynder forfra: nummeret er brugt før"
_LOST = "den post, som denne fletter ind, findes ikke i journalen"
_STRANGE = "posten fletter en anden sags post ind"
_SPLIT = "kæden ender flere steder. Posterne, som intet bygger videre på, er"


class Chains:
    """The chain values met so far: which case each is of, and those that nothing builds upon."""

    def __init__(self) -> None:
        """Begin with an empty journal."""
        self._cases: dict[bytes, str] = {}
        self._tips: dict[str, dict[bytes, str]] = defaultdict(dict)
        self._numbers: dict[str, set[str]] = {}

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
        yield from self._build_upon(booked)
        self._cases[value] = booked.sag
        tips[value] = f"{booked.dato} {booked.handling}"

    def ends(self) -> Iterator[tuple[str, str]]:
        """Yield each case whose chain ends in more places than one, and what to say of it."""
        for sag, tips in self._tips.items():
            if len(tips) > 1:
                yield sag, f"{_SPLIT} {' og '.join(tips.values())}"

    def _build_upon(self, booked: Booked) -> Iterator[str]:
        """Take what the entry goes on from off the ends; it may be of the case's earlier number."""
        self._remember(booked)
        own = self._numbers.get(booked.sag, {booked.sag})
        self._tips[booked.sag].pop(_ident(booked.forrige), None)
        for value in booked.fletter:
            case = self._cases.get(_ident(value))
            if case in own:
                self._tips[case].pop(_ident(value), None)
            else:
                yield _LOST if case is None else _STRANGE

    def _remember(self, booked: Booked) -> None:
        """Remember the numbers that a case has had before."""
        if old := moved_from(booked):
            known = self._numbers.setdefault(booked.sag, {booked.sag})
            known |= self._numbers.get(old, {old})


def _ident(value: str) -> bytes:
    return b"" if value == FIRST else bytes.fromhex(value)
