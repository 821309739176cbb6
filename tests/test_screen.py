"""Text on the screen: folded for a terminal, whole in a pipe, and nothing said when none reads."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from cli import ROOT

from workflow.screen import folded

pytest_plugins = ("at_the_counter",)


@pytest.mark.parametrize(
    ("line", "rows"),
    [
        ("kort", ["kort"]),
        (
            "- Centret har ikke haft mulighed for at svare på klagen",
            ["- Centret har ikke haft mulighed for at", "  svare på klagen"],
        ),
        (
            "  rykker: Fristen er først overskredet efter onsdag",
            ["  rykker: Fristen er først overskredet", "    efter onsdag"],
        ),
        (
            "  2026-03-04  Klagen sendt videre til centret igen",
            ["  2026-03-04  Klagen sendt videre til", "              centret igen"],
        ),
        ("x" * 60 + " y", ["x" * 60, "  y"]),
    ],
)
def test_a_long_line_is_folded_below_where_its_text_begins(line, rows):
    assert folded(line, 40).split("\n") == rows


def test_colour_takes_no_room():
    line = "\x1b[31m" + "syv ord " * 5 + "\x1b[0m"
    assert folded(line, 42) == line


def test_a_pipe_gets_whole_lines(counter, with_case):
    said = counter("vis", "1", archive=with_case.root)
    assert max(map(len, said.out.splitlines())) > 80


@pytest.mark.skipif(sys.platform == "win32", reason="a closed pipe is another thing there")
def test_a_reader_who_leaves_early_is_no_fault(with_case):
    read, written = os.pipe()
    os.close(read)
    ended = subprocess.run(
        [sys.executable, "-m", "invoke", "vis", "1"],
        cwd=ROOT,
        env={**os.environ, "SAGSGANG_ARKIV": str(with_case.root)},
        stdout=written,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(written)
    assert (ended.returncode, ended.stderr) == (0, b"")
