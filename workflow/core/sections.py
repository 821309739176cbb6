"""The sections of the day's work: what is overdue, due or awaited, over all cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date, timedelta

from msgspec.structs import replace

from workflow.core.course import latest, unreported, unsent
from workflow.core.deadlines import Frist, usual
from workflow.core.known_steps import STATED
from workflow.core.model import Afgoerelse
from workflow.core.overview import Line, OnDesk, Resting, Section, Unread
from workflow.core.reckoning import AWAITED, left, waits_on
from workflow.core.register import Call

DAY, AHEAD = timedelta(days=1), timedelta(days=7)
APPEAL_AHEAD, APPEAL_PASSED = timedelta(days=14), timedelta(days=7)
STILL, UNFILED = "stilstand", "esdh"

Lines = Callable[[OnDesk], Iterator[Line]]


def sections(
    cases: Sequence[OnDesk],
    unread: Iterable[Unread] = (),
    calls: Iterable[Call] = (),
    resting: Sequence[Resting] = (),
    *,
    every: bool = False,
) -> Iterator[Section]:
    """Yield every section, also those with nothing in them; the most pressing line first.

    What the ESDH lacks is one line for all cases, unless *every* line is asked for: an office that
    files once a month is not to read past it every morning.
    """
    yield Section("ulaest", "Sager, der ikke kan læses", tuple(_unread(unread)))
    yield Section("kald", "Ring tilbage", tuple(_calls(calls)))
    for ident, (heading, lines) in SECTIONS.items():
        found = [line for case in cases for line in lines(case)]
        if ident == UNFILED:
            found += [_not_filed(case) for case in resting if case.unfiled and every]
            found = found if every else list(_summed([*cases, *resting]))
        found.sort(key=lambda line: (line.dato or line.siden or date.max, line.nummer))
        yield Section(ident, heading, tuple(found))


def _unread(unread: Iterable[Unread]) -> Iterator[Line]:
    for case in unread:
        yield from (Line(nummer=case.nummer, hvad=fault) for fault in case.fejl)


def _calls(calls: Iterable[Call]) -> Iterator[Line]:
    for call in sorted(calls, key=lambda call: (call.senest, call.nr)):
        yield Line(
            nummer=f"opkald {call.nummer}",
            navn=call.navn,
            hvad="Ring tilbage senest",
            dato=call.senest,
            venter_paa="dig",
            siden=call.dato,
        )


def _line(case: OnDesk, hvad: str) -> Line:
    sag = case.situation.sag
    return Line(nummer=sag.nummer, navn=sag.borger.navn, emne=sag.emne, hvad=hvad)


def deadline(case: OnDesk, frist: Frist) -> Line:
    """Return the line of a running deadline."""
    s = case.situation
    return replace(
        _line(case, frist.titel),
        dato=frist.dato,
        arbejdsdage=left(s, frist.dato),
        venter_paa=waits_on(s, frist),
        siden=frist.sat,
        ventet=s.kalender.imellem(frist.sat, s.today),
    )


def _running(case: OnDesk) -> Sequence[Frist]:
    """Return the deadlines that run: none stands over in bero."""
    return () if case.situation.course.i_bero else case.situation.course.frister


def _all(_: Frist) -> bool:
    return True


def _due(
    first: timedelta | None, last: timedelta | None, which: Callable[[Frist], bool] = _all
) -> Lines:
    """Return the lines of the deadlines from so many days from today to so many."""

    def lines(case: OnDesk) -> Iterator[Line]:
        for frist in _running(case):
            away = frist.dato - case.situation.today
            soon = (first is None or first <= away) and (last is None or away <= last)
            if soon and which(frist):
                yield deadline(case, frist)

    return lines


def _appeals(case: OnDesk) -> Iterator[Line]:
    today = case.situation.today
    for punkt in case.situation.sag.behandlede if case.aaben else ():
        decision = punkt.afgoerelse or Afgoerelse()
        end = decision.klagefrist
        if end and today - APPEAL_PASSED <= end <= today + APPEAL_AHEAD:
            where = f" til {decision.klageinstans}" if decision.klageinstans else ""
            yield replace(
                _line(case, f"Klagefrist{where} (klagepunkt {punkt.nr})"),
                dato=end,
                arbejdsdage=left(case.situation, end),
                venter_paa=AWAITED["borger"],
            )


def _unsent(case: OnDesk) -> Iterator[Line]:
    forloeb = case.situation.sag.forloeb
    if letters := unsent(forloeb):
        told = f"Brev ikke registreret som sendt: {', '.join(letters)}"
        finished = next(event.dato for event in forloeb if letters[0] in event.breve)
        yield replace(_line(case, told), siden=finished, venter_paa=AWAITED["kontor"])


def _drafts(case: OnDesk) -> Iterator[Line]:
    if case.udkast:
        told = f"Udkast ikke sendt: {', '.join(case.udkast)}"
        yield replace(_line(case, told), venter_paa=AWAITED["kontor"])


def _unreported(case: OnDesk) -> Iterator[Line]:
    sag = case.situation.sag
    given = latest(sag, STATED)
    points = [str(nr) for nr in unreported(sag)]
    if given and points:
        yield replace(
            _line(case, f"Ingen tilbagemelding på klagepunkt {', '.join(points)}"),
            venter_paa=AWAITED["center"],
            siden=given.dato,
            ventet=case.situation.kalender.imellem(given.dato, case.situation.today),
        )


def _still(case: OnDesk) -> Iterator[Line]:
    s = case.situation
    rule = s.rules.frister[STILL]
    last = max(event.dato for event in s.sag.forloeb)
    quiet = s.kalender.imellem(last, s.today)
    if case.active and quiet > usual(rule, s.kontor) and not _awaited(case):
        yield replace(_line(case, "Intet er sket i sagen"), siden=last, ventet=quiet)


def _awaited(case: OnDesk) -> list[Frist]:
    """Return the deadlines that others have still time to keep."""
    today = case.situation.today
    return [frist for frist in _running(case) if _others(frist) and frist.dato >= today]


def _others(frist: Frist) -> bool:
    return frist.regel is not None and frist.regel.venter_paa != "kontor"


def _unfiled(case: OnDesk) -> Iterator[Line]:
    if case.unfiled:
        sag = case.situation.sag
        at_hand = Resting(sag.nummer, sag.borger.navn, sag.emne, sag.modtaget, case.unfiled)
        yield _not_filed(at_hand)


def _not_filed(case: Resting) -> Line:
    told = f"Dokumenter ikke lagt i ESDH: {case.unfiled} (inv esdh)"
    ours = AWAITED["kontor"]
    return Line(nummer=case.nummer, navn=case.navn, emne=case.emne, hvad=told, venter_paa=ours)


def _summed(cases: Sequence[OnDesk | Resting]) -> Iterator[Line]:
    left = [case.unfiled for case in cases if case.unfiled]
    documents = f"{sum(left)} dokument{'' if sum(left) == 1 else 'er'}"
    where = f"{len(left)} sag{'' if len(left) == 1 else 'er'}"
    if left:
        told = f"{documents} i {where} (inv esdh)"
        yield Line(nummer="", hvad=told, venter_paa=AWAITED["kontor"])


def _paused(case: OnDesk) -> Iterator[Line]:
    s = case.situation
    if case.aaben and (since := s.course.i_bero):
        stood = s.kalender.imellem(since, s.today)
        yield replace(_line(case, "I bero"), siden=since, ventet=stood)


def _own_turn(case: OnDesk) -> Iterator[Line]:
    """Yield an open case that waits for nobody else and that no other section tells of."""
    s = case.situation
    awaited = any(_others(frist) for frist in _running(case))
    near = any(frist.dato <= s.today + AHEAD for frist in _running(case))
    if case.active and not (awaited or near or list(_still(case))):
        last = max(event.dato for event in s.sag.forloeb)
        yield replace(
            _line(case, s.tilstand.titel if s.tilstand else ""),
            venter_paa=AWAITED["kontor"],
            siden=last,
            ventet=s.kalender.imellem(last, s.today),
        )


def _own(frist: Frist) -> bool:
    return not _others(frist)


SECTIONS: dict[str, tuple[str, Lines]] = {
    "overskredet": ("Overskredet", _due(None, -DAY)),
    "i-dag": ("I dag", _due(timedelta(0), timedelta(0))),
    "syv-dage": ("De næste syv dage", _due(DAY, AHEAD)),
    "klagefrister": ("Klagefrister, der udløber", _appeals),
    "usendt": ("Færdige breve", _unsent),
    "udkast": ("Udkast", _drafts),
    "tilbagemelding": ("Kritik og henstillinger uden tilbagemelding", _unreported),
    "stilstand": ("Uden bevægelse", _still),
    UNFILED: ("Ikke lagt i ESDH", _unfiled),
    "venter-paa-dig": ("Venter på dig", _own_turn),
    "venter-paa-andre": ("Venter på andre", _due(AHEAD + DAY, None, _others)),
    "bero": ("I bero", _paused),
    "senere": ("Senere frister", _due(AHEAD + DAY, None, _own)),
}
ONLY_WHEN_ALL = frozenset(("senere",))
