"""The PosPin gateway: receives alarms, keeps the journal, tells every client what it may see."""
