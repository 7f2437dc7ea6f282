"""Ctrl-C waits where what it would break off could not be told calmly."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from threading import Thread

import pytest
from teamspiegel.edges.interrupt import held_back


@pytest.fixture(autouse=True)
def hearing() -> Iterator[None]:
    """Tests that run in the background do not hear Ctrl-C otherwise."""
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def test_it_is_heard_when_all_is_done() -> None:
    done = list[int]()
    with pytest.raises(KeyboardInterrupt), held_back():
        for number in range(3):
            os.kill(os.getpid(), signal.SIGINT)
            done.append(number)
    assert done == [0, 1, 2]
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_without_one_nothing_happens() -> None:
    with held_back():
        pass
    assert signal.getsignal(signal.SIGINT) is signal.default_int_handler
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


def test_what_is_begun_meanwhile_hears_none() -> None:
    code = "import os, signal; signal.signal(signal.SIGINT, signal.SIG_DFL); os.kill(os.getpid(), signal.SIGINT)"
    command = [sys.executable, "-c", code]
    assert subprocess.run(command).returncode == -signal.SIGINT
    with held_back():
        assert subprocess.run(command).returncode == 0


def test_a_thread_that_is_never_interrupted_may_ask_for_it_too() -> None:
    done = list[bool]()

    def begin() -> None:
        with held_back():
            done.append(True)

    thread = Thread(target=begin)
    thread.start()
    thread.join()
    assert done
