"""Numbers: a closed form as NumPy code, and its cross-check against the definition."""
