"""Proving and refuting: the normal form, the second opinion, witnesses, missing assumptions."""
