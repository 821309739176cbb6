"""The one-year rule and sagens stade: what can be computed of a klagepunkt (domain K1, K7, B3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any, Literal

from msgspec import Struct

from workflow.core.dates import happened, spelled
from workflow.core.kontor import Etaarsregel
from workflow.core.model import Klagepunkt, Periode

Etaar = Literal["inden-for", "delvist", "for-gammelt", "ukendt"]
Omfang = Literal["kan", "delvist", "kan-ikke"]

ISHOEJ = Etaarsregel()
RESULTS = {
    "inden-for": "Klagepunktet er inden for det seneste år.",
    "delvist": "Kun det, der er sket den {graense} eller senere, er inden for det seneste år.",
    "for-gammelt": "Klagepunktet er mere end et år gammelt.",
    "ukendt": "Det kan ikke regnes ud uden en dato. Spørg borgeren, hvornår det skete, og skriv "
    "det i 'haendt'. Et klagepunkt uden dato afvises ikke.",
}


class Year(Struct, frozen=True):
    """The one-year rule held against a klagepunkt: the dates, the rule, the result and why."""

    resultat: Etaar
    modtaget: date
    graense: date
    regel: Etaarsregel
    haendt: date | Periode | None
    afsluttet: date | None
    undtaget: bool

    @property
    def forklaring(self) -> tuple[str, ...]:
        """The computation in Danish sentences."""
        return tuple(_told(self))

    def as_data(self) -> dict[str, Any]:
        """Return the computation for --json."""
        when = self.haendt
        period = when if isinstance(when, Periode) else None
        return {
            "resultat": self.resultat,
            "modtaget": self.modtaget.isoformat(),
            "graense": self.graense.isoformat(),
            "regnes_fra": self.regel.regnes_fra,
            "haendt": when.isoformat() if isinstance(when, date) else None,
            "fra": period.fra.isoformat() if period else None,
            "til": period.til.isoformat() if period and period.til else None,
            "sagen_afsluttet": self.afsluttet.isoformat() if self.afsluttet else None,
            "undtagelse": self.undtaget,
            "forklaring": list(self.forklaring),
        }


def year(punkt: Klagepunkt, modtaget: date, rule: Etaarsregel = ISHOEJ) -> Year:
    """Hold a klagepunkt against the one-year rule; exactly one year is in time.

    Without a date the answer is a question, never a rejection (Ishøj-rapporten § 1).
    """
    limit = _year_before(modtaget)
    event = _of_event(punkt.haendt, limit, modtaget)
    closed = _closed(punkt)
    if rule.regnes_fra == "forholdet":
        result, excepted = event, event == "delvist" and rule.undtagelse
        if event == "delvist" and not rule.undtagelse:
            result = "for-gammelt"
    elif closed is None or closed >= limit:
        result, excepted = "inden-for", False
    elif rule.undtagelse:
        result, excepted = event, event in ("inden-for", "delvist")
    else:
        result, excepted = "for-gammelt", False
    return Year(result, modtaget, limit, rule, punkt.haendt, closed, excepted)


def one_year(punkt: Klagepunkt, modtaget: date, rule: Etaarsregel = ISHOEJ) -> Etaar:
    """Return the result of the one-year rule alone."""
    return year(punkt, modtaget, rule).resultat


def extent(punkt: Klagepunkt) -> Omfang:
    """Tell how far a klagepunkt can be looked into, given sagens stade (§ 1.a and § 7.d)."""
    if punkt.vedroerer == "afgoerelse":
        return "kan-ikke"
    decided = punkt.afgoerelse is not None and punkt.afgoerelse.truffet is not None
    return "delvist" if decided and punkt.vedroerer == "sagsbehandling" else "kan"


def _of_event(haendt: date | Periode | None, limit: date, modtaget: date) -> Etaar:
    """Hold the event itself against the limit; a last year of something older is taken alone."""
    if haendt is None:
        return "ukendt"
    if isinstance(haendt, date):
        return "inden-for" if haendt >= limit else "for-gammelt"
    if (haendt.til or modtaget) < limit:
        return "for-gammelt"
    return "inden-for" if haendt.fra >= limit else "delvist"


def _closed(punkt: Klagepunkt) -> date | None:
    """Return the day the centre's own case was closed, if it was: by its afgørelse or otherwise."""
    return punkt.sagen_afsluttet or (punkt.afgoerelse.truffet if punkt.afgoerelse else None)


def _told(y: Year) -> Iterator[str]:
    limit = spelled(y.graense)
    yield (
        f"Henvendelsen kom den {spelled(y.modtaget)}. Det, der ligger den {limit} eller senere, er "
        "inden for det seneste år; præcis et år er med."
    )
    if y.modtaget.day != y.graense.day:
        yield "Året før havde ingen 29. februar. Derfor regnes der fra den 28. februar."
    if y.regel.regnes_fra == "forholdet":
        yield f"Året regnes fra forholdet: {_when(y)}."
    elif y.afsluttet is None:
        yield "Året regnes fra, at centret afsluttede sin sag. Den er ikke noteret som afsluttet."
    else:
        yield f"Året regnes fra, at centret afsluttede sin sag: den {spelled(y.afsluttet)}."
    if y.undtaget:
        yield (
            "Undtagelsen: Aktuelle, konkrete forhold fra det seneste år tages, selv om sagen er "
            f"ældre. Forholdet: {_when(y)}."
        )
    elif y.resultat == "for-gammelt" and not y.regel.undtagelse:
        yield "Der er ingen undtagelse for forhold fra det seneste år (kontor.yaml)."
    yield RESULTS[y.resultat].format(graense=limit)


def _when(y: Year) -> str:
    return happened(y.haendt) or "ingen dato"


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)
