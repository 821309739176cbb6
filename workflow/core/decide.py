"""Decide whether a step may happen and what it changes: the middle of gather, decide, apply."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

from workflow.core.conditions import CONDITIONS
from workflow.core.course import next_state
from workflow.core.dates import spelled
from workflow.core.deadlines import reckoned
from workflow.core.effects import EFFECTS
from workflow.core.errors import NotAllowed
from workflow.core.model import Haendelse, Sag
from workflow.core.names import numbered, stems
from workflow.core.options import offered
from workflow.core.rulebook import OPEN, Action, Letter, State
from workflow.core.situation import Situation
from workflow.core.title import title


class Plan(Struct, frozen=True):
    """A step that may happen: the case before and after, and what is to be written."""

    action: Action
    before: Sag
    after: Sag
    event: Haendelse
    told: Haendelse
    breve: tuple[tuple[str, Letter], ...]
    fra: State | None
    til: State | None
    advarsler: tuple[str, ...]

    @property
    def overskrift(self) -> str:
        """The journal's headline, without personal data."""
        return f"{self.after.nummer}: {self.action.titel}"


def decide(situation: Situation, action: Action, told: Haendelse, also: Iterable[str] = ()) -> Plan:
    """Plan one step; NotAllowed with every reason why it may not happen, those *also* known."""
    reasons = [*blocked(situation, action, told), *_untimely(situation, action, told)]
    reasons += [*_missing(situation, action, told), *also]
    refuse(situation.sag, action, reasons)
    return _planned(situation, action, _completed(situation, action, told))


def foreseen(situation: Situation, action: Action, told: Haendelse) -> tuple[Plan, list[str]]:
    """Plan one step that need not be ready yet, and return what it still waits for.

    NotAllowed when more is in the way than that: the case's type or state, the day, or a need.
    """
    firm = [*_wrong_type(situation, action), *_wrong_state(situation, action)]
    firm += [*_untimely(situation, action, told), *_missing(situation, action, told)]
    waits = list(blocked(situation, action, told))
    refuse(situation.sag, action, [*waits, *firm] if firm else [])
    return _planned(situation, action, _completed(situation, action, told)), waits


def refuse(sag: Sag, action: Action, reasons: Iterable[str]) -> None:
    """Raise NotAllowed with every reason, if there is any."""
    told = "\n".join(f"- {reason}" for reason in dict.fromkeys(reasons))
    if told:
        raise NotAllowed(sag=title(sag), handling=action.titel, grunde=told)


def blocked(situation: Situation, action: Action, told: Haendelse) -> Iterator[str]:
    """Yield why the action is not open now, whatever it might be told."""
    if wrong := [*_wrong_type(situation, action), *_wrong_state(situation, action)]:
        yield from wrong
        return
    here = situation.tilstand.id if situation.tilstand else ""
    for name in (*action.betingelser, *action.betingelser_fra.get(here, ())):
        yield from CONDITIONS[name](situation, told)


def far_off(situation: Situation, action: Action) -> str:
    """Say what kind of case or which state an action waits for; nothing when it is not that."""
    if list(_wrong_type(situation, action)):
        return f"Kun i sager af typen {' eller '.join(action.typer)}"
    if list(_wrong_state(situation, action)):
        return f"Kun {_need(action, situation)}"
    return ""


def warnings(situation: Situation, action: Action, told: Haendelse) -> Iterator[str]:
    """Yield what the adviser should hear, though it does not stop the step."""
    for name in action.advarsler:
        yield from CONDITIONS[name](situation, told)


def _wrong_type(situation: Situation, action: Action) -> Iterator[str]:
    if action.typer and situation.sag.type not in action.typer:
        yield (
            f"Det sker kun i sager af typen {' eller '.join(action.typer)}; denne er en "
            f"{situation.sag.type} ({action.kilde})."
        )


def _wrong_state(situation: Situation, action: Action) -> Iterator[str]:
    state = situation.tilstand
    if action.kan_ske_fra(state):
        return
    here = f"den er '{state.titel}'" if state else "den er ikke registreret"
    yield f"Det kan kun ske, {_need(action, situation)}; {here} ({action.kilde})."


def _need(action: Action, situation: Situation) -> str:
    states = situation.rules.tilstande
    wanted = ["åben" if name == OPEN else f"'{states[name].titel}'" for name in action.fra]
    return f"når sagen er {' eller '.join(wanted)}" if wanted else "før sagen er registreret"


def _untimely(situation: Situation, action: Action, told: Haendelse) -> Iterator[str]:
    if told.dato > situation.today:
        yield f"Datoen {spelled(told.dato)} ligger i fremtiden."
    last = max((event.dato for event in situation.sag.forloeb), default=told.dato)
    if told.dato < last and not (told.alligevel or action.bagud):
        yield (
            f"Datoen {spelled(told.dato)} ligger før sagens seneste hændelse den {spelled(last)} "
            "(brug --alligevel, hvis den er rigtig)."
        )
    if told.frist and told.frist < told.dato:
        yield f"Fristen {spelled(told.frist)} ligger før skridtet den {spelled(told.dato)}."
    if told.forventet and told.forventet < told.dato:
        yield (
            f"--forventet: {spelled(told.forventet)} ligger før skridtet den {spelled(told.dato)}. "
            "Skriv den dag, borgeren kan vente at høre nyt."
        )


def _missing(s: Situation, action: Action, told: Haendelse) -> Iterator[str]:
    needs = list(action.kraever)
    for flag, more in action.kraever_ved.items():
        needs += more if _given(told, flag) else ()
    for need in needs:
        if not any(_given(told, name) for name in need.split("|")):
            options = " eller ".join(f"--{name}" for name in need.split("|"))
            yield f"{options} mangler.{_choices(need, s, told)} Se: inv hjaelp {action.id}."


def _choices(need: str, s: Situation, told: Haendelse) -> str:
    """Say what an option can be, when it is one of a few."""
    option = s.rules.oplysninger.get(need)
    known = offered(s.rules, option, told.dato) if option else ()
    return f" Vælg mellem: {', '.join(known)}." if known else ""


def _given(told: Haendelse, name: str) -> object:
    return getattr(told, "punkter" if name == "punkt" else name.replace("-", "_"))


def _completed(situation: Situation, action: Action, told: Haendelse) -> Haendelse:
    """Fill in what the step need not be told: klagepunkter, centre and deadline."""
    if "punkter" in action.virkninger:
        _, told = EFFECTS["punkter"](situation.sag, told, situation)
    centre = situation.centre(told)
    if (
        "center" in action.oplysninger
        and len(centre) == 1
        and "myndighed" not in action.oplysninger
    ):
        told = replace(told, center=centre[0])
    return reckoned(told, action, situation.rules, situation.kontor, situation.kalender)


def _planned(situation: Situation, action: Action, told: Haendelse) -> Plan:
    sag, event = situation.sag, told
    for name in action.virkninger:
        sag, event = EFFECTS[name](sag, event, situation)
    letters = tuple(_letters(situation, action, told))
    event = replace(event, breve=told.breve or tuple(name for name, _ in letters))
    return Plan(
        action=action,
        before=situation.sag,
        after=replace(sag, forloeb=(*sag.forloeb, event)),
        event=event,
        told=told,
        breve=letters,
        fra=situation.tilstand,
        til=next_state(action, event, situation.course, situation.rules),
        advarsler=tuple(warnings(situation, action, told)),
    )


def _letters(situation: Situation, action: Action, told: Haendelse) -> Iterator[tuple[str, Letter]]:
    if action.breve_kun_ved and not _given(told, action.breve_kun_ved):
        return
    if action.breve_undtagen_ved and _given(told, action.breve_undtagen_ved):
        return
    named = {f"breve/{name}.md" for event in situation.sag.forloeb for name in event.breve}
    taken = stems(named | situation.filer)
    for ident in action.breve:
        name = numbered(f"breve/{told.dato}-{ident}", taken).removeprefix("breve/")
        yield name, situation.rules.breve[ident]
