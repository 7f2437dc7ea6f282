"""Indicators: from answers to every number about a team in a round, exact and as it would be published."""
