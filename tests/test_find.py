"""`inv find`: all cases and calls, by what stands in them, whatever state their files are in."""

from __future__ import annotations

import json

import pytest
from cli import begun, folder, nothing_changes

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")


@pytest.fixture
def case(with_case):
    """Give the folder of the case 2026-0001."""
    return folder(with_case, "2026-0001")


@pytest.fixture
def find(counter, with_case):
    """Search, and return what was said on standard output; nothing in the archive may change."""

    def said(*words):
        with nothing_changes(with_case.root):
            ended = counter("find", *words, archive=with_case.root)
        assert ended.code == 0, ended.err
        return ended.out

    return said


def test_a_case_is_found_by_its_values_with_its_citizen_subject_and_state(find):
    assert find("hjaelpemiddel") == (
        "Sag 2026-0001 (Øjvind Åse: Ventetid på hjælpemiddel). Ny\n"
        "  sag.yaml:7  emne: Ventetid på hjælpemiddel\n"
    )


def test_nothing_found_is_said_and_is_no_fault(find):
    assert find("zebra") == "Der er ikke fundet noget.\n"


@pytest.mark.parametrize("word", ["klagepunkter", "personligt", "skema", "yaml-language-server"])
def test_what_stands_in_every_cases_file_finds_no_case(find, word):
    assert find(word) == "Der er ikke fundet noget.\n"


@pytest.mark.parametrize(
    "fil",
    [
        "henvendelse.md",
        "udtalelse.md",
        "resume.md",
        "notater/2026-03-02-telefon.md",
        "udkast/rykker-center.md",
        "breve/2026-03-04-rykker-center.md",
        "bilag/brev fra centret.txt",
    ],
)
def test_each_text_of_a_case_is_searched(find, case, fil):
    path = case / fil
    path.parent.mkdir(exist_ok=True)
    path.write_text("Linje et\nHun sagde: Blåbærgrød\n", encoding="utf-8")
    assert f"  {fil}:2  Hun sagde: Blåbærgrød\n" in find("blåbærgrød")


def test_a_bilag_that_is_no_text_is_found_by_its_name_alone(find, case):
    (case / "bilag").mkdir(exist_ok=True)
    (case / "bilag/lægeerklæring.pdf").write_bytes(b"%PDF blodtype")
    assert find("laegeerklaering").endswith("  bilag/lægeerklæring.pdf\n")
    assert find("blodtype") == "Der er ikke fundet noget.\n"


def test_all_words_must_stand_in_one_case(find, with_case):
    begun(with_case, navn="Bente Bo", emne="Skolekørsel")
    assert "2026-0002" in find("bente skolekørsel")
    assert find("bente hjælpemiddel") == "Der er ikke fundet noget.\n"
    assert "2026-0001" in find("'ventetid på'")
    assert find("'på ventetid'") == "Der er ikke fundet noget.\n"


def test_a_broken_case_is_searched_and_marked(find, case):
    with (case / "sag.yaml").open("a", encoding="utf-8") as file:
        file.write("emne: to gange [\n")
    said = find("hjælpemiddel")
    assert said.startswith("Sag 2026-0001. Sagen kan ikke læses: 2026/2026-0001/sag.yaml, linje")
    assert "  sag.yaml:7  emne: Ventetid på hjælpemiddel\n" in said


def test_a_case_without_its_file_is_found_by_what_is_left(find, case):
    (case / "sag.yaml").unlink()
    (case / "henvendelse.md").write_text("Om blåbærgrød", encoding="utf-8")
    said = find("blåbærgrød")
    assert "Sag 2026-0001. Sagen kan ikke læses: 2026/2026-0001/sag.yaml mangler." in said


def test_bytes_that_are_no_text_stop_nothing(find, case):
    (case / "henvendelse.md").write_bytes(b"\xff\xfe bl\xe5b\xe6r og zebra")
    assert "  henvendelse.md:1  " in find("zebra")


def test_no_link_is_followed_out_of_the_archive(find, case, with_case, tmp_path):
    outside = tmp_path / "udenfor"
    (outside / "2026-0099").mkdir(parents=True)
    (outside / "2026-0099" / "henvendelse.md").write_text("zebra", encoding="utf-8")
    (case / "resume.md").symlink_to(outside / "2026-0099" / "henvendelse.md")
    (case / "udkast").symlink_to(outside / "2026-0099")
    (with_case.root / "2026" / "2026-0099").symlink_to(outside / "2026-0099")
    (with_case.root / "2025").symlink_to(outside)
    assert find("zebra") == "Der er ikke fundet noget.\n"


def test_calls_to_return_are_found_too(find, counter, with_case):
    for name in ("Bente Bo", "Carl Bo"):
        counter("opkald", "--navn", name, "--telefon", "12 34 56 78", archive=with_case.root)
    said = find("bente bo")
    assert said.startswith("Opkald 2026-1 (Bente Bo). Venter\n  opkald/2026.yaml:6  1, ")
    assert "Carl" not in said


def test_a_broken_register_of_calls_is_searched_and_marked(find, with_case):
    (with_case.root / "opkald").mkdir()
    (with_case.root / "opkald/2026.yaml").write_text("format: 1\nopkald: [Bente\n", "utf-8")
    said = find("bente")
    assert said.startswith("opkald/2026.yaml. Filen kan ikke læses: opkald/2026.yaml, linje")
    assert "  opkald/2026.yaml:2  opkald: [Bente\n" in said


def test_only_some_lines_of_a_case_are_shown_and_the_rest_counted(find, case):
    (case / "henvendelse.md").write_text("zebra\n" * 9, encoding="utf-8")
    said = find("zebra")
    assert said.count("zebra") == 4
    assert "  og 5 steder mere\n" in said
    found = json.loads(find("zebra", "--json"))
    assert [place["linje"] for place in found["fundet"][0]["steder"]] == [*range(1, 10)]


def test_of_many_cases_the_newest_are_shown_and_the_rest_counted(find, with_case):
    for number in range(100, 130):
        home = with_case.root / "2025" / f"2025-{number:04d}"
        home.mkdir(parents=True)
        (home / "henvendelse.md").write_text("zebra", encoding="utf-8")
    said = find("zebra")
    assert said.startswith("Sag 2025-0129")
    assert "Der er 5 sager mere." in said
    assert "Sag 2025-0100" not in said
    assert "Sag 2025-0100" in find("zebra", "--alle")
    assert json.loads(find("zebra", "--json"))["flere"] == 5


def test_without_a_word_the_command_says_what_to_write(counter, with_case):
    ended = counter("find", " ", archive=with_case.root)
    assert (ended.code, ended.err) == (
        2,
        "Skriv det ord, der skal findes, fx: inv find hjælpemiddel\n",
    )
