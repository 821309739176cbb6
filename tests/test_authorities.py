"""The bodies a citizen can be sent to: reachable, or said to be the office's to fill in."""

from __future__ import annotations

import pytest

from workflow.archive import rulefiles
from workflow.core import authorities
from workflow.core.competence_rows import Authority
from workflow.core.errors import BadFile

NAMED = {
    "ankestyrelsen",
    "udbetaling-danmark",
    "ombudsmanden",
    "kommunalt-tilsyn",
    "domstolene",
    "ministerium-eller-styrelse",
    "tvistenaevn",
    "retshjaelp",
    "gaeldsraadgivning",
    "advokat",
    "dukh",
    "datatilsynet",
}
GENERAL = {
    "ministerium-eller-styrelse",
    "tvistenaevn",
    "retshjaelp",
    "gaeldsraadgivning",
    "advokat",
}


def body(**facts):
    return Authority(id="a", navn="A", afgoer="hjælper", kilde="x", **facts)


def test_every_body_that_the_domain_names_is_there(rules):
    assert set(rules.myndigheder) >= NAMED


def test_the_office_is_told_of_every_body_that_it_must_fill_in(rules):
    (told,) = authorities.unfilled(rules)
    named = told.removeprefix("regler/myndigheder.yaml: ").partition(" har ")[0]
    assert set(named.split(", ")) == GENERAL


def test_a_contact_fact_names_the_page_it_was_compared_with(rules):
    for row in rules.myndigheder.values():
        assert bool(row.kontakt) == (".dk" in row.kilde), row.id


@pytest.mark.parametrize(
    ("facts", "count"),
    [
        ({}, 1),
        ({"kontoret_udfylder": True}, 0),
        ({"telefon": "12 34 56 78"}, 1),
    ],
)
def test_a_body_is_reachable_and_checked_or_left_to_the_office(facts, count):
    assert len(list(authorities.faults(body(**facts)))) == count


def test_an_own_table_with_an_unchecked_number_is_refused_with_its_line(tmp_path):
    (tmp_path / "myndigheder.yaml").write_text(
        "raekker:\n  retshjaelp: {navn: retshjælpen, afgoer: hjælper, kilde: x, telefon: '1234'}\n",
        encoding="utf-8",
    )
    with pytest.raises(BadFile) as error:
        rulefiles.load(tmp_path)
    assert str(error.value).startswith(
        "regler/myndigheder.yaml, linje 2: har kontaktoplysninger. Sæt 'kontrolleret'"
    )
