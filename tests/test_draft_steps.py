"""Drafts at the counter: written, edited, sent as they were edited, and brought back."""

from __future__ import annotations

import json

import pytest
from cli import edit, everything, folder, git, nothing_changes
from letter_sample import pdf_text

from workflow.office import drafts

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

D = ("--dato", "2026-03-04")
NUMMER = "2026-0001"


@pytest.fixture
def office(with_case):
    return with_case


@pytest.fixture
def case(office):
    return folder(office, NUMMER)


@pytest.fixture
def inv(office, counter):
    return lambda *words: counter(*words, archive=office.root)


@pytest.fixture
def centre(case, inv):
    """Write the drafts of videresend, and give the centre's."""
    ended = inv("udkast", "1", "videresend", *D)
    assert ended.code == 0, ended.err
    return case / "udkast" / "videresendelse-center.md"


def subjects(office):
    return git(office.root, "log", "--format=%s").splitlines()


def finished(case, name):
    return (case / "breve" / f"2026-03-04-{name}.md").read_text(encoding="utf-8")


def test_the_drafts_are_finished_markdown_and_journalised(office, case, centre, inv):
    text = centre.read_text(encoding="utf-8")
    assert "# Klage til besvarelse: Ventetid på hjælpemiddel\n\nTil " in text
    assert "Øjvind Åse, Vejgade 1, 2635 Ishøj" in text
    assert "senest 18.\u00a0marts 2026" in text
    assert "\\" not in text.replace("\\\n", "")
    assert subjects(office)[0] == f"{NUMMER}: Udkast: Klagen sendt videre til centret"
    assert git(office.root, "status", "--porcelain") == ""
    assert drafts.waiting(office, NUMMER) == ("videresendelse-borger", "videresendelse-center")


@pytest.mark.usefixtures("set_letters")
def test_the_step_sends_the_edited_text_and_says_which(office, case, centre, inv):
    edit(centre, "Til Center for Social og Handicap", "Kære kolleger")
    ended = inv("videresend", "1", *D)
    assert ended.code == 0, ended.err
    assert "Rettet af dig: videresendelse-center\n" in ended.out
    assert "Fra udkast, du ikke har rettet: videresendelse-borger\n" in ended.out
    assert "Kære kolleger" in finished(case, "videresendelse-center")
    assert 'dato: "2026-03-04"' in finished(case, "videresendelse-center")
    assert "grundlag" not in finished(case, "videresendelse-center")
    pdf = (case / "breve" / "2026-03-04-videresendelse-center.pdf").read_bytes()
    assert "Kære kolleger" in pdf_text(pdf)
    assert "UDKAST" not in pdf_text(pdf)
    assert not (case / "udkast").exists()
    assert drafts.waiting(office, NUMMER) == ()
    last = json.loads(inv("journal", "1", "--json").out)[-1]
    assert last["tekst"] == "Rettet i udkast: videresendelse-center"


@pytest.mark.usefixtures("set_letters")
def test_drafts_nobody_edited_give_the_letters_that_the_step_alone_would(case, centre, inv):
    assert inv("videresend", "1", *D).code == 0
    from_drafts = {n: f for n, f in everything(case / "breve").items() if n.endswith(".pdf")}
    assert inv("fortryd", "1").code == 0
    for path in (case / "udkast").iterdir():
        path.unlink()
    assert inv("videresend", "1", *D).code == 0
    alone = {n: f for n, f in everything(case / "breve").items() if n.endswith(".pdf")}
    assert from_drafts == alone


def test_an_undone_step_gives_the_edited_draft_back(case, centre, inv):
    edit(centre, "Til Center for Social og Handicap", "Kære kolleger")
    edited = centre.read_bytes()
    assert inv("videresend", "1", *D).code == 0
    ended = inv("fortryd", "1")
    assert ended.code == 0
    assert "Udkastene ligger der igen: videresendelse-borger.md, videresendelse-ce" in ended.err
    assert centre.read_bytes() == edited
    assert inv("videresend", "1", *D).code == 0
    assert "Kære kolleger" in finished(case, "videresendelse-center")


def test_a_draft_written_since_is_not_overwritten_by_an_undoing(case, centre, inv):
    assert inv("videresend", "1", *D).code == 0
    centre.parent.mkdir()
    centre.write_text("Et nyt udkast", encoding="utf-8")
    assert inv("fortryd", "1").code == 0
    assert centre.read_text(encoding="utf-8") == "Et nyt udkast"


def test_an_edited_draft_is_not_written_over_unless_it_is_asked(office, centre, inv):
    edit(centre, "Til Center", "Kære center og")
    with nothing_changes(office.root):
        ended = inv("udkast", "1", "videresend", *D)
    assert ended.code == 4
    assert "udkast/videresendelse-center.md er rettet af dig" in ended.err
    assert inv("udkast", "1", "videresend", "--forfra", *D).code == 0
    assert "Til Center" in centre.read_text(encoding="utf-8")
    kept = git(office.root, "show", f"HEAD~1:2026/{NUMMER}/udkast/videresendelse-center.md")
    assert "Kære center og" in kept


def test_a_draft_nobody_edited_is_written_anew_without_a_word(centre, inv):
    assert inv("klagepunkt", "1", *POINT).code == 0
    assert inv("udkast", "1", "videresend", *D).code == 0
    assert "Klagepunkt 2" in centre.read_text(encoding="utf-8")


POINT = ("--tema", "andet", "--center", "social", "--forhold", "røret blev lagt på",
         "--vedroerer", "betjening")  # fmt: skip


def test_an_edited_draft_older_than_the_facts_stops_the_step_with_what_changed(
    office, case, centre, inv
):
    edit(centre, "Til Center for Social og Handicap", "Kære kolleger")
    assert inv("klagepunkt", "1", *POINT).code == 0
    with nothing_changes(office.root):
        ended = inv("videresend", "1", *D)
    assert ended.code == 4
    assert "nu: ”- **Klagepunkt 2, andet:** Borgeren oplyser, at røret blev lagt" in ended.err
    assert "videresendelse-borger" not in ended.err
    ended = inv("videresend", "1", "--alligevel", *D)
    assert ended.code == 0
    assert "skrevet på ny: videresendelse-borger" in ended.err
    assert "Kære kolleger" in finished(case, "videresendelse-center")
    assert "Klagepunkt 2" not in finished(case, "videresendelse-center")
    assert "Klagepunkt 2" in finished(case, "videresendelse-borger")


def test_vis_says_which_drafts_are_edited_and_which_are_old(case, inv):
    assert inv("udkast", "1", "videresend").code == 0
    edit(case / "udkast" / "videresendelse-center.md", "Til Center", "Kære center og")
    shown = inv("vis", "1").out
    assert "\n\nUdkast\n" in shown
    assert "  videresendelse-center: til inv videresend, rettet af dig\n" in shown
    assert "  videresendelse-borger: til inv videresend, ikke rettet\n" in shown
    assert inv("klagepunkt", "1", *POINT).code == 0
    shown = inv("vis", "1").out
    assert "videresendelse-center: til inv videresend, rettet af dig, ældre end sagens" in shown
    assert "videresendelse-borger: til inv videresend, ikke rettet, ældre end sagens" in shown


def test_a_promise_that_can_no_longer_be_kept_is_told(office, centre, inv):
    assert "kan ikke bruges nu, lover fristen 2026-03-18, som er gået" in inv("vis", "1").out
    with nothing_changes(office.root):
        ended = inv("videresend", "1")
    assert ended.code == 4
    assert "Fristen 18.\u00a0marts 2026 ligger før skridtet" in ended.err


def test_the_step_is_told_what_its_drafts_were_told(case, inv):
    told = ("--begrundelse", "Centret har rettet sig:\nalt er betalt.")
    do_until_investigated(inv)
    assert inv("udkast", "1", "indstil", *told, *D).code == 0
    edit(case / "udkast" / "indstilling-borger.md", "Kære", "Hej")
    ended = inv("indstil", "1", *D)
    assert ended.code == 0, ended.err
    assert "Centret har rettet sig" in finished(case, "indstilling-center")


def do_until_investigated(inv):
    steps = ("centersvar --medhold intet", "borger-fastholder", "undersoeg --kriterium medhold")
    for words in steps:
        ended = inv(words.split()[0], "1", *words.split()[1:], "--dato", "2026-03-03")
        assert ended.code == 0, ended.err


def test_the_deadline_that_the_draft_promises_is_the_steps(case, centre, inv):
    edit(centre, "Til Center", "Kære center og")
    ended = inv("videresend", "1", "--dato", "2026-03-06")
    assert ended.code == 0, ended.err
    assert "Centrets svar på klagen: 18.\u00a0marts 2026." in ended.out
    assert "Fristen 18.\u00a0marts 2026 er den, udkastet lover" in ended.err


def test_another_deadline_than_the_edited_draft_promises_is_refused(centre, inv, office):
    edit(centre, "Til Center", "Kære center og")
    with nothing_changes(office.root):
        ended = inv("videresend", "1", "--frist", "2026-03-25", *D)
    assert ended.code == 4
    assert "18.\u00a0marts 2026" in ended.err
    assert "25.\u00a0marts 2026" in ended.err


def test_what_a_draft_was_told_may_have_become_wrong(case, inv, office):
    assert inv("klagepunkt", "1", *POINT).code == 0
    assert inv("udkast", "1", "videresend", "--punkt", "2", *D).code == 0
    edit(case / "sag.yaml", "nr: 2", "nr: 3")
    ended = inv("videresend", "1", *D)
    assert ended.code == 2
    assert "er taget fra udkast/videresendelse-borger.md, udkast/videresendelse-c" in ended.err


def test_the_statement_is_drafted_in_its_own_file_and_only_its_letters_here(case, inv):
    do_until_investigated(inv)
    told = ("--punkt", "1", "--udfald", "kritik", "--konstateret", "der gik otte måneder")
    assert inv("vurder", "1", *told).code == 0
    write_statement(case)
    ended = inv("udkast", "1", "afgiv-udtalelse", *D)
    assert ended.code == 0, ended.err
    assert "Selve udtalelsen skrives i udtalelse.md" in ended.err
    assert [path.stem for path in sorted((case / "udkast").iterdir())] == [
        "foelgebrev-borger",
        "foelgebrev-center",
    ]
    edit(case / "udkast" / "foelgebrev-borger.md", "Kære", "Hej")
    ended = inv("afgiv-udtalelse", "1", *D)
    assert ended.code == 0, ended.err
    assert "Rettet af dig: foelgebrev-borger\n" in ended.out


def write_statement(case):
    from made_up import PROSE

    (case / "udtalelse.md").write_text(PROSE, encoding="utf-8")
