"""The named conditions that rows of handlinger.yaml refer to: each yields the reasons why not.

A condition is a generator of Danish sentences that name the rule; it yields nothing when the
step may happen. A new condition is one function here and its name in a row.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from workflow.core import (
    competence_conditions,
    filing,
    notes,
    scale,
    splitting,
    statement,
    wording,
)
from workflow.core.centres import absent
from workflow.core.course import latest, presented, to_the_centre, unsent
from workflow.core.dates import spelled
from workflow.core.deadlines import chosen
from workflow.core.known_steps import EXPLAINED, FORWARDED, FORWARDED_AGAIN, HEARD, REMINDED, STATED
from workflow.core.model import Haendelse
from workflow.core.options import medhold
from workflow.core.situation import Situation

Condition = Callable[[Situation, Haendelse], Iterator[str]]

ASKED = (FORWARDED, FORWARDED_AGAIN, REMINDED)


def _har_klagepunkter(s: Situation, told: Haendelse) -> Iterator[str]:
    if not s.sag.behandlede:
        yield "Sagen har intet klagepunkt, der behandles. Tilføj et med: inv klagepunkt."
    yield from _punkter_behandles(s, told)


def _et_center(s: Situation, told: Haendelse) -> Iterator[str]:
    used = {punkt.center for punkt in s.punkter(told)}
    if len(used) > 1:
        yield (
            f"Klagepunkterne angår flere centre ({', '.join(sorted(used))}). Del sagen med inv "
            "opdel, så hver sag har ét center (enkeltsagsprincippet), eller nævn dem, skridtet "
            "angår, med --punkt."
        )
    elif told.center and used and told.center not in used:
        yield (
            f"--center {told.center} passer ikke med klagepunkterne, der angår "
            f"{', '.join(used)}. Ret 'center' i sag.yaml, eller udelad --center."
        )
    gone = (ident for ident in s.centre(told) if s.kontor.center(ident, told.dato) is None)
    yield from (absent(s.kontor, ident, told.dato) for ident in gone)


def _kun_uformelt(s: Situation, told: Haendelse) -> Iterator[str]:
    written = _taken(s, *ASKED)
    if written:
        yield (
            f"Klagen er allerede sendt til centret {_where(written)}. Brug inv rykker eller inv "
            "centersvar (dialogprincippet, § 7.a). Et senere klagepunkt skilles ud med inv opdel."
        )


def _afsendt_til_centret(s: Situation, told: Haendelse) -> Iterator[str]:
    letters = _taken(s, *ASKED, HEARD)
    if letters is None:
        yield "Der er ikke sendt noget skriftligt til centret endnu, så der er intet at rykke for."
    elif not told.alligevel and _to_centre(letters, s) & set(unsent(s.sag.forloeb)):
        yield (
            f"Brevet til centret af {spelled(letters.dato)} er ikke registreret som sendt. "
            "Kør inv afsendt, når det er sendt (eller brug --alligevel)."
        )


def _taken(s: Situation, *handlinger: str) -> Haendelse | None:
    """Return the last of these steps, or what tells that it was taken in the case split from."""
    named = set(handlinger)
    return next((e for e in reversed(s.sag.forloeb) if named & {e.handling, e.slags}), None)


def _where(event: Haendelse) -> str:
    return f"i sag {event.sager[0]}" if event.sager else f"den {spelled(event.dato)}"


def _to_centre(event: Haendelse, s: Situation) -> set[str]:
    return {name for name in event.breve if to_the_centre(name, s.rules)}


def _overskredet(s: Situation, told: Haendelse) -> Iterator[str]:
    frist = s.course.frist
    if told.alligevel:
        return
    if frist is None:
        yield "Der løber ingen frist, som kan være overskredet (brug --alligevel)."
    elif s.course.i_bero:
        yield f"Sagen er i bero siden {spelled(s.course.i_bero)} (brug --alligevel)."
    elif told.dato <= frist.dato:
        yield (
            f"Fristen er først overskredet efter den {spelled(frist.dato)} (brug --alligevel "
            "for at rykke før)."
        )


def _rykket_forgaeves(s: Situation, told: Haendelse) -> Iterator[str]:
    asked = _taken(s, *ASKED)
    if asked is None or REMINDED not in (asked.handling, asked.slags):
        yield (
            "Centret har sagen og er ikke rykket for svar. En undersøgelse kræver, at det har "
            "svaret eller har ladet fristen gå trods en rykker (§ 7.a)."
        )
    else:
        yield from _overskredet(s, told)
        yield from _afsendt_til_centret(s, told)


def _centret_har_haft_mulighed(s: Situation, told: Haendelse) -> Iterator[str]:
    heard = presented(s.sag, s.rules)
    for punkt in s.punkter(told):
        if punkt.nr not in heard:
            yield (
                f"Centret har ikke haft mulighed for at svare på klagepunkt {punkt.nr}. Forelæg "
                "det for centret først (dialogprincippet, § 7.a): med inv genfremsend, eller i en "
                f"sag for sig med inv opdel --punkt {punkt.nr}."
            )


def _forventningsafstemt(s: Situation, told: Haendelse) -> Iterator[str]:
    if latest(s.sag, EXPLAINED) is None:
        yield "Der er ikke registreret en forventningsafstemning med borgeren (§ 7.d)."


def _hoert(s: Situation, told: Haendelse) -> Iterator[str]:
    if latest(s.sag, HEARD) is None:
        yield "Centret er ikke hørt i undersøgelsen. Det er god praksis, men ikke et krav."


def _alle_vurderet(s: Situation, told: Haendelse) -> Iterator[str]:
    for punkt in s.punkter(told):
        yield from wording.assessment_faults(punkt, s.rules)


def _udtalelse_skrevet(s: Situation, told: Haendelse) -> Iterator[str]:
    numbers = [punkt.nr for punkt in s.punkter(told)]
    yield from statement.text_faults(s.udtalelse, numbers)


def _samme_trin(s: Situation, told: Haendelse) -> Iterator[str]:
    if not told.alligevel and s.udtalelse is not None:
        yield from scale.grade_faults(s.udtalelse, s.punkter(told), s.rules)


def _udtalelse_er_afgivet(s: Situation, told: Haendelse) -> Iterator[str]:
    if latest(s.sag, STATED) is None:
        yield "Der er ikke afgivet en udtalelse i sagen, som der kan følges op på (§ 7.d)."


def _punkter_behandles(s: Situation, told: Haendelse) -> Iterator[str]:
    for punkt in s.punkter(told) if told.punkter else ():
        if not punkt.behandles:
            yield f"Klagepunkt {punkt.nr} behandles ikke (status: {punkt.status})."


def _punkter_tilbage(s: Situation, told: Haendelse) -> Iterator[str]:
    if told.punkter and not {punkt.nr for punkt in s.sag.behandlede} - set(told.punkter):
        yield (
            "Så er der ikke noget klagepunkt tilbage, og sagen kan ikke gå videre. Afvis hele "
            "sagen uden --punkt."
        )


def _medhold_for_alle(s: Situation, told: Haendelse) -> Iterator[str]:
    if not told.medhold:
        return
    given = medhold(told.medhold, s.rules.oplysninger["medhold"].vaerdier)
    asked = presented(s.sag, s.rules) or {punkt.nr for punkt in s.sag.behandlede}
    for punkt in s.punkter(told) if None not in given else ():
        if punkt.nr in asked and punkt.nr not in given:
            yield (
                f"Medhold mangler for klagepunkt {punkt.nr}. Skriv uoplyst, hvis centret ikke har "
                "svaret på det."
            )


def _har_kritik(s: Situation, told: Haendelse) -> Iterator[str]:
    for punkt in s.punkter(told) if told.punkter else ():
        v = punkt.vurdering
        if v is None or (v.udfald != "kritik" and not v.henstilling):
            yield f"Klagepunkt {punkt.nr} har hverken kritik eller henstilling at melde tilbage på."


def _frist_loeber(s: Situation, told: Haendelse) -> Iterator[str]:
    running = s.course.frister
    names = ", ".join(frist.id for frist in running if frist.id)
    if not running:
        yield "Der løber ingen frist i sagen."
    elif told.hvilken and chosen(running, told.hvilken) is None:
        yield f"Fristen '{told.hvilken}' løber ikke i sagen. Det gør: {names}."
    elif (told.frist or told.dage) and chosen(running, told.hvilken) is None:
        yield f"Der løber flere frister. Vælg en med --hvilken: {names}."


def _i_bero(s: Situation, told: Haendelse) -> Iterator[str]:
    if s.course.i_bero is None:
        yield "Sagen er ikke i bero."


def _ikke_i_bero(s: Situation, told: Haendelse) -> Iterator[str]:
    if s.course.i_bero is not None:
        yield f"Sagen er allerede i bero siden {spelled(s.course.i_bero)}."


def _samtykke(s: Situation, told: Haendelse) -> Iterator[str]:
    if not s.sag.borger.samtykke:
        yield (
            "borger.samtykke i sag.yaml er tom. Skriv, hvornår og hvordan borgeren sagde ja til, "
            "at centret får klagen."
        )


CONDITIONS: dict[str, Condition] = {
    "har-klagepunkter": _har_klagepunkter,
    "et-center": _et_center,
    "kun-uformelt": _kun_uformelt,
    "afsendt-til-centret": _afsendt_til_centret,
    "overskredet": _overskredet,
    "rykket-forgaeves": _rykket_forgaeves,
    "centret-har-haft-mulighed": _centret_har_haft_mulighed,
    "forventningsafstemt": _forventningsafstemt,
    "hoert": _hoert,
    "alle-vurderet": _alle_vurderet,
    "udtalelse-skrevet": _udtalelse_skrevet,
    "samme-trin": _samme_trin,
    "udtalelse-er-afgivet": _udtalelse_er_afgivet,
    "punkter-behandles": _punkter_behandles,
    "punkter-tilbage": _punkter_tilbage,
    "medhold-for-alle": _medhold_for_alle,
    "har-kritik": _har_kritik,
    "frist-loeber": _frist_loeber,
    "i-bero": _i_bero,
    "ikke-i-bero": _ikke_i_bero,
    "samtykke": _samtykke,
    "notat-i-tide": notes.in_time,
    "arkiveret": filing.reminder,
    "breve-sendt": filing.unsent_reminder,
    "nummer-i-esdh": filing.has_number,
    **competence_conditions.CONDITIONS,
    "kan-flyttes": splitting.may_move,
}
