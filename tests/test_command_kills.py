"""Each command that writes, killed anywhere: afterwards all of it has happened, or nothing."""

from __future__ import annotations

import random

import pytest
from cli import at, begun, copied, day, do, everything, folder, git
from journal_archive import Counter, can_fork, die_in_child

from workflow.archive import journal
from workflow.office import (
    competence,
    discarding,
    dividing,
    filing,
    noting,
    overview,
    preparing,
)

pytest_plugins = ("at_the_counter",)

TODAY = day("2026-06-30")
NOW = at(TODAY)
CALL = {"navn": "Bo Holm", "telefon": "12"}
POINT = {
    "tema": "sagsbehandlingstid",
    "center": "social",
    "forhold": "centret ikke har svaret",
    "haendt": "2026-01-05",
    "vedroerer": "sagsbehandling",
}
KILLS = 4
MADE_ANEW = (".git/", ".skema/", ".esdh/", ".forhaandsvisning/", ".forkastet/")
COMMANDS = {
    "opdel": lambda o: dividing.divide(o, "1", "2", "", TODAY, NOW),
    "opkald": lambda o: noting.call(o, CALL, NOW),
    "ringet": lambda o: noting.returned(o, "1", {}, NOW),
    "aktivitet": lambda o: noting.work(o, {"slags": "sparring", "center": "social"}, NOW),
    "smaahenvendelse": lambda o: noting.small(o, {"kanal": "telefon"}, NOW),
    "udkast": lambda o: preparing.write(o, "1", "videresend", {}, TODAY, NOW, anew=True),
    "forhaandsvis": lambda o: preparing.show(o, "1", "kvitter", {}, TODAY, NOW),
    "forkast": lambda o: discarding.discard(o, "1", "", NOW),
    "kompetence": lambda o: competence.answer(o, "1", "1", "resten=nej", NOW),
    "esdh --pak": lambda o: filing.pack(o, "1", TODAY),
    "esdh --arkiveret": lambda o: filing.mark(o, "1", "26/1", TODAY, NOW),
    "forlaeng-frist": lambda o: do(
        o,
        "2026-0001",
        "2026-06-30",
        "forlaeng-frist",
        hvilken="afslutning",
        dage="3",
        begrundelse="x",
    ),
    "overblik": lambda o: overview.page(o, TODAY, every=True, colour=False),
}


@pytest.fixture(scope="module")
def worked_on(tmp_path_factory, _founded):
    """Work on a case until every command has something to do; a draft is edited and not saved."""
    office = copied(_founded, tmp_path_factory.mktemp("arbejde") / "arkiv")
    begun(office, POINT, POINT)
    do(office, "2026-0001", "2026-03-03", "notat", slags="telefon", tekst="Talt")
    noting.call(office, CALL, NOW)
    noting.small(office, {"kanal": "telefon"}, NOW)
    preparing.write(office, "1", "videresend", {}, TODAY, NOW, anew=True)
    draft = folder(office, "2026-0001") / "udkast" / "videresendelse-borger.md"
    draft.write_text(draft.read_text(encoding="utf-8") + "\nMin egen linje.\n", encoding="utf-8")
    filing.pack(office, "1", TODAY)
    return office.root


@can_fork
@pytest.mark.parametrize("name", COMMANDS)
def test_killed_anywhere_a_command_is_done_or_not_begun(name, worked_on, tmp_path):
    office = copied(worked_on, tmp_path / "hel")
    COMMANDS[name](office)
    ends = (kept(worked_on), kept(office.root))
    every = range(1, operations(name, worked_on, tmp_path) + 1)
    points = random.Random(name).sample(every, min(KILLS, len(every)))
    for number in points:
        office = copied(worked_on, tmp_path / f"kopi {number}")
        assert die_in_child(number, lambda office=office: COMMANDS[name](office)), number
        with journal.opened(office.root, command="inv test", who=office.who):
            pass
        assert kept(office.root) in ends, number
        assert set(home(office.root)) in ({*home(worked_on)}, {*home(tmp_path / "hel")}, set())
        if kept(office.root) == ends[0]:
            COMMANDS[name](office)
            assert kept(office.root) == ends[1], number


def kept(root):
    """Return what the archive holds and what its journal says, but for what is made anew."""
    files = everything(root).items()
    said = git(root, "log", "--format=%T %s"), git(root, "status", "--porcelain")
    return {n: held for n, held in files if not n.startswith(MADE_ANEW)}, said


def home(root):
    """Return what lies in the folder that was packed for the ESDH, if there is one."""
    return [path.name for path in (root / ".esdh").glob("2026-0001/*")]


def operations(name, worked_on, tmp_path):
    """Count the operations of a command that change the disk."""
    office, counter = copied(worked_on, tmp_path / "talt"), Counter(10**6, lambda: None)
    with pytest.MonkeyPatch.context() as patch:
        counter.watch(patch)
        COMMANDS[name](office)
    return 10**6 - counter.left
