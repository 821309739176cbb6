"""What is forged in the name of a synchronising, and the fault that tells."""

from __future__ import annotations

import hashlib
import re
from datetime import date

import pytest
from cli import HAND, begun, copied, edit, folder, git

from workflow.core.entry import FIRST, chain_value, parse
from workflow.office import checking

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

TODAY = date(2026, 6, 30)
ONE, TWO = "2026-0001", "2026-0002"


@pytest.fixture
def office(tmp_path, registered):
    office = copied(registered, tmp_path / "arkiv")
    begun(office)
    begun(office)
    return office


def faults(office):
    return list(checking.check(office.root, TODAY).fejl)


def tip(office, sag):
    told = git(office.root, "log", "-z", "--format=%B").split("\0")
    entries = (parse(message) for message in told)
    return next((chain_value(entry) for entry in entries if entry and entry.sag == sag), FIRST)


def forged(office, sag, handling, state, *more, files=(), fletter=()):
    """Book by hand an entry that fits in its chain and says truly what its files are."""
    git(office.root, "add", "--all", "--", "2026", *more)
    lines = [f"Sag: {sag}", f"Handling: {handling}", f"Fra: {state}", f"Til: {state}"]
    lines.append("Dato: 2026-03-05")
    for path in files:
        digest = hashlib.sha256((office.root / path).read_bytes()).hexdigest()
        lines.append(f"Dokument: {path} sha256:{digest}")
    lines += [f"Forrige: {tip(office, sag)}", *(f"Fletter: {value}" for value in fletter)]
    message = "\n".join([f"{sag}: x\n", *lines, "Program: sagsgang 0.1.0"])
    git(office.root, *HAND, "commit", "--quiet", "--allow-empty", "--message", message)


@pytest.mark.parametrize("handling", ["synk", "flettet", "konflikt", "omnummereret"])
def test_an_entry_of_a_synchronising_that_was_none_is_found(office, handling):
    edit(folder(office, ONE) / "sag.yaml", "modtaget: 2026-03-02", "modtaget: 2026-03-01")
    forged(office, ONE, handling, "ny")
    assert any("dér mødes ingen journaler" in fault for fault in faults(office))


@pytest.mark.parametrize("handling", ["synk", "flettet", "afklar"])
def test_a_file_of_another_case_is_found_in_it_too(office, handling):
    name = f"2026/{TWO}/henvendelse.md"
    (office.root / name).write_text("Noget andet\n", encoding="utf-8")
    forged(office, ONE, handling, "ny", files=[name])
    told = f"{name}: posten er om {ONE}, men ændrer også denne fil"
    assert any(fault.startswith(told) for fault in faults(office))


def test_a_conflict_that_was_none_cannot_be_settled(office):
    name = f"2026/{ONE}/breve/loefte.pdf"
    (office.root / name).parent.mkdir(exist_ok=True)
    (office.root / name).write_bytes(b"PDF")
    forged(office, ONE, "afklar", "ny", files=[name])
    found = faults(office)
    assert any("afklarer en konflikt, men der var ingen" in fault for fault in found)
    assert any(fault.startswith(f"{name}: filen er ikke en af de to") for fault in found)


def test_an_entry_may_not_join_the_chain_of_another_case(office):
    forged(office, ONE, "redigering", "ny", fletter=[tip(office, TWO)])
    found, _ = faults(office)
    assert found.startswith(f"2026/{ONE}: posten fletter en anden sags post ind")


def test_an_entry_that_changes_nothing_in_its_case_is_found(office):
    forged(office, ONE, "redigering", "ny")
    (found,) = faults(office)
    assert "ændrer intet i sagen" in found


@pytest.mark.parametrize("when", ["1795000000 +9999", "999999999999 +0000", "i går"])
def test_a_commit_of_an_impossible_time_stops_no_check(office, tmp_path, when):
    git(office.root, *HAND, "commit", "--quiet", "--allow-empty", "--message", "x")
    said = git(office.root, "cat-file", "commit", "HEAD")
    forged_one = tmp_path / "commit"
    forged_one.write_text(re.sub(r"(committer .*>) .*", rf"\1 {when}", said), encoding="utf-8")
    words = ("hash-object", "-t", "commit", "-w", "--literally", str(forged_one))
    git(office.root, "update-ref", "HEAD", git(office.root, *words).strip())
    assert faults(office) == []
