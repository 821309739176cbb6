"""The adviser's prose: what is missing or misplaced is told with its line."""

from __future__ import annotations

import pytest
from made_up import PROSE

from workflow.core import statement


def faults(text, *numbers):
    return list(statement.text_faults(text, numbers or (1,)))


def test_complete_prose_has_no_faults():
    assert faults(PROSE) == []
    assert faults(PROSE.replace("\n", "\r\n")) == []


def test_a_statement_that_is_not_there_is_told_where_to_be():
    assert faults(None) == [
        "udtalelse.md mangler i sagens mappe. inv undersoeg lægger den der; se inv journal."
    ]


@pytest.mark.parametrize("heading", ["# Resumé", "# Retsgrundlag", "## Regler"])
def test_a_heading_that_is_gone_is_named(heading):
    told = faults(PROSE.replace(f"{heading}\n", ""))
    name = heading.strip("# ")
    assert any(f"{name}' mangler" in fault for fault in told)


def test_every_klagepunkt_has_its_own_sections():
    told = "\n".join(faults(PROSE, 1, 2))
    for part in ("Faktiske forhold", "Regler", "Vurdering"):
        assert f"overskriften 'Klagepunkt 2 / {part}' mangler" in told


def test_an_empty_section_is_told_with_the_line_of_its_heading():
    told = faults(PROSE.replace("Der skal svares inden for rimelig tid.", "<!-- husk\nden -->"))
    assert told == [
        "udtalelse.md, linje 23: afsnittet 'Klagepunkt 1 / Regler' er tomt. Skriv teksten."
    ]


def test_a_comment_over_several_lines_moves_no_line():
    longer = PROSE.replace("# Resumé\n", "# Resumé\n\n<!--\nto\nlinjer\n-->\n")
    told = faults(longer.replace("Der skal svares inden for rimelig tid.", ""))
    assert told[0].startswith("udtalelse.md, linje 28:")


def test_the_citizens_remarks_may_be_left_out_or_empty():
    assert (
        faults(PROSE.replace("# Retsgrundlag", "# Borgerens bemærkninger\n\n# Retsgrundlag")) == []
    )


def test_text_where_no_section_takes_it_is_told_with_its_line():
    told = faults(f"{PROSE}\n# Efterskrift\n\nNoget mere.\n")
    assert "\n".join(told) == (
        "udtalelse.md, linje 31: teksten under 'Efterskrift' hører ikke til et afsnit i "
        "udtalelsen. Flyt den, eller slet den."
    )
    assert "linje 1: teksten under 'før den første overskrift'" in faults(f"Hej.\n\n{PROSE}")[0]


@pytest.mark.parametrize("mark", ["[[konklusion 2]]", "[[konklusion]]", "[[tabel T7]]", "[[]]"])
def test_a_mark_that_means_nothing_is_told_with_its_line(mark):
    told = faults(PROSE.replace("Det gik ikke", f"{mark} Det gik ikke"))
    assert told == [f"udtalelse.md, linje 29: mærket {mark} hører ikke til her. Slet det."]


def test_the_klagepunkts_own_mark_is_known_and_counts_as_no_text():
    assert faults(f"{PROSE}\n[[konklusion 1]]\n") == []
    told = faults(PROSE.replace("Det gik ikke hurtigt nok.", "[[ konklusion  1 ]]"))
    assert "afsnittet 'Klagepunkt 1 / Vurdering' er tomt" in told[0]
    assert statement.prose_of(f"{PROSE}\n[[konklusion 1]]\n", 1)["vurdering"] == (
        "Det gik ikke hurtigt nok."
    )


def test_a_mark_in_a_section_that_has_no_conclusion_is_refused_or_taken_out():
    text = PROSE.replace("Klagen angår ventetid.", "Klagen angår ventetid. [[konklusion 1]]")
    assert faults(text) or "[[" not in statement.prose(text)["resume"]


def test_a_heading_that_stands_twice_is_told():
    assert faults(f"# Resumé\n\nDet vigtigste, som forsvinder.\n\n{PROSE}") != []


def test_a_subheading_is_not_taken_for_a_chapter():
    assert faults(PROSE.replace("# Resumé", "## Resumé")) != []


def test_the_prose_is_given_by_short_names_without_comments():
    text = PROSE.replace("Borgeren klagede", "<!-- NN -->Borgeren klagede")
    assert statement.prose(text) == {
        "resume": "Klagen angår ventetid.",
        "sagsfremstilling": "Borgeren klagede i marts.",
        "centrets_udtalelse": "Centret har ikke svaret.",
        "borgerens_bemaerkninger": "",
        "retsgrundlag": "God forvaltningsskik.",
    }
    assert statement.prose_of(text, 1)["fakta"] == "Der gik otte måneder."
    assert statement.prose_of(text, 2) == {"fakta": "", "regler": "", "vurdering": ""}


def test_smaller_headings_belong_to_their_section():
    text = PROSE.replace("Borgeren klagede", "### Maj\n\nBorgeren klagede")
    assert faults(text) == []
    assert statement.prose(text)["sagsfremstilling"].startswith("### Maj")
