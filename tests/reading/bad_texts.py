"""Personal data in what authors wrote, and mistakes in the list of names. The names and addresses say `geheim`."""

from tests.reading.mistakes import Mistake, at

PAGE = """---
id: {id}
kind: page
title: Wie je wat vraagt
summary: Bij wie je terechtkunt.
order: 9
sources:
  - title: Voor deze tests gemaakt
---

{text}
"""


def page(id_: str, text: str, what: str) -> Mistake:
    path = f"content/guidance/{id_}.md"
    message = at(path, 11, f"found {what}; ", "without personal data", "write a role")
    return Mistake(id_, (message,), {path: PAGE.format(id=id_, text=text).encode()})


NAMES = "# geheim\nX\nGeheim Geheimsma\n"

BAD_TEXTS = [
    page("adres-in-tekst", "Mail naar geheim@geheimschool.nl.", "an e-mail address"),
    page("nummer-in-tekst", "Bel 06-87770077 na vier uur.", "a telephone number"),
    Mistake(
        "naam-in-tekst",
        (
            *page("naam-in-tekst", "", "a name from private/names.txt (line 3)").messages,
            at("private/names.txt", 2, "a line with fewer than 2 letters", "one name, as people say it"),
        ),
        {
            "content/guidance/naam-in-tekst.md": PAGE.format(
                id="naam-in-tekst", text="Vraag het **geheim**\nGeheimsma."
            ).encode(),
            "private/names.txt": NAMES.encode(),
        },
    ),
]
