"""`inv opdel`: two cases booked together, told together, and never half."""

from __future__ import annotations

import json

import pytest
from cli import POINT, begun, do, folder, git, nothing_changes

from workflow.office.played import read

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

POINTS = (POINT, POINT | {"tema": "vejledning", "forhold": "centret ikke har vejledt"})
D = ("--dato", "2026-03-20")


@pytest.fixture
def sent_on(office):
    """Open a case with two klagepunkter that the centre has had in a letter."""
    begun(office, *POINTS, tekst="Jeg venter.")
    do(office, "2026-0001", "2026-03-04", "videresend")
    do(office, "2026-0001", "2026-03-04", "afsendt")
    return office


def written(path):
    return path.read_text(encoding="utf-8").replace("\\-", "-")


def split(counter, office, *more):
    ended = counter("opdel", "1", "--punkt", "2", *D, *more, archive=office.root)
    assert ended.code == 0, ended.err
    return ended


def test_both_cases_are_named_and_the_new_one_stands_last(sent_on, counter):
    ended = split(counter, sent_on, "--emne", "Vejledning")
    lines = ended.out.splitlines()
    assert lines[0] == "Sag 2026-0001 (Øjvind Åse: Ventetid på hjælpemiddel)"
    assert "Sag 2026-0002 (Øjvind Åse: Vejledning)" in lines
    assert "Centrets svar på klagen: 18.\N{NO-BREAK SPACE}marts 2026" in lines
    assert lines[-1] == f"2026-0002 {folder(sent_on, '2026-0002')}"
    assert "Fortæl borgeren og centret det nye" in ended.err


def test_the_two_cases_are_booked_by_one_swap_and_each_has_its_entry(sent_on, counter):
    before = git(sent_on.root, "rev-parse", "HEAD").strip()
    split(counter, sent_on)
    log = git(sent_on.root, "log", "--format=%s", f"{before}..HEAD").splitlines()
    assert log == [
        "2026-0002: Skilt ud fra 2026-0001",
        "2026-0001: Klagepunkt flyttet til en sag for sig",
    ]
    assert git(sent_on.root, "reflog", "--format=%H", "HEAD").splitlines()[1] == before
    (entry,) = json.loads(counter("journal", "2", "--json", archive=sent_on.root).out)
    assert (entry["handling"], entry["dato"], entry["til"]) == (
        "opdelt",
        "2026-03-20",
        "hos-centret",
    )
    assert git(sent_on.root, "status", "--porcelain") == ""


def test_the_new_case_knows_the_old_one_and_has_its_henvendelse(sent_on, counter):
    split(counter, sent_on)
    new = read(folder(sent_on, "2026-0002") / "sag.yaml")
    assert (new["henvendelse"], new["klagepunkter"][0]["nr"]) == ("2026-0001", 1)
    text = (folder(sent_on, "2026-0002") / "henvendelse.md").read_text(encoding="utf-8")
    assert text == "Jeg venter.\n"
    page = counter("vis", "1", archive=sent_on.root).out
    assert "flyttet til 2026-0002" in page
    assert "2026-0002  Ventetid på hjælpemiddel (Hos centret)" in page


def test_hand_edits_of_the_old_case_are_journalised_in_the_same_step(sent_on, counter):
    path = folder(sent_on, "2026-0001") / "henvendelse.md"
    path.write_text("Jeg venter stadig.\n", encoding="utf-8")
    assert "Dine rettelser er journaliseret: henvendelse.md." in split(counter, sent_on).err
    copy = folder(sent_on, "2026-0002") / "henvendelse.md"
    assert copy.read_text(encoding="utf-8") == "Jeg venter stadig.\n"


def test_letters_of_the_new_case_refer_to_the_old_one_for_what_was_written(sent_on, counter):
    split(counter, sent_on)
    for words in (("kvitter", "2"), ("rykker", "2")):
        ended = counter(*words, *D, archive=sent_on.root)
        assert ended.code == 0, ended.err
    letters = folder(sent_on, "2026-0002") / "breve"
    reminder = written(letters / "2026-03-20-rykker-center.md")
    assert "Jeg skrev til jer i sag 2026-0001 om klagen" in reminder
    assert "**Tidligere rykkere i sagen:** se sag 2026-0001" in reminder
    receipt = written(letters / "2026-03-20-kvittering-borger.md")
    assert "Sagen er skilt ud fra sag 2026-0001" in receipt


def test_a_complaint_split_off_after_the_answer_can_be_sent_again(office, counter):
    begun(office, *POINTS)
    do(office, "2026-0001", "2026-03-04", "centersvar", medhold="intet")
    split(counter, office)
    do(office, "2026-0002", "2026-03-21", "borger-fastholder")
    do(office, "2026-0002", "2026-03-21", "genfremsend", bemaerkninger="Svar på det.")
    letter = folder(office, "2026-0002") / "breve" / "2026-03-21-genfremsendelse-borger.md"
    assert "efter svaret fra Center for" in letter.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("--punkt", "1,2"), 4, "noget klagepunkt tilbage"),
        (("--punkt", "7"), 2, "klagepunkt '7' findes ikke i sagen"),
        ((), 4, "--punkt mangler"),
        (("--punkt", "2", "--emne", "310299-0000"), 2, "--emne: der står et CPR-nummer"),
        (("--punkt", "2", "--dato", "2030-01-01"), 4, "ligger i fremtiden"),
    ],
)
def test_a_split_that_is_refused_changes_nothing(words, code, told, sent_on, counter):
    with nothing_changes(sent_on.root):
        ended = counter("opdel", "1", *words, archive=sent_on.root)
    assert ended.code == code
    assert told in ended.err
    assert not folder(sent_on, "2026-0002").exists()


@pytest.mark.parametrize("nummer", ["1", "2"])
def test_a_split_is_not_taken_back_by_fortryd_which_says_what_to_do(nummer, sent_on, counter):
    split(counter, sent_on)
    with nothing_changes(sent_on.root):
        ended = counter("fortryd", nummer, archive=sent_on.root)
    assert ended.code == 4
    assert "inv gem 2026-0001, og luk den anden med inv frafald 2026-0002" in ended.err


def test_what_fortryd_says_brings_the_klagepunkt_back(sent_on, counter):
    split(counter, sent_on)
    path = folder(sent_on, "2026-0001") / "sag.yaml"
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = "".join(line for line in lines if "flyttet_til:" not in line)
    path.write_text(kept.replace("status: flyttet", "status: behandles"), encoding="utf-8")
    assert counter("gem", "1", archive=sent_on.root).code == 0
    closed = ("frafald", "2", "--begrundelse", "Flyttet tilbage")
    assert counter(*closed, archive=sent_on.root).code == 0
    told = counter("centersvar", "1", "--medhold", "1=fuldt,2=intet", archive=sent_on.root)
    assert told.code == 0, told.err


def test_a_klagepunkt_that_was_moved_is_assessed_in_its_new_case(sent_on, counter):
    split(counter, sent_on)
    words = ("vurder", "1", "--punkt", "2", "--udfald", "kan-ikke-vurderes")
    assert counter(*words, "--forbehold", "bevistvivl", archive=sent_on.root).code == 2
    words = ("vurder", "2", "--punkt", "1", "--udfald", "kan-ikke-vurderes")
    assert counter(*words, "--forbehold", "bevistvivl", archive=sent_on.root).code == 0
