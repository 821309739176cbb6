"""What the tests share: an office, its tables, an archive, and nothing of the machine's own."""

from __future__ import annotations

import os
import shutil
from datetime import date

import pytest
from letter_sample import BODY, made
from made_up import Walk, punkt, sag

from workflow.archive import rulefiles
from workflow.core.schema import case_schema
from workflow.documents import frontmatter
from workflow.documents.publish import Press, Rendered
from workflow.office import demo, desk, played

FOUNDED = date(2026, 1, 2)
OURS = "SAGSGANG_ARKIV"
EDITORS = ("VISUAL", "EDITOR")


@pytest.fixture(scope="session", autouse=True)
def _the_machine_has_no_say(tmp_path_factory):
    """Take away what the machine says of archives, editors and who one is."""
    home = str(tmp_path_factory.mktemp("hjem"))
    with pytest.MonkeyPatch.context() as environment:
        for name in [name for name in os.environ if name.startswith("GIT_")]:
            environment.delenv(name)
        for name in (OURS, *EDITORS):
            environment.delenv(name, raising=False)
        for name in ("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME", "LOCALAPPDATA", "USERPROFILE"):
            environment.setenv(name, home)
        environment.setenv("GIT_CONFIG_NOSYSTEM", "1")
        yield


@pytest.fixture(scope="session")
def kontor_values():
    """What the demonstration's office writes in its kontor.yaml."""
    return played.read(demo.COURSES / "kontor.yaml")


@pytest.fixture(scope="session")
def kontor():
    """An office with the start values of inv arkiv and the demonstration's own."""
    return demo.kontor()


@pytest.fixture(scope="session")
def rules():
    """The shipped tables."""
    return rulefiles.load()


@pytest.fixture(scope="session")
def schema(rules, kontor):
    """The schema of the office's sag.yaml."""
    return case_schema(rules, kontor)


@pytest.fixture(scope="session")
def _founded(tmp_path_factory, kontor_values):
    """Make an archive once, for the tests to copy."""
    root = tmp_path_factory.mktemp("arkiver") / "Fjordby Ø"
    played.made_up_office(root, kontor_values, FOUNDED)
    return root


@pytest.fixture
def office(tmp_path, _founded):
    """Make an archive of the test's own, with real Git and no case yet."""
    root = tmp_path / _founded.name
    shutil.copytree(_founded, root)
    return desk.enter(root)


@pytest.fixture
def unset_letters(request, monkeypatch):
    """Let letters be written but not set, where what they look like is not what is shown.

    The Markdown is the real one, and read as the press reads it; setting it takes most of a step.
    """
    if "set_letters" not in request.fixturenames:
        monkeypatch.setattr(Press, "warm", lambda press, letters: None)
        monkeypatch.setattr(Press, "render", lambda press, sources: tuple(map(_unset, sources)))


@pytest.fixture
def set_letters():
    """Let the letters of this test be set, though those of its module are not."""


def _unset(source):
    frontmatter.read(source.navn, source.markdown)
    written = source.markdown.encode()
    return Rendered(source.navn, b"DOCX " + written, b"PDF " + written)


@pytest.fixture
def walk(kontor, rules):
    """Begin a klagesag with one klagepunkt, registered on 2 March 2026."""
    return Walk(sag(punkt()), kontor, rules)


@pytest.fixture
def walk_of(kontor, rules):
    """Begin a case of the test's own making."""
    return lambda *klagepunkter, **facts: Walk(sag(*klagepunkter, **facts), kontor, rules)


@pytest.fixture(scope="session")
def letter():
    """The sample letter in both formats."""
    return made(BODY)
