"""From an export of a survey tool to a file of answers, by a mapping that its author has confirmed. Pure."""
