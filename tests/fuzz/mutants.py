"""Schools with mistakes as people and programs make them, and some that only a machine would."""

import random
import re
from collections.abc import Callable, Sequence

from tests.schools import Files

Mutate = Callable[[random.Random, str], str]

SIGNS: list[str] = [
    *"[]{}<>()'\"`*_#&!|%@,:;?-=+~^\\/$", "\t", "\r", "\x00", "\x0b", "\x1f", "\x7f", "\x85", "\xa0", "\xad", "\u200b",
    "\u2028", "\u202e", "\ufeff", "\ufffd", "é", "e\u0301", "٣", "😀", "ﬁ", "İ", "\U000e0001",
]  # fmt: skip
PIECES = {
    "yml": [
        "yes", "no", "null", "~", "014", "0b11", "0o14", "0x1F", "1e400", "-1", "9" * 30, "9" * 5000, "3,5", "1_000",
        ".nan", "-.inf", "10:30", "2026-02-30", "2026-03-24 10:00:00", "&a ", "*a", "!x ", "!!python/name:os.system ",
        "<<: ", "? ", "- ", "---\n", "...\n", "%YAML 1.1\n", "'", '"', "|\n", ">-\n", "{a: [", "[" * 60, "{a: " * 400,
        "x: 1\n", "\t", '"\\ud800"', '"\\x00"', "# ", ": ", "''", "true", "1.0000000001",
    ],
    "csv": [
        ",", ",,", ";", "\t", '"', '""', '"\n', '"a\nb"', "\r", "\n\n", "3.5", "3,5", '"3,5"', "٣", "3.0", "03", "+3",
        "1e0", "nan", "inf", "9" * 400, "-1", "0", "=1+1", "nvt", "team", "respondent", "zelf-begin", "quagga 12",
        "\u200b", " ", "\x00", "2.00000000000000000001", "a" * 200_000,
    ],
    "md": [
        "<script>", "</div>", "<div markdown>\n", "<!--", "-->", "<!-->", "<a href='x.md'>", "[a](b.md)", "[a][b]\n\n",
        "[b]: x.md\n", "[^1]", "\n[^1]: x\n", "![a](b)", "```\n", "~~~\n", "    ", "> " * 30, "- ", "1. ",
        "| a | b |\n", "|---|---|\n", "# x\n", "x\n===\n", "{: onclick=x }", "*[a]: <b>\n", "&#60;",
        "&lt;", "[a](javascript:x)",
        "<a ", "[" * 300, "<b><i></b></i>", "---\n", "[TOC]\n", "!!! note\n", "<https://[x>", "<details>", "<br>", "\\",
    ],
}  # fmt: skip


def mutant(tree: Files, dice: random.Random) -> Files:
    """The school with one to four mistakes in one or two of its files, or with a file moved, gone or twice."""
    broken = dict(tree)
    for path in dice.sample(sorted(broken), dice.choice([1, 1, 1, 2])):
        if dice.random() < 0.05:
            broken[dice.choice(_others(path, sorted(broken)))] = broken.pop(path)
            continue
        kind = path.rpartition(".")[2]
        text = broken[path].decode()
        for _ in range(dice.choice([1, 1, 2, 4])):
            text = dice.choice(MUTATIONS)(dice, text) if dice.random() < 0.6 else put(dice, text, PIECES[kind])
        broken[path] = _bytes(dice, text)
    return broken


def _others(path: str, known: Sequence[str]) -> list[str]:
    folder, _, name = path.rpartition("/")
    return [f"{folder}/x{name}", f"{folder}/{name}.bak", f"{folder}x/{name}", f"{folder}/Map {name}", *known[:3]]


def _bytes(dice: random.Random, text: str) -> bytes:
    encoding = dice.choice(["utf-8"] * 20 + ["utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
    content = text.encode(encoding, errors="replace")
    if dice.random() < 0.03:
        at = dice.randrange(len(content) + 1)
        content = content[:at] + bytes(dice.randrange(256) for _ in range(3)) + content[at + dice.randrange(4) :]
    return content.replace(b"\n", dice.choice([b"\n"] * 8 + [b"\r\n", b"\r"]))


def put(dice: random.Random, text: str, pieces: Sequence[str]) -> str:
    """A piece between two words, or in the place of one."""
    places = [found.span() for found in re.finditer(r"[^\s,:\[\]{}]+|\b", text)]
    start, end = dice.choice(places) if places else (0, 0)
    return text[:start] + dice.choice(pieces) + text[end if dice.random() < 0.5 else start :]


def _sign(dice: random.Random, text: str) -> str:
    at, times = dice.randrange(len(text) + 1), dice.choice([1, 1, 1, 2, 40])
    return text[:at] + dice.choice(SIGNS) * times + text[at + dice.choice([0, 0, 1]) :]


def _without(dice: random.Random, text: str) -> str:
    at, length = dice.randrange(len(text) + 1), dice.choice([1, 3, 20, 200])
    return text[:at] + text[at + length :]


def _lines(dice: random.Random, text: str) -> str:
    """A line gone, twice, elsewhere, further in, or joined to the next one."""
    lines = text.split("\n")
    at, to = dice.randrange(len(lines)), dice.randrange(len(lines))
    line = lines[at]
    change = dice.choice(["gone", "twice", "moved", "in", "out", "joined"])
    if change in ("gone", "moved"):
        lines.pop(at)
    if change in ("twice", "moved"):
        lines.insert(to, line)
    if change in ("in", "out"):
        lines[at] = f"  {line}" if change == "in" else line.removeprefix("  ")
    if change == "joined" and at + 1 < len(lines):
        lines[at : at + 2] = [line + lines[at + 1]]
    return "\n".join(lines)


def _case(dice: random.Random, text: str) -> str:
    at = dice.randrange(len(text) + 1)
    return text[:at] + text[at : at + 12].swapcase() + text[at + 12 :]


def _swapped(dice: random.Random, text: str) -> str:
    """Every comma a semicolon, every quote another one, or every dot a comma."""
    old, new = dice.choice([(",", ";"), (",", "\t"), ("'", "’"), ('"', "'"), (".", ","), (" ", "\xa0"), ("-", "–")])
    return text.replace(old, new)


MUTATIONS: Sequence[Mutate] = (_sign, _sign, _without, _lines, _lines, _case, _swapped)
