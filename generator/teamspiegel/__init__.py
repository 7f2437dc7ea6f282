"""Teamspiegel: a school's survey and lesson observations, as a feedback site that a team reads together."""

__version__ = "0.1.0"
