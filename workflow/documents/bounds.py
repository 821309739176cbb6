"""How long a template may run and how much it may hold: it runs in our own process."""

from __future__ import annotations

import signal
from _thread import interrupt_main
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from threading import Event, Timer
from typing import Any

CHARACTERS = 2_000_000
MEGABYTES = 512
_BITS = 4096
_PAGE = 4096
_MEMORY = Path("/proc/self/statm")


@contextmanager
def bounded(seconds: float) -> Iterator[None]:
    """Stop a template that never ends (TimeoutError) or grows without end (MemoryError).

    Only Linux says how much memory we have in use, so only there is it bounded.
    """
    with _in_time(seconds), _in_memory(MEGABYTES):
        yield


def product(left: Any, right: Any) -> Any:
    """Multiply, unless it would be more than a letter can hold or take more time than one has."""
    for one, other in ((left, right), (right, left)):
        if hasattr(one, "__len__") and isinstance(other, int) and len(one) * other > CHARACTERS:
            raise OverflowError
    if isinstance(left, int) and isinstance(right, int):
        _refuse_endless(left, right)
    return left * right


def power(left: Any, right: Any) -> Any:
    """Raise to a power, if it can be done in no time."""
    if isinstance(left, int) and isinstance(right, int):
        _refuse_endless(*([left] * min(abs(right), _BITS + 1)))
    return left**right


def _refuse_endless(*factors: int) -> None:
    if sum(factor.bit_length() for factor in factors) > _BITS:
        raise OverflowError


@contextmanager
def _in_time(seconds: float) -> Iterator[None]:
    ended = Event()

    def stop() -> None:
        ended.set()
        interrupt_main()

    timer = Timer(seconds, stop)
    ignored = signal.getsignal(signal.SIGINT) is signal.SIG_IGN  # as in a script's background
    if ignored:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    timer.start()
    try:
        yield
    except KeyboardInterrupt:
        if ended.is_set():
            raise TimeoutError from None
        raise
    finally:
        timer.cancel()
        if ignored:
            signal.signal(signal.SIGINT, signal.SIG_IGN)


@contextmanager
def _in_memory(megabytes: int) -> Iterator[None]:
    """Let our own process grow only so much meanwhile."""
    try:
        import resource

        used = int(_MEMORY.read_text(encoding="ascii").split()[0]) * _PAGE
    except (ImportError, OSError, ValueError):
        yield
        return
    soft, hard = resource.getrlimit(resource.RLIMIT_AS)
    most = used + megabytes * 1024 * 1024
    if soft != resource.RLIM_INFINITY:
        most = min(most, soft)
    try:
        with suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_AS, (most, hard))
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_AS, (soft, hard))
