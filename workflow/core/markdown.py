"""Text that is Markdown already, told apart from text that is shown as written."""

from __future__ import annotations


class Markdown(str):
    """Markdown that passes into a letter as it stands: our own, or the adviser's prose."""

    __slots__ = ()
