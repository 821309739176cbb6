"""Opening a stranger's archive runs nothing of it and reads nothing outside it: its files."""

from __future__ import annotations

import os

import pytest
from cli import ROOT, edit, folder, git, nothing_changes

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

D = ("--dato", "2026-03-04")
NUMMER = "2026-0001"
CODE = (
    "{{ 7 * 191 }}",
    "{% include 'underskrift.md' %}",
    "{{ ''.__class__.__mro__ }}",
    "{0.__class__}",
    "%(navn)s %s",
    '#read("/etc/passwd")',
    "`x`{=typst}",
)


@pytest.mark.parametrize("code", CODE)
def test_code_in_a_case_or_in_the_offices_facts_is_text(code, counter, with_case):
    case = folder(with_case, NUMMER) / "sag.yaml"
    quoted = "'" + code.replace("'", "''") + "'"
    edit(case, "navn: Øjvind Åse", f"navn: {quoted}")
    edit(case, "forhold: centret ikke har svaret", f"forhold: {quoted}")
    edit(with_case.root / "kontor.yaml", "telefontid: ", "telefontid: " + quoted + " # ")
    ended = counter("kvitter", "1", *D, archive=with_case.root)
    assert ended.code == 0, ended.err
    written = next(folder(with_case, NUMMER).glob("breve/*.md")).read_text(encoding="utf-8")
    assert "1337" not in written
    assert "root:" not in written
    assert "<class" not in written
    assert written.replace("\\", "").count(code.replace("\\", "")) >= 1


ROWS = {
    "attributes": "{konstateret.__class__.__mro__}",
    "items": "{konstateret[0]}",
    "a width without end": "{konstateret:>9999999999}",
    "a conversion": "{konstateret!r}",
    "a place": "{0}",
    "an open bracket": "{konstateret",
    "a nested width": "{konstateret:{konstateret}}",
}


@pytest.mark.parametrize("code", ROWS.values(), ids=ROWS)
def test_a_sentence_of_the_offices_tables_is_filled_with_its_own_words_only(
    code, counter, with_case
):
    shipped = (ROOT / "workflow" / "regler" / "kritikskala.yaml").read_text(encoding="utf-8")
    own = with_case.root / "regler" / "kritikskala.yaml"
    own.parent.mkdir()
    row = f'  fremmed:\n    navn: fremmed\n    saetning: "Sådan: {{konstateret}} {code}'
    own.write_text(shipped + row + '"\n    kilde: Kontorets egen skik\n', encoding="utf-8")
    with nothing_changes(with_case.root):
        ended = counter("vis", "1", archive=with_case.root)
    assert ended.code == 3, ended.out
    assert "regler/kritikskala.yaml" in ended.err


@pytest.mark.skipif(os.name == "nt", reason="links need a permission on Windows")
@pytest.mark.parametrize("name", ["kontor.yaml", "regler/temaer.yaml"])
def test_a_link_in_place_of_a_file_of_the_office_is_not_read(name, counter, with_case, tmp_path):
    (tmp_path / "hemmeligt").write_text("kommune: HEMMELIGT\n", encoding="utf-8")
    path = with_case.root / name
    path.parent.mkdir(exist_ok=True)
    path.unlink(missing_ok=True)
    path.symlink_to(tmp_path / "hemmeligt")
    for words in (("vis", "1"), ("kvitter", "1", *D), ("tjek",)):
        ended = counter(*words, archive=with_case.root)
        assert ended.code == 3, words
        assert "HEMMELIGT" not in ended.out + ended.err


@pytest.mark.skipif(os.name == "nt", reason="links need a permission on Windows")
@pytest.mark.parametrize("name", [".skema", ".esdh", ".forhaandsvisning"])
def test_no_copy_is_laid_through_a_link(name, counter, with_case, tmp_path):
    (tmp_path / "ude").mkdir()
    if (with_case.root / name).is_dir():
        for path in (with_case.root / name).iterdir():
            path.unlink()
        (with_case.root / name).rmdir()
    (with_case.root / name).symlink_to(tmp_path / "ude")
    for words in (("vis", "1"), ("forhaandsvis", "1", "kvitter"), ("esdh", "--sag", "1", "--pak")):
        assert counter(*words, archive=with_case.root).code != 1
    assert list((tmp_path / "ude").iterdir()) == []


def test_a_repository_in_the_archive_is_no_part_of_it(counter, with_case):
    head = git(with_case.root, "rev-parse", "HEAD").strip()
    for name in ("fremmed", f"2026/{NUMMER}/bilag/fremmed"):
        git(with_case.root, "update-index", "--add", "--cacheinfo", f"160000,{head},{name}")
    who = ("-c", "user.name=N", "-c", "user.email=n@example.dk")
    git(with_case.root, *who, "commit", "--quiet", "--message", "fremmed")
    for words in (("vis", "1"), ("journal", "1"), ("tjek",), ("notat", "1", "--tekst", "x", *D)):
        ended = counter(*words, archive=with_case.root)
        assert ended.code != 1, ended.err
