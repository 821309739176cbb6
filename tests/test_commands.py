"""A stranger's walk: a case from the first telephone call to its end, by the commands alone."""

from __future__ import annotations

import json

import pytest
from cli import FACTS, ROOT, begun, do, folder, git, inv

import tasks
from workflow.core.consistency import COMMANDS
from workflow.office import played

pytest_plugins = ("at_the_counter",)

# Long past, so that the machine's own clock, whatever it says, is after it.
NY = (
    "ny --type klagesag --kanal telefon --modtaget 2024-03-04 --navn|Øjvind Åse"
    r"|--emne|Ventetid på hjælpemiddel|--adresse|Vejgade 1\n2635 Ishøj"
)
KLAGEPUNKT = (
    "klagepunkt 1 --tema sagsbehandlingstid --center social --haendt 2023-11-01 --til stadig"
    " --vedroerer sagsbehandling --forhold|at centret ikke har truffet afgørelse."
)
VURDER = (
    "vurder 1 --punkt 1 --udfald kritik --konstateret|centret var otte måneder om det"
    "|--grad|meget beklageligt|--henstilling|at centret træffer afgørelse inden 14 dage"
)
UNTIL_ASSESSED = [
    "kvitter 1 --dato 2024-03-05",
    "forventningsafstem 1 --dato 2024-03-05",
    "videresend 1 --dato 2024-03-06",
    "afsendt 1 --via digital-post --dato 2024-03-06",
    "rykker 1 --dato 2024-03-21 --paa-borgerens-anmodning",
    "centersvar 1 --medhold intet --dato 2024-04-02 --svar|Centret holder fast.",
    "borger-fastholder 1 --dato 2024-04-03",
    "undersoeg 1 --kriterium kvalitet --dato 2024-04-04",
    "hoering 1 --dato 2024-04-05 --spoergsmaal|Hvad skete der?\nHvorfor?",
    "hoeringssvar 1 --dato 2024-04-26 --svar|Sagen lå stille.",
    "partshoering 1 --dato 2024-04-29",
    "bemaerkninger 1 --ingen --dato 2024-05-13",
]
FROM_THE_STATEMENT = [
    "afgiv-udtalelse 1 --dato 2024-05-22",
    "afsendt 1 --dato 2024-05-22",
    "tilbagemelding 1 --henstilling fulgt --punkt 1 --dato 2024-06-10",
    "afslut 1 --udfald udtalelse-afgivet --dato 2024-06-11",
]
PROSE = {"Faktiske forhold": "Der gik otte måneder.", "Regler": "Rimelig tid.", "Vurdering": "Nej."}
STATEMENT = {
    "Resumé": "Klagen angår ventetid.",
    "Sagsfremstilling": "Borgeren søgte i november.",
    "Centrets udtalelse": "Centret beklager.",
    "Retsgrundlag": "God forvaltningsskik.",
    "Klagepunkt 1": PROSE,
}
LETTERS = {
    "2024-03-05-kvittering-borger",
    "2024-03-05-forventningsafstemning-borger",
    "2024-03-06-videresendelse-center",
    "2024-03-06-videresendelse-borger",
    "2024-03-21-rykker-center",
    "2024-03-21-underretning-borger",
    "2024-04-04-ivaerksaettelse-center",
    "2024-04-04-ivaerksaettelse-borger",
    "2024-04-05-hoering-center",
    "2024-04-29-partshoering-borger",
    "2024-05-22-udtalelse",
    "2024-05-22-foelgebrev-borger",
    "2024-05-22-foelgebrev-center",
}


def said(line: str, archive) -> str:
    words, _, values = line.partition("|")
    ended = inv(*words.split(), *(values.split("|") if values else ()), archive=archive)
    assert ended.code == 0, f"inv {line}\n{ended.err}"
    return ended.out


def test_a_stranger_walks_a_complaint_to_its_end_by_the_commands_alone(tmp_path):
    root = tmp_path / "Mit arkiv æøå"
    assert inv("arkiv", "--kommune", "Ishøj Kommune", archive=root).code == 0
    case = root / "2024" / "2024-0001"

    assert said(NY, root).splitlines()[-1] == f"2024-0001 {case}"
    assert "Øjvind Åse" in said(KLAGEPUNKT, root)
    for line in UNTIL_ASSESSED:
        assert "Sag 2024-0001 (Øjvind Åse: Ventetid på hjælpemiddel)" in said(line, root)
    said(VURDER, root)
    statement = case / "udtalelse.md"
    statement.write_text(
        played.filled(statement.read_text(encoding="utf-8"), STATEMENT), encoding="utf-8"
    )
    for line in FROM_THE_STATEMENT:
        said(line, root)

    made = {path.name for path in (case / "breve").iterdir()}
    assert made == {f"{name}.{form}" for name in LETTERS for form in ("md", "docx", "pdf")}
    assert "Tilstand: Afsluttet" in said("vis 1", root)
    assert "Udtalelse afgivet" in said("journal 2024-0001", root)
    assert git(root, "status", "--porcelain") == ""


def test_a_command_typed_twice_on_a_line_is_told_two_things(with_case, counter):
    words = ("notat", "1", "--tekst", "Den ene", "notat", "1", "--tekst", "Den anden")
    said = counter(*words, archive=with_case.root)
    notes = [path.read_text("utf-8") for path in folder(with_case, "2026-0001").glob("notater/*")]
    assert [word in "".join(notes) for word in ("Den ene", "Den anden")] == [True, True]
    assert len(notes) == 2
    assert "Dine rettelser" not in said.err


@pytest.fixture(scope="module")
def case(tmp_path_factory, kontor_values):
    """A case that has come as far as the centre, sent and with a deadline running."""
    office = played.made_up_office(
        tmp_path_factory.mktemp("sag") / "arkiv", kontor_values, played.day("2026-01-02")
    )
    nummer = begun(office)
    do(office, nummer, "2026-03-03", "kvitter")
    do(office, nummer, "2026-03-04", "videresend")
    do(office, nummer, "2026-03-04", "afsendt", via="brev")
    return office


def test_a_case_as_data_has_the_keys_of_the_file_and_what_is_computed(case, counter):
    data = json.loads(counter("vis", "2026-0001", "--json", archive=case.root).out)
    assert data["format"] == 1
    assert data["nummer"] == "2026-0001"
    assert data["modtaget"] == FACTS["modtaget"]
    assert data["borger"]["navn"] == FACTS["navn"]
    assert data["klagepunkter"][0]["haendt"] == "2026-01-05"
    assert data["forloeb"][2]["frist"] == "2026-03-18"
    assert data["tilstand"] == "hos-centret"
    assert [frist["dato"] for frist in data["frister"]] == ["2026-03-18", "2026-06-01"]


def test_a_case_as_data_says_what_may_happen_and_what_may_not(case, counter, rules):
    data = json.loads(counter("vis", "1", "--json", archive=case.root).out)
    possible = {step["id"]: step for step in data["mulige"]}
    closed = {step["id"]: step for step in data["spaerret"]}
    with_commands = {row.id for row in rules.handlinger.values() if row.kommando is None}
    assert possible.keys() | closed.keys() == with_commands
    assert not possible.keys() & closed.keys()
    assert possible["centersvar"]["titel"] == "Svar fra centret"
    assert {
        key: value
        for key, value in possible["centersvar"]["oplysninger"][0].items()
        if key != "vaerdier"
    } == {"navn": "medhold", "slags": "medhold", "kraeves": True}
    assert all(step["titel"] and step["grunde"] for step in closed.values())


def test_a_journal_as_data_has_each_document_with_its_fingerprint(case, counter):
    lines = json.loads(counter("journal", "1", "--json", archive=case.root).out)
    assert [line["handling"] for line in lines] == [
        "registrer",
        "klagepunkt",
        "kvitter",
        "videresend",
        "afsendt",
    ]
    sent = lines[3]
    assert (sent["dato"], sent["fra"], sent["til"]) == ("2026-03-04", "ny", "hos-centret")
    assert (sent["afsender"], sent["modtager"]) == ("kontoret", "begge parter")
    named = {document["navn"] for document in sent["dokumenter"]}
    assert "2026-03-04-videresendelse-center.pdf" in named
    assert all(len(document["sha256"]) == 64 for document in sent["dokumenter"])


def test_the_day_a_step_is_given_stands_in_its_letters_and_their_names(case):
    letter = folder(case, "2026-0001") / "breve" / "2026-03-04-videresendelse-center.md"
    assert 'dato: "2026-03-04"' in letter.read_text(encoding="utf-8")


def test_every_command_has_danish_help_that_does_nothing(case, counter, rules):
    for row in rules.handlinger.values():
        if row.kommando is None:
            ended = counter("--help", row.id, archive=case.root)
            assert ended.code == 0
            assert f"{row.titel} ({row.kilde})" in " ".join(ended.out.split())
            assert "--sag=STRING" in ended.out


def test_the_help_offers_no_ground_that_a_citizen_is_never_rejected_on(office):
    said = "".join(inv("--help", "afvis", archive=office.root).out.split())
    assert "udsigtsloes" in said
    for never in ("ikke-bisidder", "bevistvivl", "faglig-vurdering", "gyldighed"):
        assert never not in said, never


def test_a_case_is_shown_with_its_themes_by_name(office, counter):
    nummer = begun(office)
    given = "--tema manglende-svar --center social --vedroerer betjening --haendt 2026-01-12"
    counter("klagepunkt", nummer, *given.split(), "--forhold", "der er tavst", archive=office.root)
    assert ", manglende svar, " in counter("vis", nummer, archive=office.root).out


def test_the_list_of_commands_has_every_step_by_its_name(counter, office, rules):
    listed = {
        line.split()[0] for line in counter("--list", archive=office.root).out.splitlines() if line
    }
    steps = {row.id for row in rules.handlinger.values() if row.kommando is None}
    assert set(tasks.ns.task_names) == steps | COMMANDS
    assert steps | COMMANDS <= listed


def test_inv_runs_from_a_folder_below_the_project(tmp_path):
    root = tmp_path / "arkiv"
    ended = inv("arkiv", "--kommune", "Ishøj Kommune", archive=root, cwd=ROOT / "templates")
    assert ended.code == 0
    assert (root / "kontor.yaml").is_file()
