"""Drafts that cannot be used: refused by their step with file and line, saved all the same."""

from __future__ import annotations

import json

import pytest
from cli import edit, folder, git, nothing_changes
from letter_sample import pdf_text, word_text

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

D = ("--dato", "2026-03-04")
NUMMER = "2026-0001"


@pytest.fixture
def office(with_case):
    return with_case


@pytest.fixture
def case(office):
    return folder(office, NUMMER)


@pytest.fixture
def inv(office, counter):
    return lambda *words: counter(*words, archive=office.root)


@pytest.fixture
def centre(case, inv):
    assert inv("udkast", "1", "videresend", *D).code == 0
    return case / "udkast" / "videresendelse-center.md"


BROKEN = [
    (("---\nbrev", "brev"), "linje 1: Filen skal begynde med en linje med ---"),
    (('brev: "', "brev: "), "linje 2: 'brev' skal være en tekst"),
    (('brev: "videresendelse-center"\n', ""), "linje 1: 'brev' mangler"),
    (("dato: ", "Dato: "), "linje 4: 'Dato' kendes ikke"),
    (('dato: "2026-03-04"', 'dato: "4. marts"'), "linje 4: 'dato' er '4. marts'"),
    (('frist: "2026-03-18"', 'frist: "snart"'), "linje 5: 'frist' er 'snart'"),
    (('frist: "2026-03-18"', 'frist: "9999-12-31"'), "linje 5: 'frist' er '9999-12-31'"),
    (('frist: "2026-03-18"', 'oplyst: {"punkt": 1}'), "linje 5: 'oplyst' skal være oplysninger"),
    (('frist: "2026-03-18"', 'oplyst: {"svar": "x"}'), "linje 5: 'svar' kendes ikke af inv"),
    (('"videresend"', '"videresendt"'), "linje 3: 'handling' er 'videresendt'"),
    (('"videresend"', '"kvitter"'), "linje 3: inv kvitter skriver kvittering-borger"),
    (('"videresendelse-center"', '"kvittering-borger"'), "linje 2: 'brev' er 'kvittering-borger'"),
]


@pytest.mark.parametrize(("change", "told"), BROKEN, ids=[told for _, told in BROKEN])
def test_a_draft_with_a_broken_beginning_stops_its_step_but_can_be_saved(
    change, told, office, centre, inv
):
    edit(centre, *change)
    with nothing_changes(office.root):
        for words in (("videresend", "1", *D), ("forhaandsvis", "1", "videresend", *D)):
            ended = inv(*words)
            assert ended.code == 3, ended.err
            assert f"udkast/videresendelse-center.md, {told}" in ended.err
    shown = inv("vis", "1")
    assert shown.code == 0
    assert told in shown.out
    saved = inv("gem", "1")
    assert saved.code == 0
    assert f"udkast/videresendelse-center.md, {told}" in saved.out
    assert git(office.root, "status", "--porcelain") == ""


def test_every_broken_draft_is_told_at_once(centre, inv):
    for path in centre.parent.iterdir():
        edit(path, "dato: ", "Dato: ")
    ended = inv("videresend", "1", *D)
    assert ended.code == 3
    assert "videresendelse-center.md, linje 4" in ended.err
    assert "videresendelse-borger.md, linje 4" in ended.err


def test_a_draft_that_is_no_utf_8_is_refused(centre, inv):
    centre.write_bytes(centre.read_bytes() + b"\xe6\xf8\xe5")
    ended = inv("videresend", "1", *D)
    assert ended.code == 3
    assert "ikke gemt som UTF-8" in ended.err
    assert "ikke gemt som UTF-8" in inv("vis", "1").out


def test_an_unfinished_draft_is_saved_and_told_with_every_other_reason(office, centre, inv):
    edit(centre, "Til Center for Social og Handicap", "[skriv til hvem]\n\n<!-- husk bilag -->")
    saved = inv("gem", "1")
    assert saved.code == 0
    assert (
        "Endnu ikke klar: udkast/videresendelse-center.md, linje 11: [skriv til hvem]" in saved.out
    )
    with nothing_changes(office.root):
        ended = inv("videresend", "1", "--dato", "2026-03-01")
    assert ended.code == 4
    assert "linje 11: [skriv til hvem] er ikke skrevet færdigt" in ended.err
    assert "linje 13: kommentaren <!--" in ended.err
    assert "ligger før sagens seneste hændelse" in ended.err


def test_a_draft_under_a_name_of_no_letter_is_not_passed_over_in_silence(office, centre, inv):
    centre.rename(centre.with_name("videresendelse-centre.md"))
    with nothing_changes(office.root):
        ended = inv("videresend", "1", *D)
    assert ended.code == 3
    assert "og ikke 'videresendelse-centre'. Giv filen brevets navn" in ended.err


def test_other_files_and_other_steps_drafts_are_left_alone(case, centre, inv):
    (case / "udkast" / "tanker.md").write_text("Bare mine tanker", encoding="utf-8")
    (case / "udkast" / "bilag.docx").write_bytes(b"PK")
    (case / "udkast" / "~$resendelse-center.md").write_bytes(b"laas")
    assert inv("udkast", "1", "kvitter", *D).code == 0
    ended = inv("videresend", "1", *D)
    assert ended.code == 0, ended.err
    left = {path.name for path in (case / "udkast").iterdir()}
    assert left == {"tanker.md", "bilag.docx", "kvittering-borger.md", "~$resendelse-center.md"}


def test_a_draft_of_the_same_letter_for_another_step_is_not_used_and_that_is_said(case, inv):
    for words in ("videresend", "afsendt"):
        assert inv(words, "1", *D).code == 0
    told = ("--venter-paa", "centrets svar", "--forventet", "2026-03-30")
    assert inv("udkast", "1", "underret", *told, "--dato", "2026-03-10").code == 0
    edit(case / "udkast" / "underretning-borger.md", "Kære", "Hej")
    ended = inv("rykker", "1", "--dato", "2026-03-20")
    assert ended.code == 0, ended.err
    assert "udkast/underretning-borger.md er til inv underret og er ikke brugt" in ended.err
    assert (case / "udkast" / "underretning-borger.md").is_file()


@pytest.mark.parametrize(
    ("words", "code", "told"),
    [
        (("videresendt",), 2, "Handlingen 'videresendt' findes ikke. Vælg mellem: kvitter"),
        (("centersvar",), 2, "skriver ingen breve"),
        (("videresend", "--svar", "x"), 2, "--svar kendes ikke af videresend"),
        (("rykker",), 4, "Det kan kun ske, når sagen er"),
        (("indstil",), 4, "--begrundelse mangler"),
        (("frafald", "--begrundelse", "Fortrød"), 4, "Det gør det med --brev"),
        (("videresend", "--dato", "2030-01-01"), 4, "ligger i fremtiden"),
    ],
)
@pytest.mark.parametrize("command", ["udkast", "forhaandsvis"])
def test_a_step_that_cannot_happen_gets_no_draft_and_no_preview(
    command, words, code, told, office, inv
):
    with nothing_changes(office.root):
        ended = inv(command, "1", *words)
    assert ended.code == code
    assert told in ended.err


@pytest.mark.usefixtures("set_letters")
def test_nothing_in_a_draft_is_code_or_leads_anywhere(case, centre, inv):
    hostile = (
        '{{ 7*7 }} {% raw %}\n\n```{=typst}\n#panic("x")\n```\n\n`#x`{=openxml}\n\n'
        "![kort](/etc/passwd)\n\n<b>fed</b>\n\n[klik](javascript:alert)\n"
    )
    edit(centre, "Til Center for Social og Handicap\n", hostile)
    ended = inv("videresend", "1", *D)
    assert ended.code == 0, ended.err
    made = case / "breve" / "2026-03-04-videresendelse-center"
    for text in (
        pdf_text(made.with_suffix(".pdf").read_bytes()),
        word_text(made.with_suffix(".docx").read_bytes()),
    ):
        for part in (
            "{{ 7*7 }}",
            '#panic("x")',
            "billede udeladt: kort",
            "<b>fed</b>",
            "javascript:",
        ):
            assert part in text
        assert "root:" not in text
        assert "49" not in text


def test_vis_gives_the_drafts_as_data(case, inv):
    assert inv("udkast", "1", "videresend", "--frist", "2026-07-20").code == 0
    edit(case / "udkast" / "videresendelse-center.md", "Til Center", "Kære")
    told = {each["navn"]: each for each in json.loads(inv("vis", "1", "--json").out)["udkast"]}
    assert told["videresendelse-center"] == {
        "navn": "videresendelse-center",
        "handling": "videresend",
        "dato": "2026-06-30",
        "frist": "2026-07-20",
        "rettet": True,
        "foraeldet": False,
        "fejl": [],
    }
