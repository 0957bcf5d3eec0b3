"""What a document says, in order: its rows, chains, definitions and claims, and their verdicts."""
