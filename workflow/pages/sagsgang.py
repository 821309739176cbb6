"""The page on how a case goes: a diagram of its states, and every step as the tables have it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from workflow.core.rulebook import BROUGHT, ELSE, OPEN, REOPENED, SAME, Action, Rulebook

HEAD = """\
# Sagsgang

<!-- Siden er lavet af tabellerne. Ret dem og ikke siden: python -m workflow.pages -->

Hvor en sag kan være, og hvad der kan ske med den. Navnene er kommandoerne: `inv videresend 12`.
Alt her står i `workflow/regler/`. Et kontor kan have sine egne tabeller i arkivets `regler/`.
"""
NONE = "–"


def page(rules: Rulebook) -> str:
    """Return the whole page."""
    parts = (
        HEAD,
        "## Tilstande\n",
        *diagram(rules),
        "\n## Skridt\n",
        *_steps(rules),
        "\n## Hvad hvert skridt gør\n",
        *_explained(rules),
        "## Frister\n",
        "Længderne er arbejdsdage, som et kontor begynder med. Hvert kontor sætter sine egne.\n",
        *_deadlines(rules),
    )
    return "\n".join(parts) + "\n"


def diagram(rules: Rulebook) -> Iterator[str]:
    """Yield the diagram of states as mermaid, and what is not drawn in it."""
    yield "```mermaid\nstateDiagram-v2"
    for state in rules.tilstande.values():
        yield f'    state "{state.titel}" as {_node(state.id)}'
    arrows: dict[tuple[str, str], list[str]] = {}
    for start, end, name in _moves(rules):
        arrows.setdefault((start, end), []).append(name)
    for (start, end), names in arrows.items():
        yield f"    {_node(start)} --> {_node(end)}: {', '.join(names)}"
    for state in rules.tilstande.values():
        if not state.aaben:
            yield f"    {_node(state.id)} --> [*]"
    yield "```\n"
    yield from _not_drawn(rules)


def _moves(rules: Rulebook) -> Iterator[tuple[str, str, str]]:
    """Yield every step from one named state to another."""
    for action in rules.handlinger.values():
        targets = action.til if isinstance(action.til, dict) else {}
        named = [state for state in targets if state != ELSE]
        for start in (*(action.fra or ("[*]",)), *named):
            end = targets.get(start, targets.get(ELSE, SAME)) if targets else action.til
            if start != OPEN and end in rules.tilstande and end != start:
                yield start, str(end), _name(action)


def _not_drawn(rules: Rulebook) -> Iterator[str]:
    actions = rules.handlinger.values()
    yield "Ikke tegnet:\n"
    for action in actions:
        if OPEN in action.fra and isinstance(action.til, str) and action.til in rules.tilstande:
            end = rules.tilstande[action.til].titel
            yield f"- `{action.id}` fører fra enhver åben tilstand til *{end}*."
        elif action.til == REOPENED:
            yield f"- `{action.id}` fører tilbage til den tilstand, sagen blev afsluttet fra."
        elif action.til == BROUGHT:
            yield f"- `{action.id}` giver en udskilt sag den tilstand, klagepunktet havde."
    staying = [f"`{action.id}`" for action in actions if action.til == SAME]
    yield f"- Tilstanden ændres ikke af {_listed(staying)}."


def _steps(rules: Rulebook) -> Iterator[str]:
    yield "| Skridt | Fra → til | Kræver | Breve | Frist | Kilde |"
    yield "|---|---|---|---|---|---|"
    for action in rules.handlinger.values():
        cells = (
            f"[{_name(action)}](#{_name(action)})<br>{action.titel}",
            f"{_from(action, rules)} → {_to(action, rules)}",
            "<br>".join(_needs(action)) or NONE,
            "<br>".join(_letters(action)) or NONE,
            "<br>".join(_sets(action, rules)) or NONE,
            action.kilde,
        )
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _from(action: Action, rules: Rulebook) -> str:
    if not action.fra:
        return "(før sagen findes)"
    return ", ".join("enhver åben" if s == OPEN else rules.tilstande[s].titel for s in action.fra)


def _to(action: Action, rules: Rulebook) -> str:
    """Say where a step leads, for each state that it leads elsewhere from."""
    if not isinstance(action.til, dict):
        told = _state(action.til, rules)
    else:
        named = [(start, end) for start, end in action.til.items() if start != ELSE]
        ways = [f"fra {_state(start, rules)}: {_state(end, rules)}" for start, end in named]
        told = ", ".join([*ways, f"ellers {_state(action.til.get(ELSE, SAME), rules)}"])
    if action.til_med_punkt:
        told += f" (med `--punkt`: {_state(action.til_med_punkt, rules)})"
    return told


def _state(ident: str, rules: Rulebook) -> str:
    kept = {
        SAME: "samme",
        REOPENED: "den, sagen blev afsluttet fra",
        BROUGHT: "den, sagen blev skilt ud fra",
    }
    return kept.get(ident) or rules.tilstande[ident].titel


def _needs(action: Action) -> Iterator[str]:
    for need in action.kraever:
        yield " eller ".join(f"`--{name}`" for name in need.split("|"))
    for flag, more in action.kraever_ved.items():
        yield f"{_listed(f'`--{name}`' for name in more)} ved `--{flag}`"


def _letters(action: Action) -> Iterator[str]:
    for ident in action.breve:
        yield f"[{ident}](brevkatalog.md#{ident})"
    if action.breve and action.breve_kun_ved:
        yield f"(kun med `--{action.breve_kun_ved}`)"
    if action.breve and action.breve_undtagen_ved:
        yield f"(ikke med `--{action.breve_undtagen_ved}`)"


def _sets(action: Action, rules: Rulebook) -> Iterator[str]:
    if action.frist:
        only = " (kun med `--frist`)" if action.frist_valgfri else ""
        yield f"{rules.frister[action.frist].titel}{only}"
    for option, rule in action.lover.items():
        yield f"{rules.frister[rule].titel} (med `--{option}`)"


def _explained(rules: Rulebook) -> Iterator[str]:
    for action in rules.handlinger.values():
        yield f"### {_name(action)}\n"
        yield f"**{action.titel}.** {action.hjaelp.strip()}\n"
        if lines := list(_details(action)):
            yield "\n".join(lines) + "\n"


def _details(action: Action) -> Iterator[str]:
    told = {f"--{name}" for need in action.kraever for name in need.split("|")}
    can = [name for name in action.oplysninger if f"--{name}" not in told]
    if can:
        yield f"- Kan få: {_listed(f'`--{name}`' for name in can)}"
    if action.typer:
        yield f"- Kun i sager af typen: {_listed(action.typer)}"
    conditions = (
        *action.betingelser,
        *(c for more in action.betingelser_fra.values() for c in more),
    )
    if conditions:
        yield f"- Betingelser: {_listed(dict.fromkeys(conditions))}"
    if action.advarsler:
        yield f"- Bemærkes, hvis det mangler: {_listed(action.advarsler)}"
    if action.filer:
        yield f"- Lægger klar i sagens mappe: {_listed(f'`{name}`' for name in action.filer)}"


_ENDS = {
    "tilstand": "når sagen får en ny tilstand",
    "brev-til-borger": "når borgeren får et brev",
    "afslutning": "når sagen afsluttes",
    "tilbagemelding": "når centret har meldt tilbage",
}


def _deadlines(rules: Rulebook) -> Iterator[str]:
    yield "| Frist | Id | Venter på | Slutter | Længde | Kilde |"
    yield "|---|---|---|---|---|---|"
    for row in rules.frister.values():
        ends = _ENDS.get(row.slutter, row.slutter)
        yield (
            f"| {row.titel} | `{row.id}` | {row.venter_paa} | {ends} | {row.standard} | "
            f"{row.kilde} |"
        )


def _name(action: Action) -> str:
    """Return the command that takes the step."""
    return action.kommando or action.id


def _node(ident: str) -> str:
    return ident.replace("-", "_")


def _listed(words: Iterable[str]) -> str:
    return ", ".join(words)
