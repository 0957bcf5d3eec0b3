"""The reader of formulas: LaTeX in, written forms out."""
