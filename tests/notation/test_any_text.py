r"""Any text at all: it is read or refused with a place, in time linear in its length."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable
from itertools import pairwise

import pytest

from derive.notation.errors import ReadError
from derive.notation.nodes import subnodes
from derive.notation.parse import parse
from derive.notation.rows import Row, rows

DISPLAYS = [
    r"\begin{align} u_i &= \frac{e^{v_i}}{\sum_{k=1}^n e^{v_k}} \\ &= w_i \quad \text{if } i \ne k",
    r"\left\{ \begin{array}{ll} u & v > 0 \\ -w & \text{otherwise} \end{array} \right. \\ s = t",
    r"\nabla_\theta J = \left. \frac{\partial J}{\partial \theta} \right|_{\theta = 0}, \; J := K",
    r"\mathbb{E}_{q(z)}\left[\log p(x \mid z)\right] - \mathrm{KL}(q \| p) \\ &\quad + C",
    r"\operatorname*{arg\,max}_w \underbrace{\|X w - y\|^2}_{\text{loss}} = \binom{n}{k} / k!",
]
PIECES = [
    r"\left", r"\right", ".", "{", "}", "(", ")", "|", r"\\", "&", "=", "-", "^", "_", r"\frac",
    r"\begin{cases}", r"\end{cases}", r"\quad", r"\overset{!}", r"\underset", r"\text{if $x$}",
    r"\not", r"\binom", "!", "'", r"\sum", r"\left.", r"\right|", r"\left\{", "[", "]", "$",
    r"\rm", r"\color{red}", "%", "\n", "\u0301", "🙂", r"\mathop", r"\tag{1}", r"\substack{",
    r"\over", "<", ">", ":", ",", "\\", r"\hspace", r"\xrightarrow", r"\underbrace", "sum", "exp",
]  # fmt: skip


def fault_of(function: Callable[[str], object], text: str) -> ReadError | None:
    try:
        function(text)
    except ReadError as error:
        return error
    return None


def mutated(chance: random.Random) -> str:
    text = chance.choice(DISPLAYS)
    for _ in range(chance.randint(1, 6)):
        at = chance.randrange(len(text) + 1)
        end = min(len(text), at + chance.randint(0, 6))
        piece = "" if chance.random() < 0.4 else chance.choice(PIECES)
        text = text[:at] + piece + text[end if not piece else at :]
    return text


@pytest.mark.parametrize("seed", range(8))
def test_a_text_is_read_or_refused_and_every_place_is_in_it(seed):
    chance = random.Random(seed)
    read = 0
    for _ in range(150):
        text = mutated(chance)
        for function in (parse,):
            fault = fault_of(function, text)
            assert fault is None or 0 <= fault.start <= fault.end <= len(text), text
        found = rows(text)
        assert all(a.end <= b.start for a, b in pairwise(found)), text
        for row in found:
            if isinstance(row, Row):
                read += 1
                nodes = subnodes(row.notation)
                assert all(row.start <= n.start <= n.end <= row.end for n in nodes), text
            else:
                assert row.start <= row.place[0] <= row.place[1] <= len(text), text
                for left, right in row.equations:
                    assert row.start <= left[0] <= left[1] <= right[0] <= right[1] <= row.end
    assert read > 40  # a share of them must be read


def calls(text: str) -> int:
    """How many functions are called to read a display."""
    count = 0

    def counted(*_: object) -> None:
        nonlocal count
        count += 1

    sys.setprofile(counted)
    try:
        rows(text)
    finally:
        sys.setprofile(None)
    return count


REPEATED = [
    "u + ", "{", "{u", r"\left( ", "| ", "|_u ", r"\\ ", r"\text{", r"\text{a} ", "< u, ",
    r"\quad u ", "{- u} ", r"u \\ + ", "( \\\\ ", r"\right. \\ \left. ", r"\left. ", r"\frac{",
    "u = v, ", "&u", "& - u ", r"\sum_{i} ", r"\max_{i} ", r"{\max ", "[u, v) ", r"\underset{u}{",
    r"\begin{cases} ", r"\begin{aligned} u &= v \\ ", r"\label{", "%\n", "u' ", r"{\rm ab} ",
    "abcde ", "logp ", r"\not= ", "{{= }} ", "$ ", "k! ", r"u \quad - ", r"\right. ", "{{{{u}}}} ",
    r"\left\{ \begin{array}{l} u \end{array} \right. ", r"\text{u $v$} ", r"\overset{!}{=} u ",
]  # fmt: skip


@pytest.mark.parametrize("piece", REPEATED)
def test_the_work_is_linear_in_the_length(piece):
    short, long = (calls(piece * (size // len(piece))) for size in (1_000, 4_000))
    assert long < 5 * short + 1_000


@pytest.mark.parametrize("depth", [20, 45])
def test_what_is_nested_is_read(depth):
    text = r"\sqrt{" * depth + "u" + "}" * depth
    assert isinstance(rows(f"v = {text}")[0], Row)
    text = "(" * depth + "u" + ")" * depth
    assert isinstance(rows(f"v = {text}")[0], Row)


def test_what_is_nested_without_end_or_too_long_is_refused():
    (deep,) = rows("u = " + "(" * 5_000 + "v" + ")" * 5_000)
    assert not isinstance(deep, Row)
    assert "inside one another" in deep.message
    long, short = rows("u = " + "v + " * 6_000 + r"w \\ s = t")
    assert not isinstance(long, Row)
    assert "at most 20000 are read" in long.message
    assert isinstance(short, Row)
