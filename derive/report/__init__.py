"""Reports: a judged derivation as text, LaTeX, Markdown and JSON. Nothing is decided here."""
