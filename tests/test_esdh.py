"""inv esdh: what is not filed, packed to be dragged into the municipality's ESDH, and marked."""

from __future__ import annotations

import csv
import errno
import hashlib
import io
import json

import pikepdf
import pytest
from cli import at, copied, day, do, everything, folder, git, nothing_changes
from letter_sample import pdf_text

from workflow.core.errors import LinkInArchive
from workflow.office import filing

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

TODAY = day("2026-06-30")
NOTE = "Han ringede tre gange:\n1.\u00a0maj\n\n- *intet* svar #2"
COMPLAINT = "Jeg har ventet.\n# ikke en overskrift\n$ikke formel$"
RECEIVED = b"%PDF-1.4 svaret, som det kom"


@pytest.fixture(scope="module")
def worked_on(tmp_path_factory, registered):
    """Work on a case for a week, for the tests to copy."""
    office = copied(registered, tmp_path_factory.mktemp("esdh") / "arkiv")
    case = folder(office, "2026-0001")
    (case / "henvendelse.md").write_text(f"<!-- hjælp -->\n{COMPLAINT}\n", encoding="utf-8")
    do(office, "2026-0001", "2026-03-03", "notat", slags="telefon", tekst=NOTE, deltagere="en søn")
    do(office, "2026-0001", "2026-03-04", "kvitter")
    do(office, "2026-0001", "2026-03-05", "afsendt")
    do(office, "2026-0001", "2026-03-06", "videresend", alligevel=True)
    (received := case / "bilag").mkdir()
    (received / "2026-03-16-svar.pdf").write_bytes(RECEIVED)
    return office.root


@pytest.fixture
def office(tmp_path, worked_on):
    """Return a copy of the archive where a case has been worked on."""
    return copied(worked_on, tmp_path / "arkiv")


@pytest.fixture(scope="module")
def packed(tmp_path_factory, worked_on):
    """Pack the case once."""
    office = copied(worked_on, tmp_path_factory.mktemp("pakket") / "arkiv")
    return office, *filing.pack(office, "1", TODAY)


def forloeb(office):
    return (folder(office, "2026-0001") / "sag.yaml").read_text(encoding="utf-8").splitlines()


def test_the_listing_says_what_is_not_filed_and_changes_nothing(office, counter):
    with nothing_changes(office.root):
        ended = counter("esdh", archive=office.root)
    assert ended.code == 0
    assert "Nummeret i ESDH mangler. Skriv det ved esdh: i sag.yaml" in ended.out
    assert "2026-03-02  Borgerens henvendelse (ind, fra: borgeren) henvendelse.md\n" in ended.out
    assert "2026-03-05  Kvittering" in ended.out
    assert "2026-03-06-videresendelse-center.pdf; ikke sendt; pakkes først" in ended.out


def test_the_listing_is_data_too(office, counter):
    found = json.loads(counter("esdh", "--sag", "1", "--json", archive=office.root).out)
    assert [(line["dato"], line["retning"], line["sendt"]) for line in found] == [
        ("2026-03-02", "ind", True),
        ("2026-03-03", "intern", True),
        ("2026-03-05", "ud", True),
        ("2026-03-06", "ud", False),
        ("2026-03-06", "ud", False),
        ("2026-03-16", "ind", True),
    ]


def test_packing_is_no_step_and_the_folder_no_part_of_the_archive(office, counter):
    before = git(office.root, "rev-parse", "HEAD"), forloeb(office)
    assert counter("esdh", "--pak", archive=office.root).code == 0
    assert (git(office.root, "rev-parse", "HEAD"), forloeb(office)) == before
    assert ".esdh" not in git(office.root, "status", "--porcelain", "--untracked-files=all")


def test_the_folder_holds_each_document_and_the_list(packed):
    _, parcel = packed
    names = [
        "2026-03-02-01-ind-henvendelse.pdf",
        "2026-03-03-02-intern-telefon.pdf",
        "2026-03-05-03-ud-kvittering-borger.pdf",
        "2026-03-16-04-ind-svar.pdf",
    ]
    assert sorted(path.name for path in parcel.mappe.iterdir()) == sorted(
        [*names, "dokumentliste.csv", "dokumentliste.md"]
    )
    listed = (parcel.mappe / "dokumentliste.csv").read_bytes().decode("utf-8-sig")
    lines = list(csv.DictReader(io.StringIO(listed), delimiter=";"))
    assert [line["Filnavn"] for line in lines] == names
    assert [line["SHA-256"] for line in lines] == [
        hashlib.sha256((parcel.mappe / name).read_bytes()).hexdigest() for name in names
    ]


def test_letters_and_what_was_received_are_copied_byte_for_byte(packed):
    office, parcel = packed
    letter = folder(office, "2026-0001") / "breve" / "2026-03-04-kvittering-borger.pdf"
    copy = parcel.mappe / "2026-03-05-03-ud-kvittering-borger.pdf"
    assert copy.read_bytes() == letter.read_bytes()
    assert (parcel.mappe / "2026-03-16-04-ind-svar.pdf").read_bytes() == RECEIVED


@pytest.mark.parametrize("name", ["02-01-ind-henvendelse", "03-02-intern-telefon"])
def test_a_packed_text_is_for_the_archive_and_for_everyone(packed, name):
    path = packed[1].mappe / f"2026-03-{name}.pdf"
    with pikepdf.open(path) as pdf, pdf.open_metadata() as metadata:
        assert (metadata["pdfaid:part"], metadata["pdfaid:conformance"]) == ("2", "A")
        assert metadata["pdfuaid:part"] == "1"
        assert str(pdf.Root.Lang) == "da-DK"


def test_a_packed_note_has_its_facts_and_what_was_said_to_the_letter(packed):
    said = pdf_text((packed[1].mappe / "2026-03-03-02-intern-telefon.pdf").read_bytes())
    assert "Telefonsamtale" in said
    assert "Deltagere: en søn" in said
    for line in NOTE.splitlines():
        assert line in said


def test_a_packed_henvendelse_is_the_citizens_words_alone(packed):
    said = pdf_text((packed[1].mappe / "2026-03-02-01-ind-henvendelse.pdf").read_bytes())
    assert "hjælp" not in said
    assert "Fra: Øjvind Åse" in said
    for line in COMPLAINT.splitlines():
        assert line in said


def test_a_folder_is_packed_anew_and_never_through_a_link(office, counter, tmp_path):
    home = office.root / ".esdh"
    (home / "2026-0001").mkdir(parents=True)
    (home / "2026-0001" / "gammel.pdf").touch()
    assert counter("esdh", "--sag", "1", "--pak", archive=office.root).code == 0
    assert not (home / "2026-0001" / "gammel.pdf").exists()
    outside = tmp_path / "udenfor"
    home.rename(outside)
    home.symlink_to(outside, target_is_directory=True)
    kept = sorted(outside.rglob("*"))
    with nothing_changes(office.root), pytest.raises(LinkInArchive):
        filing.mark(office, "1", "26/001234", TODAY, at(TODAY))
    assert sorted(outside.rglob("*")) == kept


def test_marking_says_what_is_filed_and_where_and_takes_the_folder_away(office, counter):
    counter("esdh", "--sag", "1", "--pak", archive=office.root)
    told = ("--arkiveret", "--esdh", "26/001234", "--dato", "2026-03-20")
    ended = counter("esdh", "--sag", "1", *told, archive=office.root)
    assert ended.code == 0
    assert "Arkiveret i ESDH.\n  henvendelse.md\n" in ended.out
    assert any(line.startswith("esdh: 26/001234") for line in forloeb(office))
    assert "handling: arkiver" in forloeb(office)[-1]
    assert git(office.root, "log", "-1", "--format=%s") == "2026-0001: Arkiveret i ESDH\n"
    assert not (office.root / ".esdh" / "2026-0001").exists()
    left = [d.sti for d in filing.listing(office, "1")[0].dokumenter]
    assert left == [
        "breve/2026-03-06-videresendelse-borger.pdf",
        "breve/2026-03-06-videresendelse-center.pdf",
    ]
    again = counter("esdh", "--sag", "1", "--arkiveret", archive=office.root)
    assert (again.code, "ikke allerede er arkiveret" in again.err) == (4, True)


def test_only_what_was_packed_is_marked_and_the_rest_is_told(office, counter):
    counter("esdh", "--sag", "1", "--pak", archive=office.root)
    case = folder(office, "2026-0001")
    (case / "bilag" / "2026-03-17-nyt.pdf").write_bytes(b"nyt")
    note = case / "notater" / "2026-03-03-telefon.md"
    note.write_text(note.read_text(encoding="utf-8") + "Mere.\n", encoding="utf-8")
    ended = counter("esdh", "--sag", "1", "--arkiveret", "--esdh", "26/1", archive=office.root)
    said = "notater/2026-03-03-telefon.md, bilag/2026-03-17-nyt.pdf. Pak igen"
    assert (ended.code, said in ended.err) == (0, True)
    left = (d.sti for d in filing.listing(office, "1")[0].dokumenter if d.sendt)
    assert f"{', '.join(left)}. Pak igen" == said


def test_when_all_has_changed_since_it_was_packed_nothing_is_marked(office, counter):
    counter("esdh", "--sag", "1", "--arkiveret", "--esdh", "26/1", archive=office.root)
    note = folder(office, "2026-0001") / "notater" / "2026-03-03-telefon.md"
    for more in ("Mere.\n", "Endnu mere.\n"):
        note.write_text(note.read_text(encoding="utf-8") + more, encoding="utf-8")
        if more == "Mere.\n":
            counter("esdh", "--sag", "1", "--pak", archive=office.root)
    ended = counter("esdh", "--sag", "1", "--arkiveret", archive=office.root)
    assert (ended.code, "Kommet til eller rettet, siden der blev pakket" in ended.err) == (4, True)


def test_a_disk_that_is_full_leaves_the_folder_that_was_packed_before(office, counter, monkeypatch):
    counter("esdh", "--sag", "1", "--pak", archive=office.root)
    home = office.root / ".esdh"
    before = everything(home)
    (folder(office, "2026-0001") / "bilag" / "2026-03-17-nyt.pdf").write_bytes(b"nyt")
    write = type(home).write_bytes

    def refuse(path, content):
        if path.name == "dokumentliste.md":
            raise OSError(errno.ENOSPC, "No space left on device")
        return write(path, content)

    monkeypatch.setattr(type(home), "write_bytes", refuse)
    assert counter("esdh", "--sag", "1", "--pak", archive=office.root).code == 5
    assert everything(home) == before


def test_a_note_edited_after_it_was_filed_is_listed_again(office, counter):
    counter("esdh", "--sag", "1", "--arkiveret", "--esdh", "26/1", archive=office.root)
    note = folder(office, "2026-0001") / "notater" / "2026-03-03-telefon.md"
    note.write_text(note.read_text(encoding="utf-8") + "Mere.\n", encoding="utf-8")
    said = counter("esdh", archive=office.root).out
    assert "notater/2026-03-03-telefon.md; rettet, siden det blev arkiveret" in said


def test_filing_is_taken_back_with_its_number(office, counter):
    counter("esdh", "--sag", "1", "--arkiveret", "--esdh", "26/1", archive=office.root)
    assert counter("fortryd", "1", archive=office.root).code == 0
    assert len(filing.listing(office, "1")[0].dokumenter) == 6
    assert not any(line.startswith("esdh: 26/1") for line in forloeb(office))


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--arkiveret",), 2, "Skriv hvilken med --sag"),
        (("--sag", "1", "--pak", "--arkiveret"), 2, "Brug enten --pak, --arkiveret eller --json"),
        (("--sag", "1", "--esdh", "26/1"), 2, "hører til --arkiveret"),
        (("--sag", "9", "--pak"), 2, "Der er ingen sag, der hedder '9'"),
        (("--sag", "1", "--arkiveret"), 4, "Sagen har intet nummer i ESDH"),
        (("--sag", "1", "--arkiveret", "--esdh", "1", "--dato", "2027-01-01"), 4, "i fremtiden"),
    ],
)
def test_what_cannot_be_done_is_refused_and_changes_nothing(office, counter, words, code, said):
    with nothing_changes(office.root):
        ended = counter("esdh", *words, archive=office.root)
    assert (ended.code, said in ended.err) == (code, True)


def test_closing_a_case_reminds_of_what_is_not_filed(office, counter):
    ended = counter("frafald", "1", "--begrundelse", "Trukket", archive=office.root)
    assert "6 dokumenter er ikke arkiveret i ESDH. Se: inv esdh --sag 2026-0001" in ended.err
