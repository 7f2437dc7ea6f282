"""What a whole process costs: processor seconds, those of its children included, and the most memory at once."""

import os
import shlex
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from statistics import median
from tempfile import TemporaryFile
from typing import NamedTuple

BIN = Path(sys.executable).parent
QUIET = {**os.environ, "NO_MKDOCS_2_WARNING": "1"}


class Cost(NamedTuple):
    """Seconds of processors, and megabytes that the largest of the processes held."""

    seconds: float
    megabytes: float

    def against(self, floor: "Cost") -> str:
        """How many times the seconds of a floor these are."""
        return f"{self.seconds / floor.seconds:.2f}"


def cost(command: Sequence[object]) -> Cost:
    """What a command costs. Raises RuntimeError, with what it said, when it fails."""
    words = [str(word) for word in command]
    with TemporaryFile() as said:
        process = subprocess.Popen(words, stdout=said, stderr=said, env=QUIET)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            said.seek(0)
            raise RuntimeError(f"{shlex.join(words)}\n{said.read().decode()}")
    return Cost(usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def middle(costs: Sequence[Cost]) -> Cost:
    """The median of the seconds and of the megabytes."""
    return Cost(median(one.seconds for one in costs), median(one.megabytes for one in costs))
