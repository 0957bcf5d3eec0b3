"""``derive statements``: its table, its JSON, its exit codes."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from derive.apps.cli import run

TEXT = """# Notes

<!-- derive: vector u : n -->
The energy is

$$E = \\frac{1}{2} \\sum_i u_i^2, \\quad u_i > 0,$$

and for $i \\ne k$

$$\\frac{\\partial E}{\\partial u_k} = u_k.$$

$$v = \\foo{b}$$
"""


@pytest.fixture
def notes(tmp_path: Path) -> str:
    file = tmp_path / "notes.md"
    file.write_text(TEXT, encoding="utf-8")
    return str(file)


def outcome(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = run(["statements", *arguments])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_the_table_says_where_what_and_how_far(capsys, notes):
    code, out, err = outcome(capsys, notes, "--width", "120")
    assert (code, err) == (0, "")
    lines = out.splitlines()
    assert lines[0] == f"{notes}: 6 statements"
    assert lines[2].split() == ["place", "status", "reaches", "statement", "said", "by"]
    assert all(len(line) <= 120 for line in lines[1:])
    rows = {line.split()[0]: line.split()[1:3] for line in lines[3:]}
    assert rows["3:14"] == ["range", "3–12"]
    assert rows["6:7"] == ["definition", "4–12"]
    assert rows["6:39"] == ["assumption", "6"]
    assert rows["12:3"][0] == "unread"
    assert r"\foo is not defined" in out


def test_long_statements_are_wrapped_and_nothing_is_lost(capsys, notes):
    _, narrow, _ = outcome(capsys, notes, "--width", "80")
    assert all(len(line) <= 80 for line in narrow.splitlines()[1:])
    wide, thin = (text.replace(" ", "") for text in (outcome(capsys, notes)[1], narrow))
    assert wide.count("frac") == thin.count("frac")


def test_json_has_every_statement_with_places_and_sides(capsys, notes):
    code, out, _ = outcome(capsys, notes, "--format", "json")
    assert code == 0
    (document,) = json.loads(out)["documents"]
    assert document["path"] == notes
    found = {s["status"]: s for s in document["statements"]}
    claim = found["claim"]
    assert (claim["left"], claim["right"]) == (r"\frac{\partial E}{\partial u_k}", "u_k")
    assert claim["place"]["start"]["line"] == 10
    assert claim["reaches"]["end"]["line"] == 13
    assert found["range"]["axes"] == ["n"]
    assert found["range"]["origin"] == "directive"
    assert found["definition"]["said"] == "="
    assert "foo" in found["unread"]["letters"]


def test_a_missing_file_is_said_and_the_others_are_printed(capsys, notes):
    code, out, err = outcome(capsys, "nowhere.md", notes)
    assert code == 2
    assert err.count("\n") == 1
    assert "nowhere.md" in err
    assert "6 statements" in out


def test_a_document_without_statements(capsys, tmp_path):
    file = tmp_path / "empty.md"
    file.write_text("Nothing here.\n", encoding="utf-8")
    code, out, _ = outcome(capsys, str(file))
    assert (code, out) == (0, f"{file}: no statements\n")
