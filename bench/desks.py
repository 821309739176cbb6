"""Several desks at one archive, each at work on its own, and what must be so when all have met.

Every text that a desk writes has a mark of its own, so that afterwards each can be looked for: it
must be there, and only once. Letters are written but not set, which is what takes time.
"""

from __future__ import annotations

import random
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from itertools import count
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from workflow.archive import places
from workflow.archive.journal import ledger
from workflow.core import renumbering
from workflow.core.entry import FIRST, chain_value
from workflow.core.errors import CaseworkError, NumberTakenTwice, OpenConflict
from workflow.office import checking, conflicts, demo, desk, opening, played, saving, sharing
from workflow.office.desk import Office

FOUNDED = date(2026, 3, 1)
FEW, MOST, NEW, MEET = 2, 4, 0.1, 0.15
NOTES, POINTS, CASES, CALLS, PROSE = "note", "punkt", "sag", "opkald", "tekst"


@dataclass
class Desks:
    """The desks' archives, the place they share, and every mark that was written, by its kind."""

    roots: list[Path]
    shared: Path
    chance: random.Random
    marks: dict[str, str] = field(default_factory=dict)
    done: Counter[str] = field(default_factory=Counter)
    small: int = 0
    minutes: Iterator[int] = field(default_factory=count)
    offices: dict[Path, Office] = field(default_factory=dict)

    def office(self, root: Path) -> Office:
        """Return the office at a desk; no desk changes kontor.yaml, and reading it takes time."""
        if root not in self.offices:
            self.offices[root] = desk.enter(root)
        return self.offices[root]

    def now(self) -> datetime:
        """Return the next moment of the history."""
        noon = datetime(2026, 3, 4, 8).astimezone()
        return noon + timedelta(minutes=next(self.minutes))

    def mark(self, kind: str) -> str:
        """Return a text that nobody else has."""
        return f"{kind}mrk{len(self.marks) + 1:05d}x"


def founded(folder: Path, desks: int, chance: random.Random) -> Desks:
    """Make an archive, share it, and bring it to the other desks."""
    roots = [folder / f"plads {number}" for number in range(1, desks + 1)]
    played.made_up_office(roots[0], played.read(demo.COURSES / "kontor.yaml"), FOUNDED)
    all_desks = Desks(roots, folder / "faelles", chance)
    told = sharing.Told(sted=str(all_desks.shared))
    sharing.synchronise(desk.enter(roots[0]), told, all_desks.now())
    for root in roots[1:]:
        sharing.bring(root, str(all_desks.shared))
    for root in roots:  # two that book the same in the same second under one name book once
        git(root, "config", "user.name", root.name)
        git(root, "config", "user.email", "plads@example.dk")
    return all_desks


def wander(desks: Desks, steps: int) -> None:
    """Let the desks do so many things, each on its own, and meet now and then."""
    for _ in range(steps):
        root = desks.chance.choice(desks.roots)
        synchronise(desks, root) if desks.chance.random() < MEET else work(desks, root)


def work(desks: Desks, root: Path) -> None:
    """Let a desk do one thing; what the rules do not allow is not done."""
    office = desks.office(root)
    known = sorted(places.numbers(root))[:MOST]
    new = len(known) < FEW or desks.chance.random() < NEW
    nummer = "" if new else desks.chance.choice(known)
    kind, what = ("ny", open_case) if not nummer else desks.chance.choice(DEEDS)
    try:
        what(desks, office, nummer)
    except CaseworkError as error:
        desks.done[f"nægtet: {type(error).__name__}"] += 1
    else:
        desks.done[kind] += 1


def synchronise(desks: Desks, root: Path) -> None:
    """Let a desk synchronise; of two cases that have sent letters it renumbers its own."""
    decided = ""
    while True:
        try:
            told = sharing.Told(omnummerer=decided)
            done = sharing.synchronise(desks.office(root), told, desks.now())
        except NumberTakenTwice as error:
            decided = str(error.facts["nummer"])
        else:
            desks.done["synk"] += 1
            desks.done["meddelelser"] += len(done.meddelelser)
            return


def meet(desks: Desks) -> None:
    """Let every desk journalise what it has open, choosing where it must, and synchronise twice."""
    for root in desks.roots:
        for nummer in places.numbers(root):
            try:
                saving.save(desks.office(root), nummer, "", desks.now(), correction=False)
            except OpenConflict:
                conflicts.settle(desks.office(root), nummer, "denne", desks.now())
                desks.done["afklaret"] += 1
    for root in [*desks.roots, *desks.roots]:
        synchronise(desks, root)


def open_case(desks: Desks, office: Office, _: str) -> None:
    mark = desks.mark(CASES)
    told = {"type": "klagesag", "navn": f"Borger {mark}", "emne": "Ventetid"}
    opening.case(office, told | {"modtaget": "2026-03-02"}, desks.now())
    desks.marks[mark] = CASES


def note(desks: Desks, office: Office, nummer: str) -> None:
    mark = desks.mark(NOTES)
    _step(desks, office, nummer, "notat", slags="telefon", tekst=mark)
    desks.marks[mark] = NOTES


def receipt(desks: Desks, office: Office, nummer: str) -> None:
    _step(desks, office, nummer, "kvitter")


def sent(desks: Desks, office: Office, nummer: str) -> None:
    _step(desks, office, nummer, "afsendt", via="brev")


def point(desks: Desks, office: Office, nummer: str) -> None:
    mark = desks.mark(POINTS)
    told = {"tema": "sagsbehandlingstid", "center": "social", "vedroerer": "sagsbehandling"}
    told |= {"forhold": f"centret ikke har svaret på {mark}", "haendt": "2026-01-05"}
    _step(desks, office, nummer, "klagepunkt", **told)
    desks.marks[mark] = POINTS


def subject(desks: Desks, office: Office, nummer: str) -> None:
    path = office.root / places.case_folder(nummer) / "sag.yaml"
    text = path.read_text(encoding="utf-8")
    new = f"emne: Ventetid {desks.chance.randrange(1000)}"
    path.write_text(re.sub(r"(?m)^emne:.*$", new, text), encoding="utf-8")


def prose(desks: Desks, office: Office, nummer: str) -> None:
    mark = desks.mark(PROSE)
    with (office.root / places.case_folder(nummer) / "henvendelse.md").open("a") as file:
        file.write(f"\n{mark}\n")
    desks.marks[mark] = PROSE


def saved(desks: Desks, office: Office, nummer: str) -> None:
    saving.save(office, nummer, "", desks.now(), correction=False)


def call(desks: Desks, office: Office, nummer: str) -> None:
    mark = desks.mark(CALLS)
    told = {"handling": "opkald", "navn": mark, "telefon": "12345678"}
    played.beside(office, told | {"sag": nummer, "dato": "2026-03-04"}, date(2026, 3, 4))
    desks.marks[mark] = CALLS


def small(desks: Desks, office: Office, _: str) -> None:
    told = {"handling": "aktivitet", "slags": "smaa-henvendelse", "kanal": "telefon"}
    played.beside(office, told, date(2026, 3, 4))
    desks.small += 1


DEEDS: tuple[tuple[str, Callable[[Desks, Office, str], None]], ...] = (
    ("notat", note),
    ("notat", note),
    ("kvitter", receipt),
    ("afsendt", sent),
    ("klagepunkt", point),
    ("emne", subject),
    ("emne", subject),
    ("emne", subject),
    ("tekst", prose),
    ("tekst", prose),
    ("gem", saved),
    ("opkald", call),
    ("aktivitet", small),
)


def faults(desks: Desks) -> Iterator[str]:
    """Yield what is not as it must be: lost, doubled, not converged, or broken."""
    heads = {git(root, "rev-parse", "HEAD") for root in (*desks.roots, desks.shared)}
    if len(heads) != 1:
        yield f"ikke ens: {len(heads)} udgaver"
    for root in desks.roots:
        if changed := git(root, "status", "--porcelain"):
            yield f"ikke i orden: {changed}"
    git(desks.shared, "fsck", "--strict", "--no-dangling")
    root = desks.roots[0]
    yield from (f"tjek: {fault}" for fault in checking.check(root, date(2026, 4, 1)).fejl)
    yield from _lost_or_doubled(desks, root)
    yield from _unchained(root)


def _lost_or_doubled(desks: Desks, root: Path) -> Iterator[str]:
    paths = [path for path in root.rglob("*") if path.is_file() and ".git" not in path.parts]
    texts = {path: path.read_text("utf-8", "replace") for path in paths}
    found = Counter(
        mark
        for path, text in texts.items()
        if "konflikt" not in path.parts and path.suffix in (".md", ".yaml")
        for mark in re.findall(r"[a-z]+mrk\d{5}x", text)
        if path.parent.name != "breve"
    )
    chosen = git(root, "log", "--patch", "--format=") if desks.done["afklaret"] else ""
    every = "\n".join((*texts.values(), chosen))
    for mark, kind in desks.marks.items():
        if mark not in every:
            yield f"tabt: {mark}"
        if found[mark] > 1:
            yield f"dobbelt: {mark} ({kind}) {found[mark]} gange"
    counted = sum(map(int, re.findall(r"(?m)antal: (\d+)", _register(root, "aktiviteter"))))
    lines = _register(root, "aktiviteter").count("slags:")
    counted += lines - len(re.findall(r"antal:", _register(root, "aktiviteter")))
    if counted != desks.small:
        yield f"talt: {counted} små henvendelser, ikke {desks.small}"


def _register(root: Path, name: str) -> str:
    text = "\n".join(path.read_text("utf-8") for path in (root / name).glob("*.yaml"))
    return "\n".join(line for line in text.split("\n") if not line.lstrip().startswith("#"))


def _unchained(root: Path) -> Iterator[str]:
    """Yield what is wrong with the chains: each value follows a known one, and each case ends."""
    known: set[tuple[str, str]] = set()
    followed: set[tuple[str, str]] = set()
    with ledger.reading(root) as journal:
        for line in journal.lines():
            booked = line.booked
            if booked is None:
                yield f"uden journalmærker: {line.commit}"
                continue
            before = (booked.sag, booked.forrige)
            if booked.forrige != FIRST and before not in known:
                yield f"kæden: {booked.overskrift} følger noget ukendt"
            others = {pair for pair in known if pair[1] in booked.fletter}
            if len({value for _, value in others}) != len(booked.fletter):
                yield f"kæden: {booked.overskrift} fletter noget ukendt"
            followed |= {before, *others}
            known.add((booked.sag, chain_value(booked)))
    ends = Counter(sag for sag, _ in known - followed)
    for sag in {sag for sag, _ in known}:
        if ends[sag] != 1:
            yield f"kæden: {sag} har {ends[sag]} ender"


def told_of(root: Path) -> Counter[str]:
    """Count the entries that synchronising has made, and all of them."""
    with ledger.reading(root) as journal:
        booked = [line.booked for line in journal.lines() if line.booked]
    counted = Counter(entry.handling for entry in booked)
    kinds = ("synk", "flettet", "konflikt", renumbering.RENUMBERED)
    return Counter({"poster": len(booked), **{kind: counted[kind] for kind in kinds}})


def git(root: Path, *words: str) -> str:
    """Ask the git program something."""
    asked = ["git", "-c", "safe.directory=*", "-C", str(root), *words]
    return subprocess.run(asked, capture_output=True, check=True).stdout.decode().strip()


def _step(desks: Desks, office: Office, nummer: str, handling: str, **told: str) -> None:
    event = {"handling": handling, **told}
    played.do(office, nummer, event, desks.now().date())
