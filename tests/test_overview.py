"""The day's work: each thing in its section, told once where it matters, and never in bero."""

from __future__ import annotations

from datetime import date

import pytest
from made_up import Walk, day, punkt, sag

from workflow.core.model import Afgoerelse
from workflow.core.overview import OnDesk, Unread, as_of
from workflow.core.register import Call
from workflow.core.sections import sections


def told(*cases, unread=(), calls=()):
    """Return the sections that have something in them."""
    return {part.id: part.linjer for part in sections(cases, unread, calls) if part.linjer}


def seen(walk, today, **facts):
    """Return the sections of one case on a day."""
    return told(OnDesk(walk.situation(today), **facts))


@pytest.fixture
def sent_on(walk):
    """A complaint with the centre, which has until 18 March."""
    walk.step("videresend", "2026-03-04")
    walk.sent("2026-03-04")
    return walk


@pytest.mark.parametrize(
    ("today", "section", "left"),
    [
        ("2026-03-10", "venter-paa-andre", 6),
        ("2026-03-11", "syv-dage", 5),
        ("2026-03-17", "syv-dage", 1),
        ("2026-03-18", "i-dag", 0),
        ("2026-03-19", "overskredet", -1),
        ("2026-03-21", "overskredet", -2),
    ],
)
def test_a_deadline_stands_in_the_section_of_its_day(sent_on, today, section, left):
    found = seen(sent_on, today)
    assert list(found) == [section]
    (line,) = found[section]
    assert (line.hvad, line.dato) == ("Centrets svar på klagen", day("2026-03-18"))
    assert line.arbejdsdage == left
    assert (line.venter_paa, line.siden) == ("Center for Social og Handicap", day("2026-03-04"))


def test_a_case_in_bero_is_overdue_with_nothing(sent_on):
    sent_on.step("saet-i-bero", "2026-03-10", begrundelse="Syg")
    assert list(seen(sent_on, "2026-06-01")) == ["bero"]


def test_a_case_that_waits_for_nobody_else_waits_for_the_adviser(sent_on):
    sent_on.step("centersvar", "2026-03-16", medhold="intet")
    (line,) = seen(sent_on, "2026-03-18")["venter-paa-dig"]
    assert (line.hvad, line.siden, line.ventet) == ("Besvaret af centret", day("2026-03-16"), 2)


def test_a_case_in_which_nothing_happens_is_told_after_the_offices_days(walk):
    assert "stilstand" not in seen(walk, "2026-03-30")
    found = seen(walk, "2026-03-31")
    assert found["stilstand"][0].ventet == 21
    assert "venter-paa-dig" not in found


def test_a_case_that_waits_for_a_deadline_still_ahead_is_not_lying_still(walk):
    walk.step("videresend", "2026-03-04", frist="2026-05-04")
    walk.sent("2026-03-04")
    assert "stilstand" not in seen(walk, "2026-04-30")
    assert "stilstand" in seen(walk, "2026-05-05")


def test_a_letter_not_recorded_as_sent_is_told_also_when_the_case_is_closed(walk):
    walk.step("kvitter", "2026-03-04")
    walk.step("frafald", "2026-03-05", begrundelse="Trukket tilbage")
    found = seen(walk, "2026-03-06")
    assert list(found) == ["usendt"]
    assert "2026-03-04-kvittering-borger" in found["usendt"][0].hvad


def test_drafts_and_documents_that_the_esdh_lacks_are_told(walk):
    found = seen(walk, "2026-03-04", udkast=("2026-03-04-kvittering-borger",), unfiled=2)
    assert "kvittering-borger" in found["udkast"][0].hvad
    assert "2" in found["esdh"][0].hvad


def test_criticism_without_a_report_is_told_from_the_statement_until_the_report(walk):
    walk.investigated()
    assert "tilbagemelding" not in seen(walk, "2026-03-31")
    walk.step("afgiv-udtalelse", "2026-04-01")
    walk.step("afslut", "2026-04-02", udfald="udtalelse-afgivet")
    (line,) = seen(walk, "2026-04-10")["tilbagemelding"]
    assert line.siden == day("2026-04-01")
    walk.step("tilbagemelding", "2026-05-20", henstilling="fulgt")
    assert "tilbagemelding" not in seen(walk, "2026-05-21")


@pytest.mark.parametrize(
    ("today", "there"),
    [("2026-03-05", False), ("2026-03-06", True), ("2026-03-27", True), ("2026-03-28", False)],
)
def test_a_klagefrist_is_told_two_weeks_ahead_and_a_week_after(walk_of, today, there):
    decision = Afgoerelse(klageinstans="Ankestyrelsen", klagefrist=day("2026-03-20"))
    walk = walk_of(punkt(afgoerelse=decision))
    found = seen(walk, today)
    assert ("klagefrister" in found) is there
    assert not there or "Ankestyrelsen" in found["klagefrister"][0].hvad


def test_the_klagefrist_of_a_closed_case_is_the_citizens_own(walk_of):
    walk = walk_of(punkt(afgoerelse=Afgoerelse(klagefrist=day("2026-03-20"))))
    walk.step("frafald", "2026-03-05", begrundelse="Trukket tilbage")
    assert seen(walk, "2026-03-18") == {}


def test_calls_and_cases_that_cannot_be_read_come_first(walk):
    calls = [
        Call(nr=2, dato=day("2026-03-03"), senest=day("2026-03-05"), navn="Bo", telefon="11"),
        Call(nr=1, dato=day("2026-03-04"), senest=day("2026-03-04"), navn="Al", telefon="12"),
    ]
    unread = [Unread("2026-0007", ("sag.yaml, linje 3: fejl", "sag.yaml, linje 9: fejl"))]
    found = told(OnDesk(walk.situation("2026-03-04")), unread=unread, calls=calls)
    assert list(found)[:2] == ["ulaest", "kald"]
    assert [line.hvad for line in found["ulaest"]] == list(unread[0].fejl)
    assert [line.navn for line in found["kald"]] == ["Al", "Bo"]


def test_the_oldest_deadline_of_a_section_comes_first(kontor, rules):
    walks = [Walk(sag(punkt(), nummer=f"2026-000{n}"), kontor, rules) for n in (1, 2)]
    walks[0].step("videresend", "2026-03-05")
    walks[1].step("videresend", "2026-03-04")
    found = told(*(OnDesk(walk.situation("2026-04-01")) for walk in walks))
    assert [line.nummer for line in found["overskredet"]] == ["2026-0002", "2026-0001"]


def test_another_day_sees_only_what_had_happened_by_then(sent_on):
    assert as_of(sent_on.sag, date(2026, 3, 1)) is None
    before = as_of(sent_on.sag, date(2026, 3, 3))
    assert [event.handling for event in before.forloeb] == ["registrer"]
    assert as_of(sent_on.sag, date(2026, 3, 4)) == sent_on.sag
