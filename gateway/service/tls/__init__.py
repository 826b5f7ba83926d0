"""The gateway's certificates: a name-constrained local CA, the server's own, its renewal."""

from gateway.service.tls.authority import NameNotPermitted
from gateway.service.tls.keeper import Tls
from gateway.service.tls.origins import own_hosts, page_origins

__all__ = ["NameNotPermitted", "Tls", "own_hosts", "page_origins"]
