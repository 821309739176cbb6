"""Files that are not as they should be: every fault said with its line, and nothing is done."""

from __future__ import annotations

import pytest
from cli import POINT, ROOT, begun, copied, do, folder, nothing_changes

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

D = ("--dato", "2026-03-04")
BOM = b"\xef\xbb\xbf"
CASE = {
    "broken": ("type: klagesag", "type: [klagesag", 1),
    "a key twice": ("type: klagesag", "type: klagesag\ntype: klagesag", 1),
    "a tab": ("borger:\n", "borger:\n\t", 2),
    "a number for a text": ("emne: Ventetid på hjælpemiddel", "emne: 0123", 0),
    "a text for a list": ("klagepunkter:", "klagepunkter: ingen\nx:", 0),
    "another format": ("format: 1", "format: 2", 0),
    "an unknown key": ("type: klagesag", "typr: klagesag", 0),
    "a day that is not": ("haendt: 2026-01-05", "haendt: 2026-02-30", 0),
    "a month in words": ("modtaget: 2026-03-02", "modtaget: 2. marts", 0),
    "an unknown tema": ("tema: sagsbehandlingstid", "tema: vejret", 0),
    "an unknown centre": ("center: social", "center: maanen", 0),
    "an unknown channel": ("kanal: telefon", "kanal: brevdue", 0),
    "another number": ('nummer: "2026-0001"', 'nummer: "2026-0009"', 0),
    "no name": ("navn: Øjvind Åse", "navn:", 0),
    "an anchor": ("emne: Ventetid", "emne: &a Ventetid", 0),
    "a tag": ("emne: Ventetid", "emne: !!python/object:os.system Ventetid", 0),
    "an unknown action": ("handling: registrer", "handling: regristrer", 0),
    "a klagepunkt twice": ("nr: 2", "nr: 1", 0),
}


@pytest.fixture(scope="module")
def two_points(tmp_path_factory, _founded):
    office = copied(_founded, tmp_path_factory.mktemp("to punkter") / "arkiv")
    begun(office, POINT, POINT | {"tema": "vejledning"})
    return office.root


@pytest.fixture
def office(tmp_path, two_points):
    return copied(two_points, tmp_path / "arkiv")


@pytest.fixture
def sag(office):
    return folder(office, "2026-0001") / "sag.yaml"


def line_of(text: str, words: str) -> int:
    return text[: text.index(words)].count("\n") + 1


@pytest.mark.parametrize(("old", "new", "further"), CASE.values(), ids=CASE)
def test_a_bad_case_file_is_refused_with_its_line(old, new, further, office, sag, counter):
    text = sag.read_text(encoding="utf-8")
    assert old in text
    sag.write_text(text.replace(old, new, 1), encoding="utf-8")
    with nothing_changes(office.root):
        for words in (("vis", "1"), ("kvitter", "1", *D), ("gem", "1", "--besked", "x")):
            ended = counter(*words, archive=office.root)
            assert (ended.code, ended.out) == (3, "")
            lines = range(line_of(text, old), line_of(text, old) + further + 1)
            assert any(f"2026/2026-0001/sag.yaml, linje {line}: " in ended.err for line in lines)


def test_all_faults_of_a_case_file_are_said_at_once(office, sag, counter):
    text = sag.read_text(encoding="utf-8")
    for old, new, _ in (CASE["an unknown tema"], CASE["an unknown centre"], CASE["no name"]):
        text = text.replace(old, new, 1)
    sag.write_text(text, encoding="utf-8")
    ended = counter("vis", "1", archive=office.root)
    assert ended.code == 3
    for words in ("'navn' mangler", "'vejret'", "'maanen'"):
        assert words in ended.err


@pytest.mark.parametrize(
    "content", [b"", b"\xff\xfe", b"- en\n- liste\n", b"format: 1\n" + b"# " * 200_000]
)
def test_a_case_file_that_is_none_is_refused(content, office, sag, counter):
    sag.write_bytes(content)
    with nothing_changes(office.root):
        ended = counter("kvitter", "1", *D, archive=office.root)
    assert ended.code == 3
    assert "2026/2026-0001/sag.yaml" in ended.err


def test_a_case_file_that_is_gone_is_missed(office, sag, counter):
    sag.unlink()
    with nothing_changes(office.root):
        ended = counter("kvitter", "1", *D, archive=office.root)
    assert ended.code == 3
    assert "sag.yaml mangler" in ended.err


@pytest.mark.parametrize("start", [b"", BOM], ids=["no mark", "a mark"])
def test_a_case_file_from_windows_is_used_and_stays_as_it_is(start, office, sag, counter):
    sag.write_bytes(start + sag.read_bytes().replace(b"\n", b"\r\n"))
    ended = counter("kvitter", "1", *D, archive=office.root)
    assert ended.code == 0, ended.err
    after = sag.read_bytes()
    assert after.startswith(start + b"# yaml-language-server")
    assert after.count(b"\n") == after.count(b"\r\n")
    assert b"handling: kvitter" in after


KONTOR = {
    "a number for a text": ("  telefon: ", "  telefon: 12 #"),
    "nothing": ("  telefon: ", "  telefon: #"),
    "an unknown key": ("  telefontid: ", "  telefonti: "),
    "no time at all": ("  svar: 10", "  svar: 0"),
    "an unknown deadline": ("  svar: 10", "  svra: 10"),
    "an unknown holiday": ("[grundlovsdag", "[fastelavn"),
    "another format": ("format: 1", "format: 7"),
    "a bad id": ("- id: social", "- id: Social"),
    "a day that is not": ("gaelder_fra: 2000-01-01", "gaelder_fra: 2000-02-30"),
    "a centre twice at once": ("- id: boern-og-unge", "- id: social"),
}


@pytest.mark.parametrize(("old", "new"), KONTOR.values(), ids=KONTOR)
def test_a_bad_office_file_is_refused_with_its_line(old, new, office, sag, counter):
    kontor = office.root / "kontor.yaml"
    text = kontor.read_text(encoding="utf-8")
    assert old in text
    kontor.write_text(text.replace(old, new, 1), encoding="utf-8")
    with nothing_changes(office.root):
        for words in (("vis", "1"), ("kvitter", "1", *D)):
            ended = counter(*words, archive=office.root)
            assert (ended.code, ended.out) == (3, "")
            assert "kontor.yaml, linje " in ended.err


@pytest.mark.parametrize("change", ["crlf", "bom", "both"])
def test_an_office_file_from_windows_is_used_as_it_is(change, office, sag, counter):
    kontor = office.root / "kontor.yaml"
    content = kontor.read_bytes()
    content = content if change == "bom" else content.replace(b"\n", b"\r\n")
    kontor.write_bytes(content if change == "crlf" else BOM + content)
    before = kontor.read_bytes()
    assert counter("kvitter", "1", *D, archive=office.root).code == 0
    assert kontor.read_bytes() == before


SCALE = "raekker:\n  slemt:\n    navn: slemt\n    kilde: Kontoret\n"
TABLES = {
    "broken": ("kritikskala.yaml", "raekker: [\n"),
    "no rows": ("kritikskala.yaml", "forklaring: Ingen\n"),
    "a row without source": ("kritikskala.yaml", "raekker:\n  slemt:\n    navn: slemt\n"),
    "an unknown key": ("kritikskala.yaml", SCALE + "    farve: blå\n"),
    "a value that is not": ("kritikskala.yaml", SCALE + '    saetning: "Jeg finder {alt}."\n'),
    "a sentence that swells": ("kritikskala.yaml", SCALE + '    saetning: "{grad:>99999999}"\n'),
    "an unknown table": ("gebyrer.yaml", "raekker: {}\n"),
    "a letter that is not": (
        "handlinger.yaml",
        "raekker:\n  hilsen: {titel: H, hjaelp: H, fra: [aaben], breve: [ukendt], kilde: H}\n",
    ),
}


@pytest.mark.parametrize(("name", "content"), TABLES.values(), ids=TABLES)
def test_a_bad_table_of_the_offices_own_is_refused_where_it_is_used(
    name, content, office, sag, counter
):
    own = office.root / "regler" / name
    own.parent.mkdir()
    own.write_text(content, encoding="utf-8")
    with nothing_changes(office.root):
        ended = counter("kvitter", "1", *D, archive=office.root)
    assert ended.code == 3
    assert f"regler/{name}" in ended.err


def test_a_step_of_the_offices_own_cannot_take_the_name_of_a_command(office, sag, counter):
    rows = (ROOT / "workflow" / "regler" / "handlinger.yaml").read_text(encoding="utf-8")
    own = office.root / "regler" / "handlinger.yaml"
    own.parent.mkdir()
    row = "\n  vis:\n    titel: Vis\n    hjaelp: V\n    fra: [aaben]\n    kilde: V\n"
    own.write_text(rows + row, encoding="utf-8")
    with nothing_changes(office.root):
        ended = counter("vis", "1", archive=office.root)
    assert ended.code == 3
    assert "regler/handlinger.yaml" in ended.err


@pytest.mark.parametrize("words", ["? Ved det ikke", ": udeladt", "x\x85y", "- nej", "{ja", "'nå"])
def test_whatever_is_written_into_a_case_file_can_be_read_again(words, office, sag, counter):
    do(office, "2026-0001", "2026-03-04", "videresend")
    do(office, "2026-0001", "2026-03-05", "centersvar", medhold="intet", svar=words)
    ended = counter("vis", "1", "--json", archive=office.root)
    assert ended.code == 0, ended.err


@pytest.mark.parametrize("option", ["--adresse", "--email", "--esdh"])
def test_what_would_make_a_case_file_too_long_to_read_is_refused(option, office, tmp_path, counter):
    long = tmp_path / "langt.txt"
    long.write_text("Et langt svar. " * 20_000, encoding="utf-8")
    words = ("ny", "--type", "klagesag", "--navn", "Ane", "--emne", "Svar", option, f"@{long}")
    with nothing_changes(office.root):
        assert counter(*words, archive=office.root).code == 2


@pytest.mark.parametrize("received", ["0001-01-01", "0999-12-31"])
def test_a_year_that_no_number_can_have_is_refused(received, office, counter):
    words = ("ny", "--type", "klagesag", "--navn", "Ane", "--emne", "Svar", "--modtaget", received)
    with nothing_changes(office.root):
        assert counter(*words, archive=office.root).code == 2


def test_a_deadline_at_the_end_of_time_does_not_make_the_case_unreadable(office, sag, counter):
    words = ("videresend", "1", "--frist", "9999-12-31", *D)
    if counter(*words, archive=office.root).code == 0:
        assert counter("vis", "1", archive=office.root).code == 0
