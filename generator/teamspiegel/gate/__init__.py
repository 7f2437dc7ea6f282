"""The gate: what may leave the building. One pure stage between counting and everything visible.

The reader it answers is a colleague who knows these rules, their own answers and the whole site. Two principles hold
it together. What is said of an item is a fixed function of how many answered and of their sum, whoever they are and
whatever they gave: a rule that looked at who answered what would tell it by being applied. And everything above an
item is made of what is said of items, so it tells nothing that they do not.
"""
