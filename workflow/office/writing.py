"""The letters of a step: composed, rendered and named, before anything is booked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache, partial
from typing import TYPE_CHECKING, Any, NamedTuple

from workflow import PROGRAM
from workflow.core.decide import Plan
from workflow.core.language import DANISH
from workflow.core.letter import context
from workflow.core.markdown import Markdown
from workflow.core.rulebook import Letter
from workflow.core.situation import Situation
from workflow.office import cpr_to_centre, front
from workflow.office.desk import Office
from workflow.office.gather import LETTERS, Gathered

if TYPE_CHECKING:
    from concurrent.futures import Future

    from workflow.documents.compose import Desk
    from workflow.documents.look import Look
    from workflow.documents.publish import Press, Rendered, Source

NOTE = "notat.md"

Facts = Callable[[str], Mapping[str, Any]]


class Version(NamedTuple):
    """A letter with the template and the facts of the language it is written in."""

    navn: str
    letter: Letter
    fil: str
    facts: Mapping[str, Any]


Written = tuple[Version, str]


class Making(NamedTuple):
    """A step's files in the making: the plain ones, and the letters while they are being set."""

    mappe: str
    plain: Mapping[str, bytes]
    sources: Sequence[Source] = ()
    letters: Future[tuple[Rendered, ...]] | None = None
    lost: Sequence[str] = ()

    def files(self) -> dict[str, bytes]:
        """Return all of them when they are set, or say in Danish why they cannot be."""
        made = dict(self.plain)
        for rendered in self.letters.result() if self.letters else ():
            path = f"{self.mappe}/{rendered.navn}"
            made |= {f"{path}.docx": rendered.docx, f"{path}.pdf": rendered.pdf}
        for source in self.sources:
            made[f"{self.mappe}/{source.navn}.md"] = source.markdown.encode()
        return made


@contextmanager
def press(office: Office, letters: int) -> Iterator[Press | None]:
    """Warm up the programs that set letters while the case is read and decided upon."""
    if not letters:
        yield None
        return
    from workflow.documents import publish

    with publish.Press(publish.Look(tuple(office.templates))) as started:
        if not office.unapproved:
            started.warm(letters)
        yield started


def program(office: Office) -> str:
    """Name what makes the office's letters, for their entry: the program and the look."""
    from workflow.documents.imprint import imprint
    from workflow.documents.look import Look

    return f"{PROGRAM}; {imprint(Look(tuple(office.templates)))}"


def begun(
    plan: Plan,
    situation: Situation,
    gathered: Gathered,
    started: Press | None,
    mine: Mapping[str, str],
) -> Making:
    """Write the files a step makes, and begin to set its letters.

    A letter that has a text of its own in *mine*, by its id, is not written by its template.
    """
    from workflow.documents import compose, look

    desk = compose.Desk(gathered.office.templates)
    facts = cache(partial(context, plan, situation, _complaint(gathered)))
    folder = f"{gathered.folder}/{LETTERS}"
    plain = _texts(desk, facts(DANISH), plan, gathered)
    if started is None or not plan.breve:
        return Making(folder, plain)
    gathered.office.refuse_unapproved()
    written = [
        (version, mine.get(version.letter.id) or desk.compose(version.fil, version.facts))
        for version in versions(desk, facts, plan)
    ]
    cpr_to_centre.refuse_unreasoned(plan, _to_read(written))
    sources, lost = _sources(written, plan, look.Look(tuple(gathered.office.templates)))
    return Making(folder, plain, sources, started.begin(sources), lost)


def drafted(plan: Plan, situation: Situation, gathered: Gathered) -> dict[str, str]:
    """Return the text of each of the step's letters, by its id, for the adviser to edit."""
    from workflow.documents import compose
    from workflow.documents.escape import readable

    gathered.office.refuse_unapproved()
    desk = compose.Desk(gathered.office.templates)
    facts = cache(partial(context, plan, situation, _complaint(gathered)))
    return {
        version.letter.id: readable(desk.compose(version.fil, version.facts))
        for version in versions(desk, facts, plan)
        if version.letter.form == "brev"
    }


def preview(
    plan: Plan, situation: Situation, gathered: Gathered, mine: Mapping[str, str]
) -> tuple[tuple[Rendered, ...], list[str]]:
    """Render the step's letters as they stand, marked UDKAST, and say what they lack."""
    from workflow.documents import compose, publish

    gathered.office.refuse_unapproved()
    desk = compose.Desk(gathered.office.templates)
    facts = cache(partial(context, plan, situation, _complaint(gathered)))
    unassessed = any(punkt.vurdering is None for punkt in situation.punkter(plan.told))
    gaps = {"resultat": Markdown(compose.GAP)} if unassessed else {}
    look = publish.Look(tuple(gathered.office.templates))
    written, lacking = list[Written](), list[str]()
    for version in versions(desk, facts, plan):
        text, absent = mine.get(version.letter.id), list[str]()
        if text is None:
            text, absent = desk.sketch(version.fil, {**version.facts, **gaps})
        written.append((version, text))
        # What an udtalelse lacks is told by its step's conditions, with the lines.
        lacking += absent if version.letter.form == "brev" else []
    lacking += cpr_to_centre.lacking(plan, _to_read(written))
    sources, lost = _sources(written, plan, look, udkast=True)
    return publish.render(sources, look), [*dict.fromkeys(lacking), *unshown(lost)]


def _to_read(written: Iterable[Written]) -> list[tuple[Letter, str]]:
    return [(version.letter, text) for version, text in written]


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


def set_aside(office: Office, plan: Plan) -> list[str]:
    """Say that a note is written by the shipped template, for the office's own is not approved."""
    own = [name for name in office.unapproved if name == NOTE and plan.event.notat]
    return [f"{NOTE} er programmets egen: kontorets er ikke godkendt (inv godkend)."] if own else []


def untranslated(office: Office, plan: Plan) -> Iterator[str]:
    """Say which letters the citizen gets in Danish though her language is another."""
    from workflow.documents import compose

    desk, sprog = compose.Desk(office.templates), plan.after.borger.sprog or DANISH
    names = [
        letter.titel
        for _, letter in plan.breve
        if letter.modtager != "center" and _template(letter, plan, desk)[1] != sprog
    ]
    if names:
        language = office.rules.sprog[sprog].navn
        yield (
            f"Borgerens sprog er {language}, men dette er skrevet på dansk, for der er ingen "
            f"skabelon på {language}: {', '.join(names)}."
        )


def versions(desk: Desk, facts: Facts, plan: Plan) -> Iterator[Version]:
    """Yield each letter of a step as it is to be written: in the citizen's language, if it can."""
    for name, letter in plan.breve:
        fil, sprog = _template(letter, plan, desk)
        yield Version(name, letter, fil, {**facts(sprog), "modtager": letter.modtager})


def _template(letter: Letter, plan: Plan, desk: Desk) -> tuple[str, str]:
    """Return a letter's template and language: the citizen's own, if there is one in it."""
    sprog = plan.after.borger.sprog or DANISH
    fil = letter.fil_paa(sprog)
    if letter.modtager == "borger" and sprog != DANISH and desk.has(fil):
        return fil, sprog
    return letter.fil, DANISH


def _sources(
    written: Sequence[Written], plan: Plan, look: Look, *, udkast: bool = False
) -> tuple[list[Source], list[str]]:
    """Put each letter's facts before its text, and tell what the fonts cannot show."""
    from workflow.documents import compose, coverage, publish

    sources, lost = [], list[str]()
    for version, text in written:
        before = front.of_letter(version.letter, version.facts, plan) | {"udkast": udkast}
        shown, unshown_ = coverage.showable(compose.letter(before, text), look)
        sources.append(publish.Source(version.navn, shown))
        lost += unshown_
    return sources, lost


def _complaint(gathered: Gathered) -> Any:
    """Return the citizen's own text, shown as text, or None when there is none yet."""
    from workflow.documents.escape import block

    return block(gathered.henvendelse) if gathered.henvendelse else None
