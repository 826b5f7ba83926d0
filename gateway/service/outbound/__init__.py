"""Messages to people without a console: a queue in the store, a worker, and the ways out."""
