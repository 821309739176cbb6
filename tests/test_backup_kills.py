"""A backup, or an archive restored, is whole or not there, whatever stops it."""

from __future__ import annotations

import pytest
from cli import at, copied, day, everything, git, nothing_changes
from journal_archive import can_fork, die_in_child

from workflow.core.errors import BackupFailed, RestoreFailed
from workflow.office import backups

pytest_plugins = ("at_the_counter",)

NOON = at(day("2026-06-30"))
BACKING_UP, RESTORING = (2, 20, 40, 56, 58), (1, 8, 16, 20, 21)


@pytest.fixture
def sound(registered, tmp_path_factory):
    """Take a backup with an edit that is not journalised."""
    office = copied(registered, tmp_path_factory.mktemp("kopieret") / "arkiv")
    (office.root / "notér.md").write_text("æøå", encoding="utf-8")
    return backups.make(office.root, str(tmp_path_factory.mktemp("kopier")), NOON).fil


def test_a_full_disk_leaves_nothing_under_the_name_and_old_copies_untouched(
    with_case, tmp_path, monkeypatch
):
    place = tmp_path / "fuldt drev"
    place.mkdir()
    old = backups.make(with_case.root, str(place), NOON).fil
    before = everything(place)

    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backups.backup, "write", full)
    with nothing_changes(with_case.root), pytest.raises(BackupFailed, match="No space left"):
        backups.make(with_case.root, str(place), NOON)
    assert everything(place) == before
    assert old.exists()
    monkeypatch.setattr(backups.bundle.worktree, "lay", full)
    with pytest.raises(RestoreFailed, match="No space left"):
        backups.bring_back(str(old), str(tmp_path / "ny"), tmp_path)
    assert not (tmp_path / "ny").exists()


@can_fork
@pytest.mark.parametrize("number", BACKING_UP)
def test_killed_anywhere_a_backup_is_whole_or_not_there(registered, tmp_path, number):
    office, place = copied(registered, tmp_path / "arkiv"), tmp_path / "kopier"
    place.mkdir()
    die_in_child(number, lambda: backups.make(office.root, str(place), NOON))
    for found in place.glob("*.zip"):
        backups.bring_back(str(found), str(tmp_path / "fra afbrudt"), tmp_path)
    again = backups.make(office.root, str(place), NOON)
    assert {path.suffix for path in place.iterdir()} == {".zip"}
    backups.bring_back(str(again.fil), str(tmp_path / "ny"), tmp_path)


@can_fork
@pytest.mark.parametrize("number", RESTORING)
def test_killed_anywhere_a_restored_archive_is_whole_or_not_there(sound, tmp_path, number):
    died = die_in_child(number, lambda: backups.bring_back(str(sound), "", tmp_path))
    target = tmp_path / "fjordby"
    if target.exists():
        assert (target / "notér.md").exists()
        git(target, "fsck", "--strict")
        return
    assert died
    assert backups.bring_back(str(sound), "", tmp_path) == target
    assert [path.name for path in tmp_path.iterdir()] == ["fjordby"]
