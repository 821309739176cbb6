"""A joining that gives a case another number, forged so that all else fits: what tells of it.

The run that `inv synk` has booked is booked anew with one file changed, its fingerprints and its
chain made to fit. Only what the two sides had tells that something is not as it was.
"""

from __future__ import annotations

import hashlib
import re
from datetime import date

import pytest
from cli import HAND, begun, copied, do, edit, folder, git
from several_desks import another, note, save, sync
from test_proof_joinings import faults

from workflow.core.entry import chain_value, parse
from workflow.core.names import case_of
from workflow.office import played

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

LOST = "den ene journals ændring er gået tabt"
REWRITTEN = "skrevet om, siden arkivet sidst blev synkroniseret"
BOTH, TAKEN, NAMING, MOVED = "2026-0001", "2026-0002", "2026-0003", "2026-0004"
LETTER = "breve/2026-03-04-kvittering-borger"
CALL = {"handling": "opkald", "navn": "Ring", "telefon": "1", "sag": TAKEN, "dato": "2026-03-04"}


@pytest.fixture
def joined(registered, tmp_path):
    """Two desks have taken a number, and changed one case; the one that was later has moved."""
    one = copied(registered, tmp_path / "arkiv")
    two = another(one)
    for office, name in ((one, "Her"), (two, "Der")):
        begun(office, navn=name, emne=name)
        note(office, BOTH, name)
    begun(two, navn="Barnet", henvendelse=TAKEN)
    do(two, TAKEN, "2026-03-04", "kvitter")
    note(two, TAKEN, "Første")
    note(two, BOTH, "Senere", "2026-03-10")
    edit(folder(two, BOTH) / "sag.yaml", "kanal: telefon", "kanal: brev")
    save(two, BOTH)
    played.beside(two, CALL, date(2026, 3, 4))
    sync(one)
    sync(two)
    return two


def forged(root, path, change):
    """Book the run of the last joining anew, with a file otherwise from its own entry on."""
    joining = git(root, "rev-list", "--merges", "--max-count=1", "HEAD").strip()
    run = [joining, *git(root, "rev-list", "--reverse", f"{joining}..HEAD").split()]
    anew, begun = {}, False
    for commit in run:
        message = git(root, "log", "-1", "--format=%B", commit).strip()
        begun = begun or (commit != joining and f"Sag: {case_of(path) or 'arkiv'}\n" in message)
        git(root, "read-tree", commit)
        if begun:
            message = _changed(root, commit, path, change, message)
        for old, new in anew.items():
            message = message.replace(old, new)
        made = _booked(root, commit, anew, message)
        before = git(root, "log", "-1", "--format=%B", commit)
        anew |= {commit: made, chain_value(parse(before)): chain_value(parse(message))}
    git(root, "reset", "--quiet", "--hard", anew[run[-1]])


def _changed(root, commit, path, change, message):
    """Put another content in the index, and its fingerprint in the entry that has it."""
    there = git(root, "ls-tree", commit, "--", path)
    held = git(root, "cat-file", "blob", f"{commit}:{path}") if there else None
    content = change(held)
    line = re.compile(rf"Dokument: {re.escape(path)} sha256:\w+\n")
    if content is None:
        git(root, "rm", "--quiet", "--cached", "--force", "--", path)
        return line.sub("", message)
    (root / path).parent.mkdir(parents=True, exist_ok=True)
    (root / path).write_bytes(content.encode())
    blob = git(root, "hash-object", "-w", "--no-filters", "--", str(root / path)).strip()
    git(root, "update-index", "--add", "--cacheinfo", f"100644,{blob},{path}")
    digest = hashlib.sha256(content.encode()).hexdigest()
    fits = f"Dokument: {path} sha256:{digest}\n"
    if held is None and f"Sag: {case_of(path)}\n" in message:
        return message.replace("Forrige: ", f"{fits}Forrige: ", 1)
    return line.sub(fits, message)


def _booked(root, commit, anew, message):
    parents = git(root, "log", "-1", "--format=%P", commit).split()
    sides = [word for parent in parents for word in ("-p", anew.get(parent, parent))]
    tree = git(root, "write-tree").strip()
    return git(root, *HAND, "commit-tree", tree, *sides, "-m", message).strip()


def told(office):
    """Return what is wrong, but that the shared journal is another than it was."""
    return [fault for fault in map(str, faults(office)) if REWRITTEN not in fault]


def without(pattern):
    return lambda text: re.sub(pattern, "", text)


def other(old, new):
    def change(text):
        assert old in text
        return text.replace(old, new)

    return change


def swapped(text):
    """Let the last two events that one side has written change places."""
    lines = text.rstrip("\n").split("\n")
    return "\n".join([*lines[:-2], lines[-1], lines[-2], ""])


FORGED = {
    "an event of the case that moved": (MOVED, "sag.yaml", without(r".*handling: notat.*\n")),
    "an event of a case merged beside it": (BOTH, "sag.yaml", without(r".*2026-03-10.*\n")),
    "an event's field": (MOVED, "sag.yaml", other("arbejdsdage: 60", "arbejdsdage: 90")),
    "an event's field in a case beside it": (BOTH, "sag.yaml", other("slags: tel", "slags: tal")),
    "an event's date": (MOVED, "sag.yaml", other("dato: 2026-03-09", "dato: 2026-03-08")),
    "the order of events": (MOVED, "sag.yaml", swapped),
    "a field": (MOVED, "sag.yaml", other("kanal: telefon", "kanal: brev")),
    "a field that one side had changed": (BOTH, "sag.yaml", other("kanal: brev", "kanal: telefon")),
    "a klagepunkt": (MOVED, "sag.yaml", other("centret ikke", "centret altid")),
    "a reference": (NAMING, "sag.yaml", other(f"henvendelse: {MOVED}", f"henvendelse: {TAKEN}")),
    "a letter's text": (MOVED, f"{LETTER}.md", other(MOVED, BOTH)),
    "a note": (BOTH, "notater/2026-03-10-telefon.md", other("Senere", "Aldrig")),
    "a call's case": ("", "opkald/2026.yaml", other(MOVED, TAKEN)),
    "a file that neither had": (MOVED, "udkast/nyt.md", lambda _: "Fremmed\n"),
}


@pytest.mark.parametrize("what", FORGED)
def test_what_is_forged_where_a_case_gets_another_number_is_found(joined, what):
    sag, name, change = FORGED[what]
    path = f"2026/{sag}/{name}" if sag else name
    forged(joined.root, path, change)
    found = told(joined)
    assert any(fault.startswith(f"{path}: {LOST}") for fault in found)
    assert [fault for fault in found if LOST not in fault] == []


def test_a_letter_that_is_lost_where_a_case_gets_another_number_is_found(joined):
    for ending in ("md", "docx", "pdf"):
        forged(joined.root, f"2026/{MOVED}/{LETTER}.{ending}", lambda _: None)
    assert any(fault.startswith(f"2026/{MOVED}/{LETTER}.md: {LOST}") for fault in told(joined))


def test_a_joining_booked_anew_as_it_was_has_no_fault(joined):
    forged(joined.root, f"2026/{MOVED}/sag.yaml", lambda text: text)
    assert told(joined) == []


def test_a_joining_that_gives_a_case_another_number_has_no_fault(joined):
    assert faults(joined) == []
