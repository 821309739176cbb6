"""Showing: a case with what can be done next, and its journal, as text or as data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from workflow.archive import journal
from workflow.core import outlook
from workflow.core.centres import called
from workflow.core.dates import happened, spelled
from workflow.core.entry import Booked
from workflow.core.model import Haendelse, Sag, Vurdering
from workflow.core.rulebook import Action
from workflow.core.situation import Situation
from workflow.core.timeline import PARTS
from workflow.core.title import title
from workflow.office import chronicle, conflicts, draft_views, gather, kin
from workflow.office.desk import Office


def case_data(office: Office, given: str, today: date) -> dict[str, Any]:
    """Return a case as --json gives it: the keys of sag.yaml and what is computed."""
    case = gather.read(office, gather.find(office, given))
    situation = case.situation(today)
    data: dict[str, Any] = _whole(case.sag)
    related = [
        {
            "nummer": other.sag.nummer,
            "emne": other.sag.emne,
            "tilstand": other.tilstand.id if other.tilstand else None,
        }
        for other in kin.of_enquiry(office, case.sag)
    ]
    computed = {
        "beslaegtede": related,
        "udkast": draft_views.shown(case, today),
        "konflikt": list(conflicts.of_case(office, case.sag.nummer)),
        "breve_uden_linje": outlook.unaccounted(case.sag, situation.filer),
    }
    return data | outlook.as_data(situation) | computed


def case_text(office: Office, given: str, today: date) -> str:
    """Return a case as a page to read."""
    case = gather.read(office, gather.find(office, given))
    related = kin.of_enquiry(office, case.sag)
    lines = [*_page(case.situation(today), related, draft_views.lines(case, today))]
    if files := conflicts.of_case(office, case.sag.nummer):
        lines[1:1] = [f"{conflicts.remark(case.sag.nummer)} ({', '.join(files)})"]
    return "\n".join(lines)


def _whole(value: Any) -> Any:
    """Return a record with every key of its file, also those that are empty; an event as it is."""
    if isinstance(value, Haendelse) or not isinstance(value, (msgspec.Struct, tuple)):
        return msgspec.to_builtins(value)
    if isinstance(value, tuple):
        return [_whole(item) for item in value]
    fields = msgspec.structs.fields(value)
    return {field.encode_name: _whole(getattr(value, field.name)) for field in fields}


def journal_data(office: Office, given: str) -> list[dict[str, Any]]:
    """Return a case's journal as --json gives it."""
    return [_line(office, entry) for entry in _history(office, given)]


def journal_text(office: Office, given: str) -> str:
    """Return a case's journal as an office's journal reads: date, event, from and to, documents."""
    nummer = gather.find(office, given)
    lines = [conflicts.heading(office, nummer), ""]
    for line in journal_data(office, nummer):
        parties = f"{line['afsender']} → {line['modtager']}" if line["modtager"] else ""
        lines.append(f"{line['dato']}  {line['titel']}" + (f"  ({parties})" if parties else ""))
        if line["tekst"]:
            lines.append(f"            {line['tekst']}")
        lines += [f"            {name}" for name in _papers(line["dokumenter"])]
        lines.append(f"            journaliseret {_when(line['journaliseret'])} af {line['af']}")
    return "\n".join(lines)


def _papers(documents: Sequence[Mapping[str, str]]) -> list[str]:
    """Name each document once, with the forms it lies in: 2026-03-04-rykker-center (docx, pdf)."""
    forms: dict[str, list[str]] = {}
    for document in documents:
        stem, _, form = document["navn"].rpartition(".")
        forms.setdefault(stem, []).append(form)
    return [
        f"{stem} ({', '.join(found)})" if len(found) > 1 else f"{stem}.{found[0]}"
        for stem, found in forms.items()
    ]


def _when(written: str) -> str:
    when = datetime.fromisoformat(written).astimezone()
    return f"{spelled(when.date())} kl. {when:%H.%M}"


def _page(
    situation: Situation, related: Sequence[kin.Kin], drafted: Sequence[str]
) -> Iterator[str]:
    sag, state = situation.sag, situation.tilstand
    yield title(sag)
    yield f"{sag.type.capitalize()}, modtaget {spelled(sag.modtaget)}{_filed_as(sag)}"
    yield f"Tilstand: {state.titel if state else '-'}{_waiting(situation)}"
    yield from _section("Andre sager fra samme henvendelse", list(map(_related, related)))
    yield from _section("Klagepunkter", _points(situation))
    yield from _section("Frister", chronicle.deadlines(situation))
    yield from _section("Forløb", chronicle.events(situation))
    yield from _section("Mangler", [f"- {lack}" for lack in outlook.lacking(situation)])
    yield from _section("Udkast", drafted)
    steps = list(outlook.steps(situation))
    possible = [_step(step.action, situation) for step in steps if step.mulig]
    yield from _section("Det kan du gøre nu", possible)
    yield from _section("Det kan ikke ske nu", _closed(steps))


def _filed_as(sag: Sag) -> str:
    return f". ESDH: {sag.esdh}" if sag.esdh else ""


def _section(heading: str, lines: Sequence[str]) -> Iterator[str]:
    if lines:
        yield ""
        yield heading
        yield from lines


def _waiting(situation: Situation) -> str:
    frist = situation.course.frist
    if situation.course.i_bero:
        return f". I bero siden {spelled(situation.course.i_bero)}"
    if frist is None:
        return ""
    what = frist.titel
    over = situation.kalender.imellem(frist.dato, situation.today)
    late = f", overskredet med {chronicle.working_days(over)}" if over else ""
    return f". {what}: {spelled(frist.dato)}{late}"


def _related(other: kin.Kin) -> str:
    state = other.tilstand.titel if other.tilstand else "-"
    return f"  {other.sag.nummer}  {other.sag.emne} ({state})"


def _points(situation: Situation) -> list[str]:
    lines = []
    for punkt in situation.sag.klagepunkter:
        center = called(situation.kontor, punkt.center, situation.today)
        when = happened(punkt.haendt)
        where = punkt.status.replace("-", " ")
        if punkt.flyttet_til:
            where = f"flyttet til {punkt.flyttet_til}"
        tema = situation.rules.temaer[punkt.tema].navn.lower()
        facts = [center, tema, when, where]
        lines.append(f"  {punkt.nr}. at {punkt.forhold}")
        lines.append(f"     {', '.join(fact for fact in facts if fact)}")
        if punkt.vurdering:
            lines.append(f"     Vurderet: {_assessment(punkt.vurdering)}")
    return lines


def _assessment(given: Vurdering) -> str:
    """Tell an assessment by its words: kritik (beklageligt), med forbehold: bevistvivl."""
    grade = f" ({given.grad})" if given.grad else ""
    kept = f", med forbehold: {', '.join(given.forbehold)}" if given.forbehold else ""
    asked = f". Henstilling: {given.henstilling}" if given.henstilling else ""
    return f"{given.udfald}{grade}{kept}".replace("-", " ") + asked


def _closed(steps: Sequence[outlook.Step]) -> list[str]:
    """Tell why the rest cannot happen: one by one where it could in this state, else together."""
    near = [f"  {step.action.id}: {' '.join(step.grunde)}" for step in steps if step.taet_paa]
    far: dict[str, list[str]] = {}
    for step in steps:
        if step.venter_paa:
            far.setdefault(step.venter_paa, []).append(step.action.id)
    return [*near, *(f"  {needed}: {', '.join(names)}" for needed, names in far.items())]


def _step(action: Action, situation: Situation) -> str:
    needed = "".join(f" --{need.replace('|', '|--')} …" for need in action.kraever)
    return f"  inv {action.id} {situation.sag.nummer}{needed}"


def _history(office: Office, given: str) -> Sequence[Booked]:
    return journal.history(office.root, gather.find(office, given))


def _line(office: Office, entry: Booked) -> dict[str, Any]:
    action = office.rules.handlinger.get(entry.handling)
    parties = (PARTS[action.afsender], PARTS[action.modtager]) if action else ("", "")
    moved = action is not None and action.afsender != action.modtager
    return {
        "dato": entry.dato.isoformat(),
        "handling": entry.handling,
        "titel": entry.overskrift.partition(": ")[2],
        "tekst": entry.tekst,
        "fra": entry.fra,
        "til": entry.til,
        "afsender": parties[0] if moved else "",
        "modtager": parties[1] if moved else "",
        "dokumenter": [
            {"navn": path.rpartition("/")[2], "sti": path, "sha256": digest}
            for path, digest in entry.dokumenter.items()
        ],
        "af": entry.who,
        "journaliseret": entry.when.isoformat(timespec="minutes") if entry.when else "",
    }
