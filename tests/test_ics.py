"""The calendar file as RFC 5545 has it, read back by a reader of the test's own."""

from __future__ import annotations

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from workflow.core.ics import Appointment, written

NOW = datetime(2026, 3, 4, 12, 30, tzinfo=UTC)
ANSWER = Appointment(
    "2026-0012", "svar", "Centrets svar, på klagen; nu", "centret", date(2026, 3, 18)
)


def calendar(*appointments):
    return written(appointments, office="fjordby", program="sagsgang 1", now=NOW)


def unfolded(content):
    """Yield each line's name, parameters and value as RFC 5545 3.1 unfolds them."""
    assert content.endswith(b"\r\n")
    physical = content.removesuffix(b"\r\n").split(b"\r\n")
    assert all(len(line) <= 75 and b"\n" not in line and b"\r" not in line for line in physical)
    for line in physical:
        line.decode()  # none is cut within a letter
    for line in content.replace(b"\r\n ", b"").decode().removesuffix("\r\n").split("\r\n"):
        name, _, value = line.partition(":")
        yield name, value


def events(content):
    """Return the properties of each event."""
    found, current = [], None
    for name, value in unfolded(content):
        if (name, value) == ("BEGIN", "VEVENT"):
            current = {}
        elif (name, value) == ("END", "VEVENT"):
            found.append(current)
            current = None
        elif current is not None:
            assert name not in current
            current[name] = value
    assert current is None
    return found


def unescaped(value):
    told, letters = "", iter(value)
    for letter in letters:
        told += next(letters) if letter == "\\" else letter
    return told


def test_a_calendar_is_framed_and_says_its_version():
    lines = list(unfolded(calendar(ANSWER)))
    assert lines[0] == ("BEGIN", "VCALENDAR")
    assert lines[-1] == ("END", "VCALENDAR")
    assert ("VERSION", "2.0") in lines
    assert [name for name, _ in lines].count("PRODID") == 1


def test_a_deadline_is_a_whole_day_of_its_own():
    (event,) = events(calendar(ANSWER))
    assert event["DTSTART;VALUE=DATE"] == "20260318"
    assert event["DTEND;VALUE=DATE"] == "20260319"
    assert event["DTSTAMP"] == "20260304T123000Z"
    assert (
        unescaped(event["SUMMARY"]) == "2026-0012: Centrets svar, på klagen; nu (venter på centret)"
    )


def test_a_moved_deadline_keeps_its_uid_and_two_deadlines_have_two():
    moved = Appointment("2026-0012", "svar", "x", "centret", date(2026, 4, 1))
    other = Appointment("2026-0012", "besked", "x", "dig", date(2026, 4, 1))
    before, after, beside = (events(calendar(a))[0]["UID"] for a in (ANSWER, moved, other))
    assert before == after
    assert before != beside


def test_a_calendar_without_deadlines_is_still_one():
    assert events(calendar()) == []


@given(st.text(st.characters(exclude_categories=("Cs", "Cc", "Zl", "Zp")), max_size=200))
def test_any_title_comes_back_whole_but_for_its_white_space(title):
    appointment = Appointment("2026-0001", "svar", title, "centret", date(2026, 3, 18))
    (event,) = events(calendar(appointment))
    expected = " ".join(f"2026-0001: {title} (venter på centret)".split())
    assert unescaped(event["SUMMARY"]) == expected
