"""The archive's own files put back as the journal has them, also where none of them can be read."""

from __future__ import annotations

import pytest
from cli import edit, nothing_changes

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

MINE = b"borgerraadgiver: {navn: [\n"


def test_a_broken_kontor_yaml_is_put_back_and_kept_aside(with_case, counter):
    kontor = with_case.root / "kontor.yaml"
    booked = kontor.read_bytes()
    kontor.write_bytes(MINE)
    said = counter("tjek", archive=with_case.root)
    assert said.code == 3
    assert "0 sager" not in said.out
    assert "er ikke efterset" in said.out
    assert "inv forkast arkiv" in said.out
    ended = counter("forkast", "arkiv", archive=with_case.root)
    assert ended.code == 0, ended.err
    assert kontor.read_bytes() == booked
    (kept,) = (with_case.root / ".forkastet" / "arkiv").rglob("kontor.yaml")
    assert kept.read_bytes() == MINE


def test_a_deleted_kontor_yaml_leaves_an_archive_that_leads_back_to_it(with_case, counter):
    kontor = with_case.root / "kontor.yaml"
    booked = kontor.read_bytes()
    kontor.unlink()
    for command in (("overblik",), ("tjek",)):
        said = counter(*command, archive=with_case.root)
        assert said.code == 3
        assert "kontor.yaml mangler" in said.out + said.err
        assert "inv forkast arkiv" in said.out + said.err
    assert counter("forkast", "arkiv", archive=with_case.root).code == 0
    assert kontor.read_bytes() == booked


def test_only_the_archives_own_files_are_put_back(with_case, counter):
    case = with_case.root / "2026" / "2026-0001" / "henvendelse.md"
    for path in (case, with_case.root / ".gitignore", with_case.root / "kontor.yaml"):
        path.write_bytes(MINE)
    assert counter("forkast", "arkiv", "--fil", ".gitignore", archive=with_case.root).code == 0
    assert (with_case.root / "kontor.yaml").read_bytes() == MINE
    assert counter("forkast", "arkiv", archive=with_case.root).code == 0
    assert case.read_bytes() == MINE
    with nothing_changes(with_case.root):
        refused = counter("forkast", "arkiv", "--fil", "x.yaml", archive=with_case.root)
    assert (refused.code, "arkivets egne filer" in refused.err) == (2, True)


WAY_BACK = "Ret det, eller læg journalens udgave tilbage: inv forkast arkiv"


def test_a_command_stopped_by_a_broken_file_tells_the_way_back_and_it_leads_back(
    with_case, counter
):
    ready = ("aktivitet", "--slags", "oplaeg", "--dato", "2026-03-04")
    assert counter(*ready, archive=with_case.root).code == 0
    for fil in ("kontor.yaml", "aktiviteter/2026.yaml"):
        (with_case.root / fil).write_bytes(MINE)
        with nothing_changes(with_case.root):
            said = counter("aktiviteter", archive=with_case.root)
            written = counter(*ready, archive=with_case.root)
        assert (said.code, written.code) == (3, 3)
        assert said.err.splitlines()[-1] == written.err.splitlines()[-1] == WAY_BACK
        assert counter("forkast", "arkiv", archive=with_case.root).code == 0
        assert counter("aktiviteter", archive=with_case.root).code == 0


def test_a_table_that_the_journal_has_not_is_told_no_way_back(with_case, counter):
    rules = with_case.root / "regler"
    rules.mkdir()
    (rules / "temaer.yaml").write_bytes(MINE)
    said = counter("overblik", archive=with_case.root)
    assert said.code == 3
    assert "inv forkast arkiv" not in said.err
    edit(with_case.root / "kontor.yaml", "  svar: 10", "  svar: 11")
    (rules / "temaer.yaml").unlink()
    assert counter("overblik", archive=with_case.root).code == 0
