"""The passphrases of a locked site: from the environment or a file that is never published, one for each part.

No message quotes anything that stands in either, not even a key: somebody may have put the passphrase there.
"""

import re
import unicodedata
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from teamspiegel.contracts.definitions import Definitions
from teamspiegel.contracts.problem import InputProblems, Problem, nearest
from teamspiegel.contracts.site import SCHOOL
from teamspiegel.reading.text import text_of
from teamspiegel.reading.yaml_document import Document, parse

FILE = "private/passphrases.yml"
VARIABLE = "TEAMSPIEGEL_PASSPHRASE_"

SHORTEST = 12
"""Characters. Whoever has the site can guess as often as they like; only length and chance stand against that."""

LONGEST_JUDGED = 72
"""Characters. An estimate of more takes long, and says no more."""

FEWEST_GUESSES = 10**14
"""With 600,000 rounds of PBKDF2 for each, a graphics card makes some ten thousand a second: three hundred years."""

TAKEN_BY_EVERYBODY = (
    "wachtwoord", "welkom", "geheim", "school", "schooljaar", "team", "klas", "les", "lessen", "leerling", "leerlingen",
    "docent", "docenten", "leraar", "leraren", "juf", "meester", "rector", "directie", "sectie", "meting", "nulmeting",
    "onderwijs", "teamspiegel", "spiegel", "vakantie", "zomer", "herfst", "winter", "lente", "voorjaar", "januari",
    "februari", "maart", "april", "mei", "juni", "juli", "augustus", "september", "oktober", "november", "december",
    "maandag", "dinsdag", "woensdag", "donderdag", "vrijdag", "zaterdag", "zondag", "nederland", "van", "ons", "onze",
    "het", "een", "voor", "hou", "zomervakantie", "kerst", "toets", "examen", "havo", "vwo", "vmbo", "mbo",
)  # fmt: skip
"""Words that a guesser of Dutch passphrases at a school tries first; the estimate itself knows English ones."""

KNOWN_BY_HEART = (
    "correct horse battery staple", "correct paard batterij nietje", "juist paard batterij nietje",
    "the quick brown fox jumps over the lazy dog", "to be or not to be that is the question",
    "pa's wijze lynx bezag vroom het fikse aquaduct", "lorem ipsum dolor sit amet", "in den beginne schiep god",
    "wilhelmus van nassouwe ben ik van duitsen bloed", "altijd is kortjakje ziek", "slaap kindje slaap",
    "zie ginds komt de stoomboot", "zie de maan schijnt door de bomen", "vader jacob vader jacob",
    "berend botje ging uit varen", "op een grote paddenstoel", "lang zal ze leven in de gloria",
    "schipper mag ik overvaren", "de appel valt niet ver van de boom", "wie het laatst lacht lacht het best",
    "oost west thuis best", "een gewaarschuwd mens telt voor twee", "wie niet waagt die niet wint",
    "beter laat dan nooit", "al doende leert men", "oefening baart kunst", "de beste stuurlui staan aan wal",
    "wie a zegt moet ook b zeggen", "hoge bomen vangen veel wind", "de kat uit de boom kijken",
    "zoals het klokje thuis tikt tikt het nergens", "wie een kuil graaft voor een ander valt er zelf in",
    "beter een vogel in de hand dan tien in de lucht", "denkend aan holland zie ik brede rivieren",
)  # fmt: skip
"""What many people know by heart, or take as the example that it was: long, and among the first that a guesser tries.
The estimate knows words, and takes such a sentence for words that somebody chose by chance."""

FEWEST_TO_HOLD = 8
"""Letters. A shorter passphrase is refused by itself, and may stand in another by chance."""

MADE_BY_CHANCE = "`teamspiegel passphrases` makes one by chance"
MAKE_ONE = f"take it out: {MADE_BY_CHANCE}"
EXPECTED = f"a passphrase of {SHORTEST} characters or more that nobody would guess"


@dataclass(frozen=True)
class Sources:
    """Where passphrases come from: the file, if it is there, and the variables of the environment."""

    file: bytes | None = field(repr=False)
    environment: Mapping[str, str] = field(repr=False)


@dataclass(frozen=True)
class _Given:
    """A passphrase, and where it stands."""

    value: str = field(repr=False)
    path: str
    line: int

    def problem(self, found: str, mend: str = MAKE_ONE) -> Problem:
        return Problem(self.path, self.line, found, EXPECTED, mend)


def normal(passphrase: str) -> str:
    """The passphrase as it is used: however a keyboard writes an accent, and however many spaces were typed."""
    return " ".join(unicodedata.normalize("NFC", passphrase).split())


def variable(id_: str) -> str:
    """The environment variable of a part. Ids are slugs, so no two parts share one."""
    return VARIABLE + id_.upper().replace("-", "_")


def passphrases_of(definitions: Definitions, sources: Sources, known: Collection[str] | None = None) -> dict[str, str]:
    """The passphrase of every team, and of what shows several teams if there is one. The environment goes first.

    `known` are ids that may be in the file besides these teams'; empty: any. Raises InputProblems with every passphrase
    that is missing, weak, or the same as another.
    """
    problems: list[Problem] = []
    parts = [*definitions.team_by_id, SCHOOL]
    told: set[str] = set()
    in_file = _from_file(definitions, sources.file, known is None, problems, told)
    given = {**in_file, **_from_environment(parts, sources)}
    problems.extend(_missing(id_) for id_ in definitions.team_by_id if id_ not in {*given, *told})
    words = _words(definitions)
    problems.extend(
        one.problem(f"a weak passphrase for {_named(id_)} ({reason})")
        for id_, one in given.items()
        if (reason := _weakness(one.value, words))
    )
    problems.extend(_shared(given))
    if problems:
        raise InputProblems(problems)
    return {id_: one.value for id_, one in given.items()}


def without_passphrase(definitions: Definitions, sources: Sources) -> list[str]:
    """The parts that have no passphrase yet. Raises InputProblems when the file cannot be read."""
    problems: list[Problem] = []
    parts = [*definitions.team_by_id, SCHOOL]
    given = {**_from_file(definitions, sources.file, True, problems, set()), **_from_environment(parts, sources)}
    if problems:
        raise InputProblems(problems)
    return [id_ for id_ in parts if id_ not in given]


def _named(id_: str) -> str:
    return "all teams together" if id_ == SCHOOL else f"team '{id_}'"


def _missing(id_: str) -> Problem:
    mend = f"add a line '{id_}: …' to the file, or set {variable(id_)}; {MADE_BY_CHANCE}"
    return Problem(FILE, 1, f"no passphrase for {_named(id_)}", EXPECTED, mend)


def _from_environment(parts: Collection[str], sources: Sources) -> dict[str, _Given]:
    """An empty variable is none: that is how a build server hands over a secret that it does not have."""
    found = {id_: normal(sources.environment.get(variable(id_), "")) for id_ in parts}
    return {id_: _Given(value, variable(id_), 1) for id_, value in found.items() if value}


def _from_file(
    definitions: Definitions, content: bytes | None, complete: bool, problems: list[Problem], told: set[str]
) -> dict[str, _Given]:
    """`complete`: whether an id that is no team's is a mistake. `told`: whose may stand in what is not read."""
    parts = [*definitions.team_by_id, SCHOOL]
    if content is None:
        return {}
    document = _document(content, problems)
    if document is None:
        told.update(parts)
        return {}
    if not isinstance(document.value, dict):
        told.update(parts)
        problems.append(Problem(FILE, 1, "no list of passphrases", "a line 'team: passphrase' for every team"))
        return {}
    found: dict[str, _Given] = {}
    for id_, value in document.value.items():
        line = document.line(id_)
        if id_ not in parts:
            if complete:
                hint = nearest(str(id_), parts)
                problems.append(Problem(FILE, line, "an id that no team has", f"a team's id, or '{SCHOOL}'", hint))
        elif not isinstance(value, str):
            mend = "put quotes round it"
            problems.append(Problem(FILE, line, f"no text as the passphrase for {_named(id_)}", EXPECTED, mend))
            told.add(id_)
        else:
            found[id_] = _Given(normal(value), FILE, line)
    return found


def _document(content: bytes, problems: list[Problem]) -> Document | None:
    """The file's YAML. What a parser says of a mistake may quote the text, so only its line is told."""
    mistakes: list[Problem] = []
    text = text_of(FILE, content, mistakes)
    document = parse(FILE, text, mistakes) if text is not None else None
    expected, mend = "lines like 'team: passphrase'", "put quotes round a passphrase that has more than letters in it"
    problems.extend(Problem(FILE, one.line, "a line that cannot be read", expected, mend) for one in mistakes)
    return None if mistakes else document


def _weakness(value: str, words: Sequence[str]) -> str:
    """Why a passphrase would be guessed; nothing when it would not, as far as a program can tell."""
    from zxcvbn import zxcvbn  # its lists of words take long to load, and an open site has no passphrase

    if len(value) < SHORTEST:
        return f"fewer than {SHORTEST} characters"
    judged = value[:LONGEST_JUDGED].casefold()
    for sought in (judged, judged.replace(" ", ""), _letters(judged)):
        if zxcvbn(sought, user_inputs=list(words), max_length=LONGEST_JUDGED)["guesses"] < FEWEST_GUESSES:
            return "a program would guess it"
    return ""


def _words(definitions: Definitions) -> list[str]:
    """What whoever wants to get in tries first: the words of the school itself, and those that everybody takes."""
    named = [definitions.settings.school, *(f"{team.id} {team.name}" for team in definitions.teams)]
    rounds = [f"{round_.id} {round_.label} {round_.date.year}" for round_ in definitions.rounds]
    own = [word for text in (*named, *rounds) for word in re.findall(r"\w+", text.casefold()) if len(word) > 1]
    together = ["".join(re.findall(r"\w+", text.casefold())) for text in named]
    return list(dict.fromkeys([*own, *together, *TAKEN_BY_EVERYBODY, *map(_letters, KNOWN_BY_HEART)]))


def _letters(text: str) -> str:
    """What is left without signs and spaces, which a guesser tries in every way."""
    return "".join(re.findall(r"[^\W_]+", text.casefold()))


def _shared(given: Mapping[str, _Given]) -> Iterator[Problem]:
    """Passphrases that open two parts, and those that hold a whole other one: whoever knows that tries some more."""
    first: dict[str, str] = {}
    letters: dict[str, str] = {}
    for id_, one in given.items():
        other = first.setdefault(one.value.casefold(), id_)
        if other != id_:
            yield one.problem(f"the same passphrase for {_named(other)} and {_named(id_)}")
        letters.setdefault(_letters(one.value), id_)
    lengths = sorted({len(text) for text in letters if len(text) >= FEWEST_TO_HOLD})
    for id_, one in given.items():
        held = _held(_letters(one.value), letters, lengths, id_) if first[one.value.casefold()] == id_ else None
        if held:
            yield one.problem(f"a passphrase for {_named(id_)} that holds the whole one for {_named(held)}")


def _held(text: str, letters: Mapping[str, str], lengths: Sequence[int], id_: str) -> str | None:
    """Whose passphrase stands in a text. All pieces of a length are looked up: there may be thousands of teams."""
    pieces = (text[at : at + length] for length in lengths for at in range(len(text) - length + 1))
    return next((letters[piece] for piece in pieces if letters.get(piece, id_) != id_), None)
