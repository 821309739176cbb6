"""The handbook tells the truth: every command in it does what a jurist reads that it does."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

import pytest
from cli import at, day

import tasks
from workflow.office import desk, played

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

HANDBOOK = Path(__file__).parents[1] / "docs" / "haandbog.md"
WRITES_THE_STATEMENT = "<!-- prøven skriver udtalelsen her -->"
REFUSED = "# nægtes"
BLOCK = re.compile(rf"```console (\S+)\n(.*?)```|({re.escape(WRITES_THE_STATEMENT)})", re.DOTALL)
ABOUT_A_POINT = {
    "Faktiske forhold": "Det fremgår af centrets svar.",
    "Regler": "God forvaltningsskik.",
    "Vurdering": "Forløbet er gennemgået ovenfor.",
}
PROSE = {
    "Resumé": "Borgeren klagede over ventetid på et hjælpemiddel.",
    "Sagsfremstilling": "Ansøgningen kom i november og blev væk mellem to afdelinger.",
    "Centrets udtalelse": "Centret har beklaget forløbet.",
    "Retsgrundlag": "God forvaltningsskik.",
    "Klagepunkt 1": ABOUT_A_POINT,
    "Klagepunkt 2": ABOUT_A_POINT,
}


def lines():
    """Yield each command, its day and whether it is refused; None where the prose is written."""
    for today, commands, writing in BLOCK.findall(HANDBOOK.read_text(encoding="utf-8")):
        if writing:
            yield None
        for line in commands.splitlines():
            if line.strip():
                yield today, line.removesuffix(REFUSED).strip(), line.endswith(REFUSED)


def test_every_command_of_the_handbook_does_what_it_says(counter, monkeypatch, several, tmp_path):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "kopier").mkdir()
    told = list(lines())
    assert len(told) > 60
    for line in told:
        if line is None:
            write_statement(several / "fjordby")
            continue
        today, command, refused = line
        monkeypatch.setattr(tasks, "now", lambda today=today: at(day(today)))
        said = counter(*shlex.split(command)[1:], archive=None)
        assert (said.code != 0) == refused, (command, said)


def test_every_block_of_commands_says_the_day_it_is_run():
    text = HANDBOOK.read_text(encoding="utf-8")
    assert "```console\n" not in text
    assert len(re.findall(r"^```console ", text, re.MULTILINE)) > 20


def write_statement(root):
    """Write the prose of the statement, as the handbook tells the reader to."""
    office = desk.enter(root)
    played.write_statement(office, "2026-0001", PROSE)


@pytest.mark.parametrize("word", ["git", "commit", "repository", "branch", "merge"])
def test_the_handbook_has_no_word_of_git(word):
    assert not re.search(rf"\b{word}\b", HANDBOOK.read_text(encoding="utf-8"), re.IGNORECASE)
