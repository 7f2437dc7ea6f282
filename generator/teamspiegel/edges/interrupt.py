"""Ctrl-C, which every process that a terminal waits for hears at once."""

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def held_back() -> Iterator[None]:
    """Hear Ctrl-C at the end of this only; a process that is begun in it never hears any.

    One that is still beginning would answer with its traceback, and so would one whose beginning is broken off halfway.
    """
    heard = list[int]()
    here = threading.current_thread() is threading.main_thread()  # no other is interrupted
    before = signal.signal(signal.SIGINT, lambda number, _: heard.append(number)) if here else None
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})  # what is begun inherits this
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
        if here:
            signal.signal(signal.SIGINT, before)
        for number in heard:
            signal.raise_signal(number)
