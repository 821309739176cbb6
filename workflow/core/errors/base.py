"""Every message a user can be stopped by: what, where and what to do next, in Danish.

The exit codes are those of design §4: 2 a value names nothing, 3 a bad file, 4 a step is not
allowed or lacks something, 5 the archive is not in a fit state, 6 a template or rendering failed.
"""

from __future__ import annotations


class CaseworkError(Exception):
    """Base of everything a user can mend; anything else is our bug."""

    besked = ""
    exit_code = 1

    def __init__(self, **facts: object) -> None:
        """Fill the message with the facts of the place where it went wrong."""
        super().__init__(self.besked.format(**facts))
        self.facts = facts
