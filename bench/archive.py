"""Make a large archive in seconds: cases of about eight entries each, with valid chains.

    python bench/archive.py WHERE [CASES] [SEED]

The courses are legal, the letters' three files are small, and the journal is what the program would
have booked; it is laid down by `git fast-import`. A hundred cases are always on their way at once.
One in a hundred is never finished.
"""

from __future__ import annotations

import random
import subprocess
import sys
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import IO, NamedTuple, cast

from workflow import PROGRAM
from workflow.archive import casefile
from workflow.core.entry import FIRST, Entry, event_hash, message
from workflow.core.model import Borger, Haendelse, Klagepunkt, Sag
from workflow.office import desk, opening

BEGUN = date(2015, 1, 5)
AT_ONCE = 100
UNFINISHED = 0.01
CENTRES = ("social", "borgerservice", "boern-og-unge")
PER_YEAR = 1250
FORMS = ("md", "docx", "pdf")
SUBJECTS = ("Ventetid på hjælpemiddel", "Manglende svar", "Tonen i et møde", "Genoptræning")


class Act(NamedTuple):
    """A step of the course: its row, the state it leads to, its letters, and more of its line."""

    handling: str
    til: str
    letters: tuple[str, ...] = ()
    more: str = ""


COURSE = (
    Act("registrer", "ny"),
    Act("kvitter", "ny", ("kvittering-borger",)),
    Act("afsendt", "ny", more="via: digital-post"),
    Act("videresend", "hos-centret", ("videresendelse-center", "videresendelse-borger")),
    Act("afsendt", "hos-centret", more="via: digital-post"),
    Act("centersvar", "besvaret", more="medhold: intet, punkter: [1]"),
    Act("borger-fastholder", "klage-fastholdt", more="punkter: [1]"),
    Act("afslut", "afsluttet", more="udfald: afsluttet"),
)


@cache
def head() -> str:
    """Return the file of a new case as the program writes it, with the days and words to change."""
    punkt = Klagepunkt(
        nr=1,
        tema="sagsbehandlingstid",
        center="CENTER",
        forhold="centret ikke har svaret",
        vedroerer="sagsbehandling",
        haendt=BEGUN,
    )
    sag = Sag(
        format=1,
        nummer="NUMMER",
        type="klagesag",
        modtaget=BEGUN,
        kanal="telefon",
        emne="EMNE",
        borger=Borger(navn="Øjvind Åse TAL", adresse="Vejgade TAL\n2635 Ishøj"),
        klagepunkter=(punkt,),
        forloeb=(Haendelse(dato=BEGUN, handling="registrer"),),
    )
    skeleton = (desk.TEMPLATES / casefile.NAME).read_bytes()
    whole = casefile.fresh(casefile.NAME, skeleton, sag).decode()
    return whole[: whole.rindex("  - {")]


def build(root: Path, cases: int, seed: int = 1) -> int:
    """Make an archive of that many cases, and return the number of its entries."""
    moment = datetime.combine(BEGUN, datetime.min.time()).astimezone()
    opening.archive(root, "Bænkby Kommune", moment)
    git = ["git", "-C", str(root)]
    with subprocess.Popen(
        [*git, "fast-import", "--quiet", "--force"], stdin=subprocess.PIPE
    ) as process:
        stream = cast(IO[bytes], process.stdin)
        count = 0
        for count, (entry, told) in enumerate(chained(entries(cases, random.Random(seed))), 1):
            stream.write(b"".join(commit(entry, told, first=count == 1)))
    if process.returncode:
        raise SystemExit(process.returncode)
    subprocess.run([*git, "reset", "--quiet", "--hard"], check=True)
    return count + 1


def entries(cases: int, chance: random.Random) -> Iterator[Entry]:
    """Yield the entries of all cases, many of them on their way at once."""
    waiting, running = iter(range(cases)), list[Iterator[Entry]]()
    while True:
        while len(running) < AT_ONCE and (number := next(waiting, None)) is not None:
            running.append(case(number, chance))
        if not running:
            return
        index = chance.randrange(len(running))
        if (entry := next(running[index], None)) is None:
            running.pop(index)
        else:
            yield entry


def case(number: int, chance: random.Random) -> Iterator[Entry]:
    """Yield the entries of one case."""
    year = BEGUN.year + number // PER_YEAR
    nummer, day = f"{year}-{number % PER_YEAR + 1:04}", date(year, 1, 2) + timedelta(number % 200)
    folder = f"{year}/{nummer}"
    facts = {"EMNE": chance.choice(SUBJECTS), "CENTER": chance.choice(CENTRES), "TAL": str(number)}
    text = head()
    for place, fact in {**facts, "NUMMER": nummer, str(BEGUN): str(day)}.items():
        text = text.replace(place, fact)
    files: dict[str, bytes | None] = {f"{folder}/henvendelse.md": b"Jeg klager over ventetiden.\n"}
    fra, unsent = "-", list[str]()
    steps = chance.randrange(1, len(COURSE)) if chance.random() < UNFINISHED else len(COURSE)
    for act in COURSE[:steps]:
        names = [f"{day}-{letter}" for letter in act.letters]
        told, unsent = (unsent, []) if act.handling == "afsendt" else (names, [*unsent, *names])
        text += "  - {" + ", ".join(filter(None, line(act, day, told))) + "}\n"
        for name in names:
            files |= {f"{folder}/breve/{name}.{form}": letter_of(name, form) for form in FORMS}
        files[f"{folder}/sag.yaml"] = text.encode()
        yield Entry(nummer, act.handling, fra, act.til, day, f"{nummer}: {act.handling}", files)
        files, fra, day = {}, act.til, day + timedelta(chance.randrange(1, 12))


def letter_of(name: str, form: str) -> bytes:
    """Return what stands for a letter in one of its forms."""
    return f"{form} af {name}\nKære Øjvind\n".encode() * 20


def line(act: Act, day: date, letters: list[str]) -> Iterator[str]:
    """Yield the parts of a line of the forløb."""
    yield f"dato: {day}, handling: {act.handling}"
    yield act.more
    yield f"breve: [{', '.join(letters)}]" if letters else ""


def chained(found: Iterator[Entry]) -> Iterator[tuple[Entry, str]]:
    """Yield each entry with its message, chained to the one before it in its case."""
    chains: dict[str, str] = {}
    for entry in found:
        forrige = chains.get(entry.sag, FIRST)
        chains[entry.sag] = event_hash(entry, forrige=forrige)
        yield entry, message(entry, forrige=forrige, program=PROGRAM)


def commit(entry: Entry, told: str, *, first: bool) -> Iterator[bytes]:
    """Yield an entry as fast-import takes it."""
    when = int(datetime.combine(entry.dato, datetime.min.time()).timestamp())
    words = told.encode()
    yield b"commit refs/heads/main\n"
    yield f"committer Rådgiver <raadgiver@example.dk> {when} +0100\n".encode()
    yield b"data %d\n%s\n" % (len(words), words)
    yield b"from refs/heads/main^0\n" if first else b""
    for path, content in entry.filer.items():
        if content is not None:
            yield f"M 100644 inline {path}\n".encode()
            yield b"data %d\n%s\n" % (len(content), content)


if __name__ == "__main__":
    given = dict(enumerate(sys.argv))
    place, number, seeded = given[1], int(given.get(2, "1000")), int(given.get(3, "1"))
    print(build(Path(place), number, seeded), "entries in", place)
