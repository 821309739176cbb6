"""Every command there is: as it is typed where it writes, or where it changes nothing.

A step of the table needs no line here: it is taken where the shortest course of tests/forloeb/ or
of the demonstration takes it, in an archive where all before it has happened. Any other new command
needs one line: in WRITING as it is typed in the archive that `worked_on` makes, or in READING as it
is typed when it changes nothing; some need one in both. A command in neither fails a test, and so
does a row that no course takes. `{place}` is the folder that the archives lie in. What works with
more than an archive is killed in a test of its own (ELSEWHERE).
"""

from __future__ import annotations

import shlex
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import courses
import packages
import pytest
from cli import OLDER, at, begun, copied, day, do, folder
from invoke.program import Program

import tasks
from workflow import PROGRAM
from workflow.archive import journal
from workflow.core.entry import Entry
from workflow.core.statement import FILE as STATEMENT
from workflow.office import demo, filing, gather, noting, played, preparing
from workflow.office.desk import Office

TODAY = day("2026-06-30")
CALL = {"navn": "Bo Holm", "telefon": "12"}
WRITING: Mapping[str, str] = {
    "afklar": "afklar 1 --behold=anden",
    "afsendt": "afsendt 1",
    "aktivitet": "aktivitet --slags=sparring --center=social",
    "arkiv": "arkiv --kommune='Ny By Kommune'",
    "bekraeft": "bekraeft",
    "beretning": "beretning 2026",
    "centerark": "centerark social",
    "demo": "demo",
    "esdh --arkiveret": "esdh --arkiveret --sag=1 --esdh=26/1",
    "esdh --pak": "esdh --pak --sag=1",
    "forhaandsvis": "forhaandsvis 1 videresend",
    "forkast": "forkast 1 --fil=udkast/videresendelse-borger.md",
    "fortryd": "fortryd 1",
    "gem": "gem 1",
    "indlaes": "indlaes '{place}/gamle'",
    "klagepunkt": "klagepunkt 1 --tema=optraeden --center=social --forhold='ingen hilste' "
    "--vedroerer=optraeden",
    "kompetence": "kompetence 1 --punkt=1 --svar=resten=nej",
    "notat": "notat 1 --tekst='Vi talte om støj.'",
    "ny": "ny --type=klagesag --navn='Bo Holm' --emne=Støj --tekst='Det støjer.'",
    "opdel": "opdel 1 --punkt=2",
    "opkald": "opkald --navn=Bo --telefon=12",
    "overblik --ics": "overblik --ics='{place}/frister.ics'",
    "ringet": "ringet 1",
    "smaahenvendelse": "smaahenvendelse",
    "status": "status",
    "udkast": "udkast 1 videresend --forfra",
    "vaelg": "vaelg arkiv",
    "vurder": "vurder 1 --punkt=1 --udfald=ingen-kritik --konstateret='centret svarede'",
}
ELSEWHERE = {
    "eksport": "test_exchange_kills.py",
    "gendan": "test_backup_kills.py",
    "hent": "test_sync_kills.py",
    "sikkerhedskopi": "test_backup_kills.py",
    "synk": "test_sync_kills.py",
}
READING = (
    "aktiviteter",
    "esdh",
    "find støj",
    "frist 1",
    "genskab 1",
    "godkend --vis",
    "hjaelp",
    "journal 1",
    "kompetence 1 --vis",
    "opkaldsliste",
    "overblik",
    "sammenlign '{place}/a' '{place}/b'",
    "statistik",
    "tjek",
    "vis 1",
)


@dataclass(frozen=True)
class Typed:
    """A command as it is typed on a day, in a folder of archives where it can be done."""

    words: str
    today: date
    prepared: Path

    def run(self, place: Path) -> None:
        """Run it where the archives of *place* lie, without the cost of a process."""
        with pytest.MonkeyPatch.context() as here:
            here.setattr(tasks, "CASES", place / "cases")
            here.setattr(tasks, "now", lambda: at(self.today))
            words = shlex.split(self.words.format(place=place))
            code = _ended(words)
        assert not code, self.words


def rows() -> list[str]:
    """Return the name of every step that is a command of its own because it is a row."""
    return [row.id for row in tasks.rows]


def enumerated() -> set[str]:
    """Return every command that is known here to write or to read."""
    return {words.split()[0] for words in (*WRITING, *READING, *ELSEWHERE)} | set(rows())


@dataclass
class Prepared:
    """The archives that the commands are typed in, each made once."""

    founded: Path
    home: Path
    made: dict[Any, Path] = field(default_factory=dict)

    def typed(self, name: str) -> Typed:
        """Return a command where it writes."""
        if name in WRITING:
            where = self._made("worked on", worked_on)
            if name == "afklar":
                where = self._made("torn", torn, where)
            return Typed(WRITING[name], TODAY, where)
        course, line = taking(name)
        today, told = course.lines[line]
        words = " ".join(_option(key, value) for key, value in told.items() if key != "handling")
        return Typed(f"{name} 1 --dato={today} {words}", today, self._played(course, line))

    def reading(self, words: str) -> Typed:
        """Return a command where there is something to read."""
        return Typed(words, TODAY, self._made("worked on", worked_on))

    def _played(self, course: Played, length: int) -> Path:
        """Return where a course has come after *length* lines."""
        key = course.navn, length
        if key not in self.made:
            if length:
                before, do_last = self._played(course, length - 1), course.lines[length - 1]
                self._made(key, lambda office: course.do(office, *do_last), before)
            else:
                self._made(key, lambda office: played.begin(office, course.written))
        return self.made[key]

    def _made(self, key: Any, work: Any, before: Path | None = None) -> Path:
        if key not in self.made:
            place = self.home / str(len(self.made))
            source = before / "cases" / "arkiv" if before else self.founded
            work(copied(source, place / "cases" / "arkiv"))
            self.made[key] = place
        return self.made[key]


@dataclass(frozen=True)
class Played:
    """A course that real archives are brought along."""

    navn: str
    written: Mapping[str, Any]

    @property
    def lines(self) -> list[tuple[date, Mapping[str, Any]]]:
        """Return what happens, without what was refused or is said of it."""
        return [
            (today, {k: v for k, v in line.items() if k not in ("saa", "dato")})
            for today, line in played.days(self.written)
            if "afvises" not in line
        ]

    def do(self, office: Office, today: date, line: Mapping[str, Any]) -> None:
        """Do a line of the course as a user would."""
        if line["handling"] == "skriv" and "udtalelse" not in line:
            case = gather.read(office, "2026-0001")
            written = courses.prose(case, line.get("tekst", "Det har jeg vurderet."))
            (office.root / case.folder / STATEMENT).write_text(written, encoding="utf-8")
            return
        given = courses.POINT | line if line["handling"] == "klagepunkt" else line
        played.do(office, "2026-0001", given, today)


def taking(row: str) -> tuple[Played, int]:
    """Return the course that comes to a step soonest, and at which line; or fail."""
    found = [
        (number, course.navn, course)
        for course in everyone()
        for number, (_, line) in enumerate(course.lines)
        if line["handling"] == row
    ]
    assert found, f"no course takes {row}: write one in tests/forloeb/"
    number, _, course = min(found)
    return course, number


def everyone() -> Iterator[Played]:
    """Yield every course that begins with a case being registered."""
    for course in courses.everyone():
        written = courses._with_usual(course.data)
        if written.get("registreret", True):
            yield Played(course.document.fil, written)
    for number, written in enumerate(demo.courses()):
        yield Played(f"demo {number}", written)


def worked_on(office: Office) -> None:
    """Work on a case until every command has something to do; a draft is edited and not saved."""
    begun(office, courses.POINT, courses.POINT)
    do(office, "2026-0001", "2026-03-03", "notat", slags="telefon", tekst="Talt")
    noting.call(office, CALL, at(TODAY))
    noting.small(office, {"kanal": "telefon"}, at(TODAY))
    preparing.write(office, "1", "videresend", {}, TODAY, at(TODAY), anew=True)
    draft = folder(office, "2026-0001") / "udkast" / "videresendelse-borger.md"
    draft.write_text(draft.read_text(encoding="utf-8") + "\nMin egen linje.\n", encoding="utf-8")
    do(office, "2026-0001", "2026-06-30", "kvitter")
    filing.pack(office, "1", TODAY)
    (office.root.parents[1] / "gamle").mkdir()
    (office.root.parents[1] / "gamle" / "sag.yaml").write_text(OLDER, encoding="utf-8")
    for name, kommune in (("a", "Aaby"), ("b", "Bøgeby")):
        packages.written(office.root.parents[1] / name, kommune)


def torn(office: Office) -> None:
    """Let the case have another version of its complaint, as another desk has saved it."""
    path = f"{gather.read(office, '2026-0001').folder}/konflikt/henvendelse.md"
    files = {path: b"Jeg har klaget.\n"}
    entry = Entry("2026-0001", "redigering", "ny", "ny", TODAY, "2026-0001: Konflikt", files)
    with journal.opened(office.root, command="inv test", who=office.who) as book:
        book.book([entry], now=at(TODAY), program=PROGRAM)


def _ended(words: list[str]) -> Any:
    try:
        Program(namespace=tasks.ns).run(["inv", *words])
    except SystemExit as end:
        return end.code
    return 0


def _option(key: str, value: Any) -> str:
    return f"--{key}" if value is True else shlex.quote(f"--{key}={value}")
