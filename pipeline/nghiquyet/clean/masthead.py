"""The time of publication: from the parts of a masthead to ISO 8601 in Vietnamese time."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone

_VIETNAM = timezone(timedelta(hours=7))
_AFTERNOON = frozenset({"pm", "p.m.", "ch", "trưa", "chiều", "tối"})
_MORNING = frozenset({"am", "a.m.", "sa", "sáng"})
_CENTURY = 2000


def read_moment(parts: Mapping[str, str]) -> str | None:
    """The date, or the time with `+07:00` as fine as it is written; None where there is no such day or hour.

    `parts` has `day`, `month`, `year`, and may have `weekday` (`1` is Monday), `hour`, `minute`, `second`,
    `half` (`CH`), `zone` (`Z`).
    """
    try:
        day = _day(int(parts["year"]), int(parts["month"]), int(parts["day"]), parts.get("weekday"))
        if "hour" not in parts:
            return day.isoformat()
        hour = _hour(int(parts["hour"]), parts.get("half", "").lower())
        moment = datetime(
            day.year, day.month, day.day, hour, int(parts.get("minute", 0)), int(parts.get("second", 0)),
            tzinfo=_zone(parts.get("zone", "+07:00")),
        )  # fmt: skip
        return moment.astimezone(_VIETNAM).isoformat(timespec="seconds" if "second" in parts else "minutes")
    except (ValueError, OverflowError):
        return None


def _day(year: int, month: int, day: int, weekday: str | None) -> date:
    """The date; systems left in English write the month first, as its weekday or a 13th month shows."""
    if year < 100:
        year += _CENTURY
    if month > 12:
        return date(year, day, month)
    written = date(year, month, day)
    if weekday is None or day > 12 or written.isoweekday() == int(weekday):
        return written
    month_first = date(year, day, month)
    return month_first if month_first.isoweekday() == int(weekday) else written


def _hour(hour: int, half: str) -> int:
    if half in _AFTERNOON and hour < 12:
        return hour + 12
    return 0 if half in _MORNING and hour == 12 else hour


def _zone(written: str) -> timezone:
    if written.upper() == "Z":
        return UTC
    sign = -1 if written[0] == "-" else 1
    digits = written[1:].strip().replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))
