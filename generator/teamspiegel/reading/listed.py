"""Where a school lists the names of its people: what reads a disk needs to know that, and nothing else of reading."""

NAMES = "private/names.txt"
"""The only file outside `content/` and `data/` that is read. Git ignores its folder."""

MEANT = {"names.txt", "names.txt.txt", "names", "name.txt", "namen.txt", "namen.txt.txt", "namen"}
"""What a list is called by a program that adds an ending, or by whoever thinks in Dutch."""


def is_list_of_names(name: str) -> bool:
    """Whether a file in the folder of private things is the list of names, or was meant to be."""
    return name.casefold() in MEANT
