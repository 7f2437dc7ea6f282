"""How wide a text will be, so that nothing is cut and nothing overlaps before anything is drawn."""

from collections.abc import Iterator

SIZE = 13
"""The size of letters that everything else is measured against."""

LINE = 17
"""From one line of text to the next."""

ADVANCE = {
    letter: share / 100
    for share, letters in {
        20: "'’",
        25: ",.:;jl|`i·",
        32: " !()[]-_f",
        38: '"I_rt{}1/\\',
        47: "svyzc*?",
        52: "kxaeJ7–L",
        56: "2<>EFThubdgnopqé",
        63: "$+345689=SZBPRVXYC−…",
        69: "0KADGH&U",
        76: "NOQXw#",
        86: "Mm@",
        92: "W%",
    }.items()
    for letter in letters
}
"""Widths of the regular letters of Atkinson Hyperlegible Next as a share of the size, rounded up."""

OTHER = 0.6
BOLD = 1.07
"""How much wider bold letters are, at most."""


def width(text: str, size: float = SIZE, *, bold: bool = False) -> float:
    """The width of one line of text, a little generous."""
    return size * sum(ADVANCE.get(letter, OTHER) for letter in text) * (BOLD if bold else 1)


def wrapped(text: str, room: float, size: float = SIZE, *, bold: bool = False) -> list[str]:
    """The text in lines that fit the room; a word that is too long for a line is split. Never empty."""
    room = room / BOLD if bold else room
    lines = [""]
    for word in _pieces(text, room, size):
        longer = f"{lines[-1]} {word}".strip()
        if width(longer, size) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return [line for line in lines if line] or [""]


def balanced(text: str, room: float) -> list[str]:
    """The text in no more lines than the room asks for, of about the same width: no short word stands alone below."""
    lines, longest = wrapped(text, room), max(map(width, text.split()))
    for narrower in range(int(room), int(longest), -4):
        found = wrapped(text, narrower)
        if len(found) > len(lines):
            break
        lines = found
    return lines


def _pieces(text: str, room: float, size: float) -> Iterator[str]:
    for word in text.split():
        rest = word
        while width(rest, size) > room and len(rest) > 1:
            cut = max(1, int(len(rest) * room / width(rest, size)) - 1)
            yield rest[:cut]
            rest = rest[cut:]
        yield rest
