"""The native console of the control room."""
