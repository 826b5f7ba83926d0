"""What happened, in sentences: one for each kind of event that an incident's timeline can hold."""

from collections.abc import Mapping
from typing import Final

from console.board.timeline import Entry
from console.i18n import Words
from console.models.chat_model import spoken
from console.models.work_sentences import ANSWER_INKS, INKS, TASK_INKS, work_said
from gateway.protocol import events
from widgets.timeline_row import TimelineEntry


def timeline_entry(entry: Entry, words: Words, titles: Mapping[str, str]) -> TimelineEntry:
    """The entry as it is shown. ``titles`` names consoles, officers and incidents by subject, and
    lines of SOP cards by ``card/item``."""
    who = entry.actor_title or titles.get(entry.actor, "") or words.t("who.system")
    sentence, quote = _said(entry, words, who, titles)
    return TimelineEntry(
        time=words.clock(entry.at),
        sentence=sentence,
        quote=quote,
        ink=_ink(entry),
    )


_INKS: Final[Mapping[type, str]] = {
    **INKS,
    events.PressedAgain: "p1",
    events.IncidentEscalated: "p2",
    events.ClaimWentStale: "p2",
    events.PressCancelled: "p2",
    events.RelayFailed: "p1",
    events.IncidentShown: "dim",
    events.IncidentClosed: "good",
}


def _ink(entry: Entry) -> str:
    if isinstance(entry.event, events.TaskMoved):
        return TASK_INKS[entry.event.state]
    if isinstance(entry.event, events.AppealAnswered):
        return ANSWER_INKS[entry.event.answer]
    return _INKS.get(type(entry.event), "text")


def _said(entry: Entry, words: Words, who: str, titles: Mapping[str, str]) -> tuple[str, str]:
    """The sentence, and what a person wrote, if anything."""
    t = words.t
    match entry.event:
        case events.AlarmRaised(incident_kind=kind, pressed_at=pressed):
            time = words.clock(pressed)
            return t("event.alarm_raised", kind=words.kind(kind), post=who, time=time), ""
        case events.PressedAgain(pressed_at=pressed):
            return t("event.pressed_again", time=words.clock(pressed)), ""
        case events.PressCancelled(all_cancelled=every):
            return t("event.press_cancelled" if every else "event.one_press_cancelled"), ""
        case events.IncidentShown(console=console):
            where = titles.get(console, "") or t("who.console")
            return t("event.incident_shown", console=where), ""
        case events.IncidentHeard(officer_title=officer, quiet_until=until):
            name = officer or who
            return t("event.incident_heard", officer=name, time=words.clock(until)), ""
        case events.IncidentClaimed(officer_title=officer):
            return t("event.incident_claimed", officer=officer or who), ""
        case events.IncidentReleased(officer=officer):
            return t("event.incident_released", officer=titles.get(officer, who)), ""
        case events.ClaimWentStale(officer=officer):
            name = titles.get(officer, "") or t("who.officer")
            return t("event.claim_went_stale", officer=name), ""
        case events.NoteAdded(text=text):
            return t("event.note_added", officer=who), text
        case events.MessageSent(side=side, text=text, phrase=phrase):
            return t(f"event.message_sent.{side.value}", officer=who), spoken(text, phrase, words)
        case events.MediaStored(sort=sort, seconds=seconds):
            what = t(f"media.{sort.value}", seconds=seconds)
            return t("event.media_stored", what=what), ""
        case events.MediaRefused():
            return t("event.media_refused"), ""
        case events.MediaErased():
            return t("event.media_erased"), ""
        case events.IncidentEscalated(step=step):
            return t(f"event.escalated.{step.value}"), ""
        case events.RelayDelivered(channel=channel, title=title) if title:
            name = t(f"channel.{channel.value}")
            return t("event.relay_delivered_to", channel=name, title=title), ""
        case events.RelayConfirmed(channel=channel, title=title):
            name = t(f"channel.{channel.value}")
            return t("event.relay_confirmed", channel=name, title=title), ""
        case events.RelayFailed(channel=channel, title=title, reason=reason) if title:
            name, why = t(f"channel.{channel.value}"), words.reason("delivery_reason", reason)
            return t("event.relay_failed_to", channel=name, title=title, reason=why), ""
        case events.TextReceived(title=title, words=text):
            return t("event.text_received", title=title), text
        case events.RelayDelivered(channel=channel):
            return t("event.relay_delivered", channel=t(f"channel.{channel.value}")), ""
        case events.RelayFailed(channel=channel, attempts=attempts):
            name = t(f"channel.{channel.value}")
            return t("event.relay_failed", channel=name, attempts=attempts), ""
        case events.IncidentClosed(disposition=disposition, text=text):
            ending = t(f"disposition.{disposition.value}")
            return t("event.incident_closed", officer=who, disposition=ending), text
    unknown = t("event.unknown", kind=entry.kind), ""
    return work_said(entry.event, words, who, titles) or unknown
