"""The command, also as `python -m teamspiegel`.

Each process that draws imports again what the program was started from: so nothing heavy is imported here.
"""

import os
import sys


def main() -> None:
    """Run the command line, and end the process at once when it is done.

    To give back piece by piece what a command holds takes the interpreter a tenth of a small build; the system takes it
    back whole. By then a command has closed what it opened: whatever must be undone stands in a `with`.
    """
    from teamspiegel.edges.cli import main as command

    try:
        command()
    except SystemExit as end:
        if not isinstance(end.code, int | None):
            raise
        try:
            for stream in filter(None, (sys.stdout, sys.stderr)):
                stream.flush()
        except OSError:
            raise end from None
        os._exit(end.code or 0)


if __name__ == "__main__":
    main()
