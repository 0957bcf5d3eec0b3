"""The command as a process: pipes, encodings, interrupts, `python -m derive`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]


def derive(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "derive", *arguments],
        cwd=ROOT,
        capture_output=True,
        env={**os.environ, **environment},
    )


def test_the_version() -> None:
    run = derive("--version")
    assert run.returncode == 0
    assert run.stdout.startswith(b"derive, version ")


@pytest.mark.skipif(os.name == "nt", reason="the shell's pipes")
def test_a_reader_that_stops_is_no_verdict() -> None:
    command = f'"{sys.executable}" -m derive verify | head -n 1; exit "${{PIPESTATUS[0]}}"'
    run = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True)
    assert run.returncode == 141
    assert run.stderr == ""


def test_a_terminal_without_the_signs_gets_escapes() -> None:
    run = derive("show", "softmax-jacobian", PYTHONIOENCODING="latin-1")
    assert run.returncode == 0, run.stderr
    assert rb"\u2202p_i/\u2202z_i" in run.stdout


def test_json_is_ascii_and_whole_for_a_file_with_many_derivations() -> None:
    import json

    run = derive("show", "derivations/cross_entropy.py", "--format", "json")
    document = json.loads(run.stdout.decode("ascii"))
    assert len(document["derivations"]) == 3


def test_an_interrupt_is_no_verdict(monkeypatch, capsys) -> None:
    from derive.apps.cli import run

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("derive.apps.commands.list.chosen", interrupted)
    assert run(["list"]) == 130
    assert "interrupted" in capsys.readouterr().err


def test_the_claim_whose_names_clash_is_named(tmp_path: Path) -> None:
    file = tmp_path / "lost.py"
    file.write_text(
        "from derive import Claim, Derivation, scalar\n"
        "from derive.syntax.tree import Symbol\n"
        "t = scalar('t')\n"
        "good, bad = Claim(t, t, id='1'), Claim(Symbol('u'), t, id='2')\n"
        "lost = Derivation('lost', '', (good, bad))\n",
        encoding="utf-8",
    )
    for command in ("verify", "show"):
        run = derive(command, str(file))
        said = f"derive {command}: lost, 2: u is not declared: declare it with scalar('u')\n"
        assert (run.returncode, run.stderr.decode()) == (2, said)
