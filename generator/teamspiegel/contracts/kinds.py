"""The kinds of instruments that there are, by the word that an author writes under `kind`."""

from collections.abc import Mapping

from teamspiegel.contracts.instrument import Instrument
from teamspiegel.contracts.interviews import Interviews
from teamspiegel.contracts.knowledge import KnowledgeTest
from teamspiegel.contracts.network import Network
from teamspiegel.contracts.other import OtherInstrument
from teamspiegel.contracts.placement import Placement
from teamspiegel.contracts.pupils import Pupils
from teamspiegel.contracts.ranking import Ranking
from teamspiegel.contracts.scan import Scan

SURVEY = "survey"
"""The kind of an instrument that does not say one."""
OTHERS: Mapping[str, type[OtherInstrument]] = {
    "interviews": Interviews,
    "network": Network,
    "placement": Placement,
    "pupils": Pupils,
    "ranking": Ranking,
    "scan": Scan,
    "test": KnowledgeTest,
}
"""The kinds besides the survey in layers."""
AnyInstrument = Instrument | OtherInstrument
KINDS: Mapping[str, type[AnyInstrument]] = {SURVEY: Instrument, **OTHERS}
