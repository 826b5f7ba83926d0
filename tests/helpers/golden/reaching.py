"""Golden frames of how partners are reached, and of the ways out of the system."""

from gateway.protocol import commands, enums, views
from tests.helpers.golden.base import PARTNER, PUBLIC_KEY, after


def own_phone_view() -> views.OwnPhoneView:
    """A phone that can be woken and whose number is proven."""
    return views.OwnPhoneView(
        subject=PARTNER,
        version=6,
        server_key=PUBLIC_KEY,
        push_ended="",
        quiet=views.QuietHours(first=22, last=5),
        phone="…0003",
        number=enums.NumberState.PROVEN,
    )


def channel_view() -> views.ChannelView:
    """A modem that does not answer."""
    return views.ChannelView(
        subject="channel:sms",
        version=1,
        channel=enums.Channel.SMS,
        state=enums.ChannelState.FAILING,
        since=after(-120),
        reason="modem_silent",
    )


def bodies() -> dict[str, commands.AnyBody]:
    """The commands about being reached."""
    return {
        "subscribe_push": commands.SubscribePush(
            endpoint="https://fcm.googleapis.com/fcm/send/golden",
            p256dh=PUBLIC_KEY,
            auth="BTBZMqHH6r4Tts7J_aSIgg",
            server_key=PUBLIC_KEY,
        ),
        "unsubscribe_push": commands.UnsubscribePush(),
        "set_quiet_hours": commands.SetQuietHours(hours=views.QuietHours(first=22, last=5)),
        "set_quiet_hours.never": commands.SetQuietHours(hours=None),
        "prove_number": commands.ProveNumber(partner=PARTNER),
        "prove_number.own": commands.ProveNumber(),
        "confirm_number": commands.ConfirmNumber(code="042117"),
    }
