"""Qt models over the board. Views and deltas in, painted cells out; they ask for nothing."""
