"""What the made-up cases are made of: names and weights; demo/aar/veje.yaml has their ways.

The names are invented. The weights are the demonstration's own; they keep to what published reports
show: a third of the henvendelser are complaints, with nearly two klagepunkter each.
"""

from __future__ import annotations

from collections.abc import Sequence

from workflow.core.rulebook import Rulebook

KINDS = ("klagesag",) * 8 + ("vejledning",) * 9 + ("vejvisning",) * 7
CHANNELS: tuple[str, ...] = ("telefon",) * 9 + ("email",) * 5 + ("digital-post",) * 4
CHANNELS += ("personligt", "personligt", "aaben-raadgivning", "brev")
POINTS = (1,) * 8 + (2,) * 7 + (3,) * 4 + (4,)
CENTRES = {"social": 30, "boern-og-unge": 18, "beskaeftigelse": 20, "sundhed-og-aeldre": 12}
CENTRES |= {"ydelser": 6, "borgerservice": 8, "teknik-og-miljoe": 7}
GROWING, RECENT = "digital-tilgaengelighed", 2024
AGAIN, SAME_HENVENDELSE, SAME_CENTRE, TOO_OLD, RECOMMENDED = 0.15, 0.15, 0.8, 0.06, 0.6
OUTCOMES = ("kritik",) * 5 + ("ingen-kritik",) * 3 + ("kan-ikke-vurderes",)
FOLLOWED = ("fulgt", "fulgt", "delvist", "ikke-fulgt", "")
FOUND = "svaret kom senere, end centret selv havde lovet"
RECOMMENDATION = "at centret fortæller borgeren, når et svar trækker ud"
FIRST: tuple[str, ...] = (
    "Almar",
    "Bjarta",
    "Cilius",
    "Drude",
    "Eskil",
    "Fanja",
    "Gorm",
    "Hedda",
    "Iven",
    "Jelva",
)
FIRST += ("Kresten", "Lovise", "Mogga", "Njord", "Oluva", "Palle", "Ragna", "Silje", "Tyge", "Ylva")
LAST: tuple[str, ...] = (
    "Agerblad",
    "Bølgesø",
    "Degnekjær",
    "Engbuske",
    "Fjerholt",
    "Grydebæk",
    "Havrelund",
)
LAST += ("Ibskov", "Klintemark", "Lyngdrup", "Mosevang", "Nøddebo", "Ravnsklint", "Sivgård")
LAST += ("Tjørnelund", "Vibeholm", "Åkandal", "Ørredby")
SUBJECTS: tuple[str, ...] = (
    "Ventetid på svar",
    "Et ubesvaret brev",
    "Et møde, der blev aflyst",
    "En ansøgning",
)
SUBJECTS += ("Skift af sagsbehandler", "Hvem der kan hjælpe", "Et svar, der er svært at forstå")
MATTERS = (
    "centret ikke har svaret på to henvendelser",
    "centret ikke har fortalt, hvornår der kommer et svar",
    "borgeren ikke har fået vejledning om sine muligheder",
    "oplysninger, borgeren har sendt, ikke er kommet med i sagen",
    "et aftalt møde blev aflyst uden besked",
)


def themes(year: int, rules: Rulebook) -> Sequence[str]:
    """Return the themes of a year, as often as they occur; one is new, and it grows."""
    common = ["sagsbehandlingstid"] * 14 + ["manglende-svar"] * 10 + ["vejledning"] * 8
    known = [name for name in rules.temaer if name != GROWING]
    return [*common, *known, *[GROWING] * (0 if year < RECENT else 3 * (year - RECENT) + 2)]
