"""Text of the time before Unicode: told by its words, read by its table, else left alone."""

import json
import unicodedata
from html import unescape

import pytest

from nghiquyet.encodings import LegacyEncodings
from nghiquyet.rulebook.location import corpus_dir, rules_dir

ENCODINGS = LegacyEncodings.load()
TEXTS = [
    json.loads(path.read_text(encoding="utf-8"))["text"]
    for path in sorted((corpus_dir() / "gold").glob("b*.json"))
]
_TONES = "\u0300\u0301\u0303\u0309\u0323"


def inverse(table: str) -> dict[str, str]:
    lines = (rules_dir() / "encodings" / table).read_text(encoding="utf-8").splitlines()[1:]
    return {letter: written for written, letter in reversed([line.split("\t") for line in lines])}


VNI, TCVN3 = inverse("vni.tsv"), inverse("tcvn3.tsv")


def in_vni(text: str) -> str:
    return "".join(VNI.get(char, char) for char in text)


def in_tcvn3(text: str) -> bytes:
    return b"".join(
        bytes.fromhex(TCVN3.get(char) or TCVN3[char.lower()])
        if char.lower() in TCVN3
        else char.encode("ascii", "replace")
        for char in text
    )


def in_windows_1258(text: str) -> bytes:
    parts = []
    for char in text:
        apart = unicodedata.normalize("NFD", char)
        base = unicodedata.normalize("NFC", "".join(mark for mark in apart if mark not in _TONES))
        parts.append(base + "".join(mark for mark in apart if mark in _TONES))
    return "".join(parts).encode("cp1258", "replace")


def misread(text: str) -> str:
    return "".join(
        bytes([byte]).decode("cp1252") if byte not in (0x81, 0x8D, 0x8F, 0x90, 0x9D) else chr(byte)
        for byte in text.encode()
    )


@pytest.mark.parametrize("text", TEXTS[:8])
class TestArticles:
    def test_vni(self, text: str) -> None:
        legacy = ENCODINGS.of_text(in_vni(text))
        assert legacy is not None
        assert (legacy.name, legacy.read(in_vni(text))) == ("vni", text)

    def test_tcvn3_knows_no_capitals_with_tones(self, text: str) -> None:
        found = ENCODINGS.of_bytes(in_tcvn3(text))
        assert found is not None
        assert found[1] == "tcvn3"
        letters = [(a, b) for a, b in zip(found[0], text, strict=True) if b.isalpha()]
        assert all(a.lower() == b.lower() for a, b in letters)

    def test_windows_1258(self, text: str) -> None:
        found = ENCODINGS.of_bytes(in_windows_1258(text))
        assert found is not None
        assert found[1] == "windows-1258"
        assert unicodedata.normalize("NFC", found[0]).count("?") - text.count("?") < 5
        assert unicodedata.normalize("NFC", found[0])[:300] == text[:300]

    def test_utf_8_that_was_read_as_windows_1252(self, text: str) -> None:
        legacy = ENCODINGS.of_text(misread(text))
        assert legacy is not None
        assert legacy.read(misread(text)) == text

    def test_unicode_is_left_alone(self, text: str) -> None:
        assert ENCODINGS.of_text(text) is None
        assert ENCODINGS.of_text(unicodedata.normalize("NFD", text)) is None


class TestReferences:
    """Pages write letters that their encoding lacks as `&#7841;`; editors, others as `&oacute;`."""

    def in_windows_1252(self, text: str) -> bytes:
        return text.encode("cp1252", "xmlcharrefreplace")

    @pytest.mark.parametrize("text", TEXTS[:8])
    def test_bytes_of_windows_1252_beside_references(self, text: str) -> None:
        found = ENCODINGS.of_bytes(self.in_windows_1252(f"<p>{text}</p>"))
        assert found is not None
        assert (unescape(found[0]), found[1]) == (f"<p>{text}</p>", "windows-1252")

    @pytest.mark.parametrize("name", ["windows-1252", "iso-8859-1"])
    def test_they_count_where_little_is_written(self, name: str) -> None:
        found = ENCODINGS.of_declared(self.in_windows_1252("<b>Thôn mới có</b> đường"), name)
        assert found is not None
        assert unescape(found[0]) == "<b>Thôn mới có</b> đường"

    def test_old_fonts_that_an_editor_wrote_in_part_as_references(self) -> None:
        data = in_tcvn3(TEXTS[0])
        in_part = data.replace(b"\xae", b"&reg;").replace(b"\xe9", b"&#233;")
        assert ENCODINGS.of_bytes(in_part) == ENCODINGS.of_bytes(data)


def test_a_line_of_tcvn3_in_capitals_comes_out_in_capitals() -> None:
    text = f"ĐẢNG BỘ HUYỆN KẾT NẠP 41 ĐẢNG VIÊN\nVõ Thị Sáu\n{TEXTS[0]}"
    found = ENCODINGS.of_bytes(in_tcvn3(text))
    assert found is not None
    assert found[0].splitlines()[:2] == text.splitlines()[:2]


class TestDeclared:
    @pytest.mark.parametrize("name", ["windows-1252", "ISO-8859-1", "latin1"])
    def test_a_page_in_another_language(self, name: str) -> None:
        text = "<p>Les habitants de la ville se sont réunis pour parler du prix du poivre et du café.</p>"
        found = ENCODINGS.of_declared(text.encode(name), name)
        assert found is not None
        assert found[0] == text

    def test_few_words_of_vietnamese(self) -> None:
        found = ENCODINGS.of_declared(in_windows_1258("Đường hoa mới"), "windows-1258")
        assert found is not None
        assert unicodedata.normalize("NFC", found[0]) == "Đường hoa mới"

    @pytest.mark.parametrize("name", ["windows-1252", "x-viet-vps", "hex", "utf-8"])
    def test_what_does_not_read_as_declared_is_not_believed(self, name: str) -> None:
        assert ENCODINGS.of_declared(in_tcvn3("Đường hoa mới ở huyện"), name) is None


@pytest.mark.parametrize(
    "text",
    [
        "Les députés ont été réunis à l'Assemblée. La région a créé des sociétés très développées.",
        "El presidente de la República inauguró la sesión; más de 30 países participarán, también Japón.",
        "Nestlé, Citroën, Curaçao",
        "Plain words of ASCII.",
        "",
    ],
)
def test_other_languages_are_not_repaired(text: str) -> None:
    assert ENCODINGS.of_text(text) is None
    assert ENCODINGS.of_bytes(text.encode("cp1252")) is None


def test_letters_that_are_lost_are_seen() -> None:
    assert ENCODINGS.is_damaged("H\ufffdi ngh\ufffd t\ufffdng k\ufffdt")
    assert ENCODINGS.is_damaged("Há»™i nghá»‹ tá»•ng káº¿t nÄƒm")
    assert not ENCODINGS.is_damaged("Hội nghị tổng kết năm")
    assert not ENCODINGS.is_damaged(TEXTS[0] + "\ufffd")
