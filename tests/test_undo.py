"""Taking a step back: each kind of step leaves the case as it was, and can be done again."""

from __future__ import annotations

import pytest
from cli import POINT, at, begun, copied, day, do, everything, folder

from workflow.archive import yamlfile
from workflow.office import facts, undo
from workflow.office.demo import COURSES
from workflow.office.played import play, read

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

KLAGESAG = """\
  - {dato: 2026-03-02, handling: notat, slags: moede, tekst: Aftalt at skrive}
  - {dato: 2026-03-03, handling: kvitter}
  - {dato: 2026-03-03, handling: forventningsafstem, mundtlig: true, tekst: Gennemgået}
  - {dato: 2026-03-03, handling: forventningsafstem}
  - {dato: 2026-03-03, handling: afvis, punkt: 2, grund: uden-for-kommunen, begrundelse: Naboen}
  - {dato: 2026-03-03, handling: uformel-kontakt, tekst: Ringede til centret}
  - {dato: 2026-03-04, handling: videresend}
  - {dato: 2026-03-05, handling: underret, venter-paa: centrets svar, forventet: 2026-03-18}
  - {dato: 2026-03-05, handling: forlaeng-frist, frist: 2026-03-20, begrundelse: Ferie}
  - {dato: 2026-03-06, handling: saet-i-bero, begrundelse: Sygdom}
  - {dato: 2026-03-09, handling: ophaev-bero, begrundelse: Rask}
  - {dato: 2026-04-01, handling: rykker, alligevel: true}
  - {dato: 2026-04-02, handling: centersvar, medhold: intet, svar: Nej}
  - {dato: 2026-04-03, handling: borger-fastholder, punkt: 1}
  - {dato: 2026-04-07, handling: genfremsend, bemaerkninger: Svar på det hele}
  - {dato: 2026-04-14, handling: centersvar, medhold: delvist}
  - {dato: 2026-04-15, handling: borger-fastholder}
  - {dato: 2026-04-16, handling: undersoeg, kriterium: medhold}
  - {dato: 2026-04-17, handling: hoering, spoergsmaal: Hvad skete der?}
  - {dato: 2026-05-08, handling: hoeringssvar, udeblevet: true}
  - {dato: 2026-05-08, handling: partshoering}
  - {dato: 2026-05-11, handling: bemaerkninger, ingen: true}
  - {dato: 2026-05-11, handling: frafald, begrundelse: Borgeren trak den tilbage, brev: true}
  - {dato: 2026-05-12, handling: genoptag, begrundelse: Fortrød}
  - {dato: 2026-05-13, handling: vurder, punkt: 1, udfald: kritik, konstateret: det gik langsomt}
  - {handling: skriv, udtalelse: {Resumé: R, Sagsfremstilling: S, Centrets udtalelse: C,
     Retsgrundlag: R, Klagepunkt 1: {Faktiske forhold: F, Regler: R, Vurdering: V},
     Klagepunkt 3: {Faktiske forhold: F, Regler: R, Vurdering: V}}}
  - {dato: 2026-05-14, handling: afgiv-udtalelse}
  - {dato: 2026-05-15, handling: foelg-op}
  - {dato: 2026-05-16, handling: tilbagemelding, punkt: 1, henstilling: ikke-fulgt}
  - {dato: 2026-05-18, handling: afslut, udfald: udtalelse-afgivet}
"""


def course(lines: str) -> list[dict]:
    return yamlfile.read("forloeb", f"forloeb:\n{lines}".encode()).data["forloeb"]


def state(office, nummer):
    """Return what a case says and the files it has; how its file is laid out may differ."""
    case = folder(office, nummer)
    files = everything(case)
    del files["sag.yaml"]
    return read(case / "sag.yaml"), files


def tell(office, nummer, event, today):
    told = {key.replace("-", "_"): value for key, value in event.items() if key != "dato"}
    do(office, nummer, today, told.pop("handling"), **told)


def done_and_undone(office, nummer, event, today, aside):
    """Do a step, and take it back in a copy of the archive."""
    before = state(office, nummer)
    tell(office, nummer, event, today)
    elsewhere = copied(office.root, aside / f"{len(list(aside.iterdir()))}")
    taken_back = undo.take_back(elsewhere, nummer, at(day(today)))
    assert taken_back.event.handling == event["handling"]
    assert state(elsewhere, nummer) == before, event
    return elsewhere


def test_every_kind_of_step_can_be_taken_back(office, tmp_path):
    points = (POINT, POINT | {"tema": "andet"}, POINT | {"tema": "vejledning"})
    nummer = begun(office, *points)
    today, seen = "2026-03-02", set()
    for event in course(KLAGESAG):
        today = event.get("dato", today)
        handling = event["handling"]
        if handling in ("vurder", "skriv") or handling in seen:
            tell(office, nummer, event, today)
        else:
            done_and_undone(office, nummer, event, today, tmp_path)
        seen.add(handling)
    assert len(seen) > 25


def test_what_became_a_complaint_can_be_guidance_again(office, tmp_path):
    nummer = begun(office, type="vejledning")
    event = {"dato": "2026-03-03", "handling": "bliver-klagesag"}
    done_and_undone(office, nummer, event, "2026-03-03", tmp_path)


@pytest.mark.parametrize(
    "name",
    [
        "oevrige-afgoerelsesklage",
        "oevrige-vejledning",
        "oevrige-vejvisning",
        "byggesagen",
        "tilskuddet",
    ],
)
def test_the_last_step_of_a_course_can_be_taken_back_and_done_again(name, office, tmp_path):
    whole = read(COURSES / f"{name}.yaml")
    lines = [line for line in whole["forloeb"] if line["handling"] != "afsendt"]
    unsent = {"rykker": {"alligevel": True}, "undersoeg": {"alligevel": True}}
    lines = [line | unsent.get(line["handling"], {}) for line in lines]
    nummer = play(office, whole | {"forloeb": lines[:-1]})
    last = lines[-1]
    elsewhere = done_and_undone(office, nummer, last, last["dato"], tmp_path)
    tell(elsewhere, nummer, last, last["dato"])
    assert state(elsewhere, nummer) == state(office, nummer)


def test_what_is_no_step_is_said_to_stand_when_the_step_before_it_is_taken_back(with_case):
    do(with_case, "2026-0001", "2026-03-03", "kvitter")
    facts.add_point(with_case, "2026-0001", POINT, at(day("2026-03-04")))
    back = undo.take_back(with_case, "2026-0001", at(day("2026-03-05")))
    assert len(back.sag.klagepunkter) == 2
    assert "»Klagepunkt tilføjet« er journaliseret siden" in back.meddelelser[0]
    assert "inv gem 2026-0001" in back.meddelelser[0]
