"""The questions about competence: shown with their answers, and answered."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from workflow.core import limits
from workflow.core.competence import year
from workflow.core.errors import BadValue
from workflow.core.language import DANISH
from workflow.core.limits import Graense, Key, Question
from workflow.core.model import Klagepunkt, Sag
from workflow.core.options import numbers
from workflow.core.reading import one
from workflow.core.situation import Situation
from workflow.core.title import title
from workflow.office import facts, gather
from workflow.office.desk import Office
from workflow.office.facts import Changed

HEADLINE = "Svar om kompetence noteret"
VERDICTS = {
    "kan": "det kan du se på",
    "delvist": "det kan du kun delvist se på",
    "uafklaret": "det skal afklares",
    "kan-ikke": "det kan du ikke se på",
    "kan-ikke-vurderes": "det kan du ikke vurdere",
}


def situation(office: Office, given: str, today: date) -> Situation:
    """Read a case to ask about it, without holding the archive."""
    return gather.read(office, gather.find(office, given)).situation(today)


def asked(s: Situation, punkter: str) -> tuple[Question, ...]:
    """Return what is to be asked: what is unanswered, or all about the chosen klagepunkter."""
    facts.refuse_settled(s, HEADLINE)
    chosen = _chosen(punkter, s)
    if not chosen:
        return limits.unanswered(s)
    return tuple(
        question
        for question in limits.questions(s)
        if question.key[0] in chosen and not question.ground.beregnes
    )


def told(s: Situation, punkter: str, svar: str) -> dict[Key, str]:
    """Read the answers of --svar; BadValue with every fault."""
    try:
        return limits.read(svar, _chosen(punkter, s), s)
    except ValueError as fault:
        raise BadValue(
            fejl="\n".join(f"--svar: {line}" for line in str(fault).splitlines())
        ) from None


def answer(office: Office, given: str, punkter: str, svar: str, now: datetime) -> Changed:
    """Answer in one go, as --svar does."""
    answers = told(situation(office, given, now.date()), punkter, svar)
    return record(office, given, answers, now)


def record(office: Office, given: str, answers: Mapping[Key, str], now: datetime) -> Changed:
    """Write the answers down with the case and journalise them."""

    def change(s: Situation) -> Sag:
        facts.refuse_settled(s, HEADLINE)
        known = {question.key for question in limits.questions(s)}
        if gone := [str(nr) for nr, _ in answers if nr and not any(nr == k[0] for k in known)]:
            raise BadValue(fejl=f"Klagepunkt {', '.join(dict.fromkeys(gone))} behandles ikke mere.")
        return limits.answered(s.sag, answers)

    return facts.change_case(office, given, "kompetence", HEADLINE, change, now)


def refuse_silence(s: Situation, questions: Sequence[Question]) -> None:
    """Refuse to answer for a human: name each question and how it is answered."""
    example = f'inv kompetence {s.sag.nummer} --punkt 1 --svar "gyldighed=delvist,resten=nej"'
    lines = [
        "Der er ingen at spørge, og --svar mangler. Det er ubesvaret:",
        *(f"- {about(q)}, {q.ground.id}: {q.ground.spoergsmaal}" for q in questions),
        f"Svar ja, delvist, nej eller uafklaret, fx: {example}",
    ]
    raise BadValue(fejl="\n".join(lines))


def about(question: Question) -> str:
    """Name what a question is about."""
    return f"Klagepunkt {question.punkt.nr}" if question.punkt else "Hele sagen"


def explained(question: Question) -> str:
    """Return a question with its paragraph and what helps to answer it."""
    row = question.ground
    paragraph = f" ({row.paragraf})" if row.paragraf else ""
    return "\n".join(line for line in (f"{row.spoergsmaal}{paragraph}", row.hjaelp) if line)


def one_year_text(punkt: Klagepunkt, s: Situation) -> str:
    """Return the one-year rule's computation for a klagepunkt, line by line."""
    held = year(punkt, s.sag.modtaget, s.kontor.etaarsregel)
    return "\n".join(f"  {line}" for line in ("Etårsreglen:", *held.forklaring))


def outcome(s: Situation) -> list[str]:
    """Say for each klagepunkt what the answers amount to, for which limits, and the way on."""
    lines = []
    for punkt in s.sag.behandlede:
        found = limits.of_punkt(punkt, s, DANISH)
        said = limits.verdict(found)
        why = f" ({', '.join(limit.id for limit in found)})" if found else ""
        lines.append(f"Klagepunkt {punkt.nr}: {VERDICTS[said]}{why}.{_way_on(punkt, found, s)}")
    if left := len(limits.unanswered(s)):
        lines.append(f"Det er foreløbigt. Ubesvaret: {left} (inv kompetence {s.sag.nummer}).")
    return lines


def _way_on(punkt: Klagepunkt, found: Sequence[Graense], s: Situation) -> str:
    barred = [limit for limit in found if limit.afvisning and limit.svar == "ja"]
    if not barred:
        return ""
    if any(limit.sendes_videre for limit in barred):
        return f" Send det videre med inv videreformidl {s.sag.nummer}."
    only = f" --punkt {punkt.nr}" if len(s.sag.behandlede) > 1 else ""
    return f" Afvis det med inv afvis {s.sag.nummer}{only} --grund {barred[0].id}."


def text(s: Situation) -> str:
    """Return the questions and their answers as a page to read."""
    return "\n".join([title(s.sag), *_page(s), "", *outcome(s)])


def data(s: Situation) -> dict[str, Any]:
    """Return the questions and their answers for --json."""
    found = list(limits.questions(s))
    return {
        "nummer": s.sag.nummer,
        "klagepunkter": [
            {
                "nr": punkt.nr,
                "etaarsregel": year(punkt, s.sag.modtaget, s.kontor.etaarsregel).as_data(),
                "spoergsmaal": [_as_data(q) for q in found if q.punkt is punkt],
            }
            for punkt in s.sag.behandlede
        ],
        "sagen": [_as_data(question) for question in found if question.punkt is None],
    }


def _chosen(punkter: str, s: Situation) -> tuple[int, ...]:
    """Read --punkt; only what is still dealt with can be asked about."""
    chosen: tuple[int, ...] = one("punkt", punkter, lambda raw: numbers(raw, s) if raw else ())
    dealt_with = {punkt.nr for punkt in s.sag.behandlede}
    if closed := [str(nr) for nr in chosen if nr not in dealt_with]:
        raise BadValue(fejl=f"--punkt: klagepunkt {', '.join(closed)} behandles ikke mere.")
    return chosen


def _page(s: Situation) -> Iterator[str]:
    seen = ""
    for question in limits.questions(s):
        if about(question) != seen:
            seen = about(question)
            yield from ("", f"{seen}: at {question.punkt.forhold}" if question.punkt else seen)
            if question.punkt:
                yield one_year_text(question.punkt, s)
        where = f"{question.ground.id}, {question.ground.paragraf or 'uden paragraf'}"
        yield f"  {question.svar or '–':<10}{question.ground.spoergsmaal} ({where})"


def _as_data(question: Question) -> dict[str, Any]:
    row = question.ground
    return {
        "id": row.id,
        "spoergsmaal": row.spoergsmaal,
        "paragraf": row.paragraf,
        "svar": question.svar,
        "beregnet": row.beregnes is not None,
        "muligheder": list(row.svar),
    }
