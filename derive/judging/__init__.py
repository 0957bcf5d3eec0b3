"""From the readings of claims to one outcome each, and from a document to its report.

In reading order: ``outcome`` (the data), ``evidence`` (a verdict in words), ``page`` (the
statements of a document, and what is judged), ``worker`` and ``run`` (processes that can be
killed), ``cache`` (outcomes from one run to the next), ``findings`` (a file's report).
"""
