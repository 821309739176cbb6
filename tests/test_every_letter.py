"""Every letter of the catalogue, for every kind of citizen and complaint there is."""

from __future__ import annotations

import json
import re
from itertools import product

import pytest
from every_letter import ADDRESS, BEHALF, Kind, letters, written
from letter_sample import LOOK, pdf_text, squeezed, word_text
from made_up import Walk, punkt, sag
from msgspec.structs import replace

from workflow.documents.publish import Source, render

KINDS = [
    Kind(punkter, behalf, adresse, sprog)
    for punkter, behalf, adresse, sprog in product(
        (1, 3),
        (None, "Mette Lund", BEHALF),
        (ADDRESS, None, "\n Vejgade 1\n\n2635 Ishøj\n"),
        (None, "en"),
    )
]
WRONG = re.compile(
    r"None|Undefined|\{\{|\}\}|\{%|%\}"
    r"|[^\s|]  +\S"
    r"|(?<!\.)\.\.(?!\.)|,,|\s[,.;:](?:\s|$)|\(\s*\)"
    r"|(?:v/|c/o)\s*(?:$|[\",])"
    r"|\\\n:::"
    r"|\n\n\n\n"
)


def body(markdown: str) -> str:
    """Return a letter's text as it is read, without the backslashes that escape."""
    return re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", markdown.split("\n---\n", 1)[1])


def recipient(markdown: str) -> list[str]:
    """Return the lines of a letter's address."""
    found = re.search(r"^modtager: (.*)$", markdown, re.MULTILINE)
    assert found
    return list(json.loads(found[1]))


def test_every_letter_there_is_is_composed_here(kontor, rules):
    made = {name.partition(": ")[2] for name in letters(Kind(), kontor, rules)}
    assert made == set(rules.breve)


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_no_letter_has_a_gap_where_something_is_not_known(kind, kontor, rules):
    for name, markdown in letters(kind, kontor, rules).items():
        assert all(line.strip() for line in recipient(markdown)), name
        text = body(markdown)
        found = WRONG.search(text)
        assert not found, (name, text[max(0, found.start() - 60) : found.end() + 60])


def test_a_letter_to_a_citizen_with_a_representative_is_sent_to_the_representative(kontor, rules):
    theirs = letters(Kind(repraesentant=BEHALF), kontor, rules)
    for name, markdown in theirs.items():
        if name.endswith("-borger"):
            lines = ["Øjvind Åse", "v/ Mette Lund", "Skovvej 2", "2635 Ishøj"]
            assert recipient(markdown) == lines, name
            assert "Brevet er sendt til Mette Lund, som har fuldmagt fra dig." in body(markdown)
            assert "Kære Øjvind Åse" in body(markdown), name


def test_a_representative_whose_address_is_not_known_is_reached_at_the_citizens(kontor, rules):
    theirs = letters(Kind(repraesentant="v/ Mette Lund"), kontor, rules)
    assert recipient(theirs["kvitter: kvittering-borger"]) == [
        "Øjvind Åse",
        "v/ Mette Lund",
        "Vejgade 1",
        "2635 Ishøj",
    ]


def test_a_centre_is_told_who_has_fuldmagt_and_that_answers_go_there(kontor, rules):
    for name, markdown in letters(Kind(repraesentant=BEHALF), kontor, rules).items():
        if name.endswith("-center"):
            assert (
                "**Repræsentant med fuldmagt:** Mette Lund, Skovvej 2, 2635 Ishøj. Send det, I "
                "skriver til borgeren, til repræsentanten og en kopi til mig." in body(markdown)
            ), name
            assert "som har fuldmagt fra dig" not in body(markdown)


def test_a_complaint_in_the_citizens_name_asks_that_the_answer_goes_to_the_fuldmagt(kontor, rules):
    made = letters(Kind(repraesentant=BEHALF), kontor, rules)
    assert (
        "Mette Lund har fuldmagt fra mig. Send svaret til Mette Lund, Skovvej 2, 2635 Ishøj."
        in body(made["formuler: klageudkast"])
    )
    assert "Kopi til" not in made["formuler: klageudkast-borger"]


def test_no_letter_says_that_what_the_citizen_told_the_adviser_is_no_complaint(kontor, rules):
    for name, markdown in letters(Kind(), kontor, rules).items():
        assert "tæller ikke" not in body(markdown), name


@pytest.mark.parametrize(("place", "heading"), [("§ 8", "Jeres pligt"), (None, "Jeres tilb")])
def test_a_duty_to_report_back_is_named_only_when_the_vedtaegt_has_it(
    place, heading, kontor, rules
):
    vedtaegt = replace(kontor.vedtaegt, meddelelsespligt=place)
    made = letters(Kind(), replace(kontor, vedtaegt=vedtaegt), rules)
    assert f"## {heading}" in body(made["foelg-op: opfoelgning-center"])


def test_a_letter_without_a_representative_says_nothing_of_one(kontor, rules):
    for name, markdown in letters(Kind(), kontor, rules).items():
        assert "fuldmagt" not in markdown.lower(), name


@pytest.mark.parametrize("sprog", [None, "en"])
def test_a_citizen_without_an_address_gets_every_letter_without_an_empty_line(sprog, kontor, rules):
    made = letters(Kind(adresse=None, sprog=sprog), kontor, rules)
    sources = [Source(name, text) for name, text in made.items()]
    for source, rendered in zip(sources, render(sources, LOOK), strict=True):
        lines = recipient(source.markdown)
        first = word_text(rendered.docx).split("\n\n")[0]
        assert "\n".join(lines) in first, source.navn
        assert squeezed("".join(lines)) in squeezed(pdf_text(rendered.pdf)), source.navn
        if source.navn.endswith("-borger"):
            assert lines == ["Øjvind Åse"], source.navn


ONE = ("disse klagepunkter", "klagepunkterne ", "følgende klagepunkter", "these points")
SEVERAL = ("dette klagepunkt", "this point")


@pytest.mark.parametrize(("punkter", "wrong"), [(1, ONE), (3, SEVERAL)])
@pytest.mark.parametrize("sprog", [None, "en"])
def test_a_letter_speaks_of_as_many_klagepunkter_as_there_are(punkter, wrong, sprog, kontor, rules):
    for name, markdown in letters(Kind(punkter, sprog=sprog), kontor, rules).items():
        said = body(markdown).lower()
        assert not [words for words in wrong if words in said], name


def test_a_klagepunkt_left_out_is_named_with_the_reason_and_one_moved_away_is_not(kontor, rules):
    left = {
        "afvist": "afvist at behandle",
        "frafaldet": "trukket tilbage",
        "ikke-fastholdt": "ikke fastholdt",
    }
    points = [punkt(nr, status=status) for nr, status in enumerate([*left, "flyttet"], 2)]
    walk = Walk(sag(punkt(), *points), kontor, rules).held_on_to()
    plans = [
        walk.plan("undersoeg", "2026-03-18", kriterium="kvalitet"),
        walk.plan("frafald", "2026-03-18", begrundelse="Du har trukket den.", brev=True),
    ]
    for plan in plans:
        told = dict(written(plan, walk.situation("2026-03-18")))
        text = body(next(text for name, text in told.items() if name.endswith("borger")))
        for nr, reason in enumerate(left.values(), 2):
            assert re.search(rf"Klagepunkt {nr}, .*{reason}", text), (plan.action.id, reason)
        assert "Klagepunkt 5" not in text


def test_a_klagepunkt_that_is_not_among_those_investigated_is_named(kontor, rules):
    walk = Walk(sag(punkt(), punkt(2)), kontor, rules).held_on_to()
    plan = walk.plan("undersoeg", "2026-03-18", kriterium="medhold", punkt="1")
    told = dict(written(plan, walk.situation("2026-03-18")))
    for name, text in told.items():
        assert re.search(r"Dette klagepunkt .* ikke:", body(text)), name
        assert "Klagepunkt 2" in body(text), name
