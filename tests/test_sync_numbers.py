"""A number that two desks have taken: one case keeps it, and the other follows under a new one."""

from __future__ import annotations

from datetime import date

import pytest
from cli import at, begun, day, do, folder, git, head
from several_desks import another, both, files, note, sag, sync, text

from workflow.archive.journal.sharing import Sharing
from workflow.core import errors
from workflow.office import checking, dividing, played

pytestmark = pytest.mark.usefixtures("unset_letters")
TAKEN, FREE, LATER = "2026-0002", "2026-0003", "2026-0004"


@pytest.fixture
def desks(office):
    begun(office)
    other = another(office)
    assert begun(office, navn="Her", emne="Her") == TAKEN
    assert begun(other, navn="Der", emne="Der") == TAKEN
    return office, other


def went_out(office, nummer):
    do(office, nummer, "2026-03-04", "kvitter")
    do(office, nummer, "2026-03-05", "afsendt", via="brev")


def names(office):
    return {nr: sag(office, nr).borger.navn for nr in (TAKEN, FREE)}


def test_of_two_cases_that_have_sent_nothing_the_one_that_is_shared_keeps_the_number(desks):
    office, other = desks
    sync(office)
    told = sync(other).meddelelser
    assert told == [f"Nummeret {TAKEN} er brugt to gange. Sagen 'Der' har nu nummer {FREE}."]
    both(office, other)
    assert names(office) == names(other) == {TAKEN: "Her", FREE: "Der"}
    assert sag(office, FREE).nummer == FREE


def test_what_named_the_case_names_it_by_its_new_number(desks):
    office, other = desks
    begun(other, navn="Barnet", henvendelse=TAKEN)
    played.beside(
        other,
        {"handling": "opkald", "navn": "Ring", "telefon": "1", "sag": TAKEN, "dato": "2026-03-04"},
        date(2026, 3, 4),
    )
    do(other, TAKEN, "2026-03-04", "kvitter")
    (folder(other, TAKEN) / "udkast").mkdir()
    (folder(other, TAKEN) / "udkast" / "x.md").write_text(f"Sag {TAKEN}, ikke {TAKEN}1\n")
    sync(office)
    sync(other)
    assert sag(other, FREE).henvendelse == LATER
    assert f"sag: {LATER}" in text(other.root / "opkald" / "2026.yaml")
    (name,) = (path for path in files(other, LATER) if path.endswith("borger.md"))
    letter = text(folder(other, LATER) / name)
    assert LATER in letter
    assert TAKEN not in letter
    assert text(folder(other, LATER) / "udkast" / "x.md") == f"Sag {LATER}, ikke {TAKEN}1\n"


def test_a_case_that_keeps_its_number_names_one_that_moves_by_its_new_number(desks):
    office, other = desks
    begun(office)
    begun(other, henvendelse=TAKEN)
    went_out(other, FREE)
    sync(office)
    sync(other)
    named = sag(other, FREE).henvendelse
    assert named not in (TAKEN, FREE)
    assert sag(other, named).emne == "Der"
    both(office, other)
    assert list(checking.check(office.root, day("2026-06-30")).fejl) == []


def test_a_case_that_was_divided_points_at_the_new_number(desks):
    office, other = desks
    do(other, "2026-0001", "2026-03-04", "klagepunkt", **POINT)
    dividing.divide(other, "2026-0001", "2", "Andet", day("2026-03-04"), at(day("2026-03-04")))
    begun(office, navn="Tredje")
    sync(office)
    sync(other)
    event = sag(other, "2026-0001").forloeb[-1]
    (new,) = event.sager
    assert new not in (TAKEN, FREE)
    assert sag(other, new).nummer == new
    assert sag(other, "2026-0001").punkt(2).flyttet_til == new


POINT = {
    "tema": "sagsbehandlingstid",
    "center": "social",
    "forhold": "centret ikke har svaret på mere",
    "haendt": "2026-01-05",
    "vedroerer": "sagsbehandling",
}


def test_a_case_that_has_sent_letters_keeps_the_number_from_one_that_has_not(desks):
    office, other = desks
    went_out(other, TAKEN)
    sync(office)
    sync(other)
    both(office, other)
    assert names(office) == {TAKEN: "Der", FREE: "Her"}


def test_work_done_elsewhere_under_the_old_number_follows_the_case(desks):
    office, other = desks
    sync(office)
    third = another(office, "tredje")
    note(third, TAKEN, "Angår den, der er her")
    went_out(other, TAKEN)
    sync(other)
    sync(third)
    both(office, other, third)
    assert names(office) == {TAKEN: "Der", FREE: "Her"}
    assert "notater/2026-03-09-telefon.md" in files(office, FREE)
    assert [event.handling for event in sag(office, FREE).forloeb] == ["registrer", "notat"]
    assert not any(path.startswith("notater") for path in files(office, TAKEN))
    note(third, TAKEN, "Angår den anden", "2026-03-10")
    both(office, other, third)
    assert len({head(each.root) for each in desks}) == 1


def test_a_joining_that_cannot_be_delivered_is_not_booked(desks, monkeypatch):
    office, other = desks
    went_out(other, TAKEN)
    sync(office)
    before = head(other.root), git(other.root, "status", "--porcelain")
    with monkeypatch.context() as cut:
        cut.setattr(Sharing, "hand_over", undelivered)
        with pytest.raises(errors.NotDelivered):
            sync(other)
    assert (head(other.root), git(other.root, "status", "--porcelain")) == before
    note(office, TAKEN, "Angår den, der er her")
    sync(office)
    both(other, office)
    assert names(office) == names(other) == {TAKEN: "Der", FREE: "Her"}
    assert [event.handling for event in sag(office, FREE).forloeb] == ["registrer", "notat"]
    assert not any(path.startswith("notater") for path in files(office, TAKEN))
    assert list(checking.check(office.root, date(2026, 6, 30)).fejl) == []


def test_who_is_overtaken_takes_in_what_came_first(desks, monkeypatch):
    office, other = desks
    sync(office)
    hand_over, waiting = Sharing.hand_over, [office]

    def after_another(place, commit):
        if waiting:
            note(waiting[0], TAKEN, "Kom først")
            sync(waiting.pop())
        return hand_over(place, commit)

    monkeypatch.setattr(Sharing, "hand_over", after_another)
    told = sync(other).meddelelser
    assert told == [f"Nummeret {TAKEN} er brugt to gange. Sagen 'Der' har nu nummer {FREE}."]
    assert [event.handling for event in sag(other, TAKEN).forloeb] == ["registrer", "notat"]
    assert len(git(other.root, "log", "--merges", "--format=%H").split()) == 1


def undelivered(place, _):
    raise errors.NotDelivered(sted=place.sted.sted, fejl="ingen forbindelse")


def test_when_both_have_sent_letters_the_adviser_decides(desks):
    office, other = desks
    for each in desks:
        went_out(each, TAKEN)
    sync(office)
    before = head(other.root), git(other.root, "status", "--porcelain")
    with pytest.raises(errors.NumberTakenTwice, match=f"--omnummerer {TAKEN}") as told:
        sync(other)
    assert told.value.exit_code == 4
    assert (head(other.root), git(other.root, "status", "--porcelain")) == before
    done = sync(other, omnummerer="2")
    assert any(f"har stadig {TAKEN}" in line for line in done.meddelelser)
    both(office, other)
    assert names(office) == {TAKEN: "Her", FREE: "Der"}


def test_a_number_that_is_taken_once_is_not_renumbered(desks):
    office, _ = desks
    before = head(office.root), git(office.root, "status", "--porcelain")
    with pytest.raises(errors.BadValue, match="ikke brugt to gange"):
        sync(office, omnummerer="1")
    assert (head(office.root), git(office.root, "status", "--porcelain")) == before


def test_desks_with_a_series_letter_never_take_the_same_number(office):
    begun(office)
    other = another(office)
    sync(office, serie="A")
    sync(other, serie="B")
    assert (begun(office), begun(other)) == ("2026-A0002", "2026-B0002")
    both(office, other)
    assert sag(office, "2026-B0002").nummer == "2026-B0002"
    with pytest.raises(errors.BadValue, match="stort bogstav"):
        sync(office, serie="b")
