"""Symbols of documents: number, year, code of the kind and code of the body, in the order of the standards.

A Party symbol is `01-CT/TU` (Quy định 66-QĐ/TW), a State symbol `30/2020/NĐ-CP` or `35/NQ-CP` (Nghị định
30/2020/NĐ-CP, Appendix III). Newspapers print blanks round the signs and mix the two orders up: `05 - CT/TW`
and `19/NQ-TW` become `05-CT/TW` and `19-NQ/TW`. The number stays as written (`03`, `30a`), and so does the
hyphen before a year (`19-2017/NQ-CP`, which is how the Government writes it).
"""

from dataclasses import dataclass
from typing import Literal

Side = Literal["party", "state"]


@dataclass(slots=True)
class Symbol:
    """The parts of a symbol; `code` is None in a letter (`271/UBND-KT`) and in `43/2022/QH15`."""

    serial: str
    code: str | None
    body: str | None
    year: int | None = None
    year_sign: str = "/"

    def written(self, side: Side) -> str:
        """The canonical symbol in the order of the Party or of the State."""
        head = self.serial if self.year is None else f"{self.serial}{self.year_sign}{self.year}"
        if side == "party" and self.code and self.body:
            return f"{head}-{self.code}/{self.body}"
        tail = "-".join(part for part in (self.code, self.body) if part)
        return f"{head}/{tail}" if tail else head


def read_serial(serial: str) -> int:
    """The number of `03` or `30a`: 3, 30."""
    return int(serial.rstrip("abcdefghijklmnopqrstuvwxyzđ"))
