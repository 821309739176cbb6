"""The way in: inv alone, and inv hjaelp, name every command once and fit a terminal."""

from __future__ import annotations

import re

import tasks
from workflow.counter import helping
from workflow.screen import folded

pytest_plugins = ("at_the_counter",)

NAMES = set(tasks.ns.tasks)


def named(page):
    return re.findall(r"^  ([a-z-]+) {2,}", page, flags=re.MULTILINE)


def test_without_a_command_every_command_is_told_once(counter):
    said = counter(archive=None)
    assert said.code == 0
    assert sorted([*named(said.out), "hjaelp"]) == sorted(NAMES)
    assert counter("hjælp", archive=None).out == said.out


def test_every_command_of_ours_has_a_group():
    page = "\n".join(helping.page(dict.fromkeys(NAMES, "gør noget")))
    assert f"\n{helping.OTHERS}\n" not in page


def test_a_step_of_the_offices_own_comes_last():
    page = helping.page({"vis": "Viser sagen.", "ring-igen": "Ringer igen."})
    assert page[-2:] == [helping.OTHERS, "  ring-igen            Ringer igen."]


def test_the_help_fits_a_terminal(counter):
    page = folded(counter(archive=None).out, 80)
    assert max(map(len, page.splitlines())) <= 80


def test_the_list_of_commands_names_each_in_ascii_alone(counter):
    said = counter("--list", archive=None).out
    assert "  foelg-op " in said
    assert "følg-op" not in said
    assert counter("--help", "følg-op", archive=None).code == 0


def test_a_command_is_explained_in_danish_with_all_it_can_be_told(counter):
    said = counter("hjælp", "rykker", archive=None)
    assert said.code == 0
    assert said.out.startswith("inv rykker SAG\n\nRykker centret")
    told = re.findall(r"^  (--[a-zæøå-]+|[A-Z]+) ", said.out, flags=re.MULTILINE)
    task = tasks.ns.tasks["rykker"]
    options = {f"--{argument.name}".replace("_", "-") for argument in task.get_arguments()}
    assert {*told} == {"SAG", *options} - {"--sag"}
    assert counter("hjaelp", "følg-op", archive=None).out.startswith("inv foelg-op SAG\n")


def test_a_command_that_is_none_is_told_with_where_they_all_are(counter):
    said = counter("hjaelp", "rykkr", archive=None)
    assert (said.code, said.err) == (2, "'rykkr' er ingen kommando. Se dem alle: inv hjaelp\n")


def test_every_command_can_be_explained(counter):
    for name in NAMES:
        said = counter("hjaelp", name, archive=None)
        assert said.code == 0
        assert folded(said.out, 80).startswith(f"inv {name}")
