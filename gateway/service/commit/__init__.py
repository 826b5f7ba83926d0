"""The one way to change anything: orders are decided, committed and only then answered."""
