"""What was made of a team, kept for later builds: its pages, drawings and papers, under all that they follow from."""

from dataclasses import dataclass
from hashlib import sha256

from teamspiegel.edges.cache import Cache


@dataclass(frozen=True)
class KeptTeams:
    """A `Keep` in a cache. `made_with`: a hash of the programs and of the theme, with the letters of drawings."""

    cache: Cache
    made_with: str

    def get(self, key: str) -> bytes | None:
        """What was made before under a key, with the same; None when it is not there."""
        return self.cache.get_packed(self._own(key))

    def keep(self, key: str, made: bytes) -> None:
        """Keep what was made, where that can be done."""
        self.cache.keep_packed(self._own(key), made)

    def _own(self, key: str) -> str:
        return sha256(f"team {self.made_with} {key}".encode()).hexdigest()
