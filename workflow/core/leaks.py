"""What in a text may not leave the office: parties, CPR numbers, numbers of cases."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from msgspec import Struct

from workflow.core import cpr
from workflow.core.parties import (
    CASE,
    EIGHT,
    EMAIL,
    EMAILS,
    NAME,
    PARTICLES,
    PHONE,
    Known,
    spelled_out,
)
from workflow.core.scanned import Scanned, Word

CPR, MAYBE_CPR = "et CPR-nummer", "måske et CPR-nummer"
NEAR = 3

Place = tuple[int, int, str]

_CASE = re.compile(r"(?<![\w-])(\d{4})[ ]?-[ ]?([A-Z]?\d{4,})(?![\w-])")
_CASE_LIKE = re.compile(r"20\d\d-(?:[A-Z]\d{4,}|0\d{3})")
_RUN = re.compile(r"\d+(?:(?:[ ]?[-./() ][ ]?|[ ]?\n[ ]?)?\d+)+|\d{8,}")
_LINE_END = re.compile(r"[ ]*\n[ ]*")
_STOP = re.compile(r"[.!?:;|]")


class Leak(Struct, frozen=True):
    """Something that may not leave: on which line, what, and where the archive has it."""

    linje: int
    slags: str
    vist: str
    kilde: str = ""

    @property
    def fast(self) -> bool:
        """Tell whether it may not leave whatever the adviser says."""
        return self.slags == CPR

    def __str__(self) -> str:
        """Say what it is, with the line."""
        where = f" ({self.kilde})" if self.kilde else ""
        return f"linje {self.linje}: »{self.vist}« er {self.slags}{where}"


def find(text: str, known: Known) -> tuple[Leak, ...]:
    """Return everything in a text that may not leave, line for line, each once a line."""
    scanned = Scanned(text)
    hits = [*_cprs(scanned), *_cases(scanned, known), *_phones(scanned, known)]
    hits += [*_emails(scanned, known), *_named(scanned, known)]
    return tuple(sorted(dict.fromkeys(hits), key=lambda leak: (leak.linje, leak.slags, leak.vist)))


def _cprs(text: Scanned) -> Iterator[Leak]:
    for hit in cpr.found(text):
        slags = CPR if hit.grad == cpr.CERTAIN else MAYBE_CPR
        yield Leak(text.line(hit.start), slags, hit.vist)


def _cases(text: Scanned, known: Known) -> Iterator[Leak]:
    for match in _CASE.finditer(text.flat):
        nummer = f"{match[1]}-{match[2]}"
        if nummer in known.sager or _CASE_LIKE.fullmatch(nummer):
            yield Leak(text.line(match.start()), CASE, nummer)


def _phones(text: Scanned, known: Known) -> Iterator[Leak]:
    """Yield the numbers that are made of whole groups of digits, however they are grouped."""
    if not known.telefoner:
        return
    lengths = {len(number) for number in known.telefoner}
    for run in _RUN.finditer(text.flat):
        groups = [(m.start() + run.start(), m[0]) for m in re.finditer(r"\d+", run[0])]
        for first, (start, _) in enumerate(groups):
            number = ""
            for _, group in groups[first : first + max(lengths)]:
                number += group
                bare = _home(number)
                if bare in known.telefoner:
                    yield Leak(text.line(start), PHONE, bare, known.telefoner[bare])


def _home(number: str) -> str:
    for code in ("0045", "45"):
        if number.startswith(code) and len(number) == len(code) + EIGHT:
            return number[len(code) :]
    return number


def _emails(text: Scanned, known: Known) -> Iterator[Leak]:
    flat = text.flat.lower()
    for match in EMAILS.finditer(flat):
        if source := known.emails.get(match[0].strip(".'-")):
            yield Leak(text.line(match.start()), EMAIL, match[0], source)
    for gap in _LINE_END.finditer(flat):
        head = flat[max(0, gap.start() - 80) : gap.start()].rpartition("\n")[2]
        tail = flat[gap.end() : gap.end() + 80].partition("\n")[0]
        for match in EMAILS.finditer(head + tail):
            if match.start() < len(head) < match.end() and match[0] in known.emails:
                yield Leak(text.line(gap.start()), EMAIL, match[0], known.emails[match[0]])


def _named(text: Scanned, known: Known) -> Iterator[Leak]:
    """Yield the names of parties, each at its longest, and what else is words that follow."""
    for words in (text.words, text.mended):
        last = 0
        for start, end, source in sorted(_names(text, words, known), key=lambda n: (n[0], -n[1])):
            if end > last:
                last = end
                yield Leak(text.line(start), NAME, " ".join(text.flat[start:end].split()), source)
        for at in range(len(words)):
            yield from _following(text, words, at, known)


def _names(text: Scanned, words: Sequence[Word], known: Known) -> Iterator[Place]:
    for at, word in enumerate(words):
        for key in _forms(word):
            if key in known.dele:
                yield from _together(text, words, at, key, known)
            if word.stor and key in known.efternavne:
                yield word.start, word.end, known.efternavne[key]
        if len(word.key) == 1 and word.stor:
            yield from _initial(text, words, at, known)


def _together(
    text: Scanned, words: Sequence[Word], at: int, key: str, known: Known
) -> Iterator[Place]:
    """Yield two parts of one name that stand together, or a first name with an initial."""
    first = words[at]
    for before, word in pairwise(words[at : at + 1 + NEAR]):
        if _parted(text, before, word):
            return
        for form in _forms(word):
            source = known.par.get((key, form))
            if source and ((first.stor and word.stor) or not known.almindelige >= {key, form}):
                yield first.start, word.end, source
                return
        if len(word.key) == 1 and word.stor and first.stor and before is first:
            if source := known.forbogstaver.get((key, word.key)):
                yield first.start, word.end, source
        elif word.key not in PARTICLES and not word.stor:
            return


def _initial(text: Scanned, words: Sequence[Word], at: int, known: Known) -> Iterator[Place]:
    """Yield a surname with the initials of its first names before it; "I Lund" is a place."""
    first = words[at]
    if first.key == "i" and text.flat[first.end : first.end + 1] != ".":
        return
    for before, word in pairwise(words[at : at + 1 + NEAR]):
        if text.flat[before.end : word.start].strip(" .-\n"):
            return
        for form in _forms(word):
            if word.stor and (source := known.forbogstaver.get((first.key, form))):
                yield first.start, word.end, source
                return
        if len(word.key) > 1:
            return


def _following(text: Scanned, words: Sequence[Word], at: int, known: Known) -> Iterator[Leak]:
    first = spelled_out((words[at].key,))[0]
    for line, (slags, source) in known.foelger.get(first, {}).items():
        run = words[at : at + len(line)]
        if spelled_out(word.key for word in run) == line:
            shown = " ".join(text.flat[run[0].start : run[-1].end].split())
            yield Leak(text.line(run[0].start), slags, shown, source)


def _forms(word: Word) -> tuple[str, ...]:
    """Return a word as it stands, and without the ending of the genitive."""
    genitive = word.key.endswith("s") and len(word.key) > NEAR
    return (word.key, word.key[:-1]) if genitive else (word.key,)


def _parted(text: Scanned, one: Word, other: Word) -> bool:
    """Tell whether a sentence or a cell ends between two words; an initial's point is no end."""
    return len(one.key) > 1 and bool(_STOP.search(text.flat[one.end : other.start]))
