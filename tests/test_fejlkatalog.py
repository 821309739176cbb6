"""The catalogue of messages: every one is there, with what provokes it, as the code has them."""

from __future__ import annotations

import pytest

from workflow.core import errors
from workflow.pages import fejlkatalog
from workflow.pages.messages import messages


@pytest.fixture(scope="module")
def known():
    return fejlkatalog.causes()


def test_every_message_has_its_cause_and_every_cause_its_message(known):
    assert list(fejlkatalog.lacks(known)) == []


def test_a_message_without_a_cause_is_found(known):
    module, section = next(iter(known.moduler.items()))
    place = next(iter(section.naar))
    fewer = {**section.naar, place: section.naar[place][1:]}
    lacking = fejlkatalog.Section(section.titel, section.kode, fewer)
    changed = fejlkatalog.Causes({**known.moduler, module: lacking}, known.forklarer_kun)
    [told] = fejlkatalog.lacks(changed)
    assert told.startswith(f"{module}: {place}: ")


def test_every_kind_of_error_stands_in_the_catalogue_with_its_code(known):
    page = fejlkatalog.page(known)
    for name in errors.__all__:
        error = getattr(errors, name)
        if len(error.besked.split()) > 2:
            row = next(r for r in page.splitlines() if fejlkatalog._cell(error.besked) in r)
            assert row.endswith(f"| {error.exit_code} |")


def test_the_sentences_of_the_code_are_read_with_a_name_for_each_blank():
    said = {message.text for message in messages() if message.place == "_existing"}
    begins = "{why}, men der er intet arkiv med en {OFFICE}. Opret det med inv arkiv"
    assert any(text.startswith(begins) for text in said)
