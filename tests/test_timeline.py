"""A case's timeline: parties, deadlines, and what became of each letter and note."""

from __future__ import annotations

from made_up import day
from msgspec.structs import replace

from workflow.core.model import Haendelse
from workflow.core.timeline import timeline
from workflow.office import chronicle


def points(walk, today="2026-03-20"):
    return {punkt.handling: punkt for punkt in timeline(walk.situation(today))}


def page(walk, today="2026-03-20"):
    return "\n".join(chronicle.events(walk.situation(today))).replace("\u00a0", " ")


def test_an_event_tells_its_parties_and_the_deadline_it_set(walk):
    walk.step("videresend", "2026-03-04")
    sent = points(walk)["videresend"]
    assert (sent.afsender, sent.modtager) == ("kontoret", "begge parter")
    assert sent.frist == day("2026-03-18")
    assert "frist 18. marts 2026" in page(walk)


def test_an_event_within_the_office_has_no_parties(walk):
    walk.step("saet-i-bero", "2026-03-04", begrundelse="Syg")
    assert points(walk)["saet-i-bero"].modtager == ""


def test_a_letter_tells_when_and_how_it_was_sent_or_that_it_was_not(walk):
    walk.step("videresend", "2026-03-04")
    walk.sent("2026-03-05", "2026-03-04-videresendelse-center")
    centre, citizen = points(walk)["videresend"].breve
    assert (centre.sendt, citizen.sendt) == (day("2026-03-05"), None)
    assert "2026-03-04-videresendelse-center: sendt 5. marts 2026" in page(walk)
    assert "2026-03-04-videresendelse-borger: ikke registreret som sendt" in page(walk)


def test_a_note_tells_its_file_and_when_it_was_written_later(walk):
    walk.step("uformel-kontakt", "2026-03-04", tekst="Ringede")
    *before, talk = walk.sag.forloeb
    late = replace(talk, skrevet=day("2026-03-09"))
    walk.sag = replace(walk.sag, forloeb=(*before, late))
    assert points(walk)["uformel-kontakt"].notat.navn == "notater/2026-03-04-uformel-kontakt.md"
    assert "skrevet 9. marts 2026" in page(walk)


def test_what_has_been_filed_in_the_esdh_says_so(walk):
    walk.step("kvitter", "2026-03-04")
    filed = Haendelse(
        dato=day("2026-03-06"),
        handling="notat",
        dokumenter=("breve/2026-03-04-kvittering-borger.pdf",),
    )
    assert "lagt i ESDH" not in page(walk)
    walk.sag = replace(walk.sag, forloeb=(*walk.sag.forloeb, filed))
    assert "lagt i ESDH" in page(walk)


def test_every_running_deadline_is_shown_with_the_days_it_has_left_or_is_over(walk):
    walk.step("videresend", "2026-03-04")
    walk.step("kvitter", "2026-03-04", forventet="2026-03-25")
    centre, office = chronicle.deadlines(walk.situation("2026-03-19"))
    assert centre.startswith("  2026-03-18  Centrets svar på klagen: venter på Center for Social")
    assert centre.endswith("(1 arbejdsdag over)")
    assert office.endswith("Besked, borgeren er lovet: venter på dig (4 arbejdsdage endnu)")


def test_a_deadline_in_bero_stands_still(walk):
    walk.step("videresend", "2026-03-04")
    walk.step("saet-i-bero", "2026-03-10", begrundelse="Syg")
    (line,) = chronicle.deadlines(walk.situation("2026-03-19"))
    assert line.endswith("(står stille)")
