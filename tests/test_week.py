"""A week at the desk, as the demonstration has it: several cases at once, day by day."""

from __future__ import annotations

import os
import subprocess
import sys
from itertools import pairwise

from cli import ROOT, git

from workflow.office import played

pytest_plugins = ("at_the_counter",)

WEEK = [f"2026-06-{day:02}" for day in range(8, 15)]
TRAILERS = "%(trailers:key=Sag,valueonly,separator=)|%(trailers:key=Dato,valueonly,separator=)"


def journal(root) -> list[tuple[str, str]]:
    """Return each entry's case and day, oldest first."""
    lines = git(root, "log", "--reverse", f"--format={TRAILERS}").splitlines()
    return [(case, day) for case, _, day in (line.partition("|") for line in lines)]


def test_the_demonstrations_journal_is_the_years_diary(demonstration):
    days = [day for _, day in journal(demonstration)]
    assert len(days) > 150
    assert days == sorted(days)


def test_a_week_at_the_desk_goes_from_case_to_case_of_all_three_types(demonstration):
    week = [(case, day) for case, day in journal(demonstration) if day in WEEK and case != "arkiv"]
    cases = {case for case, _ in week}
    types = {played.read(demonstration / case[:4] / case / "sag.yaml")["type"] for case in cases}
    assert types == {"klagesag", "vejledning", "vejvisning"}
    assert len({day for _, day in week}) >= 6
    turns = sum(before[0] != after[0] for before, after in pairwise(week))
    assert turns > len(cases) >= 6


def test_the_week_has_work_that_is_no_case_and_calls_that_are_returned(demonstration):
    calls = played.read(demonstration / "opkald" / "2026.yaml")["opkald"]
    assert [(call["dato"], call["ringet"]) for call in calls] == [
        ("2026-06-08", "2026-06-08"),
        ("2026-06-10", "2026-06-11"),
    ]
    work = played.read(demonstration / "aktiviteter" / "2026.yaml")["aktiviteter"]
    assert {"dialogmoede", "sparring", "smaa-henvendelse"} <= {line["slags"] for line in work}


def test_a_listing_that_nobody_reads_to_the_end_ends_without_a_word(demonstration):
    reader, writer = os.pipe()
    os.close(reader)
    told = subprocess.run(
        [sys.executable, "-m", "invoke", "overblik"],
        cwd=ROOT,
        env={**os.environ, "SAGSGANG_ARKIV": str(demonstration)},
        stdout=writer,
        stderr=subprocess.PIPE,
        check=False,
    )
    os.close(writer)
    assert (told.returncode, told.stderr) == (0, b"")
