"""Making finished letters again from what the journal has, to see that they are what they were."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct
from msgspec.structs import replace

from workflow.archive import journal, places
from workflow.archive.journal import ledger
from workflow.core.errors import BadFile, BadValue
from workflow.office import gather, writing
from workflow.office.desk import Office

FORMATS = ("docx", "pdf")
TEXT = "md"
ENDINGS = (TEXT, *FORMATS)
SHOWN = 10
_DAY = len("2026-03-04-")
_OTHERWISE = "lavet af en anden udgave af programmet eller udseendet."
_CHANGED = "ikke de samme filer."

Held = Mapping[str, bytes]


class Remade(Struct, frozen=True):
    """A letter made again: what is not as the journal has it, and what it was made by.

    `fejl` is why it could not be made again.
    """

    navn: str
    forskellige: tuple[str, ...]
    linjer: tuple[tuple[str, str], ...]
    lavet_af: str
    nu: str
    bogfoert: bool
    fejl: str = ""

    @property
    def forklaret(self) -> bool:
        """Tell whether another program or look may be why: nobody has changed the files since."""
        return self.bogfoert and self.lavet_af != self.nu


def remake(office: Office, given: str, brev: str) -> tuple[str, list[Remade]]:
    """Make a case's finished letters again, or one of them; return its number and the outcome."""
    nummer = gather.find(office, given)
    folder = f"{places.case_folder(nummer)}/{gather.LETTERS}"
    with ledger.reading(office.root) as led:
        booked = led.files(led.head, folder)
        names = _chosen(_names(booked, folder), nummer, brev)
        held = {path: led.blob(booked[path]) for path in booked if _stem(path, folder) in names}
    _refuse_incomplete(held, folder, names)
    origin = _origin(office, nummer, held)
    made, now = _rendered(office, held, folder, names), writing.program(office)
    letters = [compared(navn, held, made, folder, origin, now) for navn in names]
    return nummer, [_with_words(letter, held, made, folder) for letter in letters]


def _names(booked: Mapping[str, str], folder: str) -> tuple[str, ...]:
    found = (path for path in booked if path.rpartition(".")[2] in ENDINGS)
    return tuple(sorted({_stem(path, folder) for path in found}))


def _stem(path: str, folder: str) -> str:
    return path.removeprefix(f"{folder}/").rpartition(".")[0]


def named(name: str, brev: str) -> bool:
    """Tell whether a letter's name is meant: with or without its day; nothing means any."""
    return brev in ("", name, name[_DAY:])


def _chosen(names: Sequence[str], nummer: str, brev: str) -> tuple[str, ...]:
    """Return the letters that a name means: with or without its day, or every one."""
    if not names:
        raise BadValue(fejl=f"Sag {nummer} har ingen færdige breve i journalen.")
    found = tuple(name for name in names if named(name, brev))
    if not found:
        raise BadValue(fejl=f"Sag {nummer} har intet brev '{brev}'. Den har: {', '.join(names)}.")
    if brev and len(found) > 1:
        raise BadValue(fejl=f"'{brev}' kan være {' eller '.join(found)}. Skriv hele navnet.")
    return found


def _refuse_incomplete(held: Held, folder: str, names: Sequence[str]) -> None:
    paths = [f"{folder}/{navn}.{ending}" for navn in names for ending in ENDINGS]
    if gone := [path for path in paths if path not in held]:
        told = "\n".join(f"{path} mangler i journalen." for path in gone)
        raise BadFile(fejl=f"{told}\nEt færdigt brev har tre filer. Efterse arkivet med inv tjek.")


def _origin(office: Office, nummer: str, held: Held) -> dict[str, str]:
    """Return what each file was made by; only of files that are as their entry brought them."""
    return {
        path: entry.program
        for entry in journal.history(office.root, nummer)
        for path, digest in entry.dokumenter.items()
        if path in held and hashlib.sha256(held[path]).hexdigest() == digest
    }


def _rendered(office: Office, held: Held, folder: str, names: Sequence[str]) -> dict[str, bytes]:
    from workflow.documents import publish

    sources = [
        publish.Source(navn, held[f"{folder}/{navn}.{TEXT}"].decode("utf-8", "replace"))
        for navn in names
    ]
    made = publish.render(sources, publish.Look(tuple(office.templates)))
    return {
        f"{folder}/{letter.navn}.{ending}": getattr(letter, ending)
        for letter in made
        for ending in FORMATS
    }


def compared(
    navn: str, held: Held, made: Held, folder: str, origin: Mapping[str, str], now: str
) -> Remade:
    """Tell which of a letter's files are not as the journal holds them, not yet where."""
    text, word, pdf = (f"{folder}/{navn}.{ending}" for ending in ENDINGS)
    different = tuple(path for path in (word, pdf) if held.get(path) != made.get(path))
    booked = all(path in origin for path in (text, word, pdf))
    return Remade(navn, different, (), origin.get(word, "ukendt"), now, booked)


def _with_words(letter: Remade, held: Held, made: Held, folder: str) -> Remade:
    word = f"{folder}/{letter.navn}.{FORMATS[0]}"
    if word not in letter.forskellige:
        return letter
    return replace(letter, linjer=tuple(_lines(held[word], made[word])))


def _lines(held: bytes, made: bytes) -> Iterator[tuple[str, str]]:
    from workflow.documents import likeness

    one, other = likeness.lines(held), likeness.lines(made)
    if one is not None and other is not None:
        yield from likeness.differences(one, other)


def page(nummer: str, letters: Sequence[Remade]) -> str:
    """Return the outcome as a page to read."""
    lines = [f"Sag {nummer}: {len(letters)} {'brev' if len(letters) == 1 else 'breve'} lavet igen."]
    for letter in letters:
        lines += _told(letter)
    return "\n".join(lines)


def _told(letter: Remade) -> Iterator[str]:
    if not letter.forskellige:
        yield f"  {letter.navn}: de samme filer, byte for byte."
        return
    yield f"  {letter.navn}: {_OTHERWISE if letter.forklaret else _CHANGED}"
    yield from (f"    {path} er en anden." for path in letter.forskellige)
    yield from _in_words(letter)
    yield f"    Lavet af: {letter.lavet_af}. Nu er det: {letter.nu}."
    if letter.forklaret:
        yield "    Forskellen kan komme af det. Vil du vide det, så brug den gamle udgave."
    elif letter.bogfoert:
        yield "    Det er den samme udgave, så filerne er ikke, som den lavede dem."
    else:
        yield "    Brevets filer er ikke dem, skridtet lagde i journalen."


def _in_words(letter: Remade) -> Iterator[str]:
    for journalised, again in letter.linjer[:SHOWN]:
        yield f"    I journalen: {journalised or '(intet)'}"
        yield f"    Lavet igen:  {again or '(intet)'}"
    if len(letter.linjer) > SHOWN:
        yield f"    … og {len(letter.linjer) - SHOWN} steder mere."
    if not letter.linjer and any(path.endswith(FORMATS[0]) for path in letter.forskellige):
        yield "    Ordene i Word-filen er de samme eller kan ikke læses."


def refuse(letters: Sequence[Remade]) -> None:
    """Raise BadFile when a difference has no explanation, so that the command ends with it."""
    lost = [brev.navn for brev in letters if not brev.forklaret and (brev.forskellige or brev.fejl)]
    if lost:
        more = f" og {len(lost) - SHOWN} mere" if len(lost) > SHOWN else ""
        breve = ", ".join(lost[:SHOWN]) + more
        raise BadFile(
            fejl=f"Ikke som de blev lavet: {breve}. Se sagens journal, og efterse arkivet med inv "
            "tjek."
        )
