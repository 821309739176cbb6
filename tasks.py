"""The counter: Danish commands that parse, call and print; nothing else."""

import sys

sys.dont_write_bytecode = False  # invoke turns byte code off; our own modules want it

import os
from datetime import datetime
from pathlib import Path

from invoke.collection import Collection

from workflow.archive import places, rulefiles
from workflow.counter import (
    archives,
    casework,
    competence,
    counting,
    daily,
    dividing,
    drafts,
    exchanging,
    filing,
    helping,
    keeping,
    looking,
    registers,
    reporting,
    restoring,
    searching,
    sharing,
)
from workflow.counter.tasks import command, row_command, told_command
from workflow.counter.visit import Visit

CASES = places.cases(Path(__file__).parent)
ERRANDS = (
    archives,
    casework,
    competence,
    counting,
    daily,
    dividing,
    drafts,
    exchanging,
    filing,
    helping,
    keeping,
    looking,
    registers,
    reporting,
    restoring,
    searching,
    sharing,
)


def now() -> datetime:
    """Ask the clock; nothing else does."""
    return datetime.now().astimezone()


def visit() -> Visit:
    return Visit(CASES, os.environ, now(), places.here())


rules = rulefiles.for_counter(visit().own_rules)
rows = [row for row in rules.handlinger.values() if row.kommando is None]
ns = Collection(
    *(
        command(body, options, visit)
        for errands in ERRANDS
        for body, options in errands.COMMANDS.items()
    ),
    *(told_command(body, told, rules, visit) for body, told in drafts.LIKE_STEPS.items()),
    *(row_command(row, rules, casework.step, visit) for row in rows),
)
ns.default = helping.hjaelp.__name__
