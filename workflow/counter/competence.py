"""Going through the questions about competence with the adviser."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from workflow import telling
from workflow.counter.tasks import Body
from workflow.counter.visit import Visit
from workflow.kommandoer import JSON, SAG

if TYPE_CHECKING:
    from workflow.core.limits import Key, Question
    from workflow.core.situation import Situation
    from workflow.office.facts import Changed

HOW = (
    "Svar med ordet eller dets første bogstav. Ved du det ikke, så svar uafklaret. Ctrl+D "
    "(Windows: Ctrl+Z og Enter) slutter og noterer svarene; Ctrl+C stopper og noterer intet."
)
KOMPETENCE = (
    SAG
    | {
        "punkt": "Klagepunkternes numre, fx 1,3; ellers alle, der behandles",
        "svar": 'Svarene uden at blive spurgt: "gyldighed=delvist,bevistvivl=nej"; '
        "resten=nej svarer på det ubesvarede",
        "vis": "Vis spørgsmål, svar og etårsreglen uden at ændre noget",
    }
    | JSON
)


def kompetence(at: Visit, sag: str, punkt: str, svar: str, vis: bool, json: bool) -> None:
    """Går spørgsmålene om, hvad du kan se på, igennem og noterer svarene (Ishøj § 1 og § 7.d)."""
    from workflow.office import competence

    situation = competence.situation(at.office, sag, at.today)
    if vis or json:
        telling.shown((competence.data if json else competence.text)(situation))
        return
    if svar:
        _told(at, sag, competence.answer(at.office, sag, punkt, svar, at.now))
        return
    asked = competence.asked(situation, punkt)
    if asked and not sys.stdin.isatty():
        competence.refuse_silence(situation, asked)
    if answers := _ask(asked, situation):
        _told(at, sag, competence.record(at.office, sag, answers, at.now))
    else:
        telling.shown(f"Intet at notere. Se svarene med: inv kompetence {sag} --vis")


def _told(at: Visit, sag: str, changed: Changed) -> None:
    """Tell that the answers are noted, and what they amount to."""
    from workflow.office import competence

    telling.changed(changed)
    telling.shown("\n".join(competence.outcome(competence.situation(at.office, sag, at.today))))


def _ask(questions: Sequence[Question], situation: Situation) -> dict[Key, str]:
    """Ask one by one; an empty line leaves the answer as it is, end of input ends the asking."""
    from workflow.office import competence

    answers: dict[Key, str] = {}
    seen = ""
    if questions:
        telling.shown(HOW)
    for number, question in enumerate(questions, 1):
        if (about := competence.about(question)) != seen:
            seen = about
            telling.shown(f"\n{about}{f': at {question.punkt.forhold}' if question.punkt else ''}")
            if question.punkt:
                telling.shown(competence.one_year_text(question.punkt, situation))
        telling.shown(f"\n{number} af {len(questions)}. {competence.explained(question)}")
        try:
            if svar := _answer(question):
                answers[question.key] = svar
        except EOFError:
            break
    return answers


def _answer(question: Question) -> str:
    """Read an answer, by its word or its beginning; ask again until it is one."""
    choices = question.ground.svar
    kept = f"Enter beholder {question.svar}" if question.svar else "Enter springer over"
    while True:
        raw = input(f"{', '.join(choices)} ({kept}): ").strip().lower()
        found = [choice for choice in choices if raw and choice.startswith(raw)]
        if found or not raw:
            return found[0] if found else ""
        telling.shown(f"Svar {', '.join(choices[:-1])} eller {choices[-1]}. Bogstavet er nok.")


COMMANDS: Mapping[Body, Mapping[str, str]] = {kompetence: KOMPETENCE}
