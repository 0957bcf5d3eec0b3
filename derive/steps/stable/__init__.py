"""Stable rewrites: equal in exact arithmetic, and with all their digits in floating point.

Each rewrite is a claim, or one for each case, that the prover judges like every other; what
is not proved is not used.
"""
