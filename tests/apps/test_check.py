"""``derive check`` as a command: formats, exit codes, and files that are out to break it."""

from __future__ import annotations

import json
import resource
import subprocess
import sys
from pathlib import Path

import pytest

from tests.hostile import GOOD, hostile_files

RIGHT = "# Sums\n\n$$\\sum_j (x_j + y_j) = \\sum_j x_j + \\sum_j y_j$$\n"
WRONG = "# Sums\n\n$$\\sum_j (x_j - y_j) = \\sum_j x_j + \\sum_j y_j$$\n"


def derive_check(*arguments: object, cache: Path) -> subprocess.CompletedProcess[str]:
    """Run the command in a process of its own; it may take ten minutes, and must end."""
    return subprocess.run(
        [sys.executable, "-m", "derive", "check", *map(str, arguments)],
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
        timeout=600,
        env={"XDG_CACHE_HOME": str(cache), "PATH": "", "PYTHONPATH": ":".join(sys.path)},
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    found = tmp_path_factory.mktemp("check")
    (found / "right.md").write_text(RIGHT, encoding="utf-8")
    (found / "wrong.md").write_text(WRONG, encoding="utf-8")
    (found / "nothing.md").write_text("No formulas.\n", encoding="utf-8")
    return found


CODES = [
    (("right.md",), 0),
    (("wrong.md",), 1),
    (("right.md", "wrong.md"), 1),
    (("wrong.md", "--fail-on", "unknown"), 0),
    (("nothing.md",), 2),
    (("missing.md",), 2),
    (("right.md", "missing.md"), 2),
    (("right.md", "--fail-on", "nonsense"), 2),
    (("right.md", "--timeout", "soon"), 2),
    ((), 2),
]


@pytest.mark.parametrize(("arguments", "code"), CODES, ids=[" ".join(a) for a, _ in CODES])
def test_exit_codes(folder, tmp_path, arguments, code):
    paths = [folder / a if a.endswith(".md") else a for a in arguments]
    run = derive_check(*paths, cache=tmp_path)
    assert run.returncode == code, run.stderr
    assert "Traceback" not in run.stdout + run.stderr


def test_the_json_has_the_promised_shape_and_exact_places(folder, tmp_path):
    run = derive_check(folder / "wrong.md", "--format", "json", cache=tmp_path)
    document = json.loads(run.stdout)
    assert document["version"] == 1
    (file,) = document["files"]
    (claim,) = file["claims"]
    assert set(claim) >= {
        "line", "column", "end_line", "end_column", "lhs", "rhs", "verdict", "sizes",
        "assumptions", "conditions", "needs", "case", "witness", "reason", "suggestion",
        "code", "reading", "rests_on", "diagnostics",
    }  # fmt: skip
    line = WRONG.splitlines()[claim["line"] - 1]
    assert line[claim["column"] - 1 : claim["end_column"] - 1] == claim["rhs"]
    assert claim["verdict"] == "refuted"
    assert claim["witness"]["lhs"] != claim["witness"]["rhs"]
    assert claim["suggestion"]["verdict"] == "proved"
    assert document["summary"]["verdicts"] == {"refuted": 1}


def test_text_shows_the_place_the_line_the_numbers_and_the_help(folder, tmp_path):
    out = derive_check(folder / "wrong.md", cache=tmp_path).stdout
    assert "wrong.md:3:" in out
    assert "^^^" in out
    assert "left = " in out
    assert "did you mean" in out
    assert out.endswith("1 equation in 1 file: 1 refuted\n")


def test_what_is_not_decided_is_summed_up_and_shown_on_demand(tmp_path):
    path = tmp_path / "open.md"
    path.write_text("$$x = \\unheard{y} + 1$$\n\n$$z = \\unheard{y} + 2 +$$\n", encoding="utf-8")
    out = derive_check(path, cache=tmp_path / "cache").stdout
    *causes, last = out.splitlines()
    assert all(line.startswith(("1 equation: ", "2 equations: ")) for line in causes)
    assert "open.md:1:" in out
    assert last.startswith("2 equations in 1 file: ")
    more = derive_check(path, "--show", "unknown,unread", cache=tmp_path / "cache").stdout
    assert len(more) > len(out)
    assert more.endswith(out)


def test_how_a_step_was_read_is_shown_on_demand(tmp_path):
    path = tmp_path / "notes.md"
    path.write_text("Let $f = x^2$. Then\n\n$$f + 1 = x^2$$\n", encoding="utf-8")
    plain = derive_check(path, cache=tmp_path / "cache").stdout
    explained = derive_check(path, "--explain", cache=tmp_path / "cache").stdout
    assert "rests on" not in plain
    assert "= rests on: the definition $f = x^2$, line 1" in explained


def test_no_name_of_a_file_breaks_a_line(tmp_path):
    path = tmp_path / "a\n::error::\x1b[31m.md"
    path.write_text(WRONG, encoding="utf-8")
    for form in ("text", "concise", "github", "json", "sarif"):
        out = derive_check(path, "--format", form, cache=tmp_path / "cache").stdout
        assert "\x1b" not in out
        assert not any(line.startswith("::error::") for line in out.splitlines())


@pytest.mark.parametrize("form", ["concise", "github", "sarif"])
def test_other_formats_name_the_place(folder, tmp_path, form):
    run = derive_check(folder / "wrong.md", "--format", form, cache=tmp_path)
    assert run.returncode == 1
    assert {"concise": "wrong.md:3:", "github": "line=3", "sarif": '"startLine": 3'}[
        form
    ] in run.stdout


def test_a_second_run_says_the_same_and_a_damaged_cache_breaks_nothing(folder, tmp_path):
    first = derive_check(folder / "wrong.md", "--format", "json", cache=tmp_path)
    kept = list(tmp_path.rglob("*.json"))
    assert kept
    assert derive_check(folder / "wrong.md", "--format", "json", cache=tmp_path).stdout == (
        first.stdout
    )
    for damage in (b"", b"[]", b'{"a": 1}', b"\xff", kept[0].read_bytes()[:-20]):
        kept[0].write_bytes(damage)
        again = derive_check(folder / "wrong.md", "--format", "json", cache=tmp_path)
        assert again.stdout == first.stdout


def test_hostile_files_are_diagnosed_and_spoil_no_other(tmp_path):
    paths = []
    for name, content in hostile_files():
        path = tmp_path / name
        path.write_bytes(content)
        paths.append(path)
    assert len(paths) >= 100
    (tmp_path / "folder.md").mkdir()
    (tmp_path / "good.md").write_bytes(GOOD)
    paths += [tmp_path / "folder.md", tmp_path / "missing.md", tmp_path / "good.md"]
    run = derive_check(
        *paths, "--format", "json", "--timeout", "2s", "--memory", "900M",
        cache=tmp_path / "cache",
    )  # fmt: skip
    assert "Traceback" not in run.stderr
    assert run.returncode in (0, 1, 2), run.stderr
    files = json.loads(run.stdout)["files"]
    assert [file["path"] for file in files] == [str(path) for path in paths]
    assert [claim["verdict"] for claim in files[-1]["claims"]] == ["proved"]
    assert not Path("/tmp/derive-was-here").exists()
    for file in files:
        for claim in file["claims"]:
            assert claim["code"] not in ("internal", "stopped"), (file["path"], claim)
    most = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss
    assert most < (1 << 20 if sys.platform == "linux" else 1 << 30)


def test_a_suggestion_is_written_where_one_asks_for_it(tmp_path: Path) -> None:
    path = tmp_path / "wrong.md"
    path.write_text("$$a \\cdot 1 = a^2$$\n", encoding="utf-8")
    shown = derive_check(path, "--diff", cache=tmp_path / "cache")
    assert shown.returncode == 1
    assert "-$$a \\cdot 1 = a^2$$\n+$$a \\cdot 1 = a$$\n" in shown.stdout
    assert path.read_text(encoding="utf-8") == "$$a \\cdot 1 = a^2$$\n"
    written = derive_check(path, "--fix", cache=tmp_path / "cache")
    assert written.returncode == 0
    assert "1 step mended" in written.stderr
    assert path.read_text(encoding="utf-8") == "$$a \\cdot 1 = a$$\n"
    again = derive_check(path, "--fix", cache=tmp_path / "cache")
    assert (again.returncode, again.stderr) == (0, "")
