"""Leaks that are planted in a finished site, to see whether the attacker finds them."""

import re
from collections.abc import Callable

from tests.schools import Files


def put(path: str, old: str, new: str) -> Callable[[Files], Files]:
    """A text put in the place of another, where it stands first."""

    def edit(files: Files) -> Files:
        text = files[path].decode()
        assert re.search(old, text), f"no {old} in {path}"
        return {**files, path: re.sub(old, lambda found: found.expand(new), text, count=1).encode()}

    return edit
