"""Whatever happens to an archive's files, every answer is the same with the copy as without it."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time

import pytest
from cli import begun, do
from happenings import HAPPENINGS, History, copy
from remembering import answers, same_with_and_without, saying_of_each

from workflow.archive import stamps
from workflow.office import gather, recall

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters", "_stamps_at_once")

SEEDS = range(2)
HAPPENED = 14
READER = """
import sys
from pathlib import Path
from workflow.archive import stamps
from workflow.office import desk, recall
stamps.TICK = int(sys.argv[2])
office = desk.enter(Path(sys.argv[1]))
for _ in range(30):
    recall.noted(office)
"""


@pytest.fixture
def _stamps_at_once(monkeypatch):
    """Let a stamp be believed after a tick of the tests' own, not three seconds."""
    monkeypatch.setattr(stamps, "TICK", History.TICK)


@pytest.fixture
def history(with_case):
    """Give an archive with a case that rests, one on its way and one just come."""
    begun(with_case, navn="Bo Holm")
    begun(with_case, navn="Lis Åby")
    for nummer, last in (("2026-0001", 5), ("2026-0002", 2)):
        for told in COURSE[:last]:
            do(with_case, nummer, **told)
    return History(with_case)


COURSE = (
    {"dato": "2026-03-02", "handling": "kvitter"},
    {"dato": "2026-03-03", "handling": "videresend"},
    {"dato": "2026-03-03", "handling": "afsendt"},
    {"dato": "2026-03-18", "handling": "centersvar", "medhold": "fuldt"},
    {"dato": "2026-04-02", "handling": "afslut", "udfald": "imoedekommet"},
)


@pytest.mark.parametrize("seed", SEEDS)
def test_after_any_history_the_answers_are_the_same_with_the_copy_and_without(history, seed):
    chance = random.Random(seed)
    same_with_and_without(history, "begun")
    for _ in range(HAPPENED):
        told = history.happen(chance.choice(HAPPENINGS), chance)
        same_with_and_without(history, f"seed {seed}: {told}")


@pytest.mark.parametrize("what", HAPPENINGS, ids=lambda what: what.__name__)
def test_after_each_thing_that_happens_the_answers_are_the_same(history, what):
    same_with_and_without(history, "begun")
    same_with_and_without(history, history.happen(what, random.Random(1)))


def test_a_case_at_rest_is_known_by_its_stamp_alone(history, monkeypatch):
    history.wait()
    before = answers(history.office)
    monkeypatch.delattr(gather, "content")
    assert answers(history.office) == before


def test_a_stamp_that_always_holds_would_be_found(history, monkeypatch):
    monkeypatch.setattr(stamps, "holds", lambda root, nummer, stamp: bool(stamp))
    with pytest.raises(AssertionError, match="differs"):
        test_after_any_history_the_answers_are_the_same_with_the_copy_and_without(history, 0)


def test_a_case_that_is_wrongly_said_to_have_one_version_would_be_found(history, monkeypatch):
    history.lay_other_version(random.Random(1))
    monkeypatch.setattr(recall, "papers", saying_of_each(False))
    with pytest.raises(AssertionError, match="differs"):
        same_with_and_without(history, "wrongly")


def test_a_year_that_has_become_a_link_is_refused_though_all_in_it_is_as_it_was(history):
    history.wait()
    answers(history.office)
    year = history.root / "2026"
    year.symlink_to(year.rename(history.root.with_name("andetsteds")))
    assert all("genvej" in told[0] for told in recall.every(history.office).values())


def test_a_case_that_is_wrongly_let_rest_would_be_found(history, monkeypatch):
    sound = recall.rests
    lets_rest = lambda sag, course: sag.nummer == "2026-0002" or sound(sag, course)  # noqa: E731
    monkeypatch.setattr(recall, "rests", lets_rest)
    with pytest.raises(AssertionError, match="differs"):
        same_with_and_without(history, "wrongly")


def test_two_that_write_the_copy_at_once_leave_one_that_can_be_believed(history):
    root, chance = history.office.root, random.Random(5)
    surroundings = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    asked = [sys.executable, "-c", READER, str(root), str(stamps.TICK)]
    both = [subprocess.Popen(asked, env=surroundings) for _ in range(2)]
    while any(process.poll() is None for process in both):
        history.edit_in_place(chance)
        time.sleep(0.01)
    assert [process.returncode for process in both] == [0, 0]
    same_with_and_without(history, "two at once")
    assert [path.name for path in copy(history.office).parent.glob(".*")] == []
