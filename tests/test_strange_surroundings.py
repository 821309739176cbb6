"""Whatever the environment says, the real command books the same step in the same archive."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from cli import ROOT, everything, git, inv

pytest_plugins = ("at_the_counter",)

D = ("--dato", "2026-03-04")
NOTE = ("notat", "1", "--tekst", "Talt på gangen", *D)
NOBODY = 65534
ELSEWHERE = "{elsewhere}"
VARIABLES = {
    "GIT_DIR": ELSEWHERE,
    "GIT_WORK_TREE": ELSEWHERE,
    "GIT_COMMON_DIR": ELSEWHERE,
    "GIT_INDEX_FILE": f"{ELSEWHERE}/index",
    "GIT_OBJECT_DIRECTORY": f"{ELSEWHERE}/objects",
    "GIT_ALTERNATE_OBJECT_DIRECTORIES": ELSEWHERE,
    "GIT_NAMESPACE": "fremmed",
    "GIT_PREFIX": "2026/",
    "GIT_CEILING_DIRECTORIES": "/",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM": "1",
    "GIT_AUTHOR_NAME": "En Anden",
    "GIT_AUTHOR_EMAIL": "anden@example.dk",
    "GIT_AUTHOR_DATE": "2001-01-01T00:00:00Z",
    "GIT_COMMITTER_NAME": "En Anden",
    "GIT_COMMITTER_EMAIL": "anden@example.dk",
    "GIT_COMMITTER_DATE": "2001-01-01T00:00:00Z",
    "EMAIL": "anden@example.dk",
    "GIT_CONFIG": f"{ELSEWHERE}/config",
    "GIT_CONFIG_GLOBAL": f"{ELSEWHERE}/config",
    "GIT_CONFIG_SYSTEM": f"{ELSEWHERE}/config",
    "GIT_CONFIG_PARAMETERS": f"'core.hooksPath={ELSEWHERE}'",
    "GIT_CONFIG_COUNT": "1",
    "GIT_CONFIG_KEY_0": "core.fsmonitor",
    "GIT_CONFIG_VALUE_0": f"touch {ELSEWHERE}/kanariefugl",
    "GIT_EXEC_PATH": ELSEWHERE,
    "GIT_TEMPLATE_DIR": ELSEWHERE,
    "GIT_EXTERNAL_DIFF": f"touch {ELSEWHERE}/kanariefugl",
    "GIT_SSH_COMMAND": f"touch {ELSEWHERE}/kanariefugl",
    "GIT_EDITOR": f"touch {ELSEWHERE}/kanariefugl",
    "GIT_PAGER": f"touch {ELSEWHERE}/kanariefugl",
    "GIT_ASKPASS": f"{ELSEWHERE}/kanariefugl",
    "GIT_ATTR_SOURCE": "findes-ikke",
    "GIT_DEFAULT_HASH": "sha256",
    "GIT_DEFAULT_REF_FORMAT": "reftable",
    "GIT_GRAFT_FILE": f"{ELSEWHERE}/grafts",
    "GIT_SHALLOW_FILE": f"{ELSEWHERE}/shallow",
    "GIT_REPLACE_REF_BASE": "refs/fremmed/",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_ICASE_PATHSPECS": "1",
    "GIT_QUARANTINE_PATH": ELSEWHERE,
    "GIT_REF_PARANOIA": "0",
    "GIT_INTERNAL_SUPER_PREFIX": "x/",
    "GIT_TRACE": "1",
    "GIT_FLUSH": "0",
}
LOCALES = {
    "C": {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONIOENCODING": "ascii"},
    "POSIX without coercion": {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    "one that is not there": {"LC_ALL": "xx_XX.ISO-8859-15", "LANGUAGE": "fr", "PYTHONUTF8": "0"},
    "Turkish": {"LC_ALL": "tr_TR.UTF-8", "LANG": "tr_TR.UTF-8"},
    "German words of Git": {"LANGUAGE": "de", "LC_MESSAGES": "de_DE.UTF-8"},
}


def test_no_variable_of_git_moves_or_names_a_step(with_case, tmp_path):
    elsewhere = tmp_path / "andetsteds"
    git(tmp_path, "init", "--quiet", "--bare", str(elsewhere))
    before = everything(elsewhere)
    surroundings = {n: v.replace(ELSEWHERE, str(elsewhere)) for n, v in VARIABLES.items()}
    for words in (NOTE, ("journal", "1"), ("tjek",), ("gem", "1", "--besked", "x")):
        ended = inv(*words, archive=with_case.root, environment=surroundings)
        assert ended.code == 0, ended.err
    assert everything(elsewhere) == before
    told = git(with_case.root, "log", "-1", "--format=%an %ae %cn %cI")
    assert "Anden" not in told
    assert "2001" not in told
    assert git(with_case.root, "status", "--porcelain") == ""


@pytest.mark.parametrize("locale", LOCALES.values(), ids=LOCALES)
def test_a_step_is_booked_in_danish_in_every_locale(locale, with_case, tmp_path):
    home = tmp_path / "hjem"
    home.mkdir()
    (home / ".gitconfig").write_text("[user]\nname = Bødil Ærø\nemail = b@example.dk\n", "utf-8")
    surroundings = {**locale, "HOME": str(home), "USERPROFILE": str(home)}
    ended = inv(*NOTE, archive=with_case.root, environment=surroundings)
    assert ended.code == 0, ended.err
    assert "Øjvind Åse" in ended.out
    shown = inv("journal", "1", archive=with_case.root, environment=surroundings)
    assert "Bødil Ærø" in shown.out
    assert git(with_case.root, "log", "-1", "--format=%an").strip() == "Bødil Ærø"


@pytest.fixture
def theirs(with_case):
    """Give an archive where a user without rights to everything can read it."""
    folder = Path(tempfile.mkdtemp(prefix="sagsgang-prøve-"))
    shutil.copytree(with_case.root, folder / "arkiv")
    yield folder
    for path in (folder, *folder.rglob("*")):
        path.chmod(path.stat().st_mode | stat.S_IRWXU)
    shutil.rmtree(folder)


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="rights are another matter on Windows")
def test_an_archive_that_may_only_be_read_is_shown_and_refuses_a_step_in_one_line(theirs):
    root = theirs / "arkiv"
    someone = {"user": NOBODY, "group": NOBODY} if os.geteuid() == 0 else {}
    for path in (theirs, *theirs.rglob("*")):
        if someone:
            os.chown(path, NOBODY, NOBODY)
        path.chmod(0o555 if path.is_dir() else 0o444)
    before = everything(root)

    def say(*words):
        surroundings = {**os.environ, "SAGSGANG_ARKIV": str(root), "HOME": str(theirs)}
        surroundings["PYTHONDONTWRITEBYTECODE"] = "1"
        return subprocess.run(
            [sys.executable, "-m", "invoke", *words],
            cwd=ROOT,
            env=surroundings,
            capture_output=True,
            check=False,
            stdin=subprocess.DEVNULL,
            **someone,
        )

    try:
        runs = say("--version").returncode == 0
    except PermissionError:
        runs = False
    if not runs:
        pytest.skip("the other user may not run the program")
    ended = say("vis", "1")
    assert ended.returncode == 0, ended.stderr.decode()
    for words in (NOTE, ("gem", "1", "--besked", "x"), ("kvitter", "1", *D)):
        ended = say(*words)
        assert ended.returncode == 5, ended.stderr.decode()
        assert "Traceback" not in ended.stderr.decode()
        assert "må du skrive i mappen?" in ended.stderr.decode()
    assert everything(root) == before
