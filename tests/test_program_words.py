"""What the installed command says of a command line that cannot be read: Danish, with a way on."""

from __future__ import annotations

import pytest

from workflow.program import _danish


@pytest.mark.parametrize(
    ("said", "told"),
    [
        ("Flag <Argument: type> needed value and was not given one!", "en værdi efter --type."),
        ("Flag <Argument: a-b (c)> needed value and was not given one!", "en værdi efter --a-b."),
        ("No idea what '--x' is!", "'--x' kendes ikke. Se kommandoerne med: sagsgang hjaelp"),
        ("'gem' did not receive required positional arguments: 'sag'", "gem mangler: sag. Hjælp: "),
    ],
)
def test_what_is_wrong_with_a_command_line_is_said_in_danish(said, told):
    assert told in _danish(said)
