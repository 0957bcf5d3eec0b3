"""The diagnostics of reading documents, each with its reason and what to do."""

from __future__ import annotations

from derive.documents.pieces import Notice
from derive.model import Diagnostic

__all__ = [
    "deep_nesting",
    "macro_bomb",
    "not_followed",
    "recursive_macro",
    "unbalanced_annotation",
    "unclosed_math",
    "unclosed_stretch",
    "unread_macro",
]


def unclosed_math(opener: str, closer: str, start: int) -> Notice:
    """A formula opens here and is never closed.

    >>> unclosed_math("$$", "$$", 4).diagnostic.message
    '$$ opens a formula that is not closed'
    """
    return Notice(
        Diagnostic(
            "unclosed-math",
            f"{opener} opens a formula that is not closed",
            "What follows was read as prose.",
            f"Close it with {closer}, or write \\{opener[0]} if no formula is meant."
            if opener.startswith("$")
            else f"Close it with {closer}.",
        ),
        start,
        start + len(opener),
    )


def unclosed_stretch(opener: str, closer: str, start: int) -> Notice:
    """A comment, a code environment or a conditional opens here and is never closed.

    >>> unclosed_stretch("<!--", "-->", 0).diagnostic.name
    'unclosed-comment'
    """
    return Notice(
        Diagnostic(
            "unclosed-comment",
            f"{opener} is not closed",
            "Nothing after it can be told from what it hides.",
            f"Close it with {closer}.",
        ),
        start,
        start + len(opener),
    )


def unbalanced_annotation(start: int, end: int) -> Notice:
    """The brackets of an annotation do not match.

    >>> unbalanced_annotation(0, 5).diagnostic.name
    'unbalanced-annotation'
    """
    return Notice(
        Diagnostic(
            "unbalanced-annotation",
            "a bracket of this annotation is not closed",
            "A semicolon inside brackets separates no directives, so it matters where they end.",
            "Close the bracket.",
        ),
        start,
        end,
    )


def unread_macro(what: str, why: str, start: int, end: int) -> Notice:
    r"""A definition of a macro that is not read.

    >>> unread_macro(r"\def", "its name is missing", 0, 4).diagnostic.message
    'this \\def was not read: its name is missing'
    """
    return Notice(
        Diagnostic(
            "unread-macro",
            f"this {what} was not read: {why}",
            "Formulas that use the macro will not be read either.",
            r"Define it as \newcommand{\name}[arity]{body}.",
        ),
        start,
        end,
    )


def recursive_macro(name: str, start: int, end: int) -> Notice:
    r"""A macro whose body uses it, directly or through others.

    >>> recursive_macro(r"\a", 0, 2).diagnostic.message
    '\\a is defined by itself'
    """
    return Notice(
        Diagnostic(
            "recursive-macro",
            f"{name} is defined by itself",
            "It has no end; it was left as it stands.",
            "Define it without itself.",
        ),
        start,
        end,
    )


def macro_bomb(start: int, end: int) -> Notice:
    """Macros that grow beyond the limits.

    >>> macro_bomb(0, 2).diagnostic.name
    'macro-too-large'
    """
    return Notice(
        Diagnostic(
            "macro-too-large",
            "the macros of this formula grow beyond the limits",
            "Each macro uses others several times over. The formula was left as it stands.",
            "Write the formula out, or use fewer macros inside macros.",
        ),
        start,
        end,
    )


def not_followed(command: str, start: int, end: int) -> Notice:
    r"""A file that is named by ``\input`` or ``\include``, and not read.

    >>> not_followed(r"\input", 0, 6).diagnostic.message
    '\\input is not followed'
    """
    return Notice(
        Diagnostic(
            "input-not-followed",
            f"{command} is not followed",
            "A document is read by itself; what the other file defines is not known here.",
            "Check that file too, or copy the definitions that are needed.",
        ),
        start,
        end,
    )


def deep_nesting(start: int, end: int) -> Notice:
    """Block quotes or lists nested beyond the limit.

    >>> deep_nesting(0, 1).diagnostic.name
    'nested-too-deep'
    """
    return Notice(
        Diagnostic(
            "nested-too-deep",
            "block quotes or lists are nested too deep here",
            "What stands at this depth was not read.",
            "Write it with less nesting.",
        ),
        start,
        end,
    )
