"""The ids that a list gives its entries, for what refers to them."""

import re

from teamspiegel.contracts.model import SLUG_PATTERN
from teamspiegel.reading.yaml_document import Document


def meant_ids(document: Document, *within: str | int) -> tuple[str, ...] | None:
    """Every id that the entries of a list can be referred to by, also those of entries with another mistake.

    None when that cannot be told: the list could not be read, it stands under a misspelt key, or an entry has no id of
    its own (none at all, that of an earlier entry, or one that is no slug in small letters either). What refers to an
    unknown id may well mean that entry, whose mistake is told. Capitals are no doubt: a slug has none, so the id
    without them is the one to come.
    """
    value = document.at(*within)
    if within and value is None and not document.is_told(*within):
        return ()
    if not isinstance(value, tuple):
        return None
    found: dict[str, None] = {}
    for entry in value:
        id_ = entry.get("id") if isinstance(entry, dict) else None
        meant = id_.lower() if isinstance(id_, str) else ""
        if not re.fullmatch(SLUG_PATTERN, meant) or meant in found:
            return None
        found[meant] = None
    return tuple(found)
