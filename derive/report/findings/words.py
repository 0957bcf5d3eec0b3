"""What is said about an equation of a document, in words."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from derive.old.findings import Checked, FileReport
from derive.old.outcome import WitnessText
from derive.syntax.applied import filled

__all__ = ["headline", "notes", "summary", "summary_text", "witness_words"]

_HEADLINES = {
    "refuted": "this step is false",
    "unread": "this is not read",
    "proved": "proved for every size",
    "definition": "a definition",
    "ignored": "ignored",
}


def headline(claim: Checked) -> str:
    """The finding in one line, without its evidence."""
    outcome = claim.outcome
    match outcome.verdict:
        case "conditional":
            needs = " or ".join(f"${need}$" for need in outcome.needs)
            return f"this step is false as it stands; it holds if {needs}"
        case "unknown":
            return f"not decided: {outcome.reason}"
        case "unread":
            return f"this is not read: {outcome.reason}"
        case "proved" if outcome.sizes not in ("", "all"):
            return f"proved only at {outcome.sizes}"
        case "ignored":
            return f"ignored: {outcome.reason}"
    return _HEADLINES.get(outcome.verdict, outcome.verdict)


def notes(claim: Checked) -> list[tuple[str, str]]:
    """What stands below a finding: pairs of a kind and a sentence."""
    outcome = claim.outcome
    found: list[tuple[str, str]] = []
    if outcome.case:
        found.append(("case", f"${outcome.case}$"))
    if outcome.witness is not None:
        prefix = "without it, " if outcome.verdict == "conditional" else ""
        found.append(("note", prefix + witness_words(outcome.witness)))
    for located in claim.remarks:
        remark = located.remark
        if remark.name != "unread":
            why = f" ({remark.reason})" if remark.reason else ""
            found.append(("note", f"{remark.name}: {remark.message}{why}"))
            if remark.suggestion:
                found.append(("help", remark.suggestion))
    if outcome.suggestion is not None:
        kind = outcome.suggestion.kind
        found.append(("help", f"did you mean ${outcome.suggestion.rhs}$? ({kind} differs)"))
    return found


def witness_words(witness: WitnessText) -> str:
    """The numbers at which the sides differ.

    >>> from derive.old.outcome import Value
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
