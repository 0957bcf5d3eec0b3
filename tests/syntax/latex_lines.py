"""LaTeX as a line of text, so that one reader reads both; no code of the writers is used."""

from __future__ import annotations

import re


def line_of_latex(formula: str) -> str:
    """The formula as a line of text, every fraction in square brackets."""
    line = formula.replace(r"\left(", "(").replace(r"\right)", ")")
    line = _arguments(line, r"\frac", 2, _fraction)
    line = _arguments(line, r"\sqrt", 1, lambda inner: f"√({inner})")
    line = _arguments(line, r"\sum_", 1, lambda under: f"Σ_{{{under}}} ")
    line = line.replace(r"\sum_", "Σ_").replace(r"\ne", "≠").replace(r"\,", "")
    line = line.replace(r"\delta", "δ").replace(r"\cdot", "·").replace("-", "−")
    line = re.sub(r"\\(log|tanh|exp)", r"\1", line).replace(r"\partial", "∂")
    line = _arguments(line, "e^", 1, lambda inner: f"[exp({inner})]")
    line = re.sub(r"e\^(\w)", r"[exp(\1)]", line)
    line = _arguments(line, "^", 1, lambda inner: f"^({inner})")
    assert "\\" not in line, line
    assert "]^" not in line, f"what is raised? {line}"
    return line


def _fraction(above: str, below: str) -> str:
    by = re.findall(r"\\partial ([^\\]+)", below)
    if not by:
        return f"[({above})/({below})]"
    head = re.match(r"\\partial(?:\^(\d|\{\d+\}))?", above)
    assert head is not None
    # The second of two equal letters is ∂z_k^2: in text that exponent is raised.
    names = [re.sub(r"\^\{?(\d+)\}?", lambda e: _raise(e[1]), name.strip()) for name in by]
    order = _raise((head[1] or "").strip("{}"))
    of = above[head.end() :].strip()
    return f"@{order}|{'∂' + '∂'.join(names)}@" if not of else _quotient(order, of, names)


def _quotient(order: str, of: str, names: list[str]) -> str:
    return f"[∂{order}({of})/∂{'∂'.join(names)}]"


def _raise(digits: str) -> str:
    return digits.translate(str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹"))


def _arguments(line: str, command: str, count: int, spell) -> str:
    """The line with every ``command{…}…`` spelled otherwise, the inner ones too."""
    start = line.find(command + "{")
    while start >= 0:
        end, inner = start + len(command), []
        for _ in range(count):
            close = _closing(line, end)
            inner.append(_arguments(line[end + 1 : close], command, count, spell))
            end = close + 1
        spelled = spell(*inner)
        rest = line[end:]
        if spelled.startswith("@"):  # an operator: it takes the parenthesis that follows
            order, names = spelled.strip("@").split("|")
            close = _closing(rest, 0)
            of = _arguments(rest[1:close], command, count, spell)
            spelled, rest = f"[∂{order}({of})/{names}]", rest[close + 1 :]
        line = line[:start] + spelled + rest
        start = line.find(command + "{", start + len(spelled))
    return line


def _closing(line: str, opening: int) -> int:
    pair = {"{": "}", "(": ")"}[line[opening]]
    depth = 0
    for n in range(opening, len(line)):
        depth += (line[n] == line[opening]) - (line[n] == pair)
        if depth == 0:
            return n
    raise AssertionError(f"{line[opening:]} is not closed")
