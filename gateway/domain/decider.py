"""The table that each module of orders exports: who decides which order."""

from collections.abc import Callable, Mapping
from typing import Any

from gateway.domain.order import Order
from gateway.domain.world import Change, World

#: By the type of the order's body. A decider gets the body once more, by its own type.
Deciders = Mapping[type, Callable[[World, Order, Any], list[Change]]]
