"""The time of publication: from the parts of a masthead to ISO 8601 in Vietnamese time."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, timedelta, timezone

_VIETNAM = timezone(timedelta(hours=7))
_AFTERNOON = frozenset({"pm", "ch", "chiều", "tối"})
_MORNING = frozenset({"am", "sa", "sáng"})


def read_moment(parts: Mapping[str, str]) -> str | None:
    """The date, or the time with `+07:00` as fine as it is written; None where there is no such day or hour.

    `parts` has `day`, `month`, `year`, and may have `hour`, `minute`, `second`, `half` (`CH`), `zone` (`Z`).
    """
    try:
        day = date(int(parts["year"]), int(parts["month"]), int(parts["day"]))
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


def _hour(hour: int, half: str) -> int:
    if half in _AFTERNOON and hour < 12:
        return hour + 12
    return 0 if half in _MORNING and hour == 12 else hour


def _zone(written: str) -> timezone:
    if written.upper() == "Z":
        return UTC
    sign = -1 if written[0] == "-" else 1
    digits = written[1:].replace(":", "")
    hours, minutes = (digits[:-2], digits[-2:]) if len(digits) > 2 else (digits, "0")
    return timezone(sign * timedelta(hours=int(hours), minutes=int(minutes)))
