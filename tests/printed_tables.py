"""Printed tables of a made-up year, for the tests of a report's marks and prose."""

from __future__ import annotations

from workflow.archive import rulefiles
from workflow.core.dimensions import Value
from workflow.core.printed import Trykt, TryktLinje

RULES = rulefiles.load()
YEARS = (Value("periode", "2026"), Value("aaret-foer", "2025"))


def table(ident, columns, *lines):
    rows = tuple(
        TryktLinje(i, navn, tuple(cells.split()), enhed, total=navn == "I alt")
        for i, navn, cells, enhed in lines
    )
    return Trykt(RULES.tabeller[ident], "2026", tuple(columns), rows)


def line(navn, cells, enhed="", ident=None):
    return (navn if ident is None else ident, navn, cells, enhed)


T1 = table(
    "t1",
    YEARS,
    line("Henvendelser", "212 198", "henvendelser"),
    line("Sager (hovedsager)", "220 205", "sager"),
    line("heraf klagesager", "95 88", "sager"),
    line("heraf vejledning", "80 77", "sager"),
    line("Følgesager, klagepunkter", "60 51", "følgesager"),
    line("Klagepunkter", "1155 151", "klagepunkter"),
)
T5 = table(
    "t5",
    (Value("fuldt", "Fuldt medhold"), Value("intet", "Intet medhold"), Value("", "I alt")),
    line("Center for Social og Handicap", "12 · 28", ident="social"),
    line("Center for Teknik og Miljø", "7 · 20", ident="teknik-og-miljoe"),
    line("I alt", "19 29 48", ident=""),
)
T7 = table(
    "t7",
    (Value("social", "Center for Social og Handicap"), Value("", "I alt")),
    line("Sagsbehandlingstid", "30 40", ident="sagsbehandlingstid"),
    line("Begrundelse", "<5 11", ident="begrundelse"),
    line("I alt", "· 51", ident=""),
)
T9 = table(
    "t9",
    YEARS,
    line("Afsluttet med udtalelse", "14 12", "sager"),
    line("heraf med kritik", "11 9", "sager"),
    line("Vurderede klagepunkter", "30 25", "klagepunkter"),
    line("heraf med kritik", "20 18", "klagepunkter"),
)
TABLES = (T1, T5, T7, T9)
