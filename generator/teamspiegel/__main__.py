"""The command, also as `python -m teamspiegel`.

Each process that draws imports again what the program was started from: so nothing heavy is imported here.
"""


def main() -> None:
    """Run the command line."""
    from teamspiegel.edges.cli import main as command

    command()


if __name__ == "__main__":
    main()
