"""What is kept: the journal with its hash chain, and the tables that answer questions about it."""
