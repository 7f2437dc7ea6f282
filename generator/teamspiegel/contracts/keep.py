"""What was made before, under a hash of all that it follows from. Handed in, as drawing is: a disk may be behind it."""

from typing import Protocol


class Keep(Protocol):
    """Gives back what it was given under a key, or nothing."""

    def get(self, key: str) -> bytes | None:
        """What was made before under a key; None when it is not there."""

    def keep(self, key: str, made: bytes) -> None:
        """Keep what was made, where that can be done."""


class _Nothing:
    """Keeps nothing: everything is made."""

    def get(self, key: str) -> bytes | None:
        """Nothing."""
        return None

    def keep(self, key: str, made: bytes) -> None:
        """Let it go."""


NOTHING: Keep = _Nothing()
