"""A line that must be a group of keys is refused with the form that is wanted."""

from __future__ import annotations

import pytest
from cli import edit, nothing_changes

pytest_plugins = ("at_the_counter",)

KEY = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIA"
WANTED = "Skriv linjen som: - {offentlig: …, gaelder_fra: …}"


@pytest.mark.parametrize(
    ("line", "what"),
    [(f"\n  - {KEY}", "en gruppe af nøgler"), (f"\n  {KEY}", "en liste"), (f" {KEY}", "en liste")],
)
def test_a_bare_key_is_refused_with_the_form_that_is_wanted(with_case, counter, line, what):
    edit(with_case.root / "kontor.yaml", "noegler: []", f"noegler:{line}")
    with nothing_changes(with_case.root):
        said = counter("overblik", archive=with_case.root)
    assert said.code == 3
    assert f"'noegler' er ikke {what}. {WANTED}" in said.err


def test_a_line_of_texts_is_shown_no_group(with_case, counter):
    edit(with_case.root / "kontor.yaml", "fridage: [", "fridage: jul #")
    said = counter("overblik", archive=with_case.root)
    assert "'fridage' er ikke en liste." in said.err
    assert "Skriv linjen som" not in said.err
