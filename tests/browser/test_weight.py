"""No page is heavy to fetch: a team opens it in a room full of telephones."""

from pathlib import Path

import pytest

from tests.browser.pages import DEMONSTRATION, Reader, showing
from tests.browser.weight import weight

PLAIN = 600_000
PACKED = 200_000


@pytest.mark.parametrize("kind", DEMONSTRATION)
def test_a_first_view_is_light(reader: Reader, demonstration: Path, demonstration_site: str, kind: str) -> None:
    with showing(reader, demonstration_site, DEMONSTRATION[kind]) as shown:
        found = weight(demonstration / "site", shown.requests)
    assert found.plain < PLAIN
    assert found.packed < PACKED
