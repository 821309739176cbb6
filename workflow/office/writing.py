"""The letters of a step: composed, rendered and named, before anything is booked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from workflow.core.decide import Plan
from workflow.core.letter import address, context, sender
from workflow.core.markdown import Markdown
from workflow.core.rulebook import Letter
from workflow.core.situation import Situation
from workflow.office.desk import Office
from workflow.office.gather import LETTERS, Gathered

if TYPE_CHECKING:
    from workflow.documents.compose import Desk
    from workflow.documents.look import Look
    from workflow.documents.publish import Press, Rendered, Source

INDEPENDENT = "Uafhængig af kommunens forvaltning"
NOTE = "notat.md"


@contextmanager
def press(office: Office, letters: int) -> Iterator[Press | None]:
    """Warm up the programs that set letters while the case is read and decided upon."""
    if not letters:
        yield None
        return
    from workflow.documents import publish

    with publish.Press(publish.Look(tuple(office.templates))) as started:
        started.warm(letters)
        yield started


def files(
    plan: Plan,
    situation: Situation,
    gathered: Gathered,
    started: Press | None,
    mine: Mapping[str, str],
) -> tuple[dict[str, bytes], list[str]]:
    """Return the files a step makes, and what the fonts could not show in them.

    A letter that has a text of its own in *mine*, by its id, is not written by its template.
    """
    from workflow.documents import compose

    desk = compose.Desk(gathered.office.templates)
    facts = context(plan, situation, _complaint(gathered))
    made = _texts(desk, facts, plan, gathered)
    if started is None:
        return made, []
    texts = {
        name: mine.get(letter.id) or desk.compose(letter.fil, facts) for name, letter in plan.breve
    }
    letters, lost = _letters(texts, facts, plan, gathered, started)
    return made | letters, lost


def drafted(plan: Plan, situation: Situation, gathered: Gathered) -> dict[str, str]:
    """Return the text of each of the step's letters, by its id, for the adviser to edit."""
    from workflow.documents import compose
    from workflow.documents.escape import readable

    desk = compose.Desk(gathered.office.templates)
    facts = context(plan, situation, _complaint(gathered))
    return {
        letter.id: readable(desk.compose(letter.fil, facts))
        for _, letter in plan.breve
        if letter.form == "brev"
    }


def preview(
    plan: Plan, situation: Situation, gathered: Gathered, mine: Mapping[str, str]
) -> tuple[tuple[Rendered, ...], list[str]]:
    """Render the step's letters as they stand, marked UDKAST, and say what they lack."""
    from workflow.documents import compose, publish

    desk = compose.Desk(gathered.office.templates)
    facts = context(plan, situation, _complaint(gathered))
    if any(punkt.vurdering is None for punkt in situation.punkter(plan.told)):
        facts["resultat"] = Markdown(compose.GAP)
    look = publish.Look(tuple(gathered.office.templates))
    texts, lacking = {}, list[str]()
    for name, letter in plan.breve:
        text, absent = mine.get(letter.id), list[str]()
        if text is None:
            text, absent = desk.sketch(letter.fil, facts)
        texts[name] = text
        # What an udtalelse lacks is told by its step's conditions, with the lines.
        lacking += absent if letter.form == "brev" else []
    sources, lost = _sources(texts, facts, plan, look, udkast=True)
    return publish.render(sources, look), [*dict.fromkeys(lacking), *unshown(lost)]


def unshown(lost: Iterable[str]) -> list[str]:
    """Say which characters were replaced because the fonts cannot show them."""
    marks = ", ".join(dict.fromkeys(lost))
    return [f"Tegn, skrifttypen ikke kan vise, er erstattet i brevene: {marks}."] if marks else []


def _texts(
    desk: Desk, facts: Mapping[str, Any], plan: Plan, gathered: Gathered
) -> dict[str, bytes]:
    """Make the step's plain files: its note, and what it lays ready for the adviser."""
    wanted = dict(plan.action.filer)
    made = {}
    if plan.event.notat:
        wanted[plan.event.notat] = NOTE
    for name, template in wanted.items():
        if not (gathered.office.root / gathered.folder / name).exists():
            made[f"{gathered.folder}/{name}"] = desk.plain(template, facts).encode()
    return made


def _letters(
    texts: Mapping[str, str],
    facts: Mapping[str, Any],
    plan: Plan,
    gathered: Gathered,
    started: Press,
) -> tuple[dict[str, bytes], list[str]]:
    from workflow.documents import publish

    look = publish.Look(tuple(gathered.office.templates))
    sources, lost = _sources(texts, facts, plan, look)
    made: dict[str, bytes] = {}
    for rendered in started.render(sources):
        path = f"{gathered.folder}/{LETTERS}/{rendered.navn}"
        made |= {f"{path}.docx": rendered.docx, f"{path}.pdf": rendered.pdf}
    for source in sources:
        made[f"{gathered.folder}/{LETTERS}/{source.navn}.md"] = source.markdown.encode()
    return made, lost


def _sources(
    texts: Mapping[str, str],
    facts: Mapping[str, Any],
    plan: Plan,
    look: Look,
    *,
    udkast: bool = False,
) -> tuple[list[Source], list[str]]:
    """Put each letter's facts before its text, and tell what the fonts cannot show."""
    from workflow.documents import compose, coverage, publish

    sources, lost = [], list[str]()
    for name, letter in plan.breve:
        front = _front(letter, facts, plan) | {"udkast": udkast}
        shown, unshown_ = coverage.showable(compose.letter(front, texts[name]), look)
        sources.append(publish.Source(name, shown))
        lost += unshown_
    return sources, lost


def _front(letter: Letter, facts: Mapping[str, Any], plan: Plan) -> dict[str, Any]:
    """Return the facts that stand before a letter's text, enough to make it again."""
    kontor = facts["kontor"]
    adviser = kontor.borgerraadgiver
    return {
        "brev": letter.id,
        "sagsnummer": plan.after.nummer,
        "dato": plan.told.dato.isoformat(),
        "sprog": "da-DK",
        "kommune": kontor.kommune,
        "kontor": "Borgerrådgiveren",
        "uafhaengig": INDEPENDENT,
        "kontakt": [*adviser.adresse.splitlines(), f"Telefon: {adviser.telefon}", adviser.email]
        + ([adviser.hjemmeside] if adviser.hjemmeside else []),
        "telefontid": [adviser.telefontid]
        + ([f"Åben rådgivning: {adviser.aaben_raadgivning}"] if adviser.aaben_raadgivning else []),
        "modtager": list(address(letter, plan.after, facts["center"])),
        "afsender": list(sender(letter, plan.after)),
        "form": letter.form,
    }


def _complaint(gathered: Gathered) -> Any:
    """Return the citizen's own text, shown as text, or None when there is none yet."""
    from workflow.documents.escape import block

    return block(gathered.henvendelse) if gathered.henvendelse else None
