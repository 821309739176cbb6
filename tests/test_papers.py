"""The papers tell the truth: the diagram, the commands and the versions are the program's own."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from workflow.core.row import Row
from workflow.core.rulebook import OPEN, Action

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
PAPERS = [ROOT / name for name in ("README.md", "CONTRIBUTING.md", "CHANGELOG.md")]
PAPERS += sorted((ROOT / "docs").glob("*.md"))


def moves(rules):
    for row in rules.handlinger.values():
        for state in row.fra or ("[*]",):
            to = row.til.get(state, row.til["ellers"]) if isinstance(row.til, dict) else row.til
            if state != OPEN and to in rules.tilstande and to != state and row.id != "genoptag":
                yield (state.replace("-", "_"), to.replace("-", "_"), row.kommando or row.id)


def test_the_readme_names_every_command_and_no_other():
    from tasks import ns

    table = re.search(r"\| Command \|.*?\n\n", README, re.DOTALL)
    assert table
    cells = [line.split("|")[1] for line in table[0].splitlines()[2:] if line]
    assert sorted(re.findall(r"`(\S+)`", " ".join(cells))) == sorted(ns.task_names)


def test_every_dependency_is_pinned_and_justified():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = project["dependencies"] + project["optional-dependencies"]["test"]
    names = {re.split(r"[<>=]", line)[0] for line in wanted}
    pinned = (ROOT / "constraints.txt").read_text(encoding="utf-8").split()
    assert {n.replace("_", "-") for n in names} <= {line.partition("==")[0] for line in pinned}
    reasons = (ROOT / "docs" / "afhaengigheder.md").read_text(encoding="utf-8")
    assert {name for name in names if f"`{name}`" not in reasons} == set()


@pytest.mark.parametrize("paper", PAPERS, ids=lambda path: path.name)
def test_every_link_of_the_papers_leads_somewhere(paper):
    links = re.findall(r"\]\(([^)#:]+)\)", paper.read_text(encoding="utf-8"))
    assert [link for link in links if not (paper.parent / link).exists()] == []


def test_the_table_of_steps_explains_every_key_that_a_row_can_have():
    head, _, _ = (ROOT / "workflow/regler/handlinger.yaml").read_text("utf-8").partition("raekker:")
    said = set(re.findall(r"\w+", head))
    own = set(Action.__struct_fields__) - set(Row.__struct_fields__) - {"titel", "hjaelp"}
    assert own - said == set()
