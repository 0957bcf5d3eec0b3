"""What was found in documents, for a terminal, for editors and for other programs."""
