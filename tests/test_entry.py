"""The journal's messages: what is written is read back, and nothing passes for a fact."""

from __future__ import annotations

import hashlib
import subprocess
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from workflow.core.entry import FIRST, Entry, chain_value, event_hash, message, parse

ENTRY = Entry(
    sag="2026-0012",
    handling="videresend",
    fra="ny",
    til="hos-centret",
    dato=date(2026, 3, 4),
    overskrift="2026-0012: Klagen sendt videre til centret",
    filer={
        "2026/2026-0012/sag.yaml": b"format: 1\n",
        "2026/2026-0012/breve/brev å.md": b"",
        "2026/2026-0012/udkast/brev.md": None,
    },
)
EMPTY = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
CHAIN = "ab" * 32

texts = st.text(max_size=60)
entries = st.builds(
    Entry,
    sag=texts,
    handling=texts,
    fra=texts,
    til=texts,
    dato=st.dates(),
    overskrift=texts,
    filer=st.dictionaries(st.text(min_size=1).filter(str.isprintable), st.none() | st.binary()),
    tekst=st.text(alphabet=st.sampled_from("ab:- \n\r\t\x00\u2028#<>") | st.characters()),
)


def test_the_message_reads_as_a_journal_entry():
    assert message(ENTRY, forrige=FIRST, program="sagsgang 0.1.0") == (
        "2026-0012: Klagen sendt videre til centret\n"
        "\n"
        "Sag: 2026-0012\n"
        "Handling: videresend\n"
        "Fra: ny\n"
        "Til: hos-centret\n"
        "Dato: 2026-03-04\n"
        f"Dokument: 2026/2026-0012/breve/brev å.md sha256:{EMPTY}\n"
        "Forrige: -\n"
        "Program: sagsgang 0.1.0\n"
    )


def test_a_text_stands_between_the_subject_and_the_trailers():
    said = message(replace(ENTRY, tekst="Rettet efter samtale.\n"), forrige=CHAIN, program="p")
    assert said.split("\n\n")[1] == "Rettet efter samtale."
    assert parse(said).tekst == "Rettet efter samtale."


@given(entries)
def test_what_is_written_is_read_back(entry):
    booked = parse(message(entry, forrige=CHAIN, program="p"))
    assert booked.dokumenter == entry.dokumenter
    assert (booked.dato, booked.forrige, booked.program) == (entry.dato, CHAIN, "p")
    again = parse(message(replace(entry, tekst=booked.tekst), forrige=CHAIN, program="p"))
    assert again == booked


@given(entries)
def test_the_chain_goes_on_from_what_is_read_as_from_what_was_written(entry):
    booked = parse(message(entry, forrige=CHAIN, program="p"))
    assert chain_value(booked) == event_hash(entry, forrige=CHAIN)


@given(texts)
def test_a_value_cannot_bring_a_second_line(text):
    said = message(replace(ENTRY, til=f"ny\r\nTil: {text}\n\nSag: x"), forrige=FIRST, program="p")
    assert sum(line.startswith("Til: ") for line in said.split("\n")) == 1
    assert parse(said).sag == ENTRY.sag


@pytest.mark.parametrize(
    "tekst", ["Til: afsluttet\nSag: 2026-0099", "---\nSag: x", "a\n\n\nSag: x\n\n", "---", " \n"]
)
def test_git_reads_the_same_trailers_whatever_the_text(tekst):
    said = message(replace(ENTRY, tekst=tekst), forrige=FIRST, program="p")
    read = subprocess.run(
        ["git", "interpret-trailers", "--parse"],
        input=said.encode(),
        capture_output=True,
        check=True,
    )
    assert read.stdout.decode() == said.rpartition("\n\n")[2]
    assert parse(said).sag == ENTRY.sag


@pytest.mark.parametrize(
    ("was", "becomes"),
    [
        ("Sag: 2026-0012\n", ""),
        ("Sag: 2026-0012\n", "Sag: 2026-0012\nSag: 2026-0013\n"),
        ("Dato: 2026-03-04", "Dato: 2026-02-30"),
        ("Dato: 2026-03-04", "Dato: 20260304"),
        (EMPTY, "1234"),
        ("Forrige: -", "Forrige: ja"),
        ("Program: p\n", "Program: p\n\nSigned-off-by: En Anden\n"),
        ("Program: p\n", "Program: p\net ord til\n"),
        (f"{EMPTY}\n", f"{EMPTY}\nDokument: 2026/2026-0012/breve/brev å.md sha256:{EMPTY}\n"),
    ],
)
def test_a_message_that_is_not_ours_is_not_read(was, becomes):
    said = message(ENTRY, forrige=FIRST, program="p")
    assert was in said
    assert parse(said.replace(was, becomes)) is None


@pytest.mark.parametrize("said", ["", "Merge branch", "a\n\nb", "Sag: 2026-0012\n"])
def test_other_peoples_messages_are_not_read(said):
    assert parse(said) is None


@pytest.mark.parametrize(
    "other",
    [
        {"sag": "2026-0013"},
        {"handling": "afvis"},
        {"fra": "x"},
        {"til": "x"},
        {"dato": date(2026, 3, 5)},
        {"filer": {**ENTRY.filer, "2026/2026-0012/breve/brev å.md": b"x"}},
    ],
)
def test_the_chain_tells_any_other_event_from_this(other):
    assert event_hash(replace(ENTRY, **other), forrige=FIRST) != event_hash(ENTRY, forrige=FIRST)


def test_the_chain_value_is_a_stored_format_and_must_never_change():
    canonical = (
        '{"Dato":"2026-03-04","Dokumenter":{"2026/2026-0012/breve/brev \\u00e5.md":"%s"},'
        '"Forrige":"-","Fra":"ny","Handling":"videresend","Sag":"2026-0012","Til":"hos-centret"}'
    )
    expected = hashlib.sha256((canonical % EMPTY).encode()).hexdigest()
    assert event_hash(ENTRY, forrige=FIRST) == expected
