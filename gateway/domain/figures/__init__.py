"""Figures: facts folded from the journal once, and pure functions over them."""
