"""Searching in words: letters that are alike, phrases, and the line that is shown."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from workflow.core.search import around, fold, has_all, lines, possible, terms, values, without


def found(query: str, *texts: str) -> bool:
    """Search as the office does: first the bytes, then the words."""
    wanted = terms(query)
    there = has_all([fold(text) for text in texts], wanted)
    if there:
        assert possible([text.encode() for text in texts], wanted)
    return there


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("hjælpemiddel", "Ventetid på HJÆLPEMIDDEL"),
        ("hjaelpemiddel", "Hjælpemiddel"),
        ("hjælpemiddel", "hjaelpemiddel.pdf"),
        ("ØJVIND", "øjvind"),
        ("aase", "Åse"),
        ("åse", "AASE"),
        ("Åse", unicodedata.normalize("NFD", "Åse")),
        (unicodedata.normalize("NFD", "Åse"), "Åse"),
        ("rené", unicodedata.normalize("NFD", "RENÉ")),
        ("svartid", "Svartider"),
        ("26/001234", "esdh: 26/001234"),
        ("(fx)", "et svar (fx)"),
        ("å", "Å"),
    ],
)
def test_letters_that_a_reader_takes_for_the_same_are_found(query, text):
    assert found(query, text)


def test_every_word_must_stand_in_the_case_but_not_in_one_text():
    assert found("måneder centret", "otte måneder", "Centret svarede")
    assert not found("måneder ankestyrelsen", "otte måneder", "Centret svarede")


@pytest.mark.parametrize(
    "query", ['"otte måneder"', "'otte måneder'", "»otte måneder«", "“otte måneder”"]
)
def test_a_phrase_is_found_as_it_stands_also_over_the_end_of_a_line(query):
    assert found(query, "der gik Otte måneder")
    assert found(query, "der gik otte\n  måneder")
    assert not found(query, "otte uger og måneder")
    assert not found(query, "måneder: otte")


def test_a_phrase_and_a_word_may_be_asked_for_together():
    assert found("centret 'otte måneder'", "otte måneder", "centret")
    assert not found("centret 'otte måneder'", "otte måneder", "kommunen")


def test_an_apostrophe_in_a_word_begins_no_phrase():
    assert found("Lars' sag", "Lars' egen sag")


@pytest.mark.parametrize("query", ["", "  ", '""'])
def test_nothing_asked_for_is_no_term(query):
    assert [term for term in terms(query) if term.moenster.pattern.strip('"')] == []


@given(text=st.text(alphabet="aeoæøåÆØÅAEOkK é", max_size=12), data=st.data())
def test_no_text_that_has_the_word_is_lost_by_the_fast_look_at_its_bytes(text, data):
    start = data.draw(st.integers(0, len(text)))
    for word in text[start:].replace('"', "").split()[:1]:
        assert has_all([fold(text)], terms(word))
        assert possible([text.encode()], terms(word))


def test_the_lines_are_those_where_a_word_begins():
    folded = fold("Kære borger\n\nBorgeren har\nskrevet, at borgeren")
    assert lines(folded, terms("borger")) == [0, 2, 3]


class Counted(str):
    """A text that knows how much of it has been looked through for the ends of its lines."""

    __slots__ = ("seen",)
    seen: int

    def count(self, sub, start=0, end=None):
        self.seen = getattr(self, "seen", 0) + (len(self) if end is None else end) - start
        return super().count(sub, start, end)


def test_a_text_is_gone_through_once_however_often_the_word_stands_in_it():
    text = Counted("ord ord\n" * 1000)
    assert lines(text, terms("ord")) == [*range(1000)]
    assert text.seen <= len(text)


def test_a_word_that_begins_or_ends_within_a_danish_letter_is_found_wherever_it_stands():
    for query, text in (("sa", "så"), ("ag", "åg"), ("bro", "brød"), ("endelse", "ændelse")):
        assert found(query, text)
        assert found(query, text, query)


def test_keys_and_the_comments_of_every_case_are_no_values():
    text = (
        "kanal: telefon                # telefon | personligt\n"
        "borger:\n  navn: Emne Navnesen   # min egen note\n"
        "forloeb:\n  - {dato: 2026-03-04, handling: rykker, venter-paa: centret}\n"
        "emne: telefonnavn: en bog\n"
    )
    seen = values(without(text, ["# telefon | personligt"]))
    assert "personligt" not in seen
    assert "min egen note" in seen
    for key in ("kanal", "borger", "forloeb", "dato", "handling", "venter-paa"):
        assert key not in seen
    assert "Emne Navnesen" in seen
    assert "telefonnavn: en bog" in seen
    assert seen.count("\n") == text.count("\n")


def test_a_short_line_is_shown_whole_and_a_long_one_round_the_word():
    wanted = terms("hjælpemiddel")
    assert around("  Et hjælpemiddel.  ", wanted) == "Et hjælpemiddel."
    long = "æ" * 300 + " et HJÆLPEMIDDEL, som " + "å" * 300
    shown = around(long, wanted)
    assert "HJÆLPEMIDDEL" in shown
    assert (shown[0], shown[-1]) == ("…", "…")
    assert len(shown) <= 102
