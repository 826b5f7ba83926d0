"""SMS through gammu-smsd: one text for one partner, within the limits of the settings."""

import asyncio
import sqlite3
from functools import partial
from typing import Final

from gateway.protocol.enums import DeliveryState, Language, Topic
from gateway.service.identity.codes import Codes
from gateway.service.outbound.channel import DeliveryFailed
from gateway.service.outbound.gammu import TEXT_LENGTH, Spool
from gateway.service.outbound.message import OutboundMessage, kind_in_words, place_in_words
from gateway.settings import Sms
from resources.i18n import translator

#: What a text is cut with where a place's name is too long for it.
_CUT: Final = "..."


class SmsChannel:
    """Hands texts to the modem's daemon; ``SmsWatch`` hears what became of them."""

    def __init__(self, sms: Sms, spool: Spool, codes: Codes) -> None:
        self._sms = sms
        self._spool = spool
        self._codes = codes

    @property
    def max_attempts(self) -> int:
        """After so many tries a message is given up."""
        return self._sms.max_attempts

    async def send(self, message: OutboundMessage) -> DeliveryState:
        """The daemon has it. Raises DeliveryFailed."""
        if message.partner is None:
            raise DeliveryFailed("no_number", dead=False, final=True)
        today, to_partner = message.texts_today
        if today >= self._sms.daily_limit:
            raise DeliveryFailed("daily_limit", dead=False, final=True)
        if to_partner >= self._sms.number_limit:
            raise DeliveryFailed("number_limit", dead=False, final=True)
        number, words = message.partner.phone, self._words(message)
        try:
            await asyncio.to_thread(self._spool.hand_over, message.id, number, words)
        except sqlite3.Error as error:
            raise DeliveryFailed("spool_unreadable") from error
        return DeliveryState.HANDED

    def close(self) -> None:
        """Nothing is held between texts."""

    def _words(self, message: OutboundMessage) -> str:
        push = message.partner.reaching.push if message.partner else None
        language = push.language if push else Language.INDONESIAN
        t = translator("gateway", language)
        if message.topic is Topic.NUMBER_CODE and message.partner is not None:
            return t("sms_number_code", code=self._codes.sms(message.partner.reaching.number.nonce))
        matter = message.matter
        if matter is None:
            raise ValueError(f"message {message.id} tells of nothing that a text could")
        kind, place = kind_in_words(matter, language), place_in_words(matter.place, language)
        words = partial(t, f"sms_{message.topic}", kind=kind, reference=matter.reference)
        over = len(words(place=place)) - TEXT_LENGTH
        if over > 0:
            place = place[: max(0, len(place) - over - len(_CUT))] + _CUT
        return words(place=place)
