"""The installed command: the same tasks as `inv`, from any folder, refusing in Danish."""

from __future__ import annotations

import re
from collections.abc import Callable

from invoke.exceptions import Exit, ParseError
from invoke.program import Program

from workflow import VERSION

UNKNOWN = 2


class Sagsgang(Program):
    """Invoke's program, with the exit code and language of ours for what it refuses."""

    def parse_core(self, argv: list[str] | None) -> None:
        """Read what stands before the first command."""
        _in_danish(lambda: super(Sagsgang, self).parse_core(argv))

    def parse_tasks(self) -> None:
        """Read the commands and their options."""
        _in_danish(super().parse_tasks)


def main() -> None:
    """Run the tasks as the installed command."""
    from tasks import ns

    Sagsgang(version=VERSION, namespace=ns, name="sagsgang", binary="sagsgang").run()


def _in_danish(parse: Callable[[], None]) -> None:
    try:
        parse()
    except ParseError as error:
        raise Exit(_danish(str(error)), code=UNKNOWN) from None


def _danish(said: str) -> str:
    named = re.findall(r"['\"]([^'\"]+)['\"]", said)
    if value := re.search(r"<Argument: ([^ >]+)[^>]*> needed value", said):
        return f"Der mangler en værdi efter --{value[1]}. Hjælp: sagsgang hjaelp <kommando>"
    if "required" in said:
        command, *lacking = named
        return f"{command} mangler: {', '.join(lacking)}. Hjælp: sagsgang hjaelp {command}"
    if "idea" in said and named:
        return f"'{named[0]}' kendes ikke. Se kommandoerne med: sagsgang hjaelp"
    return f"Kommandoen kan ikke læses: {', '.join(named)}. Hjælp: sagsgang hjaelp <kommando>"
