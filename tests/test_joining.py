"""Two versions of a folder, of a number and of a register: what becomes of each, as values."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made_up import punkt, sag
from msgspec.structs import replace

from workflow.core import joining, renumbering
from workflow.core.joining import Versions
from workflow.core.kept_events import holds_events
from workflow.core.model import Haendelse
from workflow.core.register import Call, Work
from workflow.core.register_joining import joined

NAMES = ("sag.yaml", "henvendelse.md", "breve/a.md", "breve/a.pdf", "notater/b.md", "bilag/c")
FILES = st.dictionaries(st.sampled_from(NAMES), st.sampled_from("xyz"))
DAY = date(2026, 3, 4)


@given(FILES, FILES, FILES)
def test_whatever_either_side_has_is_in_place_or_clashes(base, shared, other):
    found = joining.together(Versions(base, shared, other))
    for path, blob in other.items():
        here = found.renamed.get(path, path)
        kept = found.files.get(here) == blob
        assert kept or here in found.clashes or base.get(path) == blob
    for path, blob in shared.items():
        assert found.files.get(path) == blob or base.get(path) == blob or path in found.clashes


@given(FILES, FILES, FILES)
def test_kept_apart_both_sides_versions_are_there(base, shared, other):
    files = joining.apart(Versions(base, shared, other))
    assert shared.items() <= files.items()
    for path, blob in other.items():
        places = {path, f"konflikt/{path}"}
        known = blob in (base.get(path), shared.get(path))
        assert known or any(files.get(place) == blob for place in places)


@given(FILES, FILES)
def test_joined_with_a_side_that_did_nothing_the_other_side_is_left(base, other):
    assert joining.together(Versions(base, base, other)).files == other
    assert joining.together(Versions(base, other, base)).files == other


def test_an_earlier_conflict_is_not_written_over():
    shared = {"sag.yaml": "s", "konflikt/sag.yaml": "k"}
    files = joining.apart(Versions({"sag.yaml": "b"}, shared, {"sag.yaml": "o"}))
    assert files == {**shared, "konflikt/konflikt/sag.yaml": "o"}


def test_a_letter_of_the_same_name_gets_a_free_one_whole_unless_it_was_sent():
    base, shared = {}, {"breve/a.md": "1", "breve/a.pdf": "2"}
    other = {"breve/a.md": "3", "breve/a.pdf": "2"}
    found = joining.together(Versions(base, shared, other))
    assert found.renamed == {"breve/a.md": "breve/a-2.md", "breve/a.pdf": "breve/a-2.pdf"}
    case = sag(forloeb=(Haendelse(dato=DAY, handling="kvitter", breve=("a",)),))
    assert joining.with_names(case, found.renamed).forloeb[0].breve == ("a-2",)
    sent = (*case.forloeb, Haendelse(dato=DAY, handling="afsendt", breve=("a",)))
    fixed = joining.settled(sent)
    assert joining.together(Versions(base, shared, other), fixed).clashes == ("breve/a.md",)


def test_the_second_letter_of_a_name_becomes_the_third_and_not_the_second_of_a_second():
    name = "breve/2026-03-04-kvittering-borger"
    shared, other = {f"{name}-2.md": "1"}, {f"{name}-2.md": "2"}
    assert joining.together(Versions({f"{name}.md": "0"}, shared, other)).renamed == {
        f"{name}-2.md": f"{name}-3.md"
    }


@pytest.mark.parametrize(
    ("shared_sent", "other_sent", "decided", "whose"),
    [
        (False, False, False, "other"),
        (True, False, False, "other"),
        (False, True, False, "shared"),
        (True, True, False, None),
        (True, True, True, "other"),
        (False, True, True, "other"),
    ],
)
def test_whose_case_gets_another_number(shared_sent, other_sent, decided, whose):
    found = renumbering.to_renumber(shared_sent=shared_sent, other_sent=other_sent, decided=decided)
    assert found == whose


def test_the_next_number_is_one_that_neither_has_in_the_same_series():
    taken = ("2026-0007", "2026-B0012", "2025-0099", "noget andet")
    assert renumbering.following("2026-0003", taken) == "2026-0013"
    assert renumbering.following("2026-B0003", taken) == "2026-B0013"


def test_a_case_is_named_by_its_new_number_everywhere_and_no_other_is():
    split = Haendelse(dato=DAY, handling="opdel", sager=("2026-0002", "2026-0009"))
    case = sag(punkt(1, flyttet_til="2026-0002"), henvendelse="2026-0002", forloeb=(split,))
    new = renumbering.rewritten(case, {"2026-0002": "2026-0003"})
    assert (new.nummer, new.henvendelse) == (case.nummer, "2026-0003")
    assert new.forloeb[0].sager == ("2026-0003", "2026-0009")
    assert new.klagepunkter[0].flyttet_til == "2026-0003"
    assert renumbering.rewritten(case, {"2026-0008": "2026-0003"}) == case


def test_counts_are_added_and_what_differs_otherwise_clashes():
    line = Work(nr=1, dato=DAY, slags="smaa-henvendelse", antal=2)
    more = [replace(line, antal=antal) for antal in (3, 5)]
    assert joined([line], *([one] for one in more)) == ((replace(line, antal=6),), ())
    assert joined([line], [more[0]], [more[0]]) == ((replace(line, antal=4),), ())
    named = [replace(line, emne=emne) for emne in ("a", "b")]
    assert joined([line], *([one] for one in named))[1] == (1,)
    assert joined([line], [], [line]) == ((), ())
    assert joined([line], [], [more[0]])[1] == (1,)


def test_a_call_of_the_same_number_gets_the_next_one():
    first, second = (Call(nr=1, dato=DAY, navn=n, telefon="1", senest=DAY) for n in "ab")
    assert joined([], [first], [second]) == ((first, replace(second, nr=2)), ())


def test_a_new_event_may_stand_before_what_the_other_side_has_moved_and_own_ones_keep_order():
    a, b, new, last = (Haendelse(dato=DAY, handling=name) for name in ("a", "b", "new", "last"))
    base, shared, other = (sag(forloeb=f) for f in ((a,), (b, a), (a, new, last)))
    assert holds_events(base, other, shared, sag(forloeb=(new, last, b, a)))
    assert not holds_events(base, other, shared, sag(forloeb=(last, new, b, a)))
    assert not holds_events(base, other, shared, sag(forloeb=(new, last, a, b)))
