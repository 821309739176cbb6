"""What holds for whatever a sag.yaml says, and however it is damaged."""

from __future__ import annotations

from datetime import date
from typing import get_args

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import punkt, sag

from workflow.archive import casefile
from workflow.core.errors import CaseworkError
from workflow.core.model import (
    Afgoerelse,
    Borger,
    Forbehold,
    Haendelse,
    Klagepunkt,
    Periode,
    Udfald,
    Vurdering,
)
from workflow.office.desk import TEMPLATES

SKELETON = (TEMPLATES / "sag.yaml").read_text(encoding="utf-8")

words = st.text(st.characters(codec="utf-8", exclude_characters="\x85"), min_size=1).filter(
    lambda text: text.strip()
)
days = st.dates(date(1900, 1, 1), date(2199, 12, 31))
periods = st.lists(days, min_size=2, max_size=2).map(
    lambda both: Periode(fra=min(both), til=max(both))
) | st.builds(Periode, fra=days)
points = st.builds(
    Klagepunkt,
    nr=st.just(1),
    tema=st.just("andet"),
    center=st.just("social"),
    forhold=words,
    vedroerer=st.just("betjening"),
    haendt=st.none() | days | periods,
    afgoerelse=st.none() | st.builds(Afgoerelse, truffet=st.none() | days, klageinstans=words),
    vurdering=st.none()
    | st.builds(
        Vurdering,
        udfald=st.sampled_from(get_args(Udfald)),
        konstateret=st.none() | words,
        forbehold=st.lists(st.sampled_from(get_args(Forbehold)), max_size=2).map(tuple),
    ),
)
events = st.builds(
    Haendelse,
    dato=days,
    handling=st.just("notat"),
    frist=st.none() | days,
    begrundelse=st.none() | words,
    punkter=st.lists(st.integers(1, 9), max_size=3).map(tuple),
    alligevel=st.booleans(),
)
cases = st.builds(
    sag,
    st.just(punkt()) | points,
    emne=words,
    esdh=st.none() | words,
    borger=st.builds(Borger, navn=words, adresse=st.none() | words),
    forloeb=st.lists(events, min_size=1, max_size=3).map(tuple),
)


@settings(max_examples=25, deadline=None)
@given(cases, cases)
def test_whatever_a_case_says_is_read_back_as_it_was_written(schema, before, after):
    file = casefile.read("sag.yaml", casefile.fresh("sag.yaml", SKELETON.encode(), before), schema)
    again = casefile.read("sag.yaml", casefile.written(file, after), schema).sag
    said = msgspec.structs.replace(again.borger, sprog=after.borger.sprog)
    assert msgspec.structs.replace(again, borger=said) == after


@settings(max_examples=100, deadline=None)
@given(st.integers(0, len(SKELETON) - 1), st.integers(0, 12), st.text(max_size=4))
def test_a_file_damaged_anywhere_is_read_or_refused_in_danish(schema, start, length, put):
    damaged = SKELETON[:start] + put + SKELETON[start + length :]
    try:
        casefile.read("sag.yaml", damaged.encode("utf-8", "replace"), schema)
    except CaseworkError as error:
        assert error.exit_code == 3  # noqa: PT017 - either way is right
        assert str(error).startswith("sag.yaml")  # noqa: PT017
