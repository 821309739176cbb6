"""The pages that are made of the tables: fresh, the same each time, and showing every row."""

from __future__ import annotations

import re

import pytest
from test_papers import moves

from workflow.pages import brevkatalog, sagsgang
from workflow.pages.__main__ import DOCS, pages
from workflow.pages.specimens import Specimen

REFRESH = "Siden er ikke, som tabellerne siger. Lav den igen med: python -m workflow.pages"


@pytest.fixture(scope="module")
def made():
    return pages()


@pytest.mark.parametrize("name", ["sagsgang.md", "brevkatalog.md", "fejlkatalog.md"])
def test_a_page_is_what_the_tables_say(name, made):
    assert (DOCS / name).read_text(encoding="utf-8") == made[name], REFRESH


def test_the_pages_are_the_same_each_time(made):
    assert pages() == made


def test_every_letter_is_shown_as_a_case_has_it_and_not_as_a_template(made, rules):
    page = made["brevkatalog.md"]
    headings = re.findall(r"^## (\S+)$", page, re.MULTILINE)
    assert headings == list(rules.breve)
    assert not re.search(r"\{[{%]|^>?\s*:::", page, re.MULTILINE)


def test_the_catalogue_says_who_gets_a_letter_and_by_which_step(made):
    page = made["brevkatalog.md"]
    assert "| [rykker-center](#rykker-center) | Rykker for svar | centret | `rykker` |" in page
    assert "| borgeren | `rykker`, `underret` |" in page
    assert "Skrives ved [afgiv-udtalelse](sagsgang.md#afgiv-udtalelse)." in page


def test_the_catalogue_shows_a_letter_in_every_language_it_is_written_in(rules):
    shown = dict.fromkeys(rules.breve, Specimen("Ventetid", "# Titel\n", {}))
    shown["rykker-center"] = Specimen("Ventetid", "# Rykker\n", {"en": "# A reminder\n"})
    page = brevkatalog.page(rules, shown)
    assert "`rykker` | dansk, engelsk |" in page
    assert "### rykker-center på engelsk\n\n> ### A reminder" in page
    assert page.count("I sagen »Ventetid«") == len(rules.breve)


def test_the_diagram_has_every_move_of_the_table(made, rules):
    found = re.findall(r"^    (\S+) --> (\S+): (.+)$", made["sagsgang.md"], re.MULTILINE)
    drawn = {(a, b, step) for a, b, steps in found for step in steps.split(", ")}
    assert drawn == {*moves(rules), ("ny", "hos_centret", "uformel-kontakt")}
    assert f"{chr(10).join(sagsgang.diagram(rules))}\n" in made["sagsgang.md"]


def test_every_step_stands_in_the_table_with_what_it_needs_and_makes(made, rules):
    rows = re.findall(r"^\| \[(\S+)\]\(#\1\)<br>(.+)$", made["sagsgang.md"], re.MULTILINE)
    told = dict(rows)
    assert list(told) == list(dict.fromkeys(r.kommando or r.id for r in rules.handlinger.values()))
    assert "`--kriterium` eller `--begrundelse`" in told["undersoeg"]
    assert "[rykker-center](brevkatalog.md#rykker-center)" in told["rykker"]
    assert "Klagen er fastholdt → Hos centret" in told["genfremsend"]
    assert "(med `--punkt`: samme)" in told["afvis"]
    for row in rules.handlinger.values():
        assert row.kilde in told[row.kommando or row.id]
        assert row.hjaelp.strip() in made["sagsgang.md"]


LETTER = """\
# Titel

::: fakta
**Dato:** 4\\. marts\\
:::

4\\. marts kom brevet\\, som *ikke* er et punkt\\.

## Under
"""


def test_a_letter_is_a_quotation_with_its_headings_below_the_pages():
    assert brevkatalog.quoted(LETTER).splitlines() == [
        "> ### Titel",
        ">",
        "> > **Dato:** 4. marts\\",
        ">",
        "> 4\\. marts kom brevet, som *ikke* er et punkt.",
        ">",
        "> #### Under",
    ]
