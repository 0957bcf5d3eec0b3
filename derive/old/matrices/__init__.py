"""Matrices, columns and lists that are written out, with dots or without: what is at each place."""
