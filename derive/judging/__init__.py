"""From the readings of claims to one outcome each, and from a document to its report.

In reading order. One claim: ``outcome`` (the data), ``known`` (what is known of a document),
``step`` and ``agreement`` (the verdict on which the near readings agree), ``case``, ``strangers``
and ``doubts`` (reasons to believe no refutation), ``needs`` (which missing assumptions are likely
ones), ``again`` (shapes that do not fit; a claim at known sizes or by assumptions), ``anew``
(names that a section may define anew), ``evidence`` (a verdict in words), ``code_lines`` and
``computed`` (claims about lines of code), ``edits`` (the change that mends a false step). One
document: ``page`` (what is listed, what is judged, what annotations say about verdicts),
``worker`` and ``run`` (processes that can be killed), ``cache`` (what was found, from one run to
the next), ``checked`` and ``findings`` (the report), ``mending`` (suggestions written into a
document).
"""
