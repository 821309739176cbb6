"""Several desks at one archive: what each has done is there at all of them, once."""

from __future__ import annotations

from datetime import timedelta

import pytest
from cli import at, begun, day, do, edit, folder, git, head, nothing_changes
from several_desks import another, both, files, note, sag, save, sync, text

from workflow.archive.journal import Sharing
from workflow.core import errors
from workflow.office import desk, noting, played, registers

pytestmark = pytest.mark.usefixtures("unset_letters")


@pytest.fixture
def nummer(office):
    return begun(office)


@pytest.fixture
def other(office, nummer):
    return another(office)


def test_a_case_that_one_desk_has_changed_is_taken_over_by_the_other(office, other, nummer):
    new = begun(office, navn="Bo")
    note(office, nummer, "Borgeren ringede")
    done = sync(office)
    assert done.afleveret == (nummer, new)
    assert sync(other).hentet == (nummer, new)
    assert files(other, nummer) == files(office, nummer)
    assert head(other.root) == head(office.root)


def test_what_two_desks_have_done_to_a_case_is_merged_by_field_and_by_event(office, other, nummer):
    note(office, nummer, "Her")
    edit(folder(office, nummer) / "sag.yaml", "emne: Ventetid på hjælpemiddel", "emne: Kørestol")
    save(office, nummer)
    do(other, nummer, "2026-03-08", "kvitter")
    edit(folder(other, nummer) / "sag.yaml", "telefon:", 'telefon: "12345678"')
    save(other, nummer)
    sync(office)
    assert "flettet" in sync(other).meddelelser[0]
    sync(office)
    for each in (office, other):
        case = sag(each, nummer)
        assert (case.emne, case.borger.telefon) == ("Kørestol", "12345678")
        assert [event.handling for event in case.forloeb] == [
            "registrer",
            "kvitter",
            "notat",
        ]
    assert head(other.root) == head(office.root)


def test_what_cannot_be_merged_is_kept_in_two_versions(office, other, nummer):
    for each, word in ((office, "Kørestol"), (other, "Rollator")):
        edit(folder(each, nummer) / "sag.yaml", "emne: Ventetid på hjælpemiddel", f"emne: {word}")
        save(each, nummer)
    note(other, nummer, "Kun der")
    sync(office)
    (told,) = sync(other).meddelelser
    assert f"inv afklar {nummer}" in told
    assert sag(other, nummer).emne == "Kørestol"
    assert "emne: Rollator" in text(folder(other, nummer) / "konflikt" / "sag.yaml")
    assert "notater/2026-03-09-telefon.md" in files(other, nummer)
    sync(office)
    assert files(office, nummer) == files(other, nummer)


def test_a_text_that_both_have_changed_is_kept_in_two_versions(office, other, nummer):
    for each in (office, other):
        (folder(each, nummer) / "henvendelse.md").write_text(each.root.name, encoding="utf-8")
        save(each, nummer)
    both(office, other)
    assert text(folder(office, nummer) / "henvendelse.md") == office.root.name
    assert text(folder(office, nummer) / "konflikt" / "henvendelse.md") == "anden"


def test_two_notes_of_one_name_are_two_notes(office, other, nummer):
    note(office, nummer, "Den ene")
    note(other, nummer, "Den anden")
    both(office, other)
    notes = {event.notat for event in sag(office, nummer).forloeb if event.notat}
    assert notes == {"notater/2026-03-09-telefon.md", "notater/2026-03-09-telefon-2.md"}
    assert "Den anden" in text(folder(office, nummer) / "notater" / "2026-03-09-telefon-2.md")


def test_the_same_letter_made_at_two_desks_is_one(office, other, nummer):
    for each in (office, other):
        do(each, nummer, "2026-03-04", "kvitter")
    both(office, other)
    assert [event.handling for event in sag(office, nummer).forloeb] == ["registrer", "kvitter"]


def test_an_edit_that_is_not_journalised_is_so_before_its_case_is_changed(office, other, nummer):
    note(office, nummer, "Her")
    sync(office)
    (folder(other, nummer) / "henvendelse.md").write_text("Rettet her\n", encoding="utf-8")
    assert f"Dine rettelser i sag {nummer} er journaliseret." in sync(other).meddelelser
    sync(office)
    assert text(folder(office, nummer) / "henvendelse.md") == "Rettet her\n"


def test_an_edit_in_a_case_that_must_name_another_by_its_new_number_is_journalised(office, other):
    taken = begun(office, navn="Her"), begun(other, navn="Der")
    child = begun(other, navn="Barnet", henvendelse=taken[1])
    note(office, taken[0], "Her")
    sync(office)
    edit(folder(other, child) / "sag.yaml", "kanal: telefon", "kanal: brev")
    sync(other)
    assert (sag(other, child).kanal, sag(other, child).henvendelse) == ("brev", "2026-0004")


def test_edits_in_other_cases_are_left_alone(office, other, nummer):
    begun(office, navn="Bo")
    sync(office)
    path = folder(other, nummer) / "henvendelse.md"
    path.write_text("ikke færdig", encoding="utf-8")
    sync(other)
    assert text(path) == "ikke færdig"
    assert git(other.root, "status", "--porcelain").strip().endswith("henvendelse.md")


def test_an_unsound_edit_in_the_way_stops_it_before_anything(office, other, nummer):
    note(office, nummer, "Her")
    sync(office)
    edit(folder(other, nummer) / "sag.yaml", "kanal: telefon", "kanal: brevdue")
    before = head(other.root)
    with pytest.raises(errors.BadFile, match="kanal"):
        sync(other)
    assert head(other.root) == before


def test_kontor_yaml_is_merged_by_field_and_a_template_is_one_or_the_other(office, other, nummer):
    edit(office.root / "kontor.yaml", "Mette Lindgreen", "Lone Holm")
    edit(other.root / "kontor.yaml", "opbevaring_aar: 5", "opbevaring_aar: 6")
    for each in (office, other):
        own = each.root / "skabeloner" / "breve"
        own.mkdir(parents=True)
        (own / "kvittering-borger.md").write_text(f"Fra {each.root.name}\n", encoding="utf-8")
        note(each, nummer, f"Fra {each.root.name}")
    both(office, other)
    kontor = desk.enter(other.root).kontor
    assert kontor.opbevaring_aar == 6
    assert "Lone Holm" in kontor.borgerraadgiver.navn
    aside = other.root / "konflikt" / "skabeloner" / "breve" / "kvittering-borger.md"
    assert text(aside) == "Fra anden\n"


def test_registers_are_joined_line_by_line_and_what_is_counted_twice_is_two(office, other):
    moments = [at(day("2026-03-04")) + timedelta(minutes=minute) for minute in range(4)]
    for each in (office, other):
        noting.small(each, {"kanal": "telefon"}, moments.pop())
        call = {"handling": "opkald", "navn": each.root.name, "telefon": "1", "dato": "2026-03-04"}
        played.beside(each, call, day("2026-03-04"))
    both(office, other)
    for each in (office, other):
        noting.small(each, {"kanal": "telefon"}, moments.pop())
    both(office, other)
    assert sum(work.antal for work in registers.activities(office)) == 4
    calls = {call.navn: call.nr for call in registers.calls(other)}
    assert calls == {office.root.name: 1, "anden": 2}


def test_a_place_that_is_not_there_changes_nothing(office, other):
    place = office.root.parent / "fælles arkiv"
    place.rename(place.with_name("væk"))
    with (
        nothing_changes(other.root),
        pytest.raises(errors.Unreachable, match="kan ikke nås") as told,
    ):
        sync(other)
    assert told.value.exit_code == 5
    place.with_name("væk").rename(place)
    sync(other)


def test_whoever_comes_second_takes_in_what_came_first_and_hands_over_again(
    office, other, nummer, monkeypatch
):
    note(office, nummer, "Her")
    begun(other, navn="Bo")
    fetch, first = Sharing.fetch, [office]

    def fetched(place):
        shared = fetch(place)
        if first:
            sync(first.pop())
        return shared

    monkeypatch.setattr(Sharing, "fetch", fetched)
    sync(other)
    assert nummer in sync(office).hentet or files(office, nummer) == files(other, nummer)
    assert head(office.root) == head(other.root)


def test_a_shared_journal_that_was_written_over_is_refused(office, other, nummer):
    note(office, nummer, "Her")
    sync(office)
    sync(other)
    place = office.root.parent / "fælles arkiv"
    git(place, "update-ref", "refs/heads/main", git(place, "rev-parse", "main~1").strip())
    before = head(other.root)
    with pytest.raises(errors.SharedRewritten, match="skrevet om"):
        sync(other)
    assert head(other.root) == before


def test_another_archive_is_not_taken_for_this_one(office, other, tmp_path, nummer):
    stranger = tmp_path / "fremmed"
    git(tmp_path, "clone", "-q", "--no-local", str(office.root), str(stranger))
    git(stranger, "checkout", "-q", "--orphan", "ny")
    words = ("-c", "user.name=x", "-c", "user.email=x@y.dk", "commit", "-qm", "x")
    git(stranger, *words)
    git(stranger, "branch", "-M", "ny", "main")
    git(office.root, "update-ref", "-d", "refs/sagsgang/synkroniseret")
    place = tmp_path / "fremmed sted"
    git(tmp_path, "clone", "-q", "--bare", str(stranger), str(place))
    git(place, "config", "--remove-section", "remote.origin")
    with pytest.raises(errors.OtherArchive, match="et andet arkiv"):
        sync(office, sted=str(place))
