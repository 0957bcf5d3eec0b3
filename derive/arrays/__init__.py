"""Vectors and matrices: their shapes, their entries, and the way back from entries to arrays."""
