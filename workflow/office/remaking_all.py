"""Making every finished letter of the archive again: some at a time, so that memory has an end."""

from __future__ import annotations

import hashlib
import re
from collections import Counter, deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct
from msgspec.structs import replace

from workflow.archive.journal import ledger
from workflow.core.errors import (
    BadLetter,
    BadValue,
    NotShowable,
    RenderingFailed,
    RenderingTooSlow,
)
from workflow.office import gather, remaking, writing
from workflow.office.desk import Office
from workflow.office.remaking import SHOWN, Held, Remade

if TYPE_CHECKING:
    from workflow.archive.journal.ledger import Ledger
    from workflow.documents.look import Look
    from workflow.documents.publish import Rendered, Source

EVERY = "alle"
_AT_A_TIME, _AT_ONCE = 50, 2  # two, so that no core waits
_SECONDS = 120.0
_LETTERS = re.compile(rf"\d+/[^/]+/{gather.LETTERS}")

Origins = Mapping[tuple[str, str], str]
Telling = Callable[[str], None]


class Outcome(Struct, frozen=True):
    """How many letters were made again, in how many cases, and those that are not the same."""

    breve: int
    sager: int
    andre: tuple[Remade, ...]
    nu: str


class _Work(Struct, frozen=True):
    """What the groups have in common: the journal, the look, and what made the letters."""

    led: Ledger
    booked: Mapping[str, str]
    origins: Origins
    look: Look
    now: str


class _Group(NamedTuple):
    """Letters that are being made: their paths, what the journal holds, and what comes of it."""

    stems: Sequence[str]
    held: Held
    made: Future[tuple[dict[str, bytes], dict[str, str]]]


def remake(office: Office, brev: str, tell: Telling) -> Outcome:
    """Make the archive's finished letters again, or those of one name; *tell* how far it is."""
    from workflow.documents.look import Look

    with ledger.reading(office.root) as led:
        booked = {path: blob for path, blob in led.standing() if _is_letter(path)}
        stems = _chosen(booked, brev)
        look, now = Look(tuple(office.templates)), writing.program(office)
        work = _Work(led, booked, _origins(led), look, now)
        outcomes = _outcomes(work, stems, tell)
        others = tuple(one for one in outcomes if one.forskellige or one.fejl)
    return Outcome(len(stems), len({stem.split("/")[1] for stem in stems}), others, now)


def _is_letter(path: str) -> bool:
    folder, _, name = path.rpartition("/")
    return _LETTERS.fullmatch(folder) is not None and name.rpartition(".")[2] in remaking.ENDINGS


def _chosen(booked: Mapping[str, str], brev: str) -> list[str]:
    """Return the letters, as paths without ending, that a name means in any case."""
    stems = sorted({path.rpartition(".")[0] for path in booked})
    found = [stem for stem in stems if remaking.named(stem.rpartition("/")[2], brev)]
    if not found:
        which = f"intet brev '{brev}'" if brev else "ingen færdige breve"
        raise BadValue(fejl=f"Arkivet har {which} i journalen.")
    return found


def _origins(led: Ledger) -> Origins:
    """Return what each file was made by, as its own case's entry says, by its path and digest."""
    booked = (line.booked for line in led.lines(files=False) if line.booked)
    return {
        (path, digest): entry.program
        for entry in booked
        for path, digest in entry.dokumenter.items()
        if path.split("/")[1:2] == [entry.sag]
    }


def _outcomes(work: _Work, stems: Sequence[str], tell: Telling) -> Iterator[Remade]:
    """Make some letters at a time; while Typst sets some, pandoc reads the next."""
    started = deque[_Group]()
    with ThreadPoolExecutor(_AT_ONCE) as pool:
        for start in range(0, len(stems), _AT_A_TIME):
            tell(f"Laver breve igen: {start} af {len(stems)}")
            if len(started) == _AT_ONCE:
                yield from _compared(work, started.popleft())
            started.append(_begun(work, stems[start : start + _AT_A_TIME], pool))
        while started:
            yield from _compared(work, started.popleft())


def _begun(work: _Work, stems: Sequence[str], pool: ThreadPoolExecutor) -> _Group:
    from workflow.documents.publish import Source

    held = _held(work, stems)
    sources = [
        Source(stem, held[f"{stem}.{remaking.TEXT}"].decode("utf-8", "replace"))
        for stem in stems
        if not _missing(held, stem)
    ]
    return _Group(stems, held, pool.submit(_made, sources, work.look))


def _compared(work: _Work, group: _Group) -> Iterator[Remade]:
    made, unfit = group.made.result()
    for stem in group.stems:
        fejl = _missing(group.held, stem) or unfit.get(stem, "")
        yield _outcome(work, stem, group.held, made, fejl)


def _held(work: _Work, stems: Sequence[str]) -> Held:
    wanted = (f"{stem}.{ending}" for stem in stems for ending in remaking.ENDINGS)
    paths = [path for path in wanted if path in work.booked]
    return dict(zip(paths, work.led.blobs([work.booked[path] for path in paths]), strict=True))


def _missing(held: Held, stem: str) -> str:
    paths = (f"{stem}.{ending}" for ending in remaking.ENDINGS)
    gone = [path for path in paths if path not in held]
    return f"{', '.join(gone)} mangler i journalen." if gone else ""


def _made(sources: Sequence[Source], look: Look) -> tuple[dict[str, bytes], dict[str, str]]:
    """Return the files of the letters that can be made, and why each of the others cannot."""
    unfit = dict[str, str]()
    while True:
        try:
            letters = _rendered([one for one in sources if one.navn not in unfit], look)
        except (BadLetter, NotShowable) as error:
            unfit[str(error.facts["navn"])] = str(error).partition("\n")[0]
        else:
            files = ((f"{one.navn}.{end}", one, end) for one in letters for end in remaking.FORMATS)
            return {path: getattr(letter, ending) for path, letter, ending in files}, unfit


def _rendered(sources: Sequence[Source], look: Look) -> tuple[Rendered, ...]:
    """Make the letters together; one by one where that fails, so that the error names the one."""
    from workflow.documents import publish

    try:
        return publish.render(sources, look, limit_seconds=_SECONDS)
    except (RenderingFailed, RenderingTooSlow):
        if len(sources) == 1:
            raise
        return tuple(letter for one in sources for letter in publish.render([one], look))


def _outcome(work: _Work, stem: str, held: Held, made: Held, fejl: str) -> Remade:
    folder, _, navn = stem.rpartition("/")
    mine = [path for path in (f"{stem}.{ending}" for ending in remaking.ENDINGS) if path in held]
    keys = ((path, hashlib.sha256(held[path]).hexdigest()) for path in mine)
    origin = {key[0]: work.origins[key] for key in keys if key in work.origins}
    again = held if fejl else made
    compared = remaking.compared(navn, held, again, folder, origin, work.now)
    return replace(compared, navn=f"{stem.split('/')[1]} {navn}", fejl=fejl)


def page(told: Outcome) -> str:
    """Return the outcome as a page to read: how many, and the first of those to look at."""
    explained = [brev for brev in told.andre if brev.forklaret]
    lost = [brev for brev in told.andre if not brev.forklaret]
    same = told.breve - len(told.andre)
    return "\n".join(
        (
            f"{told.breve} {_letters(told.breve)} i {told.sager} {_cases(told.sager)} er efterset:",
            f"  {same} er de samme filer, byte for byte.",
            *_of_another(explained, told.nu),
            *_changed(lost),
        )
    )


def _letters(count: int) -> str:
    return "brev" if count == 1 else "breve"


def _cases(count: int) -> str:
    return "sag" if count == 1 else "sager"


def _of_another(letters: Sequence[Remade], now: str) -> Iterator[str]:
    """Count the letters by what made them."""
    if not letters:
        return
    yield f"  {len(letters)} er lavet af en anden udgave af programmet eller udseendet:"
    for program, count in Counter(brev.lavet_af for brev in letters).most_common():
        yield f"    {count} af {program}."
    yield f"    Nu er det: {now}. Forskellen kan komme af det."
    yield from (f"    {brev.navn}: {brev.fejl}" for brev in letters[:SHOWN] if brev.fejl)


def _changed(letters: Sequence[Remade]) -> Iterator[str]:
    if not letters:
        return
    yield f"  {len(letters)} er ikke, som de blev lavet:"
    for brev in letters[:SHOWN]:
        yield f"    {brev.navn}: {brev.fejl or _files(brev)}"
    if (more := len(letters) - SHOWN) > 0:
        yield f"    … og {more} mere."
    yield f"    Se hvor med: inv genskab {letters[0].navn}"


def _files(brev: Remade) -> str:
    endings = [path.rpartition(".")[2] for path in brev.forskellige]
    return f"{' og '.join(endings)} er {'en anden' if len(endings) == 1 else 'andre'}."
