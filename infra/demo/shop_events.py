"""Real shop sessions as a live topic: OTTO's events in their order, one after the other from now on, with the faults of real streams."""
from __future__ import annotations

import json
import pathlib
import time
from datetime import datetime, timezone
from typing import Dict, Iterator, List, NamedTuple, Optional

EVENTS = pathlib.Path(__file__).resolve().parent / "data" / "otto-sessions" / "train.jsonl"
PER_SECOND = 60
TWICE, LATE, UNKNOWN, BROKEN = 40, 100, 150, 200


class Message(NamedTuple):
    """What goes into the topic, and what must become of it: accepted, duplicate, late, quarantined, future or deadLetters."""

    text: str
    becomes: str
    session: Optional[int] = None
    kind: str = ""
    article: int = 0


def ticking(now=time.time) -> Iterator[float]:
    """The time, a millisecond later at least than it was said before: of two events one is the last."""
    last = 0.0
    while True:
        last = max(now(), last + 0.001)
        yield last


def messages(first: int) -> Iterator[Message]:
    """
    All events of all sessions by their time. Session n becomes `first + n`; an event happens when it is sent, so that four weeks
    pass in seconds. Some are sent twice, some come ten minutes late, some are of no known type or no event at all, one is of
    tomorrow.
    """
    sessions = [json.loads(line) for line in EVENTS.read_text().splitlines()]
    events = sorted((event["ts"], session["session"], event["aid"], event["type"])
                    for session in sessions for event in session["events"])
    times = ticking()
    for number, (_, session, article, kind) in enumerate(events, 1):
        at = next(times)
        named = "%d-%d" % (first, number)
        good = text(named, first + session, article, kind, at)
        yield Message(good, "accepted", first + session, kind, article)
        if number % TWICE == 0:
            yield Message(good, "duplicate")
        if number % LATE == 0:
            yield Message(text(named + "-late", first + session, article, kind, at - 600), "late")
        if number % UNKNOWN == 0:
            yield Message(text(named + "-unknown", first + session, article, "wishes", at), "quarantined")
        if number % BROKEN == 0:
            yield Message('{"event_id": "%s-broken", "session": ' % named, "deadLetters")
    yield Message(text("%d-future" % first, first, 1, "clicks", next(times) + 86400), "future")


def text(named: str, session: int, article: int, kind: str, at: float) -> str:
    instant = datetime.fromtimestamp(at, timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"event_id": named, "session": session, "article": article, "type": kind, "ts": instant})


def send(into, first: int) -> List[Message]:
    """Writes one message a line, at a steady pace, and returns what was sent."""
    sent, begun = [], time.monotonic()
    for number, message in enumerate(messages(first)):
        time.sleep(max(0.0, begun + number / PER_SECOND - time.monotonic()))
        into.write(message.text + "\n")
        into.flush()
        sent.append(message)
    return sent


def outcomes(sent: List[Message]) -> Dict[str, int]:
    counts: Dict[str, int] = {}
    for message in sent:
        counts[message.becomes] = counts.get(message.becomes, 0) + 1
    return counts


def expected(sent: List[Message]) -> Dict[int, Dict[str, int]]:
    """The features of each session as a plain count over what was sent: nothing is older than thirty minutes."""
    values: Dict[int, Dict[str, int]] = {}
    for message in sent:
        if message.session is not None:
            of = values.setdefault(message.session, {"session_clicks_30m": 0, "session_carts_30m": 0})
            if message.kind in ("clicks", "carts"):
                of["session_%s_30m" % message.kind] += 1
            of["session_last_article"] = message.article
    return values
