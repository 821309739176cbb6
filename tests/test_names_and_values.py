"""Names with æ, ø and å however they are written, and values of every kind."""

from __future__ import annotations

import json
import os
import unicodedata
from concurrent.futures import ThreadPoolExecutor

import pytest
from cli import copied, do, folder, inv, nothing_changes

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

D = ("--dato", "2026-03-04")
# ASCII, as the tables have it, and the same in Danish.
SPELLINGS = {
    "saet-i-bero 1 --begrundelse Sygdom": "sæt-i-bero 1 --begrundelse Sygdom",
    "underret 1 --venter-paa svar --forventet 2026-03-20": (
        "underret 1 --venter-på svar --forventet 2026-03-20"
    ),
    "rykker 1 --paa-borgerens-anmodning --alligevel": (
        "rykker 1 --på-borgerens-anmodning --alligevel"
    ),
    "hoering 1 --spoergsmaal Hvad?": "høring 1 --spørgsmål Hvad?",
    "vaelg nord": "vælg nord",
}


@pytest.fixture(scope="module")
def forwarded(tmp_path_factory, registered):
    office = copied(registered, tmp_path_factory.mktemp("videresendt") / "arkiv")
    do(office, "2026-0001", "2026-03-03", "videresend")
    do(office, "2026-0001", "2026-03-03", "afsendt", via="brev")
    return office.root


@pytest.fixture
def sent(tmp_path, forwarded):
    """An archive whose case 2026-0001 is with the centre."""
    return copied(forwarded, tmp_path / "arkiv")


@pytest.mark.parametrize("form", ["NFC", "NFD"])
@pytest.mark.parametrize(("plain", "danish"), SPELLINGS.items(), ids=SPELLINGS)
def test_a_command_in_danish_letters_is_the_same_command(plain, danish, form, sent, counter):
    day = () if plain.startswith("vaelg") else D
    written = unicodedata.normalize(form, danish).split()
    ended = counter(*written, *day, archive=sent.root)
    if ended.code == 0:
        assert counter("fortryd", "1", archive=sent.root).code == 0
    assert ended[:2] == counter(*plain.split(), *day, archive=sent.root)[:2]
    assert "No idea" not in ended.err


@pytest.mark.skipif(os.name != "posix", reason="a locale of that name is POSIX's")
def test_danish_is_understood_where_the_machine_knows_only_english(sent):
    words = ("sæt-i-bero", "1", "--begrundelse", "Øjvind er på ferie", *D)
    ended = inv(*words, archive=sent.root, environment={"LC_ALL": "C", "LANG": "C"})
    assert ended.code == 0, ended.err
    assert "Øjvind Åse" in ended.out
    written = folder(sent, "2026-0001").joinpath("sag.yaml").read_text(encoding="utf-8")
    assert "Øjvind er på ferie" in written


def test_a_text_may_stand_in_a_file(sent, counter, tmp_path):
    text = tmp_path / "på vej.txt"
    text.write_bytes(b"\xef\xbb\xbf" + "Første linje\r\nAnden: 'linje' #2\r\n".encode())
    ended = counter("notat", "1", "--tekst", f"@{text}", *D, archive=sent.root)
    assert ended.code == 0, ended.err
    note = folder(sent, "2026-0001") / "notater" / "2026-03-04-telefon.md"
    written = note.read_text(encoding="utf-8")
    assert "Første linje" in written
    assert "Anden" in written


def test_a_value_in_a_file_is_read_in_the_form_the_rest_has(office, counter, tmp_path):
    name = tmp_path / "navn.txt"
    name.write_text(unicodedata.normalize("NFD", "Åse Bøgh"), encoding="utf-8")
    words = ("ny", "--type", "klagesag", "--navn", f"@{name}", "--emne", "Svar")
    ended = counter(*words, "--modtaget", "2026-03-02", archive=office.root)
    assert ended.code == 0
    data = json.loads(counter("vis", "1", "--json", archive=office.root).out)
    assert data["borger"]["navn"] == "Åse Bøgh"


@pytest.mark.parametrize("value", ["--ja", "--help", "-h"])
@pytest.mark.parametrize("joined", [True, False])
def test_an_option_where_a_text_should_stand_does_nothing(value, joined, sent, counter):
    told = (f"--tekst={value}",) if joined else ("--tekst", value)
    with nothing_changes(sent.root):
        ended = counter("notat", "1", *told, *D, archive=sent.root)
    assert ended.code == 2
    assert "intet er gjort" in ended.err


def test_a_text_that_begins_with_a_dash_is_a_text(sent, counter):
    for value in ("- et punkt", "-184 kr.", "– citat"):
        ended = counter("notat", "1", f"--tekst={value}", *D, archive=sent.root)
        assert ended.code == 0, ended.err


@pytest.mark.parametrize("name", ["null", "0123", "2026-01-01", "ja: nej", "# nej", "[a", "'å"])
def test_a_name_is_the_text_it_is_written_as(name, office, counter):
    words = ("ny", "--type", "klagesag", "--navn", name, "--emne", name, "--telefon", name)
    ended = counter(*words, "--modtaget", "2026-03-02", archive=office.root)
    assert ended.code == 0
    data = json.loads(counter("vis", "1", "--json", archive=office.root).out)
    assert (data["borger"]["navn"], data["emne"], data["borger"]["telefon"]) == (name, name, name)


def test_a_value_can_neither_add_lines_to_a_case_nor_to_the_journal(office, counter):
    evil = "Ane\nforloeb: []\n\nHandling: afslut\nTil: afsluttet"
    words = ("ny", "--type", "klagesag", "--navn", evil, "--emne", evil, "--modtaget", "2026-03-02")
    assert counter(*words, archive=office.root).code == 0
    (folder(office, "2026-0001") / "henvendelse.md").write_text("Rettet", encoding="utf-8")
    assert counter("gem", "1", "--besked", evil, archive=office.root).code == 0
    data = json.loads(counter("vis", "1", "--json", archive=office.root).out)
    assert data["tilstand"] == "ny"
    lines = json.loads(counter("journal", "1", "--json", archive=office.root).out)
    assert [(line["handling"], line["til"]) for line in lines] == [
        ("registrer", "ny"),
        ("redigering", "ny"),
    ]


def test_two_terminals_at_once_both_get_their_turn(sent):
    def note(text: str):
        return inv("notat", "1", "--tekst", text, *D, archive=sent.root)

    with ThreadPoolExecutor(2) as terminals:
        ended = list(terminals.map(note, ("den ene", "den anden")))
    assert [said.code for said in ended] == [0, 0]
    notes = sorted((folder(sent, "2026-0001") / "notater").iterdir())
    texts = "".join(path.read_text(encoding="utf-8") for path in notes)
    assert len(notes) == 2
    assert "den ene" in texts
    assert "den anden" in texts
