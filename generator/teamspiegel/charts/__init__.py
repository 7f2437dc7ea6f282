"""Charts of one team in one round: what each shows as a sentence, a specification and a table."""
