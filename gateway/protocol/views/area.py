"""Pictures of areas."""

from gateway.protocol.views.base import View


class LandView(View, frozen=True, kw_only=True, tag="land"):
    """Areas or their outlines are others from now on: whoever shows them asks for them anew."""
