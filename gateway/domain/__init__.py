"""The rules: what may happen, what follows from it, and who may see it.

Pure: no input or output, no clock but the one passed in. One module a noun. ``decide`` answers an
order with events or raises Refused; ``evolve`` makes the next state from an event.
"""
