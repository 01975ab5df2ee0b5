"""`--tables`: what need not be stored is not."""

from pathlib import Path

import pandas as pd
import pytest
from typer.testing import CliRunner

from nghiquyet.cli import app

TEXT = "Bí thư Huyện ủy Ba Tri Lê Văn An cho biết huyện kết nạp 58/130 đảng viên (đạt 44,62%).\n"


def test_tables_that_are_left_out_have_no_row(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(f"Ba Tri kết nạp\n\n{TEXT}", encoding="utf-8")
    command = ["run", str(tmp_path / "a.txt"), "--out", str(tmp_path / "out"), "--workers", "1"]
    done = CliRunner().invoke(app, [*command, "--tables", "targets, units"])
    assert done.exit_code == 0
    assert pd.read_parquet(tmp_path / "out" / "targets")["percent"].tolist() == [44.62]
    assert len(pd.read_parquet(tmp_path / "out" / "people")) == 0


@pytest.mark.parametrize("tables", ["names", "", "targets,articles"])
def test_a_table_that_does_not_exist_is_named(tmp_path: Path, tables: str) -> None:
    done = CliRunner().invoke(app, ["run", str(tmp_path), "--out", str(tmp_path), "--tables", tables])
    assert done.exit_code == 2
    assert "no table" in done.output
