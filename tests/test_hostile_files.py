"""Names, links and values that mean harm: refused or pointed out with a remedy, never followed."""

from __future__ import annotations

import os
import sys
import unicodedata

import pytest
from cli import at, day, folder, nothing_changes

from workflow.archive import yamlfile
from workflow.archive.journal import worktree
from workflow.core import ics
from workflow.core.errors import BadFile, BadFileName
from workflow.screen import as_data, harmless

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

D = ("--dato", "2026-03-04")
CANARY = "kanariefugl"
_DAY = day("2026-03-04")
_NOON = at(_DAY)
BAD_NAMES = (
    *("../x.md", "a/../../x", "/etc/passwd", "", "a//b", "./x", ".git/config", "a/.GIT/x", "git~1"),
    *("con", "CON.txt", "nul.md", "aux .txt", "com1", "COM¹.pdf", "lpt9.doc", "prn", "conin$"),
    *("brev.", "brev ", "mappe./x.md", "a:b.txt", "a*b", "a?b", 'a"b', "a<b", "a|b", "a\\b"),
    *("x" * 300, "æ" * 130, "a\nb", "a\x1b[2Jb", "faktura\u202efdp.exe", "a\u200bb", "a\x00b"),
    *("a\udcffb", "a\u2028b"),
)
GOOD_NAMES = (
    "Brev nr. 2 – æøå (endelig).pdf", "2026-03-04 Svar [udkast], 3. version; ny!.docx", ".gitkeep",
    "console.log", "com10.txt", "auxiliær.pdf", "100 % & 5 kr. + moms = 'x'.txt", "Å" * 100, "con²",
    unicodedata.normalize("NFD", "Åse.pdf"), "Женя.pdf", "a^b~c#d{e}@f$g`h.md", "..a", "a..b",
)  # fmt: skip
LISTING = (
    *(("vis", "1"), ("journal", "1"), ("frist", "1"), ("gem", "1"), ("esdh", "--sag", "1")),
    *(("udkast", "1", "kvitter"), ("forhaandsvis", "1", "kvitter"), ("kvitter", "1")),
    ("esdh", "--sag", "1", "--pak"),
)


@pytest.mark.parametrize("name", BAD_NAMES, ids=ascii)
def test_a_name_that_is_none_on_every_machine_is_refused(name):
    with pytest.raises(BadFileName):
        worktree.check_name(name)


@pytest.mark.parametrize("name", GOOD_NAMES, ids=ascii)
def test_a_name_that_advisers_give_is_taken(name):
    worktree.check_name(f"2026/2026-0001/bilag/{name}")


@pytest.mark.skipif(sys.platform == "win32", reason="such files cannot be made there")
@pytest.mark.parametrize("name", ["nul.txt", "a:b.pdf", "brev.", "a\x1b[2Jb", "f\u202efdp.exe"])
def test_an_attachment_with_such_a_name_is_not_journalised_and_pointed_out(
    name, with_case, counter
):
    bilag = folder(with_case, "2026-0001") / "bilag"
    bilag.mkdir()
    (bilag / name).write_bytes(b"x")
    with nothing_changes(with_case.root):
        ended = counter("gem", "1", archive=with_case.root)
        looked = counter("tjek", archive=with_case.root)
    assert ended.code == 3
    assert "Giv den et kortere navn" in ended.err
    assert "kan ikke hedde sådan på alle maskiner" in looked.out
    assert "\x1b" not in ended.err + looked.out


@pytest.mark.skipif(sys.platform != "linux", reason="others let no such twins stand")
@pytest.mark.parametrize("twins", [("Svar.pdf", "svar.PDF"), ("Åse.pdf", "A\u030ase.pdf")])
def test_two_names_that_are_one_elsewhere_are_pointed_out(twins, with_case, counter):
    bilag = folder(with_case, "2026-0001") / "bilag"
    bilag.mkdir()
    for name in twins:
        (bilag / name).write_bytes(b"x")
    looked = counter("tjek", archive=with_case.root)
    assert looked.code == 3
    assert "er samme navn på andre maskiner" in looked.out


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
@pytest.mark.parametrize(
    "place",
    [
        *("sag.yaml", "henvendelse.md", "bilag", "udkast", "breve"),
        *("bilag/x.pdf", "notater/2026-03-02-telefon.md"),
    ],
)
def test_a_link_in_a_case_is_never_followed(place, with_case, counter, tmp_path):
    outside = tmp_path / "udenfor"
    outside.mkdir()
    (outside / "hemmelig.md").write_text(CANARY, encoding="utf-8")
    link = folder(with_case, "2026-0001") / place
    link.unlink(missing_ok=True)
    link.parent.mkdir(exist_ok=True)
    link.symlink_to(outside / "hemmelig.md" if "." in place else outside)
    before = sorted(outside.rglob("*"))
    for words in LISTING:
        ended = counter(*words, archive=with_case.root)
        assert ended.code in (0, 3), (words, ended.err)
        assert CANARY not in ended.out + ended.err
    assert counter("find", CANARY, archive=with_case.root).out.count(CANARY) <= 1
    looked = counter("tjek", archive=with_case.root)
    assert looked.code == 3
    assert "er en genvej (et link)" in looked.out
    assert sorted(outside.rglob("*")) == before
    held = [p for p in with_case.root.rglob("*") if p.is_file() and not p.is_symlink()]
    assert not any(CANARY.encode() in path.read_bytes() for path in held)


@pytest.mark.skipif(sys.platform == "win32", reason="links need a right of their own there")
@pytest.mark.parametrize("place", ["2026", "2026/2026-0001"])
def test_a_case_that_is_a_link_is_not_worked_on(place, with_case, counter, tmp_path):
    (with_case.root / place).rename(tmp_path / "flyttet")
    (with_case.root / place).symlink_to(tmp_path / "flyttet")
    for words in (
        ("vis", "1"),
        ("kvitter", "1", *D),
        ("gem", "1"),
        ("esdh", "--sag", "1", "--pak"),
    ):
        ended = counter(*words, archive=with_case.root)
        assert ended.code == 3, (words, ended.err)
        assert "er en genvej (et link)" in ended.err


@pytest.mark.skipif(sys.platform == "win32", reason="no such devices there")
def test_a_text_is_taken_from_no_device_folder_or_film(with_case, counter, tmp_path):
    film, pipe, bytes_ = tmp_path / "film.mp4", tmp_path / "rør", tmp_path / "billede.png"
    film.write_bytes(b"a" * 2_000_001)
    os.mkfifo(pipe)
    bytes_.write_bytes(b"\x89PNG\xff")
    for path in ("/dev/zero", "/dev/stdin", tmp_path, film, pipe, bytes_, "/proc/self/mem"):
        with nothing_changes(with_case.root):
            ended = counter("notat", "1", "--tekst", f"@{path}", *D, archive=with_case.root)
        assert (ended.code, ended.out) == (2, ""), path


NUMBERS = {
    "a number": "nr: 0x" + "f" * 5_000,
    "a character that is none": 'emne: "\\UFFFFFFFF"',
    "depth": "x: " + "[" * 5_000,
    "python": "x: !!python/object/apply:os.system [id]",
    "a bomb": "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]",
    "a key twice": "x: 1\nx: 2",
    "a null byte": "x: a\x00b",
    "a control character": "x: a\x1b[2Jb",
    "a tag of one's own": "%TAG ! tag:x,2000:\n---\nx: 1",
}


@pytest.mark.parametrize("line", NUMBERS.values(), ids=NUMBERS)
def test_yaml_that_means_harm_is_refused_with_its_line(line):
    with pytest.raises(BadFile, match=r"sag\.yaml, linje [2-4]: "):
        yamlfile.read("sag.yaml", f"format: 1\n{line}\n".encode())


def test_a_hundred_thousand_faults_are_told_in_a_hundred_lines():
    document = yamlfile.read("sag.yaml", b"a: 1\n")
    told = yamlfile.lines(document, ((("a",), f"fejl {nr}") for nr in range(100_000)))
    assert len(told) == yamlfile.MOST_TOLD + 1
    assert told[-1] == "sag.yaml: og 99900 fejl til."


STEERING = (
    "\x1b]8;;http://x\x07",
    "\x1b]52;c;eA==\x07",
    "\x9b2J",
    "\u202e",
    "\u2066",
    "\x7f",
    "\r",
)


def test_what_steers_a_terminal_is_shown_as_what_it_is(with_case, counter):
    hostile = "".join(STEERING)
    words = ("--type", "klagesag", "--emne", f"Svar{hostile}", "--navn", f"Bo{hostile}")
    assert counter("ny", *words, archive=with_case.root).code == 0
    pages = (("vis", "2"), ("overblik",), ("overblik", "--alle"), ("find", "Bo"), ("journal", "2"))
    for page in (*pages, ("vis", "2", "--json"), ("overblik", "--json"), ("vis", f"9{hostile}")):
        ended = counter(*page, archive=with_case.root)
        shown = ended.out + ended.err
        assert not set(shown) & set("\x1b\x07\x9b\x7f\r\u202e\u2066"), page


def test_a_text_is_shown_with_its_lines_and_letters_and_colours():
    text = "Åse\tsagde »ja«\n\x1b[31mrødt\x1b[0m 😀"
    assert harmless(text) == text
    assert harmless("a\x1b[8mb\ud800\u202ec") == "a[U+001B][8mb[U+D800][U+202E]c"
    assert as_data('"\x9b\u202e"') == '"\\u009b\\u202e"'


def test_no_name_adds_a_line_to_the_calendar():
    entry = ics.Appointment("2026-0001", "svar", "a\r\nX:1", "b\u2028\x0bEND:VCALENDAR\x00", _DAY)
    written = ics.written([entry], office="o", program="p", now=_NOON).decode()
    lines = written.split("\r\n")
    assert not any(line.startswith(("X:1", "END:VCALENDAR\\")) for line in lines)
    assert lines.count("END:VCALENDAR") == 1
    assert "\x00" not in written
