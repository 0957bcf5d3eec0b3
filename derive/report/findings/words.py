"""What is said about an equation of a document, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from derive.judging.checked import Checked, FileReport, RestAt, Span
from derive.judging.outcome import Answer, WitnessText
from derive.syntax.applied import filled

__all__ = [
    "headline", "notes", "place_of", "reading_notes", "reason_text", "summary", "summary_text",
    "witness_words",
]  # fmt: skip

_HEADLINES = {
    "refuted": "this step is false",
    "unread": "this is not read",
    "definition": "a definition",
    "assumption": "an assumption",
    "ignored": "ignored",
}
#: An answer that others come so near to is said with a verdict that rests on it.
_NEAR = 1.0


def headline(claim: Checked) -> str:
    """The finding in one line, without its evidence."""
    outcome = claim.outcome
    match outcome.verdict:
        case "conditional":
            needs = " or ".join(f"${need}$" for need in outcome.needs)
            return f"this step is false as it stands; it holds if {needs}"
        case "unknown":
            return f"not decided: {reason_text(claim)}"
        case "unread":
            return f"this is not read: {reason_text(claim)}"
        case "proved":
            return _proved(claim)
        case "ignored":
            return f"ignored: {reason_text(claim)}"
    return _HEADLINES.get(outcome.verdict, outcome.verdict)


def _proved(claim: Checked) -> str:
    outcome = claim.outcome
    only = f"only at {outcome.sizes}" if outcome.sizes not in ("", "all") else "for every size"
    holds = [f"${said}$" for said in (*outcome.assumptions, *outcome.conditions)]
    return f"proved {only}" + (f", if {', '.join(holds)}" if holds else "")


def reason_text(claim: Checked) -> str:
    """Why it has its verdict: for what is unknown with the code, which can be looked up."""
    reason = claim.outcome.reason
    if reason is None:
        return ""
    return (
        f"{reason.code}: {reason.message}"
        if claim.outcome.verdict == "unknown"
        else (reason.message)
    )


def notes(claim: Checked) -> list[tuple[str, str]]:
    """What stands below a finding: pairs of a kind and a sentence."""
    outcome = claim.outcome
    found: list[tuple[str, str]] = []
    if outcome.case:
        found.append(("case", f"${outcome.case}$"))
    if outcome.witness is not None:
        prefix = "without it, " if outcome.verdict == "conditional" else ""
        found.append(("note", prefix + witness_words(outcome.witness)))
    if outcome.verdict in ("proved", "refuted", "conditional"):
        found += [("note", f"it rests on {_rest(r)}") for r in claim.rests_on if in_words(r)]
        near = [a for a in outcome.reading if not a.evident and _is_near(a)]
        if near:
            found.append(("note", f"read so: {'; '.join(map(_short, near))}"))
    for located in claim.remarks:
        remark = located.remark
        if remark.name != "unread":
            why = f" ({remark.reason})" if remark.reason else ""
            found.append(("note", f"{remark.name}: {remark.message}{why}"))
            if remark.suggestion:
                found.append(("help", remark.suggestion))
    if outcome.reason is not None and outcome.reason.help:
        found.append(("help", outcome.reason.help))
    if outcome.suggestion is not None:
        kind = outcome.suggestion.kind
        found.append(("help", f"did you mean ${outcome.suggestion.rhs}$? ({kind} differs)"))
    return found


def reading_notes(claim: Checked) -> Iterator[tuple[str, str]]:
    """How a claim was read, and all that its verdict rests on."""
    for answer in claim.outcome.reading:
        if not answer.evident:
            why = f", by {', '.join(answer.evidence)}" if answer.evidence else ""
            next_ = (
                "" if answer.margin is None else f" (the next answer costs {answer.margin:g} more)"
            )
            yield "read", f"{_short(answer)}{why}{next_}"
    for rest in claim.rests_on:
        if not in_words(rest):
            yield "rests on", _rest(rest)


def in_words(at: RestAt) -> bool:
    """Whether a verdict rests on something that words of the text say, beside its equations."""
    return at.rest.status != "definition" and at.rest.said not in ("", "=", "directive")


def _is_near(answer: Answer) -> bool:
    return answer.margin is not None and answer.margin < _NEAR


def _short(answer: Answer) -> str:
    return f"{answer.question} of {answer.of}: {answer.answer}"


def _rest(at: RestAt) -> str:
    said = f" ({at.rest.said})" if at.rest.said else ""
    cell = "" if at.span.cell is None else f"cell {at.span.cell}, "
    return f"the {at.rest.status} ${at.rest.text}$, {cell}line {at.span.line}{said}"


def place_of(span: Span) -> str:
    """A place as it follows the name of a file: ``12:3``, or ``cell 2:12:3``."""
    cell = "" if span.cell is None else f"cell {span.cell}:"
    return f"{cell}{span.line}:{span.column}"


def witness_words(witness: WitnessText) -> str:
    """The numbers at which the sides differ.

    >>> from derive.judging.outcome import Value
    >>> at = WitnessText((("C", 1),), (("k", 1),), (Value("z", (1,), "1/2"),), "1/2", "1")
    >>> witness_words(at)
    'at C = 1, k = 1, z_1 = 1/2: left = 1/2, right = 1'
    """
    parts = [f"{name} = {n}" for name, n in (*witness.sizes, *witness.indices)]
    for value in witness.values:
        name, at = filled(value.name, [str(n) for n in value.at])
        parts.append(f"{name}{'_' + ','.join(at) if at else ''} = {value.value}")
    parts += [f"${lhs} = {rhs}$" for lhs, rhs in witness.functions]
    where = f"at {', '.join(parts)}: " if parts else ""
    sign = "=" if witness.exact else "≈"
    return f"{where}left {sign} {witness.lhs}, right {sign} {witness.rhs}"


def summary(files: Iterable[FileReport]) -> dict[str, int]:
    """How many equations there are of each verdict."""
    counted = Counter(claim.outcome.verdict for file in files for claim in file.claims)
    return dict(sorted(counted.items()))


def summary_text(files: Iterable[FileReport]) -> str:
    """The same in one line.

    >>> summary_text(())
    '0 equations in 0 files'
    """
    files = tuple(files)
    counts = summary(files)
    total = sum(counts.values())
    said = ", ".join(f"{n} {verdict}" for verdict, n in counts.items())
    equations = f"{total} equation{'s' * (total != 1)}"
    where = f"{len(files)} file{'s' * (len(files) != 1)}"
    return f"{equations} in {where}" + (f": {said}" if said else "")
