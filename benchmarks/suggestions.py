r"""How often a false step is mended: right steps, each with one slip put in at random.

``python benchmarks/suggestions.py [SEED]`` prints, for every kind of slip, how many steps it
made false, for how many of these a suggestion was found, and for how many it is the step as it
was before. A slip that leaves a step true is none, and is not counted.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from random import Random

from derive.documents import Document, document_of
from derive.old.judging.step import outcome_of
from derive.old.mend.find import with_suggestion
from derive.old.outcome import Outcome
from derive.old.plan import Planned, plan

SOFTMAX = r"let p_i = \frac{e^{z_i}}{\sum_j e^{z_j}}; index i, j, k : C"
CROSS = SOFTMAX + r"; one-hot y; let L = -\sum_i y_i \log p_i"
LOGISTIC = r"let \sigma(t) = \frac{1}{1 + e^{-t}}"
LINEAR = "matrix X : m, n; vector w : n; vector y : m; layout denominator"
SQUARES = LINEAR + r"; let J = \frac{1}{2} \|X w - y\|^2"
LAYER = (
    "matrix W : m, n; vector x : n; vector b : m; let s = W x + b; function L of s; "
    "layout denominator"
)
PRODUCT = "matrix A : m, n; matrix B : n, l; let Y = A B; function L of Y; layout denominator"
BERNOULLI = "index i : n; assume 0 < p_i; assume p_i < 1; assume y_i \\in \\{0,1\\}"
GAUSS = r"scalar x, m, s; positive s; let f = -\frac{(x - m)^2}{2 s^2} - \log s"

#: What is said before, and a step that is right.
STEPS: tuple[tuple[str, str, str], ...] = (
    (SOFTMAX, r"\frac{\partial p_i}{\partial z_k}", r"p_i (\delta_{ik} - p_k)"),
    (SOFTMAX, r"\frac{\partial \log p_i}{\partial z_k}", r"\delta_{ik} - p_k"),
    (SOFTMAX, r"\log p_k", r"z_k - \log \sum_j e^{z_j}"),
    (SOFTMAX, r"\frac{\partial}{\partial z_k} \log \sum_j e^{z_j}", "p_k"),
    (SOFTMAX, r"\sum_i p_i z_i", r"\frac{\sum_i e^{z_i} z_i}{\sum_j e^{z_j}}"),
    (SOFTMAX, r"\frac{\partial}{\partial z_k} \sum_i p_i a_i", r"p_k (a_k - \sum_i p_i a_i)"),
    (CROSS, r"\frac{\partial L}{\partial z_k}", "p_k - y_k"),
    (CROSS, r"L", r"\log \sum_j e^{z_j} - \sum_i y_i z_i"),
    (CROSS, r"\frac{\partial^2 L}{\partial z_i \partial z_k}", r"p_i (\delta_{ik} - p_k)"),
    (CROSS, r"\sum_i y_i (\delta_{ik} - p_k)", "y_k - p_k"),
    (
        "simplex q; positive p; index i, j, k : C; let D = \\sum_i q_i \\log \\frac{q_i}{p_i}",
        r"\frac{\partial D}{\partial p_k}",
        r"-\frac{q_k}{p_k}",
    ),
    (
        "positive q; positive p; index i, j, k : C; let D = \\sum_i q_i \\log \\frac{q_i}{p_i}",
        r"\frac{\partial D}{\partial q_k}",
        r"\log \frac{q_k}{p_k} + 1",
    ),
    (
        "positive p; index i, k : C; let H = -\\sum_i p_i \\log p_i",
        r"\frac{\partial H}{\partial p_k}",
        r"-\log p_k - 1",
    ),
    (LOGISTIC, r"\sigma'(t)", r"\sigma(t) (1 - \sigma(t))"),
    (LOGISTIC, r"\sigma(-t)", r"1 - \sigma(t)"),
    (LOGISTIC, r"\frac{d}{dt} \log \sigma(t)", r"1 - \sigma(t)"),
    (LOGISTIC, r"\sigma(t)", r"\frac{e^t}{1 + e^t}"),
    (LOGISTIC, r"\log \frac{\sigma(t)}{1 - \sigma(t)}", r"t"),
    (LOGISTIC, r"-\log \sigma(t)", r"\log (1 + e^{-t})"),
    ("", r"\tanh(t)", r"\frac{e^{2 t} - 1}{e^{2 t} + 1}"),
    ("let h = \\tanh(t)", r"\frac{\partial h}{\partial t}", r"1 - h^2"),
    (LOGISTIC, r"\tanh(t)", r"2 \sigma(2 t) - 1"),
    (
        LOGISTIC + "; scalar w, x, b, y; let a = \\sigma(w x + b); let E = \\frac{(a - y)^2}{2}",
        r"\frac{\partial E}{\partial w}",
        r"(a - y) a (1 - a) x",
    ),
    (
        LOGISTIC + "; scalar w, x, b, y; let a = \\sigma(w x + b); let E = \\frac{(a - y)^2}{2}",
        r"\frac{\partial E}{\partial b}",
        r"(a - y) a (1 - a)",
    ),
    (
        BERNOULLI + "; let L = -\\sum_i (y_i \\log p_i + (1 - y_i) \\log (1 - p_i)); index k : n",
        r"\frac{\partial L}{\partial p_k}",
        r"\frac{1 - y_k}{1 - p_k} - \frac{y_k}{p_k}",
    ),
    (
        BERNOULLI,
        r"\log \prod_i p_i^{y_i} (1 - p_i)^{1 - y_i}",
        r"\sum_i (y_i \log p_i + (1 - y_i) \log (1 - p_i))",
    ),
    (
        LOGISTIC
        + "; index i : n; index j, k : d; let s_i = \\sum_j w_j x_{ij}; "
        + "let L = -\\sum_i (y_i \\log \\sigma(s_i) + (1 - y_i) \\log (1 - \\sigma(s_i)))",
        r"\frac{\partial L}{\partial w_k}",
        r"\sum_i (\sigma(s_i) - y_i) x_{ik}",
    ),
    (SQUARES, r"\frac{\partial J}{\partial w}", r"X^\top (X w - y)"),
    (LINEAR, r"\frac{\partial \|X w - y\|^2}{\partial w}", r"2 X^\top (X w - y)"),
    (LINEAR, r"\|X w - y\|^2", r"w^\top X^\top X w - 2 y^\top X w + y^\top y"),
    (LINEAR, r"(X w)^\top y", r"w^\top X^\top y"),
    (LINEAR, r"\frac{\partial y^\top X w}{\partial w}", r"X^\top y"),
    (LINEAR + "; scalar c", r"\frac{\partial}{\partial w} \frac{c}{2} \|w\|^2", r"c w"),
    (
        LINEAR + r"; scalar c; let J = \|X w - y\|^2 + c \|w\|^2",
        r"\frac{\partial J}{\partial w}",
        r"2 X^\top (X w - y) + 2 c w",
    ),
    ("matrix A : n, n; vector x : n; layout denominator",
     r"\frac{\partial x^\top A x}{\partial x}", r"(A + A^\top) x"),
    ("vector a : n; vector x : n; layout denominator",
     r"\frac{\partial a^\top x}{\partial x}", r"a"),
    (LAYER, r"\frac{\partial L}{\partial W}", r"\frac{\partial L}{\partial s} x^\top"),
    (LAYER, r"\frac{\partial L}{\partial x}", r"W^\top \frac{\partial L}{\partial s}"),
    (LAYER, r"\frac{\partial L}{\partial b}", r"\frac{\partial L}{\partial s}"),
    (PRODUCT, r"\frac{\partial L}{\partial A}", r"\frac{\partial L}{\partial Y} B^\top"),
    (PRODUCT, r"\frac{\partial L}{\partial B}", r"A^\top \frac{\partial L}{\partial Y}"),
    ("matrix A : m, n; matrix B : n, m", r"\operatorname{tr}(A B)", r"\operatorname{tr}(B A)"),
    ("matrix A : m, n; matrix B : n, l", r"(A B)^\top", r"B^\top A^\top"),
    ("matrix A : m, n; layout denominator",
     r"\frac{\partial \|A\|_F^2}{\partial A}", r"2 A"),
    ("index i, j : n; let m = \\frac{1}{n} \\sum_{i=1}^n x_i",
     r"\frac{1}{n} \sum_{i=1}^n (x_i - m)^2", r"\frac{1}{n} \sum_{i=1}^n x_i^2 - m^2"),
    ("index i, j, k : n; let m = \\frac{1}{n} \\sum_{i=1}^n x_i",
     r"\frac{\partial m}{\partial x_k}", r"\frac{1}{n}"),
    ("index i, j, k : n; let m = \\frac{1}{n} \\sum_{i=1}^n x_i; "
     "let v = \\frac{1}{n} \\sum_{i=1}^n (x_i - m)^2",
     r"\frac{\partial v}{\partial x_k}", r"\frac{2}{n} (x_k - m)"),
    ("index i : n; scalar b; let J = \\frac{1}{n} \\sum_{i=1}^n (w x_i + b - y_i)^2",
     r"\frac{\partial J}{\partial w}", r"\frac{2}{n} \sum_{i=1}^n (w x_i + b - y_i) x_i"),
    ("index i : n; scalar b; let J = \\frac{1}{n} \\sum_{i=1}^n (w x_i + b - y_i)^2",
     r"\frac{\partial J}{\partial b}", r"\frac{2}{n} \sum_{i=1}^n (w x_i + b - y_i)"),
    (GAUSS, r"\frac{\partial f}{\partial m}", r"\frac{x - m}{s^2}"),
    (GAUSS, r"\frac{\partial f}{\partial s}", r"\frac{(x - m)^2}{s^3} - \frac{1}{s}"),
    ("positive x; index i, k : n; let N = \\sqrt{\\sum_i x_i^2}",
     r"\frac{\partial N}{\partial x_k}", r"\frac{x_k}{N}"),
    ("index i, j, k : n; let u_i = \\sum_j w_{ij} x_j",
     r"\frac{\partial u_i}{\partial w_{jk}}", r"\delta_{ij} x_k"),
    ("index i, j, k : n; let u_i = \\sum_j w_{ij} x_j; function E of u",
     r"\frac{\partial E}{\partial w_{jk}}", r"\frac{\partial E}{\partial u_j} x_k"),
    ("index i, j, k : n; let u_i = \\sum_j w_{ij} x_j; function E of u",
     r"\frac{\partial E}{\partial x_k}", r"\sum_i \frac{\partial E}{\partial u_i} w_{ik}"),
    (SOFTMAX + "; function E of p", r"\frac{\partial E}{\partial z_k}",
     r"p_k (\frac{\partial E}{\partial p_k} - \sum_j \frac{\partial E}{\partial p_j} p_j)"),
    ("index s, t : S; index a : A; let V_s = \\sum_a g_{sa} Q_{sa}",
     r"\sum_s d_s V_s", r"\sum_s d_s \sum_a g_{sa} Q_{sa}"),
    ("index i, j : n", r"\sum_i \sum_j (a_i - a_j)^2",
     r"2 n \sum_i a_i^2 - 2 (\sum_i a_i)^2"),
    ("scalar x, y", r"\frac{\partial}{\partial x} x^2 e^{x y}", r"(2 x + x^2 y) e^{x y}"),
    ("scalar x, y; positive x; positive y", r"\log \frac{x^2}{y}", r"2 \log x - \log y"),
)  # fmt: skip

Slip = Callable[[str, Random], str | None]


def _one(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Slip:
    """Change one of the places where a pattern stands, drawn at random."""

    def slip(text: str, rng: Random) -> str | None:
        places = list(re.finditer(pattern, text))
        if not places:
            return None
        found = rng.choice(places)
        said = new if isinstance(new, str) else new(found)
        return text[: found.start()] + said + text[found.end() :]

    return slip


def _first(text: str, rng: Random) -> str:
    return text[1:] if text.startswith("-") else f"-{text}" if _flat(text) else f"-({text})"


def _flat(text: str) -> bool:
    """Whether nothing is added outside of all brackets."""
    depth = 0
    for c in text:
        depth += (c in "({[") - (c in ")}]")
        if depth == 0 and c in "+-":
            return False
    return True


def _scaled(text: str, rng: Random) -> str:
    factor = rng.choice(["2", r"\frac{1}{2}"])
    return f"{factor} {text}" if _flat(text) else f"{factor} ({text})"


def _swapped(text: str, rng: Random) -> str | None:
    """Two letters that change places everywhere."""
    letters = sorted(set(re.findall(r"(?<![\\A-Za-z_{^])[A-Za-z](?=_|\^|\b)", text)) - {"e", "d"})
    if len(letters) < 2:
        return None
    one, other = rng.sample(letters, 2)
    table = {one: other, other: one}
    pattern = rf"(?<![\\A-Za-z_{{^])({one}|{other})(?![A-Za-z])"
    return re.sub(pattern, lambda m: table[m[1]], text)


def _less(text: str, rng: Random) -> str | None:
    """One factor less at the end of a product without brackets."""
    found = re.search(r"^(.*\S) ([a-z](?:_\w|_\{\w+\})?)$", text)
    return found[1] if found else None


SLIPS: dict[str, Slip] = {
    "sign": _one(r" [+-] ", lambda m: " - " if "+" in m[0] else " + "),
    "sign of all": _first,
    "index": _one(r"(?<=_)[ijkst](?![a-z])", lambda m: "k" if m[0] != "k" else "i"),
    "factor": _scaled,
    "no factor 2": _one(r"(?<![\^\w])2 ", ""),
    "no 1/n": _one(r"\\frac\{[12]\}\{n\} ?", ""),
    "factor missing": _less,
    "no square": _one(r"\^2", ""),
    "a square": _one(r"(?<=[a-z]_[a-z])(?![\^\w])", "^2"),
    "no logarithm": _one(r"\\log ", ""),
    "a logarithm": _one(r"(?<=- )(?=[a-z]_)", r"\log "),
    "exponent": _one(r"e\^\{", "e^{-"),
    "no transpose": _one(r"\^\\top", ""),
    "a transpose": _one(r"(?<![\\\w])[AXWB](?!\^|\w)", lambda m: rf"{m[0]}^\top"),
    "order": _one(r"(\S+\^\\top) (\\frac\{[^}]*\}\{[^}]*\}|[A-Za-z](?:\^\\top)?)",
                  lambda m: f"{m[2]} {m[1]}"),
    "swap": _swapped,
    "bracket": _one(r"\(([^()]*)\)", lambda m: m[1]),
    "sum": _one(r"\\sum", r"\\prod".replace("\\\\", "\\")),
    "term missing": _one(r" [+-] [^+\-(){}]+$", ""),
    "quotient": _one(r"\\frac\{([^{}]*)\}\{([^{}]*)\}", lambda m: rf"\frac{{{m[2]}}}{{{m[1]}}}"),
}  # fmt: skip


def outcome(said: str, left: str, right: str) -> Outcome | None:
    """The outcome of a step after what was said, with what mends it."""
    document = document_of(f"<!-- derive: {said} -->\n\n$${left} = {right}$$\n")
    assert isinstance(document, Document)
    planned = [p for p in plan(document.pieces) if isinstance(p, Planned)]
    task = planned[-1].task if planned else None
    return None if task is None else with_suggestion(task, outcome_of(task))


def cases(seed: int) -> Iterator[tuple[str, str, str, str, str]]:
    """Every right step with two slips of different kinds."""
    rng = Random(seed)
    for said, left, right in STEPS:
        kinds = list(SLIPS)
        rng.shuffle(kinds)
        made = 0
        for kind in kinds:
            wrong = SLIPS[kind](right, rng)
            if wrong and wrong.strip() and wrong != right and made < 2:
                made += 1
                yield kind, said, left, right, wrong


def main(seed: int) -> None:
    """Print how many false steps are mended, kind by kind."""
    made: Counter[str] = Counter()
    found: Counter[str] = Counter()
    same: Counter[str] = Counter()
    other: Counter[str] = Counter()
    for kind, said, left, right, wrong in cases(seed):
        seen = outcome(said, left, wrong)
        verdict = "unread" if seen is None else seen.verdict
        if seen is None or verdict != "refuted":
            other[verdict] += 1
            if verdict not in ("proved",):
                print(f"  {verdict}: {kind}: {left} = {wrong} ({seen and seen.reason})")
            continue
        made[kind] += 1
        if seen.suggestion is None:
            print(f"  not mended: {kind}: {left} = {wrong}")
            continue
        found[kind] += 1
        squeezed = [re.sub(r"\s", "", text) for text in (seen.suggestion.rhs, right)]
        same[kind] += squeezed[0] == squeezed[1]
    total = sum(made.values())
    for kind in SLIPS:
        print(f"{kind:16} {made[kind]:4} false {found[kind]:4} mended {same[kind]:4} as before")
    print(
        f"{total} false steps, {sum(found.values())} mended "
        f"({100 * sum(found.values()) / total:.0f} %), {sum(same.values())} as before; "
        + ", ".join(f"{n} {verdict}" for verdict, n in sorted(other.items()))
    )


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 20)
