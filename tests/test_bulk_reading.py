"""A case read in bulk is the case read carefully, whatever its file says and however."""

from __future__ import annotations

import sys

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made_up import punkt, sag
from test_casefile_laws import SKELETON, cases

from workflow.archive import casefile, yamlbulk
from workflow.core.errors import BadFile

FILE = casefile.fresh("sag.yaml", SKELETON.encode(), sag(punkt(), punkt(2))).decode()
LINES = FILE.splitlines(keepends=True)

SCALARS = """\
1|0|0800|-5|+5|0o14|0x1F|1_000|1.0|1e3|.5|5.|12:30|12:30:45|2026-3-4|2026-03-04|2026-02-30
2026-03-04T10:00:00|2026-03-04 10:00|20260304|true|True|yes|no|on|null|~|''|""|=|<|-|--|?|:|::|...
---|.inf|.nan|1,5|26/001234|99999999999999999999999|0b1|[]|{}|[a, b,]|{a: 1, a: 2}|{a}|{a:}|{"a":1}
{? a: 1}|[a: 1]|'it''s'|"a\\"b"|"a\\n b"|"\\u00e6"|"\\ud83d\\ude00"|"\\x41"|"\\e"|"\\q"|"a|'a|a # b
a#b|#
a: b|a:b|- a|!x a|&x a|*x|<<|@a|`a|%a|2026-0012|A-1|a!|b & c|x\ty|\ty|x \t|x\xa0y|x\u200by
x\u2028y|x\x85y|\ufeffx|\u3000x|"x\ty"|Ærø|{fra: 2026-01-05}|{fra: 2026-01-05, til: 2026-01-04}
1 |"a"b|[a]b|klagesag|telefon|registrer|social|andet|beklageligt|kritik|sagsbehandling|.|..|\\|/
\x00|\x7f|\ud7ff
""".replace("\n", "|").split("|")
BLOCKS = (
    "|\n    en\n    to\n",
    "|-\n    en\n\n    to\n",
    ">\n    en\n    to\n\n    tre\n",
    ">-\n    en\n      to\n    tre\n",
    "|+\n    en\n\n",
    "|2\n    en\n",
    "| # note\n    en\n",
    '"en\n    to"\n',
    '"en \\\n    to"\n',
    "'en\n\n    to'\n",
    "en\n    to\n\n    tre\n",
    "{fra: 2026-01-05,\n    til: 2026-02-05}\n",
    "[\n  a, # b\n  c\n  ]\n",
    "\n    - a\n    - b\n",
    "\n    fra: 2026-01-05\n",
)
SIGNS = st.sampled_from("\"'#:-?,[]{}|>&*!%@`~ \n\r\t\\=.0_aæ\x85\u2028\ufeff")


def outcome(reader, content, schema):
    """Return the case, or every word of what is said instead."""
    try:
        found = reader("2026/2026-0012/sag.yaml", content, schema)
    except BadFile as fault:
        return str(fault)
    return getattr(found, "sag", found)


def alike(text, schema):
    """Hold the two readings of a text against each other."""
    content = text.encode("utf-8", "surrogatepass")
    careful = outcome(casefile.read, content, schema)
    assert outcome(casefile.in_bulk, content, schema) == careful


@settings(max_examples=30, deadline=None)
@given(cases)
def test_whatever_a_case_says_is_read_alike(schema, case):
    alike(casefile.fresh("sag.yaml", SKELETON.encode(), case).decode(), schema)


@settings(max_examples=200, deadline=None)
@given(st.integers(1, len(LINES) - 1), st.sampled_from((*SCALARS, *BLOCKS)), st.booleans())
def test_a_value_of_every_awkward_kind_is_read_alike(schema, at, value, windows):
    key, colon, _ = LINES[at].partition(":")
    text = "".join((*LINES[:at], f"{key}{colon} {value}\n", *LINES[at + 1 :]))
    alike(text.replace("\n", "\r\n") if windows else text, schema)


@pytest.mark.parametrize("key", ["7", "1.5", "true", "null", "2026-03-04", "~", '"7"'])
def test_a_key_that_is_no_name_is_told_of_alike(schema, key):
    alike(FILE.replace("kanal:", f"{key}:"), schema)
    alike(FILE.replace("kompetence: {}", f"kompetence: {{{key}: ja}}"), schema)


@pytest.mark.parametrize(
    "bilag", ["[1", "1]]]]]", "[" * 9 + "]" * 9, "[" * 12 + "]" * 12, "{[]}" * 9]
)
def test_brackets_in_any_order_are_read_alike(schema, bilag):
    alike(FILE.replace("kanal: telefon", f"kanal: telefon\nesdh: 'sag {bilag}'"), schema)
    alike(FILE.replace("kanal: telefon", f"kanal: telefon\nesdh: {bilag}"), schema)


@settings(max_examples=200, deadline=None)
@given(
    st.lists(
        st.tuples(st.integers(0, len(FILE) - 1), st.integers(0, 3), st.text(SIGNS, max_size=4)),
        min_size=1,
        max_size=3,
    )
)
def test_a_file_damaged_anywhere_is_read_alike(schema, wounds):
    text = FILE
    for at, length, put in wounds:
        text = text[:at] + put + text[at + length :]
    alike(text, schema)


def test_a_case_as_the_program_writes_it_is_read_by_the_fast_reader():
    assert yamlbulk.plain(FILE.encode())["klagepunkter"][1]["nr"] == 2
    assert yamlbulk.plain(FILE.replace("\n", "\r\n").encode()) == yamlbulk.plain(FILE.encode())


def test_where_there_is_no_fast_reader_the_other_reads(schema, monkeypatch):
    monkeypatch.setitem(sys.modules, "yaml_rs", None)
    assert yamlbulk.plain(FILE.encode()) is None
    assert casefile.in_bulk("sag.yaml", FILE.encode(), schema).nummer == "2026-0012"


@pytest.mark.parametrize("kanal", ["_", "telefon\n#?|\n\n:"])
def test_what_stops_the_careful_reader_is_told_with_its_file(schema, kanal):
    broken = FILE.replace("kanal: telefon", f"kanal: {kanal}").encode()
    for reader in (casefile.read, casefile.in_bulk):
        with pytest.raises(BadFile, match=r"^sag\.yaml, linje"):
            reader("sag.yaml", broken, schema)


GROWN = b"  - {dato: 2026-03-04, handling: kvitter, breve: [2026-03-04-kvittering-borger]}\n"


@pytest.mark.parametrize(
    "more",
    [
        GROWN,
        GROWN + b"  - {dato: 2026-03-05, handling: afsendt, via: brev}\n",
        b"  - {dato: 2026-03-04, handling: notat, tekst: 'et kolon: og en } i teksten'}\n",
        b"  - {dato: 2026-03-04, handling: kvitter} # en note\n",
        b"  - {dato: 2026-03-04, handling: kvitter}\nesdh: 26/1\n",
        b"  - {dato: 2026-03-04, haendelse: kvitter}\n",
        b"  - {dato: 2026-02-30, handling: kvitter}\n",
        b"  - {dato: 2026-03-04, handling: kvitter\n    }\n",
        b"",
    ],
)
@pytest.mark.parametrize("end", [b"", b"  # slut\n", b"esdh: |\n  forloeb:\n  - {x}\n"])
def test_a_case_that_has_grown_is_read_as_if_nothing_had_been_known_of_it(more, end, schema, case):
    before = case + end
    known = before, casefile.in_bulk("sag.yaml", before, schema)
    assert said(casefile.further, before + more, known, schema) == said(
        casefile.in_bulk, before + more, schema
    )


def said(reading, content, *given):
    """Return the case that is read, or what is wrong with it."""
    try:
        return reading("sag.yaml", content, *given)
    except BadFile as fault:
        return str(fault)


@pytest.fixture(params=["by hand", "by the program"])
def case(request):
    """Return a case's file that ends in its forløb."""
    if request.param == "by the program":
        return "".join(line for line in LINES if not line.startswith("esdh:")).encode()
    return (
        b"format: 1\nnummer: 2026-0001\ntype: klagesag\nmodtaget: 2026-03-02\nkanal: telefon\n"
        b"emne: Ventetid\nborger: {navn: Bo}\nforloeb:\n"
        b"  - {dato: 2026-03-02, handling: registrer}\n"
    )


def test_a_case_that_has_grown_by_a_step_is_not_read_from_its_beginning(case):
    (event,) = yamlbulk.added(case, case + GROWN)
    assert event["handling"] == "kvitter"
    assert yamlbulk.added(case, case) is None
    assert yamlbulk.added(case, b"#" + case + GROWN) is None
