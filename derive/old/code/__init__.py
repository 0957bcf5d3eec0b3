"""Lines of NumPy beside a derivation: found in a text, and read as arrays; never executed."""
