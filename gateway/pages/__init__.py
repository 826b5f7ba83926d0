"""The HTTP listener: the pages of one build, served by a child process of its own.

Apart from the sockets, so that no download can slow or break an alarm.
"""
