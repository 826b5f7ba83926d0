"""The alarms of the control room: a player process that outlives its console, and its proof.

``alarm.AlarmSound`` is what the console uses. ``python -m console.sound`` is the player.
"""
