"""What a team is called, as names are told apart."""

from teamspiegel.reading.grid import plain


def without_the_word(name: str) -> str:
    """A team's name as it is compared: as any text is, and without the word team before it.

    Readers and exports say "Team Talen" and "Talen" of the same team, so two names that differ in no more are one.
    """
    return plain(name).removeprefix("team ")
