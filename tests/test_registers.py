"""Work that is no case and calls to return, by the commands: noted, listed, edited, refused."""

from __future__ import annotations

import json

import pytest
from cli import git, nothing_changes

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

OPKALD = ("opkald", "--navn", "Øjvind Åse", "--telefon", "12 34 56 78")
MOEDE = ("aktivitet", "--slags", "dialogmoede", "--center", "social")


def subjects(root):
    return git(root, "log", "--format=%s").splitlines()


@pytest.fixture
def say(counter, office):
    """Say a command that must succeed, and return what it said."""

    def spoken(*words):
        ended = counter(*words, archive=office.root)
        assert ended.code == 0, ended.err
        return ended

    return spoken


def test_work_that_is_no_case_is_one_line_in_the_years_file_and_one_in_the_journal(say, office):
    said = say(*MOEDE, "--emne", "Læring om svartider", "--dato", "2026-03-02")
    assert said.out == "Dialogmøde med et center, 2.\u00a0marts 2026.\n"
    text = (office.root / "aktiviteter/2026.yaml").read_text(encoding="utf-8")
    assert text.startswith("# yaml-language-server: $schema=../.skema/aktiviteter.json\n")
    assert (
        "  - {nr: 1, dato: 2026-03-02, slags: dialogmoede, center: social, "
        "emne: Læring om svartider}\n" in text
    )
    assert (office.root / "aktiviteter/../.skema/aktiviteter.json").is_file()
    assert subjects(office.root)[0] == "aktiviteter: Aktivitet 1 noteret"
    assert git(office.root, "status", "--porcelain", "aktiviteter") == ""


def test_a_small_enquiry_is_counted_with_one_word_and_no_case(say, office):
    say("smaahenvendelse")
    say("småhenvendelse", "--antal", "2")
    counted = json.loads(say("aktiviteter", "--json").out)
    assert counted["antal"] == {"smaa-henvendelse": 3}
    assert [line["kanal"] for line in counted["aktiviteter"]] == ["telefon"]
    assert not list(office.root.glob("2026/*"))


def test_the_list_of_work_counts_each_kind_of_the_period_asked_for(say):
    say(*MOEDE, "--dato", "2026-03-02")
    say(*MOEDE, "--dato", "2026-03-03", "--antal", "2")
    say("aktivitet", "--slags", "oplaeg", "--dato", "2025-12-01")
    this_year = say("aktiviteter").out
    assert "    3  Dialogmøde med et center (møder)\n" in this_year
    assert "Oplæg" not in this_year
    earlier = say("aktiviteter", "--fra", "2025-12-01", "--til", "2026-03-02").out
    assert "    1  Dialogmøde" in earlier
    assert "    1  Oplæg" in earlier
    assert "ikke noteret noget" in say("aktiviteter", "--til", "2024-06-01").out


def test_a_call_is_to_be_returned_within_one_working_day(say, office):
    said = say(*OPKALD, "--besked", "Vil vide: hvor er sagen?", "--dato", "2026-02-27")
    assert "senest 2.\u00a0marts 2026: inv ringet 2026-1" in said.out  # 27 February was a Friday
    assert "Øjvind" not in "".join(subjects(office.root))
    assert subjects(office.root)[0] == "opkald: Opkald 1 noteret"


def test_the_offices_own_time_for_returning_calls_is_used(say, office):
    path = office.root / "kontor.yaml"
    path.write_text(path.read_text().replace("tilbageringning: 1 ", "tilbageringning: 3 "))
    assert "senest 5.\u00a0marts 2026" in say(*OPKALD, "--dato", "2026-03-02").out


def test_a_returned_call_leaves_the_list_and_stays_in_the_register(say):
    say(*OPKALD, "--dato", "2026-06-29")
    say(*OPKALD, "--dato", "2026-06-01")
    waiting = json.loads(say("opkaldsliste", "--json").out)
    assert [(c["nummer"], c["overskredet"]) for c in waiting] == [
        ("2026-2", True),
        ("2026-1", False),
    ]
    assert "OVERSKREDET" in say("opkaldsliste").out
    say("ringet", "2", "--resultat", "Er henvist til centret", "--dato", "2026-06-02")
    assert [c["nr"] for c in json.loads(say("opkaldsliste", "--json").out)] == [1]
    everyone = json.loads(say("opkaldsliste", "--alle", "--json").out)
    assert [(c["nr"], c["ringet"]) for c in everyone] == [(1, None), (2, "2026-06-02")]
    assert "Ringet tilbage 2.\u00a0juni 2026" in say("opkaldsliste", "--alle").out


def test_an_empty_list_of_calls_says_so(say):
    assert say("opkaldsliste").out.startswith("Der er ingen opkald")


def test_a_call_knows_the_case_it_is_about(counter, with_case):
    ended = counter(*OPKALD, "--sag", "1", archive=with_case.root)
    assert ended.code == 0, ended.err
    [call] = json.loads(counter("opkaldsliste", "--json", archive=with_case.root).out)
    assert call["sag"] == "2026-0001"


def test_the_number_of_a_call_is_the_newest_years_unless_two_of_them_wait(say, counter, office):
    say(*OPKALD, "--dato", "2025-12-30")
    say(*OPKALD, "--dato", "2026-01-02")
    ended = counter("ringet", "1", archive=office.root)
    assert ended.code == 2
    assert "både 2025-1 og 2026-1" in ended.err
    say("ringet", "2025-1")
    say("ringet", "1")
    assert json.loads(say("opkaldsliste", "--json").out) == []


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("aktivitet",), 2, ["--slags mangler", "dialogmoede", "sparring-direktion"]),
        (("aktivitet", "--slags", "frokost"), 2, ["--slags: 'frokost' findes ikke"]),
        (("aktivitet", "--slags", "dialogmoede"), 2, ["--center mangler", "social"]),
        ((*MOEDE, "--antal", "0"), 2, ["--antal: '0' er ikke et antal"]),
        ((*MOEDE, "--dato", "2026-07-01"), 2, ["--dato: 2026-07-01 ligger i fremtiden"]),
        ((*MOEDE, "--emne", "310299-0000"), 2, ["--emne: der står et CPR-nummer"]),
        (("smaahenvendelse", "--kanal", "due"), 2, ["--kanal: 'due' findes ikke"]),
        (("opkald",), 2, ["--navn mangler", "--telefon mangler"]),
        ((*OPKALD, "--sag", "12"), 2, ["--sag: Der er ingen sager"]),
        (("ringet", "7"), 2, ["intet opkald, der hedder '7'"]),
        (("aktiviteter", "--fra", "2026-05-01", "--til", "2026-04-01"), 2, ["ligger før"]),
    ],
)
def test_what_cannot_be_noted_is_refused_with_every_reason(counter, office, words, code, told):
    with nothing_changes(office.root):
        ended = counter(*words, archive=office.root)
    assert ended.code == code
    assert [reason for reason in told if reason not in ended.err] == []


def test_a_call_is_not_returned_twice_and_not_before_it_came(say, counter, office):
    say(*OPKALD, "--dato", "2026-06-10")
    with nothing_changes(office.root):
        early = counter("ringet", "1", "--dato", "2026-06-09", archive=office.root)
    assert (early.code, "kom først den 10." in early.err) == (2, True)
    say("ringet", "1", "--dato", "2026-06-11")
    with nothing_changes(office.root):
        again = counter("ringet", "1", archive=office.root)
    assert again.code == 4
    assert "den 11.\u00a0juni 2026" in again.err
    assert "opkald/2026.yaml" in again.err


def test_what_was_edited_by_hand_is_journalised_first_and_kept(say, office):
    say(*MOEDE, "--dato", "2026-03-02")
    path = office.root / "aktiviteter/2026.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("social}", "social, antal: 2}   # to dage"), encoding="utf-8")
    said = say("smaahenvendelse")
    assert "Dine rettelser er journaliseret: 2026.yaml." in said.err
    assert subjects(office.root)[:2] == [
        "aktiviteter: Aktivitet 2 noteret",
        "arkiv: Aktiviteter rettet i hånden",
    ]
    assert "antal: 2}   # to dage\n" in path.read_text(encoding="utf-8")
    assert json.loads(say("aktiviteter", "--json").out)["antal"]["dialogmoede"] == 2


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("- {nr: 1, dato: 2026-03-02, slags: frokost}", "'slags' kan ikke være 'frokost'"),
        ("- {nr: 1, dato: 2025-03-02, slags: oplaeg}", "Flyt linjen til filen for 2025"),
        ("- {nr: 1, dato: 2026-03-02, slags: oplaeg, navn: Bo}", "nøglen 'navn' kendes ikke"),
        ("- {nr: 1, dato: 2026-02-30, slags: oplaeg}", "ikke en dato, der findes"),
        ("- {nr: 1, dato: 2026-03-02, slags: oplaeg", "linje"),
    ],
)
def test_an_unsound_edit_stops_the_command_with_file_and_line(counter, office, line, told):
    path = office.root / "aktiviteter/2026.yaml"
    path.parent.mkdir()
    path.write_text(f"format: 1\naktiviteter:\n  {line}\n", encoding="utf-8")
    with nothing_changes(office.root):
        noted = counter("smaahenvendelse", archive=office.root)
        listed = counter("aktiviteter", archive=office.root)
    assert (noted.code, listed.code) == (3, 3)
    assert "aktiviteter/2026.yaml, linje" in noted.err
    assert told in noted.err
    assert noted.err == listed.err


def test_two_lines_of_one_number_are_refused(counter, office):
    path = office.root / "aktiviteter/2026.yaml"
    path.parent.mkdir()
    line = "  - {nr: 1, dato: 2026-03-02, slags: oplaeg}\n"
    path.write_text(f"format: 1\naktiviteter:\n{line}{line}", encoding="utf-8")
    ended = counter("smaahenvendelse", archive=office.root)
    assert "linje 4: nummer 1 står to gange" in ended.err


def test_a_years_file_that_is_gone_is_asked_for_and_not_begun_anew(say, counter, office):
    say(*OPKALD)
    (office.root / "opkald/2026.yaml").unlink()
    ended = counter(*OPKALD, archive=office.root)
    assert ended.code == 3
    assert "opkald/2026.yaml mangler. Læg filen tilbage" in ended.err


def test_a_register_that_is_a_link_is_not_followed(counter, office, tmp_path):
    elsewhere = tmp_path / "andetsteds.yaml"
    elsewhere.write_text("format: 1\nopkald: []\n", encoding="utf-8")
    (office.root / "opkald").mkdir()
    (office.root / "opkald/2026.yaml").symlink_to(elsewhere)
    for words in (OPKALD, ("opkaldsliste",)):
        ended = counter(*words, archive=office.root)
        assert ended.code == 3
        assert "er en genvej" in ended.err
    assert elsewhere.read_text(encoding="utf-8") == "format: 1\nopkald: []\n"
