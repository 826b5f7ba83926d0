"""Reusable Qt widgets: values in by methods, intent out by signals.

They know of no network, no database and no asyncio; colours, sizes and sentences are handed in.
"""
