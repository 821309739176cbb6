"""Opening: a new archive, and a new case in it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

from msgspec import Struct

from workflow import PROGRAM
from workflow.archive import casefile, journal, places, yamlfile, yamlwrite
from workflow.archive.journal import Person
from workflow.core import filing
from workflow.core.deadlines import reckoned
from workflow.core.entry import NONE, Entry
from workflow.core.errors import ArchiveExists, BadValue
from workflow.core.known_steps import REGISTERED
from workflow.core.model import Borger, Haendelse, Kanal, Sag, Sagstype
from workflow.core.reading import choice, of, past, values, words
from workflow.office import desk, gather, kin
from workflow.office.desk import Office

GITIGNORE = (
    b"/.skema/\n/.esdh/\n/.forhaandsvisning/\n~$*\n.~lock.*#\n*.tmp\n*.swp\n.DS_Store\nThumbs.db\n"
)
GITATTRIBUTES = b"* -text\n"
DEFAULT_CHANNEL = "telefon"
_OF_THE_CITIZEN = ("email", "telefon", "sprog", "repraesentant", "samtykke")
_OF_THE_CASE = ("esdh", "henvendelse")
_AS_TOLD = ("adresse", *_OF_THE_CITIZEN, *_OF_THE_CASE)
COMPLAINT = (
    "<!-- Skriv eller indsæt borgerens henvendelse her, helst med borgerens egne ord. Den følger\n"
    "     med klagen til centret, præcis som den står. -->\n"
)


class Opened(Struct, frozen=True):
    """A new case, and what is still missing in it."""

    sag: Sag
    mappe: Path
    mangler: tuple[str, ...]
    meddelelser: tuple[str, ...] = ()


def archive(root: Path, kommune: str, now: datetime) -> Path:
    """Make an archive with a commented kontor.yaml; ArchiveExists if there is one."""
    if (root / casefile.OFFICE).exists():
        raise ArchiveExists(sted=root)
    place = root.resolve()
    if place in (Path(place.anchor), places.home("~").resolve()):
        raise BadValue(fejl=f"Et arkiv skal have en mappe for sig selv. Det kan ikke være {root}.")
    files = {
        casefile.OFFICE: _office_file(kommune),
        ".gitignore": GITIGNORE,
        ".gitattributes": GITATTRIBUTES,
    }
    adviser = desk.start_values(kommune)["borgerraadgiver"]
    entry = gather.office_entry(f"Arkiv oprettet for {kommune}", files, now.date())
    journal.create(root, entry, now=now, who=Person(adviser["navn"], adviser["email"]))
    desk.enter(root)
    return root


@journal.decided_anew
def case(office: Office, told: Mapping[str, Any], now: datetime) -> Opened:
    """Open a case under the year's next number; BadValue with every fault of what was told."""
    told = kin.inherited(office, told)
    facts = _facts(told, office.rules.sprog, now.date())
    with journal.opened(office.root, command="ny", who=office.who) as book:
        year = facts["modtaget"].year
        nummer = places.next_number(office.root, year, book.names(str(year)), journal.series(book))
        sag = _case(nummer, facts, _registered(office, facts["modtaget"]))
        others = kin.pointed_out(office, sag)
        book.book([_entry(office, sag, told.get("tekst"))], now=now, program=PROGRAM)
    return Opened(sag, office.root / places.case_folder(nummer), tuple(lacking(sag)), tuple(others))


def lacking(sag: Sag) -> list[str]:
    """Say what the case still lacks before it can go further."""
    lacks = []
    if not sag.klagepunkter and sag.type == "klagesag":
        lacks.append(f"klagepunkter (inv klagepunkt {sag.nummer} …)")
    if not sag.borger.adresse:
        lacks.append("borgerens adresse, hvis brevene skal sendes med post (borger.adresse)")
    return lacks


def _facts(told: Mapping[str, Any], languages: Iterable[str], today: date) -> dict[str, Any]:
    read = values(
        told,
        type=of(get_args(Sagstype)),
        kanal=lambda raw: choice(raw or DEFAULT_CHANNEL, get_args(Kanal)),
        modtaget=past(today),
        navn=words,
        emne=words,
        sprog=lambda raw: choice(raw, languages) if raw else None,
    )
    return {name: told.get(name) or None for name in _AS_TOLD} | read


def _registered(office: Office, received: date) -> Haendelse:
    """Return the first event of a case, with the day that the case is expected to be over."""
    action, rules, kontor = office.rules.handlinger[REGISTERED], office.rules, office.kontor
    event = Haendelse(dato=received, handling=action.id)
    return reckoned(event, action, rules, kontor, office.kalender)


def _case(nummer: str, facts: Mapping[str, Any], registered: Haendelse) -> Sag:
    person = {name: facts[name] for name in ("navn", *_OF_THE_CITIZEN)}
    address = facts["adresse"] and facts["adresse"].replace("\\n", "\n")
    return Sag(
        format=1,
        nummer=nummer,
        borger=Borger(**person, adresse=address),
        forloeb=(registered,),
        **{name: facts[name] for name in ("type", "modtaget", "kanal", "emne", *_OF_THE_CASE)},
    )


def files(sag: Sag, text: str | None) -> dict[str, bytes]:
    """Return the files that a case begins with."""
    skeleton = (desk.TEMPLATES / casefile.NAME).read_bytes()
    folder = places.case_folder(sag.nummer)
    return {
        f"{folder}/{casefile.NAME}": casefile.fresh(casefile.NAME, skeleton, sag),
        f"{folder}/{filing.COMPLAINT}": (f"{text}\n" if text else COMPLAINT).encode(),
    }


def _entry(office: Office, sag: Sag, text: str | None) -> Entry:
    title = f"{sag.nummer}: Henvendelse registreret"
    state = gather.entered(gather.state_of(office, sag))
    return Entry(sag.nummer, REGISTERED, NONE, state, sag.modtaget, title, files(sag, text))


def _office_file(kommune: str) -> bytes:
    skeleton = yamlfile.read(casefile.OFFICE, (desk.TEMPLATES / casefile.OFFICE).read_bytes())
    return yamlwrite.write(skeleton, skeleton.data, desk.start_values(kommune))
