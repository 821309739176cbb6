"""The rules of the proof: each looks at one step and yields what is wrong with it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from workflow.core.entry import CASE_FILE, NONE, Booked, told
from workflow.core.joining import CONFLICTING, MERGED, SYNCHRONISED
from workflow.core.known_steps import SENT
from workflow.core.names import CONFLICT, case_of
from workflow.core.older import BROUGHT_IN
from workflow.core.proof import (
    ARCHIVE,
    FORMATS,
    LETTERS,
    Fault,
    Forloeb,
    Step,
    made,
    sent,
    where,
)
from workflow.core.renumbering import KEPT, RENUMBERED, moved_from
from workflow.core.rulebook import Rulebook

EDITED, CORRECTED, UNDONE = "redigering", "rettelse", "fortryd"
QUIET = (EDITED, "klagepunkt", "vurder", "kompetence", "udkast")
SETTLED = "afklar"
OF_A_JOINING = (SYNCHRONISED, MERGED, CONFLICTING, RENUMBERED)
JOINING = (*OF_A_JOINING, SETTLED)

Rule = Callable[[Step, Rulebook], Iterator[Fault]]


def strangers(step: Step, _: Rulebook) -> Iterator[Fault]:
    """Yield what an entry has touched that is no part of its case, or that it touches nothing.

    By what they touch, the entries of a case are found.
    """
    if not step.booked:
        return
    own = "" if step.sag == ARCHIVE else step.sag
    for file in step.files:
        if case_of(file.path) != own:
            yield _of(step, f"posten er om {step.sag}, men ændrer også denne fil", file.path)
    if own and not step.files and step.handling not in (*JOINING, KEPT):
        yield _of(step, f"posten er om {own}, men ændrer intet i sagen")


def joinings(step: Step, _: Rulebook) -> Iterator[Fault]:
    """Yield an entry of a joining where none was, and a choice of what there was not to choose.

    Only by them may a case become what no step has made of it.
    """
    if step.handling in OF_A_JOINING and not step.sammenfoert:
        yield _of(step, "posten er om en synkronisering, men dér mødes ingen journaler")
    if step.handling == SETTLED:
        yield from _choice(step)


def documents(step: Step, _: Rulebook) -> Iterator[Fault]:
    """Yield where the documents that an entry names are not those that it brings."""
    if not step.booked:
        return
    named = dict(step.booked.dokumenter)
    for file in step.files:
        if file.after is None or file.path.rpartition("/")[2] == CASE_FILE:
            continue
        said = named.pop(told(file.path), None)
        if said is None:
            yield _of(step, "filen er lagt ind med en post, der ikke nævner den", file.path)
        elif said != file.sha256:
            yield _of(step, "filen har ikke den SHA-256, som posten siger", file.path)
    for path, said in named.items():
        if step.uroerte.get(path) != said:
            yield _of(step, "posten nævner filen, men den er ikke, som posten siger", path)


def states(step: Step, _: Rulebook) -> Iterator[Fault]:
    """Yield where `Fra` and `Til` are not the states of the case before and after."""
    if not step.booked or step.gone:
        return
    before, after = (side.tilstand if side else "" for side in (step.before, step.after))
    begun_by_hand = step.before is None and step.handling == EDITED
    if step.handling not in JOINING and not begun_by_hand:
        yield from _said(step, "Fra", step.booked.fra, before or NONE)
    yield from _said(step, "Til", step.booked.til, after or NONE)


def course(step: Step, _: Rulebook) -> Iterator[Fault]:
    """Yield each line of the forløb that the tables do not allow, where it first stands."""
    if step.after:
        known = step.before.course.fejl if step.before else ()
        for fault in step.after.course.fejl:
            if fault not in known:
                yield _of(step, fault)


def place(step: Step, _: Rulebook) -> Iterator[Fault]:
    """Yield where the number in sag.yaml is not that of its folder."""
    if step.after and step.after.nummer != step.sag:
        yield _of(step, f"nummeret er {step.after.nummer}, men mappen hedder {step.folder}")


def forloeb(step: Step, rules: Rulebook) -> Iterator[Fault]:
    """Yield where the forløb has become another in a way that its entry does not account for."""
    if step.gone:
        yield _of(step, "sagen er fjernet fra arkivet")
    elif lost := sorted(sent(step.before_it) - made(step.after_it)):
        yield _of(step, f"sendte breve er gået ud af forloeb: {', '.join(lost)}")
    elif misused := _course_rule(step.handling, rules)(step):
        yield _of(step, misused)


def letters(step: Step, rules: Rulebook) -> Iterator[Fault]:
    """Yield each finished letter that was added, changed or removed other than by its step."""
    new = made(step.after_it) - made(step.before_it)
    gone = made(step.before_it) - made(step.after_it) if step.handling == UNDONE else frozenset()
    frozen = sent(step.before_it)
    for file in step.files:
        if not file.path.startswith(f"{step.folder}/{LETTERS}/"):
            continue
        name, form = _name(file.path), file.path.rpartition(".")[2]
        if step.handling in JOINING and (name not in frozen or file.before is None):
            continue
        if file.before is None:
            if not step.booked or name not in new or form not in FORMATS:
                yield _of(step, "filen er lagt til blandt de færdige breve", file.path)
        elif file.after is not None:
            yield _of(step, "et færdigt brev er ændret bagefter", file.path)
        elif name not in gone - frozen:
            yield _of(step, "et færdigt brev er fjernet", file.path)


RULES: tuple[Rule, ...] = (strangers, joinings, documents, states, course, place, forloeb, letters)


def judged(step: Step, rules: Rulebook) -> Iterator[Fault]:
    """Yield every fault of one step."""
    for rule in RULES:
        yield from rule(step, rules)


def unfiled(step: Step, known: Mapping[str, frozenset[str]]) -> dict[str, frozenset[str]]:
    """Return, by its case, the letters that a case has come with from elsewhere, without files."""
    if step.handling == BROUGHT_IN:
        return {step.sag: made(step.after_it)}
    earlier = moved_from(step.booked) if step.booked else ""
    return {step.sag: known[earlier]} if earlier in known else {}


def _choice(step: Step) -> Iterator[Fault]:
    """Yield where the end of a conflict is something else than one of its two versions."""
    above = "" if step.sag == ARCHIVE else f"{step.folder}/"
    other = {file.path: file for file in step.files if file.path.startswith(f"{above}{CONFLICT}/")}
    if not any(file.before and file.after is None for file in other.values()):
        yield _of(step, "posten afklarer en konflikt, men der var ingen")
    for file in step.files:
        aside = other.get(f"{above}{CONFLICT}/{file.path.removeprefix(above)}")
        if file.path not in other and (aside is None or aside.before != file.after):
            yield _of(
                step, "filen er ikke en af de to udgaver, der var at vælge imellem", file.path
            )


def _name(path: str) -> str:
    return path.rpartition("/")[2].rpartition(".")[0]


def _of(step: Step, tekst: str, path: str = "") -> Fault:
    whole = ARCHIVE if step.sag == ARCHIVE else f"{step.folder}/{CASE_FILE}"
    return Fault(path or whole, tekst, where(step))


def _said(step: Step, key: str, said: str, is_so: str) -> Iterator[Fault]:
    if said != is_so:
        yield _of(step, f"posten siger '{key}: {said}', men efter forloeb er det '{is_so}'")


def _course_rule(handling: str, rules: Rulebook) -> Callable[[Step], str]:
    """Return what says how an entry of that kind has misused the forløb."""
    if handling in rules.handlinger:
        return _by_a_step
    known = {BROUGHT_IN: _brought_in, CORRECTED: _freely, UNDONE: _taken_back}
    known |= dict.fromkeys(JOINING, _freely)
    return known.get(handling, _untouched if handling in ("", *QUIET) else _by_its_own)


def _freely(_: Step) -> str:
    return ""


def _brought_in(step: Step) -> str:
    """Say where a case from an older register is not new here, or comes with more than its file."""
    if step.before:
        return "posten indlæser en sag, som arkivet har i forvejen"
    if [file.path for file in step.files] != [f"{step.folder}/{CASE_FILE}"]:
        return "posten indlæser mere eller andet end sagens sag.yaml"
    return ""


def _untouched(step: Step) -> str:
    begun = step.before is None and len(step.after_it) <= 1
    if begun or step.before_it == step.after_it:
        return ""
    if step.before is None:
        return "sagen er lagt ind med et forløb, som journalen ikke har poster om"
    return "forloeb er ændret uden en post om det"


def _taken_back(step: Step) -> str:
    taken = step.before_it[-1:]
    if step.after_it != step.before_it[:-1] or (taken and taken[0].handling == SENT):
        return "posten tager et skridt tilbage, men forloeb er ikke blot uden sin sidste linje"
    return ""


def _by_a_step(step: Step) -> str:
    booked, added = step.booked, _added(step.before_it, step.after_it)
    if booked is None or added is None or (step.before and len(added) != 1) or not added:
        return f"posten er om {step.handling}, men forloeb har ikke netop én linje mere om det"
    return _unlike(step, booked, added)


def _unlike(step: Step, booked: Booked, added: Forloeb) -> str:
    """Say where the line of the forløb is another than its entry; a new case may begin earlier."""
    last = added[-1]
    if last.handling != booked.handling:
        return f"posten er om {booked.handling}, men linjen i forloeb om {last.handling}"
    if last.dato != booked.dato and (step.before or last.dato > booked.dato):
        return f"posten er af {booked.dato}, men linjen i forloeb af {last.dato}"
    return ""


def _by_its_own(step: Step) -> str:
    """Judge an entry of a kind that no table here knows: it may add lines of its own kind."""
    added = _added(step.before_it, step.after_it)
    if added is None or any(event.handling != step.handling for event in added):
        return "forloeb er ændret uden en post om det"
    return ""


def _added(before: Forloeb, after: Forloeb) -> Forloeb | None:
    return after[len(before) :] if after[: len(before)] == before else None
