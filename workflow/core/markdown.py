"""Text that is Markdown already, told apart from text that is shown as written."""

from __future__ import annotations

from collections.abc import Iterator

_BEGUN, _ENDED = "<!--", "-->"


class Markdown(str):
    """Markdown that passes into a letter as it stands: our own, or the adviser's prose."""

    __slots__ = ()


def without_comments(text: str) -> str:
    """Leave out the comments; one that is begun and never ended is text.

    No expression that looks for an end from every beginning: a text of others' making can have a
    hundred thousand beginnings.
    """
    return "".join(part for part, _ in _parts(text))


def comments_blanked(text: str) -> str:
    """Leave out the comments but not their line ends, so that every line keeps its number."""
    return "".join(part + "\n" * comment.count("\n") for part, comment in _parts(text))


def _parts(text: str) -> Iterator[tuple[str, str]]:
    """Yield each piece of text with the comment that follows it."""
    at = 0
    while (begun := text.find(_BEGUN, at)) >= 0:
        ended = text.find(_ENDED, begun + len(_BEGUN))
        if ended < 0:
            break
        yield text[at:begun], text[begun : ended + len(_ENDED)]
        at = ended + len(_ENDED)
    yield text[at:], ""
