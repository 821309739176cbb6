"""A value on the command line that names nothing: said with 2, and nothing is done."""

from __future__ import annotations

import pytest
from cli import POINT, begun, do, inv, nothing_changes

from workflow.office import registers

pytest_plugins = ("at_the_counter",)
pytestmark = pytest.mark.usefixtures("unset_letters")

D = ("--dato", "2026-03-04")
NY = ("ny", "--type", "klagesag", "--navn", "Ane", "--emne", "Svar")
KLAGEPUNKT = ("--forhold", "x", "--vedroerer", "praktisk")


@pytest.fixture
def office(with_case):
    return with_case


@pytest.fixture
def nummer(office):
    return "2026-0001"


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("vis", "12"), "Der er ingen sag, der hedder '12'"),
        (("vis", "2026-0012"), "Der er ingen sag, der hedder '2026-0012'"),
        (("vis", "Øjvind"), "Der er ingen sag, der hedder 'Øjvind'"),
        (("vis", "2026-0001/../.."), "Der er ingen sag"),
        (("vis", ""), "Der er ingen sag"),
        (("vis", "0"), "Der er ingen sag"),
        (("vis", "9" * 5000), "Der er ingen sag"),
        (("vis", "--help"), "inv hjaelp vis"),
        (("vis", "-h"), "inv hjaelp vis"),
        (("fortryd", "--json"), "inv hjaelp fortryd"),
        (("kvitter", "--dato", "--help", "1"), "inv hjaelp kvitter"),
        (("videresend", "1", "--dato", "2026-02-30"), "'2026-02-30' er ikke en dato"),
        (("videresend", "1", "--dato", "4/3 2026"), "'4/3 2026' er ikke en dato"),
        (("videresend", "1", "--frist", "i morgen", *D), "--frist: 'i morgen' er ikke en dato"),
        (("videresend", "1", "--center", "maanen", *D), "Vælg mellem: social"),
        (("videresend", "1", "--punkt", "0", *D), "klagepunkt '0' findes ikke"),
        (("videresend", "1", "--punkt", "-1", *D), "klagepunkt '-1' findes ikke"),
        (("centersvar", "1", "--medhold", "måske", *D), "fuldt, delvist, intet, uoplyst"),
        (("centersvar", "1", "--medhold", "7=intet", *D), "klagepunkt '7' findes ikke"),
        (("afvis", "1", "--grund", "sur", "--begrundelse", "x", *D), "--grund: 'sur' findes ikke"),
        (("afslut", "1", "--udfald", "godt", *D), "--udfald: 'godt' findes ikke"),
        (("afsendt", "1", "--via", "brevdue", *D), "--via: 'brevdue' findes ikke"),
        (("afsendt", "1", "--brev", "../../kontor", *D), "venter ikke på at blive sendt"),
        (("notat", "1", "--slags", "../x", "--tekst", "x", *D), "--slags: '../x' findes ikke"),
        (("notat", "1", *D), "--tekst mangler"),
        (("notat", "1", "--tekst", "@findes-ikke.txt", *D), "Filen findes-ikke.txt kan ikke læses"),
        (("klagepunkt", "1", "--tema", "vejret", "--center", "social", *KLAGEPUNKT), "'vejret'"),
        (("klagepunkt", "1", "--tema", "andet", "--center", "nord", *KLAGEPUNKT), "'nord'"),
        (("vurder", "1", "--punkt", "2", "--udfald", "kritik"), "--punkt: '2' findes ikke"),
        (("vurder", "1", "--punkt", "1", "--udfald", "kritik", "--grad", "dumt"), "'dumt'"),
        (("ny", "--type", "klagesag"), "--navn mangler"),
        (("ny", "--navn", "Bo"), "--type mangler. Vælg mellem: klagesag"),
        (("klagepunkt", "1"), "--center mangler. Vælg mellem: social"),
        (("klagepunkt", "1", "--tema", "notatplgt", *KLAGEPUNKT), "Mente du 'notatpligt'?"),
        (("klagepunkt", "1", "--haendt", "2026-07-01"), "--haendt: 2026-07-01 ligger i fremtiden"),
        (("klagepunkt", "1", "--truffet", "2026-07-01"), "--truffet: 2026-07-01 ligger i fremt"),
        ((*NY, "--kanal", "due"), "--kanal: 'due' findes ikke"),
        ((*NY, "--modtaget", "2026-13-01"), "'2026-13-01' er ikke en dato"),
        ((*NY, "--modtaget", "2026-07-01"), "ligger i fremtiden"),
        (("notat", "1", "--tekst", "@~ingen/x.txt", *D), "Filen ~ingen/x.txt kan ikke læses"),
        (("overblik", "--ics", "~ingen/x.ics"), "--ics: ~ingen/x.ics kan ikke skrives"),
        (("opkald", "--navn", "\udcff", "--telefon", "1"), "er ikke skrevet som UTF-8"),
        (("vaelg", "maanen"), "Der er intet arkiv, der hedder 'maanen'"),
    ],
)
def test_a_value_that_names_nothing_is_refused_with_2(words, told, office, nummer, counter):
    with nothing_changes(office.root):
        ended = counter(*words, archive=office.root)
    assert (ended.code, ended.out) == (2, "")
    assert told in ended.err


def test_danish_is_taken_as_it_was_typed_where_the_machine_knows_only_ascii(office):
    ascii_only = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"}
    words = ("opkald", "--navn", "Åse Ø", "--telefon", "12")
    assert inv(*words, archive=office.root, environment=ascii_only).code == 0
    assert [call.navn for call in registers.calls(office)] == ["Åse Ø"]


def test_every_fault_of_what_was_told_is_said_at_once(office, nummer, counter):
    words = ("klagepunkt", nummer, "--tema", "x", "--center", "y", "--vedroerer", "z")
    ended = counter(*words, "--haendt", "2026-02-30", archive=office.root)
    assert ended.code == 2
    for name in ("tema", "center", "forhold", "vedroerer", "haendt"):
        assert f"--{name}" in ended.err


def test_a_number_that_two_open_cases_have_is_refused_until_one_is_closed(office, counter):
    begun(office, POINT | {"haendt": "2025-11-01"}, modtaget="2025-12-01")
    with nothing_changes(office.root):
        ended = counter("vis", "1", archive=office.root)
    assert ended.code == 2
    assert "2026-0001 og 2025-0001" in ended.err
    do(office, "2025-0001", "2026-01-06", "frafald", begrundelse="Trukket tilbage")
    assert "Sag 2026-0001" in counter("vis", "1", archive=office.root).out


def test_an_option_without_its_value_does_nothing(office, nummer, counter):
    with nothing_changes(office.root):
        assert counter("videresend", "1", "--dato", archive=office.root).code != 0
        assert counter("ny", "--help", archive=office.root).code == 0
        assert counter("videresend", archive=office.root).code != 0
