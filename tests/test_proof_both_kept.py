"""A joining made by hand that drops what one of two sides has changed, and the fault that tells."""

from __future__ import annotations

import pytest
from cli import HAND, at, begun, copied, day, edit, folder, git
from several_desks import another, both, note, save
from test_proof_joinings import faults, tip

from workflow.office import noting

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

LOST = "den ene journals ændring er gået tabt"


@pytest.fixture
def one(registered, tmp_path):
    office = copied(registered, tmp_path / "arkiv")
    begun(office)
    return office


@pytest.fixture
def two(one):
    return another(one)


def booked(root, parents, *lines):
    """Book by hand an entry with the tree of the first of its parents."""
    message = "\n".join(["x\n", *lines, "Program: sagsgang 0.1.0"])
    sides = [word for parent in parents for word in ("-p", parent)]
    words = ("commit-tree", f"{parents[0]}^{{tree}}", *sides, "-m", message)
    made = git(root, *HAND, *words).strip()
    git(root, "reset", "--quiet", "--hard", made)


def said(sag, handling, state, forrige):
    facts = (f"Sag: {sag}", f"Handling: {handling}", f"Fra: {state}", f"Til: {state}")
    return (*facts, "Dato: 2026-03-05", f"Forrige: {forrige}")


def met_by_hand(one, two):
    """Join two journals as inv synk does, with every file as the first has it."""
    git(one.root, "fetch", "--quiet", str(two.root), "HEAD:refs/heads/anden")
    parents = [git(one.root, "rev-parse", ref).strip() for ref in ("HEAD", "anden")]
    archive = tip(one, "arkiv"), tip(two, "arkiv")
    fletter = [f"Fletter: {archive[1]}"] if archive[0] != archive[1] else []
    booked(one.root, parents, *said("arkiv", "synk", "-", archive[0]), *fletter)


def merged_by_hand(one, two, sag):
    values = tip(one, sag), tip(two, sag)
    met_by_hand(one, two)
    head = git(one.root, "rev-parse", "HEAD").strip()
    booked(one.root, [head], *said(sag, "flettet", "ny", values[0]), f"Fletter: {values[1]}")


def test_a_register_that_lacks_what_one_side_counted_is_found(one, two):
    noting.small(one, {"kanal": "telefon"}, at(day("2026-03-04")))
    noting.small(two, {"kanal": "brev"}, at(day("2026-03-04")))
    met_by_hand(one, two)
    assert any(f.startswith("aktiviteter/2026.yaml") and LOST in f for f in map(str, faults(one)))


def test_an_office_that_lacks_what_one_side_changed_is_found(one, two):
    edit(one.root / "kontor.yaml", "Mette Lindgreen", "Lone Holm")
    edit(two.root / "kontor.yaml", "opbevaring_aar: 5", "opbevaring_aar: 6")
    for each in (one, two):
        git(each.root, *HAND, "commit", "--quiet", "--all", "--message", "x")
    met_by_hand(one, two)
    assert any(f.startswith("kontor.yaml") and LOST in f for f in map(str, faults(one)))


@pytest.mark.parametrize("what", ["note", "field"])
def test_a_case_that_lacks_what_one_side_did_is_found(one, two, what):
    sag = "2026-0001"
    note(one, sag, "Her")
    if what == "note":
        note(two, sag, "Der")
    else:
        edit(folder(two, sag) / "sag.yaml", "kanal: telefon", "kanal: brev")
        save(two, sag)
    merged_by_hand(one, two, sag)
    name = "notater/2026-03-09-telefon.md" if what == "note" else "sag.yaml"
    assert any(f.startswith(f"2026/{sag}/{name}") and LOST in f for f in map(str, faults(one)))


def test_what_inv_synk_has_joined_has_no_fault(one, two):
    sag = "2026-0001"
    for each in (one, two):
        noting.small(each, {"kanal": "telefon"}, at(day("2026-03-04")))
        note(each, sag, each.root.name)
    edit(folder(two, sag) / "sag.yaml", "kanal: telefon", "kanal: brev")
    save(two, sag)
    both(one, two)
    assert faults(one) == []
