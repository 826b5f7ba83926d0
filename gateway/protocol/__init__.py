"""The wire between gateway and clients: typed messages, codec, version, schema.

The only part of the gateway that the console may import; it imports nothing of ours.
"""
