"""CPR numbers in a text: the one place that knows what one looks like.

A CPR number is known by its form and its date: day (60 more in a replacement number), month, year
and four digits. Modulus 11 tells only how sure we are, for numbers given out since 2007 need not
satisfy it (CPR-kontoret: »Personnumre uden kontrolciffer (modulus 11)«).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from workflow.core.scanned import Scanned

CERTAIN, POSSIBLE = "sikkert", "muligt"

_SEPARATORS = r"[ ]{0,2}[-./_]?(?:[ ]{0,2}\n)?[ ]{0,2}"
_WHOLE = re.compile(rf"(?<!\d)(\d\d)(\d\d)(?:19|20)?(\d\d)({_SEPARATORS})(\d{{4}})(?!\d)")
_PARTED = re.compile(
    rf"(?<!\d)(\d\d)([-./ ])(\d\d)\2(19|20)?(\d\d)({_SEPARATORS})(\d{{2}}[ ]?\d{{2}})(?!\d)"
)
_SPELLED = re.compile(r"(?<!\d)(?<!\d[ ])\d(?:([-./ ])\d)(?:\1{1,3}\d|[ ]?-[ ]?\d){8}(?!\d|[ ]\d)")
_TOLD = re.compile(r"(?i)(?:cpr|person-?n(?:umme)?r|p\.?nr)[^\n]{0,40}$")
_YEAR = re.compile(r"(?:19|20)\d\d$")
_BEFORE, _AFTER = re.compile(r"(?:\d[ ]|\+)\Z"), re.compile(r"[ ]\d")
_REPLACED, _DAYS, _MONTHS = 60, 31, 12
_WEIGHTS = (4, 3, 2, 7, 6, 5, 4, 3, 2, 1)
_LIKE = re.compile(r"(?<!\d)\d{6}[-_\s.]*\d{4}(?!\d)")


class Found(NamedTuple):
    """A number that is a CPR number, or may be one: where it stands, and how sure that is."""

    start: int
    end: int
    cifre: str
    grad: str

    @property
    def vist(self) -> str:
        """The number as it may be shown on a screen."""
        return f"{self.cifre[:6]}-••••"


def found(text: Scanned) -> Iterator[Found]:
    """Yield every number of the text that has the form and the date of a CPR number."""
    seen = set[int]()
    for hit in (*_whole(text.flat), *_parted(text.flat), *_spelled(text.flat)):
        if hit.start not in seen:
            seen.add(hit.start)
            yield hit


def holds(text: str) -> bool:
    """Tell whether something told is a CPR number, or ten digits that may be one."""
    if sum(map(str.isdigit, text)) < len(_WEIGHTS):
        return False
    hits = found(scanned := Scanned(text))
    return any(hit.grad == CERTAIN or scanned.flat[hit.start : hit.end].isdigit() for hit in hits)


def without(text: str) -> str:
    """Leave out whatever may be one: a file's name is a title in lists that are passed on."""
    return _LIKE.sub("", text)


def _whole(flat: str) -> Iterator[Found]:
    for match in _WHOLE.finditer(flat):
        day, month, year, gap, last = match.groups()
        digits = day + month + year + last
        if _is_date(digits) and not _in_a_token(flat, match, gap):
            yield Found(*match.span(), digits, _grade(flat, match.start(), digits, gap.strip(" ")))


def _grade(flat: str, start: int, digits: str, gap: str) -> str:
    """Tell how sure it is: a sign between, a word before, or the check digit."""
    parted = gap not in ("", "\n") or (gap == "" and flat[start + 6] == " ")
    sure = parted or _told(flat, start) or _checks(digits)
    return CERTAIN if sure else POSSIBLE


def _parted(flat: str) -> Iterator[Found]:
    for match in _PARTED.finditer(flat):
        day, sign, month, century, year, gap, last = match.groups()
        digits = day + month + year + last.replace(" ", "")
        if not _is_date(digits):
            continue
        told = _told(flat, match.start())
        period = _YEAR.match(last) and (century or "-" not in gap)
        if not told and (period or (sign == " " and _in_a_row(flat, match))):
            continue
        sure = told or ("-" in gap and " " not in last) or (sign == " " and _checks(digits))
        yield Found(*match.span(), digits, CERTAIN if sure else POSSIBLE)


def _in_a_row(flat: str, match: re.Match[str]) -> bool:
    """Tell whether the groups of digits are some of several, as in a telephone number abroad."""
    return bool(
        _BEFORE.search(flat[max(0, match.start() - 2) : match.start()])
        or _AFTER.match(flat, match.end())
    )


def _spelled(flat: str) -> Iterator[Found]:
    for match in _SPELLED.finditer(flat):
        digits = re.sub(r"\D", "", match[0])
        if len(digits) == len(_WEIGHTS) and _is_date(digits):
            sure = _told(flat, match.start()) or _checks(digits)
            yield Found(*match.span(), digits, CERTAIN if sure else POSSIBLE)


def _in_a_token(flat: str, match: re.Match[str], gap: str) -> bool:
    """Tell whether the digits are part of something longer, as a fingerprint of a file is."""
    before = re.search(r"[0-9A-Za-z-]*$", flat[max(0, match.start() - 40) : match.start()])
    after = re.match(r"[0-9A-Za-z]*", flat[match.end() : match.end() + 40])
    letters = (before[0] if before else "") + (after[0] if after else "")
    if not letters.strip("-"):
        return False
    if gap and "\n" not in gap:
        return bool(after and len(after[0]) > 1)
    return not re.fullmatch(r"(?i)(?:cpr|nr|cpr-?nr|personnummer)-?", letters)


def _told(flat: str, start: int) -> bool:
    return bool(_TOLD.search(flat[max(0, start - 60) : start]))


def _checks(digits: str) -> bool:
    return sum(int(d) * w for d, w in zip(digits, _WEIGHTS, strict=True)) % 11 == 0


def _is_date(digits: str) -> bool:
    """Tell whether the first digits are a day and a month; a replacement number adds 60 to the day.

    No calendar is asked: a number with a slip in it, as 31 February, still leads to somebody.
    """
    day, month = int(digits[:2]), int(digits[2:4])
    return 1 <= (day - _REPLACED if day > _REPLACED else day) <= _DAYS and 1 <= month <= _MONTHS
