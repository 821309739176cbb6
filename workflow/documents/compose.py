"""Letters as Markdown: templates filled with values that can never become markup or code.

A value that is absent is collected, not printed, and refuses the letter with file and field;
a name that the template invents is the template's fault.
"""

from __future__ import annotations

import json
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError, UndefinedError
from jinja2.exceptions import SecurityError
from msgspec import Struct

from workflow.core.errors import BadTemplate, CaseworkError, Missing
from workflow.core.markdown import Markdown
from workflow.documents.bounds import bounded
from workflow.documents.escape import escape, unescaped
from workflow.documents.sandbox import Write, sandbox

SECONDS = 20.0
GAP = r"\[mangler\]"

_DANISH: tuple[tuple[type[Exception], str], ...] = (
    (RecursionError, "den indsætter sig selv"),
    (TimeoutError, "den bliver ikke færdig"),
    (OverflowError, "den bliver for lang"),
    (MemoryError, "den bruger for meget hukommelse"),
    (TemplateNotFound, "en fil, den indsætter, findes ikke"),
    (TemplateSyntaxError, "den er ikke skrevet rigtigt"),
    (SecurityError, "den bruger noget, den ikke må"),
    (UndefinedError, "den bruger noget, der ikke findes"),
)


class Desk(Struct, frozen=True):
    """The templates at hand: the office's own first, then the shipped ones."""

    folders: Sequence[Path]

    def has(self, name: str) -> bool:
        """Tell whether there is a template of that name."""
        return any((folder / name).is_file() for folder in self.folders)

    def compose(self, name: str, context: Mapping[str, Any]) -> Markdown:
        """Fill a letter's template; Missing names every value that is absent."""
        return _whole(*self._filled(name, context, escape))

    def sketch(self, name: str, context: Mapping[str, Any]) -> tuple[Markdown, list[str]]:
        """Fill a letter's template as far as it goes: gaps are marked, and told."""
        return self._filled(name, context, escape, GAP)

    def plain(self, name: str, context: Mapping[str, Any]) -> str:
        """Fill the template of a file that is read as it stands and never becomes a document."""
        return _whole(*self._filled(name, context, _as_it_stands))

    def _filled(
        self, name: str, context: Mapping[str, Any], write: Write, gap: str = ""
    ) -> tuple[Markdown, list[str]]:
        absent: list[str] = []
        environment = sandbox(self.folders, absent, write, context["sprog"], gap)
        try:
            with bounded(SECONDS):
                text = environment.get_template(name).render(context)
        except CaseworkError:
            raise
        except Exception as error:  # noqa: BLE001 - whatever a template raises is its own fault
            raise BadTemplate(skabelon=_culprit(error, name), fejl=_told(error)) from None
        return Markdown(text), list(dict.fromkeys(absent))


def _as_it_stands(value: object) -> str:
    """Write a value in a file with comments, which it must not end."""
    return str(value).replace("-->", "→")


def _whole(text: Markdown, absent: Sequence[str]) -> Markdown:
    if absent:
        raise Missing(mangler="\n".join(f"- {told}" for told in absent))
    return text


def letter(front: Mapping[str, Any], text: str) -> str:
    """Put the letter's facts before its text, which begins with the title as a heading."""
    heading, _, body = text.strip().partition("\n")
    return headed({"titel": unescaped(heading.removeprefix("#").strip()), **front}, body)


def headed(facts: Mapping[str, Any], text: str) -> str:
    """Put facts before a text, as documents.frontmatter reads them."""
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in facts.items()]
    return "\n".join(["---", *lines, "---", "", text.strip(), ""])


def _culprit(error: Exception, name: str) -> str:
    """Return the innermost template that the error came from, with its line."""
    if isinstance(error, TemplateSyntaxError):
        return f"{error.name or name}, linje {error.lineno}"
    places = [f for f in traceback.extract_tb(error.__traceback__) if f.filename.endswith(".md")]
    return f"{Path(places[-1].filename).name}, linje {places[-1].lineno}" if places else name


def _told(error: Exception) -> str:
    """Say in Danish what is wrong; Jinja's own words stand behind."""
    words = str(error.message if isinstance(error, TemplateError) else error)
    for kind, danish in _DANISH:
        if isinstance(error, kind):
            return f"{danish} ({words})." if words else f"{danish}."
    return f"noget i den kan ikke lade sig gøre ({words})."
