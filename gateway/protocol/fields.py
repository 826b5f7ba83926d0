"""Field types that messages share, with the limits that the codec enforces."""

from datetime import datetime
from typing import Annotated

from msgspec import Meta

#: A UUID in canonical lower-case form; commands carry version 7, made when the person acted.
Id = Annotated[str, Meta(pattern="^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$")]

#: ``type:id``, the key of everything the journal speaks about, e.g. ``incident:0198…``.
Subject = Annotated[str, Meta(pattern="^[a-z_]+:[0-9a-z._-]+$", max_length=80)]

#: Free text of a person. Always shown as plain text, never as markup.
Text = Annotated[str, Meta(min_length=1, max_length=2000)]
OptionalText = Annotated[str, Meta(max_length=2000)]

#: A short name or label typed by an administrator.
Name = Annotated[str, Meta(min_length=1, max_length=80)]

#: A Kemendagri area code such as ``33.24.08.2012``.
AreaCode = Annotated[str, Meta(pattern=r"^\d{2}(\.\d{2}(\.\d{2}(\.\d{4})?)?)?$")]

#: RT and RW numbers keep their leading zeros (two or three digits).
Neighbourhood = Annotated[str, Meta(pattern=r"^\d{0,3}$")]

Latitude = Annotated[float, Meta(ge=-90, le=90)]
Longitude = Annotated[float, Meta(ge=-180, le=180)]

#: An instant in UTC.
Instant = Annotated[datetime, Meta(tz=True)]

#: Milliseconds between the act and the sending, by the client's monotonic clock (at most 30 days).
Age = Annotated[int, Meta(ge=0, le=30 * 86_400_000)]

#: The code of a public ticket as a person types it: 10 characters of Crockford base32.
TicketCode = Annotated[str, Meta(min_length=1, max_length=24)]

#: Four to six digits that open a partner's phone.
Pin = Annotated[str, Meta(pattern="^[0-9]{4,6}$", max_length=6)]

#: A telephone number as people write it; the rules bring it into one form.
Telephone = Annotated[str, Meta(pattern="^[0-9+() .-]+$", max_length=24)]

#: Bytes in base64url without padding.
Base64 = Annotated[str, Meta(pattern="^[A-Za-z0-9_-]*$", max_length=512)]

#: The name a person signs in with.
UserName = Annotated[str, Meta(pattern="^[a-z0-9][a-z0-9._-]{0,39}$")]

#: A rhythm of ``resources/kentongan.json``, or ``bell``. Which may be sounded is a rule.
RhythmId = Annotated[str, Meta(pattern="^[a-z][a-z0-9_]*$", max_length=40)]

#: SHA-256 in hexadecimal.
Sha256 = Annotated[str, Meta(pattern="^[0-9a-f]{64}$")]
