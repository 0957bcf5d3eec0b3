"""HTML in Markdown: where a tag ends, and the elements whose text is not to be read.

A formula between tags is a formula; one in an attribute, a script, a style or a sample of
code is not.
"""

from __future__ import annotations

import re

from derive.documents.closing import Unclosed

__all__ = ["masked_html"]

_TAG = re.compile(
    r"""</?(?P<name>[A-Za-z][A-Za-z0-9:-]*)
        (?:\s+[^\s"'<>=/`]+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'=<>`]+))?)*
        \s*/?>
      | <[A-Za-z][A-Za-z0-9+.-]{1,31}:[^\s<>]*>
      | <[!?][^<>]*>""",
    re.VERBOSE,
)
_RAW = frozenset(("script", "style", "textarea", "pre", "code", "kbd", "samp", "title"))
_END = {name: re.compile(rf"</{name}\s*>", re.IGNORECASE) for name in _RAW}


def masked_html(text: str, start: int, known: Unclosed) -> int:
    """Where the tag at ``start`` ends, or its element if that is not to be read; else ``start``.

    >>> masked_html('<p title="$x$">$y$</p>', 0, Unclosed())
    15
    >>> masked_html("<code>$x$</code>$y$", 0, Unclosed())
    16
    >>> masked_html("<b$ and $c>", 0, Unclosed())
    0
    """
    tag = _TAG.match(text, start)
    if tag is None:
        return start
    name = (tag["name"] or "").lower()
    if name not in _RAW or text.startswith("</", start) or tag[0].endswith("/>"):
        return tag.end()
    if not known.missing(name, start, len(text)):
        end = _END[name].search(text, tag.end())
        if end is not None:
            return end.end()
        known.remember(name, start, len(text))
    return len(text) if name in ("script", "style") else tag.end()
