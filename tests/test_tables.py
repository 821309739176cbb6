"""The tables as data: nothing orphaned, nothing dead, everything with its source."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from workflow.archive import rulefiles
from workflow.core import consistency
from workflow.core.conditions import CONDITIONS
from workflow.core.consistency import NEEDED, SENTENCES
from workflow.core.dates import happened, spelled
from workflow.core.effects import EFFECTS
from workflow.core.language import DANISH
from workflow.core.model import Haendelse, Periode
from workflow.core.rulebook import OPEN, SAME, row_classes

RULES = rulefiles.check_shipped()
ACTIONS = RULES.handlinger.values()
TEMPLATES = Path(__file__).parents[1] / "templates"
EVERYWHERE = {"alligevel"}  # the counter gives it to every command

# Design §5, the contract: every action, from where and to where. "open" is any state but closed.
ANY = "aaben"
CONTRACT = {
    "registrer": ("", "ny"),
    "kvitter": (ANY, "samme"),
    "forventningsafstem": (ANY, "samme"),
    "uformel-kontakt": (ANY, {"ny": "hos-centret", "ellers": "samme"}),
    "videresend": ("ny hos-centret", "hos-centret"),
    "rykker": ("hos-centret i-hoering", "samme"),
    "underret": (ANY, "samme"),
    "forlaeng-frist": (ANY, "samme"),
    "saet-i-bero": (ANY, "samme"),
    "ophaev-bero": (ANY, "samme"),
    "centersvar": ("ny hos-centret", "besvaret"),
    "borger-fastholder": ("besvaret", "klage-fastholdt"),
    "genfremsend": ("klage-fastholdt", "hos-centret"),
    "undersoeg": ("klage-fastholdt hos-centret", "undersoeges"),
    "ingen-undersoegelse": ("klage-fastholdt", "afsluttet"),
    "hoering": ("undersoeges", "i-hoering"),
    "hoeringssvar": ("i-hoering", "undersoeges"),
    "partshoering": ("undersoeges", "i-partshoering"),
    "bemaerkninger": ("i-partshoering", "undersoeges"),
    "indstil": ("undersoeges i-hoering i-partshoering", "afsluttet"),
    "afgiv-udtalelse": ("undersoeges", "udtalelse-afgivet"),
    "foelg-op": ("udtalelse-afgivet afsluttet", "samme"),
    "tilbagemelding": ("udtalelse-afgivet afsluttet", "samme"),
    "afvis": (ANY, "afsluttet"),
    "vejled": ("ny", "afsluttet"),
    "henvis": ("ny", "afsluttet"),
    "videreformidl": ("ny", "videreformidlet"),
    "bliver-klagesag": ("ny videreformidlet", "ny"),
    "afslut": (
        "ny besvaret klage-fastholdt videreformidlet hos-centret udtalelse-afgivet",
        "afsluttet",
    ),
    "frafald": (ANY, "afsluttet"),
    "genoptag": ("afsluttet", "foer-lukning"),
}
BESIDE = {
    "formuler": (ANY, "samme"),
    "opdel": (ANY, "samme"),
    "opdelt": ("ny", "medbragt"),
}
EVENTS = {"afsendt", "notat", "arkiver"}
LETTERS = {
    "kvitter": "kvittering-borger",
    "forventningsafstem": "forventningsafstemning-borger",
    "formuler": "klageudkast klageudkast-borger",
    "videresend": "videresendelse-center videresendelse-borger",
    "rykker": "rykker-center underretning-borger",
    "underret": "underretning-borger",
    "genfremsend": "genfremsendelse-center genfremsendelse-borger",
    "undersoeg": "ivaerksaettelse-center ivaerksaettelse-borger",
    "ingen-undersoegelse": "ingen-undersoegelse-borger",
    "hoering": "hoering-center",
    "partshoering": "partshoering-borger",
    "indstil": "indstilling-borger indstilling-center",
    "afgiv-udtalelse": "udtalelse foelgebrev-borger foelgebrev-center",
    "foelg-op": "opfoelgning-center",
    "afvis": "afvisning-borger",
    "vejled": "vejledning-borger",
    "henvis": "henvisning-borger",
    "videreformidl": "videreformidling-center videreformidling-borger",
    "afslut": "afslutning-borger",
    "frafald": "afslutning-borger",
}
OPTIONS = (
    "frist center punkt medhold bemaerkninger begrundelse kriterium spoergsmaal venter-paa "
    "forventet grund myndighed udfald henstilling svar tekst alligevel"
)


@pytest.mark.parametrize("ident", CONTRACT | BESIDE)
def test_an_action_goes_from_where_to_where_the_contract_says(ident):
    wherefrom, to = (CONTRACT | BESIDE)[ident]
    action = RULES.handlinger[ident]
    assert (set(action.fra), action.til) == (set(wherefrom.split()), to)


def test_no_action_is_outside_the_contract_but_those_named_beside_it():
    assert set(RULES.handlinger) == set(CONTRACT) | set(BESIDE) | EVENTS


def test_each_step_makes_the_letters_of_the_contract():
    made = {action.id: " ".join(action.breve) for action in ACTIONS if action.breve}
    assert made == LETTERS


def test_the_options_of_the_contract_are_there():
    assert set(OPTIONS.split()) <= set(RULES.oplysninger)


def test_the_shipped_tables_hold_together():
    assert list(consistency.faults(RULES)) == []
    assert rulefiles.load() == RULES


@pytest.mark.parametrize("table", row_classes())
def test_every_row_says_where_it_comes_from(table):
    rows = getattr(RULES, table).values()
    assert rows
    assert [row.id for row in rows if not row.kilde.strip()] == []


def test_every_letter_has_its_template_and_no_template_is_orphaned():
    named = {letter.fil for letter in RULES.breve.values()}
    assert [fil for fil in named if not (TEMPLATES / fil).is_file()] == []
    on_disk = {f"breve/{path.name}" for path in (TEMPLATES / "breve").glob("*.md")}
    translated = {letter.fil_paa(sprog) for letter in RULES.breve.values() for sprog in RULES.sprog}
    assert on_disk - translated == {fil for fil in named if fil.startswith("breve/")}


def test_every_language_offered_has_templates():
    for sprog in RULES.sprog.values():
        letters = [letter for letter in RULES.breve.values() if letter.modtager == "borger"]
        theirs = [letter for letter in letters if (TEMPLATES / letter.fil_paa(sprog.id)).is_file()]
        assert theirs or sprog.id == DANISH, sprog.id


def test_danish_dates_are_the_same_in_letters_and_at_the_counter():
    danish, day = RULES.sprog[DANISH], date(2026, 5, 1)
    assert [danish.dag(day.replace(month=n)) for n in range(1, 13)] == [
        spelled(day.replace(month=n)) for n in range(1, 13)
    ]
    for when in (day, Periode(fra=day), Periode(fra=day, til=day)):
        assert danish.tidspunkt(when) == happened(when)


def test_every_file_a_step_lays_ready_has_its_template():
    skeletons = [fil for action in ACTIONS for fil in action.filer.values()]
    assert skeletons
    assert [fil for fil in skeletons if not (TEMPLATES / fil).is_file()] == []


def test_every_letter_is_written_by_a_step():
    assert {name for action in ACTIONS for name in action.breve} == set(RULES.breve)


def test_every_option_is_used_by_an_action():
    used = {name for action in ACTIONS for name in action.oplysninger}
    assert used | EVERYWHERE == set(RULES.oplysninger)


def test_every_option_has_its_place_in_the_forloeb():
    for option in RULES.oplysninger.values():
        field = "punkter" if option.slags == "punkter" else option.id.replace("-", "_")
        assert field in Haendelse.__struct_fields__, option.id


def test_every_option_of_rows_names_its_table_and_every_choice_its_values():
    tables = {o.id: o.tabel for o in RULES.oplysninger.values() if o.slags == "raekke"}
    assert set(tables.values()) <= set(row_classes())
    assert tables
    choices = [o for o in RULES.oplysninger.values() if o.slags in ("valg", "medhold")]
    assert all(option.vaerdier for option in choices)


def test_every_deadline_is_set_or_promised_by_a_step_or_is_one_the_program_looks_for():
    used = {action.frist for action in ACTIONS if action.frist}
    used |= {rule for action in ACTIONS for rule in action.lover.values()}
    assert used | set(NEEDED["frister"]) == set(RULES.frister)


def test_every_condition_and_every_effect_is_used_by_a_row():
    used = {name for a in ACTIONS for name in (*a.betingelser, *a.advarsler)}
    used |= {name for a in ACTIONS for names in a.betingelser_fra.values() for name in names}
    assert used == set(CONDITIONS)
    assert {name for action in ACTIONS for name in action.virkninger} == set(EFFECTS)


def test_every_sentence_of_the_conclusions_is_used():
    assert set(RULES.konklusioner) == set(SENTENCES)


def test_every_state_can_be_reached_and_every_open_one_left():
    reached = {"ny"}
    for _ in RULES.tilstande:
        reached |= {there for here in reached for there in onward(here)}
    assert reached == set(RULES.tilstande)
    assert [s for s in RULES.tilstande if RULES.tilstande[s].aaben and not onward(s) - {s}] == []


def onward(here):
    """Return where the actions lead to from a state."""
    found = set()
    for action in ACTIONS:
        if here in action.fra or (OPEN in action.fra and RULES.tilstande[here].aaben):
            to = action.til
            found.add(to.get(here, to["ellers"]) if isinstance(to, dict) else to)
    return found & set(RULES.tilstande)


def test_no_state_shares_its_name_with_an_action_or_an_option():
    assert not set(RULES.tilstande) & {*RULES.handlinger, *RULES.oplysninger, OPEN, SAME}


def test_every_step_that_asks_the_centre_writes_down_which_klagepunkter():
    asking = [action for action in ACTIONS if action.forelaegger]
    assert asking
    assert [action.id for action in asking if "punkter" not in action.virkninger] == []


def test_the_kritikskala_has_its_six_steps_lowest_first():
    assert [row.navn for row in RULES.kritikskala.values()] == [
        "uheldigt",
        "beklageligt",
        "meget beklageligt",
        "kritisabelt",
        "meget kritisabelt",
        "stærkt kritisabelt",
    ]
    assert all(row.forklaring is None for row in RULES.kritikskala.values())


def test_the_limits_of_the_role_are_no_grounds_for_rejection():
    grounds = {row.id for row in RULES.kompetence.values() if row.afvisning}
    roles = {"ikke-egen-drift", "ikke-bisidder", "ikke-for-forvaltningen"}
    limits = {"bevistvivl", "faglig-vurdering", "gyldighed"}
    assert grounds == set(RULES.kompetence) - roles - limits


def test_contact_facts_nobody_has_checked_are_left_empty():
    for row in RULES.myndigheder.values():
        facts = (row.telefon, row.hjemmeside, row.adresse)
        assert not any(facts) or row.kontrolleret, row.id
