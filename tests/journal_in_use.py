"""An archive with work lying about, for the tests of what may happen to a booking in it.

A test module that says `pytest_plugins = ("journal_in_use",)` may use it.
"""

from __future__ import annotations

from pathlib import Path

import pytest
from journal_archive import archive_in_use, without_git_settings


@pytest.fixture
def root(tmp_path, monkeypatch) -> Path:
    """Give the archive, where no settings of the user's own reach Git."""
    without_git_settings(monkeypatch, tmp_path / "hjem")
    return archive_in_use(tmp_path / "arkiv")
