"""Commands that chance makes of the tables: whatever is refused leaves the archive as it was."""

from __future__ import annotations

import random

import pytest
from cli import begun, copied, day, do, everything, folder, head
from wandering import some

from workflow.office import gather

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

COMMANDS, TODAY = 32, "2026-06-30"
REFUSED = (2, 3, 4)


@pytest.fixture(scope="module")
def two_cases(tmp_path_factory, _founded):
    """Make an archive with an open and a closed case, and an edit that is not journalised."""
    office = copied(_founded, tmp_path_factory.mktemp("tilfældigt") / "Fjordby Ø")
    begun(office)
    begun(office, type="vejledning")
    do(office, "2026-0002", "2026-03-04", "frafald", begrundelse="x")
    (folder(office, "2026-0001") / "henvendelse.md").write_text("Jeg venter.\n", encoding="utf-8")
    return office


def a_command(office, chance) -> tuple[str, ...]:
    """Make a command of a row, with some of what it can be told, and now and then nonsense."""
    rules = office.rules
    nummer = chance.choice(("2026-0001", "2026-0002"))
    situation = gather.read(office, nummer).situation(day(TODAY))
    rows = [row for row in rules.handlinger.values() if row.kommando is None]
    action = chance.choice(rows)
    words = [action.id, nummer, "--dato", chance.choice(("2026-03-05", "2026-03-01", "2027-01-01"))]
    for name in action.oplysninger:
        value = chance.choice([*some(rules.oplysninger[name], situation), "vrøvl"])
        if chance.random() < 1 / 2:
            flag = rules.oplysninger[name].slags == "flag"
            words += [f"--{name}"] if flag else [f"--{name}", str(value)]
    return tuple(words)


def test_whatever_is_refused_changes_not_a_byte(two_cases, counter):
    chance, codes = random.Random(3), list[int]()
    for _ in range(COMMANDS):
        words = a_command(two_cases, chance)
        before = everything(two_cases.root), head(two_cases.root)
        ended = counter(*words, archive=two_cases.root)
        codes.append(ended.code)
        if ended.code:
            assert (everything(two_cases.root), head(two_cases.root)) == before, words
            assert ended.code in REFUSED, (words, ended.err)
            assert ended.err.strip(), words
    assert len(set(codes) & set(REFUSED)) > 1
    assert sum(code != 0 for code in codes) > COMMANDS / 2
