"""An office's tables as they leave it, and tal.json, which remembers what has."""

from __future__ import annotations

import random
from types import SimpleNamespace

import pytest
from linked_tables import facts, tables

from workflow.core.errors import BadFile, LinkInArchive
from workflow.core.printed import number, share, text
from workflow.core.published import Store
from workflow.office import protecting

FIL = protecting.numbers(2026)


@pytest.fixture
def office(tmp_path):
    """Return what protecting needs of an office."""
    (tmp_path / "beretning" / "2026").mkdir(parents=True)
    return SimpleNamespace(root=tmp_path, kontor=SimpleNamespace(skjul_under=5))


def found():
    return tables(facts(random.Random(2), 120))


def test_what_was_published_is_read_as_it_was_written_and_printed_again(office):
    shown = protecting.protected(office, found())
    (office.root / FIL).write_bytes(protecting.kept(office, FIL, shown))
    (store,) = protecting.stores(office)
    assert len(store.udgaver[0].tabeller) == 3
    assert protecting.protected(office, found()) == shown
    assert protecting.kept(office, FIL, shown) == (office.root / FIL).read_bytes()


def test_the_store_holds_parts_of_cases_and_no_theme_of_a_part(office):
    shown = protecting.protected(office, found())
    cell = protecting.read(office.root, FIL)
    assert cell == Store()
    content = protecting.kept(office, FIL, shown).decode()
    assert '"2026-0001/1": 1' in content
    assert "klagepunkt" not in content


def test_a_store_that_is_not_ours_is_a_bad_file(office):
    (office.root / FIL).write_text('{"format": 2}')
    with pytest.raises(BadFile, match=r"beretning/2026/tal\.json"):
        protecting.protected(office, found())


def test_a_store_is_not_read_through_a_link(office, tmp_path):
    (tmp_path / "other.json").write_text("{}")
    (office.root / FIL).symlink_to(tmp_path / "other.json")
    with pytest.raises(LinkInArchive):
        protecting.read(office.root, FIL)


def test_a_share_is_only_of_two_printed_numbers_and_not_of_a_tiny_base():
    assert share("7", "14") == 50
    assert [share("<5", "14"), share("7", "·"), share("5", "9")] == [None] * 3


def test_a_printed_number_is_read_as_it_was():
    assert [number(text(value)) for value in (12, 12.5, 0, None)] == [12, 12.5, 0, None]
