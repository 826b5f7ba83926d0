"""Calls between connected devices: their signals are passed on, their presence is watched."""
