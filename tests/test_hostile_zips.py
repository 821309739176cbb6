"""A package as a ZIP file or with links in it: nothing leads out of it, and nothing grows."""

from __future__ import annotations

import stat
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

import packages
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_hostile_packages import faults, folder, refused

from workflow.archive import datapackages

__all__ = ["folder"]


def test_a_link_is_not_followed_neither_file_nor_folder_nor_in_a_zip(folder, tmp_path):
    secret = tmp_path / "hemmelig.csv"
    (folder / "data/t3.csv").rename(secret)
    (folder / "data/t3.csv").symlink_to(secret)
    refused(folder, "data/t3.csv, linje 1: det er et link")
    (folder / "data/t3.csv").unlink()
    (folder / "data").rmdir()
    (tmp_path / "t3.csv").write_bytes(secret.read_bytes())
    (folder / "data").symlink_to(tmp_path)
    refused(folder, "data/t3.csv, linje 1: det er et link")
    linked = ZipInfo("data/t3.csv")
    linked.external_attr = (stat.S_IFLNK | 0o777) << 16
    with ZipFile(tmp_path / "p.zip", "w") as package:
        package.write(folder / "datapackage.json", "datapackage.json")
        package.writestr(linked, "/etc/passwd")
    refused(tmp_path / "p.zip", "data/t3.csv, linje 1: det er et link")


def zip_of(folder, name, content=b"x"):
    place = packages.zipped(folder)
    with ZipFile(place, "a", ZIP_DEFLATED) as package:
        package.writestr(name, content)
    return place


@pytest.mark.parametrize("name", ["../ude.csv", "/ude.csv", "data/../../ude", "data\\..\\ude"])
def test_a_zip_with_a_way_out_is_refused_as_a_whole(folder, name):
    refused(zip_of(folder, name), "navne, der fører ud af pakken")


def test_a_zip_that_grows_without_end_is_read_no_further_than_a_package_is(folder):
    (folder / "data/t3.csv").unlink()
    bomb = zip_of(folder, "data/t3.csv", b"0" * 300_000_000)
    assert bomb.stat().st_size < 400_000
    refused(bomb, "filen er over 2 MB")


def test_a_zip_of_many_files_or_of_two_packages_is_refused(folder):
    refused(zip_of(folder, "to/datapackage.json"), "ikke netop én datapackage.json")
    many = packages.zipped(folder)
    with ZipFile(many, "a") as package:
        for number in range(400):
            package.writestr(f"{number}.txt", b"")
    refused(many, "over 300 filer")


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_zip_with_a_name_twice_is_refused(folder):
    refused(zip_of(folder, "data/t3.csv"), "to filer med samme navn")


def test_a_zip_that_is_damaged_or_none_is_told(folder, tmp_path):
    whole = packages.zipped(folder).read_bytes()
    for number, content in enumerate((whole[:-30], b"PK\x03\x04", b"", whole[200:])):
        place = tmp_path / f"{number}.zip"
        place.write_bytes(content)
        assert faults(place), number


@settings(max_examples=150, deadline=None)
@given(data=st.data())
def test_a_zip_with_bytes_changed_anywhere_never_breaks_the_program(tmp_path_factory, data):
    home = tmp_path_factory.mktemp("zip")
    whole = bytearray(packages.zipped(packages.written(home / "p", "Skovby Kommune")).read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        whole[data.draw(st.integers(0, len(whole) - 1))] = data.draw(st.integers(0, 255))
    place = home / "p.zip"
    place.write_bytes(whole)
    datapackages.read(str(place))
