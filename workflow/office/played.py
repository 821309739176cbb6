"""A course of a case written down beforehand, played through the very use cases a user has.

The demonstration and the tests read the same files: what a jurist can read and write.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from workflow.archive import yamlfile, yamlwrite
from workflow.archive.places import case_folder
from workflow.core.known_steps import FILED, SENT, SPLIT
from workflow.core.reading import day
from workflow.core.statement import FILE, sections
from workflow.office import competence, desk, dividing, facts, filing, noting, opening, steps
from workflow.office.desk import Office

Told = Mapping[str, Any]


def read(path: Path) -> dict[str, Any]:
    """Read a course; BadFile when it is not YAML."""
    data: dict[str, Any] = yamlfile.read(path.name, path.read_bytes()).data
    return data


def play(office: Office, course: Mapping[str, Any]) -> str:
    """Play a whole course, every event on its own day; return the case's number."""
    nummer = begin(office, course)
    for today, line in days(course):
        do(office, nummer, line, today)
    return nummer


def begin(office: Office, course: Mapping[str, Any]) -> str:
    """Open a course's case with its klagepunkter; return the case's number."""
    told = {"kanal": "telefon", "modtaget": "", "tekst": course.get("henvendelse"), **course["sag"]}
    received = day(told["modtaget"])
    nummer = opening.case(office, told, at(received)).sag.nummer
    for point in course.get("klagepunkter", ()):
        facts.add_point(office, nummer, point, at(received))
    return nummer


def days(course: Mapping[str, Any]) -> list[tuple[date, Mapping[str, Any]]]:
    """Return a course's lines, each with its day: its own, or that of the line before it."""
    today, found = day(course["sag"]["modtaget"]), []
    for line in course["forloeb"]:
        today = day(line["dato"]) if "dato" in line else today
        found.append((today, line))
    return found


def do(office: Office, nummer: str, event: Told, today: date) -> None:
    """Do one line of a course."""
    told = {key: value for key, value in event.items() if key not in ("dato", "handling")}
    by_hand = BY_HAND.get(event["handling"])
    if by_hand:
        by_hand(office, nummer, told, today)
        return
    strings = {key: value if value is True else str(value) for key, value in told.items()}
    steps.carry_out(office, nummer, event["handling"], strings, today, at(today))


def beside(office: Office, line: Told, today: date) -> None:
    """Do one line of what is no case: work, a call to return, and that it was returned."""
    told = {key: str(value) for key, value in line.items() if key not in ("dato", "handling")}
    if line["handling"] == "ringet":
        noting.returned(office, told.pop("nr"), told, at(today))
    else:
        {"aktivitet": noting.work, "opkald": noting.call}[line["handling"]](office, told, at(today))


def _send(office: Office, nummer: str, told: Told, today: date) -> None:
    steps.send(office, nummer, told.get("via", "digital-post"), "", today, at(today))


def _file(office: Office, nummer: str, told: Told, today: date) -> None:
    filing.mark(office, nummer, str(told.get("esdh", "")), today, at(today))


def _divide(office: Office, nummer: str, told: Told, today: date) -> None:
    dividing.divide(office, nummer, str(told["punkt"]), told.get("emne", ""), today, at(today))


def _add_point(office: Office, nummer: str, told: Told, today: date) -> None:
    facts.add_point(office, nummer, told, at(today))


def _assess(office: Office, nummer: str, told: Told, today: date) -> None:
    facts.assess(office, nummer, {key: str(value) for key, value in told.items()}, at(today))


def _answer(office: Office, nummer: str, told: Told, today: date) -> None:
    competence.answer(office, nummer, str(told.get("punkt", "")), told["svar"], at(today))


def _write(office: Office, nummer: str, told: Told, _: date) -> None:
    write_statement(office, nummer, told["udtalelse"])


BY_HAND: Mapping[str, Callable[[Office, str, Told, date], None]] = {
    SENT: _send,
    "klagepunkt": _add_point,
    SPLIT: _divide,
    "vurder": _assess,
    "kompetence": _answer,
    "skriv": _write,
    FILED: _file,
}


def write_statement(office: Office, nummer: str, prose: Mapping[str, Any]) -> None:
    """Fill the statement's prose in under its headings, as an adviser does in an editor."""
    path = office.root / case_folder(nummer) / FILE
    path.write_text(filled(path.read_text(encoding="utf-8"), prose), encoding="utf-8")


def filled(skeleton: str, prose: Mapping[str, Any]) -> str:
    """Put each text under its heading, leaving everything else where it is."""
    lines = skeleton.split("\n")
    found = sorted(sections(skeleton).values(), key=lambda section: -section.linje)
    for section in found:
        text: Any = prose
        for heading in section.overskrift:
            text = text.get(heading, {}) if isinstance(text, Mapping) else {}
        if isinstance(text, str):
            lines[section.linje : section.linje] = ["", text.strip()]
    return "\n".join(lines)


def at(today: date) -> datetime:
    """Return noon of a day, when things happen in a played course."""
    return datetime.combine(today, time(12)).astimezone()


def made_up_office(root: Path, values: Mapping[str, Any], today: date) -> Office:
    """Make an archive whose kontor.yaml has the given values."""
    opening.archive(root, values["kommune"], at(today))
    return edited_office(root, values)


def edited_office(root: Path, values: Mapping[str, Any]) -> Office:
    """Fill in kontor.yaml as an adviser does, group by group."""
    path = root / "kontor.yaml"
    document = yamlfile.read(path.name, path.read_bytes())
    after = dict(document.data)
    for key, value in values.items():
        after[key] = {**after[key], **value} if isinstance(value, Mapping) else value
    path.write_bytes(yamlwrite.write(document, document.data, after))
    return desk.enter(root)
