"""The house rules, measured so that nobody has to argue (style.md §2)."""

from __future__ import annotations

import ast
from pathlib import Path

from workflow.archive import rulefiles
from workflow.core import known_steps

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "workflow"
TESTS = sorted((ROOT / "tests").glob("*.py"))
MODULES = sorted(path for path in PACKAGE.rglob("*.py"))
CODE = [*MODULES, ROOT / "tasks.py"]
TEXTS = [*CODE, *TESTS, *PACKAGE.rglob("*.yaml"), *(ROOT / "templates").rglob("*.md")]
RULES = rulefiles.load()
STATES = set(RULES.tilstande)
ELSEWHERE = ("known_steps.py", "consistency.py")  # the latter has the names of the commands
CORE_AND_OFFICE = [
    path
    for path in MODULES
    if path.parent.name in ("core", "office") and path.name not in ELSEWHERE
]
ALSO_A_WORD = {"bemaerkninger", "notat", "tilbagemelding"}  # keys and ends of deadlines
MODULE, FUNCTION, COUNTER, LETTER, TABLE = 250, 40, 160, 60, 460
UNDONE = ("TO" + "DO", "FIX" + "ME", "X" + "XX", "HA" + "CK")
NAMELESS = {"utils.py", "util.py", "helpers.py", "common.py", "misc.py", "manager.py"}


def name(path):
    return path.relative_to(ROOT).as_posix()


def lines(path):
    return path.read_text(encoding="utf-8").splitlines()


def functions(path):
    """Yield every function of a module."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield node


def length(function):
    """Count a function's lines without its docstring."""
    doc = function.body[0] if ast.get_docstring(function) else None
    told = doc.end_lineno - doc.lineno + 1 if doc else 0
    return function.end_lineno - function.lineno + 1 - told


def too_long(paths, limit):
    return {name(path): len(lines(path)) for path in paths if len(lines(path)) > limit}


def test_there_is_a_house_to_measure():
    assert len(MODULES) > 50
    assert len(STATES) == 10


def test_no_module_and_no_test_is_longer_than_it_can_be_read():
    assert too_long([*MODULES, *TESTS], MODULE) == {}


def test_the_counter_is_thin():
    assert len(lines(ROOT / "tasks.py")) <= COUNTER


def test_no_function_is_longer_than_a_page():
    long = {
        f"{name(path)}:{function.name}": length(function)
        for path in [*CODE, *TESTS]
        for function in functions(path)
        if length(function) > FUNCTION
    }
    assert long == {}


def test_most_functions_are_short():
    lengths = sorted(length(function) for path in CODE for function in functions(path))
    assert lengths[len(lengths) // 2] <= 8


def test_no_letter_is_longer_than_a_page_of_its_source():
    letters = (ROOT / "templates" / "breve").glob("*.md")
    assert too_long(letters, LETTER) == {}


def test_no_table_is_longer_than_it_can_be_read_its_comments_apart():
    rows = {
        name(path): sum(line.strip()[:1] not in ("", "#") for line in lines(path))
        for path in (PACKAGE / "regler").glob("*.yaml")
    }
    assert {path: count for path, count in rows.items() if count > TABLE} == {}


def compared(tree):
    """Yield every text that is compared or matched with something."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Compare | ast.MatchValue):
            for part in ast.walk(node):
                if isinstance(part, ast.Constant) and isinstance(part.value, str):
                    yield part.value


def test_no_state_is_compared_by_its_name_in_code():
    found = {
        name(path): sorted(STATES & set(compared(ast.parse(path.read_text(encoding="utf-8")))))
        for path in CODE
    }
    assert {path: states for path, states in found.items() if states} == {}


def test_a_state_compared_by_its_name_would_be_found():
    tree = ast.parse("if sag.tilstand.id in ('ny', 'besvaret') or x == 'afsluttet': pass")
    assert set(compared(tree)) == {"ny", "besvaret", "afsluttet"}


def test_a_step_is_named_in_code_only_among_the_known_ones():
    known = {value for name, value in vars(known_steps).items() if name.isupper()}
    assert known <= set(RULES.handlinger)
    named = {
        node.value
        for path in CORE_AND_OFFICE
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and node.value in RULES.handlinger
    }
    assert named <= ALSO_A_WORD


def test_no_module_is_named_for_nothing():
    assert [name(path) for path in [*CODE, *TESTS] if path.name in NAMELESS] == []


def test_nothing_is_left_to_be_done_later():
    found = [
        f"{name(path)}:{number}"
        for path in TEXTS
        for number, line in enumerate(lines(path), 1)
        if any(word in line.split() or f"{word}:" in line for word in UNDONE)
    ]
    assert found == []


def test_every_module_class_and_public_function_says_what_it_is_for():
    silent = []
    for path in MODULES:
        tree = ast.parse(path.read_text(encoding="utf-8"))
        kinds = ast.FunctionDef | ast.ClassDef
        public = [n for n in tree.body if isinstance(n, kinds) and not n.name.startswith("_")]
        silent += [f"{name(path)}:{n.name}" for n in public if not ast.get_docstring(n)]
        silent += [] if ast.get_docstring(tree) else [name(path)]
    assert silent == []


def test_every_test_is_a_sentence():
    short = [
        f"{name(path)}:{function.name}"
        for path in TESTS
        for function in functions(path)
        if function.name.startswith("test_") and function.name.count("_") < 3
    ]
    assert short == []
