"""The limits of the adviser's competence as questions, with the answers of a case (domain §2).

A human answers; only the one-year rule is computed. Where nothing is answered yet, a letter
falls back on what the case's own facts suggest.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from workflow.core.competence import extent, one_year
from workflow.core.competence_rows import Ground
from workflow.core.model import Klagepunkt, Sag
from workflow.core.reading import choice
from workflow.core.situation import Situation

REST = "resten"
ANSWERED_BY_DATES = {"inden-for": "nej", "delvist": "delvist", "for-gammelt": "ja"}
SUGGESTIONS: Mapping[str, Callable[[Klagepunkt], str | None]] = {
    "handler-om-afgoerelse": lambda punkt: "ja" if extent(punkt) == "kan-ikke" else None,
    "afgoerelse-truffet": lambda punkt: "delvist" if extent(punkt) == "delvist" else None,
}

Key = tuple[int | None, str]


class Question(Struct, frozen=True):
    """A limit asked about a klagepunkt, or about the whole case, with its answer if it has one."""

    ground: Ground
    punkt: Klagepunkt | None
    svar: str | None

    @property
    def key(self) -> Key:
        """Where its answer belongs: the klagepunkt's number, or None, and the limit."""
        return (self.punkt.nr if self.punkt else None), self.ground.id

    @property
    def ubesvaret(self) -> bool:
        """Tell whether a human has still to answer; what is computed is never asked."""
        return self.svar is None and self.ground.beregnes is None

    @property
    def foreslaaet(self) -> str | None:
        """The answer that the klagepunkt's own facts suggest, until a human answers."""
        return _suggested(self.ground, self.punkt)


class Graense(Struct, frozen=True):
    """A limit that concerns a klagepunkt or a case, as a letter tells it."""

    id: str
    svar: str
    saetning: str
    andetsteds: str | None
    sendes_videre: bool
    afvisning: bool

    @property
    def gaelder(self) -> bool:
        """Tell whether the limit holds, at least for a part; otherwise it is to be settled."""
        return self.svar in ("ja", "delvist")


def questions(situation: Situation) -> Iterator[Question]:
    """Yield every question of a case, each klagepunkt's first; the rules of its day hold."""
    sag = situation.sag
    rows = [row for row in situation.rules.kompetence.values() if row.gaelder(sag.modtaget)]
    for punkt in sag.behandlede:
        for row in rows:
            if row.angaar == "punkt":
                yield Question(row, punkt, _computed(row, punkt, situation) or _noted(row, punkt))
    for row in rows:
        if row.angaar == "sag":
            yield Question(row, None, _noted(row, sag))


def unanswered(situation: Situation) -> tuple[Question, ...]:
    """Return the questions that a human has still to answer."""
    return tuple(asked for asked in questions(situation) if asked.ubesvaret)


def of_punkt(punkt: Klagepunkt, situation: Situation, sprog: str) -> tuple[Graense, ...]:
    """Return the limits of a klagepunkt, answered, computed or suggested by its facts."""
    return tuple(
        in_letter(row, svar, sprog)
        for row in situation.rules.kompetence.values()
        if row.angaar == "punkt"
        and row.gaelder(situation.sag.modtaget)
        and (svar := _answer(row, punkt, situation)) not in (None, "nej")
    )


def of_case(situation: Situation, sprog: str) -> tuple[Graense, ...]:
    """Return the limits that concern the whole case."""
    told = situation.sag.kompetence
    rows = situation.rules.kompetence
    return tuple(
        in_letter(rows[ident], svar, sprog)
        for ident, svar in told.items()
        if svar != "nej" and ident in rows
    )


def verdict(found: Sequence[Graense]) -> str:
    """Say what the limits of a klagepunkt amount to; a reservation is never a rejection."""
    answers = {limit.svar for limit in found}
    if any(limit.svar == "ja" and limit.afvisning for limit in found):
        return "kan-ikke"
    if "ja" in answers:
        return "kan-ikke-vurderes"
    return next((svar for svar in ("delvist", "uafklaret") if svar in answers), "kan")


def in_letter(row: Ground, svar: str, sprog: str) -> Graense:
    """Word a limit: what follows from it, or the question that must be settled first."""
    field = {"delvist": "delvist", "uafklaret": "spoergsmaal"}.get(svar, "saetning")
    return Graense(
        id=row.id,
        svar=svar,
        saetning=row.paa(sprog, field),
        andetsteds=row.paa(sprog, "andetsteds") if row.andetsteds else None,
        sendes_videre=row.sendes_videre,
        afvisning=row.afvisning,
    )


def read(raw: str, numbers: Sequence[int], situation: Situation) -> dict[Key, str]:
    """Read answers as 'gyldighed=delvist,bevistvivl=nej'; ValueError with every fault.

    Without *numbers* they hold for all klagepunkter, or for the case when that is what they
    concern; `resten=nej` answers what nobody has answered yet, but for what the case's own facts
    suggest another answer to.
    """
    asked = [q for q in questions(situation) if not numbers or q.key[0] in numbers]
    given: dict[Key, str] = {}
    faults: list[str] = []
    parts = [part.strip().partition("=") for part in raw.split(",")]
    for name, _, svar in sorted(parts, key=lambda part: part[0].strip() != REST):
        try:
            given |= _read_one(name.strip(), svar.strip(), asked)
        except ValueError as fault:
            faults.append(str(fault))
    if faults:
        raise ValueError("\n".join(faults))
    return given


def answered(sag: Sag, given: Mapping[Key, str]) -> Sag:
    """Return the case with the answers written down."""

    def with_answers(thing: Any, nr: int | None) -> Any:
        new = {ident: svar for (about, ident), svar in given.items() if about == nr}
        return replace(thing, kompetence={**thing.kompetence, **new}) if new else thing

    points = tuple(with_answers(punkt, punkt.nr) for punkt in sag.klagepunkter)
    after: Sag = with_answers(replace(sag, klagepunkter=points), None)
    return after


def _read_one(name: str, svar: str, asked: Sequence[Question]) -> dict[Key, str]:
    rest = [q for q in asked if q.ubesvaret and not q.foreslaaet]
    if name == REST and not rest:
        raise ValueError(_no_rest(asked))
    if name == REST:
        return {q.key: choice(svar, ("nej", "uafklaret")) for q in rest}
    meant = [q for q in asked if q.ground.id == name]
    known = dict.fromkeys(q.ground.id for q in asked if not q.ground.beregnes)
    if not meant:
        raise ValueError(f"'{name}' er ikke et spørgsmål her. Vælg mellem: {', '.join(known)}.")
    if meant[0].ground.beregnes:
        raise ValueError(f"'{name}' regnes ud af datoerne. Ret 'haendt' i sag.yaml.")
    try:
        return {q.key: choice(svar, q.ground.svar) for q in meant}
    except ValueError as fault:
        raise ValueError(f"{name}: {fault}") from None


def _no_rest(asked: Sequence[Question]) -> str:
    """Say why nothing is left that can be answered at once."""
    left = dict.fromkeys(q.ground.id for q in asked if q.ubesvaret)
    if left:
        names = ", ".join(left)
        return f"{REST}: tilbage er kun det, sagens oplysninger taler for. Svar selv på: {names}."
    return f"{REST}: alle spørgsmål er besvaret."


def _answer(row: Ground, punkt: Klagepunkt, situation: Situation) -> str | None:
    return _computed(row, punkt, situation) or _noted(row, punkt) or _suggested(row, punkt)


def _suggested(row: Ground, punkt: Klagepunkt | None) -> str | None:
    return SUGGESTIONS[row.forslag](punkt) if row.forslag and punkt else None


def _computed(row: Ground, punkt: Klagepunkt, situation: Situation) -> str | None:
    if row.beregnes is None:
        return None
    rule = situation.kontor.etaarsregel
    return ANSWERED_BY_DATES.get(one_year(punkt, situation.sag.modtaget, rule))


def _noted(row: Ground, thing: Klagepunkt | Sag) -> str | None:
    return None if row.beregnes else thing.kompetence.get(row.id)
