"""E-mail over SMTP."""

import logging
from email.message import EmailMessage
from email.utils import format_datetime
from pathlib import Path
from typing import Final

import aiosmtplib

from gateway.protocol.enums import DeliveryState
from gateway.service.outbound.channel import DeliveryFailed
from gateway.service.outbound.message import OutboundMessage, write
from gateway.settings import Email

_LOG = logging.getLogger(__name__)
_DOMAIN: Final = "pospin.invalid"


class SmtpChannel:
    """Sends to the addresses of the settings through one server."""

    def __init__(self, email: Email) -> None:
        self._email = email

    @property
    def max_attempts(self) -> int:
        """After so many tries a message is given up."""
        return self._email.max_attempts

    async def send(self, message: OutboundMessage) -> DeliveryState:
        """Taken by the server for at least one address. Raises DeliveryFailed."""
        email = self._email
        try:
            refused, _ = await aiosmtplib.send(
                self._letter(message),
                hostname=email.host,
                port=email.port,
                username=email.user or None,
                password=self._password() if email.user else None,
                use_tls=email.security == "tls",
                start_tls=email.security == "starttls",
                cert_bundle=email.ca_file or None,
                timeout=email.timeout_s,
            )
        except aiosmtplib.SMTPAuthenticationError as error:
            raise DeliveryFailed("sign_in_refused") from error
        except aiosmtplib.SMTPTimeoutError as error:
            raise DeliveryFailed("no_answer") from error
        except aiosmtplib.SMTPResponseException as error:
            raise DeliveryFailed(f"refused_{error.code}") from error
        except aiosmtplib.SMTPRecipientsRefused as error:
            raise DeliveryFailed(f"refused_{error.recipients[0].code}") from error
        except (aiosmtplib.SMTPException, OSError) as error:
            raise DeliveryFailed("unreachable") from error
        if refused:
            _LOG.warning("%d of %d addresses were refused", len(refused), len(email.to))
        return DeliveryState.SENT

    def close(self) -> None:
        """Nothing is held between letters."""

    def _letter(self, message: OutboundMessage) -> EmailMessage:
        if message.matter is None:
            raise ValueError(f"message {message.id} tells of nothing that a letter could")
        written = write(message.matter)
        letter = EmailMessage()
        letter["Subject"] = written.subject
        letter["From"] = self._email.sender
        letter["To"] = ", ".join(self._email.to)
        letter["Date"] = format_datetime(message.matter.at)
        # The same for each try, so that a mail reader shows one letter if two arrive.
        letter["Message-ID"] = f"<{message.id}@{_DOMAIN}>"
        letter["Auto-Submitted"] = "auto-generated"
        letter["Importance"] = "high"
        letter.set_content(written.body)
        return letter

    def _password(self) -> str:
        if self._email.password_file:
            try:
                text = Path(self._email.password_file).read_text("utf-8")
            except OSError as error:
                raise DeliveryFailed("no_password") from error
            return text.partition("\n")[0].rstrip("\r")
        return self._email.password.reveal()
