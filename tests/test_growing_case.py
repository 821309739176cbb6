"""A case that only grows by a step is written at once, and byte for byte as it is written else."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import sag
from msgspec.structs import replace
from test_casefile_laws import SKELETON, days, events, words

from workflow.archive import casefile, yamlwrite
from workflow.core.errors import TooLong
from workflow.core.model import Haendelse

DAY = date(2026, 3, 4)
AWKWARD = """\
no yes on off y n true false null True nan inf .inf e5 1e5 0x1f 0o7 1_0 a a.b a/b a- -a a. .a a..b
2026-03-04 2026-03-04-brev 2026-3-4 2026-03-04-1 2026-03-04T10:00:00 26/1 12:30 æ-ø-å Ærø a:b a: a#b
a, [a] {a} a} 'a' "a" *a &a !a |a >a %a @a `a ? - = << ~ a_b _a notater/2026-03-04-samtale.md
""".replace("\n", " ").split(" ")
names = st.sampled_from(AWKWARD) | st.text(st.sampled_from("ab1-./_"), min_size=1, max_size=6)
simple = st.builds(
    Haendelse,
    dato=days,
    handling=names,
    frist=st.none() | days,
    arbejdsdage=st.none() | st.integers(-5, 10**6),
    punkter=st.lists(st.integers(1, 99), max_size=3).map(tuple),
    breve=st.lists(names, max_size=3).map(tuple),
    notat=st.none() | names | words,
    frister=st.dictionaries(names, days, max_size=2),
    alligevel=st.booleans(),
)


def file(*, made="", ended=""):
    """Return a case's file as the program makes it, perhaps worked on by hand."""
    content = casefile.fresh("sag.yaml", SKELETON.encode(), sag()).decode()
    text = content.replace("emne:", f"{made}emne:") + ended
    return text.encode()


def both_ways(content, schema, more):
    """Write a case with more events, at once if that can be done, and in any case carefully."""
    before = casefile.read("sag.yaml", content, schema)
    after = replace(before.sag, forloeb=(*before.sag.forloeb, *more))
    as_data = casefile.builtins(before.sag), casefile.builtins(after)
    return casefile.written(before, after), yamlwrite.write(before.document, *as_data)


@settings(max_examples=150, deadline=None)
@given(st.lists(simple | events, min_size=1, max_size=3))
def test_a_case_with_more_events_is_written_as_if_it_were_written_anew(schema, more):
    at_once, carefully = both_ways(file(), schema, more)
    assert at_once == carefully


@pytest.mark.parametrize(
    ("made", "ended"),
    [
        ("# skrevet i hånden\n\n", ""),
        ("", "  - {dato: 2026-03-03, handling: notat, tekst: 'a } b'}\n"),
        ("", "  - {dato: 2026-03-03, handling: notat} # se {1}\n"),
        ("", "  - {dato: 2026-03-03,\n     handling: notat}\n"),
        ("", "  - dato: 2026-03-03\n    handling: notat\n"),
        ("", "  - {dato: 2026-03-03, handling: notat}"),
        ("", "  - {dato: 2026-03-03, handling: notat}\n\n"),
        ("", "  - {dato: 2026-03-03, handling: notat}\n# slut\n"),
    ],
)
def test_what_was_written_by_hand_is_kept_as_it_is_kept_else(schema, made, ended):
    event = Haendelse(dato=DAY, handling="notat")
    at_once, carefully = both_ways(file(made=made, ended=ended), schema, [event])
    assert at_once == carefully


def test_windows_line_ends_are_kept(schema):
    content = file().replace(b"\n", b"\r\n")
    at_once, carefully = both_ways(content, schema, [Haendelse(dato=DAY, handling="notat")])
    assert at_once == carefully
    assert b"\n" not in at_once.replace(b"\r\n", b"")


def test_a_step_goes_through_none_of_what_its_file_said_before(schema, monkeypatch):
    before = casefile.read("sag.yaml", file(), schema)
    monkeypatch.delattr(yamlwrite, "write")
    event = Haendelse(dato=DAY, handling="kvitter", breve=("2026-03-04-kvittering-borger",))
    after = replace(before.sag, forloeb=(*before.sag.forloeb, event))
    line = b"  - {dato: 2026-03-04, handling: kvitter, breve: [2026-03-04-kvittering-borger]}\n"
    assert casefile.written(before, after) == before.content + line


def test_a_case_that_would_be_too_large_is_refused(schema):
    full = "# " + "x" * (casefile.yamlfile.LIMIT - len(file()) - 10) + "\n"
    with pytest.raises(TooLong):
        both_ways(file(made=full), schema, [Haendelse(dato=DAY, handling="notat")])
