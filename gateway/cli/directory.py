"""What the store knows now, read beside a running gateway or without one."""

from gateway.cli.invocation import Invocation
from gateway.domain.world import World
from gateway.service.commit.loading import load_world


def world_of(invocation: Invocation) -> World:
    """Posts, consoles, officers and open incidents."""
    store = invocation.open_store()
    try:
        with store.engine.connect() as connection:
            return load_world(connection, "")
    finally:
        store.close()
