"""What the adviser may look into, as far as it can be computed (domain §2.1, K1, K7, B3)."""

from __future__ import annotations

from datetime import date
from typing import Literal

from workflow.core.model import Klagepunkt, Periode

Etaar = Literal["inden-for", "delvist", "for-gammelt", "ukendt"]
Omfang = Literal["kan", "delvist", "kan-ikke"]


def one_year(punkt: Klagepunkt, modtaget: date) -> Etaar:
    """Hold a klagepunkt against the one-year rule; exactly one year is in time.

    What began earlier but went on into the last year is taken for the last year alone; without
    a date the answer is a question, never a rejection (Ishøj-rapporten § 1).
    """
    if punkt.haendt is None:
        return "ukendt"
    limit = _year_before(modtaget)
    if isinstance(punkt.haendt, Periode):
        end = punkt.haendt.til or modtaget
        if end < limit:
            return "for-gammelt"
        return "inden-for" if punkt.haendt.fra >= limit else "delvist"
    return "inden-for" if punkt.haendt >= limit else "for-gammelt"


def extent(punkt: Klagepunkt) -> Omfang:
    """Tell how far a klagepunkt can be looked into, given sagens stade (§ 1.a and § 7.d)."""
    if punkt.vedroerer == "afgoerelse":
        return "kan-ikke"
    decided = punkt.afgoerelse is not None and punkt.afgoerelse.truffet is not None
    return "delvist" if decided and punkt.vedroerer == "sagsbehandling" else "kan"


def _year_before(day: date) -> date:
    try:
        return day.replace(year=day.year - 1)
    except ValueError:
        return date(day.year - 1, 2, 28)
