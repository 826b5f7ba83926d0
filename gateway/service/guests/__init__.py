"""Guest reports: what needs a secret, what is asked of them, and their erasure."""
