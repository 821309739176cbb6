"""Nothing of the other side's runs, and nothing that no archive may hold comes in."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from cli import begun, edit, git, head, nothing_changes
from several_desks import note, sync

from workflow.core import errors
from workflow.core.addresses import address
from workflow.office import desk, sharing

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")
HOOKS = ("pre-receive", "update", "post-receive", "post-update", "reference-transaction")


@pytest.fixture
def place(office):
    begun(office)
    sync(office, sted=str(office.root.parent / "fælles arkiv"))
    return office.root.parent / "fælles arkiv"


@pytest.mark.parametrize(
    "given",
    [
        "ext::sh -c 'touch x'",
        "-oProxyCommand=x",
        "ssh://-oProxyCommand=x/y",
        "https://example.org/arkiv",
        "git://example.org/arkiv",
        "fd::17",
        "",
        "a\nb",
    ],
)
def test_an_address_that_could_run_something_is_refused(given):
    with pytest.raises(errors.BadValue, match="ikke et sted"):
        address(given)


@pytest.mark.parametrize(
    ("given", "er_mappe"),
    [
        ("/mnt/fælles arkiv", True),
        (r"C:\faelles\arkiv", True),
        (r"\\server\faelles", True),
        ("../arkiv", True),
        ("bruger@server.dk:arkiv/ishoej", False),
        ("ssh://bruger@server.dk:22/srv/arkiv", False),
    ],
)
def test_a_folder_or_an_ssh_address_is_a_place(given, er_mappe):
    assert address(given).er_mappe is er_mappe


def test_the_hooks_of_a_shared_folder_do_not_run(office, place, tmp_path):
    ran = tmp_path / "kørt"
    (place / "hooks").mkdir()
    for name in HOOKS:
        hook = place / "hooks" / name
        hook.write_text(f"#!/bin/sh\ntouch '{ran}'\n")
        hook.chmod(0o755)
    note(office, "2026-0001", "Noget nyt")
    sync(office)
    sharing.bring(tmp_path / "anden", str(place))
    assert not ran.exists()
    assert git(place, "rev-parse", "main").strip() == head(office.root)
    if os.name != "nt":
        git(place, "update-ref", "refs/heads/x", "main")
        assert ran.exists(), "the hooks would have run"


@pytest.mark.parametrize(
    "setting",
    ["core.alternateRefsCommand", "core.fsmonitor", "core.hooksPath", "include.path", "core.pager"],
)
def test_the_settings_of_a_shared_folder_are_read_before_git_follows_them(office, place, setting):
    git(place, "config", setting, "/findes/ikke")
    note(office, "2026-0001", "Noget nyt")
    with nothing_changes(office.root), pytest.raises(errors.UnsafeSetting, match="/findes/ikke"):
        sync(office)


@pytest.mark.parametrize(
    ("name", "why"),
    [
        ("tasks.py", "er et program"),
        ("2026/2026-0001/bilag/x.PY", "er et program"),
        (".gitmodules", "indstillinger"),
        ("2026/.gitattributes", "indstillinger"),
        (".vscode/tasks.json", "indstillinger"),
        ("2026/2026-0001/a:b.md", "tegn"),
        ("link.md", "ikke en almindelig fil"),
        ("kør.sh", "ikke en almindelig fil"),
    ],
)
def test_what_no_archive_may_hold_does_not_come_in(office, place, tmp_path, name, why):
    stranger = tmp_path / "fremmed"
    git(tmp_path, "clone", "-q", str(place), str(stranger))
    put(stranger, name)
    before = head(office.root)
    with pytest.raises(errors.ForeignContent, match=why):
        sync(office)
    assert head(office.root) == before
    assert not (office.root / name).exists()
    with pytest.raises(errors.ForeignContent, match=why):
        sharing.bring(tmp_path / "ny", str(place))


def put(stranger: Path, name: str) -> None:
    path = stranger / name
    path.parent.mkdir(parents=True, exist_ok=True)
    if name == "link.md":
        path.symlink_to("/etc/passwd")
    else:
        path.write_text("x")
    path.chmod(0o755) if name == "kør.sh" else None
    who = ("-c", "user.name=x", "-c", "user.email=x@y.dk")
    git(stranger, "add", "-A")
    git(stranger, *who, "commit", "-qm", "x")
    git(stranger, "push", "-q", "origin", "HEAD:main")


def test_a_folder_in_use_for_something_else_is_not_made_into_an_archive(office, tmp_path):
    (tmp_path / "andet").mkdir()
    (tmp_path / "andet" / "fil.txt").write_text("x")
    for sted in ("andet", "findes/ikke", f"{office.root.name}/inde"):
        with nothing_changes(office.root), pytest.raises(errors.BadValue, match="--sted"):
            sync(office, sted=str(tmp_path / sted))


def test_a_place_whose_settings_lie_elsewhere_is_none(office, place, tmp_path):
    (place / "commondir").write_text(str(tmp_path))
    with nothing_changes(office.root), pytest.raises(errors.Unreachable, match="intet fælles"):
        sync(office)


def test_an_archive_that_cannot_be_brought_leaves_nothing(tmp_path):
    with pytest.raises(errors.Unreachable):
        sharing.bring(tmp_path / "ny", str(tmp_path / "findes ikke"))
    assert not (tmp_path / "ny").exists()


def test_an_archive_is_shared_by_ssh(office, tmp_path, monkeypatch):
    begun(office)
    (tmp_path / "hjem").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "hjem"))
    ssh = tmp_path / "ssh"
    ssh.write_text('#!/bin/sh\nshift $(($# - 1))\nexec sh -c "$1"\n')
    ssh.chmod(0o755)
    (tmp_path / "hjem" / ".gitconfig").write_text(f"[core]\n\tsshCommand = {ssh}\n")
    git(tmp_path, "init", "-q", "--bare", "-b", "main", str(tmp_path / "delt"))
    address = f"bruger@server:{tmp_path}/delt"
    sync(office, sted=address)
    root = sharing.bring(tmp_path / "ny", address)
    assert head(root) == head(office.root)
    ssh.write_text(
        "#!/bin/sh\necho 'ssh: connect to host server: No route to host' >&2\nexit 255\n"
    )
    with nothing_changes(root), pytest.raises(errors.Unreachable, match="No route to host"):
        sync(desk.enter(root))


def test_without_a_place_it_says_how_to_name_one(office):
    with nothing_changes(office.root), pytest.raises(errors.NotShared, match="--sted"):
        sync(office)


def test_the_place_is_named_the_first_time_alone(office, counter, tmp_path):
    unnamed = counter("synk", archive=office.root)
    assert (unnamed.code != 0, "--sted" in unnamed.err) == (True, True)
    assert counter("synk", "--sted", str(tmp_path / "fælles"), archive=office.root).code == 0
    again = counter("synk", archive=office.root)
    assert (again.code, "er nu ens" in again.out) == (0, True)


def test_an_archive_is_brought_only_to_an_empty_folder(office, place, tmp_path):
    with pytest.raises(errors.BadValue, match="ikke tom"):
        sharing.bring(office.root, str(place))
    root = sharing.bring(tmp_path / "anden", str(place))
    assert head(root) == head(office.root)
    assert git(root, "status", "--porcelain") == ""


def test_the_shared_place_refuses_that_history_is_written_over(office, place):
    git(office.root, "update-ref", "refs/heads/gammel", "main~1")
    with pytest.raises(Exception, match="non-zero"):
        git(office.root, "push", "--force", str(place), "gammel:main")
    assert git(place, "rev-parse", "main").strip() == head(office.root)


def test_a_place_kept_in_the_settings_is_looked_at_again_each_time(office, place):
    edit(office.root / ".git" / "config", str(place), "ext::sh -c x")
    with pytest.raises(errors.BadValue, match="ikke et sted"):
        sync(office)
