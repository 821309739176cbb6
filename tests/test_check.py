"""inv tjek: every fault of the archive at once, and remarks that are no faults."""

from __future__ import annotations

import json

import pytest
from cli import begun, do, edit, folder, nothing_changes

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

NUMMER = "2026-0001"


@pytest.fixture
def check(counter, with_case):
    """Give what inv tjek says of the archive with one case."""
    return lambda *words: counter("tjek", *words, archive=with_case.root)


def put(path, text):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")


def test_a_sound_archive_has_no_faults_and_is_left_as_it_is(check, with_case):
    with nothing_changes(with_case.root):
        said = check()
    assert said.code == 0
    assert "Efterset: 1 sag." in said.out
    assert "Ingen fejl." in said.out


def test_every_fault_of_every_case_is_told_with_file_and_line(check, with_case):
    edit(folder(with_case, NUMMER) / "sag.yaml", "kanal: telefon", "kanal: due")
    other = begun(with_case)
    edit(folder(with_case, other) / "sag.yaml", "handling: registrer", "handling: centersvar")
    said = check()
    assert said.code == 3
    assert f"{NUMMER}/sag.yaml, linje 6: " in said.out
    assert f"{other}/sag.yaml, linje" in said.out
    assert "2 fejl" in said.err


def test_the_faults_of_the_office_are_told_before_any_case_is_read(check, with_case):
    edit(with_case.root / "kontor.yaml", "  svar: 10", "  svar: mange")
    put(with_case.root / "regler" / "temaer.yaml", "raekker: {x: {navn: X}}\n")
    said = check()
    assert said.code == 3
    assert "kontor.yaml, linje" in said.out
    assert "regler/temaer.yaml, linje" in said.out


@pytest.mark.parametrize(
    "fil",
    ["tasks.py", "2026/2026-0001/bilag/x.py", ".vscode/settings.json", "2026/.gitattributes"],
)
def test_what_could_make_a_program_run_is_a_fault(check, with_case, fil):
    put(with_case.root / fil, "")
    said = check()
    assert said.code == 3
    assert fil.partition("/settings")[0] in said.out


def test_a_link_is_a_fault(check, with_case):
    link = folder(with_case, NUMMER) / "bilag"
    try:
        link.symlink_to(with_case.root)
    except OSError:
        pytest.skip("this machine makes no links")
    assert "2026/2026-0001/bilag er en genvej" in check().out


@pytest.mark.parametrize("name", ["2026/2026-12", "2025/2026-0009"])
def test_a_folder_among_the_cases_that_is_none_is_a_fault(check, with_case, name):
    put(with_case.root / name / "noget.md", "x")
    said = check()
    assert said.code == 3
    assert name in said.out


def test_a_promise_that_the_rule_of_today_would_make_another_is_only_a_remark(check, with_case):
    do(with_case, NUMMER, "2026-03-04", "videresend")
    edit(with_case.root / "kontor.yaml", "  svar: 10", "  svar: 15")
    said = check()
    assert said.code == 0
    told = said.out.replace("\u00a0", " ")
    assert "er lovet til 18. marts 2026" in told
    assert "ville den være 25. marts 2026" in told


def test_what_the_office_must_fill_in_is_only_a_remark(check, with_case):
    navn = with_case.kontor.borgerraadgiver.navn
    edit(with_case.root / "kontor.yaml", f"navn: {navn}", "navn: Borgerrådgiveren")
    said = check()
    assert said.code == 0
    assert "borgerraadgiver.navn" in said.out
    assert "tvistenaevn" in said.out


def test_a_letter_that_no_event_made_is_pointed_out(check, counter, with_case):
    old = (folder(with_case, NUMMER) / "sag.yaml").read_bytes()
    do(with_case, NUMMER, "2026-03-04", "kvitter")
    assert "Forløbet nævner ikke" not in check().out
    (folder(with_case, NUMMER) / "sag.yaml").write_bytes(old)
    said = check()
    assert f"{NUMMER}: Forløbet nævner ikke breve/2026-03-04-kvittering-borger.md" in said.out
    shown = counter("vis", "1", archive=with_case.root).out
    assert "Forløbet nævner ikke breve/2026-03-04-kvittering-borger.md" in shown
    assert "forloeb er ikke, som journalen har det" in said.out
    assert said.code == 3


def test_what_was_found_is_given_as_data_too(check, with_case):
    put(with_case.root / "tasks.py", "")
    said = check("--json")
    assert said.code == 3
    data = json.loads(said.out)
    assert data["sager"] == 1
    assert data["fejl"][0].startswith("tasks.py")


def test_many_remarks_of_one_kind_are_gathered_below_the_faults(check, with_case):
    put(with_case.root / "tasks.py", "")
    letters = folder(with_case, NUMMER)
    for number in range(1, 6):
        put(
            letters.parent / f"2026-000{number}" / "resume.md",
            "Borgeren har CPR-nummer 010190-1234",
        )
    said = check()
    data = json.loads(check("--json").out)
    faults, remarks = said.out.split("Bemærk\n")
    assert "- tasks.py er et program" in faults
    kind = [line for line in remarks.splitlines() if "resume.md" in line]
    assert len(kind) == 6, remarks
    assert remarks.count("- … og 2 til af samme slags. Se alle med: inv tjek --json") == 2
    assert sum("resume.md" in line for line in data["bemaerkninger"]) == 10


def test_that_the_cases_were_not_looked_at_is_told_as_data_and_is_no_fault(check, with_case):
    assert json.loads(check("--json").out)["efterset"] is True
    edit(with_case.root / "kontor.yaml", "  svar: 10", "  svar: mange")
    said = check("--json")
    data = json.loads(said.out)
    assert (data["efterset"], len(data["fejl"])) == (False, 1)
    assert "Arkivet har 1 fejl" in said.err
    assert check().out.rstrip().endswith("læg journalens udgave tilbage: inv forkast arkiv")


def test_what_is_strange_at_the_top_of_the_archive_is_only_a_remark(check, with_case):
    for name in ("regler", "beretning/2026", "opkald", ".hidden", "2025"):
        (with_case.root / name).mkdir(parents=True, exist_ok=True)
    assert "øverst i arkivet" not in check().out
    put(with_case.root / "Diverse" / "brev.txt", "x")
    put(with_case.root / "udkast.md", "x")
    said = check()
    assert said.code == 0
    assert "- Diverse øverst i arkivet" in said.out
    assert "- udkast.md øverst i arkivet" in said.out
